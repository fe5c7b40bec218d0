"""What a figure tells of where neither a lexicon nor a model names it: the words that its sentence gives it."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.extract.findings.arms import THERAPY_TYPES
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.phrases import phrase_for
from pipeline.schema import Span

#: `(identification rate: 94.7%)`: the brackets name what they tell.
_NAMED_IN_BRACKETS = re.compile(
    r"[(\[]\s*(?P<name>[A-Za-z][A-Za-z -]{2,40}?\b(?:rates?|scores?|levels?|time|values?|index|incidence|risk|reduction|volume|duration))\s*(?:[:=,]|was|of)?\s*$"
)
#: `two patients in group A and 9 in the control group reported pain`: the verb that the counted share.
_PREDICATE = re.compile(
    r"[^.;()]{0,80}?\b(?:had|reported|developed|experienced|showed|suffered(?: from)?|achieved|made|needed|required|underwent|received|lost|"
    r"agreed|preferred|chose|opted for|attended|completed|met|displayed|demonstrated)\s+(?:an?\s+|the\s+|to\s+)?(?P<name>[A-Za-z][^.;:()]{2,70})",
    re.IGNORECASE,
)
_CUT = re.compile(r",|\b(?:compared|versus|vs|than|whereas|while|and|at|after|during|in the|by)\b", re.IGNORECASE)
#: Figures of one subject: `5 for A and 5 for B`.
_COORDINATE = re.compile(r"[^.;]{0,70}?\b(?:and|vs\.?|versus|compared (?:with|to)|than)\s[^.;]{0,50}?", re.IGNORECASE)


#: Words that make a group of a name.
_GROUP_WORDS = re.compile(
    r"\b(?:the|an?|groups?|arms?|cohorts?|patients|women|participants|subjects|treated|with|in|on|receiving)\b"
)


def names_group(context: SentenceContext, phrase: str) -> bool:
    """Whether a phrase is nothing but the name of a group, an arm or a treatment."""
    said = _bare(phrase)
    named = {g.name for g in context.groups} | {alias for arm in context.study.arms for alias in arm.aliases}
    given = {m.surface for m in context.mentions if m.type in THERAPY_TYPES}
    return not said or said in {_bare(name) for name in (*named, *given)}


def _bare(name: str) -> str:
    return " ".join(_GROUP_WORDS.sub(" ", name.lower()).split())


def subject_of(context: SentenceContext, index: int) -> MeasureMention | None:
    """The words that a sentence has for what a figure tells: its brackets, its predicate, else the sentence's subject.

    Args:
        context: the sentence.
        index: the figure's place among its figures.
    """
    figure = context.figures[index]
    named = _NAMED_IN_BRACKETS.search(
        context.folded, max(context.sentence.start, figure.span.start - 60), figure.span.start
    )
    if named and not any(g.span.overlaps(Span(named.start("name"), named.end("name"))) for g in context.groups):
        return MeasureMention(figure.span, "OTHER", named["name"])
    shared = _predicate(context, index)
    if shared:
        return MeasureMention(figure.span, "OTHER", shared)
    first = context.figures[0]
    phrase = phrase_for(context.folded, context.sentence, first, None) if index else None
    if phrase is None or names_group(context, phrase):
        return None
    return MeasureMention(figure.span, "OTHER", phrase)


def _predicate(context: SentenceContext, index: int) -> str | None:
    last = _last_of(context, index)
    found = _PREDICATE.match(context.folded, last.span.end, context.sentence.end)
    if found is None:
        return None
    words = " ".join(_CUT.split(found["name"])[0].split())
    return words if len(words) > 2 else None


def _last_of(context: SentenceContext, index: int) -> Figure:
    """The last of the figures that are told together with one."""
    last = context.figures[index]
    for left, right in pairwise(context.figures[index:]):
        if left.kind != right.kind or not _COORDINATE.fullmatch(context.folded[left.span.end : right.span.start]):
            break
        last = right
    return last
