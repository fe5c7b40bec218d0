"""What only looks like a result, and what the words around a measure's name make of it: a sentence and its rows."""

from __future__ import annotations

import pytest

from tests.extract.builders import record

TITLE = "Etanercept in adults with arthritis: a randomised trial"
METHODS = "Patients were randomised to etanercept or placebo."


def told(extractor, results, *names, methods=METHODS):
    """The rows of the results, each as the values of these columns."""
    found = extractor.extract(record(TITLE, ("METHODS", methods), ("RESULTS", results))).findings
    return [tuple(getattr(row, name) for name in names) for row in found if row.section == "RESULTS"]


@pytest.mark.parametrize(
    ("results", "values"),
    [
        # What they were like at the start.
        ("At baseline, pain was severe in 76% of patients.", []),
        ("At baseline, pain was severe in 76% of patients with placebo and 85% with etanercept.", [76, 85]),
        ("Mean baseline HbA1c was 8.6%.", []),
        ("The mean FEV1 at baseline was 60.0% of the predicted value.", []),
        ("Mean baseline HbA1c was 8.6% and fell to 7.1% with etanercept.", [8.6, 7.1]),
        # Nor what stands in another clause, nor what came later.
        ("Baseline pain was similar, and relapse was seen in 60% with etanercept.", [60]),
        ("At baseline, pain was similar; relapse was seen in 60% of patients.", [60]),
        ("At baseline, 20% had pain; at follow up, 60% had pain.", [20, 60]),
        # How strong a preparation is.
        ("Relapse was seen in 40% of women with 5% lidocaine and in 20% with placebo.", [40, 20]),
        ("Relapse was seen in 40% of women with 0.5% active cream and in 20% with placebo.", [40, 20]),
        ("Relapse was seen in 40% placebo and 20% etanercept patients.", [40, 20]),
        ("Relapse was seen in 60% active cream and 30% vehicle cream patients.", [60, 30]),
        # One event or more is what those have in common who are counted.
        ("In all, 41 patients had ≥1 adverse event.", [41]),
        ("In all, 41 patients experienced > or =1 adverse event.", [41]),
        ("At least two patients died.", [2]),
        # A `no` that is no nobody.
        ("There were no excess infections.", []),
        ("There were no infections.", [0]),
        ("There was no individual correlation of infections with age.", []),
        ("No individual died.", [0]),
        # What was given, in the brackets behind its name; what is measured in the same unit may stand there.
        ("Etanercept (1.5 g) changed the urinary protein.", []),
        ("The urinary protein was lower with etanercept (1.5 g) than with placebo (2.0 g, p = 0.01).", [1.5, 2.0]),
        # When something had happened, and how long it took.
        ("Serum levels of IL-6 increased after surgery in all groups and gradually declined by 72 hours.", []),
        ("The length of stay was shorter by 3 days with etanercept.", [3]),
        ("There were no significant infections.", [0]),
    ],
)
def test_what_is_no_result(extractor, results, values):
    found = told(extractor, results, "value", "events")
    assert [events if value is None else value for value, events in found] == values


