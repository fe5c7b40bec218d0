"""The encoder as a component of anybody's spaCy pipeline: ``nlp.add_pipe("evigraph_ner")``.

It reads the words alone: the lexicons' hints, which a run of evigraph gives it, are left out.
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.util import filter_spans

from pipeline import resources
from pipeline.extract.ner.encoder import Encoder
from pipeline.extract.ner.heads import MENTION_HEADS
from pipeline.extract.sentences import split_sentences
from pipeline.schema import Document, Passage, Span


class EncoderComponent:
    """Mentions in ``Doc.ents``, PICO elements in ``Doc.spans["evigraph_pico"]``."""

    def __init__(self, encoder: Encoder) -> None:
        """Wrap an encoder."""
        self._encoder = encoder

    def __call__(self, doc: Doc) -> Doc:
        """Mark a document."""
        text = doc.text
        whole = Document("file:doc", text, (Passage("abstract", Span(0, len(text))),), "spacy", "text")
        found = self._encoder.recognise(whole, split_sentences(text, whole.passages), [], [])
        spans = [
            (each, span)
            for each in found
            if (span := doc.char_span(each.span.start, each.span.end, each.kind, alignment_mode="expand")) is not None
        ]
        mentions = [span for each, span in spans if each.kind in MENTION_HEADS]
        elements = [span for each, span in spans if each.kind not in MENTION_HEADS]
        doc.ents = filter_spans([*doc.ents, *mentions])
        doc.spans["evigraph_pico"] = SpanGroup(doc, name="evigraph_pico", spans=elements)
        return doc


def make(nlp: Language, name: str, model: str | None = None) -> EncoderComponent:  # noqa: ARG001 - spaCy's signature
    """The component, as spaCy's registry makes it.

    Args:
        nlp: the pipeline that it joins.
        name: what it is called there.
        model: the folder of an encoder; the one that comes with evigraph where None.

    Raises:
        ModelError: when a file of the encoder is missing or cannot be read.
    """
    return EncoderComponent(Encoder(resources.encoder() if model is None else Path(model)))


Language.factory("evigraph_ner", default_config={"model": None}, func=make)
