"""Rows of regressions: each ratio with its interval and p-value, of one level of a factor against another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import STUDY, MeasureMention
from pipeline.extract.findings.row import row_of
from pipeline.extract.findings.tables import words
from pipeline.extract.findings.tables.cells import Reading, merged, read_cell
from pipeline.extract.findings.tables.layout import DataCell
from pipeline.extract.findings.tables.source import TableSource
from pipeline.schema import Finding, Span, Statistic

_SCORE = 0.7
_LETTERS = re.compile(r"[A-Za-z]{2}")


def rows(source: TableSource) -> list[Finding]:
    """The contrast rows of a regression."""
    if _by_arm(source) or words.WITHIN_SUBGROUPS.search(source.caption):
        # Ratios beside the figures of each arm compare the arms within a subgroup: whose they are, no header says.
        return []
    references = _references(source)
    found: list[Finding] = []
    for row in source.layout.rows:
        found.extend(_row(source, row, references))
    return found


def _by_arm(source: TableSource) -> bool:
    groups = {
        g.name
        for row in source.layout.rows
        for cell in row
        if (g := source.across(cell).group) and (g.arm or g.therapies)
    }
    sized = {cell.column for row in source.layout.rows for cell in row if source.across(cell).size}
    return len(groups) > 1 or len(sized) > 1


def _references(source: TableSource) -> dict[tuple[Span, ...], str]:
    """For each factor the level that the others are compared with: its ratio is 1, or a word says so."""
    found: dict[tuple[Span, ...], str] = {}
    for row in source.layout.rows:
        if len(row[0].stub) < 2:
            continue
        ratios = [cell for cell in row if source.across(cell).ratio]
        if ratios and all(
            len(cell.text) < 60
            and words.REFERENCE.fullmatch(cell.text)
            and re.search(r"1|ref", cell.text, re.IGNORECASE)
            for cell in ratios
        ):
            last = source.down(row[0]).last
            if last is not None:
                found.setdefault(row[0].stub[:-1], last.label)
    return found


def _row(source: TableSource, row: tuple[DataCell, ...], references: dict[tuple[Span, ...], str]) -> Iterator[Finding]:
    """The ratios of a row, each with the interval and the p-value in the columns behind it."""
    open_: tuple[DataCell, Reading, Span, Reading | None] | None = None
    for cell in row:
        across, down = source.across(cell), source.down(cell)
        statistic = across.statistic or down.statistic
        if statistic == "ratio" and across.level:
            statistic = "ratio_ci"
        reading = read_cell(cell.text, statistic, across.level)
        if reading is None:
            continue
        if reading.statistic == "ratio":
            if open_ is not None:
                yield from _finding(source, *open_, references)
            open_ = (cell, reading, cell.span, None)
        elif open_ is not None and reading.statistic == "ci" and open_[1].ci_low is None:
            open_ = (open_[0], merged(open_[1], reading), open_[2].cover(cell.span), open_[3])
        elif open_ is not None and reading.statistic == "p" and open_[3] is None:
            open_ = (*open_[:3], reading)
    if open_ is not None:
        yield from _finding(source, *open_, references)


def _finding(
    source: TableSource,
    cell: DataCell,
    reading: Reading,
    span: Span,
    p: Reading | None,
    references: dict[tuple[Span, ...], str],
) -> Iterator[Finding]:
    across, down = source.across(cell), source.down(cell)
    measure = _measure(source, cell)
    outside = reading.ci_low is not None and reading.value is not None and not _within(reading)
    if measure is None or (reading.ci_low is None and p is None) or outside or not reading.value or reading.value <= 0:
        return
    if any(words.VERSUS.search(header.label) for header in across.headers):
        # The head says which arms are compared: the row is a subgroup of both.
        return
    group, comparator = _levels(source, cell, references)
    if group is None:
        return
    statistic: Statistic = across.ratio or down.ratio or "other"  # type: ignore[assignment]
    context = source.line(cell)
    row = row_of(
        context, span, measure, group, kind="contrast", statistic=statistic, rule="table regression", score=_SCORE
    )
    time = across.time
    yield replace(
        row,
        value=reading.value,
        ci_low=reading.ci_low,
        ci_high=reading.ci_high,
        ci_level=reading.ci_level if reading.ci_low is not None else None,
        p_value=p.value if p is not None else None,
        p_qualifier=p.qualifier if p is not None and p.qualifier != "=" else None,
        comparator=comparator,
        time_value=time[0] if time else None,
        time_unit=time[1] if time else None,
        adverse_event=None,
    )


def _within(reading: Reading) -> bool:
    value, low, high = reading.value or 0.0, reading.ci_low, reading.ci_high
    return (low is None or low <= value) and (high is None or value <= high)


def _measure(source: TableSource, cell: DataCell) -> MeasureMention | None:
    """What is predicted: the column says it, else the caption, else a heading over the rows."""
    across, down = source.across(cell), source.down(cell)
    if across.measure is not None and across.measure.code not in STUDY:
        return across.measure
    if source.measure is not None:
        return source.measure
    outer = [
        h.measure for h in down.headers[:-1] if h.measure is not None and len(h.label) <= 2 * len(h.measure.text) + 12
    ]
    return outer[0] if len(outer) == 1 else None


def _levels(
    source: TableSource, cell: DataCell, references: dict[tuple[Span, ...], str]
) -> tuple[Group | None, str | None]:
    """The level of a factor that a ratio is of, and the one that it is compared with where the table says so."""
    path = source.down(cell)
    labelled = [header for header in path.headers if header.label]
    if not labelled:
        return None, None
    last = labelled[-1]
    factor = labelled[-2].label if len(labelled) > 1 else ""
    inner = re.search(r"[(\[]([^()\[\]]*)[)\]]\s*$", last.label)
    told = inner[1] if inner and words.VERSUS.search(inner[1]) else last.label
    before = last.label[: inner.start()].strip(" ,:;") if inner and told is not last.label else factor
    parts = words.VERSUS.split(told)
    if len(parts) == 2 and all(part.strip() for part in parts):
        left, right = (part.strip(" ,:;") for part in parts)
        head, colon, tail = left.rpartition(":")
        if colon and tail.strip():
            before, left = head.strip(), tail.strip()
        return Group(last.span, _full(before, left), ()), _full(before, right)
    name = _full(factor, last.label) if words.GENERIC.fullmatch(last.label) else last.label
    reference = references.get(cell.stub[:-1])
    if reference is not None and words.GENERIC.fullmatch(reference):
        reference = _full(factor, reference)
    return Group(last.span, name, ()), reference


def _full(factor: str, level: str) -> str:
    """A level with its factor, where it says nothing by itself (`>60`, `yes`)."""
    bare = not _LETTERS.search(level) or words.GENERIC.fullmatch(level)
    return f"{factor} {level}" if factor and bare else level
