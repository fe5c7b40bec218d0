"""Whether the tables of full texts have the cells that a browser shows of them: their words and their slots.

``python -m tests.browser.comparing FOLDER`` compares every table of the JATS files in a folder; the tests do it for the
hard ones. A table in CALS markup is left out: no browser shows it.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from pipeline.ingest import READERS
from pipeline.schema import Document, SourceRecord, Table
from tests.browser.chromium import ShownCell, shown

#: What the rendering of full texts adds to the words: brackets around marks, signs of powers and indices.
_ADDED = re.compile(r"[\[\]^_]")
#: A browser sets the operators of a formula apart, and its letters as italics of their own code points.
_OPERATOR = re.compile(r"\s*([=<>≤≥±×+−])\s*")
_GROUPS = frozenset(("td", "th", "entry"))


def article_of(wrap: etree._Element) -> bytes:
    """A full text of which one ``table-wrap`` is all the body."""
    title = "<title-group><article-title>One table</article-title></title-group>"
    body = etree.tostring(wrap, encoding="unicode", with_tail=False)
    return f"<article><front><article-meta>{title}</article-meta></front><body>{body}</body></article>".encode()


def tables_in(wrap: etree._Element) -> list[etree._Element]:
    """The tables of a ``table-wrap`` that a browser can show; what stands within a cell is the cell's."""
    return [
        table
        for table in wrap.iter("table")
        if table.find("tgroup") is None and not any(above.tag in _GROUPS for above in table.iterancestors())
    ]


def wraps_of(path: Path) -> list[etree._Element]:
    """The ``table-wrap`` elements of a file, their tags without namespaces."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True)
    root = etree.parse(str(path), parser).getroot()
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
    return list(root.iter("table-wrap"))


def read_tables(wrap: etree._Element) -> tuple[Document, list[Table]]:
    """What the reader makes of a ``table-wrap``: the document, and those of its tables that have cells."""
    (record,) = READERS["jats"].read(io.BufferedReader(io.BytesIO(article_of(wrap))), "wrap.nxml")
    assert isinstance(record, SourceRecord), record
    return record.document, [table for table in record.document.tables if table.cells]


def cells_read(document: Document, table: Table) -> list[ShownCell]:
    """The cells of a table as a browser would show them: each once, columns and rows counted where cells begin."""
    slots: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell in table.cells:
        slots.setdefault((cell.span.start, cell.span.end), []).append((cell.row, cell.column))
    rows = sorted({min(row for row, _ in places) for places in slots.values()})
    columns = sorted({min(column for _, column in places) for places in slots.values()})
    return [
        ShownCell(
            document.text[start:end],
            tuple(at for at, row in enumerate(rows) if any(row == place for place, _ in places)),
            tuple(at for at, column in enumerate(columns) if any(column == place for _, place in places)),
        )
        for (start, end), places in slots.items()
    ]


def slots_of(cells: Sequence[ShownCell]) -> dict[tuple[int, int], str]:
    """The words at each row and column; of two cells that claim a place the first has it."""
    found: dict[tuple[int, int], str] = {}
    for cell in cells:
        words = _OPERATOR.sub(r"\1", " ".join(_ADDED.sub("", unicodedata.normalize("NFKC", cell.text)).split()))
        for row in cell.rows:
            for column in cell.columns:
                found.setdefault((row, column), words)
    return found


def differences(read: Sequence[ShownCell], seen: Sequence[ShownCell]) -> list[str]:
    """One line for each place at which the two do not hold the same words, or where cells begin elsewhere."""
    left, right = slots_of(read), slots_of(seen)
    found = [
        f"row {row}, column {column}: read {left.get((row, column))!r}, shown {right.get((row, column))!r}"
        for row, column in sorted(left.keys() | right.keys())
        if left.get((row, column)) != right.get((row, column))
    ]
    begun = [sorted((cell.rows[0], cell.columns[0]) for cell in cells if cell.rows and cell.columns)
             for cells in (read, seen)]  # fmt: skip
    if begun[0] != begun[1]:
        found.append(f"{len(begun[0])} cells read and {len(begun[1])} shown begin in other places")
    return found


def compared(wraps: Sequence[etree._Element], folder: Path) -> list[tuple[int, list[str]]]:
    """For each of some ``table-wrap`` elements how many cells were compared, and what was found to differ.

    Args:
        wraps: the elements.
        folder: an empty folder.
    """
    markup = [tables_in(wrap) for wrap in wraps]
    screens = iter(shown([table for tables in markup for table in tables], folder))
    found: list[tuple[int, list[str]]] = []
    for wrap, tables in zip(wraps, markup, strict=True):
        document, read = read_tables(wrap)
        seen = [cells for cells in (next(screens) for _ in tables) if cells]
        if len(read) != len(seen):
            found.append((0, [f"{len(read)} tables read and {len(seen)} shown"]))
            continue
        pairs = [(cells_read(document, one), other) for one, other in zip(read, seen, strict=True)]
        found.append((sum(len(cells) for cells, _ in pairs), [line for pair in pairs for line in differences(*pair)]))
    return found


def main(arguments: list[str] | None = None) -> int:
    """Compares every table of a folder of JATS files. Exit code 1 where any differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.comparing", description=__doc__)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    named: list[tuple[str, etree._Element]] = [
        (f"{path.name} {' '.join(wrap.findtext('label', '').split())}", wrap)
        for path in sorted(options.folder.glob("*.*xml"))
        for wrap in wraps_of(path)
        if tables_in(wrap)
    ]
    with tempfile.TemporaryDirectory() as folder:
        results = compared([wrap for _, wrap in named], Path(folder))
    for (name, _), (_, lines) in zip(named, results, strict=True):
        sys.stdout.writelines(f"{name}: {line}\n" for line in lines)
    same = sum(not lines for _, lines in results)
    cells = sum(number for number, _ in results)
    sys.stdout.write(f"{same} of {len(results)} tables are as the browser shows them, {cells} cells\n")
    return int(same < len(results))


if __name__ == "__main__":
    sys.exit(main())
