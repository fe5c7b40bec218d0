"""Sentences that once gave a wrong row, each with what the row must hold; a sentence is added before it is mended."""

from __future__ import annotations

import re

import pytest

from tests.extract.builders import record

TITLE = "Blinatumomab in children with relapsed leukemia"
TREATED = "We treated 40 children with blinatumomab."
TRIAL = "Blinatumomab versus chemotherapy in children with relapsed leukemia: a randomized trial"
ALLOCATED = "Children were randomly assigned to blinatumomab (n = 54) or chemotherapy (n = 54)."


def rows(extractor, title, opening, sentence):
    """The rows of the sentence, as dicts of what they tell."""
    extraction = extractor.extract(record(title, f"{opening} {sentence}"))
    start = extraction.document.text.index(sentence)
    return [f for f in extraction.findings if f.span.start >= start]


ONE_GROUP = [
    (
        "1-year overall survival was 87% in children bridged to HSCT and 29% in those who were not.",
        [{"measure": "OS", "value": 87}, {"measure": "OS", "value": 29}],
    ),
    ("Seven patients did not achieve CR.", [{"measure": "OTHER", "measure_text": "did not achieve CR", "events": 7}]),
    ("Three children (8%) failed to achieve remission.", [{"measure": "OTHER", "value": 8, "events": 3}]),
    ("CRS was not seen in 38 patients.", [{"measure": "OTHER", "measure_text": "CRS was not seen", "events": 38}]),
    (
        "The overall survival (OS) rates of the 26 patients with CR and seven patients without CR were 96.1% and 57.1% "
        "(p = 0.002), respectively, and the disease-free survival (DFS) rates were 96.1% and 42.9%, respectively.",
        [
            {"measure": "N", "total": 26, "group": "patients with CR"},
            {"measure": "N", "total": 7, "group": "patients without CR"},
            {"measure": "OS", "value": 96.1, "group": "patients with CR"},
            {"measure": "OS", "value": 57.1, "group": "patients without CR"},
            {"measure": "DFS", "value": 96.1, "group": "patients with CR"},
            {"measure": "DFS", "value": 42.9, "group": "patients without CR"},
        ],
    ),
    (
        "In 11 patients with refractory disease and 22 with recurrence, the remission rates were 90.9% (10/11) and "
        "72.7% (16/22), respectively.",
        [
            {"measure": "N", "total": 11, "group": "patients with refractory disease"},
            {"measure": "N", "total": 22, "group": "with recurrence"},
            {"measure": "CR", "value": 90.9, "group": "patients with refractory disease"},
            {"measure": "CR", "value": 72.7, "group": "with recurrence"},
        ],
    ),
    ("Patients 2 and 5 relapsed, and patient 3 died.", []),
    ("None of the biomarkers predicted survival.", []),
    ("None of the patients died.", [{"measure": "DEATH", "events": 0}]),
    ("Median PFS was 12,5 months.", [{"measure": "PFS", "value": 12.5, "unit": "months"}]),
    ("We gave blinatumomab to 10 children; 5 (50%) achieved CR.", [{"measure": "N", "total": 10}, {"events": 5}]),
    (
        "Of 40 patients, five died, two of them of sepsis.",
        [{"events": 5, "total": 40}, {"events": 2, "total": 5}],
    ),
    (
        "Of the 27 children pretreated with chemotherapy alone, 22 reached CR; of the six after CAR T cells, four did.",
        [
            {"measure": "N", "total": 27, "group": "children pretreated with chemotherapy alone"},
            {"events": 22, "total": 27, "group": "children pretreated with chemotherapy alone"},
            {"measure": "N", "total": 6, "group": "after CAR T cells"},
            {"events": 4, "total": 6, "group": "after CAR T cells"},
        ],
    ),
    (
        "Five children died, two of them of sepsis.",
        [{"events": 5, "total": 40}, {"events": 2, "total": 5, "inferred": ("total",)}],
    ),
    ("Event-free survival was 55% (44-65).", [{"measure": "EFS", "attribution": "own", "ci_low": 44, "ci_high": 65}]),
    (
        "The 1-year, 2-year and 3-year OS rates were 80%, 65% and 60%, respectively.",
        [{"value": 80, "time_value": 1}, {"value": 65, "time_value": 2}, {"value": 60, "time_value": 3}],
    ),
    (
        "Overall survival (OS) and event-free survival (EFS) rates were 80% and 65%, respectively.",
        [{"measure": "OS", "value": 80}, {"measure": "EFS", "value": 65}],
    ),
    (
        "Grade 1-2 and grade 3 fever were seen in 50% and 10%, respectively.",
        [{"value": 50, "grade": "1-2"}, {"value": 10, "grade": "3"}],
    ),
    (
        "Grade 4 neutropenia was seen in 4 children and grade 3 anemia in 6.",
        [{"events": 4, "grade": "4"}, {"events": 6, "grade": "3"}],
    ),
    ("CR was seen in 12 of 15 boys and 13 of 25 girls.", [{"events": 12, "total": 15}, {"events": 13, "total": 25}]),
    ("A third of the children relapsed.", [{"measure": "RELAPSE", "value": 33, "qualifier": "~"}]),
    ("Half of the patients were alive at 2 years.", [{"measure": "OS", "value": 50, "qualifier": "~"}]),
    ("Disease progressed in 9 children.", [{"measure": "PD", "events": 9}]),
    ("Hospital stay was 12 days on average.", [{"statistic": "mean", "value": 12}]),
    ("A hazard ratio of 0.6 was hypothesized.", []),
    ("OS was 80% in patients with MRD negativity and 45% in patients without.", [
        {"group": "patients with MRD negativity"}, {"group": "patients without MRD negativity"},
    ]),
    ("There were no deaths related to blinatumomab therapy.", [{"measure": "NRM", "events": 0}]),
    (
        "Acute graft-versus-host disease (GVHD) developed in 10 children (25%).",
        [{"measure": "GVHD_ACUTE", "events": 10}],
    ),
    ("Grade 3+ fever occurred in 3 children.", [{"events": 3, "grade": ">=3"}]),
    (
        "Complete remission was reached by ten of the 11 with refractory disease and 16 of the 22 in relapse "
        "(90.9% and 72.7%, respectively).",
        [
            {"measure": "CR", "value": 90.9, "events": 10, "group": "with refractory disease"},
            {"measure": "CR", "value": 72.7, "events": 16, "group": "in relapse"},
        ],
    ),
    (
        "The rates of CRS of any grade and of grade 3 were 54.5% and 6.1%, respectively.",
        [{"measure": "CRS", "value": 54.5, "grade": None}, {"measure": "CRS", "value": 6.1, "grade": "3"}],
    ),
    (
        "Liver insufficiency occurred in 53.3% (8/15), capillary leak syndrome in four (26.6%) and hemorrhagic "
        "cystitis in three (20%).",
        [
            {"measure": "AE", "measure_text": "Liver insufficiency", "value": 53.3},
            {"measure_text": "capillary leak syndrome", "value": 26.6},
            {"measure_text": "hemorrhagic cystitis", "value": 20},
        ],
    ),
    (
        "Dysarthric speech occurred in 20% (8/40), capillary leak syndrome in four (10%).",
        [{"measure": "OTHER", "value": 20}, {"measure_text": "capillary leak syndrome", "value": 10}],
    ),
    (
        "The commonest event was fever. It was seen in 60%, ahead of headache (34%) and neutropenia (28%).",
        [
            {"measure_text": "fever", "value": 60},
            {"measure_text": "headache", "value": 34},
            {"measure_text": "neutropenia", "value": 28},
        ],
    ),
    (
        "Of 26 children in remission, 15 underwent HSCT and 11 did not.",
        [
            {"measure": "N", "total": 26, "group": "children in remission"},
            {"measure": "HSCT", "events": 15, "total": 26, "group": "children in remission"},
            {"measure": "N", "total": 11, "group": "without HSCT"},
        ],
    ),
    (
        "Fifteen underwent HSCT and 11 did not undergo HSCT.",
        [{"measure": "HSCT", "events": 15}, {"measure": "N", "total": 11, "group": "did not undergo HSCT"}],
    ),
    (
        "Among the 11 children who were not transplanted, eight continued chemotherapy, two received a second cycle of "
        "blinatumomab and one was given CAR-T cells.",
        [
            {"measure": "N", "total": 11, "group": "children who were not transplanted"},
            {"measure": "COURSE", "events": 8, "total": 11, "group": "children who were not transplanted"},
            {"measure": "COURSE", "events": 2, "total": 11, "group": "children who were not transplanted"},
            {"measure": "COURSE", "events": 1, "total": 11, "group": "children who were not transplanted"},
        ],
    ),
    (
        "Acute GVHD affected ten (66.7%), with skin involvement in eight (53.3%) and gut involvement in two (13.3%).",
        [
            {"measure": "GVHD_ACUTE", "value": 66.7},
            {"measure": "AE", "measure_text": "skin involvement", "value": 53.3},
            {"measure": "AE", "measure_text": "gut involvement", "value": 13.3},
        ],
    ),
    ("All children were disease-free.", [{"measure": "DFS", "value": 100}]),
    ("Side effects could be handled by a pause of 1-3 days.", []),
    (
        "One child (2.5%) had ICANS, and none had ICANS of grade >= 3.",
        [{"measure": "ICANS", "grade": None}, {"measure": "ICANS", "events": 0, "grade": ">=3"}],
    ),
    (
        "CR was reached by 72.7% (16/22) of those in relapse.",
        [{"measure": "CR", "value": 72.7, "group": "those in relapse"}],
    ),
    (
        "Four of the 33 patients died, one of 26 with CR and three of seven without.",
        [
            {"measure": "DEATH", "events": 4, "group": None},
            {"measure": "DEATH", "events": 1, "total": 26, "group": "with CR"},
            {"measure": "DEATH", "events": 3, "total": 7, "group": "without CR"},
        ],
    ),
    (
        "Five of the seven children without CR were then given CAR T cells, and two discontinued treatment.",
        [
            {"measure": "COURSE", "measure_text": "given CAR T cells", "events": 5, "total": 7},
            {"measure": "COURSE", "events": 2, "group": "children without CR"},
        ],
    ),
    (
        "Thrombocytopenia and hepatic impairment were seen in 10 patients each (25%), nausea and rash in 20% each.",
        [
            {"measure_text": "Thrombocytopenia", "events": 10, "value": 25},
            {"measure_text": "hepatic impairment", "events": 10, "value": 25},
            {"measure_text": "nausea", "value": 20},
            {"measure_text": "rash", "value": 20},
        ],
    ),
    (
        "Three patients relapsed: two of the relapses were CD19-negative.",
        [{"measure": "RELAPSE", "events": 3, "group": None}, {"measure": "RELAPSE", "events": 2, "group": "relapses"}],
    ),
    (
        "Two patients died, one of progressive disease and one of complications of HSCT.",
        [
            {"measure": "DEATH", "events": 2},
            {"measure": "DEATH", "measure_text": "died of progressive disease", "events": 1},
            {"measure": "NRM", "measure_text": "died of complications of HSCT", "events": 1},
        ],
    ),
    ("CR was reached by 18 children (45%) with CD19-positive blasts.", [{"measure": "CR", "events": 18}]),
    (
        "There were 2 cases (5%) of severe CRS (all grade 3), 1 case (2.5%) of ICANS.",
        [{"measure": "CRS", "events": 2, "value": 5, "grade": "3"}, {"measure": "ICANS", "events": 1, "grade": None}],
    ),
    (
        "Nine patients (22.5%) had secondary hypertension, nine (22.5%) had myocardial damage, four (10%) had "
        "peri-implantation syndrome and three (7.5%) had hemorrhagic cystitis.",
        [
            {"measure_text": "secondary hypertension", "events": 9},
            {"measure": "AE", "measure_text": "myocardial damage", "events": 9},
            {"measure": "AE", "measure_text": "peri-implantation syndrome", "events": 4},
            {"measure_text": "hemorrhagic cystitis", "events": 3},
        ],
    ),
    (
        "Ten cases (25%) were identified as acute GVHD, including 8 cases (20%) of skin rejection.",
        [
            {"measure": "GVHD_ACUTE", "events": 10},
            {"measure": "AE", "measure_text": "skin rejection", "events": 8},
        ],
    ),
    (
        "Fifteen underwent HSCT from bone marrow (5 cases) or peripheral stem cells (10 cases).",
        [
            {"measure": "HSCT", "events": 15},
            {"measure": "OTHER", "measure_text": "bone marrow", "events": 5},
            {"measure": "OTHER", "measure_text": "peripheral stem cells", "events": 10},
        ],
    ),
    ("Cases 4, 7 and 12 received chemotherapy, case 5 received CAR T cells. Case 9 died.", []),
    (
        "Fever (60%) and anemia (20%) were seen, with grade 3 or higher adverse events mainly being leukopenia (38%).",
        [
            {"measure_text": "Fever", "grade": None},
            {"measure_text": "anemia", "grade": None},
            {"measure_text": "leukopenia", "grade": ">=3"},
        ],
    ),
    ("The study was run in 155 hospitals and OS was 80%.", [{"measure": "OS", "value": 80, "group": None}]),
    (
        "Among the 26 patients with CR, 15 underwent bridging HSCT and 11 did not receive HSCT; OS rates were 93.3% "
        "and 100% (p = 0.40) and DFS rates 90% and 95% (p = 0.30), respectively.",
        [
            {"measure": "N", "total": 26, "group": "patients with CR"},
            {"measure": "HSCT", "events": 15, "group": "patients with CR"},
            {"measure": "N", "total": 11, "group": "did not receive HSCT"},
            {"measure": "OS", "value": 93.3, "group": "underwent bridging HSCT"},
            {"measure": "OS", "value": 100, "group": "did not receive HSCT"},
            {"measure": "DFS", "value": 90, "group": "underwent bridging HSCT"},
            {"measure": "DFS", "value": 95, "group": "did not receive HSCT"},
        ],
    ),
    ("The duration of remission was approximately 14 days.", [{"measure": "DOR", "value": 14, "statistic": "other"}]),
    (
        "Decreased serum potassium levels were seen in 15 cases (37.5%).",
        [{"measure": "AE", "measure_text": "Decreased serum potassium levels", "events": 15}],
    ),
    ("The study included 21 male and 19 female patients.", []),
    ("Five-year survival was at best 50%.", [{"measure": "OS", "value": 50, "qualifier": "<="}]),
    (
        "Five of them went on to HSCT, and two had immunotherapy alone.",
        [{"measure": "HSCT", "events": 5}, {"measure": "COURSE", "events": 2}],
    ),
    (
        "None of the patients had hepatic veno-occlusive disease or thrombotic microangiopathy.",
        [
            {"measure": "AE", "measure_text": "hepatic veno-occlusive disease", "events": 0},
            {"measure": "AE", "measure_text": "thrombotic microangiopathy", "events": 0},
        ],
    ),
    (
        "Among 40 children with refractory leukemia, 26 (65%) achieved CR.",
        [{"measure": "N", "total": 40, "group": None}, {"measure": "CR", "events": 26, "group": None}],
    ),
    (
        "Three had chemotherapy-induced nausea.",
        [{"measure": "AE", "events": 3}],
    ),
]  # fmt: skip

