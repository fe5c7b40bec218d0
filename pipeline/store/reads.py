"""Reading the evidence database. What is read is sorted here, not by the database, whose collation may differ."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, and_, false, func, or_, select

from pipeline.schema import OWN_SOURCES, Abbreviation, Concept, Document, Finding, Mention, Reject, Relation, Span
from pipeline.store import rows, tables


def read_fingerprint(connection: Connection, document: str) -> str | None:
    """The fingerprint a document was saved under."""
    table = tables.documents
    return connection.scalar(select(table.c.fingerprint).where(table.c.id == document))


def read_fingerprints(connection: Connection) -> dict[str, str]:
    """Fingerprint of every document, by id."""
    table = tables.documents
    found = connection.execute(select(table.c.id, table.c.fingerprint))
    return dict(sorted((row.id, row.fingerprint) for row in found))


def read_sources(connection: Connection) -> dict[str, str | None]:
    """The file of every document, by id."""
    table = tables.documents
    found = connection.execute(select(table.c.id, table.c.source))
    return dict(sorted((row.id, row.source) for row in found))


def read_also_in(connection: Connection) -> dict[str, tuple[str, ...]]:
    """The other files of a document's paper, by id, of those that have any."""
    table = tables.documents
    found = connection.execute(select(table.c.id, table.c.also_in).where(table.c.also_in != "[]"))
    return {row.id: tuple(json.loads(row.also_in)) for row in sorted(found, key=lambda row: row.id)}


def read_papers(connection: Connection) -> dict[str, rows.Row]:
    """The part of every document's row that :func:`~pipeline.store.rows.paper_row` makes, by the document's id."""
    table = tables.documents
    columns = [table.c[name] for name in rows.PAPER_COLUMNS]
    found = connection.execute(select(table.c.id, *columns)).mappings()
    return {row["id"]: {name: row[name] for name in rows.PAPER_COLUMNS} for row in found}


def read_known_as(connection: Connection) -> dict[str, tuple[str, ...]]:
    """The ids of the documents that go by a key, by the key."""
    table = tables.document_identifiers
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(table.c.identifier, table.c.document_id)):
        found[row.identifier].append(row.document_id)
    return {key: tuple(sorted(ids)) for key, ids in sorted(found.items())}


def read_documents(connection: Connection, document: str | None = None) -> list[Document]:
    """All documents with their passages, or the one."""
    query, parts = select(tables.documents), select(tables.passages)
    if document is not None:
        query = query.where(tables.documents.c.id == document)
        parts = parts.where(tables.passages.c.document_id == document)
    passages = _grouped(connection, parts, ("document_id",), ("position",))
    found = connection.execute(query).mappings()
    return sorted((rows.document_of(row, passages[(row["id"],)]) for row in found), key=lambda found: found.id)


def read_sentences(connection: Connection, document: str) -> tuple[Span, ...]:
    """The sentences of a document; none where it is not there."""
    row = connection.execute(select(tables.documents).where(tables.documents.c.id == document)).mappings().first()
    return () if row is None else rows.sentences_of(row)


def read_mentions(connection: Connection, document: str | None = None) -> dict[str, list[Mention]]:
    """Mentions by document, in the order they were saved."""
    links = _of_document(select(tables.mention_concepts), tables.mention_concepts, document)
    concepts = _grouped(connection, links, ("document_id", "mention"), ("rank",))
    found: dict[str, list[Mention]] = defaultdict(list)
    for row in _in_order(connection, _of_document(select(tables.mentions), tables.mentions, document)):
        key = (row["document_id"], row["position"])
        found[row["document_id"]].append(rows.mention_of(row, concepts[key]))
    return dict(found)


def read_abbreviations(connection: Connection, document: str | None = None) -> dict[str, list[Abbreviation]]:
    """Abbreviations by document, in the order they were saved."""
    found: dict[str, list[Abbreviation]] = defaultdict(list)
    for row in _in_order(connection, _of_document(select(tables.abbreviations), tables.abbreviations, document)):
        found[row["document_id"]].append(rows.abbreviation_of(row))
    return dict(found)


def read_relations(connection: Connection, document: str | None = None) -> dict[str, list[Relation]]:
    """Relations by document, in the order they were saved."""
    found: dict[str, list[Relation]] = defaultdict(list)
    for row in _in_order(connection, _of_document(select(tables.relations), tables.relations, document)):
        found[row["document_id"]].append(rows.relation_of(row))
    return dict(found)


