"""The encoder that comes with evigraph, run by onnxruntime: one pass for all its heads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pipeline.errors import ModelError
from pipeline.extract.ner.heads import HEADS, LABELS, OUTSIDE
from pipeline.extract.ner.labels import to_spans
from pipeline.extract.ner.pieces import HINTS, SHAPES, Pieces, read_pieces
from pipeline.extract.ner.recognised import Recognised
from pipeline.extract.ner.states import STATES, WindowStates, with_outputs
from pipeline.extract.ner.windows import windows
from pipeline.schema import Document, Mention, Span

SOURCE: Final = "encoder"
#: What a window begins and ends with, in the vocabulary.
_CLS: Final = 101
_SEP: Final = 102
#: Parts of a document that no model reads: lists of other papers, and cells that make no sentence.
_UNREAD: Final = ("reference", "table")


class Encoder:
    """Word pieces in, the spans of every head out. Runs on one processor core and never changes once loaded."""

    def __init__(self, folder: Path, *, states: bool = False) -> None:
        """Load it, in about half a second.

        Args:
            folder: holds ``encoder.onnx``, ``tokenizer.json`` and ``encoder.json``.
            states: also give what its layers make of a text; one of fewer layers than :data:`STATES` names cannot.

        Raises:
            ModelError: naming the file, when one is missing, cannot be read, or is of another make.
        """
        # Imported by whom a model is loaded for: a run that finds nothing new loads none.
        import onnxruntime
        from tokenizers import Tokenizer

        self.gives_states = states
        self._check(folder / "encoder.json")
        for name in ("tokenizer.json", "encoder.onnx"):
            if not (folder / name).is_file():
                raise ModelError(f"{folder / name}: this file of the encoder is missing")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:
            raise ModelError(f"{folder / 'tokenizer.json'}: not a tokenizer ({error})") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        try:
            model = with_outputs((folder / "encoder.onnx").read_bytes(), STATES if states else ())
            self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(f"{folder / 'encoder.onnx'}: not a model that onnxruntime reads ({error})") from error

    @staticmethod
    def _check(path: Path) -> None:
        try:
            card = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"{path}: cannot be read as JSON ({error})") from error
        expected = {"heads": list(HEADS), "shapes": SHAPES, "hints": HINTS}
        for key, value in expected.items():
            found = card.get(key) if isinstance(card, dict) else None
            if found != value:
                raise ModelError(f"{path}: expected {key} {value}, found {found}")

    def recognise(
        self, document: Document, sentences: Sequence[Span], mentions: Sequence[Mention], measures: Sequence[Span]
    ) -> list[Recognised]:
        """The spans that its heads mark, in order; see :class:`~pipeline.extract.ner.recognised.Recogniser`."""
        return self.read(document, sentences, mentions, measures)[0]

    def read(
        self, document: Document, sentences: Sequence[Span], mentions: Sequence[Mention], measures: Sequence[Span]
    ) -> tuple[list[Recognised], list[WindowStates]]:
        """The spans that its heads mark, and, if asked, the states of its layers, which other models read on from.

        Args:
            document: the document.
            sentences: its sentences, in order.
            mentions: what the lexicons name in it.
            measures: where the lexicon of outcome measures names one.
        """
        unread = [passage.span for passage in document.passages if passage.kind in _UNREAD]
        read = [each for each in sentences if not any(part.contains(each) for part in unread)] if unread else sentences
        pieces = read_pieces(document.text, self._tokenizer, mentions, measures)
        found: list[Recognised] = []
        states: list[WindowStates] = []
        for place, scores, state in self._scores(pieces, windows(pieces, read)):
            if state is not None:
                states.append(WindowStates(pieces.starts[place], pieces.ends[place], pieces.words[place], state))
            for number, head in enumerate(HEADS):
                if (scores[:, number].argmax(axis=1) != OUTSIDE).any():
                    marked = to_spans(pieces, place, scores[:, number])
                    found.extend(Recognised(span, head, round(score, 3), SOURCE) for span, score in marked)
        return sorted(found), states

    def _scores(
        self, pieces: Pieces, places: Iterable[slice]
    ) -> Iterator[tuple[slice, npt.NDArray[np.float32], npt.NDArray[np.float32] | None]]:
        """The probability of each label, by window: (pieces, heads, labels), and the states, if asked: (pieces, numbers).

        One window is read at a time: the numbers of a run are scaled together, so that a window's neighbours would
        have a say in its scores, and several at once are no faster on one core.
        """
        for place in places:
            length = place.stop - place.start
            ids, shapes, hints = (np.zeros((1, length + 2), dtype=np.int64) for _ in range(3))
            ids[0, 0], ids[0, -1] = _CLS, _SEP
            ids[0, 1:-1], shapes[0, 1:-1], hints[0, 1:-1] = pieces.ids[place], pieces.shapes[place], pieces.hints[place]
            raw, *layers = self._session.run(None, {"ids": ids, "shapes": shapes, "hints": hints})
            raw = raw[0, 1:-1].reshape(length, len(HEADS), LABELS)
            powers = np.exp(raw - raw.max(axis=-1, keepdims=True))
            states = np.concatenate([layer[0, 1:-1] for layer in layers], axis=1) if layers else None
            yield place, powers / powers.sum(axis=-1, keepdims=True), states
