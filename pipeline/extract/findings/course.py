"""What was done to patients in the study's course, and those it was not done to."""

from __future__ import annotations

import re

from pipeline.extract.findings.arms.background import INERT
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group, describes, is_transplantation
from pipeline.extract.findings.happened import SEEN_IN
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.reportable import is_denominator, is_patient_number
from pipeline.schema import Span

_RECEIVED = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:(?:of (?:them|these|those|whom|which))\s+|who \S+(?: \S+){0,4}\s+)?(?:(?:was|were|had|has|have)\s+(?:been\s+)?)?"
    r"(?:(?:then|later|also|subsequently|only|had)\s+)?"
    r"(?P<verb>received|underwent|undergo|went on to|proceeded to|given|treated with|switched to|moved on to|receive|bridged to|continued(?: with)?|had)\s+",
    re.IGNORECASE,
)
#: `25 of 242 treated with A`: so were the 242, whatever is told of the 25.
_OF_WHOM_TOLD = re.compile(r"(?:\([^()]{1,30}\)\s*)?(?:given|treated with|bridged to|switched to)$", re.IGNORECASE)
#: `48% of whom received tocilizumab`
_OF_WHOM = re.compile(r"\s?%?\sof (?:whom|which|them|these)\s", re.IGNORECASE)
#: `27% underwent appendectomy`: of a share too, no one else is told to have been given it.
_WENT_ON = re.compile(
    r"\s?%?\s(?:of\s(?:the\s)?(?:patients|children|participants)\s)?(?:(?:then|later|subsequently|eventually)\s)?"
    r"(?:underwent|proceeded to|went on to|switched to)\s",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"[.;]|,\s(?:and|whereas|while|but)\b")
_NOT_GIVEN = re.compile(
    r"\s*(?:(?:patients|children|women|men)\s+)?(?P<name>(?:did not|were not|had not)"
    r"(?:\s+(?:receive|undergo|proceed to|go on to|been|given|bridged to)\b[^.;,()]{0,50}?)?)(?=\s*(?:[.;,()]|$)|\s+(?:and|because|owing|due)\b)",
    re.IGNORECASE,
)


def course(context: SentenceContext, figure: Figure) -> MeasureMention | None:
    """What the counted patients got: `15 underwent HSCT`, `five received CAR T cells`; None where they got nothing."""
    used = _used(context, figure)
    if used is not None:
        return used
    of_whom = figure.kind == "percent" and _OF_WHOM.match(context.folded, figure.span.end) is not None
    went_on = figure.kind == "percent" and _WENT_ON.match(context.folded, figure.span.end) is not None
    counted = figure.kind in ("count", "number", "fraction") or figure.events is not None or of_whom or went_on
    if not counted or is_patient_number(context, figure) or not (context.role == "results" or is_part(context, figure)):
        return None
    if SEEN_IN.search(context.folded, context.sentence.start, figure.span.start):
        return None
    who = next((g for g in context.groups if describes(g, figure)), None)
    received = _RECEIVED.match(context.folded, figure.span.end, context.sentence.end)
    if who is not None and (received is None or who.span.start < received.end()):
        # Who they are stands between, unless they are called by what they received.
        received = _RECEIVED.match(context.folded, who.span.end, context.sentence.end)
    if received is None or (figure.total is not None and _OF_WHOM_TOLD.match(received[0].strip())):
        return None
    named = [
        m
        for m in context.mentions
        if m.type in ("therapy", "drug")
        and m.concepts
        and 0 <= m.span.start - received.end() < 90
        and not _CLAUSE_ENDS.search(context.folded[received.end() : m.span.start])
    ]
    if not named or named[0].span.start - received.end() > 40:
        return None
    # `had chemotherapy`, never `had chemotherapy-induced nausea` nor `had relapsed after chemotherapy`.
    if received["verb"].lower() == "had" and (
        named[0].span.start > received.end() or context.folded[named[0].span.end : named[0].span.end + 1] == "-"
    ):
        return None
    # A transplantation named beside another therapy is what counts: the narrower code wins.
    given = next((m for m in named if is_transplantation(m.concepts[0])), named[0])
    if any(received.end() <= m.span.start < named[0].span.start and not m.state for m in context.measures):
        return None
    code = "HSCT" if is_transplantation(given.concepts[0]) else "COURSE"
    # `had immunotherapy alone` is no `had immunotherapy`.
    alone = _ALONE.match(context.folded, given.span.end)
    span = Span(received.start("verb"), alone.end() if alone else given.span.end)
    return MeasureMention(span, code, re.sub(r"\s+", " ", span.of(context.document.text)))


