"""Figures that are set against one another, in an order, or of what the sentence before told: whose each is."""

import pytest

from pipeline.ingest import read_records
from tests.extract.builders import record
from tests.extract.rows import credited_extractor
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
        (
            "Tocilizumab was administered to 43% of patients and glucocorticoids to 27%.",
            [("COURSE", "Tocilizumab was administered", 43, None), ("COURSE", "glucocorticoids", 27, None)],
        ),
        ("HSCT was performed in 14 patients (23%).", [("HSCT", "HSCT was performed", 23, None)]),
        # What patients turned to is not whose figure it is.
        ("Cross-over to chemotherapy was seen in 8%.", [("COURSE", "Cross-over to chemotherapy", 8, None)]),
        (
            "CRS of grade 3 or higher and neurologic events of grade 3 or higher occurred in 13% and 28% of patients, "
            "respectively.",
            [("CRS", "CRS", 13, None), ("ICANS", "neurologic events", 28, None)],
        ),
        ("ORR was 61.9%.", [("ORR", "ORR", 61.9, None)]),
    ],
)
def test_what_patients_were_given_besides(sentence, expected):
    title, methods = "Axicabtagene ciloleucel in adults", "We treated 61 adults with axicabtagene ciloleucel."

    assert rows(title, methods, sentence, "measure", "measure_text", "value", "group") == expected


def test_what_the_disease_withstood_was_not_given():
    title = "Ruxolitinib in steroid-refractory graft-versus-host disease"
    methods = "Forty-two children with steroid-refractory graft-versus-host disease received ruxolitinib."
    told = rows(title, methods, "Failure-free survival at 6 months was 59.1%.", "value", "therapies")

    assert [(value, [therapy.name for therapy in given]) for value, given in told] == [(59.1, ["ruxolitinib"])]


def test_factors_with_limits_and_numbers_in_their_names():
    sentence = (
        "On multivariate analysis, age at diagnosis below 1.4 years (HR 0.43; P = .009), a 5-6/6 HLA-matched graft (HR "
        "0.50; P = .03) and karyotype other than monosomy 7 (HR 0.54; P = .04) predicted improved DFS."
    )
    told = rows("Cord blood for JMML", "98 children underwent cord blood transplantation.", sentence, "value", "group")

    assert told == [
        (0.43, "age at diagnosis below 1.4 years"),
        (0.5, "5-6/6 HLA-matched graft"),
        (0.54, "karyotype other than monosomy 7"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Adverse events were fever (8 patients), infection (4), hypertension (2) and vomiting (1).",
            [("fever", 8, None), ("infection", 4, None), ("hypertension", 2, None), ("vomiting", 1, None)],
        ),
        (
            "There were 56 deaths among 2,300 patients on treatment and 61 among 2,212 on placebo.",
            [("deaths", 56, 2300), ("deaths", 61, 2212)],
        ),
        # Marks of references come in their order, and tell no counts.
        ("Fever is common in asthma (12), bronchitis (13) and influenza (14).", []),
    ],
)
def test_counts_in_lists_and_among_how_many(sentence, expected):
    told = rows("Drugs for infections", "We treated 4,512 patients.", sentence, "measure_text", "events", "total")

    assert [(name, events, total if total != 4512 else None) for name, events, total in told] == expected


def test_a_number_of_trials_is_no_arm_of_one():
    told = rows(
        "SGLT2 inhibitors or placebo",
        "A meta-analysis of 15 randomized trials (n = 4,512) compared SGLT2 inhibitors with placebo.",
        "Weight fell by 1.8 kg (95% CI 1.5-2.1).",
        "value",
        "comparator",
    )

    assert told == [(1.8, "placebo")]


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


def test_shares_told_as_parts_of_one_with_their_p_values_between_them():
    trial = "413 children were randomized to total body irradiation (TBI, n = 212) or chemo-conditioning (n = 201)."
    sentence = (
        "Two-year OS was 0.91 (0.86 to 0.95) following TBI. Cumulative incidences of relapse and treatment-related "
        "mortality were 0.12 (95% CI, 0.08 to 0.17; P < .0001) and 0.02 (95% CI, < 0.01 to 0.05; P = .03) after TBI."
    )
    told = rows(
        "TBI or chemo-conditioning for ALL", trial, sentence, "measure", "statistic", "value", "ci_low", "ci_high"
    )

    assert told == [
        ("OS", "survival", 0.91, 0.86, 0.95),
        ("RELAPSE", "cumulative_incidence", 0.12, 0.08, 0.17),
        ("NRM", "cumulative_incidence", 0.02, 0.01, 0.05),
    ]


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


def test_the_grade_from_which_on_harms_count():
    told = rows(
        "Blinatumomab for B-ALL",
        "108 children received blinatumomab.",
        "Adverse events greater than or equal to grade 3 were seen in 57%.",
        "value",
        "grade",
    )

    assert told == [(57, ">=3")]


def test_what_is_told_to_be_included_is_named_without_that():
    sentence = "Serious adverse events included infection (15%) and sepsis (2%)."
    told = rows("Blinatumomab for B-ALL", "108 children received blinatumomab.", sentence, "measure_text", "value")

    assert told == [("infection", 15), ("sepsis", 2)]


def test_minimal_residual_disease_remission_is_a_remission_of_that():
    sentence = "Minimal residual disease remission was observed in 90% (44/49)."
    told = rows("Blinatumomab for B-ALL", "108 children received blinatumomab.", sentence, "measure", "value")

    assert told == [("MRD_NEG", 90)]


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


