"""Figures in the dress of their papers: spaced brackets, numbers in names, intervals in falling order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.findings.assembly import assemble
from pipeline.extract.folding import fold
from pipeline.extract.quantities import parse


def figures(text):
    """What the figures of a text hold, in order."""
    told = []
    for figure in assemble(parse(text), fold(text)):
        fields = {
            "value": figure.value,
            "events": figure.events,
            "total": figure.total,
            "low": figure.low,
            "spread": figure.spread,
            "ci": (figure.interval.low, figure.interval.high) if figure.interval else None,
        }
        told.append({name: value for name, value in fields.items() if value is not None})
    return told


TOLD = [
    ("rates were 12.5 events/100 patient-years [SE 0.7]", [{"value": 12.5, "low": 0.7, "spread": "se"}]),
    ("rates were 12.5 events per 100 patient-years", [{"value": 12.5}]),
    ("rates were 12.5 episodes per 12 person-years and 3", [{"value": 12.5}, {"value": 3}]),
    ("34.0 mL/min per 1.73 m2 and 12 kg", [{"value": 34}, {"value": 12}]),
    ("Fever was seen in 3 [11 %] of 27 patients.", [{"value": 11, "events": 3, "total": 27}]),
    ("Nine ( 60 % ) of 15 patients responded.", [{"value": 60, "events": 9, "total": 15}]),
    ("Nine (60 percent) of 15 patients responded.", [{"value": 60, "events": 9, "total": 15}]),
    ("with ABC 75 (49.2%) than with ABC 100 (51.7%); ABC 75 did", [{"value": 49.2}, {"value": 51.7}, {"value": 75}]),
    ("with ABC 75 (49.2%)", [{"value": 49.2}]),
    ("CR 12 (40%) and PR 8 (27%)", [{"value": 40, "events": 12}, {"value": 27, "events": 8}]),
    (
        "OS was 84.3 % ( 95 % confidence interval [ CI ] , 74.5 to 94.0 ) .",
        [{"value": 84.3, "ci": (74.5, 94)}],
    ),
    ("hazard ratio, 0.46; 95 percent confidence interval, 0.23 to 0.90", [{"value": 0.46, "ci": (0.23, 0.9)}]),
    ("HR = 1.32, and 95% CI = 0.82-2.15", [{"value": 1.32, "ci": (0.82, 2.15)}]),
    ("difference: 14.7, 95% CI: 18.2, 9.7", [{"value": 14.7, "ci": (9.7, 18.2)}]),
    ("The mean age was 15.18 years (0.62).", [{"value": 15.18, "low": 0.62, "spread": "sd"}]),
    (
        "The response rate was 33% (6 CR, 17 PR).",
        [{"value": 33}, {"events": 6}, {"events": 17}],
    ),
    (
        "Fever, rash and pain developed in 72, 105 and 138 of the 829 patients.",
        [{"events": 72, "total": 829}, {"events": 105, "total": 829}, {"events": 138, "total": 829}],
    ),
    (
        "69 percent with A ( 34 of 49 children had this ) and 12 percent with B ( 6 of 52 , P < 0.001 )",
        [{"value": 69, "events": 34, "total": 49}, {"value": 12, "events": 6, "total": 52}],
    ),
    ("an incidence of 0.3 % ( 1 in 329 patients )", [{"value": 0.3, "events": 1, "total": 329}]),
    ("It fell (- 55.9% and -2%).", [{"value": -55.9}, {"value": -2}]),
    ("growth factor receptor 2-positive tumors", []),
    ("Scores rose to 12.5 (0.62).", [{"value": 12.5}, {"value": 0.62}]),
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[text[:40] for text, _ in TOLD])
def test_figure_of_a_text(text, expected):
    assert figures(text) == expected


def test_p_value_with_a_decimal_comma():
    assert [q.value for q in parse("59% vs. 75% (P = 0,022)") if q.kind == "p_value"] == [0.022]


def test_time_in_the_plural_before_a_survival():
    assert [(q.value, q.unit) for q in parse("The 3 years PFS was 71.9%") if q.kind == "time_point"] == [(3, "years")]


def test_false_discovery_rate_is_a_p_value():
    assert [q.value for q in parse("(false discovery rate = 0.34)") if q.kind == "p_value"] == [0.34]


@pytest.mark.parametrize("text", ["fever (n = 6) and rash", "fever (n=6) and rash"])
def test_a_size_that_ends_its_brackets_is_no_mark_of_a_list(text):
    assert [q.total for q in parse(text)] == [6]


def test_a_grade_that_ends_its_brackets_is_no_mark_of_a_list():
    assert [q.name for q in parse("one case (grade 3) of fever") if q.kind == "grade"] == ["3"]


PIECES = ["12.5", "34", "3 of 7", "20%", "[SE 0.7]", "(0.1-0.9)", "p = 0.01", " and ", " vs ", ", "]
UNITS = ["mL/min per 1.73 m2", "events/100 patient-years", "events per 100 patient-years", "mg/24 h", "cm H2O"]
UNITS += ["/100 mL", "per 1000 person-years", "episodes per 12 person-years"]


@given(st.lists(st.sampled_from([*PIECES, *UNITS]), max_size=12).map(" ".join))
def test_no_figure_stands_within_another(text):
    spans = [figure.span for figure in assemble(parse(text), fold(text))]
    assert all(one.end <= other.start for one, other in pairwise(spans))
