"""Lists of events, factors, groups and times, each sentence with all its rows, by models and rules."""

import pytest

from pipeline.extract.findings.event_lists import lists_events
from pipeline.extract.findings.groups import find_groups
from pipeline.extract.findings.phrases import whole_words
from pipeline.extract.folding import fold
from pipeline.schema import Span
from tests.extract.rows import credited_rows as rows

COHORT = "CAR T cells in children with B-cell leukaemia: a retrospective cohort"
TREATED = "We studied 40 children treated with CAR T cells."
TRIAL = "Capecitabine against placebo in advanced gastric cancer: a randomised trial"
ALLOCATED = "We randomly assigned 300 adults to capecitabine (n = 150) or placebo (n = 150)."
TRANSPLANTED = "Transplantation in children with leukaemia"
REVIEWED = "We reviewed 200 children who underwent transplantation."


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Grade 3-4 toxicities included febrile neutropenia (n = 7), hypoxia (n = 2), and raised transaminases "
            "(n = 3).",
            [("AE", 7, "febrile neutropenia"), ("AE", 2, "hypoxia"), ("AE", 3, "raised transaminases")],
        ),
        (
            "Causes of death were relapse (n = 6), infection (n = 2) and haemorrhage (n = 1).",
            [
                ("DEATH", 6, "death from relapse"),
                ("DEATH", 2, "death from infection"),
                ("DEATH", 1, "death from haemorrhage"),
            ],
        ),
        (
            "Reasons for discontinuation were disease progression (n = 12) and patient choice (n = 9).",
            [
                ("DISCONTINUATION", 12, "discontinuation due to disease progression"),
                ("DISCONTINUATION", 9, "discontinuation due to patient choice"),
            ],
        ),
        (
            "Adverse events occurred in 35 children. The most common were anaemia (n = 20) and nausea (n = 11).",
            [("AE", 35, "Adverse events"), ("AE", 20, "anaemia"), ("AE", 11, "nausea")],
        ),
        (
            "Infections were bacterial (n = 9), viral (n = 6) and fungal (n = 2).",
            [("AE", 9, "bacterial infections"), ("AE", 6, "viral infections"), ("AE", 2, "fungal infections")],
        ),
        (
            "Relapse occurred in 13 patients (CD19-positive, n = 8; CD19-negative, n = 5).",
            [
                ("RELAPSE", 13, "Relapse"),
                ("RELAPSE", 8, "CD19-positive relapse"),
                ("RELAPSE", 5, "CD19-negative relapse"),
            ],
        ),
        # What was seen in those who are counted is no list of events.
        (
            "Infections were seen in 20 children, none of which were fatal.",
            [("AE", 20, "Infections"), ("DEATH", 0, "fatal")],
        ),
        # One of a grade, and what happened to those whose treatment is told.
        (
            "CRS was grade 1 in 10, grade 2 in 6 and grade 3 in 4 patients.",
            [("CRS", 10, "CRS"), ("CRS", 6, "CRS"), ("CRS", 4, "CRS")],
        ),
        (
            "Neurotoxicity was seen in 9 patients (23%) and was severe in 3.",
            [("ICANS", 9, "Neurotoxicity"), ("ICANS", 3, "severe neurotoxicity")],
        ),
        ("Deaths occurred in 4 patients treated with CAR T cells.", [("DEATH", 4, "Deaths")]),
        (
            "CR was achieved by 30 (75%), 28 of whom (93%) were MRD-negative.",
            [("CR", 30, "CR"), ("MRD_NEG", 28, "MRD-negative")],
        ),
        (
            "Cytokine release syndrome occurred in 77% of patients, 48% of whom received tocilizumab.",
            [("CRS", None, "Cytokine release syndrome"), ("COURSE", None, "received tocilizumab")],
        ),
        ("Thirteen went on to HSCT.", [("HSCT", 13, "went on to HSCT")]),
        # Patients report, and are not quoted.
        ("Oral candidiasis was reported by three children.", [("AE", 3, "Oral candidiasis")]),
    ],
)
def test_what_happened_to_how_many(sentence, expected):
    assert rows(COHORT, TREATED, sentence, "measure", "events", "measure_text") == expected


def test_no_group_is_called_by_an_event():
    sentence = "Toxicities included febrile neutropenia (n = 7), hypoxia (n = 2), and raised transaminases (n = 3)."
    assert rows(COHORT, TREATED, sentence, "group", "total") == [(None, 40)] * 3


def test_sizes_of_arms_are_told_behind_their_names():
    sentence = "Adverse events were more common with capecitabine (n = 150) than with placebo (n = 150)."
    assert rows(TRIAL, ALLOCATED, sentence, "measure", "group") == [("N", "capecitabine"), ("N", "placebo")]


