"""Tables of JATS articles, XHTML or CALS, as they are laid out: rows of cells with their spans, indents and looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.ingest.jats.inline import inline
from pipeline.ingest.tables.grid import Grid, GridCell, lay_out

_NUMBER = re.compile(r"[ \t\n\f\r]*\+?(\d{1,9})")
_INDENTED = re.compile(r"(?:padding-left|text-indent|margin-left)\s*:\s*(\d+(?:\.\d+)?)\s*(px|pt|em|ex|%|mm|cm)?")
_CHARACTERS = {"pt": 1 / 6, "px": 1 / 8, "em": 2.0, "ex": 1.0, "%": 1.0, "mm": 0.5, "cm": 5.0}
# How wide a space is, in characters.
_WIDE = {"\u2003": 2, "\u2001": 2, "\u3000": 2}
_LOOKS = {"bold": "b", "italic": "i", "underline": "u", "b": "b", "i": "i", "u": "u"}
_NOT_WORDS = frozenset(("hr", "break", "graphic", "inline-graphic"))


def tables_of(wrap: etree._Element) -> list[etree._Element]:
    """The tables in a ``table-wrap``: those of XHTML, and each ``tgroup`` of those of CALS."""
    found: list[etree._Element] = []
    for table in wrap.iter("table"):
        if any(above.tag in ("td", "th", "entry") for above in table.iterancestors()):
            # A table within a cell is the cell's words.
            continue
        groups = table.findall("tgroup")
        found.extend(groups or [table])
    if not found:
        found.extend(wrap.iter("tgroup"))
    return found


def grid_of(table: etree._Element, marks: frozenset[str]) -> Grid:
    """A table laid out.

    Args:
        table: one of :func:`tables_of`.
        marks: the marks of its notes.

    Raises:
        TooManySlots: where its spans reach further than any table.
    """
    parts: dict[str, list[list[list[GridCell]]]] = {"thead": [], "tbody": [], "tfoot": []}
    columns = _columns(table)
    loose: list[list[GridCell]] = []
    for child in table:
        if child.tag in parts:
            rows = [_row(row, columns, marks, head=child.tag == "thead") for row in child if row.tag in ("tr", "row")]
            parts[str(child.tag)].append(rows)
        elif child.tag in ("tr", "row"):
            if not loose:
                parts["tbody"].append(loose)
            loose.append(_row(child, columns, marks, head=False))
    head = sum(map(len, parts["thead"]))
    return lay_out([*parts["thead"], *parts["tbody"], *parts["tfoot"]], head)


def _row(row: etree._Element, columns: Mapping[str, int], marks: frozenset[str], *, head: bool) -> list[GridCell]:
    return [_cell(cell, columns, marks, head=head) for cell in row if cell.tag in ("td", "th", "entry", "entrytbl")]


def _cell(cell: etree._Element, columns: Mapping[str, int], marks: frozenset[str], *, head: bool) -> GridCell:
    text = inline(cell, marks, skip=frozenset(("fn", "table-wrap-foot")))
    wide, column = number(cell.get("colspan"), 1) or 1, None
    rows = number(cell.get("rowspan"), 1)
    if cell.tag in ("entry", "entrytbl"):
        wide, column = _cals_columns(cell, columns)
        rows = number(cell.get("morerows"), 0) + 1
    return GridCell(
        # The indentation is told by ``indent``; the words begin where they can be read.
        text=text.strip(),
        columns=wide,
        rows=rows,
        header=head or cell.tag == "th",
        indent=_indent(cell),
        style=_style(cell),
        column=column,
    )


def number(value: str | None, default: int) -> int:
    """A whole number as HTML reads an attribute: white space before it and whatever stands behind it do not matter."""
    match = _NUMBER.match(value or "")
    return int(match[1]) if match else default


def _columns(table: etree._Element) -> dict[str, int]:
    """The columns of a CALS table by their names, and the spans that it gives names to."""
    columns: dict[str, int] = {}
    at = 0
    for spec in table.findall("colspec"):
        at = number(spec.get("colnum"), at + 1)
        columns[spec.get("colname") or f"\0{at}"] = at - 1
    for spec in table.findall("spanspec"):
        first, last = columns.get(spec.get("namest", "")), columns.get(spec.get("nameend", ""))
        if first is not None and last is not None and spec.get("spanname"):
            columns[f"\0start {spec.get('spanname')}"] = first
            columns[f"\0end {spec.get('spanname')}"] = last
    return columns


def _cals_columns(entry: etree._Element, columns: Mapping[str, int]) -> tuple[int, int | None]:
    """How many columns a CALS cell spans, and where it begins if it says so."""
    span = entry.get("spanname")
    first = columns.get(entry.get("namest") or (f"\0start {span}" if span else entry.get("colname")) or "")
    last = columns.get(entry.get("nameend") or (f"\0end {span}" if span else ""))
    if first is None:
        return 1, None
    return max(1, (first if last is None else last) - first + 1), first


def _leading(element: etree._Element) -> Iterator[str]:
    """The pieces of text of an element until one that has more than white space."""
    for piece in element.itertext():
        yield str(piece)
        if piece.strip():
            return


def _indent(cell: etree._Element) -> int:
    """How far a cell's words are indented: by spaces that a browser shows, by its style."""
    lead = "".join(_leading(cell))
    lead = lead[: len(lead) - len(lead.lstrip())]
    indent = sum(_WIDE.get(space, 1) for space in lead if space not in " \t\r\n\f\v")
    for element in (cell, *list(cell)[:1]):
        if isinstance(element.tag, str) and (match := _INDENTED.search(element.get("style", ""))):
            indent += round(float(match[1]) * _CHARACTERS.get(match[2] or "px", 1))
    return indent


def _style(cell: etree._Element) -> str:
    """What the words of a cell look like, where all of them do: bold, italic, underlined."""
    looks: set[str] = set()
    element = cell
    while True:
        inner = [child for child in element if isinstance(child.tag, str) and child.tag not in _NOT_WORDS]
        tails = any((child.tail or "").strip() for child in element)
        if len(inner) != 1 or tails or (element.text or "").strip():
            return "".join(sorted(looks))
        element = inner[0]
        if element.tag in _LOOKS:
            looks.add(_LOOKS[str(element.tag)])
