"""Which headers lead to which cell."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.ingest.jats.tables import grid_of
from pipeline.ingest.rendering import TextBuilder
from pipeline.ingest.tables.writing import write_cells


def told(markup: str) -> dict[str, str]:
    """Each cell of the body that is no header, with what leads to it: ``row > row | column > column``."""
    grid = grid_of(etree.fromstring(f"<table>{markup}</table>"), frozenset())
    out = TextBuilder()
    cells = write_cells(grid, out.write)
    assert len(cells) == sum(slot is not None for row in grid.slots for slot in row)
    return {
        cell.span.of(out.text): f"{' > '.join(cell.row_header)} | {' > '.join(cell.column_header)}"
        for cell in cells
        if not cell.header and cell.span.of(out.text)
    }


HEAD = "<thead><tr><th/><th>A</th></tr></thead>"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        # Two rows of head, a span over two columns: outermost first, each once.
        (
            "<thead><tr><th rowspan='2'>Event</th><th colspan='2'>Drug</th></tr><tr><th>n</th><th>%</th></tr></thead>"
            "<tbody><tr><td>Fever</td><td>12</td><td>30</td></tr></tbody>",
            {"12": "Fever | Drug > n", "30": "Fever | Drug > %"},
        ),
        # A second row of head that the source put into the body.
        (
            "<thead><tr><td/><td colspan='2'>Induction</td></tr></thead><tbody><tr><td>Event</td><td>Arm A (n = 9)</td>"
            "<td>Arm B (n = 8)</td></tr><tr><td>Fever</td><td>1</td><td>2</td></tr></tbody>",
            {"1": "Fever | Induction > Arm A (n = 9)", "2": "Fever | Induction > Arm B (n = 8)"},
        ),
        # Figures below a span are no head.
        (
            "<thead><tr><td/><td colspan='2'>No.</td></tr></thead><tbody><tr><td>Age</td><td>50</td><td>51</td></tr>"
            "<tr><td>Men</td><td>3</td><td>4</td></tr></tbody>",
            {"50": "Age | No.", "51": "Age | No.", "3": "Men | No.", "4": "Men | No."},
        ),
        # A first heading across the table that the source put into the head.
        (
            "<thead><tr><th>X</th><th>A</th></tr><tr><th colspan='2'>Age</th></tr></thead><tbody><tr><td>Old</td>"
            "<td>1</td></tr><tr><td colspan='2'>Sex</td></tr><tr><td>Male</td><td>2</td></tr></tbody>",
            {"1": "Age > Old | A", "2": "Sex > Male | A"},
        ),
        # No mark of a head but bold words.
        (
            "<tbody><tr><td><bold>X</bold></td><td><bold>A</bold></td></tr><tr><td>Old</td><td>1</td></tr></tbody>",
            {"1": "Old | A"},
        ),
        # Headings across the table, one within the other by their looks.
        (
            HEAD + "<tbody><tr><td colspan='2'><bold>ITT</bold></td></tr><tr><td colspan='2'><italic>Year 1</italic>"
            "</td></tr><tr><td>CR</td><td>1</td></tr><tr><td colspan='2'><italic>Year 2</italic></td></tr><tr>"
            "<td>CR</td><td>2</td></tr><tr><td colspan='2'><bold>PP</bold></td></tr><tr><td>CR</td><td>3</td></tr>"
            "</tbody>",
            {"1": "ITT > Year 1 > CR | A", "2": "ITT > Year 2 > CR | A", "3": "PP > CR | A"},
        ),
        # Indentation, by spaces and by style; a row of figures may head others.
        (
            HEAD + "<tbody><tr><td>Any grade</td><td>9</td></tr><tr><td>&#x2003;Fever</td><td>5</td></tr>"
            "<tr><td>&#xa0;&#xa0;&#xa0;&#xa0;High</td><td>2</td></tr><tr><td>Rash</td><td>1</td></tr>"
            "<tr><td style='padding-left:10pt'>Face</td><td>0</td></tr></tbody>",
            {
                "9": "Any grade | A", "5": "Any grade > Fever | A", "2": "Any grade > Fever > High | A",
                "1": "Rash | A", "0": "Rash > Face | A",
            },
        ),
        # A heading over indented rows ends where they do.
        (
            HEAD + "<tbody><tr><td>Sex</td><td/></tr><tr><td>&#x2003;Male</td><td>5</td></tr><tr><td>Age</td>"
            "<td>50</td></tr></tbody>",
            {"5": "Sex > Male | A", "50": "Age | A"},
        ),
        # Without any indentation a heading holds until the next.
        (
            HEAD + "<tbody><tr><td>Sex</td><td/></tr><tr><td>Male</td><td>5</td></tr><tr><td>Site</td><td/></tr><tr>"
            "<td>Bone</td><td>6</td></tr></tbody>",
            {"5": "Sex > Male | A", "6": "Site > Bone | A"},
        ),
        # Rows of nothing (a rule drawn as a row) are no headings.
        (
            HEAD + "<tbody><tr><td>Sex</td><td>1</td></tr><tr><td colspan='2'><hr/></td></tr><tr><td>Age</td><td>2</td>"
            "</tr></tbody>",
            {"1": "Sex | A", "2": "Age | A"},
        ),
        # A stub of two columns: by spans, by empty cells, by the head's span, by marks.
        (
            "<thead><tr><th>X</th><th>Y</th><th>A</th></tr></thead><tbody><tr><td rowspan='2'>OS</td><td>Men</td><td>1"
            "</td></tr><tr><td>Women</td><td>2</td></tr></tbody>",
            {"1": "OS > Men | A", "2": "OS > Women | A"},
        ),
        (
            "<thead><tr><th/><th/><th>A</th></tr></thead><tbody><tr><td>OS</td><td>Men</td><td>1</td></tr><tr><td/>"
            "<td>Women</td><td>2</td></tr></tbody>",
            {"1": "OS > Men | A", "2": "OS > Women | A"},
        ),
        (
            "<thead><tr><th colspan='2'>X</th><th>A</th></tr></thead><tbody><tr><td>OS</td><td>12</td><td>1</td></tr>"
            "</tbody>",
            {"1": "OS > 12 | A"},
        ),
        (
            "<thead><tr><th>X</th><th>Y</th><th>A</th></tr></thead><tbody><tr><th>OS</th><th>12</th><td>1</td></tr>"
            "</tbody>",
            {"1": "OS > 12 | A"},
        ),
        # A column of figures beside a spanning stub is no stub.
        (
            "<thead><tr><th>X</th><th>A</th><th>B</th></tr></thead><tbody><tr><td rowspan='2'>OS</td><td>1</td><td>2"
            "</td></tr><tr><td>3</td><td>4</td></tr></tbody>",
            {"1": "OS | A", "2": "OS | B", "3": "OS | A", "4": "OS | B"},
        ),
        # A row that nothing names takes no name from the row before.
        (
            HEAD + "<tbody><tr><td>Age</td><td>50</td></tr><tr><td/><td>(18-70)</td></tr></tbody>",
            {"50": "Age | A", "(18-70)": " | A"},
        ),
        # A row of headers within the body heads what is below it.
        (
            HEAD + "<tbody><tr><td>Age</td><td>50</td></tr><tr><th>Safety</th><th>n</th></tr><tr><td>Rash</td>"
            "<td>1</td></tr></tbody>",
            {"50": "Age | A", "1": "Rash | A > n"},
        ),
        # One cell over two rows is told twice, at the same place.
        (
            "<thead><tr><th/><th>A</th><th>p</th></tr></thead><tbody><tr><td>x</td><td>1</td><td rowspan='2'>0.04</td>"
            "</tr><tr><td>y</td><td>2</td></tr></tbody>",
            {"1": "x | A", "2": "y | A", "0.04": "y | p"},
        ),
    ],
)  # fmt: skip
def test_each_cell_knows_its_headers(markup: str, expected: dict[str, str]) -> None:
    assert told(markup) == expected


def test_the_words_of_a_spanning_cell_are_written_once_and_rows_keep_their_columns() -> None:
    markup = (
        "<table><thead><tr><th rowspan='2'>X</th><th colspan='2'>A</th></tr><tr><th>n</th><th>%</th></tr></thead>"
        "<tbody><tr><td>&#x2003;Fever,<break/>high</td><td>1</td><td/></tr></tbody></table>"
    )
    out = TextBuilder()
    out.write("before\n")
    cells = write_cells(grid_of(etree.fromstring(markup), frozenset()), out.write)
    assert out.text == "before\nX\tA\t\n\tn\t%\nFever, high\t1\t"
    assert [(c.row, c.column, c.span.of(out.text), c.header) for c in cells] == [
        (0, 0, "X", True), (0, 1, "A", True), (0, 2, "A", True),
        (1, 0, "X", True), (1, 1, "n", True), (1, 2, "%", True),
        (2, 0, "Fever, high", True), (2, 1, "1", False), (2, 2, "", False),
    ]  # fmt: skip
    assert cells[1].span == cells[2].span
    assert cells[4].column_header == ("A",)
