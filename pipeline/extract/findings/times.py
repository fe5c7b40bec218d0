"""The time that a figure holds for: told beside it, for all of its list, or in the sentence before."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.findings.figures import Figure, linked
from pipeline.extract.findings.measures import STUDY, SURVIVAL, MeasureMention
from pipeline.schema import Quantity, Span

if TYPE_CHECKING:
    from pipeline.extract.findings.context import SentenceContext

Time = tuple[float, str]

#: What brackets say, and the rest of a bracket that is open.
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_CLOSES = re.compile(r"^[^()\[\]]*[)\]]")
_OPENS = re.compile(r"[(\[][^()\[\]]*$")
_THEN = re.compile(r"\s*(?:of (?:the )?patients\s*)?(?:,\s?respectively,?\s*)?")
#: So near behind a figure, a time is its own.
_NEAR = 40


def time_of(context: SentenceContext, figure: Figure, measure: MeasureMention) -> Time | None:
    """The time for which a figure holds: the nearest time point of its clause; none for lengths of time.

    Args:
        context: the sentence.
        figure: the figure.
        measure: what it is of.
    """
    if figure.kind in ("duration", "sample_size") or measure.code in STUDY or _is_baseline(context, figure):
        return None
    points = result_times(context)
    ordered = time_in_order(context, figure)
    if ordered is not None:
        return ordered
    before = [q for q in points if q.span.end <= figure.span.start]
    after = [q for q in points if q.span.start >= figure.span.end]
    near = _near(context, figure, after)
    if near is not None and not _next_told(context, figure, near) and not _in_turn(context, figure, before, near):
        return _time(near)
    placed = by_position(context, figure, [q for q in before if q.high is None])
    if placed is not None:
        return _time(placed)
    closing = _closing(context, figure, after)
    if before and closing is not None and _closes_before(context, before[-1]) and _closes_before(context, closing):
        # `50% and 70% at 6 months and 40% and 60% at 12 months`
        return _time(closing)
    if before:
        last = before[-1]
        if last.high is not None:
            return _one_of_two(context, figure, last)
        return _time(last) if ";" not in outside_brackets(context.folded[last.span.end : figure.span.start]) else None
    return _time(closing) if closing is not None else _carried(context, measure)


#: So far behind a list of figures, in characters, its times stand.
_LIST_REACH = 60
#: More times than that stand in no list.
_MOST_TIMES = 10
_JOINS_TIMES = re.compile(r"[\s,]*(?:(?:and|or|to)\s)?")


def time_in_order(context: SentenceContext, figure: Figure) -> Time | None:
    """The time with this figure's place in a list behind as many figures: `45%, 60% and 72% at 6, 12 and 24 months`.

    None where the figures are told to be of several groups or measures.

    Args:
        context: the sentence.
        figure: the figure.
    """
    place = next((n for n, each in enumerate(context.figures) if each is figure), None)
    if place is None:
        return None
    first = last = place
    while first and last - first < _MOST_TIMES and _lists(context, first - 1):
        first -= 1
    while last + 1 < len(context.figures) and last - first < _MOST_TIMES and _lists(context, last):
        last += 1
    end = context.figures[last].span.end
    further = context.figures[last + 1].span.start if last + 1 < len(context.figures) else context.sentence.end
    points = [q for q in result_times(context) if end <= q.span.start and q.span.end <= further]
    told = [time for q in points for time in (q.value, q.high) if time is not None]
    if last == first or len(told) != last - first + 1 or points[0].span.start - end > _LIST_REACH:
        return None
    gap = context.folded[end : points[0].span.start]
    joined = all(
        _JOINS_TIMES.fullmatch(context.folded, one.span.end, other.span.start) for one, other in pairwise(points)
    )
    groups = {group.name for group in context.figure_groups[first : last + 1] if group is not None}
    apart = len(groups) > 1 or any(index in context.listed for index in range(first, last + 1))
    if not joined or apart or ";" in gap or any(end <= m.span.start < points[0].span.start for m in context.measures):
        return None
    return told[place - first], points[0].unit or ""


def _lists(context: SentenceContext, index: int) -> bool:
    """Whether a figure and the next are told as a list of one kind."""
    left, right = context.figures[index : index + 2]
    return left.kind == right.kind and left.kind != "p_value" and linked(left, right, context.folded)


#: What was measured before anything was done.
_BASELINE = re.compile(
    r"\b(?:baseline|before (?:the )?(?:start|treatment|intervention|therapy|surgery|operation|training|program(?:me)?)|"
    r"pre-?(?:treatment|intervention|training|test|operatively|operative|surgery)|(?:beginning|start) of (?:the )?\w{1,20}|(?:study )?entry)"
    r"(?: (?:levels?|values?|scores?))?\s*(?:(?:was|were|of)\s|[:,(\[]|=)?\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\bfrom (?:(?:a|an|mean|median|about|approximately|baseline) ){0,3}(?:(?:value|level|score) )?(?:of )?$", re.I
)
_TO = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?(?:\w+ (?:at baseline )?){0,2}to\b", re.IGNORECASE)


def _is_baseline(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure was measured at the start: named so, or the first of `rose from 49 to 55`."""
    before = context.folded[max(context.sentence.start, figure.span.start - 60) : figure.span.start]
    if _BASELINE.search(before):
        return True
    return _FROM.search(before) is not None and _TO.match(context.folded, figure.span.end) is not None