TWO_ARMS = [
    (
        "Five deaths occurred in the blinatumomab arm and none in the chemotherapy arm.",
        [{"measure": "DEATH", "events": 5}, {"measure": "DEATH", "events": 0}],
    ),
    ("Fever occurred in 24% of children in both arms.", [{"group": "blinatumomab"}, {"group": "chemotherapy"}]),
    (
        "Event-free survival was better with blinatumomab (p = 0.001).",
        [{"kind": "contrast", "group": "blinatumomab", "comparator": "chemotherapy"}],
    ),
    (
        "Neutropenia occurred in 5% vs 13%, ischemic gut 0 vs 2%.",
        [
            {"group": "blinatumomab", "value": 5},
            {"group": "chemotherapy", "value": 13},
            {"measure_text": "ischemic gut", "value": 0},
            {"measure_text": "ischemic gut", "value": 2},
        ],
    ),
]


def check(found, expected):
    """That the rows are as many as expected, and hold what is expected of each."""
    shown = [{name: getattr(row, name) for name in wanted} for row, wanted in zip(found, expected, strict=False)]
    for row in shown:
        if isinstance(row.get("group"), str):
            row["group"] = row["group"].lower()
    lowered = [
        {name: value.lower() if name == "group" and isinstance(value, str) else value for name, value in row.items()}
        for row in expected
    ]
    assert (len(found), shown) == (len(expected), lowered)


