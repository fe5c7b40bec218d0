"""Whose a figure is, where what is learned is surer of another answer than the rules are of theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.extract.findings.carrying import THE_OTHERS
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.course import course
from pipeline.extract.findings.crediting import Way
from pipeline.extract.findings.crediting.sides import of_next_clause
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.parts import parts_of
from pipeline.extract.findings.ranker import Choice, Ranked, Ranker
from pipeline.extract.findings.ranking import group_cases
from pipeline.extract.findings.ranking.against import is_one, set_apart
from pipeline.extract.findings.ranking.choosing import NEVER, SURER, asked_of, best_of
from pipeline.extract.findings.sides import name_of
from pipeline.extract.findings.with_and_without import with_and_without
from pipeline.extract.pointer import Pointing, Role
from pipeline.schema import Finding, Span

#: How much more must speak for a group that is named in another sentence of an abstract.
SURER_ELSEWHERE: Final = 1000


def ranked_groups(context: SentenceContext, ways: Sequence[Way]) -> SentenceContext:
    """The sentence with the groups of its figures, others than the rules' where these are surer.

    Args:
        context: the sentence, with the groups that the rules find.
        ways: how they found that of each figure.
    """
    if context.study.ranker is None or context.attribution == "cited":
        # Of a paper that is quoted its name is told as often as a group of its patients.
        return context
    ruled, wholes = context.figure_groups, set(parts_of(context).values())
    told = {span for span, _, _ in with_and_without(context.folded, context.sentence)}
    for index, way in enumerate(ways):
        group = ruled[index]
        if index in wholes or (group is not None and (group.span in told or _is_of_these(context, index, group))):
            # `3 of these 23`: of those told of before.
            # `237 patients (117 in group A and 120 in group B)`: of neither. `72% with and 41% without HSCT`: of each.
            continue
        # Whose a figure is tells something of the next one's group.
        chosen = list(context.figure_groups)
        chosen[index] = _whose(context, index, way)
        context = replace(context, figure_groups=tuple(chosen))
    return replace(context, figure_groups=_apart_in_order(context, ruled, ways), ruled_groups=ruled)


#: `relapse occurred in 3 of these 23`
_OF_THESE = re.compile(r"\bof (?:these|those)\s", re.IGNORECASE)


def _is_of_these(context: SentenceContext, index: int, group: Group) -> bool:
    """Whether a figure is of those who were told before it to have been treated, or of all the others."""
    figure = context.figures[index]
    if THE_OTHERS.match(context.folded, figure.span.end):
        return True
    part = _OF_THESE.search(context.folded, figure.span.start, figure.span.end) is not None
    return part and group.span.end <= figure.span.start and not any(group.span == each.span for each in context.groups)


#: Ways in which rules find the groups of several figures at once, each its own.
_IN_ORDER: Final = frozenset({"pair", "list"})
#: `fell from 96% to 24%`: of one group at two times.
_TO = re.compile(r"\bto\b|→|->", re.IGNORECASE)


def _apart_in_order(
    context: SentenceContext, ruled: Sequence[Group | None], ways: Sequence[Way]
) -> tuple[Group | None, ...]:
    """The groups chosen, those of two figures in an order that came out as one as the rules have them: they are two."""
    chosen = context.figure_groups
    kept = list(chosen)
    for left in range(len(chosen) - 1):
        right = left + 1
        between = context.folded[context.figures[left].span.end : context.figures[right].span.start]
        ordered = all(_is_in_order(ruled[at], ways[at]) for at in (left, right)) and not _TO.search(between)
        if not ordered or is_one(ruled[left], ruled[right]):
            continue
        one_changed = is_one(ruled[left], chosen[left]) != is_one(ruled[right], chosen[right])
        if one_changed or is_one(chosen[left], chosen[right]):
            kept[left], kept[right] = ruled[left], ruled[right]
    return set_apart(context, kept)


def _is_in_order(ruled: Group | None, way: Way) -> bool:
    """Whether rules found a figure's group in an order, that of the sentence before among them."""
    return way in _IN_ORDER or (way == "none" and ruled is not None)


def _margin_of_group(context: SentenceContext, figure: Figure, group: Group | None) -> int:
    """How much more must speak for a group: for one of another clause too much, where the figure's own names any."""
    if group is not None and of_next_clause(context.folded, figure, group):
        return NEVER
    if group is None or _clause(context, figure).contains(group.span):
        return SURER["group"]
    if context.sentence.contains(group.span):
        own = _clause(context, figure)
        told = context.folded[context.sentence.start : own.end]
        later = (f for f in context.figures if own.end <= f.span.start)
        if told.count("(") == told.count(")") and own.end <= group.span.start and next(later, None) is not None:
            # `EFS was 36%; it was better in infants (45%)`
            return NEVER
        return NEVER if any(own.contains(other.span) for other in context.groups) else SURER["group"]
    # Of a full paper, where many groups are told of, that of another sentence is known to the rules, or to nobody.
    return NEVER if context.study.full else SURER_ELSEWHERE


#: What sets a clause against the one before it.
_AGAINST: Final = re.compile(r";\s|\b(?:while|whereas)\b", re.IGNORECASE)


