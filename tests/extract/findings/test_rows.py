"""Sentences and abstracts, and the rows of the outcome table that they give."""

import dataclasses

import pytest

from pipeline.schema import OUTCOME_COLUMNS, Finding
from tests.extract.builders import record

TITLE = "Blinatumomab in children with relapsed leukemia"
TREATED = "We treated 40 children with blinatumomab."
TRIAL = "Blinatumomab versus chemotherapy in children with relapsed leukemia: a randomized trial"
ALLOCATED = "Children were randomly assigned to blinatumomab (n = 54) or chemotherapy (n = 54)."

#: Told of every row: a figure that a case does not name must not be there.
FIGURES = (
    *("value", "unit", "qualifier", "events", "total", "ci_low", "ci_high", "ci_level", "low", "high", "spread"),
    *("p_value", "p_qualifier", "time_value", "time_unit", "grade"),
)


def row(measure, quote, statistic, *, kind="arm", attribution="own", **fields):
    """An arm row; of percentages the unit is understood, of a row of the whole study the missing group."""
    share = statistic in ("proportion", "survival", "cumulative_incidence") and "value" in fields
    figures = {"unit": "%" if share else None, "inferred": (), "group": None, "comparator": None} | fields
    told = dict.fromkeys(FIGURES) | figures | {"attribution": attribution}
    return {"kind": kind, "measure": measure, "quote": quote, "statistic": statistic} | told


def contrast(measure, quote, statistic, **fields):
    if statistic == "difference":
        fields = {"unit": "%"} | fields
    return row(measure, quote, statistic, kind="contrast", **fields)


def seen(finding: Finding):
    return {field.name: getattr(finding, field.name) for field in dataclasses.fields(finding)}


def check(findings, expected):
    """That the findings are the rows expected, all of them, in their order."""
    found = [seen(finding) for finding in findings]
    for each in found:
        each["group"] = each["group"] and each["group"].lower()
    wanted = [{**each, "group": each["group"] and each["group"].lower()} for each in expected]
    shown = [
        {name: value for name, value in each.items() if name in (wanted[place] if place < len(wanted) else each)}
        for place, each in enumerate(found)
    ]
    assert shown == wanted


