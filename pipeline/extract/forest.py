"""Boosted regression trees as arrays: all trees over all rows at once, in whole numbers; and the files of such arrays."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.errors import ModelError
from pipeline.extract.tree_model import EXACT, as_onnx, session_of

Whole: TypeAlias = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True)
class Forest:
    """Trees, their nodes one behind another: behind each test all nodes of its left branch, then those of its right.

    Attributes:
        feature: for each test the column that it reads.
        number: for each test the greatest value that goes left; for each leaf its value, in thousandths.
        right: for each test how many nodes further its right branch begins; nought for a leaf.
        starts: where each tree begins.
        base: for each class what is added, in thousandths; trees come class by class, as many for each.
    """

    feature: Whole
    number: Whole
    right: Whole
    starts: Whole
    base: Whole

    def scores(self, rows: Whole) -> Whole:
        """The score of each row for each class, in thousandths.

        Args:
            rows: a row for each case, a column for each feature.

        Returns:
            rows by classes.
        """
        if not len(rows) or self._session is None:
            return self._walked(rows)
        sums = self._session.run(None, {"x": rows.astype(np.float32)})[0]
        scores: Whole = np.rint(sums).astype(np.int64) + self.base
        return scores

    @cached_property
    def _session(self) -> Any | None:
        """What walks the trees; None where sums of their leaves would not be exact."""
        leaves = np.where(self.right == 0, np.abs(self.number.astype(np.int64)), 0)
        if int(np.maximum.reduceat(leaves, self.starts).sum()) >= EXACT:
            return None
        return session_of(as_onnx(self.feature, self.number, self.right, self.starts, len(self.base)))

    def _walked(self, rows: Whole) -> Whole:
        """The scores, by numpy."""
        columns = np.ascontiguousarray(rows.T)
        row = np.arange(len(rows))
        node = np.repeat(self.starts[:, None].astype(np.intp), len(rows), axis=1)
        # A step for each level of the deepest tree: all rows go down all trees at once.
        while (right := self.right[node]).any():
            goes_right = columns[self.feature[node], row] > self.number[node]
            node += np.where(goes_right, right, right > 0)
        by_class = self.number[node].astype(np.int64).reshape(len(self.base), -1, len(rows)).sum(axis=1)
        scores: Whole = (by_class + self.base[:, None]).T
        return scores


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


_SHAPES: dict[str, tuple[int | None, ...]] = dict.fromkeys(("feature", "number", "right", "starts", "base"), (None,))


def _checked(path: Path, name: str, forest: Forest, classes: int, columns: int) -> Forest:
    """The forest, where its parts fit together.

    Raises:
        ModelError: where they do not.
    """
    nodes, trees = len(forest.feature), len(forest.starts)
    faults = {
        "as many numbers and branches as nodes": len(forest.number) == len(forest.right) == nodes,
        f"{classes} classes": len(forest.base) == classes,
        "as many trees for each class": trees > 0 and trees % classes == 0,
        f"columns below {columns}": nodes > 0 and forest.feature.min() >= 0 and forest.feature.max() < columns,
        "nodes of every tree": trees > 0
        and forest.starts[0] == 0
        and bool((np.diff(forest.starts) > 0).all())
        and forest.starts[-1] < nodes,
    }
    for expected, holds in faults.items():
        if not holds:
            raise ModelError(f"{path}: {name}: expected {expected}, found {nodes} nodes in {trees} trees")
    ends = np.append(forest.starts[1:], nodes)
    tree = np.searchsorted(forest.starts, np.arange(nodes), side="right") - 1
    # A test has two branches within its tree; so a walk goes on, and ends at a leaf.
    last = np.arange(nodes) + np.maximum(forest.right, 0)
    if (
        not ((forest.right == 0) | (forest.right > 1)).all()
        or not (last < ends[tree]).all()
        or (forest.right[ends - 1] != 0).any()
    ):
        raise ModelError(f"{path}: {name}: expected branches that end within their trees")
    return forest
