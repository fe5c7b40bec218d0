"""What is said of documents that can be read and are no sound input."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from pipeline.ingest.checking import Checker, offset_faults
from pipeline.ingest.prefixes import curie_fault
from pipeline.schema import (
    Cell,
    Concept,
    Document,
    Mention,
    Passage,
    Relation,
    SourceRecord,
    Span,
    Table,
)
from pipeline.schema.metadata import Metadata, Reference
from tests import strategies

TEXT = "Drug A in children\nIt works."
DRUG = Concept("MESH:D000001", "Drug A", "chemical")
DISEASE = Concept("MESH:D000002", "disease", "disease")
MENTION = Mention(Span(0, 6), "Drug A", "chemical", (DRUG,))
DOCUMENT = Document("PMID:1", TEXT, source="f", format="pubtator")


def told(*records: SourceRecord) -> list[str]:
    checker = Checker()
    return [str(problem) for record in records for problem in checker.check(record)]


def test_of_a_sound_record_nothing_is_said() -> None:
    assert told(SourceRecord(DOCUMENT, (MENTION,), (Relation(DRUG, DRUG, "Association"),), line=1)) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            {"mentions": (replace(MENTION, span=Span(1, 7)),)},
            "the words at 1 to 7 are 'rug A ', not those of the mention, 'Drug A'",
        ),
        (
            {"mentions": (replace(MENTION, span=Span(24, 30), surface="orks."),)},
            "the mention at 24 ends at 30, past the end of the text at 28",
        ),
        (
            {"mentions": (MENTION,), "relations": (Relation(DRUG, DRUG, "Association", Span(0, 29)),)},
            "the evidence of a relation ends at 29, past the end of the text at 28",
        ),
        (
            {"passages": (Passage("title", Span(0, 18)), Passage("abstract", Span(17, 28)))},
            "the passage at 17 begins before the one in front of it ends, at 18",
        ),
        ({"passages": (Passage("title", Span(0, 99)),)}, "the passage at 0 ends at 99, past the end of the text at 28"),
        (
            {"references": (Reference("x", Span(5, 99)),)},
            "the reference at 5 ends at 99, past the end of the text at 28",
        ),
        (
            {"tables": (Table(Span(0, 9), None, Span(0, 99), ()),)},
            "the caption of the table at 0 ends at 99, past the end of the text at 28",
        ),
        (
            {"tables": (Table(Span(0, 9), None, None, (Cell(Span(0, 99), 2, 3),), (Span(0, 98),)),)},
            "a note of the table at 0 ends at 98, past the end of the text at 28",
        ),
        (
            {"tables": (Table(Span(0, 9), None, None, (Cell(Span(0, 99), 2, 3),)),)},
            "the cell in row 2 and column 3 of the table at 0 ends at 99, past the end of the text at 28",
        ),
    ],
)
def test_a_place_that_is_not_in_the_text_is_told(change: dict[str, object], fault: str) -> None:
    of_record = {key: value for key, value in change.items() if key in ("mentions", "relations")}
    of_document = {key: value for key, value in change.items() if key not in of_record}
    record = SourceRecord(replace(DOCUMENT, **of_document), line=7, **of_record)  # type: ignore[arg-type]

    assert f"f:7: PMID:1: {fault}" in told(record)


@given(strategies.extractions())
def test_what_is_made_with_true_offsets_has_no_fault_but_in_the_order_of_passages(extraction) -> None:  # type: ignore[no-untyped-def]
    record = SourceRecord(extraction.document, extraction.mentions, extraction.relations)

    assert list(offset_faults(record)) == []


@pytest.mark.parametrize(
    ("curie", "fault"),
    [
        ("PMID:36727001", None),
        ("PMC:PMC10040863", None),
        ("DOI:10.1000/x(1)", None),
        ("file:my paper", None),
        ("MESH:D054198", None),
        ("NCBIGene:930", None),
        ("NCBITaxon:9606", None),
        ("OMIM:255800", None),
        ("DBSNP:rs6275", None),
        ("tmVar:c|DEL|1314_1328|", None),
        ("cellosaurus:CVCL_TT54", None),
        ("evigraph:car-t", None),
        ("D054198", ("is no CURIE", "prefix:identifier")),
        ("MESH:", ("is no CURIE", "prefix:identifier")),
        (":D1", ("is no CURIE", "prefix:identifier")),
        ("", ("is no CURIE", "prefix:identifier")),
        ("pubtator:D054198", ("has an unknown prefix", "a known prefix")),
        ("mesh:D054198", ("has an unknown prefix", "MESH")),
        ("MESH:54198", ("is no identifier of MESH", r"MESH:[A-Z]\d{6,9}")),
        ("PMID:0", ("is no identifier of PMID", r"PMID:[1-9]\d{0,8}")),
        ("PMC:10040863", ("is no identifier of PMC", r"PMC:PMC[1-9]\d*")),
        ("NCBIGene:CD19", ("is no identifier of NCBIGene", r"NCBIGene:\d+")),
    ],
)
def test_an_identifier_is_sound_or_it_is_told_what_is_expected(curie: str, fault: tuple[str, str] | None) -> None:
    assert curie_fault(curie) == fault


def test_identifiers_of_document_concepts_and_relations_are_checked_each_once() -> None:
    odd = Concept("pubtator:x", "x", "gene")
    document = replace(DOCUMENT, id="PMID:x", metadata=Metadata(identifiers=("PMID:x", "DOI:9.1/x")))
    mention = replace(MENTION, concepts=(odd, replace(DRUG, id="MESH:1")))

    assert told(SourceRecord(document, (mention, mention), (Relation(odd, odd, "Bind"),), line=3)) == [
        r"f:3: PMID:x: the identifier of the document is no identifier of PMID (expected 'PMID:[1-9]\\d{0,8}', "
        "found 'PMID:x')",
        r"f:3: PMID:x: the identifier of the document is no identifier of DOI (expected 'DOI:10\\.\\d{4,9}/\\S+', "
        "found 'DOI:9.1/x')",
        "f:3: PMID:x: the identifier of a concept has an unknown prefix (expected 'a known prefix', "
        "found 'pubtator:x')",
        r"f:3: PMID:x: the identifier of a concept is no identifier of MESH (expected 'MESH:[A-Z]\\d{6,9}', "
        "found 'MESH:1')",
    ]


def test_a_relation_whose_concept_no_mention_names_is_told() -> None:
    relations = (Relation(DRUG, DISEASE, "CID"), Relation(DISEASE, DRUG, "CID"))

    assert told(SourceRecord(DOCUMENT, (MENTION,), relations, line=1)) == [
        "f:1: PMID:1: a relation CID has a concept that no mention names (expected 'one that a mention names', "
        "found 'MESH:D000002')",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Caf\ufffd, th\ufffdse\n", "a sign for what could not be decoded at character 3, and 1 more of them: "),
        ("CafÃ©\n", "UTF-8 that was read as another encoding at character 3: 'CafÃ©\\n'"),
        ("It isnâ€™t\n", "UTF-8 that was read as another encoding at character 6: "),
        ("Î±-interferon\n", "UTF-8 that was read as another encoding at character 0: "),
        ("5 Â± 2\n", "UTF-8 that was read as another encoding at character 2: "),
        ("it isn\x92t\n", "a control character at character 6: "),
        ("a\x07b\n", "a control character at character 1: "),
        ("a\ufeffb\n", "a byte-order mark within the text at character 1: "),
        ("a\ud800b\n", "half of a character (a lone surrogate) at character 1: "),
    ],
)
def test_traces_of_a_wrong_encoding_are_told_with_their_place(text: str, problem: str) -> None:
    plain = Document("file:a", "First\n\n" + text, source="f", format="text")
    (shown,) = told(SourceRecord(plain))
    (shown_of_record,) = told(SourceRecord(replace(DOCUMENT, text=text), line=9))

    what, _, rest = problem.partition(" at character ")
    assert shown.startswith(f"f:3: file:a: {what} at character {int(rest.split(':')[0].split(',')[0]) + 7}")
    assert shown_of_record.startswith(f"f:9: PMID:1: {problem}")


@pytest.mark.parametrize(
    "text", ["Café, naïve, Ångström", "α ± 2 µg·m²", "NÃO, Âge, são", "日本語 𝒳", "tab\tand\r\nend\f\x85"]
)
def test_sound_words_of_any_language_are_no_problem(text: str) -> None:
    assert told(SourceRecord(replace(DOCUMENT, text=text))) == []


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_a_document_without_text_is_told(text: str) -> None:
    assert told(SourceRecord(replace(DOCUMENT, text=text), line=2)) == ["f:2: PMID:1 has no text"]


def test_a_paper_told_in_two_lengths_by_two_files_is_no_problem() -> None:
    whole = replace(DOCUMENT, text="A trial\nAll of it.", title="A trial", source="f")
    short = replace(DOCUMENT, text="A TRIAL.", title="A TRIAL.", source="g")
    other = replace(DOCUMENT, text="A mouse", title="A mouse", source="g")

    assert told(SourceRecord(whole), SourceRecord(short)) == []
    assert told(SourceRecord(whole), SourceRecord(other)) == ["g: PMID:1 has another text in f"]
    # Twice in one file it is told.
    assert told(SourceRecord(whole), SourceRecord(replace(short, source="f"))) == ["f: PMID:1 has another text in f"]


def test_an_identifier_with_two_texts_is_told_and_with_one_text_twice_is_not() -> None:
    first, other = SourceRecord(DOCUMENT, line=1), replace(DOCUMENT, text="Another", source="g")

    assert told(first, first, SourceRecord(other, line=4), SourceRecord(other)) == [
        "g:4: PMID:1 has another text in f:1",
        "g: PMID:1 has another text in f:1",
    ]
