"""The outcome table as a pandas DataFrame and as Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.export.rows import COLUMNS, FIGURE_COLUMNS, INTEGER_COLUMNS, Row, joined, outcome_rows
from pipeline.schema import Finding


def outcome_frame(findings: Iterable[Finding], texts: Mapping[str, str]) -> pd.DataFrame:
    """The outcome table as a DataFrame, in the order of ``findings``.

    Args:
        findings: the findings.
        texts: the text of each document by its id.

    Returns:
        a frame with the columns of :data:`~pipeline.export.rows.COLUMNS`: ``Int64`` for offsets and counts,
        ``Float64`` for figures, ``string`` for all others; what is missing is ``NA`` in each.
    """
    return _frame(outcome_rows(findings, texts))


def write_parquet(path: Path, rows: Iterable[Row]) -> None:
    """Write rows as Parquet; the same rows are the same bytes under one version of pyarrow."""
    _frame([joined(row) for row in rows]).to_parquet(path, engine="pyarrow", index=False)


def _frame(rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame({column: _series(column, [row[column] for row in rows]) for column in COLUMNS})


def _series(column: str, values: list[Any]) -> pd.Series[Any]:
    # Typed column by column: a frame made at once would take whole numbers with gaps for floats.
    if column in INTEGER_COLUMNS:
        return pd.Series(values, dtype="Int64")
    return pd.Series(values, dtype="Float64") if column in FIGURE_COLUMNS else pd.Series(values, dtype="string")
