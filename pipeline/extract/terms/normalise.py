"""Text and names brought to one form for matching: tokens with offsets, and the folded form of each.

Two spellings of a name are the same when their folded tokens, joined without separators, are the same. Folding takes
away letter case, accents, possessive and plural ``s``, the difference between British and American spelling, and
writes Greek letters as their names. Hyphens, slashes, apostrophes and single spaces between tokens count for nothing,
so ``CAR-T``, ``CAR T`` and ``CART`` share the key ``cart``; letters and digits are always separate tokens, so ``IL2``
and ``IL-2`` do as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import NamedTuple

#: A token and its half-open offsets in the text it was cut from.
Token = tuple[str, int, int]

_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
# fmt: off
_GREEK_NAMES = dict(zip(_GREEK, (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
), strict=True))
# fmt: on
_GREEK_NAMES["ς"] = "sigma"

# A run of letters with its possessive, one Greek letter, a run of digits, or one character that keeps names apart.
# Spaces and the joiners (hyphens, slash, apostrophes, trade marks) are no tokens; a tab is: it parts table cells.
# Words of ASCII letters alone come first: they are nearly all, and a class of two ranges is found faster than its like
# of all letters.
_TOKEN = re.compile(
    r"([a-zA-Z]++(?![^\W\d_\u0370-\u03ff])(?:['\u2019]s(?![^\W_]))?"
    r"|[^\W\d_\u0370-\u03ff]+(?:['\u2019]s(?![^\W_]))?|[\u0370-\u03ff]|\d+"
    r"|[^\w\s\-\u2010\u2011\u2012\u2013/'\u2019\u00ae\u2122]|[\t_])"
)
# What may stand between two tokens of one name, where it is longer than a character: a line break inside a compound,
# a spaced hyphen or slash, a trade mark. A spaced dash, a blank line or a column gap ends the name.
_JOINT = re.compile(r"[ \u00a0\r\n]?[-\u2010\u2011/'\u2019\u00ae\u2122][ \u00a0\n]?|\r\n|[ \u00a0]{2}| \n|\n ")

# A word broken at the end of a line. The hyphen goes first: what stands before it is looked at only where there is one.
_BROKEN = re.compile(r"[-\u2010\u00ad\u00ac](?<=[^\W\d_]{2}.)\r?\n[ \t]*(?=[a-zß-ÿ]{2})")

# `TKIs`, `SSRIs`: after capitals a small s is always a plural.
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
_ISE = re.compile(r"is(e|ed|ing|ation|er)$")


class Cut(NamedTuple):
    """A text cut into tokens: a column for each of their attributes, which is faster to make than an object a token.

    Attributes:
        tokens: the tokens, verbatim; a word that was broken at a line's end is put together.
        starts: where each begins, in code points of the text.
        stops: where each ends.
        gaps: what stands behind each token, up to the next; that behind the last may be left out.
    """

    tokens: list[str]
    starts: list[int]
    stops: list[int]
    gaps: list[str]


def cut(text: str) -> Cut:
    """Cut text into letter runs, digit runs and separating characters, with offsets in code points."""
    # Tokens take turns with what parts them, beginning and ending with the latter.
    pieces = _TOKEN.split(text)
    borders = list(accumulate(map(len, pieces)))
    tokens = pieces[1::2]
    return Cut(tokens, borders[: 2 * len(tokens) : 2], borders[1::2], pieces[2::2])


def tokenise(text: str) -> list[Token]:
    """Cut text into letter runs, digit runs and separating characters, with offsets in code points."""
    found = cut(text)
    return list(zip(found.tokens, found.starts, found.stops, strict=True))


def join_broken(text: str, plain: Cut) -> tuple[Cut, list[int]]:
    """The tokens with each word that is broken at a line's end as one token, and where its second half begins."""
    breaks = {match.end(): match.start() for match in _BROKEN.finditer(text)}
    if not breaks:
        return plain, []
    tokens: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    places: list[int] = []
    for token, start, stop in zip(plain.tokens, plain.starts, plain.stops, strict=True):
        before = breaks.get(start)
        if before is not None and stops and stops[-1] == before:
            tokens[-1] += token
            stops[-1] = stop
            places.append(start)
        else:
            tokens.append(token)
            starts.append(start)
            stops.append(stop)
    gaps = [text[stop:start] for stop, start in zip(stops, starts[1:], strict=False)]
    return Cut(tokens, starts, stops, gaps), places


class Kept(dict[str, str]):
    """What is made of each token, made when it is first asked for: a dictionary, for it is asked for every word."""

    __slots__ = ("_make",)

    #: How many are kept: words of the language are few, numbers and codes have no end.
    most = 1 << 17

    def __init__(self, make: Callable[[str], str]) -> None:
        """Keep what a function makes of tokens."""
        super().__init__()
        self._make = make

    def __missing__(self, token: str) -> str:
        if len(self) >= self.most:
            self.clear()
        made = self[token] = self._make(token)
        return made


def fold(token: str) -> str:
    """The form of one token under which its spellings agree; never empty for a non-empty token."""
    return _folds[token]


def fold_all(tokens: Iterable[str]) -> list[str]:
    """The folded form of each token."""
    return list(map(_folds.__getitem__, tokens))


def _folded(token: str) -> str:
    folded = (token[:-1] if _PLURAL_ACRONYM.fullmatch(token) else token).lower()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded.replace("\u2019", "'")).casefold()
        folded = "".join(c for c in decomposed if not unicodedata.combining(c) and not c.isspace())
        if len(folded) == 1:
            folded = _GREEK_NAMES.get(folded, folded)
    if folded.endswith("'s") and len(folded) > 2:
        folded = folded[:-2]
    if len(folded) > 3:
        folded = _americanise(_singular(folded))
    return folded or token


_folds = Kept(_folded)


def tokens_of(name: str) -> list[str]:
    """The tokens of a name as they stand, in order."""
    return _TOKEN.split(name)[1::2]


def key_tokens(name: str) -> list[str]:
    """The folded tokens of a name, in order."""
    return fold_all(tokens_of(name))


def join_case(name: str) -> str:
    """A name without its separators, letter case kept: what two spellings of a case-bound name must share."""
    return "".join(_TOKEN.split(name)[1::2])


def is_joint(gap: str) -> bool:
    """Whether what stands between two tokens leaves them parts of one name."""
    return len(gap) <= 1 or _JOINT.fullmatch(gap) is not None


def _singular(word: str) -> str:
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("yses", "oses", "tases")):
        return word[:-2] + "is"
    if word.endswith(("sses", "xes", "ches", "shes", "uses")):
        return word[:-2]
    return word[:-1]


def _americanise(word: str) -> str:
    # Applied to names and text alike, so a rule only has to bring spellings together, not to give good English.
    if len(word) > 4:
        word = word.replace("ae", "e").replace("oe", "e").replace("leuco", "leuko").replace("sulph", "sulf")
        word = word.replace("tumour", "tumor").replace("yse", "yze")
        if word.endswith("our"):
            word = word[:-3] + "or"
        word = _ISE.sub(r"iz\1", word)
    return "alpha" if word == "alfa" else word
