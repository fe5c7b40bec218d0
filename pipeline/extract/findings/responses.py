"""Responses: those that are no tumour's, on a scale (`ACR20 response`) or of another field, and those counted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.told_responses import Responses
from pipeline.schema import Span

#: Codes of what a tumour, or a disease of the blood, does under treatment.
RESPONSES: Final = frozenset({"ORR", "CR", "PR"})
#: Words that make a response one of something else, right before it.
_OF_SOMETHING = re.compile(
    r"(?:(?P<scale>[A-Z][A-Za-z]{1,9}-?\d{1,3})|(?P<short>[A-Z]{2,}[A-Za-z]?)|"
    r"(?P<words>(?:[A-Z][\w'-]*\s){0,6}(?:[Ss]cale|[Ss]core|[Ii]ndex|[Aa]ssessment|[Ii]nventory|[Ii]mpression\w*)|"
    r"virologic(?:al)?|parasitological|immun(?:e|ological|ologic)|antibody|serologic(?:al)?|functional|survey|≥\s?\d\d%))\s$"
)
#: What a short form stands for where it is that of a scale.
_SCALE = re.compile(
    r"\b(?:scale|score|index|assessment|inventory|questionnaire|impression\w*|antigen|criteria)\b", re.I
)
#: What is no scale, whatever it is called.
_NAMED: Final = frozenset({"disease", "drug", "therapy", "gene"})
#: So far back, in characters, such words begin.
_REACH: Final = 90


def of_its_scale(context: SentenceContext, measure: MeasureMention) -> MeasureMention:
    """The measure, as an end point of its own where the response is no tumour's.

    Args:
        context: the sentence.
        measure: a response or remission.
    """
    start = max(context.sentence.start, measure.span.start - _REACH)
    before = _OF_SOMETHING.search(context.folded[start : measure.span.start])
    if before is not None and _is_scale(context, before, Span(start + before.start(), start + before.end())):
        span = Span(start + before.start(), measure.span.end)
        return replace(measure, code="OTHER", text=" ".join(span.of(context.document.text).split()), span=span)
    responses = context.study.responses
    others = responses is Responses.OF_OTHERS and measure.code == "ORR"
    emetic = responses is Responses.OF_NAUSEA and measure.code == "CR"
    return replace(measure, code="OTHER") if others or emetic else measure


def _is_scale(context: SentenceContext, before: re.Match[str], at: Span) -> bool:
    """Whether the words before a response name what it is measured by, and no disease, drug or group of patients."""
    if before["words"]:
        return True
    named = any(each.span.overlaps(at) and each.type in _NAMED for each in context.mentions)
    if named or any(group.arm is not None and group.span.overlaps(at) for group in context.groups):
        return False
    stands_for = context.study.defined.get(before["scale"] or before["short"], "")
    return bool(before["scale"]) or _SCALE.search(stands_for) is not None


#: A tumour's response that is called nothing else.
_BARE = re.compile(
    r"(?:an?\s|the\s|any\s|confirmed\s|tumou?r\s|overall\s|clinical\s)*responses?(?:\srates?)?(?:\sto (?:the\s)?(?:[\w-]+\s)?(?:treatment|therapy|chemotherapy|regimen))?",
    re.IGNORECASE,
)


def is_response(context: SentenceContext, measure: MeasureMention) -> bool:
    """Whether an end point is the response of a tumour, in a document on these, and nothing more."""
    return context.study.responses is Responses.OF_TUMOURS and _BARE.fullmatch(measure.text) is not None


#: `28 responses (3 CR, 25 PR)`
_COUNTED = re.compile(
    r"[\w-]+\s(?:(?:objective|confirmed|clinical|tumou?r|overall|partial and complete|complete and partial)\s)*responses?",
    re.IGNORECASE,
)


def counted_responses(context: SentenceContext, figure: Figure) -> MeasureMention | None:
    """The responses that a count's own words tell, in a document on tumours; None where it counts something else."""
    if figure.kind != "count" or context.study.responses is not Responses.OF_TUMOURS:
        return None
    words = figure.span.of(context.folded)
    if not figure.main.events:
        # `one had no response`
        return None
    return MeasureMention(figure.span, "ORR", words.split(None, 1)[1]) if _COUNTED.fullmatch(words) else None
