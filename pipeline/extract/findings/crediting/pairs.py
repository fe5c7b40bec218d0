"""`x vs y`: which of two groups each figure of a pair is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.findings.arms import Arm
from pipeline.extract.findings.arms.patterns import CONTROL
from pipeline.extract.findings.comparisons import Comparison, comparison_for
from pipeline.extract.findings.crediting.apposition import AFTER, by_apposition
from pipeline.extract.findings.crediting.sides import (
    coordinated,
    distinct,
    is_compared_with,
    opens_pair,
    other_than,
    same,
    versus,
)
from pipeline.extract.findings.figures import Figure, linked
from pipeline.extract.findings.groups import Group
from pipeline.schema import Span

_TOLD_AS_PAIR = re.compile(
    r"(?:\s(?:of\s(?:the\s)?)?(?:patients|women|men|children|participants|subjects|cases|events|infants|eyes)\b)?[\s)\],]*(?:respectively|[(\[;,]?\s*(?:p\s*[-a-z]{0,6}\s*[=<>≤≥]|(?:unadjusted |adjusted )?(?:HR|OR|RR|hazard|odds|relative)\b))",
    re.IGNORECASE,
)


#: `The corresponding rates were 63% and 60%`: of the groups just told of.
_CORRESPONDING = re.compile(r"\b(?:corresponding|respective)\b[^.;]{0,120}$", re.IGNORECASE)
#: So far before its first figure, in characters, a pair is told to be one.
_REACH = 140


def pairs(figures: Sequence[Figure], folded: str, listed: frozenset[int]) -> list[tuple[int, int]]:
    """The `x vs y` of a sentence, as indexes of figures; `x and y (p = ...)` is one as well."""
    pairs: list[tuple[int, int]] = []
    for index, (left, right) in enumerate(pairwise(figures)):
        free = not pairs or pairs[-1][1] < index
        if not free or left.kind != right.kind or index in listed:
            continue
        third = figures[index + 2] if index + 2 < len(figures) else None
        alone = third is None or not linked(right, third, folded)
        if third is not None and opens_pair(folded, left, right, third):
            continue
        # The last two of a list are no pair.
        alone = alone and not (index and linked(figures[index - 1], left, folded))
        joined = alone and linked(left, right, folded) and _is_told_as_pair(folded, left, right)
        if joined or versus(folded, left, right):
            pairs.append((index, index + 1))
    return pairs


def _is_told_as_pair(folded: str, left: Figure, right: Figure) -> bool:
    if _TOLD_AS_PAIR.match(folded, right.span.end):
        return True
    return _CORRESPONDING.search(folded, max(0, left.span.start - _REACH), left.span.start) is not None


def by_pair(
    folded: str,
    sentence: Span,
    left: int,
    right: int,
    figures: Sequence[Figure],
    groups: Sequence[Group],
    arms: Sequence[Arm],
    comparisons: Sequence[Comparison],
) -> tuple[Group | None, Group | None] | None:
    """The groups of `x vs y`.

    Each figure's own apposition (`10% in A versus 6% in B`) comes first; then two groups that one list after the pair
    names; then the two that the words before it compare (`higher in A than in B (x vs y)`); then the group before it
    and the other arm; last the study's two arms in their order.
    """
    first, second = figures[left], figures[right]
    framed = _under_labels(folded, sentence, left, figures, groups, comparisons)
    if framed is not None:
        return framed
    end = figures[right + 1].span.start if right + 1 < len(figures) else sentence.end
    start = figures[left - 1].span.end if left else sentence.start
    named = [_right_before(folded, groups, figure) for figure in (first, second)]
    if named[1] is not None and (named[0] is None or not same(named[0], named[1])):
        # `(A 2.2 versus B 3.1)`
        return named[0] or other_than(named[1], arms, groups), named[1]
    between = [g for g in groups if first.span.end <= g.span.start and g.span.end <= second.span.start]
    after = [g for g in groups if second.span.end <= g.span.start and g.span.end <= end]
    if between:
        own = between[0]
        other = by_apposition(folded, sentence, figures, right, second, groups)
        if other is None or same(other, own):
            other = next((g for g in after if not same(g, own)), None) or other_than(own, arms, groups)
        return own, other
    if (
        len(after) >= 2
        and after[0].span.start - second.span.end < 60
        and not same(after[0], after[1])
        and coordinated(folded, after[:2])
    ):
        return after[0], after[1]
    parted = _within_part(folded, second, after, groups, arms, sentence)
    if parted is not None:
        return parted
    if (
        after
        and after[0].span.start - second.span.end < 30
        and AFTER.fullmatch(folded[second.span.end : after[0].span.start])
    ):
        ahead = [
            g for g in groups if start <= g.span.start and g.span.end <= first.span.start and not same(g, after[0])
        ]
        return (ahead[-1] if ahead else other_than(after[0], arms, groups)), after[0]
    compared = comparison_for(comparisons, first.span.cover(second.span))
    if compared is not None:
        return compared.first, compared.second or other_than(compared.first, arms, groups)
    told = [g for g in groups if not _opens(folded, sentence, g)]
    before = distinct([g for g in told if start <= g.span.start and g.span.end <= first.span.start])
    if len(before) < 2:
        wider = distinct([g for g in told if g.span.end <= first.span.start])
        before = before or wider if len(wider) < 2 else wider
    if len(before) >= 2:
        return before[-2], before[-1]
    if len(before) == 1:
        # `The LigaSure patients had less blood loss (30.8% vs 69.2%)`: what the sentence speaks of comes first,
        # `was superior to placebo (35% vs 20%)` what it is set against last.
        other = other_than(before[0], arms, groups)
        return (other, before[0]) if is_compared_with(folded, before[0], sentence) else (before[0], other)
    alone = distinct(groups)
    if len(alone) == 1 and _SUBJECT.search(folded[sentence.start : alone[0].span.start]):
        # `The rate was lower (59% vs 90%, P = 0.04) in the melatonin group`
        return alone[0], other_than(alone[0], arms, groups)
    if len(arms) == 2:
        at = Span(sentence.start, sentence.start)
        return Group(at, arms[0].name, arms[0].therapies, arms[0]), Group(at, arms[1].name, arms[1].therapies, arms[1])
    return None


#: One label is of its own figures alone; two groups are compared.
_FEWEST_LABELS = _SIDES = 2
#: `(men: 94% vs. 85%; women: 75% vs. 63%)`: what the pair behind it is of.
_LABEL = re.compile(r"[(\[;,:]\s?(?P<label>[A-Za-z0-9≥≤<>][\w ≥≤<>/%-]{0,40}):\s?")


def _under_labels(
    folded: str,
    sentence: Span,
    left: int,
    figures: Sequence[Figure],
    groups: Sequence[Group],
    comparisons: Sequence[Comparison],
) -> tuple[Group, Group] | None:
    """The two groups that a sentence compares, where pairs behind it are told one by one under labels of their own.

    A label is of what was measured, or of whom in both groups, and never one of the two.
    """
    labels = [
        label
        for label in _LABEL.finditer(folded, sentence.start, sentence.end)
        if any(figure.span.start == label.end() for figure in figures)
    ]
    if len(labels) < _FEWEST_LABELS or not any(label.end() == figures[left].span.start for label in labels):
        return None
    start = labels[0].start()
    before = distinct([g for g in groups if g.span.end <= start and not _is_label(folded, g, labels)])
    compared = comparison_for(comparisons, Span(start, start))
    if compared is not None and compared.second is not None:
        return compared.first, compared.second
    return (before[0], before[1]) if len(before) == _SIDES else None


def _is_label(folded: str, group: Group, labels: Sequence[re.Match[str]]) -> bool:
    """Whether a group is called as one of some labels is."""
    name = group.span.of(folded).lower()
    return group.arm is None and any(
        re.search(rf"(?<!\w){re.escape(label['label'].strip().lower())}(?!\w)", name) for label in labels
    )


def _within_part(
    folded: str, second: Figure, after: Sequence[Group], groups: Sequence[Group], arms: Sequence[Arm], sentence: Span
) -> tuple[Group, Group] | None:
    """`47% vs. 49% in the younger group`: the study's two arms, in a part of the patients that is told behind the pair."""
    part = after[0] if after else None
    if part is None or len(arms) != 2 or part.arm is not None or part.therapies or any(g.arm for g in groups):
        return None
    if not _IN_PART.fullmatch(folded, second.span.end, part.span.start) or CONTROL.search(part.name):
        return None
    at = Span(sentence.start, sentence.start)
    left, right = (Group(at, f"{arm.name}, {part.name}", arm.therapies, arm) for arm in arms)
    return left, right


