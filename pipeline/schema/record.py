"""What passes from stage to stage: a source's record, a reject, and all that was extracted from a document."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.schema.document import Document
from pipeline.schema.finding import Finding
from pipeline.schema.mention import Abbreviation, Concept, Mention, Relation
from pipeline.schema.quantity import Quantity
from pipeline.schema.span import Span


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be used, and why. Nothing else of its file is lost.

    Attributes:
        source: the file, as the user named it.
        scope: how much was refused: ``file``, ``document``, ``annotation`` or ``relation``.
        reason: one readable sentence.
        line: line in the file, from 1; None where the whole file is meant.
        document: id of the document concerned, where one is known.
        expected: what should have stood there.
        actual: what stood there.
    """

    source: str
    scope: str
    reason: str
    line: int | None = None
    document: str | None = None
    expected: str | None = None
    actual: str | None = None

    def __str__(self) -> str:
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        detail = "" if self.expected is None else f" (expected {self.expected!r}, found {self.actual!r})"
        return f"{place}: {self.reason}{detail}"


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A document as its source gave it, with the annotations that came with it.

    Attributes:
        document: the document.
        mentions: the source's own mentions.
        relations: the source's own relations.
        line: line of the file where the record begins, from 1; None where the whole file is the record. No part of
            what the record says: two records that differ in it alone are equal.
    """

    document: Document
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    line: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that is known of one document once the extraction stages have run."""

    document: Document
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    concepts: tuple[Concept, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    relations: tuple[Relation, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    findings: tuple[Finding, ...] = ()
