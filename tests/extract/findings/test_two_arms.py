"""Rows of a trial of two arms: each figure has its arm, each comparison has both."""

import pytest

from tests.extract.rows import as_rows, contrast, found_in_trial, row

ARMS = {"group": "blinatumomab", "comparator": "chemotherapy"}

ROWS = [
    # A pair in brackets behind a difference is of its own, and tells nothing against it.
    (
        "Blinatumomab improved the response rate by 20% compared with chemotherapy (40% vs 20%).",
        [
            contrast("ORR", "20%", "difference", 20, unit="%", **ARMS),
            row("ORR", "40%", "proportion", 40, group="blinatumomab"),
            row("ORR", "20%", "proportion", 20, group="chemotherapy"),
        ],
    ),
    (
        "Blinatumomab prolonged median overall survival by 3 months compared with chemotherapy (8 vs 5 months).",
        [
            contrast("OS", "3 months", "difference", 3, unit="months", **ARMS),
            row("OS", "8", "median", 8, unit="months", group="blinatumomab"),
            row("OS", "5 months", "median", 5, unit="months", group="chemotherapy"),
        ],
    ),
    (
        "Complete remission was seen in 80% with blinatumomab versus 60% with chemotherapy (p = 0.03).",
        [
            row("CR", "80%", "proportion", 80, p_value=0.03, group="blinatumomab"),
            row("CR", "60%", "proportion", 60, p_value=0.03, group="chemotherapy"),
        ],
    ),
    (
        "Overall survival was 85.2% vs. 70.4% (hazard ratio [HR], 0.43; 95% CI, 0.18-1.01).",
        [
            row("OS", "85.2%", "survival", 85.2, group="Blinatumomab"),
            row("OS", "70.4%", "survival", 70.4, group="chemotherapy"),
            contrast("OS", "hazard ratio [HR], 0.43; 95% CI, 0.18-1.01", "hazard_ratio", 0.43, ci=(0.18, 1.01), **ARMS),
        ],
    ),
    (
        "The hazard ratio for relapse was 0.51 (95% CI 0.31-0.82; p=0.006) "
        "for blinatumomab compared with chemotherapy.",
        [
            contrast(
                "RELAPSE",
                "hazard ratio for relapse was 0.51 (95% CI 0.31-0.82",
                "hazard_ratio",
                0.51,
                ci=(0.31, 0.82),
                p_value=0.006,
                **ARMS,
            )
        ],
    ),
    (
        "Median overall survival was 14.7 versus 8.4 months (HR 0.62, 95% CI 0.44-0.88, p = 0.007).",
        [
            row("OS", "14.7", "median", 14.7, unit="months", group="Blinatumomab"),
            row("OS", "8.4 months", "median", 8.4, unit="months", group="chemotherapy"),
            contrast("OS", "HR 0.62, 95% CI 0.44-0.88", "hazard_ratio", 0.62, ci=(0.44, 0.88), p_value=0.007, **ARMS),
        ],
    ),
    (
        "Grade 3 adverse events occurred in 57.4% and 82.4% of patients "
        "given blinatumomab and chemotherapy, respectively.",
        [
            row("AE", "57.4%", "proportion", 57.4, grade="3", group="blinatumomab", measure_text="adverse events"),
            row("AE", "82.4%", "proportion", 82.4, grade="3", group="chemotherapy", measure_text="adverse events"),
        ],
    ),
    (
        "Relapse occurred in 13 of 54 children in the blinatumomab group and 26 of 54 in the chemotherapy group.",
        [
            row("RELAPSE", "13 of 54", "proportion", events=13, total=54, group="blinatumomab group"),
            row("RELAPSE", "26 of 54", "proportion", events=26, total=54, group="chemotherapy group"),
        ],
    ),
    ("There was no significant difference in overall survival.", []),
    (
        "The odds of remission were higher with blinatumomab (odds ratio 2.4; 95% CI 1.1-5.2).",
        [contrast("CR", "odds ratio 2.4; 95% CI 1.1-5.2", "odds_ratio", 2.4, ci=(1.1, 5.2), **ARMS)],
    ),
    (
        "The difference in complete remission was 20% (95% CI, 4 to 36).",
        [contrast("CR", "20% (95% CI, 4 to 36)", "difference", 20, unit="%", ci=(4, 36), **ARMS)],
    ),
    (
        "The complete remission rate was 80% in the blinatumomab arm and 60% in the chemotherapy arm.",
        [
            row("CR", "80%", "proportion", 80, group="blinatumomab arm"),
            row("CR", "60%", "proportion", 60, group="chemotherapy arm"),
        ],
    ),
    (
        "Grade >=3 infections were seen in 20% with blinatumomab compared with 41% with chemotherapy (p = .01).",
        [
            row(
                "AE",
                "20%",
                "proportion",
                20,
                p_value=0.01,
                grade=">=3",
                group="blinatumomab",
                measure_text="infections",
            ),
            row(
                "AE",
                "41%",
                "proportion",
                41,
                p_value=0.01,
                grade=">=3",
                group="chemotherapy",
                measure_text="infections",
            ),
        ],
    ),
    (
        "Three-year overall survival was 72% (95% CI 60-84) with blinatumomab "
        "and 51% (95% CI 38-64) with chemotherapy.",
        [
            row("OS", "72% (95% CI 60-84)", "survival", 72, ci=(60, 84), at=(3, "years"), group="blinatumomab"),
            row("OS", "51% (95% CI 38-64)", "survival", 51, ci=(38, 64), at=(3, "years"), group="chemotherapy"),
        ],
    ),
    (
        "Blinatumomab improved event-free survival over chemotherapy (hazard ratio 0.33; 95% CI 0.18-0.61; P<.001).",
        [
            contrast(
                "EFS",
                "hazard ratio 0.33; 95% CI 0.18-0.61",
                "hazard_ratio",
                0.33,
                ci=(0.18, 0.61),
                p_value=0.001,
                p_qualifier="<",
                **ARMS,
            )
        ],
    ),
    (
        "Relapse was rarer after blinatumomab than after chemotherapy (24% vs 50%; p = 0.004).",
        [
            row("RELAPSE", "24%", "proportion", 24, p_value=0.004, group="blinatumomab"),
            row("RELAPSE", "50%", "proportion", 50, p_value=0.004, group="chemotherapy"),
        ],
    ),
    ("Median age was 6 years.", [row("AGE", "6 years", "median", 6, unit="years")]),
    (
        "MRD negativity was reached by 44 of 49 children with blinatumomab and 26 of 48 with chemotherapy.",
        [
            row("MRD_NEG", "44 of 49", "proportion", events=44, total=49, group="blinatumomab"),
            row("MRD_NEG", "26 of 48", "proportion", events=26, total=48, group="chemotherapy"),
        ],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), ROWS)
def test_a_sentence_on_a_trial_of_two_arms_gives_its_rows(extractor, sentence, expected):
    found = found_in_trial(extractor, sentence)
    assert as_rows(found, expected) == expected
    for finding in found:
        if finding.group is not None:
            (therapy,) = finding.therapies
            assert therapy.name in finding.group.lower()


def test_a_pair_told_in_a_part_of_the_patients_is_of_the_two_arms_in_it(extractor):
    found = found_in_trial(
        extractor, "Remission was 47% vs. 49% in the younger group and 60% vs. 41% in the older group."
    )
    assert [row.group.lower() for row in found][:2] == ["blinatumomab, younger group", "chemotherapy, younger group"]
    assert [row.therapies[0].name for row in found][:2] == ["blinatumomab", "chemotherapy"]
