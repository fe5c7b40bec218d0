"""Records that are laid out as the DTD has them are read without building elements; what comes of it is the same."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.encoding import HEAD_BYTES
from pipeline.ingest.pubmed import xml_reader
from pipeline.ingest.pubmed.plain import plain_article, record_layout
from pipeline.schema import Reject, SourceRecord

RECORD = """<PubmedArticle>
  <MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">12</PMID>
  <DateRevised><Year>2020</Year></DateRevised><Article PubModel="Print"><Journal><ISSN IssnType="Print">1-2</ISSN>
  <JournalIssue CitedMedium="Print"><Volume>4</Volume><Issue>2</Issue><PubDate><MedlineDate>2019 Jan-Feb</MedlineDate>
  </PubDate></JournalIssue><Title>The journal of drugs</Title><ISOAbbreviation>J Drugs</ISOAbbreviation></Journal>
  <ArticleTitle>Drug A in <i>some</i> children &amp; CD8<sup>+</sup> cells, r<sup>2 <i>x</i></sup>.</ArticleTitle>
  <Pagination><StartPage>17</StartPage><EndPage>25</EndPage></Pagination>
  <ELocationID EIdType="doi" ValidYN="Y">10.1000/a.1</ELocationID>
  <Abstract><AbstractText Label="AIMS &amp; BACKGROUND:" NlmCategory="OBJECTIVE">Counts were 5 x 10<sup>9</sup>/L.
  </AbstractText><AbstractText Label="RESULTS">It worked: <mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">
  <mml:mi>p</mml:mi><mml:mo>&lt;</mml:mo><mml:mn>0.05</mml:mn></mml:math>.</AbstractText></Abstract>
  <AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Ng</LastName><ForeName>Anna B</ForeName>
  <Initials>AB</Initials><Suffix>Jr</Suffix><AffiliationInfo><Affiliation>Town.</Affiliation></AffiliationInfo></Author>
  <Author><CollectiveName>Drug A Group</CollectiveName></Author></AuthorList><Language>eng</Language>
  <DataBankList CompleteYN="Y"><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList>
  <AccessionNumber>NCT01234567</AccessionNumber></AccessionNumberList></DataBank></DataBankList>
  <GrantList><Grant><GrantID>1</GrantID></Grant></GrantList>
  <PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType></PublicationTypeList>
  <ArticleDate DateType="Electronic"><Year>2018</Year></ArticleDate></Article>
  <MedlineJournalInfo><MedlineTA>J Drugs</MedlineTA></MedlineJournalInfo>
  <MeshHeadingList><MeshHeading><DescriptorName UI="D000001" MajorTopicYN="N">Drugs</DescriptorName>
  <QualifierName UI="Q000002" MajorTopicYN="Y">toxicity</QualifierName></MeshHeading></MeshHeadingList>
  <KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">drug A</Keyword></KeywordList></MedlineCitation>
  <PubmedData><History><PubMedPubDate><Year>2001</Year></PubMedPubDate></History>
  <PublicationStatus>ppublish</PublicationStatus>
  <ArticleIdList><ArticleId IdType="pmc">PMC77</ArticleId></ArticleIdList><ReferenceList><Reference>
  <Citation>Roe J. Old. 2001;1:2-3.</Citation><ArticleIdList><ArticleId IdType="pii">X</ArticleId>
  <ArticleId IdType="pubmed">7</ArticleId><ArticleId IdType="doi">10.1000/b</ArticleId></ArticleIdList></Reference>
  </ReferenceList></PubmedData></PubmedArticle>"""

# What may be written in place of what in a record, and what comes of it be well-formed or not.
PLACES = (
    "Drug A in ", "<i>some</i>", "&amp;", "<sup>+</sup>", '"doi"', ' ValidYN="Y"', "<Volume>4</Volume>", "RESULTS",
    "<Suffix>Jr</Suffix>", "<Language>eng</Language>", "<GrantID>1</GrantID>", "<Citation>", "</Author>", "Town.",
    '"pii"', "<PubmedData>", "<KeywordList", "</mml:math>", ' xmlns:mml="http://www.w3.org/1998/Math/MathML"', "eng",
    "2019 Jan-Feb", "<Title>", "</MedlineCitation>", "<EndPage>25</EndPage>", "PMC77", 'UI="D000001"', "drug A",
)  # fmt: skip
REPLACEMENTS = (
    "", " ", "&#x3b1;", "&#0;", "&nope;", "<b>x</b>", "<b>x", "<!-- c -->", "<![CDATA[<x>]]>", "<?x y?>", "]]>", "\x01",
    "\r\n", "α", "\xa0", "<n:x/>", "</PubmedArticle>", "<PubmedArticle>", "<PMID>9</PMID>",
    "<AbstractText>x</AbstractText>",
    ' UI="1" UI="2"', " xmlns='y'", ' n:x="1"', ' X="a > b"', ' X="a < b"', ' X="\t"', "<sub><sup>2</sup></sub>",
    "<math/>",
    "<DispFormula>x</DispFormula>", "<Year>1999</Year>", "<Unknown/>", "<LastName>Z</LastName>", "<i/>", "&lt;b&gt;",
)  # fmt: skip


def read(content: bytes) -> list[tuple[int | None, SourceRecord | Reject]]:
    return [(item.line, item) for item in xml_reader.read(io.BufferedReader(io.BytesIO(content), HEAD_BYTES), "f.xml")]


def both_ways(content: bytes) -> None:
    found = read(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_reader, "record_layout", lambda: re.compile(b"(?!)"))
        assert found == read(content)


def in_a_set(*records: str) -> bytes:
    return "\n".join(("<PubmedArticleSet>", *records, "</PubmedArticleSet>\n")).encode()


def test_a_record_is_read_from_where_it_stands():
    match = record_layout().match(RECORD.encode())
    assert match is not None
    citation = plain_article(match, 1, lambda used: b"GrantList" not in used and b"History" not in used)
    assert citation is not None
    assert citation.title == "Drug A in some children & CD8(+) cells, r(2 x)."
    assert citation.sections == [("AIMS & BACKGROUND", "Counts were 5 x 10(9)/L."), ("RESULTS", "It worked: p<0.05.")]
    assert [str(author) for author in citation.authors] == ["Ng Anna B Jr", "Drug A Group"]
    assert (citation.year, citation.pages, citation.dois, citation.pmcid) == (2019, "17-25", ["10.1000/a.1"], "PMC77")
    assert citation.registry_numbers == ["NCT01234567"]
    (heading,), (reference,) = citation.mesh, citation.references
    assert (heading.descriptor, heading.id, heading.major) == ("Drugs", "MESH:D000001", True)
    assert (reference.pmid, reference.doi) == ("7", "10.1000/b")
    both_ways(in_a_set(RECORD))


def test_what_is_not_well_formed_is_refused_as_ever():
    broken = RECORD.replace("Town.", "Town & <country")
    assert record_layout().match(broken.encode()) is None
    hidden = RECORD.replace("Town.", "Town &nope; country")
    assert record_layout().match(hidden.encode()) is not None
    (_, reject), (_, record) = read(in_a_set(hidden, RECORD))
    assert isinstance(reject, Reject)
    assert "nope" in reject.reason
    assert isinstance(record, SourceRecord)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(REPLACEMENTS), st.booleans()), max_size=3))
def test_both_ways_of_reading_give_the_same(edits: list[tuple[str, str, bool]]):
    record = RECORD
    for place, replacement, keeps in edits:
        record = record.replace(place, place + replacement if keeps else replacement, 1)
    both_ways(in_a_set(record, RECORD, record))


def test_every_place_and_replacement_gives_the_same():
    for place in PLACES:
        assert place in RECORD
        for replacement in REPLACEMENTS:
            both_ways(in_a_set(RECORD.replace(place, place + replacement, 1)))
