"""Lists of papers that somebody wants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import MalformedRecord, UnreadableFile
from pipeline.ingest.references.wanted import Wanted, parse_wanted, read_wanted
from pipeline.schema import Reject


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("123", "PMID", "123"),
        ("PMID:123", "PMID", "123"),
        ("pmid: 00123", "PMID", "123"),
        ("PMC123", "PMC", "PMC123"),
        ("PMC:PMC123", "PMC", "PMC123"),
        ("PMCID: PMC123", "PMC", "PMC123"),
        ("10.1000/ab(c)1", "DOI", "10.1000/ab(c)1"),
        ("DOI:10.1000/x", "DOI", "10.1000/x"),
        ("https://doi.org/10.1000/x", "DOI", "10.1000/x"),
        ("CITATION:blood|1996|88|41|cardoso aa|ref12|", "CITATION", "blood|1996|88|41|cardoso aa|ref12"),
        ("CITATION:blood|1996|88|41|cardoso aa|ref12", "CITATION", "blood|1996|88|41|cardoso aa|ref12"),
        (
            "CITATION:N Engl J Med|2015|373|1541|Hunger SP|file:list#1|",
            "CITATION",
            "N Engl J Med|2015|373|1541|Hunger SP|file:list#1",
        ),
        ("CITATION:blood||||||", "CITATION", "blood|||||"),
    ],
)
def test_an_entry_is_a_paper(text, kind, value):
    assert parse_wanted(text, source="list.txt", line=3) == Wanted(kind, value, 3, "list.txt")


@pytest.mark.parametrize(
    "text", ["0", "PMID:", "PMC", "x", "10.1/x", "12 34", "CITATION:a|b", "CITATION:|||||key|", "12345678901", "١٢٣"]
)
def test_what_names_no_paper_says_so(text):
    with pytest.raises(MalformedRecord) as raised:
        parse_wanted(text, source="list.txt", line=3)

    assert str(raised.value).startswith("list.txt:3: this names no paper (expected 'PMID:...")
    assert raised.value.actual == text


def test_a_list_is_read_line_by_line(tmp_path):
    path = tmp_path / "list.txt"
    path.write_bytes(b"\xef\xbb\xbf# mine\r\n\r\n 5 \nnonsense\nDOI:10.1000/\xff\nPMC7")

    assert read_wanted(path, "list.txt") == [
        Wanted("PMID", "5", 3, "list.txt"),
        Reject(
            "list.txt",
            "document",
            "this names no paper",
            4,
            None,
            "PMID:..., PMC:PMC..., DOI:10... or CITATION:journal|year|volume|page|author|key|",
            "nonsense",
        ),
        Reject("list.txt", "document", "byte 0xff at offset 38 is not valid UTF-8", 5),
        Wanted("PMC", "PMC7", 6, "list.txt"),
    ]


def test_a_list_that_cannot_be_read_says_so(tmp_path):
    with pytest.raises(UnreadableFile, match="No such file"):
        read_wanted(tmp_path / "nosuch.txt")


@given(st.binary(max_size=200))
def test_any_bytes_are_papers_and_rejects(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(content)

    for one in read_wanted(path):
        assert isinstance(one, Wanted | Reject)
        assert one.line is not None
