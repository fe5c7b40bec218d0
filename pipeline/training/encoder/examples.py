"""Documents as the windows that the encoder is trained on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from pipeline.extract import Extractor
from pipeline.extract.ner.heads import HEADS
from pipeline.extract.ner.labels import to_labels
from pipeline.extract.ner.pieces import Pieces, read_pieces
from pipeline.extract.ner.windows import windows
from pipeline.schema import Document, Passage, Span
from pipeline.training.encoder.corpora import Annotated

#: What the loss passes over.
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Window:
    """A window of a document: one row an input of the encoder, and the labels of its pieces, one row a head."""

    ids: npt.NDArray[np.int64]
    shapes: npt.NDArray[np.int64]
    hints: npt.NDArray[np.int64]
    labels: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Read:
    """A document taken apart as it is when the encoder is run."""

    pieces: Pieces
    sentences: Sequence[Span]


def read(document: Annotated, extractor: Extractor, tokenizer: Tokenizer) -> Read:
    """A document's pieces and sentences, with the hints of the lexicons."""
    text = document.text
    whole = Document(document.id, text, (Passage("abstract", Span(0, len(text))),), "corpus", "text")
    named, sentences, measures = extractor.names(whole)
    return Read(read_pieces(text, tokenizer, named, measures), sentences)


def windows_of(
    documents: Iterable[Annotated],
    extractors: Mapping[int, Extractor],
    tokenizer: Tokenizer,
    heads: Sequence[str] = HEADS,
) -> Iterable[Window]:
    """The windows of documents with their labels.

    Args:
        documents: the documents.
        extractors: what gives the hints, by the half of the documents: the lexicons of each were built without the
            documents of its half, so that a hint is no surer here than on a text that is new.
        tokenizer: word pieces of the encoder's vocabulary.
        heads: the heads that the labels are of, a row for each.
    """
    for document in documents:
        found = read(document, extractors[half(document.id)], tokenizer)
        labels = np.full((len(heads), len(found.pieces)), UNKNOWN, dtype=np.int64)
        for head in document.heads:
            labels[heads.index(head)] = to_labels(found.pieces, (span for name, span in document.spans if name == head))
        for place in windows(found.pieces, found.sentences):
            pieces = found.pieces
            yield Window(pieces.ids[place], pieces.shapes[place], pieces.hints[place], labels[:, place])


def half(id: str) -> int:
    """Which half of the documents one is in, 0 or 1."""
    return int(id) % 2
