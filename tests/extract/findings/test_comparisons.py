"""Pairs of figures: which side of the comparison each of the two is of, wherever the sentence names the sides."""

import pytest

from tests.extract.builders import record

TITLE = "A randomised trial in women with early breast cancer"
WEEKLY = (
    "METHODS",
    "Women were randomly assigned to receive either weekly massage (WM, n = 40) or usual care (n = 42).",
)


def credited(extractor, *sections):
    found = extractor.extract(record(TITLE, *sections)).findings
    return [(row.value if row.value is not None else row.events, row.group) for row in found if row.kind == "arm"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # the two sides after the pair
        (
            "Fever (36% vs 69%; P < .001) was less frequent in women given yoga than in women given massage.",
            [(36, "women given yoga"), (69, "women given massage")],
        ),
        # a side that no lexicon and no design names
        (
            "The success rate was higher with combined mapping than with blue dye alone (100 versus 86 per cent).",
            [(100, "combined mapping"), (86, "blue dye alone")],
        ),
        # what something is compared with is told second, wherever it stands
        (
            "Compared with controls, patients in the walking group had less nausea (25.0% vs. 40.0%).",
            [(25, "walking group"), (40, "controls")],
        ),
        (
            "Serious adverse events were fewer in the yoga group compared to the massage group (12% vs 25%).",
            [(12, "yoga group"), (25, "massage group")],
        ),
        (
            "Relapse rates did not differ between intervention practices and control practices (9.5% vs 9.3%).",
            [(9.5, "intervention practices"), (9.3, "control practices")],
        ),
        (
            "The most frequent adverse events (high dose/low dose) were fever (59%/20%) and nausea (55%/18%).",
            [(59, "high dose"), (20, "low dose"), (55, "high dose"), (18, "low dose")],
        ),
        (
            "Relapse occurred in 25% and 31% with combined mapping and blue dye, respectively.",
            [(25, "combined mapping"), (31, "blue dye")],
        ),
        # one side is named: the sentence speaks of it first
        (
            "In the dietary group there were fewer deaths (27% vs 64%).",
            [(27, "dietary group"), (64, None)],
        ),
        (
            "The rate of fever was lower (59% vs. 90%, P = 0.04) in the melatonin group.",
            [(59, "melatonin group"), (90, None)],
        ),
        # each named beside its own figure
        (
            "Median overall survival did not differ (walking, 8.5 months; massage, 7.4 months).",
            [(8.5, "walking"), (7.4, "massage")],
        ),
        (
            "Median overall survival was 53.7 months (walking) versus 41.5 months (massage).",
            [(53.7, "walking"), (41.5, "massage")],
        ),
        (
            "Relapse occurred in 7.7% in the walking group and 0.6% in the group given walking plus massage.",
            [(7.7, "walking group"), (0.6, "group given walking plus massage")],
        ),
        (
            "Relapse occurred in 54% of those in the ACT arm and 69% of those in the ACT + YOG arm.",
            [(54, "ACT arm"), (69, "ACT + YOG arm")],
        ),
        # told once, meant again
        (
            "Fever (40%, 51% and 12% in the high, low and control groups, respectively) and rash (32%, 48% and 10%).",
            [(40, "high"), (51, "low"), (12, "control"), (32, "high"), (48, "low"), (10, "control")],
        ),
    ],
)
def test_each_figure_of_a_pair_has_its_side(plain_extractor, sentence, expected):
    assert credited(plain_extractor, ("RESULTS", sentence)) == expected


def test_arms_are_what_patients_are_allocated_to_whether_a_lexicon_has_it_or_not(plain_extractor):
    found = credited(plain_extractor, WEEKLY, ("RESULTS", "Nausea was seen in 10% versus 30% (p = 0.02)."))
    assert found[-2:] == [(10, "WM"), (30, "usual care")]


