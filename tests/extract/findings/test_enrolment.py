"""How many took part: of whom, in each group, beside whom; and numbers that count nobody."""

from __future__ import annotations

import pytest

from tests.extract.builders import record

TITLE = "Blinatumomab versus chemotherapy in children with relapsed leukemia: a randomized trial"
ALLOCATED = "Children were randomly assigned to blinatumomab or chemotherapy."

SIZES = [
    ("Of 140 children enrolled, 125 were eligible for the analysis.", [("140 children enrolled, 125", 125, 140, None)]),
    ("Of the 80 children, 60 (75%) were evaluable.", [("80 children, 60 (75%)", 60, 80, None)]),
    ("Of 147 children screened, 121 were enrolled.", [("147 children", None, 147, None), ("121", None, 121, None)]),
    (
        "Among 100 eligible children, 51 were randomized to blinatumomab and 49 to chemotherapy.",
        [
            ("100 eligible children", None, 100, None),
            ("51", None, 51, "blinatumomab"),
            ("49", None, 49, "chemotherapy"),
        ],
    ),
    (
        "Thirty children were randomized to each group.",
        [("Thirty children", None, 30, "blinatumomab"), ("Thirty children", None, 30, "chemotherapy")],
    ),
    ("In all, 39 men and women were randomized.", [("39 men", None, 39, None)]),
    (
        "Of 90 children screened, 60 met the inclusion criteria and were randomized.",
        [("90 children", None, 90, None), ("60", None, 60, None)],
    ),
    ("We enrolled 48 835 women in all.", [("48 835 women", None, 48835, None)]),
    ("Children were enrolled in a 3-armed trial.", []),
    ("Children with ≤2 prior regimens were enrolled.", []),
    ("Children were enrolled from 40 US clinical centres into the trial.", []),
    (
        "Children were randomized to blinatumomab (n:17) or chemotherapy (n:16).",
        [("n:17", None, 17, "blinatumomab"), ("n:16", None, 16, "chemotherapy")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SIZES)
def test_how_many_took_part(extractor, sentence, expected):
    extraction = extractor.extract(record(TITLE, ("METHODS", ALLOCATED), ("RESULTS", sentence)))
    start = extraction.document.text.index(sentence)
    rows = [row for row in extraction.findings if row.span.start >= start and row.measure == "N"]
    assert [(row.quote, row.events, row.total, row.group and row.group.lower()) for row in rows] == expected


def test_the_unit_may_stand_before_the_deviation(extractor):
    extraction = extractor.extract(record(TITLE, f"METHODS: {ALLOCATED} RESULTS: The mean age was 7.2 years ± 1.3."))
    assert [(row.value, row.unit, row.low) for row in extraction.findings if row.measure == "AGE"] == [
        (7.2, "years", 1.3)
    ]


def test_groups_counted_beside_each_other_are_named_in_the_methods(extractor):
    methods = "We compared 40 children with relapsed leukemia and 35 healthy controls."
    rows = extractor.extract(record("Blood counts in leukemia", ("METHODS", methods))).findings
    assert [(row.total, row.group) for row in rows if row.measure == "N"] == [
        (40, "children with relapsed leukemia"),
        (35, "healthy controls"),
    ]
