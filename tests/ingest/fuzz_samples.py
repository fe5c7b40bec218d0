"""A small valid file of every format, to be spoilt by the fuzzing. Every entry of READERS has one here.

To add a format: an entry under its name in ``READERS``, a few hundred bytes that hold one of each thing the format can
say, and that its reader reads without a reject.
"""

from __future__ import annotations

import gzip
import io
import zipfile

from tests.ingest import bioc_forms as bioc

_PUBTATOR = """\
101|t|Drug A in children with α-thalassaemia
101|a|BACKGROUND: Drug A (DA) is new. RESULTS: It worked in 5 of 10 (50%; 95% CI, 19–81). CD19 and p.V600E.
101\t0\t6\tDrug A\tChemical\tMESH:D000001
101\t24\t38\tα-thalassaemia\tDisease\tMESH:D000002|OMIM:604131
101\t123\t127\tCD19\tGene\t930
101\t132\t139\tp.V600E\tProteinMutation\ttmVar:p|SUB|V|600|E;RS#:113488022
101\tNegative_Correlation\tMESH:D000001\tMESH:D000002\tNovel
101\tBind\tChemical|MESH:D000001\tGene|930

PMC202|t|Second 𝒳
PMC202|a|
PMC202\t0\t6\tSecond\tSpecies\t9606\tHuman
"""
_TEXT = """\
Drug A in children: a trial

A. Author, B. Author
Department of Trials, Town

Abstract
BACKGROUND: Drug A is new. METHODS: We gave it to 10 children.\r
RESULTS: It worked in 5 of 10 (50%). Café.

1. Introduction
Leukaemia is common in children, and what is given to them is old by now [1].

Table 1. Outcomes
Outcome\tDrug A\tNone
CR\t5 (50%)\t2 (20%)

Page 2 of 3

Table 1 (continued)
OS\t7 (70%)\t5 (50%)
EFS\t6 (60%)\t4 (40%)

Event         Drug A      None
              n (%)       n (%)
Fever         4 (40%)     1 (10%)
Rash          1 (10%)     0

Table 2. Events
n, number

2. Discussion
It is new.

[1] Author A. Title. Journal. 2001;1(2):3-4. doi:10.1000/182
[2] Bauthor B. Another

12

title. Journal. 2002;1:4.
[3] Cauthor C, et al. More. Blood. 2003;101:5-6.
"""
_PUBMED_XML = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2024//EN" "https://example.org/p.dtd">
<PubmedArticleSet>
<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">12</PMID><Article PubModel="Print">
<Journal><JournalIssue><Volume>4</Volume><Issue>2</Issue><PubDate><MedlineDate>2019 Jan-Feb</MedlineDate></PubDate>
</JournalIssue><Title>The journal of drugs</Title><ISOAbbreviation>J Drugs</ISOAbbreviation></Journal>
<ArticleTitle>Drug A in <i>children</i> with &#x3b1;-thalassaemia &amp; more.</ArticleTitle>
<Pagination><MedlinePgn>17-25</MedlinePgn></Pagination><ELocationID EIdType="doi">10.1000/a.1</ELocationID>
<Abstract><AbstractText Label="BACKGROUND" NlmCategory="BACKGROUND">Counts were 5 x 10<sup>9</sup>/L.</AbstractText>
<AbstractText Label="RESULTS">It worked: p &lt; 0.001.</AbstractText></Abstract>
<AuthorList><Author><LastName>Ng</LastName><ForeName>Anna</ForeName></Author><Author><CollectiveName>Drug A Group
</CollectiveName></Author></AuthorList><Language>eng</Language><DataBankList><DataBank>
<DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList><AccessionNumber>NCT01234567</AccessionNumber>
</AccessionNumberList></DataBank></DataBankList><PublicationTypeList><PublicationType>Review</PublicationType>
</PublicationTypeList><VernacularTitle>Droge A</VernacularTitle></Article><MeshHeadingList><MeshHeading>
<DescriptorName UI="D000001" MajorTopicYN="N">Drugs</DescriptorName><QualifierName MajorTopicYN="Y">toxicity
</QualifierName></MeshHeading></MeshHeadingList><KeywordList><Keyword>drug A</Keyword></KeywordList>
<OtherAbstract Language="ger"><AbstractText>Es half.</AbstractText></OtherAbstract></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pmc">PMC77</ArticleId></ArticleIdList><ReferenceList><Reference>
<Citation>Roe J. Old. 2001;1:2-3.</Citation><ArticleIdList><ArticleId IdType="pubmed">7</ArticleId></ArticleIdList>
</Reference></ReferenceList></PubmedData></PubmedArticle>
<PubmedBookArticle><BookDocument><PMID Version="1">13</PMID><ArticleIdList><ArticleId IdType="bookaccession">NBK5
</ArticleId></ArticleIdList><Book><BookTitle>Drugs</BookTitle><PubDate><Year>2020</Year></PubDate></Book>
<ArticleTitle>Drug B</ArticleTitle><Abstract><AbstractText>It did not.</AbstractText></Abstract></BookDocument>
</PubmedBookArticle>
</PubmedArticleSet>
"""
_MEDLINE = """
PMID- 12
OWN - NLM
VI  - 4
DP  - 2019 Jan-Feb
TI  - Drug A in children with
      alpha-thalassaemia.
