"""Tables of BioC documents: the markup in an infon says where in a table the words of its passage stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.checking import offset_faults
from tests.ingest import bioc_forms as bioc

forms = pytest.mark.parametrize("form", bioc.FORMS)

MARKUP = """<?xml version="1.0" encoding="UTF-8"?>
<table frame="hsides"><thead><tr><th rowspan="2">Event</th><th colspan="2">Drug A<sup>a</sup></th></tr>
<tr><th>Any</th><th>10<sup>9</sup>/L</th></tr></thead><tbody><tr><td colspan="3">Blood</td></tr>
<tr><td>Anaemia</td><td>4 (8.0)</td><td/></tr><tr><td>Fever &#x2265; 38</td><td>4 (8.0)</td><td>1</td></tr>
</tbody></table>"""
WORDS = "Event\tDrug Aa\tAny\t109/L\t \tBlood\tAnaemia\t4 (8.0)\t\tFever ≥ 38\t4 (8.0)\t1"


def table_of(form, words=WORDS, markup=MARKUP, **infons):
    given = {"section_type": "TABLE", "type": "table", **infons}
    record = bioc.one(
        form,
        bioc.passage("A trial", 0, section_type="TITLE", type="front"),
        bioc.passage("Events of 50 children.", 8, section_type="TABLE", type="table_caption"),
        bioc.passage(words, 31, **given, **({} if markup is None else {"xml": markup})),
        bioc.passage("a: by mouth.", 400, section_type="TABLE", type="table_foot"),
        bioc.passage("The end.", 420, section_type="CONCL", type="paragraph"),
    )
    assert list(offset_faults(record)) == []
    (table,) = record.document.tables
    return record.document, table


def told(document, table):
    return [(c.row, c.column, c.span.of(document.text), c.row_header, c.column_header, c.header) for c in table.cells]


@forms
def test_cells_stand_in_the_words_and_know_their_headers(form):
    document, table = table_of(form)

    assert (table.label, table.caption.of(document.text)) == (None, "Events of 50 children.")
    assert [note.of(document.text) for note in table.notes] == ["a: by mouth."]
    assert table.span.of(document.text) == f"Events of 50 children.\n{WORDS}\na: by mouth."
    assert any(passage.kind == "table" and passage.span == table.span for passage in document.passages)
    assert told(document, table) == [
        (0, 0, "Event", (), (), True),
        (0, 1, "Drug Aa", (), (), True),
        (0, 2, "Drug Aa", (), (), True),
        (1, 0, "Event", (), (), True),
        (1, 1, "Any", (), ("Drug Aa",), True),
        (1, 2, "109/L", (), ("Drug Aa",), True),
        *[(2, column, "Blood", (), path, True)
          for column, path in enumerate([("Event",), ("Drug Aa", "Any"), ("Drug Aa", "109/L")])],
        (3, 0, "Anaemia", ("Blood",), ("Event",), True),
        (3, 1, "4 (8.0)", ("Blood", "Anaemia"), ("Drug Aa", "Any"), False),
        (4, 0, "Fever ≥ 38", ("Blood",), ("Event",), True),
        (4, 1, "4 (8.0)", ("Blood", "Fever ≥ 38"), ("Drug Aa", "Any"), False),
        (4, 2, "1", ("Blood", "Fever ≥ 38"), ("Drug Aa", "109/L"), False),
    ]  # fmt: skip
    # The same words in two rows are two places.
    same = [cell.span for cell in table.cells if cell.span.of(document.text) == "4 (8.0)"]
    assert same[0] < same[1]


@forms
@pytest.mark.parametrize(
    ("words", "markup"),
    [
        (WORDS, None),
        (WORDS, "no markup"),
        (WORDS, "<table><tr><td>Event</td>"),
        (WORDS, "<!DOCTYPE table [<!ENTITY e 'Event'>]><table><tr><td>&e;</td></tr></table>"),
        ("Quite other words than those of its markup", MARKUP),
        (WORDS, "<table><tr><td/></tr></table>"),
        (WORDS, '<table><tr><td colspan="1000" rowspan="3000">Event</td></tr>' + "<tr/>" * 3000 + "</table>"),
    ],
)
def test_a_table_without_markup_of_its_words_has_no_cells(form, words, markup):
    document, table = table_of(form, words, markup)

    assert table.cells == ()
    assert table.span.of(document.text) == f"Events of 50 children.\n{words}\na: by mouth."


def test_words_of_the_passage_that_the_markup_has_not_are_passed_over():
    document, table = table_of("bioc-json", "Table 1\tEvent\tn\tFever\t4", "<table><tr><th>Event</th><th>n</th></tr>"
                               "<tr><td>Fever</td><td>4</td></tr></table>")  # fmt: skip

    assert told(document, table)[-1] == (1, 1, "4", ("Fever",), ("n",), False)


cells = st.lists(st.lists(st.text(st.sampled_from("ab1 .%≥\n𝒳"), max_size=6), min_size=1, max_size=4), min_size=1,
                 max_size=5)  # fmt: skip


@given(cells, st.sampled_from(["\t", " ", "\n", " \t"]))
def test_every_cell_is_found_whatever_parts_the_words(rows, sign):
    markup = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    worded = [" ".join(cell.split()) for row in rows for cell in row if cell.strip()]
    document, table = table_of(
        "bioc-json", "x" + sign + sign.join(worded), f"<table><tr><td>x</td></tr>{markup}</table>"
    )

    found = [" ".join(cell.span.of(document.text).split()) for cell in table.cells if cell.column < 4]
    assert [words for words in found if words] == ["x", *worded]
