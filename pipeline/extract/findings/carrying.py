"""Groups that are not told again: of the sentence before, of the count before, of the events counted."""

from __future__ import annotations

import re

from pipeline.extract.findings.arms import therapies_within
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.course import course, not_given
from pipeline.extract.findings.crediting.sides import VERSUS
from pipeline.extract.findings.figures import Figure, linked
from pipeline.extract.findings.groups import Group, describes
from pipeline.extract.findings.measures import MeasureMention
from pipeline.schema import Span

_IN_ORDER = re.compile(r"\b(?:respectively|in (?:the same|that) order|correspondingly)\b", re.IGNORECASE)
_EVENTS = re.compile(
    r"\bof (?:the|these|those) (?:\w+ )?(?P<events>relapses|deaths|recurrences|responders|failures|cases)$"
)
_AND = re.compile(r"(?:,|;|,?\s+and|\s+while|\s+but)\s+(?:the\s+(?:other|remaining)\s+)?$")


def carried_groups(context: SentenceContext) -> list[Group | None]:
    """The groups of a sentence's figures, with those filled in that are told before and meant again."""
    groups = list(context.figure_groups)
    for index, figure in enumerate(context.figures):
        if groups[index] is None:
            groups[index] = _events(figure, context.folded) or _same_patients(context, index)
    _of_treated(context, groups)
    _of_the_others(context, groups)
    for run, told in _as_treated(context):
        for index, group in zip(run, told, strict=True):
            groups[index] = group
    in_order = _IN_ORDER.search(context.words) or (
        not context.groups and (_all_paired(context) or _all_listed(context))
    )
    for index in range(1, len(groups)):
        if groups[index] is None and (opposite := _opposite_before(context, index, groups[index - 1])) is not None:
            groups[index] = opposite
    if not any(groups) and in_order:
        for run, told in _as_before(context):
            for index, group in zip(run, told, strict=True):
                groups[index] = group
    return groups


def _events(figure: Figure, folded: str) -> Group | None:
    """`two of the relapses`: a part of the events is of these events."""
    told = _EVENTS.search(folded, figure.main.span.start, figure.main.span.end)
    return Group(Span(told.start("events"), told.end("events")), told["events"], ()) if told else None


def _same_patients(context: SentenceContext, index: int) -> Group | None:
    """`Five of the seven children without CR received CAR T cells, and two died`: the two are of the seven."""
    figure = context.figures[index]
    if index == 0 or figure.kind != "number" or figure.people is None:
        return None
    before = context.figures[index - 1]
    who = next((g for g in context.groups if describes(g, before)), None)
    if who is None or before.kind != "fraction" or not before.total or before.events is None:
        return None
    between = context.folded[before.span.end : figure.span.start]
    return who if _AND.search(between) and figure.people + before.events <= before.total else None


#: `ten of these 15 children`: the whole is told before.
_OF_THESE = re.compile(r"\bof (?:these|those|the) [\w-]+\b", re.IGNORECASE)
#: A share is rounded by less than this, in percent.
_ROUNDED = 0.6


def _of_treated(context: SentenceContext, groups: list[Group | None]) -> None:
    """`15 underwent HSCT. Ten of these 15 had GVHD (67%), and three cystitis (20%)`: parts of those told to be treated."""
    treated: Group | None = None
    total: int | None = None
    for index, figure in enumerate(context.figures):
        if groups[index] is not None or figure.events is None:
            continue
        if figure.total and _OF_THESE.search(context.folded, figure.span.start, figure.span.end):
            treated, total = _told_treated(context, figure.total), figure.total
        elif (
            figure.total or figure.value is None or abs(100.0 * figure.events / (total or 1) - figure.value) > _ROUNDED
        ):
            continue
        groups[index] = treated


#: `14 (7%) given A and 4 (2%) of the others`
THE_OTHERS = re.compile(
    r"\s?%?[)\]]?\s(?:(?:patients|children|cases)\s)?(?:of|in|among)\sthe\s(?:others?|other (?:group|arm|patients|children)|rest)\b",
    re.IGNORECASE,
)


