"""Fitting the trees, and how often their therapies are those of annotated rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np

from pipeline.extract.findings.received import COLUMNS, chosen
from pipeline.extract.forest import Forest
from pipeline.training.received.examples import Example
from pipeline.training.relations.fitting import boosted

#: How many trees there are and how many leaves of each, how much each adds, and how many cases a leaf has at least.
TREES, LEAVES, RATE, SMALLEST = 1500, 63, 0.03, 40


def fit(examples: Sequence[Example], seed: int) -> Forest:
    """Trees that tell the therapies that a group received from the others of its document."""
    rows = np.array([case for each in examples for case in each.cases])
    labels = np.array([label for each in examples for label in each.labels], dtype=np.int64)
    return boosted(rows, labels, trees=TREES, rate=RATE, seed=seed, smallest=SMALLEST, leaves=LEAVES)


def told(forest: Forest, examples: Sequence[Example]) -> tuple[int, int]:
    """Of how many rows half of all therapies told or annotated are right, and how many have stated ones."""
    right = of = 0
    for each in examples:
        if not each.stated:
            continue
        of += 1
        cases = np.array(each.cases)
        found = chosen(forest.scores(cases)[:, 0], cases)
        shared = sum(each.labels[place] for place in found)
        right += shared > 0 and 2 * shared >= each.stated + len(found) - shared
    return right, of


def write(forest: Forest, path: Path) -> None:
    """Write a model that :class:`pipeline.extract.findings.received.ReceivedModel` reads, alike on every run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = {f"received.{field.name}": getattr(forest, field.name) for field in fields(Forest)}
    np.savez_compressed(path, columns=np.array(COLUMNS), **parts)
