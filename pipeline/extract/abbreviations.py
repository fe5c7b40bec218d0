"""Short forms that a document defines itself: `complete remission (CR)`.

The alignment is Schwartz and Hearst's (A simple algorithm for identifying abbreviation definitions in biomedical text,
Pac Symp Biocomput 2003). Where scispaCy is installed its ``find_abbreviation`` makes the alignment; elsewhere
:func:`align` does, to the same result. The candidates are ours: bounded by the sentence, and a short form must look
like one, so that `days` is never paired with `(range, 186-3,180 days)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pipeline.schema import Abbreviation, Span

#: ``(long form candidate, short form) -> start of the long form within the candidate``, or None.
Aligner = Callable[[str, str], int | None]

_PARENTHESIS = re.compile(r"[(\[]\s*([^()\[\]]{2,60}?)\s*[)\]]")
# A short form: two to ten characters, a capital, a digit or a lower-case run of the `mAb` kind; no plain word.
_SHORT = re.compile(r"(?=[^\s]*[A-Z])[A-Za-z0-9][A-Za-z0-9+/.αβγ&-]{1,11}")
_MULTI_SHORT = re.compile(r"(?:[A-Z][A-Za-z0-9]*[-/ ]){1,3}[A-Z][A-Za-z0-9]{1,8}")
#: No long form is longer than this, in characters: a sentence full of brackets is not read again for each.
_LOOK_BACK = 240
_AFTER_MARK = re.compile(r"\s*[,;:]")
_WORD = re.compile(r"\S+")
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


def _is_short_form(written: str) -> bool:
    letters = sum(c.isalpha() for c in written)
    return (
        2 <= len(written) <= 12
        and letters * 2 >= len(written)
        and any(c.isupper() for c in written)
        and not _NAME.fullmatch(written)
        and bool(_SHORT.fullmatch(written) or _MULTI_SHORT.fullmatch(written))
    )


def find_abbreviations(text: str, sentences: Iterable[Span], aligner: Aligner = align) -> list[Abbreviation]:
    """The definitions of a text, in order: `long form (SHORT)` and `SHORT (long form)`.

    Args:
        text: verbatim text.
        sentences: a definition never crosses from one into the next.
        aligner: how a short form is aligned with the words before it.
    """
    found: list[Abbreviation] = []
    for sentence in sentences:
        for match in _PARENTHESIS.finditer(text, sentence.start, sentence.end):
            inner = Span(match.start(1), match.end(1))
            content = inner.of(text)
            mark = _AFTER_MARK.search(content)
            short = Span(inner.start, inner.start + mark.start()) if mark else inner
            definition = _before(text, sentence.start, match.start(), short, aligner) or _inside(
                text, sentence.start, match.start(), inner, aligner
            )
            if definition is not None:
                found.append(definition)
    return found


def _before(text: str, floor: int, paren: int, short: Span, aligner: Aligner) -> Abbreviation | None:
    """`long form (SHORT)`."""
    written = short.of(text)
    if not _is_short_form(written):
        return None
    words = list(_WORD.finditer(text, max(floor, paren - _LOOK_BACK), paren))
    length = len(written)
    words = words[-min(length + 5, length * 2) :]
    if not words:
        return None
    start, end = words[0].start(), words[-1].end()
    # A plural short form (`AEs`) is aligned without its s when the whole does not align.
    begin = aligner(text[start:end], written)
    if begin is None and written.endswith("s") and len(written) > 2:
        begin = aligner(text[start:end], written[:-1])
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


def _inside(text: str, floor: int, paren: int, inner: Span, aligner: Aligner) -> Abbreviation | None:
    """`SHORT (long form)`."""
    words = list(_WORD.finditer(text, max(floor, paren - _LOOK_BACK), paren))
    if not words or " " not in inner.of(text):
        return None
    short = Span(words[-1].start(), words[-1].end())
    written = short.of(text)
    if not _is_short_form(written) or not any(c.isupper() for c in written[1:]):
        return None
    begin = aligner(inner.of(text), written)
    words_inside = inner.of(text).split()
    explained = not any(c.isdigit() for c in inner.of(text)) and ";" not in inner.of(text)
    if begin is None or begin > 0 or not explained or len(words_inside) > len(written) + 3:
        return None
    return Abbreviation(short, inner, written, inner.of(text))
