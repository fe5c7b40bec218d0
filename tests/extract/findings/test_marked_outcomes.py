"""Figures of end points that no lexicon names: what they tell of is the outcome that a model marks beside them."""

from functools import cache

import pytest

from pipeline.extract.ner import Recognised
from pipeline.schema import Span
from tests.extract.builders import record, shipped_extractor


class Marker:
    """Marks the words it is given, at their first place in a text."""

    def __init__(self):
        self.words = ()

    def recognise(self, document, *told):  # noqa: ARG002 - it knows its words alone
        text = document.text
        return [
            Recognised(Span(text.index(words), text.index(words) + len(words)), "outcome_measure", score, "encoder")
            for words, score in self.words
            if words in text
        ]


@cache
def extractor_and_marker():
    marker = Marker()
    return shipped_extractor(models=[marker]), marker


def told(sentence, *marked):
    extractor, marker = extractor_and_marker()
    marker.words = [each if isinstance(each, tuple) else (each, 0.9) for each in marked]
    study = record("A trial of yoga", ("METHODS", "Sixty women were randomised."), ("RESULTS", sentence))
    rows = extractor.extract(study).findings
    return {(row.value, row.measure_text) for row in rows if row.measure == "OTHER"}


@pytest.mark.parametrize(
    ("sentence", "marked", "row"),
    [
        ("Over the year the wish to garden again was told by 34% of the women.", "wish to garden again", 34.0),
        ("At week 12, shoulder reach was regained by 41% of the women.", "shoulder reach", 41.0),
    ],
)
def test_a_figure_is_named_by_the_outcome_beside_it(sentence, marked, row):
    assert (row, marked) in told(sentence, marked)


@pytest.mark.parametrize("marked", ["grade 3", "reached", "grade 3 or 4"])
def test_a_grade_or_a_verb_names_no_end_point(marked):
    sentence = f"Fever was seen in 54% and {marked} was so in only 6%."
    assert all(text != marked for _, text in told(sentence, marked))


def test_what_the_model_doubts_names_nothing():
    sentence = "Over the year the wish to garden again was told by 34% of the women."
    assert (34.0, "garden") not in told(sentence, ("garden", 0.3))
    assert (34.0, "garden") in told(sentence, "garden")
