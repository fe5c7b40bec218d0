"""The arms of a study, found once per document: their names, sizes and therapies.

Many places name an arm: `tamoxifen (n = 98)`, `the MPA arm`, `randomised to A or B`, `doxorubicin and docetaxel (AD)`,
`A versus B`. Each such place is a piece of evidence; names that mean one arm are joined, and a name with too little
evidence is no arm. A study of one group has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.extract.findings import arm_patterns as patterns
from pipeline.extract.findings.allocation import Allocation, find_allocations, find_compared
from pipeline.schema import Concept, Mention, Span

#: Types of mention that a patient can have received.
THERAPY_TYPES = frozenset({"therapy", "drug"})
#: Evidence that a name needs to count as an arm.
ENOUGH = 2.0
#: So many words make a name; more describe.
WORDS_OF_A_NAME = 6
#: So far, in characters, behind its name the brackets of an arm may stand.
BRACKETS_REACH = 40
#: How many sentences at the document's beginning may tell its design by a comparison.
DESIGN_SENTENCES = 12


@dataclass(frozen=True, slots=True)
class Arm:
    """An arm or treatment group of the document's study.

    Attributes:
        name: its name as the text has it.
        aliases: every word or phrase the text calls it by, lower case.
        therapies: what it received.
        total: its number of patients, where the text states it.
        control: whether its name says that it is the one compared against.
        at: where it is first named.
    """

    name: str
    aliases: frozenset[str]
    therapies: tuple[Concept, ...]
    total: int | None
    control: bool
    at: int


@dataclass(slots=True)
class _Candidate:
    """A name that may be an arm's, with the evidence for it so far."""

    name: str
    aliases: set[str]
    therapies: tuple[Concept, ...]
    total: int | None
    at: int
    evidence: float
    lettered: bool = False
    #: The short forms it goes by.
    shorts: set[str] = field(default_factory=set)
    #: Which statement of alternatives named it: two of one statement are never one arm.
    statements: set[int] = field(default_factory=set)
    #: Whether patients are told to be allocated to it.
    allocated: bool = False

    @property
    def called(self) -> str:
        """Its one short form, where the text gives it one; else its name."""
        return next(iter(self.shorts)) if self.allocated and len(self.shorts) == 1 else self.name

    @property
    def control(self) -> bool:
        return bool(patterns.CONTROL.search(self.name)) or bool({"control", "controls"} & self.aliases)


def therapies_within(span: Span, mentions: Sequence[Mention]) -> tuple[Concept, ...]:
    """The therapies named inside a span, in order, each once."""
    found: dict[str, Concept] = {}
    for mention in mentions:
        if mention.type in THERAPY_TYPES and mention.concepts and span.contains(mention.span):
            found.setdefault(mention.concepts[0].id, mention.concepts[0])
    return tuple(found.values())


def find_arms(text: str, folded: str, sentences: Sequence[Span], mentions: Sequence[Mention]) -> list[Arm]:
    """The arms of a document, in the order in which the text first names them; none for a study of one group.

    Args:
        text: verbatim text.
        folded: the same, folded.
        sentences: its sentences.
        mentions: its therapy mentions are used; a mention of a regimen counts with its parts.
    """
    candidates: list[_Candidate] = []
    undosed = patterns.without_doses(folded)
    for number, sentence in enumerate(sentences):
        for found in _allocated_to(text, folded, sentence, mentions, number):
            _add(candidates, found)
        for found in _evidence(text, undosed, sentence, mentions, number):
            _add(candidates, found)
    _by_letters(candidates, text, mentions)
    candidates = _joined(candidates)
    allocated = [c for c in candidates if c.allocated]
    if len(allocated) >= 2:
        kept = allocated
        for other in candidates:
            if not other.allocated and (meant := _meant(other, kept)) is not None:
                meant.aliases |= other.aliases
                meant.shorts |= other.shorts
                meant.total = meant.total if meant.total is not None else other.total
                # `the study group received A`: what an arm of an empty name was given is told elsewhere.
                meant.therapies = meant.therapies or other.therapies
    else:
        kept = [
            c
            for c in candidates
            if c.evidence >= ENOUGH and (c.therapies or c.control or c.lettered or c.total or c.evidence >= 3)
        ]
    if len(kept) > 2 and patterns.TWO_ARMS.search(folded):
        best = sorted(kept, key=lambda c: (-c.evidence, c.at))[:2]
        kept = [c for c in kept if c in best]
    if len(kept) < 2:
        return []
    arms = [Arm(c.called, frozenset(c.aliases), c.therapies, c.total, c.control, c.at) for c in kept]
    return _generally_called(sorted(arms, key=lambda arm: arm.at))


