"""Rows that say where their words stand, and not what they are."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import full_papers, pico_outcomes
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


def test_the_annotated_rows_have_places_in_order():
    for line in pico_outcomes.DATA.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert row["document"].startswith("PMID")
        assert len(row) == 1 or 0 <= row["quote"][0] < row["quote"][1]


@pytest.mark.parametrize("part", full_papers.PARTS)
def test_full_papers_have_rows_of_tables_and_of_text(part):
    for rows in full_papers.annotated(part).values():
        tables = [row for row in rows if row["section"].startswith("Table")]
        assert 0 < len(tables) < len(rows)
