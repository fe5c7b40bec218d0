"""Figures that are set against one another, in an order, or of what the sentence before told: whose each is."""

import pytest

from tests.extract.rows import credited_rows as rows

GRAFTS = "Haploidentical or matched unrelated donor transplantation for B-ALL"
GRAFTED = "265 patients underwent haploidentical (n = 148) or matched unrelated donor (n = 117) transplantation."
INFANTS = "Blinatumomab added to chemotherapy in infant leukemia"
TREATED = (
    "24 infants received blinatumomab with chemotherapy. Historical controls were 214 infants of an earlier trial."
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Corresponding overall survival rates were 63.2% and 60.4%.",
            [(63.2, "haploidentical"), (60.4, "matched unrelated donor")],
        ),
        (
            "Grade II-IV acute GVHD developed in 39.2% and 47.0% of patients (P = .19).",
            [(39.2, "haploidentical"), (47.0, "matched unrelated donor")],
        ),
        (
            "Chronic GVHD was less common after haploidentical transplantation (22.3% vs 38.5%; P = .004).",
            [(22.3, "haploidentical"), (38.5, "matched unrelated donor")],
        ),
        # Who is told to have had more has the larger figure, whichever comes first; a limit in a name is no figure.
        (
            "Relapse was more common in patients with MRD above 0.01% (18% vs 42%).",
            [(18, None), (42, "patients with MRD above 0.01%")],
        ),
        (
            "Relapse was less common in patients with MRD below 0.01% (22% vs 38%).",
            [(22, "patients with MRD below 0.01%"), (38, None)],
        ),
    ],
)
def test_pairs_of_two_arms(sentence, expected):
    assert rows(GRAFTS, GRAFTED, sentence, "value", "group") == expected


def test_a_group_behind_the_second_of_two_is_its_own_and_what_the_study_gave_was_not_given_to_it():
    sentence = (
        "Event-free survival was 81.6% compared with 49.4% in the historical controls, and survival 93.3% versus 65.8%."
    )
    told = rows(INFANTS, TREATED, sentence, "value", "group", "therapies")

    assert [row[:2] for row in told] == [
        (81.6, None),
        (49.4, "historical controls"),
        (93.3, None),
        (65.8, "historical controls"),
    ]
    assert ["blinatumomab" in [therapy.name for therapy in row[2]] for row in told] == [True, False, True, False]


def test_a_difference_that_names_no_measure_is_of_the_one_told_before():
    trial = "We randomised 312 adults to cognitive behavioural therapy (CBT), mindfulness training or a waiting list."
    sentences = (
        "HDRS scores fell by 9.4 points (SD 5.1) with CBT and 3.2 (4.9) on the waiting list. Compared with the waiting "
        "list, the adjusted mean difference was -6.1 (95% CI -7.6 to -4.6) for CBT."
    )

    told = rows("Therapies of depression", trial, sentences, "value", "measure_text")

    assert told == [(9.4, "HDRS scores"), (3.2, "HDRS scores"), (-6.1, "HDRS scores")]


def test_with_comes_before_without_where_patients_were_allocated_so():
    trial = "Children were randomized to imatinib plus chemotherapy with (n = 80) or without (n = 76) transplantation."
    told = rows("Ph-positive ALL", trial, "5-yr DFS was 70% and 65%, respectively (p = 0.6).", "value", "group")

    assert told == [(70, "transplantation"), (65, "without transplantation")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The 2-year survival was 72% with and 41% without HSCT.", [(72, "with HSCT"), (41, "without HSCT")]),
        (
            "Relapse occurred in 12% of patients with and 30% of those without chronic GVHD.",
            [(12, "with chronic GVHD"), (30, "without chronic GVHD")],
        ),
        # The next sentence goes on in the same order.
        (
            "Survival was 72% with and 41% without HSCT. Relapse was seen in 11 of 76 (14%) and 27 of 54 (50%), "
            "respectively.",
            [(72, "with HSCT"), (41, "without HSCT"), (14, "with HSCT"), (50, "without HSCT")],
        ),
    ],
)
def test_with_and_without(sentence, expected):
    methods = "We compared patients with and patients without consolidative HSCT after CD19 CAR T cells."

    assert rows("HSCT after CAR T cells", methods, sentence, "value", "group") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # How long all were followed is told of all, whomever the sentence goes on to tell of.
        (
            "After a median of 22.4 months of follow-up, relapses in the blinatumomab vs chemotherapy groups were 31% "
            "vs 57%.",
            [("FOLLOW_UP", None), ("RELAPSE", "blinatumomab"), ("RELAPSE", "chemotherapy groups")],
        ),
        (
            "Adverse events greater than or equal to grade 3 were seen in 57% of the blinatumomab group.",
            [("AE", "blinatumomab group")],
        ),
    ],
)
def test_trials_of_two_arms(sentence, expected):
    trial = "108 children received blinatumomab (n = 54) or chemotherapy (n = 54)."

    assert rows("Blinatumomab or chemotherapy for B-ALL", trial, sentence, "measure", "group") == expected


