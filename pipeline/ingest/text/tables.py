"""Tables in plain text: rows of tab-separated or Markdown cells, the caption above them and the notes below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.headings import TextLine, is_known_heading
from pipeline.ingest.text.table_headers import Row, resolve_cells
from pipeline.schema import Span, Table

_FEWEST_ROWS = 2
_LONGEST_STUB = 100
_LONGEST_CAPTION = 800
_LONGEST_LINE = 150
_MOST_CAPTION_LINES = 8
_MOST_BLANKS = 3
_MOST_NOTES = 12
_CELL = re.compile(r"[^\t]+")
_PIPE = re.compile(r"(?<!\\)\|")
_DASHES = r"\s*(?:-{2,}:?|:-+:?|-:)\s*"
_RULE = re.compile(rf"\|?{_DASHES}(?:\|{_DASHES})*\|?")
#: A line that names a table, with Markdown signs or without.
_LABEL = re.compile(
    r"[#*_\s\[]{0,12}(?P<kind>(?:(?:supplementary|supplemental|appendix|online|extended data)\s)?table)\s+"
    r"(?P<number>[a-z]?\.?\d{1,3}[a-z]?|[ivx]{1,5})(?![\w%/])(?:\s*\(?\bcontinued\b\)?)?(?P<end>\s?[.:|–—-]|[*_\]]{1,2}|(?=\s|$))[*_.:|–—\s]*",
    re.IGNORECASE,
)
#: What stands behind a table's number where a sentence speaks of it.
_TALKS = re.compile(
    r"(?:also |further )?(?:shows?|showed|lists?|listed|summari[sz]e[sd]?|presents?|presented|gives?|gave|"
    r"demonstrates?|reports?|displays?|provides?|describes?|contains?|illustrates?|indicates?|compares?|outlines?|details|"
    r"and|or|to|we|is|are|was|were|has|have|in the)\b"
)
_ENUMERATOR = re.compile(r"[•●▪◦‣*·–-]|[(\[]?(?:\d{1,3}|[a-z])[.)\]]")
_NOTE = re.compile(
    r"\*{1,3}(?![*\w][^*\n]*\*)|[†‡§¶#^]|\$\s*\^|\[[a-z*†]\]|\([1ai]\)\s|[a-e][.)]?\s(?=[A-Z])|(?:foot)?notes?\b[.:]|abbreviations?\b"
    r"|(?:all |the )?(?:values|data|numbers|figures|percentages|results)\s(?:are|is|were)\s"
    r"(?:presented|expressed|shown|given|reported|n\b|numbers?|means?|medians?|in)\b"
    r"|sources?[.:]|p[- ]?values?\s(?:are|is|was|were|by|from|calculated|for)\b",
    re.IGNORECASE,
)
_MARKDOWN_HEADING = re.compile(r"#{2,6}\s+\S|#\s+(?:(?:\d{1,2}\.?){1,4}\s+)?(?P<label>\S.*)")
_SHORT_FORM = re.compile(r"(?=[^\s,=:]*[A-Z][^\s,=:]*[A-Z])([A-Z][^\s,=:]{1,14})\s?[,=:]\s?(?:the\s)?([^\W\d_])")


@dataclass(slots=True)
class _Block:
    """The lines of a table's rows: the first and the one behind the last, and how many rows its head has, if known."""

    first: int
    stop: int
    rows: list[Row]
    head_rows: int | None = None


def find_tables(text: str, lines: Sequence[TextLine]) -> list[Table]:
    """The tables among some lines of a text, in order; none overlaps another.

    Args:
        text: the text.
        lines: lines of it, one following the other.

    Returns:
        each table from the line of its caption to that of its last note. ``label`` is ``Table`` and its number;
        ``caption`` holds the words behind them.
    """
    tables: list[Table] = []
    floor = 0
    for block in _blocks(text, lines):
        first, label, caption = _caption(text, lines, block.first, floor)
        stop, notes = _notes(lines, block.stop, text)
        span = Span(lines[first].start, lines[stop - 1].end)
        cells = resolve_cells(text, block.rows, block.head_rows)
        tables.append(Table(span, label, caption, cells, tuple(notes)))
        floor = stop
    return tables


def is_table_label(words: str) -> bool:
    """Whether a line names a table: its caption, not a sentence that speaks of one."""
    match = _LABEL.match(words)
    return match is not None and _TALKS.match(words, match.end()) is None


def _blocks(text: str, lines: Sequence[TextLine]) -> Iterator[_Block]:
    at = 0
    while at < len(lines):
        block = None
        if "|" in lines[at].words:
            block = _piped(text, lines, at)
        elif _has_tab(text, lines[at]):
            block = _tabbed(text, lines, at)
        if block is not None and block.rows:
            yield block
        at = at + 1 if block is None else block.stop


def _piped(text: str, lines: Sequence[TextLine], first: int) -> _Block:
    """The Markdown table that may begin at a line; without rows where it is none."""
    stop = first
    while stop < len(lines) and "|" in lines[stop].words:
        stop += 1
    rules = [at for at in range(first, stop) if _RULE.fullmatch(lines[at].words)]
    framed = all(line.words[0] == "|" == line.words[-1] for line in lines[first:stop])
    if not rules and not framed:
        return _Block(first, stop, [])
    rows = [
        Row(tuple(_piped_cells(text, lines[at]))) for at in range(first, stop) if not _RULE.fullmatch(lines[at].words)
    ]
    if len(rows) < _FEWEST_ROWS or max(len(row.cells) for row in rows) < 2:
        return _Block(first, stop, [])
    return _Block(first, stop, rows, rules[0] - first if rules else None)


