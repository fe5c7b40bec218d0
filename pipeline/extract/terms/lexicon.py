"""The lexicon: every known name in one index, and the matcher that finds them in text.

The index is a trie in one dict. Its keys are folded names joined without separators, and their beginnings at token
ends; the matcher walks a text token by token, adds each to the key, and stops at the first key that is not there. So
the cost of a text grows with its tokens, not with the number of names, and one walk covers all lexicons at once.
"""

from __future__ import annotations

import gc
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.extract.terms.files import Row, read_rows
from pipeline.extract.terms.hierarchy import check_parents
from pipeline.extract.terms.normalise import Token, fold, is_joint, join_broken, join_case, key_tokens, tokenise
from pipeline.schema import Concept, Span

#: Which type a span takes when names of several types cover it, first wins; a type not named here ranks after
#: ``disease``. A therapy's name outranks all: what a patient received matters most to an outcome table.
TYPE_ORDER: tuple[str, ...] = ("therapy", "drug", "adverse_event", "disease", "*", "gene", "chemical")

#: Names of at most this many letters match only in their own letter case, flagged or not.
SHORT = 3

_PREFIX = -1

# A letter that stands alone in a name: written together in small letters the name may be a word (`car-t`, `cart`).
_LETTER = re.compile(r"[\W_][A-Za-z](?![^\W_])|(?<![^\W_])[A-Za-z][\W_]")


@dataclass(frozen=True, slots=True)
class Match:
    """A known name found in a text.

    Attributes:
        span: where it stands.
        surface: the words it covers; ``text[start:end] == surface``.
        concepts: what it may stand for: the concepts of the winning type first, then the others.
        type: the type of the first concept.
    """

    span: Span
    surface: str
    concepts: tuple[Concept, ...]
    type: str


class _Name(NamedTuple):
    text: str
    concept: int
    case: bool
    hidden: bool


