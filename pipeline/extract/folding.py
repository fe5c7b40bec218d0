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

# LaTeX, HTML and Markdown left behind by PDF conversion, and two-character comparisons: one sign and blanks of the same
# length. A raised number stays behind its caret, so that `10^{9}` is a power and `^{12}` no figure.
_GROUP = re.compile(
    r"\\(?:text|textit|textbf|textrm|mathrm|mathit|mathbf|operatorname|rm|it|bf)\s?\{([^{}$\n]{0,80})\}"
)
_RAISED = re.compile(r"\^\{([^{}$\n]{1,40})\}")
_LATEX = re.compile(
    r"\\(geqslant|leqslant|geqq|leqq|geq|leq|ge|le|gt|lt|pm|sim|approx|times|cdot|mu|alpha|beta|gamma|delta|kappa|lambda|chi|infty|left|right)"
    r"(?![A-Za-z])|\\(?=[%()\[\]*_<>~#&+=|-])|\\[,;:!]|(?<![\\\w])\$|\$(?!\w)"
)
_LATEX_SIGN = {
    "geq": "≥",
    "geqq": "≥",
    "ge": "≥",
    "geqslant": "≥",
    "leq": "≤",
    "leqq": "≤",
    "le": "≤",
    "leqslant": "≤",
    "gt": ">",
    "lt": "<",
    "pm": "±",
    "sim": "~",
    "approx": "~",
    "times": "x",
    "cdot": "x",
    "mu": "μ",
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "kappa": "κ",
    "lambda": "λ",
    "chi": "χ",
    "infty": "∞",
}
_ENTITY = re.compile(r"&(lt|gt|le|ge|plusmn|times|minus|ndash|nbsp|thinsp);")
_ENTITY_SIGN = {"lt": "<", "gt": ">", "le": "≤", "ge": "≥", "plusmn": "±", "times": "x", "minus": "-", "ndash": "-"}
_TAG = re.compile(r"<(/?)(sup|sub|i|b|em|strong|u|span)>", re.IGNORECASE)
_EMPHASIS = re.compile(
    r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*\n]{1,80})(?<=[^\s*])\1(?![\w*])|(?<![\w\\])(_{1,3})(?=[^\s_])([^_\n]{1,80})(?<=[^\s_])\3(?!\w)"
)
_TWO_SIGNS = re.compile(r"> ?or ?=|< ?or ?=|> ?=|< ?=|=< ?|\+ ?/ ?-|\+-")


def _group(match: re.Match[str]) -> str:
    return f"{match[1]:>{len(match[0]) - 1}} "


def _raised(match: re.Match[str]) -> str:
    return f" ^{match[1]} "


def _entity(match: re.Match[str]) -> str:
    return _ENTITY_SIGN.get(match[1], " ").ljust(len(match[0]))


def _tag(match: re.Match[str]) -> str:
    raised = match[2].lower() == "sup" and not match[1]
    return ("^" if raised else " ").rjust(len(match[0]))


def _emphasis(match: re.Match[str]) -> str:
    mark = " " * len(match[1] or match[3])
    return f"{mark}{match[2] or match[4]}{mark}"


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
    if "\\" in folded or "$" in folded:
        folded = _GROUP.sub(_group, folded)
    if "^{" in folded:
        folded = _RAISED.sub(_raised, folded)
    folded = _LATEX.sub(_latex, folded)
    if "&" in folded:
        folded = _ENTITY.sub(_entity, folded)
    if "</" in folded:
        folded = _TAG.sub(_tag, folded)
    if "*" in folded or "_" in folded:
        folded = _EMPHASIS.sub(_emphasis, folded)
    return _TWO_SIGNS.sub(_two_signs, folded)
