"""Rows of who was studied, how they were treated and for how long they were followed."""

import pytest

from tests.extract.rows import as_rows, found_in_study, row, therapies

ROWS = [
    (
        "Fifteen children (37.5%) proceeded to transplantation.",
        [row("HSCT", "Fifteen children (37.5%)", "proportion", 37.5, events=15, filled=40)],
    ),
    (
        "Neutrophil engraftment was reached after a median of 14 days (range, 9-31).",
        [row("ENGRAFTMENT", "14 days (range, 9-31)", "median", 14, unit="days", spread=("range", 9, 31))],
    ),
    (
        "Median follow-up was 541 days (range, 186-3,180 days).",
        [row("FOLLOW_UP", "541 days (range, 186-3,180 days)", "median", 541, unit="days", spread=("range", 186, 3180))],
    ),
    (
        "The median follow-up was 3.2 years (IQR 1.1-5.6).",
        [row("FOLLOW_UP", "3.2 years (IQR 1.1-5.6)", "median", 3.2, unit="years", spread=("iqr", 1.1, 5.6))],
    ),
    (
        "Median age was 7.6 years (range 1-17).",
        [row("AGE", "7.6 years (range 1-17)", "median", 7.6, unit="years", spread=("range", 1, 17))],
    ),
    (
        "The mean age was 7.6 ± 3.7 years.",
        [row("AGE", "7.6 ± 3.7 years", "mean", 7.6, unit="years", spread=("sd", 3.7))],
    ),
    ("Forty children were enrolled.", [row("N", "Forty children", "count", total=40)]),
    ("Blinatumomab was given at 15 µg/m2/day for 28 days.", []),
    ("Children with at least 25% blasts were eligible if aged 1 to 17 years.", []),
    (
        "Platelet recovery took a median of 21 days (IQR 17-28).",
        [row("ENGRAFTMENT", "21 days (IQR 17-28)", "median", 21, unit="days", spread=("iqr", 17, 28))],
    ),
    (
        "Mean HbA1c was 7.1% (SD 0.9).",
        [row("OTHER", "7.1% (SD 0.9)", "mean", 7.1, unit="%", spread=("sd", 0.9), measure_text="Mean HbA1c")],
    ),
    ("Twenty-two children (55%) were boys.", []),
    ("Median age at diagnosis was 6 years.", [row("AGE", "6 years", "median", 6, unit="years")]),
]


@pytest.mark.parametrize(("sentence", "expected"), ROWS)
def test_a_sentence_on_the_course_of_a_study_gives_its_rows(extractor, sentence, expected):
    found = found_in_study(extractor, sentence)
    assert as_rows(found, expected) == expected
    assert therapies(found) <= {("blinatumomab",)}