class Lexicon:
    """Concepts, their names and their hierarchy. Never changes once built, and can be pickled."""

    __slots__ = ("_concepts", "_elsewhere", "_index", "_names", "_parents", "_parts", "_places", "_xrefs")

    def __init__(self, rows: Iterable[Row]) -> None:
        self._concepts: list[Concept] = []
        self._places: dict[str, int] = {}
        self._names: list[_Name] = []
        self._parents: dict[str, tuple[str, ...]] = {}
        self._parts: dict[str, tuple[str, ...]] = {}
        self._xrefs: dict[str, list[str]] = {}
        self._elsewhere: dict[str, tuple[str, ...]] = {}
        self._index: dict[str, int | tuple[int, ...]] = {}
        for row in rows:
            self._add(row)
        ranks = {kind: rank for rank, kind in enumerate(TYPE_ORDER)}
        for key, value in self._index.items():
            if isinstance(value, tuple):
                self._index[key] = tuple(sorted(value, key=lambda number: self._order(number, ranks)))

    def __len__(self) -> int:
        """How many names it holds."""
        return len(self._names)

    def __contains__(self, id: object) -> bool:
        """Whether it has a concept with this CURIE."""
        return id in self._places

    def concepts(self) -> Sequence[Concept]:
        """All concepts, in the order of the files."""
        return tuple(self._concepts)

    def concept(self, id: str) -> Concept | None:
        """The concept with this CURIE, or None."""
        place = self._places.get(id)
        return None if place is None else self._concepts[place]

    def parents(self, id: str) -> tuple[str, ...]:
        """CURIEs of the classes straight above a concept."""
        return self._parents.get(id, ())

    def parts(self, id: str) -> tuple[Concept, ...]:
        """The drugs a regimen is made of (FOLFOX: folinic acid, fluorouracil, oxaliplatin), in the file's order."""
        found = (self.concept(part) for part in self._parts.get(id, ()))
        return tuple(part for part in found if part is not None)

    def xrefs(self, id: str) -> tuple[str, ...]:
        """CURIEs of the same concept elsewhere, the best of a namespace first."""
        return self._elsewhere.get(id, ())

    def by_xref(self, id: str) -> tuple[Concept, ...]:
        """The concepts that name this CURIE as one of their own elsewhere."""
        return tuple(self._concepts[self._places[place]] for place in self._xrefs.get(id, ()))

    def names(self) -> Iterator[tuple[str, Concept]]:
        """Every name with its concept, in the order of the files."""
        return ((name.text, self._concepts[name.concept]) for name in self._names)

    def lookup(self, name: str) -> tuple[Concept, ...]:
        """What a whole name stands for, best first; empty where it is unknown.

        Names written in just this letter case come first; where there are none, those of another case do, and names
        hidden from text matching count as well.
        """
        value = self._index.get("".join(key_tokens(name)), _PREFIX)
        numbers = self._numbers(value)
        exact = [n for n in numbers if not self._names[n].case or _same_case(self._names[n].text, name)]
        return self._distinct(exact or numbers)

    def find(self, text: str) -> list[Match]:
        """Find every known name: leftmost first, the longest at its place, none overlapping another.

        A name is found only between word borders, in any spelling that folds to the same key (see
        :mod:`pipeline.extract.terms.normalise`), and in its own letter case where it is flagged so. A word that is
        parted by a hyphen at the end of a line is read as one where that makes a name (``leu-`` / ``kemia``).
        """
        tokens = tokenise(text)
        plain = self._find(text, tokens)
        joined, places = join_broken(text, tokens)
        if not places:
            return plain
        mended = [match for match in self._find(text, joined) if _covers(match.span, places)]
        matches: list[Match] = []
        for match in sorted((*plain, *mended), key=lambda match: (match.span.start, -len(match.span))):
            if not matches or match.span.start >= matches[-1].span.end:
                matches.append(match)
        return matches

    def _find(self, text: str, tokens: list[Token]) -> list[Match]:
        index = self._index
        folded = [fold(token[0]) for token in tokens]
        matches: list[Match] = []
        last = len(tokens)
        at = 0
        while at < last:
            key = folded[at]
            value = index.get(key)
            if value is None:
                at += 1
                continue
            hits: list[tuple[int, int | tuple[int, ...]]] = []
            end = at + 1
            while True:
                if value != _PREFIX:
                    hits.append((end, value))
                if end == last:
                    break
                key += folded[end]
                value = index.get(key)
                if value is None or not is_joint(text[tokens[end - 1][2] : tokens[end][1]]):
                    break
                end += 1
            at += 1
            for end, value in reversed(hits):
                match = self._match(text, tokens, at - 1, end, value)
                if match is not None:
                    matches.append(match)
                    at = end
                    break
        return matches

    def _match(
        self, text: str, tokens: list[Token], first: int, end: int, value: int | tuple[int, ...]
    ) -> Match | None:
        start, stop = tokens[first][1], tokens[end - 1][2]
        if not _stands_alone(text, start, stop):
            return None
        surface = text[start:stop]
        gaps = _spaces(text, tokens, first, end) if end - first > 1 else frozenset()
        one_word = end - first == 1 and surface.islower()
        numbers = [
            number
            for number in self._numbers(value)
            if not (name := self._names[number]).hidden
            and (name.text == surface or not name.case or _same_case(name.text, surface))
            and (not gaps or name.text == surface or gaps <= _borders(name.text))
            and not (one_word and _LETTER.search(name.text))
        ]
        if not numbers:
            return None
        concepts = self._distinct(numbers)
        return Match(Span(start, stop), surface, concepts, concepts[0].type)

    def _add(self, row: Row) -> None:
        name, id, kind, parents, flags, xrefs, parts, key, _ = row
        place = self._places.get(id)
        if place is None:
            place = self._places[id] = len(self._concepts)
            self._concepts.append(Concept(id, name, kind))
        if parents:
            self._parents[id] = tuple(dict.fromkeys((*self._parents.get(id, ()), *parents)))
        if parts:
            self._parts[id] = parts
        for xref in xrefs:
            self._xrefs.setdefault(xref, []).append(id)
        if xrefs:
            self._elsewhere[id] = tuple(dict.fromkeys((*self._elsewhere.get(id, ()), *xrefs)))
        number = len(self._names)
        case = "case" in flags or (len(name) <= 2 * SHORT and sum(map(str.isalpha, name)) <= SHORT)
        self._names.append(_Name(name, place, case, "hidden" in flags))
        index = self._index
        if " " in key:
            first, *rest = key.split(" ")
            key = first
            for token in rest:
                if key not in index:
                    index[key] = _PREFIX
                key += token
        value = index.get(key, _PREFIX)
        index[key] = number if value == _PREFIX else (*self._numbers(value), number)

    def _order(self, number: int, ranks: dict[str, int]) -> tuple[int, bool, int]:
        # Within a type a preferred name outranks a synonym: `CD19` is first of all the gene that is called so.
        name = self._names[number]
        concept = self._concepts[name.concept]
        return ranks.get(concept.type, ranks["*"]), name.text != concept.name, number

    def _numbers(self, value: int | tuple[int, ...]) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        return () if value == _PREFIX else (value,)

    def _distinct(self, numbers: Iterable[int]) -> tuple[Concept, ...]:
        return tuple(dict.fromkeys(self._concepts[self._names[number].concept] for number in numbers))


