"""The lexicon: every known name of therapies, drugs, diseases and more, with what is known of their concepts."""

from __future__ import annotations

import gc
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from pipeline.extract.terms.columns import Columns
from pipeline.extract.terms.files import Row, read_rows
from pipeline.extract.terms.hierarchy import check_parents, leads_upwards
from pipeline.extract.terms.image import Image, read_image
from pipeline.extract.terms.matcher import Match, Matcher
from pipeline.extract.terms.table import NameTable
from pipeline.schema import Concept


class Lexicon:
    """Concepts, their names and their hierarchy. Never changes once built, and can be pickled."""

    __slots__ = ("_by_xref", "_elsewhere", "_matcher", "_parents", "_parts", "_table", "_xrefs")

    def __init__(self, rows: Iterable[Row] | Columns, image: Image | None = None) -> None:
        """Build it of rows, or of rows that are columns already.

        Args:
            rows: the names, those of the first file first.
            image: names that come before them, as :func:`pipeline.extract.terms.image.read_image` gives them; no
                other lexicon may be made of it.
        """
        if isinstance(rows, Columns):
            columns = rows
        else:
            columns = Columns()
            columns.add_rows(rows)
        self._table = NameTable(columns, image)
        self._matcher = Matcher(self._table)
        self._parents: dict[str, tuple[str, ...]] = {}
        for id, parents in chain(image.parents if image else (), columns.parents):
            self._parents[id] = tuple(dict.fromkeys((*self._parents.get(id, ()), *parents)))
        self._parts = dict(chain(image.parts if image else (), columns.parts))
        self._xrefs = [*image.xrefs, *columns.xrefs] if image else columns.xrefs
        # Both made of `_xrefs` by the first who asks.
        self._elsewhere: dict[str, tuple[str, ...]] | None = None
        self._by_xref: dict[str, list[str]] | None = None

    def __len__(self) -> int:
        """How many names it holds."""
        return len(self._table)

    def __contains__(self, id: object) -> bool:
        """Whether it has a concept with this CURIE."""
        return id in self._table

    def concepts(self) -> Sequence[Concept]:
        """All concepts, in the order of the files."""
        return self._table.concepts()

    def concept(self, id: str) -> Concept | None:
        """The concept with this CURIE, or None."""
        return self._table.concept(id)

    def parents(self, id: str) -> tuple[str, ...]:
        """CURIEs of the classes straight above a concept."""
        return self._parents.get(id, ())

    def links(self) -> Mapping[str, tuple[str, ...]]:
        """CURIEs of the classes straight above each concept that has some."""
        return MappingProxyType(self._parents)

    def parts(self, id: str) -> tuple[Concept, ...]:
        """The drugs a regimen is made of (FOLFOX: folinic acid, fluorouracil, oxaliplatin), in the file's order."""
        found = (self.concept(part) for part in self._parts.get(id, ()))
        return tuple(part for part in found if part is not None)

    def xrefs(self, id: str) -> tuple[str, ...]:
        """CURIEs of the same concept elsewhere, the best of a namespace first."""
        if self._elsewhere is None:
            stated: dict[str, tuple[str, ...]] = {}
            for concept, xrefs in self._xrefs:
                stated[concept] = tuple(dict.fromkeys((*stated.get(concept, ()), *xrefs)))
            self._elsewhere = stated
        return self._elsewhere.get(id, ())

    def by_xref(self, id: str) -> tuple[Concept, ...]:
        """The concepts that name this CURIE as one of their own elsewhere."""
        if self._by_xref is None:
            found: dict[str, list[str]] = {}
            for concept, xrefs in self._xrefs:
                for xref in xrefs:
                    found.setdefault(xref, []).append(concept)
            self._by_xref = found
        concepts = map(self._table.concept, self._by_xref.get(id, ()))
        return tuple(concept for concept in concepts if concept is not None)

    def names(self, types: Container[str] | None = None) -> Iterator[tuple[str, Concept]]:
        """Every name with its concept, in the order of the files.

        Args:
            types: of concepts of these types alone; of all when None.
        """
        return self._table.named(types)

    def lookup(self, name: str) -> tuple[Concept, ...]:
        """What a whole name stands for, best first; empty where it is unknown.

        Names written in just this letter case come first; where there are none, those of another case do, and names
        hidden from text matching count as well.
        """
        numbers = self._table.with_key_of(name)
        exact = [number for number in numbers if self._table.has_case(number, name)]
        return self._table.concepts_of(exact or numbers)

    def find(self, text: str) -> list[Match]:
        """Find every known name: leftmost first, the longest at its place, none overlapping another.

        A name is found only between word borders, in any spelling that folds to the same key (see
        :mod:`pipeline.extract.terms.normalise`), and in its own letter case where it is flagged so. A word that is
        parted by a hyphen at the end of a line is read as one where that makes a name (``leu-`` / ``kemia``).
        """
        return self._matcher.find(text)


def load_lexicons(paths: Iterable[Path]) -> Lexicon:
    """Read lexicon files into one lexicon; where an id stands in several, the first file names and types it.

    Raises:
        LexiconError: naming file and line, when a file is not there or breaks the format, a parent is named by none of
            the files, or a concept stands below itself.
    """
    files = tuple(paths)
    # Hundreds of thousands of small objects without a cycle among them: the collector would only count them again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        columns = Columns()
        image, known = read_image(files) or (None, 0)
        for path in files[known:]:
            columns.add_file(path)
        lexicon = Lexicon(columns, image)
        # What an image holds was checked when it was made.
        if columns.parents and not leads_upwards(lexicon.links(), lexicon):
            _refuse(files, lexicon)
    finally:
        if collecting:
            gc.enable()
    return lexicon


def write_image(paths: Sequence[Path], to: Path) -> None:
    """Write the image of built lexicon files, from which they load at once.

    Args:
        paths: the files, in the order in which they are to be loaded: every line a row, its name the first cell.
        to: where to write it.

    Raises:
        LexiconError: naming file and line, when a file is not there or breaks the format.
    """
    columns = Columns()
    for path in paths:
        columns.add_file(path)
    to.write_bytes(NameTable(columns).packed(paths, columns))


def _refuse(files: Sequence[Path], lexicon: Lexicon) -> None:
    """Say which row states the parent that a query could not walk."""
    links: dict[tuple[str, str], tuple[Path, int]] = {}
    for path in files:
        for row in read_rows(path):
            for parent in row.parents:
                links.setdefault((row.id, parent), (path, row.line))
    check_parents(links, lexicon)
