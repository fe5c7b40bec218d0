"""A table with each cell's headers as places in the text, so that what a header names can be looked up where it stands.

A cell knows its headers by their words; where they stand is found again: across the head in the cell's own column, down
the stub in the nearest row above.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.schema import Cell, Span, Table


@dataclass(frozen=True, slots=True)
class DataCell:
    """A cell that may hold a figure.

    Attributes:
        span: where its words stand.
        text: its words, folded.
        row: its row, from 0.
        column: its column, from 0.
        stub: the headers that lead to it down the stub, outermost first.
        head: the headers that lead to it across the head, outermost first.
        rows: how many rows it covers.
        columns: how many columns it covers.
    """

    span: Span
    text: str
    row: int
    column: int
    stub: tuple[Span, ...]
    head: tuple[Span, ...]
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as its reader sees it.

    Attributes:
        table: the table.
        rows: its rows with their cells that hold figures, from top to bottom; a cell that spans several stands in the first.
        corner: the headers over the stub.
        lines: for each row with words, the stretch from its first cell to its last.
    """

    table: Table
    rows: tuple[tuple[DataCell, ...], ...]
    corner: tuple[Span, ...]
    lines: dict[int, Span]


def lay_open(table: Table, text: str, folded: str) -> Layout:
    """The layout of a table.

    Args:
        table: the table.
        text: the document's text.
        folded: the same, folded.
    """
    above: dict[int, list[Cell]] = {}
    named: dict[str, tuple[list[int], list[Cell]]] = {}
    reach: dict[Span, tuple[int, int, int, int]] = {}
    lines: dict[int, Span] = {}
    for cell in table.cells:
        if not len(cell.span):
            continue
        if cell.header:
            above.setdefault(cell.column, []).append(cell)
            numbers, cells = named.setdefault(cell.span.of(text), ([], []))
            numbers.append(cell.row)
            cells.append(cell)
        known = reach.get(cell.span)
        if known is None:
            lines[cell.row] = lines[cell.row].cover(cell.span) if cell.row in lines else cell.span
            reach[cell.span] = (cell.row, cell.column, cell.row, cell.column)
        else:
            reach[cell.span] = (known[0], known[1], max(known[2], cell.row), max(known[3], cell.column))
    rows: dict[int, list[DataCell]] = {}
    for cell in table.cells:
        if cell.header:
            continue
        if not len(cell.span) or reach[cell.span][:2] != (cell.row, cell.column):
            continue
        first_row, first_column, last_row, last_column = reach[cell.span]
        rows.setdefault(cell.row, []).append(
            DataCell(
                span=cell.span,
                text=folded[cell.span.start : cell.span.end].strip(),
                row=cell.row,
                column=cell.column,
                stub=_down(cell, named),
                head=_across(cell, above.get(cell.column, []), text),
                rows=last_row - first_row + 1,
                columns=last_column - first_column + 1,
            )
        )
    corner: dict[Span, None] = {}
    first_data = min(rows, default=0)
    for cell in above.get(0, []):
        if cell.row < first_data and not cell.row_header:
            corner.setdefault(cell.span)
    return Layout(table, tuple(tuple(rows[number]) for number in sorted(rows)), tuple(corner)[:2], lines)


def _across(cell: Cell, above: Sequence[Cell], text: str) -> tuple[Span, ...]:
    """The headers over a cell: those of its column, in order."""
    found: list[Span] = []
    at = 0
    for words in cell.column_header:
        place = next(
            (
                number
                for number in range(at, len(above))
                if above[number].row < cell.row and above[number].span.of(text) == words
            ),
            None,
        )
        if place is not None:
            found.append(above[place].span)
            at = place + 1
    return tuple(found)


def _down(cell: Cell, named: dict[str, tuple[list[int], list[Cell]]]) -> tuple[Span, ...]:
    """The headers that lead to a cell down the stub: each where its words stand last, at the cell's row or above."""
    found: list[Span] = []
    for words in cell.row_header:
        numbers, cells = named.get(words, ([], []))
        place = bisect_right(numbers, cell.row) - 1
        if place >= 0:
            found.append(cells[place].span)
    return tuple(found)
