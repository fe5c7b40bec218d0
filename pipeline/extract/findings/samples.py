"""Sample sizes: how many patients the study and its groups have."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.extract.findings.allotted import allotted
from pipeline.extract.findings.arms import Arm
from pipeline.extract.findings.arms.arm import THERAPY_TYPES
from pipeline.extract.findings.arms.patterns import OF_STUDIES, WITHOUT
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.counted_people import (
    beside_controls,
    counts_places,
    course_follows,
    is_part_of_name,
    is_sex,
    is_sex_of_others,
    outcome_first,
    seen_in_them,
    side_by_side,
)
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group, describes, named_group
from pipeline.extract.findings.no_results import was_before
from pipeline.extract.findings.parts import named_beside, parts_of
from pipeline.extract.findings.reportable import is_denominator
from pipeline.schema import Concept, Finding, Span

_ENROLLED = (
    r"(?:enrol+ed|randomi[sz]ed|randomly|recruited|included|participated|eligible|evaluable|evaluated|assigned|allocated|analy[sz]ed|assessed|studied|screened|examined|"
    r"registered|entered|accrued|assessable|available for|completed|invited|consented|treated (?:with|at|between)|were treated|involved(?!\s(?!in\b|and\b)[a-z])|underwent|received|took part|identified|considered|admitted|responded to the|withdrew)"
)
_AFTER = re.compile(
    rf"^(?:[^.;:()]|\((?:mean|median|aged?|average|men|women|\d+ (?:fe)?male|\d+(?::\s|\s(?=[A-Z])))[^()]{{1,60}}\)){{0,90}}?\b(?:were|was|had been|have been|who|are)?\s*{_ENROLLED}\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:\b(?:{_ENROLLED}|total of|study of|trial of|involving|involved|of the|among(?: the| these)?|in|of|data (?:from|of|on)|analysis of|series of|consisted of|comprised|whom|specimens from|between)\s+(?:a total of\s+|the\s+|our\s+|these\s+)?)$",
    re.IGNORECASE,
)
_NOT_PEOPLE = re.compile(
    r"death|relapse|event|case|sample|specimen|recurrence|complication|failure|response|remission|CR|PR|SD|PD|toxicit|oocyte|pregnanc|tumou?r|eye",
    re.IGNORECASE,
)
_TO_ARM = re.compile(
    r"\s*(?:patients?|women|men|participants|children|pts|subjects)?\s*(?:were\s+)?(?:randomi[sz]ed|assigned|allocated|received|in|to|into|receiving|on|with|for)?\s*(?:randomi[sz]ed\s+)?(?:to\s+|into\s+|in\s+)?(?:receive\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)


#: A share is a sample only where the first thing told of it is enrolment (`399/646 (62%) women were recruited`).
_SHARE_ENROLLED = re.compile(
    r"\s*(?:of\s+)?(?:(?:eligible|invited|consecutive|approached|the)\s+){0,2}(?:patients|women|men|children|participants|subjects|individuals|pts)?\s*"
    r"(?:\([^()]{1,20}\)\s*)?(?:were|was|had been|have been|who were|agreed to be)?\s*(?:enrol+ed|randomi[sz]ed|recruited|eligible|evaluable|participated|assigned|"
    r"screened|consented|included|analy[sz]ed)\b(?!\s+(?:patients|women|men|children|participants|subjects|cases)\b)",
    re.IGNORECASE,
)


def _allocated(context: SentenceContext, figure: Figure, arm: Arm) -> tuple[Concept, ...] | None:
    """What an arm received whose size is told; None for what all patients did."""
    did_without = not arm.therapies and WITHOUT.match(arm.name)
    return context.therapies_of(Group(figure.span, arm.name, (), arm)) if did_without else arm.therapies or None


def sample_row(context: SentenceContext, index: int) -> list[Finding] | None:
    """The ``N`` row that a figure is, or None where it is no sample size."""
    figure = context.figures[index]
    if figure.kind == "sample_size":
        return _sized(context, index, figure.total)
    if figure.kind not in ("count", "number", "percent", "fraction"):
        return None
    if _is_size_of_arm(context, figure):
        return _sized(context, index, figure.people)
    if figure.kind in ("percent", "fraction") and figure.events is None:
        return None
    if is_sex(context, figure) or seen_in_them(context, figure):
        return None
    if figure.kind == "count" and (not figure.main.events or _NOT_PEOPLE.match(figure.main.name or "")):
        return None
    # `one` and `two` alone are pronouns more often than samples.
    if figure.kind == "number" and figure.main.surface.lower() in ("one", "two"):
        return None
    if is_part_of_name(context, figure):
        return None
    whole = figure.value is None or figure.kind != "number" or figure.value == int(figure.value)
    if not whole or (
        figure.kind == "number" and (figure.unit or figure.spread or figure.interval or "." in figure.main.surface)
    ):
        return None
    if figure.kind == "count" and (figure.main.name or "").startswith("all") and figure.main.events is None:
        return None
    after = context.folded[figure.span.end : context.sentence.end]
    before = context.folded[max(context.sentence.start, figure.span.start - 60) : figure.span.start]
    if counts_places(context, figure):
        return None
    if figure.people and _EACH.match(after) and re.search(rf"\b{_ENROLLED}\b", context.words, re.I):
        return [
            _row(context, figure, total=figure.people, group=arm.name, therapies=_allocated(context, figure, arm))
            for arm in context.study.arms
        ]
    group = None if _is_whole(context, index) else context.figure_groups[index]
    enrolled = bool(_AFTER.match(after)) and not outcome_first(context, figure) and not course_follows(context, figure)
    leading = (
        bool(_BEFORE.search(before))
        and figure.kind == "count"
        and context.role in ("methods", "objective", "title", "background")
    )
    of_these = (
        figure.kind == "count"
        and bool(
            re.search(
                r"\b(?:(?:gave|administered)\s[^.;:,]{1,40}\sto|total of|(?:data|results) (?:from|of|on)|sample size of|among(?: the)?|of the|of these|in the|study (?:of|included|involved)|included|involving|trial (?:of|in)|enrolled|recruited|randomi[sz]ed)\s+$",
                before,
                re.I,
            )
        )
        and not outcome_first(context, figure)
    )
    to_arm = (
        group is not None
        and group.arm is not None
        and bool(
            figure.span.end <= group.span.start and _TO_ARM.match(context.folded[figure.span.end : group.span.start])
        )
        and re.search(rf"\b{_ENROLLED}\b", context.words, re.I)
        and not context.measures
        and (
            context.role in ("methods", "objective")
            or bool(
                re.search(
                    r"\b(?:randomi[sz]ed|assigned|allocated|enrol+ed|available|evaluable|analy[sz]ed)\b",
                    context.words,
                    re.I,
                )
            )
        )
    )
    if context.role == "background" and context.attribution == "cited":
        return None
    if context.attribution == "cited" and not (of_these or enrolled):
        return None
    methods = (
        context.role in ("methods", "objective", "title")
        and figure.kind == "count"
        and not outcome_first(context, figure)
        and figure.main.qualifier == "="
    )
    # `In 11 children with refractory disease and 22 in relapse, the rates were ...`: how many each group has.
    described = (
        context.role == "results"
        and context.attribution == "own"
        and figure.people is not None
        and any(g.arm is None and describes(g, figure) for g in context.groups)
        and is_denominator(context, figure)
    )
    if not (enrolled or of_these or to_arm or leading or methods or described):
        return None
    if figure.kind in ("percent", "fraction"):
        if not _SHARE_ENROLLED.match(after):
            return None
        return [
            _row(
                context,
                figure,
                total=figure.total,
                events=figure.events,
                value=figure.value,
                group=group.name if group else None,
            )
        ]
    size = figure.events if figure.kind == "count" else int(figure.value or 0)
    if not size:
        return None
    own = size_of(context, figure)
    if own is not None:
        return [_row(context, figure, total=size, group=own.name, therapies=context.therapies_of(own))]
    told = allotted(context).get(index)
    if told is not None:
        return [_row(context, figure, total=size, group=told.name, therapies=context.therapies_of(told))]
    named = group.name if to_arm and group is not None else None
    # Before the results, who they are is who could take part.
    who = next((g for g in context.groups if describes(g, figure)), None)
    if who is not None and (context.role not in _BEFORE_RESULTS or side_by_side(context)):
        named = who.name
    elif named is None and figure.kind == "count":
        named = beside_controls(context, figure)
    if group is not None and named is None and figure.kind != "count":
        named = group.name
    return [_row(context, figure, total=size, group=named)]


def size_of(context: SentenceContext, figure: Figure) -> Group | None:
    """The group of the one arm that has so many patients, where the sentence names it before the results."""
    arms = [arm for arm in context.study.arms if arm.total is not None and arm.total == _number(figure)]
    if len(arms) != 1 or context.role not in _BEFORE_RESULTS:
        return None
    return next((g for g in context.groups if g.arm == arms[0] and _is_next(context, figure, g)), None)


def _is_next(context: SentenceContext, figure: Figure, group: Group) -> bool:
    """Whether a group is named behind a figure and before the next one."""
    between = (each for each in context.figures if figure.span.end <= each.span.start < group.span.start)
    return figure.span.start <= group.span.start and next(between, None) is None


def _number(figure: Figure) -> int | None:
    """How many a figure counts, or may count where it is a bare number."""
    if figure.kind == "number" and figure.unit is None and figure.is_whole and figure.value is not None:
        return int(figure.value)
    return figure.people


#: Before its results a study tells who could take part.
_BEFORE_RESULTS = ("methods", "objective", "title", "background")
#: `20 in each group`
_EACH = re.compile(
    r"\s*(?:patients|women|men|children|participants|subjects)?\s*(?:were\s+(?:included|enrol+ed|randomi[sz]ed|assigned|allocated|recruited)\s+)?(?:in|per|to|into)\s+(?:each|either|every)\s+(?:of the\s+)?(?:\w+\s)?(?:group|arm)s?\b",
    re.IGNORECASE,
)


def _is_whole(context: SentenceContext, index: int) -> bool:
    """Whether two groups behind a count are its parts: `3420 were assigned to A (n = 1711) or B (n = 1709)`, `received A or B`."""
    size = context.figures[index].people
    if _shared_out(context, index):
        return True
    parts = [f.total for f in context.figures[index + 1 :] if f.kind == "sample_size" and f.total]
    return size is not None and len(parts) > 1 and max(parts) < size and sum(parts) >= 0.9 * size


def _is_size_of_arm(context: SentenceContext, figure: Figure) -> bool:
    """Whether a count ends the brackets behind a name, and is the size of one arm: `saline (7860 patients)`."""
    ends = _STANDS_BEHIND_NAME.match(context.folded, figure.span.end)
    opened = context.folded[max(context.sentence.start, figure.span.start - 40) : figure.span.start]
    own = [arm for arm in context.study.arms if arm.total is not None and arm.total == figure.people]
    return figure.kind == "count" and len(own) == 1 and bool(ends) and _IN_BRACKETS.search(opened) is not None


_IN_BRACKETS: Final = re.compile(r"[(\[](?:[^()\[\]\d]{1,30},\s)?$")
_OR: Final = re.compile(r"(?:[^.;:()\d]{0,60}?,)?\s(?:or|versus|vs\.?)\s[^.;:()\d]{0,40}")


def _shared_out(context: SentenceContext, index: int) -> bool:
    """Whether a count's patients received one of several things: `300 children received A or placebo`."""
    figure = context.figures[index]
    behind = [group for group in context.groups if group.span.start >= figure.span.end and group.arm is not None]
    arms = [behind[0], *(group for group in behind if group.arm != behind[0].arm)][:2] if behind else []
    ends = context.figures[index + 1].span.start if index + 1 < len(context.figures) else context.sentence.end
    return (
        len(arms) > 1
        and arms[1].span.end <= ends
        and _OR.fullmatch(context.folded, arms[0].span.end, arms[1].span.start) is not None
    )


