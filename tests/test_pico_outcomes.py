"""Rows that say where their words stand, and not what they are."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import drug_trials, full_papers, pico_outcomes
from benchmarks.pico_outcomes import WORDED, coded, worded

TEXT = "Of 40 women with iron 12 (30%) were cured, and of 40 with placebo 12 (30%)."


def test_a_row_is_told_without_the_words_of_its_text():
    row = {
        "quote": "12 (30%)",
        "nth": 2,
        "measure": "CR",
        "measure_text": "Cured women",
        "group": "With placebo, later",
    }
    told = coded(TEXT, row)
    assert told == {
        "quote": [TEXT.rindex("12 (30%)"), len(TEXT) - 1],
        "measure": "CR",
        "measure_text": [[TEXT.index("cured"), TEXT.index("cured") + 5], [6, 11]],
        "group": [[TEXT.index("with"), TEXT.index("with") + 4], "placebo,", "later"],
    }
    again = worded(TEXT, told)
    assert again == row | {"measure_text": "cured women", "group": "with placebo, later"}


def test_a_quote_that_is_not_there_is_an_error():
    with pytest.raises(ValueError, match="substring"):
        coded(TEXT, {"quote": "13 (30%)"})


@given(
    st.text(), st.text(alphabet="aAbBİß 1", min_size=1), st.text(), st.lists(st.text(alphabet="aAbBİß 1"), max_size=3)
)
def test_what_is_told_by_places_is_the_same_again(before, quote, behind, names):
    text = before + quote + behind
    row = {"quote": quote, "nth": 1 + sum(text.startswith(quote, at) for at in range(text.index(quote)))}
    row |= dict(zip(WORDED, names, strict=False))
    again = worded(text, json.loads(json.dumps(coded(text, row))))
    assert again["quote"] == quote
    assert again.get("nth", 1) == row["nth"]
    for name in WORDED:
        assert " ".join(row.get(name, "").split()).lower() == again.get(name, "").lower()


TRIALS = [drug_trials.DATA / f"{part}.jsonl" for part in (*drug_trials.PARTS, drug_trials.LEARNED)]


@pytest.mark.parametrize("data", [pico_outcomes.DATA, *TRIALS])
def test_the_annotated_rows_have_places_in_order(data):
    for line in data.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert row["document"].startswith("PMID")
        assert len(row) == 1 or 0 <= row["quote"][0] < row["quote"][1]


def test_what_is_read_and_what_is_held_are_other_documents():
    parts = [
        {json.loads(line)["document"] for line in (drug_trials.DATA / f"{part}.jsonl").read_text().splitlines()}
        for part in (*drug_trials.PARTS, drug_trials.LEARNED)
    ]
    assert [len(part) for part in parts] == [48, 48, 168, 60]
    assert len(set().union(*parts)) == 324


def test_a_folder_of_trials_is_written_out(tmp_path):
    corpus = tmp_path / "shared" / drug_trials.CORPUS
    corpus.mkdir(parents=True)
    for line in (drug_trials.DATA / "held.jsonl").read_text(encoding="utf-8").splitlines():
        name = json.loads(line)["document"].removeprefix("PMID")
        (corpus / f"{name}.txt").write_text(f"{name} ".ljust(9_000, "x"), encoding="utf-8")
    texts = drug_trials.written_out("held", tmp_path / "shared", tmp_path / "out")
    assert len(texts) == 48
    rows = [json.loads(line) for text in texts for line in text.with_suffix(".jsonl").read_text().splitlines()]
    assert {len(row["quote"]) > 0 for row in rows} == {True}


@pytest.mark.parametrize("part", full_papers.PARTS)
def test_full_papers_have_rows_of_tables_and_of_text(part):
    for rows in full_papers.annotated(part).values():
        tables = [row for row in rows if row["section"].startswith("Table")]
        assert 0 < len(tables) < len(rows)
