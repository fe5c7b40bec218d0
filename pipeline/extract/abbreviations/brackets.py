"""Definitions in brackets: `long form (SHORT)`, `long form [SHORT]` and `SHORT (long form)`.

The candidates are bounded by the sentence, and a short form must look like one, so that `days` is never paired with
`(range, 186-3,180 days)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.abbreviations.alignment import Aligner, is_short_form
from pipeline.schema import Abbreviation, Span

_PARENTHESIS = re.compile(r"[(\[]\s*([^()\[\]]{2,60}?)\s*[)\]]")
#: No long form is longer than this, in characters: a sentence full of brackets is not read again for each.
_LOOK_BACK = 240
_AFTER_MARK = re.compile(r"\s*[,;:]")
_WORD = re.compile(r"\S+")
_INITIAL = re.compile(r"(?<![^\W_])[^\W\d_]+")
_NEVER_FIRST = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "than",
        "between",
        "either",
    ]
)
# `(hereafter CR)`, `(or "CR")`, `(abbreviated as CR)`.
_SAID_SO = re.compile(
    r"(?:(?:or|abbreviated|hereafter|henceforth|hereinafter|i\.e\.,?|termed|called|aka|a\.k\.a\.|also known as|referred to)\s+)?"
    r"(?:(?:as|to)\s+)?[\"'\u201c\u2018]?"
)
_QUOTES = "\"'\u201d\u2019"


def in_brackets(text: str, sentence: Span, aligner: Aligner) -> Iterator[Abbreviation]:
    """The definitions of a sentence that brackets give, in order.

    Args:
        text: verbatim text.
        sentence: a definition never crosses from one into the next.
        aligner: how a short form is aligned with the words before it.
    """
    for match in _PARENTHESIS.finditer(text, sentence.start, sentence.end):
        inner = Span(match.start(1), match.end(1))
        content = inner.of(text)
        mark = _AFTER_MARK.search(content)
        end = mark.start() if mark else len(content)
        said = _SAID_SO.match(content)
        begin = said.end() if said and said.end() < end else 0
        short = Span(inner.start + begin, inner.start + begin + len(content[begin:end].rstrip(_QUOTES)))
        definition = _before(text, sentence.start, match.start(), short, aligner) or _inside(
            text, sentence.start, match.start(), inner, aligner
        )
        if definition is not None:
            yield definition


def _before(text: str, floor: int, paren: int, short: Span, aligner: Aligner) -> Abbreviation | None:
    """`long form (SHORT)`."""
    written = short.of(text)
    words = list(_WORD.finditer(text, max(floor, paren - _LOOK_BACK), paren))
    if not is_short_form(written) and not (words and _is_beginning(written, words[-1][0])):
        return None
    length = len(written)
    words = words[-min(length + 5, length * 2) :]
    if not words:
        return None
    start, end = words[0].start(), words[-1].end()
    # A plural short form (`AEs`) is aligned without its s when the whole does not align.
    begin = aligner(text[start:end], written)
    if begin is None and written.endswith("s") and len(written) > 2:
        begin = aligner(text[start:end], written[:-1])
    spelt = _initials_in_order(text[start:end], written)
    if begin is None:
        begin = _initials_in_any_order(text[start:end], written)
    elif spelt is not None and spelt < begin:
        # The shortest alignment of `TTF` is `treatment failure`; the initials tell of `time to treatment failure`.
        begin = spelt
    if begin is None:
        return None
    long = Span(start + begin, end)
    long_form = long.of(text)
    first = long_form.split()[0].strip("[(").lower()
    if (
        len(long_form) <= len(written)
        or written in long_form.split()
        or first in _NEVER_FIRST
        or any(mark in long_form for mark in "([;:")
    ):
        return None
    return Abbreviation(short, long, written, long_form)


def _is_beginning(written: str, word: str) -> bool:
    """Whether a short form is how a word begins: `Treosulfan (Treo)`."""
    # A longer beginning is a word of its own more often: `Japanese (Japan)`.
    short = 3 <= len(written) <= 5 and len(word) >= 2 * len(written)
    return short and written[0].isupper() and written.isalpha() and word.lower().startswith(written.lower())


def _initials_in_order(words: str, short: str) -> int | None:
    """Where the last words begin whose initials are the short form's letters, small words left out."""
    initials = [m.start() for m in _INITIAL.finditer(words) if m[0].lower() not in _NEVER_FIRST][-len(short) :]
    if [words[at].lower() for at in initials] != list(short.lower()):
        return None
    return initials[0] if not words[: initials[0]].endswith("-") else None


def _initials_in_any_order(words: str, short: str) -> int | None:
    """Where the last words begin whose initials are the short form's letters: `myotonic dystrophy (DM)`."""
    initials = [m.start() for m in _INITIAL.finditer(words) if len(m[0]) > 2][-len(short) :]
    if not short.isalpha() or sorted(words[at].lower() for at in initials) != sorted(short.lower()):
        return None
    return initials[0] if not words[: initials[0]].endswith("-") else None


def _inside(text: str, floor: int, paren: int, inner: Span, aligner: Aligner) -> Abbreviation | None:
    """`SHORT (long form)`."""
    words = list(_WORD.finditer(text, max(floor, paren - _LOOK_BACK), paren))
    if not words or " " not in inner.of(text):
        return None
    short = Span(words[-1].start(), words[-1].end())
    written = short.of(text)
    if not is_short_form(written) or not any(c.isupper() for c in written[1:]):
        return None
    begin = aligner(inner.of(text), written)
    words_inside = inner.of(text).split()
    explained = not any(c.isdigit() for c in inner.of(text)) and ";" not in inner.of(text)
    if begin is None or begin > 0 or not explained or len(words_inside) > len(written) + 3:
        return None
    return Abbreviation(short, inner, written, inner.of(text))
