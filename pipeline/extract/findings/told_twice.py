"""Therapies that a row names twice: as a lexicon has it, and in the text's longer words (`exercise`, `exercise course`)."""

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

    return tuple(concept for concept in therapies if not is_again(concept))


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.lower()))
