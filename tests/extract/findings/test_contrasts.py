"""What is compared with what: differences, coefficients, changes from baseline, and p-values in lists."""

import pytest

from tests.extract.rows import found_in_study, found_in_trial


def _told(findings):
    return [
        (f.kind, f.statistic, f.value, f.p_value, f.group and f.group.lower(), f.comparator and f.comparator.lower())
        for f in findings
    ]


BLIN, CHEMO = "blinatumomab", "chemotherapy"
IN_TRIAL = [
    # How much one is above the other.
    (
        "Bone density was 2.4% higher with blinatumomab than with chemotherapy (P = 0.004).",
        [("contrast", "difference", 2.4, 0.004, BLIN, CHEMO)],
    ),
    (
        "The pain score was 0.9 points lower with blinatumomab than with chemotherapy (P = 0.01).",
        [("contrast", "difference", 0.9, 0.01, BLIN, CHEMO)],
    ),
    (
        "Fatigue was milder with blinatumomab than with chemotherapy (mean difference 3.4 points, 95% CI 1.1-5.7).",
        [("contrast", "difference", 3.4, None, BLIN, CHEMO)],
    ),
    # By how much less of what is counted there was.
    (
        "There was a 17% (SE 4; P < 0.001) proportional reduction in deaths with blinatumomab.",
        [("contrast", "difference", 17, 0.001, BLIN, CHEMO)],
    ),
    # A coefficient of what is compared.
    (
        "Fatigue was less with blinatumomab than with chemotherapy (β = .31, P = .02).",
        [("contrast", "other", 0.31, 0.02, BLIN, CHEMO)],
    ),
    # A change is of each arm, where all of them are told to show it.
    (
        "Serum albumin increased in both groups (P = 0.003).",
        [
            ("contrast", "p_only", None, 0.003, BLIN, "baseline"),
            ("contrast", "p_only", None, 0.003, CHEMO, "baseline"),
        ],
    ),
    # What is told once of each patient has no baseline.
    (
        "Overall survival did not improve with blinatumomab (P = 0.4).",
        [("contrast", "p_only", None, 0.4, BLIN, CHEMO)],
    ),
    # What is higher in one is so against the other, whatever the case of the word.
    (
        "Higher serum albumin (P = 0.02) was noted with blinatumomab.",
        [("contrast", "p_only", None, 0.02, BLIN, CHEMO)],
    ),
]
IN_STUDY = [
    # The p-value behind a first and a last value is of the change.
    (
        "The mean pain score fell from 6.1 to 3.2 (P = 0.001).",
        [
            ("arm", "mean", 6.1, None, None, None),
            ("arm", "mean", 3.2, None, None, None),
            ("contrast", "p_only", None, 0.001, None, "baseline"),
        ],
    ),
    # A rate that goes from one value to another is of two groups.
    (
        "Treatment at home raised the response rate from 26% to 35% (P = 0.02).",
        [("arm", "proportion", 26, 0.02, None, None), ("arm", "proportion", 35, 0.02, None, None)],
    ),
    # By how much something changed is told in brackets.
    (
        "Exercise improved the walking distance (172.4 m, P = 0.02).",
        [("contrast", "difference", 172.4, 0.02, None, "baseline")],
    ),
    # The word `or` names no odds ratio.
    (
        "Weight or height did not matter; the mean fatigue score was 3.5 (95% CI 2.1-4.9).",
        [("arm", "mean", 3.5, None, None, None)],
    ),
    # A correlation compares no groups.
    ("Fatigue correlated with pain (r = 0.45, P = 0.01).", [("arm", "other", 0.45, 0.01, None, None)]),
    # Numbers of a test are no results.
    (
        "Fatigue decreased over time (Wilks' λ = 0.81; P = 0.03; η2 = 0.21; observed power = 0.93).",
        [("contrast", "p_only", None, 0.03, None, "baseline")],
    ),
    # One factor is told of all the outcomes of a list, and has its reference.
    (
        "A ferritin level above 2.5 mg/l was associated with relapse (HR 2.7, 95% CI 1.9-3.8) and death "
        "(HR 2.4, 95% CI 1.8-3.3) compared with a lower level.",
        [
            ("contrast", "hazard_ratio", 2.7, None, "ferritin level above 2.5 mg/l", "lower level"),
            ("contrast", "hazard_ratio", 2.4, None, "ferritin level above 2.5 mg/l", "lower level"),
        ],
    ),
    # P-values in a row are of the measures in theirs.
    (
        "Fatigue and nausea were less frequent in girls (P = 0.01 and P = 0.04, respectively).",
        [("contrast", "p_only", None, 0.01, "girls", None), ("contrast", "p_only", None, 0.04, "girls", None)],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), IN_TRIAL)
def test_two_arms_are_set_against_one_another(extractor, sentence, expected):
    assert _told(found_in_trial(extractor, sentence)) == expected


@pytest.mark.parametrize(("sentence", "expected"), IN_STUDY)
def test_changes_and_factors_of_one_group(extractor, sentence, expected):
    assert _told(found_in_study(extractor, sentence)) == expected


def test_a_ratio_has_no_time_that_is_told_of_the_next_end_point(extractor):
    found = found_in_trial(
        extractor,
        "Event-free survival had a hazard ratio of 0.94 (95% CI, 0.59-1.51) and overall survival at 12 months was 93%.",
    )
    assert [(f.value, f.time_value) for f in found] == [(0.94, None), (93, 12)]


def test_how_many_a_change_is_of_stands_behind_its_p_value(extractor):
    found = found_in_study(extractor, "The ferritin level rose over time (P = 0.04; n = 10).")
    assert [(f.p_value, f.total) for f in found] == [(0.04, 10)]


def test_an_interval_stands_behind_the_words_of_its_difference(extractor):
    found = found_in_trial(
        extractor,
        "Swelling differed little (0.4 cm greater reduction with blinatumomab vs. chemotherapy, 95% CI -0.1 to 0.9).",
    )
    assert [(f.kind, f.value, f.ci_low, f.ci_high) for f in found] == [("contrast", 0.4, -0.1, 0.9)]


@pytest.mark.parametrize(
    ("bracket", "low", "high"),
    [
        ("95% CI for treatment difference, -8.1, 7.5", -8.1, 7.5),
        ("95% confidence interval (CI) of difference: -8.1 to 7.5", -8.1, 7.5),
        ("95% CI for the difference between the groups -8.1 to 7.5", -8.1, 7.5),
    ],
)
def test_of_a_difference_its_interval_may_be_told_alone(extractor, bracket, low, high):
    found = found_in_trial(
        extractor, f"Pain was told by 60% with blinatumomab and by 61% with chemotherapy ({bracket})."
    )
    assert [(f.kind, f.value, f.ci_low, f.ci_high) for f in found] == [
        ("arm", 60, None, None),
        ("arm", 61, None, None),
        ("contrast", None, low, high),
    ]
    assert (found[2].group, found[2].comparator, found[2].statistic) == (BLIN, CHEMO, "difference")
