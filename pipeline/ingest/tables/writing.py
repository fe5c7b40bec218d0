"""A table that is laid out as lines of text, and as cells that know their headers and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.ingest.tables.grid import Grid
from pipeline.ingest.tables.headers import resolve
from pipeline.schema import Cell, Span


def write_cells(grid: Grid, write: Callable[[str], Span]) -> tuple[Cell, ...]:
    """Write the rows of a table, a line each, with a tab between two columns.

    The words of a cell that spans columns or rows are written once, where it begins; the other columns that it covers
    stay empty in the text, so that every line has as many tabs. In the cells that are given back it is repeated over
    all that it covers, each time with the place of the words written.

    Args:
        grid: the table.
        write: writes some text at the end of the document and tells where it stands.

    Returns:
        a cell for each row and column that the table's cells cover, in reading order.
    """
    places: list[Span | None] = [None] * len(grid.cells)
    for number, slots in enumerate(grid.slots):
        if number:
            write("\n")
        for column, slot in enumerate(slots):
            if column:
                write("\t")
            if slot is not None and grid.origins[slot] == (number, column):
                places[slot] = write(grid.cells[slot].text)
    return placed_cells(grid, places)


def placed_cells(grid: Grid, places: Sequence[Span | None]) -> tuple[Cell, ...]:
    """The cells of a table whose words stand somewhere already.

    Args:
        grid: the table.
        places: for each of its cells where its words stand; those of a cell without a place are left out.

    Returns:
        a cell for each row and column that the table's cells cover, in reading order.
    """
    headers = resolve(grid)
    cells: list[Cell] = []
    for number, slots in enumerate(grid.slots):
        for column, slot in enumerate(slots):
            place = None if slot is None else places[slot]
            if place is not None:
                cells.append(
                    Cell(
                        span=place,
                        row=number,
                        column=column,
                        row_header=tuple(grid.cells[index].text for index in headers.row[number][column]),
                        column_header=tuple(grid.cells[index].text for index in headers.column[number][column]),
                        header=headers.is_header[number][column],
                    )
                )
    return tuple(cells)
