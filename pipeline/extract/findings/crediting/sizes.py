"""The arm that a denominator tells: `8/22` is of the arm of 22 patients, where no other arm has as many."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.findings.arms import Arm
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.schema import Span


def by_size(figure: Figure, arms: Sequence[Arm]) -> Group | None:
    """The one arm that has as many patients as a fraction's denominator; None where none has, or more than one."""
    if figure.total is None or figure.total < 2:
        return None
    sized = [arm for arm in arms if arm.total == figure.total]
    if len(sized) != 1 or len(arms) < 2:
        return None
    at = Span(figure.span.start, figure.span.start)
    return Group(at, sized[0].name, sized[0].therapies, sized[0])
