"""Names as sets of stems: found whatever the order of their words, and within a longer name."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain

from pipeline.extract.normalising.stems import near, stems

Bag = tuple[str, ...]


def bag(words: Iterable[str]) -> Bag:
    """Stems without order, each once."""
    return tuple(sorted(set(words)))


class BagIndex:
    """Places of names by the stems of their words. Never changes once built; each part is built when it is first asked."""

    def __init__(self, names: Sequence[str]) -> None:
        """Index names; a name is known by its place among them."""
        self._exact: dict[Bag, list[int]] = {}
        for place, name in enumerate(names):
            words = stems(name)
            if words:
                self._exact.setdefault(bag(words) if len(words) > 1 else words, []).append(place)

    @cached_property
    def _near(self) -> dict[Bag, list[int]]:
        found: dict[Bag, list[int]] = {}
        for words, places in self._exact.items():
            found.setdefault(bag(map(near, words)), []).extend(places)
        return found

    @cached_property
    def _weights(self) -> dict[str, float]:
        spread = Counter(chain.from_iterable(self._exact))
        most = len(self._exact) + 1
        return {word: math.log(most / count) for word, count in spread.items()}

    @cached_property
    def _rarest(self) -> dict[str, list[Bag]]:
        found: dict[str, list[Bag]] = {}
        for words in self._exact:
            found.setdefault(max(words, key=lambda word: (self._weights[word], word)), []).append(words)
        return found

    def same(self, words: Iterable[str]) -> Sequence[int]:
        """Names of just these stems."""
        return self._exact.get(bag(words), ())

    def near(self, words: Iterable[str]) -> Sequence[int]:
        """Names of stems that are the same as these or close in meaning."""
        return self._near.get(bag(map(near, words)), ())

    def weight(self, words: Iterable[str]) -> float:
        """How much stems tell: the rarer the more (inverse document frequency)."""
        return sum(self._weights.get(word, 0.0) for word in words)

    def within(self, words: Sequence[str], accept: Callable[[Bag], bool]) -> tuple[float, Sequence[int]]:
        """The names whose stems all stand among these and which tell most, with the share of these that they tell."""
        given = frozenset(words)
        best: tuple[float, Bag] = (0.0, ())
        for word in sorted(given):
            for candidate in self._rarest.get(word, ()):
                if given.issuperset(candidate) and accept(candidate):
                    best = max(best, (self.weight(candidate), candidate))
        whole = sum(self._weights.get(word, math.log(len(self._exact) + 1)) for word in given)
        return (best[0] / whole, self._exact[best[1]]) if best[1] and whole else (0.0, ())
