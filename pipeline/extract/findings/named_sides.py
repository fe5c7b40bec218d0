"""The groups of a sentence that can be compared: no time, no unit, no two groups at once."""

from __future__ import annotations

import re
from functools import partial

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.groups import Group

#: Two groups spoken of as one: no side of a comparison.
ALL_GROUPS = re.compile(
    r"(?:(?:both|all|the two|the three|two|three|treatment|study|intervention|experimental|trial)\s){0,2}(?:treatment\s|study\s)?(?:groups|arms|treatments|conditions|cohorts)",
    re.IGNORECASE,
)
#: `3 months after the operation`, `at the end of radiotherapy`: when something was measured.
_WHEN = re.compile(
    r"\b(?:days?|weeks?|months?|years?|hours?|minutes?|h|min|immediately|shortly)\s(?:after|following|before|prior to|post|of)\s(?:the\s)?(?:\w+\s)?$|"
    r"\b(?:end|completion|start|beginning|course|time|diagnosis)\sof\s(?:the\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)
#: What else is no group of patients: a rate's unit, a count's noun, a single letter of a unit.
_NO_PATIENTS = re.compile(r"per\s.*|cases|events|[a-z]|\d.*\s(?:mg|ml|days?|weeks?|months?|years?)", re.IGNORECASE)
#: `pre-training 322 m, post-training 501 m`: one group, before and after.
BEFORE_AND_AFTER = re.compile(
    r"(?:pre|post)(?:-\s?|\s)?(?:training|treatment|tests?|intervention|exercise|programme?|therapy|supplementation|op\w*|dose)|baseline|before|after",
    re.IGNORECASE,
)


def is_before_or_after(group: Group | None) -> bool:
    """Whether a group's name says only when its figure was measured."""
    return group is not None and BEFORE_AND_AFTER.fullmatch(group.name) is not None


def _may_be_side(context: SentenceContext, group: Group) -> bool:
    """Whether a group can be one of two that are compared, and is no time, unit, or all groups at once."""
    if (
        ALL_GROUPS.fullmatch(group.name)
        or is_before_or_after(group)
        or (group.arm is None and _NO_PATIENTS.fullmatch(group.name))
    ):
        return False
    before = context.folded[max(context.sentence.start, group.span.start - 48) : group.span.start]
    return _WHEN.search(before) is None


def named_sides(context: SentenceContext) -> list[Group]:
    """The groups of a sentence that can be compared, each once, in order."""
    named: list[Group] = []
    for candidate in filter(partial(_may_be_side, context), context.groups):
        same = any(
            candidate.name.lower() == g.name.lower() or (candidate.arm is not None and candidate.arm == g.arm)
            for g in named
        )
        if not same:
            named.append(candidate)
    return named
