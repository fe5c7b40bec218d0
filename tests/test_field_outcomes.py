"""The annotated rows of other fields, written out beside their texts."""

import json

import pytest

from benchmarks import field_outcomes


def test_rows_stand_beside_the_texts_that_they_quote(tmp_path, monkeypatch):
    monkeypatch.setattr(field_outcomes, "DATA", tmp_path)
    rows = [{"document": "PMC2", "kind": "arm", "quote": "60%"}, {"document": "PMC1"}, {"document": "PMID7"}]
    (tmp_path / "read.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "data").mkdir()
    records = [{"pmcid": number, "title": "A trial", "abstract": "Remission: 60%."} for number in ("1", "2", "3")]
    (tmp_path / field_outcomes.ABSTRACTS).write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    (tmp_path / field_outcomes.TRIALS).mkdir()
    (tmp_path / field_outcomes.TRIALS / "7.txt").write_text("Another trial", encoding="utf-8")
    texts = field_outcomes.written_out("read", tmp_path, tmp_path / "out")
    assert [text.name for text in texts] == ["PMC1.txt", "PMC2.txt", "PMID7.txt"]
    assert texts[2].read_text(encoding="utf-8") == "Another trial"
    assert texts[1].read_text(encoding="utf-8") == "A trial\n\nRemission: 60%."
    assert texts[0].with_suffix(".jsonl").read_text(encoding="utf-8") == ""
    assert json.loads(texts[1].with_suffix(".jsonl").read_text(encoding="utf-8")) == {"kind": "arm", "quote": "60%"}


@pytest.mark.parametrize("part", ["read", "learned", "held", "held_later", "held_last", "held_wide"])
def test_every_row_names_its_document_and_quotes_it(part):
    lines = (field_outcomes.DATA / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) > 200
    assert all(row["document"].startswith(("PMC", "PMID")) for row in rows)
    assert all(row["kind"] in ("arm", "contrast") and row["quote"] for row in rows if len(row) > 1)


def test_every_arm_names_its_document_and_its_therapies():
    lines = (field_outcomes.DATA / "arms.jsonl").read_text(encoding="utf-8").splitlines()
    arms = [json.loads(line) for line in lines]
    assert len({arm["document"] for arm in arms}) > 500
    assert all(list(arm) == ["document", "group", "also", "therapies"] for arm in arms)
    assert all(name for arm in arms for name in (*arm["also"], *arm["therapies"]))


def test_arms_have_an_ending_of_their_own(tmp_path, monkeypatch):
    monkeypatch.setattr(field_outcomes, "DATA", tmp_path)
    arm = {"document": "PMC1", "group": "", "also": [], "therapies": ["rest"]}
    (tmp_path / "arms.jsonl").write_text(json.dumps(arm), encoding="utf-8")
    (tmp_path / "data").mkdir()
    record = {"pmcid": "1", "title": "A trial", "abstract": "Rest."}
    (tmp_path / field_outcomes.ABSTRACTS).write_text(json.dumps(record), encoding="utf-8")
    (text,) = field_outcomes.written_out("arms", tmp_path, tmp_path / "out")
    told = text.with_suffix(".arms.jsonl").read_text(encoding="utf-8")
    assert json.loads(told) == {"group": "", "also": [], "therapies": ["rest"]}
