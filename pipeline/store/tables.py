"""The tables of the evidence database.

A document's rows carry its id and their position in it; the same document gives the same rows whatever else the
database holds. ``concepts`` is the only table that documents share: it is derived from ``document_concepts``.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Double, ForeignKey, Index, Integer, MetaData, Table, Text

#: Raised by one whenever a table changes; a database with another number is refused, never converted silently.
SCHEMA_VERSION = 3

metadata = MetaData()

schema_version = Table("evigraph_schema", metadata, Column("version", Integer, primary_key=True, autoincrement=False))


def _document_id() -> Column[str]:
    return Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)


def _position(name: str = "position") -> Column[int]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


def _concept(prefix: str, *, nullable: bool = False) -> tuple[Column[str], Column[str], Column[str]]:
    """A concept as the document gives it: its id, and the name and type that this document uses for it."""
    return (
        Column(f"{prefix}_id", Text, nullable=nullable),
        Column(f"{prefix}_name", Text, nullable=nullable),
        Column(f"{prefix}_type", Text, nullable=nullable),
    )


documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("year", BigInteger),
    Column("journal", Text),
    Column("source", Text),
    Column("format", Text),
    Column("fingerprint", Text, nullable=False),
    Column("sentences", Text, nullable=False, comment="JSON: [[start, end], ...]"),
    Column("tables", Text, nullable=False, comment="JSON: the document's tables with the offsets of their cells"),
    Column("metadata", Text, nullable=False, comment="JSON: authors, subject headings and the like"),
    Column("references", Text, nullable=False, comment="JSON: the papers that the document refers to"),
    Column("also_in", Text, nullable=False, comment="JSON: other files that hold the same paper"),
)

document_identifiers = Table(
    "document_identifiers",
    metadata,
    _document_id(),
    Column("identifier", Text, primary_key=True),
    Index("ix_document_identifiers_identifier", "identifier"),
)

passages = Table(
    "passages",
    metadata,
    _document_id(),
    _position(),
    Column("kind", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("heading", Text),
)

mentions = Table(
    "mentions",
    metadata,
    _document_id(),
    _position(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("surface", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("assertion", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("score", Double),
    Column("states", Text, nullable=False, comment="JSON: what is said of a disease's course"),
    *_concept("runner_up", nullable=True),
    Column("runner_up_score", Double),
    Column("given", Integer),
)

mention_concepts = Table(
    "mention_concepts",
    metadata,
    _document_id(),
    _position("mention"),
    _position("rank"),
    *_concept("concept"),
    Index("ix_mention_concepts_concept", "concept_id", "rank"),
)

concepts = Table(
    "concepts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
)

document_concepts = Table(
    "document_concepts",
    metadata,
    _document_id(),
    Column("concept_id", Text, primary_key=True),
    Column("type", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Index("ix_document_concepts_concept", "concept_id", "type", "name"),
)

abbreviations = Table(
    "abbreviations",
    metadata,
    _document_id(),
    _position(),
    Column("short_start", Integer, nullable=False),
    Column("short_end", Integer, nullable=False),
    Column("long_start", Integer, nullable=False),
    Column("long_end", Integer, nullable=False),
    Column("short_form", Text, nullable=False),
    Column("long_form", Text, nullable=False),
)

relations = Table(
    "relations",
    metadata,
    _document_id(),
    _position(),
    *_concept("subject"),
    *_concept("object"),
    Column("type", Text, nullable=False),
    Column("evidence_start", Integer),
    Column("evidence_end", Integer),
    Column("source", Text, nullable=False),
    Column("novelty", Text),
    Column("score", Double),
)

findings = Table(
    "findings",
    metadata,
    _document_id(),
    _position(),
    Column("id", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("section", Text),
    Column("measure", Text, nullable=False, index=True),
    Column("measure_text", Text, nullable=False),
    Column("statistic", Text, nullable=False),
    Column("attribution", Text, nullable=False),
    Column("value", Double),
    Column("unit", Text),
    Column("qualifier", Text),
    Column("events", BigInteger),
    Column("total", BigInteger),
    Column("ci_low", Double),
    Column("ci_high", Double),
    Column("ci_level", Double),
    Column("low", Double),
    Column("high", Double),
    Column("spread", Text),
    Column("p_value", Double),
    Column("p_qualifier", Text),
    Column("time_value", Double),
    Column("time_unit", Text),
    Column("grade", Text),
    Column("group", Text),
    *_concept("adverse_event", nullable=True),
    Column("comparator", Text),
    Column("inferred", Text, nullable=False, comment="JSON: names of the columns filled in from elsewhere"),
    Column("rule", Text),
    Column("score", Double),
    Index("ix_findings_adverse_event", "adverse_event_id"),
)

finding_therapies = Table(
    "finding_therapies",
    metadata,
    _document_id(),
    _position("finding"),
    _position("rank"),
    *_concept("concept"),
    Index("ix_finding_therapies_concept", "concept_id"),
)

runs = Table(
    "runs",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("python", Text, nullable=False),
    Column("scispacy", Text),
    Column("settings", Text, nullable=False, comment="JSON: the settings that the fingerprint stands for"),
)

rejects = Table(
    "rejects",
    metadata,
    Column("input", Text, primary_key=True, comment="the source whose run refused it"),
    _position(),
    Column("source", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("line", BigInteger),
    Column("document", Text),
    Column("expected", Text),
    Column("actual", Text),
)
