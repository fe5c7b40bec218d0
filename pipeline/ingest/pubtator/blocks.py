"""PubTator files read block by block: a block is what stands between the blank lines before two titles.

Most blocks are one record with nothing wrong in it, and are read whole (:mod:`pipeline.ingest.pubtator.plain`). Any
other is read line by line (:mod:`pipeline.ingest.pubtator.reader`), which says what is wrong and where. A title behind
a blank line begins another record whatever came before it: how one block is read tells nothing of the next.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any, BinaryIO, cast

from pipeline.errors import IngestError
from pipeline.ingest.encoding import HEAD_BYTES, byte_order_mark, read_lines, utf8_lines
from pipeline.ingest.markup.window import Window, read_blocks
from pipeline.ingest.pubtator import reader
from pipeline.ingest.pubtator.plain import plain_record
from pipeline.schema import Reject, SourceRecord

# The longest block that is held whole: behind a longer one the file is read line by line.
_LONGEST = 4 << 20
_LINE_FEEDS = re.compile(rb"\n*")
_TITLE = re.compile(rb"[^|\t\r\n]{1,100}\|t\|")
_LONGEST_TITLE_SIGN = 200


def read(handle: BufferedReader[Any], source: str) -> Iterator[SourceRecord | Reject]:
    """Reads PubTator records one by one.

    Args:
        handle: the file, open at its start.
        source: the file, as the user named it.

    Yields:
        what :func:`pipeline.ingest.pubtator.reader.read` yields for the lines of the file.

    Raises:
        UnreadableFile: when there is no line with anything on it.
    """
    head = handle.peek(HEAD_BYTES)
    mark, encoding = byte_order_mark(head)
    if encoding != "utf-8":
        yield from reader.read(read_lines(handle, head), source)
        return
    handle.read(len(mark))
    offset = len(mark)
    window = Window(read_blocks(handle, offset, encoding, source))
    window.more()
    first = True
    while first or window.at < len(window.data):
        line = window.line
        stop = _end_of_block(window)
        raw = b"" if stop is None else window.take(stop)
        if stop is None or b"\r" in raw:
            # A carriage return may end a line, and shift the numbers of those behind it.
            rest = io.BufferedReader(_Rest(raw + window.data[window.at :], handle))
            yield from reader.read(utf8_lines(cast("BinaryIO", rest), offset, line), source)
            return
        is_more = window.at < len(window.data)
        record = plain_record(raw, line, source)
        if record is not None:
            yield record
        elif not (first and is_more and _is_blank(raw)):
            yield from reader.read(utf8_lines(io.BytesIO(raw), offset, line), source)
        offset += len(raw)
        first = False


def _end_of_block(window: Window) -> int | None:
    """Where the block ends that begins here: at a title, or with the file.

    None where the block is too long, or the file cannot be read any further.
    """
    at = window.at
    while True:
        blank = window.data.find(b"\n\n", at)
        # A run of line feeds is stepped over at once: thousands of them must not be gone through for each.
        behind = blank if blank < 0 else _behind_line_feeds(window.data, blank)
        if blank < 0 or len(window.data) < behind + _LONGEST_TITLE_SIGN:
            # The title behind it may not be here yet.
            length = len(window.data) - window.at
            if length > _LONGEST:
                return None
            searched = (len(window.data) if blank < 0 else blank) - window.at
            try:
                more = window.more()
            except IngestError:
                # A damaged archive: the lines before that place are read, and the fault is met again behind them.
                return None
            if more:
                at = window.at + max(searched - 1, 0)
                continue
            if blank < 0:
                return len(window.data)
        if _TITLE.match(window.data, behind) is not None:
            return behind
        if behind == len(window.data):
            return behind
        at = behind


def _behind_line_feeds(data: bytes, at: int) -> int:
    run = _LINE_FEEDS.match(data, at)
    return at if run is None else run.end()


def _is_blank(raw: bytes) -> bool:
    return not raw.decode("utf-8", errors="replace").strip()


class _Rest(io.RawIOBase):
    """What is left of a file of which a part has been read."""

    def __init__(self, begun: bytes, handle: BufferedReader[Any]) -> None:
        self._begun = memoryview(begun)
        self._handle = handle

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = min(len(buffer), len(self._begun))
        if not size:
            return self._handle.readinto(buffer)
        buffer[:size] = self._begun[:size]
        self._begun = self._begun[size:]
        return size
