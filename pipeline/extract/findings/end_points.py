"""Events that a study is made for: its title names what it treats or prevents, and they harm by no treatment."""

from __future__ import annotations

import re

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.measures import MeasureMention

#: A title on harms names what a treatment did.
_ON_HARMS = re.compile(
    r"\b(?:safety|toxicit\w*|adverse|complications?|side[- ]effects?|tolerab\w+|induced|morbidity|bleeding|h(?:a)?emorrhage)\b",
    re.I,
)
#: Symptoms that people are treated for; dermatitis or nausea under study is most often a harm of the treatment.
_SYMPTOM = re.compile(
    r"(?:\w+ )*(?:pain|headaches?|migraines?|anxiety|depression|depressive symptoms|insomnia|dyspno?ea|breathlessness|weight (?:loss|gain)|cough|constipation)",
    re.I,
)
_HEAD = re.compile(r"([A-Za-z][\w-]{2,})\W*$")


def is_end_point(context: SentenceContext, measure: MeasureMention) -> bool:
    """Whether an event of the adverse kind is what the study is about, by its title.

    Args:
        context: the sentence.
        measure: the event.
    """
    title = next((p.span for p in context.document.passages if p.kind == "title"), None)
    if title is None or measure.concept is None:
        return False
    words = context.folded[title.start : title.end]
    named = context.document.text[measure.span.start : measure.span.end] if len(measure.span) else measure.text
    head = _HEAD.search(named) if _SYMPTOM.fullmatch(named.strip()) else None
    return (
        head is not None and not _ON_HARMS.search(words) and _stem(head[1]) in map(_stem, re.findall(r"[\w-]+", words))
    )


def _stem(word: str) -> str:
    return re.sub(r"(?:es|s)$", "", word.lower())
