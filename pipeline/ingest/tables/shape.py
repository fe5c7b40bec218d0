"""Which rows of a table are its head, and which columns its stub; what :mod:`pipeline.ingest.tables.headers` builds on.

The head is what the source marks as one; without a mark, the rows at the top whose cells are all headers, or all bold
or italic. A heading across the whole table at its end is the first of those within the table; where the last row of the
head has cells that span columns which nothing parts, a row of names below it belongs to it too. The stub is the first
column, and those behind it that the source marks as headers, that one cell of the head spans together with the first,
or that part the rows further which share a cell of the first.
"""

from __future__ import annotations

import re

from pipeline.ingest.tables.grid import Grid

# What a figure or its absence looks like: a column of these is no part of the stub.
_FIGURE = re.compile(
    r"[\s<>=≤≥~±+\-−–—.·(\[$€£]*(?:(?!9\d\s?%\s?(?:CI|conf))\d|$)|(?:na|n/a|nr|ne|nd|ns|nil|none|yes|no)\b",
    re.IGNORECASE,
)

#: A header is no longer than this; what is longer is a sentence.
_LONGEST_NAME = 80


def head_rows(grid: Grid) -> int:
    """How many rows from the first are the head."""
    head = grid.head or _unmarked_head(grid)
    while head > 1 and (_is_blank(grid, head - 1) or _is_across(grid, head - 1)):
        if not any(not _is_across(grid, number) and not _is_blank(grid, number) for number in range(head - 1)):
            break
        head -= 1
    return head + _unparted(grid, head)


def is_head_inferred(grid: Grid) -> bool:
    """Whether a row of the head is one by its words or looks alone, and not because the source says so."""
    rows = (grid.row(number) for number in range(grid.head, head_rows(grid)))
    return any(not grid.cells[index].header for row in rows for index in row)


def _is_across(grid: Grid, number: int) -> bool:
    """Whether a row is one cell with words across the whole table."""
    row = grid.row(number)
    return grid.width > 1 and len(row) == 1 and bool(grid.cells[row[0]].text) and grid.slots[number][-1] == row[0]


def _is_blank(grid: Grid, number: int) -> bool:
    return not any(grid.cells[index].text for index in grid.row(number))


def _unmarked_head(grid: Grid) -> int:
    """How many rows at the top hold headers alone, or nothing that is not set off; none where all rows do."""
    for number in range(len(grid.slots)):
        row = [grid.cells[index] for index in grid.row(number)]
        worded = [cell for cell in row if cell.text]
        if not (row and all(cell.header for cell in row)) and not (
            len(worded) > 1 and all(cell.style for cell in worded)
        ):
            return number
    return 0


def _unparted(grid: Grid, head: int) -> int:
    """How many rows below the marked head go on with it: those that name what its spanning cells leave unnamed."""
    below = next_row(grid, head - 1)
    last = next((number for number in range(head - 1, -1, -1) if not _is_blank(grid, number)), None)
    if last is None or below is None or lone_cell(grid, below, grid.width) is not None:
        return 0
    above, row = grid.slots[last], grid.slots[below]
    spans = [
        (left, right)
        for left, right in zip(range(grid.width - 1), range(1, grid.width), strict=True)
        if above[left] is not None and above[left] == above[right]
    ]
    parted = all(row[left] != row[right] for left, right in spans)
    named = [grid.cells[slot].text for slot in row[1:] if slot is not None and grid.cells[slot].text]
    is_open = any(slots[0] is None or not grid.cells[slots[0]].text for slots in (above, row))
    if not (spans and parted and is_open and named and not _is_across(grid, last)):
        return 0
    names = all(_FIGURE.match(text) is None and len(text) <= _LONGEST_NAME for text in named)
    return below + 1 - head if names and below + 1 < len(grid.slots) else 0


def stub_width(grid: Grid, head: int) -> int:
    """How many columns at the left name the rows."""
    body = range(head, len(grid.slots))
    if grid.width < 2 or not body:
        return 0
    width = 1
    while width < grid.width - 1 and (
        _is_marked(grid, body, width)
        or (_parts_further(grid, head, width) and (_names_rows(grid, body, width) or _is_unheaded(grid, head, width)))
        or _is_headed_with(grid, head, width)
    ):
        width += 1
    return width


def _is_marked(grid: Grid, body: range, column: int) -> bool:
    """Whether the source marks most of a column's cells in the body as headers, and not whole rows."""
    rows = [number for number in body if grid.row(number)]
    marked = 0
    for number in rows:
        slot, last = grid.slots[number][column], grid.slots[number][-1]
        marked += slot is not None and grid.cells[slot].header and last is not None and not grid.cells[last].header
    return 2 * marked > len(rows)


def _is_headed_with(grid: Grid, head: int, width: int) -> bool:
    """Whether in every row of the head one cell spans the stub and the column behind it, but not the table."""
    rows = [slots for slots in grid.slots[:head] if any(slot is not None and grid.cells[slot].text for slot in slots)]
    return bool(rows) and all(
        slots[0] is not None and slots[0] == slots[width] and slots[0] != slots[-1] for slots in rows
    )


def _parts_further(grid: Grid, head: int, width: int) -> bool:
    """Whether the column behind the stub parts rows that share what stands in the stub's last column.

    They share it where its cell spans them, or where it is told once and the rows below it are empty there.
    """
    for number in range(head, len(grid.slots) - 1):
        slot, behind = grid.slots[number][width - 1 : width + 1]
        below, beside = grid.slots[number + 1][width - 1 : width + 1]
        if slot is None or not grid.cells[slot].text or slot == behind or behind is None or beside in (None, behind):
            continue
        told_once = below is None or not grid.cells[below].text
        parted = grid.cells[behind].text and beside is not None and grid.cells[beside].text
        if slot == below or (
            told_once and below != beside and parted and lone_cell(grid, number + 1, width + 1) is None
        ):
            return True
    return False


def _is_unheaded(grid: Grid, head: int, column: int) -> bool:
    """Whether no row of the head has any words over a column, though it has over others."""
    over = [slots[column] for slots in grid.slots[:head]]
    return head > 0 and not any(slot is not None and grid.cells[slot].text for slot in over)


def _names_rows(grid: Grid, body: range, column: int) -> bool:
    """Whether the words of a column in the body are names, not figures."""
    found = {grid.slots[number][column] for number in body}
    words = [grid.cells[index].text for index in found if index is not None and grid.cells[index].text]
    return 2 * sum(_FIGURE.match(text) is None for text in words) > len(words)


def lone_cell(grid: Grid, number: int, stub: int) -> int | None:
    """The one cell of a row that has words, where it begins in the stub and in this row."""
    worded = [index for index in grid.row(number) if grid.cells[index].text]
    if len(worded) != 1:
        return None
    row, column = grid.origins[worded[0]]
    return worded[0] if row == number and column < stub else None


def next_row(grid: Grid, number: int) -> int | None:
    """The next row with any words."""
    rows = range(number + 1, len(grid.slots))
    return next((row for row in rows if any(grid.cells[index].text for index in grid.row(row))), None)
