"""Fitting the trees of each choice, and how often they choose what is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pipeline.extract.findings.ranker import Ranked
from pipeline.extract.findings.ranking import COLUMNS
from pipeline.extract.forest import Forest
from pipeline.training.ranking.examples import Example
from pipeline.training.relations.fitting import boosted

#: The file of a ranker.
RANKER: Final = "ranking.npz"
#: How many trees there are and how many leaves of each, how much each adds, and how many cases a leaf has at least.
TREES: Final = 400
LEAVES: Final = 63
RATE: Final = 0.05
SMALLEST: Final = 40


def fit(examples: Sequence[Example], seed: int) -> dict[Ranked, Forest]:
    """The trees of each choice."""
    found: dict[Ranked, Forest] = {}
    for what in COLUMNS:
        own = [each for each in examples if each.what == what]
        rows = np.array([case for each in own for case in each.cases])
        labels = np.array([label for each in own for label in each.labels], dtype=np.int64)
        found[what] = boosted(rows, labels, trees=TREES, rate=RATE, seed=seed, smallest=SMALLEST, leaves=LEAVES)
    return found


def told(forests: Mapping[Ranked, Forest], examples: Sequence[Example]) -> dict[Ranked, tuple[int, int, int]]:
    """For each choice how often the trees are right, how often the rules, and of how many."""
    found: dict[Ranked, tuple[int, int, int]] = {}
    for what, forest in forests.items():
        own = [each for each in examples if each.what == what]
        best = [int(forest.scores(np.array(each.cases))[:, 0].argmax()) for each in own]
        right = sum(each.labels[place] for each, place in zip(own, best, strict=True))
        ruled = sum(any(right for case, right in zip(each.cases, each.labels, strict=True) if case[0]) for each in own)
        found[what] = (right, ruled, len(own))
    return found


def write(forests: Mapping[Ranked, Forest], path: Path) -> None:
    """Write a model that :class:`pipeline.extract.findings.ranking.ForestRanker` reads, alike on every run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts: dict[str, npt.NDArray[Any]] = {}
    for what, forest in forests.items():
        parts[f"{what}.columns"] = np.array(COLUMNS[what])
        parts.update({f"{what}.{field.name}": getattr(forest, field.name) for field in fields(Forest)})
    np.savez_compressed(path, **parts)
