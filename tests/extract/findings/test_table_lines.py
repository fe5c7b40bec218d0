"""What lines and headings of a table say of the cells around them, and what a table of who the patients were tells."""

import pytest

from tests.extract.rows import ALLOCATED, TITLE, TREATED, TRIAL, as_rows, contrast, row
from tests.extract.tables import cell, paper, rows_of_table

ARMS = [["", "Blinatumomab (n = 54)", "Chemotherapy (n = 54)"]]

TABLES = {
    "a line of statistics within the table is a part of its head": (
        paper(
            TRIAL,
            ALLOCATED,
            "Comparison of quality of life between groups after treatment",
            [["", "Blinatumomab", "Chemotherapy", ""]],
            [["", "Mean (SD) score", "Mean (SD) score", "P"], ["Physical functioning", "69 (15)", "68 (19)", "0.81"]],
        ),
        [
            row("OTHER", "69 (15)", "mean", 69, spread=("sd", 15), group="Blinatumomab", p_value=0.81),
            row("OTHER", "68 (19)", "mean", 68, spread=("sd", 19), group="Chemotherapy", p_value=0.81),
        ],
    ),
    "a line of numbers of patients is none": (
        paper(
            TRIAL,
            ALLOCATED,
            "Adverse events",
            [["", "Blinatumomab", "Chemotherapy"]],
            [["", "27 (%)", "26 (%)"], ["Fever", "9 (33)", "5 (19)"], ["Rash", "3 (11)", "2 (8)"]],
        ),
        [],
    ),
    "the line below tells the interval": (
        paper(
            TRIAL,
            ALLOCATED,
            "Efficacy",
            ARMS,
            [["Median OS, months", "7.7", "4.0"], ["95% CI", "5.6-9.6", "2.9-5.3"]],
        ),
        [
            row("OS", "7.7", "median", 7.7, unit="months", ci=(5.6, 9.6), group="Blinatumomab"),
            row("OS", "4.0", "median", 4.0, unit="months", ci=(2.9, 5.3), group="Chemotherapy"),
        ],
    ),
    "but not of a figure that is outside of it": (
        paper(
            TRIAL,
            ALLOCATED,
            "Efficacy",
            ARMS,
            [["Median OS, months", "7.7", "4.0"], ["95% CI", "8.6-9.6", "2.9-5.3"]],
        ),
        [
            row("OS", "7.7", "median", 7.7, unit="months", group="Blinatumomab"),
            row("OS", "4.0", "median", 4.0, unit="months", ci=(2.9, 5.3), group="Chemotherapy"),
        ],
    ),
    "counts that add up to the line's own size, though another column tells shares": (
        paper(
            TRIAL,
            ALLOCATED,
            "Response rate after two cycles",
            [["Group", "n", "CR", "PR", "SD", "PD", "Response rate"]],
            [
                ["Blinatumomab", "54", "4", "9", "20", "21", "13/54 (24.1%)"],
                ["Chemotherapy", "54", "0", "2", "12", "40", "2/54 (3.7%)"],
            ],
        ),
        [
            row("CR", "4", "count", events=4, filled=54, group="Blinatumomab"),
            row("PR", "9", "count", events=9, filled=54, group="Blinatumomab"),
            row("SD", "20", "count", events=20, filled=54, group="Blinatumomab"),
            row("PD", "21", "count", events=21, filled=54, group="Blinatumomab"),
            row("ORR", "13/54 (24.1%)", "proportion", 24.1, events=13, total=54, group="Blinatumomab"),
            row("CR", "0", "count", events=0, filled=54, group="Chemotherapy"),
            row("PR", "2", "count", events=2, filled=54, group="Chemotherapy"),
            row("SD", "12", "count", events=12, filled=54, group="Chemotherapy"),
            row("PD", "40", "count", events=40, filled=54, group="Chemotherapy"),
            row("ORR", "2/54 (3.7%)", "proportion", 3.7, events=2, total=54, group="Chemotherapy"),
        ],
    ),
    "numbers that do not add up may be anything": (
        paper(
            TRIAL,
            ALLOCATED,
            "Response rate after two cycles",
            [["Group", "n", "CR", "PR", "SD", "PD", "Response rate"]],
            [
                ["Blinatumomab", "54", "7", "17", "37", "39", "13/54 (24.1%)"],
                ["Chemotherapy", "54", "0", "4", "22", "74", "2/54 (3.7%)"],
            ],
        ),
        [
            row("ORR", "13/54 (24.1%)", "proportion", 24.1, events=13, total=54, group="Blinatumomab"),
            row("ORR", "2/54 (3.7%)", "proportion", 3.7, events=2, total=54, group="Chemotherapy"),
        ],
    ),
    "headings under which the arms come again are parts of the patients": (
        paper(
            TRIAL,
            ALLOCATED,
            "Response rate by subtype",
            [["", cell("Response rate, %")]],
            [
                [cell("Ph-like"), ""],
                ["  Blinatumomab", "24"],
                ["  Chemotherapy", "13"],
                [cell("Hyperdiploid"), ""],
                ["  Blinatumomab", "44"],
                ["  Chemotherapy", "33"],
            ],
        ),
        [
            row("ORR", "24", "proportion", 24, group="Blinatumomab, Ph-like"),
            row("ORR", "13", "proportion", 13, group="Chemotherapy, Ph-like"),
            row("ORR", "44", "proportion", 44, group="Blinatumomab, Hyperdiploid"),
            row("ORR", "33", "proportion", 33, group="Chemotherapy, Hyperdiploid"),
        ],
    ),
    "what correlates with something may be a response": (
        paper(
            TRIAL,
            ALLOCATED,
            "Response and its correlation with treatment",
            ARMS,
            [["CR, n (%)", "24 (44)", "13 (24)"]],
        ),
        [
            row("CR", "24 (44)", "proportion", 44, events=24, filled=54, group="Blinatumomab"),
            row("CR", "13 (24)", "proportion", 24, events=13, filled=54, group="Chemotherapy"),
        ],
    ),
    "coefficients of a correlation are of no patients": (
        paper(
            TRIAL,
            ALLOCATED,
            "Correlation of scores",
            [["", "Blinatumomab", "Chemotherapy"]],
            [["Sleep", "0.44", "0.24"]],
        ),
        [],
    ),
    "a letter behind a bracket is the mark of a note": (
        paper(
            TRIAL,
            ALLOCATED,
            "Survival by treatment",
            [["", "Blinatumomab, %", "Chemotherapy, %", "HR (95% CI)b"]],
            [["2-year OS", "84", "73", "0.55 (0.35-0.89)"]],
        ),
        [
            row("OS", "84", "survival", 84, at=(2, "years"), group="Blinatumomab"),
            row("OS", "73", "survival", 73, at=(2, "years"), group="Chemotherapy"),
            contrast("OS", "0.55 (0.35-0.89)", "hazard_ratio", 0.55, ci=(0.35, 0.89), at=(2, "years")),
        ],
    ),
    "of a risk factor and what it is a factor of, the second is measured": (
        paper(
            TITLE,
            TREATED,
            "Relapse as a risk factor of overall survival",
            [["", "HR", "95% CI for HR", "P"]],
            [["Early relapse vs. late relapse", "2.66", "(1.34, 5.27)", "0.005"]],
        ),
        [
            contrast(
                "OS",
                "2.66\t(1.34, 5.27)",
                "hazard_ratio",
                2.66,
                ci=(1.34, 5.27),
                p_value=0.005,
                group="early relapse",
                comparator="late relapse",
            )
        ],
    ),
    "who the patients were: how many, and how old": (
        paper(
            TRIAL,
            ALLOCATED,
            "Baseline characteristics",
            ARMS,
            [
                ["Male sex, n (%)", "24 (44)", "13 (24)"],
                ["Median age, years", "9.5 (2 ~ 16)", "8 (1-17)"],
                ["Age <10 years, n (%)", "30 (56)", "31 (57)"],
            ],
        ),
        [
            row("N", "n = 54", "count", total=54, group="Blinatumomab"),
            row("N", "n = 54", "count", total=54, group="Chemotherapy"),
            row("AGE", "9.5 (2 ~ 16)", "median", 9.5, spread=("range", 2, 16), unit="years", group="Blinatumomab"),
            row("AGE", "8 (1-17)", "median", 8, spread=("range", 1, 17), unit="years", group="Chemotherapy"),
        ],
    ),
    "ages are in years where no unit is told, and a share is no group": (
        paper(
            TITLE,
            TREATED,
            "Characteristics of the patients",
            [["", "100.0% (n = 40)", "Older group (n = 20)"]],
            [["Mean (SD) age", "9.5 (3)", "8 (2)"], ["Age in months, median", "115", "96"], ["Male", "22", "11"]],
        ),
        [
            row("N", "n = 20", "count", total=20, group="Older group"),
            row("AGE", "8 (2)", "mean", 8, spread=("sd", 2), unit="years", group="Older group"),
            row("AGE", "96", "median", 96, unit="months", group="Older group"),
        ],
    ),
    "how many there were may stand in a line of its own": (
        paper(
            TRIAL,
            ALLOCATED,
            "Patient characteristics",
            [["", "Blinatumomab", "Chemotherapy"]],
            [["No. of patients", "54", "53"], ["Male", "20", "21"]],
        ),
        [
            row("N", "54", "count", total=54, group="Blinatumomab"),
            row("N", "53", "count", total=53, group="Chemotherapy"),
        ],
    ),
}


@pytest.mark.parametrize(("record", "expected"), TABLES.values(), ids=list(TABLES))
def test_lines_and_headings_say_what_cells_are_of(extractor, record, expected):
    assert as_rows(rows_of_table(extractor, record), expected) == expected
