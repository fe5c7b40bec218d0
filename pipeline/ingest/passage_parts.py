"""What the passages of a full-text export are, told by the names that PubTator and PubMed Central give them.

``section_type`` names the section in capitals (``METHODS``, ``REF``), ``type`` what the passage is within it
(``title_1``, ``paragraph``, ``table_caption``). From them come the passages of a document: headings with what stands
under them, tables with their captions and notes, a reference list as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.ingest.sections import find_sections
from pipeline.schema import Passage, PassageKind, Span

Part = Literal[
    "title", "abstract", "label", "heading", "paragraph", "caption", "table", "note", "figure", "references",
    "reference", "other",
]  # fmt: skip

_HEADING = re.compile(r"(?:sub)?title(?:_\d+)?|heading(?:_\d+)?")
_TITLES = frozenset({"title", "front", "article-title", "article_title"})
_KINDS: dict[Part, PassageKind] = {
    "heading": "section",
    "paragraph": "section",
    "figure": "section",
    "caption": "table",
    "table": "table",
    "note": "table",
    "references": "reference",
    "reference": "reference",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage of the source in the document's text."""

    part: Part
    span: Span


@dataclass(slots=True)
class _Open:
    """A passage that may go on."""

    kind: PassageKind
    start: int
    end: int
    heading: str | None
    last: Part


def part_of(section: str | None, type: str | None) -> Part:
    """What a passage is.

    Args:
        section: its ``section_type``; None where the source has none.
        type: its ``type``; None where the source has none.
    """
    section, type = (section or "").strip().upper(), (type or "").strip().lower()
    if section == "REF" or type == "ref":
        return "references" if _HEADING.fullmatch(type) else "reference"
    if section == "TITLE" or (type in _TITLES and not section):
        return "title"
    if section == "ABSTRACT" or type.startswith("abstract"):
        return "label" if "title" in type else "abstract"
    if section == "TABLE" or type.startswith("table"):
        if "foot" in type or "note" in type:
            return "note"
        return "caption" if "caption" in type or "title" in type else "table"
    if section == "FIG" or type.startswith("fig"):
        return "figure"
    if _HEADING.fullmatch(type):
        return "heading"
    return "other" if section == "KEYWORD" else "paragraph"


def label_of(words: str) -> str | None:
    """A heading as a passage carries it: on one line, without its colon."""
    return " ".join(words.split()).rstrip(" :") or None


def group_passages(text: str, pieces: Iterable[Piece]) -> tuple[Passage, ...]:
    """The passages that the pieces of a document make.

    Args:
        text: the document's text.
        pieces: what the source calls passages, in the order of the text. An abstract without labels of its own is
            parted at those that stand in its words.

    Returns:
        passages in order, none of them empty. What stands behind a table or a figure goes on under the heading before.
    """
    passages: list[Passage] = []
    abstract: list[Piece] = []
    opened: _Open | None = None
    heading: str | None = None
    titled = False
    for piece in pieces:
        if piece.part in ("abstract", "label"):
            _close(opened, passages)
            opened = None
            abstract.append(piece)
            continue
        passages.extend(_abstract(text, abstract))
        abstract.clear()
        if not piece.span:
            continue
        if piece.part == "title" and not titled:
            titled = True
            _close(opened, passages)
            opened = None
            passages.append(Passage("title", piece.span))
            continue
        part: Part = "heading" if piece.part == "title" else piece.part
        if opened is None or not _goes_on(opened, part):
            _close(opened, passages)
            if part == "heading":
                heading = label_of(piece.span.of(text))
            kept = heading if part in ("heading", "paragraph") else None
            label = label_of(piece.span.of(text)) if part == "references" else kept
            opened = _Open(_KINDS.get(part, "other"), piece.span.start, piece.span.end, label, part)
        else:
            opened.end, opened.last = piece.span.end, part
    _close(opened, passages)
    passages.extend(_abstract(text, abstract))
    return tuple(passages)


def _goes_on(opened: _Open, part: Part) -> bool:
    if part in ("paragraph", "reference", "table", "note"):
        return opened.kind == _KINDS[part] and opened.last != "figure"
    return part == "caption" and opened.last == "caption"


def _close(opened: _Open | None, passages: list[Passage]) -> None:
    if opened is not None:
        passages.append(Passage(opened.kind, Span(opened.start, opened.end), opened.heading))


def _abstract(text: str, pieces: list[Piece]) -> Iterator[Passage]:
    """An abstract: cut at the labels that the source sets apart, else at those that it finds in the words."""
    if not pieces:
        return
    start, end = pieces[0].span.start, pieces[-1].span.end
    if all(piece.part == "abstract" for piece in pieces):
        yield from find_sections(text, start, end)
        return
    cuts = [(piece.span.start, label_of(piece.span.of(text))) for piece in pieces if piece.part == "label"]
    if cuts[0][0] > start:
        cuts.insert(0, (start, None))
    stops = [*(cut for cut, _ in cuts[1:]), end]
    for (cut, heading), stop in zip(cuts, stops, strict=True):
        if cut < stop:
            yield Passage("abstract", Span(cut, stop), heading)
