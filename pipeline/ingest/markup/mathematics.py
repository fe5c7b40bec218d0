"""Formulas on one line: MathML and TeX as a reader would type them, always in the same way.

``p<0.001``, ``(a+b)/2``, ``10^-3``, ``x_1``, ``√(p)``: powers with ``^``, indices with ``_``, fractions with ``/``,
and parentheses around whatever is more than one sign long.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from lxml import etree

_INVISIBLE = str.maketrans("", "", "\u2061\u2062\u2063\u2064\u200b\ufeff")
_SIMPLE = re.compile(r"[\w.,%′]*|\(.*\)", re.DOTALL)
_ACCENTS = {"¯": "\u0304", "‾": "\u0304", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "˙": "\u0307"}
_SILENT = frozenset(("annotation", "annotation-xml", "mphantom", "maligngroup", "malignmark", "mprescripts", "none"))
_TOKENS = frozenset(("mi", "mn", "mo", "mtext", "ms"))
_BASES = frozenset(("msub", "msup", "msubsup", "munder", "mover", "munderover"))

_DOCUMENT = re.compile(r"\\begin\s*\{document\}(.*?)\\end\s*\{document\}", re.DOTALL)
_TOKEN = re.compile(r"\\([A-Za-z]+|.)|([{}^_~&$])|([^\\{}^_~&$]+)", re.DOTALL)
_SIGNS = {
    "leq": "≤", "le": "≤", "leqslant": "≤", "geq": "≥", "ge": "≥", "geqslant": "≥", "neq": "≠", "ne": "≠", "lt": "<",
    "gt": ">", "approx": "≈", "sim": "∼", "simeq": "≃", "equiv": "≡", "propto": "∝", "times": "×", "cdot": "·",
    "div": "÷", "pm": "±", "mp": "∓", "infty": "∞", "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "in": "∈",
    "rightarrow": "→", "to": "→", "leftarrow": "←", "degree": "°", "circ": "°", "prime": "′", "ldots": "…",
    "dots": "…", "cdots": "⋯", "quad": " ", "qquad": " ", "langle": "⟨", "rangle": "⟩", "mid": "|", "vert": "|",
    "backslash": "\\", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_TEX_ACCENTS = {"bar": "\u0304", "overline": "\u0304", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303"}
_NO_WORDS = frozenset(("left", "right", "displaystyle", "textstyle", "limits", "nolimits", "hfill", "rm", "bf", "it"))
_NAMED_ENVIRONMENTS = frozenset(("begin", "end"))


def mathml(element: etree._Element) -> str:
    """A ``math`` element of MathML, its tags in a namespace or in none, on one line."""
    return " ".join(_math(element, _name(element.tag)).split())


# The same few tags make up every formula.
@lru_cache(maxsize=1 << 8)
def _name(tag: object) -> str:
    """The tag without its namespace; empty for what is no element."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _math(element: etree._Element, tag: str) -> str:
    if tag in _TOKENS:
        words = "".join(map(str, element.itertext())) if len(element) else element.text or ""
        if words.isalnum():
            return words
        words = words if words.isascii() else words.translate(_INVISIBLE)
        return words if tag == "mtext" else words.strip()
    if tag == "mrow":
        return _in_a_row(_parts(element))
    if tag == "mspace":
        return " "
    if tag == "mmultiscripts":
        return _multiscripts(element)
    parts = _parts(element)
    if tag == "mfrac" and len(parts) == 2:
        return f"{_grouped(parts[0])}/{_grouped(parts[1])}"
    if tag == "msqrt":
        return f"√({''.join(parts)})"
    if tag == "mroot" and len(parts) == 2:
        return f"{_grouped(parts[0])}^(1/{parts[1]})"
    if tag == "mfenced":
        signs = (element.get("separators", ",") or " ")[0]
        return element.get("open", "(") + signs.join(parts) + element.get("close", ")")
    if tag in _BASES and len(parts) > 1:
        return _scripted(tag, parts)
    if tag == "mtable":
        return "; ".join(parts)
    if tag in ("mtr", "mlabeledtr"):
        return ", ".join(parts)
    if tag == "semantics":
        return parts[0] if parts else ""
    return _in_a_row(parts)


def _parts(element: etree._Element) -> list[str]:
    return [_math(child, name) for child in element if (name := _name(child.tag)) and name not in _SILENT]


def _in_a_row(parts: list[str]) -> str:
    """Parts one behind the other, with a space where two numbers would become one."""
    if len(parts) == 1:
        return parts[0]
    row = ""
    for part in parts:
        row += f" {part}" if row[-1:].isdigit() and part[:1].isdigit() else part
    return row


