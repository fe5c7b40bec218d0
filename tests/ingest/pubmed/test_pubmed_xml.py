"""PubMed XML: the oddities of its records, and files that are broken somewhere."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import MalformedRecord, UnreadableFile
from pipeline.ingest import detect, read_file
from pipeline.ingest.detection import is_pubmed_xml
from pipeline.ingest.pubmed import xml_reader as pubmed_xml
from pipeline.schema import Author, Document, MeshHeading, Reference, Reject, SourceRecord
from tests import strategies
from tests.patience import patience

HEAD = """<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" "https://example.org/p.dtd">
"""


def article(
    pmid: object, title: str = "Drug A in children.", inner: str = "", citation: str = "", data: str = ""
) -> str:
    return (
        f'<PubmedArticle>\n<MedlineCitation><PMID Version="1">{pmid}</PMID><Article>'
        f"<ArticleTitle>{title}</ArticleTitle>{inner}</Article>{citation}</MedlineCitation>\n"
        f"<PubmedData>{data}</PubmedData></PubmedArticle>\n"
    )


def abstract(*parts: str) -> str:
    return f"<Abstract>{''.join(parts)}<CopyrightInformation>Copyright 2001 A.</CopyrightInformation></Abstract>"


def collection(*records: str, head: str = HEAD) -> str:
    return f"{head}<PubmedArticleSet>\n{''.join(records)}</PubmedArticleSet>\n"


def read(content: str | bytes) -> list[SourceRecord | Reject]:
    raw = content.encode() if isinstance(content, str) else content
    return list(pubmed_xml.read(io.BufferedReader(io.BytesIO(raw)), "f.xml"))  # type: ignore[type-var]


def document(content: str | bytes) -> Document:
    (record,) = read(content)
    assert isinstance(record, SourceRecord), record
    return record.document


def parts(document: Document) -> list[tuple[str, str | None, str]]:
    return [(passage.kind, passage.heading, passage.span.of(document.text)) for passage in document.passages]


def ids(items: list[SourceRecord | Reject]) -> list[str | None]:
    return [item.document.id if isinstance(item, SourceRecord) else item.document for item in items]


def rejects(items: list[SourceRecord | Reject]) -> list[Reject]:
    return [item for item in items if isinstance(item, Reject)]


@pytest.mark.parametrize(
    "head",
    [
        "<PubmedArticleSet>",
        "<PubmedArticle>",
        "\n<PubmedBookArticleSet>",
        HEAD + "<PubmedArticleSet>",
        "<?xml version='1.0'?><!-- x > y --><!DOCTYPE a [<!ENTITY b 'c'>]>\n<PubmedArticle >",
        "<MedlineCitationSet>",
    ],
)
def test_the_first_element_tells_the_format(head: str) -> None:
    assert detect(head, "f").name == "pubmed-xml"


@pytest.mark.parametrize("head", ["<article><PubmedArticle>", "<PubmedArticleX>", "text <PubmedArticle>", "<?xml "])
def test_another_first_element_is_another_format(head: str) -> None:
    assert not is_pubmed_xml(head)


def test_a_record_says_all_that_is_known_of_its_paper() -> None:
    found = document(
        collection(
            article(
                12,
                inner="""
                <Journal><JournalIssue><Volume>4</Volume><Issue>2</Issue><PubDate><Year>2019</Year></PubDate>
                </JournalIssue><Title>The journal of drugs</Title><ISOAbbreviation>J Drugs</ISOAbbreviation></Journal>
                <Pagination><MedlinePgn>17-25</MedlinePgn></Pagination>
                <ELocationID EIdType="pii">x1</ELocationID><ELocationID EIdType="doi">10.1000/A.1</ELocationID>
                <AuthorList><Author><LastName>Ng</LastName><ForeName>Anna B</ForeName><Initials>AB</Initials>
                <AffiliationInfo><Affiliation>Here.</Affiliation></AffiliationInfo></Author>
                <Author><LastName>Roe</LastName><ForeName>Jim</ForeName><Suffix>Jr</Suffix></Author>
                <Author><LastName>Sukarno</LastName></Author><Author><CollectiveName>Drug A Group</CollectiveName>
                </Author></AuthorList><Language>eng</Language><Language>fre</Language>
                <DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList>
                <AccessionNumber>NCT01234567</AccessionNumber></AccessionNumberList></DataBank>
                <DataBank><DataBankName>GENBANK</DataBankName><AccessionNumberList>
                <AccessionNumber>AB12345</AccessionNumber></AccessionNumberList></DataBank></DataBankList>
                <PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList>""",
                citation="""<CommentsCorrectionsList><CommentsCorrections><PMID>99</PMID></CommentsCorrections>
                </CommentsCorrectionsList><MeshHeadingList><MeshHeading><DescriptorName UI="D000001"
                MajorTopicYN="N">Drugs</DescriptorName><QualifierName MajorTopicYN="Y">adverse effects</QualifierName>
                </MeshHeading><MeshHeading><DescriptorName>Humans</DescriptorName></MeshHeading></MeshHeadingList>
                <KeywordList><Keyword>CD8<sup>+</sup> cells</Keyword><Keyword/></KeywordList>""",
                data="""<ArticleIdList><ArticleId IdType="pubmed">12</ArticleId>
                <ArticleId IdType="pmc">PMC77</ArticleId>
                <ArticleId IdType="doi">10.1000/a.1</ArticleId></ArticleIdList><ReferenceList><Reference>
                <Citation>Roe J. A paper. 2001</Citation><ArticleIdList><ArticleId IdType="pubmed">5</ArticleId>
                <ArticleId IdType="doi">10.1/b</ArticleId></ArticleIdList></Reference><ReferenceList><Reference>
                <Citation>Another.</Citation></Reference></ReferenceList></ReferenceList>""",
            )
        )
    )
    assert (found.id, found.year, found.journal, found.format) == (
        "PMID:12",
        2019,
        "The journal of drugs",
        "pubmed-xml",
    )
    meta = found.metadata
    assert meta.identifiers == ("PMID:12", "PMC:PMC77", "DOI:10.1000/A.1")
    assert (meta.volume, meta.issue, meta.pages, meta.language) == ("4", "2", "17-25", "eng")
    assert meta.authors == (
        Author("Ng", "Anna B"),
        Author("Roe", "Jim Jr"),
        Author("Sukarno"),
        Author("Drug A Group", None, True),
    )
    assert meta.publication_types == ("Journal Article",)
    assert meta.mesh == (
        MeshHeading("Drugs", "MESH:D000001", True, ("adverse effects",)),
        MeshHeading("Humans", None, False, ()),
    )
    assert (meta.keywords, meta.registry_numbers) == (("CD8(+) cells",), ("NCT01234567",))
    assert found.references == (Reference("Roe J. A paper. 2001", pmid="5", doi="10.1/b"), Reference("Another."))


def test_labelled_parts_are_passages_and_parted_by_one_space() -> None:
    found = document(
        article(
            1,
            inner=abstract(
                '<AbstractText Label="BACKGROUND" NlmCategory="BACKGROUND">\n  It is\n new. </AbstractText>',
                '<AbstractText Label="What was done:">A was given.</AbstractText><AbstractText/>',
                "<AbstractText>It worked.</AbstractText>",
            )
            + '<OtherAbstract Language="fre"><AbstractText>Nouveau.</AbstractText></OtherAbstract>',
        )
    )
    assert found.text == "Drug A in children.\nBACKGROUND: It is new. What was done: A was given. It worked."
    assert parts(found) == [
        ("title", None, "Drug A in children."),
        ("abstract", "BACKGROUND", "BACKGROUND: It is new. "),
        ("abstract", "What was done", "What was done: A was given. "),
        ("abstract", None, "It worked."),
    ]


def test_an_abstract_without_labels_is_parted_where_they_stand_in_it() -> None:
    found = document(article(1, inner=abstract("<AbstractText>METHODS: A. RESULTS: B.</AbstractText>")))
    assert [heading for _, heading, _ in parts(found)] == [None, "METHODS", "RESULTS"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Role of <i>TP53</i> in <b>A <u>b</u></b>.", "Role of TP53 in A b."),
        ("<i>In vivo</i> <b>x</b>", "In vivo x"),
        ("5 x 10<sup>9</sup>/L and p<sub>trend</sub>=0.04", "5 x 10(9)/L and p(trend)=0.04"),
        ("a<sup> </sup>b", "ab"),
        ("&lt;5 &amp; &#946;\u00a0x", "<5 & β x"),
        ("<![CDATA[a <b> c]]>", "a <b> c"),
        ("a<!-- no -->b", "ab"),
        (
            'V <m:math xmlns:m="http://www.w3.org/1998/Math/MathML"> <m:msub> <m:mi>O</m:mi> <m:mn>2</m:mn></m:msub>'
            "<m:mo>=</m:mo><m:mfrac><m:mi>a</m:mi><m:mrow><m:mi>b</m:mi><m:mo>+</m:mo><m:mn>1</m:mn></m:mrow></m:mfrac>"
            "</m:math> x",
            "V O_2=a/(b+1) x",
        ),
        ("<math><msqrt><mi>a</mi></msqrt><mroot><mi>x</mi><mn>3</mn></mroot></math>", "√(a)x^(1/3)"),
        (
            "<math><mmultiscripts><mi>He</mi><mprescripts/><none/><mn>3</mn></mmultiscripts><mspace/>"
            "<mfenced><mi>a</mi><mi>b</mi></mfenced><annotation>no</annotation></math>",
            "^3He (a,b)",
        ),
        ("[Le médicament A].", "[Le médicament A]."),
    ],
)
def test_markup_in_a_title_becomes_text(markup: str, text: str) -> None:
    found = document(article(1, markup))
    assert (found.title, found.text) == (text, text)


@pytest.mark.parametrize(
    ("title", "vernacular", "expected"),
    [
        ("[Drug A].", "Médicament A.", "[Drug A]."),
        ("[Not Available].", "Médicament A.", "Médicament A."),
        ("", "Médicament A.", "Médicament A."),
        ("[Not Available].", "", "[Not Available]."),
    ],
)
def test_the_title_in_the_papers_own_language_stands_in_where_there_is_no_other(
    title: str, vernacular: str, expected: str
) -> None:
    assert document(article(1, title, f"<VernacularTitle>{vernacular}</VernacularTitle>")).title == expected


def test_a_missing_title_is_none() -> None:
    found = document(article(1, "", abstract("<AbstractText>It works.</AbstractText>")))
    assert (found.title, found.text, parts(found)) == (None, "It works.", [("abstract", None, "It works.")])


def test_a_record_without_any_words_is_a_reject() -> None:
    (reject,) = read(collection(article(7, "")))
    assert isinstance(reject, Reject)
    assert (reject.scope, reject.document, reject.line) == ("document", "PMID:7", 4)
    assert reject.reason == "the record has neither title nor abstract"


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("<PubDate><Year>2019</Year><Month>Jan</Month></PubDate>", 2019),
        ("<PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate>", 1998),
        ("<PubDate><MedlineDate>Winter</MedlineDate></PubDate>", 2001),
        ("", 2001),
    ],
)
def test_the_year_is_that_of_the_issue_or_else_of_the_posting(date: str, year: int) -> None:
    inner = f"<Journal><JournalIssue>{date}</JournalIssue></Journal><ArticleDate><Year>2001</Year></ArticleDate>"
    assert document(article(1, inner=inner)).year == year


@pytest.mark.parametrize(
    ("data", "id"),
    [
        ('<ArticleId IdType="pmc">PMC77</ArticleId><ArticleId IdType="doi">10.1000/a</ArticleId>', "PMC:PMC77"),
        ('<ArticleId IdType="doi">10.1000/a</ArticleId>', "DOI:10.1000/a"),
        ('<ArticleId IdType="doi">none</ArticleId>', "file:f"),
    ],
)
def test_without_a_pmid_another_number_is_the_id(data: str, id: str) -> None:
    assert document(article("", data=f"<ArticleIdList>{data}</ArticleIdList>")).id == id


def test_chapters_and_books_are_read() -> None:
    chapter, book = read(
        "<PubmedBookArticleSet><PubmedBookArticle><BookDocument><PMID>1</PMID><Book><BookTitle>Drugs</BookTitle>"
        "<PubDate><Year>2010</Year></PubDate><AuthorList Type='editors'><Author><LastName>Ed</LastName></Author>"
        "</AuthorList></Book><ArticleTitle>Drug A</ArticleTitle><AuthorList Type='authors'><Author><LastName>Ng"
        "</LastName></Author></AuthorList><PublicationType>Review</PublicationType><Abstract><AbstractText>It works."
        "</AbstractText></Abstract></BookDocument></PubmedBookArticle><PubmedBookArticle><BookDocument><PMID>2</PMID>"
        "<Book><BookTitle>Drugs</BookTitle></Book><ContributionDate><Year>2012</Year></ContributionDate></BookDocument>"
        "</PubmedBookArticle></PubmedBookArticleSet>"
    )
    assert isinstance(chapter, SourceRecord) and isinstance(book, SourceRecord)
    assert (chapter.document.text, chapter.document.year) == ("Drug A\nIt works.", 2010)
    assert chapter.document.metadata.authors == (Author("Ng"),)
    assert chapter.document.metadata.publication_types == ("Review",)
    assert (book.document.title, book.document.year) == ("Drugs", 2012)


def test_each_deletion_is_told() -> None:
    items = read(
        collection(article(1), "<DeleteCitation>\n<PMID Version='1'>8</PMID>\n<PMID>9</PMID></DeleteCitation>")
    )
    assert ids(items) == ["PMID:1", "PMID:8", "PMID:9"]
    assert [(reject.line, reject.reason) for reject in rejects(items)] == [
        (8, "PubMed has deleted the record"),
        (9, "PubMed has deleted the record"),
    ]


def test_versions_of_a_record_are_all_given() -> None:
    assert ids(read(collection(article(1), article(1, "Drug B.")))) == ["PMID:1", "PMID:1"]


BOMB = """<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY e SYSTEM "file:///etc/passwd">]>\n"""


@pytest.mark.parametrize(
    ("broken", "reason", "line", "id"),
    [
        (article(2, "a <i>b"), "Opening and ending tag mismatch", 7, "PMID:2"),
        (article(2, "&e;"), "Entity 'e' not defined", 7, "PMID:2"),
        (article(2, "&b;"), "Entity 'b' not defined", 7, "PMID:2"),
        (article(2, "<x:y/>"), "Namespace prefix x", 7, "PMID:2"),
        (article(2, "a\x00b"), "", 7, "PMID:2"),
        (article(2).replace("</PubmedArticle>", ""), "has not ended where the next one begins", 6, "PMID:2"),
        ("<PubmedArticle/>\n", "has not ended where the next one begins", 6, None),
        ("<p>Too many requests</p>\n", "what stands here is no record", 6, None),
    ],
)
def test_what_is_broken_costs_only_itself(broken: str, reason: str, line: int, id: str | None) -> None:
    items = read(collection(article(1), broken, article(3), head=BOMB))
    assert ids(items) == ["PMID:1", id, "PMID:3"]
    (reject,) = rejects(items)
    assert reason in reject.reason
    assert (reject.scope, reject.line) == ("document", line)


def test_bytes_that_are_no_text_cost_only_their_record() -> None:
    items = read(collection(article(1), article(2, "café"), article(3)).encode().replace("é".encode(), b"\xe9"))
    assert ids(items) == ["PMID:1", "PMID:2", "PMID:3"]
    assert len(rejects(items)) == 1


def test_a_file_that_is_cut_off_says_so() -> None:
    whole = collection(article(1), article(2))
    cut = whole.index("Drug", whole.index("Drug A") + 1)
    first, reject = read(whole[:cut])
    assert isinstance(first, SourceRecord) and isinstance(reject, Reject)
    assert reject.reason == "the PubmedArticle is cut off by the end of the file"
    assert (reject.line, reject.document, reject.expected) == (7, "PMID:2", "</PubmedArticle>")
    between = whole[: whole.index("</PubmedArticleSet>")]
    *records, reject = read(between)
    assert ids(records) == ["PMID:1", "PMID:2"]
    assert isinstance(reject, Reject)
    assert (reject.line, reject.expected, reject.actual) == (10, "</PubmedArticleSet>", "the end of the file")


def test_files_put_one_behind_the_other_are_all_read() -> None:
    assert ids(read(collection(article(1)) + collection(article(2)))) == ["PMID:1", "PMID:2"]


def test_a_record_in_a_comment_is_none() -> None:
    assert ids(read(collection("<!-- ", article(1), "-->", article(2)))) == ["PMID:2"]
    _, reject = read(collection(article(1), "<!-- " + "x" * 3_000_000 + article(2)))
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.line) == ("a comment does not end", 7)


def test_a_prefix_that_the_set_declares_holds_in_its_records() -> None:
    content = collection(article(1, "<m:math><m:mi>x</m:mi></m:math>")).replace(
        "<PubmedArticleSet>", '<PubmedArticleSet xmlns:m="http://www.w3.org/1998/Math/MathML">'
    )
    assert document(content).text == "x"


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.replace("1.0", "1.0' encoding='ISO-8859-1").encode("latin-1"),
        lambda text: text.replace("1.0", "1.0' encoding='UTF-16").encode(),
    ],
)
def test_encodings_are_kept_to(encode) -> None:  # type: ignore[no-untyped-def]
    content = collection(article(1, "Médicament A"), head="<?xml version='1.0'?>\n")
    assert document(encode(content)).text == "Médicament A"


@pytest.mark.parametrize(
    ("content", "error", "reason"),
    [
        (b" \n", UnreadableFile, "only white space"),
        (b"\xff\xfe<\0\x00\xd8", UnreadableFile, "not valid UTF-16"),
        (b"<?xml version='1.0' encoding='klingon'?><PubmedArticle/>", MalformedRecord, "encoding that is not known"),
        (b"<PubmedArticleSet></PubmedArticleSet>", MalformedRecord, "holds no record"),
    ],
)
def test_a_file_that_cannot_be_used_raises(content: bytes, error: type[Exception], reason: str) -> None:
    with pytest.raises(error, match=reason):
        read(content)


def test_records_longer_than_a_block_and_blocks_cut_anywhere_make_no_difference(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = collection(article(1, "x" * 200), "junk", article(2), "<!-- y -->", article(3, "<i>z"), article(4))
    expected = read(content)
    for size in (1, 7, 64, 150):
        monkeypatch.setattr("pipeline.ingest.markup.window._BLOCK", size)
        assert read(content) == expected


@pytest.mark.parametrize("sign", ["<PubmedArticle>", "<?", "<!DOCTYPE a [", "<PMID>", "<!--", "<a ", "<"])
def test_signs_without_end_come_to_an_end(sign: str) -> None:
    content = "<PubmedArticle>" + sign * 30_000
    with patience():
        assert read(content)
        assert read(sign * 30_000 + article(1))


def test_a_record_without_end_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ingest.markup.window._BLOCK", 1 << 12)
    monkeypatch.setattr("pipeline.ingest.markup.records._LONGEST_RECORD", 1 << 15)
    monkeypatch.setattr("pipeline.ingest.markup.records._LONGEST_BETWEEN", 1 << 13)
    items = read(collection(article(1), "<PubmedArticle>" + "y" * (1 << 17), article(2)))
    assert ids(items) == ["PMID:1", None, "PMID:2"]
    assert "longer than" in rejects(items)[0].reason


@given(
    pieces=st.lists(
        st.one_of(
            st.sampled_from(
                [
                    article(1), article(2, "a<sup>2</sup>"), "<PubmedArticle>", "</PubmedArticle>",
                    "<PubmedArticleSet>", "<?", "?>", "<!DOCTYPE a [",
                    "</PubmedArticleSet>", "<!--", "-->", "<![CDATA[", "]]>", "<DeleteCitation><PMID>3</PMID>",
                    "</DeleteCitation>", "&a;", "<MedlineCitation>", "</MedlineCitation>", BOMB, "\0", "\n",
                ]
            ),
            st.text(max_size=8),
        ),
        max_size=12,
    )
)  # fmt: skip
@strategies.examples(150)
def test_anything_gives_records_or_rejects(tmp_path: Path, pieces: list[str]) -> None:
    path = tmp_path / "f.xml"
    path.write_bytes("".join(pieces).encode("utf-8", "surrogatepass"))
    items = list(read_file(path, format="pubmed-xml"))
    assert items
    for item in items:
        if isinstance(item, SourceRecord):
            text = item.document.text
            assert all(passage.span.of(text) for passage in item.document.passages)
            assert [passage.span.start for passage in item.document.passages][:1] == [0]
