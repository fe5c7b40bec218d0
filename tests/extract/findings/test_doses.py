"""Groups that are told by the dose of one drug."""

import pytest

from tests.extract.builders import record

TITLE = "Blinatumomab in children with leukemia: a placebo-controlled trial"
METHODS = "Children were randomised to blinatumomab 5 mg, blinatumomab 10 mg or placebo."


def told(extraction):
    rows = [row for row in extraction.findings if row.section == "RESULTS" and row.kind == "arm"]
    return [(row.value, row.group.lower(), [c.name for c in row.therapies]) for row in rows]


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        (
            "Remission was seen in 21% and 34% of patients in the 5 mg and 10 mg groups, respectively.",
            [(21, "blinatumomab 5 mg", ["blinatumomab"]), (34, "blinatumomab 10 mg", ["blinatumomab"])],
        ),
        (
            "Remission was seen in 21% and 34% in the blinatumomab 5 and 10 mg groups, respectively.",
            [(21, "blinatumomab 5 mg", ["blinatumomab"]), (34, "blinatumomab 10 mg", ["blinatumomab"])],
        ),
        (
            "The remission rate was 34% with 10 mg of blinatumomab and 12% with placebo.",
            [(34, "blinatumomab 10 mg", ["blinatumomab"]), (12, "placebo", ["placebo"])],
        ),
    ],
)
def test_doses_of_one_drug_are_groups(results, expected, extractor):
    assert told(extractor.extract(record(TITLE, ("METHODS", METHODS), ("RESULTS", results)))) == expected


def test_one_dose_sets_no_group_apart(extractor):
    methods = "Children were randomised to blinatumomab 5 mg or placebo."
    results = "Remission was seen in 34% with blinatumomab 5 mg and 12% with placebo."
    rows = told(extractor.extract(record(TITLE, ("METHODS", methods), ("RESULTS", results))))
    assert [(value, group) for value, group, _ in rows] == [(34, "blinatumomab"), (12, "placebo")]
