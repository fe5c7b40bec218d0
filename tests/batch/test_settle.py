from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.settle import settle
from pipeline.schema import Document, Mention, SourceRecord, Span


def record(id, text, source="a.txt", mentions=(), line=None):
    return SourceRecord(Document(id, text, source=source), tuple(mentions), line=line)


def mention(start, end, text):
    return Mention(Span(start, end), text[start:end], "drug", source="pubtator")


def test_records_come_sorted_by_document():
    assert [r.document.id for r in settle([record("PMID:2", "b"), record("PMID:1", "a")]).records] == [
        "PMID:1",
        "PMID:2",
    ]


def test_the_same_text_twice_is_one_document_with_the_annotations_of_both():
    text = "blinatumomab in children"
    one, two = mention(0, 12, text), mention(16, 24, text)

    settled = settle([record("PMID:1", text, "a.txt", [one]), record("PMID:1", text, "b.txt", [one, two])])

    assert [(r.document.source, r.mentions) for r in settled.records] == [("b.txt", (one, two))]
    assert (settled.joined, settled.rejects) == (1, ())


def test_of_different_texts_the_fuller_is_kept_and_the_other_refused_with_the_reason():
    settled = settle([record("PMID:1", "short", "a.txt"), record("PMID:1", "longer", "b.txt")])

    assert [r.document.text for r in settled.records] == ["longer"]
    assert [(r.source, r.scope, r.document, str(r)) for r in settled.rejects] == [
        ("a.txt", "document", "PMID:1", "a.txt: PMID:1 has another, fuller text in b.txt, which is kept")
    ]


def test_a_document_told_twice_in_a_file_names_the_lines_of_both():
    settled = settle([record("PMID:1", "longer", "b", line=3), record("PMID:1", "short", "b", line=17)])

    assert [(r.line, str(r)) for r in settled.rejects] == [
        (17, "b:17: PMID:1 has another, fuller text in b:3, which is kept")
    ]


def test_each_record_that_is_refused_is_told_by_its_line():
    found = [record("PMID:1", "short", "b", line=line) for line in (9, 5)]

    settled = settle([*found, record("PMID:1", "longer", "c", line=1)])

    assert [str(r) for r in settled.rejects] == [
        f"b:{line}: PMID:1 has another, fuller text in c:1, which is kept" for line in (5, 9)
    ]


def test_of_texts_as_long_none_is_called_the_fuller():
    settled = settle([record("PMID:1", "ab", "a.txt"), record("PMID:1", "ba", "b.txt")])

    assert [str(r) for r in settled.rejects] == ["a.txt: PMID:1 has another text in b.txt, which is kept"]


def test_two_files_of_one_name_are_told_what_keeps_them_both():
    settled = settle([record("file:a", "longer", "x/a.txt"), record("file:a", "short", "y/a.txt")])

    assert [str(r) for r in settled.rejects] == [
        "y/a.txt: file:a has another, fuller text in x/a.txt, which is kept; to keep both, give one another name"
    ]


@pytest.mark.parametrize(
    ("held", "read", "kept", "told"),
    [
        ("longer", "short", [], ["b.txt: PMID:1 has another, fuller text in a.txt, which is kept"]),
        ("short", "longer", ["longer"], ["a.txt: PMID:1 has another, fuller text in b.txt, which is kept"]),
        ("same", "same", ["same"], []),
    ],
)
def test_what_is_held_of_a_file_that_is_not_read_counts_as_if_it_were(held, read, kept, told):
    settled = settle([record("PMID:1", read, "b.txt")], [Document("PMID:1", held, source="a.txt")])

    assert [r.document.text for r in settled.records] == kept
    assert list(map(str, settled.rejects)) == told
    assert settled.joined == 0


TEXTS = ["", "a", "b", "ab", "ba"]
records = st.builds(
    lambda id, text, source, marks, line: record(
        id, text, source, [mention(0, end, text) for end in range(marks)], line
    ),
    st.sampled_from(["PMID:1", "file:a"]),
    st.sampled_from(TEXTS),
    st.sampled_from(["a.txt", "b.txt", "c.txt"]),
    st.integers(0, 2),
    st.none() | st.integers(1, 3),
)


@given(st.lists(records, max_size=6).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_records_changes_nothing(orders):
    first, second = orders

    assert settle(first) == settle(second)


@given(st.lists(records, max_size=6))
def test_each_document_is_kept_once_and_every_other_text_of_it_is_refused(found):
    settled = settle(found)

    assert [r.document.id for r in settled.records] == sorted({r.document.id for r in found})
    refused = {(r.document.id, r.document.text) for r in found} - {
        (r.document.id, r.document.text) for r in settled.records
    }
    assert {r.document for r in settled.rejects} == {id for id, _ in refused}
