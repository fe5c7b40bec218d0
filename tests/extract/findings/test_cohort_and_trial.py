"""Sentences as a cohort of children and a trial of two arms tell them, each with all its rows, by models and rules."""

import pytest

from tests.extract.builders import record
from tests.extract.rows import credited_extractor
from tests.extract.rows import credited_rows as rows

COHORT = "Blinatumomab as salvage in children with relapsed or refractory B-ALL: a retrospective cohort"
TREATED = "We reviewed 41 children treated with blinatumomab between 2015 and 2021."
TRIAL = "CD19 CAR T cells versus blinatumomab for children with relapsed B-cell acute lymphoblastic leukemia"
COMPARED = "We compared 52 children who received CD19 CAR T cells with 47 who received blinatumomab."


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # What rules see told of counted people is no size of the study, whatever a model takes it for.
        ("Three patients had CD19-negative relapse.", [("RELAPSE", None, 3, None)]),
        ("Twelve children were MRD-negative.", [("MRD_NEG", None, 12, None)]),
        (
            "Eight children died, six of progressive disease and two of infection after HSCT.",
            [("DEATH", None, 8, None), ("DEATH", None, 6, None), ("DEATH", None, 2, None)],
        ),
        (
            "Responses were CR in 26 patients and PR in two patients.",
            [("CR", None, 26, None), ("PR", None, 2, None)],
        ),
        (
            "Of 26 responders, 18 underwent allo-HSCT, and 14 of these remained in remission at last follow-up.",
            [("N", None, None, "responders"), ("HSCT", None, 18, "responders"), ("CR", None, 14, "responders")],
        ),
        # Of whom a share is told is no measure, and no group is what the title names.
        ("B-cell aplasia persisted in 83% of responders at 6 months.", [("AE", 83, None, "responders")]),
        (
            "Among the 48 responders, 17 (35%) relapsed at a median of 5.6 months (IQR 3.1-9.0) after infusion.",
            [("N", None, None, "responders"), ("RELAPSE", 35, 17, "responders"), ("RELAPSE", 5.6, None, "responders")],
        ),
        (
            "After a median follow-up of 18 months, 2-year OS and EFS were 58.5 ± 7.9% and 41.2 ± 8.0%, respectively.",
            [("FOLLOW_UP", 18, None, None), ("OS", 58.5, None, None), ("EFS", 41.2, None, None)],
        ),
        (
            "Grade 3/4 neutropenia, thrombocytopenia and elevated transaminases occurred in 46%, 32% and 12% of "
            "patients.",
            [("AE", 46, None, None), ("AE", 32, None, None), ("AE", 12, None, None)],
        ),
        # What was all that they had, those without it, and of how many a share is told.
        (
            "Five of them went on to allogeneic HSCT, and two had immunotherapy alone.",
            [("HSCT", None, 5, None), ("COURSE", None, 2, None)],
        ),
        (
            "Of 26 children in remission, 15 underwent HSCT and 11 did not.",
            [
                ("N", None, None, "children in remission"),
                ("HSCT", None, 15, "children in remission"),
                ("N", None, None, "without HSCT"),
            ],
        ),
        (
            "OS was 96.1% in children with CR and 57.1% in those without (p = 0.002).",
            [("OS", 96.1, None, "children with CR"), ("OS", 57.1, None, "those without CR")],
        ),
        ("A 14-day course led to complete remission in 78.8% of 33 children.", [("CR", 78.8, None, None)]),
        # Limits that set patients apart, and how many of all but some, are no figures.
        (
            "The CR rate was 75% in patients with less than 50% blasts and 33% in those with 50% or more.",
            [("CR", 75, None, "patients with less than 50% blasts"), ("CR", 33, None, "those with 50% or more")],
        ),
        (
            "MRD response was 85% (17/20) in patients with MRD <10^-2 and 57% (8/14) in those with MRD ≥10^-2.",
            [
                ("MRD_NEG", 85, 17, "patients with MRD <10^-2"),
                ("MRD_NEG", 57, 8, "those with MRD ≥10^-2"),
            ],
        ),
        (
            "OS did not differ by age (<10 vs ≥10 years: 60% vs 55%; P = 0.71).",
            [("OS", 60, None, None), ("OS", 55, None, None)],
        ),
        ("Of the 15 non-responders, all but two died within 6 months.", []),
        (
            "Treatment was discontinued in 4 patients (9.8%) because of neurotoxicity.",
            [("DISCONTINUATION", 9.8, 4, None)],
        ),
        ("The ORR was 68.3% (28 of 41).", [("ORR", 68.3, 28, None)]),
        ("In all, 26 achieved CR, a rate of 63.4% (26/41).", [("CR", 63.4, 26, None)]),
    ],
)
def test_a_cohort(sentence, expected):
    assert rows(COHORT, TREATED, sentence, "measure", "value", "events", "group") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Cytokine release syndrome of any grade occurred in 77%, with grade 3 or 4 in 46%.",
            [("CRS", 77, None), ("CRS", 46, "3-4")],
        ),
        (
            "Neurologic events occurred in 40%, were grade 3 in 13%, and resolved.",
            [("ICANS", 40, None), ("ICANS", 13, "3")],
        ),
        (
            "Acute GVHD grade II-IV developed in 33% and chronic GVHD in 22% of the transplanted children.",
            [("GVHD_ACUTE", 33, "2-4"), ("GVHD_CHRONIC", 22, None)],
        ),
        ("Grade 3-4 anemia was seen in 20% and neutropenia in 30%.", [("AE", 20, "3-4"), ("AE", 30, "3-4")]),
        (
            "The adverse events of grade 3 or 4 were diarrhoea (7%), neutropenia (5%) and infection (2%).",
            [("AE", 7, "3-4"), ("AE", 5, "3-4"), ("AE", 2, "3-4")],
        ),
    ],
)
def test_grades_of_a_cohort(sentence, expected):
    assert rows(COHORT, TREATED, sentence, "measure", "value", "grade") == expected


