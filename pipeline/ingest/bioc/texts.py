"""The text of a BioC document, and where a place that the source names by its own count stands in it.

Passages are written one after the other by the rule of :mod:`pipeline.ingest.rendering`, each verbatim. The source's
offsets count over a text of its own, mostly in code points, in some files in UTF-8 bytes or UTF-16 units: which of
them is found out passage by passage, from whether all of its annotations stand where they say they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from pipeline.ingest.bioc.values import Raw, Unusable, infons, objects, text, whole, words
from pipeline.ingest.passage_parts import Part, Piece, part_of
from pipeline.ingest.rendering import TextBuilder
from pipeline.schema import Span

Unit = Literal["code point", "UTF-8 byte", "UTF-16 unit"]
#: The ways in which sources count, in the order in which they are tried.
UNITS: tuple[Unit, ...] = ("code point", "UTF-8 byte", "UTF-16 unit")

# What ends a label of an abstract by itself.
_ENDED = (":", ".", "?", "!")


@dataclass(slots=True)
class Segment:
    """Words of the source that stand in the document's text as they are.

    Attributes:
        offset: where they begin by the source's count; None where the source does not say.
        words: the words.
        start: where they begin in the document's text.
    """

    offset: int | None
    words: str
    start: int
    _places: dict[Unit, dict[int, int]] = field(default_factory=dict)

    def place(self, position: int, unit: Unit) -> int | None:
        """Where a position by the source's count stands in the document's text; None where it is not in here."""
        if self.offset is None or position < self.offset:
            return None
        local = position - self.offset
        if unit == "code point" or self.words.isascii():
            return self.start + local if local <= len(self.words) else None
        found = self._boundaries(unit).get(local)
        return None if found is None else self.start + found

    def _boundaries(self, unit: Unit) -> dict[int, int]:
        """Unit -> code point, for every place between two characters."""
        if unit not in self._places:
            if unit == "UTF-8 byte":
                widths = (len(character.encode("utf-8", "surrogatepass")) for character in self.words)
            else:
                widths = (2 if character > "\uffff" else 1 for character in self.words)
            ends = accumulate(widths, initial=0)
            self._places[unit] = {end: number for number, end in enumerate(ends)}
        return self._places[unit]


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """A passage of the source.

    Attributes:
        part: what it is.
        raw: the passage as it was read.
        infons: its infons.
        segments: its words: one segment, or one a sentence.
        span: where it stands in the document's text.
    """

    part: Part
    raw: Raw
    infons: Raw
    segments: tuple[Segment, ...]
    span: Span


def write_passages(raw: Raw) -> tuple[str, tuple[SourcePassage, ...]]:
    """Writes the text of a document.

    Args:
        raw: the document as it was read.

    Returns:
        the text and its passages, in order; one without words is among them, its span empty.

    Raises:
        Unusable: where passages, sentences or their texts are not what they must be.
    """
    if raw.get("passages") in (None, []):
        raise Unusable("the document has no passages", "a list of passages", None)
    builder = TextBuilder()
    passages: list[SourcePassage] = []
    last: SourcePassage | None = None
    for passage in objects(raw, "passages"):
        given = infons(passage)
        part = part_of(words(given.get("section_type")), words(given.get("type")))
        pieces = _pieces(passage)
        kept = bool(pieces) or part in ("title", "abstract")
        if kept:
            builder.write(_separator(last, part))
        start = builder.length
        segments = []
        for offset, gap, piece in pieces:
            builder.write(gap)
            segments.append(Segment(offset, piece, builder.write(piece).start))
        passages.append(SourcePassage(part, passage, given, tuple(segments), Span(start, builder.length)))
        if kept:
            last = passages[-1]
        if segments and part == "label":
            builder.write(" " if segments[-1].words.rstrip().endswith(_ENDED) else ": ")
    return builder.text, tuple(passages)


def text_pieces(passages: Iterable[SourcePassage]) -> list[Piece]:
    """The passages as pieces of the text, for the grouping of them."""
    return [Piece(passage.part, passage.span) for passage in passages]


def place_span(
    start: int, length: int, unit: Unit, near: Sequence[Segment], everywhere: Sequence[Segment]
) -> Span | None:
    """Where a stretch by the source's count stands in the document's text; None where it is nowhere.

    Args:
        start: where it begins, by the source's count.
        length: how long it is, by the same count.
        unit: what the source counts.
        near: the segments of the passage that names it, which are asked first.
        everywhere: all segments of the document.
    """
    if len(near) == 1 and unit == "code point" and (offset := near[0].offset) is not None:
        local = start - offset
        if local >= 0 and local + length <= len(near[0].words):
            return Span(near[0].start + local, near[0].start + local + length)
    for segments in (near, everywhere):
        begins = next((at for one in segments if (at := one.place(start, unit)) is not None and at < _end(one)), None)
        ends = next((at for one in segments if (at := one.place(start + length, unit)) is not None), None)
        if begins is not None and ends is not None and begins < ends:
            return Span(begins, ends)
    return None


def _end(segment: Segment) -> int:
    return segment.start + len(segment.words)


def _pieces(passage: Raw) -> list[tuple[int | None, str, str]]:
    """The words of a passage with their offsets and what is written before them: its text, else its sentences."""
    whole_text = text(passage)
    offset = whole(passage.get("offset"))
    if whole_text:
        return [(offset, "", whole_text)]
    pieces: list[tuple[int | None, str, str]] = []
    for sentence in objects(passage, "sentences"):
        said = text(sentence)
        if not said:
            continue
        at = whole(sentence.get("offset"))
        pieces.append((at, " " if pieces and not _touches(pieces[-1], at) else "", said))
    return pieces


def _touches(before: tuple[int | None, str, str], offset: int | None) -> bool:
    """Whether a sentence begins just where the one before it ends, in any count."""
    at, _, said = before
    if at is None or offset is None:
        return said[-1:].isspace()
    return offset - at in (len(said), len(said.encode("utf-8", "surrogatepass")))


def _separator(last: SourcePassage | None, part: Part) -> str:
    """What parts a passage from the one before it; an abstract's own parts stand on one line."""
    if last is None:
        return ""
    if part in ("abstract", "label") and last.part in ("abstract", "label"):
        return " " if last.part == "abstract" and last.segments else ""
    return "\n"
