"""What the encoder's lower layers make of a window's pieces: what other models read on from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from pipeline.extract.ner.pieces import overlapping
from pipeline.extract.onnx_messages import message, number
from pipeline.schema import Span

#: What the encoder's file calls the states of its second layer, which know most of how words stand to each other; the
#: pointer has layers of its own above it.
STATES: Final = ("/layers.1/done/LayerNormalization_output_0",)
#: Field numbers of ONNX (onnx.proto): a model's graph, a graph's output, an output's name and type; a type's tensor.
_GRAPH, _OUTPUT, _NAME, _TYPE, _TENSOR = 7, 12, 1, 2, 1
#: The type of a tensor's elements.
_ELEMENTS, _FLOAT = 1, 1


@dataclass(frozen=True, slots=True)
class WindowStates:
    """A window of a document.

    Attributes:
        starts: where each piece begins in the text, in code points.
        ends: where each ends.
        words: the number of the word that each piece belongs to.
        states: the states, pieces by numbers.
    """

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    words: npt.NDArray[np.int64]
    states: npt.NDArray[np.float32]

    @property
    def span(self) -> Span:
        """What the window covers."""
        return Span(int(self.starts[0]), int(self.ends[-1]))

    def within(self, span: Span) -> slice:
        """The pieces that overlap a stretch of the text."""
        return overlapping(self.starts, self.ends, span)

    def marks(self, spans: Iterable[Span]) -> npt.NDArray[np.int64]:
        """1 for each piece of the spans that the window holds, 0 for the others."""
        marks = np.zeros(len(self.starts), dtype=np.int64)
        for span in spans:
            if self.span.contains(span):
                marks[self.within(span)] = 1
        return marks


def with_outputs(model: bytes, names: Sequence[str]) -> bytes:
    """An ONNX model that gives some of its inner values beside what it gives already.

    Parsers of protocol buffers merge a message that is told twice, so that a graph of nothing but more outputs may be
    told behind the whole: the file itself stays as it was trained.

    Args:
        model: the serialised model.
        names: what the graph calls the values, all of floating-point numbers.
    """
    outputs = (
        message(_OUTPUT, message(_NAME, name.encode()) + message(_TYPE, message(_TENSOR, number(_ELEMENTS, _FLOAT))))
        for name in names
    )
    return model + message(_GRAPH, b"".join(outputs)) if names else model