def test_to_be_like_other_studies_is_to_quote_none():
    sentence = (
        "Adverse events were consistent with previous studies; grade 3 neurotoxicity occurred in 15 (13%) patients."
    )
    told = rows("Blinatumomab for ALL", "113 adults with ALL received blinatumomab.", sentence, "value", "attribution")

    assert told == [(13, "own")]


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
    ("methods", "sentence", "expected"),
    [
        # The short form of an arm is no measure.
        (
            "64 patients were assigned to cognitive remediation (CR; n = 32) or computer games (CG; n = 32).",
            "PANSS scores were 68.2 in CR and 71.0 in CG.",
            [("OTHER", "PANSS scores", 68.2), ("OTHER", "PANSS scores", 71)],
        ),
        # `The first relapse` that something takes until is none that patients are in.
        (
            "96 children with nephrotic syndrome received rituximab or tacrolimus.",
            "Median time to first relapse was 40 weeks (IQR 30-48) v 29 weeks (18-38).",
            [("RELAPSE", "relapse", 40), ("RELAPSE", "relapse", 29)],
        ),
        (
            "1,040 patients were randomized to antibiotics (n = 520) or appendectomy (n = 520).",
            "Treatment success was 72.7% with antibiotics; 27.3% underwent appendectomy within 1 year.",
            [("OTHER", "Treatment success", 72.7), ("COURSE", "underwent appendectomy", 27.3)],
        ),
    ],
)
def test_what_is_told(methods, sentence, expected):
    assert rows("A trial", methods, sentence, "measure", "measure_text", "value") == expected


def test_no_group_received_what_another_is_called_by(tmp_path):
    path = tmp_path / "abstract.txt"
    path.write_text(
        "METHODS: In 12 ICUs, 1,110 patients with septic shock got restrictive or liberal fluids.\n"
        "RESULTS: By day 90, death had occurred in 323 of 764 patients (42.3%) in the restrictive-fluid group, as "
        "compared with 329 of 781 (42.1%) in the standard-fluid group (adjusted absolute difference, 0.1 percentage "
        "points; 95% CI, -4.7 to 4.9; P=0.96). At least one serious adverse event occurred in 221 of 751 patients "
        "(29.4%) and 238 of 772 (30.8%), respectively.",
        encoding="utf-8",
    )
    (document,) = read_records(path)
    told = [(row.group, row.therapies) for row in credited_extractor().extract(document).findings if row.group]
    given = {group: {therapy.name for therapy in therapies} for group, therapies in told}

    assert given == {"restrictive-fluid group": {"restrictive-fluid"}, "standard-fluid group": set()}


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


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "28 of 38 patients (73%) had a response, and 12 (33%) had a complete response or better.",
            [("ORR", 73), ("CR", 33)],
        ),
        ("Median PFS was 8.8 months overall.", [("PFS", 8.8)]),
        ("Neurotoxic effects developed in 7 patients (18%).", [("ICANS", 18)]),
        # Of whom something is told is no measure.
        ("Fever was seen in 21% of survivors.", [("AE", 21)]),
    ],
)
def test_a_cohort_of_car_t_cells(sentence, expected):
    methods = "Thirty-eight patients with multiple myeloma received idecabtagene vicleucel."

    assert rows("Idecabtagene vicleucel in myeloma", methods, sentence, "measure", "value") == expected


def test_the_number_that_a_group_is_called_by_is_no_size():
    methods = (
        "Thirty-eight patients received idecabtagene vicleucel at doses of 150 (n = 4), 300 (n = 18) or 450 (n = 16)."
    )
    told = credited_extractor().extract(record("Idecabtagene vicleucel in myeloma", ("METHODS", methods))).findings

    assert sorted(row.total for row in told if row.measure == "N") == [4, 16, 18, 38]


def test_bounds_of_one_side():
    sentence = "Abstinence was lower (risk difference, -1.62%; 1-sided 97.5% CI, -5.02% to infinity; P = .03)."
    told = rows("Cytisine or varenicline", "38 smokers received either.", sentence, "value", "ci_low", "p_value")

    assert told == [(-1.62, -5.02, 0.03)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "CRS occurred in 9 (75%), severe in 2 (17%).",
            [("CRS", 75, None), ("CRS", 17, None)],
        ),
    ],
)
def test_what_was_severe_in_how_many(sentence, expected):
    methods = "We treated 12 infants with CD19 CAR T cells."

    assert rows("CAR T cells for infants with ALL", methods, sentence, "measure", "value", "group") == expected


def test_whose_prophylaxis_ended_for_harms():
    sentence = (
        "Fewer participants in the letermovir group discontinued prophylaxis due to an adverse event (4.1% vs 13.5%) "
        "or a drug-related adverse event (2.7% vs 8.8%)."
    )
    trial = "217 infants received letermovir (n = 110) or valganciclovir (n = 107) prophylaxis."
    told = rows("Letermovir prophylaxis", trial, sentence, "measure", "value")

    assert told == [("DISCONTINUATION", share) for share in (4.1, 13.5, 2.7, 8.8)]


def test_three_names_before_as_many_figures():
    sentence = "Relief after yoga, stretching and slow walking was 58%, 56% and 52%."
    told = rows("Exercises for women with back pain", "We followed 300 women.", sentence, "value", "group")

    assert told == [(58, "yoga"), (56, "stretching"), (52, "slow walking")]


def test_deviations_with_a_unit_behind_their_brackets():
    sentence = "Mean (SD) leakage fell from 48 (20) g to 12 (9) g with training."
    told = rows("Training for incontinence", "120 women had training.", sentence, "value", "low", "spread", "unit")

    assert told == [(48, 20, "sd", "g"), (12, 9, "sd", "g")]


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