@pytest.mark.parametrize(
    ("before", "listed"),
    [
        ("Adverse events were nausea", True),
        ("Deaths were due to sepsis", True),
        ("Patients were randomly assigned; toxicities were compared: nausea", False),
        ("Patients were given nausea", False),
        ("Infections were seen in children", False),
    ],
)
def test_lists_of_events(before, listed):
    text = fold(before)
    assert lists_events(text, Span(0, len(text)), len(text)) is listed


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Five-year OS was 85.4 ± 3.1% for standard-risk, 70.2 ± 4.0% for intermediate-risk and 42.5 ± 5.5% for "
            "high-risk patients.",
            [("OS", 85.4, "standard-risk"), ("OS", 70.2, "intermediate-risk"), ("OS", 42.5, "high-risk patients")],
        ),
        (
            "Response rates were 63%, 54% and 25% in first relapse, second relapse and refractory disease, "
            "respectively.",
            [("ORR", 63, "first relapse"), ("ORR", 54, "second relapse"), ("ORR", 25, "refractory disease")],
        ),
        (
            "Relapse-free survival at 2 years was 45% in MRD responders and 12% in MRD non-responders.",
            [("RFS", 45, "MRD responders"), ("RFS", 12, "MRD non-responders")],
        ),
        # Of all, and of whom the last share is told.
        (
            "The cumulative incidence of relapse was 45% overall, 60% in patients without HSCT and 20% in those with "
            "HSCT.",
            [("RELAPSE", 45, None), ("RELAPSE", 60, "patients without HSCT"), ("RELAPSE", 20, "those with HSCT")],
        ),
        (
            "The CR rate was 83% (95% CI 67-94), and 93% of responders were MRD-negative.",
            [("CR", 83, None), ("MRD_NEG", 93, "responders")],
        ),
        # Pairs that tell the two groups again.
        (
            "With TBI, 2-year OS was 91% compared with 75% after chemoconditioning; cumulative incidence of relapse "
            "was 12% and 33%, and TRM 2% and 9%.",
            [
                ("OS", 91, "TBI"),
                ("OS", 75, "chemoconditioning"),
                ("RELAPSE", 12, "TBI"),
                ("RELAPSE", 33, "chemoconditioning"),
                ("NRM", 2, "TBI"),
                ("NRM", 9, "chemoconditioning"),
            ],
        ),
        (
            "One-year EFS was 56% (95% CI, 37-72%), and it was higher in patients consolidated with TBI (81%) than in "
            "those who were not (39%).",
            [("EFS", 56, None), ("EFS", 81, "patients consolidated with TBI"), ("EFS", 39, "those who were not")],
        ),
        ("After a median of 30 months, 40 patients had relapsed.", [("FOLLOW_UP", 30, None), ("RELAPSE", None, None)]),
    ],
)
def test_whose_it_was(sentence, expected):
    assert rows(TRANSPLANTED, REVIEWED, sentence, "measure", "value", "group") == expected


