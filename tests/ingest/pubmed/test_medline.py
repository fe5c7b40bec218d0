"""MEDLINE: lines and records, and that a paper is the same one as from XML."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from pipeline.errors import MalformedRecord
from pipeline.ingest import detect, reader_for
from pipeline.ingest.pubmed import xml_reader as pubmed_xml
from pipeline.schema import Author, Document, MeshHeading, Reject, SourceRecord

RECORD = """
PMID- 12
OWN - NLM
VI  - 4
IP  - 2
DP  - 2019 Jan-Feb
TI  - Drug A in children with
      leukaemia.
PG  - 17-25
LID - x1 [pii]
LID - 10.1000/A.1 [doi]
AB  - BACKGROUND: Drug A raised counts to 5 x 10(9)/L
      elsewhere. RESULTS: It
      worked.
CI  - Copyright 2001 A.
FAU - Ng, Anna B
AU  - Ng AB
AD  - Here.
FAU - Roe, Jim Jr
AU  - Roe J Jr
CN  - Drug A Group
LA  - eng
SI  - ClinicalTrials.gov/NCT01234567
SI  - GENBANK/AB12345
PT  - Journal Article
PT  - Review
DEP - 20181201
TA  - J Drugs
JT  - The journal of drugs
MH  - Drugs/*adverse effects/administration &
      dosage
MH  - *Humans
OT  - drug A
OT  - *CD8(+) cells
PMC - PMC77
AID - 10.1000/a.1 [doi]
SO  - J Drugs. 2019;4(2):17-25.
"""

XML = """<PubmedArticle><MedlineCitation><PMID>12</PMID><Article><Journal><JournalIssue><Volume>4</Volume>
<Issue>2</Issue><PubDate><MedlineDate>2019 Jan-Feb</MedlineDate></PubDate></JournalIssue><Title>The journal of
drugs</Title></Journal><ArticleTitle>Drug A in children with leukaemia.</ArticleTitle><Pagination><MedlinePgn>17-25
</MedlinePgn></Pagination><ELocationID EIdType="doi">10.1000/A.1</ELocationID><Abstract><AbstractText
Label="BACKGROUND">Drug A raised counts to 5 x 10<sup>9</sup>/L elsewhere.</AbstractText><AbstractText Label="RESULTS">
It worked.</AbstractText></Abstract><AuthorList><Author><LastName>Ng</LastName><ForeName>Anna B</ForeName></Author>
<Author><LastName>Roe</LastName><ForeName>Jim</ForeName><Suffix>Jr</Suffix></Author><Author><CollectiveName>Drug A
Group</CollectiveName></Author></AuthorList><Language>eng</Language><DataBankList><DataBank><DataBankName>
ClinicalTrials.gov</DataBankName><AccessionNumberList><AccessionNumber>NCT01234567</AccessionNumber>
</AccessionNumberList></DataBank></DataBankList><PublicationTypeList><PublicationType>Journal Article</PublicationType>
<PublicationType>Review</PublicationType></PublicationTypeList></Article><MeshHeadingList><MeshHeading><DescriptorName
UI="D01">Drugs</DescriptorName><QualifierName MajorTopicYN="Y">adverse effects</QualifierName><QualifierName>
administration &amp; dosage</QualifierName></MeshHeading><MeshHeading><DescriptorName MajorTopicYN="Y">Humans
</DescriptorName></MeshHeading></MeshHeadingList><KeywordList><Keyword>drug A</Keyword><Keyword>CD8<sup>+</sup> cells
</Keyword></KeywordList></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pmc">PMC77</ArticleId>
<ArticleId IdType="doi">10.1000/a.1</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"""


def read(content: str | bytes) -> list[SourceRecord | Reject]:
    raw = content.encode() if isinstance(content, str) else content
    return list(reader_for("medline").read(io.BufferedReader(io.BytesIO(raw)), "f.nbib"))  # type: ignore[type-var]


def document(content: str) -> Document:
    (record,) = read(content)
    assert isinstance(record, SourceRecord), record
    return record.document


def test_the_fields_become_text_and_metadata() -> None:
    found = document(RECORD)
    assert found.text == (
        "Drug A in children with leukaemia.\n"
        "BACKGROUND: Drug A raised counts to 5 x 10(9)/L elsewhere. RESULTS: It worked."
    )
    assert [passage.heading for passage in found.passages] == [None, "BACKGROUND", "RESULTS"]
    assert found.metadata.authors == (
        Author("Ng", "Anna B"),
        Author("Roe", "Jim Jr"),
        Author("Drug A Group", None, True),
    )
    assert found.metadata.mesh == (
        MeshHeading("Drugs", None, True, ("adverse effects", "administration & dosage")),
        MeshHeading("Humans", None, True, ()),
    )
    assert found.metadata.registry_numbers == ("NCT01234567",)


def test_a_paper_is_the_same_from_xml() -> None:
    """But for the ids of subject headings, which MEDLINE has not."""
    (record,) = pubmed_xml.read(io.BufferedReader(io.BytesIO(XML.encode())), "f.nbib")  # type: ignore[type-var]
    assert isinstance(record, SourceRecord)
    mesh = tuple(replace(heading, id=None) for heading in record.document.metadata.mesh)
    from_xml = replace(record.document, format="medline", metadata=replace(record.document.metadata, mesh=mesh))
    assert from_xml == document(RECORD)


@pytest.mark.parametrize("head", [RECORD, RECORD.replace("\n", "\r\n"), "PMID-12\nTI  - A.", "x\nPMID- 1\nOWN - NLM"])
def test_a_number_and_a_field_tell_the_format(head: str) -> None:
    assert detect(head, "f").name == "medline"


@pytest.mark.parametrize("parted", ["\n", "", "\n\n  \n"])
def test_a_new_number_begins_a_record_with_a_blank_line_or_without(parted: str) -> None:
    items = read(f"PMID- 1\nTI  - A.\n{parted}PMID- 2\nTI  - B.\nAB  - C.\n\n      D.\n")
    assert [(item.document.id, item.document.text, item.line) for item in items if isinstance(item, SourceRecord)] == [
        ("PMID:1", "A.", 1),
        ("PMID:2", "B.\nC. D.", 3 + parted.count("\n")),
    ]


def test_records_without_numbers_are_parted_by_blank_lines() -> None:
    assert [item.document.id for item in read("TI  - A.\n\nTI  - B.\n") if isinstance(item, SourceRecord)] == [
        "file:f",
        "file:f-2",
    ]


@pytest.mark.parametrize(
    ("fields", "authors"),
    [
        ("AU  - de Hoon MJ\nAU  - Roe J Jr", [Author("de Hoon", "MJ"), Author("Roe", "J Jr")]),
        ("FAU - Ng, Anna\nAU  - Ng A\nAU  - Roe J", [Author("Ng", "Anna"), Author("Roe", "J")]),
        ("FAU - Sukarno\nAU  - Sukarno", [Author("Sukarno")]),
        ("AU  - Sukarno", [Author("Sukarno")]),
    ],
)
def test_an_author_is_counted_once(fields: str, authors: list[Author]) -> None:
    assert list(document(f"PMID- 1\nTI  - A.\n{fields}\n").metadata.authors) == authors


def test_what_cannot_be_used_is_told_with_its_line() -> None:
    items = read(
        b"stray\nPMID- 1\nTI  - A.\nno field\n\nPMID- 2\nTI  - caf\xe9\n\nPMID- 3\nOWN - NLM\n\nPMID- 4\nTI  - D.\n"
    )
    assert [
        item.document.id if isinstance(item, SourceRecord) else (item.scope, item.line, item.document) for item in items
    ] == [
        ("annotation", 1, None),
        "PMID:1",
        ("annotation", 4, None),
        ("document", 7, "PMID:2"),
        ("document", 9, "PMID:3"),
        "PMID:4",
    ]


def test_a_file_without_records_raises() -> None:
    with pytest.raises(MalformedRecord, match="holds no record"):
        read("just words\n")


def test_the_title_in_the_papers_own_language_and_the_date_of_posting_stand_in() -> None:
    found = document("PMID- 1\nTI  - [Not Available].\nTT  - Médicament A.\nDEP - 20181201\nTA  - J Drugs\n")
    assert (found.title, found.year, found.journal) == ("Médicament A.", 2018, "J Drugs")
