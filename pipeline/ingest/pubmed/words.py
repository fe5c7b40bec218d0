"""The words in an element of PubMed, taken from its text: on one line, without markup, as :func:`inline_text` has them.

They come from a record whose tags and characters are known to be sound; what is in a formula is not.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial

from lxml import etree

from pipeline.ingest.markup.inline import inline_text
from pipeline.ingest.markup.mathematics import mathml
from pipeline.ingest.markup.records import safe_parser
from pipeline.ingest.rendering import one_line

#: What stands for a character: in hexadecimal digits, in decimal digits, by a name.
ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_SLANTED = re.compile(r"</?[ibu]>")
_SCRIPT = re.compile(r"<(su[bp])>([^<&]*)</\1>")

_FORMULA_ENDS = ("</mml:math>", "</math>")
_SHORT = 100

_parser = cache(partial(safe_parser, "utf-8"))


def line_of(words: str | None) -> str | None:
    """What stands in an element, on one line; None where nothing does.

    Raises:
        XMLSyntaxError: when there is a formula in it that is not well-formed.
    """
    if not words:
        return None
    if words.isalnum():
        return words
    if "<" in words:
        return _without_markup(words)
    if "&" in words:
        words = unescaped(words)
    elif len(words) < _SHORT and "  " not in words and words.isprintable():
        # What :func:`one_line` sees first, without asking it: most words of a record.
        return words.strip(" ") or None
    return one_line(words) or None


def unescaped(words: str) -> str:
    """The same words with the characters that stand in them by name or number."""
    return ENTITY.sub(_character, words) if "&" in words else words


def code_of(entity: re.Match[str]) -> int:
    """The code point of what stands by number."""
    hexadecimal, decimal, _ = entity.groups()
    return int(hexadecimal, 16) if hexadecimal else int(decimal)


def _character(entity: re.Match[str]) -> str:
    return _NAMED[entity[3]] if entity[3] else chr(code_of(entity))


def _without_markup(words: str) -> str | None:
    """Words without the markup in them; :func:`inline_text` is asked about all but the simplest."""
    plain = _without_formulas(words) if "math" in words else words
    plain = _in_brackets(_SLANTED.sub("", plain))
    if "<" in plain:
        return inline_text(etree.fromstring(f"<words>{words}</words>".encode(), _parser()))
    return one_line(unescaped(plain)) or None


def _in_brackets(words: str) -> str:
    """Words with what is raised or lowered in brackets, where no other markup is in it."""
    parts = _SCRIPT.split(words)
    parts[2::3] = [f"({script})" if script.isalnum() else _bracketed(one_line(script)) for script in parts[2::3]]
    del parts[1::3]
    return "".join(parts)


def _bracketed(script: str) -> str:
    return f"({script})" if script else ""


def _without_formulas(words: str) -> str:
    """The same with each formula as the words of it."""
    for closing in _FORMULA_ENDS:
        if closing not in words:
            continue
        *parts, rest = words.split(closing)
        for number, part in enumerate(parts):
            before, opening, formula = part.partition(f"<{closing[2:-1]}")
            parts[number] = before + _formula(f"{opening}{formula}{closing}")
        words = "".join((*parts, rest))
    return words


def _formula(formula: str) -> str:
    return (_known_formula if len(formula) <= _LONGEST_KNOWN_FORMULA else _formula_words)(formula)


def _formula_words(formula: str) -> str:
    words = mathml(etree.fromstring(formula.encode("utf-8"), _parser()))
    return words.replace("&", "&amp;").replace("<", "&lt;")


# A paper that writes a quantity as a formula writes it so again and again.
_LONGEST_KNOWN_FORMULA = 2_000
_known_formula = lru_cache(maxsize=1 << 8)(_formula_words)
#: For benchmarks: their files repeat formulas more than PubMed does.
forget_formulas = _known_formula.cache_clear
