"""RIS: what each exporter writes, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest import read_file
from pipeline.schema import Author, Reject, SourceRecord

FULL = (
    "TY  - JOUR\n"
    "TI  - Drug A in children\n"
    "AU  - Roe, Anna B.\n"
    "AU  - Doe C.\n"
    "AU  - Mouse Study Group\n"
    "AB  - BACKGROUND: x.\n"
    "  RESULTS: NCT01234567.\n"
    "JF  - Journal of Mice\n"
    "PY  - 2019/05/03/\n"
    "VL  - 7\nIS  - 2\nSP  - 97\nEP  - 105\n"
    "DO  - https://doi.org/10.1000/x\n"
    "UR  - https://pubmed.ncbi.nlm.nih.gov/123/\n"
    "KW  - *Mice\nKW  - Drug A\n  Children\n"
    "LA  - English\nM3  - Review\n"
    "U2  - what only one database knows\n"
    "ER  - \n"
)


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]
    def call(content: str | bytes) -> tuple[list[SourceRecord], list[Reject]]:
        path = tmp_path / "list.ris"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        items = list(read_file(path, "list.ris"))
        return [i for i in items if isinstance(i, SourceRecord)], [i for i in items if isinstance(i, Reject)]

    return call


def record(*lines: str, kind: str = "JOUR", title: str = "TI  - T") -> str:
    return "\n".join([f"TY  - {kind}", title, *lines, "ER  - ", ""])


def test_a_record_with_all(read):
    (found,), rejects = read(FULL)
    document, metadata = found.document, found.document.metadata

    assert rejects == []
    assert document.id == "PMID:123"
    assert (document.format, document.source, found.line) == ("ris", "list.ris", 1)
    assert document.text == "Drug A in children\nBACKGROUND: x. RESULTS: NCT01234567."
    assert [(p.kind, p.heading, p.span.of(document.text)) for p in document.passages] == [
        ("title", None, "Drug A in children"),
        ("abstract", "BACKGROUND", "BACKGROUND: x. "),
        ("abstract", "RESULTS", "RESULTS: NCT01234567."),
    ]
    assert (document.title, document.year, document.journal) == ("Drug A in children", 2019, "Journal of Mice")
    assert metadata.identifiers == ("PMID:123", "DOI:10.1000/x")
    assert metadata.authors == (
        Author("Roe", "Anna B."),
        Author("Doe", "C."),
        Author("Mouse Study Group", group=True),
    )
    assert (metadata.volume, metadata.issue, metadata.pages, metadata.language) == ("7", "2", "97-105", "eng")
    assert metadata.publication_types == ("Journal Article", "Review")
    assert metadata.keywords == ("Mice", "Drug A", "Children")
    assert metadata.registry_numbers == ("NCT01234567",)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("  - ", "\t- "),
        lambda text: text.replace("TI  -", "T1  -").replace("AU  -", "A1  -").replace("AB  -", "N2  -"),
        lambda text: text.replace("PY  -", "Y1  -").replace("JF  -", "T2  -"),
        lambda text: text.replace("PY  -", "DA  -").replace("JF  -", "JO  -"),
        lambda text: "1.\n" + text + "NL  - J Mice\n\nLink to the text: https://x.org\n\n",
        lambda text: "Provider: A Database\nContent: text/plain\n\n" + text,
        lambda text: text.replace("\nAU  -", "\n\nAU  -"),
        lambda text: text.replace("ER  - ", "ER  -"),
        lambda text: text.replace("UR  - https://pubmed.ncbi.nlm.nih.gov/123/", "DB  - PubMed\nAN  - 123"),
        lambda text: text.replace("UR  - https://pubmed.ncbi.nlm.nih.gov/123/", "N1  - PMID: 123"),
        lambda text: text.replace("UR  - https://pubmed.ncbi.nlm.nih.gov/123/", "DB  - Scopus\nC2  - 123"),
    ],
)
def test_exporters_differ_and_say_the_same(read, change):
    ours, _ = read(FULL)
    theirs, rejects = read(change(FULL))

    assert theirs == ours
    assert rejects == []


def test_records_follow_one_another_and_those_without_an_id_are_counted(read):
    found, rejects = read(record() + "\n" + record("DO  - 10.1000/y") + record(title="T1  - U"))

    assert [item.document.id for item in found] == ["file:list-1", "DOI:10.1000/y", "file:list-3"]
    assert [item.line for item in found] == [1, 5, 9]
    assert rejects == []


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["PY  - 10 15"], "the year cannot be read (expected 'YYYY', found '10 15')"),
        (["DO  - unknown yet"], "the DOI cannot be read (expected '10.NNNN/...', found 'unknown yet')"),
        (["SP  - see there"], "the page cannot be read (expected 'a number', found 'see there')"),
        (["AB  - One.", "N2  - Two."], "a second abstract in one record (expected 'one abstract', found 'Two.')"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_of_and_the_record_kept(read, lines, told):
    (found,), (reject,) = read(record(*lines))

    assert str(reject) == f"list.ris:{2 + len(lines)}: {told}"
    assert (reject.scope, reject.document) == ("annotation", found.document.id)
    assert found.document.year is None


@pytest.mark.parametrize(
    "lines", [["PY  -", "DO  - ", "AU  -", "SP  - No", "EP  - Specified", "LA  - ", "KW  -", "VL  - n/a"], ["Y1  - //"]]
)
def test_what_is_empty_or_a_word_for_nothing_is_missing(read, lines):
    (found,), rejects = read(record(*lines))
    metadata = found.document.metadata

    assert rejects == []
    assert found.document.year is None
    assert (metadata.authors, metadata.pages, metadata.volume, metadata.language) == ((), None, None, None)
    assert (metadata.identifiers, metadata.keywords) == ((), ())


def test_an_abstract_alone_is_a_document(read):
    (found,), _ = read(record("AB  - It works.", title="TI  -"))

    assert (found.document.text, found.document.title) == ("It works.", None)


def test_a_record_with_neither_title_nor_abstract_is_rejected(read):
    found, (reject,) = read(record("N1  - a note", title="TI  -") + record())

    assert [item.document.id for item in found] == ["file:list-2"]
    assert (reject.scope, reject.line) == ("document", 1)
    assert str(reject) == "list.ris:1: the record has neither title nor abstract (expected 'TI or AB', found 'TY, N1')"


def test_a_record_without_its_end_is_read_as_far_as_it_goes(read):
    cut = record().removesuffix("ER  - \n")
    found, rejects = read(cut + record() + cut)

    assert len(found) == 3
    assert [(reject.line, reject.actual) for reject in rejects] == [(3, "TY"), (7, "the end of the file")]
    assert all("has no end" in reject.reason for reject in rejects)


def test_a_record_without_its_beginning_is_read(read):
    found, rejects = read(record() + "TI  - U\nAU  - Roe A\nER  - \n")

    assert [item.document.title for item in found] == ["T", "U"]
    assert rejects == []


def test_bytes_that_are_no_text_cost_their_record_alone(read):
    found, (reject,) = read(record().encode() + record("AU  - M\xfcller").encode("latin-1") + record().encode())

    assert [item.document.id for item in found] == ["file:list-1", "file:list-3"]
    assert (reject.scope, reject.line) == ("document", 6)
    assert "byte 0xfc" in reject.reason


def test_a_first_line_that_is_no_text_costs_its_record_alone(read):
    found, (reject,) = read(b"TY  - J\xff\nwords\nTI  - T\nER  -\n" + record().encode())

    assert [item.document.id for item in found] == ["file:list-2"]
    assert (reject.scope, reject.line) == ("document", 1)


def test_what_stands_in_no_record_is_told_of(read):
    found, rejects = read("words of no kind\n" + record() + "more words\n")

    assert len(found) == 1
    assert [(reject.line, reject.actual) for reject in rejects] == [(1, "words of no kind"), (5, "more words")]


@pytest.mark.parametrize(
    ("lines", "identifiers"),
    [
        (["M3  - 10.1000/z"], ("DOI:10.1000/z",)),
        (["L2  - http://dx.doi.org/10.1000/z"], ("DOI:10.1000/z",)),
        (["AN  - 2214991469; 51887", "DB  - PTSDpubs"], ()),
        (["L2  - https://x.org/pmc/articles/PMC99"], ("PMC:PMC99",)),
        (["L2  - https://pubmed.ncbi.nlm.nih.gov/1", "L2  - https://pubmed.ncbi.nlm.nih.gov/2"], ()),
        (["DO  - 10.1000/z.", "C2  - PMC99"], ("PMC:PMC99", "DOI:10.1000/z")),
    ],
)
def test_identifiers(read, lines, identifiers):
    (found,), _ = read(record(*lines))

    assert found.document.metadata.identifiers == identifiers


def test_a_book_has_the_name_of_its_type_and_no_journal(read):
    (found,), _ = read(record("T2  - A series", kind="CHAP"))

    assert found.document.metadata.publication_types == ("Book chapter",)
    assert found.document.journal is None


def test_the_references_of_a_note_are_references(read):
    (found,), _ = read(
        record(
            "N1  - References: Roe, A., Doe, C., Drug A (2015) Blood, 9, pp. 5-7;", "Poe, E., B (2016) Cell, 1, p. 2"
        )
    )

    assert [(r.title, r.journal, r.year, r.pages, r.span) for r in found.document.references] == [
        ("Drug A", "Blood", 2015, "5-7", None),
        ("B", "Cell", 2016, "2", None),
    ]


def test_a_file_without_a_record_says_so(tmp_path):
    path = tmp_path / "x.ris"
    path.write_text("Provider: A Database\n", encoding="utf-8")
    (reject,) = read_file(path, "x.ris", format="ris")

    assert str(reject) == "x.ris: the file holds no record (expected 'TY  - JOUR', found 'no such line')"
