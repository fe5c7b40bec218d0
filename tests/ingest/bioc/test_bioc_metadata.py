"""What infons and fields say about a paper, and its references."""

from __future__ import annotations

import json

import pytest

from pipeline.schema import Author, Reference, SourceRecord, Span
from tests.ingest.bioc_forms import both, one, passage, read

FRONT = {
    "section_type": "TITLE",
    "type": "front",
    "article-id_pmid": "11",
    "article-id_pmc": "PMC12",
    "article-id_doi": "10.1000/x",
    "year": "2018",
    "volume": "15",
    "issue": "2",
    "fpage": "101",
    "lpage": "110",
    "name_0": "surname:Doe;given-names:Jane (J.) M",
    "name_1": "surname:Roe",
    "name_2": "collab:The Group",
    "kwd": "one; two words",
}


@both
def test_pubmed_central_says_it_beside_the_title(form: str) -> None:
    document = one(form, passage("A trial.", **FRONT), passage("Words.", 9, year="1900"), id="PMC12").document
    assert document.id == "PMID:11"
    assert document.year == 2018
    metadata = document.metadata
    assert metadata.identifiers == ("PMID:11", "PMC:PMC12", "DOI:10.1000/x")
    assert metadata.authors == (Author("Doe", "Jane (J.) M"), Author("Roe"), Author("The Group", group=True))
    assert (metadata.volume, metadata.issue, metadata.pages) == ("15", "2", "101-110")
    assert metadata.keywords == ("one", "two words")


@both
@pytest.mark.parametrize(
    ("id", "infons", "identifiers"),
    [
        ("7", {}, ("PMID:7",)),
        ("PMC7", {}, ("PMC:PMC7",)),
        ("12", {"article-id_pmc": "12"}, ("PMC:PMC12",)),
        ("12", {"article-id_pmc": "PMC13"}, ("PMID:12", "PMC:PMC13")),
        ("1", {"article-id_pmid": "11"}, ("PMID:11",)),
        ("10.1000/x", {"article-id_pmid": "11"}, ("PMID:11", "DOI:10.1000/x")),
        ("essay", {}, ("file:essay",)),
        ("essay", {"article-id_doi": "10.1000/x"}, ("DOI:10.1000/x", "file:essay")),
    ],
)
def test_the_best_id_is_the_documents(form, id, infons, identifiers) -> None:  # type: ignore[no-untyped-def]
    document = one(form, passage("A", type="title", **infons), id=id).document
    assert document.id == identifiers[0]
    assert document.metadata.identifiers == identifiers


@both
@pytest.mark.parametrize(
    ("cited", "journal", "year", "volume", "issue", "pages", "ids"),
    [
        ("J Test;2024Jan24. doi:10.1000/y", "J Test", 2024, None, None, None, ("PMID:7", "DOI:10.1000/y")),
        (
            "J Test. 2021 Sep 21;14(701):eabf35. doi: 10.1000/a.b. Epub ",
            "J Test", 2021, "14", "701", "eabf35", ("PMID:7", "DOI:10.1000/a.b"),
        ),
        ("J Test; 2019 Jul 2 ; 47 (W1):W587-W593", "J Test", 2019, "47", "W1", "W587-W593", ("PMID:7",)),
        ("J Test doi:10.1000/y", "J Test", None, None, None, None, ("PMID:7", "DOI:10.1000/y")),
        ("J Test", "J Test", None, None, None, None, ("PMID:7",)),
        ("", None, None, None, None, None, ("PMID:7",)),
    ],
)  # fmt: skip
def test_pubtator_writes_one_line_of_citation(form, cited, journal, year, volume, issue, pages, ids) -> None:  # type: ignore[no-untyped-def]
    document = one(form, passage("A", type="title", journal=cited, authors="Doe JM, El Roe A, Group, ")).document
    metadata = document.metadata
    assert (document.journal, document.year) == (journal, year)
    assert (metadata.volume, metadata.issue, metadata.pages) == (volume, issue, pages)
    assert metadata.identifiers == ids
    assert metadata.authors == (Author("Doe", "JM"), Author("El Roe", "A"), Author("Group"))


def test_pubtator3_has_fields_of_the_document() -> None:
    export = {
        "PubTator3": [
            {
                "_id": "11|PMC12", "id": "12", "infons": {}, "passages": [passage("A", type="title", journal="x")],
                "pmid": 11, "pmcid": "PMC12", "journal": "J Test", "authors": ["Doe JM"], "date": "2018-09-01",
            }
        ]
    }  # fmt: skip
    (record,) = read("bioc-json", json.dumps(export).encode())
    assert isinstance(record, SourceRecord)
    document = record.document
    assert (document.id, document.journal, document.year) == ("PMID:11", "J Test", 2018)
    assert document.metadata.identifiers == ("PMID:11", "PMC:PMC12")
    assert document.metadata.authors == (Author("Doe", "JM"),)


@both
def test_references_are_read_from_their_infons(form: str) -> None:
    ref = {"section_type": "REF", "type": "ref"}
    document = one(
        form,
        passage("A", type="title"),
        passage("References", 2, section_type="REF", type="title"),
        passage(
            "Drugs in use.", 13, **ref, label="1", name_0="surname:Doe;given-names:J", source="J Test", year="2001",
            volume="3", issue="4", fpage="5", lpage="9", **{"pub-id_pmid": "21", "pub-id_doi": "10.1000/r"},
        ),
        passage("Roe A. A whole reference. J Test 2002.", 30, **ref),
        passage("", 80, **ref, source="J Test", year="2003"),
    ).document  # fmt: skip
    assert document.text.endswith("References\nDrugs in use.\nRoe A. A whole reference. J Test 2002.")
    assert document.references == (
        Reference(
            "Drugs in use.", Span(13, 26), "1", (Author("Doe", "J"),), "Drugs in use", "J Test", 2001, "3", "4", "5-9",
            "10.1000/r", "21",
        ),
        Reference("Roe A. A whole reference. J Test 2002.", Span(27, 65)),
        Reference("J Test, 2003", journal="J Test", year=2003),
    )  # fmt: skip
