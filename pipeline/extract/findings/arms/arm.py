"""An arm of a study, and what was received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.schema import Concept, Mention, Span

#: Types of mention that a patient can have received.
THERAPY_TYPES = frozenset({"therapy", "drug"})


@dataclass(frozen=True, slots=True)
class Arm:
    """An arm or treatment group of the document's study.

    Attributes:
        name: its name as the text has it.
        aliases: every word or phrase the text calls it by, lower case.
        therapies: what it received.
        total: its number of patients, where the text states it.
        control: whether its name says that it is the one compared against.
        at: where it is first named.
        described: what it received in the text's own words, where no lexicon has a name for it.
    """

    name: str
    aliases: frozenset[str]
    therapies: tuple[Concept, ...]
    total: int | None
    control: bool
    at: int
    described: Concept | None = None


def therapies_within(span: Span, mentions: Sequence[Mention]) -> tuple[Concept, ...]:
    """The therapies named inside a span, in order, each once."""
    found: dict[str, Concept] = {}
    for mention in mentions:
        if mention.type in THERAPY_TYPES and mention.concepts and span.contains(mention.span):
            found.setdefault(mention.concepts[0].id, mention.concepts[0])
    return tuple(found.values())
