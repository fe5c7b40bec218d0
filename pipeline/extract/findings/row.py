"""What every row of a sentence holds, whatever figure it tells."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.full_names import full_name
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import TOXICITY, MeasureMention
from pipeline.extract.findings.primary import told_in_full
from pipeline.schema import Finding, Span, Statistic


def row_of(
    context: SentenceContext,
    span: Span,
    measure: MeasureMention,
    group: Group | None,
    *,
    kind: Literal["arm", "contrast"],
    statistic: Statistic,
    rule: str,
    score: float,
) -> Finding:
    """A row without its figures, its id yet to be given.

    Args:
        context: the sentence.
        span: where the figures stand; the row quotes it.
        measure: what they are of.
        group: whose they are; None for all patients, or where it is not sure.
        kind: whether they tell of one group or compare two.
        statistic: what they are.
        rule: the rule that found the measure.
        score: how sure it is, up to 1.
    """
    return Finding(
        id="",
        document=context.document.id,
        kind=kind,
        span=span,
        quote=span.of(context.document.text),
        sentence=context.sentence,
        measure=measure.code,
        measure_text=_name(context, measure),
        statistic=statistic,
        attribution=context.attribution,
        section=context.section,
        group=group.name if group else None,
        therapies=context.therapies_of(group, span),
        adverse_event=measure.concept if measure.code in TOXICITY else None,
        rule=rule,
        score=round(min(1.0, score), 3),
    )


def without_marks(words: str) -> str:
    """A name without the marks that are left where it was cut off within a bracket: `median (IQR) pain`."""
    return _MARKS.sub("", words) or words


def _name(context: SentenceContext, measure: MeasureMention) -> str:
    words = without_marks(re.sub(r"\s+", " ", measure.text))
    if measure.code not in _TOLD_BY_NAME:
        return words
    return told_in_full(full_name(words, context.study.short_forms), context.study.end_point)


_MARKS = re.compile(r"^[\s)\],;:]+|[\s(\[,;:]+$")
#: Codes whose measures only their names tell apart.
_TOLD_BY_NAME = frozenset({"AE", "OTHER", "COURSE"})


def with_figure(row: Finding, context: SentenceContext, figure: Figure, time: tuple[float, str] | None) -> Finding:
    """The row with a figure's value, its confidence interval, and the time that it holds for."""
    interval = figure.interval
    return replace(
        row,
        value=figure.value,
        unit=figure.unit,
        qualifier=figure.main.qualifier if figure.main.qualifier != "=" else None,
        ci_low=interval.low if interval else None,
        ci_high=interval.high if interval else None,
        ci_level=(interval.level or context.level) if interval else None,
        time_value=time[0] if time else None,
        time_unit=time[1] if time else None,
    )
