"""One character for one: the text as the grammars read it, with every offset unchanged.

Papers write a minus sign, a decimal point or a space in a dozen ways. Folding replaces each by its plain form,
character by character, so that a pattern is written once and a match's offsets hold in the verbatim text.
"""

from __future__ import annotations

import re

_DASHES = "‐‑‒–—―−﹣－"
_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\n\x0b\x0c"
)
_SINGLE = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_SPACES, " "),
    "×": "x",
    "∼": "~",
    "≈": "~",
    "⩽": "≤",
    "⩾": "≥",
    "＜": "<",
    "＞": ">",
    "＝": "=",
    "％": "%",
    "\u2019": "'",
    "\u2018": "'",
    "\u201c": '"',
    "\u201d": '"',
    "［": "[",
    "］": "]",
    "（": "(",
    "）": ")",
}
_TABLE = str.maketrans(_SINGLE)

# A raised dot between digits is a British decimal point (`0·98`).
_RAISED_DOT = re.compile(r"(?<=\d)[·‧∙•⋅](?=\d)|(?<=[\s(=<>])[·](?=\d)")

# LaTeX left behind by PDF conversion, and two-character comparisons: one sign and blanks of the same length.
_LATEX = re.compile(
    r"\\(geqslant|leqslant|geq|leq|ge|le|pm|sim|approx|times)(?![A-Za-z])|\\(?=%)|(?<![\\\w])\$|\$(?!\w)"
)
_LATEX_SIGN = {
    "geq": "≥",
    "ge": "≥",
    "geqslant": "≥",
    "leq": "≤",
    "le": "≤",
    "leqslant": "≤",
    "pm": "±",
    "sim": "~",
    "approx": "~",
    "times": "x",
}
_TWO_SIGNS = re.compile(r"> ?or ?=|< ?or ?=|> ?=|< ?=|=< ?|\+ ?/ ?-|\+-")


def _latex(match: re.Match[str]) -> str:
    sign = _LATEX_SIGN.get(match[1] or "", " ")
    return sign.ljust(len(match[0]))


def _two_signs(match: re.Match[str]) -> str:
    first = match[0][0]
    sign = "±" if first == "+" else "≥" if first == ">" else "≤"
    return sign.ljust(len(match[0]))


def fold(text: str) -> str:
    """The text in plain characters; ``len(fold(text)) == len(text)`` and position ``i`` stays position ``i``."""
    folded = text.translate(_TABLE)
    folded = _RAISED_DOT.sub(".", folded)
    folded = _LATEX.sub(_latex, folded)
    return _TWO_SIGNS.sub(_two_signs, folded)
