"""JATS full text: what is written where, which passages it makes, tables, references, metadata, bad input."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import MalformedRecord
from pipeline.ingest import detect, read_file, read_records
from pipeline.schema import Author, Document, Reference, Reject, SourceRecord
from tests import strategies

FRONT = """<front><journal-meta><journal-title-group><journal-title>J Tests</journal-title></journal-title-group>
</journal-meta><article-meta><article-id pub-id-type="doi">10.1234/x.1</article-id>
<article-id pub-id-type="pmc">77</article-id><article-id pub-id-type="pmid">123</article-id>
<article-id pub-id-type="publisher-id">zz</article-id>
<article-categories><subj-group subj-group-type="heading"><subject>Trial</subject></subj-group></article-categories>
<title-group><article-title>Drug A in <italic>children</italic><xref ref-type="fn">*</xref></article-title>
<subtitle>a trial</subtitle></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Doe</surname><given-names>Jo</given-names>
<suffix>Jr</suffix></name></contrib><contrib contrib-type="author"><collab>The Group</collab></contrib>
<contrib contrib-type="editor"><name><surname>No</surname></name></contrib></contrib-group>
<pub-date pub-type="pmc-release"><year>2001</year></pub-date><pub-date pub-type="ppub"><year>2012</year></pub-date>
<pub-date pub-type="epub"><year>2011</year></pub-date><volume>5</volume><issue>2</issue><fpage>10</fpage>
<lpage>19</lpage><abstract><sec><title>Background:</title><p>It is rare.</p></sec>
<sec><title>Results</title><p>Of 20 children 5 died.</p><p>See NCT01207388.</p></sec></abstract>
<kwd-group><kwd>leukaemia</kwd><kwd>drug A;</kwd></kwd-group></article-meta></front>"""

BODY = """<body><p>Lead.</p><sec><label>1.</label><title>Results</title><p>All was well<xref ref-type="bibr"
><sup>1</sup></xref> <table-wrap><label>Table 1</label><caption><p>Deaths.</p></caption><table>
<thead><tr><th/><th>A<sup>1</sup></th></tr></thead><tbody><tr><td>Year 1</td>
<td>5</td></tr></tbody></table><table-wrap-foot><fn><label>1</label><p>Drug A.</p></fn>
<p>n, number</p></table-wrap-foot></table-wrap> then.</p><sec><title>Survival</title><p>Items:
<list><list-item><label>a</label><p>one</p></list-item><list-item><p>two</p></list-item></list> end.</p>
<fig><label>Figure 1</label>
<caption><title>Curves.</title><p>By arm.</p></caption><graphic/></fig></sec></sec></body>"""

BACK = """<floats-group><table-wrap><label>Table 2</label><caption><p>A picture.</p></caption><graphic/></table-wrap>
</floats-group><back><ack><p>Thanks.</p></ack><glossary><def-list><def-item><term>CR</term><def><p>remission</p></def>
</def-item></def-list></glossary><fn-group><fn><label>b</label><p>A note.</p></fn></fn-group>
<ref-list><title>References</title><ref><label>1.</label><element-citation publication-type="journal">
<person-group person-group-type="author"><name><surname>Roe</surname><given-names>R</given-names></name>
<collab>Some Group</collab><etal/></person-group><article-title>Old drug.</article-title><source>J Old</source>
<year>1999a</year><volume>3</volume>
<issue>4</issue><fpage>1</fpage><lpage>9</lpage>
<pub-id pub-id-type="doi">10.1000/abc</pub-id><pub-id pub-id-type="pmid">55</pub-id>
<pub-id pub-id-type="pmcid">PMC66</pub-id></element-citation></ref>
<ref><mixed-citation publication-type="book"><name><surname>Poe</surname> <given-names>E</given-names></name>.
<source>A book</source>. <year>2000</year>.</mixed-citation></ref></ref-list></back>"""

ARTICLE = f'<article article-type="research-article" xml:lang="en">{FRONT}{BODY}{BACK}</article>'

TEXT = """Drug A in children: a trial
Background: It is rare. Results: Of 20 children 5 died. See NCT01207388.

Lead.

1. Results

All was well[1] then.

Table 1. Deaths.
\tA[1]
Year 1\t5
[1] Drug A.
n, number

Survival

Items:

a one

two

end.

Figure 1. Curves. By arm.

Table 2. A picture.

Thanks.

CR: remission

[b] A note.

