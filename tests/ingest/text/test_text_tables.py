"""Tables in plain text: their grid, the headers of each cell, caption and notes, and what is no table."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.ingest.headings import split_lines
from pipeline.ingest.text.reader import text_document
from pipeline.ingest.text.tables import find_tables
from pipeline.schema import Span

EVENTS = "Event\tAny grade\tGrade 3\nFever\t9 (90)\t2 (20)\nRash\t3 (30)\t0 (0)\n"
LONG = "Children with relapsed leukemia were given drug A in a trial of 40 patients, and 78.8% (26/33) responded. "


def tables(text):
    return find_tables(text, split_lines(text))


def headed(text):
    """The cells that have headers: their words, headers down the stub, headers across the head."""
    (table,) = tables(text)
    return [(c.span.of(text), c.row_header, c.column_header) for c in table.cells if c.column and c.column_header]


def test_rows_of_tab_separated_cells_are_a_table():
    (table,) = tables(EVENTS)
    assert [(c.row, c.column, c.span.of(EVENTS)) for c in table.cells] == [
        (0, 0, "Event"), (0, 1, "Any grade"), (0, 2, "Grade 3"),
        (1, 0, "Fever"), (1, 1, "9 (90)"), (1, 2, "2 (20)"),
        (2, 0, "Rash"), (2, 1, "3 (30)"), (2, 2, "0 (0)"),
    ]  # fmt: skip
    assert (table.label, table.caption, table.notes) == (None, None, ())
    assert headed(EVENTS)[:2] == [("9 (90)", ("Fever",), ("Any grade",)), ("2 (20)", ("Fever",), ("Grade 3",))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "\tDrug A\t\tDrug B\t\nEvent\tn\t%\tn\t%\nFever\t1\t10\t2\t20\n",
            [
                ("n", (), ("Drug A",)), ("%", (), ("Drug A",)), ("n", (), ("Drug B",)), ("%", (), ("Drug B",)),
                ("1", ("Fever",), ("Drug A", "n")), ("10", ("Fever",), ("Drug A", "%")),
                ("2", ("Fever",), ("Drug B", "n")), ("20", ("Fever",), ("Drug B", "%")),
            ],
        ),
        (
            "Event\tn (%)\nSex\t\nMale\t4 (40)\nFemale\t6 (60)\nAge\t\n< 10\t1 (10)\n",
            [
                ("4 (40)", ("Sex", "Male"), ("n (%)",)), ("6 (60)", ("Sex", "Female"), ("n (%)",)),
                ("1 (10)", ("Age", "< 10"), ("n (%)",)),
            ],
        ),
        (
            "Event\tn\nGrade ≥3\nFever\t4\n  of these, fatal\t1\nRash\t6\n",
            [("4", ("Grade ≥3", "Fever"), ("n",)), ("1", ("Grade ≥3", "Fever", "of these, fatal"), ("n",)),
             ("6", ("Grade ≥3", "Rash"), ("n",))],
        ),
        ("Drug A\tDrug B\nFever\t1\t2\nRash\t3\t4\n", [
            ("1", ("Fever",), ("Drug A",)), ("2", ("Fever",), ("Drug B",)),
            ("3", ("Rash",), ("Drug A",)), ("4", ("Rash",), ("Drug B",)),
        ]),
        ("Case\tDrug\n4\tA\n\tB\n", [("A", ("4",), ("Drug",)), ("B", ("4",), ("Drug",))]),
        ("Event\tn\nNumber of\nearlier drugs\t2\nRash\t3\n", [
            ("2", ("Number of earlier drugs",), ("n",)), ("3", ("Rash",), ("n",))
        ]),
        ("| Event | **n** |\n|---|:-:|\n| *Fever* | 4 |\n| Rash | |\n", [("4", ("Fever",), ("n",))]),
        ("Event | n\n--- | ---\nFever | 4\n", [("4", ("Fever",), ("n",))]),
    ],
)  # fmt: skip
def test_the_headers_that_lead_to_a_cell(text, expected):
    assert headed(text) == expected


def test_figures_in_the_first_row_are_no_head():
    text = "Fever\t9 (90)\nRash\t3 (30)\n"
    (table,) = tables(text)
    assert [(c.row_header, c.column_header) for c in table.cells if c.column] == [(("Fever",), ()), (("Rash",), ())]


@pytest.mark.parametrize(
    ("above", "label", "caption"),
    [
        ("TABLE 3 Adverse events.\n\n", "Table 3", "Adverse events."),
        ("Table 3. Adverse events\nin all children\n", "Table 3", "Adverse events\nin all children"),
        ("**Table II.** Adverse events\n\n", "Table II", "Adverse events"),
        ("Table 3\n\nAdverse events\n\n", "Table 3", "Adverse events"),
        ("Supplementary Table S2: Events\n", "Supplementary table S2", "Events"),
        ("Table 3\n", "Table 3", None),
        ("Table 3 shows the events.\n\n", None, None),
        ("Events are common.\n\n", None, None),
        ("Table 2 Doses\n\nThis is a paragraph.\n\n", None, None),
    ],
)
def test_the_caption_stands_above(above, label, caption):
    text = above + EVENTS
    (table,) = tables(text)
    assert (table.label, table.caption and table.caption.of(text)) == (label, caption)
    assert table.span.of(text) == (text if label else EVENTS)


OTHERS = "Event\tn\nPain\t5 (50)\nCough\t6 (60)\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{EVENTS}\nTable 3. Adverse events\nin all children.\n", [("Table 3", "Adverse events\nin all children.")]),
        (f"{EVENTS}Table 3\n\nAdverse events\n\n{LONG}\n", [("Table 3", "Adverse events")]),
        (f"{EVENTS}*Twice.\n\nTABLE 3 Adverse events\n\n{LONG}\n", [("Table 3", "Adverse events")]),
        (f"{EVENTS}\nTable 3. Events\n\n{OTHERS}\nTable 4. Others\n", [("Table 3", "Events"), ("Table 4", "Others")]),
        (f"{EVENTS}\nTable 3. Events\n\n{LONG}\n\n{OTHERS}\nTable 4. Others\n",
         [("Table 3", "Events"), ("Table 4", "Others")]),
        # What stands between two tables is above the second, where nothing says that captions stand below.
        (f"{EVENTS}\nTable 4. Others\n\n{OTHERS}", [(None, None), ("Table 4", "Others")]),
        (f"Table 3. Events\n\n{EVENTS}\nTable 4. Others\n\n{OTHERS}", [("Table 3", "Events"), ("Table 4", "Others")]),
        (f"Table 3. Events\n\n{EVENTS}\nTable 4. Others\n", [("Table 3", "Events")]),
        (f"{EVENTS}\nTable 3 shows the events.\n", [(None, None)]),
    ],
)  # fmt: skip
def test_the_caption_may_stand_below(text, expected):
    found = tables(text)
    assert [(table.label, table.caption and table.caption.of(text)) for table in found] == expected
    assert all(table.span.contains(table.caption) for table in found if table.caption)


MORE = "Pain\t5 (50)\t1 (10)\nCough\t6 (60)\t0 (0)\n"


@pytest.mark.parametrize(
    ("named", "caption"),
    [
        ("Table 3 (continued)", None), ("TABLE 3 Continued", None), ("Table 3. (Continued)", None),
        ("Table 3 (cont.) Adverse events", "Adverse events"), ("**Table 3.** *Continued*", None),
    ],
)  # fmt: skip
def test_a_table_that_goes_on_from_an_earlier_page_has_its_headers(named, caption):
    text = f"Table 3. Adverse events\n\n{EVENTS}\nPage 3 of 9\n\n{named}\n\n{MORE}"
    first, second = tables(text)

    assert (first.label, second.label, second.caption and second.caption.of(text)) == ("Table 3", "Table 3", caption)
    assert [(c.row, c.column, c.span.of(text), c.row_header, c.column_header) for c in second.cells] == [
        (0, 0, "Pain", (), ("Event",)), (0, 1, "5 (50)", ("Pain",), ("Any grade",)),
        (0, 2, "1 (10)", ("Pain",), ("Grade 3",)),
        (1, 0, "Cough", (), ("Event",)), (1, 1, "6 (60)", ("Cough",), ("Any grade",)),
        (1, 2, "0 (0)", ("Cough",), ("Grade 3",)),
    ]  # fmt: skip


def test_a_head_that_is_printed_again_is_one_and_a_heading_goes_on():
    head = "Event\tAny grade\tGrade 3\n"
    text = f"Table 3. Events\n{head}Blood\nAnaemia\t3 (30)\t0 (0)\n\nTable 3 (continued)\n{head}Fever\t1 (10)\t0 (0)\n"
    _, second = tables(text)

    assert [(c.row, c.header, c.span.of(text), c.row_header, c.column_header) for c in second.cells] == [
        (0, True, "Event", (), ()), (0, True, "Any grade", (), ()), (0, True, "Grade 3", (), ()),
        (1, True, "Fever", ("Blood",), ("Event",)), (1, False, "1 (10)", ("Blood", "Fever"), ("Any grade",)),
        (1, False, "0 (0)", ("Blood", "Fever"), ("Grade 3",)),
    ]  # fmt: skip


def test_a_head_of_other_words_is_its_own():
    text = f"Table 3. Events\n{EVENTS}\nTable 3 (continued)\n\nSign\tDrug A\tDrug B\nPain\t5\t1\n"
    _, second = tables(text)

    assert [(c.span.of(text), c.column_header) for c in second.cells if c.row] == [
        ("Pain", ("Sign",)), ("5", ("Drug A",)), ("1", ("Drug B",))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "guessed"),
    [(EVENTS, True), ("Fever\t9 (90)\nRash\t3 (30)\n", False), ("| Event | n |\n|---|---|\n| Fever | 4 |\n", False),
     ("| Event | n |\n| Fever | 4 |\n", True)],
)  # fmt: skip
def test_a_head_that_nothing_marks_is_a_guess(text, guessed):
    assert tables(text)[0].head_inferred is guessed


def test_cells_of_head_and_stub_are_headers():
    (table,) = tables("Event\tn\nSex\nMale\t4\n")
    assert [cell.header for cell in table.cells] == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("below", "notes"),
    [
        ("*Two of three.\n", ["*Two of three."]),
        ("\nAE, adverse event; CR, complete remission.\n", ["AE, adverse event; CR, complete remission."]),
        ("\n(1) By hand. (2) Twice.\n\nAbbreviations: none\n", ["(1) By hand. (2) Twice.", "Abbreviations: none"]),
        ("\nData are presented as n (%).\n", ["Data are presented as n (%)."]),
        ("\nof fever that was caused by *Escherichia coli*.\n", []),
        ("\n*Escherichia coli* was found.\n", []),
        ("\nCRS, which was mild, came early.\n", []),
        ("\nTable 4. More\n", []),
        ("\n# p < 0.05\n", ["# p < 0.05"]),
        ("\n### 2.2. Remission\n\nAll went well.\n", []),
        ("\n# Discussion\n\nAll went well.\n", []),
        ("\n*Two of three.\n## Discussion\nAll went well.\n", ["*Two of three."]),
    ],
)
def test_the_notes_stand_below(below, notes):
    text = EVENTS + below
    assert [note.of(text) for note in tables(text)[0].notes] == notes


@pytest.mark.parametrize(
    "text",
    ["Fever\t30 (90.9)\n", "1.\tGive drug A.\n2.\tWait.\n", "•\tGive drug A.\n•\tWait.\n",
     "\tWe gave it.\n\tAll lived.\n",
     "A | B\nC | D\n", "\t\n\t\n", "We saw |x| rise.\n"],
)  # fmt: skip
def test_what_is_no_table(text):
    assert tables(text) == []


def test_a_table_is_set_apart_and_its_section_goes_on():
    text = f"Drug A in children\n\n2. Results\n\n{LONG}Fever came in\n\nTABLE 1 Events.\n\n{EVENTS}\nnine children.\n"
    document = text_document(text, "f.txt")
    assert [(p.kind, p.heading) for p in document.passages] == [
        ("title", None),
        ("section", "Results"),
        ("table", "Table 1"),
        ("section", "Results"),
    ]
    assert document.passages[2].span == document.tables[0].span


@pytest.mark.parametrize("text", ["|\n|||\n", "|||\n|\n", "| a | b |\n|\n| c | d |\n"])
def test_a_bar_alone_is_an_empty_row(text):
    (table,) = tables(text)
    assert [cell.span.of(text) for cell in table.cells] == [word for word in "abcd" if word in text]
    assert table.span == Span(0, len(text))


pieces = st.sampled_from(
    ["Table 1. Events\n", "TABLE 2\n", "Event\tn\n", "\tA\tB\n", "Sex\t\n", "Fever\t4\n", "  of these\t1\n",
     "| a | b |\n",
     "|---|---|\n", "|", "\t", "\n", "*Note\n", "AE, adverse event\n", "a\n", " ", "Results\n", "\r\n", "\u00a0"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.one_of(pieces, st.text(max_size=4)), max_size=40).map("".join)))
@example("0\t0\n0\t0\nTABLE 0.0\r_")
def test_cells_stand_in_their_tables_in_order(text):
    end = 0
    for table in tables(text):
        assert end <= table.span.start < table.span.end <= len(text)
        end = table.span.end
        spans = [cell.span for cell in table.cells]
        for span in [*spans, *table.notes, *([table.caption] if table.caption else [])]:
            assert table.span.contains(span)
            assert span.of(text).strip() == span.of(text) != ""
        assert all(left.end <= right.start for left, right in pairwise(spans))
        places = [(cell.row, cell.column) for cell in table.cells]
        assert places == sorted(set(places))
        assert all(words.strip() for cell in table.cells for words in (*cell.row_header, *cell.column_header))
