"""What stands around the rows of a table in plain text: its caption, above or below them, and its notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ingest.headings import TextLine, is_known_heading
from pipeline.schema import Span

_LONGEST_CAPTION = 800
_LONGEST_LINE = 150
_MOST_CAPTION_LINES = 8
_MOST_BLANKS = 3
_MOST_NOTES = 12
_CONTINUED = re.compile(r"\W*(?:continued|cont\.|contd\.?|cont['’]d\.?)\W*", re.IGNORECASE)
#: A line that names a table, with Markdown signs or without.
_LABEL = re.compile(
    r"[#*_\s\[]{0,12}(?P<kind>(?:(?:supplementary|supplemental|appendix|online|extended data)\s)?table)\s+"
    r"(?P<number>[a-z]?\.?\d{1,3}[a-z]?|[ivx]{1,5})(?![\w%/])(?P<continued>\s*\(?\b(?:continued|cont\.|contd\.?|cont[’']d\.?)(?!\w)\)?)?(?P<end>\s?[.:|–—-]|[*_\]]{1,2}|(?=\s|$))[*_.:|–—\s]*",
    re.IGNORECASE,
)
#: What stands behind a table's number where a sentence speaks of it.
_TALKS = re.compile(
    r"(?:also |further )?(?:shows?|showed|lists?|listed|summari[sz]e[sd]?|presents?|presented|gives?|gave|"
    r"demonstrates?|reports?|displays?|provides?|describes?|contains?|illustrates?|indicates?|compares?|outlines?|details|"
    r"and|or|to|we|is|are|was|were|has|have|in the)\b"
)
_NOTE = re.compile(
    r"\*{1,3}(?![*\w][^*\n]*\*)|[†‡§¶#^]|\$\s*\^|\[[a-z*†]\]|\([1ai]\)\s|[a-e][.)]?\s(?=[A-Z])|(?:foot)?notes?\b[.:]|abbreviations?\b"
    r"|(?:all |the )?(?:values|data|numbers|figures|percentages|results)\s(?:are|is|were)\s"
    r"(?:presented|expressed|shown|given|reported|n\b|numbers?|means?|medians?|in)\b"
    r"|sources?[.:]|p[- ]?values?\s(?:are|is|was|were|by|from|calculated|for)\b",
    re.IGNORECASE,
)
_MARKDOWN_HEADING = re.compile(r"#{2,6}\s+\S|#\s+(?:(?:\d{1,2}\.?){1,4}\s+)?(?P<label>\S.*)")
_SHORT_FORM = re.compile(r"(?=[^\s,=:]*[A-Z][^\s,=:]*[A-Z])([A-Z][^\s,=:]{1,14})\s?[,=:]\s?(?:the\s)?([^\W\d_])")


@dataclass(frozen=True, slots=True)
class Caption:
    """The lines that name a table.

    Attributes:
        first: the line that begins with its name.
        stop: the line behind the last of them.
        label: what the table is called (``Table 2``).
        words: where the words behind the label stand; None where there are none.
        continued: whether it says that the table goes on from an earlier page.
    """

    first: int
    stop: int
    label: str
    words: Span | None
    continued: bool


def is_table_label(words: str) -> bool:
    """Whether a line names a table: its caption, not a sentence that speaks of one."""
    match = _LABEL.match(words)
    return match is not None and _TALKS.match(words, match.end()) is None


def caption_at(text: str, lines: Sequence[TextLine], at: int, stop: int) -> Caption | None:
    """The caption that begins at a line; None where none does.

    Args:
        text: the text.
        lines: its lines.
        at: the line.
        stop: the line behind the last that may be of it.
    """
    words = lines[at].words
    match = _LABEL.match(words)
    if match is None or _TALKS.match(words, match.end()):
        return None
    begin = text.index(words, lines[at].start)
    start, end = stripped(text, begin + match.end(), lines[stop - 1].end)
    while end > start and (text[end - 1] in "*_" or text[end - 1].isspace()):
        end -= 1
    told = Span(start, end) if end > start else None
    goes_on = match["continued"] is not None
    if told is not None and _CONTINUED.fullmatch(told.of(text)):
        goes_on, told = True, None
    label = f"{' '.join(match['kind'].split()).capitalize()} {match['number'].upper()}"
    return Caption(at, stop, label, told, goes_on)


def caption_above(text: str, lines: Sequence[TextLine], first: int, floor: int) -> Caption | None:
    """The caption above the rows that begin at a line, looked for no further up than ``floor``."""
    at, seen, blanks, parted = first - 1, 0, 0, 0
    while at >= floor and seen < _MOST_CAPTION_LINES and blanks <= _MOST_BLANKS:
        words = lines[at].words
        if not words:
            blanks += 1
            parted += seen > 0 and bool(lines[at + 1].words)
            at -= 1
            continue
        if "\t" in words or lines[first].start - lines[at].start > _LONGEST_CAPTION:
            break
        seen += 1
        if is_table_label(words):
            found = caption_at(text, lines, at, first)
            alone = found is not None and _label_alone(words)
            return None if parted > int(alone) else found
        at -= 1
    return None


def caption_below(text: str, lines: Sequence[TextLine], stop: int, ceiling: int) -> Caption | None:
    """The caption below the rows that end before a line: a paragraph of its own, no further down than ``ceiling``."""
    at = stop
    while at < ceiling and not lines[at].words and at - stop <= _MOST_BLANKS:
        at += 1
    if at >= ceiling or not is_table_label(lines[at].words):
        return None
    end = at + 1
    if _label_alone(lines[at].words):
        while end < ceiling and not lines[end].words and end - at <= _MOST_BLANKS:
            end += 1
    while end < ceiling and lines[end].words and end - at < _MOST_CAPTION_LINES and not is_note(lines[end].words):
        # A long line is a paragraph by itself.
        if "\t" in lines[end].words or len(lines[end - 1].words) > _LONGEST_LINE:
            break
        end += 1
    return caption_at(text, lines, at, end)


def _label_alone(words: str) -> bool:
    match = _LABEL.match(words)
    return match is not None and match.end() == len(words)


def find_notes(lines: Sequence[TextLine], stop: int, ceiling: int, text: str) -> tuple[int, list[Span]]:
    """The line behind a table with its notes, no further down than ``ceiling``, and the notes, a paragraph each."""
    notes: list[Span] = []
    at, end = stop, stop
    while at < ceiling and len(notes) < _MOST_NOTES:
        blanks = 0
        while at < ceiling and not lines[at].words:
            at, blanks = at + 1, blanks + 1
        if at == ceiling or blanks > _MOST_BLANKS or not is_note(lines[at].words):
            break
        first = at
        at += 1
        # A note that is wrapped goes on in the lines below; a long line is a paragraph by itself.
        while at < ceiling and lines[at].words and "\t" not in lines[at].words and not is_note(lines[at].words):
            if len(lines[at - 1].words) > _LONGEST_LINE or _is_outside(lines[at].words):
                break
            at += 1
        notes.append(Span(*stripped(text, lines[first].start, lines[at - 1].end)))
        end = at
    return end, notes


def _is_outside(words: str) -> bool:
    """Whether a line begins what is no part of the table: another table, a section under a Markdown heading."""
    heading = _MARKDOWN_HEADING.match(words)
    # A sign before a note may be the one before a heading: ``# p < 0.05``.
    return is_table_label(words) or (
        heading is not None and (heading["label"] is None or is_known_heading(heading["label"]))
    )


def is_note(words: str) -> bool:
    """Whether a line below a table begins a note of it."""
    if "\t" in words or _is_outside(words):
        return False
    if _NOTE.match(words):
        return True
    match = _SHORT_FORM.match(words)
    return match is not None and (match[1][0].lower() == match[2].lower() or words.count(";") > 1)


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of text without the white space at both ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
