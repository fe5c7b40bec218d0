"""The two groups of a comparison that a table tells in a column of its own."""

from __future__ import annotations

from pipeline.extract.findings.arms import THERAPY_TYPES
from pipeline.extract.findings.arms.patterns import CONTROL
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.tables import words
from pipeline.extract.findings.tables.layout import DataCell
from pipeline.extract.findings.tables.source import TableSource
from pipeline.schema import Concept, Span

_COMPARISONS = frozenset({"ratio", "difference"})


def compares(statistic: str) -> bool:
    """Whether a figure of this statistic compares two groups."""
    return statistic in _COMPARISONS


def of_comparison(source: TableSource, cell: DataCell) -> tuple[Group | None, str | None]:
    """The group of a comparison and the one it is compared with; None for both where it is not sure which is which.

    A head or a label of the stub that says `A vs B` tells it. Else a table of two groups does, where one of them is the control.
    """
    for span in (*reversed(cell.head), *reversed(cell.stub)):
        label = source.reader.read(span).label
        parts = words.VERSUS.split(label)
        if len(parts) == 2 and all(parts):
            return Group(span, parts[0].strip(" ,:;("), _received(source, span, parts[0])), parts[1].strip(" ,:;)")
    groups: dict[str, Group] = {}
    for row in source.layout.rows:
        for each in row:
            group = source.across(each).group
            if group is not None:
                groups.setdefault(group.name, group)
    if len(groups) != 2:
        return None, None
    controls = [group for group in groups.values() if is_control(group)]
    if len(controls) != 1:
        return None, None
    other = next(group for group in groups.values() if group is not controls[0])
    return other, controls[0].name


def _received(source: TableSource, span: Span, name: str) -> tuple[Concept, ...]:
    """The therapies that a side of `A vs B` names."""
    given = (m for m in source.reader.within(span) if m.type in THERAPY_TYPES and m.concepts)
    return tuple(dict.fromkeys(m.concepts[0] for m in given if m.surface.lower() in name.lower()))


def is_control(group: Group) -> bool:
    """Whether a group is the one that others are compared with."""
    return bool(CONTROL.search(group.name)) or (group.arm is not None and group.arm.control)
