"""What a figure tells of where no lexicon names it: the outcome that the encoder marks beside it."""

from __future__ import annotations

import re
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.known_names import known_name
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.naming import is_empty
from pipeline.schema import Span

#: So near behind a figure, in characters, an outcome is the figure's (`12% had vaginal dryness`).
_NEAR: Final = 40


def named_outcomes(context: SentenceContext) -> list[Span]:
    """The outcomes marked in a sentence whose words name something: `to` and `at 6 months` do not."""
    inside = [span for span in context.study.outcomes if context.sentence.contains(span)]
    return [
        span for span in inside if re.search(r"[A-Za-z]{2}", words := span.of(context.folded)) and not is_empty(words)
    ]


def marked_outcome(context: SentenceContext, figure: Figure, previous: Figure | None) -> MeasureMention | None:
    """The last outcome marked between the figure before and this one, else the one right behind it.

    Args:
        context: the sentence.
        figure: the figure.
        previous: the figure before it.
    """
    start = previous.span.end if previous is not None else context.sentence.start
    inside = named_outcomes(context)
    before = [span for span in inside if start <= span.start and span.end <= figure.span.start]
    limit = min(
        (f.span.start for f in context.figures if f.span.start >= figure.span.end), default=context.sentence.end
    )
    behind = [span for span in inside if 0 <= span.start - figure.span.end <= _NEAR and span.end <= limit]
    found = before[-1:] or behind[:1]
    if not found or any(group.span.overlaps(found[0]) for group in context.groups):
        return None
    return _told(context, found[0])


def _told(context: SentenceContext, outcome: Span) -> MeasureMention:
    words = " ".join(outcome.of(context.document.text).split())
    return known_name(context, outcome) or MeasureMention(outcome, "OTHER", words)


#: Between a measure and an outcome behind it: a clause or an item of its own begins.
_PARTED = re.compile(r";|:\s|,\s|\b(?:whereas|while|but|although|and)\b")


def marked_subject(
    context: SentenceContext, figure: Figure, previous: Figure | None, measure: MeasureMention
) -> MeasureMention | None:
    """The outcome marked in a figure's own clause, where the measure chosen stands in the clause of a figure before.

    Args:
        context: the sentence.
        figure: the figure.
        previous: the figure before it.
        measure: the measure chosen.
    """
    # A ratio is told behind its factor, and far from what it is a ratio of.
    if previous is None or figure.kind == "ratio" or measure.span.end > previous.span.start:
        return None
    behind = [s for s in named_outcomes(context) if previous.span.end <= s.start and s.end <= figure.span.start]
    if not behind or any(group.span.overlaps(behind[-1]) for group in context.groups):
        return None
    if not _PARTED.search(context.folded[previous.span.end : behind[-1].start]):
        return None
    return _told(context, behind[-1])
