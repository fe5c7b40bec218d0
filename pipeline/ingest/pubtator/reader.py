"""PubTator: ``ID|t|title``, ``ID|a|abstract``, then mentions and relations, record after record.

A full text has more such lines, each with what it is in the middle (``ID|title_1|Methods``, ``ID|paragraph|...``); the
offsets go on over them, one character counted between two lines.

Files may be large (PubTator3 exports): the lines of one record are held, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.errors import UnreadableFile
from pipeline.ingest.alike_rejects import Rejects
from pipeline.ingest.encoding import Line
from pipeline.ingest.identifiers import document_id
from pipeline.ingest.passage_parts import Part, Piece, group_passages, part_of
from pipeline.ingest.pubtator.annotations import read_annotations
from pipeline.schema import Document, Reject, SourceRecord, Span

# The identifier holds neither tab nor bar, so an annotation whose surface has bars in it is no text line.
_TEXT_LINE = re.compile(r"([^|\t\r\n]+)\|([A-Za-z][A-Za-z0-9_-]{0,31})\|(.*)", re.DOTALL)
#: How many lines a record may have: ten times the annotations of the longest paper. All of them are held at once.
MOST_LINES = 100_000
# What tells that a line of the format begins: a text line, or the columns of an annotation.
_BEGIN = re.compile(r"[^|\t\r\n]{1,100}(?:\|[ta]\||(?:\t[^\t\r\n]*){3})")

_PARTS: dict[str, Part] = {"t": "title", "a": "abstract"}


@dataclass(slots=True)
class _Block:
    """The lines of one record, as they come in."""

    token: str
    first: int
    texts: list[tuple[str, str]] = field(default_factory=list)  # what a line is, and its words
    annotations: list[tuple[int, str]] = field(default_factory=list)
    rejects: Rejects = field(default_factory=Rejects)
    fault: Reject | None = None
    parted: bool = False  # a blank line has come since
    lines: int = 0


def read(lines: Iterable[Line], source: str) -> Iterator[SourceRecord | Reject]:
    """Reads PubTator records one by one.

    Args:
        lines: the lines of the file.
        source: the file, as the user named it.

    Yields:
        a record for each document, each followed by the rejects of its lines. A record with bytes that are no text
        is one reject of scope ``document``.

    Raises:
        UnreadableFile: when there is no line with anything on it.
    """
    block: _Block | None = None
    empty = True
    for line, content in _contents(lines):
        if not content.strip():
            if block is not None:
                block.parted = True
            continue
        empty = False
        match = _TEXT_LINE.fullmatch(content)
        token = (match[1] if match else content.partition("\t")[0]).strip()
        if match and _begins_record(block, token, match[2]):
            if block is not None:
                yield from _finish(block, source)
            block = _Block(token, line.number)
        elif line.fault is not None and block is not None and block.parted and token != block.token:
            yield from _finish(block, source)
            block = None
        if block is None:
            yield _stray(line, content, source)
        else:
            _add(block, line, content, match, token, source)
    if block is not None:
        yield from _finish(block, source)
    if empty:
        raise UnreadableFile("the file holds only white space", source=source)


def _contents(lines: Iterable[Line]) -> Iterator[tuple[Line, str]]:
    """Lines without their endings; a carriage return alone ends a line where another of the format comes behind it."""
    shift = 0
    for line in lines:
        content = line.text.removesuffix("\n").removesuffix("\r")
        parts = content.split("\r")
        if not any(map(_BEGIN.match, parts[1:])):
            parts = [content]
        for number, part in enumerate(parts, start=line.number + shift):
            # Bytes that are no text are a fault of the parts that they stand in, and of no other record.
            is_faulty = len(parts) == 1 or "\ufffd" in part or "\0" in part
            yield Line(number, part, line.fault if is_faulty else None), part
        shift += len(parts) - 1


def _begins_record(block: _Block | None, token: str, kind: str) -> bool:
    if kind not in ("t", "a"):
        return False
    if block is None or kind == "t":
        # A second title under the same identifier begins the same document again; the caller sees two.
        return True
    # An abstract line whose title is missing: only behind a blank line, else it is a line with the wrong identifier.
    return block.parted and token != block.token


def _add(block: _Block, line: Line, content: str, match: re.Match[str] | None, token: str, source: str) -> None:
    """Puts a line into its record, or a reject for it."""
    block.lines += 1
    fault = f"it has more than {MOST_LINES} lines" if block.lines > MOST_LINES else line.fault
    if block.fault is not None:
        pass  # Nothing of this record is used, and so nothing more of it is kept.
    elif fault is not None:
        reason = f"the record is left out: {fault}"
        block.fault = Reject(source, "document", reason, line.number, document_id(block.token))
    elif token != block.token:
        reason = "the line's identifier is not that of its record"
        block.rejects.append(
            Reject(source, "annotation", reason, line.number, document_id(block.token), block.token, token[:100])
        )
    elif match is None:
        block.annotations.append((line.number, content))
    elif match[2] == "a" and any(kind == "a" for kind, _ in block.texts):
        reason = "a second abstract line in one record"
        block.rejects.append(Reject(source, "annotation", reason, line.number, document_id(block.token)))
    else:
        block.texts.append((match[2], match[3]))


def _stray(line: Line, content: str, source: str) -> Reject:
    if line.fault is not None:
        return Reject(source, "annotation", f"the line is left out: {line.fault}", line.number)
    reason = "the line stands before any title line"
    return Reject(source, "annotation", reason, line.number, None, "ID|t|title", content[:100])


def _finish(block: _Block, source: str) -> Iterator[SourceRecord | Reject]:
    if block.fault is not None:
        yield block.fault
        return
    document = _document(block, source)
    mentions, relations, rejects = read_annotations(block.annotations, document, source)
    yield SourceRecord(document, mentions, relations, line=block.first)
    yield from sorted([*block.rejects, *rejects], key=lambda reject: reject.line or 0)


def _document(block: _Block, source: str) -> Document:
    """The text lines as one text: the offsets of the format count one character between two of them."""
    lines = block.texts if block.texts[:1] and block.texts[0][0] == "t" else [("t", ""), *block.texts]
    pieces: list[Piece] = []
    start = 0
    for kind, words in lines:
        pieces.append(Piece(_PARTS.get(kind) or part_of(None, kind), Span(start, start + len(words))))
        start += len(words) + 1
    text = "\n".join(words for _, words in lines)
    return Document(
        id=document_id(block.token),
        text=text,
        passages=group_passages(text, pieces),
        source=source,
        format="pubtator",
        title=lines[0][1].strip() or None,
    )