@pytest.mark.parametrize(
    ("results", "rows"),
    [
        ("Discontinuation rates due to adverse events were 5% with etanercept.", [("DISCONTINUATION", None)]),
        ("Three patients (5%) withdrew because of nausea.", [("DISCONTINUATION", 3)]),
        ("Three patients (5%) withdrew.", [("COURSE", 3)]),
        ("Three patients (5%) had nausea.", [("AE", 3)]),
        (
            "Eleven patients discontinued due to diarrhoea and nine patients owing to abdominal pain.",
            [("DISCONTINUATION", 11), ("DISCONTINUATION", 9)],
        ),
        ("Adverse events led to discontinuation in 4 patients (2%).", [("DISCONTINUATION", 4)]),
        ("Adverse events were seen in 4 patients (2%).", [("AE", 4)]),
        ("Adverse events resulted in discontinuation in 4 patients (2%).", [("DISCONTINUATION", 4)]),
        (
            "Infections were seen in 20 patients, none of which led to withdrawal.",
            [("AE", 20), ("DISCONTINUATION", 0)],
        ),
        ("Of all infections, 3 (5%) led to discontinuation.", [("DISCONTINUATION", 3)]),
        ("Nausea was seen in 12 patients because of the drug.", [("AE", 12)]),
        # A relapse is a result of its own, also where it ended the treatment.
        ("Three patients (5%) discontinued owing to relapse.", [("RELAPSE", 3)]),
        # What is told before `or` is no end point.
        ("Of those with placebo or death, 12 had infections.", [("AE", 12)]),
        ("In all, 12 of the patients or controls died.", [("DEATH", 12)]),
        ("At 1 year or later 12 patients died.", [("DEATH", 12)]),
        (
            "There were more relapses or deaths with placebo (12 of 60) than with etanercept (6 of 60).",
            [("DEATH", 12), ("DEATH", 6)],
        ),
        ("Adverse event-related withdrawals were seen in 4 patients (2%).", [("DISCONTINUATION", 4)]),
        ("Of 100 patients, 90 completed the study.", [("N", None), ("COURSE", 90)]),
        ("Of 60 patients, 50 (83%) completed 12 weeks of treatment.", [("COURSE", 50)]),
        ("In all, 302 patients developed AIDS or died.", [("OTHER", 302)]),
        ("In all, 188 patients died.", [("DEATH", 188)]),
        ("Stroke or death was seen in 12 patients (6%).", [("OTHER", 12)]),
        ("In all, 12 patients had stroke or death.", [("OTHER", 12)]),
        (
            "The time between infection and transplantation or death was 12 months with etanercept.",
            [("OTHER", None)],
        ),
    ],
)
def test_the_code_that_the_words_around_a_measure_ask_for(extractor, results, rows):
    assert told(extractor, results, "measure", "events") == rows


@pytest.mark.parametrize(
    ("results", "text"),
    [
        ("In all, 302 patients developed AIDS or died.", "AIDS or died"),
        ("Stroke or death was seen in 12 patients (6%).", "Stroke or death"),
        ("In all, 12 patients had stroke or death from any cause.", "stroke or death from any cause"),
        (
            "The proportion of patients with no radiographic progression was 80% with etanercept.",
            "no radiographic progression",
        ),
        ("The proportion of patients with no infections was 80% with etanercept.", "no infections"),
    ],
)
def test_what_a_composite_and_an_absence_are_called(extractor, results, text):
    assert told(extractor, results, "measure", "measure_text") == [("OTHER", text)]


@pytest.mark.parametrize(
    "results",
    [
        "The weight was lower with etanercept (ETD -1.6 kg, P < 0.001).",
        "For the pain score, the LS mean difference (SE) at week 5 was -1.1 (0.30) for etanercept versus placebo.",
        "Anxiety was lower with etanercept than with placebo (effect size 0.76, p = 0.01).",
    ],
)
def test_differences_are_comparisons(extractor, results):
    assert {kind for (kind,) in told(extractor, results, "kind")} == {"contrast"}


@pytest.mark.parametrize(
    "results",
    [
        "There were no differences in remission: 60% with etanercept and 58% with placebo.",
        "The differences at week 12 were significant: remission was 60% with etanercept and 30% with placebo.",
        "There was no difference between groups at 3 months: 60% with etanercept and 58% with placebo had remission.",
    ],
)
def test_shares_behind_a_difference_are_of_their_groups(extractor, results):
    assert [kind for (kind,) in told(extractor, results, "kind")] == ["arm", "arm"]


@pytest.mark.parametrize(
    ("results", "groups"),
    [
        ("Remission was seen in 24% in both arms.", ["etanercept", "placebo"]),
        ("Some 90% of patients achieved remission in each arm.", ["etanercept", "placebo"]),
        ("In each group, 12% relapsed.", ["etanercept", "placebo"]),
        ("Remission was seen in 24% with etanercept, and pain fell in both groups.", ["etanercept"]),
        # What both had is not told by the figure, or each of two figures may be of one of them.
        ("Relapse was seen in 24% after stopping etanercept while pain fell in both groups.", [None]),
        ("In both groups, pain was rare (12% and 8%).", [None, None]),
    ],
)
def test_a_figure_of_both_arms_is_a_row_of_each(extractor, results, groups):
    assert sorted((group for (group,) in told(extractor, results, "group")), key=str) == groups


