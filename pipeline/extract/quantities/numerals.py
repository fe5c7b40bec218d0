"""Numbers in words: `seven`, `Eighty-nine`, `One hundred fifty`, `Eight hundred and six`."""

from __future__ import annotations

import re

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {"hundred": 100, "thousand": 1000}

_WORD = "|".join(sorted((*_UNITS, *_TENS), key=len, reverse=True))
_BELOW_HUNDRED = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(list(_UNITS)[:9])}))?|(?:{_WORD})"

_HUNDREDS = rf"(?:(?:{_BELOW_HUNDRED}|a)[- ])?hundred(?:(?:,? and |[- ])(?:{_BELOW_HUNDRED}))?"

#: A number in words, as a pattern source without groups. Case does not matter.
NUMERAL = (
    rf"(?:(?:{_HUNDREDS}|{_BELOW_HUNDRED}|a)[- ])?thousand(?:(?:,? and |, |[- ])(?:{_HUNDREDS}|{_BELOW_HUNDRED}))?|"
    rf"{_HUNDREDS}|(?:{_BELOW_HUNDRED})"
)

_SPLIT = re.compile(r"[a-z]+")


def parse_numeral(words: str) -> int | None:
    """The value of a number in words; None where a word is no numeral.

    >>> parse_numeral("Eight hundred and six")
    806
    """
    total = current = 0
    seen = False
    for word in _SPLIT.findall(words.lower()):
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if word == "thousand":
                total, current = total + current, 0
        elif word in ("and", "a"):
            continue
        else:
            return None
        seen = True
    return total + current if seen else None