ONE_GROUP = [
    (
        "Event-free survival at 2\u2009years was 68·5% (95%\u00a0CI 52·1–80·3).",
        [
            row(
                "EFS",
                "68·5% (95%\u00a0CI 52·1–80·3)",
                "survival",
                value=68.5,
                ci_low=52.1,
                ci_high=80.3,
                ci_level=95,
                time_value=2,
                time_unit="years",
            )
        ],
    ),
    ("Remission was seen in 71.4% of children.", [row("CR", "71.4%", "proportion", value=71.4)]),
    (
        "Complete remission was achieved in 78.8% (26/33) of children.",
        [row("CR", "78.8% (26/33)", "proportion", value=78.8, events=26, total=33)],
    ),
    (
        "Complete remission was achieved by 30 of 40 children.",
        [row("CR", "30 of 40", "proportion", events=30, total=40)],
    ),
    (
        "MRD-negative complete remission was reached by 24 children (60%).",
        [row("MRD_NEG", "24 children (60%)", "proportion", value=60, events=24, total=40, inferred=("total",))],
    ),
    (
        "The overall response rate was 82% (95% CI 66-92).",
        [row("ORR", "82% (95% CI 66-92)", "proportion", value=82, ci_low=66, ci_high=92, ci_level=95)],
    ),
    (
        "Two children had a partial response and three had stable disease.",
        [
            row("PR", "Two children", "count", events=2, total=40, inferred=("total",)),
            row("SD", "three", "count", events=3, total=40, inferred=("total",)),
        ],
    ),
    (
        "Overall survival at 2 years was 68.5% (95% CI, 52.1%-80.3%).",
        [
            row(
                "OS",
                "68.5% (95% CI, 52.1%-80.3%)",
                "survival",
                value=68.5,
                ci_low=52.1,
                ci_high=80.3,
                ci_level=95,
                time_value=2,
                time_unit="years",
            )
        ],
    ),
    (
        "The 3-year event-free survival was 61 ± 7%.",
        [row("EFS", "61 ± 7%", "survival", value=61, low=7, spread="se", time_value=3, time_unit="years")],
    ),
    (
        "The median overall survival was 14.2 months (95% CI, 9.8-20.1).",
        [
            row(
                "OS",
                "14.2 months (95% CI, 9.8-20.1)",
                "median",
                value=14.2,
                unit="months",
                ci_low=9.8,
                ci_high=20.1,
                ci_level=95,
            )
        ],
    ),
    ("Median event-free survival was 7.3 months.", [row("EFS", "7.3 months", "median", value=7.3, unit="months")]),
    (
        "Relapse-free survival was 55% at 18 months and 48% at 36 months.",
        [
            row("RFS", "55%", "survival", value=55, time_value=18, time_unit="months"),
            row("RFS", "48%", "survival", value=48, time_value=36, time_unit="months"),
        ],
    ),
    (
        "At 2 and 5 years, overall survival was 80% and 70%.",
        [
            row("OS", "80%", "survival", value=80, time_value=2, time_unit="years"),
            row("OS", "70%", "survival", value=70, time_value=5, time_unit="years"),
        ],
    ),
    (
        "The 2-year cumulative incidence of relapse was 24.5% (95% CI 12.1-39.0).",
        [
            row(
                "RELAPSE",
                "24.5% (95% CI 12.1-39.0)",
                "cumulative_incidence",
                value=24.5,
                ci_low=12.1,
                ci_high=39,
                ci_level=95,
                time_value=2,
                time_unit="years",
            )
        ],
    ),
    ("Three children relapsed.", [row("RELAPSE", "Three children", "count", events=3, total=40, inferred=("total",))]),
    (
        "Twelve children (30%) relapsed.",
        [row("RELAPSE", "Twelve children (30%)", "proportion", value=30, events=12, total=40, inferred=("total",))],
    ),
    ("There were 25 relapses.", [row("RELAPSE", "25 relapses", "count", events=25, total=40, inferred=("total",))]),
    (
        "No deaths were related to treatment.",
        [row("NRM", "No deaths", "count", events=0, total=40, inferred=("total",))],
    ),
    (
        "There were no treatment-related deaths.",
        [row("NRM", "no treatment-related deaths", "count", events=0, total=40, inferred=("total",))],
    ),
    ("No patient died.", [row("DEATH", "No patient", "count", events=0, total=40, inferred=("total",))]),
    (
        "Four children died of infection.",
        [row("DEATH", "Four children", "count", events=4, total=40, inferred=("total",))],
    ),
    (
        "Non-relapse mortality was 5% at 100 days.",
        [row("NRM", "5%", "cumulative_incidence", value=5, time_value=100, time_unit="days")],
    ),
    (
        "The 30-day mortality was 2.5%.",
        [row("DEATH", "2.5%", "cumulative_incidence", value=2.5, time_value=30, time_unit="days")],
    ),
    (
        "Cytokine release syndrome occurred in 17 children (42.5%).",
        [row("CRS", "17 children (42.5%)", "proportion", value=42.5, events=17, total=40, inferred=("total",))],
    ),
    (
        "No patient had severe cytokine release syndrome.",
        [row("CRS", "No patient", "count", events=0, total=40, inferred=("total",))],
    ),
    (
        "Cytokine release syndrome of grade 3 or higher occurred in 2 of 40 children (5%).",
        [row("CRS", "2 of 40 children (5%)", "proportion", value=5, events=2, total=40, grade=">=3")],
    ),
    (
        "Grade 3-4 neutropenia was seen in 45% of children.",
        [row("AE", "45%", "proportion", value=45, grade="3-4", measure_text="neutropenia")],
    ),
    (
        "One child had grade 3 neurotoxicity.",
        [row("ICANS", "One child", "count", events=1, total=40, grade="3", inferred=("total",))],
    ),
    (
        "Fever, neutropenia and seizures occurred in 60%, 45% and 5% of children, respectively.",
        [
            row("AE", "60%", "proportion", value=60, measure_text="Fever"),
            row("AE", "45%", "proportion", value=45, measure_text="neutropenia"),
            row("AE", "5%", "proportion", value=5, measure_text="seizures"),
        ],
    ),
    (
        "Fever (60%), anemia (30%) and seizures (5%) were the commonest adverse events.",
        [
            row("AE", "60%", "proportion", value=60, measure_text="Fever"),
            row("AE", "30%", "proportion", value=30, measure_text="anemia"),
            row("AE", "5%", "proportion", value=5, measure_text="seizures"),
        ],
    ),
    (
        "Acute graft-versus-host disease of grade 2-4 developed in 8 of 20 children.",
        [row("GVHD_ACUTE", "8 of 20", "proportion", events=8, total=20, grade="2-4")],
    ),
    ("Chronic GVHD was seen in 15%.", [row("GVHD_CHRONIC", "15%", "proportion", value=15)]),
    (
        "Fifteen children (37.5%) proceeded to transplantation.",
        [row("HSCT", "Fifteen children (37.5%)", "proportion", value=37.5, events=15, total=40, inferred=("total",))],
    ),
    (
        "Neutrophil engraftment was reached after a median of 14 days (range, 9-31).",
        [row("ENGRAFTMENT", "14 days (range, 9-31)", "median", value=14, unit="days", low=9, high=31, spread="range")],
    ),
    (
        "Median follow-up was 541 days (range, 186-3,180 days).",
        [
            row(
                "FOLLOW_UP",
                "541 days (range, 186-3,180 days)",
                "median",
                value=541,
                unit="days",
                low=186,
                high=3180,
                spread="range",
            )
        ],
    ),
    (
        "The median follow-up was 3.2 years (IQR 1.1-5.6).",
        [
            row(
                "FOLLOW_UP",
                "3.2 years (IQR 1.1-5.6)",
                "median",
                value=3.2,
                unit="years",
                low=1.1,
                high=5.6,
                spread="iqr",
            )
        ],
    ),
    (
        "Median age was 7.6 years (range 1-17).",
        [row("AGE", "7.6 years (range 1-17)", "median", value=7.6, unit="years", low=1, high=17, spread="range")],
    ),
    (
        "The mean age was 7.6 ± 3.7 years.",
        [row("AGE", "7.6 ± 3.7 years", "mean", value=7.6, unit="years", low=3.7, spread="sd")],
    ),
    ("Forty children were enrolled.", [row("N", "Forty children", "count", total=40)]),
    ("All children achieved complete remission.", [row("CR", "All children", "proportion", value=100)]),
    (
        "None of the children had seizures.",
        [row("AE", "None of the children", "count", events=0, total=40, measure_text="seizures", inferred=("total",))],
    ),
    ("The median duration of response was 11 months.", [row("DOR", "11 months", "median", value=11, unit="months")]),
    (
        "Complete remission was seen in more than 85% of children.",
        [row("CR", "more than 85%", "proportion", value=85, qualifier=">")],
    ),
    ("Nearly 40% of children relapsed.", [row("RELAPSE", "Nearly 40%", "proportion", value=40, qualifier="~")]),
    ("Blinatumomab was given at 15 µg/m2/day for 28 days.", []),
    ("Complete remission was defined as fewer than 5% blasts.", []),
    ("The study had 80% power to detect a difference of 15%.", []),
    ("Children with at least 25% blasts were eligible if aged 1 to 17 years.", []),
    ("Alive at last follow-up were 30 of 40 children.", [row("OS", "30 of 40", "survival", events=30, total=40)]),
    (
        "The rate of complete remission was 65%, and 20 children (50%) were MRD-negative.",
        [
            row("CR", "65%", "proportion", value=65),
            row("MRD_NEG", "20 children (50%)", "proportion", value=50, events=20, total=40, inferred=("total",)),
        ],
    ),
    (
        "Complete remission and MRD negativity were seen in 65% and 50%.",
        [row("CR", "65%", "proportion", value=65), row("MRD_NEG", "50%", "proportion", value=50)],
    ),
    ("Pathologic complete response was seen in 18%.", [row("CR", "18%", "proportion", value=18)]),
    ("Time to progression was 8 months in the median.", [row("PFS", "8 months", "median", value=8, unit="months")]),
    (
        "The median time to treatment failure was 6.1 months.",
        [row("EFS", "6.1 months", "median", value=6.1, unit="months")],
    ),
    (
        "Graft failure occurred in 2 of 20 children.",
        [row("AE", "2 of 20", "proportion", events=2, total=20, measure_text="Graft failure")],
    ),
    (
        "The disease control rate was 70%.",
        [row("OTHER", "70%", "proportion", value=70, measure_text="disease control rate")],
    ),
    (
        "Molecular remission was achieved in 55% (22/40).",
        [row("MRD_NEG", "55% (22/40)", "proportion", value=55, events=22, total=40)],
    ),
    (
        "Leukemia-free survival at 3 years was 49% (SE 5%).",
        [row("LFS", "49% (SE 5%)", "survival", value=49, low=5, spread="se", time_value=3, time_unit="years")],
    ),
    (
        "GVHD-free, relapse-free survival was 38% at one year.",
        [row("GRFS", "38%", "survival", value=38, time_value=1, time_unit="years")],
    ),
    ("Treatment-related mortality was 4%.", [row("NRM", "4%", "proportion", value=4)]),
    (
        "Infections were seen in 35% of children; sepsis in 5%.",
        [
            row("AE", "35%", "proportion", value=35, measure_text="Infections"),
            row("AE", "5%", "proportion", value=5, measure_text="sepsis"),
        ],
    ),
    (
        "Febrile neutropenia occurred in 18 children (45%), and 3 children (7.5%) had seizures.",
        [
            row(
                "AE",
                "18 children (45%)",
                "proportion",
                value=45,
                events=18,
                total=40,
                measure_text="Febrile neutropenia",
                inferred=("total",),
            ),
            row(
                "AE",
                "3 children (7.5%)",
                "proportion",
                value=7.5,
                events=3,
                total=40,
                measure_text="seizures",
                inferred=("total",),
            ),
        ],
    ),
    (
        "Any adverse event of grade >=3 was reported in 72%.",
        [row("AE", "72%", "proportion", value=72, grade=">=3", measure_text="Any adverse event")],
    ),
    (
        "Serious adverse events were reported in 12 children (30%).",
        [
            row(
                "AE",
                "12 children (30%)",
                "proportion",
                value=30,
                events=12,
                total=40,
                measure_text="Serious adverse events",
                inferred=("total",),
            )
        ],
    ),
    ("Neurologic events occurred in 20%.", [row("ICANS", "20%", "proportion", value=20)]),
    (
        "Platelet recovery took a median of 21 days (IQR 17-28).",
        [row("ENGRAFTMENT", "21 days (IQR 17-28)", "median", value=21, unit="days", low=17, high=28, spread="iqr")],
    ),
    (
        "Mean HbA1c was 7.1% (SD 0.9).",
        [row("OTHER", "7.1% (SD 0.9)", "mean", value=7.1, unit="%", low=0.9, spread="sd", measure_text="Mean HbA1c")],
    ),
    (
        "Event-free survival was 52% ± 8% at 4 years.",
        [row("EFS", "52% ± 8%", "survival", value=52, low=8, spread="se", time_value=4, time_unit="years")],
    ),
    (
        "Children with MRD negativity had a 5-year overall survival of 88%.",
        [row("OS", "88%", "survival", value=88, time_value=5, time_unit="years", group="Children with MRD negativity")],
    ),
    (
        "Overall response was seen in 21 (53%) patients.",
        [row("ORR", "21 (53%)", "proportion", value=53, events=21, total=40, inferred=("total",))],
    ),
    (
        "Median time to response was 29 days.",
        [row("OTHER", "29 days", "median", value=29, unit="days", measure_text="Median time to response")],
    ),
    (
        "The median time to relapse was 6 months (range, 2-14 months).",
        [
            row(
                "RELAPSE",
                "6 months (range, 2-14 months)",
                "median",
                value=6,
                unit="months",
                low=2,
                high=14,
                spread="range",
            )
        ],
    ),
    (
        ("The hazard ratio for death was 2.1 (95% CI, 1.2-3.7; P = .01) in patients with high tumor burden."),
        [
            contrast(
                "DEATH",
                "hazard ratio for death was 2.1 (95% CI, 1.2-3.7",
                "hazard_ratio",
                value=2.1,
                ci_low=1.2,
                ci_high=3.7,
                ci_level=95,
                p_value=0.01,
                group="patients with high tumor burden",
                comparator=None,
            )
        ],
    ),
    (
        "High tumor burden lowered event-free survival (HR 1.9; p=0.04).",
        [contrast("EFS", "HR 1.9", "hazard_ratio", value=1.9, p_value=0.04, comparator=None)],
    ),
    ("Twenty-two children (55%) were boys.", []),
    ("Median age at diagnosis was 6 years.", [row("AGE", "6 years", "median", value=6, unit="years")]),
    (
        "Of the 40 children, 26 (65%) were in complete remission at day 28.",
        [
            row("N", "40 children", "count", total=40),
            row(
                "CR",
                "26 (65%)",
                "proportion",
                value=65,
                events=26,
                total=40,
                time_value=28,
                time_unit="days",
                inferred=("total",),
            ),
        ],
    ),
    (
        "At day 28, 26 of 40 children were in complete remission.",
        [row("CR", "26 of 40", "proportion", events=26, total=40, time_value=28, time_unit="days")],
    ),
    ("Mortality was 0%.", [row("DEATH", "0%", "proportion", value=0)]),
    (
        "Hypogammaglobulinemia persisted for a median of 8 months.",
        [row("AE", "8 months", "median", value=8, unit="months", measure_text="Hypogammaglobulinemia")],
    ),
    (
        "Complete remission was associated with survival (OR, 3.2; 95% CI, 1.4-7.3).",
        [
            contrast(
                "OS",
                "OR, 3.2; 95% CI, 1.4-7.3",
                "odds_ratio",
                value=3.2,
                ci_low=1.4,
                ci_high=7.3,
                ci_level=95,
                comparator=None,
            )
        ],
    ),
]