#: What any trial calls the arm under test, its control, the arm of several therapies, and that of one.
_TESTED_NAMES = frozenset(
    f"{word} {noun}"
    for word in ("intervention", "treatment", "experimental", "study", "treated", "active", "active treatment")
    for noun in ("group", "arm")
)
_CONTROL_NAMES = frozenset({"control group", "control arm", "control patients", "controls"})
_COMBINED_NAMES = frozenset(
    f"{word} {noun}" for word in ("combination", "combined") for noun in ("therapy", "treatment", "group", "arm")
)
_SINGLE_NAMES = frozenset({"monotherapy", "monotherapy group", "monotherapy arm", "single-agent therapy"})


def _generally_called(arms: list[Arm]) -> list[Arm]:
    """Two arms with the names that any trial has for them, where they tell one from the other and are not taken."""
    if len(arms) != 2:
        return arms
    named: list[frozenset[str]] = [frozenset(), frozenset()]
    first, second = arms
    if first.control != second.control:
        named = [_CONTROL_NAMES if arm.control else _TESTED_NAMES for arm in arms]
    elif not first.control:
        # Where neither is called a control, what is tested is named first.
        named = [_TESTED_NAMES, _CONTROL_NAMES]
    mine, theirs = set(first.therapies), set(second.therapies)
    if mine and theirs and (mine < theirs or theirs < mine):
        larger = 0 if theirs < mine else 1
        named[larger] |= _COMBINED_NAMES
        named[1 - larger] |= _SINGLE_NAMES
    taken = first.aliases | second.aliases
    return [
        replace(arm, aliases=arm.aliases | frozenset(name for name in names if name not in taken))
        for arm, names in zip(arms, named, strict=True)
    ]


def _by_letters(candidates: Sequence[_Candidate], text: str, mentions: Sequence[Mention]) -> None:
    """Names made of the letters of drugs say what was given: `docetaxel (T) and epirubicin (E)` make `TE`."""
    letters: dict[str, Concept] = {}
    for mention in mentions:
        told = patterns.LETTERS_OF_DRUG.match(text, mention.span.end)
        if told is not None and mention.type in THERAPY_TYPES and mention.concepts:
            letters.setdefault(told["letters"], mention.concepts[0])
    for candidate in candidates:
        if not candidate.therapies and len(letters) >= 2 and len(candidate.name) >= 2:
            candidate.therapies = patterns.spelt(candidate.name, letters)


def _evidence(text: str, folded: str, sentence: Span, mentions: Sequence[Mention], number: int) -> Iterator[_Candidate]:
    """Every place of a sentence that names an arm."""
    yield from _sized(text, folded, sentence, mentions)
    yield from _counted(text, folded, sentence, mentions)
    yield from _defined(text, folded, sentence, mentions)
    yield from _lettered(text, folded, sentence, mentions)
    yield from _compared(text, folded, sentence, mentions, number)
    yield from _named(text, folded, sentence, mentions)


