"""Rows of tables whose cells tell what happened in each group: outcomes, and adverse events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import SURVIVAL, TOXICITY, MeasureMention
from pipeline.extract.findings.tables import p_values, sides, words
from pipeline.extract.findings.tables.cells import Reading, figure_of, merged, read_cell
from pipeline.extract.findings.tables.columns import Columns, counts_patients
from pipeline.extract.findings.tables.layout import DataCell
from pipeline.extract.findings.tables.paths import Path
from pipeline.extract.findings.tables.source import TableSource
from pipeline.extract.findings.tables.subject import is_any_event, measure_of_rows
from pipeline.extract.findings.tables.told import Told, finding, statistic_of
from pipeline.schema import Finding, Span, Statistic

#: Statistics that a column holds whatever its rows say.
_BY_COLUMN = frozenset(
    {"p", "test", "ci", "sd", "se", "range", "iqr", "ratio", "ratio_ci", "difference", "difference_ci"}
)
#: What a bare number can count where nothing says what it is.
_COUNTED = TOXICITY | {"CR", "PR", "SD", "PD", "ORR", "DEATH", "NRM", "RELAPSE", "HSCT", "MRD_NEG"}
_FEW_GRADES = 2
#: What is longer describes more than a part of the patients.
LONGEST_PART = 60
_TIMES = frozenset({"days", "weeks", "months", "years"})
#: Under so many headings a label that comes again parts the patients.
_OFTEN = 3


#: What a cell of a table is of, where its reader knows better than the headers.
Of = Callable[[TableSource, DataCell], MeasureMention | None]
#: A line of these tells the rest of the line above it.
_LINES_BELOW = frozenset({"ci", "sd", "se", "range", "iqr"})


def rows(source: TableSource, of: Of | None = None) -> list[Finding]:
    """The rows of a table of results.

    Args:
        source: the table.
        of: what each cell is of; None where its headers say so.
    """
    columns, levels, parts = Columns(source), _levels(source), _parts(source)
    lines: list[list[Told]] = []
    for row in source.layout.rows:
        if lines and _goes_on(source, row):
            _take_in(source, row, lines[-1])
            continue
        told = list(_figures(source, columns, levels, parts, row, of))
        figures: list[Told] = []
        for each in told:
            last = figures[-1] if figures else None
            following = words.BESIDE.get(last.reading.statistic, frozenset()) if last else frozenset()
            if (
                last is not None
                and each.reading.statistic in following
                and last.is_of(each)
                and last.end == each.cell.column
            ):
                last.reading = merged(last.reading, each.reading)
                last.span = last.span.cover(each.span)
                last.end = each.end
            elif each.reading.statistic not in _LINES_BELOW:
                figures.append(each)
        lines.append(figures)
    beside = p_values.beside_rows(lines)
    return [row for figures in lines for row in _rows(source, figures, beside)]


def _goes_on(source: TableSource, row: tuple[DataCell, ...]) -> bool:
    """Whether a line tells the intervals or deviations of the line above it: its own label is `95% CI`, and no more."""
    last = source.reader.read(row[0].stub[-1]) if row[0].stub else None
    return last is not None and not last.label and last.statistic in _LINES_BELOW


def _take_in(source: TableSource, row: tuple[DataCell, ...], above: list[Told]) -> None:
    """Give the figures of a line what the line below tells of them, column by column."""
    header = source.reader.read(row[0].stub[-1])
    for cell in row:
        told = next((each for each in above if each.cell.column == cell.column), None)
        reading = read_cell(cell.text, header.statistic, header.level) if told is not None else None
        if told is None or reading is None or reading.statistic not in words.BESIDE.get(told.reading.statistic, ()):
            continue
        value = told.reading.value
        low, high = (reading.ci_low, reading.ci_high) if reading.statistic == "ci" else (reading.low, reading.high)
        if value is None or low is None or reading.statistic in ("sd", "se") or low <= value <= (high or value):
            told.reading = merged(told.reading, reading)


def _figures(
    source: TableSource,
    columns: Columns,
    levels: Mapping[Span, Group],
    parts: Mapping[Span, str],
    row: tuple[DataCell, ...],
    of: Of | None = None,
) -> Iterator[Told]:
    """The figures of a row, in order, each that is understood."""
    own_size = _size_of(source, row)
    for cell in row:
        across, down = source.across(cell), source.down(cell)
        if not columns.is_read(cell):
            continue
        statistic = across.statistic if across.statistic in _BY_COLUMN else down.statistic or across.statistic
        size = columns.size(cell) or down.size or own_size
        told = statistic or source.statistic
        level = levels.get(cell.stub[-1]) if cell.stub else None
        if level is not None:
            down = replace(source.path(cell.stub[:-1]), group=level)
        within = next((parts[span] for span in cell.stub[:-1] if span in parts), None)
        if within is not None and down.group is not None and across.measure is not None:
            # `NSCLC` over `Trial` and `Control`: a part of the patients of each.
            inner = source.path(cell.stub[-1:])
            down = replace(inner, group=replace(down.group, name=f"{down.group.name}, {within}"))
        measure = _measure(source, across, down) if of is None else of(source, cell)
        group, part = columns.group(cell), down.group if of is None else None
        if measure is None and group is not None and of is None:
            part = _part(source, down) or part
            measure = source.measure if part is not None or _is_of_all(source, down) else None
        if measure is None:
            continue
        if measure.code == "AGE" and told in ("mean", "median"):
            # Ages have no confidence intervals.
            told = f"{told}_range"
        reading = read_cell(cell.text, told or columns.statistic(cell), across.level or down.level, size)
        if reading is not None and reading.statistic == "value" and measure.code in SURVIVAL and reading.unit in _TIMES:
            # `8.2 months` of survival is its median.
            reading = replace(reading, statistic="median")
        if reading is None or reading.statistic == "value":
            continue
        if reading.statistic == "fraction" and not columns.has_fractions:
            continue
        counted = told is None and reading.statistic == "count"
        if counted and (measure.code not in _COUNTED or (measure.code in TOXICITY and source.kind != "adverse_events")):
            continue
        if group is not None and part is not None:
            if measure.code not in SURVIVAL:
                # Whose it is, no one header says.
                continue
            # A part of the patients within an arm: how many they are, the arm's size does not say.
            group, size = replace(group, name=f"{group.name}, {part.name}"), None
        group = group or part or source.population
        if reading.statistic in ("mean", "median", "difference") and reading.unit is None:
            reading = replace(reading, unit=down.unit or across.unit)
        if (
            cell.columns > 1
            and reading.statistic != "p"
            and group is not None
            and not sides.compares(reading.statistic)
        ):
            continue
        grade = down.grade or across.grade
        if grade == "0":
            continue
        yield Told(
            span=figure_of(cell.span, cell.text),
            reading=reading,
            measure=measure,
            group=group,
            cell=cell,
            time=(across.time or down.time) if part is not None else (down.time or across.time),
            phase=down.phase or across.phase,
            grade=None if grade == "any" else grade,
            ratio=across.ratio or down.ratio,
            size=size,
            by_row=part is not None and columns.group(cell) is None,
            counted=counted,
            end=cell.column + cell.columns,
        )


def _is_of_all(source: TableSource, down: Path) -> bool:
    """Whether a row is of all patients, in a table whose caption says which survival is told."""
    everyone = [header.everyone for header in down.headers if header.label]
    return bool(everyone) and all(everyone) and source.measure is not None and source.measure.code in SURVIVAL


def _part(source: TableSource, down: Path) -> Group | None:
    """The part of the patients that a row is of, in a table whose caption says what is measured in all of them."""
    if source.measure is None or source.measure.code not in SURVIVAL or down.measure is not None:
        return None
    told = [h for h in down.headers if h.label and not (h.everyone or h.time or h.phase or h.grade)]
    if not told or not down.open or len(told[-1].label) > LONGEST_PART:
        return None
    return Group(told[-1].span, ", ".join(header.label for header in told[-2:]), ())


def _size_of(source: TableSource, row: tuple[DataCell, ...]) -> int | None:
    """How many patients a row tells of, where a column headed `n` says so of the group that the row is of."""
    if source.down(row[0]).group is None:
        return None
    for cell in row:
        if counts_patients(source, cell) and cell.text.isdecimal():
            return int(cell.text) or None
    return None


def _levels(source: TableSource) -> dict[Span, Group]:
    """Labels that come again under one heading after another: they part the patients, and are not what is measured."""
    under: dict[str, dict[Span, Span]] = {}
    for row in source.layout.rows:
        stub = row[0].stub
        header = source.reader.read(stub[-1]) if len(stub) > 1 else None
        if header is not None and header.is_open and not words.GENERIC.fullmatch(header.label):
            under.setdefault(header.label, {}).setdefault(stub[-2], stub[-1])
    return {
        place: Group(place, label, ())
        for label, places in under.items()
        if len(places) >= _OFTEN
        for place in places.values()
    }


def _parts(source: TableSource) -> dict[Span, str]:
    """Headings under which the same groups come again: each is a part of the patients, and not what is measured."""
    under: dict[str, dict[Span, str]] = {}
    for row in source.layout.rows:
        stub = row[0].stub
        outer = source.reader.read(stub[-2]) if len(stub) > 1 else None
        group = source.reader.read(stub[-1]).group if outer is not None else None
        if outer is not None and group is not None and outer.is_open and not words.NOT_MEASURED.fullmatch(outer.label):
            under.setdefault(group.name.lower(), {})[outer.span] = outer.label
    return {place: label for places in under.values() if len(places) > 1 for place, label in places.items()}


def _measure(source: TableSource, across: Path, down: Path) -> MeasureMention | None:
    """What a cell is of: by its column, else by its row, else by the caption."""
    if across.measure is not None and not (source.kind == "adverse_events" and is_any_event(across.measure)):
        if down.measure is not None and down.measure.code != across.measure.code:
            # `Survival rates` over `PFS`: the row says which survival.
            broad = across.measure.code == "OS" and "overall" not in across.measure.text.lower()
            return down.measure if broad and down.measure.code in SURVIVAL and not down.open else None
        unread = [header for header in down.open if not words.GENERIC.fullmatch(header.label)]
        return None if unread else across.measure
    table = f"{source.caption} {source.corner}"
    named = measure_of_rows(
        down, source.kind, source.measure, table, other=source.rules.other_measures, acute=source.acute
    )
    if named is not None:
        return named
    placed = down.group is not None or (across.group is not None and (down.time or down.grade or down.phase))
    if placed and source.measure is not None and not _says_more(down):
        return source.measure
    return None


def _says_more(path: Path) -> bool:
    """Whether the headers down the stub say more than whose figure it is, when, and of which grade."""
    labelled = [h for h in path.headers if h.label and not (h.time or h.phase or h.grade or h.everyone)]
    return len(labelled) > 1 or any(h.group is None for h in labelled)


def _rows(source: TableSource, figures: list[Told], beside: Mapping[int, Reading]) -> Iterator[Finding]:
    """The rows of one line of the table, each p-value where it belongs.

    Args:
        source: the table.
        figures: the figures of the line.
        beside: the p-values that compare it with other lines, by the identity of its figures.
    """
    parts = p_values.sections(figures)
    if not parts:
        told = [each for each in figures if not p_values.is_test(each)]
        parts = [(told, each) for each in figures if p_values.is_test(each)]
        of_all = [p for _, p in parts if p.group is None or p.group is source.population]
        changes = [p for _, p in parts if _tells_change(source, told, p)]
        yield from _compared(source, told, of_all[0] if len(of_all) == 1 else None, beside)
        for p in changes:
            yield _change(source, p)
        return
    for run, p in parts:
        overall = p.group is None or p.group is source.population
        yield from _compared(source, run, p if overall else None, beside)
        if _tells_change(source, run, p):
            yield _change(source, p)


def _tells_change(source: TableSource, told: list[Told], p: Told) -> bool:
    # In a trial of several arms a figure of no one knows whom is left alone.
    return p_values.within_group(told, p) and (p.group is not None or not source.context.study.arms)


def _change(source: TableSource, p: Told) -> Finding:
    """The row of a p-value for a change within one group."""
    row = finding(source, p, kind="contrast", statistic="p_only", p=p.reading)
    return replace(row, comparator="baseline", time_value=None, time_unit=None)


def _compared(
    source: TableSource, told: list[Told], p: Told | None, beside: Mapping[int, Reading]
) -> Iterator[Finding]:
    """The rows of some figures of a line, and the one p-value that is told of them."""
    compared = [each for each in told if sides.compares(each.reading.statistic)]
    grouped = [each for each in told if each.group is not None and each not in compared]
    moments = {(each.time, each.phase) for each in grouped}
    # One p-value for a row of grades compares them all, and is of none.
    grades = {each.grade for each in grouped}
    by_row = len(moments) > 1 or len(grades) > _FEW_GRADES or any(each.by_row for each in grouped)
    for each in told:
        takes = (
            p is not None
            and not by_row
            and (each in compared or (not compared and len(grouped) > 1 and each in grouped))
        )
        yield from _row(source, each, p.reading if p is not None and takes else beside.get(id(each)))
    if p is not None and not told and source.kind == "outcomes":
        row = finding(source, p, kind="contrast", statistic="p_only", p=p.reading)
        alone = p.group is None and not source.context.study.arms
        yield replace(row, comparator="baseline") if source.within and alone else row


def _row(source: TableSource, told: Told, p: Reading | None) -> Iterator[Finding]:
    reading = told.reading
    if sides.compares(reading.statistic):
        scored = reading.statistic == "difference" and words.SCORED.search(source.caption)
        if scored and told.measure.code in TOXICITY:
            told.measure = replace(told.measure, code="OTHER", concept=None)
        left, right = sides.of_comparison(source, told.cell)
        told.group = left
        statistic: Statistic = "difference" if reading.statistic == "difference" else told.ratio or "other"  # type: ignore[assignment]
        if reading.ci_low is None and p is None:
            return
        row = finding(source, told, kind="contrast", statistic=statistic, p=p)
        yield replace(row, comparator=right)
        return
    statistic = statistic_of(reading, told.measure.code, timed=told.time is not None)
    if told.measure.code in TOXICITY and reading.statistic in ("mean", "median"):
        # The severity of a symptom is a measured end point.
        told.measure = replace(told.measure, code="OTHER", concept=None)
    if told.measure.code == "OTHER" and (
        not source.rules.other_measures or (told.group is None and source.context.study.arms)
    ):
        # In a trial of several arms a figure of no one knows whom is left alone.
        return
    if reading.statistic == "count" and not told.counted and _is_size(source, told):
        return
    if (
        told.measure.code in SURVIVAL
        and reading.events is not None
        and any(words.CAME_TO_PASS.search(source.reader.words(span)) for span in told.cell.head)
    ):
        return
    yield finding(source, told, kind="arm", statistic=statistic, p=p)


def _is_size(source: TableSource, told: Told) -> bool:
    """Whether a number under `n` is more likely how many patients there were than how many had an event."""
    stub = told.cell.stub[-1:]
    if any(source.reader.read(span).statistic == "count" and not source.reader.read(span).label for span in stub):
        return True
    return source.kind != "adverse_events" and source.down(told.cell).statistic != "count"
