"""Where the cells of a table stand: rows, columns and spans laid out as the HTML standard's table model does.

A format says which cells a row has and how far each reaches; :func:`lay_out` says which slots each of them covers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: As HTML limits them: what reaches further is taken to reach so far.
MOST_COLUMNS_SPANNED = 1000
MOST_ROWS_SPANNED = 65_534

#: A table of more slots than this is no table that anybody wrote; laid out, it would fill the memory.
MOST_SLOTS = 2_000_000


class TooManySlots(ValueError):
    """The spans of a table reach over more slots than any table has."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as its format gives it.

    Attributes:
        text: its words, on one line; empty where it has none.
        columns: how many columns it spans, 1 or more.
        rows: how many rows it spans; 0 for all that follow in its row group.
        header: whether the source marks it as a header.
        indent: how far its words are indented, in characters.
        style: what its words look like as a whole (``b`` bold, ``i`` italic, ``u`` underlined), in alphabetic order.
        column: the column in which it begins, from 0; the next free one where None.
    """

    text: str
    columns: int = 1
    rows: int = 1
    header: bool = False
    indent: int = 0
    style: str = ""
    column: int | None = None


#: The rows of a table's head, body or foot; no cell reaches out of its group.
RowGroup = Sequence[Sequence[GridCell]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out.

    Attributes:
        cells: its cells in reading order.
        slots: for each row and column the index in ``cells`` of the cell that covers it; None where none does.
        origins: for each cell the row and the column at which it begins.
        head: how many of the rows, from the first, the source gives as the table's head.
    """

    cells: tuple[GridCell, ...]
    slots: tuple[tuple[int | None, ...], ...]
    origins: tuple[tuple[int, int], ...]
    head: int = 0

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.slots[0]) if self.slots else 0

    def row(self, number: int) -> list[int]:
        """The cells that cover a row, from left to right, each once."""
        return list(dict.fromkeys(index for index in self.slots[number] if index is not None))


def lay_out(groups: Iterable[RowGroup], head: int = 0) -> Grid:
    """Give each cell of a table its slots.

    A cell takes the first column that no cell from a row above reaches into; one that spans columns takes those
    behind it too. Where two cells claim a slot, the first has it. A span that reaches beyond its row group ends with
    it. Columns at the right edge in which no cell begins are left out: no row has anything to show in them.

    Args:
        groups: the row groups, in the order in which they are shown.
        head: how many of the rows, from the first, are the table's head.

    Raises:
        TooManySlots: where the spans reach over more than :data:`MOST_SLOTS` slots.
    """
    cells: list[GridCell] = []
    origins: list[tuple[int, int]] = []
    rows: list[dict[int, int]] = []
    slots = 0
    for group in groups:
        first, end = len(rows), len(rows) + len(group)
        rows.extend({} for _ in group)
        for number, row in enumerate(group, start=first):
            column = 0
            for cell in row:
                column = column if cell.column is None else max(column, cell.column)
                while column in rows[number]:
                    column += 1
                width = min(max(cell.columns, 1), MOST_COLUMNS_SPANNED)
                height = min(cell.rows or MOST_ROWS_SPANNED, MOST_ROWS_SPANNED, end - number)
                slots += width * height
                if slots > MOST_SLOTS:
                    raise TooManySlots(f"its cells span more than {MOST_SLOTS} slots")
                for covered in rows[number : number + height]:
                    for place in range(column, column + width):
                        covered.setdefault(place, len(cells))
                cells.append(cell)
                origins.append((number, column))
                column += width
    width = 1 + max((column for _, column in origins), default=-1)
    if width * len(rows) > MOST_SLOTS:
        raise TooManySlots(f"it has {len(rows)} rows and {width} columns")
    return Grid(
        tuple(cells),
        tuple(tuple(row.get(column) for column in range(width)) for row in rows),
        tuple(origins),
        min(head, len(rows)),
    )
