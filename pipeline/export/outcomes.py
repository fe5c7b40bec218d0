"""The outcome table to a file, by suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TextIO

from pipeline.errors import ExportError
from pipeline.export.rows import Row, finding_row
from pipeline.export.text_tables import write_csv, write_jsonl
from pipeline.files import atomic_path
from pipeline.schema import Finding


def write_outcomes(path: str | Path, findings: Iterable[Finding], texts: Mapping[str, str]) -> int:
    """Write the outcome table whole or not at all; the same findings give the same bytes.

    Args:
        path: the file; its suffix is one of :data:`OUTCOME_SUFFIXES`.
        findings: the rows, in their order.
        texts: the text of each document by its id, for the sentence that states the finding.

    Returns:
        how many rows were written.

    Raises:
        ExportError: when no writer knows the suffix, or the file cannot be written.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in _WRITERS:
        known = ", ".join(OUTCOME_SUFFIXES)
        raise ExportError(
            f"{path}: no outcome table is written as {suffix or 'a file without suffix'!r}; known are {known}"
        )
    rows = [finding_row(finding, texts.get(finding.document)) for finding in findings]
    with atomic_path(path) as temporary:
        try:
            _WRITERS[suffix](temporary, rows)
        except UnicodeEncodeError as error:
            raise ExportError(f"{path}: text that is not valid Unicode cannot be written: {error.reason}") from error
    return len(rows)


def _as_text(write: Callable[[TextIO, Iterable[Row]], None]) -> Callable[[Path, Iterable[Row]], None]:
    def write_file(path: Path, rows: Iterable[Row]) -> None:
        with path.open("w", encoding="utf-8", newline="") as handle:
            write(handle, rows)

    return write_file


def _parquet(path: Path, rows: Iterable[Row]) -> None:
    # pandas takes longer to import than most tables take to write.
    from pipeline.export.frames import write_parquet

    write_parquet(path, rows)


def _workbook(path: Path, rows: Iterable[Row]) -> None:
    from pipeline.export.workbooks import write_workbook

    write_workbook(path, rows)


_WRITERS: dict[str, Callable[[Path, Iterable[Row]], None]] = {
    ".csv": _as_text(write_csv),
    ".jsonl": _as_text(write_jsonl),
    ".parquet": _parquet,
    ".xlsx": _workbook,
}

#: The suffixes that :func:`write_outcomes` knows.
OUTCOME_SUFFIXES: tuple[str, ...] = tuple(_WRITERS)
