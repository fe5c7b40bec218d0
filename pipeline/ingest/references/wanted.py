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
from pathlib import Path

from pipeline.errors import MalformedRecord, UnreadableFile
from pipeline.ingest.encoding import HEAD_BYTES, read_lines
from pipeline.ingest.rendering import one_line
from pipeline.schema import Reference, Reject

_FORMS = "PMID:..., PMC:PMC..., DOI:10... or CITATION:journal|year|volume|page|author|key|"
_PMID = re.compile(r"(?:PMID:\s*)?0*([1-9][0-9]{0,9})", re.IGNORECASE)
_PMC = re.compile(r"(?:PMC(?:ID)?:\s*)?PMC0*([1-9][0-9]{0,9})", re.IGNORECASE)
_DOI = re.compile(r"(?:(?:DOI:\s*)?(?:https?://(?:dx\.)?doi\.org/)?)(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_CITATION = re.compile(r"CITATION:((?:[^|]*\|){5}[^|]*)\|?", re.IGNORECASE)
_FIELDS_THAT_SAY_NOTHING = re.compile(r"[\s|]*")


_ARTICLE_PAGE = re.compile(r"(\d+)[ .](e\d+)")
_FIRST_PAGE = re.compile(r"[^\s,;–—−‐‑-]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that somebody wants.

    Attributes:
        kind: ``PMID``, ``PMC``, ``DOI`` or ``CITATION``.
        value: ``36727001``, ``PMC10040863``, ``10.1000/x``, or ``journal|year|volume|first page|author|key``.
        line: line of the list, from 1; None where it stands in none.
        source: the list, as the user named it.
    """

    kind: str
    value: str
    line: int | None = None
    source: str | None = None

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"

    @property
    def entry(self) -> str:
        """Its line in a list, without line end; a citation's last field is closed, as ecitmatch asks for."""
        return f"{self}|" if self.kind == "CITATION" else str(self)


def wanted_paper(reference: Reference, key: str) -> Wanted | None:
    """What a reference is to be fetched by; None where it says too little to be found.

    Args:
        reference: the reference.
        key: what tells it again; white space in it becomes ``_``.
    """
    if reference.pmid is not None:
        return Wanted("PMID", reference.pmid)
    if reference.pmcid is not None:
        return Wanted("PMC", reference.pmcid)
    if reference.doi is not None:
        return Wanted("DOI", reference.doi)
    author = None
    if reference.authors:
        first = reference.authors[0]
        # PubMed's names have initials without full stops.
        given = "" if first.given is None else re.sub(r"[\s.]", "", first.given)
        author = f"{first.name} {given}".strip()
    if reference.journal is None or reference.year is None or not (reference.pages or reference.volume or author):
        return None
    page = _first_page(reference.pages)
    told = (reference.journal, str(reference.year), reference.volume, page, author, re.sub(r"\s+", "_", key))
    return Wanted("CITATION", "|".join(one_line((field or "").replace("|", " ")) for field in told))


def write_wanted(papers: Iterable[Wanted | str]) -> Iterator[str]:
    """The lines of a list, each with its line feed; a paper that stands there already is not written again.

    Args:
        papers: the papers; a text is written as a comment.
    """
    written: set[str] = set()
    for paper in papers:
        line = one_line(f"# {paper}") if isinstance(paper, str) else paper.entry
        if isinstance(paper, str) or line not in written:
            yield line + "\n"
        written.add(line)


def parse_wanted(text: str, *, source: str = "the command line", line: int | None = None) -> Wanted:
    """The paper that one entry of a list means.

    Args:
        text: the entry.
        source: where it stands.
        line: its line there, from 1.

    Raises:
        MalformedRecord: when it is in none of the forms.
    """
    entry = text.strip()
    if match := _PMID.fullmatch(entry):
        return Wanted("PMID", match[1], line, source)
    if match := _PMC.fullmatch(entry):
        return Wanted("PMC", f"PMC{match[1]}", line, source)
    if match := _DOI.fullmatch(entry):
        return Wanted("DOI", match[1], line, source)
    match = _CITATION.fullmatch(entry)
    if match and not _FIELDS_THAT_SAY_NOTHING.fullmatch(match[1].rpartition("|")[0]):
        return Wanted("CITATION", match[1], line, source)
    raise MalformedRecord("this names no paper", source=source, line=line, expected=_FORMS, actual=entry[:100])


def read_wanted(path: str | Path, source: str | None = None) -> list[Wanted | Reject]:
    """Reads a list.

    Args:
        path: the file.
        source: how the user named it; ``path`` where None.

    Returns:
        what is wanted, in order, and a reject of scope ``document`` for each line that names no paper.

    Raises:
        UnreadableFile: when the file cannot be opened or read.
    """
    name = str(path) if source is None else source
    found: list[Wanted | Reject] = []
    try:
        with Path(path).open("rb") as handle:
            for line in read_lines(handle, handle.peek(HEAD_BYTES)):
                entry = line.text.strip()
                if line.fault is not None:
                    found.append(Reject(name, "document", line.fault, line.number))
                elif entry and not entry.startswith("#"):
                    found.append(_entry(entry, name, line.number))
    except OSError as error:
        raise UnreadableFile(f"cannot be read: {error.strerror or error}", source=name) from error
    return found


def _entry(entry: str, source: str, line: int) -> Wanted | Reject:
    try:
        return parse_wanted(entry, source=source, line=line)
    except MalformedRecord as error:
        return Reject(error.source, "document", error.reason, error.line, None, error.expected, error.actual)


def _first_page(pages: str | None) -> str | None:
    """``1541`` of ``1541-52``; ``438.e1`` of ``438 e1-e16``, which PubMed writes with a full stop."""
    if pages is None:
        return None
    if match := _ARTICLE_PAGE.match(pages):
        return f"{match[1]}.{match[2]}"
    first = _FIRST_PAGE.match(pages)
    return None if first is None else first[0]
