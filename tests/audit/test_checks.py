"""What an audit says of figures that cannot be as printed, and that it is silent about figures that can."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit import CHECKS, audit
from pipeline.schema import Finding, Span
from tests.builders import finding


def row(start: int = 0, **fields: object) -> Finding:
    """A share at a place; a sentence ends at every hundredth character."""
    sentence = Span(start // 100 * 100, start // 100 * 100 + 100)
    place = {"id": f"row-{start}", "span": Span(start, start + 5), "sentence": sentence, "unit": "%"}
    return finding(**(place | fields))


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (row(value=87.9, events=28, total=33), "28/33 is 84.8%, printed as 87.9%"),
        (row(value=71.4, events=5, total=7), None),
        (row(value=71.0, events=5, total=7), None),
        (row(value=72.0, events=5, total=7), "5/7 is 71.4%, printed as 72%"),
        # A denominator that was filled in is no figure of the text's.
        (row(value=87.9, events=28, total=33, inferred=("total",)), None),
        (row(value=90.0, qualifier=">", events=5, total=7), None),
    ],
)
def test_a_share_agrees_with_its_fraction(told: Finding, message: str | None) -> None:
    found = audit([told])
    assert [d.message for d in found] == ([] if message is None else [message])


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (row(value=120.0), "a share of 120%"),
        (row(events=8, total=7), "8 of 7"),
        (row(value=10.0, p_value=1.5), "a p-value of 1.5"),
        (row(value=math.inf, events=5, total=7), "a share of inf%"),
        (row(value=math.nan, events=5, total=7), "a share of nan%"),
        (row(value=-3.0), "a share of -3%"),
        (row(p_value=-0.1), "a p-value of -0.1"),
        (row(events=1, total=0), "1 of 0"),
        (row(value=0.0, events=0, total=0), None),
        # A change in percent may be negative; a share may not.
        (row(kind="contrast", statistic="difference", value=-29.1), None),
    ],
)
def test_figures_keep_to_their_bounds(told: Finding, message: str | None) -> None:
    assert [d.message for d in audit([told])] == ([] if message is None else [message])


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (row(statistic="hazard_ratio", unit=None, value=0.72, ci_low=0.4, ci_high=1.3), None),
        (
            row(statistic="hazard_ratio", unit=None, value=1.72, ci_low=0.4, ci_high=1.3),
            "1.72 lies outside its confidence interval 0.4 to 1.3",
        ),
        (
            row(statistic="median", unit="days", value=541.0, low=600.0, high=3180.0, spread="range"),
            "541 lies outside its range 600 to 3180",
        ),
        (row(statistic="mean", unit="years", value=7.6, low=3.7, spread="sd"), None),
    ],
)
def test_an_estimate_lies_within_its_interval(told: Finding, message: str | None) -> None:
    assert [d.message for d in audit([told])] == ([] if message is None else [message])


@pytest.mark.parametrize(
    ("values", "pairs"),
    [
        ((78.8, 78.8, 84.8), [[78.8, 84.8]]),
        ((78.8, 84.8, 78.8), [[78.8, 84.8]]),
        ((78.8, 84.8, 78.8, 90.0), [[78.8, 84.8], [78.8, 90.0], [84.8, 90.0]]),
        ((78.8, 78.8), []),
    ],
)
def test_a_figure_told_twice_is_the_same_both_times(values: tuple[float, ...], pairs: list[list[float]]) -> None:
    told = [row(100 * place, value=value) for place, value in enumerate(values)]
    found = audit(told)
    assert [(d.check, [f.value for f in d.findings]) for d in found] == [("repeated", pair) for pair in pairs]


def test_two_figures_of_one_sentence_or_of_two_groups_are_not_one_told_twice() -> None:
    assert audit([row(0, value=96.1), row(20, value=57.1)]) == []
    assert audit([row(0, value=96.1, group="with CR"), row(100, value=57.1, group="without CR")]) == []
    assert audit([row(0, value=96.1), row(100, value=57.1, attribution="cited")]) == []


@given(st.permutations([row(0, value=78.8), row(100, value=84.8), row(200, value=87.9, events=28, total=33)]))
def test_the_order_of_the_findings_does_not_matter(findings: list[Finding]) -> None:
    assert audit(findings) == audit(sorted(findings, key=lambda f: f.span))


def test_every_check_is_named_after_what_it_reports() -> None:
    assert list(CHECKS) == ["share", "bounds", "interval", "repeated"]
