"""What is told by counts: responses within brackets, deaths by cause, what some received, and what else befell them."""

import re

import pytest

from tests.extract.rows import abstract_rows

TREATED = "Forty patients with lymphoma received imatinib."


@pytest.mark.parametrize(
    ("methods", "told", "expected"),
    [
        (TREATED, "The overall response rate was 70% (3 CR, 25 PR).", [("ORR", None), ("CR", 3), ("PR", 25)]),
        (
            TREATED,
            "There were 28 responses (3 CR, 25 PR) and 6 patients with progressive disease.",
            [("ORR", 28), ("CR", 3), ("PR", 25), ("PD", 6)],
        ),
        (
            TREATED,
            "Objective responses were seen in 11 patients (5 CR, 6 PR); 8 had stable disease.",
            [("ORR", 11), ("CR", 5), ("PR", 6), ("SD", 8)],
        ),
        (
            TREATED,
            "The objective response (complete regression [CR] + partial regression [PR]) rate was 23% (one CR, 11 PR).",
            [("ORR", None), ("CR", 1), ("PR", 11)],
        ),
        (
            "Patients with lymphoma received imatinib or dasatinib.",
            "Responses were seen with imatinib (3 CR, 25 PR) and dasatinib (5 CR, 20 PR).",
            [("CR", 3), ("PR", 25), ("CR", 5), ("PR", 20)],
        ),
        # The narrower one, in brackets behind the wider.
        (
            "Thirty-two children with ALL received CD19 CAR T cells.",
            "Of the 32 patients 26 achieved CR (23 MRD-negative).",
            [("N", None), ("CR", 26), ("MRD_NEG", 23)],
        ),
        (
            "Sixty infants with leukemia were enrolled.",
            "At the end of induction 56 patients were in CR, 3 had died and 1 had refractory disease.",
            [("CR", 56), ("DEATH", 3), ("OTHER", 1)],
        ),
        # Who they are, and what befell them.
        (
            "Thirty-two children with ALL received CD19 CAR T cells.",
            "Nine CR patients relapsed at a median of 5.5 months.",
            [("RELAPSE", 9), ("RELAPSE", None)],
        ),
        (
            TREATED,
            "There were 12 deaths (3 treatment-related and 9 disease-related).",
            [("DEATH", 12), ("NRM", 3), ("DEATH", 9)],
        ),
        (
            TREATED,
            "There were 12 deaths, 3 of which were treatment-related; one death was transplant-related.",
            [("DEATH", 12), ("NRM", 3), ("NRM", 1)],
        ),
        (
            "Eighty-four children with anemia received cyclosporine.",
            "At 6 months, 12 (14%) had CR, 40 (48%) PR and 32 no response.",
            [("CR", 12), ("PR", 40)],
        ),
        # A whole is no part.
        (
            "46 children with ALL received blinatumomab.",
            "Of the 22 transplanted, 5 relapsed and 3 died in remission; of the 8 not transplanted, 6 relapsed.",
            [("RELAPSE", 5), ("DEATH", 3), ("RELAPSE", 6)],
        ),
        (TREATED, "At last follow-up 19 patients were alive in CR.", [("OS", 19)]),
        # A short form is no explanation.
        (
            TREATED,
            "Overall survival (OS) of the whole group was 87.9% (29/33), and disease-free survival (DFS) was 84.8% "
            "(28/33).",
            [("OS", 29), ("DFS", 28)],
        ),
        # Who was evaluable has a size, whatever is told of them behind it.
        (
            "Patients with gastric cancer were randomised to group A or group B.",
            "In group A with 90 evaluable patients, the response rate was 25.6% (6 CR, 17 PR).",
            [("N", None), ("ORR", None), ("CR", 6), ("PR", 17)],
        ),
        (
            "Seventy children received tisagenlecleucel.",
            "CRS occurred in 50 patients; 20 received tocilizumab and 10 received dexamethasone.",
            [("CRS", 50), ("COURSE", 20), ("COURSE", 10)],
        ),
    ],
)
def test_each_count_has_its_own_measure(tmp_path, methods, told, expected):
    rows = abstract_rows(tmp_path, methods, told)

    assert [(row.measure, row.events) for row in rows if row.section == "RESULTS"] == expected


