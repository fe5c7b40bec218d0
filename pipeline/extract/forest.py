"""Boosted regression trees as arrays: all trees over all rows at once, in whole numbers; and the files of such arrays.

After Lucchese et al., QuickScorer: a fast algorithm to rank documents with additive ensembles of regression trees, SIGIR
2015: each test that fails takes the leaves of its left branch away, and of those that remain the leftmost is reached.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.errors import ModelError

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


# What reading a file that is no archive of arrays, or one that was cut off or changed, may end with.
_NO_ARCHIVE = (
    ValueError,
    TypeError,
    EOFError,
    KeyError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Arrays:
    """The arrays of a model's file, by their names.

    Attributes:
        path: the file.
        parts: the arrays.
    """

    path: Path
    parts: Mapping[str, npt.NDArray[Any]]

    @classmethod
    def read(cls, path: Path) -> Arrays:
        """Read a file.

        Raises:
            ModelError: naming the file, when it is not there or no archive of arrays.
        """
        try:
            with path.open("rb") as handle, np.load(handle, allow_pickle=False) as archive:
                return cls(path, {name: archive[name] for name in archive.files})
        except OSError as error:
            raise ModelError(f"{path}: the model cannot be read: {error.strerror or error}") from error
        except _NO_ARCHIVE as error:
            raise ModelError(
                f"{path}: expected an archive of numpy arrays, found {type(error).__name__}: {error}"
            ) from error

    def part(self, name: str) -> npt.NDArray[Any]:
        """An array.

        Raises:
            ModelError: the file has none of this name.
        """
        found = self.parts.get(name)
        if found is None:
            raise ModelError(
                f"{self.path}: expected the part {name!r}, found {', '.join(sorted(self.parts)) or 'none'}"
            )
        return found

    def whole(self, name: str, *shape: int | None) -> Whole:
        """An array of whole numbers.

        Args:
            name: its name.
            shape: how long each of its sides is; None for any length.

        Raises:
            ModelError: it is missing, or of another shape or type.
        """
        found = self.part(name)
        fits = len(found.shape) == len(shape) and all(
            w is None or w == f for w, f in zip(shape, found.shape, strict=True)
        )
        if not fits or found.dtype.kind not in "iu":
            raise ModelError(
                f"{self.path}: {name}: expected whole numbers of shape {shape}, "
                f"found {found.dtype} of shape {found.shape}"
            )
        whole: Whole = found
        return whole

    def forest(self, name: str, classes: int, columns: int) -> Forest:
        """Trees, whose parts fit together.

        Args:
            name: what their arrays are called by, before a point.
            classes: how many classes they tell apart.
            columns: how many features a case has.

        Raises:
            ModelError: a part is missing or does not fit the others.
        """
        told = {field.name: self.whole(f"{name}.{field.name}", *_SHAPES[field.name]) for field in fields(Forest)}
        return _checked(self.path, name, Forest(**told), classes, columns)


_SHAPES: dict[str, tuple[int | None, ...]] = {
    "feature": (None,),
    "threshold": (None,),
    "mask": (None,),
    "starts": (None,),
    "leaves": (None, LEAVES),
    "base": (None,),
}


def _checked(path: Path, name: str, forest: Forest, classes: int, columns: int) -> Forest:
    """The forest, where its parts fit together.

    Raises:
        ModelError: where they do not.
    """
    tests, trees = len(forest.feature), len(forest.starts)
    faults = {
        "as many thresholds and masks as tests": len(forest.threshold) == len(forest.mask) == tests,
        f"{classes} classes": len(forest.base) == classes,
        "as many trees for each class": trees > 0 and trees % classes == 0 and len(forest.leaves) == trees,
        f"columns below {columns}": tests > 0 and forest.feature.min() >= 0 and forest.feature.max() < columns,
        "masks of sixteen bits": forest.mask.dtype == np.uint16,
        "tests of every tree": trees > 0
        and forest.starts[0] == 0
        and bool((np.diff(forest.starts) > 0).all())
        and forest.starts[-1] < tests,
    }
    for expected, holds in faults.items():
        if not holds:
            raise ModelError(f"{path}: {name}: expected {expected}, found {tests} tests in {trees} trees")
    return forest
