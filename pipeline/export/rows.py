"""Findings as rows of the outcome table: the columns of its definition, then those that evigraph adds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from pipeline.schema import ADDED_COLUMNS, OUTCOME_COLUMNS, Finding

Row: TypeAlias = dict[str, Any]

#: The table's columns, in order.
COLUMNS: tuple[str, ...] = OUTCOME_COLUMNS + ADDED_COLUMNS

#: Columns that hold whole numbers, figures, and several values; all others hold text.
INTEGER_COLUMNS = frozenset({"start", "end", "events", "total"})
FIGURE_COLUMNS = frozenset({"value", "ci_low", "ci_high", "ci_level", "low", "high", "p_value", "time_value", "score"})
LIST_COLUMNS = frozenset({"therapies", "therapy_ids", "inferred"})

_SEPARATOR = ";"


def finding_row(finding: Finding, text: str | None) -> Row:
    """A finding as a row, in which lists are lists.

    Args:
        finding: the finding.
        text: its document's text; None leaves ``sentence`` empty.

    Returns:
        a value or None for every column of :data:`COLUMNS`, in this order; figures are floats and finite.
    """
    given: Row = {
        "start": finding.span.start,
        "end": finding.span.end,
        "therapies": list(dict.fromkeys(therapy.name for therapy in finding.therapies)),
        "therapy_ids": [therapy.id for therapy in finding.therapies],
        "inferred": list(finding.inferred),
        "sentence": None if text is None else finding.sentence.of(text),
        "finding": finding.id,
    }
    row: Row = {}
    for column in COLUMNS:
        value = given[column] if column in given else getattr(finding, column)
        if column in FIGURE_COLUMNS and value is not None:
            value = float(value) if math.isfinite(value) else None
        row[column] = value
    return row


def joined(row: Row) -> Row:
    """The row with its lists joined by ``;``; an empty list is missing."""
    return row | {column: _SEPARATOR.join(row[column]) or None for column in sorted(LIST_COLUMNS)}


def outcome_rows(findings: Iterable[Finding], texts: Mapping[str, str]) -> list[Row]:
    """The outcome table as dicts, in the order of ``findings``.

    Args:
        findings: the findings.
        texts: the text of each document by its id, for the sentence that states the finding.

    Returns:
        a dict for each finding: every column of :data:`COLUMNS` in this order, lists joined by ``;``, None for missing.
    """
    return [joined(finding_row(finding, texts.get(finding.document))) for finding in findings]
