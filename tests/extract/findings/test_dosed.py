"""A group that is called by its dose alone had the one therapy that the study tells of."""

import pytest

from pipeline.extract.findings.dosed import with_dosed
from pipeline.schema import Concept
from tests.builders import finding

DRUG = Concept("DRUGBANK:DB00005", "etanercept", "drug")
OTHER = Concept("DRUGBANK:DB00051", "adalimumab", "drug")
PLACEBO = Concept("evigraph:placebo", "placebo", "therapy")


def rows(*told):
    return [finding(group=group, therapies=therapies, **more) for group, therapies, more in told]


@pytest.mark.parametrize(
    "group",
    ["0.03 mg cohort", "those receiving 400 mg weekly", "high-dose group", "50 mg every 4 weeks", "the 10 mg group"],
)
def test_a_dose_is_of_the_drug_that_is_tested(group):
    found = with_dosed(rows(("etanercept", (DRUG,), {}), ("placebo", (PLACEBO,), {}), (group, (), {})))
    assert found[2].therapies == (DRUG,)


@pytest.mark.parametrize(
    "told",
    [
        (("etanercept", (DRUG,), {}), ("adalimumab", (OTHER,), {}), ("10 mg group", (), {})),
        (("etanercept", (DRUG,), {}), ("women with 10 mg of iron", (), {})),
        (("etanercept", (DRUG,), {}), ("10 mg group", (), {"attribution": "cited"})),
        (("placebo", (PLACEBO,), {}), ("10 mg group", (), {})),
    ],
    ids=["two drugs", "more than a dose", "quoted", "no drug"],
)
def test_others_are_left(told):
    given = rows(*told)
    assert with_dosed(given) == given
