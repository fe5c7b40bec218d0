"""A figure of a table of results with all that the table says of it, and the row that it gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import SURVIVAL, TOXICITY, MeasureMention
from pipeline.extract.findings.row import row_of
from pipeline.extract.findings.tables import sides
from pipeline.extract.findings.tables.cells import Reading
from pipeline.extract.findings.tables.layout import DataCell
from pipeline.extract.findings.tables.source import TableSource
from pipeline.schema import Finding, Span, Statistic

_SHARES = frozenset({"count", "count_percent", "percent_count", "percent", "fraction"})
#: How sure a row is whose measure a lexicon names, and one whose measure only the table names.
KNOWN, UNKNOWN = 0.8, 0.6


@dataclass(slots=True)
class Told:
    """A figure of a row with all that the table says of it."""

    span: Span
    reading: Reading
    measure: MeasureMention
    group: Group | None
    cell: DataCell
    time: tuple[float, str] | None
    phase: str | None
    grade: str | None
    ratio: str | None
    size: int | None
    #: Whether the stub names the group.
    by_row: bool = False
    #: Whether only its column's looks say that it is a count.
    counted: bool = False
    #: The column behind its cells.
    end: int = 0

    def is_of(self, other: Told) -> bool:
        """Whether two figures tell of the same patients and the same measure at the same time."""
        return (
            self.measure == other.measure
            and (self.group and self.group.name) == (other.group and other.group.name)
            and (self.time, self.phase, self.grade) == (other.time, other.phase, other.grade)
        )


def finding(
    source: TableSource, told: Told, *, kind: Literal["arm", "contrast"], statistic: Statistic, p: Reading | None
) -> Finding:
    """The row of a figure.

    Args:
        source: the table.
        told: the figure.
        kind: whether it tells of one group or compares two.
        statistic: what the figure is.
        p: the p-value of the comparison that the row takes part in.
    """
    reading, code = told.reading, told.measure.code
    context = source.line(told.cell)
    known = code not in ("OTHER",) and not (code == "AE" and told.measure.concept is None)
    row = row_of(
        context,
        told.span,
        told.measure,
        told.group,
        kind=kind,
        statistic=statistic,
        rule="table events" if source.kind == "adverse_events" else "table outcomes",
        score=KNOWN if known else UNKNOWN,
    )
    group = told.group
    if group is not None and group.arm is None and not group.therapies and sides.is_control(group):
        # What the study tests is what its control did without.
        row = replace(row, therapies=())
    total = reading.total
    inferred: tuple[str, ...] = ()
    if reading.events is not None and total is None and source.rules.infer_totals:
        total = _total(source, told)
        inferred = ("total",) if total is not None else ()
    phase = f", {told.phase}" if told.phase and told.phase.lower() not in row.measure_text.lower() else ""
    return replace(
        row,
        measure_text=row.measure_text + phase,
        value=None if statistic == "p_only" else reading.value,
        unit="%" if reading.unit is None and "%" in (told.phase or "") else reading.unit,
        qualifier=reading.qualifier if reading.qualifier != "=" and statistic != "p_only" else None,
        events=reading.events,
        total=total,
        ci_low=reading.ci_low,
        ci_high=reading.ci_high,
        ci_level=reading.ci_level if reading.ci_low is not None else None,
        low=reading.low,
        high=reading.high,
        spread=reading.spread,
        p_value=p.value if p is not None else None,
        p_qualifier=p.qualifier if p is not None and p.qualifier != "=" else None,
        time_value=told.time[0] if told.time else None,
        time_unit=told.time[1] if told.time else None,
        grade=told.grade if code in TOXICITY else None,
        adverse_event=told.measure.concept if code in TOXICITY else None,
        inferred=inferred,
    )


def _total(source: TableSource, told: Told) -> int | None:
    """How many patients a count is of: the size that the table states, else that of the arm or of the study."""
    study = source.context.study
    events, value = told.reading.events or 0, told.reading.value
    sizes = [told.size]
    # What the table does not say must be borne out by a share.
    if events and value is not None:
        sizes.append(
            study.total if told.group is None else told.group.arm.total if told.group.arm is not None else None
        )
    for size in sizes:
        if size and events <= size and (value is None or abs(100.0 * events / size - value) < 0.6):
            return size
    return None


def statistic_of(reading: Reading, code: str, *, timed: bool) -> Statistic:
    """What a figure is, as the outcome table names it."""
    if reading.statistic in ("mean", "median"):
        return reading.statistic  # type: ignore[return-value]
    if reading.statistic not in _SHARES:
        return "other"
    counted = reading.events is not None
    if code in SURVIVAL:
        return "proportion" if counted and not timed and code != "OS" else "survival"
    if code in ("RELAPSE", "NRM", "DEATH") and timed and not counted:
        return "cumulative_incidence"
    return "count" if reading.value is None and reading.total is None else "proportion"
