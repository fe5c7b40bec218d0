"""Tables that come with the models: tab-separated, with a header line that says what the columns are."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import ModelError


def rows_of(path: Path, columns: Sequence[str]) -> Iterator[list[str]]:
    """The rows of a table behind its header.

    Args:
        path: the table.
        columns: what its columns must be called, in order.

    Raises:
        ModelError: naming the file, and the line where one has another number of cells, when it is missing or is no
            such table.
    """
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            rows = csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
            if next(rows, None) != list(columns):
                raise ModelError(f"{path}: the columns are not {', '.join(columns)}")
            for row in rows:
                if len(row) != len(columns):
                    raise ModelError(f"{path}:{rows.line_num}: {len(columns)} cells expected, {len(row)} found")
                yield row
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ModelError(f"{path}: {error}") from error
