"""Rows of a table whose columns nothing but spaces parts, as layout-keeping converters write them.

Words with two spaces or more between them are of two cells. Which column a cell is of is told by where it stands: the
columns are the stretches of characters that the cells of the fullest rows cover together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.ingest.headings import TextLine, is_known_heading
from pipeline.ingest.text.captions import is_table_label
from pipeline.ingest.text.table_headers import Row
from pipeline.schema import Span

#: Two spaces part two cells; one is between two words.
_CELL = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_FEWEST_FULL_ROWS = 3
_FULL = 0.3
_LONGEST_STUB = 100
_MOST_BLANKS = 1
#: Headings of rows, one below the other, before a row with figures.
_MOST_STUBS = 5
#: Two columns of running text have lines as long as this; two columns of a table hardly ever.
_LONGEST_OF_TWO = 35
_LONGEST_OF_MORE = 45


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as pieces of words: where each begins and ends, counted from the line's start."""

    start: int
    pieces: tuple[tuple[int, int], ...]


def aligned_rows(text: str, lines: Sequence[TextLine], first: int) -> tuple[int, list[Row]]:
    """The rows that may begin at a line.

    Args:
        text: the text.
        lines: its lines.
        first: the line.

    Returns:
        the line behind the last row, and the rows; none where no table begins here.
    """
    taken: list[_Line] = []
    at = stop = first
    while at < len(lines):
        words = lines[at].words
        if not words:
            if at - stop >= _MOST_BLANKS:
                break
            at += 1
            continue
        if "\t" in words or "|" in words:
            break
        line = _pieces(text, lines[at])
        if is_table_label(words) or (len(line.pieces) == 1 and not _is_stub(text, lines, at)):
            break
        taken.append(line)
        at += 1
        stop = at
    while taken and len(taken[-1].pieces) == 1:
        taken.pop()
        stop -= 1
        while stop > first and not lines[stop - 1].words:
            stop -= 1
    columns = _columns(taken)
    if len(columns) < 2 or not _is_tabular(taken, len(columns)):
        return max(stop, first + 1), []
    edge = min(line.pieces[0][0] for line in taken)
    rows: list[Row] = []
    for line in taken:
        row = _row(line, columns, edge)
        words = row.cells[0].of(text)
        if len(row.cells) == 1 and words[:1].islower() and rows and len(rows[-1].cells) > 1:
            # The rest of a name that is broken behind its figures: it names no rows below it.
            continue
        if len(row.cells) > 1 and words[:1].islower() and rows and len(rows[-1].cells) == 1:
            above = rows.pop()
            row = Row((above.cells[0].cover(row.cells[0]), *row.cells[1:]), above.indent)
        rows.append(row)
    return stop, rows


def has_gap(text: str, line: TextLine) -> bool:
    """Whether a line has two pieces of words or more."""
    return "  " in line.words and "\t" not in line.words and len(_pieces(text, line).pieces) > 1


def _pieces(text: str, line: TextLine) -> _Line:
    found = _CELL.finditer(text, line.start, line.end)
    return _Line(line.start, tuple((match.start() - line.start, match.end() - line.start) for match in found))


def _is_stub(text: str, lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line of one piece is of the rows below it: a heading of theirs, the beginning of a name."""
    blanks = 0
    for line in lines[at : at + _MOST_STUBS + _MOST_BLANKS]:
        words = line.words
        if has_gap(text, line):
            return True
        blanks += not words
        if blanks > _MOST_BLANKS:
            return False
        if words and (len(words) > _LONGEST_STUB or words.endswith(".") or words[0] in "#•" or is_known_heading(words)):
            return False
    return False


def _columns(lines: Sequence[_Line]) -> list[tuple[int, int]]:
    """The stretches of characters that the columns take, from left to right."""
    counts = Counter(len(line.pieces) for line in lines if len(line.pieces) > 1)
    rows = sum(counts.values())
    if rows < _FEWEST_FULL_ROWS:
        return []
    enough = max(2, _FULL * rows)
    full = max(
        (count for count in counts if sum(n for other, n in counts.items() if other >= count) >= enough), default=0
    )
    pieces = sorted(piece for line in lines if len(line.pieces) >= full for piece in line.pieces)
    columns: list[tuple[int, int]] = []
    for begin, end in pieces:
        if columns and begin <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(end, columns[-1][1]))
        else:
            columns.append((begin, end))
    return columns


def _is_tabular(lines: Sequence[_Line], columns: int) -> bool:
    """Whether the pieces are as short as cells are; lines of running text in columns are longer."""
    lengths = [end - begin for line in lines if len(line.pieces) > 1 for begin, end in line.pieces]
    behind = [end - begin for line in lines for begin, end in line.pieces[1:]]
    return median(lengths) <= _LONGEST_OF_MORE and (columns > 2 or median(behind) <= _LONGEST_OF_TWO)


def _row(line: _Line, columns: Sequence[tuple[int, int]], edge: int) -> Row:
    """A line as the cells of a row; the last of them has words."""
    cells: dict[int, Span] = {}
    last = 0
    for begin, end in line.pieces:
        # A cell that reaches over several columns begins in the first of them.
        reached = [at for at, (left, right) in enumerate(columns) if begin < right and end > left]
        near = min(range(len(columns)), key=lambda at: max(columns[at][0] - begin, begin - columns[at][1]))
        last = max(last, reached[0] if reached else near)
        span = Span(line.start + begin, line.start + end)
        cells[last] = cells[last].cover(span) if last in cells else span
    empty = Span(line.start, line.start)
    indent = line.pieces[0][0] - edge if 0 in cells else 0
    return Row(tuple(cells.get(at, empty) for at in range(last + 1)), indent)
