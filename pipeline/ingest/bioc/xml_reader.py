"""BioC XML: a ``collection`` of documents, read one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import Any, cast

from lxml import etree

from pipeline.errors import MalformedRecord, UnreadableFile
from pipeline.ingest.bioc.documents import read_document
from pipeline.ingest.bioc.values import LINE
from pipeline.ingest.encoding import HEAD_BYTES, first_words
from pipeline.ingest.markup.elements import read_elements
from pipeline.schema import Reject, SourceRecord

NAME = "bioc-xml"

_LISTS = {
    "passage": "passages",
    "sentence": "sentences",
    "annotation": "annotations",
    "relation": "relations",
}
_PLACES = {"location": "locations", "node": "nodes"}
_LEAVES = frozenset({"id", "offset", "text"})


def read(handle: BufferedReader[Any], source: str) -> Iterator[SourceRecord | Reject]:
    """Reads the documents of a file one by one.

    Args:
        handle: the file, open at its start.
        source: the file, as the user named it.

    Yields:
        a record for each document, each followed by the rejects of its annotations and relations.

    Raises:
        UnreadableFile: when there is nothing but white space.
        MalformedRecord: where the file is no well-formed XML, or no document is in it.
    """
    if not first_words(handle, handle.peek(HEAD_BYTES)).strip():
        raise UnreadableFile("the file holds only white space", source=source)
    empty = True
    for element in read_elements(handle, source, "document"):
        empty = False
        line = cast("int | None", element.sourceline)
        entity = next(element.iter(etree.Entity), None)
        if entity is not None:
            reason = "the document is left out: an entity in it is none of XML's own, and none is resolved"
            yield Reject(source, "document", reason, line, None, None, str(entity.text)[:100])
            continue
        yield from read_document(raw_document(element), source, NAME, line)
    if empty:
        raise MalformedRecord("no document is in the file", source=source, expected="<document>")


def raw_document(element: etree._Element) -> dict[str, Any]:
    """An element in the shape of BioC JSON: attributes and leaves are fields, infons one object, the rest lists."""
    raw: dict[str, Any] = _attributes(element)
    raw[LINE] = element.sourceline
    infons: dict[str, str] = {}
    for child in element:
        tag = child.tag
        if tag == "infon":
            key, value = child.get("key") or "", _words(child)
            infons[key] = f"{infons[key]};{value}" if key in infons else value
        elif tag in _LEAVES:
            raw[tag] = _words(child)
        elif (name := _LISTS.get(tag)) is not None:
            raw.setdefault(name, []).append(raw_document(child))
        elif (name := _PLACES.get(tag)) is not None:
            raw.setdefault(name, []).append(_attributes(child))
    if infons:
        raw["infons"] = infons
    return raw


def _attributes(element: etree._Element) -> dict[str, Any]:
    return cast("dict[str, Any]", dict(element.items()))


def _words(element: etree._Element) -> str:
    return "".join(str(words) for words in element.itertext()) if len(element) else element.text or ""
