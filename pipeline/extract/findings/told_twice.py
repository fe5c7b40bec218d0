"""What is told twice: therapies of a row under two names (`exercise`, `exercise course`), a count beside its share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.schema import AS_TOLD, Concept, Finding

_WORD = re.compile(r"[a-z0-9]+")
#: What a placebo is made of is no therapy beside it.
_VEHICLES: Final = frozenset({"saline", "sodium chloride", "dextrose", "glucose", "lactose", "water", "vehicle"})
_PLACEBO: Final = "placebo"
#: Therapies that papers call by their kind once they have told which.
_OF_MANY_KINDS: Final = frozenset({"car-t"})
#: Statistics of rows that count.
_COUNTS: Final = frozenset({"count", "proportion"})


def told_once(rows: Sequence[Finding]) -> list[Finding]:
    """The rows with each therapy told once.

    Args:
        rows: the rows of a document.
    """
    return [replace(row, therapies=_once(row.therapies)) if len(row.therapies) > 1 else row for row in rows]


def _once(therapies: Sequence[Concept]) -> tuple[Concept, ...]:
    names = {concept.id: _words(concept.name) for concept in therapies}
    inert = any(concept.name == _PLACEBO for concept in therapies)

    def is_again(concept: Concept) -> bool:
        if inert and concept.name in _VEHICLES:
            return True
        if not concept.id.startswith(AS_TOLD):
            return False
        own = names[concept.id]
        others = [each for each in therapies if each.id != concept.id]
        known = [names[each.id] for each in others if not each.id.startswith(AS_TOLD)]
        # Of two names in the text's words the shorter one is kept.
        shorter = [names[each.id] for each in others if each.id.startswith(AS_TOLD)]
        return any(name and (name <= own or own <= name) for name in known) or any(
            name < own for name in shorter if name
        )

    def has_fuller(concept: Concept) -> bool:
        # `CAR T cells` of a paper on CD19 CAR T cells.
        fuller = (names[each.id] for each in therapies if not each.id.startswith(AS_TOLD))
        return concept.name in _OF_MANY_KINDS and any(names[concept.id] < other for other in fuller)

    return tuple(concept for concept in therapies if not is_again(concept) and not has_fuller(concept))


def counted_once(rows: Sequence[Finding]) -> list[Finding]:
    """The rows without counts whose share their sentence tells as well: `26 achieved CR, a rate of 78.8% (26/33)`.

    Args:
        rows: the rows of a document.
    """
    shares = {_what(row) for row in rows if row.value is not None}
    return [row for row in rows if row.value is not None or row.statistic not in _COUNTS or _what(row) not in shares]


def _what(row: Finding) -> tuple[object, ...]:
    """What a row counts, in whom, and how often; nothing where it counts none."""
    told = (row.sentence, row.measure, row.group, row.grade, row.time_value, row.events, row.total)
    return told if row.kind == "arm" and row.events and row.total else (id(row),)


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.lower()))
