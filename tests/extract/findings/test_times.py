"""The time that a figure holds for: beside it, behind its list, in order; none for what was measured first."""

from __future__ import annotations

import pytest

from tests.extract.rows import found_in_trial

TIMES = [
    (
        "Blinatumomab led to lower fatigue scores (2.1 vs 2.5) and pain scores (3.2 vs 6.4) at 8 weeks.",
        {2.1: (8, "weeks"), 2.5: (8, "weeks"), 3.2: (8, "weeks"), 6.4: (8, "weeks")},
    ),
    (
        "At 3 years, the response rate was higher (70% v 50%; odds ratio, 2.3; P = .01).",
        {70: (3, "years"), 50: (3, "years"), 2.3: (3, "years")},
    ),
    ("The mean pain score rose from 4.1 to 5.2 with blinatumomab at 6 months.", {4.1: None, 5.2: (6, "months")}),
    (
        "Cortisol before the treatment (0.3 ± 0.2) fell up to week 3 (0.1 ± 0.1) with blinatumomab.",
        {0.3: None, 0.1: (3, "weeks")},
    ),
    (
        "At 1, 2 and 4 months, the response rate was 20%, 30% and 45%.",
        {20: (1, "months"), 30: (2, "months"), 45: (4, "months")},
    ),
    ("Fever was seen in 12% of the children 48 hours after the infusion.", {12: (48, "hours")}),
    ("Fever was seen in 12% of the children in the second week.", {12: (2, "weeks")}),
    ("Fever within the 2 weeks following treatment was seen in 12%.", {12: (2, "weeks")}),
    ("The response rate was 70% and, at 2 years, overall survival was 60%.", {70: None, 60: (2, "years")}),
    (
        "At 4 years, disease-free survival was 80% with blinatumomab. Overall survival was 91% with blinatumomab.",
        {80: (4, "years"), 91: (4, "years")},
    ),
    ("Median survival was 10 months after diagnosis.", {10: None}),
    ("Fever was seen on day 8 in 12% of the children.", {12: (8, "days")}),
    ("Fever was seen at W24 in 12%, and on POD 5 in 7%.", {12: (24, "weeks"), 7: (5, "days")}),
    ("During weeks 1 through 12, fever was seen in 12%.", {12: (12, "weeks")}),
    # A group that is called by its time.
    ("Fever was seen in 12% of the 1-month group.", {12: None}),
]


@pytest.mark.parametrize(("sentence", "expected"), TIMES)
def test_a_figure_holds_for_the_time_told_of_it(extractor, sentence, expected):
    rows = found_in_trial(extractor, sentence)
    told = {row.value: (row.time_value, row.time_unit) if row.time_value else None for row in rows}
    assert {value: told.get(value, "no row") for value in expected} == expected
