"""What the headers that lead to a cell say together: of one axis, and of the cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.tables.headers import Header


@dataclass(frozen=True, slots=True)
class Path:
    """What the headers of one axis say of a cell; where two say something of a kind, the inner one counts.

    Attributes:
        headers: the headers, outermost first.
        statistic: what the cell holds; ``ratio``, ``level``, ``unit`` likewise as in :class:`Header`.
        group: whose figure it is; of a group within a group, the outer one's therapies with both names.
        size: how many patients the group has.
        open: the headers of which nothing is known.
    """

    headers: tuple[Header, ...]
    statistic: str | None = None
    ratio: str | None = None
    level: float | None = None
    size: int | None = None
    time: tuple[float, str] | None = None
    phase: str | None = None
    grade: str | None = None
    unit: str | None = None
    measure: MeasureMention | None = None
    group: Group | None = None
    open: tuple[Header, ...] = ()

    @property
    def last(self) -> Header | None:
        """The innermost header with words of its own."""
        return next((header for header in reversed(self.headers) if header.label), None)


def path_of(headers: Sequence[Header]) -> Path:
    """What some headers say together, outermost first."""
    path = Path(tuple(headers))
    for header in headers:
        path = replace(
            path,
            statistic=_within_statistic(path.statistic, header.statistic),
            ratio=header.ratio or path.ratio,
            level=header.level or path.level,
            size=header.size or path.size,
            time=header.time or path.time,
            phase=header.phase or path.phase,
            grade=header.grade or path.grade,
            unit=header.unit or path.unit,
            measure=header.measure or path.measure,
            group=_within(path.group, header.group),
            open=(*path.open, header) if header.is_open else path.open,
        )
    return path


def _within_statistic(outer: str | None, inner: str | None) -> str | None:
    """The statistic of a header under that of another: `%` under `Difference` is a difference still."""
    compared = outer is not None and outer.split("_")[0] in ("difference", "ratio")
    return outer if compared and inner in ("percent", "mean", "count", "median") else inner or outer


def _within(outer: Group | None, inner: Group | None) -> Group | None:
    """The group of a header under that of another: the arm itself, or a part of it."""
    if outer is None or inner is None:
        return inner or outer
    if inner.arm is None and outer.arm is not None and set(inner.therapies) <= set(outer.therapies) and inner.therapies:
        # `Group A` > `XELIRI`: another name of the arm.
        return replace(inner, therapies=outer.therapies, arm=outer.arm)
    if inner.arm is not None or inner.therapies:
        return inner
    sure = outer.arm is not None or outer.therapies
    return replace(outer, span=inner.span, name=f"{outer.name}, {inner.name}") if sure else inner
