"""The outcome table as CSV and JSON Lines, without any library."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from pipeline.export.rows import COLUMNS, Row, joined

_NEEDS_QUOTES = re.compile(r'[",\r\n]|^\s|\s$')
# Legal in JSON, but many readers of lines end a line there.
_LINE_BREAKS = {ord("\x85"): "\\u0085", ord("\u2028"): "\\u2028", ord("\u2029"): "\\u2029"}


def write_csv(handle: TextIO, rows: Iterable[Row]) -> None:
    """Write rows as CSV: a header, ``\\n``, an empty cell for missing, numbers as short as they can be told.

    Text stands as it is, verbatim, also where a spreadsheet would take it for a formula.
    """
    handle.write(_csv_line(COLUMNS))
    for row in rows:
        flat = joined(row)
        handle.write(_csv_line([flat[column] for column in COLUMNS]))


def write_jsonl(handle: TextIO, rows: Iterable[Row]) -> None:
    """Write rows as JSON Lines: an object a line, null for missing, lists as lists."""
    for row in rows:
        line = json.dumps({column: row[column] for column in COLUMNS}, ensure_ascii=False, allow_nan=False)
        handle.write(line.translate(_LINE_BREAKS) + "\n")


def _csv_line(values: Sequence[object]) -> str:
    return ",".join(_csv_cell(value) for value in values) + "\n"


def _csv_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    text = str(value)
    # Not the csv module: before Python 3.13 it leaves a carriage return unquoted, and the row falls apart.
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
