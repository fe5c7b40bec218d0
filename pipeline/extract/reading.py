"""A document in the order in which it is read: what breaks a sentence in two stands behind the sentence's paragraph.

Text turned from PDF has tables, running heads and page numbers in the middle of sentences, and the source is verbatim:
nothing of it may move. So the stages work on a document put in reading order, and what they find is put back to where
it stands in the verbatim one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.extract.sentences import goes_on
from pipeline.schema import Abbreviation, Cell, Document, Finding, Mention, Passage, PassageKind, Quantity, Span, Table

#: A sentence reaches over what stands in it where that is no longer than this, in characters: a running head and a page
#: number. Over a table it would be a table with two half sentences around it.
MOST_BETWEEN = 400

_PROSE: frozenset[PassageKind] = frozenset(("abstract", "section"))
_INSET: frozenset[PassageKind] = frozenset(("table", "other"))
_PARAGRAPH_END = re.compile(r"\n[ \t\r\f\v]*\n")


@dataclass(slots=True)
class _Part:
    """A passage, or the white space between two, and the stretches of the verbatim text that it is read from."""

    passage: Passage | None
    stretches: list[Span]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document in reading order.

    Attributes:
        document: the document as it is read; the verbatim one itself where no sentence is broken.
        text: the verbatim text.
        stretches: the stretches of the verbatim text in the order in which they are read; None where none was moved.
    """

    document: Document
    text: str
    stretches: tuple[Span, ...] | None
    starts: tuple[int, ...]

    def pieces(self, span: Span) -> Iterator[Span]:
        """Where the parts of a stretch that is read in one stand in the verbatim text."""
        if self.stretches is None:
            yield span
            return
        at = bisect_right(self.starts, span.start) - 1
        while at < len(self.stretches) and self.starts[at] < span.end:
            begin = self.stretches[at].start - self.starts[at]
            start = max(span.start + begin, self.stretches[at].start)
            end = min(span.end + begin, self.stretches[at].end)
            if start < end:
                yield Span(start, end)
            at += 1

    def place(self, span: Span) -> Span | None:
        """Where a stretch stands in the verbatim text, with what breaks it; None where its ends changed places."""
        found = list(self.pieces(span))
        if not found:
            return None
        in_order = all(left.end <= right.start for left, right in pairwise(found))
        return Span(found[0].start, found[-1].end) if in_order else None

    def figure(self, span: Span) -> Span | None:
        """Where a figure stands; of one that a table breaks in two (``seven`` / ``children``), what is before it."""
        place = self.place(span)
        if place is None or len(place) - len(span) <= MOST_BETWEEN:
            return place
        return next((half for half in self.sentences(span)), None)

    def sentences(self, sentence: Span) -> list[Span]:
        """A sentence in the verbatim text: one stretch, or two where a table stands between its halves."""
        found: list[Span] = []
        for piece in self.pieces(sentence):
            piece = _stripped(self.text, piece)
            if found and 0 <= piece.start - found[-1].end <= MOST_BETWEEN:
                found[-1] = found[-1].cover(piece)
            elif len(piece):
                found.append(piece)
        return found

    def mention(self, mention: Mention) -> Mention | None:
        """A mention at its verbatim place."""
        span = self.place(mention.span)
        if span is None or len(span) - len(mention.span) > MOST_BETWEEN:
            return None
        return replace(mention, span=span, surface=span.of(self.text))

    def quantity(self, quantity: Quantity) -> Quantity | None:
        """A quantity at its verbatim place."""
        span = self.figure(quantity.span)
        head = None if quantity.head is None else self.figure(quantity.head)
        return None if span is None else replace(quantity, span=span, surface=span.of(self.text), head=head)

    def abbreviation(self, abbreviation: Abbreviation) -> Abbreviation | None:
        """A definition at its verbatim place."""
        short, long = self.place(abbreviation.short), self.place(abbreviation.long)
        return None if short is None or long is None else replace(abbreviation, short=short, long=long)

    def finding(self, finding: Finding) -> Finding | None:
        """A finding at its verbatim place; its sentence is the part of it that holds the figure."""
        span = self.figure(finding.span)
        if span is None:
            return None
        halves = self.sentences(finding.sentence)
        sentence = next((half for half in halves if half.contains(span)), None) or self.place(finding.sentence) or span
        return replace(finding, span=span, quote=span.of(self.text), sentence=sentence)