def result_times(context: SentenceContext) -> list[Quantity]:
    """The times of a sentence that results can hold for; follow-up, treatment and age are none."""
    return [
        q
        for q in context.quantities
        if q.kind == "time_point" and q.unit and is_of_result(context.folded, context.sentence, q)
    ]


def outside_brackets(words: str) -> str:
    """Words without what brackets say, whole ones and those that the words begin or end in."""
    words = _BRACKETED.sub("", words)
    return _OPENS.sub("", _CLOSES.sub("", words))


def _near(context: SentenceContext, figure: Figure, after: list[Quantity]) -> Quantity | None:
    following = next((f.span.start for f in context.figures if f.span.start > figure.span.start), context.sentence.end)
    for point in after:
        near = point.span.end <= following and point.span.start - figure.span.end < _NEAR
        if near or _behind_brackets(context, figure, point):
            return point if ";" not in context.folded[figure.span.end : point.span.start] else None
    return None


#: Where another statement begins, and with it another time.
_BREAKS = re.compile(
    r"[;:]|\.\s|\b(?:while|whereas|whilst|but|although|however|which|who|that|followed by|along with|then)\b|"
    r"\b(?:was|were|had|is|are|did|has|have|rose|fell|increased|decreased|improved|declined|reached|achieved)\b",
    re.IGNORECASE,
)
_PARTED = re.compile(r"(?:,|\band|\bor)\s*$", re.IGNORECASE)


#: `70% and, at two years, survival was 60%`
_AND_THEN = re.compile(r"\b(?:and|while|whereas|but),\s*$", re.IGNORECASE)


def _closing(context: SentenceContext, figure: Figure, after: list[Quantity]) -> Quantity | None:
    """The one time behind a list that holds for all of it: `pain (3 vs 5) and sleep (6 vs 8) at 6 weeks`."""
    if not after or after[0].high is not None or figure.kind == "p_value":
        return None
    gap = context.folded[figure.span.end : after[0].span.start]
    if gap.count("(") + gap.count("[") > gap.count(")") + gap.count("]"):
        return None
    gap = _IN_TURN.sub("", outside_brackets(gap))
    listed = any(f.span.start > figure.span.end and f.span.end <= after[0].span.start for f in context.figures)
    return after[0] if listed and not _BREAKS.search(gap) and not _PARTED.search(gap) else None


#: `73% and 90%, respectively, at 6 months`
_IN_TURN = re.compile(r",?\s?respectively,?\s*$", re.IGNORECASE)
#: Between a figure and the time behind it that is its own.
_TO_ITS_TIME = re.compile(r"[\s)\]%]*(?:,?\s?respectively,?\s*)?")


def _closes_before(context: SentenceContext, point: Quantity) -> bool:
    """Whether a time stands right behind figures that it is told of, and so of none behind it."""
    ends = [f.span.end for f in context.figures if f.span.end <= point.span.start]
    return bool(ends) and _TO_ITS_TIME.fullmatch(context.folded, ends[-1], point.span.start) is not None


#: So near before a figure, a time is its own where the next figure has one of its own as well.
_RIGHT_BEFORE = 20


