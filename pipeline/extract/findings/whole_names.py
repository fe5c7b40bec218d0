"""A measure under its whole name, and under the code that this name asks for."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.end_points import is_end_point
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.group_patterns import LENGTH_BETWEEN
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.naming import widened
from pipeline.extract.findings.qualified import qualified
from pipeline.schema import Span


def in_full(context: SentenceContext, figure: Figure, measure: MeasureMention, rule: str) -> MeasureMention:
    """The measure that a rule found, under its whole name and the code that this name asks for.

    Args:
        context: the sentence.
        figure: the figure that reports it.
        measure: the measure.
        rule: the rule that found it.
    """
    return qualified(context, figure, _named_in_full(context, figure, measure, rule))


def _named_in_full(context: SentenceContext, figure: Figure, measure: MeasureMention, rule: str) -> MeasureMention:
    coded = _coded_within(context, measure) if counts(figure) else None
    if coded is not None:
        return coded
    if rule in ("nearest", "marked", "list", "ranked"):
        measure = whole(context, figure, measure)
    if measure.code == "AE" and is_end_point(context, measure):
        return replace(measure, code="OTHER")
    if rule in ("marked", "phrase", "predicate", "ranked") and counts(figure):
        if measure.code == "OTHER" and (_SEVERE.match(measure.text) or _HARM.search(measure.text)):
            return replace(measure, code="AE")
        if rule == "predicate" and _NOT_GIVEN.match(measure.text):
            return replace(measure, code="COURSE")
    return measure


_ARTICLES = re.compile(
    r"^(?:(?:an?|the|any|had|have|has|achieved|experienced|showed|with|developed|reached|obtained|confirmed)\s)*",
    re.IGNORECASE,
)


def _coded_within(context: SentenceContext, measure: MeasureMention) -> MeasureMention | None:
    """The measure with a code of its own that a phrase names and nothing else: `had an objective response`."""
    if measure.code != "OTHER":
        return None
    bare = _ARTICLES.sub("", measure.text, count=1).lower()
    coded = (named for named in context.measures if named.code not in ("OTHER", "AE", "COURSE"))
    return next((named for named in coded if named.text.lower() == bare), None)


def whole(context: SentenceContext, figure: Figure, measure: MeasureMention) -> MeasureMention:
    """A measured end point under the noun phrase that it stands in."""
    if measure.code == "AE" and _is_measurement(figure):
        measure = replace(measure, code="OTHER")
    if measure.code not in ("OTHER", "AE") or measure.span == figure.span or figure.span.overlaps(measure.span):
        return measure
    for length in LENGTH_BETWEEN.finditer(context.folded, context.sentence.start, context.sentence.end):
        if length.start() <= measure.span.start and measure.span.end <= length.end() <= figure.span.start:
            words = context.document.text[length.start() : length.end()]
            return replace(measure, text=" ".join(words.split()))
    blocked = [
        *(f.span for f in context.figures),
        *(g.span for g in context.groups),
        *(m.span for m in context.measures if m.code != measure.code),
    ]
    span = widened(context.folded, context.sentence, measure.span, blocked)
    if span.of(context.folded).count("(") > span.of(context.folded).count(")"):
        closing = context.folded[span.end : span.end + 3].find(")")
        span = Span(span.start, span.end + closing + 1)
    words = " ".join(span.of(context.document.text).split())
    return measure if len(words) <= len(measure.text) else replace(measure, text=words)


#: What goes wrong, whatever it is called.
_HARM = re.compile(
    r"\b(?:toxicit\w+|adverse (?:events?|effects?|reactions?)|side[- ]effects?|complications?|leak(?:age|s)?|necrosis|dehiscence|fistulas?)\b",
    re.I,
)
#: `did not complete all cycles`: of the treatment's course.
_NOT_GIVEN = re.compile(
    r"(?:(?:did|could) not|failed to) (?:complete|undergo|receive|start|return for|attend|finish) (?!the (?:question|survey))",
    re.I,
)
#: So is an adverse event told of, whatever it is.
_SEVERE = re.compile(
    r"(?:severe|serious|grade \S+|life-threatening|treatment-related|drug-related)\s[a-z]", re.IGNORECASE
)


def counts(figure: Figure) -> bool:
    """Whether a figure counts people or events."""
    return figure.kind in ("percent", "fraction", "count") or figure.events is not None


def _is_measurement(figure: Figure) -> bool:
    """Whether a figure is a mean or a change on a scale, and counts nobody."""
    if figure.events is not None or figure.kind not in ("number", "difference") or figure.unit == "%":
        return False
    signed = figure.main.surface[:1] in "+-−–"
    return figure.value is not None and (signed or not figure.is_whole or figure.unit is not None)
