"""The further columns of a row: grade, time, statistic, spread and p-value, told by sentences."""

from __future__ import annotations

import re

import pytest

from tests.extract.builders import record

TITLE = "Blinatumomab versus chemotherapy in children with relapsed leukemia: a randomized trial"
ALLOCATED = "Children were randomly assigned to blinatumomab (n = 54) or chemotherapy (n = 54)."


def rows(extractor, sentence):
    extraction = extractor.extract(record(TITLE, f"METHODS: {ALLOCATED} RESULTS: {sentence}"))
    start = extraction.document.text.index(sentence)
    return [f for f in extraction.findings if f.span.start >= start]


COLUMNS = [
    (
        "Fever was seen with blinatumomab (grade 0-3; 22%, 55%, 19% and 4%).",
        [{"grade": "0"}, {"grade": "1"}, {"grade": "2"}, {"grade": "3"}],
    ),
    (
        "Fever did not differ (grade 1-3; blinatumomab = 40%, 20% and 10% versus chemotherapy = 45%, 25% and 5%).",
        [{"grade": "1"}, {"grade": "2"}, {"grade": "3"}, {"grade": "1"}, {"grade": "2"}, {"grade": "3"}],
    ),
    (
        "Grade 3-4 fever was seen in 20% and 10%, respectively.",
        [{"grade": "3-4"}, {"grade": "3-4"}],
    ),
    (
        "At the 3-month follow-up, fever was seen in 12% of the children.",
        [{"value": 12, "time_value": 3, "time_unit": "months"}],
    ),
    (
        "With blinatumomab, the ejection fraction rose to 55.2% (+5.3%, p = 0.04) at 6 months.",
        [
            {"value": 55.2, "statistic": "mean", "time_value": 6, "time_unit": "months"},
            {"value": 5.3, "time_value": 6, "time_unit": "months"},
        ],
    ),
    ("HbA1c was 7.2% with blinatumomab and 8.1% with chemotherapy.", [{"statistic": "mean"}, {"statistic": "mean"}]),
    ("The rate of HbA1c below target was 40% with blinatumomab.", [{"statistic": "proportion"}]),
    (
        "The 5-year cumulative incidence of relapse was 16.5 ± 5.8% with blinatumomab.",
        [{"value": 16.5, "low": 5.8, "spread": "se"}],
    ),
    (
        "The median age was 63 years (64 years with blinatumomab and 62 years with chemotherapy; p = 0.33).",
        [{"value": 63, "p_value": None}, {"value": 64, "p_value": 0.33}, {"value": 62, "p_value": 0.33}],
    ),
    (
        "Fever was significantly reduced by 20% with blinatumomab (29.8% v 49.6% with chemotherapy; P = .003).",
        [
            {"kind": "contrast", "value": 20, "p_value": 0.003},
            {"kind": "arm", "value": 29.8, "p_value": None},
            {"kind": "arm", "value": 49.6, "p_value": None},
        ],
    ),
    (
        "At 12 weeks, pain was less severe with blinatumomab than with chemotherapy (p = 0.01).",
        [{"kind": "contrast", "statistic": "p_only", "time_value": 12, "time_unit": "weeks"}],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), COLUMNS, ids=[re.sub(r"\W+", "-", s)[:44] for s, _ in COLUMNS])
def test_columns_of_a_sentence(extractor, sentence, expected):
    found = rows(extractor, sentence)
    told = [{name: getattr(row, name) for name in fields} for row, fields in zip(found, expected, strict=False)]
    assert (told, len(found)) == (expected, len(expected))
