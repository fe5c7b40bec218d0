"""RIS: ``TY  - JOUR`` ... ``ER  -``, the tagged records of reference managers and of most databases' exports.

The lines of one record are held, and no more. A record begins at its ``TY`` and goes on to the next; what its ``ER``
does not close is read as far as it goes and told of. :mod:`pipeline.ingest.ris.fields` says what the tags mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from pipeline.errors import UnreadableFile
from pipeline.ingest.alike_rejects import Rejects
from pipeline.ingest.encoding import Line
from pipeline.ingest.ris.fields import Field, ris_document
from pipeline.schema import Reject, SourceRecord

_SUFFIXES = frozenset({".ris", ".txt"})
# As written: two spaces before the hyphen. Tabs, one space and none are met as well.
_TAG = re.compile(r"([A-Z][A-Z0-9])(?: {0,2}|[ \t]*\t[ \t]*)-(?:[ \t](.*)|$)", re.DOTALL)
# What exports print between records, and says nothing of a paper: numbers, the database, links to its site.
_FURNITURE = re.compile(r"\d+[.)]?|<?[A-Z][\w ,/-]{0,60}: ?\S.*|Link to .*")


@dataclass(slots=True)
class _Block:
    """The fields of one record, as they come in."""

    first: int
    number: int
    fields: list[Field] = field(default_factory=list)
    rejects: Rejects = field(default_factory=Rejects)
    fault: Reject | None = None
    closed: bool = False


def read(lines: Iterable[Line], source: str) -> Iterator[SourceRecord | Reject]:
    """Reads RIS records one by one.

    A record without PMID, PMC number and DOI is called ``file:<name of the file>-<n>``, the nth of its file.

    Args:
        lines: the lines of the file.
        source: the file, as the user named it.

    Yields:
        a record for each document, each followed by the rejects of its fields. A record with bytes that are no text,
        or with neither title nor abstract, is one reject of scope ``document``.

    Raises:
        UnreadableFile: when no record begins in it.
    """
    block: _Block | None = None
    count = 0
    empty = True
    for line in lines:
        content = line.text.removesuffix("\n").removesuffix("\r")
        if not content.strip():
            continue
        empty = False
        match = _TAG.match(content)
        tag = match[1] if match else None
        if tag == "TY" or (block is not None and block.closed and tag in ("TI", "T1", "AU", "A1")):
            # Behind ER a title or author begins a record that lacks its TY.
            if block is not None:
                yield from _finish(block, source, line.number)
            count += 1
            block = _Block(line.number, count)
        if block is None:
            if line.fault is not None or _FURNITURE.fullmatch(content.strip()) is None:
                yield _stray(line, content, source)
        else:
            _add(block, line, content, match, source)
    if block is not None:
        yield from _finish(block, source, None)
    elif empty:
        raise UnreadableFile("the file holds only white space", source=source)
    else:
        raise UnreadableFile("the file holds no record", source=source, expected="TY  - JOUR", actual="no such line")


def _add(block: _Block, line: Line, content: str, match: re.Match[str] | None, source: str) -> None:
    """Puts a line into its record."""
    if line.fault is not None and not block.closed:
        if block.fault is None:
            reason = f"the record is left out: {line.fault}"
            block.fault = Reject(source, "document", reason, line.number)
    elif match is not None and match[1] == "ER":
        block.closed = True
    elif match is not None:
        block.fields.append(Field(match[1], [(match[2] or "").strip()], line.number))
    elif block.closed:
        if line.fault is not None or _FURNITURE.fullmatch(content.strip()) is None:
            block.rejects.append(_stray(line, content, source))
    elif block.fault is None:
        # The line goes on with the field above: the first line of a record is one.
        block.fields[-1].lines.append(content.strip())


def _stray(line: Line, content: str, source: str) -> Reject:
    if line.fault is not None:
        return Reject(source, "annotation", f"the line is left out: {line.fault}", line.number)
    reason = "the line stands in no record"
    return Reject(source, "annotation", reason, line.number, None, "TY  - JOUR", content.strip()[:100])


def _finish(block: _Block, source: str, next_line: int | None) -> Iterator[SourceRecord | Reject]:
    if block.fault is not None:
        yield block.fault
        yield from block.rejects
        return
    document, rejects = ris_document(block.fields, source, f"file:{_name(source)}-{block.number}", block.first)
    if document is not None:
        yield SourceRecord(document, line=block.first)
    rejects.extend(block.rejects)
    if not block.closed:
        reason = "the record has no end: what there is of it is read"
        found = "the end of the file" if next_line is None else "TY"
        place = block.fields[-1].line if next_line is None else next_line
        rejects.append(
            Reject(source, "annotation", reason, place, None if document is None else document.id, "ER  -", found)
        )
    yield from sorted(rejects, key=lambda reject: reject.line or 0)


def _name(source: str) -> str:
    path = PurePath(source)
    return (path.stem if path.suffix.lower() in _SUFFIXES else path.name) or source
