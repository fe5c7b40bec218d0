"""The full names of measures that a document shortens: `LBR` where it has said `live birth rate (LBR)`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.extract.abbreviations import find_abbreviations
from pipeline.schema import Span

#: Names of more words than these are told by their short form alone, as the text tells them; `rate` is no word of them.
_MOST_WORDS: Final = 2
_RATE = re.compile(r"\b(?:rates?|of|the|and)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z0-9][\w-]*")


def short_forms(text: str, sentences: Sequence[Span]) -> dict[str, str]:
    """The short forms that a document defines, with the names that they stand for, where these are short enough."""
    found: dict[str, str] = {}
    for each in find_abbreviations(text, sentences):
        if len(_WORD.findall(_RATE.sub("", each.long_form.replace("-", " ")))) <= _MOST_WORDS:
            found.setdefault(each.short_form, " ".join(each.long_form.split()))
    return found


def full_name(words: str, known: Mapping[str, str]) -> str:
    """A name with the first short form in it told in full, the short form in brackets behind it.

    Args:
        words: the name.
        known: the document's short forms, and what they stand for.
    """
    for match in _WORD.finditer(words):
        long = known.get(match[0])
        if long is not None and long.lower() not in words.lower():
            return f"{words[: match.start()]}{long} ({match[0]}){words[match.end() :]}"
    return words
