"""What PubMed says of a paper, in XML or in MEDLINE, as a document: both forms of a paper give the same one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.ingest.identifiers import document_curie, paper_identifiers
from pipeline.ingest.sections import find_sections
from pipeline.schema import (
    Author,
    MeshHeading,
    Passage,
    Reference,
    Reject,
    SourceRecord,
)
from pipeline.schema.construction import new_document, new_metadata, new_passage, new_record, new_span

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_NO_TITLE = re.compile(r"\[?Not Available\]?\.?", re.IGNORECASE)
_LONGEST_NO_TITLE = 20

_REGISTRY_NAMES = """
    anzctr bfarm chictr clinicaltrials.gov cris ctis ctri drks ensaiosclinicos eudract irct isrctn itmctr japiccti jma
    jmacct jprn jrct kct lbctr ntr pactr rebec repec rpcec slctr tctr trialregister.nl umin umin-ctr umin_ctr
"""

#: The registries of trials among PubMed's data banks, in lower case; the others hold sequences, structures and data.
REGISTRIES = frozenset(_REGISTRY_NAMES.split())

_TRIAL = re.compile(
    r"NCT\d{8}|ISRCTN\d{8}|(?:EUCTR)?\d{4}-\d{6}-\d\d|ACTRN\d{14}|ChiCTR[-\w]*\d+|DRKS\d{8}|CTRI/\d{4}/\d+/\d+|"
    r"UMIN\d{9}|jRCT\w?\d+|PACTR\d+|IRCT\w+|NTR\d+|RBR-\w+|TCTR\d+|SLCTR/\d{4}/\d+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Citation:
    """A record of PubMed as it is read, field by field.

    Attributes:
        title: the title on one line, in brackets where PubMed translated it.
        vernacular_title: the title in the paper's own language; it is used where there is no other.
        sections: the parts of the abstract, each on one line: label (None where it has none) and words.
    """

    line: int
    pmid: str | None = None
    pmcid: str | None = None
    dois: list[str] = field(default_factory=list)
    title: str | None = None
    vernacular_title: str | None = None
    sections: list[tuple[str | None, str]] = field(default_factory=list)
    year: int | None = None
    journal: str | None = None
    authors: list[Author] = field(default_factory=list)
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    language: str | None = None
    publication_types: list[str] = field(default_factory=list)
    mesh: list[MeshHeading] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    registry_numbers: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


def year_of(date: str | None) -> int | None:
    """The first year in a date (``1998 Dec-1999 Jan``)."""
    match = _YEAR.search(date) if date else None
    return int(match[0]) if match else None


def is_trial_number(bank: str | None, number: str) -> bool:
    """Whether what a data bank calls ``number`` is the number of a trial."""
    return (bank or "").lower() in REGISTRIES or _TRIAL.fullmatch(number) is not None


def to_record(citation: Citation, source: str, format: str, number: int) -> SourceRecord | Reject:
    """The record as a document.

    The text is the title on a line of its own, then the abstract, labelled parts as ``LABEL: words``, one space between
    two. A passage is made of each part; an abstract whose parts carry no label is parted where labels stand in it.
    Neither other abstracts (of other languages, for lay readers) nor copyright notices are part of the text.

    Args:
        citation: what was read.
        source: the file, as the user named it.
        format: the reader's name.
        number: which record of the file it is, from 1.

    Returns:
        the record; a reject of scope ``document`` where there is neither title nor abstract.
    """
    identifiers = paper_identifiers(citation.pmid, citation.pmcid, citation.dois)
    id = document_curie(identifiers, source, number)
    title = citation.title
    if title is None or (len(title) < _LONGEST_NO_TITLE and _NO_TITLE.fullmatch(title)):
        title = citation.vernacular_title or title
    if title is None and not citation.sections:
        return Reject(source, "document", "the record has neither title nor abstract", citation.line, id)
    text, passages = _rendered(title, citation.sections)
    return new_record(
        new_document(
            id=id,
            text=text,
            passages=passages,
            source=source,
            format=format,
            title=title,
            year=citation.year,
            journal=citation.journal,
            metadata=new_metadata(
                identifiers=identifiers,
                authors=tuple(citation.authors),
                volume=citation.volume,
                issue=citation.issue,
                pages=citation.pages,
                language=citation.language,
                publication_types=tuple(citation.publication_types),
                mesh=tuple(citation.mesh),
                keywords=tuple(citation.keywords),
                registry_numbers=tuple(dict.fromkeys(citation.registry_numbers)),
            ),
            references=tuple(citation.references),
        ),
        line=citation.line,
    )


def _rendered(title: str | None, sections: list[tuple[str | None, str]]) -> tuple[str, tuple[Passage, ...]]:
    words = [part if label is None else f"{label}: {part}" for label, part in sections]
    abstract = " ".join(words)
    if title is None:
        text, at = abstract, 0
    else:
        text, at = (f"{title}\n{abstract}" if abstract else title), len(title) + 1
    passages = [] if title is None else [new_passage("title", new_span(0, len(title)))]
    if all(label is None for label, _ in sections):
        passages.extend(find_sections(text, at))
        return text, tuple(passages)
    for (label, _), part in zip(sections, words, strict=True):
        # The space before the next part belongs to this one: passages follow one another without a gap.
        end = min(at + len(part) + 1, len(text))
        if label is None:
            passages.extend(find_sections(text, at, end))
        else:
            passages.append(new_passage("abstract", new_span(at, end), label))
        at = end
    return text, tuple(passages)
