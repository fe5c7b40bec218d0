"""How many of those counted first took part: `Of 240 patients enrolled, 215 were evaluable` is one row of ``N``."""

from __future__ import annotations

import re

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.samples import share_row
from pipeline.schema import Finding, Span

_OF = re.compile(r"\b(?:of|among)\s(?:the\s|all\s|these\s|our\s|a total of\s)?$", re.IGNORECASE)
#: Between the two counts; those who were only screened or asked are told apart.
_THEN = re.compile(
    r"\s?(?:(?:patients|women|men|children|participants|subjects|individuals|people)\s?)?"
    r"(?:who\s)?(?:were\s)?(?:enrol+ed|randomi[sz]ed|registered|included|recruited|treated|assigned)?[^.;:,()\d]{0,30}?,\s"
    r"(?:a total of\s|only\s)?",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:screen|invit|approach|contact|identif|assess)\w*", re.IGNORECASE)
#: What those counted second did, that they count as the sample.
_TOOK_PART = re.compile(
    r"\s*(?:(?:patients|women|men|children|participants|subjects)\s)?(?:\([^()]{1,30}\)\s)?(?:who\s)?(?:(?:were|was|had been)\s)?(?:finally\s)?"
    r"(?!(?:randomi[sz]ed|assigned|allocated)\s(?:\w+\s)?(?:to|in)\b)(?:available|eligible|evaluable|assessable|analy[sz]ed|included|enrol+ed|randomi[sz]ed|recruited|participated|consented|agreed|"
    r"evaluated|completed(?!\s(?:(?:the\s)?(?:study|trial|protocol|treatment|therapy)|\d{1,3}\s(?:weeks|months|years|cycles)\sof))|"
    r"returned|responded to)\b",
    re.IGNORECASE,
)


def shares_enrolled(context: SentenceContext) -> dict[int, Finding | None]:
    """The row of each pair of counts that tells how many of whom took part, at the place of the first; None at the second's."""
    found: dict[int, Finding | None] = {}
    for index in range(len(context.figures) - 1):
        whole, part = context.figures[index], context.figures[index + 1]
        size, events = whole.people, part.people if part.people is not None else part.events
        if not size or not events or events >= size or part.total or index in found:
            continue
        if part.kind not in ("number", "count", "percent") or context.attribution == "cited":
            continue
        between = context.folded[whole.span.end : part.span.start]
        start = max(context.sentence.start, whole.span.start - 20)
        if not _OF.search(context.folded, start, whole.span.start) or not _THEN.fullmatch(between):
            continue
        if _ASKED.search(between) or not _TOOK_PART.match(context.folded, part.span.end, context.sentence.end):
            continue
        span = Span(whole.span.start, part.span.end)
        found[index], found[index + 1] = share_row(context, part, span, events=events, total=size), None
    return found
