"""From bytes to lines: byte-order marks, UTF-8 and UTF-16, and bytes that are no text.

Nothing is guessed: bytes that are not valid in the file's encoding become a fault of their line, with the offset at
which they stand, and it is the reader's part to refuse the line, its record or the file.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BufferedReader
from typing import Any, BinaryIO

from pipeline.schema import Reject, SourceRecord

#: How many bytes of a file are looked at to tell its encoding and format.
HEAD_BYTES = 65_536
# As many characters as these bytes hold in any encoding.
_ENOUGH = HEAD_BYTES // 4

#: How long a line may be, in bytes (in UTF-16 and UTF-32: in characters). A whole paper with its tables is a tenth of
#: this; a file without line feeds is not to be held whole.
LONGEST_LINE = 16 * 1024**2
# Of a line that is too long this much is kept: by its beginning a reader tells whose it is.
_KEPT = 1_000

# UTF-32 comes first: its little-endian mark begins with that of UTF-16.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)


#: Reads an open file at its start, given how the user named it. It may be a member of an archive: no reader seeks.
FileReader = Callable[["BufferedReader[Any]", str], Iterator[SourceRecord | Reject]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file.

    Attributes:
        number: its number, from 1.
        text: its characters with its line ending; where the line is faulty, U+FFFD stands for what cannot be decoded,
            and of a line that is too long only the beginning is here.
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
    # A shorter head is the whole file.
    if len(words) < _ENOUGH and len(head) >= HEAD_BYTES:
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
        yield from utf8_lines(handle, len(mark))
    else:
        yield from _wide_lines(handle, len(mark), encoding)


def utf8_lines(handle: BinaryIO, offset: int, first: int = 1) -> Iterator[Line]:
    """The lines of a file in UTF-8, from where it is open on.

    A line feed is never part of another character in UTF-8, so one bad line leaves the others whole.

    Args:
        handle: the file.
        offset: how many of its bytes come before.
        first: the number of the first line, from 1.
    """
    for number, raw in enumerate(iter(partial(handle.readline, LONGEST_LINE + 1), b""), start=first):
        fault = None
        length = len(raw)
        if length > LONGEST_LINE:
            text = raw[:_KEPT].decode("utf-8", errors="replace")
            fault = f"the line is longer than {LONGEST_LINE} bytes"
            length += 0 if raw.endswith(b"\n") else _skip_line(handle)
        else:
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError as error:
                text = raw.decode("utf-8", errors="replace")
                fault = f"byte 0x{raw[error.start]:02x} at offset {offset + error.start} is not valid UTF-8"
            else:
                if b"\0" in raw:
                    place = offset + raw.index(0)
                    fault = f"a NUL byte at offset {place}: a binary file, or UTF-16 without its mark"
        yield Line(number, text, fault)
        offset += length


def _skip_line(handle: BinaryIO) -> int:
    """Read to the end of the line; returns how many bytes that were."""
    skipped = 0
    while piece := handle.readline(HEAD_BYTES):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped


def _wide_lines(handle: BinaryIO, offset: int, encoding: str) -> Iterator[Line]:
    """UTF-16 and UTF-32 are decoded piece by piece; after a fault the lines that follow cannot be trusted."""
    decoder = codecs.getincrementaldecoder(encoding)()
    begun: list[str] = []
    length, number, fault, more = 0, 1, None, True
    while more and fault is None:
        raw = handle.read(HEAD_BYTES)
        more = bool(raw)
        try:
            piece = decoder.decode(raw, final=not more)
        except UnicodeDecodeError as error:
            # The decoder puts the bytes it kept from the piece before in front of this one.
            place = offset - (len(error.object) - len(raw)) + error.start
            fault = f"the bytes at offset {place} are not valid {encoding.upper()}"
            piece = error.object[: error.start].decode(encoding)
        offset += len(raw)
        *ends, rest = piece.split("\n")
        for end in ends:
            yield _wide_line(number, [*begun, end, "\n"], length + len(end))
            begun, length, number = [], 0, number + 1
        if length <= LONGEST_LINE:
            begun.append(rest)
        length += len(rest)
    if length or fault is not None:
        last = _wide_line(number, begun, length)
        yield Line(number, last.text, fault or last.fault)


def _wide_line(number: int, parts: list[str], length: int) -> Line:
    text = "".join(parts)
    if length > LONGEST_LINE:
        return Line(number, text[:_KEPT], f"the line is longer than {LONGEST_LINE} characters")
    return Line(number, text, "a NUL character: a binary file" if "\0" in text else None)
