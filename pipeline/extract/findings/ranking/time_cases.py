"""What speaks for and against each time that a figure may hold for, in whole numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.ranking.common import (
    AROUND,
    FAR,
    OF_FIGURE,
    OF_PLACE,
    around,
    number_of,
    of_figure,
    of_place,
    words_of,
)
from pipeline.extract.findings.ranking.measure_cases import CODES
from pipeline.extract.findings.times import Time, outside_brackets, time_of
from pipeline.extract.findings.told_times import DAYS, ToldTime, days_of
from pipeline.schema import Span

COLUMNS: Final = (
    "by_rules", "none", "rules_none", "role_told", "length", "unit", "number", "is_length", "lead", "second",
    "of_result", "word_before", "word_behind", "in_measure", "from_measure", "in_group", "names_arm", "sentences_back",
    "shared_with_measure", "shared_elsewhere", "told_later", "others_later", "measure_of_end_point", "newer", "told",
    "told_in_title", "told_in_methods", "told_in_results", "of_end_point", "of_follow_up", "from_baseline", "in_sentence",
    "in_sentence_before", "different", "different_in_sentence", "place_among_times", "figures_behind_times",
    "of_last", "last_has_none", "last_linked", "semicolons", "code", "in_bracket_too",
    *OF_PLACE, *AROUND, *OF_FIGURE,
)  # fmt: skip
_UNITS: Final = tuple(DAYS)
_ROLES: Final = ("title", "background", "objective", "methods", "results", "conclusions")
_LEADS: Final = (
    "at", "by", "after", "within", "through", "during", "during the", "over", "over the", "on", "in", "until", "to",
)  # fmt: skip
_BEFORE: Final = (
    "at", "by", "after", "within", "through", "during", "over", "on", "in", "for", "of", "to", "from", "until", "every",
    "median", "mean", "the", "first", "last", "least", "than", "and", "or", "a", "an", "per", "up", "with", "was", "were",
    "baseline", "week", "day", "month", "year", "between", "each", "next", "this", "additional", "another", "postoperative",
)  # fmt: skip
_BEHIND: Final = (
    "follow", "followup", "period", "study", "studies", "trial", "course", "program", "programme", "intervention",
    "treatment", "therapy", "of", "after", "post", "postoperatively", "old", "survival", "overall", "event", "disease",
    "progression", "relapse", "rate", "rates", "later", "extension", "phase", "group", "groups", "arm", "arms", "cycle",
    "mortality", "incidence", "in", "and", "or", "for", "from", "with", "was", "were", "visits", "randomized", "double",
    "open", "following", "before", "visit", "assessment", "respectively", "compared", "data", "outcome", "outcomes",
)  # fmt: skip
_END_POINT = re.compile(r"\b(?:primary|end-?\s?points?|outcomes?|assess\w*|measure[ds]?)\b", re.IGNORECASE)
_FOLLOW_UP = re.compile(r"\bfollow", re.IGNORECASE)
_FROM_BASELINE = re.compile(r"\bbaseline\s(?:to|through|and|until|at)\s(?:the\s)?$", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")
#: So many characters before and behind a time are looked at.
_NEAR: Final = 24
#: What stands for a measure that is named nowhere near.
_LONGEST: Final = 10_000


def candidates(context: SentenceContext, ruled: Time | None) -> list[tuple[Time | None, list[ToldTime]]]:
    """The times that a figure of a sentence may hold for, each with where it is told; first the rules', then none.

    Args:
        context: the sentence.
        ruled: the rules' choice.
    """
    told: dict[int | None, tuple[Time | None, list[ToldTime]]] = {}
    for time in (ruled, None):
        told.setdefault(_key(time), (time, []))
    for each in context.study.times:
        if each.span.end > context.sentence.end:
            break
        told.setdefault(_key(each.time), (each.time, []))[1].append(each)
    return list(told.values())


def _key(time: Time | None) -> int | None:
    return None if time is None else days_of(time)


def cases(
    context: SentenceContext,
    figure: Figure,
    measure: MeasureMention,
    found: Sequence[tuple[Time | None, Sequence[ToldTime]]],
) -> list[tuple[int, ...]]:
    """The case of each time, a number for each of :data:`COLUMNS`.

    Args:
        context: the sentence.
        figure: the figure.
        measure: what it is of.
        found: the candidates, that of the rules first.
    """
    sentence = context.sentence
    alike = (*around(context, figure.span), *of_figure(context, figure))
    within = sorted({each.span for _, told in found for each in told if sentence.contains(each.span)})
    last = next((each for each in reversed(context.figures) if each.span.end <= figure.span.start), None)
    of_last = time_of(context, last, measure) if last is not None else None
    between = context.folded[last.span.end : figure.span.start] if last is not None else ""
    before = context.before.sentence if context.before is not None else Span(0, 0)
    behind_times = sum(bool(within) and each.span.start > within[0].start for each in context.figures)
    called = words_of(measure.text)
    later = [each for each in context.study.times if each.span.start >= sentence.end]
    newest = [max((each.span.start for each in told), default=-1) for _, told in found]
    made: list[tuple[int, ...]] = []
    for (time, told), new in zip(found, newest, strict=True):
        own = [each for each in told if sentence.contains(each.span)]
        nearest = min(own or told[-1:], key=lambda each: _distance(each.span, figure.span), default=None)
        place = nearest.span if nearest is not None else None
        made.append(
            (
                int(time == found[0][0]),
                int(time is None),
                int(found[0][0] is None),
                *_of_told(context, nearest),
                int(place is not None and measure.span.overlaps(place)),
                min(_distance(place, measure.span), _LONGEST) if place is not None else _LONGEST,
                sum(place is not None and group.span.overlaps(place) for group in context.groups),
                sum(place is not None and place.of(context.folded) in arm.name for arm in context.study.arms),
                context.index - nearest.index if nearest is not None else -1,
                *_of_measure(context, told, called),
                sum(_key(each.time) == _key(time) for each in later),
                sum(_key(each.time) != _key(time) for each in later),
                int(bool(_END_POINT.search(measure.text))),
                sum(other > new for other in newest) if told else -1,
                *_of_places(context, told),
                len(own),
                sum(before.contains(each.span) for each in told),
                len(found),
                len(within),
                next((n for n, span in enumerate(within) if place is not None and span == place), -1),
                behind_times,
                int(last is not None and _key(time) == _key(of_last)),
                int(last is not None and of_last is None),
                int(last is not None and last.kind == figure.kind),
                between.count(";"),
                number_of(measure.code, CODES),
                int(place is not None and sentence.contains(place) and _is_bracketed(context, place, figure.span)),
                *of_place(context, figure, place),
                *alike,
            )
        )
    return made


def _of_told(context: SentenceContext, told: ToldTime | None) -> tuple[int, ...]:
    """How a time is told where it stands nearest: the numbers from the role of its sentence to the word behind it."""
    if told is None:
        return (0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    value, unit = told.time
    before = _WORD.findall(context.folded[max(0, told.span.start - _NEAR) : told.span.start].lower())
    behind = _WORD.findall(context.folded[told.span.end : told.span.end + _NEAR].lower())
    return (
        _ROLES.index(told.role) + 1 if told.role in _ROLES else 0,
        round(10 * math.log10(1 + max(value, 0.0) * DAYS[unit])),
        number_of(unit, _UNITS),
        min(round(value), FAR),
        int(told.quantity.kind == "duration"),
        number_of((told.quantity.name or "").lower(), _LEADS),
        int(told.second) + 2 * int(told.quantity.high is not None),
        int(told.of_result),
        number_of(before[-1] if before else "", _BEFORE),
        number_of(behind[0] if behind else "", _BEHIND),
    )


def _of_places(context: SentenceContext, told: Sequence[ToldTime]) -> tuple[int, ...]:
    """Where a time is told, and with what: the numbers from how often to whether from the baseline on."""
    sentences = [each.sentence.of(context.folded) for each in told]
    before = (context.folded[max(0, each.span.start - _NEAR) : each.span.start] for each in told)
    return (
        len(told),
        sum(each.role == "title" for each in told),
        sum(each.role in ("objective", "methods") for each in told),
        sum(each.role == "results" for each in told),
        sum(bool(_END_POINT.search(words)) for words in sentences),
        sum(bool(_FOLLOW_UP.search(words)) for words in sentences),
        sum(bool(_FROM_BASELINE.search(words)) for words in before),
    )


def _of_measure(context: SentenceContext, told: Sequence[ToldTime], called: frozenset[str]) -> tuple[int, int]:
    """How many words of a measure stand with a time, in this sentence and in others."""
    own = [each for each in told if context.sentence.contains(each.span)]
    shared = [
        max((len(called & words_of(each.sentence.of(context.folded))) for each in part), default=0)
        for part in (own, [each for each in told if each not in own])
    ]
    return shared[0], shared[1]


def _distance(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _is_bracketed(context: SentenceContext, place: Span, figure: Span) -> bool:
    """Whether brackets that open or close stand between a time and the figure."""
    start, end = min(place.end, figure.end), max(place.start, figure.start)
    between = context.folded[start:end]
    return outside_brackets(between) != between