@pytest.mark.parametrize(("sentence", "expected"), ONE_GROUP)
def test_a_study_of_one_group(extractor, sentence, expected):
    check(rows(extractor, TITLE, TREATED, sentence), expected)


@pytest.mark.parametrize(("sentence", "expected"), TWO_ARMS)
def test_a_trial_of_two_arms(extractor, sentence, expected):
    check(rows(extractor, TRIAL, ALLOCATED, sentence), expected)


def test_a_group_named_for_one_of_the_studys_therapies_received_that_one(extractor):
    title = "Blinatumomab and inotuzumab in leukemia"
    sentence = "Of 20 patients given inotuzumab, 4 (20%) relapsed."
    opening = "Of 10 patients given blinatumomab, 5 (50%) achieved complete remission."
    size, row = rows(extractor, title, opening, sentence)
    assert [therapy.name for therapy in row.therapies] == ["inotuzumab ozogamicin"]
    assert (row.group, row.total) == ("patients given inotuzumab", 20)
    assert (size.measure, size.total, size.group) == ("N", 20, "patients given inotuzumab")


def test_groups_are_carried_from_the_sentence_before_for_as_many_figures(extractor):
    opening = TREATED + " Overall survival was 93.3% in children with HSCT and 100% in children without HSCT."
    found = rows(extractor, TITLE, opening, "Disease-free survival was likewise 90% and 95%, respectively (p=0.40).")
    assert [(row.value, row.group) for row in found] == [(90, "children with HSCT"), (95, "children without HSCT")]


