"""The pointer that comes with evigraph: two layers upon the encoder's lower ones, run by onnxruntime.

From the words of a figure it points to those that name its outcome measure, its group and, of a comparison, the other
group: scaled products of vectors, as the pointer networks of Vinyals et al., Pointer Networks (2015), with a learned
say of the distance and a place of its own for `nothing here names it`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pipeline.errors import ModelError

Floats = npt.NDArray[np.float32]

#: What is pointed to, in the order of the model's outputs.
ROLES: Final = ("measure", "group", "comparator")
#: Numbers of each vector that is compared.
WIDTH: Final = 128
#: Pieces at which each distance counts for itself; beyond, distances are told apart by their logarithm.
NEAR: Final = 16
FARTHEST: Final = 31


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
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{card}: cannot be read as the pointer's card ({error})") from error
        if distances.shape != (2 * FARTHEST + 1, len(ROLES)):
            raise ModelError(f"{card}: expected {2 * FARTHEST + 1} distances for {len(ROLES)} roles")
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

    def read(self, states: Floats, marks: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """What the pieces of a window ask and answer.

        Args:
            states: the encoder's states, pieces by numbers.
            marks: 1 for a piece that belongs to a quantity, else 0.

        Returns:
            Two arrays: what each piece would ask, with what speaks for no name at all (pieces, roles, WIDTH + 1), and
            what it answers, with what speaks for it whoever asks (pieces, roles, WIDTH + 1).
        """
        asked, answered = self._session.run(["asked", "answered"], {"states": states[None], "marks": marks[None]})
        return asked[0], answered[0]

    def probabilities(self, asked: Floats, answered: Floats, figure: slice) -> Floats:
        """Where the pieces of a figure point: (roles, 1 + pieces), each row a distribution, first `nothing here`."""
        question = asked[figure].mean(axis=0)
        scores = (answered[:, :, :WIDTH] * question[None, :, :WIDTH]).sum(axis=2) / np.sqrt(np.float32(WIDTH))
        away = np.arange(len(answered)) - figure.start
        size = np.abs(away)
        far = NEAR + (np.log2(np.maximum(size, 1) / NEAR) * 5).astype(np.int64)
        size = np.where(size < NEAR, size, np.minimum(far, FARTHEST))
        scores += answered[:, :, WIDTH] + self._distances[np.sign(away) * size + FARTHEST]
        whole = np.concatenate([question[None, :, WIDTH], scores]).T
        powers = np.exp(whole - whole.max(axis=1, keepdims=True))
        result: Floats = powers / powers.sum(axis=1, keepdims=True)
        return result
