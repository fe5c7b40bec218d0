"""Names of kinds of therapy beside the therapies of that kind: what was given is told by the narrowest name.

A kind is known by the lexicons' hierarchy (`taxane` above `docetaxel`), or by the words that its name shares
(`doxorubicin`, `liposomal doxorubicin`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.schema import Concept, Mention, Span

_WORD = re.compile(r"[a-z0-9]+")
#: Between the name of a kind and the drugs that are told as it: `chemotherapy (A plus B)`, `chemotherapy consisting of A`.
_TELLS = re.compile(
    r"\s*(?:regimens?\s*|treatment\s*)?(?:[(\[:]|,?\s*(?:with|of|consist(?:ing|ed) of|compris(?:ing|ed)(?: of)?|includ(?:ing|ed)|using|containing|based on|was|were)\s)",
    re.IGNORECASE,
)
#: Drugs so told stand one behind the other: what else stands between ends the list.
_BETWEEN_DRUGS = re.compile(
    r"(?:[\s,/+–-]|\b(?:and|or|plus|with|followed|by|alone|single-agent|weekly|every|days?|weeks?|cycles?|courses?|of|mg|g|m2|m|q|for|on|to|twice|daily|doses?|area|under|the|curve|AUC|h|iv|four|six|three)\b|[\d.;:()²])*",
    re.IGNORECASE,
)
_BEFORE_KIND = re.compile(r"[\s-]*(?:based|containing|combination)?[\s-]*", re.IGNORECASE)
#: What patients had before the study is none of its therapies.
_EARLIER = re.compile(
    r"\b(?:prior|previous(?:ly)?|earlier|pre-?treated|after|failed|refractory to|history of)\s(?:\w+\s){0,2}$", re.I
)
#: So far, in characters, the drugs of a kind are looked for.
_REACH = 240


class Kinds:
    """Which therapies are of which kind."""

    def __init__(self, parents: Callable[[str], Sequence[str]] = lambda _: ()) -> None:
        """Take a hierarchy.

        Args:
            parents: the CURIEs straight above a concept's.
        """
        self._parents = parents
        self._known: dict[str, frozenset[str]] = {}

    def above(self, id: str) -> frozenset[str]:
        """The CURIEs of every kind that a concept is of."""
        if id not in self._known:
            above = set(self._parents(id))
            self._known[id] = frozenset(above.union(*(self.above(each) for each in above)))
        return self._known[id]

    def is_narrower(self, one: Concept, other: Concept) -> bool:
        """Whether one names a therapy of the kind that the other names."""
        return other.id in self.above(one.id) or _words(other) < _words(one)

    def narrowest(self, therapies: Sequence[Concept]) -> tuple[Concept, ...]:
        """The therapies without the names of kinds of which a narrower one is among them."""
        return tuple(
            concept
            for concept in therapies
            if not any(other.id != concept.id and self.is_narrower(other, concept) for other in therapies)
        )

    def told_as(
        self, kind: Concept, folded: str, sentences: Sequence[Span], mentions: Sequence[Mention]
    ) -> tuple[Concept, ...]:
        """The drugs that a text tells as a kind: `chemotherapy (cisplatin and etoposide)`, `cisplatin-etoposide chemotherapy`.

        Args:
            kind: a therapy that may be the name of a kind.
            folded: the document's text, folded.
            sentences: those that tell what the study gave.
            mentions: the therapies that the document names.
        """
        drugs = [m for m in mentions if m.concepts and kind.id in self.above(m.concepts[0].id)]
        if not drugs:
            return ()
        for mention in mentions:
            if not mention.concepts or mention.concepts[0].id != kind.id:
                continue
            sentence = next((s for s in sentences if s.contains(mention.span)), None)
            if sentence is None or _EARLIER.search(folded, sentence.start, mention.span.start):
                continue
            found: dict[str, Concept] = {}
            if (tells := _TELLS.match(folded, mention.span.end, sentence.end)) is not None:
                at = tells.end()
                for drug in drugs:
                    if drug.span.start >= at and drug.span.end <= min(sentence.end, mention.span.end + _REACH):
                        if not _BETWEEN_DRUGS.fullmatch(folded, at, drug.span.start):
                            break
                        found.setdefault(drug.concepts[0].id, drug.concepts[0])
                        at = drug.span.end
            if not found:
                at = mention.span.start
                for drug in reversed(drugs):
                    if sentence.start <= drug.span.start and drug.span.end <= at:
                        between = _BEFORE_KIND if at == mention.span.start else _BETWEEN_DRUGS
                        if not between.fullmatch(folded, drug.span.end, at):
                            break
                        found.setdefault(drug.concepts[0].id, drug.concepts[0])
                        at = drug.span.start
                found = dict(reversed(found.items()))
            if found:
                return tuple(found.values())
        return ()

    def in_full(
        self, therapies: Sequence[Concept], folded: str, sentences: Sequence[Span], mentions: Sequence[Mention]
    ) -> tuple[Concept, ...]:
        """The therapies, each name of a kind replaced by the drugs that the text tells as it; as :meth:`told_as`."""
        full: dict[str, Concept] = {}
        for concept in self.narrowest(therapies):
            for each in self.told_as(concept, folded, sentences, mentions) or (concept,):
                full.setdefault(each.id, each)
        return tuple(full.values())


def _words(concept: Concept) -> frozenset[str]:
    """The words of a therapy's name."""
    return frozenset(_WORD.findall(concept.name.lower()))
