"""MEDLINE, also called nbib: ``PMID- 12345``, a tag a line, continued lines indented by six, records parted by a blank.

The parser is our own: Bio.Medline keeps no line numbers, joins records that no blank line parts, and lets lines go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.errors import MalformedRecord, UnreadableFile
from pipeline.ingest.alike_rejects import Rejects
from pipeline.ingest.encoding import Line
from pipeline.ingest.identifiers import document_curie, paper_identifiers
from pipeline.ingest.pubmed.citation import Citation, is_trial_number, to_record, year_of
from pipeline.ingest.rendering import one_line
from pipeline.schema import Author, MeshHeading, Reject, SourceRecord

NAME = "medline"

_FIELD = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)", re.DOTALL)
# What a record has no more than once: behind a blank line it begins another.
_SINGLE = frozenset({"OWN", "STAT", "TI", "AB"})
_IDENTIFIER = re.compile(r"(.*\S)\s*\[(\w+)\]")
# ``de Hoon MJ``, ``Berry CD 4th``: where no full name is given, the initials come last.
_SHORT_NAME = re.compile(r"(.+?) ([^\W\d_a-z]{1,4}(?: (?:Jr|Sr|I{2,3}|IV|[2-9](?:nd|rd|th)))?)")


@dataclass(slots=True)
class _Block:
    """The lines of one record, as they come in: tag and words, parts of one value joined by a space."""

    first: int
    number: int
    fields: list[tuple[str, list[str]]] = field(default_factory=list)
    rejects: Rejects = field(default_factory=Rejects)
    fault: tuple[int, str] | None = None
    parted: bool = False  # a blank line has come since

    def has(self, tag: str) -> bool:
        return any(name == tag for name, _ in self.fields)


def read(lines: Iterable[Line], source: str) -> Iterator[SourceRecord | Reject]:
    """Reads MEDLINE records one by one.

    Args:
        lines: the lines of the file.
        source: the file, as the user named it.

    Yields:
        a record for each paper, each followed by the rejects of its lines; a reject of scope ``document`` for one that
        has neither title nor abstract, or bytes that are no text.

    Raises:
        UnreadableFile: when there is no line with anything on it.
        MalformedRecord: when there is no record in the file.
    """
    block: _Block | None = None
    empty, number = True, 0
    for line in lines:
        content = line.text.rstrip()
        if not content.strip():
            if block is not None:
                block.parted = True
            continue
        empty = False
        match = _FIELD.fullmatch(content)
        if match and _begins_record(block, match[1]):
            if block is not None:
                yield from _finish(block, source)
            number += 1
            block = _Block(line.number, number)
        if block is None:
            yield _stray(line, content, source)
        else:
            _add(block, line, content, match, source)
    if block is not None:
        yield from _finish(block, source)
    if empty:
        raise UnreadableFile("the file holds only white space", source=source)
    if number == 0:
        raise MalformedRecord("the file holds no record", source=source, expected="PMID- number")


def _begins_record(block: _Block | None, tag: str) -> bool:
    if block is None:
        return tag == "PMID" or tag in _SINGLE
    if tag == "PMID":
        return block.parted or block.has("PMID")
    return block.parted and tag in _SINGLE and block.has(tag)


def _add(block: _Block, line: Line, content: str, match: re.Match[str] | None, source: str) -> None:
    """Puts a line into its record, or a reject for it."""
    if line.fault is not None:
        block.fault = block.fault or (line.number, line.fault)
    elif content.startswith("      ") and block.fields:
        block.fields[-1][1].append(content[6:])
    elif match is not None:
        block.fields.append((match[1], [match[2]]))
    else:
        block.rejects.append(_stray(line, content, source))
    block.parted = False


def _stray(line: Line, content: str, source: str) -> Reject:
    if line.fault is not None:
        return Reject(source, "annotation", f"the line is left out: {line.fault}", line.number)
    reason = "the line is no field of a record"
    return Reject(source, "annotation", reason, line.number, None, "TAG - words", content.strip()[:100])


def _finish(block: _Block, source: str) -> Iterator[SourceRecord | Reject]:
    citation = _citation(block)
    if block.fault is not None:
        line, fault = block.fault
        id = document_curie(paper_identifiers(citation.pmid, citation.pmcid, citation.dois), source, block.number)
        yield Reject(source, "document", f"the record is left out: {fault}", line, id)
        return
    yield to_record(citation, source, NAME, block.number)
    yield from block.rejects


def _citation(block: _Block) -> Citation:
    citation = Citation(block.first)
    values: dict[str, list[str]] = {}
    for tag, parts in block.fields:
        if value := one_line(" ".join(parts)):
            values.setdefault(tag, []).append(value)

    def first(*tags: str) -> str | None:
        return next((values[tag][0] for tag in tags if tag in values), None)

    citation.pmid, citation.pmcid = first("PMID"), first("PMC")
    for value in (*values.get("LID", ()), *values.get("AID", ())):
        match = _IDENTIFIER.fullmatch(value)
        if match and match[2].lower() == "doi":
            citation.dois.append(match[1])
    citation.title, citation.vernacular_title = first("TI", "CTI", "BTI"), first("TT")
    citation.sections = [(None, words) for words in values.get("AB", ())[:1]]
    citation.year = year_of(first("DP")) or year_of((first("DEP") or "")[:4])
    citation.journal = first("JT", "TA")
    citation.volume, citation.issue, citation.pages = first("VI"), first("IP"), first("PG")
    citation.language = first("LA")
    citation.publication_types = values.get("PT", [])
    citation.keywords = [word.removeprefix("*").strip() for word in values.get("OT", ())]
    citation.mesh = [_mesh_heading(value) for value in values.get("MH", ())]
    citation.authors = _authors(block.fields)
    for value in values.get("SI", ()):
        bank, _, number = value.rpartition("/") if value.count("/") < 2 else value.partition("/")
        if number and is_trial_number(bank, number):
            citation.registry_numbers.append(number)
    return citation


def _authors(fields: list[tuple[str, list[str]]]) -> list[Author]:
    """The authors: by full name where there is one; the short name behind it is the same person's."""
    found: list[Author] = []
    full = False
    for tag, parts in fields:
        value = one_line(" ".join(parts))
        if tag not in _AUTHORS or not value:
            continue
        if tag == "FAU" or not full or tag == "CN":
            found.append(_AUTHORS[tag](value))
        full = tag == "FAU"
    return found


def _full_name(value: str) -> Author:
    name, comma, given = value.partition(",")
    return Author(name.strip(), given.strip() or None) if comma and name.strip() else Author(value)


def _short_name(value: str) -> Author:
    match = _SHORT_NAME.fullmatch(value)
    return Author(match[1], match[2]) if match else Author(value)


_AUTHORS: dict[str, Callable[[str], Author]] = {
    "FAU": _full_name,
    "AU": _short_name,
    "CN": lambda value: Author(value, None, True),
}


def _mesh_heading(value: str) -> MeshHeading:
    """``Chromosome Mapping/*methods``: a star marks what is a main subject."""
    descriptor, *qualifiers = (part.strip() for part in value.split("/"))
    return MeshHeading(
        descriptor.removeprefix("*"), None, "*" in value, tuple(part.removeprefix("*") for part in qualifiers)
    )
