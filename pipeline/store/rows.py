"""Between the nouns and the rows of their tables, both ways: ``None`` is NULL, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping

from pipeline.schema import (
    Abbreviation,
    Cell,
    Concept,
    Document,
    Extraction,
    Finding,
    Mention,
    Passage,
    Reject,
    Relation,
    Span,
    Table,
)
from pipeline.store.paper_values import metadata_of, metadata_value, reference_of, reference_value

Row = dict[str, Any]

#: The fields of a finding that are stored under their own names, as they are.
FINDING_FIELDS: tuple[str, ...] = (
    *("id", "kind", "quote", "measure", "measure_text", "statistic", "attribution", "section"),
    *("value", "unit", "qualifier", "events", "total", "ci_low", "ci_high", "ci_level", "low", "high", "spread"),
    *("p_value", "p_qualifier", "time_value", "time_unit", "grade", "group", "comparator", "rule", "score"),
)
_REJECT_FIELDS: tuple[str, ...] = ("source", "scope", "reason", "line", "document", "expected", "actual")


def to_json(value: object) -> str:
    """JSON whose text depends on nothing but the value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def document_row(document: Document, fingerprint: str, sentences: Sequence[Span]) -> Row:
    """The row of ``documents``."""
    return {
        "id": document.id,
        "text": document.text,
        "title": document.title,
        "source": document.source,
        "format": document.format,
        "fingerprint": fingerprint,
        "sentences": to_json([_pair(span) for span in sentences]),
        "tables": to_json([_table_value(table) for table in document.tables]),
        **paper_row(document),
    }


#: The columns of a document's row that tell of the paper beside its words, and of where else it stands.
PAPER_COLUMNS: tuple[str, ...] = ("year", "journal", "metadata", "references", "also_in")


def paper_row(document: Document) -> Row:
    """The part of a document's row that tells of the paper beside its words, and of where else it stands."""
    return {
        "year": document.year,
        "journal": document.journal,
        "metadata": to_json(metadata_value(document.metadata)),
        "references": to_json([reference_value(reference) for reference in document.references]),
        "also_in": to_json(list(document.also_in)),
    }


def identifier_rows(document: Document) -> list[Row]:
    """The rows of ``document_identifiers``."""
    return [{"document_id": document.id, "identifier": key} for key in sorted(document.keys)]


def document_of(row: RowMapping, passages: Iterable[RowMapping]) -> Document:
    """A document from its row and those of its passages, in order."""
    return Document(
        id=row["id"],
        text=row["text"],
        passages=tuple(Passage(p["kind"], Span(p["start"], p["end"]), p["heading"]) for p in passages),
        source=row["source"],
        format=row["format"],
        title=row["title"],
        year=row["year"],
        journal=row["journal"],
        tables=tuple(_table_of(value) for value in json.loads(row["tables"])),
        metadata=metadata_of(json.loads(row["metadata"])),
        references=tuple(reference_of(value) for value in json.loads(row["references"])),
        also_in=tuple(json.loads(row["also_in"])),
    )


def sentences_of(row: RowMapping) -> tuple[Span, ...]:
    """The sentences of a document's row."""
    return tuple(Span(start, end) for start, end in json.loads(row["sentences"]))


def passage_rows(document: Document) -> list[Row]:
    """The rows of ``passages``."""
    return [
        {
            "document_id": document.id,
            "position": position,
            "kind": passage.kind,
            "start": passage.span.start,
            "end": passage.span.end,
            "heading": passage.heading,
        }
        for position, passage in enumerate(document.passages)
    ]


def mention_rows(document: str, mentions: Sequence[Mention]) -> tuple[list[Row], list[Row]]:
    """The rows of ``mentions`` and of ``mention_concepts``."""
    rows = [
        {
            "document_id": document,
            "position": position,
            "start": mention.span.start,
            "end": mention.span.end,
            "surface": mention.surface,
            "type": mention.type,
            "assertion": mention.assertion,
            "source": mention.source,
            "score": mention.score,
            "states": to_json(list(mention.states)),
            **_concept_row("runner_up", mention.runner_up),
            "runner_up_score": mention.runner_up_score,
            "given": mention.given,
        }
        for position, mention in enumerate(mentions)
    ]
    links = [
        {"document_id": document, "mention": position, "rank": rank, **_concept_row("concept", concept)}
        for position, mention in enumerate(mentions)
        for rank, concept in enumerate(mention.concepts)
    ]
    return rows, links


def mention_of(row: RowMapping, concepts: Iterable[RowMapping]) -> Mention:
    """A mention from its row and those of its concepts, best first."""
    return Mention(
        span=Span(row["start"], row["end"]),
        surface=row["surface"],
        type=row["type"],
        concepts=tuple(concept_of("concept", concept) for concept in concepts),
        assertion=row["assertion"],
        source=row["source"],
        score=row["score"],
        states=tuple(json.loads(row["states"])),
        runner_up=None if row["runner_up_id"] is None else concept_of("runner_up", row),
        runner_up_score=row["runner_up_score"],
        given=row["given"],
    )


def abbreviation_rows(document: str, abbreviations: Sequence[Abbreviation]) -> list[Row]:
    """The rows of ``abbreviations``."""
    return [
        {
            "document_id": document,
            "position": position,
            "short_start": abbreviation.short.start,
            "short_end": abbreviation.short.end,
            "long_start": abbreviation.long.start,
            "long_end": abbreviation.long.end,
            "short_form": abbreviation.short_form,
            "long_form": abbreviation.long_form,
        }
        for position, abbreviation in enumerate(abbreviations)
    ]