def test_two_arms_of_which_one_is_named_by_half():
    methods = (
        "We reviewed 200 children who underwent transplantation from matched siblings (n = 80) or unrelated donors "
        "(n = 120)."
    )
    sentence = "The 5-year OS was 65% and 60% for sibling and unrelated donors (P = 0.4), and TRM was 8% and 15%."
    told = rows(TRANSPLANTED, methods, sentence, "value", "group")
    assert [(value, group.startswith("unrelated")) for value, group in told] == [
        (65, False),
        (60, True),
        (8, False),
        (15, True),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "MRD ≥0.1% before transplantation (HR 2.8, 95% CI 1.6-4.9) and non-TBI conditioning (HR 1.9, 95% CI "
            "1.1-3.3) were associated with relapse.",
            [("RELAPSE", 2.8, "MRD ≥0.1% before transplantation"), ("RELAPSE", 1.9, "non-TBI conditioning")],
        ),
        (
            "Independent risk factors for relapse were MRD positivity (HR 2.8, 95% CI 1.6-4.9) and late remission (HR "
            "1.9, 95% CI 1.1-3.3).",
            [("RELAPSE", 2.8, "MRD positivity"), ("RELAPSE", 1.9, "late remission")],
        ),
        (
            "Overall survival was worse in patients with MRD (HR 2.4, 95% CI 1.2-4.8) and in those older than 10 years "
            "(HR 1.8, 95% CI 1.0-3.1).",
            [("OS", 2.4, "patients with MRD"), ("OS", 1.8, "those older than 10 years")],
        ),
        (
            "Transplantation within 24 h was associated with lower mortality (OR 0.72, 95% CI 0.58-0.90).",
            [("DEATH", 0.72, "Transplantation within 24 h")],
        ),
    ],
)
def test_factors_of_an_outcome(sentence, expected):
    assert rows(TRANSPLANTED, REVIEWED, sentence, "measure", "value", "group") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Event-free and overall survival rates were 73% (95% CI, 60 to 82) and 90% (95% CI, 81 to 95), "
            "respectively, at 6 months and 50% (95% CI, 35 to 64) and 76% (95% CI, 63 to 86) at 12 months.",
            [("EFS", 73, 6), ("OS", 90, 6), ("EFS", 50, 12), ("OS", 76, 12)],
        ),
        ("Median PFS and OS were 4.6 months and not reached, respectively.", [("PFS", 4.6, None)]),
    ],
)
def test_one_list_of_measures_for_several_runs(sentence, expected):
    assert rows(COHORT, TREATED, sentence, "measure", "value", "time_value") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # The two sides of a comparison are of one measure, and have one p-value.
        (
            "Time to response was 13.8 ± 5.4 hours with capecitabine vs 14.3 ± 5.3 hours with placebo (P = .58).",
            [(13.8, "capecitabine", 0.58), (14.3, "placebo", 0.58)],
        ),
        (
            "The rates of relapse and NRM were 18% and 6% with capecitabine, compared with 33% and 15% with placebo "
            "(P = .08 and P = .11, respectively).",
            [
                (18, "capecitabine", 0.08),
                (6, "capecitabine", 0.11),
                (33, "placebo", 0.08),
                (15, "placebo", 0.11),
            ],
        ),
        (
            "Local recurrence occurred in 12 (8%) and 25 (17%) patients, respectively (P = .02).",
            [(8, "capecitabine", 0.02), (17, "placebo", 0.02)],
        ),
        (
            "Median OS was not reached and 12.1 months in the capecitabine and placebo groups, respectively "
            "(p = 0.02).",
            [(12.1, "placebo", 0.02)],
        ),
    ],
)
def test_two_sides(sentence, expected):
    told = rows(TRIAL, ALLOCATED, sentence, "value", "group", "p_value")
    assert [(value, group.split()[0], p) for value, group, p in told] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # How much it takes to be counted is no figure.
        (
            "More participants in the capecitabine group than in the placebo group achieved weight reductions of 5% or "
            "more (86 participants [57.3%] vs. 31 [20.7%]), and 15% or more (50 [33.3%] vs. 5 [3.3%]).",
            [
                (57.3, "capecitabine group", None),
                (20.7, "placebo group", None),
                (33.3, "capecitabine group", None),
                (3.3, "placebo group", None),
            ],
        ),
        (
            "More patients with capecitabine than with placebo had weight loss of 10% or more (83 [55.3%] vs 69 "
            "[46.0%]) and 15% or more (61 [40.7%] vs 28 [18.7%]).",
            [
                (55.3, "capecitabine", None),
                (46, "placebo", None),
                (40.7, "capecitabine", None),
                (18.7, "placebo", None),
            ],
        ),
        (
            "Median OS was 36.9 months with capecitabine and 19.9 months with placebo (hazard ratio for death with "
            "capecitabine vs. placebo, 0.52).",
            [(36.9, "capecitabine", None), (19.9, "placebo", None), (0.52, "capecitabine", "placebo")],
        ),
        (
            "Men had higher one-year mortality than women (35% vs 24%; HR 1.6, 95% CI 1.3-1.9).",
            [(35, "Men", None), (24, "women", None), (1.6, "Men", "women")],
        ),
    ],
)
def test_who_is_set_against_whom(sentence, expected):
    assert rows(TRIAL, ALLOCATED, sentence, "value", "group", "comparator") == expected


def test_what_patients_report_is_no_change():
    sentence = "Spotting was reported by 44%, headache by 12% and weight gain by 8%."
    assert rows(COHORT, TREATED, sentence, "kind", "value") == [("arm", 44), ("arm", 12), ("arm", 8)]


def test_a_ratio_is_of_no_figures():
    sentence = (
        "The primary outcome occurred in 38 of 150 patients (25.3%) in the capecitabine group and in 50 of 150 "
        "patients (33.3%) in the placebo group (hazard ratio, 0.74; 95% CI, 0.65 to 0.85)."
    )
    told = rows(TRIAL, ALLOCATED, sentence, "measure_text", "value")
    assert told == [("primary outcome", 25.3), ("primary outcome", 33.3), ("primary outcome", 0.74)]


def test_how_much_trials_differ_is_no_result():
    sentence = "Statins reduced mortality (OR 0.81, 95% CI 0.72-0.91; I2 = 20%)."
    told = rows("Statins: a meta-analysis", "We pooled 12 trials.", sentence, "value", "group")
    assert told == [(0.81, "Statins")]


