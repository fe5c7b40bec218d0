"""What speaks for and against each therapy of a document having been received by the group of a row: whole numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from pipeline.extract.findings.arms import THERAPY_TYPES, Arm
from pipeline.extract.findings.arms.background import BACKBONES, INERT
from pipeline.extract.findings.arms.naming import arm_meant, telling_words
from pipeline.extract.findings.arms.patterns import CONTROL
from pipeline.extract.findings.context import UNDER_TEST
from pipeline.extract.findings.measures import STUDY
from pipeline.extract.findings.received.described import Marked, Marks, Words, is_alike, words_of
from pipeline.extract.findings.study import Study
from pipeline.schema import AS_TOLD, Concept, Finding, Mention, Span

#: What stands for a distance that there is none of.
FAR: Final = 2000
_ROLES: Final = ("title", "background", "objective", "methods", "results", "conclusions")
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"\s*(?:\+|plus|and|/|with|combined with|in combination with|followed by|,)\s*", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:prior|previous(?:ly)?|earlier|pre-?treated|after|failed|refractory to|history of|resistant to|"
    r"had (?:(?:all|also|already|mostly) )?(?:been (?:treated|pretreated) with|received|undergone))\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\b(?:without|no|not|versus|vs\.?|than)\s(?:\w+\s)?$", re.IGNORECASE)
_GIVEN = re.compile(
    r"\b(?:receiv\w+|treated with|given|administ\w+|underwent|assigned to|randomi[sz]ed to|allocated to|plus)\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_NOT_GIVEN = re.compile(
    r"[\s-](?:resistan\w+|sensitiv\w+|related|induced|levels?|concentrations?|refractory)\b", re.IGNORECASE
)
#: Characters within which two therapies are joined, and within which a therapy stands in one clause with a group.
_REACH: Final = 40
_CLAUSE: Final = 200
_ENDS = re.compile(r"[.;]\s")
#: Of the places of a name in a long paper so many are looked at.
MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Told:
    """A therapy of a document.

    Attributes:
        concept: the therapy.
        places: where it is named, in order.
        words: the words of its names.
        roles: how often it is named in sentences of each role.
        earlier: how often as what was given before the study.
        without: how often as what was not given, or what is set against.
        given: how often as what was received.
        qualified: how often as part of another word's meaning (`tamoxifen-resistant`).
        negated: how often as denied.
        narrower: whether the document names a therapy of the kind that it is.
        broader: whether it names the kind of it.
        joined: how often it is joined to each other therapy (`A plus B`), by their ids.
        marked: how a model marks it as given.
    """

    concept: Concept
    places: tuple[Span, ...]
    words: frozenset[str]
    roles: Mapping[str, int]
    earlier: int
    without: int
    given: int
    qualified: int
    negated: int
    narrower: bool = False
    broader: bool = False
    joined: Mapping[str, int] = field(default_factory=dict)
    marked: Marked = field(default_factory=Marked)


@dataclass(frozen=True, slots=True)
class Paper:
    """What cases are made from, read once for a document.

    Attributes:
        study: what is known of its study.
        folded: its text, folded.
        sentences: its sentences.
        told: its therapies, in the order in which they are named.
    """

    study: Study
    folded: str
    sentences: tuple[Span, ...]
    told: tuple[Told, ...]
    #: The ids of therapies that no lexicon names, by the words of their names.
    described: tuple[tuple[Words, str], ...] = ()
    #: How near the words of a group's name each therapy is named, by the name and the therapy.
    near: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict, compare=False)
    #: Where those words stand, by the name.
    groups: dict[str, tuple[int, ...]] = field(default_factory=dict, compare=False)
    #: Which therapies it names, by the name.
    named: dict[str, frozenset[str]] = field(default_factory=dict, compare=False)

    def told_as(self, concept: Concept) -> str:
        """The id under which a therapy is told: of one that no lexicon names, that of what is called alike."""
        if not concept.id.startswith(AS_TOLD):
            return concept.id
        words = words_of(concept.name)
        return next((id for other, id in self.described if is_alike(words, other)), concept.id)


def read_paper(
    study: Study, folded: str, sentences: Sequence[Span], mentions: Sequence[Mention], marks: Marks | None = None
) -> Paper:
    """Read what a document tells of its therapies.

    Args:
        study: what is known of its study.
        folded: its text, folded.
        sentences: its sentences.
        mentions: its mentions, regimens already taken apart into their drugs.
        marks: what a model marks as given; None where none is asked.
    """
    marks = marks or Marks({}, ())
    named: dict[str, list[Mention]] = {}
    for mention in (*mentions, *marks.described):
        if mention.type in THERAPY_TYPES and mention.concepts:
            named.setdefault(mention.concepts[0].id, []).append(mention)
    starts = [sentence.start for sentence in sentences]
    told = [_told(each, folded, sentences, starts, study) for each in named.values()]
    joined = _joined(folded, told)
    kinds = study.kinds
    related = tuple(
        replace(
            each,
            narrower=any(o is not each and kinds.is_narrower(o.concept, each.concept) for o in told),
            broader=any(o is not each and kinds.is_narrower(each.concept, o.concept) for o in told),
            joined=joined.get(each.concept.id, {}),
            marked=marks.of.get(each.concept.id, Marked()),
        )
        for each in told
    )
    described = dict.fromkeys(mention.concepts[0] for mention in marks.described)
    return Paper(study, folded, tuple(sentences), related, tuple((words_of(c.name), c.id) for c in described))


def _told(
    mentions: Sequence[Mention], folded: str, sentences: Sequence[Span], starts: Sequence[int], study: Study
) -> Told:
    roles: Counter[str] = Counter()
    earlier = without = given = qualified = negated = 0
    words = set(_WORD.findall(mentions[0].concepts[0].name.lower()))
    for mention in mentions:
        at = _sentence_of(starts, mention.span.start)
        roles[study.roles[at]] += 1
        before = folded[max(sentences[at].start, mention.span.start - 60) : mention.span.start]
        earlier += bool(_EARLIER.search(before))
        without += bool(_WITHOUT.search(before))
        given += bool(_GIVEN.search(before))
        qualified += bool(_NOT_GIVEN.match(folded, mention.span.end))
        negated += mention.assertion == "negated"
        words.update(_WORD.findall(mention.surface.lower()))
    concept = mentions[0].concepts[0]
    places = tuple(mention.span for mention in mentions)
    return Told(concept, places, frozenset(words), roles, earlier, without, given, qualified, negated)


def _sentence_of(starts: Sequence[int], place: int) -> int:
    return max(0, bisect_right(starts, place) - 1)


#: The columns of a case, in order.
COLUMNS: Final = (
    "by_rules", "number_by_rules", "rules_none", "other_by_rules", "place", "times", *_ROLES,
    "in_sentence", "before_figure", "behind_figure", "in_group", "share_of_name", "other_in_group", "in_comparator",
    "group_none", "contrast", "cited", "arms", "arm_known", "in_arm", "number_in_arm", "in_other_arms", "in_all_arms",
    "of_study", "number_of_study", "tested", "number_tested", "control", "under_test", "inert", "backbone", "narrower",
    "broader", "drug", "earlier", "without", "given", "qualified", "negated", "therapies", "joined", "near_group",
    "beside_group", "share_of_rows", "rows", "excluded", "first_arm", "as_told", "marks", "sure", "marked_within",
    "marked_around", "marks_of_paper", "in_other_groups", "groups", "size",
)  # fmt: skip


def cases(paper: Paper, row: Finding, rows: Sequence[Finding]) -> tuple[list[Concept], list[list[int]]]:
    """The therapies that may have been received by the group of a row, and the case of each.

    Args:
        paper: the document.
        row: the row, with the therapies that the rules give it.
        rows: all rows of the document.
    """
    study = paper.study
    name = (row.group or "").lower()
    group_words = frozenset(_WORD.findall(name))
    ruled = {paper.told_as(concept) for concept in row.therapies}
    arm = arm_of(row.group, study.arms)
    own = {paper.told_as(c) for c in _given(arm)} if arm else set[str]()
    others = [{paper.told_as(c) for c in _given(other)} for other in study.arms if other is not arm]
    of_study = {concept.id for concept in study.therapies}
    tested = {concept.id for concept in study.tested}
    credited = Counter(paper.told_as(concept) for each in rows for concept in each.therapies)
    in_group = _named_in(paper, name)
    of_others = Counter(
        id for other in {(r.group or "").lower() for r in rows} - {name} for id in _named_in(paper, other)
    )
    near = _places_of(paper, name)
    concepts, made = [], []
    known = {each.concept.id for each in paper.told}
    unnamed = [Told(c, (), frozenset(_WORD.findall(c.name.lower())), {}, 0, 0, 0, 0, 0) for c in row.therapies if paper.told_as(c) not in known]  # fmt: skip
    everything = (*paper.told, *unnamed)
    marks = sum(each.marked.times for each in paper.told)
    for place, each in enumerate(everything):
        concept = each.concept
        before = max((s.end for s in each.places if s.end <= row.span.start), default=-FAR)
        behind = min((s.start for s in each.places if s.start >= row.span.end), default=row.span.end + FAR)
        named = _WORD.findall(concept.name.lower())
        case = [
            concept.id in ruled, len(ruled), not ruled, len(ruled - {concept.id}), place, len(each.places),
            *(each.roles.get(role, 0) for role in _ROLES),
            any(row.sentence.contains(s) for s in each.places), min(row.span.start - before, FAR), min(behind - row.span.end, FAR),
            concept.id in in_group, 100 * sum(w in group_words for w in named) // max(1, len(named)),
            bool(in_group - {concept.id}), _inside(each, (row.comparator or "").lower()),
            row.group is None, row.kind == "contrast", row.attribution == "cited", len(study.arms), arm is not None,
            concept.id in own, len(own), sum(concept.id in o for o in others), bool(others) and concept.id in own and all(concept.id in o for o in others),
            concept.id in of_study, len(of_study), concept.id in tested, len(tested),
            bool(CONTROL.search(name)) or (arm is not None and arm.control), bool(UNDER_TEST.search(name)),
            concept.name in INERT, concept.name in BACKBONES, each.narrower, each.broader, concept.type == "drug",
            each.earlier, each.without, each.given, each.qualified, each.negated, len(everything),
            min(20, sum(each.joined.get(id, 0) for id in ruled if id != concept.id)), *_near(paper, each, name, near),
            100 * credited[concept.id] // max(1, len(rows)), len(rows),
            "without" in name or name.startswith(("no ", "not ")), arm is not None and bool(study.arms) and arm is study.arms[0],
            concept.id.startswith(AS_TOLD), each.marked.times, each.marked.sure, each.marked.within, each.marked.around, marks,
            of_others[concept.id], len({r.group for r in rows}), row.measure in STUDY,
        ]  # fmt: skip
        concepts.append(concept)
        made.append([int(value) for value in case])
    return concepts, made


def _given(arm: Arm) -> tuple[Concept, ...]:
    """What an arm received, in the text's own words where no lexicon has a name for it."""
    return arm.therapies or ((arm.described,) if arm.described is not None else ())


