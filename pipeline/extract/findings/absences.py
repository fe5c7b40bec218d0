"""Events that are told not to have happened: `no hypersensitivity reactions occurred`, `without any toxic death`.

A count of nought is a result like any other (the outcome table, rule 6). Where it counts people or events the grammar of
quantities reads it (`no patient`, `no deaths`); where the event itself is denied only its measure tells what is counted.
What is denied to differ, to change or to be known is no count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.findings.measures import TOXICITY, MeasureMention
from pipeline.schema import Quantity, Span

#: Measures whose events can be denied without a number.
COUNTED = TOXICITY | {"DEATH", "NRM", "RELAPSE"}

_DENIED = re.compile(
    r"\b(?:no|nor|without any|without|neither|(?:did not|not) (?:develop|experience|have|report) any)(?=\s)",
    re.IGNORECASE,
)
#: Between the denying word and the event: what kind of event it is, and nothing that is denied in its place.
_KIND = re.compile(
    r"\s+(?:(?!(?:significant|statistically|differences?|increased?|decreased?|changes?|evidence|effects?|association|correlation|"
    r"relation|relationship|impact|improvement|reduction|trend|need|data|information|risk|history|signs?|prior|previous|longer|more|"
    r"less|other than|patients?|of|in|for)\b)[\w/-]+\s+){0,3}",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:no|without|neither|not)\s", re.IGNORECASE)
#: What makes a denial a result: the event would have occurred, or been seen.
_HAPPENED = re.compile(
    r"[^.;:]{0,90}?\b(?:seen|observed|reported|noted|recorded|documented|detected|found|encountered|occurred|developed|experienced|identified|appeared|arose)\b",
    re.IGNORECASE,
)
_EXISTED = re.compile(
    r"\b(?:there (?:was|were|had been|have been)|(?:had|experienced|developed|showed|with|and|but))\s+$", re.I
)
#: Tolerance told without the event: `was well tolerated without any treatment-related mortality`.
_TOLERATED = re.compile(
    r"\b(?:tolerated|safe|feasible|completed|recovered|given|administered|treated)\b", re.IGNORECASE
)


def may_deny(folded: str, sentence: Span) -> bool:
    """Whether a sentence without figures has a word that denies."""
    return _DENIES.search(folded, sentence.start, sentence.end) is not None


def absences(
    text: str, folded: str, sentence: Span, measures: Sequence[MeasureMention], counted: Sequence[Quantity]
) -> list[Quantity]:
    """Counts of nought, each from its denying word to the end of the event denied; none where a count says so already.

    Args:
        text: verbatim text.
        folded: the same, folded.
        sentence: where to look.
        measures: the measures that the sentence names.
        counted: its quantities.
    """
    found: list[Quantity] = []
    for measure in measures:
        if measure.code not in COUNTED or measure.state:
            continue
        if also := _denied_as_well(folded, sentence, measure, found, counted):
            found.append(Quantity("count", also, also.of(text), events=0, name=measure.text, head=also))
            continue
        denials = [
            match
            for match in _DENIED.finditer(folded, sentence.start, measure.span.start)
            if _KIND.fullmatch(folded, match.end(), measure.span.start)
        ]
        if not denials or not _is_result(folded, sentence, denials[-1], measure):
            continue
        span = Span(denials[-1].start(), measure.span.end)
        if not any(quantity.span.overlaps(span) and quantity.kind != "grade" for quantity in (*counted, *found)):
            head = Span(denials[-1].start(), denials[-1].end())
            found.append(Quantity("count", span, span.of(text), events=0, name=measure.text, head=head))
    return found


#: `No embolism or thrombosis`: one word denies both.
_OR = re.compile(r"\s*(?:,\s*)?(?:or|nor)\b", re.IGNORECASE)


def _denied_as_well(
    folded: str, sentence: Span, measure: MeasureMention, found: Sequence[Quantity], counted: Sequence[Quantity]
) -> Span | None:
    """Where an event is denied by the word that denies the one before it; None where it is not."""
    before = found[-1] if found else None
    joined = _OR.match(folded, before.span.end, measure.span.start) if before is not None else None
    if joined is None or not _KIND.fullmatch(folded, joined.end(), measure.span.start):
        return None
    if _HAPPENED.match(folded, measure.span.end, sentence.end) is None:
        return None
    return None if any(quantity.span.overlaps(measure.span) for quantity in counted) else measure.span


#: `no adverse effect on mortality`: what is denied is that something changed.
_EFFECT = re.compile(r"\beffect$", re.IGNORECASE)
_EFFECT_ON = re.compile(r"\s(?:(?:was|were)\s(?:seen|observed|found|noted|reported)\s)?(?:up)?on\b", re.IGNORECASE)


def _is_result(folded: str, sentence: Span, denied: re.Match[str], measure: MeasureMention) -> bool:
    before = folded[sentence.start : denied.start()]
    if _EFFECT.search(measure.text) and _EFFECT_ON.match(folded, measure.span.end, sentence.end):
        return False
    if denied[0].lower().startswith("without"):
        return _TOLERATED.search(before) is not None
    happened = _HAPPENED.match(folded, measure.span.end, sentence.end)
    return happened is not None or _EXISTED.search(before) is not None or " any" in denied[0].lower()