def test_counted_responses_are_no_arms_and_nobodys_whole(tmp_path):
    told = "There were 3 CRs and 25 PRs, for an overall response rate of 70%; 12 deaths (3 treatment-related) occurred."
    rows = abstract_rows(tmp_path, TREATED, told)

    assert [(row.events, row.total, row.group) for row in rows[1:]] == [
        (3, 40, None),
        (25, 40, None),
        (None, None, None),
        (12, 40, None),
        (3, 40, None),
    ]
    assert rows[-1].measure_text == "treatment-related deaths"


def test_responders_are_of_whom_a_survival_is_told(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "Seventy-five children with Hodgkin lymphoma were treated with brentuximab vedotin.",
        "Two-year EFS for the early responders was 95% and for slow responders 87% (P = .18).",
    )

    assert [(row.measure, row.value, row.group) for row in rows[1:]] == [
        ("EFS", 95, "early responders"),
        ("EFS", 87, "slow responders"),
    ]


def test_a_grade_is_of_the_count_behind_it_alone(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "We analyzed 64 patients who received haploidentical HSCT.",
        "Acute GVHD developed in 21 patients (33%), grade III-IV in 7 (11%), and chronic GVHD in 12 (19%).",
    )

    assert [(row.measure, row.grade) for row in rows[1:]] == [
        ("GVHD_ACUTE", None),
        ("GVHD_ACUTE", "3-4"),
        ("GVHD_CHRONIC", None),
    ]


def test_what_follows_a_semicolon_is_told_of_another_group(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "Sixty infants with MLL-rearranged ALL were enrolled.",
        "At the end of induction 56 patients were in CR, 3 had died and 1 had refractory disease. The 4-year EFS was "
        "36% (SE 6%); it was 18% in those younger than 90 days (n=20) and 45% in older infants (n=40) (P=.006).",
    )

    assert [(row.value, row.group) for row in rows if row.measure == "EFS"] == [
        (36, None),
        (18, "those younger than 90 days"),
        (45, "older infants"),
    ]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "OS was 70% and 60% at 1 and 3 years, respectively.",
            [(70, 1, "years"), (60, 3, "years")],
        ),
        (
            "Remission was seen in 45%, 60% and 72% of patients at 6, 12 and 24 months.",
            [(45, 6, "months"), (60, 12, "months"), (72, 24, "months")],
        ),
        (
            "DFS at 1, 2 and 3 years was 80%, 70% and 60%.",
            [(80, 1, "years"), (70, 2, "years"), (60, 3, "years")],
        ),
        # One time for two measures, and for two groups.
        ("OS and DFS were 70% and 60% at 3 years.", [(70, 3, "years"), (60, 3, "years")]),
        ("OS was 70% in men and 60% in women at 3 years.", [(70, 3, "years"), (60, 3, "years")]),
    ],
)
def test_times_in_the_order_of_their_figures(tmp_path, told, expected):
    rows = abstract_rows(tmp_path, "We treated 66 adults with AML with nilotinib.", told)[1:]

    assert [(row.value, row.time_value, row.time_unit) for row in rows] == expected
    assert not any(re.search(r"\d", row.group or "") for row in rows)


def test_one_who_died_is_a_count_whatever_median_stands_before(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "25 children with SCID underwent gene therapy.",
        "With a median follow-up of 6.9 years (range 2.3-13.4), one died of infection.",
    )

    assert [(row.measure, row.statistic, row.events) for row in rows[1:]] == [
        ("FOLLOW_UP", "median", None),
        ("DEATH", "count", 1),
    ]
