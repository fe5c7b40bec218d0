"""Reference lists in running text: where an entry begins and ends, and what each says.

Entries are told by their numbers (``12.``, ``[12]``, ``(12)``, counted on from one to the next), by bullets, by blank
lines, or by a line each; where none of these parts them, an entry begins at a line that begins with an author, behind
a line that can end an entry.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.ingest.references.authors import begins_with_person
from pipeline.ingest.references.citations import LONGEST, parse_reference
from pipeline.schema import Passage, Reference, Span

_LINE = re.compile(r"[^\n]*\n?")
_LABEL = re.compile(r"(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,4})[.)](?=\s)|(\d{1,4})(?=\s+[^\W\d_a-z]))\s*")
_BULLET = re.compile(r"[-–•●▪◦‣*·]\s+")
_HEADING_SIGNS = " \t:.*_#"
# What can stand at the end of an entry, and hardly ever where a line of it is broken.
_END = re.compile(r"(?:[.)\]]|\d|/\S*|https?://\S+|10\.\d{4,9}/\S+)$")
_GOES_ON = re.compile(r"doi\b|https?://|PMI?D|PMCID|Available\b|Retrieved\b|Accessed\b|Epub\b|\[", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_LARGEST_GAP = 3
_LONGEST_NAME = 200
# Each is one more reading of what stands behind it.
_MOST_TRIED = 20
_FEWEST = 3
_MOST_OF = 0.8
_HALF = 0.5
_ALMOST_ALL = 0.9


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with words on it: where they stand, and whether a blank line stands above it."""

    start: int
    end: int
    words: str
    apart: bool


@dataclass(slots=True)
class _Entry:
    """An entry as its lines come in."""

    start: int
    end: int
    label: str | None = None


def find_references(text: str, passages: Iterable[Passage], breaks: Sequence[Span] = ()) -> tuple[Reference, ...]:
    """The references that a text lists.

    Args:
        text: the document's text.
        passages: its passages: those of kind ``reference`` are its lists.
        breaks: whole lines that are of no entry though they stand among the entries, in order: page furniture.

    Returns:
        a reference for each entry, in order; ``text[span.start:span.end]`` is its text, without label and bullet, but
        for what breaks it.
    """
    return tuple(
        reference
        for passage in passages
        if passage.kind == "reference"
        for reference in _parsed(text, _entries(text, _body(text, passage), breaks), breaks)
    )


def list_start(text: str, span: Span, breaks: Sequence[Span] = ()) -> int | None:
    """Where a list of references begins that a stretch of text ends with, though no heading says so.

    Args:
        text: the document's text.
        span: the stretch.
        breaks: as in :func:`find_references`.

    Returns:
        where the line of the first entry begins; None where the stretch does not end with three entries or more that
        are, but for a few, papers with year and place.
    """
    # A paper has many lines without a year; this is to tell before anything is parsed.
    if len(_YEAR.findall(text, span.start, span.end)) < _FEWEST:
        return None
    tried = 0
    # Entries right before the first that begins with an author, by the marks that they all have.
    marked: int | None = None
    for line in _lines(text, span, breaks):
        label = _LABEL.match(line.words) or _BULLET.match(line.words)
        begin = line.start + (label.end() if label else 0)
        if _YEAR.search(text, begin, min(begin + LONGEST, span.end)) and begins_with_person(
            text[begin : min(line.end, begin + _LONGEST_NAME)]
        ):
            if _are_papers(text, _entries(text, Span(line.start, span.end), breaks), breaks):
                return line.start if marked is None or not label else marked
            tried += 1
            if tried == _MOST_TRIED:
                break
        if label and _YEAR.search(text, begin, line.end):
            marked = line.start if marked is None else marked
        elif label or line.apart:
            marked = None
    return None


def _are_papers(text: str, entries: Sequence[_Entry], breaks: Sequence[Span]) -> bool:
    """Whether most of some entries have a year, and half of them, the first among them, say where a paper stands."""
    dated = [
        entry
        for entry in entries
        if entry.end - entry.start <= LONGEST and _YEAR.search(text, entry.start, entry.end) is not None
    ]
    if not entries or dated[:1] != [entries[0]] or len(dated) < max(_FEWEST, _MOST_OF * len(entries)):
        return False
    if not _is_paper(next(_parsed(text, entries[:1], breaks))):
        return False
    good = sum(map(_is_paper, _parsed(text, entries, breaks)))
    # Books, reports and web pages have a year, and neither volume nor pages.
    return good >= max(_FEWEST, _HALF * len(entries))


