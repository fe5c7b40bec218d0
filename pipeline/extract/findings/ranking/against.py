"""Two figures that are set against one another (`22% vs 38%`): which is whose, where one group alone is known of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.extract.findings.arms.naming import arm_meant
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.crediting.sides import same
from pipeline.extract.findings.figures import linked
from pipeline.extract.findings.groups import Group
from pipeline.schema import Span

_TWO: Final = 2
_VERSUS = re.compile(r"\s?%?,?\s(?:vs?\.?|versus|(?:as )?compared (?:with|to))\s(?:only )?", re.IGNORECASE)
#: `26.5% and 6.4% of patients, respectively`
_AND = re.compile(r"\s?%?\sand\s", re.IGNORECASE)
_EACH_ITS_OWN = re.compile(r"[^.;:\d]{0,30}?\brespectively\b", re.IGNORECASE)
#: `compared with 49% in the controls`
_COMPARED = re.compile(r"compared (?:with|to)", re.IGNORECASE)
_IN = re.compile(r"\s?%?[)\]]?\s(?:in|for|with|among|of|on|after|following|by)\s(?:the\s|an?\s|our\s)?", re.IGNORECASE)
#: `less common after A (22% vs 38%)`, `A had longer stays (8 vs 6 days)`
_COMPARATIVE = re.compile(
    r"\b(?:(?P<more>more|higher|greater|larger|longer|increased)|(?P<less>less|fewer|lower|smaller|shorter|reduced|decreased))\b",
    re.IGNORECASE,
)
_THAN = re.compile(r"\b(?:than|compared|versus|vs|relative to|over)\b", re.IGNORECASE)


def set_apart(context: SentenceContext, chosen: Sequence[Group | None]) -> tuple[Group | None, ...]:
    """The groups of a sentence's figures, those of two that are set against one another of two groups.

    Args:
        context: the sentence.
        chosen: the groups of its figures so far.
    """
    kept = list(chosen)
    followed = _of_the_pair_before(context)
    pair: int | None = None
    for left in range(len(kept) - 1):
        one, other = kept[left : left + 2]
        if followed is not None and _are_a_pair(context, left):
            kept[left : left + 2] = followed
            continue
        if not _are_against(context, left) and not _goes_on(context, kept, left):
            continue
        if pair is None and left >= _TWO and None not in kept[left - 2 : left] and not is_one(*kept[left - 2 : left]):
            # `40% after A and 28% after B, and that of grade III 11% and 7%`
            pair = left - 2
        alone = one or other if is_one(one, other) or None in (one, other) else None
        if pair is not None and is_one(one, other) and not _names_groups(context, pair + 1, left + 1):
            # `81% compared with 49% in the controls, and 93% versus 66%`: in the same order.
            kept[left : left + 2] = kept[pair : pair + 2]
        elif alone is not None:
            place = _place_of(context, left, alone)
            if place is not None:
                kept[left : left + 2] = [_opposite(context, alone)] * 2
                kept[place] = alone
            elif is_one(one, other):
                kept[left + 1] = _opposite(context, alone) or alone
        pair = None if is_one(kept[left], kept[left + 1]) else left
    return tuple(kept)


def _of_the_pair_before(context: SentenceContext) -> tuple[Group, Group] | None:
    """The two groups that the sentence before tells, in their order, where this one names none: `OS was 68% and 35%`."""
    # `similar in the two arms (10.6% vs 12.3%)`: in the order in which the study told them.
    if context.groups or _SEVERAL_TIMES.search(context.words) or _OF_THE_TWO.search(context.words):
        return None
    before = context.before
    # What tells of nobody in particular stands between (`No fatal events were reported.`).
    for _ in range(_MOST_BETWEEN):
        if before is not None and before.role == context.role and not any(before.figure_groups):
            before = before.before
    if before is None or before.role != context.role:
        return None
    told = [
        group
        for figure, group in zip(before.figures, before.figure_groups, strict=True)
        if figure.kind not in _COMPARES and group is not None
    ]
    if len(told) < _TWO or len(told) % _TWO or any(group.arm is None for group in told):
        return None
    first, second = told[:_TWO]
    ordered = all(is_one(group, told[place % _TWO]) for place, group in enumerate(told))
    return (_called_by_arm(first), _called_by_arm(second)) if ordered and not is_one(first, second) else None


def _called_by_arm(group: Group) -> Group:
    """A group of an arm under the arm's name, as it may be called in any sentence."""
    arm = group.arm
    return replace(group, name=arm.name, therapies=arm.therapies) if arm is not None else group


