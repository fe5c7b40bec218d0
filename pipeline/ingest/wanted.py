"""The list of papers to fetch: what ``evigraph references --ids`` writes and ``evigraph fetch`` reads.

A text file in UTF-8, a paper a line::

    # what stands behind this sign, at the beginning of a line, is a comment; blank lines count for nothing
    PMID:36727001
    PMC:PMC10040863
    DOI:10.1182/bloodadvances.2021005579
    CITATION:N Engl J Med|2015|373|1541|Hunger SP|file:list#1|

A paper that has an identifier is told by it, as a CURIE; of several the first of PMID, PMC and DOI. One that has none
is told by its citation, in the form that NCBI's ecitmatch takes (``bdata``): the journal's name, year, volume, first
page, first author, and a key of the list's own that tells it again; what is not known is left empty. A reader also
takes a bare PMID, PMC number or DOI on a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.ingest.encoding import Line
from pipeline.ingest.identifiers import document_id
from pipeline.ingest.rendering import one_line
from pipeline.schema import Reference, Reject

_CITATION = "CITATION:"
_FIELDS = 6
_EXPECTED = "PMID:123, PMC:PMC123, DOI:10.1000/x or CITATION:journal|year|volume|page|author|key|"
_ARTICLE_PAGE = re.compile(r"(\d+)[ .](e\d+)")
_FIRST_PAGE = re.compile(r"[^\s,;–—−‐‑-]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """A paper told by where it was printed.

    Attributes:
        key: what tells it again among others; no white space.
        journal: the journal's name.
        year: year of publication; ``volume``, ``page`` (the first) and ``author`` (the first) likewise.
    """

    key: str
    journal: str | None = None
    year: str | None = None
    volume: str | None = None
    page: str | None = None
    author: str | None = None

    @property
    def bdata(self) -> str:
        """The citation as ecitmatch takes it, without line end."""
        fields = (self.journal, self.year, self.volume, self.page, self.author, self.key)
        return "".join(f"{one_line(field or '').replace('|', ' ')}|" for field in fields)


#: A paper that is wanted: a CURIE, or a citation where no identifier is known.
Wanted = str | Citation


def wanted_paper(reference: Reference, key: str) -> Wanted | None:
    """What a reference is to be fetched by; None where it says too little to be found.

    Args:
        reference: the reference.
        key: what tells it again; white space in it becomes ``_``.
    """
    if reference.pmid is not None:
        return f"PMID:{reference.pmid}"
    if reference.pmcid is not None:
        return f"PMC:{reference.pmcid}"
    if reference.doi is not None:
        return f"DOI:{reference.doi}"
    author = None
    if reference.authors:
        first = reference.authors[0]
        # PubMed's names have initials without full stops.
        given = "" if first.given is None else re.sub(r"[\s.]", "", first.given)
        author = f"{first.name} {given}".strip()
    if reference.journal is None or reference.year is None or not (reference.pages or reference.volume or author):
        return None
    return Citation(
        re.sub(r"\s+", "_", key),
        reference.journal,
        str(reference.year),
        reference.volume,
        _first_page(reference.pages),
        author,
    )


def write_wanted(papers: Iterable[Wanted | str]) -> Iterator[str]:
    """The lines of a list, each with its line feed; a paper that stands there already is not written again.

    Args:
        papers: the papers; a string that begins with ``#`` is a comment.
    """
    written: set[str] = set()
    for paper in papers:
        line = _CITATION + paper.bdata if isinstance(paper, Citation) else one_line(paper)
        if line.startswith("#") or line not in written:
            yield line + "\n"
        written.add(line)


def read_wanted(lines: Iterable[Line], source: str) -> Iterator[Wanted | Reject]:
    """Reads a list.

    Args:
        lines: the lines of the file.
        source: the file, as the user named it.

    Yields:
        each paper in order, as often as it stands there, and a reject of scope ``annotation`` for each line that is
        none.
    """
    for line in lines:
        words = line.text.strip()
        if line.fault is not None:
            yield Reject(source, "annotation", f"the line is left out: {line.fault}", line.number)
        elif words and not words.startswith("#"):
            paper = _paper(words)
            if paper is None:
                yield Reject(source, "annotation", "the line names no paper", line.number, None, _EXPECTED, words[:100])
            else:
                yield paper


def _paper(words: str) -> Wanted | None:
    if words.startswith(_CITATION):
        fields = [field.strip() or None for field in words.removeprefix(_CITATION).split("|")]
        if len(fields) != _FIELDS + 1 or fields[-1] is not None or fields[_FIELDS - 1] is None:
            return None
        journal, year, volume, page, author, key, _ = fields
        return Citation(key or "", journal, year, volume, page, author)
    curie = document_id(words)
    return None if curie.startswith("file:") else curie


def _first_page(pages: str | None) -> str | None:
    """``1541`` of ``1541-52``; ``438.e1`` of ``438 e1-e16``, which PubMed writes with a full stop."""
    if pages is None:
        return None
    if match := _ARTICLE_PAGE.match(pages):
        return f"{match[1]}.{match[2]}"
    first = _FIRST_PAGE.match(pages)
    return None if first is None else first[0]
