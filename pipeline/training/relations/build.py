"""From the corpora to ``models/relations/relations.npz``.

The linear models read the words around two concepts, the trees read figures and what the linear models say. What these
say of their own training examples is no guide, so that it is learned from those of other documents (stacking: Wolpert,
Stacked generalization, Neural Networks 1992). Thresholds are those of the best F1 over documents that the trees were
not fitted on.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.extract.forest import Forest, Whole
from pipeline.extract.relations.model import LINEAR, MOST, TYPES
from pipeline.extract.relations.words import BITS
from pipeline.training.relations.examples import FOLDS, Examples, examples, held_out, read
from pipeline.training.relations.fitting import best_threshold, boosted, linear, matrix

#: How many trees, and the learning rate, of whether two are related and of whether one induces the other.
TREES, RATE = 300, 0.04
TYPE_TREES, NOVEL_TREES, THEIR_RATE = 60, 100, 0.06


@dataclass(frozen=True, slots=True)
class Report:
    """What cross-validation says: F1 of pairs, and of diseases that a chemical brings about; and how many documents."""

    related: float
    induced: float
    documents: int


def build(shared: Path, out: Path, seed: int = 0) -> Report:
    """Train and write the model.

    Args:
        shared: the folder that holds ``data/``.
        out: the file to write.
        seed: which columns each tree may read is drawn from it.

    Raises:
        ModelError: when a corpus is missing.
    """
    without = held_out(shared)
    biored = [record for record in read(shared, "biored/train.pubtator") if record.document.id not in without]
    cdr = [record for record in read(shared, "bc5cdr/train.pubtator") if record.document.id not in without]
    of_biored, of_cdr = examples(biored), examples(cdr)
    twice = {record.document.id for record in cdr}
    # Of documents that are in both, BC5CDR says what is induced.
    further = examples(record for record in biored if record.document.id not in twice)
    weights, bias, stacked = _linear(of_biored, of_cdr, further)
    biored_rows, cdr_rows, further_rows = stacked
    mixed, mixed_further = of_cdr.induced >= 0, further.induced >= 0
    inducing_rows = np.concatenate([cdr_rows[mixed], further_rows[mixed_further]])
    inducing = np.concatenate([of_cdr.induced[mixed], further.induced[mixed_further]])
    inducing_folds = np.concatenate([of_cdr.fold[mixed], further.fold[mixed_further]])
    related = (of_biored.type >= 0).astype(int)
    scores = _unseen(biored_rows, related, of_biored.fold, seed)
    likely, f1 = best_threshold(scores, related, of_biored.stated)
    scores = _unseen(inducing_rows, inducing, inducing_folds, seed)[: mixed.sum()]
    induces, inducing_f1 = best_threshold(scores, of_cdr.induced[mixed], of_cdr.inducing)
    known = of_biored.type >= 0
    forests = {
        "related": boosted(biored_rows, related, trees=TREES, rate=RATE, seed=seed),
        "induced": boosted(inducing_rows, inducing, trees=TREES, rate=RATE, seed=seed),
        "type": boosted(
            biored_rows[known], of_biored.type[known], trees=TYPE_TREES, rate=THEIR_RATE, seed=seed, smallest=5
        ),
        "novel": boosted(
            biored_rows[of_biored.novel >= 0],
            of_biored.novel[of_biored.novel >= 0],
            trees=NOVEL_TREES,
            rate=THEIR_RATE,
            seed=seed,
        ),
    }
    _write(out, weights, bias, forests, (likely, induces))
    return Report(f1, inducing_f1, len({record.document.id for record in (*biored, *cdr)}))


def _linear(biored: Examples, cdr: Examples, further: Examples) -> tuple[Whole, Whole, list[Whole]]:
    """The linear models, and the rows of each set with what models of other documents say of them."""
    sets = [biored, cdr, further]
    features = [matrix(each.words) for each in sets]
    rows = [np.zeros((len(each.rows), len(LINEAR)), dtype=np.int64) for each in sets]
    weights, biases = [], []
    for number, name in enumerate(LINEAR):
        # Which sets, which of their examples, and what they are labelled.
        if name == "induced":
            parts = [(1, cdr.induced >= 0, cdr.induced), (2, further.induced >= 0, further.induced)]
        elif name == "related":
            parts = [(0, np.full(len(biored.type), True), (biored.type >= 0).astype(int))]
        else:
            parts = [(0, biored.type >= 0, (biored.type == TYPES.index(name)).astype(int))]
        for fold in range(-1, FOLDS):
            w, b = _fitted([(features[at], mask & (sets[at].fold != fold), labels) for at, mask, labels in parts])
            if fold < 0:
                weights.append(w)
                biases.append(b)
                continue
            for at, each in enumerate(sets):
                here = each.fold == fold
                rows[at][here, number] = np.floor(features[at][here] @ w.astype(float)) + b
    joined = [np.concatenate([each.rows, np.clip(r, -MOST, MOST)], axis=1) for each, r in zip(sets, rows, strict=True)]
    return np.array(weights), np.array(biases, dtype=np.int32), joined


def _fitted(parts: list[tuple[Any, Whole, Whole]]) -> tuple[Whole, int]:
    from scipy.sparse import vstack

    labels = np.concatenate([labels[mask] for _, mask, labels in parts])
    if labels.min() == labels.max():
        # A type so rare that all its examples are in one fold.
        return np.zeros(1 << BITS, dtype=np.int16), -MOST if labels.max() == 0 else MOST
    return linear(vstack([features[mask] for features, mask, _ in parts]).tocsr(), labels)


def _unseen(rows: Whole, labels: Whole, folds: Whole, seed: int) -> Whole:
    """The score of each example by trees that were fitted on other documents."""
    scores = np.zeros(len(rows), dtype=np.int64)
    for fold in range(FOLDS):
        forest = boosted(rows[folds != fold], labels[folds != fold], trees=TREES, rate=RATE, seed=seed)
        scores[folds == fold] = forest.scores(rows[folds == fold].astype(np.int16))[:, 0]
    return scores


def _write(out: Path, weights: Whole, bias: Whole, forests: dict[str, Forest], thresholds: tuple[int, int]) -> None:
    arrays: dict[str, Any] = {"weights": weights, "bias": bias, "thresholds": np.array(thresholds, dtype=np.int32)}
    for name, forest in forests.items():
        arrays |= {f"{name}.{field.name}": getattr(forest, field.name) for field in fields(Forest)}
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out, **arrays)