def _scripted(tag: str, parts: list[str]) -> str:
    base = parts[0]
    if tag == "mover" and parts[1] in _ACCENTS:
        return unicodedata.normalize("NFC", base + _ACCENTS[parts[1]])
    first = "^" if tag in ("msup", "mover") else "_"
    scripted = base + "".join(
        sign + _grouped(part) for sign, part in zip((first, "^"), parts[1:], strict=False) if part
    )
    return scripted if base else scripted.lstrip("_^")


def _multiscripts(element: etree._Element) -> str:
    """A base with scripts behind it and, past ``mprescripts``, before it: lower and upper ones by turns."""
    base, scripts, before = "", {False: "", True: ""}, False
    lower = True
    for place, (child, name) in enumerate((child, name) for child in element if (name := _name(child.tag))):
        if place == 0:
            base = _math(child, name)
        elif name == "mprescripts":
            before, lower = True, True
        else:
            if name not in _SILENT and (script := _math(child, name)):
                scripts[before] += ("_" if lower else "^") + _grouped(script)
            lower = not lower
    return scripts[True] + base + scripts[False]


def _grouped(part: str) -> str:
    """The part in parentheses where it is more than one number or word, a sign before it aside."""
    if part.isalnum():
        return part
    return part if _SIMPLE.fullmatch(part) or (_SIMPLE.fullmatch(part[1:]) and part[0] in "-−‒–+") else f"({part})"


def tex(source: str) -> str:
    """A formula in TeX, with or without the document around it, on one line."""
    inner = _DOCUMENT.search(source)
    tokens = list(_TOKEN.finditer(inner[1] if inner else source))
    parts: list[str] = []
    at = 0
    while at < len(tokens):
        # A closing brace too many ends nothing.
        group, at = _tex_group(tokens, at, 0)
        parts.extend(group)
    return " ".join("".join(parts).translate(_INVISIBLE).split())


_DEEPEST = 60


def _tex_group(tokens: list[re.Match[str]], at: int, depth: int) -> tuple[list[str], int]:
    """The parts of a group until its closing brace, and the place behind it."""
    parts: list[str] = []
    while at < len(tokens):
        if tokens[at][2] == "}":
            return parts, at + 1
        part, at = _tex_part(tokens, at, depth)
        parts.append(part)
    return parts, at


def _tex_argument(tokens: list[re.Match[str]], at: int, depth: int) -> tuple[str, int]:
    while at < len(tokens) and tokens[at][3] is not None and not tokens[at][3].strip():
        at += 1
    if at >= len(tokens) or tokens[at][2] == "}":
        return "", at
    return _tex_part(tokens, at, depth)


def _tex_part(tokens: list[re.Match[str]], at: int, depth: int) -> tuple[str, int]:
    command, sign, text = tokens[at].groups()
    at += 1
    if text is not None:
        return text, at
    if depth > _DEEPEST:
        return "", at
    if sign == "{":
        parts, at = _tex_group(tokens, at, depth + 1)
        return "".join(parts), at
    if sign in ("^", "_"):
        argument, at = _tex_script(tokens, at, depth)
        return (sign + _grouped(argument) if argument else ""), at
    if sign is not None:
        return (" " if sign in "~&" else ""), at
    if command in ("frac", "dfrac", "tfrac"):
        above, at = _tex_argument(tokens, at, depth + 1)
        below, at = _tex_argument(tokens, at, depth + 1)
        return f"{_grouped(above)}/{_grouped(below)}", at
    if command == "sqrt" or command in _TEX_ACCENTS or command in _NAMED_ENVIRONMENTS:
        argument, at = _tex_argument(tokens, at, depth + 1)
        if command in _NAMED_ENVIRONMENTS:
            return "", at
        accented = unicodedata.normalize("NFC", argument + _TEX_ACCENTS.get(command, ""))
        return (f"√({argument})" if command == "sqrt" else accented), at
    if command in _SIGNS:
        return _SIGNS[command], at
    if command in _NO_WORDS or command.startswith(("math", "text", "operatorname", "mbox")):
        return "", at
    if command == "\\":
        return "; ", at
    if len(command) == 1 and not command.isalpha():
        return (" " if command in ",;: \n" else "" if command == "!" else command), at
    return command, at


def _tex_script(tokens: list[re.Match[str]], at: int, depth: int) -> tuple[str, int]:
    """What is raised or lowered: a group, a command, or the one character that follows."""
    if at < len(tokens) and tokens[at][3] is not None and len(tokens[at][3]) > 1:
        first = _TOKEN.match(tokens[at][3][0])
        rest = _TOKEN.match(tokens[at][3][1:])
        if first is not None and rest is not None:
            tokens[at : at + 1] = [first, rest]
    argument, at = _tex_argument(tokens, at, depth + 1)
    return argument.strip(), at
