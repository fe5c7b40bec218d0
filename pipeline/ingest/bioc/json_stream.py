"""The objects of a large JSON file, one at a time: a file is never held as a whole, nor given up for one bad object.

A file is any number of JSON values in a row (one, or one a line). Given are the objects among them, those in a list,
and those in a list that an object holds under one of some names.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from pipeline.errors import MalformedRecord, UnreadableFile
from pipeline.ingest.encoding import HEAD_BYTES, byte_order_mark
from pipeline.schema import Reject

_CHUNK = 1 << 20
_SPACE = re.compile(r"[ \t\r\n]*")
_ENTRY = re.compile(r".[^,{\[\]]*", re.DOTALL)
_STRUCTURE = re.compile(r'["\\{}\[\]]')
_SURROGATE_OR_NUL = re.compile("[\ud800-\udfff\0]")
# As long as what json takes for one piece may be: ``-Infinity``, an escape, a pair of escapes.
_LONGEST_PIECE = 16


class _Bad(Exception):
    """A value that is no JSON, or no text."""


class _Unfit(_Bad):
    """A value that is JSON but no text; it has been passed over."""


def read_objects(
    handle: BufferedReader[Any], source: str, lists: frozenset[str]
) -> Iterator[tuple[int, dict[str, Any]] | Reject]:
    """Reads the objects of a file.

    Args:
        handle: the file, open at its start.
        source: the file, as the user named it.
        lists: the names under which an object holds the objects that are meant, as a list.

    Yields:
        each object with the line where it begins; a reject of scope ``document`` for each that is no JSON, is nested
        too deeply, or holds bytes or characters that are no text.

    Raises:
        UnreadableFile: when there is nothing but white space.
        MalformedRecord: where the file ends within a value, or cannot be decoded any further.
    """
    feed = _Feed(handle, source)
    if not feed.peek():
        raise UnreadableFile("the file holds only white space", source=source)
    while sign := feed.peek():
        if sign == "[":
            yield from _list(feed, lists)
        elif sign == "{":
            yield from _object(feed, lists)
        else:
            yield feed.reject("no JSON object or list begins here", "{ or [", feed.rest_of_line()[:40])


def _list(feed: _Feed, lists: frozenset[str] | None) -> Iterator[tuple[int, dict[str, Any]] | Reject]:
    """The objects of a list; those in a list that was looked for (``lists`` is None) are read whole."""
    feed.skip()
    while (sign := feed.peek()) != "]":
        if sign == ",":
            feed.skip()
        elif sign == "{" and lists is not None:
            yield from _object(feed, lists)
        elif sign == "{":
            line = feed.line()
            try:
                yield line, feed.decode()
            except _Unfit as fault:
                yield feed.reject(str(fault), None, None, line)
            except _Bad as fault:
                yield feed.reject(str(fault), None, None, line)
                feed.pass_object()
        elif sign:
            yield feed.reject("an entry of the list is no object", "an object", feed.pass_entry()[:40])
        else:
            raise feed.cut_short()
    feed.skip()


def _object(feed: _Feed, lists: frozenset[str]) -> Iterator[tuple[int, dict[str, Any]] | Reject]:
    """An object, member by member; what it holds under one of the names is given instead of it."""
    line = feed.line()
    members: dict[str, Any] = {}
    streamed = False
    feed.skip()
    try:
        while (sign := feed.peek()) != "}":
            if not sign:
                raise feed.cut_short(line)
            if members or streamed:
                if sign != ",":
                    raise _Bad("the JSON is broken: no comma between two members")
                feed.skip()
                sign = feed.peek()
            if sign != '"':
                raise _Bad("the JSON is broken: no name of a member stands here")
            name = feed.decode()
            if feed.peek() != ":":
                raise _Bad("the JSON is broken: no colon behind the name of a member")
            feed.skip()
            if name in lists and feed.peek() == "[":
                streamed = True
                yield from _list(feed, None)
            else:
                members[name] = feed.decode()
        feed.skip()
    except _Bad as fault:
        yield feed.reject(str(fault), None, None, line)
        feed.pass_object(1)
        return
    if not streamed:
        yield line, members


class _Feed:
    """The characters of a file as far as they are needed, and the place that has been read up to."""

    def __init__(self, handle: BufferedReader[Any], source: str) -> None:
        mark, encoding = byte_order_mark(handle.peek(HEAD_BYTES))
        handle.read(len(mark))
        # In UTF-8 a bad byte costs its own object: it is carried along as a lone surrogate, which no text has in it.
        errors = "surrogateescape" if encoding == "utf-8" else "strict"
        self._decoder = codecs.getincrementaldecoder(encoding)(errors=errors)
        self._json = json.JSONDecoder()
        self._encoding = encoding
        self._handle = handle
        self._source = source
        self._text = ""
        self._at = 0
        self._ended = False
        self._line = 1
        self._counted = 0

    def line(self) -> int:
        """The line read up to, from 1."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def peek(self) -> str:
        """The next character that is no white space; empty at the end of the file."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def skip(self) -> None:
        """Pass over one character."""
        self._at += 1

    def decode(self) -> Any:
        """The JSON value that begins here; white space may stand before it.

        Raises:
            _Bad: where there is none; the place stays where it was, unless the value is JSON but no text.
            MalformedRecord: where the file ends within it.
        """
        self.peek()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as fault:
                cut = fault.msg.startswith("Unterminated string") or fault.pos > len(self._text) - _LONGEST_PIECE
                if cut and self._more():
                    continue
                if cut and (fault.msg.startswith("Unterminated") or fault.pos >= len(self._text)):
                    raise self.cut_short() from None
                raise _Bad(f"the JSON is broken: {fault.msg}") from None
            except RecursionError:
                raise _Bad("the JSON is nested too deeply") from None
            except ValueError as fault:
                raise _Bad(f"the JSON is broken: {fault}") from None
            if end == len(self._text) and not self._ended and self._text[end - 1] not in '"}]':
                self._more()  # a number may go on
                continue
            raw = self._text[self._at : end]
            self._check(raw, value)
            self._at = end
            return value

    def pass_object(self, depth: int = 0) -> None:
        """Pass over the rest of an object that cannot be read: to where it closes, or a new one begins a line."""
        quoted = False
        while True:
            match = _STRUCTURE.search(self._text, self._at)
            if match is None or (match[0] == "\\" and match.end() == len(self._text)):
                self._at = match.start() if match else len(self._text)
                if not self._more():
                    self._at = len(self._text)
                    return
                continue
            limit = match.start()
            sign = match[0]
            if sign == "{" and depth and limit and self._text[limit - 1] == "\n":
                self._at = limit
                return
            self._at = match.end()
            if quoted:
                if sign == "\\":
                    self._at += 1
                quoted = sign != '"'
            elif sign == '"':
                quoted = True
            elif sign in "{[":
                depth += 1
            elif sign in "}]":
                depth -= 1
                if depth <= 0:
                    return

    def pass_entry(self) -> str:
        """Pass over an entry of a list that is no object; what it is."""
        try:
            value = self.decode()
        except _Unfit as fault:
            return str(fault)
        except _Bad:
            match = _ENTRY.match(self._text, self._at)
            self._at = match.end() if match else len(self._text)
            return match[0] if match else ""
        return "a list" if isinstance(value, list) else str(value)

    def rest_of_line(self) -> str:
        """Pass over the rest of the line."""
        while (end := self._text.find("\n", self._at)) < 0 and self._more():
            pass
        end = len(self._text) if end < 0 else end
        passed = self._text[self._at : end]
        self._at = end
        return passed

    def reject(self, reason: str, expected: str | None, actual: str | None, line: int | None = None) -> Reject:
        """A reject of the document here."""
        number = self.line() if line is None else line
        return Reject(self._source, "document", f"left out: {reason}", number, None, expected, actual)

    def cut_short(self, line: int | None = None) -> MalformedRecord:
        """The error of a file that ends too early."""
        number = self.line() if line is None else line
        return MalformedRecord("the file ends within a JSON value", source=self._source, line=number)

    def _check(self, raw: str, value: Any) -> None:
        r"""Refuses what no file of UTF-8 can hold: ``\ud800`` alone, ``\u0000``, bytes that are no text."""
        if "\\u" not in raw and _is_text(raw):
            return
        pending = [value]
        while pending:
            one = pending.pop()
            if isinstance(one, dict):
                pending.extend(one)
                pending.extend(one.values())
            elif isinstance(one, list):
                pending.extend(one)
            elif isinstance(one, str) and (match := _SURROGATE_OR_NUL.search(one)):
                self._at += len(raw)
                code = ord(match[0])
                if 0xDC80 <= code <= 0xDCFF and not _is_text(raw):
                    raise _Unfit(f"byte 0x{code - 0xDC00:02x} is not valid UTF-8")
                raise _Unfit(f"the character U+{code:04X} is no text")

    def _more(self) -> bool:
        """Read on; what has been passed is forgotten, but for one character, which tells where a line begins.

        Reads the more the longer the value is that it is read for.
        """
        if self._ended:
            return False
        self.line()
        kept = min(self._at, 1)
        rest = self._text[self._at - kept :]
        raw = self._handle.read(max(_CHUNK, len(rest)))
        try:
            self._text = rest + self._decoder.decode(raw, final=not raw)
        except UnicodeDecodeError as error:
            reason = f"the bytes are not valid {self._encoding.upper()}"
            raise MalformedRecord(reason, source=self._source, line=self._line) from error
        self._ended = not raw
        self._at = self._counted = kept
        return True


def _is_text(raw: str) -> bool:
    return raw.isascii() or _SURROGATE_OR_NUL.search(raw) is None
