"""What a figure is of where the learned pointer is surer than the rules: its measure, and its group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from pipeline.extract.findings.arms import therapies_within
from pipeline.extract.findings.arms.naming import arm_meant
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.items import Taken
from pipeline.extract.findings.marked_outcomes import named_outcomes
from pipeline.extract.findings.measures import STUDY, MeasureMention
from pipeline.extract.findings.naming import is_empty
from pipeline.extract.findings.phrases import trimmed
from pipeline.extract.pointer import Pointing
from pipeline.schema import Finding, Span

#: How much surer, in shares of all that is pointed to, the pointer is to be of another measure than of the rules'.
SURER: Final = 0.3
#: Rules whose measure the figure's own words tell; the pointer has no say in it.
_SURE: Final = frozenset({"pair", "list", "cause", "course", "part", "negated", "counted", "correlation"})


def pointing_of(context: SentenceContext, figure: Figure) -> Pointing | None:
    """Where a figure points."""
    return context.study.pointings.of(figure.span) if context.study.pointings is not None else None


def pointed_measure(
    context: SentenceContext, figure: Figure, measure: MeasureMention | None, rule: str, taken: Sequence[Taken]
) -> MeasureMention | None:
    """The measure that a figure points to, where that is another than the one the rules chose and much surer.

    Args:
        context: the sentence.
        figure: the figure.
        measure: what the rules chose.
        rule: the rule that chose it.
        taken: the figures read before it in the sentence, with their measures.
    """
    pointing = pointing_of(context, figure)
    if pointing is None or measure is None or rule in _SURE or measure.code in STUDY:
        return None
    named = [m for m in context.measures if m.code not in STUDY and not m.state]
    earlier = [m for _, m, _, _ in taken if m.code not in STUDY]
    candidates = [*named, *earlier, *_marked(context, named)]
    told = _place(context, figure, measure)
    own = pointing.share("measure", told) if told is not None else 0.0
    words = pointing.name("measure")
    if words is not None and context.sentence.contains(words) and not any(words.overlaps(m.span) for m in candidates):
        candidates.extend(_named(context, words))
    best = max(candidates, key=lambda m: pointing.share("measure", m.span), default=None)
    if best is None or pointing.share("measure", best.span) - own < SURER:
        return None
    return None if measure is not None and best.text == measure.text else best


def _marked(context: SentenceContext, named: Sequence[MeasureMention]) -> list[MeasureMention]:
    """The outcomes marked by the encoder that no lexicon names."""
    return [
        each
        for span in named_outcomes(context)
        if not any(span.overlaps(m.span) for m in named)
        for each in _named(context, span)
    ]


def _named(context: SentenceContext, span: Span) -> list[MeasureMention]:
    words = trimmed(" ".join(span.of(context.document.text).split()))
    return [] if words is None or is_empty(words) else [MeasureMention(span, "OTHER", words)]


def _place(context: SentenceContext, figure: Figure, measure: MeasureMention | None) -> Span | None:
    """Where the measure that the rules chose is named: a phrase has the figure's place, and is looked for."""
    if measure is None or not measure.span.overlaps(figure.span):
        return measure.span if measure is not None else None
    text = context.words.lower()
    begins = text.rfind(measure.text.lower(), 0, figure.span.start - context.sentence.start)
    begins = begins if begins >= 0 else text.find(measure.text.lower())
    if begins < 0:
        return measure.span
    start = context.sentence.start + begins
    return Span(start, start + len(measure.text))


#: So sure the pointer is to be of a group that the rules did not find, or of none where they found one.
_SURE_OF_GROUP: Final = 0.6
_SURE_OF_NONE: Final = 0.9
#: So little the pointer gives to a group that it may put another in its place.
_UNLIKELY: Final = 0.1


def pointed_group(
    context: SentenceContext, figure: Figure, group: Group | None, measure: MeasureMention
) -> Group | None:
    """The group of a figure: the pointer's where it gives next to nothing to what the rules credit the figure to.

    Args:
        context: the sentence.
        figure: the figure.
        group: the group that the rules credit it to; None for none.
        measure: what the figure is of: whose sizes and ages are told, the pointer has not learned.
    """
    pointing = pointing_of(context, figure)
    if pointing is None or measure.code in STUDY:
        return group
    own = pointing.share("group", group.span) if group is not None else pointing.none("group")
    if own > _UNLIKELY:
        return group
    best = max(context.groups, key=lambda g: pointing.share("group", g.span), default=None)
    if best is not None and best is not group and pointing.share("group", best.span) >= _SURE_OF_GROUP:
        return best
    words = pointing.name("group")
    if words is None:
        return None if group is not None and pointing.none("group") >= _SURE_OF_NONE else group
    new = pointing.share("group", words) >= _SURE_OF_GROUP and context.sentence.contains(words)
    return _group_of(context, words) or group if new and not _known(context, words) else group


def _known(context: SentenceContext, words: Span) -> bool:
    return any(group.span.overlaps(words) for group in context.groups)


def _group_of(context: SentenceContext, words: Span) -> Group | None:
    """The group that words name which no pattern takes for one."""
    name = trimmed(" ".join(words.of(context.document.text).split()))
    if name is None or is_empty(name) or any(m.span.overlaps(words) for m in context.measures):
        return None
    arm = arm_meant(name, context.study.arms)
    return Group(words, name, () if arm is not None else therapies_within(words, context.mentions), arm)


#: So sure the pointer is to be of a side of a comparison that the rules leave open.
_SURE_OF_SIDE: Final = 0.3


def with_pointed_sides(context: SentenceContext, rows: Sequence[Finding]) -> list[Finding]:
    """The rows of a sentence; contrasts with the sides that their figures point to, where the rules leave them open.

    Args:
        context: the sentence.
        rows: its rows.
    """
    return [_with_sides(context, row) if row.kind == "contrast" else row for row in rows]


def _with_sides(context: SentenceContext, row: Finding) -> Finding:
    pointings = context.study.pointings
    if pointings is None or (row.group and row.comparator):
        return row
    pointing = pointings.of(row.span)
    if pointing is None:
        return row
    if not row.group and (side := _side(context, pointing, "group")) is not None and side.name != row.comparator:
        row = replace(row, group=side.name, therapies=context.therapies_of(side, row.span))
    if not row.comparator and (side := _side(context, pointing, "comparator")) is not None and side.name != row.group:
        row = replace(row, comparator=side.name)
    return row


def _side(context: SentenceContext, pointing: Pointing, role: Literal["group", "comparator"]) -> Group | None:
    words = pointing.name(role)
    if words is None or pointing.share(role, words) < _SURE_OF_SIDE or not context.sentence.contains(words):
        return None
    known = next((group for group in context.groups if group.span.overlaps(words)), None)
    return known or _group_of(context, words)
