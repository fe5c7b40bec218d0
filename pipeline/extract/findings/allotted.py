"""Which group each of several sizes is of: `874 were allocated to the intervention and 1,410 to usual care`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group, named_group
from pipeline.schema import Span

_PEOPLE = (
    r"(?:patients|women|men|children|participants|subjects|individuals|people|infants|neonates|adults|volunteers|students|"
    r"cases|pts|eyes|couples|families|mothers)"
)
_DONE = (
    r"(?:randomi[sz]ed|assigned|allocated|allotted|included|enrol+ed|received|receiving|underwent|undergoing|given|got|took|taking|treated|vaccinated|immuni[sz]ed|injected|used|"
    r"using|started|entered|joined)"
)
#: What was done with those who were counted, or the preposition alone where the verb is not said again.
_ALLOTTED: Final = re.compile(
    rf"\s*(?:\(\d[\d.,]*\s?%\)\s*)?(?:(?:\w+\s)?{_PEOPLE}\s+)?(?:(?:who|that)\s)?(?:(?:were|was|had been|have been|being)\s+)?"
    rf"(?:(?:randomly|then|also|finally)\s+)?"
    rf"(?:(?P<done>{_DONE})\s+(?:to\s+|into\s+|in\s+|with\s+|on\s+|by\s+)?|(?:to|in|into|on|as|with)\s+)"
    rf"(?:(?:receive|undergo|start|take|have|get)\s+)?(?:the\s+|an?\s+)?",
    re.IGNORECASE,
)
_NAME: Final = re.compile(
    r"(?!\d|either\b|each\b|both\b|one of\b|two\b|three\b|four\b)[^.,;:()\[\]]{2,60}?"
    r"(?=\s*(?:[.,;:()\[\]]|$|\s(?:and|or|vs\.?|versus|compared|while|whereas|for|at|during|over|after|before|until|per|"
    r"every|once|twice|from|between)\s))",
    re.IGNORECASE,
)
#: `41 to A (n = 20) or B`: what is counted is told apart behind it.
_GOES_ON: Final = re.compile(
    r"\s*(?:[(\[]\s?(?:n\s?[=:]\s?)?\d+\s?(?:[)\]]|patients|subjects)|,?\s?(?:or|vs\.?|versus)\s)", re.I
)
#: `docetaxel was given to 131 patients`, `the control group included 40`: what was done, or whose they are, told before.
_GIVEN_TO: Final = re.compile(
    r"(?:^|[,;:]\s|\b(?:and|while|whereas)\s)(?:the\s|an?\s)?(?P<name>[^,;:.()\[\]\d]{3,60}?)\s"
    r"(?P<verb>(?:was|were)\s(?:administered to|given to|used (?:in|for|on)|performed (?:in|on)|applied to))\s(?:the\s)?$",
    re.IGNORECASE,
)
_INCLUDED: Final = re.compile(
    r"(?:^|[,;:]\s|\b(?:and|while|whereas)\s)the\s(?P<name>[^,;:.()\[\]\d]{2,40}?\s(?:group|arm|cohort))\s"
    r"(?P<verb>(?:included|comprised|consisted of|contained|had|numbered)\s)?$",
    re.IGNORECASE,
)
#: So far before a count, in characters, its group is looked for.
_REACH: Final = 110
#: `Of 84 patients assigned to A, eight ...`: of a part of them.
_OF: Final = re.compile(r"\b(?:of|among)\s(?:the\s|all\s|these\s)?$", re.IGNORECASE)
_AND: Final = re.compile(r"\s*,?\s?(?:and|whereas|while)\s", re.IGNORECASE)


def allotted(context: SentenceContext) -> Mapping[int, Group]:
    """The group that each of the counts of a sentence is told to be allotted to, by their places.

    One count alone is of all patients as often as of a group: of fewer than two groups none is told.

    Args:
        context: the sentence.
    """
    found: dict[int, Group] = {}
    for index, figure in enumerate(context.figures):
        # The verb is left out only where it was said before: `26 children in remission` were not put there.
        if figure.people is None:
            continue
        words = _allotted_to(context, index, figure, verb=not found) or _named_before(context, figure, verb=not found)
        if words is not None:
            found[index] = named_group(context.document.text, words, context.study.arms, context.mentions)
    several = len({group.name.lower() for group in found.values()}) > 1
    return found if several else {index: group for index, group in found.items() if _is_part(context, index, group)}


def _is_part(context: SentenceContext, index: int, group: Group) -> bool:
    """Whether those of one group are told of as the whole of what follows: `of 84 patients assigned to A, eight ...`."""
    start = context.figures[index].span.start
    opened = _OF.search(context.folded, max(context.sentence.start, start - _REACH), start)
    # What all were given is no group of theirs.
    is_arm = group.arm is not None and len(context.study.arms) > 1
    return is_arm and opened is not None and context.folded.startswith(",", group.span.end)


def _named_before(context: SentenceContext, figure: Figure, *, verb: bool) -> Span | None:
    start = max(context.sentence.start, figure.span.start - _REACH)
    before = context.folded[start : figure.span.start]
    told = _GIVEN_TO.search(before) or _INCLUDED.search(before)
    if told is None or (verb and not told["verb"]):
        return None
    return Span(start + told.start("name"), start + told.end("name"))


def _allotted_to(context: SentenceContext, index: int, figure: Figure, *, verb: bool) -> Span | None:
    text, end = context.folded, context.sentence.end
    done = _ALLOTTED.match(text, figure.main.span.end, end)
    name = _NAME.match(text, done.end(), end) if done is not None and (done["done"] or not verb) else None
    if name is None:
        return None
    following = context.figures[index + 1].span.start if index + 1 < len(context.figures) else None
    linked = _AND.match(text, name.end(), end)
    if _GOES_ON.match(text, name.end(), end) or (following is not None and name.end() > following):
        return None
    if linked is not None and (following is None or following - linked.end() > 1):
        # `to A and B`: several groups, or a regimen of several drugs.
        return None
    return Span(name.start(), name.end())
