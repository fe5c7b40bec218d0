"""Reading XML element by element, with nothing resolved that stands outside of it, and faults that say where."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from lxml import etree

from pipeline.errors import MalformedRecord


def read_elements(handle: BufferedReader[Any], source: str, *tags: str) -> Iterator[etree._Element]:
    """The elements of a file that have one of some tags, each whole, as they come.

    An element is emptied once the caller asks for the next: memory does not grow with the file. No DTD is loaded, no
    entity is resolved but XML's own five and numbers, nothing is fetched, and lxml's limits on depth and length hold.

    Args:
        handle: the file, open at its start.
        source: the file, as the user named it.
        tags: the tags of the elements to give; one within another of them is given by itself first.

    Raises:
        MalformedRecord: where the file is no well-formed XML; the elements before that place have been given.
    """
    events = etree.iterparse(
        handle,
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        for _, element in events:
            yield element
            _forget(element)
    except etree.XMLSyntaxError as error:
        line = error.lineno or None
        raise MalformedRecord(f"the XML is broken: {error.msg}", source=source, line=line) from error


def _forget(element: etree._Element) -> None:
    """Free an element that was read, and those before it that are still held by their parent."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
