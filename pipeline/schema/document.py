"""What was read: a document, its passages and its tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.schema.metadata import Metadata, Reference
from pipeline.schema.span import Span

PassageKind = Literal["title", "abstract", "section", "table", "reference", "other"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document's text.

    Attributes:
        kind: what part it is.
        span: where it stands; passages follow one another and never overlap.
        heading: the label it carries in the text (``RESULTS``), without its colon; None where it has none.
    """

    kind: PassageKind
    span: Span
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        span: where its text stands in the document's text.
        row: its row, from 0.
        column: its column, from 0.
        row_header: the headers that lead to it down the stub, outermost first.
        column_header: the headers that lead to it across the head, outermost first.
        header: whether it is itself a header, of columns, of rows or of those below it.
    """

    span: Span
    row: int
    column: int
    row_header: tuple[str, ...] = ()
    column_header: tuple[str, ...] = ()
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document.

    Attributes:
        span: where it stands, with its caption and its notes; its rows alone where several tables share these.
        label: what it is called (``Table 2``).
        caption: where its caption stands, without the label.
        cells: its cells in reading order; one that spans rows or columns is repeated for each slot that it covers;
            none for a table that is a picture, or whose source gives its words alone.
        notes: where its notes stand.
        head_inferred: whether its head is a guess: the source marks none, and its words or looks tell it.
    """

    span: Span
    label: str | None
    caption: Span | None
    cells: tuple[Cell, ...]
    notes: tuple[Span, ...] = ()
    head_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A paper, an abstract, or whatever a source gave as one text.

    Attributes:
        id: a CURIE: ``PMID:36727001``, else ``file:<name without suffix>``.
        text: the verbatim text; every offset of the project counts its Unicode code points.
        passages: its parts, in order.
        source: the file it was read from, as the user named it.
        also_in: other files that hold the same paper, in code-point order.
        format: the reader that read it (``pubtator``, ``text``).
        title: the title as it stands in the text; None where there is none.
        year: year of publication, where the source tells it.
        journal: the journal's name, where the source tells it.
        tables: the tables found in it.
        metadata: what the source says about it beside its words.
        references: the papers it refers to, in order.
    """

    id: str
    text: str
    passages: tuple[Passage, ...] = ()
    source: str | None = None
    format: str | None = None
    title: str | None = None
    year: int | None = None
    journal: str | None = None
    tables: tuple[Table, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    references: tuple[Reference, ...] = ()
    also_in: tuple[str, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """All ids it goes by, in one spelling: two documents that share one tell of one paper."""
        return frozenset(identifier.casefold() for identifier in (self.id, *self.metadata.identifiers))
