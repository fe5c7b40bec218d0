"""Tables of BioC documents: PubMed Central gives the markup of a table in an infon (``xml``) beside its words.

The words of a table's passage are those of its cells, one cell behind the other; the markup tells which of them stand
in which row and column. Each cell's place is found by following its words through the passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from pipeline.ingest.bioc.texts import SourcePassage
from pipeline.ingest.bioc.values import words
from pipeline.ingest.jats.tables import grid_of, tables_of
from pipeline.ingest.tables.grid import TooManySlots
from pipeline.ingest.tables.shape import is_head_inferred
from pipeline.ingest.tables.writing import placed_cells
from pipeline.schema import Cell, Span, Table

# An infon longer than this is no table that anybody wrote.
_LONGEST = 5_000_000
_BEGINS = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?<(?:\w+:)?(?:table|table-wrap|tgroup)\b")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"\s+")
#: So many characters of the passage may stand between two cells, where it has words that the markup has not.
_LARGEST_GAP = 200
#: Where more of a table's cells than one in so many are not found in its words, they are those of something else.
_FEWEST_FOUND = 0.8
# What PubMed Central writes as it is told, and full texts in signs of their own.
_PLAIN = ("sup", "sub", "xref", "ext-link", "named-content", "styled-content")


def read_tables(text: str, passages: Sequence[SourcePassage]) -> tuple[Table, ...]:
    """The tables of a document.

    Args:
        text: the document's text.
        passages: its passages.

    Returns:
        a table for each passage that is the words of one, with the caption before it and the notes behind it; its cells
        where its markup stands in an infon and tells of the same words.
    """
    return tuple(_tables(text, passages))


def _tables(text: str, passages: Sequence[SourcePassage]) -> Iterator[Table]:
    for number, passage in enumerate(passages):
        if passage.part != "table" or not passage.span:
            continue
        first, stop = number, number + 1
        while first and passages[first - 1].part == "caption":
            first -= 1
        while stop < len(passages) and passages[stop].part == "note":
            stop += 1
        captions = [each.span for each in passages[first:number] if each.span]
        notes = tuple(each.span for each in passages[number + 1 : stop] if each.span)
        start = captions[0].start if captions else passage.span.start
        cells, guessed = _cells(text, passage)
        yield Table(
            Span(start, notes[-1].end if notes else passage.span.end),
            None,
            Span(start, captions[-1].end) if captions else None,
            cells,
            notes,
            guessed,
        )


def _cells(text: str, passage: SourcePassage) -> tuple[tuple[Cell, ...], bool]:
    """The cells of a table, and whether its head is a guess."""
    markup = words(passage.infons.get("xml"))
    table = None if markup is None else _parsed(markup)
    if table is None:
        return (), False
    try:
        grid = grid_of(table, frozenset())
    except TooManySlots:
        return (), False
    places = _places(text, passage.span, [cell.text for cell in grid.cells])
    worded = sum(bool(cell.text) for cell in grid.cells)
    if not worded or sum(place is not None for place in places) < _FEWEST_FOUND * worded:
        return (), False
    told = [replace(cell, text="" if place is None else " ".join(place.of(text).split()))
            for cell, place in zip(grid.cells, places, strict=True)]  # fmt: skip
    grid = replace(grid, cells=tuple(told))
    return placed_cells(grid, places), is_head_inferred(grid)


def _parsed(markup: str) -> etree._Element | None:
    """The first table in some markup; None where there is none that can be read."""
    if len(markup) > _LONGEST or not _BEGINS.match(markup):
        return None
    # The declaration's encoding is that of a file which this no longer is.
    content = _DECLARATION.sub("", markup, count=1)
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(content.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    etree.strip_tags(root, *_PLAIN)
    return next(iter(tables_of(root)), root if root.tag == "tgroup" else None)


def _places(text: str, span: Span, cells: Sequence[str]) -> list[Span | None]:
    """Where the words of each cell stand in the passage; None for those without words, or not found."""
    # White space is not told alike in markup and words: both are compared without it.
    kept = [at for at in range(span.start, span.end) if not text[at].isspace()]
    letters = "".join(text[at] for at in kept)
    at = 0
    found: list[Span | None] = []
    for cell in cells:
        sought = _SPACE.sub("", cell)
        place = letters.find(sought, at, at + len(sought) + _LARGEST_GAP) if sought else -1
        if place < 0:
            found.append(None)
            continue
        found.append(Span(kept[place], kept[place + len(sought) - 1] + 1))
        at = place + len(sought)
    return found
