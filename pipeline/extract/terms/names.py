"""Names in queries: which concepts a user means by a name, everything below them included."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable

from pipeline.errors import UnknownName
from pipeline.extract.terms.lexicon import Lexicon
from pipeline.schema import Concept

_NEAR = 5


class NameResolver:
    """Resolves the names of queries against a lexicon, and walks its hierarchy in both directions."""

    __slots__ = ("_children", "_lexicon")

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._children: dict[str, list[str]] = {}
        for id, parents in lexicon.links().items():
            for parent in parents:
                self._children.setdefault(parent, []).append(id)

    def concept(self, id: str) -> Concept:
        """The concept with this CURIE.

        Raises:
            UnknownName: when no lexicon has it.
        """
        found = self._lexicon.concept(id)
        if found is None:
            raise UnknownName(id, "concept")
        return found

    def concepts(self, name: str, types: Collection[str] | None = None) -> tuple[Concept, ...]:
        """The concepts meant by a name or CURIE, best first, without those below them.

        Args:
            name: a name in any spelling the matcher knows, a CURIE, or a CURIE that a lexicon gives as ``xref``.
            types: only concepts of these types; all when None.

        Raises:
            UnknownName: when no concept of these types is known by it; carries near names.
        """
        concept = self._lexicon.concept(name)
        found = (concept,) if concept is not None else self._lexicon.by_xref(name) or self._lexicon.lookup(name)
        wanted = tuple(concept for concept in found if types is None or concept.type in types)
        if not wanted:
            raise UnknownName(name, " or ".join(sorted(types)) if types else "name", self.near(name, types))
        return wanted

    def parts(self, ids: Iterable[str]) -> list[frozenset[str]]:
        """What each regimen among these concepts is made of, as CURIEs; in the order of the regimens' own."""
        made = ([part.id for part in self._lexicon.parts(id)] for id in sorted(ids))
        return [frozenset(parts) for parts in made if parts]

    def resolve(self, name: str, types: Collection[str] | None = None) -> frozenset[str]:
        """The CURIEs meant by a name, with all that stands below them: ``CAR-T`` finds tisagenlecleucel as well.

        Args:
            name: as for :meth:`concepts`.
            types: the types the name itself may have; what stands below it may be of any.

        Raises:
            UnknownName: when no concept of these types is known by it; carries near names.
        """
        found: set[str] = set()
        for concept in self.concepts(name, types):
            found.add(concept.id)
            found |= self.descendants(concept.id)
        return frozenset(found)

    def ancestors(self, id: str) -> frozenset[str]:
        """CURIEs of all classes above a concept, without itself."""
        return self._closure(id, up=True)

    def descendants(self, id: str) -> frozenset[str]:
        """CURIEs of all concepts below a concept, without itself."""
        return self._closure(id, up=False)

    def near(self, name: str, types: Collection[str] | None = None) -> tuple[str, ...]:
        """Known names of these types that look like a name, nearest first; at most five."""
        asked = name.lower()
        # Comparing with every name takes seconds; a slip of the pen seldom changes the first letter or the length much.
        pool = {
            known.lower()
            for known, concept in self._lexicon.names()
            if (types is None or concept.type in types)
            and abs(len(known) - len(name)) <= 3
            and known[:1].lower() == asked[:1]
        }
        close = difflib.get_close_matches(asked, sorted(pool), n=_NEAR, cutoff=0.7)
        # The beginning of a name (`cytokine release`), shortest name first.
        begun = sorted(
            (
                known.lower()
                for known, concept in self._lexicon.names()
                if (types is None or concept.type in types) and known.lower().startswith(f"{asked} ")
            ),
            key=lambda known: (len(known), known),
        )
        return tuple(dict.fromkeys((*close, *begun)))[:_NEAR]

    def _closure(self, id: str, *, up: bool) -> frozenset[str]:
        found: set[str] = set()
        ahead = [id]
        while ahead:
            here = ahead.pop()
            for step in self._lexicon.parents(here) if up else self._children.get(here, ()):
                if step not in found:
                    found.add(step)
                    ahead.append(step)
        found.discard(id)
        return frozenset(found)
