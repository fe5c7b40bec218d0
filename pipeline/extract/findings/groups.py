"""The groups of patients that a sentence names: arms of the study, subgroups, those who received a therapy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.extract.findings.arms import THERAPY_TYPES, Arm, therapies_within
from pipeline.extract.findings.arms.naming import arm_meant
from pipeline.extract.findings.arms.patterns import CONTROL
from pipeline.extract.findings.beside_figures import names_beside_figures
from pipeline.extract.findings.doses import dose_groups
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.group_patterns import (
    COUNTED,
    GENERIC,
    JOINT,
    LENGTH_BETWEEN,
    LETTERS,
    LISTED,
    ORGANISATION,
    RECIPIENTS,
)
from pipeline.extract.findings.listing import items
from pipeline.extract.findings.respective_groups import respective_groups
from pipeline.extract.findings.sexes import two_sexes
from pipeline.extract.findings.with_and_without import with_and_without
from pipeline.schema import Concept, Mention, Span

_WITH_THERAPY = re.compile(
    r"(?:\b(?:with|for|on|after|receiving|received|given|in|to|than|without|versus|vs\.?|and|or|from|not receiving|did not receive|by|of|between)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """A group named in a sentence.

    Attributes:
        span: where it is named.
        name: its name in the text's words.
        therapies: what it received, as far as the text says.
        arm: the arm of the study that it is, if it is one.
    """

    span: Span
    name: str
    therapies: tuple[Concept, ...]
    arm: Arm | None = None
    #: Therapies that its name says it did without (`without HSCT`).
    excluded: tuple[Concept, ...] = ()
    #: How many they are, of a part of the study that the paper told of before.
    size: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether its name leaves open what it received."""
        return self.arm is None and not self.therapies and not self.excluded and not CONTROL.search(self.name)


def describes(group: Group, figure: Figure) -> bool:
    """Whether a group says who the patients of a count are: it stands over the count's noun, or right behind it."""
    counted = figure.main.span
    return group.span.overlaps(counted) or 0 <= group.span.start - counted.end <= 1


#: What stands behind the name of an arm: its patients, or where they were treated.
_ARM_NOUN = (
    r"(?:treated\s+)?(?:arm|group|patient|cohort|regimen|women|men|children|adult|infant|participant|subject|individual|recipient|"
    r"case|village|clinic|hospital|cent(?:re|er)|school|practice|site|ward|mother|student|eye)s?"
)
_OF_ARM = re.compile(r"\s(?:arm|group)$")


@lru_cache(maxsize=64)
def _arm_pattern(called: frozenset[str]) -> re.Pattern[str] | None:
    """A name of an arm that ends with its noun has it wherever it stands, in any of its words; others may have one."""
    aliases = {alias for alias in called if len(alias) > 1}
    if not aliases:
        return None
    bases = {_OF_ARM.sub("", alias) for alias in aliases if _OF_ARM.search(alias)} - aliases
    named = [rf"(?:{_any_of(bases)})[- ]{_ARM_NOUN}"] if bases else []
    free = {alias for alias in aliases if not _OF_ARM.search(alias)}
    if free:
        named.append(rf"(?:{_any_of(free)})(?:\s+(?:plus placebo|alone|monotherapy))?(?:[- ]{_ARM_NOUN})?")
    return re.compile(
        rf"(?<![\w-])(?<!\bplus )(?<!\bno )(?<!\+ )(?<!\+)(?:{'|'.join(named)})(?![\w-])(?!\s?(?:\+|plus\b|combined with\b|in combination with\b)\s?[A-Za-z])",
        re.IGNORECASE,
    )


def _any_of(names: Iterable[str]) -> str:
    """A pattern of any of these names, the longest first."""
    return "|".join(re.escape(name).replace(r"\ ", r"[\s-]+") for name in sorted(names, key=lambda n: (-len(n), n)))


_EVERYBODY = re.compile(
    r"\b(?:whole|entire|overall|total|full|combined|study) (?:\w+ )?(?:group|cohort|population|series)\b", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"\d[\d,.]*\s\w+$|(?:this|these|both|all|either|two|three|study|treatment) (?:groups?|arms?|patients)\b",
    re.IGNORECASE,
)
#: What everybody is in, or, where there is a control group, the group under test.
_UNDER_STUDY = re.compile(r"(?:study|treatment) (?:group|arm)", re.IGNORECASE)
_CONTROL_GROUP = re.compile(r"\bcontrol (?:group|arm)\b", re.IGNORECASE)
_SHORT_FORM = re.compile(r"[A-Z][\w/+-]*[A-Z0-9]")
_IN_A_GROUP = re.compile(r"^in\s+(?:the\s+)?(?=.*\b(?:groups?|arms?|cohorts?)$)", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:pre-?treated|previously|prior|earlier|had (?:also |already )?had)\b", re.IGNORECASE)
_WITHOUT = re.compile(r"\b(?:without|not|no)\b", re.IGNORECASE)
_NOT_TRANSPLANTED = re.compile(r"\bnot (?:been |be )?transplanted\b", re.IGNORECASE)