def _is_paper(reference: Reference) -> bool:
    return (
        reference.year is not None
        and bool(reference.volume or reference.doi or reference.pages)
        and bool(reference.authors or reference.journal)
    )


def _parsed(text: str, entries: Sequence[_Entry], breaks: Sequence[Span]) -> Iterator[Reference]:
    for entry in entries:
        span = Span(entry.start, entry.end)
        yield parse_reference(_without(text, span, breaks), span, entry.label)


def _without(text: str, span: Span, breaks: Sequence[Span]) -> str:
    """The words of an entry without what breaks it."""
    parts: list[str] = []
    at = span.start
    for broken in breaks[bisect_left(breaks, span) :]:
        if broken.start >= span.end:
            break
        parts.append(text[at : broken.start].rstrip())
        at = broken.end
    return "\n".join([*parts, text[at : span.end].lstrip() if parts else text[at : span.end]])


def _body(text: str, passage: Passage) -> Span:
    """A list without its heading."""
    at, end = passage.span.start, passage.span.end
    if passage.heading is not None:
        found = text.find(passage.heading, at, end)
        at = at if found < 0 else found + len(passage.heading)
        while at < end and text[at] in _HEADING_SIGNS:
            at += 1
    return Span(at, end)


def _entries(text: str, span: Span, breaks: Sequence[Span]) -> list[_Entry]:
    lines = _lines(text, span, breaks)
    if not lines:
        return []
    labels = _counted_labels(lines)
    if len(labels) >= max(2, _FEWEST if 0 not in labels else 0) or (len(lines) == 1 and labels):
        return _marked(text, lines, labels)
    bullets = {at: match for at, line in enumerate(lines) if (match := _BULLET.match(line.words))}
    if 0 in bullets and len(bullets) * 3 >= len(lines):
        return _marked(text, lines, {at: (match.end(), None) for at, match in bullets.items()})
    return _unmarked(text, lines)


def _lines(text: str, span: Span, breaks: Sequence[Span]) -> list[_Line]:
    lines: list[_Line] = []
    apart = True
    broken = False
    at = bisect_left(breaks, span.start, key=lambda each: each.start)
    for match in _LINE.finditer(text, span.start, span.end):
        words = match[0].strip()
        while at < len(breaks) and breaks[at].end <= match.start():
            at += 1
        if words and at < len(breaks) and breaks[at].start < match.end():
            # The blank lines around it part no entries.
            broken = True
            continue
        if words:
            apart = apart and not broken
            broken = False
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            lines.append(_Line(start, start + len(words), words, apart))
        apart = not words
    return lines


def _counted_labels(lines: Sequence[_Line]) -> dict[int, tuple[int, str | None]]:
    """The lines that begin with a number that counts on from the one before, with its length and the number."""
    found: dict[int, tuple[int, str | None]] = {}
    last: int | None = None
    for at, line in enumerate(lines):
        match = _LABEL.match(line.words)
        if match is None or match.end() == len(line.words):
            continue
        label = next(group for group in match.groups() if group)
        number = int(label)
        if last is None or last < number <= last + _LARGEST_GAP:
            found[at] = (match.end(), label)
            last = number
    return found


def _marked(text: str, lines: Sequence[_Line], marks: dict[int, tuple[int, str | None]]) -> list[_Entry]:
    """Entries that begin at marks; what stands apart behind a whole entry belongs to none."""
    entries: list[_Entry] = []
    within = False
    for at, line in enumerate(lines):
        mark = marks.get(at)
        if mark is not None:
            entries.append(_Entry(line.start + mark[0], line.end, mark[1]))
            within = True
        elif entries and within:
            entry = entries[-1]
            within = not (line.apart and _END.search(text[entry.start : entry.end][-300:]))
            if within:
                entry.end = line.end
    return entries


def _unmarked(text: str, lines: Sequence[_Line]) -> list[_Entry]:
    ending = sum(_END.search(line.words[-300:]) is not None for line in lines)
    line_each = ending >= _ALMOST_ALL * len(lines)
    entries: list[_Entry] = []
    for line in lines:
        if entries and not _begins(text, entries[-1], line, line_each):
            entries[-1].end = line.end
        else:
            entries.append(_Entry(line.start, line.end))
    return entries


def _begins(text: str, before: _Entry, line: _Line, line_each: bool) -> bool:
    """Whether a line begins an entry, and does not go on with the one before."""
    if _GOES_ON.match(line.words):
        return False
    ended = _END.search(text[max(before.start, before.end - 300) : before.end]) is not None
    if line.apart:
        return ended or begins_with_person(line.words)
    return line_each or (ended and begins_with_person(line.words))
