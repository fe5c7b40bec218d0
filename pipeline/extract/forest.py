"""Boosted regression trees as arrays: all trees over all rows at once, in whole numbers.

After Lucchese et al., QuickScorer: a fast algorithm to rank documents with additive ensembles of regression trees, SIGIR
2015: each test that fails takes the leaves of its left branch away, and of those that remain the leftmost is reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Whole: TypeAlias = npt.NDArray[np.integer[Any]]
LEAVES = 16
_ALL = np.uint16(0xFFFF)


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of at most sixteen leaves each.

    Attributes:
        feature: for each test the column that it reads.
        threshold: for each test the greatest value that passes it.
        mask: for each test the leaves that remain where it fails, a bit each, the leftmost the lowest.
        starts: where the tests of each tree begin; every tree has one at least.
        leaves: for each tree the values of its leaves, in thousandths.
        base: for each class what is added, in thousandths; trees come class by class, as many for each.
    """

    feature: Whole
    threshold: Whole
    mask: Whole
    starts: Whole
    leaves: Whole
    base: Whole

    def scores(self, rows: Whole) -> Whole:
        """The score of each row for each class, in thousandths.

        Args:
            rows: a row for each case, a column for each feature.

        Returns:
            rows by classes.
        """
        # A row for each test: what is next to one another in memory is worked through at once.
        values = np.ascontiguousarray(rows.T)[self.feature]
        left = np.where(values <= self.threshold[:, None], _ALL, self.mask[:, None])
        left = np.bitwise_and.reduceat(left, self.starts, axis=0)
        reached = _place_of_lowest_bit(left)
        values = np.take_along_axis(self.leaves, reached, axis=1).astype(np.int64)
        by_class = values.reshape(len(self.base), -1, len(rows)).sum(axis=1)
        scores: Whole = (by_class + self.base[:, None]).T
        return scores


def _place_of_lowest_bit(bits: Whole) -> Whole:
    lowest = (bits & (~bits + np.uint16(1))).astype(np.float32)
    # The exponent of a power of two, which is exact.
    places: Whole = np.frexp(lowest)[1] - 1
    return places
