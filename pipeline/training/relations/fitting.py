"""Linear models and boosted trees fitted by scikit-learn, and made into the arrays that the extraction reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.extract.forest import Forest, Whole
from pipeline.extract.relations.model import MOST
from pipeline.extract.relations.words import BITS

#: How strongly the linear models are fitted: the inverse of scikit-learn's penalty.
STRENGTH = 4.0
_LAST = np.iinfo(np.int16).max
#: How many leaves a tree has at most.
LEAVES = 16


def matrix(words: Sequence[Sequence[int]]) -> Any:
    """Word features as a sparse matrix whose rows have length 1."""
    from scipy.sparse import csr_matrix

    lengths = np.array([len(each) for each in words])
    starts = np.concatenate([[0], np.cumsum(lengths)])
    columns = np.array([feature for each in words for feature in each], dtype=np.int32)
    values = np.repeat(1 / np.sqrt(lengths), lengths)
    return csr_matrix((values, columns, starts), shape=(len(words), 1 << BITS))


def linear(features: Any, labels: Whole) -> tuple[Whole, int]:
    """Logistic regression: its weights and its bias, in thousandths."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=STRENGTH, max_iter=300).fit(features, labels)
    weights = np.clip(np.round(1000 * fitted.coef_[0]), -MOST, MOST).astype(np.int16)
    return weights, int(np.clip(np.round(1000 * fitted.intercept_[0]), -MOST, MOST))


def boosted(
    rows: Whole, labels: Whole, *, trees: int, rate: float, seed: int, smallest: int = 20, leaves: int = LEAVES
) -> Forest:
    """Gradient boosting over histograms.

    Args:
        rows: the features, whole numbers.
        labels: 0 and 1, or 0 to the number of classes less one, each of which has an example.
        trees: how many trees for each class.
        rate: the learning rate.
        seed: which columns each tree may read is drawn from it.
        smallest: how many examples a leaf has at least.
        leaves: how many leaves a tree has at most.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    fitted = HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=rate,
        max_leaf_nodes=leaves,
        min_samples_leaf=smallest,
        l2_regularization=1.0,
        max_features=0.3,
        early_stopping=False,
        random_state=seed,
    ).fit(rows.astype(np.float64), labels)
    base = np.atleast_1d(np.asarray(fitted._baseline_prediction).reshape(-1))
    return as_forest([[step[number].nodes for step in fitted._predictors] for number in range(len(base))], base)


def as_forest(classes: Sequence[Sequence[Any]], base: Any) -> Forest:
    """Trees as scikit-learn keeps them, class by class, as arrays."""
    features: list[int] = []
    numbers: list[int] = []
    rights: list[int] = []
    starts: list[int] = []
    for nodes in (tree for trees in classes for tree in trees):
        starts.append(len(features))

        def walk(at: int, nodes: Any = nodes) -> None:
            """Add a node and all that is under it."""
            node = nodes[at]
            place = len(features)
            leaf = bool(node["is_leaf"])
            features.append(0 if leaf else int(node["feature_idx"]))
            number = 1000 * float(node["value"]) if leaf else np.floor(node["num_threshold"])
            numbers.append(round(float(np.clip(number, -_LAST, _LAST))))
            rights.append(0)
            if not leaf:
                walk(int(node["left"]))
                rights[place] = len(features) - place
                walk(int(node["right"]))

        walk(0)
    return Forest(
        np.array(features, dtype=np.int16),
        np.array(numbers, dtype=np.int16),
        np.array(rights, dtype=np.int16),
        np.array(starts, dtype=np.int32),
        np.round(1000 * np.asarray(base)).astype(np.int32),
    )


#: F1s that differ by no more than this are taken for equal: of so few documents chance moves them by more.
ALIKE = 0.003


def best_threshold(scores: Whole, labels: Whole, stated: int) -> tuple[int, float]:
    """From which score on to say yes: of all with an F1 like the best the one that says it least often, and its F1.

    Args:
        scores: what a model says of cases that it was not fitted on.
        labels: 1 for yes.
        stated: how many cases of yes there are, those that are no case of the model among them.
    """
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(labels[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + stated)
    at = int((f1 >= f1.max() - ALIKE).argmax())
    return int(scores[order][at]), float(f1[at])
