"""Whose a figure is where the learned pointer is surer than the rules: the group of a row, and what it is compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.course import course
from pipeline.extract.findings.crediting import Way
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group, named_group
from pipeline.extract.findings.sides import name_of
from pipeline.extract.findings.subgroups import within
from pipeline.extract.pointer import Pointing, Role
from pipeline.schema import Finding, Span

#: How much surer the pointer is to be of another group than of the rules', in shares of all that is pointed to.
SURER: Final = 0.4
#: The same, where the group's words stand beside the figure.
SURER_THAN_BESIDE: Final = 0.6
#: Ways in which the rules find a group that the pointer has no say in: what stands in lists and pairs has an order.
_SURE: Final = frozenset({"list", "pair", "clause", "size"})


#: `COG AALL1331`, `NCT02101853`: a study's name, not a part of its patients.
_STUDY = re.compile(r"(?:[A-Z]{2,}[\s-])*[A-Z]{2,}-?\d{2,}\w*")
#: `41% and 20% of women with heavy and light periods, respectively`: no figure is of both.
_EACH_OF_ITS_OWN = re.compile(r"\brespectively\b", re.IGNORECASE)
_COMMA = re.compile(r",\s?")
_SEVERAL = re.compile(r"\b(?:and|or)\b", re.IGNORECASE)


def pointed_groups(context: SentenceContext, ways: Sequence[Way]) -> SentenceContext:
    """The sentence with the groups that its figures point to, where they are others than the rules' and surer.

    Args:
        context: the sentence, with the groups that the rules find.
        ways: how they found that of each figure.
    """
    if context.study.pointings is None or context.attribution == "cited":
        # Of a paper that is quoted its name is told as often as a group of its patients.
        return context
    told = zip(context.figures, context.figure_groups, ways, strict=True)
    return replace(context, figure_groups=tuple(_whose(context, figure, group, way) for figure, group, way in told))


def _whose(context: SentenceContext, figure: Figure, group: Group | None, way: Way) -> Group | None:
    # What patients were given in the study's course is no group of them.
    if way in _SURE or (group is not None and way == "none") or course(context, figure) is not None:
        return group
    if group is not None and _COMMA.fullmatch(context.folded, group.span.end, figure.span.start):
        # `of the six who had CAR T cells, four did`: what is counted of a part stands right behind it.
        return group
    name, at = (group.name, group.span) if group is not None else (None, None)
    words = _surer(context, figure.span, "group", name, at, SURER if group is None else SURER_THAN_BESIDE)
    if words is None:
        return group
    found = _named(context, words)
    # What it received tells one group from another; who else they were, a part of it.
    return within(group, found) if group is not None and not group.is_open and found.is_open else found


def with_pointed_sides(context: SentenceContext, rows: Sequence[Finding]) -> list[Finding]:
    """The rows of a sentence, comparisons with the groups that they point to, where they are others and surer.

    Args:
        context: the sentence.
        rows: its rows.
    """
    if context.attribution == "cited":
        return list(rows)
    return [_with_sides(context, row) if row.kind == "contrast" else row for row in rows]


def _with_sides(context: SentenceContext, row: Finding) -> Finding:
    words = _surer(context, row.span, "group", row.group)
    other = _surer(context, row.span, "comparator", row.comparator)
    new = row
    if words is not None:
        group = _named(context, words)
        if row.group is not None and row.therapies and group.is_open:
            new = replace(new, group=f"{row.group}, {group.name}")
        else:
            new = replace(new, group=group.name, therapies=context.therapies_of(group, row.span))
    if other is not None:
        new = replace(new, comparator=name_of(_named(context, other)))
    return row if new.comparator is not None and _same(new.group, new.comparator) else new


def _same(one: str | None, other: str | None) -> bool:
    """Whether two names are of one group: no group is compared with itself."""
    return one is not None and other is not None and (one.lower() in other.lower() or other.lower() in one.lower())


def _surer(
    context: SentenceContext,
    figure: Span,
    role: Role,
    name: str | None,
    at: Span | None = None,
    least: float = SURER,
) -> Span | None:
    """The words that a figure points to much more than to those that the rules chose."""
    pointing = context.study.pointings.of(figure) if context.study.pointings is not None else None
    words = pointing.name(role) if pointing is not None else None
    if pointing is None or words is None:
        return None
    words = _trimmed(context, words)
    if not context.sentence.contains(words) or _STUDY.fullmatch(words.of(context.document.text)):
        return None
    if _EACH_OF_ITS_OWN.search(context.words) and _SEVERAL.search(words.of(context.folded)):
        return None
    places = _places(context, pointing, name, at) if name else []
    own = sum(pointing.share(role, place) for place in places) if places else pointing.nothing(role)
    if any(place.overlaps(words) for place in places):
        return None
    return words if pointing.share(role, words) - own >= least else None


def _places(context: SentenceContext, pointing: Pointing, name: str, at: Span | None) -> list[Span]:
    """Wherever a group's name stands near."""
    told = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    window = pointing.window.span
    found = told.finditer(context.document.text, window.start, window.end)
    places = [Span(match.start(), match.end()) for match in found]
    if at is not None and window.contains(at):
        places = [place for place in places if not place.overlaps(at)] + [at]
    return places


def _trimmed(context: SentenceContext, words: Span) -> Span:
    text = words.of(context.document.text)
    left = len(text) - len(text.lstrip(" ,;:()[]"))
    right = len(text) - len(text.rstrip(" ,;:()[]"))
    return Span(words.start + left, words.end - right) if left + right < len(text) else words


def _named(context: SentenceContext, words: Span) -> Group:
    """The group that some words name: one that the rules know, else whatever they describe."""
    known = [group for group in context.groups if group.span.overlaps(words)]
    if known:
        return max(known, key=lambda group: min(group.span.end, words.end) - max(group.span.start, words.start))
    return named_group(context.document.text, words, context.study.arms, context.mentions)
