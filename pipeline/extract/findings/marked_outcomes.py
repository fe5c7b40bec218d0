"""What a figure tells of where no lexicon names it: the outcome that the encoder marks beside it."""

from __future__ import annotations

from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import MeasureMention

#: So near behind a figure, in characters, an outcome is the figure's (`12% had vaginal dryness`).
_NEAR: Final = 40


def marked_outcome(context: SentenceContext, figure: Figure, previous: Figure | None) -> MeasureMention | None:
    """The last outcome marked between the figure before and this one, else the one right behind it.

    Args:
        context: the sentence.
        figure: the figure.
        previous: the figure before it.
    """
    start = previous.span.end if previous is not None else context.sentence.start
    inside = [span for span in context.study.outcomes if context.sentence.contains(span)]
    before = [span for span in inside if start <= span.start and span.end <= figure.span.start]
    limit = min(
        (f.span.start for f in context.figures if f.span.start >= figure.span.end), default=context.sentence.end
    )
    behind = [span for span in inside if 0 <= span.start - figure.span.end <= _NEAR and span.end <= limit]
    found = before[-1:] or behind[:1]
    if not found or any(group.span.overlaps(found[0]) for group in context.groups):
        return None
    words = " ".join(found[0].of(context.document.text).split())
    return MeasureMention(found[0], "OTHER", words)