def _in_turn(context: SentenceContext, figure: Figure, before: list[Quantity], point: Quantity) -> bool:
    """Whether each figure has its time before it: `at 1 year in 12%, and at 2 years in 7%`."""
    if not before or not 0 <= figure.span.start - before[-1].span.end <= _RIGHT_BEFORE:
        return False
    later = next((f for f in context.figures if f.span.start >= point.span.end), None)
    return later is not None and later.span.start - point.span.end <= _RIGHT_BEFORE


def _next_told(context: SentenceContext, figure: Figure, point: Quantity) -> bool:
    """Whether a time is told of what is named next: `a ratio of 0.94 and survival at 12 months of 93%`."""
    gap = context.folded[figure.span.end : point.span.start]
    if _AND_THEN.search(gap):
        return True
    return re.search(r"\b(?:and|while|whereas|but|with)\b", gap) is not None and any(
        figure.span.end <= m.span.start and m.span.end <= point.span.start for m in context.measures
    )


def _behind_brackets(context: SentenceContext, figure: Figure, point: Quantity) -> bool:
    """Whether only what brackets say of a figure parts it from a time: `rose to 55% (+5%, p = 0.04) at 6 months`."""
    gap = context.folded[figure.span.end : point.span.start]
    if gap.count("(") + gap.count("[") < gap.count(")") + gap.count("]"):
        gap = _CLOSES.sub("", gap)
    return bool(_THEN.fullmatch(_BRACKETED.sub("", gap)))


def by_position(context: SentenceContext, figure: Figure, told: list[Quantity]) -> Quantity | None:
    """`The 1-, 2- and 3-year rates were 80%, 65% and 60%`: the one of a list that has this figure's place.

    Args:
        context: the sentence.
        figure: the figure.
        told: times or grades told before it, in order.
    """
    run = [f for f in context.figures if f.kind == figure.kind and f.unit == figure.unit]
    if len(told) < 2 or figure not in run or run[0].span.start < told[-1].span.end:
        return None
    chained = all(
        len(gap := context.folded[a.span.end : b.span.start]) < 20
        and re.fullmatch(r"[\s,]*(?:(?:and|or|to|grade|of|with|at)\s*)*[\s,]*", gap)
        for a, b in pairwise(told)
    )
    return told[run.index(figure)] if chained and len(told) == len(run) else None


def is_of_result(folded: str, sentence: Span, point: Quantity) -> bool:
    """Whether results can hold for a time, by the words around it.

    Args:
        folded: the document's text, folded.
        sentence: the time's sentence.
        point: the time.
    """
    before = folded[max(sentence.start, point.span.start - 30) : point.span.start].lower()
    after = folded[point.span.end : min(sentence.end, point.span.end + 24)].lower()
    visited = re.match(r"\s*(?:of )?follow-?\s?up\b(?!\s+(?:period|time|was|of)\b)", after)
    if visited and (point.name == "at" or re.search(r"\bat (?:the |our )?$", before)) and "median" not in before:
        return True
    if re.match(
        r"[\s-]*(?:follow(?!ing)|of follow|(?:group|arm|regimen|schedule)s?\b|period|study|course|program|intervention|treatment|of treatment|old|of age|infusion|cycle)",
        after,
    ):
        return False
    if point.name in ("over", "during", "within") and point.unit in ("days", "hours"):
        return point.name == "within"
    return not re.search(r"(?:follow-?up (?:of|was|period)?\s*|median (?:of\s)?|every |for |aged |age |than )$", before)


def _one_of_two(context: SentenceContext, figure: Figure, point: Quantity) -> Time | None:
    """`At 2 and 5 years, OS was 80% and 70%`: the first figure holds for the first time, the second for the other."""
    later = [f for f in context.figures if f.span.start > point.span.end and f.kind == figure.kind]
    place = later.index(figure) if figure in later else 0
    value = point.value if place % 2 == 0 else point.high
    return (value, point.unit) if value is not None and point.unit else None


def _carried(context: SentenceContext, measure: MeasureMention) -> Time | None:
    """The one time of the sentence before, where both tell of survival."""
    before = context.before
    if before is None or measure.code not in SURVIVAL or before.role != context.role:
        return None
    if not any(m.code in SURVIVAL for m in before.measures):
        return None
    points = result_times(before)
    return _time(points[0]) if len(points) == 1 and points[0].high is None else None


def _time(point: Quantity) -> Time | None:
    return (point.value, point.unit) if point.value is not None and point.unit else None
