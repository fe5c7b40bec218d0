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
    (
        "3420 were randomly assigned to blinatumomab (n=1711) or chemotherapy (n=1709).",
        [
            {"measure": "N", "total": 3420, "group": None},
            {"measure": "N", "total": 1711, "group": "blinatumomab"},
            {"measure": "N", "total": 1709, "group": "chemotherapy"},
        ],
    ),
    (
        "Forty patients (mean age 64.9 years) were recruited, 20 in each group.",
        [
            {"measure": "N", "total": 40, "group": None},
            {"measure": "AGE", "value": 64.9},
            {"measure": "N", "total": 20},
            {"measure": "N", "total": 20, "group": "chemotherapy"},
        ],
    ),
    ("Children from five clinical sites were included; 12 sites were studied.", []),
    (
        "Heart failure was rare (blinatumomab, n = 1; chemotherapy, n = 2).",
        [
            {"measure": "AE", "events": 1, "group": "blinatumomab"},
            {"measure": "AE", "events": 2, "group": "chemotherapy"},
        ],
    ),
    ("Adverse events were fever (n = 5) and pain (n = 2).", [{"events": 5}, {"events": 2}]),
    ("Marrow function became normal in 9/16 evaluable patients.", [{"measure": "OTHER", "events": 9, "total": 16}]),
    ("Ferritin levels were 3 times higher with blinatumomab.", [{"statistic": "other", "value": 3, "events": None}]),
    (
        "Reductions were observed for pain (3.3 points) and stiffness (4.4 points).",
        [{"kind": "contrast", "value": 3.3}, {"kind": "contrast", "value": 4.4}],
    ),
    (
        "Latency was 1.91 h (95% CI 1.78-2.03) with chemotherapy and 1.06 h (95% CI 0.98-1.13) with blinatumomab.",
        [{"value": 1.91, "ci_low": 1.78, "group": "chemotherapy"}, {"value": 1.06, "group": "blinatumomab"}],
    ),
    (
        "Median OS was 14.2 months for both.",
        [{"value": 14.2, "group": "Blinatumomab"}, {"value": 14.2, "group": "chemotherapy"}],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), COLUMNS, ids=[re.sub(r"\W+", "-", s)[:44] for s, _ in COLUMNS])
def test_columns_of_a_sentence(extractor, sentence, expected):
    found = rows(extractor, sentence)
    told = [{name: getattr(row, name) for name in fields} for row, fields in zip(found, expected, strict=False)]
    assert (told, len(found)) == (expected, len(expected))