TWO_ARMS = [
    (
        ("Complete remission was seen in 80% with blinatumomab versus 60% with chemotherapy (p = 0.03)."),
        [
            row("CR", "80%", "proportion", value=80, p_value=0.03, group="blinatumomab"),
            row("CR", "60%", "proportion", value=60, p_value=0.03, group="chemotherapy"),
        ],
    ),
    (
        "Overall survival was 85.2% vs. 70.4% (hazard ratio [HR], 0.43; 95% CI, 0.18-1.01).",
        [
            row("OS", "85.2%", "survival", value=85.2, group="Blinatumomab"),
            row("OS", "70.4%", "survival", value=70.4, group="chemotherapy"),
            contrast(
                "OS",
                "hazard ratio [HR], 0.43; 95% CI, 0.18-1.01",
                "hazard_ratio",
                value=0.43,
                ci_low=0.18,
                ci_high=1.01,
                ci_level=95,
                group="Blinatumomab",
                comparator="chemotherapy",
            ),
        ],
    ),
    (
        (
            "The hazard ratio for relapse was 0.51 (95% CI 0.31-0.82; p=0.006) for blinatumomab "
            "compared with chemotherapy."
        ),
        [
            contrast(
                "RELAPSE",
                "hazard ratio for relapse was 0.51 (95% CI 0.31-0.82",
                "hazard_ratio",
                value=0.51,
                ci_low=0.31,
                ci_high=0.82,
                ci_level=95,
                p_value=0.006,
                group="blinatumomab",
                comparator="chemotherapy",
            )
        ],
    ),
    (
        ("Median overall survival was 14.7 versus 8.4 months (HR 0.62, 95% CI 0.44-0.88, p = 0.007)."),
        [
            row("OS", "14.7", "median", value=14.7, unit="months", group="Blinatumomab"),
            row("OS", "8.4 months", "median", value=8.4, unit="months", group="chemotherapy"),
            contrast(
                "OS",
                "HR 0.62, 95% CI 0.44-0.88",
                "hazard_ratio",
                value=0.62,
                ci_low=0.44,
                ci_high=0.88,
                ci_level=95,
                p_value=0.007,
                group="Blinatumomab",
                comparator="chemotherapy",
            ),
        ],
    ),
    (
        (
            "Grade 3 adverse events occurred in 57.4% and 82.4% of patients given blinatumomab and "
            "chemotherapy, respectively."
        ),
        [
            row(
                "AE", "57.4%", "proportion", value=57.4, grade="3", group="blinatumomab", measure_text="adverse events"
            ),
            row(
                "AE", "82.4%", "proportion", value=82.4, grade="3", group="chemotherapy", measure_text="adverse events"
            ),
        ],
    ),
    (
        ("Relapse occurred in 13 of 54 children in the blinatumomab group and 26 of 54 in the chemotherapy group."),
        [
            row("RELAPSE", "13 of 54", "proportion", events=13, total=54, group="blinatumomab group"),
            row("RELAPSE", "26 of 54", "proportion", events=26, total=54, group="chemotherapy group"),
        ],
    ),
    ("There was no significant difference in overall survival.", []),
    (
        "The odds of remission were higher with blinatumomab (odds ratio 2.4; 95% CI 1.1-5.2).",
        [
            contrast(
                "CR",
                "odds ratio 2.4; 95% CI 1.1-5.2",
                "odds_ratio",
                value=2.4,
                ci_low=1.1,
                ci_high=5.2,
                ci_level=95,
                group="Blinatumomab",
                comparator="chemotherapy",
            )
        ],
    ),
    (
        "The difference in complete remission was 20% (95% CI, 4 to 36).",
        [
            contrast(
                "CR",
                "20% (95% CI, 4 to 36)",
                "difference",
                value=20,
                ci_low=4,
                ci_high=36,
                ci_level=95,
                group="Blinatumomab",
                comparator="chemotherapy",
            )
        ],
    ),
    (
        ("The complete remission rate was 80% in the blinatumomab arm and 60% in the chemotherapy arm."),
        [
            row("CR", "80%", "proportion", value=80, group="blinatumomab arm"),
            row("CR", "60%", "proportion", value=60, group="chemotherapy arm"),
        ],
    ),
    (
        ("Grade >=3 infections were seen in 20% with blinatumomab compared with 41% with chemotherapy (p = .01)."),
        [
            row(
                "AE",
                "20%",
                "proportion",
                value=20,
                p_value=0.01,
                grade=">=3",
                group="blinatumomab",
                measure_text="infections",
            ),
            row(
                "AE",
                "41%",
                "proportion",
                value=41,
                p_value=0.01,
                grade=">=3",
                group="chemotherapy",
                measure_text="infections",
            ),
        ],
    ),
    (
        (
            "Three-year overall survival was 72% (95% CI 60-84) with blinatumomab and 51% (95% CI "
            "38-64) with chemotherapy."
        ),
        [
            row(
                "OS",
                "72% (95% CI 60-84)",
                "survival",
                value=72,
                ci_low=60,
                ci_high=84,
                ci_level=95,
                time_value=3,
                time_unit="years",
                group="blinatumomab",
            ),
            row(
                "OS",
                "51% (95% CI 38-64)",
                "survival",
                value=51,
                ci_low=38,
                ci_high=64,
                ci_level=95,
                time_value=3,
                time_unit="years",
                group="chemotherapy",
            ),
        ],
    ),
    (
        ("Blinatumomab improved event-free survival over chemotherapy (hazard ratio 0.33; 95% CI 0.18-0.61; P<.001)."),
        [
            contrast(
                "EFS",
                "hazard ratio 0.33; 95% CI 0.18-0.61",
                "hazard_ratio",
                value=0.33,
                ci_low=0.18,
                ci_high=0.61,
                ci_level=95,
                p_value=0.001,
                p_qualifier="<",
                group="Blinatumomab",
                comparator="chemotherapy",
            )
        ],
    ),
    (
        "Relapse was rarer after blinatumomab than after chemotherapy (24% vs 50%; p = 0.004).",
        [
            row("RELAPSE", "24%", "proportion", value=24, p_value=0.004, group="blinatumomab"),
            row("RELAPSE", "50%", "proportion", value=50, p_value=0.004, group="chemotherapy"),
        ],
    ),
    ("Median age was 6 years.", [row("AGE", "6 years", "median", value=6, unit="years")]),
    (
        ("MRD negativity was reached by 44 of 49 children with blinatumomab and 26 of 48 with chemotherapy."),
        [
            row("MRD_NEG", "44 of 49", "proportion", events=44, total=49, group="blinatumomab"),
            row("MRD_NEG", "26 of 48", "proportion", events=26, total=48, group="chemotherapy"),
        ],
    ),
]

