"""Lists of papers that somebody wants: a line each, as ``evigraph references --ids`` writes them.

A line is ``PMID:123`` (or ``123`` alone), ``PMC:PMC123`` (or ``PMC123``), ``DOI:10...``, or
``CITATION:journal|year|volume|first page|author|key|``, which is how ECitMatch is asked. Blank lines and what stands
behind ``#`` at the beginning of a line count for nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import MalformedRecord, UnreadableFile
from pipeline.ingest.encoding import HEAD_BYTES, read_lines
from pipeline.schema import Reject

_FORMS = "PMID:..., PMC:PMC..., DOI:10... or CITATION:journal|year|volume|page|author|key|"
_PMID = re.compile(r"(?:PMID:\s*)?0*([1-9][0-9]{0,9})", re.IGNORECASE)
_PMC = re.compile(r"(?:PMC(?:ID)?:\s*)?PMC0*([1-9][0-9]{0,9})", re.IGNORECASE)
_DOI = re.compile(r"(?:(?:DOI:\s*)?(?:https?://(?:dx\.)?doi\.org/)?)(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_CITATION = re.compile(r"CITATION:((?:[^|]*\|){5}[^|]*)\|?", re.IGNORECASE)
_FIELDS_THAT_SAY_NOTHING = re.compile(r"[\s|]*")


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