def abbreviation_of(row: RowMapping) -> Abbreviation:
    """An abbreviation from its row."""
    return Abbreviation(
        short=Span(row["short_start"], row["short_end"]),
        long=Span(row["long_start"], row["long_end"]),
        short_form=row["short_form"],
        long_form=row["long_form"],
    )


def relation_rows(document: str, relations: Sequence[Relation]) -> list[Row]:
    """The rows of ``relations``."""
    return [
        {
            "document_id": document,
            "position": position,
            **_concept_row("subject", relation.subject),
            **_concept_row("object", relation.object),
            "type": relation.type,
            "evidence_start": None if relation.evidence is None else relation.evidence.start,
            "evidence_end": None if relation.evidence is None else relation.evidence.end,
            "source": relation.source,
            "novelty": relation.novelty,
            "score": relation.score,
        }
        for position, relation in enumerate(relations)
    ]


def relation_of(row: RowMapping) -> Relation:
    """A relation from its row."""
    start, end = row["evidence_start"], row["evidence_end"]
    return Relation(
        subject=concept_of("subject", row),
        object=concept_of("object", row),
        type=row["type"],
        evidence=None if start is None else Span(start, end),
        source=row["source"],
        novelty=row["novelty"],
        score=row["score"],
    )


def finding_order(finding: Finding) -> tuple[str, Span, str]:
    """The order of findings everywhere: document, place, id."""
    return finding.document, finding.span, finding.id


def finding_rows(document: str, findings: Sequence[Finding]) -> tuple[list[Row], list[Row]]:
    """The rows of ``findings`` and of ``finding_therapies``."""
    ordered = sorted(findings, key=finding_order)
    rows = [
        {
            "document_id": document,
            "position": position,
            "start": finding.span.start,
            "end": finding.span.end,
            "sentence_start": finding.sentence.start,
            "sentence_end": finding.sentence.end,
            "inferred": to_json(finding.inferred),
            **{name: getattr(finding, name) for name in FINDING_FIELDS},
            **_concept_row("adverse_event", finding.adverse_event),
        }
        for position, finding in enumerate(ordered)
    ]
    links = [
        {"document_id": document, "finding": position, "rank": rank, **_concept_row("concept", concept)}
        for position, finding in enumerate(ordered)
        for rank, concept in enumerate(finding.therapies)
    ]
    return rows, links


def finding_of(row: RowMapping, therapies: Iterable[RowMapping]) -> Finding:
    """A finding from its row and those of its therapies, in order."""
    return Finding(
        document=row["document_id"],
        span=Span(row["start"], row["end"]),
        sentence=Span(row["sentence_start"], row["sentence_end"]),
        therapies=tuple(concept_of("concept", therapy) for therapy in therapies),
        adverse_event=None if row["adverse_event_id"] is None else concept_of("adverse_event", row),
        inferred=tuple(json.loads(row["inferred"])),
        **{name: row[name] for name in FINDING_FIELDS},
    )


def reject_rows(source: str, rejects: Sequence[Reject]) -> list[Row]:
    """The rows of ``rejects``."""
    return [
        {"input": source, "position": position, **{name: getattr(reject, name) for name in _REJECT_FIELDS}}
        for position, reject in enumerate(rejects)
    ]


def reject_of(row: RowMapping) -> Reject:
    """A reject from its row."""
    return Reject(**{name: row[name] for name in _REJECT_FIELDS})


def concepts_of(extraction: Extraction) -> set[Concept]:
    """Every concept that an extraction names, each under every name and type it uses for it."""
    found = set(extraction.concepts)
    for mention in extraction.mentions:
        found.update(mention.concepts)
    for relation in extraction.relations:
        found.update((relation.subject, relation.object))
    for finding in extraction.findings:
        found.update(finding.therapies)
        if finding.adverse_event is not None:
            found.add(finding.adverse_event)
    return found


def concept_of(prefix: str, row: RowMapping) -> Concept:
    """A concept from the three columns that begin with ``prefix``."""
    return Concept(row[f"{prefix}_id"], row[f"{prefix}_name"], row[f"{prefix}_type"])


def _concept_row(prefix: str, concept: Concept | None) -> Row:
    values = (None, None, None) if concept is None else (concept.id, concept.name, concept.type)
    return dict(zip((f"{prefix}_id", f"{prefix}_name", f"{prefix}_type"), values, strict=True))


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _table_value(table: Table) -> Row:
    return {
        "span": _pair(table.span),
        "label": table.label,
        "caption": None if table.caption is None else _pair(table.caption),
        "notes": [_pair(note) for note in table.notes],
        "cells": [
            [_pair(cell.span), cell.row, cell.column, list(cell.row_header), list(cell.column_header), cell.header]
            for cell in table.cells
        ],
    }


def _table_of(value: Mapping[str, Any]) -> Table:
    return Table(
        span=Span(*value["span"]),
        label=value["label"],
        caption=None if value["caption"] is None else Span(*value["caption"]),
        cells=tuple(
            Cell(Span(*span), row, column, tuple(row_header), tuple(column_header), header)
            for span, row, column, row_header, column_header, header in value["cells"]
        ),
        notes=tuple(Span(*note) for note in value["notes"]),
    )
