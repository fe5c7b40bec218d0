"""Tables that do not say what their numbers are: bare counts, sizes in their own headers, short forms in the notes."""

import pytest

from tests.extract.rows import ALLOCATED, TITLE, TREATED, TRIAL, as_rows, contrast, row
from tests.extract.tables import cell, paper, rows_of_table

SIZED = [["Event", cell("Blinatumomab (n = 54)", columns=3), cell("Chemotherapy (n = 54)", columns=3)]]
GRADES = ["", "0", "I-II", "III-IV", "0", "I-II", "III-IV"]

TABLES = {
    "bare numbers under grades are counts": (
        paper(
            TRIAL,
            ALLOCATED,
            "Toxicity by treatment",
            [*SIZED, GRADES],
            [["Fever", "20", "27", "7", "30", "20", "4"], ["Rash", "50", "4", "0", "53", "1", "0"]],
        ),
        [
            row("AE", "27", "count", events=27, filled=54, group="Blinatumomab", grade="1-2", measure_text="Fever"),
            row("AE", "7", "count", events=7, filled=54, group="Blinatumomab", grade="3-4"),
            row("AE", "20", "count", events=20, filled=54, group="Chemotherapy", grade="1-2"),
            row("AE", "4", "count", events=4, filled=54, group="Chemotherapy", grade="3-4"),
            row("AE", "4", "count", events=4, filled=54, group="Blinatumomab", grade="1-2", measure_text="Rash"),
            row("AE", "0", "count", events=0, filled=54, group="Blinatumomab", grade="3-4"),
            row("AE", "1", "count", events=1, filled=54, group="Chemotherapy", grade="1-2"),
            row("AE", "0", "count", events=0, filled=54, group="Chemotherapy", grade="3-4"),
        ],
    ),
    "but not where the table speaks of percentages": (
        paper(
            TRIAL,
            ALLOCATED,
            "Toxicity by treatment, in percent",
            [*SIZED, GRADES],
            [["Fever", "20", "27", "7", "30", "20", "4"], ["Rash", "50", "4", "0", "53", "1", "0"]],
        ),
        [],
    ),
    "nor where a number is more than there were patients": (
        paper(
            TITLE,
            TREATED,
            "Toxicity",
            [["Event", "All grades (n = 40)"]],
            [["Fever", "48"], ["Rash", "20"]],
        ),
        [],
    ),
    "responses counted in columns, the arms in rows with their sizes": (
        paper(
            TRIAL,
            ALLOCATED,
            "Response to treatment",
            [["Group", "n", "CR", "PR"]],
            [["Blinatumomab", "54", "24", "6"], ["Chemotherapy", "54", "13", "9"]],
        ),
        [
            row("CR", "24", "count", events=24, filled=54, group="Blinatumomab"),
            row("PR", "6", "count", events=6, filled=54, group="Blinatumomab"),
            row("CR", "13", "count", events=13, filled=54, group="Chemotherapy"),
            row("PR", "9", "count", events=9, filled=54, group="Chemotherapy"),
        ],
    ),
    "one misprinted share among pairs of one whole, which they tell": (
        paper(
            TRIAL,
            ALLOCATED,
            "Toxicity by treatment",
            [["Event", "Blinatumomab"]],
            [["Fever", "50 (47.6)"], ["Rash", "37 (35.2)"], ["Nausea", "18 (19.9)"], ["Cough", "30 (28.6)"]],
        ),
        [
            row("AE", "50 (47.6)", "proportion", 47.6, events=50, filled=105, group="Blinatumomab"),
            row("AE", "37 (35.2)", "proportion", 35.2, events=37, filled=105, group="Blinatumomab"),
            row("AE", "18 (19.9)", "proportion", 19.9, events=18, group="Blinatumomab"),
            row("AE", "30 (28.6)", "proportion", 28.6, events=30, filled=105, group="Blinatumomab"),
        ],
    ),
    "sizes in headers of their own": (
        paper(
            TRIAL,
            ALLOCATED,
            "Toxicity by treatment",
            [["Event", "Blinatumomab, n (%)", "Chemotherapy, n (%)"], ["", "54 patients", "50 patients"]],
            [["Fever", "27 (50.0)", "5 (10.0)"]],
        ),
        [
            row("AE", "27 (50.0)", "proportion", 50, events=27, filled=54, group="Blinatumomab"),
            row("AE", "5 (10.0)", "proportion", 10, events=5, filled=50, group="Chemotherapy"),
        ],
    ),
    "a name that nobody knows over the number of patients is a group": (
        paper(
            TITLE,
            TREATED,
            "Response to treatment, n (%)",
            [["", "XQ-1", "XQ-2"], ["", "n = 20", "n = 20"]],
            [["Complete remission", "10 (50)", "5 (25)"]],
        ),
        [
            row("CR", "10 (50)", "proportion", 50, events=10, filled=20, group="XQ-1"),
            row("CR", "5 (25)", "proportion", 25, events=5, filled=20, group="XQ-2"),
        ],
    ),
    "short forms mean what the notes say": (
        paper(
            TRIAL,
            ALLOCATED,
            "Outcomes by treatment, n (%)",
            [["", "Blinatumomab (n = 54)"]],
            [["cCR", "27 (50)"], ["CR", "5 (9)"], ["Relapse", "6 (11)"]],
            ["cCR, clinical complete response; CR, cardiac rehabilitation."],
        ),
        [
            row("CR", "27 (50)", "proportion", 50, events=27, filled=54, group="Blinatumomab", measure_text="cCR"),
            row("OTHER", "5 (9)", "proportion", 9, events=5, filled=54, group="Blinatumomab"),
            row("RELAPSE", "6 (11)", "proportion", 11, events=6, filled=54, group="Blinatumomab"),
        ],
    ),
    "`SD` among responses is stable disease": (
        paper(
            TRIAL,
            ALLOCATED,
            "Response to treatment",
            [["", "Blinatumomab (n = 54)"]],
            [["CR", "24"], ["PR", "10"], ["SD", "12"], ["PD", "8"]],
        ),
        [
            row("CR", "24", "count", events=24, filled=54, group="Blinatumomab"),
            row("PR", "10", "count", events=10, filled=54, group="Blinatumomab"),
            row("SD", "12", "count", events=12, filled=54, group="Blinatumomab"),
            row("PD", "8", "count", events=8, filled=54, group="Blinatumomab"),
        ],
    ),
    "grades by a letter, the event in the caption, the groups in rows": (
        paper(
            TRIAL,
            ALLOCATED,
            "Incidence of oral mucositis, n (%)",
            [["Group", "G0", "G1", "G2", "G3"]],
            [["Blinatumomab (54)", "27 (50.0)", "14 (25.9)", "8 (14.8)", "5 (9.3)"]],
        ),
        [
            row("AE", "14 (25.9)", "proportion", 25.9, events=14, filled=54, group="Blinatumomab", grade="1"),
            row("AE", "8 (14.8)", "proportion", 14.8, events=8, filled=54, group="Blinatumomab", grade="2"),
            row("AE", "5 (9.3)", "proportion", 9.3, events=5, filled=54, group="Blinatumomab", grade="3"),
        ],
    ),
    "parts of the patients in rows, the survival in the caption": (
        paper(
            TRIAL,
            ALLOCATED,
            "Progression-free survival by mutation",
            [["", "Blinatumomab (n = 54)", "Chemotherapy (n = 54)"]],
            [["All patients", "8.2 months", "6.4 months"], ["Wild type", "8.1 months", "6.3 months"]],
        ),
        [
            row("PFS", "8.2 months", "median", 8.2, unit="months", group="Blinatumomab"),
            row("PFS", "6.4 months", "median", 6.4, unit="months", group="Chemotherapy"),
            row("PFS", "8.1 months", "median", 8.1, unit="months", group="Blinatumomab, Wild type"),
            row("PFS", "6.3 months", "median", 6.3, unit="months", group="Chemotherapy, Wild type"),
        ],
    ),
    "survival rates over the survivals that the rows name": (
        paper(
            TRIAL,
            ALLOCATED,
            "Survival by treatment",
            [["End point", cell("Survival rates", columns=2)], ["", "Blinatumomab, %", "Chemotherapy, %"]],
            [["PFS", "84", "73"]],
        ),
        [
            row("PFS", "84", "survival", 84, group="Blinatumomab"),
            row("PFS", "73", "survival", 73, group="Chemotherapy"),
        ],
    ),
}


