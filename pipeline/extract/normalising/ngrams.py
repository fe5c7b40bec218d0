"""The nearest name by its letters: cosine of TF-IDF weighted character trigrams, as scispaCy's generator measures it.

See Neumann et al., ScispaCy: fast and robust models for biomedical natural language processing (BioNLP 2019). The index
here is exact: posting lists in numpy arrays, no approximate neighbours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_LENGTH = 3


def grams(name: str) -> Counter[str]:
    """The character trigrams of a name between blanks, in lower case."""
    padded = f" {name.lower()} "
    return Counter(padded[at : at + _LENGTH] for at in range(len(padded) - _LENGTH + 1))


class NgramIndex:
    """Places of names by their trigrams. Never changes once built."""

    def __init__(self, names: Sequence[str]) -> None:
        """Index names; a name is known by its place among them."""
        self._size = len(names)
        places: dict[str, list[int]] = {}
        counts: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            for gram, count in grams(name).items():
                places.setdefault(gram, []).append(place)
                counts.setdefault(gram, []).append(count)
        norms = np.zeros(self._size, dtype=np.float64)
        self._places: dict[str, NDArray[np.int32]] = {}
        weights: dict[str, NDArray[np.float64]] = {}
        self._idf: dict[str, float] = {}
        for gram, found in places.items():
            # The smoothed inverse document frequency of scikit-learn, which scispaCy uses.
            self._idf[gram] = float(np.log((1 + self._size) / (1 + len(found))) + 1)
            self._places[gram] = np.array(found, dtype=np.int32)
            weights[gram] = np.array(counts[gram], dtype=np.float64) * self._idf[gram]
            norms[self._places[gram]] += weights[gram] ** 2
        norms = np.sqrt(norms)
        self._weights = {
            gram: (weight / norms[self._places[gram]]).astype(np.float32) for gram, weight in weights.items()
        }

    def nearest(self, name: str, most: int = 5) -> list[tuple[int, float]]:
        """The places of the names nearest to a name with their cosines, nearest first."""
        asked = {gram: count * self._idf[gram] for gram, count in grams(name).items() if gram in self._idf}
        if not asked:
            return []
        # Trigrams that no name has count in the length of what is asked: they make it less like any.
        unknown = sum(count**2 for gram, count in grams(name).items() if gram not in self._idf)
        largest = float(np.log(1 + self._size) + 1)
        norm = (sum(weight**2 for weight in asked.values()) + unknown * largest**2) ** 0.5
        found = np.concatenate([self._places[gram] for gram in asked])
        share = np.concatenate([self._weights[gram] * np.float32(weight) for gram, weight in asked.items()])
        scores = np.bincount(found, weights=share, minlength=self._size)
        first = np.argpartition(-scores, min(4 * most, self._size - 1))[: 4 * most]
        ordered = sorted((round(-float(scores[place]) / norm, 6), int(place)) for place in first)[:most]
        return [(place, -score) for score, place in ordered]
