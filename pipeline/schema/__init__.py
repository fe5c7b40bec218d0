"""The nouns of evigraph: frozen, slotted dataclasses over the standard library alone. Missing is ``None``."""

from pipeline.schema.document import Cell, Document, Passage, PassageKind, Table
from pipeline.schema.finding import ADDED_COLUMNS, OUTCOME_COLUMNS, Attribution, Finding, Kind, Statistic
from pipeline.schema.mention import AS_TOLD, MODELS, OWN_SOURCES, Abbreviation, Assertion, Concept, Mention, Relation
from pipeline.schema.metadata import Author, MeshHeading, Metadata, Reference
from pipeline.schema.quantity import Qualifier, Quantity, QuantityKind, Spread
from pipeline.schema.record import Extraction, Reject, SourceRecord
from pipeline.schema.span import Span

__all__ = [
    "ADDED_COLUMNS",
    "AS_TOLD",
    "MODELS",
    "OUTCOME_COLUMNS",
    "OWN_SOURCES",
    "Abbreviation",
    "Assertion",
    "Attribution",
    "Author",
    "Cell",
    "Concept",
    "Document",
    "Extraction",
    "Finding",
    "Kind",
    "Mention",
    "MeshHeading",
    "Metadata",
    "Passage",
    "PassageKind",
    "Qualifier",
    "Quantity",
    "QuantityKind",
    "Reference",
    "Reject",
    "Relation",
    "SourceRecord",
    "Span",
    "Spread",
    "Statistic",
    "Table",
]