def arm_of(name: str | None, arms: Sequence[Arm]) -> Arm | None:
    """The arm that a group's name means: one that is called so, else the one whose name stands within it or that it tells.

    Args:
        name: a group's, in the text's words; None for all patients.
        arms: the arms of the study.
    """
    if name is None:
        return None
    lower = name.lower()
    for arm in arms:
        if lower in arm.aliases or lower == arm.name.lower():
            return arm
    inside = [arm for arm in arms if any(len(a) > 1 and re.search(rf"(?<!\w){re.escape(a)}(?!\w)", lower) for a in arm.aliases)]  # fmt: skip
    return inside[0] if len(inside) == 1 else arm_meant(name, arms)


def _named_in(paper: Paper, name: str) -> frozenset[str]:
    """The ids of the therapies that a group's name names."""
    if name not in paper.named:
        paper.named[name] = frozenset(each.concept.id for each in paper.told if _inside(each, name))
    return paper.named[name]


def _inside(told: Told, name: str) -> bool:
    words = set(_WORD.findall(name))
    own = set(_WORD.findall(told.concept.name.lower()))
    return bool(words) and (own <= words or bool(told.words & words & telling_words(name)))


def _places_of(paper: Paper, name: str) -> tuple[int, ...]:
    """Where the telling words of a group's name stand outside of the results."""
    if name not in paper.groups:
        found: list[int] = []
        words = telling_words(name)
        if words:
            told = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words)))})(?!\w)")
            for sentence, role in zip(paper.sentences, paper.study.roles, strict=True):
                if role in ("title", "objective", "methods"):
                    found.extend(m.start() for m in told.finditer(paper.folded.lower(), sentence.start, sentence.end))
        paper.groups[name] = tuple(found)
    return paper.groups[name]


def _near(paper: Paper, told: Told, name: str, near: Sequence[int]) -> tuple[int, int]:
    """How far from the words of the group's name the therapy is named, and how often in one clause with them."""
    key = (name, told.concept.id)
    if key not in paper.near:
        best, beside = FAR, 0
        for place in near[:MOST]:
            for span in told.places[:MOST]:
                away = min(abs(place - span.start), abs(place - span.end))
                best = min(best, away)
                low, high = min(place, span.start), max(place, span.end)
                beside += away < _CLAUSE and not _ENDS.search(paper.folded, low, high)
        paper.near[key] = best, min(beside, 20)
    return paper.near[key]


def _joined(folded: str, told: Sequence[Told]) -> dict[str, Counter[str]]:
    """How often each therapy is joined to each other, by their ids."""
    places = sorted((span.start, span.end, each.concept.id) for each in told for span in each.places)
    found: dict[str, Counter[str]] = {}
    for (_, end, one), (start, _, other) in pairwise(places):
        if one != other and 0 <= start - end <= _REACH and _JOINED.fullmatch(folded, end, start):
            found.setdefault(one, Counter())[other] += 1
            found.setdefault(other, Counter())[one] += 1
    return found
