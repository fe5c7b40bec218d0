"""The word pieces of a text and what the encoder is told of each beside its letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from pipeline.schema import Mention, Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Numbers = npt.NDArray[np.int64]

#: The encoder's words are in lower case: the shape tells what the letters were.
_SHAPES: Final = ("lower", "title", "upper", "letter", "mixed", "letters_digits", "digits", "sign")
SHAPES: Final = len(_SHAPES) * 3
#: What the lexicons call the words at a place; each has a number for its first word and one for those further on.
_HINTED: Final = {"chemical": 0, "drug": 0, "therapy": 1, "disease": 2, "adverse_event": 3, "gene": 4}
HINTS: Final = 1 + 2 * (max(_HINTED.values()) + 1)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces in reading order, one number of each array a piece.

    Attributes:
        ids: the numbers of the pieces in the vocabulary.
        starts: where each begins in the text, in code points.
        ends: where each ends.
        words: the number of the word that a piece belongs to, from 0.
        shapes: the letters of its word, and whether the lexicon of measures names it.
        hints: what the lexicons of concepts call it.
    """

    ids: Numbers
    starts: Numbers
    ends: Numbers
    words: Numbers
    shapes: Numbers
    hints: Numbers

    def __len__(self) -> int:
        """How many pieces there are."""
        return len(self.ids)

    def within(self, span: Span) -> slice:
        """The pieces that overlap a stretch of the text."""
        return overlapping(self.starts, self.ends, span)


def overlapping(starts: Numbers, ends: Numbers, span: Span) -> slice:
    """The pieces that overlap a stretch of the text.

    Args:
        starts: where each piece begins.
        ends: where each ends.
        span: the stretch.
    """
    return slice(
        int(np.searchsorted(ends, span.start, side="right")), int(np.searchsorted(starts, span.end, side="left"))
    )


@lru_cache(maxsize=65536)
def _shape(word: str) -> int:
    name = "mixed"
    if not any(sign.isalnum() for sign in word):
        name = "sign"
    elif word.isdigit():
        name = "digits"
    elif any(sign.isdigit() for sign in word):
        name = "letters_digits"
    elif word.islower():
        name = "lower"
    elif len(word) == 1:
        name = "letter"
    elif word.isupper():
        name = "upper"
    elif word.istitle():
        name = "title"
    return _SHAPES.index(name)


def _marked(pieces: tuple[Numbers, Numbers], spans: Iterable[tuple[Span, int]], size: int) -> Numbers:
    """For each piece the number of the span it is in: the number for its first piece, one more for those after it."""
    starts, ends = pieces
    marks = np.zeros(size, dtype=np.int64)
    found = sorted(spans)
    firsts = np.searchsorted(ends, [span.start for span, _ in found], side="right")
    lasts = np.searchsorted(starts, [span.end for span, _ in found], side="left")
    for (_, number), first, last in zip(found, firsts.tolist(), lasts.tolist(), strict=True):
        if first < last:
            marks[first:last] = number + 1
            marks[first] = number
    return marks


def read_pieces(text: str, tokenizer: Tokenizer, mentions: Sequence[Mention], measures: Sequence[Span]) -> Pieces:
    """Take a text apart.

    Args:
        text: the text.
        tokenizer: word pieces of the encoder's vocabulary.
        mentions: what the lexicons name in the text.
        measures: where the lexicon of outcome measures names one.
    """
    encoded: Any = tokenizer.encode(text, add_special_tokens=False)
    ids = np.array(encoded.ids, dtype=np.int64)
    offsets = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2)
    words = np.array(encoded.word_ids, dtype=np.int64)
    starts, ends = offsets[:, 0].copy(), offsets[:, 1].copy()
    count = int(words[-1]) + 1 if len(words) else 0
    numbers = np.arange(count)
    begins = starts[np.searchsorted(words, numbers, side="left")] if count else starts
    finishes = ends[np.searchsorted(words, numbers, side="right") - 1] if count else ends
    shapes = np.array(
        [_shape(text[start:end]) for start, end in zip(begins.tolist(), finishes.tolist(), strict=True)], dtype=np.int64
    )
    places = (starts, ends)
    measured = _marked(places, ((span, 1) for span in measures), len(ids))
    named = ((mention.span, 1 + 2 * _HINTED[mention.type]) for mention in mentions if mention.type in _HINTED)
    hints = _marked(places, named, len(ids))
    return Pieces(ids, starts, ends, words, shapes[words] * 3 + measured if count else words, hints)
