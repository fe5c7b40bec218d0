"""Items of a list that no lexicon names: what a count's own words say it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import TOXICITY, MeasureMention
from pipeline.schema import Finding, Span

Taken = tuple[Figure, MeasureMention, Group | None, list[Finding]]

_ITEM = re.compile(
    r"(?:%|\d|\))?\s*(?:[,;]\s*(?:(?:and|with|including)\s+)?|and\s+)(?P<name>[a-z][a-z-]*(?:\s[a-z][a-z-]*){0,3}?)\s+(?:in\s+)?$"
)
_NOT_AN_ITEM = re.compile(
    r"\b(?:was|were|is|are|had|in|of|at|for|with|by|to|from|and|or|the|a|an|after|than|versus|vs|respectively|while|whereas|but|patients|only|median|mean|range|pre|post|before|baseline|"
    r"including|adjusted|unadjusted|crude|about|approximately|compared|received|achieved|died|between|years|months|one|two|three|four|five|six|seven|eight|nine|ten)\b"
)


def list_item(
    context: SentenceContext, previous: Figure | None, figure: Figure, taken: Sequence[Taken]
) -> MeasureMention | None:
    """`neutropenia 5% vs 13%, ischemic stroke 0 vs 2%`: an item of a list whose name no lexicon knows."""
    if previous is None or not taken or taken[-1][0] is not previous or taken[-1][1].code not in TOXICITY | {"OTHER"}:
        return None
    found = _ITEM.fullmatch(context.folded, previous.span.end, figure.span.start)
    if found is None or _NOT_AN_ITEM.search(found["name"]):
        return None
    span = Span(found.start("name"), found.end("name"))
    if any(m.span.overlaps(span) for m in context.measures) or any(g.span.overlaps(span) for g in context.groups):
        return None
    return MeasureMention(span, "OTHER" if taken[-1][1].code == "OTHER" else "AE", found["name"])


#: `nine (60%) had myocardial damage`, `8 cases (53%) of skin rejection`
_HAD = re.compile(
    r"\s*[)\]]?\s*(?:(?:patients|children|cases)\s+)?(?P<verb>had|developed|experienced|suffered(?: from)?|presented with|of)\s+(?:an?\s+)?"
    r"(?P<name>(?!(?:the|these|those|them|whom|all|our|no|not|patients|children|women|men|participants|subjects)\b)[A-Za-z][\w-]*"
    r"(?:\s(?!(?:in|of|at|after|during|with|and|or|by|for|that|which|who|was|were|than)\b)[\w-]+){0,3})(?=\s*(?:[,;.()]|$)|\s+(?:in|after|during|with|and|or|by|at|for)\b)"
)
#: `from bone marrow (5 cases)`
_BEFORE_BRACKET = re.compile(
    r"(?:\b(?:from|of|with|by|and|or|including|as)\s+|[,:]\s*)(?P<name>[a-z][\w +-]{2,40}?)\s*[(\[]$"
)


def of_count(
    context: SentenceContext, figure: Figure, measure: MeasureMention | None, taken: Sequence[Taken]
) -> MeasureMention | None:
    """What a count's own words say it is of, where the measure before it has been told a figure already."""
    spent = (
        measure is not None
        and measure.span.end <= figure.span.start
        and any(m.span.overlaps(measure.span) for _, m, _, _ in taken)
    )
    if not spent or figure.kind not in ("count", "number", "percent", "fraction"):
        return None
    cases = (figure.main.name or "").lower() in ("case", "cases", "episode", "episodes")
    found = None
    bare = figure.kind == "number" and figure.is_whole and figure.unit is None
    if bare or figure.main.events is not None or figure.events is not None:
        found = _HAD.match(context.folded, figure.span.end, context.sentence.end)
        if found and found["verb"].lower() == "of" and (bare or not cases):
            found = None
    if found is None and figure.kind == "count":
        start = max((f.span.end for f in context.figures if f.span.end <= figure.span.start), default=0)
        found = _BEFORE_BRACKET.search(context.folded, max(start, context.sentence.start), figure.span.start)
    if found is None:
        return None
    span = Span(found.start("name"), found.end("name"))
    if any(m.span.overlaps(span) for m in context.measures) or any(g.span.overlaps(span) for g in context.groups):
        return None
    return MeasureMention(span, "AE" if taken[-1][1].code in TOXICITY else "OTHER", found["name"])
