"""Which headers lead to a cell of a table: across its head, and down its stub.

What is head and what is stub, :mod:`pipeline.ingest.tables.shape` says. Between head and end, four things put rows
under a heading: a row that holds nothing but one heading (across the table, or in the stub and nothing beside it),
indentation in the stub, a stub whose left columns are empty, and a row of nothing but headers, which heads the columns
below it. Where a heading stands further left than the row below it, it holds as long as rows stand further right than
it; else until the next heading row that looks as it does.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.ingest.tables.grid import Grid, GridCell
from pipeline.ingest.tables.shape import head_rows, lone_cell, next_row, stub_width

#: Where a heading stands in the stub: its column, then how far it is indented.
_Level = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of each slot of a grid.

    Attributes:
        row: for each row and column the indexes of the cells that lead to it down the stub, outermost first.
        column: likewise across the head.
        is_header: for each row and column whether its cell is itself a header.
    """

    row: tuple[tuple[tuple[int, ...], ...], ...]
    column: tuple[tuple[tuple[int, ...], ...], ...]
    is_header: tuple[tuple[bool, ...], ...]


@dataclass(slots=True)
class _Outline:
    """The headings that hold at a row: those of heading rows, then those that it stands to the right of."""

    sections: list[int] = field(default_factory=list)
    parents: list[tuple[_Level, int]] = field(default_factory=list)
    last_row: frozenset[int] = frozenset()  # what names the row of figures before
    after_heading: bool = False

    def put_section(self, cells: tuple[GridCell, ...], index: int) -> None:
        looks = [_looks(cells[other]) for other in self.sections]
        if _looks(cells[index]) in looks:
            del self.sections[looks.index(_looks(cells[index])) :]
        elif not self.after_heading:
            self.sections.clear()
        self.sections.append(index)
        self.parents.clear()

    def back_to(self, level: _Level) -> None:
        """Leave the headings that do not stand further left than ``level``."""
        while self.parents and self.parents[-1][0] >= level:
            self.parents.pop()

    def path(self, without: frozenset[int] = frozenset()) -> tuple[int, ...]:
        return (*self.sections, *(index for _, index in self.parents if index not in without))


def resolve(grid: Grid) -> Headers:
    """The headers that lead to each slot of ``grid``; cells without words lead nowhere."""
    head = head_rows(grid)
    stub = stub_width(grid, head)
    indented = any(_level(grid, number, stub)[1] for number in range(head, len(grid.slots)))
    outline = _Outline()
    row_paths: list[tuple[tuple[int, ...], ...]] = []
    column_paths: list[tuple[tuple[int, ...], ...]] = []
    marks: list[tuple[bool, ...]] = []
    over = [_above(grid, head, column) for column in range(grid.width)]
    none: list[tuple[int, ...]] = [()] * grid.width
    below = none
    for number, slots in enumerate(grid.slots):
        if number < head:
            column_paths.append(tuple(_above(grid, number, column, slot) for column, slot in enumerate(slots)))
            row_paths.append(((),) * grid.width)
            marks.append((True,) * grid.width)
            continue
        lone = lone_cell(grid, number, max(stub, 1))
        heads = lone is None and _heads_columns(grid, number)
        column_paths.append(tuple((*top, *inner) for top, inner in zip(over, none if heads else below, strict=True)))
        if heads:
            below = [() if slot is None or not grid.cells[slot].text else (slot,) for slot in slots]
            row_paths.append((outline.path(outline.last_row),) * grid.width)
            marks.append((True,) * grid.width)
        elif lone is not None and grid.width > 1:
            row_paths.append((_enter(grid, number, lone, outline, stub, indented=indented),) * grid.width)
            marks.append(tuple(slot == lone for slot in slots))
        else:
            row_paths.append(_row_paths(grid, number, stub, outline))
            marks.append(
                tuple(slot is not None and (at < stub or grid.cells[slot].header) for at, slot in enumerate(slots))
            )
    return Headers(tuple(row_paths), tuple(column_paths), tuple(marks))


def _above(grid: Grid, end: int, column: int, below: int | None = None) -> tuple[int, ...]:
    """The cells with words over a column in the rows before ``end``, each once and without ``below``."""
    found = dict.fromkeys(grid.slots[number][column] for number in range(end))
    return tuple(index for index in found if index is not None and index != below and grid.cells[index].text)


def _heads_columns(grid: Grid, number: int) -> bool:
    """Whether a row of the body is a head by itself: headers alone, more than one of them with words."""
    row = [grid.cells[index] for index in grid.row(number)]
    return all(cell.header for cell in row) and sum(bool(cell.text) for cell in row) > 1


def _looks(cell: GridCell) -> tuple[int, str]:
    return cell.indent, cell.style


def _named(grid: Grid, number: int, stub: int) -> list[int]:
    """The cells with words in the stub of a row, from left to right."""
    return [index for index in dict.fromkeys(grid.slots[number][:stub]) if index is not None and grid.cells[index].text]


def _level(grid: Grid, number: int, stub: int) -> _Level:
    """Where the words of a row begin in its stub; at the left edge where it has none."""
    named = _named(grid, number, stub)
    return (grid.origins[named[0]][1], grid.cells[named[0]].indent) if named else (0, 0)


def _enter(grid: Grid, number: int, lone: int, outline: _Outline, stub: int, *, indented: bool) -> tuple[int, ...]:
    """Take in a row of one heading; returns the headings that lead to it."""
    cell, column = grid.cells[lone], grid.origins[lone][1]
    level = (column, cell.indent)
    below = next_row(grid, number)
    is_wide = grid.slots[number][-1] == lone
    if column or (below is not None and _level(grid, below, stub) > level):
        # Behind empty columns it is over what stands as far left as itself.
        level = level if not column else (column, cell.indent - 1)
        outline.back_to(level)
        path = outline.path()
        outline.parents.append((level, lone))
    elif is_wide or not indented or (cell.style and not cell.indent):
        outline.put_section(grid.cells, lone)
        path = tuple(outline.sections[:-1])
    else:
        # A row without figures among others: it heads nothing.
        outline.back_to(level)
        return outline.path()
    outline.after_heading = True
    return path


def _row_paths(grid: Grid, number: int, stub: int, outline: _Outline) -> tuple[tuple[int, ...], ...]:
    """The paths of a row of figures."""
    slots = grid.slots[number]
    named = _named(grid, number, stub)
    if not named:
        # Nothing says that the row goes on with the one before: what names that one is not its header.
        return (outline.path(outline.last_row),) * grid.width
    before: dict[int, tuple[int, ...]] = {}
    for index in named:
        if index not in (parent for _, parent in outline.parents):
            level = (grid.origins[index][1], grid.cells[index].indent)
            outline.back_to(level)
            before[index] = outline.path()
            outline.parents.append((level, index))
        else:
            place = [parent for _, parent in outline.parents].index(index)
            before[index] = (*outline.sections, *(parent for _, parent in outline.parents[:place]))
    if any(grid.cells[index].text for index in slots[stub:] if index is not None):
        outline.after_heading = False
    outline.last_row = frozenset(named)
    whole = outline.path()
    return tuple(
        whole if column >= stub or slot is None else before.get(slot, _left_of(column, outline))
        for column, slot in enumerate(slots)
    )


def _left_of(column: int, outline: _Outline) -> tuple[int, ...]:
    """The headings that hold at an empty cell of the stub: those that begin left of it."""
    return (*outline.sections, *(index for (start, _), index in outline.parents if start < column))
