"""Tables in plain text: rows of cells parted by tabs, bars or spaces, with the captions and notes around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.headings import TextLine
from pipeline.ingest.text.aligned_rows import aligned_rows, has_gap
from pipeline.ingest.text.captions import (
    Caption,
    caption_above,
    caption_below,
    find_notes,
    is_table_label,
    stripped,
)
from pipeline.ingest.text.table_headers import Row, resolve_cells, resolve_further
from pipeline.schema import Span, Table

_FEWEST_ROWS = 2
_LONGEST_STUB = 100
_CELL = re.compile(r"[^\t]+")
_PIPE = re.compile(r"(?<!\\)\|")
_DASHES = r"\s*(?:-{2,}:?|:-+:?|-:)\s*"
_RULE = re.compile(rf"\|?{_DASHES}(?:\|{_DASHES})*\|?")
_ENUMERATOR = re.compile(r"[•●▪◦‣*·–-]|[(\[]?(?:\d{1,3}|[a-z])[.)\]]")


@dataclass(slots=True)
class _Block:
    """The lines of a table's rows: the first and the one behind the last, and how many rows its head has, if known."""

    first: int
    stop: int
    rows: list[Row]
    head_rows: int | None = None


def find_tables(text: str, lines: Sequence[TextLine]) -> list[Table]:
    """The tables among some lines of a text, in order; none overlaps another.

    A caption stands above its table, or below it where there is none above and the next table does not claim it. A
    table that goes on from an earlier page (``Table 2 (continued)``) is a table of its own, whose cells have the
    headers of the one that it goes on from.

    Args:
        text: the text.
        lines: lines of it, one following the other.

    Returns:
        each table from the line of its caption to that of its last note. ``label`` is ``Table`` and its number;
        ``caption`` holds the words behind them.
    """
    blocks = list(_blocks(text, lines))
    below = _captions_stand_below(text, lines, blocks)
    tables: list[Table] = []
    begun: dict[str, _Block] = {}
    floor = 0
    for number, block in enumerate(blocks):
        ceiling = blocks[number + 1].first if number + 1 < len(blocks) else len(lines)
        caption = None if below else caption_above(text, lines, block.first, floor)
        first = block.first if caption is None else caption.first
        stop, notes = find_notes(lines, block.stop, ceiling, text)
        if caption is None:
            caption = caption_below(text, lines, stop, ceiling)
            if caption is not None and (below or not _is_claimed(text, lines, caption, stop, ceiling)):
                stop, further = find_notes(lines, caption.stop, ceiling, text)
                notes += further
            else:
                caption = None
        span = Span(lines[first].start, lines[stop - 1].end)
        label = None if caption is None else caption.label
        before = begun.get(label or "") if caption is not None and caption.continued else None
        if before is not None:
            cells = resolve_further(text, before.rows, block.rows, before.head_rows)
            before.rows.extend(block.rows)
        else:
            cells = resolve_cells(text, block.rows, block.head_rows)
            if label is not None:
                begun[label] = _Block(block.first, block.stop, list(block.rows), block.head_rows)
        guessed = block.head_rows is None and any(cell.column_header for cell in cells)
        words = None if caption is None else caption.words
        tables.append(Table(span, label, words, cells, tuple(notes), guessed))
        floor = stop
    return tables


def _captions_stand_below(text: str, lines: Sequence[TextLine], blocks: Sequence[_Block]) -> bool:
    """Whether of several tables the first has no caption above it, and the last has one below."""
    if len(blocks) < 2 or caption_above(text, lines, blocks[0].first, 0) is not None:
        return False
    stop, _ = find_notes(lines, blocks[-1].stop, len(lines), text)
    return caption_below(text, lines, stop, len(lines)) is not None


def _is_claimed(text: str, lines: Sequence[TextLine], caption: Caption, stop: int, ceiling: int) -> bool:
    """Whether a caption below a table is that above the next one."""
    above = caption_above(text, lines, ceiling, stop) if ceiling < len(lines) else None
    return above is not None and above.first == caption.first


def _blocks(text: str, lines: Sequence[TextLine]) -> Iterator[_Block]:
    at = 0
    while at < len(lines):
        block = None
        if "|" in lines[at].words:
            block = _piped(text, lines, at)
        elif _has_tab(text, lines[at]):
            block = _tabbed(text, lines, at)
        elif has_gap(text, lines[at]):
            block = _aligned(text, lines, at)
        if block is not None and block.rows:
            yield block
        at = at + 1 if block is None else block.stop


def _aligned(text: str, lines: Sequence[TextLine], first: int) -> _Block:
    """The table aligned by spaces that may begin at a line; without rows where no caption says that it is one."""
    stop, rows = aligned_rows(text, lines, first)
    if rows and caption_above(text, lines, first, 0) is None:
        behind, _ = find_notes(lines, stop, len(lines), text)
        rows = rows if caption_below(text, lines, behind, len(lines)) is not None else []
    return _Block(first, stop, rows)


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
    start, end = stripped(text, line.start, line.end)
    cuts = [match.start() for match in _PIPE.finditer(text, start, end)]
    edges = [start - 1, *cuts, end]
    if cuts and cuts[0] == start:
        edges.pop(0)
    if len(edges) > 2 and cuts[-1] == end - 1:
        # A bar alone opens the line; what it opens is still a cell, for each row has one.
        edges.pop()
    for left, right in pairwise(edges):
        yield Span(*stripped(text, left + 1, right))


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
        cells.append(Span(*stripped(text, at, stop)))
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
