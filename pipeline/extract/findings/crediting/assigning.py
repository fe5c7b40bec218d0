"""Which group each figure of a sentence is credited to. A figure without a sure group is left without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from pipeline.extract.findings.arms import Arm
from pipeline.extract.findings.comparisons import Comparison
from pipeline.extract.findings.crediting.apposition import by_apposition, by_clause
from pipeline.extract.findings.crediting.lists import as_first, as_list_closes, by_list, find_runs
from pipeline.extract.findings.crediting.pairs import by_pair, pairs
from pipeline.extract.findings.crediting.sides import of_next_clause, same
from pipeline.extract.findings.crediting.sizes import by_size, pair_by_size
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.schema import Span

_TWO: Final = 2
#: How a group was found to be a figure's.
Way = Literal["list", "pair", "apposition", "clause", "size", "none"]


class Credit(NamedTuple):
    """The group of a figure and how it was found; None where none is sure."""

    group: Group | None
    way: Way


#: `17 (35%) relapsed at a median of 5.6 months`: when it happened to those who were counted.
_AT_A_MEDIAN: Final = re.compile(
    r"\s?(?:[a-z-]{3,20}\s){0,5}?(?:at|after|within|with|for)\san?\s(?:median|mean|average)\s(?:[a-z-]{3,12}\s){0,2}?(?:of\s)?"
)


def assign_groups(
    folded: str,
    sentence: Span,
    figures: Sequence[Figure],
    groups: Sequence[Group],
    arms: Sequence[Arm],
    listed: frozenset[int] = frozenset(),
    comparisons: Sequence[Comparison] = (),
) -> list[Credit]:
    """The group of each figure, in the order of the figures; None where none is sure.

    By apposition first (`16% for AC`, `AC: 16%`), then by order in lists (`respectively`; `A vs B (x vs y)`), then by
    the group that the clause opens with; last, for a bare `x vs y` in a study of just two arms, by the order in which
    the sentence or the study names them.
    """
    result: list[Group | None] = [None] * len(figures)
    ways: list[Way] = ["none"] * len(figures)
    paired: set[int] = set()
    told: tuple[Group, Group] | None = None
    told_to = 0
    runs = find_runs(figures, folded)
    for run in runs:
        if listed.issuperset(run) and len(run) > 1:
            # One group's figures of several measures (`PFS and OS were 2.8 and 13.2 months in X`).
            last = run[-1]
            found = by_apposition(folded, sentence, figures, last, figures[last], groups)
            for index in run:
                result[index] = found
        else:
            by_list(folded, sentence, figures, run, groups, result, comparisons)
    as_first(runs, figures, groups, result, listed)
    _name(ways, result, "list")
    for left, right in pairs(figures, folded, listed):
        if result[left] is not None or result[right] is not None:
            continue
        sized = pair_by_size(figures[left], figures[right], arms)
        pair = sized or by_pair(folded, sentence, left, right, figures, groups, arms, comparisons)
        if pair is not None:
            result[left], result[right] = pair
            behind = [g.span.end for g in pair if g is not None and g in groups]
            told_to = max([figures[right].span.end, *behind])
            one, other = pair
            told = (one, other) if one is not None and other is not None and not same(one, other) else None
        paired.update((left, right))
    _name(ways, result, "pair")
    if told is not None and not any(group.span.start >= told_to for group in groups):
        paired.update(_as_pairs_before(folded, figures, told, told_to, result))
        _name(ways, result, "pair")
    for run in runs if len(arms) > _TWO and not groups else ():
        if len(run) == len(arms) and not listed.intersection(run):
            # `Dropout was 12%, 15% and 9%`: of the arms, in their order.
            at = Span(sentence.start, sentence.start)
            for index, arm in zip(run, arms, strict=True):
                result[index] = Group(at, arm.name, arm.therapies, arm)
    _name(ways, result, "list")
    for run in runs:
        # `GVHD developed in 4 (14%) and 3 (18%)`: what no words tell, their sizes may.
        free = len(run) == _TWO and all(result[index] is None for index in run) and not listed.intersection(run)
        if free and (sized := pair_by_size(figures[run[0]], figures[run[1]], arms)) is not None:
            result[run[0]], result[run[1]] = sized
            _name(ways, result, "pair")
    for index, figure in enumerate(figures):
        if result[index] is None and index not in paired:
            result[index] = by_apposition(folded, sentence, figures, index, figure, groups)
    _name(ways, result, "apposition")
    as_list_closes(folded, figures, groups, result)
    _name(ways, result, "list")
    for index, figure in enumerate(figures):
        if result[index] is None and index not in paired:
            result[index] = by_clause(folded, sentence, figures, index, figure, groups, result)
            ways[index] = "clause"
        if (
            result[index] is None
            and index
            and _AT_A_MEDIAN.fullmatch(folded, figures[index - 1].span.end, figure.span.start)
        ):
            result[index] = result[index - 1]
            ways[index] = "clause"
        if result[index] is None:
            result[index] = by_size(figure, arms)
            ways[index] = "size"
    for index, group in enumerate(result):
        if group is not None and of_next_clause(folded, figures[index], group):
            result[index] = None
    return [Credit(group, way if group else "none") for group, way in zip(result, ways, strict=True)]


def _as_pairs_before(
    folded: str, figures: Sequence[Figure], told: tuple[Group, Group], start: int, result: list[Group | None]
) -> list[int]:
    """`91% with A compared with 75% with B; relapse was 12% and 33%`: two that are joined tell the two groups again."""
    found: list[int] = []
    for run in find_runs(figures, folded):
        free = figures[run[0]].span.start >= start and all(result[index] is None for index in run)
        if free and len(run) == len(told):
            for index, group in zip(run, told, strict=True):
                result[index] = group
            found.extend(run)
    return found


def _name(ways: list[Way], groups: Sequence[Group | None], way: Way) -> None:
    """Note the way of the groups that were found in it."""
    for index, group in enumerate(groups):
        if group is not None and ways[index] == "none":
            ways[index] = way