def test_a_pair_without_names_is_told_in_the_order_of_the_pair_before(plain_extractor):
    found = credited(
        plain_extractor,
        (
            "RESULTS",
            "Overall survival was 92.9% in the yoga group and 81.4% in the massage group. "
            "Relapse rates were 8% vs 17%.",
        ),
    )
    assert found[-2:] == [(8, "yoga group"), (17, "massage group")]


@pytest.mark.parametrize(
    "sentence",
    [
        # a baseline and a measure are no sides
        "Fever fell from 40% at baseline to 20% at week 4 compared with baseline.",
        "Overall survival was 80% versus an expected rate of 60%.",
    ],
)
def test_what_is_no_group_is_no_side(plain_extractor, sentence):
    assert {group for _, group in credited(plain_extractor, ("RESULTS", sentence))} <= {None}


def contrasts(extractor, sentence):
    found = extractor.extract(record(TITLE, ("RESULTS", sentence))).findings
    return [
        (row.statistic, row.value, row.ci_low, row.group, row.comparator) for row in found if row.kind == "contrast"
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Risk factors for relapse included: older age (OR=0.73, p<0.001) and low income (OR=0.56, p<0.001).",
            [("odds_ratio", 0.73, None, "older age", None), ("odds_ratio", 0.56, None, "low income", None)],
        ),
        (
            "High TOP2A expression was associated with a poor overall survival (HR 1.35, 95% CI 1.12-1.63).",
            [("hazard_ratio", 1.35, 1.12, "High TOP2A expression", None)],
        ),
        (
            "Overall survival was worse in women with low levels of albumin (HR 2.37, 95% CI 1.65-3.41).",
            [("hazard_ratio", 2.37, 1.65, "women with low levels of albumin", None)],
        ),
        # a word between a pair and its ratio is no factor
        (
            "Overall survival rates were 71.3% and 58.4%, respectively (HR, 0.62; p = 0.02).",
            [("hazard_ratio", 0.62, None, None, None)],
        ),
        # a sentence that names its two sides tells of no factor
        (
            "Survival was 6.6 months in the yoga group versus 4.2 months in the massage group "
            "(HR 0.72, 95% CI 0.4-1.3).",
            [("hazard_ratio", 0.72, 0.4, "yoga group", "massage group")],
        ),
    ],
)
def test_a_ratio_is_of_its_factor_or_of_the_two_sides(plain_extractor, sentence, expected):
    assert contrasts(plain_extractor, sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "At six months the yoga group showed a reduction in systolic pressure (2.54 mmHg [1.45 to 6.54]) "
            "compared to the control group.",
            [("difference", 2.54, 1.45)],
        ),
        (
            "Pain was lower with yoga compared with massage "
            "(mean difference [95% CI], -0.77 [-1.49, -0.05]; p = 0.04).",
            [("difference", -0.77, -1.49)],
        ),
        (
            "Uptake was increased by 17.7 percentage points (95% CI 9.7-25.6) in the yoga group.",
            [("difference", 17.7, 9.7)],
        ),
        # a share with its interval, and a range, are no difference
        ("Overall survival at 2 years was lower than expected, 60% (95% CI 50-70).", []),
        ("The median age was lower than expected, 46 years (range 27-55).", []),
    ],
)
def test_a_change_with_its_interval_is_a_difference(plain_extractor, sentence, expected):
    assert [row[:3] for row in contrasts(plain_extractor, sentence)] == expected


def test_what_is_told_beside_the_studys_own_therapy_is_set_apart_from_it(plain_extractor):
    sentence = "Overall survival was 85.2% with blinatumomab and 70.4% with chemotherapy."
    found = plain_extractor.extract(record("Blinatumomab in children", ("RESULTS", sentence))).findings
    assert [(row.value, [therapy.name for therapy in row.therapies]) for row in found] == [
        (85.2, ["blinatumomab"]),
        (70.4, ["chemotherapy"]),
    ]