@pytest.mark.parametrize(("record", "expected"), TABLES.values(), ids=list(TABLES))
def test_a_table_gives_its_rows(extractor, record, expected):
    assert as_rows(rows_of_table(extractor, record), expected) == expected


def test_a_group_received_what_the_notes_say_that_it_stands_for(extractor):
    record = paper(
        TITLE,
        TREATED,
        "Response to treatment, n (%)",
        [["", "AC group (n = 20)", "Other group (n = 20)"]],
        [["Complete remission", "10 (50)", "5 (25)"]],
        ["AC, doxorubicin and cyclophosphamide; NA, not assessed"],
    )
    first = rows_of_table(extractor, record)[0]
    assert {"doxorubicin", "cyclophosphamide"} <= {concept.name for concept in first.therapies}


P_VALUES = {
    "each p-value of several is of the figures before it": (
        paper(
            TRIAL,
            ALLOCATED,
            "Albumin after treatment, mean ± SD",
            [["", "Day 0", "P-value", "Day 3", "P-value"]],
            [
                ["Albumin", "", "", "", ""],
                ["  Blinatumomab", "4.2 ± 0.6", "0.67", "3.1 ± 0.5", "0.03"],
                ["  Chemotherapy", "4.3 ± 0.5", "", "3.4 ± 0.6", ""],
            ],
        ),
        [
            row(
                "OTHER",
                "4.2 ± 0.6",
                "mean",
                4.2,
                spread=("sd", 0.6),
                p_value=0.67,
                group="Blinatumomab",
                at=(0, "days"),
            ),
            row(
                "OTHER",
                "3.1 ± 0.5",
                "mean",
                3.1,
                spread=("sd", 0.5),
                p_value=0.03,
                group="Blinatumomab",
                at=(3, "days"),
            ),
            row(
                "OTHER",
                "4.3 ± 0.5",
                "mean",
                4.3,
                spread=("sd", 0.5),
                p_value=0.67,
                group="Chemotherapy",
                at=(0, "days"),
            ),
            row(
                "OTHER",
                "3.4 ± 0.6",
                "mean",
                3.4,
                spread=("sd", 0.6),
                p_value=0.03,
                group="Chemotherapy",
                at=(3, "days"),
            ),
        ],
    ),
    "one p-value for a row of several times and two groups in rows is of none": (
        paper(
            TRIAL,
            ALLOCATED,
            "Albumin after treatment, mean ± SD",
            [["", "Day 0", "Day 3", "P-value"]],
            [
                ["Albumin", "", "", ""],
                ["  Blinatumomab", "4.2 ± 0.6", "3.1 ± 0.5", "0.03"],
                ["  Chemotherapy", "4.3 ± 0.5", "3.4 ± 0.6", ""],
            ],
        ),
        [
            row("OTHER", "4.2 ± 0.6", "mean", 4.2, spread=("sd", 0.6), group="Blinatumomab", at=(0, "days")),
            row("OTHER", "3.1 ± 0.5", "mean", 3.1, spread=("sd", 0.5), group="Blinatumomab", at=(3, "days")),
            row("OTHER", "4.3 ± 0.5", "mean", 4.3, spread=("sd", 0.5), group="Chemotherapy", at=(0, "days")),
            row("OTHER", "3.4 ± 0.6", "mean", 3.4, spread=("sd", 0.6), group="Chemotherapy", at=(3, "days")),
        ],
    ),
    "a p-value of one group behind its values before and after is of their change": (
        paper(
            TRIAL,
            ALLOCATED,
            "Fatigue scores, mean (SD)",
            [
                ["", cell("Blinatumomab", columns=3), cell("Chemotherapy", columns=3)],
                ["", "Baseline", "Week 6", "P", "Baseline", "Week 6", "P"],
            ],
            [["Fatigue score", "4.2 (0.6)", "3.1 (0.5)", "0.03", "4.3 (0.5)", "4.1 (0.6)", "0.40"]],
        ),
        [
            row("OTHER", "4.2 (0.6)", "mean", 4.2, spread=("sd", 0.6), group="Blinatumomab"),
            row("OTHER", "3.1 (0.5)", "mean", 3.1, spread=("sd", 0.5), group="Blinatumomab", at=(6, "weeks")),
            contrast("OTHER", "0.03", "p_only", None, p_value=0.03, group="Blinatumomab", comparator="baseline"),
            row("OTHER", "4.3 (0.5)", "mean", 4.3, spread=("sd", 0.5), group="Chemotherapy"),
            row("OTHER", "4.1 (0.6)", "mean", 4.1, spread=("sd", 0.6), group="Chemotherapy", at=(6, "weeks")),
            contrast("OTHER", "0.40", "p_only", None, p_value=0.4, group="Chemotherapy", comparator="baseline"),
        ],
    ),
    "a p-value alone is of the change that the caption tells": (
        paper(
            TITLE,
            TREATED,
            "Comparison of immunoglobulin levels before and after blinatumomab",
            [["", "Z", "P"]],
            [["IgG level", "1.672", "0.095"]],
        ),
        [contrast("OTHER", "0.095", "p_only", None, p_value=0.095, comparator="baseline")],
    ),
    "rows that come to the count before them are its parts where they name places": (
        paper(
            TITLE,
            TREATED,
            "Adverse events, n (%)",
            [["Event", "n (%)"]],
            [
                ["Infection", "10 (25)"],
                ["Skin", "8 (20)"],
                ["Other", "2 (5)"],
                ["Fever", "9 (22.5)"],
                ["Rash", "5 (12.5)"],
                ["Nausea", "4 (10)"],
            ],
        ),
        [
            row("AE", "10 (25)", "proportion", 25, events=10, filled=40, measure_text="Infection"),
            row("AE", "8 (20)", "proportion", 20, events=8, filled=40, measure_text="Infection, Skin"),
            row("AE", "2 (5)", "proportion", 5, events=2, filled=40, measure_text="Infection, Other"),
            row("AE", "9 (22.5)", "proportion", 22.5, events=9, filled=40, measure_text="Fever"),
            row("AE", "5 (12.5)", "proportion", 12.5, events=5, filled=40, measure_text="Rash"),
            row("AE", "4 (10)", "proportion", 10, events=4, filled=40, measure_text="Nausea"),
        ],
    ),
}

