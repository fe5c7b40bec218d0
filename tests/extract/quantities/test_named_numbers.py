"""Coefficients, folds, intervals in other dress, and numbers that are part of a name or of a test."""

import pytest

from pipeline.extract.quantities import parse


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("β = -0.17", [("ratio", -0.17, "coefficient")]),
        ("b = - .55", [("ratio", -0.55, "coefficient")]),
        ("Cohen's d = 0.42", [("ratio", 0.42, "coefficient")]),
        ("group B = 20 patients", [("count", 20, "patients")]),
        ("r = .31", [("number", 0.31, "correlation")]),
        ("an AUC of 0.77", [("number", 0.77, "area")]),
        ("a 2.5-fold increased risk", [("ratio", 2.5, "risk_ratio")]),
        ("2 times higher odds", [("ratio", 2, "odds_ratio")]),
        ("β = 0.2-0.5", []),
        ("χ2(2) = 5.1", []),
        ("Wilks' λ = .70", []),
        ("ηp2 = .29, observed power = .99", []),
        ("ACR20 and PASI 75", []),
        ("2,417.5, P = .01", [("number", 2417.5, None), ("p_value", 0.01, None)]),
        ("at 6 hours", [("time_point", 6, "at")]),
    ],
)
def test_numbers_and_what_they_are(text, read):
    assert [(q.kind, q.value, q.name) for q in parse(text)] == read


@pytest.mark.parametrize(
    ("text", "low", "high", "level"),
    [
        ("95% CI - 0.12 to 0.89", -0.12, 0.89, 95),
        ("95% CI - 0.5-0.9", 0.5, 0.9, 95),
        ("95% CI -2.6 - (-0.21)", -2.6, -0.21, 95),
        ("CI 95%: 1.1 to 1.9", 1.1, 1.9, 95),
        ("95% CI for treatment difference, -8.1, 7.5", -8.1, 7.5, 95),
        ("3.0 mg [0.0-6.0 mg]", 0.0, 6.0, None),
        ("0.79, 0.61-1.02)", 0.61, 1.02, None),
    ],
)
def test_intervals_in_other_dress(text, low, high, level):
    (found,) = [q for q in parse(text) if q.kind == "interval"]
    assert (found.low, found.high, found.level) == (low, high, level)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Opioid use was 0.34 ± 0.11 mg/kg and 0.26 ± 0.10 mg/kg", [(0.34, 0.11), (0.26, 0.1)]),
        ("a change of 0.28±0.02 g per deciliter", [(0.28, 0.02)]),
        ("a difference of 0.18 g per deciliter", [(0.18, None)]),
        ("consumption (1.5 mg [0.0-6.0 mg])", [(1.5, None)]),
        ("the dose to the liver (19.1 Gy versus 14.6 Gy, p = 0.01)", [(19.1, None), (14.6, None)]),
        ("the ratio was 135.0 mg/g", [(135.0, None)]),
        ("20 mg versus 40 mg daily", []),
        ("0.5 mg/kg (every 3 weeks)", []),
        ("from 5 to 20 mg", []),
        ("100 mg (1-0-1)", [(1.0, None), (0.0, None), (1.0, None)]),
    ],
)
def test_an_amount_that_was_measured_is_no_dose(text, values):
    assert [(q.value, q.low) for q in parse(text) if q.kind == "number"] == values
