"""What the primary end point is, and rows that call a measure nothing else."""

import pytest

from pipeline.extract.findings.primary import primary_end_point, told_in_full
from pipeline.schema import Span
from tests.extract.builders import record


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The primary end point was death or stroke.", "death or stroke"),
        (
            "The primary efficacy endpoint was the change in pain from baseline to week 12.",
            "change in pain from baseline",
        ),
        ("The primary outcome measure of the study was stroke, assessed by two readers.", "stroke"),
        ("Stroke within 30 days was the primary outcome.", "Stroke"),
        ("The main outcome was quality of life at 6 months, and the secondary outcome was pain.", "quality of life"),
        ("The primary end point was not met.", None),
        ("The primary outcome was similar in both groups.", None),
        ("The primary end point was the proportion of patients at week 12.", None),
        ("The primary end point was 12% with etanercept.", None),
        ("The secondary end point was pain.", None),
        (f"The primary end point was {'very ' * 16}long.", None),
    ],
)
def test_the_primary_end_point_is_what_the_paper_says(text, name):
    assert primary_end_point(text, [Span(0, len(text))], ["methods"]) == name
    assert primary_end_point(text, [Span(0, len(text))], ["reference"]) is None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("primary end point", "death or stroke (primary end point)"),
        ("the rate of the primary-outcome events", "death or stroke (primary end point)"),
        ("primary efficacy outcome", "death or stroke (primary end point)"),
        ("primary care visits", "primary care visits"),
        ("secondary end point", "secondary end point"),
    ],
)
def test_a_measure_that_is_called_so_is_told_in_full(name, told):
    assert told_in_full(name, "death or stroke") == told
    assert told_in_full(name, None) == name


def test_a_row_tells_what_the_primary_end_point_is(extractor):
    methods = "Patients were randomised to etanercept or placebo. The primary end point was stroke or amputation."
    results = "The primary end point occurred in 12% with etanercept and in 20% with placebo."
    rows = extractor.extract(record("Etanercept in adults", ("METHODS", methods), ("RESULTS", results))).findings
    assert {row.measure_text for row in rows if row.section == "RESULTS"} == {
        "stroke or amputation (primary end point)"
    }