def _piped_cells(text: str, line: TextLine) -> Iterator[Span]:
    start, end = _stripped(text, line.start, line.end)
    cuts = [match.start() for match in _PIPE.finditer(text, start, end)]
    edges = [start - 1, *cuts, end]
    if cuts and cuts[0] == start:
        edges.pop(0)
    if cuts and cuts[-1] == end - 1:
        edges.pop()
    for left, right in pairwise(edges):
        yield Span(*_stripped(text, left + 1, right))


def _tabbed(text: str, lines: Sequence[TextLine], first: int) -> _Block:
    """The tab-separated table that may begin at a line; without rows where it is none."""
    stop = first
    while stop < len(lines) and (_has_tab(text, lines[stop]) or _bridges(text, lines, stop)):
        stop += 1
    rows = [_tabbed_row(text, line) for line in lines[first:stop]]
    full = [row for row in rows if sum(len(cell) > 0 for cell in row.cells) > 1]
    listed = sum(_ENUMERATOR.fullmatch(row.cells[0].of(text)) is not None for row in full)
    if len(full) < _FEWEST_ROWS or (2 * listed > len(full) and max(len(row.cells) for row in full) == 2):
        return _Block(first, stop, [])
    return _Block(first, stop, _mended(text, rows))


def _has_tab(text: str, line: TextLine) -> bool:
    return bool(line.words) and "\t" in text[line.start : line.end]


def _bridges(text: str, lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line without a tab is of the rows between which it stands: one that heads others, a broken cell."""
    words = lines[at].words
    if not words or len(words) > _LONGEST_STUB or at + 1 == len(lines) or is_table_label(words) or words[0] in "#•":
        return False
    return _has_tab(text, lines[at + 1]) and at > 0 and _has_tab(text, lines[at - 1])


def _tabbed_row(text: str, line: TextLine) -> Row:
    start, end = line.start, line.end
    while end > start and text[end - 1] in "\r\n":
        end -= 1
    cells: list[Span] = []
    at = start
    while at <= end:
        match = _CELL.match(text, at, end)
        stop = match.end() if match else at
        cells.append(Span(*_stripped(text, at, stop)))
        at = stop + 1
    indent = len(text[start:end]) - len(text[start:end].lstrip(" \u00a0"))
    return Row(tuple(cells), indent if len(cells[0]) else 0)


def _mended(text: str, rows: list[Row]) -> list[Row]:
    """The rows with cells that were broken over two lines made whole."""
    mended: list[Row] = []
    for row in rows:
        words = row.cells[0].of(text)
        if mended and len(row.cells) == 1 and (words[:1].islower() or words[:1] in "(+/,"):
            # The rest of the last cell above.
            *before, last = mended[-1].cells
            if len(last):
                mended[-1] = Row((*before, last.cover(row.cells[0])), mended[-1].indent)
                continue
        if mended and len(mended[-1].cells) == 1 and words[:1].islower():
            # The line above began this row's first cell.
            above = mended.pop()
            row = Row((above.cells[0].cover(row.cells[0]), *row.cells[1:]), above.indent)
        mended.append(row)
    return mended


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _caption(text: str, lines: Sequence[TextLine], first: int, floor: int) -> tuple[int, str | None, Span | None]:
    """The line a table begins with, what it is called and its caption: looked for above its rows."""
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
        match = _LABEL.match(words)
        if match and not _TALKS.match(words, match.end()):
            begin = text.index(words, lines[at].start)
            start, end = _stripped(text, begin + match.end(), lines[first].start)
            while end > start and text[end - 1] in "*_":
                end -= 1
            alone = match.end() == len(words)
            if parted > int(alone):
                break
            label = f"{' '.join(match['kind'].split()).capitalize()} {match['number'].upper()}"
            return at, label, Span(start, end) if end > start else None
        at -= 1
    return first, None, None


def _notes(lines: Sequence[TextLine], stop: int, text: str) -> tuple[int, list[Span]]:
    """The line behind a table with its notes, and the notes, a paragraph each."""
    notes: list[Span] = []
    at, end = stop, stop
    while at < len(lines) and len(notes) < _MOST_NOTES:
        blanks = 0
        while at < len(lines) and not lines[at].words:
            at, blanks = at + 1, blanks + 1
        if at == len(lines) or blanks > _MOST_BLANKS or not _is_note(lines[at].words):
            break
        first = at
        at += 1
        # A note that is wrapped goes on in the lines below; a long line is a paragraph by itself.
        while at < len(lines) and lines[at].words and "\t" not in lines[at].words and not _is_note(lines[at].words):
            if len(lines[at - 1].words) > _LONGEST_LINE or _is_outside(lines[at].words):
                break
            at += 1
        notes.append(Span(*_stripped(text, lines[first].start, lines[at - 1].end)))
        end = at
    return end, notes


def _is_outside(words: str) -> bool:
    """Whether a line begins what is no part of the table: another table, a section under a Markdown heading."""
    heading = _MARKDOWN_HEADING.match(words)
    # A sign before a note may be the one before a heading: ``# p < 0.05``.
    return is_table_label(words) or (
        heading is not None and (heading["label"] is None or is_known_heading(heading["label"]))
    )


def _is_note(words: str) -> bool:
    if "\t" in words or _is_outside(words):
        return False
    if _NOTE.match(words):
        return True
    match = _SHORT_FORM.match(words)
    return match is not None and (match[1][0].lower() == match[2].lower() or words.count(";") > 1)
