"""Which concepts of a unit may be related, and the places where the two stand nearest to each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.relations.entities import PAIRED, Entity, Place, Unit


@dataclass(frozen=True, slots=True)
class Meeting:
    """A sentence that names both: the place of each, and how many words lie between (negative where they overlap)."""

    a: Place
    b: Place
    between: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two concepts of a unit.

    Attributes:
        first: the place of the one of the lower kind, or of the one named first, among the unit's entities.
        second: the place of the other.
        meetings: in each sentence that names both the nearest two places, the nearest first.
        apart: how many sentences lie between the two where they come nearest; 0 where one names both.
    """

    first: int
    second: int
    meetings: list[Meeting]
    apart: int


def pairs(unit: Unit) -> Iterator[Pair]:
    """The pairs of a unit; outside a document's opening only those that share a sentence."""
    entities = unit.entities
    for first, a in enumerate(entities):
        for second in range(first + 1, len(entities)):
            b = entities[second]
            if (a.kind, b.kind) not in PAIRED:
                continue
            meetings = _meetings(a, b)
            if meetings or unit.opening:
                yield Pair(first, second, meetings, 0 if meetings else _apart(a, b))


def _meetings(a: Entity, b: Entity) -> list[Meeting]:
    nearest: dict[int, Meeting] = {}
    for here in a.places:
        for there in b.places:
            if here.sentence != there.sentence:
                continue
            between = there.first - here.last if here.first <= there.first else here.first - there.last
            known = nearest.get(here.sentence)
            if known is None or between < known.between:
                nearest[here.sentence] = Meeting(here, there, between)
    return sorted(nearest.values(), key=lambda meeting: (meeting.between, meeting.a.sentence))


def _apart(a: Entity, b: Entity) -> int:
    return min(abs(here.sentence - there.sentence) for here in a.places for there in b.places)
