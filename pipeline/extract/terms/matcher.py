"""The matcher: all names of all lexicons, found in one walk over a text.

The index of the name table is a trie in one dict. Its keys are folded names joined without separators, and their
beginnings at token ends; the matcher walks a text token by token, adds each to the key, and stops at the first key
that is not there. So the cost of a text grows with its tokens, not with the number of names. Whatever is the same for
every token is done for all of them in one call, and what a name means in one spelling is worked out once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count, islice, repeat
from operator import add, is_not

from pipeline.extract.terms.image import Value
from pipeline.extract.terms.normalise import Cut, cut, fold_all, is_joint, join_broken, key_tokens
from pipeline.extract.terms.table import NameTable
from pipeline.schema import Concept, Span

# A letter that stands alone in a name: written together in small letters the name may be a word (`car-t`, `cart`).
_LETTER = re.compile(r"[\W_][A-Za-z](?![^\W_])|(?<![^\W_])[A-Za-z][\W_]")

#: How many spellings of names are remembered at once with what they mean.
_REMEMBERED = 1 << 15


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


class Matcher:
    """Finds the names of a table in text."""

    __slots__ = ("_meanings", "_table")

    def __init__(self, table: NameTable) -> None:
        self._table = table
        self._meanings: dict[str, tuple[Concept, ...]] = {}

    def find(self, text: str) -> list[Match]:
        """Every known name, leftmost first, the longest at its place, none overlapping another.

        See :meth:`pipeline.extract.terms.lexicon.Lexicon.find`.
        """
        tokens = cut(text)
        # Words between the same borders are cut into the same tokens wherever they stand, and so mean the same. That
        # does not hold of words put together, which are remembered for one text alone.
        if len(self._meanings) > _REMEMBERED:
            self._meanings = {}
        plain = self._find(text, tokens, self._meanings)
        joined, places = join_broken(text, tokens)
        if not places:
            return plain
        mended = [match for match in self._find(text, joined, {}) if _covers(match.span, places)]
        matches: list[Match] = []
        for match in sorted((*plain, *mended), key=lambda match: (match.span.start, -len(match.span))):
            if not matches or match.span.start >= matches[-1].span.end:
                matches.append(match)
        return matches

    def _find(self, text: str, tokens: Cut, meanings: dict[str, tuple[Concept, ...]]) -> list[Match]:
        index = self._table.walked()
        _, starts, stops, gaps = tokens
        folded = fold_all(tokens.tokens)
        matches: list[Match] = []
        last = len(folded)
        free = 0
        for at in _beginnings(folded, index):
            if at < free:
                continue
            key = folded[at]
            value = index[key]
            hits: list[tuple[int, Value]] = []
            end = at + 1
            while True:
                if value:
                    hits.append((end, value))
                if end == last:
                    break
                key += folded[end]
                further = index.get(key)
                if further is None or not is_joint(gaps[end - 1]):
                    break
                value = further
                end += 1
            for end, value in reversed(hits):
                start, stop = starts[at], stops[end - 1]
                if not _stands_alone(text, start, stop):
                    continue
                surface = text[start:stop]
                concepts = meanings.get(surface)
                if concepts is None:
                    concepts = self._meant(value, surface, folded[at:end], gaps[at : end - 1])
                    meanings[surface] = concepts
                if concepts:
                    matches.append(Match(Span(start, stop), surface, concepts, concepts[0].type))
                    free = end
                    break
        return matches

    def _meant(self, value: Value, surface: str, folded: Sequence[str], gaps: Sequence[str]) -> tuple[Concept, ...]:
        """What words may stand for, given the names that have their key."""
        table = self._table
        parted = _parted(folded, gaps)
        one_word = not gaps and surface.islower()
        return table.concepts_of(
            number
            for number in table.numbers(value)
            if not table.is_hidden(number)
            and table.has_case(number, surface)
            and (not parted or (name := table.text(number)) == surface or parted <= _borders(name))
            and not (one_word and _LETTER.search(table.text(number)))
        )


def _beginnings(folded: list[str], index: Mapping[str, Value]) -> list[int]:
    """Where a name may begin: at a token that is one, and at one that begins a name together with the next."""
    # Half of all tokens begin some name (`of`, `the`, `1`), few of them with their neighbour: nothing else in the walk
    # is done for so many, so it is done without a line of Python for each.
    values = list(map(index.get, folded))
    alone = compress(count(), values)
    begins = list(map(is_not, values, repeat(None)))
    neighbours = islice(folded, 1, None)
    pairs = map(add, compress(folded, begins), compress(neighbours, begins))
    together = compress(compress(count(), begins), map(index.__contains__, pairs))
    return sorted({*alone, *together})


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


def _parted(folded: Sequence[str], gaps: Sequence[str]) -> frozenset[int]:
    """Where white space parts the tokens of a match: a name written in one word is not found in two (`as a`)."""
    ends, at = set(), 0
    for token, gap in zip(folded, gaps, strict=False):
        at += len(token)
        if gap.isspace():
            ends.add(at)
    return frozenset(ends)


def _borders(name: str) -> frozenset[int]:
    """Where the tokens of a name meet, counted in folded characters."""
    ends, at = set(), 0
    for token in key_tokens(name):
        at += len(token)
        ends.add(at)
    return frozenset(ends)
