"""What the words around a measure's name make of it: a treatment that ended for it, a composite with death, its absence."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import SURVIVAL, TOXICITY, MeasureMention
from pipeline.extract.findings.responses import RESPONSES, is_response, of_its_scale
from pipeline.schema import Span

_ENDED = r"(?:discontinu(?:ed|ing)|withdrew|withdrawn|stopped|dropped out)"
_CAUSE = r"(?:due to|owing to|because of|as a result of|on account of)"
#: `2.9% of patients discontinued the regimen owing to adverse events`
_STOPPED_FOR = re.compile(
    rf"\s*(?:of\s(?:the\s)?)?(?:(?:patients|participants|subjects|women|men|children)\s)?(?:\([^()]{{1,40}}\)\s?)?(?:(?:had|were|was)\s)?{_ENDED}\b"
    rf"[^.;:%]{{0,80}}?\b{_CAUSE}\s",
    re.IGNORECASE,
)
#: `treatment was discontinued in 4 patients (9.8%) because of neurotoxicity`
_WAS_STOPPED = re.compile(
    r"\b(?:was|were|had (?:to be|been))\s(?:(?:permanently|prematurely|temporarily)\s)?(?:discontinued|stopped|withdrawn|terminated)\s(?:in|for|by)\s$",
    re.IGNORECASE,
)
_BEHIND_FOR = re.compile(
    rf"\s*(?:(?:of\s)?(?:the\s)?(?:patients|participants|subjects|women|men|children)\s)?(?:\([^()]{{1,40}}\)\s?)?{_CAUSE}\s",
    re.IGNORECASE,
)
#: `and nine owing to abdominal pain`, where those before them discontinued
_ALSO_FOR = re.compile(
    rf"\s*(?:(?:patients|participants|subjects|women|men|children)\s)?(?:\([^()]{{1,40}}\)\s?)?{_CAUSE}\s",
    re.IGNORECASE,
)
_ENDED_BEFORE = re.compile(rf"\b{_ENDED}\b[^.;:]{{0,60}}\b{_CAUSE}\b[^.;:]{{0,80}}$", re.IGNORECASE)
#: So far back, in characters, such words are looked for.
_REACH = 200
_LED = (
    r"(?:led|leading|resulted|resulting)\s(?:to|in)\s(?:(?:treatment|study|drug|the|permanent|early|premature)\s){0,3}"
    r"(?:discontinuation|withdrawal|cessation)s?\b"
)
#: `adverse events led to discontinuation in`
_LED_TO = re.compile(rf"\b{_LED}", re.IGNORECASE)
#: `none of which led to withdrawal`
_WHICH_LED_TO = re.compile(rf"(?:\s(?:of (?:which|these|them)|that|which))?\s{_LED}", re.IGNORECASE)
#: `discontinuation rates due to adverse events`
_END_FOR = re.compile(
    rf"\b(?:(?:discontinuation|withdrawal|drop-?out|cessation)s?(?:\s(?:of|from)\s(?:\w+\s){{1,3}})?(?:\srates?)?|"
    # `discontinued prophylaxis due to an adverse event (4% vs 13%) or a drug-related adverse event`
    rf"(?:discontinued|stopped|withdrew|withdrawn)(?:\s[\w-]+){{0,2}})\s(?:for|from|{_CAUSE})\s(?:[\w-]+\s){{0,3}}"
    r"(?:event\s\([^()]{1,30}\)\s(?:or|and)\s(?:[\w-]+\s){0,3})?$",
    re.IGNORECASE,
)
_NEAR = 110
_RELATED = re.compile(
    r"\b(?:adverse event|toxicity|AE)s?[- ]related (?:study |treatment )?(?:withdrawal|discontinuation)s?\b", re.I
)
#: What is completed in a study's course: the treatment, so many weeks of it.
_ITS_COURSE = (
    r"(?:(?:the|all|their|both|its|an?)\s)?(?:(?:full|entire|planned|prescribed|assigned|double-blind|open-label|randomi[sz]ed)\s){0,2}"
    r"(?:(?:\d{1,3}|one|two|three|four|five|six|twelve)[\s-](?:days?|weeks?|months?|years?|cycles?|courses?|sessions?|doses?)\b|"
    r"study\b|trial\b|protocol\b|treatments?\b|therapy\b|course\b|program(?:me)?\b|intervention\b|regimen\b|cycles\b|follow-?up\b)"
)
#: `completed 24 weeks of the regimen`
_COMPLETED = re.compile(rf"(?:had )?completed {_ITS_COURSE}", re.IGNORECASE)
#: What a stop of the treatment is a cause of, or is called.
_MAY_END = TOXICITY | {"COURSE", "OTHER"}


def qualified(context: SentenceContext, figure: Figure, measure: MeasureMention) -> MeasureMention:
    """The measure that a figure is of, with what the words around its name say.

    Args:
        context: the sentence.
        figure: the figure.
        measure: the measure that a rule found.
    """
    if measure.code in _MAY_END and _ended_for_it(context, figure, measure):
        return replace(measure, code="DISCONTINUATION")
    if measure.code == "OTHER" and _COMPLETED.match(measure.text):
        return replace(measure, code="COURSE")
    if measure.code in RESPONSES:
        return of_its_scale(context, measure)
    if measure.code == "OTHER" and is_response(context, measure):
        return replace(measure, code="ORR")
    if figure.kind == "ratio" and (survival := _survival_of(context, measure)) is not None:
        return survival
    if measure.code == "DEATH":
        return _composite(context, measure)
    if measure.code == "AE" and _OR_DEATH.search(measure.text):
        return replace(measure, code="OTHER")
    if measure.code == "AE" and (death := _OR_DEATH.match(context.folded, measure.span.end, context.sentence.end)):
        span = Span(measure.span.start, death.end())
        return replace(measure, code="OTHER", text=" ".join(span.of(context.document.text).split()), span=span)
    if measure.code in ("PD", "RELAPSE", "AE"):
        return _absent(context, measure)
    return measure


def _ended_for_it(context: SentenceContext, figure: Figure, measure: MeasureMention) -> bool:
    """Whether a figure counts those whose treatment ended for a harm."""
    folded, end = context.folded, context.sentence.end
    if _STOPPED_FOR.match(folded, figure.span.end, end) or _WHICH_LED_TO.match(folded, figure.span.end, end):
        return True
    before = folded[max(context.sentence.start, figure.span.start - _REACH) : figure.span.start]
    if _BEHIND_FOR.match(folded, figure.span.end, end) and _WAS_STOPPED.search(before):
        return True
    if _ALSO_FOR.match(folded, figure.span.end, end) and _ENDED_BEFORE.search(before):
        return True
    if _LED_TO.search(folded, measure.span.end, figure.span.start):
        return True
    if _END_FOR.search(folded, max(context.sentence.start, measure.span.start - _NEAR), measure.span.start):
        return True
    first, last = sorted((measure.span, figure.span))
    return _RELATED.search(folded, max(context.sentence.start, first.start - 40), last.end) is not None


#: Events that a ratio of hazards is told of, and the survivals free of them.
_EVENTS = {
    "DEATH": frozenset({"OS"}),
    "PD": frozenset({"PFS", "EFS", "TTP"}),
    "RELAPSE": frozenset({"DFS", "RFS", "EFS", "LFS", "PFS"}),
}
_HAZARD = re.compile(
    r"\b(?:hazards?(?:\sratios?)?|HRs?)(?:\s?[(\[]HR[)\]])?\s(?:for|of)\s(?:the\s)?(?:(?:first|any|all-cause|local|distant|disease|tumou?r)\s)*$",
    re.IGNORECASE,
)


def _survival_of(context: SentenceContext, measure: MeasureMention) -> MeasureMention | None:
    """`progression-free survival (hazard ratio for progression or death, 0.42)`: the ratio is one of that survival."""
    frees = _EVENTS.get(measure.code)
    before = context.folded[max(context.sentence.start, measure.span.start - _NEAR) : measure.span.start]
    if frees is None or not _HAZARD.search(before):
        return None
    told = [m for m in context.measures if m.code in SURVIVAL and m.span.end <= measure.span.start]
    return told[-1] if told and told[-1].code in frees else None


_OR_BEFORE = re.compile(
    r"(?P<other>(?:[\w-]+\s){1,5})or\s(?:(?:from|of|all-cause|cardiovascular|any)\s)?$", re.IGNORECASE
)
_OR_DEATH = re.compile(
    r"\sor\s(?:(?:all-cause|cardiovascular|cardiac|any-cause)\s)?death\b(?:\sfrom any cause)?", re.IGNORECASE
)
_NO_END_POINT = re.compile(
    r"\b(?:patients?|groups?|arms?|more|less|fewer|whether|either|placebo|control|\d+|one|two|was|were|is|are|in|at|by|during|between|who)\b",
    re.I,
)
#: What a composite's first part follows: a preposition, a verb that tells it.
_PART = re.compile(
    r"(?:.*\b(?:of|for|from|developed|had|to|in|the|experienced|suffered)\s)?(?P<part>[\w-]+(?:\s[\w-]+){0,3})\s$",
    re.IGNORECASE,
)


def _composite(context: SentenceContext, measure: MeasureMention) -> MeasureMention:
    """`AIDS or death`: no deaths, but an end point of its own."""
    folded = context.folded
    before = _OR_BEFORE.search(folded, max(context.sentence.start, measure.span.start - 60), measure.span.start)
    if before is None:
        return measure
    part = _PART.match(before["other"])
    if part is None or _NO_END_POINT.search(part["part"]):
        return measure
    start = before.start("other") + part.start("part")
    span = Span(start, measure.span.end)
    words = " ".join(span.of(context.document.text).split())
    return replace(measure, code="OTHER", text=words, span=span)


_NONE_OF = re.compile(
    r"\b(?:patients|participants|subjects|women|men|children|proportion|percentage|those)\b[^.;,()]{0,30}?\b(?P<none>no|without)\s(?:[\w-]+\s){0,1}$",
    re.IGNORECASE,
)


def _absent(context: SentenceContext, measure: MeasureMention) -> MeasureMention:
    """`patients with no radiographic progression`: those to whom it did not happen."""
    none = _NONE_OF.search(context.folded, max(context.sentence.start, measure.span.start - 90), measure.span.start)
    if none is None:
        return measure
    span = Span(none.start("none"), measure.span.end)
    return replace(measure, code="OTHER", text=" ".join(span.of(context.document.text).split()), span=span)
