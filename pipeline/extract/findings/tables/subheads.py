"""Lines within a table that only say what the cells below them hold: `Mean (SD)`, `n (%)`, `P`. They are a part of its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.extract.findings.tables import words
from pipeline.extract.findings.tables.cells import shape_of
from pipeline.extract.findings.tables.header_words import statistic_in
from pipeline.extract.findings.tables.layout import DataCell, Layout
from pipeline.schema import Span

#: What is longer is no name of a statistic.
LONGEST: Final = 40
_DIGIT: Final = re.compile(r"\d")
_SAYS_MORE: Final = re.compile(r"[A-Za-z]{3}")
_OF_SCORES: Final = re.compile(r"\b(?:scores?|values?|levels?|patients?|rates?|of)\b", re.IGNORECASE)


def under_subheads(layout: Layout) -> Layout:
    """The table without such lines, each cell of those below with the cell of the line over it among its heads.

    Args:
        layout: the table.
    """
    over: dict[int, Span] = {}
    rows: list[tuple[DataCell, ...]] = []
    for row in layout.rows:
        if _is_subhead(row):
            over = {cell.column: cell.span for cell in row}
        elif over:
            rows.append(tuple(_below(cell, over.get(cell.column)) for cell in row))
        else:
            rows.append(row)
    return layout if len(rows) == len(layout.rows) else replace(layout, rows=tuple(rows))


def _below(cell: DataCell, head: Span | None) -> DataCell:
    return cell if head is None else replace(cell, head=(*cell.head, head))


def _is_subhead(row: Sequence[DataCell]) -> bool:
    return len(row) > 1 and all(_is_statistic(cell.text) for cell in row)


def _is_statistic(text: str) -> bool:
    """Whether words name a statistic and nothing else."""
    # `627 (%)` tells how many there were.
    if len(text) > LONGEST or shape_of(text) is not None or _DIGIT.search(words.INTERVAL.sub(" ", text)):
        return False
    name, _, _, rest = statistic_in(text)
    return name is not None and _SAYS_MORE.search(_OF_SCORES.sub(" ", rest)) is None
