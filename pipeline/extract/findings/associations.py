"""What a coefficient of correlation is of: two things that went together, told before it, behind it, or around it."""

from __future__ import annotations

import re

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.phrases import bracket_phrase

_LINKED = (
    r"(?:(?:was|were|is|are|had|showed|and|but)\s+)?(?:(?:also|not|only|an?|\w+ly|inverse|strong|moderate|weak)\s+){0,3}"
    r"(?:associated|correlated|related|correlations?|associations?)\s+(?:with|to)\s+"
)
#: `X was inversely correlated with Y (r = ...`
_BEFORE = re.compile(rf"(?P<one>[^.;:()]{{2,90}}?)\s+{_LINKED}(?P<other>[^.;:()]{{2,90}}?)\s*[(\[,]\s*$", re.IGNORECASE)
#: `X was associated with Y (r = ...) and positively with Z (r = ...`: what is told of first stands for all.
_FIRST = re.compile(rf"(?P<one>[^.;:()]{{2,90}}?)\s+{_LINKED}", re.IGNORECASE)
#: `correlation between X and Y (r = ...`
_BETWEEN = re.compile(
    r"\b(?:correlations?|associations?|relationships?)\s+(?:was\s+|were\s+)?(?:found\s+|seen\s+|observed\s+)?(?:between|of)\s+"
    r"(?P<one>[^.;:()]{2,80}?)\s+(?:and|with)\s+(?P<other>[^.;:()]{2,80}?)\s*[(\[,]\s*$",
    re.IGNORECASE,
)
#: `X (r = ...) and Y (r = ...) were associated with Z`
_BEHIND = re.compile(
    rf"(?:[^.;]|\.(?=\d)){{0,160}}?[)\]]\s+{_LINKED}(?P<other>[^.;:(),]{{2,80}}?)(?=\s*(?:[.;:(),]|$|\b(?:whereas|while|but|and)\b))",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:[A-Z][A-Za-z ]{2,30}:\s*)?(?:[^.;:()]{0,60}?\b(?:indicated|showed|revealed|found) that\s+)?(?:(?:however|moreover|in addition|furthermore|whereas|while|and|but|the|a|an)\b,?\s*)*",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(r"(?:of|was|were|is|are|had|in|with|between|than)\b", re.IGNORECASE)
_NEW_CLAUSE = re.compile(r",|\b(?:whereas|while|but|and)\b", re.IGNORECASE)
_TELLING = re.compile(
    r"(?:associated|correlated|related)\s+(?:with|to)$|\b(?:associated|correlated) (?:with|to)\b", re.I
)


def correlated(context: SentenceContext, figure: Figure, start: int) -> MeasureMention | None:
    """The two things whose correlation a figure tells; None where the sentence does not name both.

    Args:
        context: the sentence.
        figure: the coefficient.
        start: where the figure before it, or its p-value, ends.
    """
    folded, sentence = context.folded, context.sentence
    before = folded[max(start, figure.span.start - 220) : figure.span.start]
    whole = folded[max(sentence.start, figure.span.start - 400) : figure.span.start]
    named = _BETWEEN.search(before) or _BEFORE.search(before)
    pair = _of(figure, named["one"], named["other"]) if named is not None else None
    if pair is not None:
        return pair
    phrase = bracket_phrase(folded, start, figure, [])
    if phrase is None:
        return None
    behind = _BEHIND.match(folded, figure.span.end, min(sentence.end, figure.span.end + 400))
    if behind is not None and not _TELLING.search(before):
        return _of(figure, phrase, behind["other"])
    first = _FIRST.search(whole)
    return _of(figure, first["one"], phrase) if first is not None else None


def _of(figure: Figure, one: str, other: str) -> MeasureMention | None:
    one = _LEAD.sub("", one.strip())
    if not re.search(r"[A-Za-z]{3}", one) or _CUT_OFF.match(one) or _NEW_CLAUSE.search(other):
        return None
    words = " ".join(f"correlation of {one} with {other}".split())
    return MeasureMention(figure.span, "OTHER", words)