def read_findings(
    connection: Connection,
    *,
    therapies: Collection[str] | None = None,
    measures: Collection[str] | None = None,
    adverse_events: Collection[str] | None = None,
    diseases: Collection[str] | None = None,
    genes: Collection[str] | None = None,
    states: Collection[str] | None = None,
    document: str | None = None,
    attribution: str | None = None,
) -> list[Finding]:
    """Findings that meet every condition given, by document, place and id; see :meth:`Store.findings`."""
    table = tables.findings
    conditions: list[ColumnElement[bool]] = []
    if therapies is not None:
        link = tables.finding_therapies
        conditions.append(
            select(link.c.concept_id)
            .where(link.c.document_id == table.c.document_id, link.c.finding == table.c.position)
            .where(link.c.concept_id.in_(therapies))
            .correlate(table)
            .exists()
        )
    if measures is not None:
        conditions.append(table.c.measure.in_(measures))
    if adverse_events is not None:
        conditions.append(table.c.adverse_event_id.in_(adverse_events))
    if diseases is not None or states is not None:
        conditions.append(_names_affirmed(diseases, states))
    if genes is not None:
        conditions.append(_names_affirmed(genes))
    if document is not None:
        conditions.append(table.c.document_id == document)
    if attribution is not None:
        conditions.append(table.c.attribution == attribution)
    links = tables.finding_therapies
    join = and_(links.c.document_id == table.c.document_id, links.c.finding == table.c.position)
    received = _grouped(
        connection, select(links).join(table, join).where(*conditions), ("document_id", "finding"), ("rank",)
    )
    found = connection.execute(select(table).where(*conditions)).mappings()
    findings = [rows.finding_of(row, received[row["document_id"], row["position"]]) for row in found]
    return sorted(findings, key=rows.finding_order)


def read_concepts(connection: Connection, type_: str | None = None) -> list[Concept]:
    """One concept an id, sorted by id; of one type where it is given."""
    query = select(tables.concepts)
    if type_ is not None:
        query = query.where(tables.concepts.c.type == type_)
    return sorted(Concept(row.id, row.name, row.type) for row in connection.execute(query))


def read_rejects(connection: Connection, source: str | None = None) -> list[Reject]:
    """Rejects by source, in the order they were met."""
    query = select(tables.rejects)
    if source is not None:
        query = query.where(tables.rejects.c.input == source)
    found = connection.execute(query).mappings()
    return [rows.reject_of(row) for row in sorted(found, key=lambda row: (row["input"], row["position"]))]


def read_runs(connection: Connection) -> list[RowMapping]:
    """The rows of ``runs``, by fingerprint."""
    found = connection.execute(select(tables.runs)).mappings()
    return sorted(found, key=lambda row: str(row["fingerprint"]))


def count_documents(connection: Connection) -> int:
    """How many documents there are."""
    return connection.scalar(select(func.count()).select_from(tables.documents)) or 0


def count_by(connection: Connection, table: Table, column: str) -> dict[str, int]:
    """How many rows of ``table`` there are for each value of ``column``."""
    found = connection.execute(select(table.c[column], func.count()).group_by(table.c[column]))
    return dict(sorted((str(row[0]), int(row[1])) for row in found))


def dump(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, sorted: equal for two databases that say the same."""
    content = {}
    for table in tables.metadata.sorted_tables:
        found = [tuple(row) for row in connection.execute(select(table))]
        content[table.name] = sorted(found, key=_nulls_first)
    return content


def _names_affirmed(wanted: Collection[str] | None, states: Collection[str] | None = None) -> ColumnElement[bool]:
    """That the finding's document affirms a mention of one of the concepts that are wanted, in one of the states.

    What a lexicon says of a mention behind its first concept is what else it might be. What a source says is all
    meant, and what a lexicon adds to it is the same thing under our id.
    """
    mention, link = tables.mentions, tables.mention_concepts
    found = select(mention.c.document_id).where(mention.c.assertion == "affirmed")
    if wanted is not None:
        same = and_(link.c.document_id == mention.c.document_id, link.c.mention == mention.c.position)
        meant = or_(link.c.rank == 0, mention.c.source.not_in(OWN_SOURCES))
        found = found.join(link, same).where(link.c.concept_id.in_(wanted), meant)
    if states is not None:
        # A list of plain words in JSON: one of them stands in it between its quotes.
        found = found.where(
            or_(false(), *(mention.c.states.contains(f'"{state}"', autoescape=True) for state in states))
        )
    return tables.findings.c.document_id.in_(found)


def _nulls_first(row: tuple[Any, ...]) -> list[tuple[bool, Any]]:
    return [(False, 0) if value is None else (True, value) for value in row]


def _of_document(query: Select[tuple[object, ...]], table: Table, document: str | None) -> Select[tuple[object, ...]]:
    return query if document is None else query.where(table.c.document_id == document)


def _in_order(connection: Connection, query: Select[tuple[object, ...]]) -> list[RowMapping]:
    found = connection.execute(query).mappings()
    return sorted(found, key=lambda row: (str(row["document_id"]), int(row["position"])))


def _grouped(
    connection: Connection, query: Select[tuple[object, ...]], by: tuple[str, ...], order: tuple[str, ...]
) -> defaultdict[tuple[object, ...], list[RowMapping]]:
    found: Iterable[RowMapping] = connection.execute(query).mappings()
    groups: defaultdict[tuple[object, ...], list[RowMapping]] = defaultdict(list)
    for row in sorted(found, key=lambda row: tuple(row[name] for name in order)):
        groups[tuple(row[name] for name in by)].append(row)
    return groups