def _of_the_others(context: SentenceContext, groups: list[Group | None]) -> None:
    """Figures told to be of the others are of the other of two arms."""
    arms = context.study.arms
    for index in range(1, len(groups)):
        first, told = groups[index - 1], THE_OTHERS.match(context.folded, context.figures[index].span.end)
        if told is None or first is None or first.arm not in arms or len(arms) != _TWO_ARMS:
            continue
        other = arms[1 - arms.index(first.arm)]
        groups[index] = Group(Span(*told.span()), other.name, other.therapies, other)


_TWO_ARMS = 2


def _told_treated(context: SentenceContext, number: int) -> Group | None:
    """Those of whom the sentence before tells that so many were treated; None where they are the whole study."""
    if context.before is None or number == context.study.total:
        return None
    counted = (figure for figure in context.before.figures if figure.people == number)
    got = next((got for figure in counted if (got := course(context.before, figure)) is not None), None)
    return Group(got.span, got.text, therapies_within(got.span, context.before.mentions)) if got else None


def _as_treated(context: SentenceContext) -> list[tuple[list[int], list[Group]]]:
    """`15 underwent HSCT and 11 did not; survival was 93% and 100%`: runs of shares of those told to be treated."""
    told: list[Group] = []
    given: MeasureMention | None = None
    end = context.sentence.start
    for figure in context.figures:
        got = course(context, figure)
        if got is not None:
            given = got
            told.append(Group(got.span, got.text, therapies_within(got.span, context.mentions)))
        elif (without := not_given(context, figure, given)) is not None:
            told.append(without)
        else:
            continue
        end = told[-1].span.end
    return [
        (run, told) for run in _runs(context) if len(run) == len(told) > 1 and context.figures[run[0]].span.start > end
    ]


def _runs(context: SentenceContext) -> list[list[int]]:
    """Shares that only links part, as lists of their indexes."""
    runs: list[list[int]] = []
    for index, figure in enumerate(context.figures):
        if runs and linked(context.figures[runs[-1][-1]], figure, context.folded):
            runs[-1].append(index)
        elif figure.kind in ("percent", "fraction"):
            runs.append([index])
    return runs


def _all_paired(context: SentenceContext) -> bool:
    """Whether all shares of a sentence stand in pairs that are compared: `98.1% vs 81.4% (P = 0.006)`."""
    runs = _runs(context)
    return bool(runs) and all(
        len(run) == 2
        and VERSUS.search(context.folded[context.figures[run[0]].span.end : context.figures[run[1]].span.start])
        for run in runs
    )


def _opposite_before(context: SentenceContext, index: int, first: Group | None) -> Group | None:
    """`TTT improved more (9 vs 3)`: the other of the two groups that the sentence before told of."""
    before, figures = context.before, context.figures
    if first is None or before is None or before.role != context.role or context.study.arms:
        return None
    if not VERSUS.search(context.folded[figures[index - 1].span.end : figures[index].span.start]):
        return None
    told = {group.name: group for group in before.figure_groups if group is not None}
    if len(told) != 2 or first.name not in told:
        return None
    return next(group for name, group in told.items() if name != first.name)


def _all_listed(context: SentenceContext) -> bool:
    """Whether all shares of a sentence stand in lists of one length, three or more (`21, 17 and 19%`)."""
    lengths = {len(run) for run in _runs(context)}
    return len(lengths) == 1 and min(lengths) >= 3


def _as_before(context: SentenceContext) -> list[tuple[list[int], list[Group]]]:
    """Runs of shares, each with the groups of as many shares of the sentence before."""
    before = context.before
    if before is None or before.role != context.role:
        return []
    told: list[Group] = []
    for figure, group in zip(before.figures, before.figure_groups, strict=True):
        if group is not None and figure.kind in ("percent", "fraction") and group.name not in [g.name for g in told]:
            told.append(group)
    return [(run, told) for run in _runs(context) if len(run) == len(told) > 1]