P_VALUES["a row of ratios says itself which group it compares with which"] = (
    paper(
        TITLE,
        TREATED,
        "Overall survival",
        [["", "Blinatumomab (n = 20)", "Chemotherapy (n = 20)", "All"]],
        [
            ["Median OS, months (95% CI)", "7.7 (5.6-9.6)", "4.0 (2.9-5.3)", ""],
            ["HR blinatumomab vs. chemotherapy (95% CI)", "", "", "0.71 (0.55-0.93)"],
        ],
    ),
    [
        row("OS", "7.7 (5.6-9.6)", "median", 7.7, unit="months", ci=(5.6, 9.6), group="Blinatumomab"),
        row("OS", "4.0 (2.9-5.3)", "median", 4.0, unit="months", ci=(2.9, 5.3), group="Chemotherapy"),
        contrast(
            "OS",
            "0.71 (0.55-0.93)",
            "hazard_ratio",
            0.71,
            ci=(0.55, 0.93),
            group="blinatumomab",
            comparator="chemotherapy",
        ),
    ],
)


@pytest.mark.parametrize(("record", "expected"), P_VALUES.values(), ids=list(P_VALUES))
def test_p_values_and_parts_are_of_the_rows_that_they_stand_beside(extractor, record, expected):
    assert as_rows(rows_of_table(extractor, record), expected) == expected
