"""What a figure is of whose own words name no end point: the subject of its sentence, or what was told before it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import STUDY, MeasureMention
from pipeline.extract.findings.naming import is_empty
from pipeline.extract.findings.phrases import phrase_for
from pipeline.schema import Finding, Span


def subject(context: SentenceContext, at: Span) -> MeasureMention | None:
    """The subject of a sentence, by the words before its first figure or p-value.

    Args:
        context: the sentence.
        at: where the figure stands that is told of it.
    """
    places = [
        q for q in context.quantities if q.kind == "p_value" or any(f.span.contains(q.span) for f in context.figures)
    ]
    first = min(places, key=lambda quantity: quantity.span, default=None)
    if first is None or first.span.start > at.start:
        return None
    anchor = Figure(main=first, span=first.span, kind="p_value")
    phrase = phrase_for(context.folded, Span(context.sentence.start, first.span.start), anchor, None)
    return MeasureMention(at, "OTHER", phrase) if phrase and not is_empty(phrase) else None


def told_before(
    context: SentenceContext, at: Span, taken: Sequence[tuple[Figure, MeasureMention, Group | None, list[Finding]]]
) -> MeasureMention | None:
    """What the sentence told last, else its subject, else what the sentence before named last.

    Args:
        context: the sentence.
        at: where the figure stands.
        taken: the figures of the sentence that rows were made of, with their measures.
    """
    told = [measure for figure, measure, _, _ in taken if figure.span.end <= at.start and measure.code not in STUDY]
    if told:
        return told[-1]
    found = subject(context, at)
    if found is not None:
        return found
    named = [m for m in context.before.measures if m.code not in STUDY and not m.state] if context.before else []
    return named[-1] if named else None
