"""The row of a figure that tells of one group."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.labelled import statistic_told
from pipeline.extract.findings.measures import STUDY, SURVIVAL, TOXICITY, MeasureMention
from pipeline.extract.findings.ranking.when import ranked_time
from pipeline.extract.findings.reportable import counts_people, is_denominator
from pipeline.extract.findings.row import row_of, with_figure
from pipeline.extract.findings.rules import Rules
from pipeline.extract.findings.statistics import statistic_of
from pipeline.schema import Finding, Span, Spread, Statistic

_BOTH_ARE = 2
_OF_BOTH = r"(?:in|for|of)\s+(?:both|the two|each|either)\s+(?:of the\s+)?(?:\w+\s+)?(?:arms?|groups?|cohorts?)\b"
#: Behind a figure, where nothing but what happened stands between.
_BOTH = re.compile(
    rf"\s*[)\]]?\s*(?:of (?:the )?\w+\s+)?{_OF_BOTH}|\s*(?:in|for) both(?=\s*[,.;)])|[^.;:,()%\d]{{0,70}}?\s{_OF_BOTH}",
    re.IGNORECASE,
)
_IN_BOTH_FIRST = re.compile(rf"(?:[A-Z]+\s?:\s)?{_OF_BOTH}", re.IGNORECASE)


def both_arms(context: SentenceContext, figure: Figure) -> tuple[Group, ...]:
    """The study's two arms, for a figure told of both (`24% in both arms`, `90% responded in each arm`)."""
    if len(context.study.arms) != _BOTH_ARE:
        return ()
    behind = _BOTH.match(context.folded, figure.span.end, context.sentence.end)
    if behind is not None and any(
        figure.span.end <= group.span.start < behind.end() and group.arm is not None for group in context.groups
    ):
        return ()
    opened = len(context.figures) == 1 and _IN_BOTH_FIRST.match(context.words.lstrip())
    if behind is None and not opened:
        return ()
    at = Span(figure.span.end, figure.span.end)
    return tuple(Group(at, arm.name, arm.therapies, arm) for arm in context.study.arms)


def arm_row(
    context: SentenceContext,
    figure: Figure,
    measure: MeasureMention,
    group: Group | None,
    rule: str,
    score: float,
    rules: Rules,
) -> Finding:
    """The row of a figure, its denominator filled in where the text leaves no doubt of it."""
    code = measure.code
    time = ranked_time(context, figure, measure)
    statistic = statistic_of(figure, code, context.folded, context.sentence, timed=time is not None, name=measure.text)
    statistic = statistic_told(context, figure, statistic)
    value, events, total, unit = figure.value, figure.events, figure.total, figure.unit
    if figure.kind == "count" and figure.main.name and figure.main.name.startswith("all") and events is None:
        value, unit, events, total, statistic = 100.0, "%", None, None, "proportion"
    elif figure.kind == "count" and figure.main.name and figure.main.name.startswith("all"):
        total = None
    elif figure.kind == "number" and statistic == "count" and unit is None and figure.value is not None:
        value, events = None, int(figure.value)
    inferred: tuple[str, ...] = ()
    if (
        rules.infer_totals
        and events is not None
        and total is None
        and statistic in ("count", "proportion", "survival")
        and code not in STUDY
    ):
        # `Of 163 adverse events, 79 (48.5%) ...`: the denominator that the sentence itself tells comes first.
        size = _denominator(context, figure, events, value)
        if size is None and not _OF_THEM.match(context.folded, figure.span.end):
            size = _size(context, group)
        # A count under a share must agree with the denominator that is filled in.
        if size is not None and events <= size and _agrees(events, size, value) and context.attribution == "own":
            total, inferred = size, ("total",)
    if figure.kind == "count" and statistic == "count" and total == events and inferred == () and code in STUDY:
        events = None
    row = row_of(context, figure.span, measure, group, kind="arm", statistic=statistic, rule=rule, score=score)
    return replace(
        with_figure(row, context, figure, time),
        value=value,
        unit=unit,
        events=events,
        total=total,
        low=figure.low,
        high=figure.high,
        spread=_spread(context, figure, code, statistic),
        grade=context.grade_for(figure, measure) if code in TOXICITY else None,
        adverse_event=measure.concept if code in TOXICITY else None,
        inferred=inferred,
    )


#: `163 adverse events, of which 79 (48.5%) were severe`
_OF_WHICH = re.compile(r"[\s,]{1,3}(?:and\s)?of (?:which|whom|these|those|them),?\s(?:only\s)?", re.IGNORECASE)
_RANGE = re.compile(r"\b(?:range|min)", re.IGNORECASE)
#: `five died, two of them of sepsis`: a count of those just counted, not of all.
_OF_THEM = re.compile(r"\s*of (?:them|these|those|whom|which)\b", re.IGNORECASE)


def _size(context: SentenceContext, group: Group | None) -> int | None:
    """The size of the arm that a count belongs to; of the study, where no group is told."""
    if group is None:
        return context.study.total
    return group.arm.total if group.arm is not None else group.size


def _denominator(context: SentenceContext, figure: Figure, events: int, value: float | None) -> int | None:
    """The number that a count of the same sentence is told to be of."""
    of_them = _OF_THEM.match(context.folded, figure.span.end)
    before = context.figures.index(figure) - 1
    if before >= 0 and context.figures[before].kind == "fraction" and figure.kind == "number":
        whole = context.figures[before].total
        same = context.figure_groups[before] is context.figure_groups[before + 1] is not None
        if same and whole and events + (context.figures[before].events or 0) <= whole:
            return whole
    for earlier in reversed([f for f in context.figures if f.span.end <= figure.span.start]):
        whole = earlier.events if earlier.kind == "count" else None
        if earlier.kind == "number" and earlier.value is not None and earlier.unit is None and earlier.is_whole:
            whole = int(earlier.value)
        counted = of_them and (earlier.kind == "count" or counts_people(context, earlier))
        listed = earlier.kind == "count" and _OF_WHICH.fullmatch(context.folded, earlier.span.end, figure.span.start)
        of_these = whole is not None and (counted or listed or is_denominator(context, earlier))
        if of_these and whole is not None and events <= whole and _agrees(events, whole, value):
            return whole
    return None


def _agrees(events: int, total: int, value: float | None) -> bool:
    return value is None or abs(100.0 * events / total - value) < 0.6


def _has_quartiles(context: SentenceContext) -> bool:
    return context.study.quartiles and context.attribution == "own"


def _spread(context: SentenceContext, figure: Figure, code: str, statistic: Statistic) -> Spread | None:
    """What a dispersion without its name is.

    `+-` is a standard error beside an estimate over time, a standard deviation elsewhere; brackets behind a median hold
    its quartiles where the paper's methods say so.
    """
    if statistic == "median" and figure.spread == "range" and figure.value is not None and _has_quartiles(context):
        return "range" if _RANGE.search(context.folded, figure.span.start, figure.span.end) else "iqr"
    estimated = code in SURVIVAL or statistic in ("survival", "cumulative_incidence")
    if figure.spread == "sd" and estimated and figure.kind == "percent":
        return "se"
    return figure.spread
