"""Rows of tables: small tables of invented figures, and the rows expected of them."""

import dataclasses

import pytest

from pipeline.extract import Extractor, Rules
from pipeline.resources import lexicon
from tests.extract.rows import ALLOCATED, TITLE, TREATED, TRIAL, as_rows, contrast, row
from tests.extract.tables import cell, paper, rows_of_table

ARMS = ["", "Blinatumomab (n = 54)", "Chemotherapy (n = 54)"]
EVENTS = "Adverse events, n (%)"

TABLES = {
    "adverse events by arm and grade": (
        paper(
            TRIAL,
            ALLOCATED,
            "Adverse events by treatment",
            [
                [
                    cell("Event", rows=2),
                    cell("Blinatumomab (n = 54)", columns=2),
                    cell("Chemotherapy (n = 54)", columns=2),
                ],
                ["All grades, n (%)", "Grade 3-4, n (%)", "All grades, n (%)", "Grade 3-4, n (%)"],
            ],
            [["Fever", "27 (50.0)", "5 (9.3)", "18 (33.3)", "2 (3.7)"]],
        ),
        [
            row("AE", "27 (50.0)", "proportion", 50, events=27, filled=54, group="Blinatumomab", measure_text="Fever"),
            row("AE", "5 (9.3)", "proportion", 9.3, events=5, filled=54, group="Blinatumomab", grade="3-4"),
            row("AE", "18 (33.3)", "proportion", 33.3, events=18, filled=54, group="Chemotherapy"),
            row("AE", "2 (3.7)", "proportion", 3.7, events=2, filled=54, group="Chemotherapy", grade="3-4"),
        ],
    ),
    "grades without their word, where the table is of toxicity": (
        paper(
            TITLE,
            TREATED,
            "Worst grade of toxicity, number (%) of children",
            [["", "1", "2", "≥3"]],
            [["Neutropenia", "4 (10)", "8 (20)", "20 (50)"]],
        ),
        [
            row("AE", "4 (10)", "proportion", 10, events=4, filled=40, grade="1"),
            row("AE", "8 (20)", "proportion", 20, events=8, filled=40, grade="2"),
            row("AE", "20 (50)", "proportion", 50, events=20, filled=40, grade=">=3"),
        ],
    ),
    "responses by arm, with the p-value on each arm's row": (
        paper(
            TRIAL,
            ALLOCATED,
            "Response to treatment, n (%)",
            [[*ARMS, "P value"]],
            [
                ["Complete remission", "24 (44.4)", "13 (24.1)", "0.03"],
                ["Partial remission", "6 (11.1)", "9 (16.7)", "NS"],
            ],
        ),
        [
            row("CR", "24 (44.4)", "proportion", 44.4, events=24, filled=54, group="Blinatumomab", p_value=0.03),
            row("CR", "13 (24.1)", "proportion", 24.1, events=13, filled=54, group="Chemotherapy", p_value=0.03),
            row("PR", "6 (11.1)", "proportion", 11.1, events=6, filled=54, group="Blinatumomab"),
            row("PR", "9 (16.7)", "proportion", 16.7, events=9, filled=54, group="Chemotherapy"),
        ],
    ),
    "a hazard ratio beside medians: the p-value is the contrast's": (
        paper(
            TRIAL,
            ALLOCATED,
            "Survival by treatment",
            [["", "Blinatumomab", "Chemotherapy", "HR (95% CI), blinatumomab vs chemotherapy", "P"]],
            [
                [
                    "Median overall survival, months (95% CI)",
                    "7.7 (5.6-9.6)",
                    "4.0 (2.9-5.3)",
                    "0.71 (0.55-0.93)",
                    "0.01",
                ]
            ],
        ),
        [
            row("OS", "7.7 (5.6-9.6)", "median", 7.7, ci=(5.6, 9.6), unit="months", group="Blinatumomab"),
            row("OS", "4.0 (2.9-5.3)", "median", 4.0, ci=(2.9, 5.3), unit="months", group="Chemotherapy"),
            contrast(
                "OS",
                "0.71 (0.55-0.93)",
                "hazard_ratio",
                0.71,
                ci=(0.55, 0.93),
                p_value=0.01,
                group="blinatumomab",
                comparator="chemotherapy",
            ),
        ],
    ),
    "number and share in columns of their own": (
        paper(
            TRIAL,
            ALLOCATED,
            "Relapses",
            [
                ["", cell("Blinatumomab (n = 54)", columns=2), cell("Chemotherapy (n = 54)", columns=2)],
                ["", "No.", "%", "No.", "%"],
            ],
            [["Relapse", "10", "18.5", "20", "37.0"]],
        ),
        [
            row("RELAPSE", "10\t18.5", "proportion", 18.5, events=10, filled=54, group="Blinatumomab"),
            row("RELAPSE", "20\t37.0", "proportion", 37.0, events=20, filled=54, group="Chemotherapy"),
        ],
    ),
    "a row that tells how many each group has": (
        paper(
            TRIAL,
            ALLOCATED,
            "Adverse events",
            [["", "Blinatumomab", "Chemotherapy"]],
            [["n", "52", "50"], ["Nausea", "13 (25)", "20 (40)"]],
        ),
        [
            row("AE", "13 (25)", "proportion", 25, events=13, filled=52, group="Blinatumomab"),
            row("AE", "20 (40)", "proportion", 40, events=20, filled=50, group="Chemotherapy"),
        ],
    ),
    "groups down the stub, times across the head": (
        paper(
            TRIAL,
            ALLOCATED,
            "Pain scores, mean (SD)",
            [["Measure", "Group", "Baseline", "6 months"]],
            [
                [cell("Worst pain", rows=2), cell("Blinatumomab", header=True), "6.3 (2.7)", "3.5 (1.3)"],
                [cell("Chemotherapy", header=True), "6.2 (2.5)", "4.3 (1.1)"],
            ],
        ),
        [
            row(
                "OTHER",
                "6.3 (2.7)",
                "mean",
                6.3,
                spread=("sd", 2.7),
                group="Blinatumomab",
                measure_text="Worst pain, Baseline",
            ),
            row("OTHER", "3.5 (1.3)", "mean", 3.5, spread=("sd", 1.3), group="Blinatumomab", at=(6, "months")),
            row("OTHER", "6.2 (2.5)", "mean", 6.2, spread=("sd", 2.5), group="Chemotherapy"),
            row("OTHER", "4.3 (1.1)", "mean", 4.3, spread=("sd", 1.1), group="Chemotherapy", at=(6, "months")),
        ],
    ),
    "indentation: what stands further right belongs to what it is under": (
        paper(
            TITLE,
            TREATED,
            EVENTS,
            [["Event", "n (%)"]],
            [["Infection", "9 (22.5)"], ["  Candida", "4 (10)"], ["  Other", "5 (12.5)"], ["Rash", "2 (5)"]],
        ),
        [
            row("AE", "9 (22.5)", "proportion", 22.5, events=9, filled=40, measure_text="Infection"),
            row("AE", "4 (10)", "proportion", 10, events=4, filled=40, measure_text="Infection, Candida"),
            row("AE", "5 (12.5)", "proportion", 12.5, events=5, filled=40, measure_text="Infection, Other"),
            row("AE", "2 (5)", "proportion", 5, events=2, filled=40, measure_text="Rash"),
        ],
    ),
    "headings across the table": (
        paper(
            TITLE,
            TREATED,
            "Toxicity, number (%)",
            [["Event", "Children"]],
            [
                [cell("Neurotoxicity", columns=2)],
                ["Grade 1-2", "6 (15)"],
                ["Grade 3", "1 (2.5)"],
                [cell("Fever", columns=2)],
                ["Grade 1-2", "20 (50)"],
            ],
        ),
        [
            row("ICANS", "6 (15)", "proportion", 15, events=6, filled=40, grade="1-2"),
            row("ICANS", "1 (2.5)", "proportion", 2.5, events=1, filled=40, grade="3"),
            row("AE", "20 (50)", "proportion", 50, events=20, filled=40, grade="1-2", measure_text="Fever"),
        ],
    ),
    "a note says what the cells hold": (
        paper(
            TITLE,
            TREATED,
            "Outcomes of all children",
            [["Outcome", "Children"]],
            [["Complete remission*", "24 (60)"], ["Relapse", "8 (20)†"]],
            ["Values are number (percentage) of children.", "* At day 29.", "† Two after transplantation."],
        ),
        [
            row("CR", "24 (60)", "proportion", 60, events=24, filled=40, measure_text="Complete remission"),
            row("RELAPSE", "8 (20)", "proportion", 20, events=8, filled=40),
        ],
    ),
    "fractions, and rates at a time": (
        paper(
            TITLE,
            TREATED,
            "Outcome",
            [["", "Children", "2-year overall survival, % (95% CI)"]],
            [["Complete remission, n/N (%)", "24/40 (60)", ""], ["All children", "", "71 (55-83)"]],
        ),
        [
            row("CR", "24/40 (60)", "proportion", 60, events=24, total=40),
            row("OS", "71 (55-83)", "survival", 71, ci=(55, 83), at=(2, "years")),
        ],
    ),
    "a regression: levels against the reference, and a factor told with both": (
        paper(
            TITLE,
            TREATED,
            "Multivariable Cox regression for overall survival",
            [["Factor", "HR", "95% CI", "P value"]],
            [
                ["Sex", "", "", ""],
                ["  Male", "1.00", "", ""],
                ["  Female", "0.82", "0.60-1.12", "0.21"],
                ["Age (>10 vs ≤10 years)", "1.75", "1.20-2.55", "0.004"],
            ],
        ),
        [
            contrast(
                "OS",
                "0.82\t0.60-1.12",
                "hazard_ratio",
                0.82,
                ci=(0.60, 1.12),
                p_value=0.21,
                group="female",
                comparator="Male",
            ),
            contrast(
                "OS",
                "1.75\t1.20-2.55",
                "hazard_ratio",
                1.75,
                ci=(1.20, 2.55),
                p_value=0.004,
                group="age >10",
                comparator="Age ≤10 years",
            ),
        ],
    ),
    "one row a patient: counted, and marked as inferred": (
        paper(
            TITLE,
            TREATED,
            "Course of four children",
            [["Patient No.", "Prior response", "CR", "Alive", "Weight (kg)"]],
            [
                ["1", "CR", "Y", "Y", "20"],
                ["2", "PR", "Y", "N", "31"],
                ["3", "CR", "N", "N", "25"],
                ["4", "CR", "Y", "Y", "18"],
            ],
        ),
        [
            row("CR", "CR", "proportion", events=3, total=4, inferred=("events", "total")),
            row("OS", "Alive", "survival", events=2, total=4, unit=None, inferred=("events", "total")),
        ],
    ),
    "one row a patient: what became of each": (
        paper(
            TITLE,
            TREATED,
            "Children and their courses",
            [["Case", "Best response"]],
            [["1", "CR"], ["2", "CR"], ["3", "PD"], ["4", "PR"]],
        ),
        [
            row("CR", "Best response", "proportion", events=2, total=4, inferred=("events", "total")),
            row("PD", "Best response", "proportion", events=1, total=4, inferred=("events", "total")),
            row("PR", "Best response", "proportion", events=1, total=4, inferred=("events", "total")),
        ],
    ),
    "causes of death are deaths": (
        paper(
            TRIAL,
            ALLOCATED,
            "Causes of death, n (%)",
            [ARMS],
            [["Infection", "3 (5.6)", "6 (11.1)"]],
        ),
        [
            row(
                "DEATH",
                "3 (5.6)",
                "proportion",
                5.6,
                events=3,
                filled=54,
                group="Blinatumomab",
                measure_text="Infection",
            ),
            row(
                "DEATH",
                "6 (11.1)",
                "proportion",
                11.1,
                events=6,
                filled=54,
                group="Chemotherapy",
                measure_text="Infection",
            ),
        ],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_gives_these_rows(extractor, name):
    record, expected = TABLES[name]

    found = rows_of_table(extractor, record)

    assert as_rows(found, expected) == expected


NOTHING = {
    "what the patients were before": paper(
        TRIAL,
        ALLOCATED,
        "Baseline characteristics",
        [["", "Blinatumomab", "Chemotherapy"]],
        [["Male sex, n (%)", "30 (55.6)", "29 (53.7)"], ["Infection, n (%)", "3 (5.6)", "6 (11.1)"]],
    ),
    "a baseline table by its rows alone": paper(
        TRIAL,
        ALLOCATED,
        "Study groups",
        [["", "Blinatumomab", "Chemotherapy"]],
        [
            ["Age, years", "9", "8"],
            ["Male, n (%)", "30 (55.6)", "29 (53.7)"],
            ["Prior transplantation", "12 (22.2)", "10 (18.5)"],
        ],
    ),
    "a column that nobody understands": paper(
        TRIAL,
        ALLOCATED,
        "Adverse events, n (%)",
        [["", "Left side", "Right side"]],
        [["Nausea", "12 (40)", "20 (50)"]],
    ),
    "numbers of which no header says what they are": paper(
        TRIAL,
        ALLOCATED,
        "Adverse events",
        [["", "Blinatumomab", "Chemotherapy"]],
        [["Nausea", "12", "20"]],
    ),
    "ratios of arms within subgroups": paper(
        TRIAL,
        ALLOCATED,
        "Overall survival by subgroup",
        [[*ARMS, "HR (95% CI)"]],
        [["Age ≥10", "12/20", "14/22", "0.71 (0.55-0.93)"], ["Female", "12/20", "14/22", "0.75 (0.55-0.96)"]],
    ),
    "an estimate outside of its interval": paper(
        TITLE,
        TREATED,
        "Cox regression for overall survival",
        [["Factor", "HR (95% CI)"]],
        [["Female", "0.40 (0.55-0.93)"]],
    ),
    "single over multiple, no parts of a whole": paper(
        TRIAL,
        ALLOCATED,
        "Organ toxicity",
        [["", "Blinatumomab", "Chemotherapy"]],
        [["Liver (single/multiple)", "4/8", "2/0"]],
    ),
}


@pytest.mark.parametrize("name", NOTHING)
def test_a_table_gives_no_rows(extractor, name):
    assert rows_of_table(extractor, NOTHING[name]) == []


def test_the_arms_therapies_are_those_of_the_rows(extractor):
    found = rows_of_table(extractor, TABLES["responses by arm, with the p-value on each arm's row"][0])

    given = {(finding.group, tuple(concept.name for concept in finding.therapies)) for finding in found}
    assert given == {("Blinatumomab", ("blinatumomab",)), ("Chemotherapy", ("chemotherapy",))}


def test_what_only_some_received_names_them(extractor):
    record = paper(TITLE, TREATED, "Adverse events after HSCT", [["Event", "n (%)"]], [["Rash", "3 (20)"]])

    (found,) = rows_of_table(extractor, record)

    assert (found.group, found.total) == ("HSCT", None)
    assert [concept.name for concept in found.therapies] == ["blinatumomab", "hsct"]


def test_a_control_group_did_without_what_is_tested(extractor):
    head = [["Event", "Treatment group (n = 20)", "Control group (n = 20)"]]
    record = paper(TITLE, TREATED, EVENTS, head, [["Rash", "3 (15)", "1 (5)"]])

    treated, control = rows_of_table(extractor, record)

    assert [concept.name for concept in treated.therapies] == ["blinatumomab"]
    assert control.therapies == ()


def test_a_row_says_which_rule_made_it_and_how_sure_it_is(extractor):
    known, unknown = (
        rows_of_table(extractor, TABLES[name][0])[0]
        for name in (
            "responses by arm, with the p-value on each arm's row",
            "groups down the stub, times across the head",
        )
    )

    assert known.rule == unknown.rule == "table outcomes"
    assert 1 >= known.score > unknown.score > 0


def test_the_sentence_of_a_row_is_its_line_of_the_table(extractor):
    record = TABLES["responses by arm, with the p-value on each arm's row"][0]

    lines = {finding.sentence.of(record.document.text) for finding in rows_of_table(extractor, record)}

    assert lines == {
        "Complete remission\t24 (44.4)\t13 (24.1)\t0.03",
        "Partial remission\t6 (11.1)\t9 (16.7)\tNS",
    }


def test_the_settings_hold_for_tables_too():
    plain = Extractor(
        [lexicon(name) for name in ("therapies", "drugs", "adverse_events")],
        lexicon("measures"),
        scispacy="off",
        rules=Rules(infer_totals=False, other_measures=False),
    )
    events = rows_of_table(plain, TABLES["a row that tells how many each group has"][0])

    assert [(each.events, each.total) for each in events] == [(13, None), (20, None)]
    assert rows_of_table(plain, TABLES["groups down the stub, times across the head"][0]) == []


def test_it_is_the_same_every_time(plain_extractor):
    for record, _ in TABLES.values():
        once, again = (rows_of_table(plain_extractor, record) for _ in range(2))
        assert [dataclasses.astuple(each) for each in once] == [dataclasses.astuple(each) for each in again]