CARS, BLINATUMOMAB = ("cd19 car-t",), ("blinatumomab",)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # An arm is meant by a part of its name, and the other one of a pair by none.
        (
            "ICANS of any grade was more frequent after CAR T cells (31% vs. 11%; p=0.02).",
            [(31, None, "CAR T cells", CARS), (11, None, "blinatumomab", BLINATUMOMAB)],
        ),
        (
            "In the CAR T group 20 patients (38.5%) and in the blinatumomab group 22 (46.8%) were bridged to HSCT.",
            [(38.5, 20, "CAR T group", CARS), (46.8, 22, "blinatumomab group", BLINATUMOMAB)],
        ),
        (
            "Twelve-month relapse-free survival was 71% for CAR T cells and 48% for blinatumomab.",
            [(71, None, "CAR T cells", CARS), (48, None, "blinatumomab", BLINATUMOMAB)],
        ),
        (
            "Hypogammaglobulinaemia needing replacement was seen in 83% of CAR T-cell-treated patients.",
            [(83, None, "CAR T-cell-treated patients", CARS)],
        ),
        (
            "Eleven patients in the CAR T group (21.2%) and 19 in the blinatumomab group (40.4%) died.",
            [(21.2, 11, "CAR T group", CARS), (40.4, 19, "blinatumomab group", BLINATUMOMAB)],
        ),
    ],
)
def test_a_trial(sentence, expected):
    found = rows(TRIAL, COMPARED, sentence, "value", "events", "group", "therapies")
    told = [(value, events, group, tuple(each.name for each in given)) for value, events, group, given in found]
    assert told == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Immune-mediated adverse events of any grade occurred in 26.5% and 6.4% of patients, respectively; "
            "hypothyroidism was the most frequent (15.8% vs 3.2%).",
            [
                (26.5, "pembrolizumab plus chemotherapy"),
                (6.4, "placebo plus chemotherapy"),
                (15.8, "pembrolizumab plus chemotherapy"),
                (3.2, "placebo plus chemotherapy"),
            ],
        ),
        (
            "There were two deaths with pembrolizumab and none with placebo.",
            [(None, "pembrolizumab"), (None, "placebo")],
        ),
        (
            "VO2max rose by 2.3 ml/kg/min (95% CI 1.4 to 3.2) in the pembrolizumab group and by 0.2 ml/kg/min (-0.9 to "
            "0.5) in the placebo group.",
            [(2.3, "pembrolizumab group"), (0.2, "placebo group")],
        ),
    ],
)
def test_two_arms_of_a_drug_trial(sentence, expected):
    title = (
        "Pembrolizumab plus chemotherapy versus placebo plus chemotherapy in metastatic triple-negative breast cancer: "
        "a phase 3 trial"
    )
    methods = (
        "Patients were randomly assigned 2:1 to pembrolizumab plus chemotherapy (n = 566) or placebo plus chemotherapy "
        "(n = 281)."
    )
    found = rows(title, methods, sentence, "value", "group")
    assert [(value, group.lower()) for value, group in found] == expected


def test_by_when_something_had_happened_is_no_result():
    sentence = "Serum levels of IL-6 increased after surgery in all three groups and gradually declined by 72 hours."
    methods = "Patients were randomised to etanercept or placebo."
    assert rows("A trial of etanercept", methods, sentence, "value", "unit") == []


def test_the_number_of_whom_a_share_is_told_is_its_total():
    sentence = "A 14-day course led to complete remission in 78.8% of 33 children."
    assert rows(COHORT, TREATED, sentence, "measure", "total", "events") == [("CR", 33, None)]


def test_what_was_all_that_they_had_is_told_so():
    sentence = "Of these children, five had HSCT and two had immunotherapy alone."
    assert "had immunotherapy alone" in [text for (text,) in rows(COHORT, TREATED, sentence, "measure_text")]


def test_nobody_is_left_with_what_controls_are_given():
    title = "EB-001, a novel neurotoxin, in adults with frown lines: a placebo-controlled study"
    methods = "We enrolled 42 adults who received EB-001 (n = 35) or placebo (n = 7)."
    found = credited_extractor().extract(record(title, ("METHODS", methods))).findings
    assert [each.name for row in found if row.group == "EB-001" for each in row.therapies] == ["eb-001"]
