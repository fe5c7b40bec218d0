"""Which words a short form is made of, and what a short form looks like.

The alignment is Schwartz and Hearst's (A simple algorithm for identifying abbreviation definitions in biomedical text,
Pac Symp Biocomput 2003). Where scispaCy is installed its ``find_abbreviation`` makes the alignment; elsewhere
:func:`align` does, to the same result.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: ``(long form candidate, short form) -> start of the long form within the candidate``, or None.
Aligner = Callable[[str, str], int | None]

#: What may be a short form: one word, or several that begin with a capital (`R/R ALL`).
SHORT = r"[A-Za-z0-9][A-Za-z0-9+/.αβγ&-]{1,11}"
_SHORT = re.compile(rf"(?=[^\s]*[A-Z]){SHORT}")
_MULTI_SHORT = re.compile(r"(?:[A-Z][A-Za-z0-9]*[-/ ]){1,3}[A-Z][A-Za-z0-9]{1,8}")
# A name such as `Japan` or `Wilson` in brackets explains nothing.
_NAME = re.compile(r"[A-Z][a-z]{3,}")


def align(candidate: str, short: str) -> int | None:
    """Where in ``candidate`` the long form of ``short`` begins, by Schwartz and Hearst; None where none does."""
    at = len(candidate) - 1
    for position in range(len(short) - 1, -1, -1):
        wanted = short[position].lower()
        if not wanted.isalnum():
            continue
        while at >= 0 and (
            candidate[at].lower() != wanted or (position == 0 and at > 0 and candidate[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
        at -= 1
    return whole_words(candidate, at + 1)


def whole_words(candidate: str, begin: int) -> int:
    """The beginning of the word that holds the character at ``begin``, without the brackets or quotes before it."""
    while begin > 0 and not candidate[begin - 1].isspace():
        begin -= 1
    while begin < len(candidate) - 1 and not candidate[begin].isalnum():
        begin += 1
    return begin


def is_short_form(written: str) -> bool:
    """Whether a word looks like a short form: a capital in it, half of it letters, no plain name."""
    letters = sum(c.isalpha() for c in written)
    return (
        2 <= len(written) <= 12
        and letters * 2 >= len(written)
        and any(c.isupper() for c in written)
        and not _NAME.fullmatch(written)
        and bool(_SHORT.fullmatch(written) or _MULTI_SHORT.fullmatch(written))
    )


def singular(short: str) -> str:
    """A short form without its plural ``s`` (`CARs`); it is no plural where the letter before is small."""
    return short[:-1] if len(short) > 2 and short[-1] == "s" and (short[-2].isupper() or short[-2].isdigit()) else short
