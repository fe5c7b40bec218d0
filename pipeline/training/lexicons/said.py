"""What the training corpora call by a name: the identifiers that their annotators gave it, and how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from pipeline.training.lexicons.rows import compact
from pipeline.training.lexicons.sources import Sources

#: How often a name must be annotated, and with what share of one identifier, before the corpora decide on it.
FEWEST = 2
SHARE = 2 / 3
#: An identifier with a smaller share of a name than this is taken for a slip.
LEAST = 0.25

Counts = Mapping[str, Counter[str]]


def counted(sources: Sources, corpora: Iterable[str], kinds: frozenset[str]) -> Counts:
    """How often the corpora give a name which identifier, by the key of the name; MeSH is written with its prefix."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for file in corpora:
        for mention, ids in sources.annotated(file, kinds).items():
            counts[compact(mention)].update({id if ":" in id else f"MESH:{id}": count for id, count in ids.items()})
    return counts


def decided(counts: Counts) -> dict[str, str]:
    """The identifier that the corpora give a name in most places, by the key of the name."""
    found: dict[str, str] = {}
    for key, ids in counts.items():
        best, count = min(ids.items(), key=lambda item: (-item[1], item[0]))
        if count >= FEWEST and count >= SHARE * ids.total():
            found[key] = best
    return found


def shared(counts: Counts, name: str) -> list[str]:
    """The identifiers that the corpora give a name, the most frequent first, without slips."""
    ids = counts.get(compact(name), Counter())
    kept = (id for id, count in ids.items() if count >= LEAST * ids.total())
    return sorted(kept, key=lambda id: (-ids[id], id))