def test_a_share_of_counted_patients_is_of_the_group_that_the_count_names(extractor):
    sentence = (
        "In another study, overall survival was 93.3% in 15 children with HSCT and 100% in 11 children without HSCT."
    )
    found = rows(extractor, TITLE, TREATED, sentence)
    assert [(row.value, row.group) for row in found] == [(93.3, "children with HSCT"), (100, "children without HSCT")]


def test_what_a_cited_study_gave_is_named_in_the_figures_own_clause(extractor):
    sentence = "Survival in leukemia has reached 80%, yet disease that resists chemotherapy is hard to control."
    (row,) = extractor.extract(record(TITLE, ("BACKGROUND", sentence))).findings
    assert (row.attribution, row.therapies) == ("cited", ())


def test_cells_that_carry_an_antigen_are_no_group(extractor):
    title = "Antibodies for childhood leukemia: a review"
    sentence = "Blinatumomab, which ties T cells to CD19-positive blasts, gave remission in about 60% of children."
    (row,) = rows(extractor, title, "Two therapies are new.", sentence)
    assert (row.group, [t.name for t in row.therapies]) == (None, ["blinatumomab"])


def test_patients_told_of_in_the_methods_are_counted_by_what_they_received(extractor):
    sentence = "Of 26 children in remission after blinatumomab, 15 underwent HSCT."
    found = rows(extractor, TITLE, "Methods:", sentence)
    assert [(row.measure, row.events, row.total) for row in found] == [("N", None, 26), ("HSCT", 15, 26)]


