"""Measures that stand before brackets in which groups are told apart: `X (A 64%, B 60%), Y (A versus B RR 0.7; ...)`."""

from __future__ import annotations

import re
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.naming import is_empty
from pipeline.extract.findings.phrases import last_place, trimmed
from pipeline.schema import Span

#: So far back, in characters, a bracket may have opened.
_REACH: Final = 300
#: Between an opening bracket and the first figure in it, besides groups' names.
_MARKS = re.compile(
    r"(?:\s|[:=,;.]|\b(?:vs|versus|v|compared|with|to|than|for|in|the|group|groups|arm|arms|patients|only|mean|median|and|of|was|by)\b)*",
    re.I,
)
_CUT = re.compile(
    r",\s|;\s|\b(?:and|but|for|on|in|was|were|had|including|than|by|or|not|between|as|to|reduced|increased|improved|decreased|lowered|showed|have|similar|lower|higher|less|more)\b",
    re.IGNORECASE,
)


def opening_of(context: SentenceContext, at: int) -> int | None:
    """Where the bracket opened that a place stands in; None outside of brackets."""
    depth = 0
    floor = max(context.sentence.start, at - _REACH)
    for place in range(at - 1, floor - 1, -1):
        mark = context.folded[place]
        if mark in ")]":
            depth += 1
        elif mark in "([":
            if depth == 0:
                return place
            depth -= 1
    return None


def before_brackets(context: SentenceContext, figure: Figure) -> MeasureMention | None:
    """The words before the brackets that a figure is the first of, where these name its group.

    Args:
        context: the sentence.
        figure: the figure.
    """
    opened = opening_of(context, figure.span.start)
    if opened is None or any(opened < f.span.start < figure.span.start for f in context.figures):
        return None
    inside = Span(opened + 1, figure.span.start)
    named = [g.span for g in context.groups if inside.contains(g.span)]
    if not named:
        return None
    rest = context.folded[inside.start : inside.end]
    for span in sorted(named, reverse=True):
        rest = rest[: span.start - inside.start] + rest[span.end - inside.start :]
    if not _MARKS.fullmatch(rest):
        return None
    floor = max([context.sentence.start, *(f.span.end for f in context.figures if f.span.end <= opened)])
    floor = max(floor, *(q.span.end for q in context.quantities if q.kind == "p_value" and q.span.end <= opened), 0)
    before = context.folded[floor:opened]
    marks = list(_CUT.finditer(before))
    words = before[marks[-1].end() :] if marks else before
    phrase = trimmed(words)
    if phrase is None or is_empty(phrase) or not re.search(r"[A-Za-z]{3}|[A-Z]{2}", phrase):
        return None
    place = last_place(context.folded, floor, opened, phrase)
    # A treatment may be what is counted (`differences in epidural analgesia (A versus B ...)`), an arm is not.
    if place is None or any(g.arm is not None and g.span.overlaps(place) for g in context.groups):
        return None
    return MeasureMention(place, "OTHER", phrase)


def together(context: SentenceContext, earlier: Figure, figure: Figure) -> bool:
    """Whether two figures stand in the same brackets."""
    opened = opening_of(context, figure.span.start)
    return opened is not None and opened < earlier.span.start and opening_of(context, earlier.span.start) == opened
