"""The names of all lexicons in one table, with the key under which each is found.

A column holds an attribute of all names, by the name's number, which is its place in the files; an object is made only
for a concept that is asked for. The index leads from a key, the folded tokens of a name joined without separators, to
the names that have it.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from itertools import accumulate, chain, compress, count, islice, repeat
from operator import ne
from pathlib import Path
from sys import intern

from pipeline.extract.terms.columns import CASE, HIDDEN, Columns
from pipeline.extract.terms.image import PREFIX, Image, Value, pack
from pipeline.extract.terms.normalise import join_case, key_tokens
from pipeline.schema import Concept

#: Which type comes first where names of several types share a key; a type not named here ranks after ``disease``. A
#: therapy's name outranks all: what a patient received matters most to an outcome table.
TYPE_ORDER: tuple[str, ...] = ("therapy", "drug", "adverse_event", "disease", "*", "gene", "chemical")
_RANKS = {kind: rank for rank, kind in enumerate(TYPE_ORDER)}

#: Names of at most this many letters match only in their own letter case, flagged or not.
SHORT = 3


class NameTable:
    """Names and concepts by their numbers. Only what it knows of prefixes changes once it is built."""

    __slots__ = (
        "_base",
        "_concept_of",
        "_concepts",
        "_firsts",
        "_flags",
        "_heads",
        "_ids",
        "_image",
        "_index",
        "_kinds",
        "_names",
        "_places",
    )

    def __init__(self, columns: Columns, image: Image | None = None) -> None:
        """Number the names.

        Args:
            columns: the rows of lexicon files.
            image: the files that come before them, where they are known already.
        """
        # Names are numbered from 1: a number is true, as the value of a prefix is not.
        self._image = image
        self._base = len(image.places) - 1 if image else 0
        numbers = range(self._base + 1, self._base + len(columns.names) + 1)
        self._names = columns.names
        self._flags = (image.flags if image else bytes(1)) + columns.flags
        # A concept's first row names and types it: of pairs with one key a dict keeps the place of the first and the
        # value of the last, so the rows go in backwards once the order stands.
        firsts: dict[str, int] = dict.fromkeys(columns.ids, 0)
        firsts.update(zip(reversed(columns.ids), reversed(numbers), strict=True))
        self._ids = image.ids if image else []
        self._places = dict(zip(self._ids, count()))
        new = {id: first for id, first in firsts.items() if id not in self._places} if image else firsts
        self._firsts = array("I", chain(image.firsts if image else (), new.values()))
        types = (intern(columns.types[first - self._base - 1]) for first in new.values())
        self._kinds = [*(image.kinds if image else ()), *types]
        self._places.update(zip(new, count(len(self._ids))))
        self._ids = [*self._ids, *new]
        self._concept_of = image.concept_of if image else array("I", [0])
        self._concept_of = self._concept_of + array("I", map(self._places.__getitem__, columns.ids))
        self._concepts: list[Concept | None] = [None] * len(self._places)

        keys = [key.replace(" ", "") for key in columns.keys]
        heads = dict.fromkeys(key.rpartition(" ")[0] for key in columns.keys if " " in key)
        self._heads: str | None = "\n".join(heads) or None
        if image:
            # Taken over, not copied: whoever reads an image makes one table of it.
            self._index: dict[str, Value] = image.index
            for key, number in zip(keys, numbers, strict=True):
                known = self._index.get(key)
                self._index[key] = (*_numbers(known), number) if known else number
            return
        self._index = dict(zip(reversed(keys), reversed(numbers), strict=True))
        others = map(ne, map(self._index.__getitem__, keys), numbers)
        for key, number in list(compress(zip(keys, numbers, strict=True), others)):
            self._index[key] = (*_numbers(self._index[key]), number)

    def __len__(self) -> int:
        """How many names there are."""
        return self._base + len(self._names)

    def __contains__(self, id: object) -> bool:
        """Whether there is a concept with this CURIE."""
        return id in self._places

    def ids(self) -> Collection[str]:
        """The CURIEs of all concepts, in the order of the files."""
        return self._places.keys()

    def concepts(self) -> tuple[Concept, ...]:
        """All concepts, in the order of the files."""
        return tuple(map(self._concept, range(len(self._ids))))

    def concept(self, id: str) -> Concept | None:
        """The concept with this CURIE, or None."""
        place = self._places.get(id)
        return None if place is None else self._concept(place)

    def named(self, types: Container[str] | None = None) -> Iterator[tuple[str, Concept]]:
        """Every name with its concept, in the order of the files; of concepts of some types alone where these are told."""
        wanted = [types is None or kind in types for kind in self._kinds]
        for number, place in enumerate(islice(self._concept_of, 1, None), start=1):
            if wanted[place]:
                yield self.text(number), self._concept(place)

    def text(self, number: int) -> str:
        """A name as its file writes it."""
        if number > self._base or self._image is None:
            return self._names[number - self._base - 1]
        return self._image.name(number)

    def is_hidden(self, number: int) -> bool:
        """Whether a name is for queries alone."""
        return bool(self._flags[number] & HIDDEN)

    def has_case(self, number: int, surface: str) -> bool:
        """Whether words that share the key of a name have its letter case, where that matters."""
        name = self.text(number)
        if name == surface or not (
            self._flags[number] & CASE or (len(name) <= 2 * SHORT and sum(map(str.isalpha, name)) <= SHORT)
        ):
            return True
        wanted, found = join_case(name), join_case(surface)
        # A plural `s` is no part of an acronym: `TKIs`.
        return wanted == found or (found[-1:] == "s" and wanted == found[:-1])

    def numbers(self, value: Value) -> tuple[int, ...]:
        """The names that a value of the index stands for, best first."""
        found = _numbers(value)
        return found if len(found) < 2 else tuple(sorted(found, key=self._order))

    def with_key_of(self, name: str) -> tuple[int, ...]:
        """The names that have the key of another, best first."""
        return self.numbers(self._index.get("".join(key_tokens(name)), PREFIX))

    def concepts_of(self, numbers: Iterable[int]) -> tuple[Concept, ...]:
        """The concepts of names, each once."""
        return tuple(map(self._concept, dict.fromkeys(map(self._concept_of.__getitem__, numbers))))

    def walked(self) -> dict[str, Value]:
        """The index, in which every beginning of a key that ends where a token does stands as well."""
        # Whoever only looks names up needs none of them: they are put in when the first text is read.
        heads = self._heads
        if heads is not None:
            beginnings = chain.from_iterable(map(accumulate, map(str.split, heads.split("\n"), repeat(" "))))
            if self._image is None:
                index: dict[str, Value] = dict.fromkeys(beginnings, PREFIX)
                index.update(self._index)
            else:
                # The image has its own, and few others are put in behind it.
                index = self._index
                for beginning in beginnings:
                    index.setdefault(beginning, PREFIX)
            self._index, self._heads = index, None
        return self._index

    def packed(self, files: Sequence[Path], columns: Columns) -> bytes:
        """The image of built lexicon files, which are all that this table holds, and of their rows."""
        concepts = zip(self._ids, self._firsts, self._kinds, strict=True)
        return pack(files, columns, self._concept_of, list(concepts), self.walked())

    def _concept(self, place: int) -> Concept:
        found = self._concepts[place]
        if found is None:
            found = self._concepts[place] = Concept(
                self._ids[place], self.text(self._firsts[place]), self._kinds[place]
            )
        return found

    def _order(self, number: int) -> tuple[int, bool, int]:
        # Within a type a preferred name outranks a synonym: `CD19` is first of all the gene that is called so.
        place = self._concept_of[number]
        preferred = self.text(self._firsts[place])
        return _RANKS.get(self._kinds[place], _RANKS["*"]), self.text(number) != preferred, number


def _numbers(value: Value) -> tuple[int, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()