@pytest.mark.parametrize(
    ("results", "code"),
    [
        ("The median PFS was 12 months with etanercept.", "PFS"),
        ("The median BICR-PFS was 12 months with etanercept.", "PFS"),
        ("The mean WOMAC-PFS was 12.5 with etanercept.", "OTHER"),
        # A word behind a hyphen is no short form.
        ("DAS-remission was seen in 12% with etanercept.", "CR"),
    ],
)
def test_a_short_form_within_the_name_of_a_scale_is_no_measure(extractor, results, code):
    assert {measure for (measure,) in told(extractor, results, "measure")} <= {code}


@pytest.mark.parametrize(
    "results",
    [
        "Response rates after etanercept were comparable to those after placebo for men and women "
        "(men: 93.8% vs. 85.1%; women: 74.9% vs. 62.8%).",
        # What is named first is not always told first.
        "Compared with placebo, etanercept had more responses (men: 93.8% vs. 85.1%; women: 74.9% vs. 62.8%).",
    ],
)
def test_pairs_under_labels_are_of_the_two_that_the_sentence_compares(extractor, results):
    assert told(extractor, results, "value", "group") == [
        (93.8, "etanercept"),
        (85.1, "placebo"),
        (74.9, "etanercept"),
        (62.8, "placebo"),
    ]


def test_an_arm_that_is_called_as_a_label_is_still_compared(extractor):
    results = "Pain was as frequent after exercise as after placebo (exercise: 60% vs. 54%; rest: 75% vs. 66%)."
    methods = "Patients were randomised to exercise or placebo."
    assert told(extractor, results, "value", "group", methods=methods) == [
        (60, "exercise"),
        (54, "placebo"),
        (75, "exercise"),
        (66, "placebo"),
    ]


def test_a_pair_under_one_label_is_told_of_the_group_that_stands_before_it(extractor):
    results = "Pain was rare with placebo, and remission was more frequent with etanercept (overall: 60% vs. 30%)."
    assert told(extractor, results, "value", "group") == [(60, "etanercept"), (30, "placebo")]


@pytest.mark.parametrize("surface", ["1·73", "2.50"])
def test_a_figure_within_the_words_of_another_breaks_nothing(extractor, surface):
    results = (
        f"The eGFR was higher with etanercept 2 mg (mean 34·0 mL/min per {surface} m2 [SE 0·7]; p=0·005 vs placebo) "
        "and "
        f"with etanercept 1 mg (33·8 mL/min per {surface} m2 [0·7]; p=0·009 vs placebo) than with placebo."
    )
    values = [value for (value,) in told(extractor, results, "value")]
    assert 34.0 in values
    assert 1.73 not in values


@pytest.mark.parametrize(
    ("results", "codes"),
    [
        (
            "Progression-free survival was 60% (hazard ratio for disease progression or death, 0.42; "
            "95% CI, 0.32 to 0.56).",
            ["PFS", "PFS"],
        ),
        ("Overall survival was 60% (hazard ratio for death, 0.8; 95% CI, 0.6 to 0.9).", ["OS", "OS"]),
        ("Relapse-free survival was 60% (HR for recurrence, 0.8; 95% CI, 0.6 to 0.9).", ["RFS", "RFS"]),
        # Not one of another event, nor where no survival is told.
        ("Progression-free survival was 60% (HR for death, 0.8; 95% CI, 0.6 to 0.9).", ["PFS", "DEATH"]),
        ("The hazard ratio for death was 0.8 (95% CI, 0.6 to 0.9).", ["DEATH"]),
        ("Overall survival was 60%, and the hazard of death was 12%.", ["OS", "DEATH"]),
    ],
)
def test_a_ratio_of_hazards_is_of_the_survival_that_it_stands_behind(extractor, results, codes):
    assert [code for (code,) in told(extractor, results, "measure")] == codes


@pytest.mark.parametrize(
    ("results", "code", "name"),
    [
        ("In all, 39% with etanercept had an objective response.", "ORR", "objective response"),
        ("In all, 39% with etanercept achieved complete remission.", "CR", "complete remission"),
    ],
)
def test_a_phrase_that_is_the_name_of_a_coded_measure_is_that_measure(extractor, results, code, name):
    assert told(extractor, f"Lymphoma was rare. {results}", "measure", "measure_text") == [(code, name)]
