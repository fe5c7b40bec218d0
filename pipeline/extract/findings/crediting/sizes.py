"""The arm that a denominator tells: `8/22` is of the arm of 22 patients, where no other arm has as many."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.findings.arms import Arm
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.schema import Span


def by_size(figure: Figure, arms: Sequence[Arm]) -> Group | None:
    """The one arm that has as many patients as a fraction's denominator; None where none has, or more than one."""
    if figure.total is None or figure.total < _FEWEST:
        return None
    return _only([arm for arm in arms if arm.total == figure.total], figure, arms)


def pair_by_size(left: Figure, right: Figure, arms: Sequence[Arm]) -> tuple[Group, Group] | None:
    """The arms that the denominators of a pair tell; None where they do not tell both.

    Counts with their shares (`4 (14%) and 3 (18%)`) tell of how many each is, within the rounding of the share: sure
    enough where each fits one arm, and the other the other.
    """
    one, other = by_size(left, arms), by_size(right, arms)
    if one is not None and other is not None:
        return one, other
    one, other = _by_share(left, arms), _by_share(right, arms)
    return (one, other) if one is not None and other is not None and one.arm != other.arm else None


_FEWEST = 2


def _by_share(figure: Figure, arms: Sequence[Arm]) -> Group | None:
    if figure.kind != "percent" or figure.total is not None or not figure.events or not figure.value:
        return None
    return _only([arm for arm in arms if arm.total and _is_share_of(figure, arm.total)], figure, arms)


def _only(sized: Sequence[Arm], figure: Figure, arms: Sequence[Arm]) -> Group | None:
    """The group of the one arm that fits, of several."""
    if len(sized) != 1 or len(arms) < _FEWEST:
        return None
    at = Span(figure.span.start, figure.span.start)
    return Group(at, sized[0].name, sized[0].therapies, sized[0])


def _is_share_of(figure: Figure, total: int) -> bool:
    """Whether a count and its share fit a number of patients."""
    places = 1 if "." in re.sub(r"^.*?(?=[\d.]+\s?%)", "", figure.main.surface) else 0
    return abs(100.0 * (figure.events or 0) / total - (figure.value or 0.0)) <= 0.5 * 10.0**-places + 1e-9