_HAS_ITS_SIZE: Final = re.compile(r"\s?[(\[]\s?n\s?=", re.IGNORECASE)


def told_row(context: SentenceContext, index: int) -> list[Finding] | None:
    """The ``N`` row of a figure that a model takes for a number of patients; None where it counts nothing."""
    figure = context.figures[index]
    if figure.kind == "number" and _HAS_ITS_SIZE.match(context.folded, figure.span.end):
        # `150 (n = 4), 300 (n = 18)`: what a group is called by.
        return None
    counted = figure.kind != "sample_size" and seen_in_them(context, figure)
    none = (was_before, is_part_of_name, is_sex_of_others, counts_places)
    if counted or any(each(context, figure) for each in none):
        return None
    if figure.people and _STANDS_BEHIND_NAME.match(context.folded, figure.span.end):
        opened = context.folded[max(0, figure.span.start - 3) : figure.span.start].rstrip().endswith(("(", "[", "="))
        if opened:
            return _sized(context, index, figure.people)
    is_all = index in parts_of(context).values()
    group = None if is_all else allotted(context).get(index, context.figure_groups[index])
    shared = figure.kind in ("percent", "fraction") and figure.events is not None
    size = figure.total if figure.kind == "sample_size" or shared else figure.people
    if not size and not shared:
        return None
    return [
        _row(
            context,
            figure,
            total=size,
            events=figure.events if shared else None,
            value=figure.value if shared else None,
            group=group.name if group is not None else None,
            therapies=context.therapies_of(group) if group is not None else None,
        )
    ]


