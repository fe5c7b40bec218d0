"""Coefficients of regression and of correlation, differences told by a comparative, and what is no result."""

import pytest

from tests.extract.rows import found_in_trial


def told(extractor, sentence):
    """Kind, statistic and value of each row of the sentence."""
    return [(row.kind, row.statistic, row.value) for row in found_in_trial(extractor, sentence)]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        # A coefficient compares, as a ratio does; its sign may stand apart from it.
        ("Blinatumomab was associated with better mood (β = 0.31, P = .02).", [("contrast", "other", 0.31)]),
        ("Sleep was worse with chemotherapy (b = - 1.20, 95% CI: -2.01, -0.39).", [("contrast", "other", -1.2)]),
        ("The gain in grip strength was large (d = 0.80, P = .01).", [("contrast", "other", 0.8)]),
        # A correlation and an area under a curve are of one group.
        ("Mood was correlated with sleep (r = 0.45, P = .01).", [("arm", "other", 0.45)]),
        ("The model told the groups apart well (AUC = 0.81).", [("arm", "other", 0.81)]),
        # How the test was made is no result.
        ("Mood improved with blinatumomab (F(1,57) = 4.1, ηp2 = .29, observed power = .99).", []),
        ("Mood did not differ between the groups (χ2(1) = 2.4).", []),
        # By so much more than the other group, or than before.
        ("Body weight was 6% lower with blinatumomab than with chemotherapy.", [("contrast", "difference", 6)]),
        ("Blinatumomab improved the walking distance (172 m, P = .02).", [("contrast", "difference", 172)]),
        (
            "Children on chemotherapy had a 3.5-fold higher risk of falls than those on blinatumomab.",
            [("contrast", "risk_ratio", 3.5)],
        ),
        (
            "Pain was reduced in the treated group (mean difference -1.9, 95% CI - 3.1 to - 0.7).",
            [("contrast", "difference", -1.9)],
        ),
        # A change of each group is each group's own.
        (
            "Body weight fell by 3% in the blinatumomab group and 5% in the chemotherapy group.",
            [("arm", "mean", 3), ("arm", "mean", 5)],
        ),
    ],
)
def test_rows_of_a_sentence(extractor, sentence, rows):
    found = told(extractor, sentence)
    assert [(kind, value) for kind, _, value in found] == [(kind, value) for kind, _, value in rows]
    assert [s for k, s, _ in found if k == "contrast"] == [s for k, s, _ in rows if k == "contrast"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Mood was inversely correlated with pain (r = -0.4).", ["correlation of Mood with pain"]),
        (
            "Social support was positively associated with hope (r = 0.3, P = .01) and with calm (r = 0.5, P = .001).",
            ["correlation of Social support with hope", "correlation of Social support with calm"],
        ),
        (
            "Hope (r = 0.23, P = .005) and calm (r = 0.28, P = .001) were associated with sleep.",
            ["correlation of Hope with sleep", "correlation of calm with sleep"],
        ),
        ("A correlation was found between mood and sleep (r = 0.6).", ["correlation of mood with sleep"]),
    ],
)
def test_a_correlation_is_of_two_things(extractor, sentence, names):
    assert [row.measure_text for row in found_in_trial(extractor, sentence)] == names


def test_bounds_behind_a_share_are_its_interval(extractor):
    (row,) = found_in_trial(extractor, "The 5-year overall survival was 94% (82-98%) with blinatumomab.")
    assert (row.value, row.ci_low, row.ci_high, row.low) == (94, 82, 98, None)


def test_hours_are_a_time(extractor):
    rows = found_in_trial(extractor, "The pain score at 6 h was 2.1 with blinatumomab and 3.4 with chemotherapy.")
    assert [(row.value, row.time_value, row.time_unit) for row in rows] == [(2.1, 6, "hours"), (3.4, 6, "hours")]
