"""Lexicon files read column by column: hundreds of thousands of names in the time that an object for each would take.

A file whose lines all have a cell for every column, as the built ones do, is cut into columns at once. Any other file,
and one that breaks the format, is read row by row (:mod:`pipeline.extract.terms.files`), which knows what is wrong
where. Both give the same columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import compress, repeat
from operator import contains
from pathlib import Path
from typing import TypeAlias

from pipeline.extract.terms.files import (
    COLUMNS,
    FLAG_CELLS,
    FLAGS,
    Row,
    key_of,
    read_header,
    read_rows,
    read_text,
    values,
)

#: The flags of a name as bits of one byte.
BITS = {flag: 1 << place for place, flag in enumerate(sorted(FLAGS))}
CASE, HIDDEN = BITS["case"], BITS["hidden"]
_CELL_BITS = {cell: sum(map(BITS.__getitem__, flags)) for cell, flags in FLAG_CELLS.items()}


#: CURIE and what a row states of it, of the rows that state something.
Stated: TypeAlias = list[tuple[str, tuple[str, ...]]]


@dataclass(slots=True)
class Columns:
    """Rows of lexicon files, a list for each attribute; see :class:`pipeline.extract.terms.files.Row`.

    Attributes:
        names: a name a row.
        ids: the CURIE of its concept.
        types: the type of its concept.
        keys: folded tokens of the name, joined by spaces.
        flags: its flags as :data:`BITS`.
        parents: CURIE and the classes above it, of the rows that state some, in their order.
        xrefs: CURIE and what it is called elsewhere, likewise.
        parts: CURIE and the drugs it is made of, likewise.
    """

    names: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    flags: bytearray = field(default_factory=bytearray)
    parents: Stated = field(default_factory=list)
    xrefs: Stated = field(default_factory=list)
    parts: Stated = field(default_factory=list)

    def add_rows(self, rows: Iterable[Row]) -> None:
        """Put rows behind those that are there."""
        for row in rows:
            self.names.append(row.name)
            self.ids.append(row.id)
            self.types.append(row.type)
            self.keys.append(row.key)
            self.flags.append(sum(map(BITS.__getitem__, row.flags)))
            for column, found in ((self.parents, row.parents), (self.xrefs, row.xrefs), (self.parts, row.parts)):
                if found:
                    column.append((row.id, found))

    def add_file(self, path: Path) -> None:
        """Put the rows of a file behind those that are there.

        Raises:
            LexiconError: naming file and line, when the file is not there, is not UTF-8, or breaks the format.
        """
        if not self._add_at_once(path):
            self.add_rows(read_rows(path))

    def _add_at_once(self, path: Path) -> bool:
        """Whether the file is one of full rows without a mistake, and so was added."""
        first, _, body = read_text(path).partition("\n")
        header = read_header(path, first)
        width = len(header)
        lines = body.split("\n")
        if not lines[-1]:
            lines.pop()
        # A line that is to be passed over makes the next test fail, or starts with the sign of a comment.
        if set(map(str.count, lines, repeat("\t"))) != {width - 1} or any(map(str.startswith, lines, repeat("#"))):
            return False
        count = len(lines)
        del lines
        cells = body.replace("\n", "\t").split("\t")
        cut = {column: cells[place : count * width : width] for place, column in enumerate(header)}
        del cells
        empty = [""] * count
        name, id, kind, parent, flag, xref, part, key = (cut.get(column, empty) for column in COLUMNS)
        curies = all(map(contains, set(id), repeat(":"))) and " " not in "".join(id)
        if not (curies and all(name) and all(kind) and _CELL_BITS.keys() >= set(flag)):
            return False
        if not all(key):
            found = [given or key_of(each) for given, each in zip(key, name, strict=True)]
            key = [each for each in found if each is not None]
            if len(key) < count:
                return False
        self.names += name
        self.ids += id
        self.types += kind
        self.keys += key
        self.flags += bytes(map(_CELL_BITS.__getitem__, flag))
        for column, stated in ((self.parents, parent), (self.xrefs, xref), (self.parts, part)):
            column += zip(compress(id, stated), map(values, filter(None, stated)), strict=True)
        return True