PG  - 17-25
LID - 10.1000/a.1 [doi]
AB  - BACKGROUND: Counts were 5 x 10(9)/L
      elsewhere. RESULTS: It worked: p < 0.001.
FAU - Ng, Anna B
AU  - Ng AB
CN  - Drug A Group
LA  - eng
SI  - ClinicalTrials.gov/NCT01234567
PT  - Review
JT  - The journal of drugs
MH  - Drugs/*toxicity
OT  - drug A
PMC - PMC77
SO  - J Drugs. 2019;4(2):17-25.

PMID- 13
TI  - Café B.
"""
_RIS = """\
TY  - JOUR
TI  - Drug A in children
AU  - Roe, Anna B.
AU  - Mouse Study Group
AB  - BACKGROUND: Counts were low.
  RESULTS: It worked, NCT01234567.
JF  - Journal of Mice
PY  - 2019/05/03/
VL  - 7
SP  - 97
EP  - 105
DO  - https://doi.org/10.1000/x
AN  - 123
KW  - *Mice
LA  - English
ER  - \n
TY  - CHAP
T1  - Café B
BT  - Drugs
SN  - 978-3-16-148410-0
ER  - \n"""


_JATS = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving DTD v1.2//EN" "JATS-archivearticle1.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML" xml:lang="en">
<front><journal-meta><journal-title>Journal of Drugs</journal-title></journal-meta><article-meta>
<article-id pub-id-type="pmid">55</article-id><article-id pub-id-type="doi">10.1000/j.5</article-id>
<title-group><article-title>Drug A in &#x3b1;-thalassaemia</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Ng</surname><given-names>Anna</given-names></name>
</contrib></contrib-group><pub-date pub-type="epub"><year>2019</year></pub-date><volume>4</volume><fpage>17</fpage>
<abstract><sec><title>Results</title><p>It worked in 5 of 10 (50%).</p></sec></abstract>
<kwd-group><kwd>drug A</kwd></kwd-group></article-meta></front>
<body><sec><title>Results</title><p>Counts were 5 &#xd7; 10<sup>9</sup>/L <xref ref-type="bibr" rid="r1">1</xref>,
<inline-formula><mml:math><mml:mi>p</mml:mi><mml:mo>&lt;</mml:mo><mml:mn>0.05</mml:mn></mml:math></inline-formula>.</p>
<table-wrap id="t1"><label>Table 1</label><caption><p>Outcomes.</p></caption><table><thead><tr><th rowspan="2">Outcome
</th><th colspan="2">Group</th></tr><tr><th>Drug A</th><th>None</th></tr></thead><tbody><tr><td colspan="3">Response
</td></tr><tr><td>CR</td><td>5 (50)</td><td>2 (20)<xref ref-type="table-fn" rid="f1">a</xref></td></tr></tbody></table>
<table-wrap-foot><fn id="f1"><p>At day 28.</p></fn></table-wrap-foot></table-wrap></sec></body>
<back><ref-list><ref id="r1"><label>1</label><element-citation><person-group person-group-type="author"><name>
<surname>Roe</surname><given-names>J</given-names></name></person-group><article-title>Old</article-title>
<source>J Mice</source><year>2001</year><volume>1</volume><fpage>2</fpage><lpage>3</lpage>
<pub-id pub-id-type="pmid">7</pub-id></element-citation></ref></ref-list></back>
<sub-article id="s1" article-type="response"><front-stub><title-group><article-title>Reply</article-title></title-group>
</front-stub><body><p>Thanks.</p></body></sub-article></article>
"""


def _bioc(form: str) -> bytes:
    title = bioc.passage(
        "Drug A in children with α-thalassaemia",
        0,
        [bioc.annotation("Drug A", (0, 6), id="1", type="Chemical", identifier="MESH:D000001"),
         bioc.annotation("α-thalassaemia", (24, 14), id="2", type="Disease", identifier="MESH:D000002")],
        type="title",
        journal="J Drugs. 2019",
        year="2019",
    )  # fmt: skip
    abstract = bioc.passage("It worked in 5 of 10 (50%).", 39, type="abstract")
    markup = "<table><tr><th rowspan='2'>Event</th><th>n</th></tr><tr><td>4</td></tr></table>"
    table = bioc.passage("Event\tn\t4", 68, section_type="TABLE", type="table", xml=markup)
    told = bioc.relation("1", "2", type="Negative_Correlation")
    return bioc.write(form, bioc.document(title, abstract, table, id="101", relations=[told]))


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("a/one.pubtator", _PUBTATOR), ("two.txt", _TEXT), ("README", _TEXT)):
            archive.writestr(zipfile.ZipInfo(name), content)
    return held.getvalue()


#: Format -> a valid file of it.
SAMPLES: dict[str, bytes] = {
    "pubtator": _PUBTATOR.encode(),
    "pubmed-xml": _PUBMED_XML.encode(),
    "medline": _MEDLINE.encode(),
    "ris": _RIS.encode(),
    "bioc-xml": _bioc("bioc-xml"),
    "bioc-json": _bioc("bioc-json"),
    "jats": _JATS.encode(),
    "text": _TEXT.encode(),
}

#: What holds files of these formats -> a valid one.
ARCHIVES: dict[str, bytes] = {
    "gzip": gzip.compress(_PUBTATOR.encode()[:300], mtime=0) + gzip.compress(_PUBTATOR.encode()[300:], mtime=0),
    "zip": _zip(),
}
