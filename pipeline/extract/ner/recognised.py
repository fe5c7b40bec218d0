"""What a model recognises in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.schema import Document, Mention, Span


@dataclass(frozen=True, slots=True, order=True)
class Recognised:
    """A span that a model marks.

    Attributes:
        span: where it stands, in code points.
        kind: what it is: a type of mentions, or a PICO element (see :mod:`pipeline.extract.ner.heads`).
        score: how sure the model is, 0 to 1; None where it does not say.
        source: the model (``encoder``, ``spacy``).
    """

    span: Span
    kind: str
    score: float | None
    source: str


class Recogniser(Protocol):
    """A model that marks spans in a document."""

    def recognise(
        self, document: Document, sentences: Sequence[Span], mentions: Sequence[Mention], measures: Sequence[Span]
    ) -> list[Recognised]:
        """The spans of a document, in order.

        Args:
            document: the document.
            sentences: its sentences, in order.
            mentions: what the lexicons name in it.
            measures: where the lexicon of outcome measures names one.
        """
        ...
