"""BioC JSON: a collection, a list of collections or of documents, PubTator3's export, or one document a line."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from pipeline.errors import MalformedRecord
from pipeline.ingest.bioc.documents import read_document
from pipeline.ingest.bioc.json_stream import read_objects
from pipeline.schema import Reject, SourceRecord

NAME = "bioc-json"

_LISTS = frozenset({"documents", "PubTator3"})


def read(handle: BufferedReader[Any], source: str) -> Iterator[SourceRecord | Reject]:
    """Reads the documents of a file one by one.

    Args:
        handle: the file, open at its start.
        source: the file, as the user named it.

    Yields:
        a record for each document, each followed by the rejects of its annotations and relations. A document that is
        no JSON, or no text, is one reject of scope ``document``.

    Raises:
        UnreadableFile: when there is nothing but white space.
        MalformedRecord: where the file ends within a document, cannot be decoded, or no document is in it.
    """
    empty = True
    for item in read_objects(handle, source, _LISTS):
        empty = False
        if isinstance(item, Reject):
            yield item
        else:
            line, raw = item
            yield from read_document(raw, source, NAME, line)
    if empty:
        raise MalformedRecord("no document is in the file", source=source, expected="a list of documents")
