"""Therapies that a paper names and no lexicon does: what a model marks as given, under one name for each.

A mark that is a therapy of the lexicons counts for that; a longer one around it (`robot-assisted exercise`) is a
therapy of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.extract.findings.arms import THERAPY_TYPES
from pipeline.extract.findings.interventions import as_told, bare_name
from pipeline.extract.ner.recognised import Recognised
from pipeline.schema import Mention, Span

#: Types of mention that a patient has.
_HAD: Final = frozenset({"disease", "adverse_event"})
#: Words that tell no therapy from another.
_COMMON: Final = frozenset(
    {"a", "an", "the", "of", "and", "or", "with", "for", "in", "to", "on", "by", "at", "from", "therapy", "treatment"}
    | {"group", "arm", "patient", "receiving", "received", "given"}
)
#: So many words make a name; more describe.
_MOST_WORDS: Final = 8
_HYPHENS: Final = "-‐‑"
_REST = re.compile(r"[\w‐‑-]*")
#: So long, in characters, is a short form at most.
_SHORT: Final = 5
_WORD = re.compile(r"[a-z0-9]+")
_TOKEN = re.compile(r"[^\s,;()/+]+")
_LETTERS = re.compile(r"[a-z]{2}")

#: How much was given is no part of its name.
_DOSE = re.compile(r"(?<!-)\s*\b\d[\d.,]*\s?(?:mg|g|mcg|μg|ug|ml|mmol|iu|units?|gy|%)?(?:/\w+)*$", re.IGNORECASE)
#: Nor is what is told of it, before its name or behind it.
_TOLD_BEFORE = re.compile(r"^(?:(?:\w+\s)?(?:effects?|efficacy|use|addition) of\s)", re.IGNORECASE)
_TOLD_BEHIND = re.compile(r"\s(?:groups?|arms?|users?|recipients?|patients?)$", re.IGNORECASE)
#: `placebo-controlled`, `web-based`: such a word tells of something else, and names nothing.
_OF_OTHERS = re.compile(
    r"(?:^|-)(?:based|controlled|induced|related|treated|delivered|assisted|tailored|guided|led|containing|matched|free|"
    r"specific|experienced|naive|resistant|refractory|blinded|blind|supported|mediated|driven|like)$",
    re.IGNORECASE,
)

Words = frozenset[str]


@dataclass(slots=True)
class Marked:
    """How a model marks a therapy.

    Attributes:
        times: how often.
        sure: how sure it is where it is surest, in percent.
        within: how often it marks a longer name around it.
        around: whether it is such a longer name.
    """

    times: int = 0
    sure: int = 0
    within: int = 0
    around: bool = False

    def add(self, other: Marked) -> None:
        """Count further marks."""
        self.times += other.times
        self.sure = max(self.sure, other.sure)
        self.within += other.within
        self.around = self.around or other.around


@dataclass(slots=True)
class _Name:
    """A name that no lexicon has, by its words: how it is marked, how it is written, and how it stands in the text."""

    marked: Marked = field(default_factory=Marked)
    called: Counter[str] = field(default_factory=Counter)
    spelt: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a document's marks come to.

    Attributes:
        of: how each therapy is marked, by its id.
        described: where those stand that no lexicon names, in order.
    """

    of: Mapping[str, Marked]
    described: tuple[Mention, ...]


def words_of(name: str) -> Words:
    """The words of a name that count, without a plural's `s`."""
    return frozenset(re.sub(r"(?<=[a-z]{3})s$", "", word) for word in _WORD.findall(name.lower())) - _COMMON


def is_alike(one: Words, other: Words) -> bool:
    """Whether words are those of one therapy: one name has all of the other's, and no more than twice as many."""
    shared = len(one & other)
    return 0 < shared == min(len(one), len(other)) and 2 * shared >= max(len(one), len(other))


