"""BioC in both its forms: the text and its passages, annotations moved to it and checked, relations, bad documents."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import MalformedRecord
from pipeline.ingest import READERS
from pipeline.schema import Concept, Metadata, Reject, Relation, SourceRecord, Span
from tests import strategies
from tests.ingest.bioc_forms import annotation, both, document, one, passage, read, relation, write

TITLE = "Drug A in leukaemia."
ABSTRACT = "BACKGROUND: CD19 matters. RESULTS: Drug A cured 3 patients and BRAF V600E."
PUBTATOR = f"""7|t|{TITLE}
7|a|{ABSTRACT}
7\t0\t6\tDrug A\tChemical\tMESH:C000001\tdrug a
7\t10\t19\tleukaemia\tDisease\tMESH:D007938|MESH:D015470
7\t33\t37\tCD19\tGene\t930
7\t71\t79\tpatients\tSpecies\t9606
7\t84\t94\tBRAF V600E\tMutation\ttmVar:p|SUB|V|600|E;HGVS:p.V600E;RS#:113488022
7\tAssociation\tChemical|MESH:C000001\tGene|930\tNovel
"""


def passages_of_the_paper():
    return (
        passage(
            TITLE,
            0,
            [
                annotation("Drug A", (0, 6), id="1", type="Chemical", identifier="MESH:C000001", name="drug a"),
                annotation("leukaemia", (10, 9), id="2", type="Disease", identifier="MESH:D007938|MESH:D015470"),
            ],
            type="title",
            journal="J Test",
            year="2020",
        ),
        passage(
            ABSTRACT,
            len(TITLE) + 1,
            [
                annotation("CD19", (33, 4), id="3", type="Gene", identifier="930"),
                annotation("patients", (71, 8), id="4", type="Species", identifier="9606"),
                annotation(
                    "BRAF V600E", (84, 10), id="5", type="Mutation",
                    identifier="tmVar:p|SUB|V|600|E;HGVS:p.V600E;RS#:113488022",
                ),
            ],
            type="abstract",
        ),
    )  # fmt: skip


@both
def test_a_paper_is_the_same_record_as_in_pubtator(form: str) -> None:
    told = relation("0", type="Association", role1="Chemical|MESH:C000001", role2="Gene|930", novel="Novel")
    record = one(form, *passages_of_the_paper(), relations=[told])
    (expected,) = READERS["pubtator"].read(io.BufferedReader(io.BytesIO(PUBTATOR.encode())), "f")
    assert isinstance(expected, SourceRecord)
    plain = replace(record.document, format="pubtator", metadata=Metadata(), year=None, journal=None)
    assert replace(record, document=plain) == expected
    assert (record.document.format, record.document.journal, record.document.year) == (form, "J Test", 2020)


FULL_TEXT = (
    passage("A trial.", 0, section_type="TITLE", type="front"),
    passage("Background", 9, section_type="ABSTRACT", type="abstract_title_1"),
    passage("It is known.", 20, section_type="ABSTRACT", type="abstract"),
    passage("Findings:", 33, section_type="ABSTRACT", type="abstract_title_1"),
    passage("It works.", 43, section_type="ABSTRACT", type="abstract"),
    passage("Methods", 60, section_type="METHODS", type="title_1"),
    passage("We tried.", 68, section_type="METHODS", type="paragraph"),
    passage("Figure 1. Curves.", 80, section_type="FIG", type="fig_caption"),
    passage("We tried again.", 100, section_type="METHODS", type="paragraph"),
    passage("Doses.", 120, section_type="TABLE", type="table_caption"),
    passage("Arm\tn\tA\t3", 130, section_type="TABLE", type="table"),
    passage("n, number.", 150, section_type="TABLE", type="table_footnote"),
    passage("REFERENCES", 170, section_type="REF", type="title"),
    passage("Drugs in use.", 190, section_type="REF", type="ref"),
    passage("Others.", 210, section_type="REF", type="ref"),
)


@both
def test_a_full_text_is_written_by_the_rule_and_parted_into_its_sections(form: str) -> None:
    document = one(form, *FULL_TEXT).document
    assert document.text == (
        "A trial.\nBackground: It is known. Findings: It works.\nMethods\nWe tried.\nFigure 1. Curves.\n"
        "We tried again.\nDoses.\nArm\tn\tA\t3\nn, number.\nREFERENCES\nDrugs in use.\nOthers."
    )
    assert [(p.kind, p.heading, p.span.of(document.text)) for p in document.passages] == [
        ("title", None, "A trial."),
        ("abstract", "Background", "Background: It is known. "),
        ("abstract", "Findings", "Findings: It works."),
        ("section", "Methods", "Methods\nWe tried."),
        ("section", None, "Figure 1. Curves."),
        ("section", "Methods", "We tried again."),
        ("table", None, "Doses.\nArm\tn\tA\t3\nn, number."),
        ("reference", "REFERENCES", "REFERENCES\nDrugs in use.\nOthers."),
    ]
    assert document.title == "A trial."
    assert [(t.span.of(document.text), t.cells) for t in document.tables] == [("Doses.\nArm\tn\tA\t3\nn, number.", ())]


@both
def test_sentences_stand_for_the_text_of_their_passage(form: str) -> None:
    sentences = [
        {"offset": 20, "text": "Drug A", "annotations": [annotation("Drug A", (20, 6), id="1", type="Chemical")]},
        {"offset": 26, "text": " works."},
        {"offset": 35, "text": "CD19 too.", "annotations": [annotation("CD19", (35, 4), id="2", type="Gene")]},
    ]
    record = one(form, passage(None, 20, [annotation("works. CD19", (27, 12), type="Other")], sentences=sentences))
    assert record.document.text == "Drug A works. CD19 too."
    assert [(m.span, m.surface) for m in record.mentions] == [
        (Span(7, 18), "works. CD19"),
        (Span(0, 6), "Drug A"),
        (Span(14, 18), "CD19"),
    ]


@both
@pytest.mark.parametrize(
    ("encoding", "width"), [("utf-32-le", 4), ("utf-8", 1), ("utf-16-le", 2)], ids=["characters", "bytes", "units"]
)
def test_offsets_may_count_characters_bytes_or_units(form: str, encoding: str, width: int) -> None:
    def length(words: str) -> int:
        return len(words.encode(encoding)) // width

    texts = ["Fièvre 𝒳 et IFN-β.", "Avec β-bloquant 𝒳 ou non."]
    passages, offset = [], 0
    for text in texts:
        found = [
            annotation(word, (offset + length(text[: text.index(word)]), length(word)), type="Chemical")
            for word in ("IFN-β", "β-bloquant", "ou", "𝒳", "et")
            if word in text
        ]
        passages.append(passage(text, offset, found))
        offset += length(text) + 1
    record = one(form, *passages)
    assert [m.surface for m in record.mentions] == ["IFN-β", "𝒳", "et", "β-bloquant", "ou", "𝒳"]
    assert all(m.span.of(record.document.text) == m.surface for m in record.mentions)


@both
def test_one_annotation_that_agrees_with_bytes_does_not_move_the_others(form: str) -> None:
    found = [annotation("drug", (5, 4), type="Chemical"), annotation("café", (1, 4), type="Chemical")]
    record, reject = read(form, write(form, document(passage("café drug", 0, found))))
    assert isinstance(record, SourceRecord)
    assert isinstance(reject, Reject)
    assert [m.surface for m in record.mentions] == ["drug"]
    assert (reject.scope, reject.document) == ("annotation", "PMID:7")
    assert (reject.expected, reject.actual) == ("café", "afé ")


@both
def test_an_annotation_of_several_places(form: str) -> None:
    text = "Breast and ovarian cancer. Cancer, cancer."
    found = [
        annotation("Breast cancer", (0, 6), (19, 6), type="Disease", identifier="MESH:D001943"),
        annotation("cancer", (19, 6), (35, 6), type="Disease", identifier="MESH:D009369"),
    ]
    record = one(form, passage(text, 0, found))
    assert [(m.surface, m.concepts[0].id) for m in record.mentions] == [
        ("Breast and ovarian cancer", "MESH:D001943"),
        ("cancer", "MESH:D009369"),
        ("cancer", "MESH:D009369"),
    ]


@both
def test_annotations_of_the_document_and_of_another_passage_are_found_where_they_point(form: str) -> None:
    astray = annotation("works", (57, 5), type="Other", id="1")
    record = one(
        form,
        passage("Drug A", 0, [astray]),
        passage("It works.", 54),
        annotations=[annotation("Drug A", (0, 6), type="Chemical", id="2")],
    )
    assert [m.surface for m in record.mentions] == ["works", "Drug A"]


@both
@pytest.mark.parametrize(
    ("found", "reason", "expected", "actual"),
    [
        (annotation("Drug B", (0, 6), type="X"), "words are not those at its place", "Drug B", "Drug A"),
        (annotation("Drug A", (0, 60), type="X"), "no passage holds the place 0 to 60", "Drug A", None),
        (annotation("Drug A", (-1, 6), type="X"), "not of whole numbers", "offset and length", "-1, 6"),
        (annotation("Drug A", ("a", 6), type="X"), "not of whole numbers", "offset and length", "a, 6"),
        (annotation("Drug A", (0, 0), type="X"), "not of whole numbers", "offset and length", "0, 0"),
        (annotation("Drug A", ("9" * 5000, 6), type="X"), "not of whole", "offset and length", "9" * 100 + ", 6"),
        (annotation("Drug A", type="X"), "has no location", "Drug A", None),
        (annotation("", (0, 6), type="X"), "no words to check", None, None),
        (annotation("Drug A", (0, 6)), "has no type", None, None),
        (annotation("Drug A", (0, 4), (4, 3), type="X"), "words are not those", "Drug A", "Drug ...  A."),
    ],
)  # fmt: skip
def test_a_faulty_annotation_is_rejected_and_the_rest_kept(form, found, reason, expected, actual) -> None:  # type: ignore[no-untyped-def]
    good = annotation("works", (11, 5), type="Other")
    record, reject = read(form, write(form, document(passage("Drug A. It works.", 0, [found, good]))))
    assert isinstance(record, SourceRecord)
    assert isinstance(reject, Reject)
    assert [m.surface for m in record.mentions] == ["works"]
    assert reason in reject.reason
    assert (reject.scope, reject.document, reject.expected, reject.actual) == (
        "annotation", "PMID:7", expected, actual,
    )  # fmt: skip


@both
def test_a_passage_whose_offset_is_not_told_is_read_without_its_annotations(form: str) -> None:
    found = [annotation("Drug", (0, 4), type="Chemical")]
    record, reject = read(form, write(form, document(passage("Drug A", "-5", found))))
    assert isinstance(record, SourceRecord)
    assert isinstance(reject, Reject)
    assert record.document.text == "Drug A"
    assert "no passage holds" in reject.reason


@both
def test_identifiers_may_stand_under_the_names_of_older_files(form: str) -> None:
    found = [
        annotation("a", (0, 1), type="Disease", MESH="D007938"),
        annotation("b", (2, 1), type="Gene", NCBI_Gene="930;931"),
        annotation("c", (4, 1), type="Species", **{"NCBI Taxonomy": "9606"}),
        annotation("d", (6, 1), type="Disease", OMIM="100100", MeSH="-"),
        annotation("e", (8, 1), type="ProteinMutation", tmVar="p|SUB|V|600|E"),
        annotation("f", (10, 1), type="CellLine", identifier="CVCL:0031"),
        annotation("g", (12, 1), type="Species", identifier="10090", name="10090"),
        annotation("h", (14, 1), type="Chemical", identifier="-"),
    ]
    record = one(form, passage("a b c d e f g h", 0, found))
    assert [[c.id for c in m.concepts] for m in record.mentions] == [
        ["MESH:D007938"], ["NCBIGene:930", "NCBIGene:931"], ["NCBITaxon:9606"], ["OMIM:100100"],
        ["tmVar:p|SUB|V|600|E"], ["cellosaurus:CVCL_0031"], ["NCBITaxon:10090"], [],
    ]  # fmt: skip
    assert record.mentions[6].concepts[0].name == "g"


DRUG = Concept("MESH:C1", "Drug", "chemical")
GENE = Concept("NCBIGene:930", "CD19", "gene")


def with_relation(*relations, **more):
    drug = annotation("Drug", (0, 4), id="1", type="Chemical", identifier="MESH:C1")
    gene = annotation("CD19", (5, 4), id="2", type="Gene", identifier="930")
    nothing = annotation("acts", (10, 4), id="3", type="Gene", identifier="-")
    twice = [
        annotation(word, (at, 4), id="4", type="Gene", identifier=word) for word, at in (("Drug", 0), ("acts", 10))
    ]
    return document(passage("Drug CD19 acts", 0, [drug, gene, nothing, *twice]), relations=relations, **more)


@both
@pytest.mark.parametrize(
    "told",
    [
        relation("1", "2", type="Bind"),
        relation("0", type="Bind", role1="Chemical|MESH:C1", role2="Gene|930"),
        relation(type="Bind", entity1="MESH:C1", entity2="930"),
        relation(relation="Bind", Chemical="MESH:C1", Gene="930"),
    ],
)
def test_a_relation_is_named_by_nodes_or_by_infons(form, told) -> None:  # type: ignore[no-untyped-def]
    record, *rest = read(form, write(form, with_relation(told)))
    assert isinstance(record, SourceRecord)
    assert rest == []
    assert record.relations == (Relation(DRUG, GENE, "Bind", source="pubtator"),)


def test_the_sides_of_a_relation_may_be_objects_in_json() -> None:
    sides = {"role1": {"identifier": "MESH:C1", "type": "Chemical"}, "role2": {"identifier": "930", "type": "Gene"}}
    record, *rest = read("bioc-json", write("bioc-json", with_relation(relation(type="Bind", score="0.9", **sides))))
    assert isinstance(record, SourceRecord)
    assert rest == []
    assert record.relations == (Relation(DRUG, GENE, "Bind", source="pubtator", score=0.9),)


@both
@pytest.mark.parametrize(
    ("told", "reason", "expected", "actual"),
    [
        (relation("1", "9", type="Bind"), "annotation that is not there", "id of an annotation", "9"),
        (relation("1", type="Bind"), "not between two", "2 nodes", "1"),
        (relation("1", "3", type="Bind"), "lacks a concept", "two concept identifiers", "1\t3"),
        (relation("1", "4", type="Bind"), "several annotations bear", "id of one annotation", "4"),
        (relation("1", "2"), "no type", None, None),
        (relation(type="Bind", role1="-", role2="930"), "lacks a concept", "two concept identifiers", "-\t930"),
    ],
)
def test_a_faulty_relation_is_rejected(form, told, reason, expected, actual) -> None:  # type: ignore[no-untyped-def]
    record, reject = read(form, write(form, with_relation(told)))
    assert isinstance(record, SourceRecord)
    assert isinstance(reject, Reject)
    assert record.relations == ()
    assert len(record.mentions) == 5
    assert reason in reject.reason
    assert (reject.scope, reject.expected, reject.actual) == ("relation", expected, actual)


@both
@pytest.mark.parametrize("score", ["NaN", "1.5", "high", "-1", "inf"])
def test_a_score_of_another_scale_is_told_and_the_relation_kept(form: str, score: str) -> None:
    record, reject = read(form, write(form, with_relation(relation("1", "2", type="Bind", score=score))))
    assert isinstance(record, SourceRecord)
    assert isinstance(reject, Reject)
    assert [r.score for r in record.relations] == [None]
    assert (reject.scope, reject.expected, reject.actual) == ("relation", "0 to 1", score)


@both
def test_a_missing_title_or_abstract_keeps_its_line_as_in_pubtator(form: str) -> None:
    found = [annotation("Good", (1, 4), type="Other")]
    record = one(form, passage("", 0, type="title"), passage("Good", 1, found, type="abstract"))
    assert record.document.text == "\nGood"
    assert record.document.title is None
    assert one(form, passage("Drug", 0, type="title"), passage("", 5, type="abstract")).document.text == "Drug\n"


@both
def test_a_bad_document_costs_the_others_nothing(form: str) -> None:
    good = document(passage("Drug"))
    nameless = document(passage("Drug"), id="")
    items = read(form, write(form, good, {"id": "8"}, nameless, good))
    assert [type(item) for item in items] == [SourceRecord, Reject, Reject, SourceRecord]
    assert [item.reason for item in items if isinstance(item, Reject)] == [
        "the document is left out: the document has no passages",
        "the document is left out: the document has no id",
    ]


@both
def test_a_collection_of_nothing_says_so(form: str) -> None:
    with pytest.raises(MalformedRecord, match="no document is in the file"):
        read(form, write(form))


@both
@given(data=st.data())
@strategies.examples(60)
def test_whatever_stands_in_a_document_its_mentions_stand_in_its_text(form: str, data: st.DataObject) -> None:
    words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=12)
    types = st.sampled_from(["title", "abstract", "abstract_title_1", "title_1", "paragraph", "table", "ref", ""])
    passages, offset = [], data.draw(st.integers(0, 9))
    for text, type in data.draw(st.lists(st.tuples(words, types), min_size=1, max_size=5)):
        places = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=3))
        found = [annotation(text[a:b], (offset + a, b - a), type="Gene") for a, b in places if a < b]
        passages.append(passage(text, offset, found, type=type))
        offset += len(text) + data.draw(st.integers(0, 4))
    (record,) = read(form, write(form, document(*passages)))
    assert isinstance(record, SourceRecord)
    body = record.document.text
    assert len(record.mentions) == sum(len(p["annotations"]) for p in passages)
    assert all(m.span.of(body) == m.surface for m in record.mentions)
    ends = [0]
    for part in record.document.passages:
        assert ends[-1] <= part.span.start < part.span.end <= len(body)
        ends.append(part.span.end)
    for given_text in passages:
        assert given_text["text"] in body