_OF_THE_TWO = re.compile(
    r"\b(?:(?:the )?two|both|between(?: the)?|each|either) (?:\w+ )?(?:arms|groups|group|arm)\b", re.IGNORECASE
)
#: So many sentences may stand between.
_MOST_BETWEEN: Final = 3
#: Kinds of figures that are of both.
_COMPARES: Final = frozenset({"ratio", "difference", "p_value"})
_COUNTS: Final = frozenset({"count", "number"})


def _are_a_pair(context: SentenceContext, left: int) -> bool:
    """Whether two figures of one kind are told beside one another, and nothing else in their list."""
    first, second = context.figures[left : left + 2]
    alike = first.kind == second.kind or {first.kind, second.kind} == _COUNTS
    if not alike or first.kind in _COMPARES or {left, left + 1} & context.listed.keys():
        return False
    between = context.folded[first.span.end : second.span.start]
    beyond = [pair for pair in (left - 1, left + 1) if 0 <= pair < len(context.figures) - 1]
    longer = any(linked(context.figures[pair], context.figures[pair + 1], context.folded) for pair in beyond)
    return not longer and bool(_AND.fullmatch(between) or _VERSUS.fullmatch(between))


#: `at 1 and 3 years`
_SEVERAL_TIMES = re.compile(
    r"\b\d+[\s-]*(?:years?|months?|weeks?|days?|y)?[\s-]*(?:,|and|or|to)\s\d+[\s-]*(?:years?|months?|weeks?|days?|y)\b",
    re.IGNORECASE,
)


def is_one(left: Group | None, right: Group | None) -> bool:
    """Whether two groups are called the same, or by two names of one arm."""
    if left is None or right is None:
        return left is right
    return left.name == right.name or same(left, right)


def _are_against(context: SentenceContext, left: int) -> bool:
    """Whether nothing but `vs` stands between a figure and the next one; or `and`, where each is told to be of its own."""
    first, second = context.figures[left : left + 2]
    between = context.folded[first.span.end : second.span.start]
    if first.kind != second.kind or left in context.listed:
        return False
    respectively = _AND.fullmatch(between) and _EACH_ITS_OWN.match(
        context.folded, second.span.end, context.sentence.end
    )
    return bool(respectively) or _VERSUS.fullmatch(between) is not None


def _goes_on(context: SentenceContext, kept: Sequence[Group | None], left: int) -> bool:
    """Whether two figures go on from two of two groups: `21% of A and 14% of B, and hypertension in 12% and 6%`."""
    if left < _TWO or left in context.listed or None in kept[left - 2 : left] or is_one(*kept[left - 2 : left]):
        return False
    first, second = context.figures[left : left + 2]
    joined = _AND.fullmatch(context.folded, first.span.end, second.span.start) is not None
    alike = first.kind == second.kind == context.figures[left - 1].kind and is_one(*kept[left : left + 2])
    return joined and alike and not _names_groups(context, left - 1, left + 1)


def _names_groups(context: SentenceContext, after: int, until: int) -> bool:
    """Whether a group is named between two figures, but right behind the first."""
    first, last = context.figures[after], context.figures[until]
    named = (g for g in context.groups if first.span.end <= g.span.start < last.span.end)
    return any(not _IN.fullmatch(context.folded, first.span.end, group.span.start) for group in named)


def _place_of(context: SentenceContext, left: int, group: Group) -> int | None:
    """The place of the one of two figures that is a group's, where words tell: those behind them, else those before.

    Where it is told to have had more it is the larger, where it is told to have had less the smaller.
    """
    first, second = context.figures[left : left + 2]
    behind = _IN.fullmatch(context.folded, second.span.end, group.span.start)
    if behind and _COMPARED.search(context.folded, first.span.end, second.span.start):
        return left + 1
    before = (each.span.end for each in context.figures[:left] if not each.span.overlaps(group.span))
    ahead = Span(max(before, default=context.sentence.start), first.span.start)
    one, other = first.value or 0.0, second.value or 0.0
    told = _COMPARATIVE.search(context.folded, ahead.start, ahead.end) if ahead.contains(group.span) else None
    if told is None or one == other or min(one, other) < 0 or _THAN.search(context.folded, ahead.start, ahead.end):
        return None
    larger, smaller = (left, left + 1) if one > other else (left + 1, left)
    return larger if told["more"] else smaller


def _opposite(context: SentenceContext, group: Group) -> Group | None:
    """The other of a study's two arms, where a group is one of them."""
    arms = context.study.arms
    own = group.arm or arm_meant(group.name, arms)
    if len(arms) != _TWO or own not in arms:
        return None
    arm = arms[1 - arms.index(own)]
    return Group(Span(group.span.end, group.span.end), arm.name, arm.therapies, arm)
