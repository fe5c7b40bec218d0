"""What two groups are to one another: the same, the two of a pair, the one that another is compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.findings.arms import Arm
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.schema import Span

#: Between two figures or groups that are set against one another.
VERSUS = re.compile(r"\b(?:vs\.?|v|versus|compared (?:with|to)|against)(?=\s|\.)")


#: `12/15%`; the one within a name (`budesonide/formoterol`) sets nothing apart.
_SLASH = re.compile(r"(?<![A-Za-z])/|/(?![A-Za-z])")


def distinct(groups: Sequence[Group]) -> list[Group]:
    """The groups, each once, in order."""
    named: list[Group] = []
    for group in groups:
        if not any(same(group, other) for other in named):
            named.append(group)
    return named


def versus(folded: str, left: Figure, right: Figure) -> bool:
    """Whether two figures are set against one another by the words between them."""
    between = folded[left.span.end : right.span.start]
    set_against = _SLASH.search(between) is not None or VERSUS.search(between) is not None
    return set_against and len(between) < 60


#: `EFS was 56%, and it was higher in patients with HSCT (81%)`
_IT_WAS = re.compile(r",\s(?:and|but)\s(?:it|they|this|these)\s(?:was|were)\b", re.IGNORECASE)


def of_next_clause(folded: str, figure: Figure, group: Group) -> bool:
    """Whether a group is named in a clause that tells anew of what a figure before it is of."""
    return _IT_WAS.search(folded, figure.span.end, group.span.start) is not None


#: `by 20% compared with placebo (40% vs 20%)`: a pair in brackets of its own.
_BRACKET_OPENS = re.compile(r"[(\[][^()\[\]]{0,40}$")
_ONLY_VERSUS = re.compile(r"[^\w(]{0,3}(?:vs?\.?|versus)\s", re.IGNORECASE)


def opens_pair(folded: str, left: Figure, right: Figure, third: Figure) -> bool:
    """Whether a figure is the first of a pair in brackets that open behind the figure before it."""
    opened = _BRACKET_OPENS.search(folded, left.span.end, right.span.start) is not None
    return (
        opened
        and right.kind == third.kind
        and _ONLY_VERSUS.fullmatch(folded, right.span.end, third.span.start) is not None
    )


def versus_within(folded: str, figures: Sequence[Figure], run: Sequence[int]) -> bool:
    """Whether two neighbours of a list of figures are set against one another."""
    return any(versus(folded, figures[a], figures[b]) for a, b in pairwise(run))


def coordinated(folded: str, groups: Sequence[Group]) -> bool:
    """Whether nothing but the words of a list stands between groups."""
    return all(
        re.fullmatch(
            r"[\s,]*(?:groups?|arms?|patients)?\s*(?:,|and|or|versus|vs\.?|compared (?:with|to)|to|than)?\s*(?:and\s+)?(?:in\s+|with\s+|for\s+|those\s+)*(?:the\s+)?(?:patients\s+)?(?:treated\s+)?(?:with\s+)?",
            folded[a.span.end : b.span.start],
        )
        for a, b in pairwise(groups)
    )


def is_compared_with(folded: str, group: Group, sentence: Span) -> bool:
    """Whether the group is only what another is compared with (`than in the X group`, `superior to X`)."""
    start = max(sentence.start, group.span.start - _COMPARED_WITHIN)
    return _COMPARED_WITH.search(folded, start, group.span.start) is not None


#: So far before a group, in characters, the words stand that set another against it.
_COMPARED_WITHIN = 40
_COMPARED_WITH = re.compile(
    r"\b(?:than|versus|vs\.?|compared (?:with|to)|between|relative to|as opposed to|"
    r"(?:superior|inferior|non-?inferior|equivalent|comparable|similar|preferable) to)\s+(?:\w+\s){0,3}$",
    re.IGNORECASE,
)


def other_than(group: Group, arms: Sequence[Arm], groups: Sequence[Group]) -> Group | None:
    """The group that one group of a pair is compared with: the study's other arm, or its one control."""
    controls = [arm for arm in arms if arm.control]
    other: Arm | None = None
    if group.arm is not None and len(arms) == 2:
        other = arms[1] if group.arm == arms[0] else arms[0]
    elif group.arm is not None and not group.arm.control and len(controls) == 1:
        other = controls[0]
    if other is not None:
        named = next((g for g in groups if g.arm == other), None)
        return named or Group(group.span, other.name, other.therapies, other)
    others = [g for g in groups if g.name.lower() != group.name.lower()]
    return others[0] if len(others) == 1 else None


#: Words that tell no group from another.
_GENERIC_WORD = re.compile(
    r"\b(?:the|groups?|arms?|cohorts?|patients?|women|men|children|participants|subjects|those|cases|who|received|receiving|given|"
    r"treated|treatment|therapy|with|in|on|of|to|assigned|randomi[sz]ed|only)\b"
)


def same(left: Group, right: Group) -> bool:
    """Whether two groups are one: of one arm, or of the same words but for those that tell none from another."""
    if left.arm is not None and right.arm is not None:
        return left.arm == right.arm
    mine, theirs = (set(_GENERIC_WORD.sub(" ", group.name.lower()).split()) for group in (left, right))
    # `men` and `women` are told by nothing else.
    return mine == theirs if mine or theirs else left.name.lower() == right.name.lower()
