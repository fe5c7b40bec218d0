"""The times that a document tells, wherever it does."""

import pytest

from pipeline.extract.findings.told_times import days_of, told_times
from pipeline.extract.quantities import parse
from pipeline.schema import Span


def told(text, role="methods"):
    found = told_times(text, [Span(0, len(text))], [role], parse(text))
    return [(each.time, each.second, each.of_result) for each in found]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Pain was told at week 12.", [((12.0, "weeks"), False, True)]),
        ("Pain was told at 2 and 5 years.", [((2.0, "years"), False, True), ((5.0, "years"), True, True)]),
        ("Iron was given for 12 weeks.", [((12.0, "weeks"), False, False)]),
        # A range of lengths is no time, nor is a number without a unit of time.
        ("Pain lasted 3 to 5 days.", []),
        ("Pain was 12 points.", []),
    ],
)
def test_points_and_lengths_of_time_are_told_in_order(text, times):
    assert told(text) == times


def test_references_tell_no_times():
    assert told("Pain was told at week 12.", role="reference") == []


def test_times_are_one_where_they_last_as_long():
    assert days_of((12.0, "weeks")) == days_of((84.0, "days")) == 84_000
    assert days_of((1.0, "years")) == days_of((12.0, "months"))
    assert days_of((3.0, "cycles")) is None
