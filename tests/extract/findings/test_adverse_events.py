"""Rows of adverse events, with their grades."""

import pytest

from tests.extract.rows import as_rows, found_in_study, row, therapies

ROWS = [
    (
        "Cytokine release syndrome occurred in 17 children (42.5%).",
        [row("CRS", "17 children (42.5%)", "proportion", 42.5, events=17, filled=40)],
    ),
    ("No patient had severe cytokine release syndrome.", [row("CRS", "No patient", "count", events=0, filled=40)]),
    (
        "Cytokine release syndrome of grade 3 or higher occurred in 2 of 40 children (5%).",
        [row("CRS", "2 of 40 children (5%)", "proportion", 5, events=2, total=40, grade=">=3")],
    ),
    (
        "Grade 3-4 neutropenia was seen in 45% of children.",
        [row("AE", "45%", "proportion", 45, grade="3-4", measure_text="neutropenia")],
    ),
    ("One child had grade 3 neurotoxicity.", [row("ICANS", "One child", "count", events=1, filled=40, grade="3")]),
    (
        "Fever, neutropenia and seizures occurred in 60%, 45% and 5% of children, respectively.",
        [
            row("AE", "60%", "proportion", 60, measure_text="Fever"),
            row("AE", "45%", "proportion", 45, measure_text="neutropenia"),
            row("AE", "5%", "proportion", 5, measure_text="seizures"),
        ],
    ),
    (
        "Fever (60%), anemia (30%) and seizures (5%) were the commonest adverse events.",
        [
            row("AE", "60%", "proportion", 60, measure_text="Fever"),
            row("AE", "30%", "proportion", 30, measure_text="anemia"),
            row("AE", "5%", "proportion", 5, measure_text="seizures"),
        ],
    ),
    (
        "Acute graft-versus-host disease of grade 2-4 developed in 8 of 20 children.",
        [row("GVHD_ACUTE", "8 of 20", "proportion", events=8, total=20, grade="2-4")],
    ),
    ("Chronic GVHD was seen in 15%.", [row("GVHD_CHRONIC", "15%", "proportion", 15)]),
    (
        "None of the children had seizures.",
        [row("AE", "None of the children", "count", events=0, filled=40, measure_text="seizures")],
    ),
    (
        "Graft failure occurred in 2 of 20 children.",
        [row("AE", "2 of 20", "proportion", events=2, total=20, measure_text="Graft failure")],
    ),
    (
        "Infections were seen in 35% of children; sepsis in 5%.",
        [
            row("AE", "35%", "proportion", 35, measure_text="Infections"),
            row("AE", "5%", "proportion", 5, measure_text="sepsis"),
        ],
    ),
    (
        "Febrile neutropenia occurred in 18 children (45%), and 3 children (7.5%) had seizures.",
        [
            row("AE", "18 children (45%)", "proportion", 45, events=18, filled=40, measure_text="Febrile neutropenia"),
            row("AE", "3 children (7.5%)", "proportion", 7.5, events=3, filled=40, measure_text="seizures"),
        ],
    ),
    (
        "Any adverse event of grade >=3 was reported in 72%.",
        [row("AE", "72%", "proportion", 72, grade=">=3", measure_text="Any adverse event")],
    ),
    (
        "Serious adverse events were reported in 12 children (30%).",
        [row("AE", "12 children (30%)", "proportion", 30, events=12, filled=40, measure_text="Serious adverse events")],
    ),
    ("Neurologic events occurred in 20%.", [row("ICANS", "20%", "proportion", 20)]),
    (
        "Hypogammaglobulinemia persisted for a median of 8 months.",
        [row("AE", "8 months", "median", 8, unit="months", measure_text="Hypogammaglobulinemia")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), ROWS)
def test_a_sentence_on_adverse_events_gives_its_rows(extractor, sentence, expected):
    found = found_in_study(extractor, sentence)
    assert as_rows(found, expected) == expected
    assert therapies(found) <= {("blinatumomab",)}