def test_a_combination_is_called_by_one_of_its_drugs():
    title = "Pembrolizumab plus chemotherapy in lung cancer"
    methods = "Adults were randomly assigned to pembrolizumab or placebo, each with chemotherapy."
    sentence = "One-year OS was 69% in the pembrolizumab-combination group and 49% in the placebo-combination group."
    names = [{therapy.name for therapy in given} for (given,) in rows(title, methods, sentence, "therapies")]
    assert names == [{"pembrolizumab", "chemotherapy"}, {"placebo", "chemotherapy"}]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(0, 3, "HAM-D"), (4, 5, "HAM-D"), (6, 12, "scores"), (7, 9, "scores"), (0, 12, "HAM-D scores"), (5, 6, " ")],
)
def test_whole_words(start, end, words):
    text = "HAM-D scores fell"
    assert whole_words(text, Span(start, end)).of(text) == words


def test_a_count_that_tells_of_itself_is_no_item_of_a_list():
    sentence = "Adverse events were similar across groups (at least one event occurred in 40 patients)."
    assert rows(TRIAL, ALLOCATED, sentence, "measure_text", "events") == [("Adverse events", 40)]


def test_what_is_named_between_two_sides_is_of_the_second():
    sentence = "With capecitabine, PFS was 10 months versus OS of 12 months."
    assert rows(TRIAL, ALLOCATED, sentence, "measure", "value") == [("PFS", 10), ("OS", 12)]


def test_those_to_whom_something_happened_are_not_the_study():
    methods = "A cohort of 40 children with leukaemia given CAR T cells."
    sentence = "Deaths occurred in 4 patients treated with CAR T cells. CR was seen in 20 patients."
    told = rows("CAR T cells for leukaemia", methods, sentence, "measure", "events", "total")
    assert told == [("DEATH", 4, 40), ("CR", 20, 40)]


def test_how_those_died_whose_treatment_is_told():
    methods = "A trial of capecitabine against placebo in 300 adults."
    sentence = "Deaths occurred in 4 patients treated with capecitabine (sepsis, n = 2; stroke, n = 1; unknown, n = 1)."
    told = rows("Capecitabine against placebo", methods, sentence, "measure", "events")
    assert told == [("DEATH", 4), ("DEATH", 2), ("DEATH", 1), ("DEATH", 1)]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Men had higher mortality than women.", ["Men", "women"]),
        ("Women had lower mortality than expected.", []),
        ("Men and women had a mortality of 5%.", []),
        ("Men had higher mortality than boys.", []),
        ("Men were treated, but women were not.", []),
    ],
)
def test_the_two_sexes_where_one_is_set_against_the_other(sentence, names):
    found = find_groups(sentence, fold(sentence), Span(0, len(sentence)), [], [])
    assert [group.name for group in found] == names


def test_what_the_whole_of_a_share_was_given_is_no_course():
    methods = "We randomly assigned 376 adults to capecitabine or standard care."
    sentence = (
        "The most common grade 3 or 4 adverse events were neutropenia (25 [10%] of 242 treated with capecitabine and "
        "eight [6%] of 134 in the control group)."
    )
    told = rows(TRIAL, methods, sentence, "measure_text", "events", "total")
    assert told == [("neutropenia", 25, 242), ("neutropenia", 8, 134)]


def test_what_some_of_them_received_is_no_harm():
    methods = "A single-arm study of tisagenlecleucel in 75 children with B-cell ALL."
    sentence = "The cytokine release syndrome occurred in 77% of patients, 48% of whom received tocilizumab."
    told = rows("Tisagenlecleucel in children", methods, sentence, "measure", "value", "group")
    assert told == [("CRS", 77, None), ("COURSE", 48, None)]


@pytest.mark.parametrize("title", ["", "Risk factors in acute leukaemia"])
def test_no_factor_is_called_by_what_all_patients_have_nor_by_another(title):
    methods = "A retrospective study of 200 children with ALL who underwent transplantation."
    sentence = (
        "Older age (HR 1.5; 95% CI 1.1-2.0; P = .01), mismatched donor (HR 2.1; 95% CI 1.3-3.4; P = .002) and active "
        "disease (HR 3.3; 95% CI 2.0-5.4; P < .001) were independent predictors of inferior overall survival."
    )
    told = rows(title, methods, sentence, "measure", "value", "group")
    assert told == [("OS", 1.5, "Older age"), ("OS", 2.1, "mismatched donor"), ("OS", 3.3, "active disease")]


def test_a_part_of_a_trials_patients_is_no_factor():
    sentence = (
        "Capecitabine improved survival in patients with diffuse tumours (HR 0.70, 95% CI 0.50-0.90) and in those "
        "older than 65 years (HR 0.80, 95% CI 0.60-0.98)."
    )
    assert rows(TRIAL, ALLOCATED, sentence, "value", "group") == [(0.7, "Capecitabine"), (0.8, "Capecitabine")]
