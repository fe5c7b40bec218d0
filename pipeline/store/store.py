"""The evidence database as its users see it: nouns in, nouns out."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pipeline.errors import StoreError
from pipeline.schema import Abbreviation, Concept, Document, Extraction, Finding, Mention, Reject, Relation, Span
from pipeline.store import reads, rows, tables, writes
from pipeline.store.database import database_url, file_of, open_database, place_of, reading, try_writing, writing


@dataclass(frozen=True, slots=True)
class Run:
    """What a run was made with.

    Attributes:
        fingerprint: stands for all of the others.
        version: evigraph's version.
        python: Python's version.
        scispacy: scispaCy's version; None where it was not used.
        settings: the settings, as JSON can hold them.
    """

    fingerprint: str
    version: str
    python: str
    scispacy: str | None
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a database holds: documents, mentions by type, findings by code of measure."""

    documents: int
    mentions: dict[str, int]
    findings: dict[str, int]


class Store:
    """The evidence database.

    What it holds depends on the documents alone, never on the order in which they were saved; saving a document again
    that has not changed leaves the database file as it is, byte for byte.

    Args:
        database: a file's path (SQLite) or a SQLAlchemy URL.
        create: make the database where there is none. Pass False to read only what is there.

    Raises:
        StoreError: when it is not there, is no database, is not evigraph's, or was made by another version.
    """

    def __init__(self, database: str | Path, *, create: bool = True) -> None:
        url = database_url(database)
        self._place = place_of(url)
        self._file = file_of(url)
        self._engine = open_database(url, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database file."""
        self._engine.dispose()

    @property
    def file(self) -> Path | None:
        """The file it is kept in; None where it is in memory or on a server."""
        return self._file

    def check_writable(self) -> None:
        """Make sure that it can be written, and leave it as it is.

        Raises:
            StoreError: when it cannot.
        """
        try_writing(self._engine, self._place)

    def save(self, extraction: Extraction, fingerprint: str) -> bool:
        """Save all that is known of one document, in one transaction.

        Quantities are not kept: they are a step on the way to findings.

        Args:
            extraction: takes the place of all that was saved under the document's id.
            fingerprint: stands for the document and all that it was read with.

        Returns:
            False, and nothing is written, where the document is there under the same fingerprint.

        Raises:
            StoreError: when the database cannot be written, or a finding is another document's.
        """
        document = extraction.document.id
        for finding in extraction.findings:
            if finding.document != document:
                raise StoreError(f"finding {finding.id} is of {finding.document}, not of {document}")
        with reading(self._engine, self._place) as connection:
            if reads.read_fingerprint(connection, document) == fingerprint:
                return False
        with writing(self._engine, self._place) as connection:
            writes.write_extraction(connection, extraction, fingerprint)
        return True

    def note(self, documents: Iterable[Document]) -> int:
        """Put what is told of papers beside their words, and where they stand, in the place of what was told.

        Args:
            documents: have the ids and texts of documents that are there.

        Returns:
            how many had something new told of them; the others are left as they are.
        """
        with reading(self._engine, self._place) as connection:
            told = reads.read_papers(connection)
        new = [found for found in documents if found.id in told and told[found.id] != rows.paper_row(found)]
        for document in new:
            with writing(self._engine, self._place) as connection:
                writes.write_paper(connection, document)
        return len(new)

    def delete(self, document: str) -> bool:
        """Remove a document and all its rows; False where there is none of this id."""
        with writing(self._engine, self._place) as connection:
            return writes.delete_document(connection, document)

    def record_run(
        self, fingerprint: str, *, version: str, python: str, scispacy: str | None, settings: Mapping[str, Any]
    ) -> bool:
        """Note what a run was made with; False, and nothing is written, where its fingerprint is there already.

        Raises:
            StoreError: when the database cannot be written, or JSON cannot hold the settings.
        """
        try:
            told = rows.to_json(dict(settings))
        except (TypeError, ValueError, RecursionError) as error:
            raise StoreError(f"{self._place}: the settings of a run cannot be stored: {error}") from error
        with reading(self._engine, self._place) as connection:
            if any(row["fingerprint"] == fingerprint for row in reads.read_runs(connection)):
                return False
        row = {
            "fingerprint": fingerprint,
            "version": version,
            "python": python,
            "scispacy": scispacy,
            "settings": told,
        }
        with writing(self._engine, self._place) as connection:
            return writes.write_run(connection, row)

    def replace_rejects(self, source: str, rejects: Sequence[Reject]) -> bool:
        """Put the rejects of a run over ``source`` in the place of the last run's; False where they are the same."""
        if self.rejects(source) == list(rejects):
            return False
        with writing(self._engine, self._place) as connection:
            writes.write_rejects(connection, source, rejects)
        return True

    def fingerprints(self) -> dict[str, str]:
        """The fingerprint of every document, by its id."""
        with reading(self._engine, self._place) as connection:
            return reads.read_fingerprints(connection)

    def sources(self) -> dict[str, str | None]:
        """The file that every document was read from, as the user named it, by the document's id."""
        with reading(self._engine, self._place) as connection:
            return reads.read_sources(connection)

    def also_in(self) -> dict[str, tuple[str, ...]]:
        """The other files that hold a document's paper, by the document's id; only of those that have any."""
        with reading(self._engine, self._place) as connection:
            return reads.read_also_in(connection)

    def known_as(self) -> dict[str, tuple[str, ...]]:
        """The ids of the documents that go by a key (see :attr:`~pipeline.schema.Document.keys`), by the key."""
        with reading(self._engine, self._place) as connection:
            return reads.read_known_as(connection)

    def documents(self) -> list[Document]:
        """All documents, sorted by id."""
        with reading(self._engine, self._place) as connection:
            return reads.read_documents(connection)

    def document(self, id: str) -> Document | None:
        """The document of this id; None where there is none."""
        with reading(self._engine, self._place) as connection:
            return next(iter(reads.read_documents(connection, id)), None)

    def sentences(self, document: str) -> tuple[Span, ...]:
        """The sentences of a document, in order."""
        with reading(self._engine, self._place) as connection:
            return reads.read_sentences(connection, document)

    def mentions(self, document: str) -> list[Mention]:
        """The mentions of a document, as they were saved."""
        with reading(self._engine, self._place) as connection:
            return reads.read_mentions(connection, document).get(document, [])

    def mentions_by_document(self) -> dict[str, list[Mention]]:
        """The mentions of every document that has any."""
        with reading(self._engine, self._place) as connection:
            return reads.read_mentions(connection)

    def abbreviations(self, document: str) -> list[Abbreviation]:
        """The abbreviations that a document defines, as they were saved."""
        with reading(self._engine, self._place) as connection:
            return reads.read_abbreviations(connection, document).get(document, [])

    def relations(self, document: str | None = None) -> list[Relation]:
        """The relations of one document, or of all, document by document."""
        with reading(self._engine, self._place) as connection:
            found = reads.read_relations(connection, document)
        return [relation for id_ in sorted(found) for relation in found[id_]]

    def relations_by_document(self) -> dict[str, list[Relation]]:
        """The relations of every document that has any."""
        with reading(self._engine, self._place) as connection:
            return reads.read_relations(connection)

    def findings(
        self,
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
        """The findings that meet all conditions; a condition that is None is none, an empty one is met by nothing.

        Args:
            therapies: concept ids; any of the finding's therapies is among them.
            measures: codes of measures.
            adverse_events: concept ids; the finding's adverse event is among them.
            diseases: concept ids; the finding's document affirms a mention of one of them.
            genes: as ``diseases``.
            states: the document affirms a mention in one of these states: of one of ``diseases``, or of any disease.
            document: id of a document.
            attribution: ``own`` or ``cited``.

        Returns:
            Findings sorted by document, place and id.
        """
        with reading(self._engine, self._place) as connection:
            return reads.read_findings(
                connection,
                therapies=therapies,
                measures=measures,
                adverse_events=adverse_events,
                diseases=diseases,
                genes=genes,
                states=states,
                document=document,
                attribution=attribution,
            )

    def concepts(self, type: str | None = None) -> list[Concept]:
        """Every concept that a document uses, once, sorted by id.

        Where documents give an id different names or types, the type that says most stands (a therapy before a
        chemical), and of its names the first in code-point order.
        """
        with reading(self._engine, self._place) as connection:
            return reads.read_concepts(connection, type)

    def rejects(self, source: str | None = None) -> list[Reject]:
        """What could not be used, of one source or of all."""
        with reading(self._engine, self._place) as connection:
            return reads.read_rejects(connection, source)

    def runs(self) -> list[Run]:
        """The runs that made the database, by fingerprint."""
        with reading(self._engine, self._place) as connection:
            found = reads.read_runs(connection)
        return [
            Run(row["fingerprint"], row["version"], row["python"], row["scispacy"], json.loads(row["settings"]))
            for row in found
        ]

    def counts(self) -> Counts:
        """How much the database holds."""
        with reading(self._engine, self._place) as connection:
            return Counts(
                documents=reads.count_documents(connection),
                mentions=reads.count_by(connection, tables.mentions, "type"),
                findings=reads.count_by(connection, tables.findings, "measure"),
            )

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        """All rows of all tables, sorted: equal for two databases that say the same."""
        with reading(self._engine, self._place) as connection:
            return reads.dump(connection)
