"""Rows of tables that list one patient a row: for each column how many of the patients had what it tells of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.findings.measures import SURVIVAL, MeasureMention
from pipeline.extract.findings.row import row_of
from pipeline.extract.findings.tables.layout import DataCell
from pipeline.extract.findings.tables.source import TableSource
from pipeline.schema import Finding, Span

_SCORE = 0.6
#: A cell of these columns is a word or two.
LONGEST = 60
_MARKS = re.compile(r"\s{0,3}(?:[*†‡§¶#]|\[\w\])+$")
_YES = re.compile(r"(?:yes|y|\+|√|✓|✔|present|achieved)", re.IGNORECASE)
_NO = re.compile(r"(?:no|n|-|x|✗|absent|none|not achieved)", re.IGNORECASE)
#: Heads of columns that tell how patients fared; what they had before is none.
_FARED = re.compile(
    r"\b(?:responses?|outcomes?|status|follow-?up|results?|best|remission|evaluation|efficacy|survival|disposition)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:prior|previous|pre|before|baseline|at (?:diagnosis|entry|enrol\w+|admission|relapse)|initial|history)\b",
    re.IGNORECASE,
)
_ALIVE = re.compile(r"\W*(?:alive|live|living|survival|survived)\W*", re.IGNORECASE)
#: What a cell of such a column can be the name of.
_STATES = frozenset({"CR", "PR", "SD", "PD", "MRD_NEG", "DEATH", "OS", "RELAPSE"})


def rows(source: TableSource) -> list[Finding]:
    """A row for each thing that a column tells of patients, counted; all its figures are inferred."""
    columns: dict[int, list[DataCell]] = {}
    patients: dict[Span, None] = {}
    for row in source.layout.rows:
        for cell in row:
            columns.setdefault(cell.column, []).append(cell)
            patients.setdefault(cell.stub[0] if cell.stub else cell.span)
    found: list[Finding] = []
    for column in sorted(columns):
        cells = columns[column]
        head = source.across(cells[0])
        if not cells[0].head or _EARLIER.search(" ".join(h.label or source.reader.words(h.span) for h in head.headers)):
            continue
        # A patient who has two rows would be counted twice.
        if len({cell.stub[:1] for cell in cells}) == len(cells):
            found.extend(_counted(source, cells, len(patients)))
    return found


def _counted(source: TableSource, cells: list[DataCell], patients: int) -> Iterator[Finding]:
    head = source.across(cells[0])
    last = head.headers[-1]
    label = last.label or source.reader.words(last.span)
    values = [_MARKS.sub("", cell.text[:LONGEST]) for cell in cells]
    yes, no = sum(bool(_YES.fullmatch(v)) for v in values), sum(bool(_NO.fullmatch(v)) for v in values)
    measure = head.measure
    if measure is None and _ALIVE.fullmatch(label):
        measure = MeasureMention(last.span, "OS", label)
    if measure is not None and yes and yes + no == len(values) == patients:
        yield _row(source, cells, measure, yes, len(values))
        return
    if not (_FARED.search(label) or (measure is not None and measure.code in _STATES | SURVIVAL | {"ORR"})):
        return
    named = [_named(source, cell) for cell in cells]
    counts = Counter(m.code for m in named if m is not None)
    if 10 * sum(counts.values()) < 9 * len(cells) or len(cells) != patients:
        return
    for code in dict.fromkeys(m.code for m in named if m is not None):
        first = next(m for m in named if m is not None and m.code == code)
        yield _row(source, cells, first, counts[code], len(cells))


def _named(source: TableSource, cell: DataCell) -> MeasureMention | None:
    """The state that the whole of a cell names."""
    measure = source.reader.named_by(cell.span)
    return measure if measure is not None and measure.code in _STATES else None


def _row(source: TableSource, cells: list[DataCell], measure: MeasureMention, events: int, total: int) -> Finding:
    head = cells[0].head[-1]
    span = source.layout.table.span
    context = replace(
        source.context, sentence=Span(head.start, head.end) if not span.contains(head) else _line(source, head)
    )
    row = row_of(
        context,
        head,
        measure,
        source.population,
        kind="arm",
        statistic="proportion",
        rule="table patients",
        score=_SCORE,
    )
    if measure.code in SURVIVAL:
        row = replace(row, statistic="survival" if measure.code == "OS" else "proportion")
    return replace(row, events=events, total=total, inferred=("events", "total"))


def _line(source: TableSource, place: Span) -> Span:
    return next((line for line in source.layout.lines.values() if line.contains(place)), place)
