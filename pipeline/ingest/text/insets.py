"""What stands within a section without being of its running text: tables and page furniture, set apart from it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.ingest.headings import TextLine
from pipeline.ingest.text.page_furniture import find_furniture
from pipeline.ingest.text.tables import find_tables
from pipeline.schema import Passage, PassageKind, Span, Table

#: Passages of running text; what else there is (authors, references) is not taken apart.
_PROSE: frozenset[PassageKind] = frozenset(("abstract", "section"))


@dataclass(frozen=True, slots=True)
class Inset:
    """A stretch of whole lines that is a passage of its own."""

    kind: PassageKind
    span: Span
    heading: str | None


def find_insets(text: str, lines: Sequence[TextLine]) -> tuple[list[Inset], list[Table]]:
    """The tables and the page furniture among some lines of a text.

    Args:
        text: the text.
        lines: lines of it, one following the other.

    Returns:
        the insets, in order, none overlapping another, and the tables among them.
    """
    tables = find_tables(text, lines)
    insets = [Inset("table", table.span, table.label) for table in tables]
    for span, name in find_furniture(lines):
        if any(span.overlaps(inset.span) for inset in insets[: len(tables)]):
            continue
        last = insets[-1] if len(insets) > len(tables) else None
        if last is not None and last.heading is None is name and not text[last.span.end : span.start].strip():
            insets[-1] = Inset("other", last.span.cover(span), None)
        else:
            insets.append(Inset("other", span, name))
    return sorted(insets, key=lambda inset: inset.span), tables


def within(insets: Sequence[Inset], position: int) -> bool:
    """Whether a place lies in one of the insets, which are in order."""
    at = bisect_right(insets, position, key=lambda inset: inset.span.start) - 1
    return at >= 0 and position < insets[at].span.end


def set_apart(text: str, passages: Iterable[Passage], insets: Sequence[Inset]) -> Iterator[Passage]:
    """The passages with each inset that lies in running text as a passage of its own.

    What stands before and behind an inset keeps kind and heading of the passage it was part of.
    """
    at = 0
    for passage in passages:
        start, end = passage.span.start, passage.span.end
        while at < len(insets) and insets[at].span.start < start:
            at += 1
        while at < len(insets) and insets[at].span.start < end:
            inset = insets[at]
            at += 1
            if passage.kind not in _PROSE or inset.span.end > end:
                continue
            if text[start : inset.span.start].strip():
                yield Passage(passage.kind, Span(start, inset.span.start), passage.heading)
            yield Passage(inset.kind, inset.span, inset.heading)
            start = inset.span.end
        if text[start:end].strip():
            yield Passage(passage.kind, Span(start, end), passage.heading)
