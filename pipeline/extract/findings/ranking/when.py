"""The time that a figure holds for, where what is learned is surer of another answer than the rules are of theirs."""

from __future__ import annotations

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import STUDY, MeasureMention
from pipeline.extract.findings.ranker import Choice
from pipeline.extract.findings.ranking import time_cases
from pipeline.extract.findings.ranking.choosing import asked_of, best_of
from pipeline.extract.findings.times import Time, time_in_order, time_of


def ranked_time(context: SentenceContext, figure: Figure, measure: MeasureMention) -> Time | None:
    """The time for which a figure holds, as a number and its unit: told beside it, or anywhere before.

    Args:
        context: the sentence.
        figure: the figure.
        measure: what it is of.
    """
    ordered = time_in_order(context, figure) if figure.kind != "duration" and measure.code not in STUDY else None
    if ordered is not None:
        return ordered
    ruled = time_of(context, figure, measure)
    asked = asked_of(context, figure.span)
    # Of a paper that is quoted no more is known than its sentence tells; lengths of time hold for none.
    if asked is None or context.attribution == "cited" or figure.kind == "duration" or measure.code in STUDY:
        return ruled
    found = time_cases.candidates(context, ruled)
    cases = time_cases.cases(context, figure, measure, found)
    names = [None if time is None else f"{time[0]:g} {time[1]}" for time, _ in found]
    time, told = found[best_of(asked[0], Choice("time", figure, names, cases))]
    # As it is told nearest: `12 months` here may be the methods' `1 year`.
    return told[-1].time if told else time
