"""From mentions to concepts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract.abbreviations import find_abbreviations
from pipeline.extract.sentences import split_sentences
from pipeline.extract.terms import Lexicon
from pipeline.schema import Concept, Document, Mention

GROUPS = {
    "chemical": frozenset({"chemical", "drug", "therapy"}),
    "drug": frozenset({"chemical", "drug", "therapy"}),
    "disease": frozenset({"disease", "adverse_event"}),
    "gene": frozenset({"gene"}),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A concept that a mention stands for."""

    concept: Concept
    score: float
    step: str


class Normaliser:
    """Says what mentions stand for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def link(self, document: Document, mentions: Iterable[Mention]) -> list[tuple[Answer, ...]]:
        short = {
            a.short_form: a.long_form
            for a in reversed(find_abbreviations(document.text, split_sentences(document.text, document.passages)))
        }
        return [self._one(m.surface, m.type, short) for m in mentions]

    def _one(self, surface: str, kind: str, short: dict[str, str]) -> tuple[Answer, ...]:
        for name in (short.get(surface, surface), surface):
            for concept in self._lexicon.lookup(name):
                if concept.type in GROUPS[kind] and self.identifier(concept.id, ("MESH", "OMIM", "NCBIGene")):
                    return (Answer(concept, 1.0, "exact"),)
        return ()

    def identifier(self, id: str, namespaces: Sequence[str]) -> str | None:
        """What a concept is called in the first of these namespaces that has it."""
        known = (id, *self._lexicon.xrefs(id))
        for namespace in namespaces:
            for curie in known:
                if curie.startswith(f"{namespace}:"):
                    return curie
        return None
