"""Which groups of a sentence are parts of the study, and which are only other words for all of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group, describes, find_groups
from pipeline.extract.findings.study import Study
from pipeline.schema import Attribution, Mention, Span


def subgroups(
    text: str,
    folded: str,
    sentence: Span,
    figures: Sequence[Figure],
    mentions: Sequence[Mention],
    study: Study,
    attribution: Attribution,
    before: Sequence[Group] = (),
) -> list[Group]:
    """The groups that a sentence names, without those that are the whole study, in order.

    A short form that the sentence before told as a group is one wherever this sentence has it.
    """
    named = find_groups(text, folded, sentence, study.arms, mentions, _denominators(folded, sentence, figures))
    named = sorted([*named, *_told_again(text, sentence, named, before)], key=lambda group: group.span)
    # What a sentence sets against another group is one, though the study's other patients had nothing else.
    compares = len(named) > 1 and _SETS_AGAINST.search(folded, sentence.start, sentence.end)
    groups = [group for group in named if compares or not is_whole_study(group, study)]
    if attribution == "own":
        return [group for group in groups if not _counted_whole(group, figures, study)]
    return [group for group in groups if not _enrolled_elsewhere(folded, sentence, group, figures)]


_INVOLVING = re.compile(r"\b(?:involving|included|including|enrolled|recruited|randomi[sz]ed)\s+$", re.IGNORECASE)
_WERE_ENROLLED = re.compile(
    r"\s*(?:were|was)\s+(?:randomi[sz]ed|randomly|enrolled|recruited|assigned)\b", re.IGNORECASE
)


def _enrolled_elsewhere(folded: str, sentence: Span, group: Group, figures: Sequence[Figure]) -> bool:
    """Whether a group is told to be all patients of another study (`a trial involving 208 children in first relapse`)."""
    if group.arm is not None or group.therapies:
        return False
    for figure in figures:
        if figure.kind in ("count", "number") and describes(group, figure):
            before = folded[max(sentence.start, figure.span.start - 20) : figure.span.start]
            return bool(_INVOLVING.search(before) or _WERE_ENROLLED.match(folded, max(group.span.end, figure.span.end)))
    return False


_SETS_AGAINST = re.compile(
    r"\b(?:versus|vs\.?|v|than|compared (?:with|to))\s|\d\S*\s(?:[\w%]+\s){0,2}(?:for|with|on|in|after)\s[^.;]{2,60}?\band\s[^.;]{0,12}\d\S*\s(?:[\w%]+\s){0,2}(?:for|with|on|in|after)\s"
)
_SHORT_FORM = re.compile(r"[A-Z][\w+/-]{0,3}[A-Z0-9][\w+/-]{0,8}")


def _told_again(text: str, sentence: Span, named: Sequence[Group], before: Sequence[Group]) -> list[Group]:
    found: list[Group] = []
    for name, group in {g.name: g for g in before if _SHORT_FORM.fullmatch(g.name)}.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text[sentence.start : sentence.end]):
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            if not any(other.span.overlaps(span) for other in (*named, *found)):
                found.append(replace(group, span=span))
    return found


_LEADS = re.compile(r"(?:[A-Z][A-Za-z ]{2,24}:\s*)?(?:However,?\s+)?(?:In|Among|For|Within)\s+(?:the\s+)?")


def leading(folded: str, sentence: Span, groups: Sequence[Group]) -> Group | None:
    """The subgroup that a sentence opens with (`In patients with triple-negative disease, ...`): all in it is of these."""
    opening = _LEADS.match(folded, sentence.start, sentence.end)
    first = groups[0] if groups else None
    if opening is None or first is None or first.arm is not None or first.span.start != opening.end():
        return None
    if _opens_list(folded, groups):
        # `In A, B and C recipients, ...`: all of a list, each with figures of its own.
        return None
    return first if folded[first.span.end : first.span.end + 1] in (",", " ") else None


_LAST_OF_LIST = re.compile(r",?\s(?:and|or|versus|vs\.?)\s(?:the\s)?")


def _opens_list(folded: str, groups: Sequence[Group]) -> bool:
    """Whether the first group of a sentence is that of a list."""
    for left, right in pairwise(groups):
        between = folded[left.span.end : right.span.start]
        if between != ", ":
            return _LAST_OF_LIST.fullmatch(between) is not None
    return False


def within(group: Group | None, opening: Group | None) -> Group | None:
    """A group of a sentence that opens with a subgroup is the part of it that belongs to that subgroup."""
    if group is None or opening is None or group.name == opening.name or opening.name in group.name:
        return group
    if _OTHERS.fullmatch(group.name):
        return group
    if _ENDS_AS_ARM.search(opening.name) and (group.arm is not None or _ENDS_AS_ARM.search(group.name)):
        # `In the oestrogen group, fewer died than did controls`: the one is set against the other.
        return group
    return replace(group, name=f"{group.name}, {opening.name}")


#: Who are none of those that a sentence opens with.
_OTHERS = re.compile(
    r"(?:those|patients) (?:who (?:did|do|had|were|have) not|without)|(?:the )?(?:others?|rest|remaining patients)",
    re.IGNORECASE,
)
_ENDS_AS_ARM = re.compile(r"\b(?:group|arm)$", re.IGNORECASE)
_OF_THESE = re.compile(r"\b(?:in|of|among|for|from)\s+(?:the\s+|these\s+|our\s+)?$|\band\s+$", re.IGNORECASE)


def _denominators(folded: str, sentence: Span, figures: Sequence[Figure]) -> list[Span]:
    """Where a sentence tells of how many patients something is: `16 of the 22`, `of the six`, `in 11 patients`."""
    places: list[Span] = []
    for figure in figures:
        before = folded[max(sentence.start, figure.span.start - 20) : figure.span.start]
        counted = figure.kind in ("count", "number") and figure.unit is None and _OF_THESE.search(before)
        if figure.main.kind == "fraction" or counted:
            places.append(figure.main.span)
    return places


def is_whole_study(group: Group, study: Study) -> bool:
    """Whether a group named by its therapy alone is all patients of a study of one group.

    Args:
        group: the group.
        study: what is known of the study.
    """
    received = _RECEIVED.fullmatch(group.name)
    if study.arms or not group.therapies or (_NAMES_PART.search(group.name) and received is None):
        return False
    if received is not None and not is_called_so(received["what"], group):
        return False
    return len(study.therapies) == len(group.therapies) and set(group.therapies) <= set(study.therapies)


def is_called_so(name: str, group: Group) -> bool:
    """Whether a name tells nothing but the therapies that a group received (`CAR T cells`, never `oral A`).

    Args:
        name: the words.
        group: the group.
    """
    told = {word for concept in group.therapies for word in _WORD.findall(concept.name.lower())}
    return set(_WORD.findall(name.lower())) <= told | _OF_ANY


def names_recipients(name: str) -> bool:
    """Whether a name is that of those who received something (`patients who received tisagenlecleucel`)."""
    return _RECEIVED.fullmatch(name) is not None


_WORD = re.compile(r"[a-z0-9]+")
#: Words that any therapy may be called with.
_OF_ANY = frozenset({"cell", "cells", "therapy", "treatment", "infusion", "the"})
_NAMES_PART = re.compile(r"\b(?:group|arm|patients|children|women|those|without)\b", re.IGNORECASE)
#: `patients who received tisagenlecleucel`: of a study of nothing else all did.
_RECEIVED = re.compile(
    r"(?:patients|children|participants|adults|subjects) (?:who (?:had )?received|receiving|treated with|given|infused with)"
    r" (?P<what>(?:[\w+/-]+\s?){1,4})",
    re.IGNORECASE,
)


def _counted_whole(group: Group, figures: Sequence[Figure], study: Study) -> bool:
    """Whether a group is told to be as many as the whole study (`among 33 children with relapsed leukemia`)."""
    if study.total is None or group.arm is not None:
        return False
    return any(
        figure.people == study.total and describes(group, figure) and figure.kind in ("count", "number")
        for figure in figures
    )