def _sized(text: str, folded: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[_Candidate]:
    """`tamoxifen (n = 98)`, `(SB3, n = 186; TRZ, n = 181)`."""
    for match in patterns.SIZED.finditer(folded, sentence.start, sentence.end):
        if patterns.WITH_OR_WITHOUT.search(folded, sentence.start, match.start()):
            # `letrozole with (n = 47) or without (n = 43) zoledronic acid`: what was added is named behind.
            continue
        total = int(match["n"].replace(",", ""))
        alias = (match["alias"] or "").strip(" ,;:")
        phrase = _phrase_before(folded, match.start(), sentence.start, mentions)
        if alias and not re.fullmatch(r"(?:N|total|and)", alias, re.I):
            place = Span(match.start("alias"), match.end("alias"))
            opens = folded[match.start()] in "(["
            told = phrase if opens and therapies_within(phrase, mentions) else None
            yield _candidate(alias, text, folded, place, mentions, 3.0, total=total, also=told)
        elif not alias and len(phrase):
            yield _candidate(phrase.of(text), text, folded, phrase, mentions, 2.5, total=total)


def _counted(text: str, folded: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[_Candidate]:
    """`63 TE and 62 TEL patients`, `26 eribulin and 31 TPC`."""
    for match in patterns.COUNTED.finditer(folded, sentence.start, sentence.end):
        for number, name in (("n1", "name1"), ("n2", "name2")):
            span = Span(match.start(name), match.end(name))
            if (
                therapies_within(span, mentions)
                or patterns.SHORT_NAME.fullmatch(span.of(text))
                or patterns.CONTROL_NAME.fullmatch(span.of(text))
            ):
                yield _candidate(span.of(text), text, folded, span, mentions, 2.5, total=int(match[number]))


def _defined(text: str, folded: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[_Candidate]:
    """`either doxorubicin and cyclophosphamide (AC)`, `capecitabine plus irinotecan (group A)`."""
    for match in patterns.ALIAS.finditer(folded, sentence.start, sentence.end):
        phrase = _phrase_before(folded, match.start(), sentence.start, mentions)
        inside = [m for m in mentions if m.type in THERAPY_TYPES and phrase.contains(m.span)]
        ends = bool(inside) and patterns.BEFORE_BRACKETS.fullmatch(folded, inside[-1].span.end, match.start())
        lettered = bool(patterns.LETTERED.fullmatch(match["alias"]))
        if ends and (lettered or patterns.used_as_arm(match["alias"], folded)):
            yield _candidate(
                match["alias"], text, folded, Span(match.start("alias"), match.end("alias")), mentions, 1.5, also=phrase
            )


def _lettered(text: str, folded: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[_Candidate]:
    """`Group A: control`, `arm B received cisplatin`, `group A`."""
    found = list(patterns.LETTERED.finditer(folded, sentence.start, sentence.end))
    for place, match in enumerate(found):
        limit = found[place + 1].start() if place + 1 < len(found) else sentence.end
        told = patterns.TOLD.match(folded, match.end(), limit)
        candidate = _candidate(match[0], text, folded, Span(match.start(), match.end()), mentions, 1.5)
        if told:
            span = Span(told.start("what"), told.end("what"))
            candidate.therapies = therapies_within(span, mentions)
            candidate.evidence += 0.5 if candidate.therapies else 0.0
            if patterns.CONTROL.search(span.of(folded)) and not candidate.therapies:
                candidate.aliases.add("control")
        yield candidate


def _allocated_to(
    text: str, folded: str, sentence: Span, mentions: Sequence[Mention], number: int
) -> Iterator[_Candidate]:
    """`randomised to receive either A or B`: whatever patients are allocated to is an arm."""
    for allocation in find_allocations(folded, sentence):
        stated = [
            _bracketed(_candidate(each.phrase.of(text), text, folded, each.phrase, mentions, 3.0), text, each.phrase, each.whole)
            for each in allocation.alternatives
        ]
        _in_full(stated, text, allocation)
        for each, alternative in zip(stated, allocation.alternatives, strict=True):
            # `docetaxel once every 3 weeks plus axitinib`
            if (plus := patterns.PLUS.search(folded, alternative.phrase.end, alternative.whole.end)) is not None:
                rest = therapies_within(Span(plus.end(), alternative.whole.end), mentions)
                each.therapies = (*each.therapies, *(c for c in rest if c not in each.therapies))
        if any(not patterns.may_be_name(each.name) for each in stated) or len({e.name.lower() for e in stated}) < len(stated):
            stated = _by_dose(stated, text, allocation)
        for each, alternative in zip(stated, allocation.alternatives, strict=False):
            if patterns.WITHOUT.match(folded, alternative.phrase.start):
                each.name = _clean(re.sub(r"\s*\([^()]*\)", "", alternative.phrase.of(text)))
                each.aliases = {each.name.lower()} | {short.lower() for short in each.shorts}
                each.therapies = ()
        if allocation.added:
            shared = therapies_within(allocation.shared, mentions)
            for each in stated:
                each.therapies = (*(c for c in shared if c not in each.therapies), *each.therapies)
        elif not any(each.therapies for each in stated):
            # Schedules and manners of one therapy (`paclitaxel given either weekly or every three weeks`).
            shared = therapies_within(allocation.shared, mentions)
            for each in stated:
                each.therapies = () if each.control else shared
        for before, each in pairwise(stated):
            if not each.therapies and each.name[:1].isdigit():
                # Another dose of what was named before.
                each.therapies = before.therapies
        for each in stated:
            each.statements.add(number)
            # What is added or not is called by other names as well, which tell more.
            each.allocated = not allocation.added
            yield each


def _in_full(stated: Sequence[_Candidate], text: str, allocation: Allocation) -> None:
    """A short phrase names its arm in full (`Nevasic plus usual care`); its therapies alone do where no other has them."""
    trimmed = [each.name.lower() for each in stated]
    for each, alternative in zip(stated, allocation.alternatives, strict=True):
        name = _clean(patterns.DOSE.split(re.split(r"[(\[]", alternative.phrase.of(text))[0])[0])
        if name and len(name.split()) <= WORDS_OF_A_NAME and name.lower() != each.name.lower():
            if trimmed.count(each.name.lower()) > 1:
                each.aliases.discard(each.name.lower())
            each.aliases.add(name.lower())
            each.name = name


def _by_dose(stated: list[_Candidate], text: str, allocation: Allocation) -> list[_Candidate]:
    """Arms of one therapy go by the whole of what each was allocated to (`gabapentin 300 mg`, `gabapentin 900 mg`)."""
    for each, alternative in zip(stated, allocation.alternatives, strict=True):
        name = _clean(re.split(r"[(\[]", alternative.phrase.of(text))[0])
        if name and name.lower() != each.name.lower():
            each.aliases = {name.lower()} | (each.aliases - {each.name.lower()})
            each.name = name
    names = [each.name.lower() for each in stated]
    return stated if len(set(names)) == len(names) else []


def _compared(
    text: str, folded: str, sentence: Span, mentions: Sequence[Mention], number: int
) -> Iterator[_Candidate]:
    """`A versus B`, `a comparison of A with B`, where the design is told."""
    # A design is told at the beginning; what later sentences compare is results.
    if number >= DESIGN_SENTENCES:
        return
    for compared in find_compared(folded, sentence):
        phrases = [each.phrase for each in compared.alternatives]
        known = [_is_known(phrase, folded, mentions) for phrase in phrases]
        if all(known) or (any(known) and all(len(p.of(folded).split()) <= WORDS_OF_A_NAME for p in phrases)):
            yield from _stated(text, folded, phrases, mentions, number, 2.0)
            return
    match = patterns.COMPARED.search(folded, sentence.start, sentence.end)
    if match is None:
        return
    base = match.start("arms")
    spans = [Span(base + begin, base + end) for begin, end in patterns.split_alternatives(match["arms"])]
    phrases = [s for s in spans if _is_known(s, folded, mentions) and "-controlled" not in s.of(folded)]
    if len(phrases) >= 2:
        yield from _stated(text, folded, phrases, mentions, number, 1.5)


def _is_known(phrase: Span, folded: str, mentions: Sequence[Mention]) -> bool:
    return bool(therapies_within(phrase, mentions) or patterns.CONTROL_NAME.search(phrase.of(folded)))


def _stated(
    text: str, folded: str, phrases: Sequence[Span], mentions: Sequence[Mention], number: int, evidence: float
) -> Iterator[_Candidate]:
    """The arms of one statement, each with the short form behind its therapies."""
    for phrase in phrases:
        candidate = _candidate(phrase.of(text), text, folded, phrase, mentions, evidence)
        inside = [m.span.end for m in mentions if m.type in THERAPY_TYPES and phrase.contains(m.span)]
        named = Span(phrase.start, max(inside, default=phrase.start))
        candidate = _bracketed(candidate, text, named, phrase)
        candidate.statements.add(number)
        yield candidate


def _bracketed(candidate: _Candidate, text: str, name: Span, whole: Span) -> _Candidate:
    """The candidate with the short forms and the size that the brackets behind its name tell."""
    # Brackets further on are of something else (`for patients with ejection fraction (LVEF) < 56%`).
    for match in patterns.BRACKETS.finditer(text, whole.start, min(whole.end, name.end + BRACKETS_REACH)):
        for part in re.split(r"[,;:](?!\d)", match["inside"]):
            told = part.strip()
            size = patterns.SIZE.fullmatch(told)
            if size is not None:
                if candidate.total is None:
                    candidate.total = int((size["n"] or size["people"] or size["bare"]).replace(",", ""))
            elif patterns.SHORT_NAME.fullmatch(told) or patterns.LETTER.fullmatch(told):
                candidate.aliases.add(told.lower())
                candidate.shorts.add(told)
            elif patterns.NAME_IN_BRACKETS.fullmatch(told):
                candidate.aliases.add(_clean(told).lower())
                candidate.lettered = candidate.lettered or bool(patterns.LETTERED.fullmatch(told))
    return candidate


def _named(text: str, folded: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[_Candidate]:
    """`the MPA arm`, `TE and TEL groups`, `control group`."""
    for match in patterns.NAMED.finditer(folded, sentence.start, sentence.end):
        at = match.start("names")
        edges = [0]
        for joint in re.finditer(r",\s*(?:and\s+)?|\s+(?:and|or|versus|vs\.?)\s+", match["names"]):
            edges += [joint.start(), joint.end()]
        edges.append(len(match["names"]))
        for begin, stop in zip(edges[::2], edges[1::2], strict=True):
            part = match["names"][begin:stop]
            words = [w for w in part.split() if w.lower() not in patterns.NOT_A_NAME]
            if not words or len(words) < len(part.split()) - 1 or patterns.VERBAL.search(part):
                continue
            start = at + begin + part.find(words[0])
            span = Span(start, at + begin + part.rfind(words[-1]) + len(words[-1]))
            candidate = _candidate(span.of(text), text, folded, span, mentions, 1.0)
            if len(edges) == 2 and not candidate.therapies:
                candidate.therapies = _told_of(folded, sentence, Span(match.start("names"), match.end()), mentions)
            yield candidate


def _told_of(folded: str, sentence: Span, named: Span, mentions: Sequence[Mention]) -> tuple[Concept, ...]:
    """`the STD arm received cyclophosphamide`, `cyclophosphamide was given to the STD arm`."""
    told = patterns.GROUP_RECEIVED.match(folded, named.end, sentence.end)
    if told is not None:
        return therapies_within(Span(told.start("what"), told.end("what")), mentions)
    if patterns.GIVEN_TO.search(folded, sentence.start, named.start):
        return therapies_within(Span(sentence.start, named.start), mentions)
    return ()


def _candidate(
    name: str,
    text: str,
    folded: str,
    span: Span,
    mentions: Sequence[Mention],
    evidence: float,
    *,
    total: int | None = None,
    also: Span | None = None,
) -> _Candidate:
    therapies = therapies_within(span, mentions)
    aliases: set[str] = set()
    if also is not None and len(also):
        therapies = therapies or therapies_within(also, mentions)
        aliases.add(_clean(_trimmed(text, folded, also, mentions)).lower())
    name = _clean(_trimmed(text, folded, span, mentions) if len(span) else name)
    # What brackets say is read apart.
    name = _clean(re.split(r"[(\[]", name)[0]) or name
    aliases.add(name.lower())
    aliases.discard("")
    lettered = bool(patterns.LETTERED.fullmatch(name))
    shorts = {name} if patterns.SHORT_NAME.fullmatch(name) else set()
    return _Candidate(name, aliases, therapies, total, span.start, evidence, lettered, shorts)


def _trimmed(text: str, folded: str, span: Span, mentions: Sequence[Mention]) -> str:
    """The name within a longer phrase: its therapies with the words that qualify them, without doses and verbs."""
    inside = [m for m in mentions if m.type in THERAPY_TYPES and span.contains(m.span)]
    if inside:
        start, end = inside[0].span.start, inside[-1].span.end
        before = patterns.QUALIFIERS_BEFORE.search(folded, span.start, start)
        if before and before.end() == start:
            start = before.start()
        after = patterns.QUALIFIERS_AFTER.match(folded, end, max(end, min(len(folded), span.end)))
        if after:
            end = after.end()
        return text[start:end]
    words = patterns.DOSE.split(span.of(text))[0]
    return re.split(r"[(\[;]", words)[0]


def _clean(name: str) -> str:
    name = patterns.LEADING.sub("", re.sub(r"\s+", " ", name).strip(" ,.;:-"))
    return patterns.TRAILING.sub("", name)


def _phrase_before(folded: str, end: int, floor: int, mentions: Sequence[Mention]) -> Span:
    """The words that name what stands in the brackets at ``end``, therapies joined to them on the left included."""
    begin = max(floor, end - 110)
    starts = [m.end() for m in patterns.PHRASE_START.finditer(folded, begin, end)]
    start = starts[-1] if starts else begin
    while start < end and not folded[start].isalnum():
        start += 1
    stop = end
    while stop > start and folded[stop - 1] in " ,;:-":
        stop -= 1
    for mention in reversed([m for m in mentions if m.type in THERAPY_TYPES and floor <= m.span.start < start]):
        between = folded[mention.span.end : start]
        if len(between) < 40 and patterns.JOINED.fullmatch(between):
            start = mention.span.start
        else:
            break
    return Span(start, max(start, stop))


def _add(candidates: list[_Candidate], new: _Candidate) -> None:
    """Take a piece of evidence in: to the candidate of the same name, or as a new one."""
    if not new.name or len(new.name) > 70 or not patterns.may_be_name(new.name):
        return
    for known in candidates:
        if (
            known.aliases & new.aliases
            and not _told_apart(known, new)
            and not (known.lettered and new.lettered and known.name.lower() != new.name.lower())
        ):
            _merge(known, new)
            return
    candidates.append(new)


def _told_apart(left: _Candidate, right: _Candidate) -> bool:
    """Whether the two go by different short forms, or have different numbers of patients."""
    return bool(left.shorts and right.shorts and not left.shorts & right.shorts)


def _merge(known: _Candidate, new: _Candidate) -> None:
    known.aliases |= new.aliases
    # A name that tells more of what was given says all of it (`axitinib`, `axitinib plus docetaxel`).
    if set(new.therapies) > set(known.therapies) and (not known.therapies or not patterns.SEVERAL.search(new.name)):
        known.therapies = new.therapies
    known.total = known.total if known.total is not None else new.total
    known.evidence += new.evidence
    known.lettered = known.lettered or new.lettered
    known.allocated = known.allocated or new.allocated
    known.statements |= new.statements
    known.shorts |= new.shorts
    known.at = min(known.at, new.at)


def _joined(candidates: list[_Candidate]) -> list[_Candidate]:
    """Names that mean one arm joined: they share all therapies, and no statement tells them apart."""
    result: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (-c.evidence, c.at)):
        same = next(
            (
                known
                for known in result
                if not (known.statements & candidate.statements)
                and not _told_apart(known, candidate)
                and not (known.total and candidate.total and known.total != candidate.total)
                and _one_arm(known, candidate)
            ),
            None,
        )
        if same is None:
            result.append(candidate)
        else:
            _merge(same, candidate)
    return result


def _meant(other: _Candidate, arms: Sequence[_Candidate]) -> _Candidate | None:
    """The allocated arm that another name means; None where that is not sure.

    A name of the one under test (`the intervention group`) means the arm that is no control, where there is just one;
    `combination` the one arm of several therapies; a short form the one arm whose words or letters it shortens.
    """
    controls = [arm for arm in arms if arm.control]
    tested = [arm for arm in arms if not arm.control]
    if patterns.CONTROL_GROUP.fullmatch(other.name):
        return controls[0] if len(controls) == 1 else None
    if patterns.TESTED_GROUP.fullmatch(other.name):
        if len(tested) == 1:
            return tested[0]
        # Where none is called a control, what is tested is named first.
        return arms[0] if len(arms) == 2 and not controls else None
    if patterns.COMBINED_GROUP.fullmatch(other.name):
        several = [arm for arm in arms if len(arm.therapies) > 1]
        return several[0] if len(several) == 1 else None
    if other.therapies:
        same = [arm for arm in arms if set(arm.therapies) == set(other.therapies)]
        return same[0] if len(same) == 1 else None
    short = [arm for arm in arms if any(patterns.shortens(other.name, alias) for alias in arm.aliases)]
    return short[0] if len(short) == 1 else None


def _one_arm(left: _Candidate, right: _Candidate) -> bool:
    if left.lettered and right.lettered:
        return False
    mine, theirs = {c.id for c in left.therapies}, {c.id for c in right.therapies}
    if not (mine and theirs) and patterns.is_part_of(left.name, right.name):
        return True
    if mine and mine == theirs:
        return True
    # The drug under test names its combination (`the axitinib arm` of docetaxel with axitinib).
    if mine and theirs and (mine < theirs or theirs < mine):
        smaller = left if mine < theirs else right
        larger = right if smaller is left else left
        return smaller.control == larger.control and not smaller.lettered and smaller.total is None
    # `control` and the one arm that its name calls the control (`placebo`, `usual care`).
    generic = {"control", "controls"}
    return bool((left.aliases & generic and right.control) or (right.aliases & generic and left.control))