def read_marks(
    text: str,
    marks: Iterable[Recognised],
    mentions: Sequence[Mention],
    short_forms: Mapping[str, str],
    is_outcome: Callable[[str], bool] = lambda _: False,
) -> Marks:
    """Tell what is marked, each therapy under one name.

    Args:
        text: verbatim text.
        marks: what a model marks as given.
        mentions: the document's mentions, regimens already taken apart into their drugs.
        short_forms: the short forms that the document defines, with what they stand for.
        is_outcome: whether a name is that of what became of patients (`complete remission`): it was not given.
    """
    had = {mention.span for mention in mentions if mention.concepts and mention.type in _HAD}
    named = [mention for mention in mentions if mention.type in THERAPY_TYPES and mention.concepts]
    known: defaultdict[str, Marked] = defaultdict(Marked)
    names: defaultdict[Words, _Name] = defaultdict(_Name)
    for span, (score, alone) in _whole(text, marks).items():
        surface = span.of(text)
        told = Marked(1, round(100 * score))
        over = [mention for mention in named if mention.span.overlaps(span)]
        same = {
            m.concepts[0].id for m in over if m.span.contains(span) or words_of(m.surface) == words_of(_name(surface))
        }
        for id in same:
            known[id].add(told)
        in_full = _in_full(surface, short_forms)
        name = _name(in_full)
        if same or not alone or span in had or not _names_something(name) or is_outcome(name):
            continue
        if together := _named_within(text, name, named):
            # `lumpectomy followed by radiotherapy` is two therapies, and no third.
            for id in together:
                known[id].add(told)
            continue
        words = words_of(name)
        for id in {mention.concepts[0].id for mention in over}:
            known[id].add(Marked(within=1))
        told.around = bool(over)
        names[words].marked.add(told)
        names[words].called[name] += 1
        is_short = surface != in_full or len(surface) <= _SHORT
        names[words].spelt.update({name, surface} if is_short else {name})
    described: list[Mention] = []
    for each in _joined(names):
        concept = as_told(min(each.called, key=lambda name: (-each.called[name], -len(name), name)))
        known[concept.id].add(each.marked)
        described.extend(
            Mention(span, span.of(text), concept.type, (concept,), source="interventions")
            for span in _places(text, each.spelt)
        )
    return Marks(dict(known), tuple(sorted(described, key=lambda mention: (mention.span, mention.concepts[0].id))))


def _whole(text: str, marks: Iterable[Recognised]) -> dict[Span, tuple[float, bool]]:
    """The marks with how sure each is, to the ends of their words with all hyphens, and in one line.

    And whether they stand for themselves: what `placebo` is in `placebo-controlled` names nothing more.
    """
    found: dict[Span, tuple[float, bool]] = {}
    for mark in marks:
        start, end = mark.span.start, mark.span.end
        while start and (text[start - 1].isalnum() or text[start - 1] in _HYPHENS):
            start -= 1
        rest = _REST.match(text, end)
        whole = rest.end() if rest else end
        alone = not _OF_OTHERS.search(text[mark.span.start : whole])
        line = text[start : whole if alone else end].partition("\n")[0].rstrip().rstrip(_HYPHENS)
        if line:
            span = Span(start, start + len(line))
            score, other = found.get(span, (0.0, False))
            found[span] = (max(score, mark.score or 0.0), alone or other)
    return found


def _named_within(text: str, name: str, named: Sequence[Mention]) -> frozenset[str]:
    """The ids of the therapies of lexicons that a name joins, where it first stands; none of a name with just one."""
    found = re.search(re.escape(name), text, re.IGNORECASE)
    within = [mention for mention in named if found and Span(*found.span()).contains(mention.span)]
    several = len({mention.span for mention in within}) > 1
    return frozenset(mention.concepts[0].id for mention in within) if several else frozenset()


def _in_full(surface: str, short_forms: Mapping[str, str]) -> str:
    """Words with the short forms among them written out: `ICP monitoring`, where the paper says what ICP is."""
    return _TOKEN.sub(lambda token: short_forms.get(token[0], token[0]), surface) if short_forms else surface


def _names_something(name: str) -> bool:
    """Whether words may be a name: some, not many, and none that only tells of another."""
    few = 0 < len(name.split()) <= _MOST_WORDS
    return few and bool(words_of(name) and _LETTERS.search(name)) and not _OF_OTHERS.search(name)


def _name(words: str) -> str:
    """What words call a therapy, without what is told of it."""
    return bare_name(_WITH_OTHERS.sub("", _TOLD_BEHIND.sub("", _DOSE.sub("", _TOLD_BEFORE.sub("", words)))))


#: `pembrolizumab-combination`: with what, is told elsewhere.
_WITH_OTHERS = re.compile(r"-(?:combination|combined|based|containing|treated)$", re.IGNORECASE)


def _joined(names: Mapping[Words, _Name]) -> list[_Name]:
    """The names, those of one therapy together, the most often marked first.

    One word is a part of the one longer name that has it (`thoracic` of `thoracic paravertebral block`).
    """
    whole = {words: [other for other in names if words < other] for words in names if len(words) == 1}
    parts = {words: others[0] for words, others in whole.items() if len(others) == 1}
    joined: list[tuple[Words, _Name]] = []
    order = sorted(names, key=lambda words: (words in parts, -names[words].marked.times, -len(words), sorted(words)))
    for words in order:
        told = parts.get(words, words)
        into = next((name for other, name in joined if is_alike(told, other)), None)
        if into is None:
            joined.append((words, names[words]))
            continue
        into.marked.add(names[words].marked)
        if words not in parts:
            into.called.update(names[words].called)
        into.spelt.update(names[words].spelt)
    return [name for _, name in joined]


def _places(text: str, names: Iterable[str]) -> list[Span]:
    """Where any of the names stands, longer ones first where they overlap."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    # A short form is bound to its letter case.
    parts = (re.escape(name) if len(name) <= _SHORT else f"(?i:{re.escape(name)})" for name in longest_first)
    pattern = "|".join(parts)
    return [Span(*match.span()) for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text)]
