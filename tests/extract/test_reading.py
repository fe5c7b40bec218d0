"""A sentence that a page's end, its furniture or a table breaks in two is read as one, and stands where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.reading import MOST_BETWEEN, read_in_order
from pipeline.extract.sentences import goes_on, split_sentences
from pipeline.schema import Cell, Document, Passage, SourceRecord, Span, Table

TITLE = "Blinatumomab in children with relapsed leukemia"
OPEN = "Survival of the 26 children with remission was 96.1% (25/26), and that of the seven"
REST = "children without remission was 57.1% (4/7)."
HEAD = "J DRUGS 3 (2020)"


def broken(between, kind="other", before=OPEN, rest=REST):
    """A document whose last sentence goes on behind a passage."""
    text, passages = "", []
    for words, of, heading in (
        (TITLE, "title", None),
        ("\n\nMETHODS: We treated 33 children with blinatumomab.\n\n", "section", "METHODS"),
        (f"RESULTS: {before}\n\n", "section", "RESULTS"),
        (f"{between}\n\n", kind, "Table 1" if kind == "table" else None),
        (f"{rest}\n\nAll of them went home.\n", "section", "RESULTS"),
    ):
        passages.append(Passage(of, Span(len(text), len(text) + len(words)), heading))
        text += words
    return Document("file:x", text, tuple(passages), title=TITLE)


def test_furniture_is_read_behind_the_sentence_that_it_breaks():
    document = broken(HEAD)
    reading = read_in_order(document)
    read = reading.document.text
    assert sorted(read) == sorted(document.text)
    assert read.index(REST) < read.index(HEAD) < read.index("All of them")
    sentences = split_sentences(read, reading.document.passages)
    (whole,) = [span for span in sentences if "seven" in span.of(read)]
    assert whole.of(read) == f"RESULTS: {OPEN}\n\n{REST}"
    (place,) = reading.sentences(whole)
    assert place.of(document.text) == f"RESULTS: {OPEN}\n\n{HEAD}\n\n{REST}"


def test_a_table_leaves_a_sentence_in_two_places():
    table = "Event\tn\n" + "Fever\t3\n" * (MOST_BETWEEN // 8 + 1)
    document = broken(table, "table")
    start = document.text.index("Fever")
    cell = Cell(Span(start, start + 5), 1, 0)
    document = Document(
        document.id, document.text, document.passages, tables=(Table(Span(start - 8, start + 8), None, None, (cell,)),)
    )
    reading = read_in_order(document)
    read = reading.document.text
    assert reading.document.tables[0].cells[0].span.of(read) == "Fever"
    start = read.index("RESULTS")
    halves = reading.sentences(Span(start, read.index(REST) + len(REST)))
    assert [half.of(document.text) for half in halves] == [f"RESULTS: {OPEN}", REST]


@pytest.mark.parametrize("between", [HEAD, "Event\tn\n" + "Fever\t3\n" * 60])
def test_what_is_found_in_a_broken_sentence_stands_at_its_place(extractor, between):
    document = broken(between, "table" if "\t" in between else "other")
    text = document.text
    extraction = extractor.extract(SourceRecord(document))
    (row,) = [finding for finding in extraction.findings if finding.events == 4]
    assert (row.measure, row.quote, row.value, row.total) == ("OS", "57.1% (4/7)", 57.1, 7)
    for finding in extraction.findings:
        assert finding.span.of(text) == finding.quote
        assert finding.sentence.contains(finding.span)
        assert finding.sentence in extraction.sentences
    assert all(mention.span.of(text) == mention.surface for mention in extraction.mentions)
    assert all(quantity.span.of(text) == quantity.surface for quantity in extraction.quantities)
    ends = [0, *(span.end for span in extraction.sentences)]
    assert all(end <= span.start for end, span in zip(ends, extraction.sentences, strict=False))


@pytest.mark.parametrize(
    ("before", "rest"),
    [(f"{OPEN} ended.", REST), (OPEN, "Children without remission died."), ("Survival of the", REST)],
)
def test_a_sentence_that_ended_is_left_as_it_is(before, rest):
    document = broken(HEAD, before=before, rest=rest)
    assert read_in_order(document).document is document


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (OPEN, REST, True),
        (f"{OPEN} children, of whom the youngest,", "12 in all, lived.", True),
        (f"{OPEN} of the children in the", "(first) group", True),
        (f"{OPEN}.", REST, False),
        (f"{OPEN}:", REST, False),
        (OPEN, "• children", False),
        (OPEN, "Children without it", False),
        (OPEN, "12 children without it", False),
        ("A paragraph", "and another", False),
        (f"{OPEN}\tx", REST, False),
        # A short last line was broken off by no column's end; a short line within is torn from another column.
        (f"{OPEN}\nlived", REST, False),
        (f"{OPEN}\nthe of\n{OPEN}", REST, False),
    ],
)
def test_whether_a_paragraph_goes_on_in_the_next(before, after, expected):
    assert goes_on(before, after) is expected


def test_a_page_break_parts_no_sentence():
    assert [span.of(f"{OPEN}\n\n{REST}") for span in split_sentences(f"{OPEN}\n\n{REST}")] == [f"{OPEN}\n\n{REST}"]


def test_a_line_torn_from_another_column_is_a_sentence_of_its_own():
    column = "In the past decade many children were given drug A, which led to"
    text = f"{column}\nMRD in 5\nremission in most of them, and to survival in more than half of all."
    assert [span.of(text) for span in split_sentences(text)] == text.split("\n")


kinds = st.sampled_from(["title", "abstract", "section", "table", "reference", "other"])
words = st.sampled_from([OPEN, REST, HEAD, "\n\n", "\n", " ", "A. ", "\t", "x", "Fever\t3\n"])


@st.composite
def documents(draw):
    text, passages = "", []
    for _ in range(draw(st.integers(0, 8))):
        start = len(text)
        text += "".join(draw(st.lists(words, max_size=4)))
        if len(text) > start and draw(st.integers(0, 4)):
            passages.append(Passage(draw(kinds), Span(start, len(text)), draw(st.sampled_from([None, "RESULTS"]))))
    return Document("file:x", text, tuple(passages))


@given(documents())
def test_nothing_is_lost_and_every_place_is_found_again(document):
    reading = read_in_order(document)
    read = reading.document
    assert len(read.text) == len(document.text)
    for passage in read.passages:
        assert 0 <= passage.span.start < passage.span.end <= len(read.text)
    for at, character in enumerate(read.text):
        place = reading.place(Span(at, at + 1))
        assert place is not None
        assert place.of(document.text) == character
    for sentence in split_sentences(read.text, read.passages):
        pieces = list(reading.pieces(sentence))
        assert "".join(piece.of(document.text) for piece in pieces) == sentence.of(read.text)
