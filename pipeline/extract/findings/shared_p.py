"""What a p-value is told of: several measures (`A, B and C fell (p < 0.01)`), several times, or its own place in a run."""

from __future__ import annotations

import re

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.measures import MeasureMention
from pipeline.schema import Quantity

#: Between two measures of a list; brackets may explain the first.
_LISTED = re.compile(
    r"\s?(?:\([^()]{1,30}\)\s?)?(?:,\s?(?:and\s|or\s)?|\s?(?:and|or)\s)(?:the\s|in\s|for\s)?", re.IGNORECASE
)
_UNIT = r"(?:hours?|days?|weeks?|months?|years?)"
#: `on postoperative days 1, 3 and 5 (`, `at 6 and 12 months (`
_TIMES = re.compile(
    rf"\b(?:at|on|after)\s(?:post-?operative\s|post-?surgery\s)?(?:(?P<lead>{_UNIT})\s(?:\([A-Z]{{1,5}}\)\s)?)?"
    rf"(?P<list>\d{{1,3}}(?:\s?,\s?\d{{1,3}}){{0,6}}\s?,?\s?and\s\d{{1,3}})(?:[\s-](?P<unit>{_UNIT})\b)?[^.;()\[\]\d]{{0,60}}[(\[]\s?$",
    re.IGNORECASE,
)
_REACH = 160


def measures_of(context: SentenceContext, start: int, measure: MeasureMention) -> list[MeasureMention]:
    """The measures that are listed with the one a p-value stands behind, that one last.

    Args:
        context: the sentence.
        start: where what is told before ends.
        measure: the measure that the p-value is of.
    """
    named = [m for m in context.measures if m.span.start >= start and not m.state]
    place = next((i for i, m in enumerate(named) if m.span == measure.span), None)
    listed = [measure]
    while place:
        place -= 1
        if not _LISTED.fullmatch(context.folded, named[place].span.end, listed[0].span.start):
            break
        listed.insert(0, named[place])
    return listed


def times_of(context: SentenceContext, p: Quantity) -> list[tuple[float, str]]:
    """The times that are listed right before the brackets of a p-value; none where fewer than two are."""
    found = _TIMES.search(context.folded, max(context.sentence.start, p.span.start - _REACH), p.span.start)
    unit = (found["lead"] or found["unit"]) if found is not None else None
    if found is None or unit is None:
        return []
    plural = unit.lower() if unit.lower().endswith("s") else f"{unit.lower()}s"
    return [(float(number), plural) for number in re.findall(r"\d+", found["list"])]


#: Between two p-values of a list.
_NEXT_P = re.compile(r"\s*(?:,|;)?\s*(?:and|or)?\s*")


def place_in_run(context: SentenceContext, p: Quantity) -> tuple[int, int]:
    """The place of a p-value among those that stand side by side with it, and how many those are.

    Args:
        context: the sentence.
        p: the p-value.
    """
    values = [q for q in context.quantities if q.kind == "p_value"]
    first = last = place = values.index(p)
    while first and _NEXT_P.fullmatch(context.folded, values[first - 1].span.end, values[first].span.start):
        first -= 1
    while last + 1 < len(values) and _NEXT_P.fullmatch(
        context.folded, values[last].span.end, values[last + 1].span.start
    ):
        last += 1
    return place - first, last - first + 1
