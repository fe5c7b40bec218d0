"""Tables whose columns only spaces part: which lines are rows, and which column a cell is of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.headings import split_lines
from pipeline.ingest.text.tables import find_tables

NAMED = "Table 2. Adverse events\n\n"
EVENTS = """\
                            Drug A (N = 25)             Placebo (N = 25)
Event                     Any        Grade 3-4         Any       Grade 3-4

Blood
  Anaemia               12 (48.0)     3 (12.0)       4 (16.0)      0
  Thrombocytopenia       8 (32.0)                    2 (8.0)       1 (4.0)
Cytokine release
  syndrome               5 (20.0)     1 (4.0)          0           0
"""
PROSE = """\
In this trial of children with a       Fever was seen in most of the children
first relapse of leukaemia drug A      who had been given drug A, and in only
was compared with chemotherapy in      a few of those who had been given the
two groups that were of one size.      chemotherapy that had been agreed on.
"""


def tables(text):
    return find_tables(text, split_lines(text))


def told(text):
    (table,) = tables(text)
    return {(c.row, c.column): (" ".join(c.span.of(text).split()), c.row_header, c.column_header) for c in table.cells}


def test_cells_are_of_the_column_that_they_stand_in():
    text = f"{NAMED}{EVENTS}\n*By hand.\n\nAll lived.\n"
    (table,) = tables(text)
    cells = told(text)

    assert (table.label, [note.of(text) for note in table.notes], table.head_inferred) == (
        "Table 2", ["*By hand."], True
    )  # fmt: skip
    assert cells[0, 1][0] == "Drug A (N = 25)"
    assert cells[0, 3][0] == "Placebo (N = 25)"
    assert cells[3, 1] == ("12 (48.0)", ("Blood", "Anaemia"), ("Drug A (N = 25)", "Any"))
    assert cells[3, 2] == ("3 (12.0)", ("Blood", "Anaemia"), ("Drug A (N = 25)", "Grade 3-4"))
    # An empty cell moves no other.
    assert (4, 2) not in cells
    assert cells[4, 3] == ("2 (8.0)", ("Blood", "Thrombocytopenia"), ("Placebo (N = 25)", "Any"))
    assert cells[4, 4] == ("1 (4.0)", ("Blood", "Thrombocytopenia"), ("Placebo (N = 25)", "Grade 3-4"))
    assert cells[5, 0][0] == "Cytokine release syndrome"


def test_headings_of_rows_may_stand_one_below_the_other():
    rows = ["Event        n     %", "Age", "Median 9 years", "Below 10     5  20.0", "Above       20  80.0", "Sex"]
    text = NAMED + "\n".join([*rows, "  Male      12  48.0", "  Female    13  52.0"])
    assert told(text)[6, 1] == ("12", ("Sex", "Male"), ("n",))
    assert told(text)[3, 1] == ("5", ("Age", "Median 9 years", "Below 10"), ("n",))


def test_a_caption_may_stand_below_them():
    text = f"{EVENTS}\nTable 2. Adverse events\n"
    assert [(table.label, table.span.of(text)) for table in tables(text)] == [("Table 2", text)]


def test_the_rest_of_a_name_behind_its_figures_names_no_rows():
    rows = ["Event             n     %", "Cytokine release  5  20.0", "  syndrome", "Fever            20  80.0"]
    text = NAMED + "\n".join([*rows, "Rash              1   4.0"])
    assert told(text)[2, 1] == ("20", ("Fever",), ("n",))


@pytest.mark.parametrize(
    "text",
    [
        EVENTS,
        NAMED + PROSE,
        f"{NAMED}It is a table.  It has no rows.\n",
        f"{NAMED}Fever     3\nRash      4\n",
        "Table 2 shows the events.\n\n" + EVENTS,
        f"{NAMED}All of the following was given.\n\n1.  Give drug A.\n2.  Wait.\n3.  Give drug B.\n\nDiscussion\n",
    ],
)
def test_what_is_no_table(text):
    assert tables(text) == []


def test_the_notes_of_a_table_end_where_the_next_one_begins():
    aligned = "a) Event  n     %\nE Fever   4  40.0\nRash      1  10.0\n"
    text = f"Table 1. More\nEvent\tn\nPain\t4\nCough\t5\n\n{aligned}\nTable 2. Events\n"
    first, second = tables(text)
    assert (first.notes, second.label) == ((), "Table 2")
    assert first.span.end <= second.span.start


def test_lines_with_two_spaces_take_no_rows_from_a_table_of_tabs():
    text = f"{NAMED}Of all  children\nEvent\tn\nFever\t4\nRash\t5\n"
    assert told(text)[1, 1] == ("4", ("Fever",), ("n",))


pieces = st.sampled_from(["Fever", "4 (8.0)", " ", "  ", "      ", "\n", "\n\n", "Table 2. Events\n", "a b", "é𝒳"])


@given(st.lists(st.one_of(pieces, st.text(max_size=3)), max_size=60).map("".join))
def test_cells_stand_in_their_tables_and_never_overlap(text):
    for table in tables(NAMED + text):
        spans = [cell.span for cell in table.cells]
        assert all(table.span.contains(span) and span.of(NAMED + text).strip() for span in spans)
        assert all(not left.overlaps(right) for at, left in enumerate(spans) for right in spans[at + 1 :])
        places = [(cell.row, cell.column) for cell in table.cells]
        assert places == sorted(set(places))
