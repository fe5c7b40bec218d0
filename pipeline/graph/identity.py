"""Which identifiers of the sources mean the same as a concept of ours, as far as the mentions tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.schema import OWN_SOURCES, Concept, Mention


def same_things(mentions: Iterable[Mention]) -> dict[str, Concept]:
    """The concept of ours that each identifier of a source means, of those that have one.

    A mention of a source has the source's identifiers first, and ours behind them. Only one of each says which belongs
    to which, and ours is known by its vocabulary, which no source begins with. An identifier that stands before
    several of ours means none of them for sure.
    """
    brought = [mention for mention in mentions if mention.source not in OWN_SOURCES and mention.concepts]
    vocabularies = {_vocabulary(mention.concepts[0]) for mention in brought}
    found: defaultdict[str, set[Concept]] = defaultdict(set)
    for mention in brought:
        if len(mention.concepts) == 2 and _vocabulary(mention.concepts[1]) not in vocabularies:
            first, own = mention.concepts
            found[first.id].add(own)
    same = {id_: min(several) for id_, several in found.items()}
    return {id_: own for id_, own in same.items() if len({other.id for other in found[id_]}) == 1}


def _vocabulary(concept: Concept) -> str:
    return concept.id.partition(":")[0]
