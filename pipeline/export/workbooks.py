"""The outcome table as an Excel workbook: numbers are numbers, and text is text, whatever it begins with."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from itertools import islice
from pathlib import Path

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]

from pipeline.errors import ExportError
from pipeline.export.rows import COLUMNS, Row, joined

SHEET = "outcomes"
#: What Excel can hold: characters in a cell, rows in a sheet with its header.
CELL_LIMIT = 32_767
ROW_LIMIT = 1_048_576

# openpyxl refuses some of these and writes the others, lone surrogates among them, into a file that Excel refuses.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CUT = " [...]"
_MOMENT = "2000-01-01T00:00:00Z"
_ZIP_MOMENT = (2000, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def write_workbook(path: Path, rows: Iterable[Row]) -> None:
    """Write rows as a workbook of one sheet with a frozen header; the same rows are the same bytes.

    Characters that XML cannot hold (control characters, lone surrogates) become U+FFFD; a text longer than Excel's
    limit is cut and ends in ``[...]``. Line breaks are kept as they are, carriage returns among them.

    Raises:
        ExportError: when there are more rows than a sheet can hold.
    """
    # Counted before openpyxl begins: broken off midway, it leaves a traceback and a temporary file.
    held = list(islice(rows, ROW_LIMIT))
    if len(held) == ROW_LIMIT:
        raise ExportError(f"a workbook holds {ROW_LIMIT - 1} rows at most: write .csv, .jsonl or .parquet")
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "A2"
    sheet.append(list(COLUMNS))
    for row in held:
        flat = joined(row)
        sheet.append([_cell(sheet, flat[column]) for column in COLUMNS])
    buffer = BytesIO()
    book.save(buffer)
    path.write_bytes(_mended(buffer.getvalue()))


def _cell(sheet: object, value: object) -> object:
    if not isinstance(value, str):
        return value
    text = _NOT_XML.sub("\ufffd", value)
    if len(text) > CELL_LIMIT:
        text = text[: CELL_LIMIT - len(_CUT)] + _CUT
    cell = WriteOnlyCell(sheet, text)
    # openpyxl takes `=1+1` for a formula and `#N/A` for an error; the second line keeps it so when a user edits it.
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in {"=", "+", "-", "@"}
    return cell


def _mended(workbook: bytes) -> bytes:
    """The workbook with one fixed date in the place of the moment it was made at, and with its carriage returns."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + _MOMENT.encode() + rb"\g<2>", content)
            if name.startswith("xl/worksheets/"):
                # Without lxml, openpyxl writes them bare, and a parser reads a bare one as a line feed.
                content = content.replace(b"\r", b"&#13;")
            entry = zipfile.ZipInfo(name, _ZIP_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return result.getvalue()
