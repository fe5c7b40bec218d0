"""The list of papers to fetch: what is written is read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.encoding import Line
from pipeline.ingest.wanted import Citation, read_wanted, wanted_paper, write_wanted
from pipeline.schema import Author, Reference, Reject

ROE = Author("Roe", "A. B.")
FULL = Reference("x", None, "1", (ROE,), "T", "Blood", 2015, "126", None, "1541-52")


def read(text):
    return list(read_wanted([Line(n, line + "\n") for n, line in enumerate(text.split("\n"), 1)], "f"))


@pytest.mark.parametrize(
    ("reference", "paper"),
    [
        (Reference("x", pmid="1", pmcid="PMC2", doi="10.1000/x"), "PMID:1"),
        (Reference("x", pmcid="PMC2", doi="10.1000/x"), "PMC:PMC2"),
        (Reference("x", doi="10.1000/x"), "DOI:10.1000/x"),
        (FULL, Citation("file:a_b#1", "Blood", "2015", "126", "1541", "Roe AB")),
        (Reference("x", journal="Blood", year=2015, pages="438 e1- e16"),
         Citation("file:a_b#1", "Blood", "2015", None, "438.e1")),
        (Reference("x", journal="Blood", year=2015), None),
        (Reference("x", (), title="T", year=2015), None),
    ],
)  # fmt: skip
def test_a_reference_is_wanted_by_its_identifier_or_its_citation(reference, paper):
    assert wanted_paper(reference, "file:a b#1") == paper


def test_the_form_of_the_file():
    papers = ["# a comment", "PMID:1", Citation("k", "Blood|Cell", "2015", None, "1541", "Roe AB"), "PMID:1"]

    assert "".join(write_wanted(papers)) == "# a comment\nPMID:1\nCITATION:Blood Cell|2015||1541|Roe AB|k|\n"


def test_a_list_is_read():
    identifiers = "# x\n\nPMID:1\r\n 22 \nPMC3\nhttps://x\nDOI:10.1000/x\n"

    assert read(f"{identifiers}CITATION:Blood|2015|||Roe A|k|\nCITATION:a|b|") == [
        "PMID:1",
        "PMID:22",
        "PMC:PMC3",
        Reject("f", "annotation", "the line names no paper", 6, None,
               "PMID:123, PMC:PMC123, DOI:10.1000/x or CITATION:journal|year|volume|page|author|key|", "https://x"),
        "DOI:10.1000/x",
        Citation("k", "Blood", "2015", None, None, "Roe A"),
        Reject("f", "annotation", "the line names no paper", 9, None,
               "PMID:123, PMC:PMC123, DOI:10.1000/x or CITATION:journal|year|volume|page|author|key|", "CITATION:a|b|"),
    ]  # fmt: skip


fields = st.none() | st.text(
    st.characters(blacklist_characters="|", blacklist_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=8
)


@given(st.builds(Citation, st.from_regex(r"[a-z#:0-9]{1,8}", fullmatch=True), fields, fields, fields, fields, fields))
def test_what_is_written_is_read(citation):
    assert read("".join(write_wanted([citation]))) == [citation]
