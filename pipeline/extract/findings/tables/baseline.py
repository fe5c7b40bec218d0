"""Rows of tables that say who the patients were: how many each group had, and how old they were. Nothing else is a result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.row import row_of
from pipeline.extract.findings.tables import by_group, words
from pipeline.extract.findings.tables.columns import Columns
from pipeline.extract.findings.tables.layout import DataCell
from pipeline.extract.findings.tables.source import TableSource
from pipeline.schema import Finding, Span

_AGED: Final = re.compile(r"\b(?:age|aged)\b(?! (?:group|range|band|categor))", re.IGNORECASE)
_SHORTER: Final = re.compile(r"\b(month|week|day)s?\b", re.IGNORECASE)
_AVERAGES: Final = frozenset({"mean", "median"})
_NUMBER: Final = re.compile(r"\d[\d,]*")
_SCORE: Final = 0.8


def rows(source: TableSource) -> list[Finding]:
    """How many patients each group had, and how old they were."""
    aged = by_group.rows(source, of=_age)
    ages = [row for row in aged if row.kind == "arm" and row.statistic in _AVERAGES]
    return [*_sizes(source), *(row if row.unit else replace(row, unit=_unit(row.measure_text)) for row in ages)]


def _unit(label: str) -> str:
    """The unit of ages: years, where nothing else is told."""
    told = _SHORTER.search(label)
    return f"{told[1].lower()}s" if told is not None else "years"


def _age(source: TableSource, cell: DataCell) -> MeasureMention | None:
    """Age, where the row of a cell tells it; `<= 60 years` under `Age` parts the patients."""
    down = source.down(cell)
    named = next((header for header in reversed(down.headers) if _AGED.search(source.reader.words(header.span))), None)
    if named is None or (down.statistic or "").split("_")[0] not in _AVERAGES:
        return None
    return MeasureMention(named.span, "AGE", " ".join(source.reader.words(named.span).split()))


def _sizes(source: TableSource) -> Iterator[Finding]:
    """The groups' sizes: behind their names (`XELIRI (n = 41)`), or in a row of their own."""
    columns, told = Columns(source), set[Span]()
    for row in source.layout.rows:
        for cell in row:
            group = columns.group(cell)
            place = _size_over(source, cell) or columns.size_cell(cell)
            if group is None or place is None or place in told:
                continue
            told.add(place)
            yield _size(source, group, place)


def _size_over(source: TableSource, cell: DataCell) -> Span | None:
    """Where the heads over a cell say how many patients there were."""
    for span in reversed(cell.head):
        header = source.reader.read(span)
        found = words.SIZE.search(source.context.folded, span.start, span.end) if header.size else None
        if found is not None:
            start = found.start() + len(found[0]) - len(found[0].lstrip(" ([,;:"))
            return Span(start, found.end("n"))
    return None


def _size(source: TableSource, group: Group, place: Span) -> Finding:
    text = source.context.document.text
    number = _NUMBER.search(place.of(text))
    row = row_of(
        replace(source.context, sentence=place),
        place,
        MeasureMention(place, "N", "patients"),
        group,
        kind="arm",
        statistic="count",
        rule="table sizes",
        score=_SCORE,
    )
    return replace(row, total=int(number[0].replace(",", "")) if number else None)
