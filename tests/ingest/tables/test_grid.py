"""Tables laid out as the HTML standard's table model lays them out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.ingest.jats.tables import grid_of
from pipeline.ingest.tables.grid import GridCell, TooManySlots, lay_out
from tests import strategies


def shown(markup: str) -> list[str]:
    """What stands in each slot of a table, a line a row, ``.`` for none."""
    grid = grid_of(etree.fromstring(f"<table>{markup}</table>"), frozenset())
    return ["".join("." if slot is None else grid.cells[slot].text or "_" for slot in row) for row in grid.slots]


@pytest.mark.parametrize(
    ("markup", "rows"),
    [
        ("<tr><td>a</td><td>b</td></tr>", ["ab"]),
        ("<tr><td>a</td></tr><tr><td>b</td><td>c</td></tr>", ["a.", "bc"]),
        # Spans part the columns of the rows below.
        ("<tr><td rowspan='2'>a</td><td>b</td></tr><tr><td>c</td></tr>", ["ab", "ac"]),
        ("<tr><td>a</td><td rowspan='2'>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr>", ["abc", "dbe"]),
        ("<tr><td colspan='2'>a</td><td>b</td></tr><tr><td>c</td><td>d</td><td>e</td></tr>", ["aab", "cde"]),
        (
            "<tr><td rowspan='2' colspan='2'>a</td><td>b</td></tr><tr><td>c</td></tr>"
            "<tr><td>d</td><td>e</td><td>f</td></tr>",
            ["aab", "aac", "def"],
        ),
        # The standard's own puzzle: a cell is put into the first column that is free, even below a gap.
        (
            "<tr><td rowspan='2'>a</td><td>b</td><td rowspan='2'>c</td></tr><tr><td>d</td><td>e</td></tr>",
            ["abc.", "adce"],
        ),
        # Where two cells claim a slot, the first has it.
        (
            "<tr><td>a</td><td rowspan='2'>b</td></tr><tr><td colspan='2'>c</td><td>d</td></tr>",
            ["ab.", "cbd"],
        ),
        # A span ends with its row group; 0 stands for all that follow in it.
        (
            "<thead><tr><th rowspan='9'>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody>",
            ["ab", "cd"],
        ),
        (
            "<tbody><tr><td rowspan='0'>a</td><td>b</td></tr><tr><td>c</td></tr></tbody>"
            "<tbody><tr><td>d</td><td>e</td></tr></tbody>",
            ["ab", "ac", "de"],
        ),
        # The foot is shown last, wherever it stands.
        ("<tfoot><tr><td>z</td></tr></tfoot><tbody><tr><td>a</td></tr></tbody>", ["a", "z"]),
        # Numbers as HTML reads them; what is none is 1.
        (
            "<tr><td colspan='x'>a</td><td colspan='-2'>b</td><td colspan='0'>c</td><td colspan=' 2px'>d</td>"
            "<td>e</td></tr>",
            ["abcdde"],
        ),
        # A span beyond the last column that any cell begins in shows nothing more.
        ("<tr><td colspan='50'>a</td></tr><tr><td>b</td><td>c</td></tr>", ["aa", "bc"]),
        # Rows without cells are rows.
        ("<tr><td rowspan='2'>a</td></tr><tr/><tr><td>b</td></tr>", ["a", "a", "b"]),
        ("<tr><td/><td>b</td></tr>", ["_b"]),
    ],
)  # fmt: skip
def test_cells_stand_where_a_browser_shows_them(markup: str, rows: list[str]) -> None:
    assert shown(markup) == rows


@pytest.mark.parametrize(
    ("markup", "rows"),
    [
        (
            "<tgroup cols='3'><colspec colname='c1'/><colspec colname='c2'/><colspec colname='c3'/><thead><row>"
            "<entry morerows='1'>a</entry><entry namest='c2' nameend='c3'>b</entry></row>"
            "<row><entry>c</entry><entry>d</entry></row></thead>"
            "<tbody><row><entry colname='c3'>e</entry></row></tbody></tgroup>",
            ["abb", "acd", "..e"],
        ),
        (
            "<tgroup cols='2'><colspec colname='x' colnum='1'/><colspec colname='y' colnum='2'/>"
            "<spanspec spanname='s' namest='x' nameend='y'/>"
            "<tbody><row><entry spanname='s'>a</entry></row><row><entry>b</entry><entry>c</entry></row></tbody>"
            "</tgroup>",
            ["aa", "bc"],
        ),
    ],
)
def test_cals_tables_are_laid_out_by_their_column_names(markup: str, rows: list[str]) -> None:
    grid = grid_of(etree.fromstring(markup), frozenset())
    assert ["".join("." if slot is None else grid.cells[slot].text for slot in row) for row in grid.slots] == rows


def test_spans_that_would_fill_the_memory_are_refused() -> None:
    row = [GridCell("a", columns=1000, rows=60_000) for _ in range(10)]
    with pytest.raises(TooManySlots, match="more than 2000000 slots"):
        lay_out([[row, *[[] for _ in range(60_000)]]])


cells = st.builds(GridCell, st.sampled_from("abc"), st.integers(1, 4), st.integers(0, 4))


@given(groups=st.lists(st.lists(st.lists(cells, max_size=4), max_size=4), max_size=3))
@strategies.examples(100)
def test_every_cell_covers_its_origin_and_a_part_of_its_span_alone(groups: list[list[list[GridCell]]]) -> None:
    grid = lay_out(groups)
    assert len(grid.slots) == sum(map(len, groups))
    assert all(len(row) == grid.width for row in grid.slots)
    for index, (row, column) in enumerate(grid.origins):
        assert grid.slots[row][column] == index
        cell = grid.cells[index]
        for number, slots in enumerate(grid.slots):
            for place, slot in enumerate(slots):
                if slot == index:
                    assert row <= number < row + (cell.rows or 99)
                    assert column <= place < column + cell.columns
