"""Files that are one XML record after the other: each is cut out and parsed by itself, a broken one costs only itself.

What stands before the records is never parsed: a document type may declare entities as it likes, none of them is known
where a record is read. The records are found in the bytes of the file, in any encoding in which ASCII stays ASCII;
UTF-16 and UTF-32 are turned into UTF-8 on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import Any

from lxml import etree

from pipeline.errors import MalformedRecord, UnreadableFile
from pipeline.ingest.encoding import HEAD_BYTES, byte_order_mark
from pipeline.ingest.markup.window import Window, read_blocks
from pipeline.schema.construction import quick

_LONGEST_RECORD = 32 << 20
_LONGEST_BETWEEN = 2 << 20
_LONGEST_LAID_OUT = 1 << 20
# No tag, and no sign of one, is longer: so much is kept where a block ends, lest it be cut in two.
_LONGEST_SIGN = 4096
_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,100}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION = re.compile(rb"<(?:\?|!DOCTYPE[^<>\[]*(\[|>))")
_SUBSET_END = re.compile(rb"\]\s*>")
_BEHIND_NAME = frozenset((b" ", b"\t", b"\n", b"\r", b"\f", b"\v", b">"))
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w.-]*)(\s[^<>]*?)?(/?)>")


@dataclass(frozen=True, slots=True)
class XmlRecord:
    """A record as it stands in its file, or something that stands where a record should.

    Attributes:
        tag: its element; None where it is none of those asked for.
        line: the line on which it begins, from 1.
        raw: its bytes, from its start tag to its end tag, as far as it goes.
        fault: why it cannot be used, in one readable sentence; None where nothing is wrong so far.
        expected: what should have stood there, where that is one thing.
    """

    tag: str | None
    line: int
    raw: bytes
    fault: str | None = None
    expected: str | None = None


_new_record = quick(XmlRecord)


def safe_parser(encoding: str | None = None) -> etree.XMLParser:
    """A parser that resolves, loads and fetches nothing, and keeps to lxml's limits on depth and length.

    Args:
        encoding: the encoding of what is parsed; what the bytes say where None.

    Raises:
        LookupError: when there is no such encoding.
    """
    return etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


class _Tags:
    """The tags of an element, looked for by its name alone: much faster than by a pattern of both."""

    def __init__(self, name: str) -> None:
        self._name = name.encode()
        self._start = re.compile(rb"[\s/>]")
        self._end = re.compile(rb"\s*>")

    def search(self, data: bytes, at: int) -> tuple[int, int] | None:
        """The first tag from ``at`` on: where it begins; and where it ends, 0 for a start tag."""
        place = data.find(self._name, at + 1)
        while place >= 0:
            behind = place + len(self._name)
            if data.startswith(b"</", place - 2):
                if place - 2 >= at and (end := self._end.match(data, behind)):
                    return place - 2, end.end()
            elif data.startswith(b"<", place - 1) and self._start.match(data, behind):
                return place - 1, 0
            place = data.find(self._name, place + 1)
        return None


class XmlRecords:
    """The records of a file, to be gone through once; no more than one of them is held.

    Args:
        handle: the file, open at its start.
        source: the file, as the user named it.
        tags: the elements that are records; one within another is a part of it.
        sets: the elements that hold records.
        unused: elements that nobody asks for and that never stand in one of their own kind: they are cut out before a
            record is parsed, for speed, whatever is in them.

    Attributes:
        is_utf8: whether the records come in UTF-8.

    Raises:
        MalformedRecord: when the file says that it is in an encoding that is not known.
    """

    def __init__(
        self,
        handle: BufferedReader[Any],
        source: str,
        tags: tuple[str, ...],
        sets: tuple[str, ...],
        unused: tuple[str, ...] = (),
    ) -> None:
        mark, encoding = byte_order_mark(handle.peek(HEAD_BYTES))
        handle.read(len(mark))
        self._source = source
        self._window = Window(read_blocks(handle, len(mark), encoding, source))
        declared = None if mark else _ENCODING.match(handle.peek(HEAD_BYTES))
        encoding = declared[1].decode("ascii") if declared else "utf-8"
        self._parser = _parser_for(encoding, source)
        self.is_utf8 = _is_utf8(encoding)
        names = rb"|".join(tag.encode() for tag in tags)
        self._sign = re.compile(rb"<(?:!--|(" + names + rb")(?=[\s/>]))")
        self._tags = {tag: _Tags(tag) for tag in tags}
        self._sets = frozenset(name.encode() for name in sets)
        self._unused = tuple(name.encode() for name in unused)
        self._open: list[bytes] = []
        self._wrapper = (b"", b"")
        self._stray = False  # what lies between two records was reported once

    def __iter__(self) -> Iterator[XmlRecord]:
        """The records in order, faulty ones too, and once for each gap what lies between two and is no markup.

        Raises:
            UnreadableFile: when there is nothing but white space, or the bytes are not in the file's encoding.
        """
        window = self._window
        empty = True
        while True:
            sign = self._sign.search(window.data, window.at)
            stop = len(window.data) if sign is None else sign.start()
            if sign is None and window.more():
                if len(window.data) > _LONGEST_SIGN + _LONGEST_BETWEEN:
                    empty = False
                    yield from self._between(len(window.data) - _LONGEST_SIGN)
                continue
            empty = empty and sign is None and not window.data[window.at :].strip()
            yield from self._between(stop)
            if sign is None:
                break
            if sign[1] is None:
                yield from self._pass_comment()
            else:
                self._stray = False
                yield self._record(sign[1].decode("ascii"))
        if empty:
            raise UnreadableFile("the file holds only white space", source=self._source)
        if self._open:
            name = self._open[0].decode("ascii")
            yield XmlRecord(None, window.line, b"", "the file ends where more records were to come", f"</{name}>")

    def parse(self, record: XmlRecord) -> etree._Element:
        """The element of a record, without the elements that nobody asks for.

        Args:
            record: a record of this file that has no fault so far.

        Raises:
            MalformedRecord: where it is no well-formed XML.
        """
        try:
            return self._parsed(_without(record.raw, self._unused))
        except etree.XMLSyntaxError:
            try:
                return self._parsed(record.raw)
            except etree.XMLSyntaxError as error:
                reason = (error.msg or "not well-formed").strip().partition(", line ")[0].strip()
                line = record.line + max((error.lineno or 1) - 1, 0)
                raise MalformedRecord(f"the XML is broken: {reason}", source=self._source, line=line) from error

    def _parsed(self, raw: bytes) -> etree._Element:
        before, behind = self._wrapper
        if not before:
            return etree.fromstring(raw, self._parser)
        return etree.fromstring(before + raw + behind, self._parser)[0]

    def _record(self, tag: str) -> XmlRecord:
        """The record that begins here."""
        window, line, length = self._window, self._window.line, 1
        tags = self._tags[tag]
        while True:
            found = tags.search(window.data, window.at + length)
            if found is not None:
                start, end = found
                if end:
                    return _new_record(tag, line, window.take(end))
                fault = f"the {tag} has not ended where the next one begins"
                return XmlRecord(tag, line, window.take(start), fault, f"</{tag}>")
            length = max(len(window.data) - window.at - _LONGEST_SIGN, 1)
            if length > _LONGEST_RECORD or not window.more():
                break
        stop = len(window.data)
        self._stray = True
        if length > _LONGEST_RECORD:
            fault = f"the {tag} is longer than {_LONGEST_RECORD >> 20} MiB"
        else:
            fault = f"the {tag} is cut off by the end of the file"
            self._open.clear()
        return XmlRecord(tag, line, window.take(stop), fault, f"</{tag}>")

    def _pass_comment(self) -> Iterator[XmlRecord]:
        window, line = self._window, self._window.line
        while (end := window.data.find(b"-->", window.at)) < 0:
            window.take(max(len(window.data) - 2, window.at))
            if not window.more():
                self._open.clear()
                yield XmlRecord(None, line, window.take(len(window.data)), "a comment does not end", "-->")
                return
        window.take(end + 3)

    def _between(self, stop: int) -> Iterator[XmlRecord]:
        """What lies before ``stop`` and the last record: the tags of sets, and whatever should not be there."""
        line = self._window.line
        raw = self._window.take(stop)
        if raw.isspace() or not raw:
            return
        rest = _TAG.sub(self._set_tag, _without_declarations(raw)).strip()
        if rest and not self._stray:
            self._stray = True
            line += raw.count(b"\n", 0, max(raw.find(rest[:20]), 0))
            yield XmlRecord(None, line, rest, "what stands here is no record")

    def _set_tag(self, match: re.Match[bytes]) -> bytes:
        """Keeps account of the sets that are open; what is no tag of one stays where it is."""
        closing, name, attributes, single = match.groups()
        if name not in self._sets or (closing and name not in self._open):
            return match[0]
        if closing:
            self._open.remove(name)
        elif not single:
            self._open.append(name)
            # Prefixes that are declared here hold in the records.
            self._wrapper = (match[0], b"</" + name + b">") if b"xmlns:" in (attributes or b"") else (b"", b"")
        return b""


_WIDE = ("utf-16", "utf-32", "ucs-")


def _is_utf8(encoding: str) -> bool:
    """Whether a file that says it is in this encoding is read as UTF-8: where ASCII is ASCII it is no wide one."""
    return encoding.lower() in ("utf-8", "utf8") or encoding.lower().startswith(_WIDE)


def _parser_for(encoding: str, source: str) -> etree.XMLParser:
    """A parser of bytes in which ASCII is ASCII, whatever a file says of itself."""
    try:
        return safe_parser("utf-8" if _is_utf8(encoding) else encoding)
    except LookupError:
        reason = "the file says that it is in an encoding that is not known"
        raise MalformedRecord(reason, source=source, line=1, expected="UTF-8", actual=encoding) from None


def _without_declarations(raw: bytes) -> bytes:
    """What lies between records without processing instructions and document types."""
    parts: list[bytes] = []
    at = 0
    while match := _DECLARATION.search(raw, at):
        end = match.end()
        if match[1] is None:
            end = raw.find(b"?>", end) + 2
        elif match[1] == b"[":
            subset = _SUBSET_END.search(raw, end)
            end = 1 if subset is None else subset.end()
        if end < match.end():
            break
        parts.append(raw[at : match.start()])
        at = end
    return b"".join((*parts, raw[at:]))


def _without(raw: bytes, unused: tuple[bytes, ...]) -> bytes:
    """A record without some of its elements."""
    # In a comment or a character section a tag is none.
    if not unused or (b"!" in raw and b"<!" in raw):
        return raw
    places = sorted((place, name) for name in unused for place in _places(raw, b"<" + name))
    parts: list[bytes] = []
    at = 0
    for place, name in places:
        if place < at:
            continue
        closing = b"</" + name + b">"
        end = raw.find(closing, place + len(name) + 2)
        if end < 0:
            break
        parts.append(raw[at:place])
        at = end + len(closing)
    return b"".join((*parts, raw[at:])) if parts else raw


def _places(raw: bytes, opening: bytes) -> Iterator[int]:
    """Where a start tag begins."""
    at = raw.find(opening)
    while at >= 0:
        if raw[at + len(opening) : at + len(opening) + 1] in _BEHIND_NAME:
            yield at
        at = raw.find(opening, at + 1)