def _clause(context: SentenceContext, figure: Figure) -> Span:
    """The part of the sentence that a figure stands in, between `while`, `whereas` and semicolons."""
    start, end = context.sentence.start, context.sentence.end
    for cut in _AGAINST.finditer(context.folded, start, end):
        if cut.end() <= figure.span.start:
            start = cut.end()
        elif cut.start() >= figure.span.end:
            end = cut.start()
            break
    return Span(start, end)


def _whose(context: SentenceContext, index: int, way: Way) -> Group | None:
    figure, ruled = context.figures[index], context.figure_groups[index]
    asked = asked_of(context, figure.span)
    # What patients were given in the study's course is no group of them.
    if asked is None or course(context, figure) is not None or _is_part_of(context, figure, ruled):
        return ruled
    if _OF_ALL.match(context.folded, figure.span.end, context.sentence.end):
        return None
    ranker, pointing = asked
    found = group_cases.candidates(context, figure, ruled, pointing, "group")
    cases = group_cases.cases(context, figure, way, pointing, "group", found)
    surer = [_margin_of_group(context, figure, group) for group, _ in found]
    return found[best_of(ranker, Choice("group", figure, [_name(group) for group, _ in found], cases), surer)][0]


#: `45% overall, 60% in patients without HSCT`
_OF_ALL = re.compile(
    r"\s?%?[)\]]?\s(?:overall(?=\s?(?:[,;.)\]]|$|(?:and|or|but|with)\b))|in (?:total|all (?:patients|children|participants|subjects)|the (?:whole|entire|overall|total) (?:cohort|group|population|study population|series)))\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\bof (?:(?:the|these|those|all)\s)?(?:[\w-]+\s){0,2}$", re.IGNORECASE)
#: Words of a group, in characters, stand so near behind the `of` that makes it the whole.
_NEAR_OF: Final = 40


def _is_part_of(context: SentenceContext, figure: Figure, group: Group | None) -> bool:
    """Whether a group is told right before a figure as what this is a part of: `of the six who had fever, four`."""
    if group is None or context.folded[group.span.end : figure.span.start].strip() != ",":
        return False
    start = max(context.sentence.start, group.span.start - _NEAR_OF)
    return _OF.search(context.folded, start, group.span.start) is not None


def _name(group: Group | None) -> str | None:
    return group.name if group is not None else None


def with_ranked_sides(context: SentenceContext, rows: Sequence[Finding]) -> list[Finding]:
    """The rows of a sentence, comparisons with the groups that most speaks for.

    Args:
        context: the sentence.
        rows: its rows.
    """
    if context.attribution == "cited" or context.study.ranker is None:
        return list(rows)
    return [_with_sides(context, row, rows) if row.kind == "contrast" else row for row in rows]


#: What a group is compared with where a change within it is told.
_BEFORE: Final = "baseline"


def _with_sides(context: SentenceContext, row: Finding, rows: Sequence[Finding]) -> Finding:
    alike = [o for o in rows if o.span == row.span and o.kind == row.kind and o.measure_text == row.measure_text]
    if len({other.group for other in alike}) > 1:
        # `A and B fell (p < 0.05)`: a row for each.
        return row
    figure = next((each for each in context.figures if each.span == row.span), None)
    if figure is None:
        main = next((q for q in context.quantities if q.span == row.span), None)
        figure = Figure(main=main, span=row.span, kind="p_value") if main is not None else None
    asked = asked_of(context, row.span)
    if figure is None or asked is None:
        return row
    left = _ranked_side(context, figure, row.group, asked, "side", row)
    right = _ranked_side(context, figure, row.comparator, asked, "comparator", row)
    group = left.name if left is not None else None
    comparator = name_of(right) if right is not None else None
    if _same(group, comparator) or (group, comparator) == (row.group, row.comparator):
        return row
    if group == row.group:
        return replace(row, comparator=comparator)
    return replace(row, group=group, comparator=comparator, therapies=context.therapies_of(left, row.span))


def _ranked_side(
    context: SentenceContext,
    figure: Figure,
    name: str | None,
    asked: tuple[Ranker, Pointing],
    what: Ranked,
    row: Finding,
) -> Group | None:
    ranker, pointing = asked
    role: Role = "comparator" if what == "comparator" else "group"
    known = [*context.groups, *group_cases.arms_of(context, pointing)]
    ruled = None
    if name is not None:
        ruled = next((group for group in known if group.name == name), None)
        at = group_cases.places_of(context, pointing, name)
        ruled = ruled or Group(at[-1] if at else Span(0, 0), name, row.therapies if what == "side" else ())
    others = [Group(Span(0, 0), _BEFORE, ())] if what == "comparator" else []
    found = group_cases.candidates(context, figure, ruled, pointing, role, others)
    cases = group_cases.cases(context, figure, row.statistic, pointing, role, found)
    return found[best_of(ranker, Choice(what, figure, [_name(group) for group, _ in found], cases))][0]


def _same(one: str | None, other: str | None) -> bool:
    """Whether two names are of one group: no group is compared with itself."""
    return one is not None and other is not None and (one.lower() in other.lower() or other.lower() in one.lower())
