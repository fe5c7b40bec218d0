"""Where a figure stands: right beside a group, or beside another figure of its kind. Both are signs of a result."""

from __future__ import annotations

import re
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.crediting.sides import opens_pair
from pipeline.extract.findings.figures import Figure
from pipeline.schema import Span

#: `27 local progressions in the surgery group`, `44 on tamoxifen`: what is counted, and then whose.
_TO_GROUP = re.compile(
    r"\s*[)\]]?\s*(?:(?!(?:and|or|of|to|who|were|was|vs|versus|than|from|per)\b)[A-Za-z][\w'/-]{1,24}\s+){0,3}?"
    r"(?:in|on|for|with|among)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"[^;.]{0,60}?\b(?:vs\.?|v|versus|compared (?:with|to)|than)\s[^;.]{0,60}?|\s*(?:,\s*)?(?:and|/)\s*", re.IGNORECASE
)
#: What is told of each item of a list stands behind it.
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_IS_GROUP: Final = 60


def of_group(context: SentenceContext, figure: Figure) -> bool:
    """Whether the words right behind a figure say whose it is (`27 relapses in the placebo group`)."""
    behind = (g for g in context.groups if figure.span.end <= g.span.start <= figure.span.end + _IS_GROUP)
    return any(_TO_GROUP.fullmatch(context.folded[figure.span.end : group.span.start]) for group in behind)


def beside_another(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure is compared with the one beside it (`48 vs 63.2 min`, `37 in A compared with 33 days in B`)."""
    place = context.figures.index(figure)
    near = list(context.figures[max(0, place - 1) : place + 2])
    behind = context.figures[place + 1 : place + 3]
    if len(behind) > 1 and opens_pair(context.folded, figure, *behind):
        near.remove(behind[0])
    return any(
        _opposed(context, *sorted((figure.span, other.span)))
        for other in near
        if other is not figure and other.kind == figure.kind and other.unit == figure.unit
    )


def _opposed(context: SentenceContext, left: Span, right: Span) -> bool:
    between = context.folded[left.end : right.start]
    if _AGAINST.fullmatch(between) is None:
        return False
    listed = re.fullmatch(r"\s*(?:,\s*)?(?:and|/)\s*", between, re.IGNORECASE)
    return listed is None or bool(_RESPECTIVELY.search(context.folded, right.end, context.sentence.end))


def _listed_with(context: SentenceContext, figure: Figure, other: Figure) -> bool:
    """Whether another group's figure stands beside one, an `and` between them and no brackets."""
    left, right = sorted((figure.span, other.span))
    between = context.folded[left.end : right.start]
    return of_group(context, other) and len(between) <= _IS_GROUP and bool(re.search(r"^[^()\[\];]*\band\s", between))


_CHANGED_BY = re.compile(
    r"\b(?:increased|decreased|reduced|improved|declined|rose|fell|dropped|increases?|decreases?|reductions?|improvements?|declines?|gains?)\s[^.;()]{0,60}?(?:by|of)\s*(?:about\s|approximately\s|an?\s)?$",
    re.IGNORECASE,
)


def is_own_change(context: SentenceContext, figure: Figure) -> bool:
    """Whether a change is one of a group, told beside another group's (`rose by 9 points with A compared with 3 with B`)."""
    if context.folded[figure.head.start : figure.head.start + 1] in ("+", "-") and beside_another(context, figure):
        return True
    if _each_with_its_spread(context, figure):
        return True
    if not _CHANGED_BY.search(context.folded, max(context.sentence.start, figure.span.start - 90), figure.span.start):
        return False
    others = [f for f in context.figures if f is not figure and f.kind == figure.kind and f.unit == figure.unit]
    if of_group(context, figure) and any(_listed_with(context, figure, other) for other in others):
        # `fell by 3% in A and 5% in B`: to each group its own.
        return True
    if figure.interval is not None or figure.kind == "percent":
        return beside_another(context, figure)
    each = bool(_RESPECTIVELY.search(context.folded, figure.span.end, context.sentence.end))
    return bool(others) and (each or beside_another(context, figure))


_THEN_P = re.compile(r"\s?[,;(\[]?\s?p\s?[=<>≤]", re.IGNORECASE)


def _each_with_its_spread(context: SentenceContext, figure: Figure) -> bool:
    """`(A: -1.2 ± 1.2%; B: -0.9 ± 1.1%)`: the changes of two groups, neither with a p-value of its own."""
    if figure.spread not in ("sd", "se"):
        return False
    place = context.figures.index(figure)
    own = context.figure_groups[place]
    for near in (place - 1, place + 1):
        other = context.figures[near] if 0 <= near < len(context.figures) else None
        if other is None or other.spread != figure.spread or other.unit != figure.unit:
            continue
        theirs = context.figure_groups[near]
        told = own is not None and theirs is not None and own.name != theirs.name
        if told and not any(_THEN_P.match(context.folded, each.span.end) for each in (figure, other)):
            return True
    return False
