"""Which of two arms a figure is of where no words near it say so: what the encoder marks figures of PICO-Corpus as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.extract.findings.arms import Arm
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.extract.ner.recognised import Recognised
from pipeline.schema import Span

#: How sure the encoder must be of a figure's side.
SURE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Sides:
    """The two arms of a trial as a reader of PICO elements tells them apart, and the figures that are marked so.

    Attributes:
        intervention: the arm that is tested.
        control: the arm that it is compared with.
        figures: the marked figures, and whether each is of the control.
    """

    intervention: Arm
    control: Arm
    figures: tuple[tuple[Span, bool], ...]


def read_sides(text: str, arms: Sequence[Arm], recognised: Iterable[Recognised]) -> Sides | None:
    """The sides of a trial of two arms; None for any other study, and where no figure is marked.

    The control is the arm that is named as one; else the one whose name the encoder marks as the control; else the
    second that the text names.
    """
    if len(arms) != 2:
        return None
    found = list(recognised)
    figures = tuple(
        (each.span, each.kind == "control_figure")
        for each in found
        if each.kind in ("intervention_figure", "control_figure") and (each.score or 0.0) >= SURE
    )
    if not figures:
        return None
    named = [arm for arm in arms if arm.control]
    if len(named) != 1:
        said = " ".join(each.span.of(text) for each in found if each.kind == "control").lower()
        named = [arm for arm in arms if any(alias.lower() in said for alias in arm.aliases)]
    control = named[0] if len(named) == 1 else arms[1]
    return Sides(arms[0] if control == arms[1] else arms[1], control, figures)


def with_sides(
    groups: Sequence[Group | None], figures: Sequence[Figure], sides: Sides | None, sentence: Span
) -> list[Group | None]:
    """The groups of a sentence's figures; one that is credited to none has the arm that it is marked as."""
    if sides is None:
        return list(groups)
    result = list(groups)
    at = Span(sentence.start, sentence.start)
    for index, figure in enumerate(figures):
        marks = {control for span, control in sides.figures if span.overlaps(figure.main.span)}
        if result[index] is None and len(marks) == 1:
            arm = sides.control if marks.pop() else sides.intervention
            result[index] = Group(at, arm.name, arm.therapies, arm)
    return result
