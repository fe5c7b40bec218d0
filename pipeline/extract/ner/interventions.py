"""What a paper's patients were given, by whatever name: a learned mark upon the encoder's lower layers.

Two layers of attention go on from the encoder's second, and label each piece: outside, first word, further word of the
name of a therapy that the study gave to a group or compared with. Exercises, devices, diets and schoolings, which no
lexicon names, are what it is for.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np

from pipeline.errors import ModelError
from pipeline.extract.ner.labels import to_spans
from pipeline.extract.ner.recognised import Recognised
from pipeline.extract.ner.states import WindowStates

KIND: Final = "intervention"
SOURCE: Final = "interventions"
FILE: Final = "interventions.onnx"


class InterventionTagger:
    """Runs on one processor core and never changes once loaded."""

    def __init__(self, folder: Path) -> None:
        """Load it.

        Args:
            folder: holds ``interventions.onnx``.

        Raises:
            ModelError: naming the file, when it is missing or cannot be read.
        """
        # Imported by whom a model is loaded for: a run that finds nothing new loads none.
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        path = folder / FILE
        if not path.is_file():
            raise ModelError(f"{path}: this file of the model of interventions is missing")
        try:
            self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(f"{path}: not a model that onnxruntime reads ({error})") from error

    def mark(self, windows: Iterable[WindowStates]) -> list[Recognised]:
        """What the windows of a document name as given, in order, with how sure it is of each, 0 to 1."""
        found: list[Recognised] = []
        for window in windows:
            (scores,) = self._session.run(None, {"states": window.states[None]})
            raw = scores[0]
            powers = np.exp(raw - raw.max(axis=1, keepdims=True))
            shares = powers / powers.sum(axis=1, keepdims=True)
            whole = slice(0, len(window.words))
            found.extend(
                Recognised(span, KIND, round(score, 3), SOURCE) for span, score in to_spans(window, whole, shares)
            )
        return found
