"""Definitions by the way, and those in whom something was seen, who are no sample."""

from __future__ import annotations

import pytest

from tests.extract.builders import record, shipped_extractor

TITLE = "Etanercept in adults with arthritis: a randomised trial"
METHODS = "Patients were randomised to etanercept or placebo."


@pytest.fixture(scope="module")
def reader():
    return shipped_extractor(models=["encoder"])


def told(reader, results, *names):
    found = reader.extract(record(TITLE, ("METHODS", METHODS), ("RESULTS", results))).findings
    return [tuple(getattr(row, name) for name in names) for row in found if row.section == "RESULTS"]


@pytest.mark.parametrize(
    ("results", "rows"),
    [
        (
            "Clinical failure--defined as fever on examination--was seen in 4% with etanercept and 23% with placebo.",
            [4, 23],
        ),
        ("Response, defined as a fall of at least 50%, was seen in 40% with etanercept.", [40]),
        ("Response (defined as a fall of at least 50%) was seen in 40% with etanercept.", [40]),
        ("Response was defined as a fall of at least 50%.", []),
        ("Response, defined as a fall of at least 50%.", []),
        # What is defined is no result though the sentence tells one.
        ("Relapse (defined as a rise by 20% with etanercept) was seen in 40% with etanercept.", [40]),
    ],
)
def test_what_is_defined_by_the_way(reader, results, rows):
    assert [value for (value,) in told(reader, results, "value")] == rows


def test_a_measure_is_called_without_its_definition(reader):
    sentence = "Response, defined as a fall by half, was seen in 40% with etanercept."
    assert told(reader, sentence, "measure_text") == [("Response",)]


@pytest.mark.parametrize(
    ("results", "rows"),
    [
        (
            "Myocardial infarction occurred in 329 patients (6.6%) assigned to etanercept and in 295 patients (5.9%) "
            "assigned to placebo.",
            [("AE", 329, "etanercept"), ("AE", 295, "placebo")],
        ),
        (
            "Headache was reported by 24 (11%) of 212 patients enrolled in the placebo group and by 12 (6%) of 201 "
            "enrolled in the etanercept group.",
            [("AE", 24, "placebo group"), ("AE", 12, "etanercept group")],
        ),
        ("In all, 11 infections were detected in those given etanercept.", [("AE", 11, "etanercept")]),
    ],
)
def test_those_in_whom_something_was_seen_are_no_sample(reader, results, rows):
    assert told(reader, results, "measure", "events", "group") == rows


def test_who_was_assigned_is_a_sample_still(reader):
    sentence = "In all, 329 patients were assigned to etanercept and 295 were assigned to placebo."
    assert told(reader, sentence, "measure", "total", "group") == [("N", 329, "etanercept"), ("N", 295, "placebo")]


@pytest.mark.parametrize("share", ["(n = 7, 39%)", "(n = 7 [39%])", "(n = 7 (39%))"])
def test_a_size_with_its_share_is_a_count_of_events(reader, share):
    assert told(reader, f"Infections {share} were seen.", "measure", "events", "value") == [("AE", 7, 39)]


def test_a_figure_of_both_arms_is_told_of_both_though_one_speaks_for_more(reader):
    sentence = "Incidences of infections were low (≤ 1%) in both groups."
    trial = record("A trial of etanercept", ("METHODS", METHODS), ("RESULTS", sentence))
    found = reader.extract(trial).findings
    assert {row.group for row in found if row.section == "RESULTS"} == {"etanercept", "placebo"}
