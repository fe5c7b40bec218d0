"""Lexicon files as people keep them: what a spreadsheet or a hand adds to tab-separated cells is taken off again.

A spreadsheet puts cells with a comma or a quotation mark between quotation marks, and empty columns behind the last;
people put spaces around cells, capitals into the header, and notes above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from pipeline.errors import LexiconError

#: The types that queries, the graph and the findings know. Others may be used; one that is nearly one of them may not.
TYPES = ("therapy", "drug", "chemical", "disease", "gene", "adverse_event", "species", "variant", "cell_line")

_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_BAR = re.compile(r"\s*\|\s*")


def tidied(path: Path, text: str, columns: Sequence[str]) -> str:
    """The text of a lexicon file with plain cells and its header in the first line; every row keeps its line.

    A file whose header is just ``columns`` was built, and is returned as it is.

    Args:
        path: the file, for what is said of it.
        text: its text.
        columns: the names of all columns.

    Raises:
        LexiconError: naming file and line, when the columns are parted by another sign than tabs, or a type is nearly
            one of :data:`TYPES`.
    """
    if text.startswith("\t".join(columns) + "\n"):
        return text
    lines = [line.rstrip("\r") for line in text.split("\n")]
    at = next((number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    header = [_plain(cell).lower() for cell in lines[at].split("\t")]
    while header and not header[-1]:
        header.pop()
    if len(header) == 1 and (sign := next((sign for sign in ",;" if sign in header[0]), None)):
        raise LexiconError(f"{path}:{at + 1}: columns that are parted by {sign!r} (expected tabs)")
    rows = [line if line.startswith("#") else _row(path, number, line, header) for number, line in enumerate(lines, 1)]
    # Notes above the header change places with it: the rows stay where they are.
    rows[at] = rows[0] if at else ""
    rows[0] = "\t".join(header)
    return "\n".join(rows)


def _row(path: Path, number: int, line: str, header: Sequence[str]) -> str:
    cells = [_plain(cell) for cell in line.split("\t")]
    while len(cells) > len(header) and not cells[-1]:
        cells.pop()
    for place, (column, cell) in enumerate(zip(header, cells, strict=False)):
        if column == "type":
            cells[place], near = _type(cell)
            if near is not None:
                raise LexiconError(f"{path}:{number}: {cell!r} is no type (expected {near!r})")
        elif column not in ("name", "key"):
            cells[place] = _BAR.sub("|", cell)
    return "\t".join(cells)


@lru_cache(maxsize=256)
def _type(cell: str) -> tuple[str, str | None]:
    """A type as rows write it, and the one of :data:`TYPES` that it is nearly."""
    # A file has a few types and thousands of rows, and comparing is slow.
    written = re.sub(r"[\s-]+", "_", cell.lower())
    if written in TYPES or cell.lower() == "type":
        return (written if written in TYPES else cell), None
    near = get_close_matches(written, TYPES, n=1, cutoff=0.75)
    return cell, near[0] if near else None


def _plain(cell: str) -> str:
    cell = cell.strip()
    quoted = _QUOTED.fullmatch(cell)
    return quoted[1].replace('""', '"').strip() if quoted else cell
