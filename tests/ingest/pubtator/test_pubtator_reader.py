"""PubTator: records in, documents with checked mentions and relations out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnreadableFile
from pipeline.ingest import read_file
from pipeline.ingest.encoding import Line
from pipeline.ingest.pubtator import reader as pubtator
from pipeline.schema import Concept, Mention, Reject, Relation, SourceRecord, Span

TITLE = "Drug A in leukemia."
ABSTRACT = "BACKGROUND: CD19 matters. RESULTS: Drug A | B cured 3 patients."
RECORD = f"""7|t|{TITLE}
7|a|{ABSTRACT}
7\t0\t6\tDrug A\tChemical\tMESH:C000001
7\t10\t18\tleukemia\tDisease\tD007938
7\t32\t36\tCD19\tGene\t930
7\t74\t82\tpatients\tSpecies\t9606
7\tNegative_Correlation\tC000001\tD007938\tNovel
7\tAssociation\tMESH:C000001\t930
"""


def lines(text: str) -> Iterator[Line]:
    for number, content in enumerate(text.split("\n"), start=1):
        yield Line(number, content + "\n")


def read(text: str) -> list[SourceRecord | Reject]:
    return list(pubtator.read(lines(text), "f"))


def one(text: str) -> SourceRecord:
    record, *rest = read(text)
    assert isinstance(record, SourceRecord)
    assert rest == []
    return record


def rejects(text: str) -> list[Reject]:
    return [item for item in read(text) if isinstance(item, Reject)]


def test_a_record_becomes_a_document_with_mentions_and_relations() -> None:
    record = one(RECORD)
    drug = Concept("MESH:C000001", "Drug A", "chemical")
    leukemia = Concept("MESH:D007938", "leukemia", "disease")
    cd19 = Concept("NCBIGene:930", "CD19", "gene")
    human = Concept("NCBITaxon:9606", "patients", "species")
    assert record.document.id == "PMID:7"
    assert record.document.text == f"{TITLE}\n{ABSTRACT}"
    assert record.document.title == TITLE
    assert [(p.kind, p.heading, p.span.of(record.document.text)) for p in record.document.passages] == [
        ("title", None, TITLE),
        ("abstract", "BACKGROUND", "BACKGROUND: CD19 matters. "),
        ("abstract", "RESULTS", "RESULTS: Drug A | B cured 3 patients."),
    ]
    assert record.mentions == (
        Mention(Span(0, 6), "Drug A", "chemical", (drug,), source="pubtator"),
        Mention(Span(10, 18), "leukemia", "disease", (leukemia,), source="pubtator"),
        Mention(Span(32, 36), "CD19", "gene", (cd19,), source="pubtator"),
        Mention(Span(74, 82), "patients", "species", (human,), source="pubtator"),
    )
    assert record.relations == (
        Relation(drug, leukemia, "Negative_Correlation", novelty="Novel"),
        Relation(drug, cd19, "Association"),
    )


def test_a_record_says_on_which_line_it_begins() -> None:
    records = [item for item in read(f"\n\n{RECORD}\n8|t|Next\n8|a|.\n7|t|Again\n") if isinstance(item, SourceRecord)]

    assert [(record.document.id, record.line) for record in records] == [("PMID:7", 3), ("PMID:8", 12), ("PMID:7", 14)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("1|t|A\n1|a|B\n\n2|t|C\n2|a|D\n", ["PMID:1", "PMID:2"]),
        ("1|t|A\n1|a|B\n2|t|C\n2|a|D", ["PMID:1", "PMID:2"]),
        ("\n\n1|t|A\n1|a|B\n\n\n\n2|t|C\n2|a|D\n\n", ["PMID:1", "PMID:2"]),
        ("1|t|A\r\n1|a|B\r\n\r\n2|t|C\r\n2|a|D\r\n", ["PMID:1", "PMID:2"]),
        ("1|t|A\r1|a|B\r\r2|t|C\r2|a|D\r", ["PMID:1", "PMID:2"]),
        ("\r1|t|A\r\r2|t|C", ["PMID:1", "PMID:2"]),
        ("1|t|A\n1|a|B\n\n2|a|D\n", ["PMID:1", "PMID:2"]),
        ("1|t|A\n1|a|B\n1|t|A\n1|a|B\n", ["PMID:1", "PMID:1"]),
    ],
)
def test_records_are_parted_by_blank_lines_or_by_the_next_title(text: str, ids: list[str]) -> None:
    records = read(text)
    assert [record.document.id for record in records if isinstance(record, SourceRecord)] == ids
    assert len(records) == len(ids)


@pytest.mark.parametrize(
    ("text", "document_text", "title", "kinds"),
    [
        ("1|t|A|B|t|C\n1|a|D|a|E\n", "A|B|t|C\nD|a|E", "A|B|t|C", ["title", "abstract"]),
        ("1|t|A\n1|a|\n", "A\n", "A", ["title"]),
        ("1|t|A\n", "A", "A", ["title"]),
        ("1|a|B\n", "\nB", None, ["abstract"]),
        ("1|t|\n1|a|B\n", "\nB", None, ["abstract"]),
        ("1|t| A \n1|a| B \n", " A \n B ", "A", ["title", "abstract"]),
        ("1|t|A\x0bB\u2028C\x85D\n1|a|E\n", "A\x0bB\u2028C\x85D\nE", "A\x0bB\u2028C\x85D", ["title", "abstract"]),
        ("1|t|A\r\n1|a|B\r\n", "A\nB", "A", ["title", "abstract"]),
    ],
)
def test_title_and_abstract_are_kept_verbatim(
    text: str, document_text: str, title: str | None, kinds: list[str]
) -> None:
    document = one(text).document
    assert document.text == document_text
    assert document.title == title
    assert [passage.kind for passage in document.passages] == kinds


@pytest.mark.parametrize(
    ("line", "reason", "expected", "actual"),
    [
        ("1\t0\t4\tDrug\tChemical", None, None, None),
        ("1\t0\t4\tdrug\tChemical", "words are not those at 0 to 4", "drug", "Drug"),
        ("1\t0\t99\tDrug\tChemical", "past the end of the text at 11", "Drug", "Drug A\nGood"),
        ("1\t4\t4\t\tChemical", "not behind its start", "", None),
        ("1\t-3\t4\tDrug\tChemical", "not whole numbers", "start and end", "-3, 4"),
        ("1\tx\ty\tDrug\tChemical", "not whole numbers", "start and end", "x, y"),
        ("1\tx\ty\tDrug\tChemical\tD1", "not whole numbers", "start and end", "x, y"),
        ("1\t²\t4\tDrug\tChemical", "not whole numbers", "start and end", "², 4"),
        ("1\t0\t" + "9" * 5000 + "\tDrug\tChemical", "not whole numbers", "start and end", "0, " + "9" * 5000),
        ("1\t0\t4\tDrug", "too few columns", "5 or more", "4"),
        ("1\t0", "too few columns", "5 or more", "2"),
        ("1\t0\t4\tDrug\t ", "no type", None, None),
        ("1 and words", "identifier is not that of its record", "1", "1 and words"),
        ("2\t0\t4\tDrug\tChemical", "identifier is not that of its record", "1", "2"),
        ("2|a|Other", "identifier is not that of its record", "1", "2"),
        ("1|a|Other", "second abstract line", None, None),
    ],
)
def test_a_faulty_annotation_is_rejected_and_the_document_kept(
    line: str, reason: str | None, expected: str | None, actual: str | None
) -> None:
    record, *rest = read(f"1|t|Drug A\n1|a|Good\n{line}\n")
    assert isinstance(record, SourceRecord)
    assert record.document.text == "Drug A\nGood"
    if reason is None:
        assert rest == []
        return
    assert len(rest) == 1
    (reject,) = rest
    assert isinstance(reject, Reject)
    assert reason in reject.reason
    assert (reject.scope, reject.line, reject.document) == ("annotation", 3, "PMID:1")
    assert (reject.expected, reject.actual) == (expected, actual)
    assert record.mentions == ()


def test_a_full_text_has_more_lines_over_which_the_offsets_go_on() -> None:
    record = one(
        "7|t|Drug A\n7|a|It works.\n7|title_1|Methods\n7|paragraph|We tried.\n7|table_caption|Doses.\n7|ref|Roe 2001\n"
        "7\t25\t34\tWe tried.\tOther\n7\t35\t40\tDoses\tOther\n"
    )
    text = record.document.text
    assert text == "Drug A\nIt works.\nMethods\nWe tried.\nDoses.\nRoe 2001"
    assert [(p.kind, p.heading, p.span.of(text)) for p in record.document.passages] == [
        ("title", None, "Drug A"),
        ("abstract", None, "It works."),
        ("section", "Methods", "Methods\nWe tried."),
        ("table", None, "Doses."),
        ("reference", None, "Roe 2001"),
    ]
    assert [m.surface for m in record.mentions] == ["We tried.", "Doses"]
    assert [reject.reason for reject in rejects("7|paragraph|Lost\n7|t|Drug\n8|paragraph|Strange\n")] == [
        "the line stands before any title line",
        "the line's identifier is not that of its record",
    ]


def test_lines_before_any_title_are_rejected_one_by_one() -> None:
    first, second, record = read("junk\n1\t0\t1\tA\tGene\n1|t|A\n")
    assert isinstance(first, Reject)
    assert isinstance(second, Reject)
    assert isinstance(record, SourceRecord)
    assert (first.line, second.line) == (1, 2)


def test_rejects_come_behind_their_record_in_line_order() -> None:
    found = rejects("1|t|Drug\n1\t0\t9\tx\tGene\n1\tBind\t-\t-\n2\t0\t1\tD\tGene\n1\t0\t3\tx\tGene\n")
    assert [reject.line for reject in found] == [2, 3, 4, 5]
    assert [reject.scope for reject in found] == ["annotation", "relation", "annotation", "annotation"]


@pytest.mark.parametrize(
    ("line", "subject", "object", "novelty"),
    [
        ("1\tCID\tD000001\tD000002", "MESH:D000001 Drug chemical", "MESH:D000002 MESH:D000002 unknown", None),
        ("1\tBind\t930\tD000001\tNo", "NCBIGene:930 CD19 gene", "MESH:D000001 Drug chemical", "No"),
        ("1\tBind\t930\t930\t", "NCBIGene:930 CD19 gene", "NCBIGene:930 CD19 gene", None),
        ("1\tX\tChemical|MESH:D000001\tGene|930", "MESH:D000001 Drug chemical", "NCBIGene:930 CD19 gene", None),
        ("1\tX\tGene|55\tOMIM:1", "NCBIGene:55 NCBIGene:55 gene", "OMIM:1 OMIM:1 unknown", None),
        ("1\tX\tc|SUB|A|1|T\t77", "tmVar:c|SUB|A|1|T c.1A>T variant", "pubtator:77 pubtator:77 unknown", None),
    ],
)
def test_relations_find_their_concepts_among_the_mentions(
    line: str, subject: str, object: str, novelty: str | None
) -> None:
    # The relation stands first: it is about mentions that follow.
    record = one(
        f"1|t|Drug CD19 c.1A>T\n{line}\n1\t0\t4\tDrug\tChemical\tD000001\n"
        "1\t5\t9\tCD19\tGene\t930\n1\t10\t16\tc.1A>T\tDNAMutation\tc|SUB|A|1|T\n"
    )
    (relation,) = record.relations
    assert [f"{c.id} {c.name} {c.type}" for c in (relation.subject, relation.object)] == [subject, object]
    assert (relation.novelty, relation.source) == (novelty, "pubtator")


def test_a_relation_of_several_concepts_is_one_for_each_pair() -> None:
    record = one("1|t|A\n1\tX\tD0000001|D0000002\tGene|3,4\tNo\n1\tX\tp|SUB|V|600|E\t3\n")
    assert [(relation.subject.id, relation.object.id) for relation in record.relations] == [
        ("MESH:D0000001", "NCBIGene:3"),
        ("MESH:D0000001", "NCBIGene:4"),
        ("MESH:D0000002", "NCBIGene:3"),
        ("MESH:D0000002", "NCBIGene:4"),
        ("tmVar:p|SUB|V|600|E", "pubtator:3"),
    ]


def test_a_concept_bears_the_name_of_its_first_mention() -> None:
    record = one("1|t|ALL and leukemia\n1\t0\t3\tALL\tDisease\tD1234567\n1\t8\t16\tleukemia\tDisease\tD1234567\n")
    assert {mention.concepts[0].name for mention in record.mentions} == {"ALL"}


def test_the_parts_of_a_composite_mention_are_named_by_the_last_column() -> None:
    record = one("1|t|x A and B\n1\t0\t9\tx A and B\tDisease\tD0000001|D0000002\tx A|x B\n")
    assert [concept.name for concept in record.mentions[0].concepts] == ["x A", "x B"]


def test_one_record_is_held_at_a_time() -> None:
    taken = 0

    def endless() -> Iterator[Line]:
        nonlocal taken
        while True:
            taken += 1
            yield Line(taken, f"{taken}|t|A\n")

    records = pubtator.read(endless(), "f")
    for _ in range(5):
        next(records)
    assert taken == 6


@pytest.mark.parametrize("text", ["", "\n \n\t\n"])
def test_a_blank_file_is_no_pubtator_file(text: str) -> None:
    with pytest.raises(UnreadableFile, match="only white space"):
        read(text)


def test_carriage_returns_alone_end_lines() -> None:
    assert read(RECORD.replace("\n", "\r") + "\r8|t|Next\r8\t0\t4\tNixt\tGene\t1\r") == read(
        RECORD + "\n8|t|Next\n8\t0\t4\tNixt\tGene\t1\n"
    )
    assert [item.line for item in read("\n1|t|A\r\r2|t|B\n\n3|t|C") if isinstance(item, SourceRecord)] == [2, 4, 6]


def test_a_carriage_return_within_a_title_is_a_character_of_it() -> None:
    assert one("1|t|A\rB\r\n1|a|C\n").document.text == "A\rB\nC"


def test_a_file_of_carriage_returns_is_told_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"\r1|t|A\r1|a|B\r\r2|t|C\xff\r\r3|t|E\r")
    items = list(read_file(tmp_path / "f", "f"))
    assert [item.document.id for item in items if isinstance(item, SourceRecord)] == ["PMID:1", "PMID:3"]
    assert [str(item) for item in items if isinstance(item, Reject)] == [
        "f:5: the record is left out: byte 0xff at offset 19 is not valid UTF-8"
    ]


def test_bad_bytes_cost_only_their_record(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"1|t|A\n1|a|B\n\n2|t|C\n2|a|caf\xe9\n2\t0\t1\tC\tGene\n\n3|t|D\n3|a|nul\0\n\n4|t|\xc3\xa9\n")
    first, second, third, fourth = read_file(path, "x")
    assert isinstance(first, SourceRecord)
    assert first.document.text == "A\nB"
    assert second == Reject(
        "x", "document", "the record is left out: byte 0xe9 at offset 26 is not valid UTF-8", 5, "PMID:2"
    )
    assert isinstance(third, Reject)
    assert (third.scope, third.line, third.document) == ("document", 9, "PMID:3")
    assert "NUL" in third.reason
    assert isinstance(fourth, SourceRecord)
    assert fourth.document.text == "é"


words = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=60)
tokens = st.one_of(
    st.integers(1, 99999999).map(str),
    st.text("abcXYZ0123456789.-_/:", min_size=1, max_size=12).filter(str.strip),
)


@st.composite
def records(draw: st.DrawFn) -> tuple[str, str, str, list[tuple[int, int]]]:
    title, abstract = draw(words), draw(words)
    text = f"{title}\n{abstract}"
    spans = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        # A surface is a column of a line: it has neither tab nor line feed.
        if start < end and not set("\t\n") & set(text[start:end]):
            spans.append((start, end))
    return draw(tokens), title, abstract, spans


def written(record: tuple[str, str, str, list[tuple[int, int]]]) -> str:
    token, title, abstract, spans = record
    text = f"{title}\n{abstract}"
    out = [f"{token}|t|{title}", f"{token}|a|{abstract}"]
    out += [f"{token}\t{start}\t{end}\t{text[start:end]}\tGene\t12" for start, end in spans]
    return "\n".join(out) + "\n"


@given(
    st.lists(records(), min_size=1, max_size=4), st.sampled_from(["", "\n", "\n\n"]), st.sampled_from(["\n", "\r\n"])
)
def test_what_is_written_is_read(
    originals: list[tuple[str, str, str, list[tuple[int, int]]]], separator: str, ending: str
) -> None:
    content = separator.join(written(record) for record in originals).replace("\n", ending)
    found = read(content)
    assert len(found) == len(originals)
    for item, (_, title, abstract, spans) in zip(found, originals, strict=True):
        assert isinstance(item, SourceRecord)
        text = item.document.text
        assert text == f"{title}\n{abstract}"
        assert [(mention.span.start, mention.span.end) for mention in item.mentions] == spans
        assert all(mention.span.of(text) == mention.surface for mention in item.mentions)
        covered = "".join(passage.span.of(text) for passage in item.document.passages)
        assert covered == title + abstract
