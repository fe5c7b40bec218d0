"""The learned model of the roles of an abstract's sentences: a linear-chain conditional random field.

After Lafferty, McCallum and Pereira, "Conditional Random Fields", ICML 2001. Its weights are integers, so that its
scores are the same on every machine: of two labellings, one that scores :data:`UNIT` more is e times as probable.

The file is a table of tabs with a header: ``kind``, ``feature``, and a column for each of :data:`ROLES`. Its kinds:
``start`` and ``end`` (what an abstract begins and ends with), ``from`` (the feature is a role, the columns are the
roles that follow it), ``own``, ``before`` and ``after`` (a feature of the sentence, of the one before it, of the one
after it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from pipeline import resources
from pipeline.errors import ModelError
from pipeline.extract.sections.features import read_places, read_sentence
from pipeline.extract.sections.headings import Role

#: The roles that the model tells apart, in the order of its columns.
ROLES: tuple[Role, ...] = ("background", "objective", "methods", "results", "conclusions", "other")
#: So many points are a factor e.
UNIT = 256
COLUMNS = ("kind", "feature", *ROLES)
KINDS = ("own", "before", "after")
_SIZE = len(ROLES)

Scores: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class SectionModel:
    """The weights.

    Attributes:
        index: the row of each feature in ``weights``; 0 is the row of features that are not known.
        weights: points by kind of place (:data:`KINDS`), feature and role.
        steps: points for a role (row) followed by another (column).
        start: points for the first sentence's role.
        end: points for the last sentence's role.
    """

    index: dict[str, int]
    weights: Scores
    steps: Scores
    start: Scores
    end: Scores

    def emissions(self, sentences: Sequence[str]) -> Scores:
        """Points of each role for each sentence of an abstract, by what is seen of it and its neighbours."""
        read = [read_sentence(sentence) for sentence in sentences]
        points = np.zeros((len(sentences), _SIZE), dtype=np.int64)
        last = len(sentences) - 1
        for at, (each, place) in enumerate(zip(read, read_places(sentences, read), strict=True)):
            points[at] += self._sum(0, (*each.own, *place))
            if at < last:
                points[at + 1] += self._sum(1, each.shown)
            if at:
                points[at - 1] += self._sum(2, each.shown)
        return points

    def _sum(self, kind: int, names: Sequence[str]) -> Scores:
        find = self.index.get
        rows = [row for name in names if (row := find(name, 0))]
        total: Scores = self.weights[kind, rows].sum(axis=0)
        return total

    def scores(self, sentences: Sequence[str]) -> Scores:
        """Points of the best labelling of an abstract that gives a sentence a role, by sentence and role.

        The greatest of a row is the same for all rows: the best labelling's. What another role loses to it says how
        sure the model is.

        Args:
            sentences: the sentences of one abstract, in order, without labels.
        """
        points = self.emissions(sentences)
        if not len(points):
            return points
        forward, backward = points.copy(), np.zeros_like(points)
        forward[0] += self.start
        backward[-1] = self.end
        for at in range(1, len(points)):
            forward[at] += (forward[at - 1][:, None] + self.steps).max(axis=0)
        for at in range(len(points) - 2, -1, -1):
            backward[at] = (self.steps + points[at + 1] + backward[at + 1]).max(axis=1)
        return forward + backward

    def roles(self, sentences: Sequence[str]) -> list[Role]:
        """The most probable role of each sentence of one abstract, as its labels would name it."""
        return [ROLES[int(best)] for best in self.scores(sentences).argmax(axis=1)]


@cache
def shipped_model() -> SectionModel:
    """The model that comes with evigraph, loaded once.

    Raises:
        ModelError: when its file is not there or breaks its format.
    """
    return load_section_model(resources.section_roles())


def load_section_model(path: Path) -> SectionModel:
    """Load a model.

    Raises:
        ModelError: naming file and line, when the file is not there or breaks its format.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: the model of section roles cannot be read ({error})") from None
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise ModelError(f"{path}:1: the header of a model of section roles is {' '.join(COLUMNS)}")
    index: dict[str, int] = {}
    weights: list[tuple[int, int, list[int]]] = []
    chain: dict[tuple[str, str], list[int]] = {}
    for number, line in enumerate(lines[1:], 2):
        kind, feature, points = _row(path, number, line)
        if kind in KINDS:
            weights.append((KINDS.index(kind), index.setdefault(feature, len(index) + 1), points))
        elif kind in ("start", "end") or (kind == "from" and feature in ROLES):
            chain[kind, feature if kind == "from" else ""] = points
        else:
            raise ModelError(f"{path}:{number}: no row of a model of section roles is of kind {kind!r} for {feature!r}")
    wanted = [("start", ""), ("end", ""), *(("from", role) for role in ROLES)]
    if missing := [" ".join(key).strip() for key in wanted if key not in chain]:
        raise ModelError(f"{path}:{len(lines)}: the model of section roles ends without its row {missing[0]!r}")
    table = np.zeros((len(KINDS), len(index) + 1, _SIZE), dtype=np.int64)
    for place, row, points in weights:
        table[place, row] = points
    start, end, *steps = (np.array(chain[key], dtype=np.int64) for key in wanted)
    return SectionModel(index, table, np.array(steps), start, end)


def _row(path: Path, number: int, line: str) -> tuple[str, str, list[int]]:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise ModelError(f"{path}:{number}: expected {len(COLUMNS)} cells, found {len(cells)}")
    try:
        # A cell that says nothing is left empty, as most do.
        points = [int(cell or 0) for cell in cells[2:]]
    except ValueError:
        raise ModelError(f"{path}:{number}: a weight is not a whole number: {cells[2:]}") from None
    if max(map(abs, points)) > np.iinfo(np.int16).max:
        raise ModelError(f"{path}:{number}: a weight is beyond what a model holds: {cells[2:]}")
    return cells[0], cells[1], points
