"""Figures that no words near them credit: the arm that the encoder marks them as of."""

import pytest

from pipeline.extract.findings.arms import Arm
from pipeline.extract.findings.sides import SURE, read_sides
from pipeline.extract.ner.recognised import Recognised
from pipeline.schema import Span

TEXT = "Yoga or stretching was taught. Pain fell by 12% with one and by 5%."


def arm(name, control=False):
    at = TEXT.lower().index(name)
    return Arm(name, frozenset({name}), (), None, control, at)


def marks(*places):
    return [
        Recognised(Span(TEXT.index(w), TEXT.index(w) + len(w)), kind, score, "encoder") for w, kind, score in places
    ]


FIGURES = (("12%", "intervention_figure", 0.9), ("5%", "control_figure", 0.9))


def test_the_arm_named_as_control_is_the_control():
    sides = read_sides(TEXT, [arm("yoga", control=True), arm("stretching")], marks(*FIGURES))
    assert (sides.intervention.name, sides.control.name) == ("stretching", "yoga")


def test_else_the_arm_whose_name_is_marked_as_the_control():
    marked = marks(*FIGURES, ("Yoga", "control", 0.9))
    assert read_sides(TEXT, [arm("yoga"), arm("stretching")], marked).control.name == "yoga"


def test_else_the_second_arm():
    assert read_sides(TEXT, [arm("yoga"), arm("stretching")], marks(*FIGURES)).control.name == "stretching"


def test_a_figure_that_the_encoder_doubts_is_of_no_side():
    doubtful = [(words, kind, SURE - 0.01) for words, kind, _ in FIGURES]
    assert read_sides(TEXT, [arm("yoga"), arm("stretching")], marks(*doubtful)) is None


@pytest.mark.parametrize("arms", [[], ["yoga"], ["yoga", "stretching", "pain"]])
def test_only_a_study_of_two_arms_has_sides(arms):
    assert read_sides(TEXT, [arm(name) for name in arms], marks(*FIGURES)) is None
