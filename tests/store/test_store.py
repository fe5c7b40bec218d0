"""The evidence database gives back what it was given, whatever the order, and writes nothing twice."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import StoreError
from pipeline.schema import Concept, Document, Extraction, Mention, Reject, Relation, Span
from pipeline.store import Counts, Run, Store, database
from pipeline.store.tables import SCHEMA_VERSION, metadata
from tests import strategies
from tests.builders import BLINATUMOMAB, CAR_T, FEVER, LEUKAEMIA, finding

CD19 = Concept("NCBIGene:930", "CD19", "gene")

some = strategies.examples(25)


def extraction(id="PMID:1", **fields):
    return Extraction(Document(id, "78.8% CR. Fever in 3."), **fields)


def mention(concept, assertion="affirmed", others=()):
    return Mention(Span(10, 15), "Fever", concept.type, (concept, *others), assertion)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "evidence.db") as opened:
        yield opened


def everything(store):
    return {
        document.id: (
            document,
            store.sentences(document.id),
            store.mentions(document.id),
            store.abbreviations(document.id),
            store.relations(document.id),
            store.findings(document=document.id),
        )
        for document in store.documents()
    }


def in_order(findings):
    return sorted(findings, key=lambda found: (found.document, found.span, found.id))


@some
@given(saved=st.lists(strategies.extractions(), max_size=3, unique_by=lambda e: e.document.id))
def test_what_is_saved_comes_back_equal(saved):
    with Store(":memory:") as store:
        for one in saved:
            assert store.save(one, "1")
        expected = {
            one.document.id: (
                one.document,
                one.sentences,
                list(one.mentions),
                list(one.abbreviations),
                list(one.relations),
                in_order(one.findings),
            )
            for one in saved
        }
        assert expected == everything(store)
        assert sorted(expected) == [document.id for document in store.documents()]
        assert {one.document.id: "1" for one in saved} == store.fingerprints()
        assert in_order(f for one in saved for f in one.findings) == store.findings()
        assert {e.document.id: list(e.mentions) for e in saved if e.mentions} == store.mentions_by_document()
        assert {e.document.id: list(e.relations) for e in saved if e.relations} == store.relations_by_document()


@some
@given(saved=st.lists(strategies.findings(), max_size=4, unique_by=lambda f: f.id))
def test_findings_keep_every_figure_and_none_stays_none(saved):
    with Store(":memory:") as store:
        store.save(extraction(findings=tuple(saved)), "1")
        assert in_order(saved) == store.findings()


@some
@given(data=st.data())
def test_the_content_does_not_depend_on_the_order_of_saves(data):
    last = data.draw(st.lists(strategies.extractions(), max_size=4, unique_by=lambda e: e.document.id))
    first = data.draw(st.lists(strategies.extractions(), max_size=3))
    gone = [one for one in first if one.document.id not in {other.document.id for other in last}]
    with Store(":memory:") as straight, Store(":memory:") as roundabout:
        for one in last:
            straight.save(one, "new")
        for number, one in enumerate(first):
            roundabout.save(one, f"old {number}")
        for one in data.draw(st.permutations(last)):
            roundabout.save(one, "new")
        for one in gone:
            roundabout.delete(one.document.id)
        assert straight.dump() == roundabout.dump()
        assert straight.concepts() == roundabout.concepts()


def test_saving_the_same_again_leaves_the_file_byte_for_byte_as_it_is(tmp_path):
    path = tmp_path / "evidence.db"
    one = extraction(findings=(finding(therapies=(BLINATUMOMAB,)),), mentions=(mention(FEVER),))
    reject = Reject("a.txt", "file", "is empty")
    run = {"version": "1", "python": "3.11", "scispacy": None, "settings": {"b": [1, None], "a": "é"}}
    with Store(path) as store:
        assert store.save(one, "1")
        assert store.replace_rejects("a.txt", [reject])
        assert store.record_run("r", **run)
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    with Store(path) as store:
        assert not store.save(one, "1")
        assert not store.replace_rejects("a.txt", [reject])
        assert not store.record_run("r", **run)
        assert [Run("r", "1", "3.11", None, {"a": "é", "b": [1, None]})] == store.runs()
    assert before == path.read_bytes()
    assert stamp == path.stat().st_mtime_ns
    assert [other.name for other in tmp_path.iterdir()] == ["evidence.db"]


def test_another_fingerprint_replaces_all_rows_of_the_document_and_no_others(store):
    other = extraction("PMID:2", findings=(finding("f2", "PMID:2"),), mentions=(mention(CD19),))
    store.save(other, "1")
    store.save(extraction(findings=(finding(therapies=(CAR_T,)),), mentions=(mention(FEVER), mention(LEUKAEMIA))), "1")
    assert store.save(extraction(mentions=(mention(FEVER),)), "2")
    assert store.fingerprints() == {"PMID:1": "2", "PMID:2": "1"}
    assert [mention(FEVER)] == store.mentions("PMID:1")
    assert list(other.findings) == store.findings()
    assert store.concepts() == [FEVER, CD19]


def test_a_document_that_cannot_be_saved_whole_leaves_the_old_one(store):
    old = extraction(mentions=(mention(FEVER),))
    store.save(old, "1")
    before = store.dump()
    with pytest.raises(StoreError, match="too large"):
        store.save(extraction(findings=(finding(events=2**70),)), "2")
    with pytest.raises(StoreError, match="not valid Unicode"):
        store.save(extraction(findings=(finding(group="\ud800"),)), "2")
    with pytest.raises(StoreError, match="f1 is of PMID:9, not of PMID:1"):
        store.save(extraction(findings=(finding(document="PMID:9"),)), "2")
    assert before == store.dump()


def test_deleting_a_document_removes_all_its_rows(tmp_path):
    path = tmp_path / "evidence.db"
    with Store(path) as store:
        relation = Relation(BLINATUMOMAB, LEUKAEMIA, "Association")
        store.save(
            extraction(findings=(finding(therapies=(CAR_T,)),), mentions=(mention(FEVER),), relations=(relation,)), "1"
        )
        assert store.delete("PMID:1")
        assert not store.delete("PMID:1")
    with sqlite3.connect(path) as connection:
        filled = {
            table for table in metadata.tables if connection.execute(f'select count(*) from "{table}"').fetchone()[0]
        }
    connection.close()
    assert {"evigraph_schema"} == filled


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_concept_of_many_names_has_one_row_that_does_not_depend_on_the_order(store, order):
    named = [replace(BLINATUMOMAB, type="chemical", name="A"), BLINATUMOMAB, replace(BLINATUMOMAB, name="blincyto")]
    for number in order:
        store.save(extraction(f"PMID:{number}", concepts=(named[number],)), "1")
    assert store.concepts() == [BLINATUMOMAB]
    assert store.concepts("chemical") == []
    store.delete("PMID:1")
    assert [named[2]] == store.concepts("therapy")
    store.delete("PMID:2")
    assert [named[0]] == store.concepts()
    store.delete("PMID:0")
    assert store.concepts() == []


def test_findings_are_found_by_what_they_are_about(store):
    blina = finding("a", therapies=(CAR_T, BLINATUMOMAB))
    fever = finding("b", span=Span(10, 15), measure="AE", adverse_event=FEVER, attribution="cited")
    car_t = finding("c", "PMID:2", therapies=(CAR_T,), measure="OS")
    store.save(extraction(findings=(fever, blina), mentions=(mention(LEUKAEMIA), mention(CD19, "negated"))), "1")
    store.save(
        extraction("PMID:2", findings=(car_t,), mentions=(mention(FEVER, others=(LEUKAEMIA,)), mention(CD19))), "1"
    )

    def found(**conditions):
        return [one.id for one in store.findings(**conditions)]

    assert found() == ["a", "b", "c"]
    assert found(therapies=[BLINATUMOMAB.id]) == ["a"]
    assert found(therapies={CAR_T.id, BLINATUMOMAB.id}) == ["a", "c"]
    assert store.findings(therapies=[BLINATUMOMAB.id])[0].therapies == (CAR_T, BLINATUMOMAB)
    assert found(measures=["AE", "OS"]) == ["b", "c"]
    assert found(adverse_events=[FEVER.id]) == ["b"]
    assert found(diseases=[LEUKAEMIA.id]) == ["a", "b"], "only the first concept of a mention counts"
    assert found(genes=[CD19.id]) == ["c"], "a negated mention is none"
    assert found(document="PMID:2") == ["c"]
    assert found(attribution="cited") == ["b"]
    assert found(therapies=[CAR_T.id], measures=["AE"]) == []
    assert found(therapies=[CAR_T.id], diseases=[LEUKAEMIA.id], attribution="own", document="PMID:1") == ["a"]
    assert found(measures=[]) == []


def test_findings_are_found_by_the_states_of_the_diseases_that_their_document_affirms(store):
    relapsed = replace(mention(LEUKAEMIA), states=("refractory", "relapsed"))
    negated = replace(mention(LEUKAEMIA, "negated"), states=("metastatic",))
    other = replace(mention(FEVER), states=("first_relapse", "recurrent"))
    store.save(extraction(findings=(finding("a"),), mentions=(relapsed, negated)), "1")
    store.save(extraction("PMID:2", findings=(finding("b", "PMID:2"),), mentions=(other, mention(LEUKAEMIA))), "1")

    def found(**conditions):
        return [one.id for one in store.findings(**conditions)]

    assert found(states=["relapsed"]) == ["a"], "a state is a whole word"
    assert found(states=["relapsed", "recurrent"]) == ["a", "b"]
    assert found(states=["metastatic"]) == [], "a negated mention is none"
    assert found(states=["recurrent"], diseases=[LEUKAEMIA.id]) == [], "the state is that of the disease"
    assert found(states=["recurrent"], diseases=[FEVER.id, LEUKAEMIA.id]) == ["b"]
    assert found(states=[]) == found(states=["%"]) == found(states=["relapse_"]) == []


def test_all_that_a_source_names_is_meant(store):
    brought = replace(mention(LEUKAEMIA, others=(FEVER,)), source="pubtator")
    store.save(extraction(findings=(finding("a"),), mentions=(brought,)), "1")

    assert [one.id for one in store.findings(diseases=[FEVER.id])] == ["a"]


def test_counts_tell_documents_mentions_by_type_and_findings_by_measure(store):
    assert Counts(0, {}, {}) == store.counts()
    store.save(
        extraction(findings=(finding("a"), finding("b", measure="AE")), mentions=(mention(FEVER), mention(CD19))), "1"
    )
    store.save(extraction("PMID:2", mentions=(mention(CD19),)), "1")
    assert Counts(2, {"adverse_event": 1, "gene": 2}, {"AE": 1, "CR": 1}) == store.counts()


@some
@given(found=st.lists(strategies.rejects(), max_size=3))
def test_rejects_of_a_source_are_those_of_its_last_run(found):
    other = Reject("b.txt", "file", "is empty", expected="", actual=None)
    with Store(":memory:") as store:
        store.replace_rejects("b.txt", [other])
        store.replace_rejects("a.txt", [other, *found])
        store.replace_rejects("a.txt", found)
        assert [*found, other] == store.rejects()
        assert found == store.rejects("a.txt")
        assert store.replace_rejects("a.txt", []) == bool(found)


def test_a_document_that_is_not_there_is_none(store):
    assert store.document("PMID:1") is None
    assert [] == store.mentions("PMID:1") == store.relations("PMID:1") == store.abbreviations("PMID:1")
    assert store.sentences("PMID:1") == ()
    store.save(extraction(), "1")
    assert extraction().document == store.document("PMID:1")


def test_a_database_may_be_named_by_a_url(tmp_path):
    url = f"sqlite:///{tmp_path / 'evidence.db'}"
    with Store(url) as store:
        store.save(extraction(), "1")
    with Store(tmp_path / "evidence.db", create=False) as store:
        assert list(store.fingerprints()) == ["PMID:1"]


def test_what_is_no_evidence_database_is_refused_in_one_sentence_and_left_alone(tmp_path):
    no_database, foreign, empty = tmp_path / "a.txt", tmp_path / "b.db", tmp_path / "c.db"
    no_database.write_text("document,kind,start\n" * 100)
    with sqlite3.connect(foreign) as connection:
        connection.execute("create table patients (name text)")
    connection.close()
    empty.touch()
    before = [path.read_bytes() for path in (no_database, foreign, empty)]
    with pytest.raises(StoreError, match=r"a\.txt: file is not a database$"):
        Store(no_database)
    with pytest.raises(StoreError, match=r"b\.db: is a database, but not one of evigraph$"):
        Store(foreign)
    with pytest.raises(StoreError, match=r"c\.db: holds no evidence yet$"):
        Store(empty, create=False)
    with pytest.raises(StoreError, match=r"d\.db: no such evidence database$"):
        Store(tmp_path / "d.db", create=False)
    with pytest.raises(StoreError, match=r"e\.db: unable to open database file$"):
        Store(tmp_path / "nowhere" / "e.db")
    assert before == [path.read_bytes() for path in (no_database, foreign, empty)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.db", "c.db"]


def test_a_database_of_another_version_is_refused(tmp_path):
    path = tmp_path / "evidence.db"
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("update evigraph_schema set version = 99")
    connection.close()
    with pytest.raises(StoreError, match=f"schema 99, this one reads {SCHEMA_VERSION}"):
        Store(path)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nosuch://user:secret@host/db", "no database is known as 'nosuch'"),
        ("sqlite+nosuch:///db", "no database is known as 'sqlite.nosuch'|'sqlite\\+nosuch'"),
        ("mssql+pymssql://user:secret@host/db", "needs the Python package 'pymssql', which is not installed"),
        ("://", "not a database URL"),
        ("postgresql+psycopg://user:secret@host:port/db", "not a database URL"),
    ],
)
def test_a_url_that_cannot_be_used_is_refused_without_its_password(url, message):
    with pytest.raises(StoreError, match=message) as caught:
        Store(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("sqlite:///{}/x.db?timeout=abc", "abc"),
        ("sqlite://me:secret@host/x.db", "Invalid SQLite URL"),
        ("{}/a\0b", "null"),
    ],
)
def test_a_name_or_a_setting_that_no_database_takes_is_refused(tmp_path, name, told):
    for create in (True, False):
        with pytest.raises(StoreError, match=f"{told}|no such") as caught:
            Store(name.format(tmp_path), create=create)
        assert "secret" not in str(caught.value)


@pytest.mark.parametrize("settings", [{"a": {1}}, {"a": b""}, {1: 2, "a": 3}])
def test_settings_that_json_cannot_hold_are_refused(store, settings):
    with pytest.raises(StoreError, match=r"evidence\.db: the settings of a run cannot be stored: "):
        store.record_run("f", version="1", python="3", scispacy=None, settings=settings)
    assert store.runs() == []


def test_two_programs_that_make_one_database_at_once_both_have_it(tmp_path, monkeypatch):
    """The other one makes it after this one has looked, and before it writes."""
    path = tmp_path / "evidence.db"
    write, others = database.writing, []

    def late(engine, place):
        monkeypatch.undo()
        others.append(Store(path))
        return write(engine, place)

    monkeypatch.setattr(database, "writing", late)
    with Store(path) as store:
        store.save(extraction(), "1")
        assert list(others[0].fingerprints()) == ["PMID:1"]
        others[0].close()


def test_a_database_that_another_program_holds_says_so(tmp_path):
    path = tmp_path / "evidence.db"
    with Store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("begin exclusive")
        store._engine.dispose()
        with pytest.raises(StoreError, match=r"evidence\.db: database is locked"), Store(f"sqlite:///{path}?timeout=0"):
            pass
        other.execute("rollback")
        other.close()


def test_the_order_in_which_findings_come_makes_no_difference(tmp_path):
    pair = (finding("a", span=Span(10, 15)), finding("b", therapies=(CAR_T,)))
    with Store(tmp_path / "a.db") as store, Store(tmp_path / "b.db") as other:
        store.save(extraction(findings=pair), "1")
        other.save(extraction(findings=pair[::-1]), "1")
        assert store.dump() == other.dump()


def test_a_database_that_is_damaged_while_it_is_open_says_so_in_one_sentence(tmp_path):
    with Store(tmp_path / "evidence.db") as store:
        with sqlite3.connect(tmp_path / "evidence.db") as connection:
            connection.execute("drop table findings")
        connection.close()
        with pytest.raises(StoreError, match=r"evidence\.db: no such table: findings$"):
            store.findings()
        with pytest.raises(StoreError, match=r"evidence\.db: no such table: findings$"):
            store.save(extraction(findings=(finding(),)), "1")
