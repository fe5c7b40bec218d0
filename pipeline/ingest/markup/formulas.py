"""Formulas in MathML as running text: ``x(2)``, ``a/b``, ``√(a+b)``.

What is raised or lowered stands in brackets behind its base, as PubMed prints it: ``10(9)`` can be told from 109.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

_SPACE = re.compile(r"[ \t\r\n]+")
_PLAIN = re.compile(r"[\w.]*")
_LEFT_OUT = frozenset({"annotation", "annotation-xml", "none", "mprescripts", "mphantom", "maligngroup", "malignmark"})
_TOKENS = frozenset({"mi", "mn", "mo", "mtext", "ms"})
_SPACES = frozenset({"mspace", "mtr", "mlabeledtr"})


def formula_text(element: etree._Element) -> str:
    """A MathML element as text.

    Args:
        element: ``math`` or anything in it; tags may have a namespace or none.

    Returns:
        the text on one line; empty where there is nothing to read.
    """
    if not isinstance(element.tag, str):
        return ""
    name = element.tag.rpartition("}")[2]
    if name in _LEFT_OUT:
        return ""
    if name in _TOKENS:
        words = element.text or ""
        if len(element):
            words = "".join(map(str, element.itertext()))
        return words if words.isalnum() else _SPACE.sub(" ", words)
    if name == "mmultiscripts":
        return _multiscripts(element)
    parts = [formula_text(child) for child in element if isinstance(child.tag, str)]
    if name in _LAYOUTS and len(parts) > 1:
        return _LAYOUTS[name](parts)
    if name == "msqrt":
        return f"√{_bracketed(''.join(parts))}"
    if name == "mfenced":
        return f"{element.get('open', '(')}{', '.join(parts)}{element.get('close', ')')}"
    if name in ("mtable", "mtr"):
        return " ".join(parts)
    if name in _SPACES:
        return " ".join(parts) or " "
    return "".join(parts)


def _script(text: str) -> str:
    return f"({text})" if text.strip() else ""


def _bracketed(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else f"({text})"


def _scripts(parts: list[str]) -> str:
    return parts[0] + "".join(_script(part) for part in parts[1:])


_LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    "msup": _scripts,
    "msub": _scripts,
    "msubsup": _scripts,
    "mover": _scripts,
    "munder": _scripts,
    "munderover": _scripts,
    "mfrac": lambda parts: f"{_bracketed(parts[0])}/{_bracketed(parts[1])}",
    "mroot": lambda parts: f"{_script(parts[1])}√{_bracketed(parts[0])}",
}


def _multiscripts(element: etree._Element) -> str:
    """A base with scripts behind it and, past ``mprescripts``, before it."""
    base, before, behind = "", "", ""
    seen = False
    for place, child in enumerate(child for child in element if isinstance(child.tag, str)):
        if child.tag.rpartition("}")[2] == "mprescripts":
            seen = True
        elif place == 0:
            base = formula_text(child)
        elif seen:
            before += _script(formula_text(child))
        else:
            behind += _script(formula_text(child))
    return before + base + behind
