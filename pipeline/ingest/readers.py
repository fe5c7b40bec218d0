"""Which formats there are, which of them a file is in, and reading it.

To add a format: write a module with ``read``, say in :mod:`pipeline.ingest.detection` how it is known, and add a line
to :data:`READERS` above ``text``.
"""

from __future__ import annotations

import io
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from io import BufferedReader
from pathlib import Path
from typing import Any

from pipeline.errors import IngestError, UnknownFormat, UnreadableFile
from pipeline.ingest import detection
from pipeline.ingest.alike_rejects import few_alike
from pipeline.ingest.archives import PassedOver, is_archive, read_archive
from pipeline.ingest.encoding import HEAD_BYTES, FileReader, by_line, first_words
from pipeline.ingest.signatures import foreign
from pipeline.schema import Reject, SourceRecord


@dataclass(frozen=True, slots=True)
class Reader:
    """A format and how it is read.

    Attributes:
        name: the format's name, as in ``Document.format``.
        description: one line for the user.
        detects: whether a file that begins with these characters (without byte-order mark) is in the format.
        read: reads a file from its start, given how the user named it; yields what it can use and what it refuses, and
            raises an ``IngestError`` where the rest of the file cannot be used at all.
    """

    name: str
    description: str
    detects: Callable[[str], bool]
    read: FileReader


def _of(module: str) -> FileReader:
    """The ``read`` of a module of this package, imported when a file comes for it: few runs need more than two."""

    def read(handle: BufferedReader[Any], source: str) -> Iterator[SourceRecord | Reject]:
        reader: FileReader = import_module(f"pipeline.ingest.{module}").read
        return reader(handle, source)

    return read


def _by_line(module: str) -> FileReader:
    """The same of one that reads lines."""

    def read(handle: BufferedReader[Any], source: str) -> Iterator[SourceRecord | Reject]:
        return by_line(import_module(f"pipeline.ingest.{module}").read)(handle, source)

    return read


#: Format -> reader, in the order in which they are asked whether they know a file: ``text`` is asked last.
READERS: dict[str, Reader] = {
    "bioc-xml": Reader(
        "bioc-xml",
        "BioC XML: abstracts or full papers with mentions and relations, many documents a file",
        detection.is_bioc_xml,
        _of("bioc.xml_reader"),
    ),
    "bioc-json": Reader(
        "bioc-json",
        "BioC JSON: the same, also PubTator3's export, and one document a line",
        detection.is_bioc_json,
        _of("bioc.json_reader"),
    ),
    "pubtator": Reader(
        "pubtator",
        "PubTator: titles and abstracts with mentions and relations, many records a file",
        detection.is_pubtator,
        _of("pubtator.blocks"),
    ),
    "pubmed-xml": Reader(
        "pubmed-xml",
        "PubMed XML: what EFetch and PubMed's yearly and daily files hold, deletions too",
        detection.is_pubmed_xml,
        _of("pubmed.xml_reader"),
    ),
    "medline": Reader(
        "medline",
        "MEDLINE, also called nbib: PubMed's records as tagged lines",
        detection.is_medline,
        _by_line("pubmed.medline"),
    ),
    "ris": Reader(
        "ris",
        "RIS: the records of reference managers and databases, many a file",
        detection.is_ris,
        _by_line("ris.reader"),
    ),
    "jats": Reader(
        "jats",
        "JATS: full text of articles with their tables and references, as PubMed Central has them",
        detection.is_jats,
        _of("jats.reader"),
    ),
    "text": Reader(
        "text",
        "plain text: one abstract or paper a file",
        detection.is_text,
        _by_line("text.reader"),
    ),
}

# What is no regular file may never come to an end, or never begin: it is refused before it is opened.
_SPECIAL_FILES: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def reader_for(name: str) -> Reader:
    """The reader of the format called ``name``.

    Raises:
        UnknownFormat: when there is none; the message lists those there are.
    """
    try:
        return READERS[name]
    except KeyError:
        raise UnknownFormat(
            f"no reader is called {name!r}; known formats: {', '.join(READERS)}",
            source=name,
        ) from None


