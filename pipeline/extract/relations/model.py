"""The file of the relation model, read and checked, and what it says of the pairs of a unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.extract.forest import Arrays, Forest, Whole
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
    arrays = Arrays.read(path)
    forests = {name: arrays.forest(name, classes, len(COLUMNS)) for name, classes in FORESTS.items()}
    thresholds = arrays.whole("thresholds", 2)
    return RelationModel(
        arrays.whole("weights", len(LINEAR), 1 << BITS),
        arrays.whole("bias", len(LINEAR)),
        forests,
        (int(thresholds[0]), int(thresholds[1])),
    )