References
1. Roe R, Some Group, et al. Old drug. J Old. 1999a;3(4):1-9. doi:10.1000/abc. PMID: 55. PMC66.
Poe E. A book. 2000."""


def read(tmp_path: Path, content: str | bytes) -> list[SourceRecord | Reject]:
    path = tmp_path / "x.nxml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_file(path, "dir/x.nxml"))


def document(tmp_path: Path, content: str) -> Document:
    (record,) = read(tmp_path, content)
    assert isinstance(record, SourceRecord)
    return record.document


def test_the_text_is_rendered_part_by_part(tmp_path: Path) -> None:
    assert document(tmp_path, ARTICLE).text == TEXT


def test_each_part_is_a_passage_under_the_titles_that_lead_to_it(tmp_path: Path) -> None:
    found = document(tmp_path, ARTICLE)
    assert [(p.kind, p.heading, p.span.of(found.text)[:12]) for p in found.passages] == [
        ("title", None, "Drug A in ch"),
        ("abstract", "Background", "Background: "),
        ("abstract", "Results", "Results: Of "),
        ("section", None, "Lead."),
        ("section", "Results", "1. Results\n\n"),
        ("table", "Table 1", "Table 1. Dea"),
        ("section", "Results > Survival", "Survival\n\nIt"),
        ("other", "Figure 1", "Figure 1. Cu"),
        ("table", "Table 2", "Table 2. A p"),
        ("other", "Acknowledgements", "Thanks."),
        ("other", "Abbreviations", "CR: remissio"),
        ("other", "Footnotes", "[b] A note."),
        ("reference", "References", "References\n1"),
    ]


def test_metadata_are_read_from_the_front(tmp_path: Path) -> None:
    found = document(tmp_path, ARTICLE)
    assert (found.id, found.format, found.source) == ("PMID:123", "jats", "dir/x.nxml")
    assert (found.title, found.year, found.journal) == ("Drug A in children: a trial", 2011, "J Tests")
    metadata = found.metadata
    assert metadata.identifiers == ("PMID:123", "PMC:PMC77", "DOI:10.1234/x.1")
    assert metadata.authors == (Author("Doe", "Jo Jr"), Author("The Group", group=True))
    assert (metadata.volume, metadata.issue, metadata.pages, metadata.language) == ("5", "2", "10-19", "eng")
    assert metadata.publication_types == ("research-article", "Trial")
    assert metadata.keywords == ("leukaemia", "drug A")
    assert metadata.registry_numbers == ("NCT01207388",)


def test_references_are_data_and_stand_on_their_lines(tmp_path: Path) -> None:
    found = document(tmp_path, ARTICLE)
    first, second = found.references
    assert first == Reference(
        text="Roe R, Some Group, et al. Old drug. J Old. 1999a;3(4):1-9. doi:10.1000/abc. PMID: 55. PMC66.",
        span=first.span, label="1", authors=(Author("Roe", "R"), Author("Some Group", group=True)), title="Old drug",
        journal="J Old", year=1999, volume="3", issue="4", pages="1-9", doi="10.1000/abc", pmid="55", pmcid="PMC66",
    )  # fmt: skip
    assert (second.title, second.journal, second.year, second.label) == ("A book", None, 2000, None)
    assert all(r.span is not None and r.span.of(found.text) == r.text for r in found.references)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "<element-citation publication-type='book'><person-group person-group-type='editor'><name>"
            "<surname>Ed</surname></name></person-group><source>A book</source><year>2001</year>"
            "<comment>in press</comment></element-citation>",
            "A book. 2001. Ed, editors. in press.",
        ),
        (
            "<element-citation publication-type='book'><person-group person-group-type='author'><name>"
            "<surname>Au</surname></name></person-group>"
            "<person-group person-group-type='editor'>"
            "<name><surname>Ed</surname></name></person-group>"
            "<chapter-title>One</chapter-title><source>A book</source></element-citation>",
            "Au. One. A book. Ed, editors.",
        ),
        (
            "<citation><ext-link xmlns:l='http://www.w3.org/1999/xlink' l:href='http://x.org/'/></citation>",
            "http://x.org/.",
        ),
        ("<note><p>Not published.</p></note>", "Not published."),
        ("<label>[3]</label><mixed-citation><label>a</label> Doe. <italic>X</italic>.</mixed-citation>", "a. Doe. X."),
    ],
)
def test_an_entry_of_a_reference_list_is_one_line(tmp_path: Path, markup: str, text: str) -> None:
    found = document(tmp_path, f"<article><back><ref-list><ref>{markup}</ref></ref-list></back></article>")
    assert found.text == text


def test_tables_know_caption_notes_and_cells_and_a_picture_has_none(tmp_path: Path) -> None:
    found = document(tmp_path, ARTICLE)
    first, second = found.tables
    assert first.caption is not None
    assert first.caption.of(found.text) == "Deaths."
    assert [note.of(found.text) for note in first.notes] == ["[1] Drug A.", "n, number"]
    cell = first.cells[-1]
    assert (cell.span.of(found.text), cell.row_header, cell.column_header) == ("5", ("Year 1",), ("A[1]",))
    assert (second.label, second.cells) == ("Table 2", ())


def test_two_tables_under_one_caption_are_two(tmp_path: Path) -> None:
    tables = "".join(f"<table><tbody><tr><td>{n}</td><td>x</td></tr></tbody></table>" for n in "ab")
    found = document(
        tmp_path, f"<article><body><table-wrap><caption><p>Both</p></caption>{tables}</table-wrap></body></article>"
    )
    assert found.text == "Both\na\tx\nb\tx"
    assert [table.span.of(found.text) for table in found.tables] == ["a\tx", "b\tx"]
    assert found.passages[0].heading == "Table"


def test_labels_within_an_unlabelled_abstract_are_found(tmp_path: Path) -> None:
    abstract = "<p><bold>Methods:</bold> We tried.</p><p><bold>Results:</bold> It failed.</p>"
    title = "<title-group><article-title>T</article-title></title-group>"
    front = f"<front><article-meta>{title}<abstract>{abstract}</abstract></article-meta></front>"
    found = document(tmp_path, f"<article>{front}</article>")
    assert found.text == "T\nMethods: We tried. Results: It failed."
    assert [passage.heading for passage in found.passages] == [None, "Methods", "Results"]


def test_a_sub_article_is_a_document_of_its_own(tmp_path: Path) -> None:
    title = "<title-group><article-title>Reply</article-title></title-group>"
    reply = f"<front-stub>{title}</front-stub><body><p>No.</p></body>"
    named = '<front-stub><article-id pub-id-type="doi">10.1000/r</article-id></front-stub><body><p>Yes.</p></body>'
    body = f'{FRONT}<sub-article id="s1" article-type="reply">{reply}</sub-article><response>{named}</response>'
    records = read(tmp_path, f"<article>{body}</article>")
    assert [record.document.id for record in records if isinstance(record, SourceRecord)] == [
        "PMID:123", "PMID:123#s1", "DOI:10.1000/r",
    ]  # fmt: skip
    assert [record.document.text for record in records[1:] if isinstance(record, SourceRecord)] == [
        "Reply\n\nNo.",
        "Yes.",
    ]


def test_a_file_may_hold_many_articles_with_and_without_namespace(tmp_path: Path) -> None:
    one = '<article xmlns="urn:x"><body><p>One.</p></body></article>'
    items = read(
        tmp_path, f"<pmc-articleset>\n{one}\n<article/><article><body><p>Two.</p></body></article></pmc-articleset>"
    )
    assert [item.document.id if isinstance(item, SourceRecord) else str(item) for item in items] == [
        "file:x", "dir/x.nxml:3: the article has no words", "file:x#3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "is_jats"),
    [
        ("<article>", True),
        ("<?xml version='1.0'?>\n<!DOCTYPE article PUBLIC 'x' 'y'>", True),
        ("<pmc-articleset><article>", True),
        ("<oai><nlm:article xmlns:nlm='x'>", True),
        ("<html><body><article>", False),
        ("<PubmedArticleSet><Article>", False),
        ("text <article>", False),
    ],
)
def test_the_content_tells_the_format(head: str, is_jats: bool) -> None:
    try:
        assert (detect(head, "f").name == "jats") is is_jats
    except Exception as error:  # noqa: BLE001 - no reader knows it
        assert not is_jats, error


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        (f"<pmc-articleset>\n{ARTICLE}\n<article><body><p>cut", "the XML is broken: Premature end", None),
        ("<article>\n<body>\n<p>a</b></body></article>", "the XML is broken: Opening and ending tag mismatch", 3),
        ("<pmc-articleset/><!-- <article> -->", "no article stands in the file", 1),
    ],
)
def test_broken_xml_is_told_with_its_place_and_what_came_before_it_is_kept(
    tmp_path: Path, content: str, reason: str, line: int | None
) -> None:
    path = tmp_path / "x"
    path.write_text(content)
    *before, last = read_file(path, "x", format="jats")
    assert all(isinstance(item, SourceRecord) for item in before)
    assert isinstance(last, Reject)
    assert reason in last.reason
    assert last.line is not None if line is None else last.line == line
    with pytest.raises(MalformedRecord):
        list(read_records(path, format="jats"))


def test_entities_are_not_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    bomb = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">'
    found = document(
        tmp_path, f"<!DOCTYPE article SYSTEM 'x.dtd' [{bomb}]><article><body><p>&b; &c; &ge;</p></body></article>"
    )
    assert found.text == "&b; &c; ≥"


def test_a_table_with_spans_beyond_measure_is_told_and_its_words_are_kept(tmp_path: Path) -> None:
    cells = "<td colspan='1000' rowspan='3000'>a</td>" * 3
    rows = f"<tr>{cells}</tr>" + "<tr/>" * 3000
    items = read(tmp_path, f"<article><body><table-wrap><table>{rows}</table></table-wrap></body></article>")
    record, reject = items
    assert isinstance(record, SourceRecord)
    assert isinstance(reject, Reject)
    assert record.document.text.strip() == "a a a"
    assert reject.reason.startswith("a table cannot be laid out")


@pytest.mark.parametrize(
    "tag", ["sec", "list><list-item", "p><italic", "p><boxed-text", "sub-article", "table-wrap><table><tr><td"]
)
def test_deep_nesting_is_no_error_of_ours(tmp_path: Path, tag: str) -> None:
    tags = tag.split("><")
    depth = 240 // len(tags)
    close = "".join(f"</{each}>" for each in reversed(tags))
    content = f"<article><body>{f'<{tag}>' * depth}<p>deep</p>{close * depth}</body></article>"
    assert read(tmp_path, content)


TAGS = [
    "sec",
    "title",
    "p",
    "list",
    "list-item",
    "label",
    "caption",
    "table-wrap",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "sup",
    "sub",
    "xref",
    "fig",
    "fn",
    "fn-group",
    "ref-list",
    "ref",
    "mixed-citation",
    "element-citation",
    "name",
    "surname",
    "person-group",
    "year",
    "abstract",
    "body",
    "back",
    "front",
    "article-meta",
    "article-id",
    "boxed-text",
    "def-list",
    "def-item",
    "term",
    "def",
    "disp-formula",
    "math",
    "mfrac",
    "msup",
    "mn",
    "alternatives",
    "graphic",
    "sub-article",
    "tgroup",
    "entry",
    "floats-group",
    "supplementary-material",
    "media",
    "table-wrap-foot",
    "collab",
    "title-group",
    "article-title",
    "article",
]
trees = st.recursive(
    st.sampled_from(["", "12", " x ", "85%", "&#xa0;", "&nbsp;", "\n"]),
    lambda inner: st.tuples(
        st.sampled_from(TAGS), st.sampled_from(["", " colspan='2'", " rowspan='0'", " ref-type='bibr'"]),
        st.lists(inner, max_size=4),
    ).map(lambda node: f"<{node[0]}{node[1]}>{''.join(node[2])}</{node[0]}>"),
    max_leaves=30,
)  # fmt: skip


@given(parts=st.lists(trees, max_size=6))
@strategies.examples(200)
def test_any_tree_gives_documents_whose_offsets_hold(tmp_path: Path, parts: list[str]) -> None:
    body = f"<article>{FRONT}<body>{''.join(parts)}</body></article>"
    for item in read(tmp_path, f"<!DOCTYPE article SYSTEM 'x'>{body}"):
        if isinstance(item, Reject):
            continue
        found = item.document
        spans = [passage.span for passage in found.passages]
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(0 <= span.start < span.end <= len(found.text) for span in spans)
        for reference in found.references:
            assert reference.span is not None
            assert reference.span.of(found.text) == reference.text
        for table in found.tables:
            inner = [cell.span for cell in table.cells] + list(table.notes)
            assert all(table.span.start <= span.start <= span.end <= table.span.end for span in inner)


@pytest.mark.parametrize(
    ("rows", "guessed"),
    [
        ("<thead><tr><th>Event</th><th>n</th></tr></thead><tbody><tr><td>Fever</td><td>4</td></tr></tbody>", False),
        ("<tr><th>Event</th><th>n</th></tr><tr><td>Fever</td><td>4</td></tr>", False),
        ("<tr><td><bold>Event</bold></td><td><bold>n</bold></td></tr><tr><td>Fever</td><td>4</td></tr>", True),
        ("<tr><td>Fever</td><td>4</td></tr>", False),
    ],
)
def test_a_head_that_only_its_looks_tell_is_a_guess(tmp_path: Path, rows: str, guessed: bool) -> None:
    wrap = f"<table-wrap><label>Table 1</label><table>{rows}</table></table-wrap>"
    article = f"<article>{FRONT}<body><sec><title>Results</title><p>A.</p>{wrap}</sec></body></article>"
    tables = document(tmp_path, article).tables

    assert [table.head_inferred for table in tables] == [guessed]