def test_an_organisation_is_no_group_of_patients(extractor):
    sentence = "At seven centers of the Italian AIEOP group, 22 patients (55%) had adverse events."
    (row,) = rows(extractor, TITLE, TREATED, sentence)
    assert (row.events, row.group) == (22, None)


MARKED = (
    "Leukemia is common (1). Survival has risen (2, 3). Relapse is feared (4-6). CAR T cells are new (7). "
    "Blinatumomab is newer (8). Data indicate that remission is reached in approximately 60% (9). In seven AIEOP "
    "center studies, 22 patients (56.4%) had adverse events, of which 19 (41.3%) were of grade 3 (34)."
)


@pytest.mark.parametrize("brackets", ["()", "[]"])
def test_a_mark_of_a_reference_behind_a_share_is_no_count_and_makes_its_sentence_cited(extractor, brackets):
    marked = re.sub(r"\((\d[\d, -]*)\)", rf"{brackets[0]}\1{brackets[1]}", MARKED)
    found = extractor.extract(record(TITLE, ("Introduction", marked))).findings
    assert [(row.value, row.events, row.attribution) for row in found] == [
        (60, None, "cited"),
        (56.4, 22, "cited"),
        (41.3, 19, "cited"),
    ]


def test_a_cited_study_did_not_give_what_it_is_said_to_have_done_without(extractor):
    sentence = (
        "In another report on blinatumomab, without HSCT the median follow-up was 33 months, and no HSCT was given."
    )
    (row,) = rows(extractor, TITLE, TREATED, sentence)
    assert (row.attribution, [t.name for t in row.therapies]) == ("cited", ["blinatumomab"])
