"""Rows under rows in tables that lost their indentation: `GVHD 10`, `Skin 8`, `Gut 2`.

A table turned to text has no indentation. Rows whose counts come to the count of the row before them are its parts where
they name no event of their own: places in the body, or what is left over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.tables.cells import shape_of
from pipeline.extract.findings.tables.layout import DataCell, Layout

#: A part of the body names no event.
_PLACE = re.compile(
    r"\W*(?:skin|guts?|liver|lungs?|eyes?|mouth|oral|heart|kidneys?|bladder|bowels?|intestin\w+|gastro-?intestinal(?: tract)?|GI(?: tract)?|CNS|brain|joints?|"
    r"upper|lower|blood ?stream|urinary(?: tract)?|respiratory(?: tract)?)\W*",
    re.IGNORECASE,
)
_REST = re.compile(r"\W*(?:others?|unknown|unspecified|not specified|mixed)\b[\w\s]{0,20}\W*", re.IGNORECASE)
#: More rows than this are no parts of one.
MOST = 8


def nested(layout: Layout, folded: str) -> Layout:
    """The table with the rows that are parts of the row before them under it; the table itself where some are so laid out.

    Args:
        layout: the table.
        folded: the document's text, folded.
    """
    rows = layout.rows
    if any(len(row[0].stub) != 1 for row in rows) or len(rows) < FEWEST:
        return layout
    labels = [folded[row[0].stub[0].start : row[0].stub[0].end] for row in rows]
    counts = [_counts(row) for row in rows]
    result = list(rows)
    at = 0
    while at < len(rows):
        end = _end_of_parts(labels, counts, at)
        for under in range(at + 1, end):
            result[under] = tuple(replace(cell, stub=(*rows[at][0].stub, *cell.stub)) for cell in rows[under])
        at = max(end, at + 1)
    return replace(layout, rows=tuple(result))


#: A row and two parts of it.
FEWEST = 3


def _counts(row: Sequence[DataCell]) -> tuple[int, ...]:
    """The numbers that the cells of a row begin with; none where one of them is no count."""
    found: list[int] = []
    for cell in row:
        shape = shape_of(cell.text)
        written = (shape[1].groupdict().get("first") or "") if shape is not None else ""
        if not written.isdecimal():
            return ()
        found.append(int(written))
    return tuple(found)


def _end_of_parts(labels: Sequence[str], counts: Sequence[tuple[int, ...]], at: int) -> int:
    """Behind the last row that is a part of a row; its own place where none is."""
    whole = counts[at]
    if not whole or not any(whole) or _PLACE.fullmatch(labels[at]) or _REST.fullmatch(labels[at]):
        return at
    left = list(whole)
    for end in range(at + 1, min(len(labels), at + 1 + MOST)):
        if len(counts[end]) != len(whole):
            return at
        left = [rest - part for rest, part in zip(left, counts[end], strict=True)]
        if any(rest < 0 for rest in left):
            return at
        if not any(left):
            inside = labels[at + 1 : end + 1]
            placed = all(_PLACE.fullmatch(label) or _REST.fullmatch(label) for label in inside)
            return end + 1 if len(inside) > 1 and (placed or _REST.fullmatch(inside[-1])) else at
    return at
