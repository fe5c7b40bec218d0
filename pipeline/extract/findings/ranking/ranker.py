"""The ranker that comes with evigraph: for each choice boosted trees over what speaks for and against a candidate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from pipeline.errors import ModelError
from pipeline.extract.findings.ranker import Choice, Ranked
from pipeline.extract.findings.ranking import (
    code_cases,
    group_cases,
    kind_cases,
    measure_cases,
    result_cases,
    time_cases,
)
from pipeline.extract.forest import Arrays, Forest

#: The columns of a case of each choice.
COLUMNS: Final[Mapping[Ranked, tuple[str, ...]]] = {
    "result": result_cases.COLUMNS,
    "kind": kind_cases.COLUMNS,
    "measure": measure_cases.COLUMNS,
    "code": code_cases.COLUMNS,
    "p_value": measure_cases.COLUMNS,
    "group": group_cases.COLUMNS,
    "side": group_cases.COLUMNS,
    "comparator": group_cases.COLUMNS,
    "time": time_cases.COLUMNS,
}


@dataclass(frozen=True, slots=True)
class ForestRanker:
    """Says what speaks for each candidate.

    Attributes:
        forests: the trees of each choice.
    """

    forests: Mapping[Ranked, Forest]

    @classmethod
    def load(cls, path: Path) -> ForestRanker:
        """Read it from a file.

        Raises:
            ModelError: naming the file, when it is not there or no such model.
        """
        arrays = Arrays.read(path)
        for what, columns in COLUMNS.items():
            if tuple(arrays.part(f"{what}.columns").tolist()) != columns:
                raise ModelError(f"{path}: expected {len(columns)} columns of {what} as this version has them")
        return cls({what: arrays.forest(what, 1, len(columns)) for what, columns in COLUMNS.items()})

    def scores(self, choice: Choice) -> Sequence[int]:
        """See :meth:`pipeline.extract.findings.ranker.Ranker.scores`."""
        found: list[int] = self.forests[choice.what].scores(np.array(choice.cases))[:, 0].tolist()
        return found
