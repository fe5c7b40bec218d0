"""Rows of response: remission, minimal residual disease, how long a response lasts."""

import pytest

from tests.extract.rows import as_rows, found_in_study, row, therapies

ROWS = [
    ("Remission was seen in 71.4% of children.", [row("CR", "71.4%", "proportion", 71.4)]),
    (
        "Complete remission was achieved in 78.8% (26/33) of children.",
        [row("CR", "78.8% (26/33)", "proportion", 78.8, events=26, total=33)],
    ),
    (
        "Complete remission was achieved by 30 of 40 children.",
        [row("CR", "30 of 40", "proportion", events=30, total=40)],
    ),
    (
        "MRD-negative complete remission was reached by 24 children (60%).",
        [row("MRD_NEG", "24 children (60%)", "proportion", 60, events=24, filled=40)],
    ),
    (
        "The overall response rate was 82% (95% CI 66-92).",
        [row("ORR", "82% (95% CI 66-92)", "proportion", 82, ci=(66, 92))],
    ),
    (
        "Two children had a partial response and three had stable disease.",
        [row("PR", "Two children", "count", events=2, filled=40), row("SD", "three", "count", events=3, filled=40)],
    ),
    ("All children achieved complete remission.", [row("CR", "All children", "proportion", 100)]),
    ("The median duration of response was 11 months.", [row("DOR", "11 months", "median", 11, unit="months")]),
    (
        "Complete remission was seen in more than 85% of children.",
        [row("CR", "more than 85%", "proportion", 85, qualifier=">")],
    ),
    ("Complete remission was defined as fewer than 5% blasts.", []),
    (
        "The rate of complete remission was 65%, and 20 children (50%) were MRD-negative.",
        [
            row("CR", "65%", "proportion", 65),
            row("MRD_NEG", "20 children (50%)", "proportion", 50, events=20, filled=40),
        ],
    ),
    (
        "Complete remission and MRD negativity were seen in 65% and 50%.",
        [row("CR", "65%", "proportion", 65), row("MRD_NEG", "50%", "proportion", 50)],
    ),
    ("Pathologic complete response was seen in 18%.", [row("CR", "18%", "proportion", 18)]),
    ("The disease control rate was 70%.", [row("OTHER", "70%", "proportion", 70, measure_text="disease control rate")]),
    (
        "Molecular remission was achieved in 55% (22/40).",
        [row("MRD_NEG", "55% (22/40)", "proportion", 55, events=22, total=40)],
    ),
    (
        "Overall response was seen in 21 (53%) patients.",
        [row("ORR", "21 (53%)", "proportion", 53, events=21, filled=40)],
    ),
    (
        "Median time to response was 29 days.",
        [row("OTHER", "29 days", "median", 29, unit="days", measure_text="Median time to response")],
    ),
    (
        "Of the 40 children, 26 (65%) were in complete remission at day 28.",
        [
            row("N", "40 children", "count", total=40),
            row("CR", "26 (65%)", "proportion", 65, at=(28, "days"), events=26, filled=40),
        ],
    ),
    (
        "At day 28, 26 of 40 children were in complete remission.",
        [row("CR", "26 of 40", "proportion", at=(28, "days"), events=26, total=40)],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), ROWS)
def test_a_sentence_on_response_gives_its_rows(extractor, sentence, expected):
    found = found_in_study(extractor, sentence)
    assert as_rows(found, expected) == expected
    assert therapies(found) <= {("blinatumomab",)}
