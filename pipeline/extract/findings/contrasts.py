"""The contrast rows of ratios and differences."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.ranking.when import ranked_time
from pipeline.extract.findings.risk_factors import associated_with, factor_of, reference_of
from pipeline.extract.findings.row import row_of, with_figure
from pipeline.extract.findings.sides import PROGNOSTIC, name_of, sides, sides_of_each
from pipeline.extract.findings.statistics import has_interval
from pipeline.schema import Finding, Statistic


def contrast_rows(
    context: SentenceContext, figure: Figure, measure: MeasureMention, group: Group | None, rule: str, score: float
) -> list[Finding]:
    """The contrast row of a ratio or difference, with its two groups."""
    coefficient = figure.main.name == "coefficient"
    left, right = sides(
        context, figure, None if figure.kind in ("ratio", "difference") else group, figure.span, measure.code
    )
    # A coefficient is of a factor only where the sentence tells what goes with what: `A scored higher than B (b = 0.4)`.
    prognostic = not coefficient or PROGNOSTIC.search(context.words)
    associated = measure if rule == "associated" else None
    factor = factor_of(context, figure, associated) if figure.kind == "ratio" and prognostic else None
    # A coefficient stands behind what it is told of: that is its measure, and no factor.
    said = measure.text.lower()
    name = factor.name.lower() if factor is not None else ""
    if factor is not None and coefficient and (name in said or said in name):
        factor = associated_with(context, figure)
    if factor is None and coefficient and left is None:
        factor = associated_with(context, figure)
    if factor is not None:
        left, right = factor, reference_of(context, figure)
    elif left is None and group is not None and group.size is not None:
        left = group
    time = ranked_time(context, figure, measure)
    statistic: Statistic = "difference"
    if figure.kind == "ratio":
        statistic = figure.main.name if figure.main.name in ("hazard_ratio", "odds_ratio", "risk_ratio") else "other"  # type: ignore[assignment]
    if statistic == "hazard_ratio":
        # It holds for all of the follow-up, whatever time the rates beside it are of.
        time = None
    spread = figure if figure.interval is None else None
    rows: list[Finding] = []
    for one in sides_of_each(context, left, right):
        row = row_of(context, figure.span, measure, one, kind="contrast", statistic=statistic, rule=rule, score=score)
        row = replace(with_figure(row, context, figure, time), comparator=name_of(right))
        if spread and statistic == "difference" and has_interval(figure, context.folded):
            row = replace(row, ci_low=figure.low, ci_high=figure.high, ci_level=context.level)
        elif spread:
            row = replace(row, low=spread.low, high=spread.high, spread=spread.spread)
        rows.append(row)
    return rows
