"""The headers of each cell of a table of which only rows and columns are known, as in text turned from PDF.

The head is the first row and those below it that go on with it. A header that stands over several columns leaves the
cells to its right empty; it leads to each column that has a header of its own below it. In the stub, a row without any
other cell heads the rows below it, and so does a row above those that are indented under it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.schema import Cell, Span

_MOST_HEAD_ROWS = 4
_DATUM = re.compile(r"[<>≤≥=~±]?\s?[-+–−]?[(\[]?[\d.]*\d|[-–—]$")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?")

Words = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells from the first column on, empty ones as empty spans, and how far it is indented."""

    cells: tuple[Span, ...]
    indent: int = 0


@dataclass(slots=True)
class _Leader:
    """A row of the stub that heads the rows below it."""

    indent: int
    words: str
    alone: bool
    deeper: bool
    fresh: bool = True


def resolve_cells(text: str, rows: Sequence[Row], head_rows: int | None = None) -> tuple[Cell, ...]:
    """The cells of a table with their headers, in reading order; empty cells are left out.

    Args:
        text: the document's text.
        rows: the rows of the table, its head among them.
        head_rows: how many rows the head has; told from the words where None.
    """
    words = [[_plain(span.of(text)) for span in row.cells] for row in rows]
    count = _head_rows(words) if head_rows is None else head_rows
    shift = _shift(words, count)
    words = [[""] * shift * (number < count) + row for number, row in enumerate(words)]
    width = max((len(row) for row in words), default=0)
    across = [_column_path(words, count, column) for column in range(width)]
    cells: list[Cell] = []
    leaders: list[_Leader] = []
    stub = ""
    for number, row in enumerate(rows):
        offset = shift if number < count else 0
        if number < count:
            above: tuple[str, ...] = ()
        else:
            stub = words[number][0] or stub
            above = _leading(leaders, rows, words, number)
        for column, span in enumerate(row.cells, offset):
            if not span.of(text).strip():
                continue
            if number < count:
                path = _column_path(words, count, column, number)
                cells.append(Cell(span, number, column, (), path, True))
            else:
                headers = (*above, stub) if column and stub else above
                cells.append(Cell(span, number, column, headers, across[column], width > 1 and not column))
    return tuple(cells)


def resolve_further(
    text: str, before: Sequence[Row], rows: Sequence[Row], head_rows: int | None = None
) -> tuple[Cell, ...]:
    """The cells of rows that go on with a table on another page.

    Args:
        text: the document's text.
        before: the rows of the table so far, its head among them.
        rows: the rows that go on with it; its head may be printed again above them.
        head_rows: how many rows its head has; told from the words where None.

    Returns:
        the cells of ``rows`` alone, rows counted from 0, with the headers that lead to them from before.
    """
    whole = [[_plain(span.of(text)) for span in row.cells] for row in before]
    further = [[_plain(span.of(text)) for span in row.cells] for row in rows]
    count = _head_rows(whole) if head_rows is None else head_rows
    repeated = count if count and further[:count] == whole[:count] else 0
    own = _head_rows(further)
    if not repeated and own and sum(map(bool, further[0])) > 1:
        # It has a head of its own, of other words.
        return resolve_cells(text, rows, own)
    head = resolve_cells(text, rows[:repeated], repeated) if repeated else ()
    together = resolve_cells(text, [*before, *rows[repeated:]], count)
    offset = len(before) - repeated
    return (*head, *(replace(cell, row=cell.row - offset) for cell in together if cell.row >= len(before)))


def _plain(words: str) -> str:
    """The words of a header on one line, without the Markdown emphasis around them."""
    words = " ".join(words.split())
    for mark in ("**", "__", "*", "_"):
        if len(words) > 2 * len(mark) and words.startswith(mark) and words.endswith(mark):
            words = words[len(mark) : -len(mark)].strip()
    return words


def _head_rows(words: Words) -> int:
    """How many rows the head has: none where the first row holds figures as the others do."""
    if len(words) < 2:
        return len(words)
    first = [word for word in words[0][1:] if word]
    if words[0][0] and first and all(_DATUM.match(word) and not _YEAR.fullmatch(word) for word in first):
        return 0
    count = 1
    while count < min(len(words) - 1, _MOST_HEAD_ROWS):
        filled = [word for word in words[count][1:] if word]
        data = sum(_DATUM.match(word) is not None for word in filled)
        if not filled or 2 * data > len(filled):
            break
        # Names of parts (``Grade 3-4``) hold figures; where the stub is named only here, they are still names.
        named = not words[count - 1][0] or not any(character.isdigit() for character in "".join(filled))
        below_spans = _has_gaps(words[count - 1]) and named
        if words[count][0] and not (below_spans and len(filled) > 1):
            break
        count += 1
    return count


def _has_gaps(row: Sequence[str]) -> bool:
    return any(not word for word in row[1:])


def _shift(words: Words, count: int) -> int:
    """One where the head lacks the cell over the stub, so that its cells stand one column too far to the left."""
    body = [len(row) for row in words[count:] if sum(map(bool, row)) > 1]
    if count != 1 or not body or min(body) != max(body) or body[0] < 3:
        return 0
    return int(len(words[0]) == body[0] - 1 and all(words[0]))


def _at(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _column_path(words: Words, count: int, column: int, stop: int | None = None) -> tuple[str, ...]:
    """The headers over a column in a head of ``count`` rows, outermost first; those above the row ``stop`` alone."""
    path: list[str] = []
    for number in range(count if stop is None else stop):
        word = _at(words[number], column) or _spanning(words, number, count, column)
        if word and path[-1:] != [word]:
            path.append(word)
    return tuple(path)


def _spanning(words: Words, number: int, count: int, column: int) -> str:
    """The header to the left that stands over this column as well: both have headers of their own below it."""
    left = column - 1
    while left > 0 and not _at(words[number], left):
        left -= 1
    if left < 1:
        return ""
    below = range(number + 1, count)
    both = any(_at(words[row], left) for row in below) and any(_at(words[row], column) for row in below)
    return _at(words[number], left) if both else ""


def _leading(leaders: list[_Leader], rows: Sequence[Row], words: Words, number: int) -> tuple[str, ...]:
    """The headers down the stub that lead to a row; the row is added to the leaders where it is one itself."""
    stub = words[number][0]
    if not stub:
        return tuple(leader.words for leader in leaders)
    indent = rows[number].indent
    alone = not any(words[number][1:])
    while leaders and not _leads(leaders[-1], indent, alone):
        leaders.pop()
    for leader in leaders:
        leader.fresh = leader.fresh and alone
    path = tuple(leader.words for leader in leaders)
    below = next((rows[at].indent for at in range(number + 1, len(rows)) if words[at][0]), indent)
    if alone or below > indent:
        leaders.append(_Leader(indent, stub, alone, below > indent))
    return path


def _leads(leader: _Leader, indent: int, alone: bool) -> bool:
    if leader.indent != indent:
        return leader.indent < indent
    # Of two rows without figures, one straight below the other, the first leads to the second.
    return leader.alone and not leader.deeper and (not alone or leader.fresh)
