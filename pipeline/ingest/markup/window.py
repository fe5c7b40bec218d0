"""A file of bytes seen through a window that moves on: what was taken is let go of."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from io import BufferedReader
from typing import Any

from pipeline.errors import UnreadableFile

_BLOCK = 1 << 17


class Window:
    """The part of a file that is being looked at.

    Args:
        read: gives the next bytes of the file; none at its end.

    Attributes:
        data: the bytes in sight.
        at: the first of them that was not taken.
        line: the line on which that one stands, from 1.
    """

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read = read
        self.data = b""
        self.at = 0
        self.line = 1

    def more(self) -> bool:
        """Lets go of what was taken and reads on; False at the end of the file."""
        block = self._read()
        self.data = self.data[self.at :] + block
        self.at = 0
        return bool(block)

    def take(self, stop: int) -> bytes:
        """The bytes from here to ``stop``, which is then here."""
        taken = self.data[self.at : stop]
        self.skip(stop)
        return taken

    def skip(self, stop: int) -> None:
        """Pass over the bytes from here to ``stop``, which is then here."""
        # To see that there is none is much faster than to count them.
        if self.data.find(b"\n", self.at, stop) >= 0:
            self.line += self.data.count(b"\n", self.at, stop)
        self.at = stop


def read_blocks(handle: BufferedReader[Any], offset: int, encoding: str, source: str) -> Callable[[], bytes]:
    """Reads a file block by block; one in UTF-16 or UTF-32 becomes UTF-8.

    Args:
        handle: the file, open behind its byte-order mark.
        offset: the length of the mark.
        encoding: the encoding that the mark tells.
        source: the file, as the user named it.

    Returns:
        a function that gives the next bytes, none at the end of the file, and raises ``UnreadableFile`` where bytes are
        not in the file's encoding.
    """
    if encoding == "utf-8":
        return lambda: handle.read(_BLOCK)
    decoder = codecs.getincrementaldecoder(encoding)()
    place = offset

    def read() -> bytes:
        nonlocal place
        text = ""
        raw = b" "
        while raw and not text:
            raw = handle.read(_BLOCK)
            try:
                text = decoder.decode(raw, final=not raw)
            except UnicodeDecodeError as error:
                bad = place - (len(error.object) - len(raw)) + error.start
                reason = f"the bytes at offset {bad} are not valid {encoding.upper()}"
                raise UnreadableFile(reason, source=source) from error
            place += len(raw)
        return text.encode("utf-8")

    return read
