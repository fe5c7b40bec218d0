"""The full names of measures and groups that a document shortens: `LBR` where it has said `live birth rate (LBR)`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

#: Names of more words than these are told by their short form alone, as the text tells them; `rate` is no word of them.
_MOST_WORDS: Final = 2
_RATE = re.compile(r"\b(?:rates?|of|the|and)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z0-9][\w-]*")


def short_forms(defined: Mapping[str, str]) -> dict[str, str]:
    """Of the short forms that a document defines those whose names are short enough to be told in full."""
    return {
        short: long
        for short, long in defined.items()
        if len(_WORD.findall(_RATE.sub("", long.replace("-", " ")))) <= _MOST_WORDS
    }


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


#: A group that its short form tells nothing of.
_GROUP = re.compile(
    r"(?:intervention|control|experimental|treatment|treated|study|test|trial|comparison|active|placebo|standard)\s(?:group|arm)s?",
    re.IGNORECASE,
)


def full_group(name: str | None, defined: Mapping[str, str]) -> str | None:
    """The name of a group, in full where it is the short form of one like `control group`.

    Args:
        name: the name; None for no group.
        defined: the document's short forms, and what they stand for.
    """
    long = defined.get(name) if name is not None else None
    return long if long is not None and _GROUP.fullmatch(long) else name
