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


@pytest.mark.parametrize("part", ["read", "learned", "held", "held_later"])
def test_every_row_names_its_document_and_quotes_it(part):
    lines = (field_outcomes.DATA / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) > 200
    assert all(row["document"].startswith(("PMC", "PMID")) for row in rows)
    assert all(row["kind"] in ("arm", "contrast") and row["quote"] for row in rows if len(row) > 1)
