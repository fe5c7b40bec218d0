"""How the nearest name is found by its letters: a choice of the configuration, and the index that it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias

#: ``off``: not at all; ``trigrams``: by our own index; ``scispacy``: by scispaCy's candidate generator.
Candidates: TypeAlias = Literal["off", "trigrams", "scispacy"]


class Nearest(Protocol):
    """An index over names."""

    def nearest(self, name: str, most: int = 5) -> list[tuple[int, float]]:
        """The places of the names nearest to a name with their cosines, nearest first."""
        ...


def nearest_names(candidates: Candidates, names: Sequence[str]) -> Nearest:
    """The index over names that a choice stands for; it is built or loaded here."""
    if candidates == "scispacy":
        from pipeline.extract.normalising.scispacy_index import ScispacyIndex

        return ScispacyIndex(names)
    from pipeline.extract.normalising.ngrams import NgramIndex

    return NgramIndex(names)