#: `abatacept (43 patients)`, `off-pump surgery (40)`, `(RAO = 152, RA+ = 173)`
_STANDS_BEHIND_NAME: Final = re.compile(r"\s*[)\],;]")


def left_out_row(context: SentenceContext, figure: Figure, who: Group) -> Finding:
    """The ``N`` row of those who did not get what the others did."""
    return _row(context, figure, total=figure.people, group=who.name, therapies=context.therapies_of(who))


def part_row(context: SentenceContext, index: int) -> Finding:
    """The ``N`` row of a part of the patients counted before it (`160 patients (77: gefitinib, 83: placebo)`)."""
    figure = context.figures[index]
    group = context.figure_groups[index]
    beside = named_beside(context, figure)
    # What a colon sets behind a number (`83: placebo`) is surer than a group told of before.
    labelled = beside is not None and context.folded.startswith(":", figure.span.end)
    name = beside if group is None or labelled else group.name
    return _row(
        context,
        figure,
        total=figure.people if figure.people is not None else None,
        events=figure.events if figure.people is None else None,
        value=figure.value if figure.people is None else None,
        group=name,
    )


def share_row(context: SentenceContext, figure: Figure, span: Span, *, events: int, total: int) -> Finding:
    """The ``N`` row of those of a counted whole that took part, quoted with the whole."""
    row = _row(context, figure, total=total, events=events, value=figure.value if figure.kind == "percent" else None)
    return replace(row, span=span, quote=span.of(context.document.text))