def _described(span: Span, name: str, mentions: Sequence[Mention]) -> Group:
    """The group that a phrase names, with the therapies that it says they had or did without."""
    therapies = therapies_within(span, mentions)
    excluded: tuple[Concept, ...] = ()
    if _NOT_TRANSPLANTED.search(name):
        therapies, excluded = (), _transplantations(mentions)
    elif _WITHOUT.search(name):
        therapies, excluded = (), therapies
    elif _EARLIER.search(name):
        therapies = ()
    name = _IN_A_GROUP.sub("", name)
    name = re.sub(r"\s+(?:and|or|who|with|in|of|were|was|to)$", "", re.sub(r"\s+", " ", name))
    return Group(span, name, therapies, excluded=excluded)


_DENIAL = re.compile(
    r"\b(?:no|not|non|without|never)[\s-](?:(?!(?:a|an|the|in|for|with|of|to|on|by|at|than|among|between)\s)[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
#: So far before a name, in characters, a denial may begin.
_DENIAL_REACH = 40


def with_denial(folded: str, words: Span) -> Span:
    """A name with the denial before it: `the no axillary treatment group`, `who did not undergo dissection`.

    Args:
        folded: the text, folded.
        words: the name.
    """
    denied = _DENIAL.search(folded, max(0, words.start - _DENIAL_REACH), words.start)
    return Span(denied.start(), words.end) if denied is not None else words


def _denied(text: str, folded: str, group: Group, mentions: Sequence[Mention]) -> Group:
    """A group that its sentence denies to be what its name says, as the one without that; others as they are."""
    words = with_denial(folded, group.span)
    return group if group.excluded or words == group.span else _described(words, words.of(text), mentions)


def _of_arm(group: Group, arms: Sequence[Arm]) -> Group:
    """A group that its own words place in one arm is of that arm (`eligible patients in the STD arm`)."""
    if group.therapies or group.excluded:
        return group
    words = set(re.findall(r"[\w+/-]+", group.name.lower()))
    own = [arm for arm in arms if any(len(alias) > 1 and set(alias.split()) <= words for alias in arm.aliases)]
    meant = own[0] if len(own) == 1 else arm_meant(group.name, arms) if _ENDS_AS_ARM.search(group.name) else None
    return replace(group, arm=meant, therapies=meant.therapies) if meant is not None else group


def named_group(text: str, span: Span, arms: Sequence[Arm], mentions: Sequence[Mention]) -> Group:
    """The group that some words name, whatever they are: an arm by its name, else what they describe.

    Args:
        text: verbatim text.
        span: the words.
        arms: the study's arms.
        mentions: mentions of the document.
    """
    name = span.of(text)
    arm = _called(name, arms)
    if arm is not None:
        return Group(span, name, arm.therapies, arm)
    return _of_arm(_described(span, name, mentions), arms)


_ENDS_AS_ARM = re.compile(r"\b(?:group|arm|cohort)$", re.IGNORECASE)


def _transplantations(mentions: Sequence[Mention]) -> tuple[Concept, ...]:
    found = {m.concepts[0].id: m.concepts[0] for m in mentions if m.concepts and is_transplantation(m.concepts[0])}
    return tuple(found.values())


def is_transplantation(concept: Concept) -> bool:
    """Whether a therapy is a transplantation."""
    return "transplant" in concept.id or "hsct" in concept.id


#: Behind the arms, and before phrases, which would take the whole list.
_LISTED_RANK = 0.5


def find_groups(
    text: str,
    folded: str,
    sentence: Span,
    arms: Sequence[Arm],
    mentions: Sequence[Mention],
    counts: Sequence[Span] = (),
) -> list[Group]:
    """The groups named in a sentence, in order, none overlapping another; arms of the study come before other groups.

    Args:
        text: verbatim text.
        folded: the same, folded.
        sentence: where to look.
        arms: the study's arms.
        mentions: mentions of the document.
        counts: where the sentence tells of how many patients: what stands behind a count says who they are.
    """
    candidates: list[tuple[float, Group]] = []
    for arm in arms:
        pattern = _arm_pattern(arm.aliases)
        if pattern is None:
            continue
        for match in pattern.finditer(folded, sentence.start, sentence.end):
            # Short aliases count only in their own letter case (`AC`, never `ac`).
            shortest = match[0].split()[0]
            if len(shortest) <= 3 and shortest.lower() == shortest and shortest.isalpha():
                continue
            span = Span(match.start(), match.end())
            within = therapies_within(span, mentions)
            told = within if len(within) > len(arm.therapies) else arm.therapies
            candidates.append((0, Group(span, span.of(text), told, arm)))
    for span, dosed in dose_groups(folded, sentence, arms, mentions):
        candidates.append((-1, Group(span, dosed.name, dosed.therapies, dosed)))
    for pattern in GENERIC:
        for match in pattern.finditer(folded, sentence.start, sentence.end):
            span = _whole_therapy(Span(match.start("name"), match.end("name")), mentions)
            name = span.of(text)
            if _is_everybody(name, folded) or (
                name.endswith("group") and ORGANISATION.search(folded[sentence.start : span.start])
            ):
                continue
            candidates.append((1, _of_arm(_described(span, name, mentions), arms)))
    for match in RECIPIENTS.finditer(folded, sentence.start, sentence.end):
        span = Span(match.start("name"), match.end("name"))
        if therapies_within(span, mentions) or _SHORT_FORM.match(span.of(text)):
            candidates.append((1, _described(span, span.of(text), mentions)))
    for count in counts:
        if behind := COUNTED.match(folded, count.end, sentence.end):
            span = _bare_therapy(text, Span(behind.start("name"), behind.end("name")), mentions)
            candidates.append((1, _of_arm(_described(span, span.of(text), mentions), arms)))
    for span, name in respective_groups(text, folded, sentence):
        candidates.append((_LISTED_RANK, _of_arm(_described(span, name, mentions), arms)))
    for span, name, what in with_and_without(folded, sentence):
        candidates.append((_LISTED_RANK, _of_arm(replace(_described(what, name, mentions), span=span), arms)))
    candidates.extend((1, Group(span, span.of(text), ())) for span in two_sexes(folded, sentence))
    candidates.extend((0, group) for group in _listed(text, folded, sentence, arms, mentions))
    beside = names_beside_figures(folded, sentence)
    candidates.extend((2, _named(span, span.of(text), arms, mentions)) for span in beside)
    candidates.extend((2, group) for group in _therapy_groups(text, folded, sentence, mentions))
    candidates = [(rank, _denied(text, folded, group, mentions)) for rank, group in candidates]
    candidates.sort(key=lambda c: (c[0], -(len(c[1].span)), c[1].span.start))
    chosen: list[Group] = []
    for _, group in candidates:
        clash = next((g for g in chosen if g.span.overlaps(group.span)), None)
        if clash is None:
            chosen.append(group)
    return _opposites([_meant(group, arms) for group in sorted(chosen, key=lambda group: group.span)])


def _whole_therapy(span: Span, mentions: Sequence[Mention]) -> Span:
    """The name of a therapy that some words are but a part of (`CAR` of `CAR T cells`); else the words."""
    whole = (m.span for m in mentions if m.type in THERAPY_TYPES and m.span.contains(span))
    return max(whole, key=len, default=span)


def _bare_therapy(text: str, span: Span, mentions: Sequence[Mention]) -> Span:
    """Words without the preposition before a therapy that is all the rest of them (`none with placebo`)."""
    leading = _BEFORE_THERAPY.match(text, span.start, span.end)
    bare = Span(leading.end(), span.end) if leading is not None else span
    return bare if any(m.type in THERAPY_TYPES and m.span == bare for m in mentions) else span


_BEFORE_THERAPY = re.compile(r"(?:with|given|on)\s", re.IGNORECASE)


def _meant(group: Group, arms: Sequence[Arm]) -> Group:
    """A group that is called by its therapy is of the one arm whose name has all its words (`CAR T cells`)."""
    if group.arm is not None or group.excluded or not group.therapies:
        return group
    arm = arm_meant(group.name, arms)
    return replace(group, arm=arm, therapies=arm.therapies or group.therapies) if arm is not None else group


def _is_everybody(name: str, folded: str) -> bool:
    """Whether a name is that of whoever took part, and of no group of them."""
    if _UNDER_STUDY.fullmatch(name):
        return _CONTROL_GROUP.search(folded) is None
    return bool(_EVERYBODY.search(name) or _NO_NAME.match(name))


#: `87% in children bridged to HSCT and 29% in those who were not`
_OPPOSITE = re.compile(
    r"(?:(?:those|patients|children|women|men) )?(?:who (?:were|did|had) not|without|not)", re.IGNORECASE
)


def _opposites(groups: list[Group]) -> list[Group]:
    """The groups, each that is only told to be without knowing without what: what the one before it received."""
    for place in range(1, len(groups)):
        before, group = groups[place - 1], groups[place]
        if before.therapies and group.is_open and _OPPOSITE.fullmatch(group.name):
            groups[place] = replace(group, excluded=before.therapies)
    return groups


def _called(name: str, arms: Sequence[Arm]) -> Arm | None:
    """The arm of a name told as a group's: by that name, else by its telling words."""
    return next((arm for arm in arms if name.lower() in arm.aliases), None) or arm_meant(name, arms)


def _listed(text: str, folded: str, sentence: Span, arms: Sequence[Arm], mentions: Sequence[Mention]) -> list[Group]:
    """`groups A, B and C`, `the TE and TEL groups`: a group for each name of a list."""
    groups: list[Group] = []
    for pattern in (LETTERS, LISTED):
        for match in pattern.finditer(folded, sentence.start, sentence.end):
            for span in items(match["list"], match.start("list"), JOINT):
                if not len(span):
                    continue
                name = span.of(text)
                if pattern is LETTERS:
                    name = f"{match['noun']} {name}"
                groups.append(_named(span, name, arms, mentions))
    return groups


def _named(span: Span, name: str, arms: Sequence[Arm], mentions: Sequence[Mention]) -> Group:
    """The group of a name: an arm of the study, or what received the therapies that the name tells."""
    arm = _called(name, arms)
    return Group(span, name, arm.therapies if arm else therapies_within(span, mentions), arm)


#: So far before a therapy, in characters, the words stand that tell an event to have been managed with it, or to come of it.
_MANAGED_WITHIN = 80
_MANAGED = re.compile(
    r"(?<!patients )(?<!children )(?<!those )(?<!women )(?<!men )(?<!who )\b(?:managed|manageable|controlled|controllable|resolved|reversed|reversible|mitigated|"
    r"ameliorated|alleviated|relieved|handled|responded|responsive)\s(?:[\w-]+\s){0,2}(?:with|by|to|using|after)\s(?:the\s)?"
    r"(?:[\w-]+\s){0,2}$"
    # what an event came of
    r"|\b(?:related|attributed|attributable|ascribed|due|secondary|owing|linked|resistant|resistance|refractory|intolerant)\sto\s(?:the\s)?$"
    r"|\b(?:caused|induced|triggered)\sby\s(?:the\s)?$",
    re.IGNORECASE,
)
#: `cediranib dose reductions` names no group.
_NOT_GIVEN_TO = re.compile(
    r"[\s-](?:doses?|dosages?|dosing|levels?|concentrations?|exposure|resistan\w+|sensitiv\w+|discontinuations?|related)\b",
    re.IGNORECASE,
)
_PLUS = re.compile(r"\s*(?:plus|\+|and|combined with|with|/)\s*", re.IGNORECASE)


def _therapy_groups(text: str, folded: str, sentence: Span, mentions: Sequence[Mention]) -> list[Group]:
    """Groups named by their therapies alone: `with blinatumomab`, `than nimotuzumab plus gefitinib`, `without HSCT`."""
    absent: list[Group] = []
    given = [m for m in mentions if m.type in ("therapy", "drug") and sentence.contains(m.span) and m.concepts]
    chains: list[list[Mention]] = []
    for mention in given:
        last = chains[-1][-1] if chains else None
        if last is not None and (
            last.span == mention.span or _PLUS.fullmatch(folded[last.span.end : mention.span.start])
        ):
            chains[-1].append(mention)
        else:
            chains.append([mention])
    groups: list[Group] = []
    without_it = re.compile(r"\bwithout\s+(?:it|one|transplantation|(?:a )?transplant)\b", re.IGNORECASE)
    for match in without_it.finditer(folded, sentence.start, sentence.end):
        earlier = [m for m in given if m.span.end <= match.start()]
        if earlier:
            name = f"without {earlier[-1].surface}"
            span = Span(match.start(), match.end())
            absent.append(Group(span, name, (), excluded=earlier[-1].concepts[:1]))
    between = [Span(m.start(), m.end()) for m in LENGTH_BETWEEN.finditer(folded, sentence.start, sentence.end)]
    for chain in chains:
        span = chain[0].span.cover(chain[-1].span)
        joined = _WITH_THERAPY.search(folded[max(sentence.start, span.start - 24) : span.start])
        managed = _MANAGED.search(folded, max(sentence.start, span.start - _MANAGED_WITHIN), span.start)
        if managed is not None:
            # `CRS was managed with tocilizumab`, `events related to blinatumomab`: no group.
            continue
        if joined is None or _NOT_GIVEN_TO.match(folded, span.end) or any(each.contains(span) for each in between):
            continue
        without = "not" in joined[0].lower() or "without" in joined[0].lower()
        named = therapies_within(span, chain)
        if without:
            groups.append(Group(span, f"without {span.of(text)}", (), excluded=named))
        else:
            groups.append(Group(span, span.of(text), named))
    return groups + absent
