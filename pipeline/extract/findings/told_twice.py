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
        # `CAR T cells` of a paper on CD19 CAR T cells: the narrower name tells both.
        return any(names[concept.id] < names[each.id] for each in therapies if not each.id.startswith(AS_TOLD))

    return tuple(concept for concept in therapies if not is_again(concept) and not has_fuller(concept))


def counted_once(rows: Sequence[Finding]) -> list[Finding]:
    """The rows without counts whose share their sentence tells as well: `26 achieved CR, a rate of 78.8% (26/33)`.

    Args:
        rows: the rows of a document.
    """
    shares = {_what(row) for row in rows if row.value is not None and _counts(row)}
    return [row for row in rows if row.value is not None or not _counts(row) or _what(row) not in shares]


def _counts(row: Finding) -> bool:
    return row.kind == "arm" and row.events is not None and row.total is not None


def _what(row: Finding) -> tuple[object, ...]:
    """What a row counts, in whom, and how often."""
    return row.sentence, row.measure, row.group, row.grade, row.time_value, row.events, row.total


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.lower()))
