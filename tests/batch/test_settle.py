from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.settle import settle
from pipeline.schema import Document, Mention, Metadata, SourceRecord, Span


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
def test_each_document_is_kept_once_and_no_text_of_it_is_lost_unsaid(found):
    settled = settle(found)

    assert [r.document.id for r in settled.records] == sorted({r.document.id for r in found})
    kept = {r.document.id: r.document.text for r in settled.records}
    # A text that is a part of the one that is kept says nothing else; of files, only the very same text is the same.
    other = {
        (r.document.id, r.document.source)
        for r in found
        if r.document.text != kept[r.document.id]
        and (r.document.id == "file:a" or not r.document.text or r.document.text not in kept[r.document.id])
    }
    assert {(r.document, r.source) for r in settled.rejects} == other


ABSTRACT = "Blinatumomab in children\nWe treated 40 children."
PAPER = "Blinatumomab in children\nWe treated 40 children.\nMethods\nThey were many."


def paper(id, text, source, *ids, **told):
    return SourceRecord(Document(id, text, source=source, metadata=Metadata(ids), **told))


def test_a_paper_from_two_sources_is_one_document_with_the_fuller_text_and_all_ids():
    abstract = paper("PMID:1", ABSTRACT, "a.xml", "PMID:1", "DOI:10.1000/x", year=2020, journal="Blood")
    full = paper("PMC:PMC7", PAPER, "b.nxml", "PMC:PMC7", "DOI:10.1000/X")

    settled = settle([full, abstract])

    (record,) = settled.records
    assert (record.document.id, record.document.text, record.document.source) == ("PMID:1", PAPER, "b.nxml")
    assert record.document.also_in == ("a.xml",)
    assert record.document.metadata.identifiers == ("PMID:1", "PMC:PMC7", "DOI:10.1000/X")
    assert (record.document.year, record.document.journal) == (2020, "Blood")
    assert (settled.joined, settled.rejects) == (1, ())


def test_papers_with_different_pubmed_ids_are_never_one():
    found = [paper(f"PMID:{n}", f"Title {n}", "a", f"PMID:{n}", "DOI:10.1000/book") for n in (1, 2)]

    settled = settle([*found, paper("DOI:10.1000/book", "Title 1 and more", "b")])

    assert [r.document.id for r in settled.records] == ["DOI:10.1000/book", "PMID:1", "PMID:2"]


def test_a_paper_that_is_held_under_a_lesser_id_is_renamed():
    held = Document("DOI:10.1000/x", PAPER, source="b.nxml")

    settled = settle([paper("PMID:1", ABSTRACT, "a.xml", "DOI:10.1000/x")], [held])

    assert [(r.document.id, r.document.text, r.document.source) for r in settled.records] == [
        ("PMID:1", PAPER, "b.nxml")
    ]
    assert settled.renamed == ("DOI:10.1000/x",)
    assert settled.records[0].document.also_in == ("a.xml",)


def test_a_paper_that_is_renamed_keeps_the_annotations_that_came_with_it():
    held = Document("DOI:10.1000/x", PAPER, source="b.nxml")
    mention = Mention(Span(0, 4), PAPER[:4], "drug", source="pubtator")

    settled = settle(
        [paper("PMID:1", ABSTRACT, "a.xml", "DOI:10.1000/x")],
        [held],
        annotated=lambda document: SourceRecord(document, (mention,)),
    )

    assert [(r.document.id, r.mentions) for r in settled.records] == [("PMID:1", (mention,))]


def test_what_is_read_of_a_paper_that_is_held_in_full_is_noted():
    held = Document("PMID:1", PAPER, source="b.nxml")

    settled = settle([paper("PMID:1", ABSTRACT, "a.xml", "DOI:10.1000/x")], [held])

    assert settled.records == ()
    assert [(d.also_in, d.metadata.identifiers) for d in settled.noted] == [(("a.xml",), ("PMID:1", "DOI:10.1000/x"))]


def test_what_was_joined_in_an_earlier_run_is_remembered():
    held = Document(
        "PMID:1", PAPER, source="b.nxml", metadata=Metadata(("PMID:1", "DOI:10.1000/x")), also_in=("a.xml",)
    )

    settled = settle([paper("PMID:1", PAPER, "b.nxml")], [held], lambda source: source == "b.nxml")

    assert [r.document for r in settled.records] == [held]
    assert settled.renamed == ()


@given(
    st.lists(
        st.builds(
            paper,
            st.sampled_from(["PMID:1", "PMID:2", "PMC:PMC1", "DOI:10.1000/a", "file:a"]),
            st.sampled_from([ABSTRACT, PAPER, "Another"]),
            st.sampled_from(["a", "b"]),
            st.sampled_from(["PMID:1", "PMC:PMC1", "DOI:10.1000/A"]),
        ),
        max_size=5,
    ).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found)))
)
def test_papers_are_the_same_whatever_the_order(orders):
    first, second = orders

    assert settle(first) == settle(second)
