"""The file of the relation model, read and checked, and what it says of the pairs of a unit."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import ModelError
from pipeline.extract.forest import LEAVES, Forest, Whole
from pipeline.extract.relations.entities import Unit
from pipeline.extract.relations.figures import FIGURES, figures, scene
from pipeline.extract.relations.pairs import Pair
from pipeline.extract.relations.words import BITS, word_features

#: The types of BioRED, in the order of the model's classes.
TYPES: tuple[str, ...] = (
    "Association",
    "Bind",
    "Comparison",
    "Conversion",
    "Cotreatment",
    "Drug_Interaction",
    "Negative_Correlation",
    "Positive_Correlation",
)
#: What the linear models are asked: whether two are related, whether the one induces the other, and each type.
LINEAR: tuple[str, ...] = ("related", "induced", *TYPES)
#: The forests and how many classes each has.
FORESTS: dict[str, int] = {"related": 1, "induced": 1, "type": len(TYPES), "novel": 1}
#: Columns that follow the figures: the linear scores.
COLUMNS: tuple[str, ...] = (*FIGURES, *LINEAR)
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
#: Scores are in thousandths, and no greater than this.
MOST = 32_000


@dataclass(frozen=True, slots=True)
class Scored:
    """What the model says of the pairs of a unit, a row for each, in thousandths of a logit.

    Attributes:
        related: whether the two are related.
        induced: whether the chemical brings the disease about; the least value of its kind for other pairs.
        types: each of :data:`TYPES`.
        novel: whether the relation is what the paper itself finds.
        linear: whether the two are related by the words alone.
    """

    related: Whole
    induced: Whole
    types: Whole
    novel: Whole
    linear: Whole


@dataclass(frozen=True, slots=True)
class RelationModel:
    """Weights and trees; made by :func:`load_model`.

    Attributes:
        weights: a row for each of :data:`LINEAR`, a column for each word feature, in thousandths.
        bias: for each of :data:`LINEAR` what is added, in thousandths.
        forests: by the names of :data:`FORESTS`.
        thresholds: from which scores on two are related, and the one induces the other, in thousandths.
    """

    weights: Whole
    bias: Whole
    forests: Mapping[str, Forest]
    thresholds: tuple[int, int]

    def scored(self, unit: Unit, pairs: Sequence[Pair]) -> Scored:
        """What the model says of pairs of a unit, of which there is one at least."""
        rows = rows_of(unit, pairs)
        linear = self.linear([word_features(unit, pair) for pair in pairs])
        rows = np.concatenate([rows, linear], axis=1).astype(np.int16)
        related = self.forests["related"].scores(rows)[:, 0]
        induced = np.full(len(rows), -MOST)
        mixed = np.flatnonzero((rows[:, 0] == 0) & (rows[:, 1] == 1))
        if len(mixed):
            induced[mixed] = self.forests["induced"].scores(rows[mixed])[:, 0]
        types = np.zeros((len(rows), len(TYPES)), dtype=np.int64)
        novel = np.zeros(len(rows), dtype=np.int64)
        # What is not given out needs no type.
        wanted = np.flatnonzero((related >= self.thresholds[0]) | (induced >= self.thresholds[1]))
        if len(wanted):
            types[wanted] = self.forests["type"].scores(rows[wanted])
            novel[wanted] = self.forests["novel"].scores(rows[wanted])[:, 0]
        return Scored(related, induced, types, novel, linear[:, 0])

    def linear(self, words: Sequence[Sequence[int]]) -> Whole:
        """The linear scores of pairs by their word features, a row a pair, a column for each of :data:`LINEAR`."""
        lengths = np.array([len(each) for each in words])
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        every = np.array([feature for each in words for feature in each])
        sums = np.add.reduceat(self.weights[:, every].astype(np.int64), starts, axis=1)
        # Root and quotient are rounded alike on every machine, unlike a product of matrices.
        scores: Whole = np.floor(sums / np.sqrt(lengths)).astype(np.int64) + self.bias[:, None]
        return np.clip(scores, -MOST, MOST).T


def rows_of(unit: Unit, pairs: Sequence[Pair]) -> Whole:
    """The figures of pairs, a row each."""
    seen = scene(unit)
    rows: Whole = np.array([figures(unit, seen, pair) for pair in pairs], dtype=np.int64)
    return np.clip(rows, -1, MOST)


def load_model(path: Path) -> RelationModel:
    """Read a model.

    Raises:
        ModelError: naming the file and the part, when the file is not there, no archive of arrays, or a part is
            missing or of another shape than expected.
    """
    try:
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as archive:
            parts: dict[str, Any] = {name: archive[name] for name in archive.files}
    except OSError as error:
        raise ModelError(f"{path}: the model cannot be read: {error.strerror or error}") from error
    except _NO_ARCHIVE as error:
        raise ModelError(
            f"{path}: expected an archive of numpy arrays, found {type(error).__name__}: {error}"
        ) from error

    def part(name: str, *shape: int | None) -> Whole:
        found = parts.get(name)
        if found is None:
            raise ModelError(f"{path}: expected the part {name!r}, found {', '.join(sorted(parts)) or 'none'}")
        fits = len(found.shape) == len(shape) and all(
            w is None or w == f for w, f in zip(shape, found.shape, strict=True)
        )
        if not fits or found.dtype.kind not in "iu":
            raise ModelError(
                f"{path}: {name}: expected whole numbers of shape {shape}, found {found.dtype} of shape {found.shape}"
            )
        whole: Whole = found
        return whole

    forests = {}
    for name, classes in FORESTS.items():
        told = {field.name: part(f"{name}.{field.name}", *_SHAPES[field.name]) for field in fields(Forest)}
        forests[name] = _checked(path, name, Forest(**told), classes)
    thresholds = part("thresholds", 2)
    return RelationModel(
        part("weights", len(LINEAR), 1 << BITS),
        part("bias", len(LINEAR)),
        forests,
        (int(thresholds[0]), int(thresholds[1])),
    )


_SHAPES: dict[str, tuple[int | None, ...]] = {
    "feature": (None,),
    "threshold": (None,),
    "mask": (None,),
    "starts": (None,),
    "leaves": (None, LEAVES),
    "base": (None,),
}


def _checked(path: Path, name: str, forest: Forest, classes: int) -> Forest:
    """The forest, where its parts fit together.

    Raises:
        ModelError: where they do not.
    """
    tests, trees = len(forest.feature), len(forest.starts)
    faults = {
        "as many thresholds and masks as tests": len(forest.threshold) == len(forest.mask) == tests,
        f"{classes} classes": len(forest.base) == classes,
        "as many trees for each class": trees > 0 and trees % classes == 0 and len(forest.leaves) == trees,
        f"columns below {len(COLUMNS)}": tests > 0
        and forest.feature.min() >= 0
        and forest.feature.max() < len(COLUMNS),
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
