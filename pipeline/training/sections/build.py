"""From labelled abstracts to the file of the model, and what it scores on abstracts that it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np

from pipeline.extract.sections import ROLES, Role, SectionModel, load_section_model
from pipeline.extract.sections.features import read_places, read_sentence
from pipeline.extract.sections.model import COLUMNS, KINDS, UNIT
from pipeline.files import atomic_path
from pipeline.training.sections.corpus import LabelledAbstract
from pipeline.training.sections.crf import Weights, as_sequences, fit

#: A feature of fewer sentences is not learned.
FEWEST = 5
#: The variance of the prior of the weights, and the steps of the fit.
VARIANCE = 0.1
ITERATIONS = 90
#: A feature none of whose points reaches this is left out of the file; single points below it are set to nothing.
LEAST = 4

#: The roles of a study's own text: registration and funding, which are easy to tell, are none of them.
OF_A_STUDY: tuple[Role, ...] = tuple(role for role in ROLES if role != "other")

Feature: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scores:
    """How the roles of a model agree with the labels.

    Attributes:
        confusion: sentences by role as labelled (row) and as found (column), in the order of ``ROLES``.
    """

    confusion: np.ndarray[tuple[int, int], np.dtype[np.int64]]

    def accuracy(self, roles: Sequence[Role], *, merged: bool = False) -> float:
        """The share of the sentences labelled with one of these roles that get it.

        Args:
            roles: which roles count.
            merged: take background and objective for one.
        """
        places = [ROLES.index(role) for role in roles]
        right = sum(int(self.confusion[place, place]) for place in places)
        if merged:
            one, other = ROLES.index("background"), ROLES.index("objective")
            right += int(self.confusion[one, other] + self.confusion[other, one])
        return right / max(1, int(self.confusion[places].sum()))

    def f1(self, role: Role) -> float:
        """F1 of one role."""
        place = ROLES.index(role)
        found = int(self.confusion[:, place].sum()) + int(self.confusion[place].sum())
        return 2 * int(self.confusion[place, place]) / max(1, found)


def features_of(sentences: Sequence[str]) -> list[list[Feature]]:
    """What the model sees of each sentence of an abstract: kind of place and name."""
    read = [read_sentence(sentence) for sentence in sentences]
    found: list[list[Feature]] = []
    for at, (each, places) in enumerate(zip(read, read_places(sentences, read), strict=True)):
        own = [("own", name) for name in (*each.own, *places)]
        before = [("before", name) for name in read[at - 1].shown] if at else []
        after = [("after", name) for name in read[at + 1].shown] if at + 1 < len(read) else []
        found.append([*own, *before, *after])
    return found


def train(abstracts: Sequence[LabelledAbstract], features: Sequence[list[list[Feature]]], path: Path) -> SectionModel:
    """Fit a model, write its file, and load it from there.

    Args:
        abstracts: what to learn from.
        features: of each of them, as :func:`features_of` gives them.
        path: the file to write.
    """
    seen = Counter(name for abstract in features for sentence in abstract for name in set(sentence))
    names = sorted(name for name, count in seen.items() if count >= FEWEST)
    index = {name: column for column, name in enumerate(names)}
    columns = [[[index[name] for name in sentence if name in index] for sentence in abstract] for abstract in features]
    labels = [[ROLES.index(role) if role else -1 for role in abstract.roles] for abstract in abstracts]
    sequences = as_sequences(columns, labels, len(names))
    weights = fit(sequences, len(ROLES), variance=VARIANCE, iterations=ITERATIONS)
    with atomic_path(path) as target:
        target.write_bytes("".join(f"{line}\n" for line in _rows(names, weights)).encode())
    return load_section_model(path)


def _rows(names: Sequence[Feature], weights: Weights) -> Iterable[str]:
    yield "\t".join(COLUMNS)
    yield _row("start", "", weights.start)
    yield _row("end", "", weights.end)
    for role, points in zip(ROLES, weights.steps, strict=True):
        yield _row("from", role, points)
    order = sorted(range(len(names)), key=lambda at: (KINDS.index(names[at][0]), names[at][1]))
    for at in order:
        if np.abs(weights.features[at]).max() * UNIT >= LEAST:
            yield _row(*names[at], weights.features[at], LEAST)


def _row(kind: str, feature: str, points: Iterable[float], least: int = 0) -> str:
    whole = [round(float(point) * UNIT) for point in points]
    return "\t".join([kind, feature, *(str(point) if point and abs(point) >= least else "" for point in whole)])


def score(model: SectionModel, abstracts: Iterable[LabelledAbstract]) -> Scores:
    """Compare a model's roles with the labels, where a label names just one."""
    confusion = np.zeros((len(ROLES), len(ROLES)), dtype=np.int64)
    for abstract in abstracts:
        for role, found in zip(abstract.roles, model.roles(abstract.sentences), strict=True):
            if role is not None:
                confusion[ROLES.index(role), ROLES.index(found)] += 1
    return Scores(confusion)
