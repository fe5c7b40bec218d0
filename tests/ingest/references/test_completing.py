"""References that a source gives as printed words, with the fields that the words say."""

from __future__ import annotations

import pytest

from pipeline.ingest.references.completing import with_fields
from pipeline.schema import Author, Reference

PRINTED = "Roe A, Doe B. Drug A in mice. Blood. 2015;126(3):41-52. doi: 10.1000/x"


def test_the_printed_words_are_read_and_the_identifiers_of_the_source_stand():
    assert with_fields(Reference(PRINTED, label="7", pmid="12")) == Reference(
        PRINTED,
        label="7",
        authors=(Author("Roe", "A"), Author("Doe", "B")),
        title="Drug A in mice",
        journal="Blood",
        year=2015,
        volume="126",
        issue="3",
        pages="41-52",
        doi="10.1000/x",
        pmid="12",
    )
    assert with_fields(Reference(PRINTED, doi="10.1000/other")).doi == "10.1000/other"


@pytest.mark.parametrize(
    "reference",
    [
        Reference(PRINTED, title="What the source says"),
        Reference(PRINTED, year=1999),
        Reference("", pmid="12"),
    ],
)
def test_what_a_source_says_stands_as_it_is(reference):
    assert with_fields(reference) == reference
