"""Chromium without a window, for once: which there is, and what it makes of some tables.

``EVIGRAPH_CHROMIUM`` names its program where it is not on the path.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=4000,2000",
)
_PATIENCE = 120
# All columns of a table are as wide as one another and every row has some height, so that each can be told by its
# edges: a browser left to itself gives no width to a column in which no cell stands alone.
_STYLE = """
table { border-collapse: separate; border-spacing: 0; }
table[data-grid] { table-layout: fixed; width: 3900px; }
tr { height: 8px; }
td, th { height: 8px; padding: 1px; border: 0; font-weight: normal; }
"""
_BODY = re.compile(r"<body>(.*?)</body>", re.DOTALL)
# JATS's own elements within a cell, and what HTML calls them; whatever HTML does not know is as good as a ``span``.
_HTML = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "break": "br",
    "p": "div",
    "list": "div",
    "list-item": "div",
    "title": "div",
    "disp-quote": "div",
    "disp-formula": "div",
}
_KEPT = frozenset(
    ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "sup", "sub", "b", "i", "u", "br", "div", "span", "math")
)
# What a browser would not show where JATS is shown, or what stands in another place.
_HIDDEN = frozenset(("fn", "graphic", "inline-graphic", "tex-math", "col", "colgroup", "object-id", "alt-text"))


@dataclass(frozen=True)
class ShownCell:
    """A cell on the screen: its words, and the rows and columns that it covers, counted from 0."""

    text: str
    rows: tuple[int, ...]
    columns: tuple[int, ...]


def chromium() -> str | None:
    """The program; None where there is none."""
    named = os.environ.get("EVIGRAPH_CHROMIUM")
    return named or next(filter(None, map(shutil.which, _NAMES)), None)


def shown(tables: Sequence[etree._Element], folder: Path) -> list[list[ShownCell]]:
    """What a browser shows of some tables in XHTML markup, in one page.

    Args:
        tables: ``table`` elements, their tags without namespaces.
        folder: an empty folder, for the page and for what the browser keeps.
    """
    program = chromium()
    assert program is not None
    script = Path(__file__).with_name("layout.js").read_text(encoding="utf-8")
    bodies = "\n".join(_markup(table) for table in tables)
    page = folder / "page.html"
    page.write_text(
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><style>{_STYLE}</style></head>'
        f"<body>{bodies}<script>{script}</script></body></html>",
        encoding="utf-8",
    )
    command = [program, *_FLAGS, f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri()]
    dumped = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=_PATIENCE, check=True)
    body = _BODY.search(dumped.stdout)
    assert body is not None, dumped.stdout[:500]
    found = json.loads(html.unescape(body[1]))
    assert len(found) == len(tables)
    return [[ShownCell(each["text"], tuple(each["rows"]), tuple(each["columns"])) for each in cells] for cells in found]


def _markup(table: etree._Element) -> str:
    return _element(table, outermost=True)


def _element(element: etree._Element, *, outermost: bool = False) -> str:
    """An element as HTML, with nothing of its attributes but the spans of cells."""
    tag = _HTML.get(str(element.tag), str(element.tag))
    if tag == "math":
        return str(etree.tostring(element, encoding="unicode", with_tail=False))
    tag = tag if tag in _KEPT else "span"
    attributes = "".join(
        f' {name}="{html.escape(value)}"' for name in ("colspan", "rowspan") if (value := element.get(name)) is not None
    )
    attributes += " data-grid" if outermost else ""
    inner = html.escape(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _HIDDEN:
            inner += _element(child)
        inner += html.escape(child.tail or "")
    return f"<{tag}{attributes}>{inner}" + ("" if tag == "br" else f"</{tag}>")
