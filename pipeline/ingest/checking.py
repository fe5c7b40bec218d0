"""What is wrong with documents that could be read: offsets, identifiers, relations, encodings, texts that differ.

A reader refuses what it cannot use. Here stands what it could use and what is nevertheless no sound input.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.ingest.prefixes import curie_fault
from pipeline.schema import Document, Reject, SourceRecord, Span

# What a text holds that was read, before it came here, in another encoding than its own.
_ENCODING_FAULTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("�+"), "a sign for what could not be decoded"),
    # UTF-8 read as Latin-1 or Windows-1252: é becomes two characters, a typographic apostrophe three.
    (re.compile("[ÂÃÎÏ][\u0080-\u00bf]|â€"), "UTF-8 that was read as another encoding"),
    (re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"), "a control character"),
    (re.compile("\ufeff"), "a byte-order mark within the text"),
    (re.compile("[\ud800-\udfff]"), "half of a character (a lone surrogate)"),
)
_BEFORE, _BEHIND = 10, 20
_NO_LETTER = re.compile(r"[\W_]+")


class Checker:
    """Checks records one by one, and remembers what text each identifier has."""

    def __init__(self) -> None:
        self._texts: dict[str, _Told] = {}

    def check(self, record: SourceRecord) -> Iterator[Reject]:
        """What is wrong with a record.

        Yields:
            a reject for each problem; nothing is rejected by it, it only says what and where.
        """
        document = record.document
        if not document.text.strip():
            yield _problem(record, f"{document.id} has no text")
        for fault in offset_faults(record):
            yield _problem(record, f"{document.id}: {fault}")
        yield from _identifier_problems(record)
        yield from _relation_problems(record)
        yield from _encoding_problems(record)
        yield from self._other_text(record)

    def _other_text(self, record: SourceRecord) -> Iterator[Reject]:
        document = record.document
        source = document.source or document.id
        told = _Told(
            _digest(document.text),
            None if document.title is None else _digest(_NO_LETTER.sub("", document.title).casefold()),
            source,
            source if record.line is None else f"{source}:{record.line}",
        )
        first = self._texts.setdefault(document.id, told)
        if first.text != told.text and not first.tells_more_or_less_than(told):
            yield _problem(record, f"{document.id} has another text in {first.place}")


@dataclass(frozen=True, slots=True)
class _Told:
    """What a record tells of a paper: its text and the letters of its title, as digests, and where it stands."""

    text: bytes
    title: bytes | None
    source: str
    place: str

    def tells_more_or_less_than(self, other: _Told) -> bool:
        """Whether another file tells of the same paper in another length: an abstract beside the full text."""
        return self.source != other.source and self.title is not None and self.title == other.title


def _digest(words: str) -> bytes:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest()


def offset_faults(record: SourceRecord) -> Iterator[str]:
    """What is wrong with the offsets of a record: places that are not in the text, words that are not there.

    Yields:
        a phrase for each fault.
    """
    document = record.document
    length = len(document.text)
    for what, span in _spans(record):
        if span.end > length:
            yield f"{what} ends at {span.end}, past the end of the text at {length}"
    for mention in record.mentions:
        if (found := mention.span.of(document.text)) != mention.surface:
            place = f"{mention.span.start} to {mention.span.end}"
            yield f"the words at {place} are {found[:100]!r}, not those of the mention, {mention.surface[:100]!r}"
    end = 0
    for passage in document.passages:
        if passage.span.start < end:
            yield f"the passage at {passage.span.start} begins before the one in front of it ends, at {end}"
        end = max(end, passage.span.end)


def _spans(record: SourceRecord) -> Iterator[tuple[str, Span]]:
    document = record.document
    for mention in record.mentions:
        yield f"the mention at {mention.span.start}", mention.span
    for relation in record.relations:
        if relation.evidence is not None:
            yield "the evidence of a relation", relation.evidence
    for passage in document.passages:
        yield f"the passage at {passage.span.start}", passage.span
    for reference in document.references:
        if reference.span is not None:
            yield f"the reference at {reference.span.start}", reference.span
    for table in document.tables:
        name = f"the table at {table.span.start}"
        yield name, table.span
        if table.caption is not None:
            yield f"the caption of {name}", table.caption
        for note in table.notes:
            yield f"a note of {name}", note
        for cell in table.cells:
            yield f"the cell in row {cell.row} and column {cell.column} of {name}", cell.span


def _identifier_problems(record: SourceRecord) -> Iterator[Reject]:
    document = record.document
    concepts = dict.fromkeys(
        [
            *(concept.id for mention in record.mentions for concept in mention.concepts),
            *(concept.id for relation in record.relations for concept in (relation.subject, relation.object)),
        ]
    )
    for what, ids in (("the document", _document_ids(document)), ("a concept", tuple(concepts))):
        for id_ in ids:
            if fault := curie_fault(id_):
                reason, expected = fault
                yield _problem(record, f"{document.id}: the identifier of {what} {reason}", expected, id_)


def _document_ids(document: Document) -> tuple[str, ...]:
    return tuple(dict.fromkeys((document.id, *document.metadata.identifiers)))


def _relation_problems(record: SourceRecord) -> Iterator[Reject]:
    named = {concept.id for mention in record.mentions for concept in mention.concepts}
    absent = dict.fromkeys(
        (relation.type, concept.id)
        for relation in record.relations
        for concept in (relation.subject, relation.object)
        if concept.id not in named
    )
    for type, id_ in absent:
        reason = f"{record.document.id}: a relation {type} has a concept that no mention names"
        yield _problem(record, reason, "one that a mention names", id_)


def _encoding_problems(record: SourceRecord) -> Iterator[Reject]:
    document = record.document
    for pattern, what in _ENCODING_FAULTS:
        places = [match.start() for match in pattern.finditer(document.text)]
        if places:
            first = places[0]
            shown = document.text[max(0, first - _BEFORE) : first + _BEHIND]
            more = f", and {len(places) - 1} more of them" if len(places) > 1 else ""
            reason = f"{document.id}: {what} at character {first}{more}: {shown!r}"
            yield _problem(record, reason, line=_line_of(record, first))


def _line_of(record: SourceRecord, place: int) -> int | None:
    """The line of a place: known of a text that is the whole file, else that of the record."""
    document = record.document
    return document.text.count("\n", 0, place) + 1 if document.format == "text" else record.line


def _problem(
    record: SourceRecord, reason: str, expected: str | None = None, actual: str | None = None, line: int | None = None
) -> Reject:
    document = record.document
    return Reject(
        document.source or document.id,
        "document",
        reason,
        record.line if line is None else line,
        document.id,
        expected,
        actual,
    )