def read_in_order(document: Document) -> Reading:
    """A document with each sentence in one piece."""
    parts = list(_parts(document))
    at, moved = 0, False
    while at < len(parts):
        behind = _goes_on_in(document.text, parts, at)
        if behind is None:
            at += 1
            continue
        moved = True
        first, rest = _first_paragraph(document.text, parts[behind].stretches[0])
        # The white space at the joint is the paragraph break that the sentence is read over.
        parts[at].stretches.append(first)
        parts[behind].stretches[:1] = [rest] if len(rest) else []
        if parts[behind].stretches:
            at = behind
        else:
            # All of it was the rest of the sentence, which may go on behind the next page's end as well.
            del parts[behind]
    if not moved:
        return Reading(document, document.text, None, ())
    return _rebuilt(document, parts)


def _parts(document: Document) -> Iterator[_Part]:
    at = 0
    for passage in document.passages:
        if at < passage.span.start:
            yield _Part(None, [Span(at, passage.span.start)])
        yield _Part(passage, [passage.span])
        at = passage.span.end
    if at < len(document.text):
        yield _Part(None, [Span(at, len(document.text))])


def _goes_on_in(text: str, parts: Sequence[_Part], at: int) -> int | None:
    """The part behind what interrupts the one at ``at``, where its last sentence goes on there."""
    passage = parts[at].passage
    if passage is None or passage.kind not in _PROSE:
        return None
    behind, interrupted = at + 1, False
    while behind < len(parts):
        other = parts[behind].passage
        if other is not None and other.kind not in _INSET:
            break
        interrupted = interrupted or other is not None
        behind += 1
    if not interrupted or behind == len(parts):
        return None
    other = parts[behind].passage
    alike = other is not None and other.kind == passage.kind and other.heading == passage.heading
    if not alike or not goes_on(parts[at].stretches[-1].of(text), parts[behind].stretches[0].of(text)):
        return None
    return behind


def _first_paragraph(text: str, stretch: Span) -> tuple[Span, Span]:
    start = stretch.start
    while start < stretch.end and text[start].isspace():
        start += 1
    match = _PARAGRAPH_END.search(text, start, stretch.end)
    cut = match.end() if match else stretch.end
    return Span(stretch.start, cut), Span(cut, stretch.end)


def _rebuilt(document: Document, parts: Sequence[_Part]) -> Reading:
    stretches: list[Span] = []
    starts: list[int] = []
    passages: list[Passage] = []
    length = 0
    for part in parts:
        begin = length
        for stretch in part.stretches:
            stretches.append(stretch)
            starts.append(length)
            length += len(stretch)
        if part.passage is not None and begin < length:
            passages.append(replace(part.passage, span=Span(begin, length)))
    moved = {stretch.start: (stretch, start - stretch.start) for stretch, start in zip(stretches, starts, strict=True)}
    order = sorted(moved)

    def forward(span: Span) -> Span:
        _, by = moved[order[max(bisect_right(order, span.start) - 1, 0)]]
        return Span(span.start + by, span.end + by)

    def table(given: Table) -> Table:
        cells = tuple(_cell(cell, forward(cell.span)) for cell in given.cells)
        caption = None if given.caption is None else forward(given.caption)
        return replace(
            given, span=forward(given.span), caption=caption, cells=cells, notes=tuple(map(forward, given.notes))
        )

    read = replace(
        document,
        text="".join(stretch.of(document.text) for stretch in stretches),
        passages=tuple(passages),
        tables=tuple(table(each) for each in document.tables),
        references=tuple(
            each if each.span is None else replace(each, span=forward(each.span)) for each in document.references
        ),
    )
    return Reading(read, document.text, tuple(stretches), tuple(starts))


def _cell(cell: Cell, span: Span) -> Cell:
    return replace(cell, span=span)


def _stripped(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
