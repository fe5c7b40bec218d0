"""Files within files: what is in a gzip file, and the members of a ZIP archive, each read as a file of its own.

A member is called ``ARCHIVE/MEMBER``: ``papers.zip/2023/first.txt``, and what is in ``first.txt.gz`` is
``first.txt.gz/first.txt``. Its format is told from its content. Nothing is written to disk and nothing is inflated
whole: a member is read as it is inflated, up to limits. What is not opened, and said to be so: tar archives, archives
within archives, encrypted members, links, members whose path leaves the archive, Word and Excel files (which are ZIP
archives as well).
"""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BufferedReader
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast

from pipeline.errors import UnreadableFile
from pipeline.ingest.encoding import HEAD_BYTES, FileReader
from pipeline.ingest.literature import is_hidden_folder, is_literature, without_gzip
from pipeline.schema import Reject, SourceRecord

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: Told of each member that is passed over by its name, as a file of a folder would be.
PassedOver = Callable[[str], None]

#: How many times its own size an archive may inflate to. XML of records shrinks to a tenth, with much indentation to
#: a thirtieth; deflate reaches a thousandth only for what repeats itself without end.
MOST_RATIO = 200
#: What any archive may inflate to, however small it is: a page of blanks is no bomb.
FREE_BYTES = 64 * 1024**2
#: What no archive may inflate to. The largest exports of literature in one file are below this.
MOST_BYTES = 64 * 1024**3
#: How many members an archive may have. Each takes memory for as long as the archive is open.
MOST_MEMBERS = 1_000_000

_GZIP = b"\x1f\x8b"
# An archive with members begins with the first of them; one without, with its directory.
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# What the libraries raise, depending on which byte of an archive is wrong. RuntimeError: encrypted, or a newer version.
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, LookupError)
# Other methods are rare, and some of them let the archive say how much memory they take.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# A member by which a ZIP archive is known to be a document -> what it is.
_DOCUMENTS: dict[str, str] = {
    "word/document.xml": "a Word file",
    "xl/workbook.xml": "an Excel file",
    "xl/workbook.bin": "an Excel file",
    "ppt/presentation.xml": "a PowerPoint file",
    "[Content_Types].xml": "a Word, Excel or PowerPoint file",
    "META-INF/container.xml": "an e-book (EPUB)",
    "META-INF/manifest.xml": "an OpenDocument file",
    "META-INF/MANIFEST.MF": "a Java archive",
}


