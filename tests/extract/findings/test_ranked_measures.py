"""Measures that words further off name, where the ranker is surer of them than of those that the rules chose."""

from functools import cache

import pytest

from pipeline.config import load_config
from pipeline.extract import Extractor
from tests.extract.builders import record


@cache
def extractor(*models):
    config = load_config()
    return Extractor(config.lexicons, config.measures, models=models, relations=False)


def told(sentence, *models):
    title = "Sutures in women" if "suture" in sentence else "Iron supplements in women"
    study = record(title, ("METHODS", "We treated 40 women."), ("RESULTS", sentence))
    return {(row.quote, row.measure, row.measure_text, row.rule) for row in extractor(*models).extract(study).findings}


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        (
            "The risk of leakage rose most by hand suture (25%) and least by stapled suture (4%).",
            {("25%", "OTHER", "leakage", "ranked"), ("4%", "OTHER", "leakage", "ranked")},
        ),
        (
            "Mean days with diarrhea were 2.3% of all.",
            {("2.3%", "OTHER", "diarrhea", "ranked")},
        ),
    ],
)
def test_words_further_off_name_a_figure_that_they_are_told_of(sentence, rows):
    assert rows <= told(sentence, "encoder")
    assert not rows & told(sentence)


def test_a_lexicon_s_name_beside_a_figure_stands():
    sentence = (
        "Nine women (22%) had hypertension, eight (20%) had fever, four (10%) had headache and one (2%) had nausea."
    )
    rows = told(sentence, "encoder")
    assert {(text, rule) for _, measure, text, rule in rows if measure == "AE"} == {
        ("hypertension", "nearest"),
        ("fever", "nearest"),
        ("headache", "nearest"),
        ("nausea", "nearest"),
    }
