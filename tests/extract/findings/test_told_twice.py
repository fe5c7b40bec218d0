"""A therapy that a row names twice is told once."""

import pytest

from pipeline.extract.findings.told_twice import told_once
from pipeline.schema import AS_TOLD, Concept
from tests.builders import finding

EXERCISE = Concept("evigraph:exercise", "exercise", "therapy")
COURSE = Concept(f"{AS_TOLD}exercise-course", "exercise course", "therapy")
HOME_COURSE = Concept(f"{AS_TOLD}home-exercise-course", "home exercise course", "therapy")
AEROBIC = Concept("evigraph:aerobic-exercise", "aerobic exercise", "therapy")
AEROBIC_TOLD = Concept(f"{AS_TOLD}aerobic", "aerobic", "therapy")
VIDEO = Concept(f"{AS_TOLD}video", "video", "therapy")
PLACEBO = Concept("evigraph:placebo", "placebo", "therapy")
SALINE = Concept("MESH:D012965", "saline", "drug")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ((EXERCISE, COURSE), (EXERCISE,)),
        ((COURSE, HOME_COURSE), (COURSE,)),
        ((AEROBIC, AEROBIC_TOLD), (AEROBIC,)),
        ((EXERCISE, AEROBIC), (AEROBIC,)),
        ((EXERCISE, VIDEO), (EXERCISE, VIDEO)),
        ((COURSE,), (COURSE,)),
        ((PLACEBO, SALINE), (PLACEBO,)),
        ((EXERCISE, SALINE), (EXERCISE, SALINE)),
        ((), ()),
    ],
)
def test_a_therapy_is_told_once(given, kept):
    assert told_once([finding(therapies=given)]) == [finding(therapies=kept)]