def is_archive(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is a gzip file or a ZIP archive."""
    return head.startswith((_GZIP, *_ZIP))


def read_archive(
    handle: BufferedReader[Any], source: str, read: FileReader, passed_over: PassedOver | None = None
) -> Iterator[SourceRecord | Reject]:
    """Reads what is in an archive.

    Args:
        handle: the archive, open at its start; it can be sought in.
        source: the archive, as the user named it.
        read: reads a member; the stream it is given can be sought in only to its start. What it raises ends the
            archive.
        passed_over: is told of members that are passed over by their names.

    Yields:
        what ``read`` yields for each member, in the order of the archive, and a reject for each that is refused.

    Raises:
        UnreadableFile: the archive is damaged, inflates beyond the limits, is a document, or holds nothing to read.
            What came before the damage has been read.
    """
    if handle.peek(HEAD_BYTES).startswith(_GZIP):
        yield from _read_gzip(handle, source, read)
    else:
        yield from _read_zip(handle, source, read, passed_over or (lambda _place: None))


class _Budget:
    """How much of an archive may still be inflated."""

    def __init__(self, handle: BufferedReader[Any]) -> None:
        size = handle.seek(0, os.SEEK_END)
        handle.seek(0)
        self.allowed = min(MOST_BYTES, max(FREE_BYTES, MOST_RATIO * size))
        self.left = self.allowed

    @property
    def fault(self) -> str | None:
        """What is wrong where too much has been inflated; None where it has not."""
        return None if self.left >= 0 else f"the archive inflates to more than {self.allowed} bytes: not read further"


class _Inflated(io.RawIOBase):
    """The bytes of a member as they are inflated: first all that are good, then the fault."""

    def __init__(self, inflating: gzip.GzipFile | zipfile.ZipExtFile, budget: _Budget, source: str) -> None:
        self._inflating = inflating
        self._budget = budget
        self._source = source
        self._fault: str | None = None
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Back to the start, for who looks at a file's first words; anywhere else would inflate it all again."""
        if whence == os.SEEK_SET and offset == 0:
            self._inflating.seek(0)
            self._budget.left += self._place
            self._place, self._fault = 0, None
        elif offset != (0 if whence == os.SEEK_CUR else self._place) or whence == os.SEEK_END:
            raise io.UnsupportedOperation("a member of an archive can be sought in only to its start")
        return self._place

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(view) and self._fault is None:
            data = self._next(len(view) - filled)
            if not data:
                break
            view[filled : filled + len(data)] = data
            filled += len(data)
        if self._fault is not None and not filled:
            raise UnreadableFile(self._fault, source=self._source)
        return filled

    def _next(self, size: int) -> bytes:
        try:
            data = self._inflating.read1(size)
        except _FAULTS as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk's fault, not the archive's
            self._fault = f"{_what_is_wrong(error)}; only what stands before that place is read"
            return b""
        self._place += len(data)
        self._budget.left -= len(data)
        self._fault = self._budget.fault
        return b"" if self._fault else data


class _Member(io.BufferedReader):
    """An open member that gives what it has before it tells of a fault, where others wait for as much as was asked."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(size) if size is None or size < 0 else super().read1(size)


def _read_gzip(handle: BufferedReader[Any], source: str, read: FileReader) -> Iterator[SourceRecord | Reject]:
    budget = _Budget(handle)
    place = f"{source}/{without_gzip(PurePath(source).name)}"
    with (
        gzip.GzipFile(fileobj=handle, mode="rb") as inflating,
        closing(_Member(_Inflated(inflating, budget, place), HEAD_BYTES)) as member,
    ):
        yield from read(member, place)


def _read_zip(
    handle: BufferedReader[Any], source: str, read: FileReader, passed_over: PassedOver
) -> Iterator[SourceRecord | Reject]:
    budget = _Budget(handle)
    try:
        archive = zipfile.ZipFile(handle)
    except _FAULTS as error:
        raise UnreadableFile(f"the ZIP archive is damaged or cut short: {_words(error)}", source=source) from error
    with archive:
        members = archive.infolist()
        _refuse_whole(members, source)
        # Unpacking leaves the last of those that bear one name.
        last = {_path(member): member for member in members}
        nothing = True
        for member in members:
            path = _path(member)
            reason = _refusal(member, path)
            if reason is None and path.endswith("/"):
                continue
            if reason is None and any(is_hidden_folder(part) for part in path.split("/")[:-1]):
                continue
            if reason is None and not is_literature(path):
                passed_over(f"{source}/{path}")
                continue
            nothing = False
            if reason is None and last[path] is not member:
                reason = "another member of the same name stands behind this one, and is read in its place"
            if reason is not None:
                yield Reject(source, "file", f"the member {_shown(path)} is not read: {reason}")
                continue
            yield from _read_member(archive, member, f"{source}/{path}", read, budget)
            if budget.fault is not None:
                raise UnreadableFile(budget.fault, source=source)
    if nothing:
        raise UnreadableFile("the archive holds nothing to read", source=source)


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str, read: FileReader, budget: _Budget
) -> Iterator[SourceRecord | Reject]:
    try:
        # What ZipFile.open gives is this class, though its type does not say so.
        inflating = cast(zipfile.ZipExtFile, archive.open(member))
    except _FAULTS as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        yield Reject(place, "file", _what_is_wrong(error))
        return
    with inflating, closing(_Member(_Inflated(inflating, budget, place), HEAD_BYTES)) as handle:
        yield from read(handle, place)


def _refuse_whole(members: list[zipfile.ZipInfo], source: str) -> None:
    names = {member.filename for member in members}
    for name, what in _DOCUMENTS.items():
        if name in names:
            raise UnreadableFile(f"the file is {what}, not text", source=source)
    if len(members) > MOST_MEMBERS:
        raise UnreadableFile(
            "the archive has too many members",
            source=source,
            expected=f"at most {MOST_MEMBERS}",
            actual=f"{len(members)}",
        )


def _path(member: zipfile.ZipInfo) -> str:
    """The member's path, with one way of writing it: some programs part folders with backslashes."""
    path = member.orig_filename.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return ("/" if path.startswith("/") else "") + "/".join(parts) + ("/" if parts and path.endswith("/") else "")


def _refusal(member: zipfile.ZipInfo, path: str) -> str | None:
    """Why a member is not read; None where it may be."""
    if path.startswith("/") or _DRIVE.match(path) or ".." in path.split("/"):
        return "its path leaves the archive"
    if not path:
        return "it has no name"
    if _CONTROL.search(path):
        return "its name holds control characters"
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "it is a link"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "it is no regular file"
    if member.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    if member.compress_type not in _METHODS:
        return "it is compressed by another method than deflate"
    return None


def _shown(path: str) -> str:
    return repr(path if len(path) <= 200 else path[:200] + "...")


def _what_is_wrong(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "the archive is cut short"
    return f"the archive is damaged: {_words(error)}"


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
