"""What a coefficient of correlation is of: two things that went together, told before it, behind it, or around it."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.naming import is_empty
from pipeline.extract.findings.phrases import bracket_phrase
from pipeline.schema import Span

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


#: `was associated with less fatigue (HR 0.7`, `predictors of falls (P = .01)`, `more likely to attend (OR 2.1`
_OUTCOME = re.compile(
    r"\b(?:associat\w+\s+with|predict(?:ed|s|ive|ors?|ing)?\s+(?:of|for)|risk\s+factors?\s+for|likelihood\s+of|odds\s+of|likely\s+to)\s+"
    r"(?:(?:an?|the|increased|decreased|reduced|higher|lower|greater|better|worse|longer|shorter|more|less|fewer|risks?\s+(?:of|for)|odds\s+of|rates?\s+of)\s+){0,4}"
    r"(?P<name>(?!\w+ing\b)[A-Za-z][^.;:(),\[\]]{1,60}?)\s*[(\[,]\s*(?:adjusted\s+)?$",
    re.IGNORECASE,
)


#: From within the brackets of a ratio: `MRD (HR 2.8; P < 0.001) and conditioning (HR 1.9) were associated with relapse`
_OUTCOME_BEHIND = re.compile(
    r"[^()\[\]]{0,80}[)\]](?:[^.;()\[\]]|\.(?=\d)|[(\[][^()\[\]]{1,80}[)\]]){0,160}?\s(?:(?:[a-z]+ly\s)?(?:predicted|influenced|affected|impacted(?:\son)?|favou?red)\s|"
    r"(?:was|were|is|are|remained)\s(?:[a-z]+ly\s|also\s|both\s|all\s|the\s|an?\s|only\s|most\s){0,4}"
    r"(?:associated\swith|predictive\s(?:of|for)|prognostic\sfor|related\sto|(?:independent\s|significant\s|adverse\s)*(?:predictors?|(?:risk|prognostic)\sfactors?)\s(?:of|for))\s)"
    r"(?:(?:an?|the|improved|increased|decreased|reduced|higher|lower|greater|better|worse|poor|poorer|inferior|superior|shorter|longer|more|less|risks?\s(?:of|for)|rates?\sof)\s){0,4}"
    r"(?P<name>[A-Za-z][^.;:(),\[\]]{1,60}?)(?=\s?[.;:(),\[\]]|$)",
    re.IGNORECASE,
)


def outcome_behind(context: SentenceContext, figure: Figure) -> MeasureMention | None:
    """The outcome that a list of factors with their ratios is told to go with, behind them all.

    Args:
        context: the sentence.
        figure: the ratio of one of them, in brackets behind the factor.
    """
    before = context.folded[context.sentence.start : figure.span.start].rstrip()
    found = _OUTCOME_BEHIND.match(context.folded, figure.span.end, context.sentence.end)
    if found is None or not before.endswith(("(", "[")) or is_empty(found["name"]):
        return None
    return _outcome_at(context, Span(*found.span("name")))


#: `Risk factors for relapse were MRD (HR 2.8) and late remission (HR 1.9)`
_OUTCOME_AHEAD = re.compile(
    r"\b(?:(?:independent|significant|adverse|main|only)\s)*(?:predictors?|(?:risk|prognostic)\sfactors?)\s(?:of|for)\s"
    r"(?:(?:an?|the|increased|reduced|higher|lower|better|worse|poor|poorer|inferior|superior|shorter|longer)\s){0,3}"
    r"(?P<name>[A-Za-z][^.;:(),\[\]]{1,50}?)\s(?:were|was|included?|are|is)\b",
    re.IGNORECASE,
)


def outcome_ahead(context: SentenceContext, figure: Figure) -> MeasureMention | None:
    """The outcome of which a sentence tells the risk factors, for each of their ratios in brackets."""
    before = context.folded[context.sentence.start : figure.span.start].rstrip()
    found = _OUTCOME_AHEAD.search(before) if before.endswith(("(", "[")) else None
    if found is None or ";" in _IN_BRACKETS.sub("", before[found.end() :]) or is_empty(found["name"]):
        return None
    at = context.sentence.start
    return _outcome_at(context, Span(at + found.start("name"), at + found.end("name")))


_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")


def _outcome_at(context: SentenceContext, span: Span) -> MeasureMention:
    """The outcome that some words name: what goes with a factor is no state of patients, however it is told."""
    named = next((m for m in context.measures if span.overlaps(m.span)), None)
    words = " ".join(span.of(context.document.text).split())
    return replace(named, state=False) if named is not None else MeasureMention(span, "OTHER", words)


#: Behind an outcome, what tells among whom, or by which test.
_AMONG = re.compile(
    r"\s(?:in comparison|compared|among|by|in\s(?:[\w-]+\s){0,2}(?:women|men|patients|children|participants|adults))\b"
)


def outcome_of(context: SentenceContext, start: int, at: int) -> MeasureMention | None:
    """The outcome that factors are told to go with, right before the brackets of a ratio or of a p-value.

    Args:
        context: the sentence.
        start: where the figure before ends.
        at: where the figure begins.
    """
    found = _OUTCOME.search(context.folded, max(start, at - 160), at)
    words = _AMONG.split(found["name"])[0] if found is not None else ""
    if found is None or is_empty(words):
        return None
    span = Span(found.start("name"), found.start("name") + len(words))
    named = [m for m in context.measures if span.overlaps(m.span) and not m.state]
    return named[-1] if named else MeasureMention(span, "OTHER", " ".join(words.split()))
