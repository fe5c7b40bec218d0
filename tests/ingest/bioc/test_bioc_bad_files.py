"""Files that are no BioC, or not what they say: each a typed error or a reject, the rest read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import IngestError, MalformedRecord
from pipeline.ingest.detection import is_bioc_xml
from pipeline.schema import Reject, SourceRecord
from tests import strategies
from tests.ingest.bioc_forms import annotation, both, collection, document, passage, read, read_path, relation, write
from tests.patience import patience

GOOD = document(passage("Drug A", 0, [annotation("Drug", (0, 4), type="Chemical")]))


def in_json(*documents: Any) -> list[SourceRecord | Reject]:
    return read("bioc-json", json.dumps(collection(*documents)).encode())


@both
def test_what_a_cut_file_has_whole_is_read(form: str, tmp_path: Path) -> None:
    content = write(form, GOOD, GOOD)
    items = read_path(tmp_path / "x", content[: int(len(content) * 0.8)])
    assert [type(item) for item in items] == [SourceRecord, Reject]
    (reject,) = items[1:]
    assert isinstance(reject, Reject)
    assert reject.scope == "file"
    assert reject.line is not None


@pytest.mark.parametrize(
    ("change", "reason", "expected"),
    [
        ({"passages": "none"}, "'passages' is no list", "a list of objects"),
        ({"passages": ["none"]}, "an entry of 'passages' is no object", "an object"),
        ({"passages": []}, "has no passages", "a list of passages"),
        ({"passages": [{"text": ["none"]}]}, "'text' is no string", "a string"),
        ({"passages": [{"infons": [1]}]}, "'infons' is no object", "an object"),
        ({"passages": [{"sentences": {"text": "x"}}]}, "'sentences' is no list", "a list of objects"),
        ({"infons": "none"}, "'infons' is no object", "an object"),
        ({"id": None}, "has no id", "an id"),
        ({"id": {"x": 1}}, "has no id", "an id"),
        ({"id": True}, "has no id", "an id"),
    ],
)
def test_a_document_of_wrong_types_is_one_reject(change: dict[str, Any], reason: str, expected: str) -> None:
    bad, good = in_json(GOOD | change, GOOD)
    assert isinstance(bad, Reject)
    assert isinstance(good, SourceRecord)
    assert (bad.scope, bad.expected) == ("document", expected)
    assert reason in bad.reason


@pytest.mark.parametrize(
    ("change", "scope", "reason"),
    [
        ({"annotations": "none"}, "annotation", "'annotations' is no list"),
        ({"annotations": [1]}, "annotation", "an entry of 'annotations' is no object"),
        ({"annotations": [{"text": 1}]}, "annotation", "'text' is no string"),
        ({"annotations": [{"text": "Drug", "locations": {"offset": 0}}]}, "annotation", "'locations' is no list"),
        ({"annotations": [annotation("Drug", (0.0, 4), type="X")]}, "annotation", "not of whole numbers"),
        ({"annotations": [annotation("Drug", (float("nan"), 4), type="X")]}, "annotation", "not of whole numbers"),
        ({"annotations": [annotation("Drug", (True, 4), type="X")]}, "annotation", "not of whole numbers"),
        ({"annotations": [annotation("Drug", (0, 4)) | {"infons": 3}]}, "annotation", "'infons' is no object"),
        ({"relations": {}}, "relation", "'relations' is no list"),
        ({"relations": [relation(type="X") | {"nodes": "1"}]}, "relation", "'nodes' is no list"),
    ],
)
def test_an_annotation_or_relation_of_wrong_types_costs_itself(change: dict[str, Any], scope: str, reason: str) -> None:
    record, bad, good = in_json(document(passage("Drug A") | change), GOOD)
    assert isinstance(bad, Reject)
    assert isinstance(record, SourceRecord)
    assert isinstance(good, SourceRecord)
    assert record.document.text == "Drug A"
    assert (bad.scope, bad.document) == (scope, "PMID:7")
    assert reason in bad.reason


def test_the_line_of_a_reject_is_the_annotations_own_in_xml() -> None:
    content = write("bioc-xml", document(passage("Drug A", 0, [annotation("drug", (0, 4), type="X")])))
    record, reject = read("bioc-xml", content.replace(b"<annotation", b"\n\n<annotation"))
    assert isinstance(record, SourceRecord)
    assert isinstance(reject, Reject)
    assert (record.line, reject.line) == (3, 5)


def test_no_entity_is_resolved_and_no_text_loses_its_words_to_one() -> None:
    files = "".join(f'<!ENTITY {name} SYSTEM "file:///etc/hostname">' for name in ("bad", "worse"))
    content = write("bioc-xml", document(passage("Drug A")), GOOD)
    content = content.replace(b'SYSTEM "BioC.dtd"', f'SYSTEM "BioC.dtd" [{files}]'.encode(), 1)
    bad, good = read("bioc-xml", content.replace(b"Drug A", b"Drug &bad; A", 1))
    assert isinstance(bad, Reject)
    assert isinstance(good, SourceRecord)
    assert (bad.scope, bad.actual) == ("document", "&bad;")


@pytest.mark.parametrize(
    "content",
    [
        b"<collection>" + b"<document>" * 5000,
        b"<collection><source>x</source><document><id>1</id><passage><offset>0</offset><text>caf\xe9</text>",
        b"<collection><document></collection>",
        b"<collection><source>\0</source></collection>",
        b"<other/>",
        b'<!DOCTYPE collection [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><collection>&b;</collection>',
    ],
)
def test_xml_that_is_none_or_holds_no_document_is_a_typed_error(content: bytes) -> None:
    with pytest.raises(MalformedRecord):
        read("bioc-xml", content)


def test_xml_in_another_encoding_is_read_as_it_says() -> None:
    content = write("bioc-xml", document(passage("Fièvre", 0, [annotation("è", (2, 1), type="X")])))
    for encoding in ("iso-8859-1", "utf-16"):
        said = content.decode().replace("UTF-8", encoding).encode(encoding)
        (record,) = read("bioc-xml", said)
        assert isinstance(record, SourceRecord)
        assert record.document.text == "Fièvre"


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.sampled_from(["7", "Drug"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["id", "infons", "passages", "text", "offset", "annotations", "locations", "length", "relations", "nodes",
             "refid", "role1", "role2", "type", "identifier", "sentences", "section_type", "name_0", "kwd", "year",
             "journal", "authors", "date", "pmid", "pmcid", "score", "documents", "@line"],
        ),
        inner,
        max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip


@given(passages=st.lists(_json, max_size=3), rest=_json)
@strategies.examples(200)
def test_any_json_gives_records_and_rejects(passages: list[Any], rest: Any) -> None:
    for one in (
        {"id": "7", "passages": passages},
        rest,
        {"id": "7", "passages": [{"text": "Drug", "annotations": rest}]},
    ):
        try:
            items = in_json(one)
        except IngestError:
            continue
        for item in items:
            if isinstance(item, SourceRecord):
                assert all(m.span.of(item.document.text) == m.surface for m in item.mentions)
                item.document.text.encode("utf-8")
            else:
                assert item.scope in ("document", "annotation", "relation")


@pytest.mark.parametrize("piece", ["<?xml ?>", "<?xml ", "<!-- x -->", "<!-- ", " \n"])
def test_what_stands_before_the_root_may_be_long(piece: str) -> None:
    with patience():
        assert not is_bioc_xml(piece * 5000 + "<article>")
    assert is_bioc_xml(piece * 5000 + "<collection><document>") == (piece not in ("<?xml ", "<!-- "))
