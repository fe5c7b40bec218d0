"""Therapies that a paper names and no lexicon does: what a model marks as given, under one name for each.

A mark that is a therapy of the lexicons counts for that; a longer one around it (`robot-assisted exercise`) is a
therapy of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.extract.findings.arms import THERAPY_TYPES
from pipeline.extract.findings.interventions import as_told, bare_name
from pipeline.extract.ner.recognised import Recognised
from pipeline.schema import Mention, Span

#: Words that tell no therapy from another.
_COMMON: Final = frozenset(
    {"a", "an", "the", "of", "and", "or", "with", "for", "in", "to", "on", "by", "at", "from", "therapy", "treatment"}
    | {"group", "arm", "patient", "receiving", "received", "given"}
)
#: So many words make a name; more describe.
_MOST_WORDS: Final = 8
_HYPHENS: Final = "-‐‑"
#: So long, in characters, is a short form at most.
_SHORT: Final = 5
_WORD = re.compile(r"[a-z0-9]+")
_LETTERS = re.compile(r"[a-z]{2}")

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
    text: str, marks: Iterable[Recognised], mentions: Sequence[Mention], short_forms: Mapping[str, str]
) -> Marks:
    """Tell what is marked, each therapy under one name.

    Args:
        text: verbatim text.
        marks: what a model marks as given.
        mentions: the document's mentions, regimens already taken apart into their drugs.
        short_forms: the short forms that the document defines, with what they stand for.
    """
    named = [mention for mention in mentions if mention.type in THERAPY_TYPES and mention.concepts]
    known: defaultdict[str, Marked] = defaultdict(Marked)
    names: defaultdict[Words, _Name] = defaultdict(_Name)
    for span, score in _whole(text, marks).items():
        surface = span.of(text)
        told = Marked(1, round(100 * score))
        over = [mention for mention in named if mention.span.overlaps(span)]
        same = {m.concepts[0].id for m in over if m.span.contains(span) or words_of(m.surface) == words_of(surface)}
        for id in same:
            known[id].add(told)
        name = bare_name(short_forms.get(surface, surface))
        words = words_of(name)
        if same or not words or not _LETTERS.search(name) or len(name.split()) > _MOST_WORDS:
            continue
        for id in {mention.concepts[0].id for mention in over}:
            known[id].add(Marked(within=1))
        told.around = bool(over)
        names[words].marked.add(told)
        names[words].called[name] += 1
        is_short = surface in short_forms or len(surface) <= _SHORT
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


def _whole(text: str, marks: Iterable[Recognised]) -> dict[Span, float]:
    """The marks with how sure each is, to the ends of their words with all hyphens, and in one line."""
    found: dict[Span, float] = {}
    for mark in marks:
        start, end = mark.span.start, mark.span.end
        while start and (text[start - 1].isalnum() or text[start - 1] in _HYPHENS):
            start -= 1
        while end < len(text) and (text[end].isalnum() or text[end] in _HYPHENS):
            end += 1
        line = text[start:end].partition("\n")[0].rstrip()
        if line:
            span = Span(start, start + len(line))
            found[span] = max(found.get(span, 0.0), mark.score or 0.0)
    return found


def _joined(names: Mapping[Words, _Name]) -> list[_Name]:
    """The names, those of one therapy together, the most often marked first."""
    joined: list[tuple[Words, _Name]] = []
    order = sorted(names, key=lambda words: (-names[words].marked.times, -len(words), sorted(words)))
    for words in order:
        into = next((name for other, name in joined if is_alike(words, other)), None)
        if into is None:
            joined.append((words, names[words]))
            continue
        into.marked.add(names[words].marked)
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
