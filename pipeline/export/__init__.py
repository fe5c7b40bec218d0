"""What leaves evigraph: the outcome table as CSV, JSON Lines, Parquet and XLSX, and documents as PubTator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.export.outcomes import OUTCOME_SUFFIXES, write_outcomes
from pipeline.export.pubtator import write_pubtator
from pipeline.export.rows import COLUMNS, outcome_rows

if TYPE_CHECKING:
    from pipeline.export.frames import outcome_frame

__all__ = ["COLUMNS", "OUTCOME_SUFFIXES", "outcome_frame", "outcome_rows", "write_outcomes", "write_pubtator"]


def __getattr__(name: str) -> object:
    # pandas is imported by those who ask for a frame, not by those who ask for the command line's help.
    if name == "outcome_frame":
        from pipeline.export.frames import outcome_frame

        return outcome_frame
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
