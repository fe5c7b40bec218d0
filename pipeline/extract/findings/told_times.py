"""The times that a document tells, wherever it does: `Week 24 was the primary end point` holds for what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.extract.findings.times import Time, is_of_result
from pipeline.extract.sections import Role
from pipeline.extract.sentences import sentence_at
from pipeline.schema import Quantity, Span

#: How many days a unit of time has: months and years those of the calendar's mean.
DAYS: Final[Mapping[str, float]] = {
    "seconds": 1 / 86_400,
    "minutes": 1 / 1_440,
    "hours": 1 / 24,
    "days": 1.0,
    "weeks": 7.0,
    "months": 30.4375,
    "years": 365.25,
}
#: Two times are one where they differ by less, in parts of a day.
_FINEST: Final = 1_000


@dataclass(frozen=True, slots=True)
class ToldTime:
    """A time, where it is told.

    Attributes:
        time: the number and its unit.
        span: where it stands; that of both where two are told together (`at 2 and 5 years`).
        quantity: as the grammar reads it.
        second: whether it is the second of such two.
        of_result: whether results can hold for it, by the words around it: none can for a follow-up, or an age.
        sentence: its sentence.
        index: the place of this in the document.
        role: what it is for.
    """

    time: Time
    span: Span
    quantity: Quantity
    second: bool
    of_result: bool
    sentence: Span
    index: int
    role: Role


def days_of(time: Time) -> int | None:
    """A time in thousandths of a day: `12 weeks` and `84 days` are one; None where its unit is none of time."""
    of_unit = DAYS.get(time[1])
    return None if of_unit is None else round(time[0] * of_unit * _FINEST)


def told_times(
    folded: str, sentences: Sequence[Span], roles: Sequence[Role], quantities: Sequence[Quantity]
) -> tuple[ToldTime, ...]:
    """The times of a document in order, points and lengths; none of its references.

    Args:
        folded: its text, folded.
        sentences: its sentences.
        roles: what each is for.
        quantities: its quantities, in order.
    """
    found: list[ToldTime] = []
    for quantity in quantities:
        unit = quantity.unit or ""
        if quantity.kind not in ("time_point", "duration") or unit not in DAYS:
            continue
        index = sentence_at(sentences, quantity.span.start)
        if index < 0 or not sentences[index].contains(quantity.span) or roles[index] in ("reference", "other"):
            continue
        pointed = quantity.kind == "time_point" and is_of_result(folded, sentences[index], quantity)
        values = (quantity.value, quantity.high if quantity.kind == "time_point" else None)
        found.extend(
            ToldTime(
                (value, unit), quantity.span, quantity, bool(second), pointed, sentences[index], index, roles[index]
            )
            for second, value in enumerate(values)
            if value is not None
        )
    return tuple(found)
