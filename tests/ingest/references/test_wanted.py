"""The list of papers to fetch: what is written is read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.references.wanted import Wanted, parse_wanted, wanted_paper, write_wanted
from pipeline.schema import Author, Reference

ROE = Author("Roe", "A. B.")
FULL = Reference("x", None, "1", (ROE,), "T", "Blood", 2015, "126", None, "1541-52")


@pytest.mark.parametrize(
    ("reference", "paper"),
    [
        (Reference("x", pmid="1", pmcid="PMC2", doi="10.1000/x"), Wanted("PMID", "1")),
        (Reference("x", pmcid="PMC2", doi="10.1000/x"), Wanted("PMC", "PMC2")),
        (Reference("x", doi="10.1000/x"), Wanted("DOI", "10.1000/x")),
        (FULL, Wanted("CITATION", "Blood|2015|126|1541|Roe AB|file:a_b#1")),
        (Reference("x", journal="Blood", year=2015, pages="438 e1- e16"),
         Wanted("CITATION", "Blood|2015||438.e1||file:a_b#1")),
        (Reference("x", journal="Blood", year=2015), None),
        (Reference("x", (), title="T", year=2015), None),
    ],
)  # fmt: skip
def test_a_reference_is_wanted_by_its_identifier_or_its_citation(reference, paper):
    assert wanted_paper(reference, "file:a b#1") == paper


def test_the_form_of_the_file():
    papers = ["a comment", Wanted("PMID", "1"), Wanted("CITATION", "Blood|2015||1541|Roe AB|k"), Wanted("PMID", "1")]

    assert "".join(write_wanted(papers)) == "# a comment\nPMID:1\nCITATION:Blood|2015||1541|Roe AB|k|\n"


words = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=8)
references = st.builds(
    lambda journal, year, volume, pages, name, pmid: Reference(
        "x", None, None, (Author(name),), "T", journal, year, volume, None, pages, pmid=pmid
    ),
    *(words, st.integers(1900, 2100), st.none() | words, st.none() | words, words, st.none() | st.just("36727001")),
)


@given(references)
def test_what_is_written_is_read(reference):
    paper = wanted_paper(reference, "file:a#1")
    (line,) = write_wanted([paper])

    found = parse_wanted(line)

    assert (found.kind, found.value) == (paper.kind, paper.value)
