"""The units of measured values: before them, behind them, and told once for a measure."""

from __future__ import annotations

import pytest

from pipeline.extract.findings.one_unit import in_one_unit
from pipeline.schema import Finding, Span
from tests.extract.builders import record, shipped_extractor

TITLE = "Etanercept in adults with arthritis: a randomised trial"
METHODS = "Patients were randomised to etanercept or placebo."


@pytest.fixture(scope="module")
def reader():
    return shipped_extractor(models=["encoder"])


@pytest.mark.parametrize(
    ("results", "units"),
    [
        ("Mean costs were €2,731 with etanercept and £36 with placebo.", [(2731, "€"), (36, "£")]),
        ("Mean costs were 196€ with etanercept.", [(196, "€")]),
        ("Viral load fell by 1.06 log10 copies/ml with etanercept.", [(1.06, "log10 copies/ml")]),
        ("The mortality rate was 42 per 1,000 births with etanercept.", [(42, "per 1,000 births")]),
        ("The infection rate was 12.2 per 1000 person-years with etanercept.", [(12.2, "per 1000 person-years")]),
        ("Viral load fell by 4.1 log IU/mL with etanercept.", [(4.1, "log IU/mL")]),
        ("Mean titers were 2.4 ug/mL (95% CI 2.1-2.7) with etanercept.", [(2.4, "ug/mL")]),
        ("Mean loads were 3.1 log10 CFU/mL with etanercept.", [(3.1, "log10 CFU/mL")]),
        ("The rate was 1.42 ± 0.49/second with etanercept.", [(1.42, "/second")]),
        ("Mean power was 889.2 W with etanercept.", [(889.2, "W")]),
        # Told once, it is that of all values of the measure.
        (
            "Pain scores improved by 2.1 points (SD 0.9) in the etanercept arm versus 0.8 (SD 1.0) in the placebo arm.",
            [(2.1, "points"), (0.8, "points")],
        ),
        # A limit is no value.
        ("Pain fell by 2 points or more in 30% of patients with etanercept.", [(30, "%")]),
    ],
)
def test_units_of_measured_values(reader, results, units):
    found = reader.extract(record(TITLE, ("METHODS", METHODS), ("RESULTS", results))).findings
    assert [(row.value, row.unit) for row in found if row.section == "RESULTS"] == units


def row(**values):
    told = {"kind": "arm", "measure": "OTHER", "measure_text": "pain", "statistic": "mean", "value": 1.0, "id": ""}
    told |= {"document": "file:a", "span": Span(0, 1), "quote": "1", "sentence": Span(0, 1), "attribution": "own"}
    return Finding(**(told | {"section": None, "rule": "", "score": 1} | values))


@pytest.mark.parametrize(
    ("others", "unit"),
    [
        ([{"unit": "points"}], "points"),
        ([{"unit": "points"}, {"unit": "points"}], "points"),
        ([{"unit": "points"}, {"unit": "mm"}], None),
        ([{"unit": "%"}], None),
        ([{"unit": "points", "statistic": "median"}], None),
        ([{"unit": "points", "measure_text": "fatigue"}], None),
        ([{"unit": "points", "kind": "contrast"}], None),
        ([], None),
    ],
)
def test_a_measure_is_told_in_one_unit(others, unit):
    rows = [row(), *(row(**each) for each in others)]
    found = in_one_unit(rows)
    assert found[0].unit == unit
    assert found[1:] == rows[1:]


def test_what_is_counted_has_no_unit():
    rows = [row(statistic="count"), row(unit="points", statistic="count")]
    assert in_one_unit(rows) == rows