def given_besides(context: SentenceContext, figure: Figure) -> bool:
    """Whether what the counted patients of the results got is nothing that the study tests, compares or gave to all."""
    given = course(context, figure) if context.role == "results" else None
    if given is None or context.attribution != "own" or figure.people == context.study.total:
        return False
    named = [m.concepts[0] for m in context.mentions if given.span.contains(m.span) and m.concepts]
    return bool(named) and not any(c.id in _studied(context) or c.name in INERT for c in named)


def _studied(context: SentenceContext) -> set[str]:
    """The ids of what the study tests, compares or gave to all."""
    studied = {c.id for c in (*context.study.therapies, *context.study.tested)}
    return studied | {c.id for arm in context.study.arms for c in arm.therapies}


#: `tocilizumab was administered to 43%`
_USED = re.compile(
    r"(?:\s[\w-]{1,20}){0,2}\s(?:was|were|had been)\s(?:(?:then|also|subsequently|only|later)\s)?"
    r"(?P<verb>administered|given|used|required|needed|necessary|prescribed|performed)\s(?:(?:to|in|for|by)\s)?(?:(?:only|the other|another)\s)?",
    re.IGNORECASE,
)
#: `43% of patients and glucocorticoids to 27%`
_USED_TOO = re.compile(r"\s(?:to|in|for|by)\s(?:only\s)?", re.IGNORECASE)
_OF_PATIENTS = re.compile(
    r"\s?%?[)\]]?(?:\sof\s(?:the\s|all\s)?(?:patients|children|adults|participants|subjects|cases))?,?\sand\s",
    re.IGNORECASE,
)


def _used(context: SentenceContext, figure: Figure) -> MeasureMention | None:
    """What was given to counted patients besides what the study tests, where it is the subject; else None."""
    if figure.kind not in ("count", "percent", "fraction") or context.role != "results":
        return None
    studied = _studied(context)
    for mention in context.mentions:
        if mention.type not in ("therapy", "drug") or not mention.concepts or mention.concepts[0].id in studied:
            continue
        told = _USED.fullmatch(context.folded, mention.span.end, figure.span.start)
        if told is not None:
            words = Span(mention.span.start, told.end("verb")).of(context.document.text)
            code = "HSCT" if is_transplantation(mention.concepts[0]) else "COURSE"
            return MeasureMention(mention.span, code, re.sub(r"\s+", " ", words))
        if not _USED_TOO.fullmatch(context.folded, mention.span.end, figure.span.start):
            continue
        before = [each for each in context.figures if each.span.end < mention.span.start]
        goes_on = before and _OF_PATIENTS.fullmatch(context.folded, before[-1].span.end, mention.span.start)
        if goes_on and _used(context, before[-1]) is not None:
            return MeasureMention(mention.span, "COURSE", mention.surface)
    return None


_ALONE = re.compile(r"\s(?:alone|only)\b", re.IGNORECASE)


def is_part(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure counts a part of patients told of before it (`of 26 children in remission, 15 ...`)."""
    return any(
        earlier.people is not None and is_denominator(context, earlier)
        for earlier in context.figures
        if earlier.span.end <= figure.span.start
    )


def not_given(context: SentenceContext, figure: Figure, given: MeasureMention | None) -> Group | None:
    """Those who did not get it, as a group: `15 underwent HSCT and 11 did not`.

    Args:
        context: the sentence.
        figure: the figure that counts them.
        given: what the figure before it counts as given, if it does.
    """
    if figure.people is None or not (told := _NOT_GIVEN.match(context.folded, figure.span.end, context.sentence.end)):
        return None
    span = Span(told.start("name"), told.end("name"))
    inside = span if len(told["name"].split()) > 2 else given.span if given else None
    named = [m for m in context.mentions if inside and m.concepts and inside.contains(m.span)]
    without = [m.concepts[0] for m in named]
    if not without:
        return None
    # `11 did not`: without what is told before them.
    name = span.of(context.document.text) if inside == span else f"without {named[0].surface}"
    return Group(span, re.sub(r"\s+", " ", name), (), excluded=tuple(dict.fromkeys(without)))