PAPERS = [
    (
        record(
            "A review of blinatumomab in children",
            "Blinatumomab led to remission in 60% of children. Overall survival was 70% at 2 years.",
        ),
        [
            row("CR", "60%", "proportion", value=60, attribution="cited"),
            row("OS", "70%", "survival", value=70, time_value=2, time_unit="years", attribution="cited"),
        ],
    ),
    (
        record(
            "Blinatumomab in seven children",
            (
                "BACKGROUND",
                (
                    "The 5-year event-free survival of acute lymphoblastic leukemia is above 85%, yet overall"
                    " survival after relapse is at most 50%."
                ),
            ),
            ("RESULTS", "Five of seven children achieved complete remission."),
        ),
        [
            row("N", "seven children", "count", total=7),
            row(
                "EFS",
                "above 85%",
                "survival",
                value=85,
                qualifier=">",
                time_value=5,
                time_unit="years",
                attribution="cited",
            ),
            row(
                "OS",
                "at most 50%",
                "survival",
                value=50,
                qualifier="<=",
                time_value=5,
                time_unit="years",
                attribution="cited",
            ),
            row("CR", "Five of seven", "proportion", events=5, total=7),
        ],
    ),
    (
        record(
            "Blinatumomab in children",
            (
                "DISCUSSION",
                (
                    "In a previous study by others, 43% of children achieved complete remission. In our "
                    "study, 60% achieved complete remission."
                ),
            ),
        ),
        [row("CR", "43%", "proportion", value=43, attribution="cited"), row("CR", "60%", "proportion", value=60)],
    ),
    (
        record(
            "Chemotherapy for leukemia",
            ("METHODS", "We treated 40 children."),
            ("CONCLUSION", "Remission was reached in 60% of children."),
        ),
        [row("N", "40 children", "count", total=40), row("CR", "60%", "proportion", value=60)],
    ),
    (
        record(
            "Blinatumomab in seven children with leukemia",
            ("METHODS", "Seven children were treated with blinatumomab."),
            (
                "RESULTS",
                (
                    "Five patients (71.4%) achieved complete remission. No child had severe cytokine release "
                    "syndrome. One child had grade 3 neurotoxicity. Three patients relapsed. Median follow-up"
                    " was 541 days (range, 186-3,180 days)."
                ),
            ),
        ),
        [
            row("N", "seven children", "count", total=7),
            row("N", "Seven children", "count", total=7),
            row("CR", "Five patients (71.4%)", "proportion", value=71.4, events=5, total=7, inferred=("total",)),
            row("CRS", "No child", "count", events=0, total=7, inferred=("total",)),
            row("ICANS", "One child", "count", events=1, total=7, grade="3", inferred=("total",)),
            row("RELAPSE", "Three patients", "count", events=3, total=7, inferred=("total",)),
            row(
                "FOLLOW_UP",
                "541 days (range, 186-3,180 days)",
                "median",
                value=541,
                unit="days",
                low=186,
                high=3180,
                spread="range",
            ),
        ],
    ),
    (
        record(
            "CAR T cells in adults with lymphoma",
            ("Background", "Little is known of late relapse."),
            ("Methods", "Sixty-two adults were enrolled and infused with CAR T cells."),
            (
                "Results",
                (
                    "At 6 months, 31 patients (50%) were in complete remission. The median progression-free "
                    "survival was 9.4 months (95% CI 5.2 to NE). Two patients died of treatment-related "
                    "toxicity."
                ),
            ),
        ),
        [
            row("N", "Sixty-two adults", "count", total=62),
            row(
                "CR",
                "31 patients (50%)",
                "proportion",
                value=50,
                events=31,
                total=62,
                time_value=6,
                time_unit="months",
                inferred=("total",),
            ),
            row("PFS", "9.4 months (95% CI 5.2 to NE)", "median", value=9.4, unit="months", ci_low=5.2, ci_level=95),
            row("NRM", "Two patients", "count", events=2, total=62, inferred=("total",)),
        ],
    ),
    (
        record(
            "Drug-free remission: a brief overview", "Complete remission is reached in 40% of adults with imatinib."
        ),
        [row("CR", "40%", "proportion", value=40, group="adults with imatinib", attribution="cited")],
    ),
    (
        record(
            "Immunotherapy of childhood leukemia: editorial", "In one trial of blinatumomab, 2-year survival was 71%."
        ),
        [row("OS", "71%", "survival", value=71, time_value=2, time_unit="years", attribution="cited")],
    ),
    (
        record(
            "Tisagenlecleucel in young patients",
            ("BACKGROUND", "Tisagenlecleucel has been reported to bring remission in 81% of patients."),
            (
                "METHODS",
                (
                    "Children were eligible if aged 3 to 21 years with at least 5% blasts. Remission was "
                    "defined as less than 5% blasts."
                ),
            ),
            ("RESULTS", "Of 75 patients infused, 61 (81%) achieved remission."),
        ),
        [
            row("CR", "81%", "proportion", value=81, attribution="cited"),
            row("CR", "61 (81%)", "proportion", value=81, events=61, total=75, inferred=("total",)),
        ],
    ),
    (
        record(
            "Blinatumomab in infants",
            ("METHODS", "Infants received 15 µg/m2/day for 28 days between 2018 and 2021 (NCT01234567)."),
            ("RESULTS", "Remission was seen in 21 of 30 infants [12]."),
        ),
        [row("CR", "21 of 30", "proportion", events=21, total=30)],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), ONE_GROUP)