def test_what_was_added_or_not_and_whoever_had_it_is_called_by_the_short_form_behind_it():
    trial = "1,003 children were randomized to standard chemotherapy with or without gemtuzumab ozogamicin (GO)."
    sentence = "GO improved EFS (3 years: 53.1% v 46.9%; HR, 0.83)."
    told = rows("Gemtuzumab ozogamicin in childhood AML", trial, sentence, "value", "group", "comparator", "time_value")

    assert told == [
        (53.1, "GO", None, 3),
        (46.9, "without gemtuzumab ozogamicin", None, 3),
        (0.83, "GO", "without gemtuzumab ozogamicin", None),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # A semicolon parts two measures.
        (
            "Median OS was 36.5 months; median RFS in the 110 patients with Ph-negative ALL was 18.9 months.",
            [("OS", 36.5, None), ("RFS", 18.9, "patients with Ph-negative ALL")],
        ),
        # Others are no part of those whom a sentence opens with.
        (
            "Among patients who received selected products, CR was 77% v 58% for those who did not (P = .2).",
            [("CR", 77, "patients who received selected products"), ("CR", 58, "those who did not")],
        ),
    ],
)
def test_cohorts(sentence, expected):
    told = rows(
        "Blinatumomab for ALL",
        "113 adults with Ph-negative ALL received blinatumomab.",
        sentence,
        "measure",
        "value",
        "group",
    )

    assert [row for row in told if row[0] != "N"] == expected


def test_that_of_is_the_measure_before():
    trial = "146 children received PTCy (n = 70) or TCR alpha-beta depletion (n = 76)."
    sentence = (
        "The cumulative incidence of grade II-IV acute GvHD was 40.3% after PTCy and 28.5% after TCR alpha-beta "
        "depletion, and that of grade III-IV 11% and 7%."
    )
    told = rows("Haploidentical transplantation", trial, sentence, "measure", "value", "group", "grade")

    assert told == [
        ("GVHD_ACUTE", 40.3, "PTCy", "2-4"),
        ("GVHD_ACUTE", 28.5, "TCR alpha-beta depletion", "2-4"),
        ("GVHD_ACUTE", 11, "PTCy", "3-4"),
        ("GVHD_ACUTE", 7, "TCR alpha-beta depletion", "3-4"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Weight loss was greatest in D (-8.9 kg) and E+D (-10.6 kg) and smallest in E (-1.8 kg).",
            [
                ("arm", "Weight loss", -8.9, "D"),
                ("arm", "Weight loss", -10.6, "E+D"),
                ("arm", "Weight loss", -1.8, "E"),
            ],
        ),
        (
            "Weight loss was 2 kg. At 18 months 88%, 84% and 90% of participants were retained.",
            [("arm", "Weight loss", 2, None), *(("arm", "retained", share, None) for share in (88, 84, 90))],
        ),
    ],
)
def test_three_groups(sentence, expected):
    trial = "180 patients with knee osteoarthritis were assigned to exercise (E), diet (D), or both (E+D)."

    assert rows("Exercise and diet", trial, sentence, "kind", "measure_text", "value", "group") == expected


DOSES = "Adults with psoriasis were randomized 2:2:1 to secukinumab 300 mg, secukinumab 150 mg or placebo."


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "PASI 75 was achieved by 81.6% (300 mg), 71.6% (150 mg) and 4.5% (placebo).",
            [(81.6, "300 mg"), (71.6, "150 mg"), (4.5, "placebo")],
        ),
        # Three figures and no name: of the three arms, in their order.
        (
            "PASI 75 rates were 65.3%, 51.2% and 2.4%, respectively.",
            [(65.3, "secukinumab 300 mg"), (51.2, "secukinumab 150 mg"), (2.4, "placebo")],
        ),
    ],
)
def test_arms_of_a_list_without_a_comma_before_its_last(sentence, expected):
    assert rows("Secukinumab in psoriasis", DOSES, sentence, "value", "group") == expected


def test_qualities_of_one_thing_are_no_arms():
    trial = "Smokers were assigned to either an original online, interactive program or to a modified program."
    told = rows("Smoking cessation", trial, "Quit rates were 12% and 9% (p = 0.4).", "value", "group")

    assert told == [(12, "original online, interactive program"), (9, "modified program")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # Of two that each had their own, the third and the fourth figure go on in that order.
        (
            "Fever was present in 21% of the yoga group and 14% of the control group, and cough in 12% and 6%.",
            [(21, "yoga group"), (14, "control group"), (12, "yoga group"), (6, "control group")],
        ),
        (
            "Response was 40% for older and 28% for younger patients, with deaths in 11% and 7%.",
            [(40, "older"), (28, "younger patients"), (11, "older"), (7, "younger patients")],
        ),
        (
            "Fever was rarer with yoga (12% compared with 33% without yoga).",
            [(12, "yoga"), (33, "without yoga")],
        ),
    ],
)
def test_two_and_two(sentence, expected):
    assert rows("Yoga in influenza", "80 women had yoga or none.", sentence, "value", "group") == expected


def test_three_names_before_as_many_figures():
    sentence = "Relief after yoga, stretching and slow walking was 58%, 56% and 52%."
    told = rows("Exercises for women with back pain", "We followed 300 women.", sentence, "value", "group")

    assert told == [(58, "yoga"), (56, "stretching"), (52, "slow walking")]


@pytest.mark.parametrize(
    ("methods", "sentence", "expected"),
    [
        (
            "64 patients were assigned to cognitive remediation (CR; n = 32) or computer games (CG; n = 32).",
            "The rate of employment in CR was 44%.",
            [("OTHER", 44, "CR")],
        ),
        (
            "Patients underwent laparoscopic (n = 1,604) or open (n = 811) colectomy.",
            "Conversion to open surgery was required in 141 patients (8.8%).",
            [("COURSE", 8.8, None)],
        ),
    ],
)
def test_what_is_called_as_an_arm_is(methods, sentence, expected):
    assert rows("A trial of two arms", methods, sentence, "measure", "value", "group") == expected
