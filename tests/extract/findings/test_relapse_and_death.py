"""Rows of relapse, death and death of the treatment."""

import pytest

from tests.extract.rows import as_rows, contrast, found_in_study, row, therapies

ROWS = [
    (
        "The 2-year cumulative incidence of relapse was 24.5% (95% CI 12.1-39.0).",
        [row("RELAPSE", "24.5% (95% CI 12.1-39.0)", "cumulative_incidence", 24.5, ci=(12.1, 39), at=(2, "years"))],
    ),
    ("Three children relapsed.", [row("RELAPSE", "Three children", "count", events=3, filled=40)]),
    (
        "Twelve children (30%) relapsed.",
        [row("RELAPSE", "Twelve children (30%)", "proportion", 30, events=12, filled=40)],
    ),
    ("There were 25 relapses.", [row("RELAPSE", "25 relapses", "count", events=25, filled=40)]),
    ("No deaths were related to treatment.", [row("NRM", "No deaths", "count", events=0, filled=40)]),
    (
        "There were no treatment-related deaths.",
        [row("NRM", "no treatment-related deaths", "count", events=0, filled=40)],
    ),
    ("No patient died.", [row("DEATH", "No patient", "count", events=0, filled=40)]),
    ("Four children died of infection.", [row("DEATH", "Four children", "count", events=4, filled=40)]),
    ("Non-relapse mortality was 5% at 100 days.", [row("NRM", "5%", "cumulative_incidence", 5, at=(100, "days"))]),
    ("The 30-day mortality was 2.5%.", [row("DEATH", "2.5%", "cumulative_incidence", 2.5, at=(30, "days"))]),
    ("Nearly 40% of children relapsed.", [row("RELAPSE", "Nearly 40%", "proportion", 40, qualifier="~")]),
    ("Treatment-related mortality was 4%.", [row("NRM", "4%", "proportion", 4)]),
    (
        "The median time to relapse was 6 months (range, 2-14 months).",
        [row("RELAPSE", "6 months (range, 2-14 months)", "median", 6, unit="months", spread=("range", 2, 14))],
    ),
    (
        "The hazard ratio for death was 2.1 (95% CI, 1.2-3.7; P = .01) in patients with high tumor burden.",
        [
            contrast(
                "DEATH",
                "hazard ratio for death was 2.1 (95% CI, 1.2-3.7",
                "hazard_ratio",
                2.1,
                ci=(1.2, 3.7),
                p_value=0.01,
                group="patients with high tumor burden",
            )
        ],
    ),
    ("Mortality was 0%.", [row("DEATH", "0%", "proportion", 0)]),
]


@pytest.mark.parametrize(("sentence", "expected"), ROWS)
def test_a_sentence_on_relapse_or_death_gives_its_rows(extractor, sentence, expected):
    found = found_in_study(extractor, sentence)
    assert as_rows(found, expected) == expected
    assert therapies(found) <= {("blinatumomab",)}
