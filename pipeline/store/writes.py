"""Writing to the evidence database: every function works inside the transaction of the connection it is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, delete, insert, select, update

from pipeline.schema import Concept, Document, Extraction, Reject
from pipeline.store import rows, tables

#: Which type stands for a concept that documents give different ones: what says more comes first.
TYPE_ORDER: tuple[str, ...] = (
    "therapy",
    "drug",
    "adverse_event",
    "disease",
    "gene",
    "variant",
    "cell_line",
    "chemical",
)
_BATCH = 500


def concept_order(concept: Concept) -> tuple[int, str, str]:
    """The order among the names and types that documents give one id; the first one stands in ``concepts``."""
    rank = TYPE_ORDER.index(concept.type) if concept.type in TYPE_ORDER else len(TYPE_ORDER)
    return rank, concept.type, concept.name


def write_extraction(connection: Connection, extraction: Extraction, fingerprint: str) -> None:
    """Put the document in the place of what stands under its id."""
    document = extraction.document
    before = _document_concepts(connection, document.id)
    _delete_document_rows(connection, document.id)
    mentions, mention_concepts = rows.mention_rows(document.id, extraction.mentions)
    findings, finding_therapies = rows.finding_rows(document.id, extraction.findings)
    after = rows.concepts_of(extraction)
    _insert(connection, tables.documents, [rows.document_row(document, fingerprint, extraction.sentences)])
    _insert(connection, tables.document_identifiers, rows.identifier_rows(document))
    _insert(connection, tables.passages, rows.passage_rows(document))
    _insert(connection, tables.mentions, mentions)
    _insert(connection, tables.mention_concepts, mention_concepts)
    _insert(connection, tables.abbreviations, rows.abbreviation_rows(document.id, extraction.abbreviations))
    _insert(connection, tables.relations, rows.relation_rows(document.id, extraction.relations))
    _insert(connection, tables.findings, findings)
    _insert(connection, tables.finding_therapies, finding_therapies)
    _insert(
        connection,
        tables.document_concepts,
        [
            {"document_id": document.id, "concept_id": concept.id, "type": concept.type, "name": concept.name}
            for concept in sorted(after)
        ],
    )
    _update_concepts(connection, removed=before - after, added=after - before)


def write_paper(connection: Connection, document: Document) -> None:
    """Put what is told of the paper, and where it stands, in the place of what was told; its text stays."""
    table = tables.documents
    connection.execute(update(table).where(table.c.id == document.id).values(rows.paper_row(document)))
    names = tables.document_identifiers
    connection.execute(delete(names).where(names.c.document_id == document.id))
    _insert(connection, names, rows.identifier_rows(document))


def delete_document(connection: Connection, document: str) -> bool:
    """Remove a document and all that was found in it; False where there is none of this id."""
    before = _document_concepts(connection, document)
    if not _delete_document_rows(connection, document):
        return False
    _update_concepts(connection, removed=before, added=set())
    return True


def write_run(connection: Connection, row: rows.Row) -> bool:
    """Add a run; False where one with its fingerprint is there already."""
    if connection.scalar(select(tables.runs.c.fingerprint).where(tables.runs.c.fingerprint == row["fingerprint"])):
        return False
    _insert(connection, tables.runs, [row])
    return True


def write_rejects(connection: Connection, source: str, rejects: Sequence[Reject]) -> None:
    """Put ``rejects`` in the place of those that stand under ``source``."""
    connection.execute(delete(tables.rejects).where(tables.rejects.c.input == source))
    _insert(connection, tables.rejects, rows.reject_rows(source, rejects))


def _insert(connection: Connection, table: Table, values: Sequence[rows.Row]) -> None:
    if values:
        connection.execute(insert(table), values)


def _delete_document_rows(connection: Connection, document: str) -> bool:
    # The rows of every other table go with it: their foreign keys say so, and SQLite is told to keep them.
    return connection.execute(delete(tables.documents).where(tables.documents.c.id == document)).rowcount > 0


def _document_concepts(connection: Connection, document: str) -> set[Concept]:
    table = tables.document_concepts
    found = connection.execute(
        select(table.c.concept_id, table.c.name, table.c.type).where(table.c.document_id == document)
    )
    return {Concept(*row) for row in found}


def _update_concepts(connection: Connection, *, removed: set[Concept], added: set[Concept]) -> None:
    """Keep ``concepts`` what it is by definition: for each id, the first of all that documents give it.

    Looks at the other documents' names only where the one that stood for the id was taken away: else saving would take
    longer with every document.
    """
    ids = sorted({concept.id for concept in removed | added})
    current = {concept.id: concept for concept in _concepts(connection, ids)}
    rivals: dict[str, set[Concept]] = {id_: set() for id_ in ids}
    for concept in added:
        rivals[concept.id].add(concept)
    for id_, concept in current.items():
        rivals[id_].update(_names_in_use(connection, id_) if concept in removed else (concept,))
    chosen = {id_: min(concepts, key=concept_order) for id_, concepts in rivals.items() if concepts}
    table = tables.concepts
    for id_ in ids:
        new, old = chosen.get(id_), current.get(id_)
        if new is None:
            connection.execute(delete(table).where(table.c.id == id_))
        elif old is not None and new != old:
            connection.execute(update(table).where(table.c.id == id_).values(name=new.name, type=new.type))
    _insert(
        connection,
        table,
        [{"id": c.id, "name": c.name, "type": c.type} for id_, c in chosen.items() if id_ not in current],
    )


def _concepts(connection: Connection, ids: Sequence[str]) -> Iterable[Concept]:
    table = tables.concepts
    for start in range(0, len(ids), _BATCH):
        for row in connection.execute(select(table).where(table.c.id.in_(ids[start : start + _BATCH]))):
            yield Concept(row.id, row.name, row.type)


def _names_in_use(connection: Connection, id_: str) -> list[Concept]:
    table = tables.document_concepts
    found = connection.execute(select(table.c.name, table.c.type).distinct().where(table.c.concept_id == id_))
    return [Concept(id_, row.name, row.type) for row in found]
