"""A spaCy pipeline that the user has installed, as a recogniser: scispaCy's models, or one of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.errors import ConfigError
from pipeline.extract.ner.recognised import Recognised
from pipeline.schema import Document, Mention, Span

SOURCE: Final = "spacy"
#: What models call the types of mentions, in capitals; a label that is not here marks nothing.
LABELS: Final[Mapping[str, str]] = {
    "CHEMICAL": "chemical",
    "DRUG": "chemical",
    "CHEBI": "chemical",
    "SIMPLE_CHEMICAL": "chemical",
    "CHEMICALENTITY": "chemical",
    "DISEASE": "disease",
    "CANCER": "disease",
    "DISEASEORPHENOTYPICFEATURE": "disease",
    "GENE": "gene",
    "PROTEIN": "gene",
    "GGP": "gene",
    "GENE_OR_GENE_PRODUCT": "gene",
    "GENEORGENEPRODUCT": "gene",
    "SPECIES": "species",
    "TAXON": "species",
    "ORGANISM": "species",
    "ORGANISMTAXON": "species",
    "VARIANT": "variant",
    "SEQUENCEVARIANT": "variant",
    "CELL_LINE": "cell_line",
    "CELLLINE": "cell_line",
}


class SpacyModel:
    """A spaCy pipeline's named entities, those of the types that evigraph knows."""

    def __init__(self, name: str) -> None:
        """Load it.

        Args:
            name: an installed package, or the path of a folder that ``Language.to_disk`` wrote.

        Raises:
            ConfigError: when there is no such model, or it recognises no entities.
        """
        import spacy

        try:
            self._nlp = spacy.load(name)
        except (OSError, ValueError, ImportError) as error:
            raise ConfigError(f"extract.models: no spaCy model {name!r} can be loaded ({error})") from error
        if not any(hasattr(component, "move_names") for _, component in self._nlp.pipeline) and not self._nlp.has_pipe(
            "entity_ruler"
        ):
            raise ConfigError(f"extract.models: {name!r} recognises no entities")

    def recognise(
        self,
        document: Document,
        sentences: Sequence[Span],
        mentions: Sequence[Mention],  # noqa: ARG002 - it knows only the words
        measures: Sequence[Span],  # noqa: ARG002
    ) -> list[Recognised]:
        """Its entities, in order; see :class:`~pipeline.extract.ner.recognised.Recogniser`."""
        found: list[Recognised] = []
        for sentence, doc in zip(sentences, self._nlp.pipe(each.of(document.text) for each in sentences), strict=True):
            for entity in doc.ents:
                kind = LABELS.get(entity.label_.upper())
                if kind is not None:
                    span = Span(sentence.start + entity.start_char, sentence.start + entity.end_char)
                    found.append(Recognised(span, kind, None, SOURCE))
        return sorted(found, key=lambda each: (each.span, each.kind))
