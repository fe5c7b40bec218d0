"""Spans as labels of word pieces, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pipeline.extract.ner.heads import BEGIN, INSIDE, OUTSIDE
from pipeline.extract.ner.pieces import Pieces
from pipeline.schema import Span


class Placed(Protocol):
    """Word pieces with their places: those of a document, or of a window of one."""

    @property
    def starts(self) -> npt.NDArray[np.int64]:
        """Where each begins in the text."""
        ...

    @property
    def ends(self) -> npt.NDArray[np.int64]:
        """Where each ends."""
        ...

    @property
    def words(self) -> npt.NDArray[np.int64]:
        """The number of the word that each belongs to."""
        ...


def to_labels(pieces: Pieces, spans: Iterable[Span]) -> npt.NDArray[np.int64]:
    """The label of each piece; of spans that overlap, the first and there the longest counts."""
    labels = np.full(len(pieces), OUTSIDE, dtype=np.int64)
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        place = pieces.within(span)
        if place.start < place.stop and not labels[place].any():
            labels[place] = INSIDE
            # All pieces of the first word begin it.
            first = pieces.words[place.start]
            labels[place.start : place.stop][pieces.words[place] == first] = BEGIN
    return labels


def to_spans(pieces: Placed, place: slice, scores: npt.NDArray[np.float32]) -> list[tuple[Span, float]]:
    """The spans that a head marks in a window, in order, and how sure it is of each, 0 to 1.

    A word has the label of its first piece. A word further on with none before it begins a span.

    Args:
        pieces: the pieces of the document, or of a window.
        place: which of them.
        scores: the probability of each label for each piece of the window.
    """
    words = pieces.words[place]
    firsts = np.flatnonzero(np.diff(words, prepend=-1))
    best = scores[firsts].argmax(axis=1)
    found: list[tuple[Span, float]] = []
    if not best.any():
        return found
    lasts = np.append(firsts[1:], len(words)) - 1
    starts, ends = pieces.starts[place], pieces.ends[place]
    run: list[int] = []
    for number, label in enumerate([*best.tolist(), OUTSIDE]):
        if run and label != INSIDE:
            sure = float(np.mean([scores[firsts[at], best[at]] for at in run]))
            found.append((Span(int(starts[firsts[run[0]]]), int(ends[lasts[run[-1]]])), sure))
            run = []
        if label != OUTSIDE:
            run.append(number)
    return found
