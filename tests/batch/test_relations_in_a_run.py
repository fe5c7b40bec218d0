"""Relations of a run: beside the source's, told apart, stored, exported, and the same each time."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.batch.run import _annotated
from pipeline.ingest.readers import read_records
from pipeline.store import Store

RECORD = """\
7|t|Blinatumomab for acute lymphoblastic leukemia.
7|a|Blinatumomab was effective in acute lymphoblastic leukemia. Blinatumomab-induced fever was common. CD19 was lost.
7	0	12	Blinatumomab	Chemical	MESH:C000001
7	17	45	acute lymphoblastic leukemia	Disease	MESH:C000002
7	Negative_Correlation	MESH:C000001	MESH:C000002	Novel
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "seven.pubtator"
    path.write_text(RECORD, encoding="utf-8")
    return path


def relations(config, source, db=None):
    with pipeline.run(source, db=db, config=config) as evidence:
        (document,) = evidence.documents()
        return document, evidence._store.relations()


def test_they_stand_beside_those_of_the_source(small, source):
    document, found = relations(small, source)

    brought = [relation for relation in found if relation.source == "pubtator"]
    ours = [relation for relation in found if relation.source == "evigraph"]
    assert [(relation.subject.id, relation.object.id) for relation in brought] == [("MESH:C000001", "MESH:C000002")]
    assert ("MESH:C000001", "Positive_Correlation", "evigraph:ae-fever") in [
        (relation.subject.id, relation.type, relation.object.id) for relation in ours
    ]
    assert not {("MESH:C000001", "MESH:C000002")} & {(relation.subject.id, relation.object.id) for relation in ours}
    for relation in ours:
        assert relation.evidence is None or relation.evidence.of(document.text).endswith(".")


def test_they_can_be_left_out(small, source):
    config = small.model_copy(update={"extract": small.extract.model_copy(update={"relations": False})})

    assert [relation.source for relation in relations(config, source)[1]] == ["pubtator"]


def test_they_are_the_same_in_the_next_run(small, source, tmp_path):
    first = relations(small, source, tmp_path / "one.db")

    assert relations(small, source, tmp_path / "one.db") == first == relations(small, source, tmp_path / "two.db")


def test_what_was_found_is_not_taken_for_what_the_source_says(small, source, tmp_path):
    document, found = relations(small, source, tmp_path / "one.db")
    assert "evigraph" in {relation.source for relation in found}

    store = Store(tmp_path / "one.db")

    assert {relation.source for relation in _annotated(store, document).relations} == {"pubtator"}
    store.close()


def test_they_are_edges_that_say_who_found_them(small, source):
    with pipeline.run(source, config=small) as evidence:
        edges = [told for _, _, told in evidence.graph().edges(data=True) if "knowledge_source" in told]

    assert {told["knowledge_source"] for told in edges} == {"pubtator", "evigraph"}


def test_they_are_read_again_from_a_pubtator_file(small, source, tmp_path):
    with pipeline.run(source, config=small) as evidence:
        evidence.export_pubtator(tmp_path / "out.pubtator")
        stored = evidence._store.relations()

    (record,) = read_records(tmp_path / "out.pubtator", format="pubtator")

    assert [(r.subject.id, r.type, r.object.id) for r in record.relations] == [
        (r.subject.id, r.type, r.object.id) for r in stored
    ]
