"""Which two groups a contrast compares, and what one p-value is told of."""

import pytest

from tests.extract.builders import record
from tests.extract.rows import found_in_study, found_in_trial

BLIN, CHEMO = "blinatumomab", "chemotherapy"


def _sides(findings):
    return [
        (f.statistic, f.value, f.p_value, f.group and f.group.lower(), f.comparator and f.comparator.lower())
        for f in findings
        if f.kind == "contrast"
    ]


IN_TRIAL = [
    # When something was measured is no side.
    (
        "Fatigue scores were lower 3 months after surgery (P = 0.02) with blinatumomab.",
        [("p_only", None, 0.02, BLIN, CHEMO)],
    ),
    # An arm is compared with the arm named before it, not with what stands between them.
    (
        "The blinatumomab group had a lower use of antibiotics compared to the chemotherapy group (P = 0.01).",
        [("p_only", None, 0.01, "blinatumomab group", "chemotherapy group")],
    ),
    # A change from values of the baseline is of one arm.
    (
        "Fatigue scores fell with blinatumomab compared with those at baseline (P = 0.03).",
        [("p_only", None, 0.03, BLIN, "baseline")],
    ),
    # What is associated with an improvement is so against the other arm.
    (
        "Blinatumomab was associated with improvements in waist circumference (-2.1 cm, SE = 1.0; p = 0.04).",
        [("difference", -2.1, 0.04, BLIN, CHEMO)],
    ),
    # An effect size is of two arms.
    (
        "Fasting glucose decreased with blinatumomab (effect size, -6 mg/dL; P = .02).",
        [("difference", -6, 0.02, BLIN, CHEMO)],
    ),
    # Each of several signed figures has a p-value of its own.
    (
        "The improvement was greater with blinatumomab versus chemotherapy in pain (-0.5, p = 0.01) and "
        "fatigue (-0.3, p = 0.03).",
        [("difference", -0.5, 0.01, BLIN, CHEMO), ("difference", -0.3, 0.03, BLIN, CHEMO)],
    ),
]
IN_STUDY = [
    # What a figure is told against stands right behind it.
    (
        "Relapse was less frequent in patients given the high dose (hazard ratio 0.43; P = 0.006 versus the low dose).",
        [("hazard_ratio", 0.43, 0.006, "patients given the high dose", "low dose")],
    ),
    (
        "Fatigue scores were higher after cold air as compared to warm air (P = 0.01).",
        [("p_only", None, 0.01, "cold air", "warm air")],
    ),
    (
        "The hazard ratio for death comparing the highest with the lowest quartile was 1.4 (95% CI 1.1-1.9).",
        [("hazard_ratio", 1.4, None, "highest quartile", "lowest quartile")],
    ),
    (
        "Coached patients returned to work more quickly than control patients (hazard ratio 2.8, 95% CI 1.3-6.1).",
        [("hazard_ratio", 2.8, None, "coached patients", "control patients")],
    ),
    # The subject goes with the outcome of a coefficient, or what the effect is of.
    (
        "There was an indirect effect of social support on fatigue (b = 0.21, 95% CI 0.04-0.51).",
        [("other", 0.21, None, "social support", None)],
    ),
    # The mean before and the mean after are of one group.
    (
        "Walking distance increased (pre-training: 322 m vs. post-training: 501 m, P = 0.04) and pain fell (P = 0.01).",
        [("p_only", None, 0.04, None, "baseline"), ("p_only", None, 0.01, None, "baseline")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), IN_TRIAL)
def test_the_two_sides_in_a_trial_of_two_arms(extractor, sentence, expected):
    assert _sides(found_in_trial(extractor, sentence)) == expected


@pytest.mark.parametrize(("sentence", "expected"), IN_STUDY)
def test_the_two_sides_in_a_study_of_one_group(extractor, sentence, expected):
    assert _sides(found_in_study(extractor, sentence)) == expected


def _against_placebo(extractor, *sentences):
    document = record(
        "Minocycline for neuropathy: a randomized trial",
        ("METHODS", "Patients were randomly assigned to minocycline (n = 23) or placebo (n = 24)."),
        *(("RESULTS", sentence) for sentence in sentences),
    )
    return _sides(extractor.extract(document).findings)


@pytest.mark.parametrize(
    ("sentence", "comparator"),
    [
        ("There was a significant reduction in fatigue with minocycline (P = 0.02).", "placebo"),
        ("There was a significant reduction in fatigue from baseline with minocycline (P = 0.02).", "baseline"),
        ("There was a significant reduction in fatigue with placebo (P = 0.02).", "baseline"),
    ],
)
def test_a_change_in_a_trial_against_placebo_is_against_placebo(extractor, sentence, comparator):
    [told] = _against_placebo(extractor, sentence)
    assert told[-1] == comparator


def test_groups_compared_before_are_those_of_a_sentence_that_names_none(extractor):
    told = _sides(
        found_in_study(
            extractor,
            "Wound healing was better in the gel group than in the control group (P = 0.03). "
            "At day 8 the difference in pain between the groups was not significant (P = 0.28).",
        )
    )
    assert told == [
        ("p_only", None, 0.03, "gel group", "control group"),
        ("p_only", None, 0.28, "gel group", "control group"),
    ]


def test_the_arm_that_is_given_more_is_told_first(extractor):
    document = record(
        "Rituximab in lymphoma: a randomized trial",
        (
            "METHODS",
            "Patients were randomly assigned to chemotherapy (n = 50) or rituximab plus chemotherapy (n = 52).",
        ),
        ("RESULTS", "Overall survival did not differ between the two groups (P = 0.20)."),
    )
    [told] = _sides(extractor.extract(document).findings)
    assert told[-2:] == ("rituximab plus chemotherapy", "chemotherapy")


@pytest.mark.parametrize(
    ("sentence", "measures"),
    [
        ("Rash, fever and diarrhea were less frequent with blinatumomab (P = .01).", 3),
        ("Rash and fever were less frequent with blinatumomab (P = .01 and P = .03, respectively).", 2),
        ("Nausea was less frequent with blinatumomab (P = .01).", 1),
    ],
)
def test_one_p_value_for_a_list_of_measures_is_a_row_for_each(extractor, sentence, measures):
    found = [f for f in found_in_trial(extractor, sentence) if f.kind == "contrast"]
    assert len(found) == len({f.measure_text for f in found}) == measures


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("Fatigue was less with blinatumomab at 6 and 12 months (P = .04).", [(6, "months"), (12, "months")]),
        (
            "Fatigue was less with blinatumomab on days 1, 3 and 5 (P = .04).",
            [(1, "days"), (3, "days"), (5, "days")],
        ),
        ("Fatigue was less with blinatumomab at 6 months (P = .04).", [(6, "months")]),
    ],
)
def test_one_p_value_for_several_times_is_a_row_for_each(extractor, sentence, times):
    found = [f for f in found_in_trial(extractor, sentence) if f.kind == "contrast"]
    assert [(f.time_value, f.time_unit) for f in found] == times
    assert len({f.id for f in found}) == len(times)


def test_changes_of_two_groups_with_their_spread_are_no_contrast(extractor):
    found = found_in_trial(
        extractor,
        "Body fat decreased (mean ± SD; blinatumomab: -1.2 ± 1.2%; chemotherapy: -0.9 ± 1.1%).",
    )
    assert [(f.kind, f.value) for f in found] == [("arm", -1.2), ("arm", -0.9)]
