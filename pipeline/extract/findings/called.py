"""Therapies under the names that a paper gives them: `clodronate` where the lexicon says `clodronic acid`.

The concept stays the same, so that a query finds every paper's; only what a reader compares with the sentence is named
in the sentence's own words. Brand names, codes and short forms are no such names, nor are those of a regimen's drugs.
An operation or an irradiation, whichever it is, goes by the generic name of its kind, as outcome tables have it: which
it was is told by the concept.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pipeline.extract.findings.arms.kinds import Kinds
from pipeline.extract.findings.arms.naming import PARTICIPLE
from pipeline.schema import Concept, Finding, Mention

#: Ids of drugs: any generic name of theirs may stand for the lexicon's.
_DRUGS: Final = ("DRUGBANK:", "MESH:")
#: Kinds whose therapies have no generic names of their own.
_NAMES_OF_KINDS: Final = {"evigraph:surgery": "surgery", "evigraph:radiotherapy": "radiotherapy"}
#: Names that the definition of the outcome table has, and kinds of drugs, whatever a paper calls them.
_GENERIC: Final = frozenset(
    [
        "hsct", "car-t", "chemotherapy", "surgery", "radiotherapy", "placebo", "usual care", "no treatment",
        "immunotherapy", "endocrine therapy", "androgen deprivation therapy",
    ]
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
#: A short form may be in small letters; a name is longer.
_SHORTEST: Final = 5
#: Names that begin alike are spellings of one: `psycho-education`, `psychoeducation`.
_ALIKE: Final = 6


def as_called(rows: Sequence[Finding], mentions: Sequence[Mention], kinds: Kinds) -> list[Finding]:
    """The rows with each therapy under the name that the paper uses most.

    Args:
        rows: the rows of one document.
        mentions: its mentions, regimens already taken apart into their drugs.
        kinds: which therapies are of which kind.
    """
    names = _names(mentions, kinds)
    names |= _names_of_kinds((concept.id for row in rows for concept in row.therapies), kinds)
    return [_renamed(row, names) for row in rows] if names else list(rows)


def _renamed(row: Finding, names: Mapping[str, str]) -> Finding:
    if not any(concept.id in names for concept in row.therapies):
        return row
    return replace(row, therapies=tuple(replace(c, name=names.get(c.id, c.name)) for c in row.therapies))


def _names_of_kinds(therapies: Iterable[str], kinds: Kinds) -> dict[str, str]:
    """By concept the name of its kind, of those that go by it."""
    return {
        id: name
        for id in therapies
        for above, name in _NAMES_OF_KINDS.items()
        if above in (over := kinds.above(id)) and "evigraph:chemotherapy" not in over
    }


def _names(mentions: Sequence[Mention], kinds: Kinds) -> dict[str, str]:
    """By concept the name that its paper gives it, of those that it calls otherwise than the lexicon."""
    # A stretch that stands for several concepts is a regimen, not the name of one.
    whole = Counter(mention.span for mention in mentions if mention.concepts)
    concepts: dict[str, Concept] = {}
    surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.concepts and whole[mention.span] == 1 and mention.type in ("therapy", "drug"):
            concept = mention.concepts[0]
            concepts[concept.id] = concept
            surfaces[concept.id][" ".join(mention.surface.split())] += 1
    names = {}
    for id, concept in concepts.items():
        own = _words(concept.name)
        if any(own <= _words(surface) for surface in surfaces[id]):
            continue
        fits = _fitting(concept, kinds)
        other = [
            s
            for s in surfaces[id]
            if s == s.lower() and len(s) >= _SHORTEST and not _words(s) < own and not PARTICIPLE.fullmatch(s)
        ]
        generic = [surface for surface in other if fits(surface)]
        if generic:
            names[id] = max(generic, key=lambda surface: (surfaces[id][surface], len(surface), surface))
    return names


def _fitting(concept: Concept, kinds: Kinds) -> Callable[[str], bool]:
    """Which other names may stand for a concept's own."""
    if concept.id.startswith(_DRUGS):
        return lambda _: True
    if any(above.startswith(_DRUGS) for above in kinds.above(concept.id)):
        # A form of a drug has a name of its own because it is another thing (`nab-paclitaxel`).
        return lambda _: False
    if concept.name not in _GENERIC:
        return lambda _: True
    own, begins = _words(concept.name), _letters(concept.name)[:_ALIKE]
    return lambda surface: bool(own & _words(surface)) or _letters(surface)[:_ALIKE] == begins


def _words(name: str) -> set[str]:
    return {re.sub(r"(?<=[a-z]{3})s$", "", word) for word in _WORD.findall(name.lower())}


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
