"""Whether a sentence tells of a harm: a treatment that ended for none has no code of those that ended for one."""

from __future__ import annotations

import re
from typing import Final

from pipeline.extract.findings.context import SentenceContext

#: The code of a treatment that was stopped, or its dose reduced, for a harm.
STOPPED: Final = "DISCONTINUATION"
_HARM = re.compile(
    r"\b(?:adverse|side[ -]effects?|toxic\w*|complications?|events?|harms?|safety|tolerab\w*|intoleran\w*|reactions?|injur\w*|SAEs?|AEs?|TEAEs?)\b",
    re.IGNORECASE,
)


def tells_harm(context: SentenceContext) -> bool:
    """Whether a sentence names a harm, or says that there was one."""
    named = any(concept.type == "adverse_event" for mention in context.mentions for concept in mention.concepts)
    return named or _HARM.search(context.words) is not None