def load_lexicons(paths: Iterable[Path]) -> Lexicon:
    """Read lexicon files into one lexicon; where an id stands in several, the first file names and types it.

    Raises:
        LexiconError: naming file and line, when a file is not there or breaks the format, a parent is named by none of
            the files, or a concept stands below itself.
    """
    links: dict[tuple[str, str], tuple[Path, int]] = {}

    def rows() -> Iterator[Row]:
        for path in paths:
            for row in read_rows(path):
                for parent in row.parents:
                    links.setdefault((row.id, parent), (path, row.line))
                yield row

    # Hundreds of thousands of small objects without a cycle among them: the collector would only count them again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        lexicon = Lexicon(rows())
    finally:
        if collecting:
            gc.enable()
    check_parents(links, lexicon)
    return lexicon


def _covers(span: Span, places: Sequence[int]) -> bool:
    """Whether one of the places, which are in order, lies in a span."""
    at = bisect_left(places, span.start)
    return at < len(places) and places[at] < span.end


def _stands_alone(text: str, start: int, stop: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[stop] if stop < len(text) else " "
    if before.isalnum() or after.isalnum():
        return False
    # `_E. coli_` is emphasised; within `a_b` the underscore is a letter.
    if before == "_" and text[:start].rstrip("_")[-1:].isalnum():
        return False
    if after == "_" and text[stop:].lstrip("_")[:1].isalnum():
        return False
    # `0.5-FU`, `IL-2.5`: the border cuts a decimal number in two.
    if text[start].isdigit() and before in ".,\u00b7" and start > 1 and text[start - 2].isdigit():
        return False
    return not (text[stop - 1].isdigit() and after in ".,\u00b7" and text[stop + 1 : stop + 2].isdigit())


def _same_case(name: str, surface: str) -> bool:
    wanted, found = join_case(name), join_case(surface)
    # A plural `s` is no part of an acronym: `TKIs`.
    return wanted == found or (found[-1:] == "s" and wanted == found[:-1])


def _borders(name: str) -> frozenset[int]:
    """Where the tokens of a name meet, counted in folded characters."""
    ends, at = set(), 0
    for token in key_tokens(name):
        at += len(token)
        ends.add(at)
    return frozenset(ends)


def _spaces(text: str, tokens: list[Token], first: int, end: int) -> frozenset[int]:
    """Where white space parts the tokens of a match: a name written in one word is not found in two (`as a`)."""
    ends, at = set(), 0
    for number in range(first, end - 1):
        at += len(fold(tokens[number][0]))
        gap = text[tokens[number][2] : tokens[number + 1][1]]
        if gap.isspace():
            ends.add(at)
    return frozenset(ends)
