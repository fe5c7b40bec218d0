"""A linear-chain conditional random field over sparse features, fitted by L-BFGS.

After Lafferty, McCallum and Pereira, "Conditional Random Fields", ICML 2001, and Sha and Pereira, "Shallow Parsing with
Conditional Random Fields", NAACL 2003. The likelihood is convex: the fit does not depend on a seed. The sums over
labellings run in scaled probabilities over all sequences at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
Integers: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Weights:
    """What is learned: points of features (row) for labels (column), of steps between labels, of beginning and end."""

    features: Floats
    steps: Floats
    start: Floats
    end: Floats


@dataclass(frozen=True, slots=True)
class Sequences:
    """Labelled sequences, the longest first.

    Attributes:
        matrix: items by features, a SciPy CSR matrix of zeros and ones.
        labels: the label of each item; -1 where it is not known.
        place: the item at a place (row) of a sequence (column); -1 behind its end.
        active: how many sequences reach each place.
    """

    matrix: Any
    labels: Integers
    place: Integers
    active: Integers


def as_sequences(features: Sequence[Sequence[Sequence[int]]], labels: Sequence[Sequence[int]], size: int) -> Sequences:
    """Lay out sequences of items, each a list of the features that it has.

    Args:
        features: by sequence and item, the columns of its features.
        labels: by sequence and item, its label; -1 where it is not known.
        size: how many features there are.
    """
    from scipy.sparse import csr_matrix

    order = sorted(range(len(features)), key=lambda at: (-len(features[at]), at))
    rows = [sorted(set(item)) for at in order for item in features[at]]
    bounds = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)])
    columns = np.fromiter((column for row in rows for column in row), dtype=np.int64, count=int(bounds[-1]))
    matrix = csr_matrix((np.ones(len(columns)), columns, bounds), shape=(len(rows), size))
    lengths = np.array([len(features[at]) for at in order], dtype=np.int64)
    place = np.full((int(lengths.max()), len(order)), -1, dtype=np.int64)
    begin = 0
    for column, length in enumerate(lengths):
        place[:length, column] = np.arange(begin, begin + length)
        begin += int(length)
    known = np.array([label for at in order for label in labels[at]], dtype=np.int64)
    return Sequences(matrix, known, place, (place >= 0).sum(axis=1))


def fit(sequences: Sequences, labels: int, *, variance: float, iterations: int) -> Weights:
    """Fit the weights that make the labels most probable.

    Args:
        sequences: what to learn from.
        labels: how many labels there are.
        variance: of the normal prior of each weight: the smaller, the nearer to zero they stay.
        iterations: at most so many steps of L-BFGS.
    """
    from scipy.optimize import minimize

    count = sequences.matrix.shape[1]
    transposed = sequences.matrix.T.tocsr()
    known = np.ones((len(sequences.labels), labels))
    labelled = np.flatnonzero(sequences.labels >= 0)
    known[labelled] = 0.0
    known[labelled, sequences.labels[labelled]] = 1.0
    everything = np.ones_like(known)

    def loss(values: Floats) -> tuple[float, Floats]:
        weights = _unpack(values, count, labels)
        scores: Floats = sequences.matrix @ weights.features
        # What all labellings weigh, and what those weigh that agree with what is known.
        free, free_counts = _expect(sequences, weights, scores, everything)
        bound, bound_counts = _expect(sequences, weights, scores, known)
        gradient = _pack(
            Weights(
                transposed @ (free_counts.features - bound_counts.features),
                free_counts.steps - bound_counts.steps,
                free_counts.start - bound_counts.start,
                free_counts.end - bound_counts.end,
            )
        )
        return free - bound + float(values @ values) / (2 * variance), gradient + values / variance

    begin = np.zeros(count * labels + labels * labels + 2 * labels)
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 6})
    return _unpack(found.x, count, labels)


def _pack(weights: Weights) -> Floats:
    return np.concatenate([weights.features.ravel(), weights.steps.ravel(), weights.start, weights.end])


def _unpack(values: Floats, count: int, labels: int) -> Weights:
    features, steps, ends = np.split(values, [count * labels, count * labels + labels * labels])
    return Weights(features.reshape(count, labels), steps.reshape(labels, labels), ends[:labels], ends[labels:])


def _expect(sequences: Sequences, weights: Weights, scores: Floats, allowed: Floats) -> tuple[float, Weights]:
    """The logarithm of the sum over the allowed labellings, and how often each label and step is expected in them."""
    place, active = sequences.place, sequences.active
    top = scores.max(axis=1, keepdims=True)
    seen = np.exp(scores - top) * allowed
    step, start, end = np.exp(weights.steps), np.exp(weights.start), np.exp(weights.end)
    forward, scale = np.zeros_like(seen), np.ones(len(seen))
    for at, many in enumerate(active):
        items = place[at, :many]
        reached = (forward[place[at - 1, :many]] @ step if at else start) * seen[items]
        scale[items] = reached.sum(axis=1)
        forward[items] = reached / scale[items, None]
    # The longest sequences come first: those that end at a place are the last ones that reach it.
    following = np.append(active[1:], 0)
    last = np.concatenate(
        [place[at, behind:many] for at, (many, behind) in enumerate(zip(active, following, strict=True))]
    )
    mass = forward @ end
    backward = np.zeros_like(seen)
    steps = np.zeros_like(weights.steps)
    for at in range(len(active) - 1, -1, -1):
        items, behind = place[at, : active[at]], following[at]
        ending = items[behind:]
        backward[ending] = end / mass[ending, None]
        if behind:
            after = place[at + 1, :behind]
            leads = seen[after] * backward[after] / scale[after, None]
            backward[items[:behind]] = leads @ step.T
            steps += step * (forward[items[:behind]].T @ leads)
    expected = forward * backward
    total = float(np.log(scale).sum() + top.sum() + np.log(mass[last]).sum())
    return total, Weights(expected, steps, expected[place[0]].sum(axis=0), expected[last].sum(axis=0))