#: Between a pair of figures and the patients of both.
_IN_PART = re.compile(
    r"[\s)\],]*(?:\([^()]{1,30}\)\s*)?(?:was (?:obtained|seen|found|observed)\s+)?(?:in|for|among)\s+(?:the\s+)?"
)
_OPENING = re.compile(r"(?:[A-Z][A-Za-z ]{2,24}:?\s*)?(?:Of|In|Among|For|Within)\s+(?:the\s+)?(?:\d+\s+)?")


def _opens(folded: str, sentence: Span, group: Group) -> bool:
    """Whether a sentence opens with a group of which all in it are a part (`Of those who decided, women in A ...`)."""
    opened = _OPENING.fullmatch(folded, sentence.start, group.span.start)
    return opened is not None and group.arm is None and folded[group.span.end : group.span.end + 2].lstrip()[:1] == ","


def _right_before(folded: str, groups: Sequence[Group], figure: Figure) -> Group | None:
    """The group whose name stands right before a figure, with nothing but a mark between them."""
    ends = (g for g in groups if g.span.end <= figure.span.start)
    last = max(ends, key=lambda group: group.span.end, default=None)
    return last if last and re.fullmatch(r"\s*[,:=(\[]?\s*", folded[last.span.end : figure.span.start]) else None


#: Words of a comparison that the group behind them comes out of.
_SUBJECT = re.compile(
    r"\b(?:higher|lower|greater|fewer|more|less|better|worse|longer|shorter|larger|smaller|improved|reduced|increased|decreased|superior|inferior)\b",
    re.IGNORECASE,
)
