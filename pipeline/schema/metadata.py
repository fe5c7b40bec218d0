"""What a source says about a paper beside its words, and the papers that it refers to."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.schema.span import Span


@dataclass(frozen=True, slots=True)
class Author:
    """A person or a group that wrote a paper.

    Attributes:
        name: the family name; the whole name of a group, or of a person whose name the source does not take apart.
        given: given names or initials, as the source has them.
        group: whether the author is a group (a study group, a society).
    """

    name: str
    given: str | None = None
    group: bool = False

    def __str__(self) -> str:
        return self.name if self.given is None else f"{self.name} {self.given}"


@dataclass(frozen=True, slots=True)
class MeshHeading:
    """A subject heading of MEDLINE.

    Attributes:
        descriptor: its name.
        id: its CURIE (``MESH:D054198``), where the source tells it.
        major: whether it is a main subject of the paper, by itself or by one of its qualifiers.
        qualifiers: the names of its qualifiers (``drug therapy``).
    """

    descriptor: str
    id: str | None = None
    major: bool = False
    qualifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a source says about a paper. What it does not say is None or empty.

    Attributes:
        identifiers: every id of the paper as a CURIE, ``PMID`` before ``PMC`` before ``DOI`` before others, each once.
        authors: its authors, in order.
        volume: volume of the journal; ``issue`` and ``pages`` likewise, as the source writes them.
        language: language of the paper as an ISO 639-2 code (``eng``).
        publication_types: what kind of paper it is (``Randomized Controlled Trial``).
        mesh: its subject headings.
        keywords: the authors' keywords.
        registry_numbers: numbers of trial registries (``NCT01207388``).
    """

    identifiers: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    language: str | None = None
    publication_types: tuple[str, ...] = ()
    mesh: tuple[MeshHeading, ...] = ()
    keywords: tuple[str, ...] = ()
    registry_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper that a document refers to, as far as the document says what it is.

    Attributes:
        text: the reference as it is printed.
        span: where it stands in the document's text; None where it does not stand there.
        label: what it is called by (``12``).
        authors: its authors, in order.
        title: its title, without the full stop that closes it.
        journal: the journal's name as printed; ``year``, ``volume``, ``issue`` and ``pages`` likewise.
        doi: its DOI without prefix; ``pmid`` and ``pmcid`` likewise (``36727001``, ``PMC10040863``).
    """

    text: str
    span: Span | None = None
    label: str | None = None
    authors: tuple[Author, ...] = ()
    title: str | None = None
    journal: str | None = None
    year: int | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
