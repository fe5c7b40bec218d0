"""Rows of survival: overall, event-free and their kin, at a time or in the median."""

import pytest

from tests.extract.rows import as_rows, contrast, found_in_study, row, therapies

ROWS = [
    (
        "Event-free survival at 2\u2009years was 68·5% (95%\u00a0CI 52·1–80·3).",
        [row("EFS", "68·5% (95%\u00a0CI 52·1–80·3)", "survival", 68.5, ci=(52.1, 80.3), at=(2, "years"))],
    ),
    (
        "Overall survival at 2 years was 68.5% (95% CI, 52.1%-80.3%).",
        [row("OS", "68.5% (95% CI, 52.1%-80.3%)", "survival", 68.5, ci=(52.1, 80.3), at=(2, "years"))],
    ),
    (
        "The 3-year event-free survival was 61 ± 7%.",
        [row("EFS", "61 ± 7%", "survival", 61, at=(3, "years"), spread=("se", 7))],
    ),
    (
        "The median overall survival was 14.2 months (95% CI, 9.8-20.1).",
        [row("OS", "14.2 months (95% CI, 9.8-20.1)", "median", 14.2, unit="months", ci=(9.8, 20.1))],
    ),
    ("Median event-free survival was 7.3 months.", [row("EFS", "7.3 months", "median", 7.3, unit="months")]),
    (
        "Relapse-free survival was 55% at 18 months and 48% at 36 months.",
        [row("RFS", "55%", "survival", 55, at=(18, "months")), row("RFS", "48%", "survival", 48, at=(36, "months"))],
    ),
    (
        "At 2 and 5 years, overall survival was 80% and 70%.",
        [row("OS", "80%", "survival", 80, at=(2, "years")), row("OS", "70%", "survival", 70, at=(5, "years"))],
    ),
    ("Alive at last follow-up were 30 of 40 children.", [row("OS", "30 of 40", "survival", events=30, total=40)]),
    ("Time to progression was 8 months in the median.", [row("PFS", "8 months", "median", 8, unit="months")]),
    ("The median time to treatment failure was 6.1 months.", [row("EFS", "6.1 months", "median", 6.1, unit="months")]),
    (
        "Leukemia-free survival at 3 years was 49% (SE 5%).",
        [row("LFS", "49% (SE 5%)", "survival", 49, at=(3, "years"), spread=("se", 5))],
    ),
    ("GVHD-free, relapse-free survival was 38% at one year.", [row("GRFS", "38%", "survival", 38, at=(1, "years"))]),
    (
        "Event-free survival was 52% ± 8% at 4 years.",
        [row("EFS", "52% ± 8%", "survival", 52, at=(4, "years"), spread=("se", 8))],
    ),
    (
        "Children with MRD negativity had a 5-year overall survival of 88%.",
        [row("OS", "88%", "survival", 88, at=(5, "years"), group="Children with MRD negativity")],
    ),
    (
        "High tumor burden lowered event-free survival (HR 1.9; p=0.04).",
        [contrast("EFS", "HR 1.9", "hazard_ratio", 1.9, p_value=0.04)],
    ),
    (
        "Complete remission was associated with survival (OR, 3.2; 95% CI, 1.4-7.3).",
        [contrast("OS", "OR, 3.2; 95% CI, 1.4-7.3", "odds_ratio", 3.2, ci=(1.4, 7.3), group="complete remission")],
    ),
    ("The study had 80% power to detect a difference of 15%.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), ROWS)
def test_a_sentence_on_survival_gives_its_rows(extractor, sentence, expected):
    found = found_in_study(extractor, sentence)
    assert as_rows(found, expected) == expected
    assert therapies(found) <= {("blinatumomab",)}
