"""Words that a model marks, or points to, as a measure's: the measure that a lexicon has a code for, where they name it."""

from __future__ import annotations

import re
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.measures import STUDY, MeasureMention
from pipeline.extract.findings.naming import says_what
from pipeline.schema import Span

#: What is told of a measure besides its name: that it came to pass, how often.
_LIGHT: Final = re.compile(
    r"\b(?:rates?|events?|incidences?|risks?|probabilit(?:y|ies)|frequenc(?:y|ies)|proportions?|percentages?|numbers?|cases?|"
    r"cumulative|actuarial|crude|estimated|absolute|first|new|total|confirmed|any|grades?|had|have|has|who|which)\b",
    re.IGNORECASE,
)


def known_name(context: SentenceContext, words: Span) -> MeasureMention | None:
    """The one measure with a code of its own that some words name: `the pCR rate in the`, `first relapse`.

    Args:
        context: the sentence.
        words: what is marked or pointed to.

    Returns:
        the measure as the lexicon finds it; None where the words name none, several, or say more than its name.
    """
    inside = [m for m in context.measures if words.contains(m.span) and m.code not in STUDY and not m.state]
    if not inside or len({measure.code for measure in inside}) > 1 or inside[0].code == "OTHER":
        return None
    rest = context.folded[words.start : inside[0].span.start] + " " + context.folded[inside[-1].span.end : words.end]
    return None if says_what(_LIGHT.sub(" ", rest)) else inside[0]
