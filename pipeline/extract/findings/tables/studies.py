"""Rows of tables that tell of other papers, one study a row: `Locatelli et al. | 108 | Blinatumomab | 85%`.

What they report is cited. Only columns whose end point a lexicon names are read; the therapies are those of the row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.measures import STUDY, TOXICITY, MeasureMention
from pipeline.extract.findings.tables import sides
from pipeline.extract.findings.tables.cells import figure_of, read_cell
from pipeline.extract.findings.tables.columns import Columns
from pipeline.extract.findings.tables.layout import DataCell
from pipeline.extract.findings.tables.paths import Path
from pipeline.extract.findings.tables.source import TableSource
from pipeline.extract.findings.tables.told import Told, finding, statistic_of
from pipeline.schema import Finding

_OWN = re.compile(r"\b(?:present|current|this|our|own)\b", re.IGNORECASE)


def rows(source: TableSource) -> list[Finding]:
    """The figures of each study, as cited ones; those of a row that is this study's are its own."""
    columns = Columns(source)
    found: list[Finding] = []
    for row in source.layout.rows:
        if not row[0].stub:
            continue
        line = source.layout.lines[row[0].row]
        own = _OWN.search(source.reader.words(row[0].stub[-1])) is not None
        context = replace(
            source.context,
            attribution="own" if own else "cited",
            mentions=tuple(m for m in source.context.mentions if line.contains(m.span)),
        )
        of_study = replace(source, context=context, _lines={})
        size = _size(source, row)
        found.extend(each for cell in row for each in _row(of_study, columns, cell, size))
    return found


def _row(source: TableSource, columns: Columns, cell: DataCell, size: int | None) -> list[Finding]:
    across = source.across(cell)
    measure = _measure(across, understood=columns.is_read(cell))
    if measure is None:
        return []
    reading = read_cell(cell.text, across.statistic, across.level, size)
    if reading is None or reading.statistic in ("value", "p", "ci", "range", "iqr", "sd", "se"):
        return []
    if sides.compares(reading.statistic):
        return []
    if reading.unit is None and reading.statistic in ("mean", "median"):
        reading = replace(reading, unit=across.unit)
    told = Told(
        span=figure_of(cell.span, cell.text),
        reading=reading,
        measure=measure,
        group=None,
        cell=cell,
        time=across.time,
        phase=None,
        grade=across.grade if measure.code in TOXICITY and across.grade != "any" else None,
        ratio=None,
        size=size,
    )
    statistic = statistic_of(reading, measure.code, timed=told.time is not None)
    return [finding(source, told, kind="arm", statistic=statistic, p=None)]


def _measure(across: Path, *, understood: bool) -> MeasureMention | None:
    """What a column is of: `Acute toxicity` > `GI` is of both."""
    measure = across.measure
    if measure is None or measure.code in STUDY:
        return None
    if understood:
        return measure
    inner = across.headers[-1]
    within = len(across.open) == 1 and inner in across.open and measure.code in TOXICITY
    return replace(measure, text=f"{measure.text}, {inner.label}") if within else None


def _size(source: TableSource, row: Sequence[DataCell]) -> int | None:
    """How many patients a study had, where a column says so."""
    for cell in row:
        across = source.across(cell)
        counted = across.statistic == "count" or any(header.everyone for header in across.headers)
        if counted and across.measure is None and cell.text.replace(",", "").isdecimal():
            return int(cell.text.replace(",", "")) or None
    return None
