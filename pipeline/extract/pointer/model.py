"""The pointer that comes with evigraph: two layers upon the encoder's lower ones, run by onnxruntime.

From the words of a figure it points to those that name its outcome measure, its group and, of a comparison, the other
group: scaled products of vectors, as the pointer networks of Vinyals et al., Pointer Networks (2015), with a learned
say of the distance and a place of its own for `nothing here names it`. From the figure's words and those that name its
measure it tells the code of the measure, or that the number is no result, and whether it is an arm's or a comparison's, and which
statistic it is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pipeline.errors import ModelError

Floats = npt.NDArray[np.float32]

#: What is pointed to, in the order of the model's outputs.
ROLES: Final = ("measure", "group", "comparator")
#: What the model tells of a figure in labels.
QUESTIONS: Final = ("measure", "kind", "statistic")
#: What stands among the codes of measures for a number that is no result.
NO_RESULT: Final = "NONE"
#: Numbers of each vector that is compared.
WIDTH: Final = 128
#: Pieces at which each distance counts for itself; beyond, distances are told apart by their logarithm.
NEAR: Final = 16
FARTHEST: Final = 31
#: What the model tells, in the order of :class:`Read`.
OUTPUTS: Final = ("asked", "answered", "own", "named")


@dataclass(frozen=True, slots=True)
class Read:
    """What the model makes of the pieces of a window.

    Attributes:
        asked: what each would ask, with what speaks for no name at all (pieces, roles, WIDTH + 1).
        answered: what each answers, with what speaks for it whoever asks (pieces, roles, WIDTH + 1).
        own: what it says of the labels of a figure that it belongs to (pieces, labels of all questions).
        named: what it says of those of a figure whose measure it names (pieces, labels of all questions).
    """

    asked: Floats
    answered: Floats
    own: Floats
    named: Floats


class Pointer:
    """Runs on one processor core and never changes once loaded."""

    def __init__(self, folder: Path) -> None:
        """Load it.

        Args:
            folder: holds ``pointer.onnx`` and ``pointer.json``.

        Raises:
            ModelError: naming the file, when one is missing, cannot be read, or is of another make.
        """
        # Imported by whom a model is loaded for: a run that finds nothing new loads none.
        import onnxruntime

        card = folder / "pointer.json"
        try:
            told = json.loads(card.read_text(encoding="utf-8"))
            distances = np.array(told["distances"], dtype=np.float32)
            self.labels: dict[str, tuple[str, ...]] = {each: tuple(told["labels"][each]) for each in QUESTIONS}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{card}: cannot be read as the pointer's card ({error})") from error
        if distances.shape != (2 * FARTHEST + 1, len(ROLES)):
            raise ModelError(f"{card}: expected {2 * FARTHEST + 1} distances for {len(ROLES)} roles")
        if NO_RESULT not in self.labels["measure"]:
            raise ModelError(f"{card}: expected {NO_RESULT} among the labels of measures")
        self._distances = distances
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        path = folder / "pointer.onnx"
        if not path.is_file():
            raise ModelError(f"{path}: this file of the pointer is missing")
        try:
            self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(f"{path}: not a model that onnxruntime reads ({error})") from error

    def read(self, states: Floats, marks: npt.NDArray[np.int64]) -> Read:
        """What the pieces of a window ask and answer.

        Args:
            states: the encoder's states, pieces by numbers.
            marks: 1 for a piece that belongs to a quantity, else 0.
        """
        found = self._session.run(list(OUTPUTS), {"states": states[None], "marks": marks[None]})
        return Read(*(each[0] for each in found))

    def probabilities(self, read: Read, figure: slice) -> Floats:
        """Where the pieces of a figure point: (roles, 1 + pieces), each row a distribution, first `nothing here`."""
        question = read.asked[figure].mean(axis=0)
        scores = (read.answered[:, :, :WIDTH] * question[None, :, :WIDTH]).sum(axis=2) / np.sqrt(np.float32(WIDTH))
        away = np.arange(len(scores)) - figure.start
        size = np.abs(away)
        far = NEAR + (np.log2(np.maximum(size, 1) / NEAR) * 5).astype(np.int64)
        size = np.where(size < NEAR, size, np.minimum(far, FARTHEST))
        scores += read.answered[:, :, WIDTH] + self._distances[np.sign(away) * size + FARTHEST]
        return _softmax(np.concatenate([question[None, :, WIDTH], scores]).T)

    def label_shares(self, read: Read, figure: slice, measure: Floats) -> dict[str, dict[str, float]]:
        """For each question the share of each label, one whole together.

        Args:
            read: the window.
            figure: the figure's pieces.
            measure: the share of each piece in naming its measure.
        """
        scores = read.own[figure].mean(axis=0) + measure @ read.named
        found: dict[str, dict[str, float]] = {}
        first = 0
        for question, labels in self.labels.items():
            shares = _softmax(scores[None, first : first + len(labels)])[0]
            found[question] = dict(zip(labels, shares.tolist(), strict=True))
            first += len(labels)
        return found


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = powers / powers.sum(axis=1, keepdims=True)
    return result