def test_a_sentence_on_a_study_of_one_group_gives_its_rows(extractor, sentence, expected):
    found = extractor.extract(record(TITLE, ("METHODS", TREATED), ("RESULTS", sentence))).findings
    results = [finding for finding in found if finding.section == "RESULTS"]
    check(results, expected)
    assert all([concept.name for concept in finding.therapies] == ["blinatumomab"] for finding in results)


@pytest.mark.parametrize(("sentence", "expected"), TWO_ARMS)
def test_a_sentence_on_a_trial_of_two_arms_gives_its_rows(extractor, sentence, expected):
    found = extractor.extract(record(TRIAL, ("METHODS", ALLOCATED), ("RESULTS", sentence))).findings
    check([finding for finding in found if finding.section == "RESULTS"], expected)
    for finding in found:
        if finding.group is not None:
            (therapy,) = finding.therapies
            assert therapy.name in finding.group.lower()


@pytest.mark.parametrize(("paper", "expected"), PAPERS)
def test_a_paper_gives_its_rows(extractor, paper, expected):
    check(extractor.extract(paper).findings, expected)


def test_the_sizes_of_the_arms_are_rows(extractor):
    found = extractor.extract(record(TRIAL, ("METHODS", ALLOCATED))).findings
    check(
        found,
        [
            row("N", "n = 54", "count", total=54, group="blinatumomab"),
            row("N", "n = 54", "count", total=54, group="chemotherapy"),
        ],
    )


def test_without_the_filling_in_of_totals_a_count_has_none(plain_extractor, monkeypatch):
    from pipeline.extract import Rules

    monkeypatch.setattr(plain_extractor, "_rules", Rules(infer_totals=False))
    (_, relapse) = plain_extractor.extract(
        record(TITLE, ("METHODS", TREATED), ("RESULTS", "Three children relapsed."))
    ).findings
    assert (relapse.events, relapse.total, relapse.inferred) == (3, None, ())


def test_without_other_measures_only_named_ones_are_reported(plain_extractor, monkeypatch):
    from pipeline.extract import Rules

    text = "Complete remission was seen in 60%. The glow of the skin was seen in 30%."
    paper = record(TITLE, ("RESULTS", text))
    assert [finding.measure for finding in plain_extractor.extract(paper).findings] == ["CR", "OTHER"]
    monkeypatch.setattr(plain_extractor, "_rules", Rules(other_measures=False))
    assert [finding.measure for finding in plain_extractor.extract(paper).findings] == ["CR"]


def test_every_column_of_the_outcome_table_but_two_is_a_field_of_a_finding():
    fields = {field.name for field in dataclasses.fields(Finding)}
    assert set(OUTCOME_COLUMNS) - fields == {"start", "end"}
