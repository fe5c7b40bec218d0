"""PubTator text keeps every offset: title, one character, abstract are the document's text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ExportError
from pipeline.export import write_pubtator
from pipeline.export.pubtator import flat, record_lines, split_text
from pipeline.schema import Concept, Document, Mention, Passage, Relation, Span
from tests import strategies

some = strategies.examples(60)

pieces = ["A", "cell. ", " ", "\n", "\r\n", "\t", "\u2028", "\xa0", "é", "? ", "|"]
prose = st.lists(st.sampled_from(pieces), max_size=12)
texts = prose.map("".join) | strategies.texts


def rejoined(title, abstract, text):
    """What a reader makes of the two, the character between them aside when nothing follows."""
    whole = f"{title} {abstract}"
    return whole[: len(text)] if not abstract else whole


@some
@given(data=st.data())
def test_title_and_abstract_are_the_text_and_offsets_hold(tmp_path, data):
    document = data.draw(strategies.documents(text=texts))
    mentions = data.draw(st.lists(strategies.mentions(document.text), max_size=3))
    relations = data.draw(st.lists(strategies.relations(document.text), max_size=2))
    path = tmp_path / "out.pubtator"
    write_pubtator(path, [document], {document.id: mentions}, {document.id: relations})
    lines = path.read_text(encoding="utf-8").split("\n")
    assert 2 + len(mentions) + len(relations) + 2 == len(lines)
    assert lines[:-1] == path.read_text(encoding="utf-8").splitlines()
    title, abstract = (line.split("|", 2)[2] for line in lines[:2])
    text = rejoined(title, abstract, document.text)
    assert flat(document.text) == text
    assert len(document.text) == len(text)
    for line in lines[2 : 2 + len(mentions)]:
        _, start, end, surface, _, _ = line.split("\t")
        assert text[int(start) : int(end)] == surface
        assert not (abstract and int(start) <= len(title) < int(end))
    for line in lines[2 + len(mentions) : -2]:
        assert len(line.split("\t")) in (4, 5)


@pytest.mark.parametrize(
    ("text", "title_end", "expected"),
    [
        ("A title.\nAn abstract.", 8, ("A title.", "An abstract.")),
        ("A title. Same line.", 8, ("A title.", "Same line.")),
        ("A title.\n\nAn abstract.", 8, ("A title.", " An abstract.")),
        ("A title.An abstract.", 8, ("A title.An", "abstract.")),
        ("A title", 7, ("A title", "")),
        ("No passage\nSecond line\nThird", None, ("No passage", "Second line Third")),
        ("\n First line\nSecond", None, ("  First line", "Second")),
        ('One "sentence." Two. Three.', None, ('One "sentence."', "Two. Three.")),
        ("Only one sentence", None, ("Only one sentence", "")),
        ("Only one sentence.", None, ("Only one sentence.", "")),
        ("", None, ("", "")),
        (" \n ", None, ("   ", "")),
    ],
)
def test_where_the_text_is_parted(text, title_end, expected):
    passages = () if title_end is None else (Passage("title", Span(0, title_end)),)
    assert expected == split_text(Document("PMID:1", text, passages))


def test_a_mention_is_not_torn_apart():
    document = Document("PMID:1", "E. coli was seen. It grew.")
    coli = Mention(Span(0, 7), "E. coli", "species")
    assert split_text(document, [coli]) == ("E. coli was seen.", "It grew.")
    assert split_text(document) == ("E.", "coli was seen. It grew.")


def test_a_record_is_written_as_pubtator_has_it():
    text = "CD19 and\nALL in man"
    cd19, leukaemia = Concept("NCBIGene:930", "CD19", "gene"), Concept("MESH:D054198", "ALL", "disease")
    other = Concept("NCBIGene:7", "other", "gene")
    mentions = [
        Mention(Span(16, 19), "man", "species", (Concept("NCBITaxon:9606", "man", "species"),)),
        Mention(Span(0, 4), "CD19", "gene", (cd19, other)),
        Mention(Span(9, 12), "ALL", "disease", (leukaemia,)),
        Mention(Span(5, 8), "and", "cell_line"),
    ]
    relations = [Relation(cd19, leukaemia, "Association", novelty="Novel"), Relation(leukaemia, other, "CID")]
    assert list(record_lines(Document("PMID:36727001", text), mentions, relations)) == [
        "36727001|t|CD19 and",
        "36727001|a|ALL in man",
        "36727001\t0\t4\tCD19\tGene\t930",
        "36727001\t5\t8\tand\tCellLine\t-",
        "36727001\t9\t12\tALL\tDisease\tMESH:D054198",
        "36727001\t16\t19\tman\tSpecies\t9606",
        "36727001\tAssociation\t930\tMESH:D054198\tNovel",
        "36727001\tCID\tMESH:D054198\tNCBIGene:7",
    ]


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("PMID:1", "1"),
        ("file:a b", "a b"),
        ("file:12", "file:12"),
        ("file:PMC12", "file:PMC12"),
        ("PMC:PMC12", "PMC:PMC12"),
        ("DOI:10.1/a|b", "DOI:10.1/a_b"),
        ("file:a\tb\nc", "a b c"),
    ],
)
def test_a_document_is_named_so_that_a_reader_knows_it(id, name):
    assert f"{name}|t|" == next(record_lines(Document(id, ""), (), ()))


def test_text_that_is_no_unicode_leaves_the_old_file(tmp_path):
    path = tmp_path / "out.pubtator"
    path.write_text("old")
    with pytest.raises(ExportError, match="not valid Unicode"):
        write_pubtator(path, [Document("PMID:1", "fine"), Document("PMID:2", "\ud800")], {}, {})
    assert path.read_text() == "old"
    assert [path] == list(tmp_path.iterdir())
