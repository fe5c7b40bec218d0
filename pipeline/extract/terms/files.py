"""Lexicon files: tab-separated rows with a header line, read and checked row by row.

Columns are found by their names in the header. ``name``, ``id`` and ``type`` must be there; ``parent``, ``flags``,
``xref``, ``parts`` and ``key`` may be. Several values in one cell are joined by ``|``. The first row of an id gives
its preferred name; ``key`` holds the folded tokens of the name, joined by spaces, so that a large file loads without
folding each name again, and is left empty where a file is kept by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import LexiconError
from pipeline.extract.terms.hand_kept import tidied
from pipeline.extract.terms.normalise import key_tokens

REQUIRED = ("name", "id", "type")
OPTIONAL = ("parent", "flags", "xref", "parts", "key")
COLUMNS = REQUIRED + OPTIONAL

#: What a flag says of its name: ``case``: it counts only in exactly this letter case; ``hidden``: queries and
#: abbreviations may name the concept by it, but it is never looked for in text.
FLAGS = frozenset({"case", "hidden"})

#: What a cell of the column ``flags`` may say.
FLAG_CELLS: dict[str, frozenset[str]] = {
    "": frozenset(),
    **{flag: frozenset({flag}) for flag in FLAGS},
    **{f"{one}|{two}": frozenset({one, two}) for one in FLAGS for two in FLAGS},
}


class Row(NamedTuple):
    """One name of a concept, as its lexicon file states it.

    Attributes:
        name: the name.
        id: the concept's CURIE.
        type: the concept's type.
        parents: CURIEs of the classes above it.
        flags: see :data:`FLAGS`.
        xrefs: CURIEs of the same concept elsewhere.
        parts: CURIEs of the drugs a regimen is made of.
        key: folded tokens of the name, joined by spaces.
        line: its line in the file, from 1; 0 where it was read from none.
    """

    name: str
    id: str
    type: str
    parents: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    xrefs: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    key: str = ""
    line: int = 0


def read_text(path: Path) -> str:
    """The text of a lexicon file, its lines ended by line feeds, without what a spreadsheet or a hand added to it.

    Raises:
        LexiconError: naming the file, when it is not there, is not UTF-8, or is no table of tab-separated cells.
    """
    try:
        return tidied(path, path.read_text(encoding="utf-8-sig"), COLUMNS)
    except OSError as error:
        raise LexiconError(f"{path}: the lexicon cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: the lexicon is not UTF-8 (byte {error.start}); save it as UTF-8 text") from error


def read_header(path: Path, line: str) -> tuple[str, ...]:
    """The names of a file's columns, in their order.

    Raises:
        LexiconError: naming file and line, when one is missing, unknown, or there twice.
    """
    header = tuple(column.strip() for column in line.split("\t"))
    missing = [column for column in REQUIRED if column not in header]
    unknown = [column for column in header if column not in COLUMNS]
    if missing or unknown or len(set(header)) != len(header):
        wrong = f"lacks {', '.join(missing)}" if missing else f"has unknown or repeated columns: {', '.join(header)}"
        raise LexiconError(f"{path}:1: the header {wrong}; known columns: {', '.join(COLUMNS)}")
    return header


def read_rows(path: Path) -> Iterator[Row]:
    """Read a lexicon file row by row; empty lines and lines that start with ``#`` are passed over.

    Raises:
        LexiconError: naming file and line, when the file is not there, is not UTF-8, or breaks the format.
    """
    lines = read_text(path).split("\n")
    header = read_header(path, lines[0])
    places = tuple(header.index(column) if column in header else -1 for column in COLUMNS)
    for number, line in enumerate(lines[1:], start=2):
        if line and not line.isspace() and line[0] != "#":
            yield _row(path, number, line.split("\t"), places, len(header))


def key_of(name: str) -> str | None:
    """The key of a name; None where it has no letter to match by."""
    key = " ".join(key_tokens(name))
    return key if any(map(str.isalpha, key)) else None


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell."""
    return tuple(cell.split("|")) if cell else ()


def _row(path: Path, number: int, cells: list[str], places: tuple[int, ...], width: int) -> Row:
    if len(cells) > width or len(cells) < len(REQUIRED):
        raise LexiconError(f"{path}:{number}: expected {width} tab-separated cells, found {len(cells)}")
    # An empty cell is put behind the row's own: columns left out (-1, or at the row's end) are empty.
    cells += [""] * (width + 1 - len(cells))
    name, concept, kind, parent, flag, xref, part, key = [cells[place] for place in places]
    if not (name and concept and kind):
        raise LexiconError(f"{path}:{number}: name, id and type must not be empty")
    if ":" not in concept or " " in concept:
        raise LexiconError(f"{path}:{number}: {concept!r} is no CURIE (expected prefix:local)")
    flags = FLAG_CELLS.get(flag)
    if flags is None:
        unknown = sorted(set(flag.split("|")) - FLAGS)
        raise LexiconError(f"{path}:{number}: unknown flag {', '.join(unknown)}; known: {', '.join(sorted(FLAGS))}")
    if not key:
        folded = key_of(name)
        if folded is None:
            raise LexiconError(f"{path}:{number}: {name!r} has no letter to match by")
        key = folded
    return Row(name, concept, kind, values(parent), flags, values(xref), values(part), key, number)