def detect(head: str, source: str) -> Reader:
    """The reader that knows a file by its content; its name plays no part.

    Args:
        head: the first characters of the file.
        source: the file, as the user named it.

    Raises:
        UnreadableFile: when there is nothing but white space.
        UnknownFormat: when no reader knows it; the message lists the formats there are.
    """
    if not head.strip():
        raise UnreadableFile("the file holds only white space" if head else "the file is empty", source=source)
    for reader in READERS.values():
        if reader.detects(head):
            return reader
    raise UnknownFormat(
        f"no reader knows this content; known formats: {', '.join(READERS)}",
        source=source,
        line=1,
        expected="a known format",
        actual=head.strip()[:40],
    )


def read_records(
    path: str | Path,
    source: str | None = None,
    *,
    format: str | None = None,
    passed_over: PassedOver | None = None,
) -> Iterator[SourceRecord | Reject]:
    """Reads a file record by record, and raises where the file as a whole cannot be used.

    Args:
        path: the file.
        source: how the user named it; ``path`` where None.
        format: a name of :data:`READERS`; found out from the content where None.
        passed_over: is told of the members of an archive that are passed over by their names.

    Yields:
        records, and rejects of documents and annotations, and of members of an archive.

    Raises:
        UnreadableFile: no such file, no regular file (a pipe, a device), no permission, empty, not text, or a damaged
            archive.
        UnknownFormat: no reader knows the content, or none is called ``format``.
    """
    name = str(path) if source is None else source
    reader = None if format is None else reader_for(format)
    try:
        _refuse_special(path, name)
        raw = io.FileIO(path)
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"cannot be opened: {_why(error)}", source=name) from error
    with io.BufferedReader(raw, HEAD_BYTES) as handle:
        try:
            if is_archive(handle.peek(HEAD_BYTES)):
                yield from read_archive(handle, name, _member_reader(reader), passed_over)
            else:
                yield from _read_open(handle, name, reader)
        except OSError as error:
            raise UnreadableFile(f"cannot be read: {_why(error)}", source=name) from error


def read_file(
    path: str | Path,
    source: str | None = None,
    *,
    format: str | None = None,
    passed_over: PassedOver | None = None,
) -> Iterator[SourceRecord | Reject]:
    """Reads a file record by record; a file that cannot be used is one ``Reject`` of scope ``file``.

    Args:
        path: the file.
        source: how the user named it; ``path`` where None.
        format: a name of :data:`READERS`; found out from the content where None.
        passed_over: is told of the members of an archive that are passed over by their names.

    Returns:
        records and rejects, in the order of the file; the file is read as they are asked for.

    Raises:
        UnknownFormat: at once, when no reader is called ``format``.
    """
    if format is not None:
        reader_for(format)
    return _with_rejects(read_records(path, source, format=format, passed_over=passed_over))


def file_reject(error: IngestError) -> Reject:
    """The error as a reject of its whole file."""
    return Reject(error.source, "file", error.reason, error.line, None, error.expected, error.actual)


def _read_open(handle: BufferedReader[Any], source: str, reader: Reader | None) -> Iterator[SourceRecord | Reject]:
    """What an open file holds, by the reader given or the one that knows it."""
    head = handle.peek(HEAD_BYTES)
    words = first_words(handle, head)
    if reader is None or not words.strip():
        if reason := foreign(head):
            raise UnreadableFile(reason, source=source)
        reader = detect(words, source)
    yield from few_alike(reader.read(handle, source))


def _member_reader(reader: Reader | None) -> FileReader:
    """A reader of members: one that cannot be used costs no other."""

    def read(handle: BufferedReader[Any], source: str) -> Iterator[SourceRecord | Reject]:
        return _with_rejects(_read_open(handle, source, reader))

    return read


def _with_rejects(records: Iterator[SourceRecord | Reject]) -> Iterator[SourceRecord | Reject]:
    try:
        yield from records
    except IngestError as error:
        yield file_reject(error)


def _refuse_special(path: str | Path, source: str) -> None:
    mode = Path(path).stat().st_mode
    for is_special, what in _SPECIAL_FILES:
        if is_special(mode):
            raise UnreadableFile(f"cannot be opened: it is {what}, not a regular file", source=source)


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
