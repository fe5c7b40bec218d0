"""From bytes to lines: byte-order marks, UTF-8 and UTF-16, and bytes that are no text.

Nothing is guessed: bytes that are not valid in the file's encoding become a fault of their line, with the offset at
which they stand, and it is the reader's part to refuse the line, its record or the file.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import Any, BinaryIO

from pipeline.schema import Reject, SourceRecord

#: How many bytes of a file are looked at to tell its encoding and format.
HEAD_BYTES = 65_536
# As many characters as these bytes hold in any encoding.
_ENOUGH = HEAD_BYTES // 4

# UTF-32 comes first: its little-endian mark begins with that of UTF-16.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)


#: Reads an open file at its start, given how the user named it.
FileReader = Callable[["BufferedReader[Any]", str], Iterator[SourceRecord | Reject]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file.

    Attributes:
        number: its number, from 1.
        text: its characters with its line ending; where the line is faulty, U+FFFD stands for what cannot be decoded.
        fault: what is wrong with its bytes, in one readable sentence; None where nothing is.
    """

    number: int
    text: str
    fault: str | None = None


#: Reads the lines of a file.
LineReader = Callable[[Iterable[Line], str], Iterator[SourceRecord | Reject]]


def byte_order_mark(head: bytes) -> tuple[bytes, str]:
    """The byte-order mark that ``head`` begins with (empty where there is none), and the encoding to read it in."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return mark, encoding
    return b"", "utf-8"


def first_words(handle: BinaryIO, head: bytes) -> str:
    """What a file begins with behind its white space, for detection only: what cannot be decoded becomes U+FFFD.

    Args:
        handle: the file, open for reading at its start, where it is left.
        head: its first bytes, which ``handle`` still has before it.

    Returns:
        its first characters from the first that is no white space; all of ``head`` where there is none.
    """
    mark, encoding = byte_order_mark(head)
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    start = decoder.decode(head[len(mark) :], final=len(head) < HEAD_BYTES)
    words = start.lstrip()
    handle.seek(len(head))
    while len(words) < _ENOUGH and (raw := handle.read(HEAD_BYTES)):
        words = (words + decoder.decode(raw)).lstrip()
    handle.seek(0)
    return words or start


def by_line(read: LineReader) -> FileReader:
    """A reader of files from one of lines."""

    def read_file(handle: BufferedReader[Any], source: str) -> Iterator[SourceRecord | Reject]:
        return read(read_lines(handle, handle.peek(HEAD_BYTES)), source)

    return read_file


def read_lines(handle: BinaryIO, head: bytes) -> Iterator[Line]:
    """The lines of an open file, one at a time, split at line feeds alone.

    Args:
        handle: the file, open for reading at its start.
        head: its first bytes, which ``handle`` still has before it.

    Yields:
        every line with its ending, without the file's byte-order mark.
    """
    mark, encoding = byte_order_mark(head)
    handle.read(len(mark))
    if encoding == "utf-8":
        yield from _utf8_lines(handle, len(mark))
    else:
        yield from _wide_lines(handle, len(mark), encoding)


def _utf8_lines(handle: BinaryIO, offset: int) -> Iterator[Line]:
    """A line feed is never part of another character in UTF-8, so one bad line leaves the others whole."""
    for number, raw in enumerate(handle, start=1):
        fault = None
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            text = raw.decode("utf-8", errors="replace")
            fault = f"byte 0x{raw[error.start]:02x} at offset {offset + error.start} is not valid UTF-8"
        else:
            if b"\0" in raw:
                fault = f"a NUL byte at offset {offset + raw.index(0)}: a binary file, or UTF-16 without its mark"
        yield Line(number, text, fault)
        offset += len(raw)


def _wide_lines(handle: BinaryIO, offset: int, encoding: str) -> Iterator[Line]:
    """UTF-16 and UTF-32 are decoded piece by piece; after a fault the lines that follow cannot be trusted."""
    decoder = codecs.getincrementaldecoder(encoding)()
    rest, number, fault, more = "", 1, None, True
    while more and fault is None:
        raw = handle.read(HEAD_BYTES)
        more = bool(raw)
        try:
            rest += decoder.decode(raw, final=not more)
        except UnicodeDecodeError as error:
            # The decoder puts the bytes it kept from the piece before in front of this one.
            place = offset - (len(error.object) - len(raw)) + error.start
            fault = f"the bytes at offset {place} are not valid {encoding.upper()}"
            rest += error.object[: error.start].decode(encoding)
        offset += len(raw)
        *whole, rest = rest.split("\n")
        for text in whole:
            yield Line(number, text + "\n", _nul_fault(text))
            number += 1
    if rest or fault is not None:
        yield Line(number, rest, fault or _nul_fault(rest))


def _nul_fault(text: str) -> str | None:
    return "a NUL character: a binary file" if "\0" in text else None
