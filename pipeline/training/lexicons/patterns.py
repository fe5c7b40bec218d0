"""The patterns in which the overlay writes names, so that a way of speaking is written once and not a name at a time.

``{a|b|}`` in a name stands for each alternative in turn. ``$transplant`` within braces stands for the alternatives that
``words.tsv`` gives it: ``{allogeneic|allo} {$transplant}``. ``@raised(potassium|K+)`` as a whole pattern stands for
every turn that ``words.tsv`` gives ``@raised``, with the argument's alternatives in the place of each ``~``: ``elevated
potassium``, ``potassium elevation``, ``increase in potassium`` and so on. A turn may itself use ``$`` words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product

_BRACES = re.compile(r"\{([^{}]*)\}")
_WORDS = re.compile(r"\$[a-z]+")
_TURNS = re.compile(r"(@[a-z]+)\((.*)\)")
#: What parts the patterns of a cell.
SEPARATOR = " ; "


def split(cell: str) -> list[str]:
    """The patterns of a cell."""
    return [part.strip() for part in cell.split(SEPARATOR) if part.strip()]


def expand(pattern: str, words: Mapping[str, str] | None = None) -> list[str]:
    """Each name that a pattern stands for, the first alternatives first.

    Args:
        pattern: one pattern, as above.
        words: ``$`` and ``@`` words with what they stand for.

    Raises:
        KeyError: of a ``$`` or ``@`` word that ``words`` does not have.
    """
    words = words or {}
    if turns := _TURNS.fullmatch(pattern):
        argument = "{" + turns[2] + "}"
        patterns = [turn.replace("~", argument) for turn in split(words[turns[1]])]
    else:
        patterns = [pattern]
    names = [name for each in patterns for name in _expanded(each, words)]
    return list(dict.fromkeys(names))


def _expanded(pattern: str, words: Mapping[str, str]) -> list[str]:
    pieces = _BRACES.split(pattern)
    choices = [
        _WORDS.sub(lambda word: words[word[0]], piece).split("|") if place % 2 else [piece]
        for place, piece in enumerate(pieces)
    ]
    return [" ".join("".join(parts).split()) for parts in product(*choices)]