def _sized(context: SentenceContext, index: int, size: int | None) -> list[Finding]:
    """The row of a size that stands behind the name of its group."""
    figure = context.figures[index]
    group = context.figure_groups[index]
    if group is None or abs(group.span.end - figure.span.start) > 4:
        words = context.folded[max(context.sentence.start, figure.span.start - 70) : figure.span.start]
        arm = next(
            (
                a
                for a in context.study.arms
                if any(words.lower().rstrip(" ([:,;").endswith(alias) for alias in a.aliases)
            ),
            None,
        )
        sized = [a for a in context.study.arms if a.total == size]
        if arm is None and len(sized) == 1:
            arm = sized[0]
        if arm is not None:
            return [_row(context, figure, total=size, group=arm.name, therapies=_allocated(context, figure, arm))]
        group = _named_before(context, figure)
        if group is not None and OF_STUDIES.search(group.name):
            # `15 randomized trials (n = 4,512)`: of all their patients.
            return [_row(context, figure, total=size)]
        if group is not None:
            return [_row(context, figure, total=size, group=group.name, therapies=context.therapies_of(group))]
    if context.attribution == "cited" and context.role == "background":
        return []
    return [_row(context, figure, total=size, group=group.name if group else None)]


#: The words right before the brackets name the group (`relapsed (n = 22) or refractory (n = 11)`).
_BEFORE_BRACKETS: Final = re.compile(
    r"(?:^|[,;(]\s*|\b(?:and|or|with|of|in|to|either|the|a)\s+)"
    r"((?:[\w/+-]+\s){0,2}[\w/+-]+|(?:(?!(?:and|or|with|of|in|to|either|the|a)\s)[\w/+.-]+\s){3,6}(?:group|arm))\s*[(\[]\s*$"
)
_PEOPLE: Final = re.compile(r"patients|children|women|men|participants|subjects", re.IGNORECASE)
#: So far before a size, in characters, its group is looked for.
_BEFORE_SIZE: Final = 70


def _named_before(context: SentenceContext, figure: Figure) -> Group | None:
    """The group that is named right before the brackets in which a size stands."""
    start = max(context.sentence.start, figure.span.start - _BEFORE_SIZE)
    before = context.folded[start : figure.span.start].rstrip()
    named = _BEFORE_BRACKETS.search(before)
    words = Span(start + named.start(1), start + named.end(1)) if named and not _PEOPLE.search(named[1]) else None
    if words is None and before.endswith(("(", "[")):
        end = start + len(before.rstrip("([").rstrip())
        words = next((m.span for m in context.mentions if m.type in THERAPY_TYPES and m.span.end == end), None)
    if words is None:
        return None
    return named_group(context.document.text, words, context.study.arms, context.mentions)


def _row(
    context: SentenceContext,
    figure: Figure,
    *,
    total: int | None,
    events: int | None = None,
    value: float | None = None,
    group: str | None = None,
    therapies: tuple[Concept, ...] | None = None,
) -> Finding:
    named = next((g for g in context.groups if g.name == group), None)
    span = figure.span if figure.kind != "number" else Span(figure.head.start, figure.head.end)
    text = context.document.text
    noun = context.folded[figure.head.end : figure.span.end].strip(" =0123456789,()%") or "patients"
    return Finding(
        id="",
        document=context.document.id,
        kind="arm",
        span=span,
        quote=span.of(text),
        sentence=context.sentence,
        measure="N",
        measure_text=re.sub(r"\s+", " ", noun) if figure.kind == "count" else (group or "patients"),
        statistic="proportion" if value is not None or events is not None else "count",
        attribution=context.attribution,
        section=context.section,
        value=value,
        unit="%" if value is not None else None,
        qualifier=figure.main.qualifier if figure.main.qualifier != "=" else None,
        events=events,
        total=total,
        group=group,
        therapies=context.therapies_of(named) if therapies is None else therapies,
        rule="sample size",
        score=0.8,
    )
