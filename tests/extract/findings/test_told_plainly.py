"""What counts, shares, differences and harms are told of, as trials and cohorts of many fields tell them."""

import pytest

from tests.extract.builders import record
from tests.extract.rows import credited_extractor
from tests.extract.rows import credited_rows as rows


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


def test_to_be_like_other_studies_is_to_quote_none():
    sentence = (
        "Adverse events were consistent with previous studies; grade 3 neurotoxicity occurred in 15 (13%) patients."
    )
    told = rows("Blinatumomab for ALL", "113 adults with ALL received blinatumomab.", sentence, "value", "attribution")

    assert told == [(13, "own")]


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


def test_deviations_with_a_unit_behind_their_brackets():
    sentence = "Mean (SD) leakage fell from 48 (20) g to 12 (9) g with training."
    told = rows("Training for incontinence", "120 women had training.", sentence, "value", "low", "spread", "unit")

    assert told == [(48, 20, "sd", "g"), (12, 9, "sd", "g")]
