"""Running text with markup in it as plain text.

Italics and the like leave their words. What is raised or lowered stands in brackets, ``CD8(+)``, ``10(9)/L``,
``p(trend)``, as PubMed writes it in MEDLINE and PubTator: run together, ``10`` and ``9`` would be another number.
Formulas become text (:mod:`pipeline.ingest.markup.mathematics`).
"""

from __future__ import annotations

from lxml import etree

from pipeline.ingest.markup.mathematics import mathml
from pipeline.ingest.rendering import one_line

_SCRIPTS = frozenset({"sup", "sub"})


def inline_text(element: etree._Element | None) -> str | None:
    """The text of an element on one line; None where there is none."""
    if element is None:
        return None
    if len(element) == 0:
        return one_line(element.text or "") or None
    parts: list[str] = []
    _collect(element, parts)
    return one_line("".join(parts)) or None


def _collect(element: etree._Element, parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        tag = child.tag
        if isinstance(tag, str):
            name = tag.rpartition("}")[2]
            if name == "math":
                parts.append(mathml(child))
            elif name in _SCRIPTS:
                script = inline_text(child)
                parts.append("" if script is None else f"({script})")
            else:
                _collect(child, parts)
        parts.append(child.tail or "")
