"""Where sentences begin and end, by characters: decimals, `vs.`, `et al.` and `95% CI 0.18-1.01` stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.schema import Passage, Span

# A stop, closing marks, white space, then something that can begin a sentence.
_BOUNDARY = re.compile(
    r"(?<=[.!?])(?P<close>['\"”’)\]]{0,3}(?:\s?\[\d{1,3}(?:\s?[-,–]\s?\d{1,3}){0,8}\])?)(?P<gap>\s+)(?=[\"'“‘(\[]?(?:[A-Z0-9À-ÞΑ-Ω•$>≥<]|[a-z]{1,4}[A-Z0-9-]))"
)
_PARAGRAPH = re.compile(r"\n(?:[ \t\r\f\v]*\n)+\s*|\n(?=\s*(?:[•*-]\s|\d+\.\s+[A-Z]|#{1,6}\s))")

_TABLE_ROW = re.compile(r"^[^\n\t]*\t[^\n]*$", re.MULTILINE)

# Words before a stop that do not end a sentence. Lower case; checked only against the word that carries the stop.
_NOT_AN_END = frozenset(
    [
        "vs",
        "v",
        "al",
        "e.g",
        "i.e",
        "eg",
        "ie",
        "cf",
        "ca",
        "approx",
        "resp",
        "fig",
        "figs",
        "no",
        "nos",
        "ref",
        "refs",
        "dr",
        "prof",
        "mr",
        "mrs",
        "ms",
        "st",
        "vol",
        "eq",
        "pp",
        "ed",
        "eds",
        "inc",
        "ltd",
        "co",
        "var",
        "spp",
        "sp",
        "subsp",
        "viz",
        "etc.",
        "min",
        "max",
        "wk",
        "mo",
        "yr",
        "hr",
        "adj",
        "incl",
        "excl",
        "dept",
        "univ",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
_CLOSED_BY_LETTER = re.compile(
    r"\b(?:groups?|arms?|vitamins?|hepatitis|types?|class|cohort|grade|drug|regimen|schedule|protocol|treatment|stage)$|\b(?-i:[A-Z]),? (?:and|or)$",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"(?:[A-Za-z]\.[ ]?)?[A-Za-z0-9]+\.$|[A-Za-z.]+\.$")


def _ends(text: str, start: int, stop: int) -> bool:
    """Whether the stop right before ``stop`` ends a sentence that began at ``start``."""
    if text[stop - 1] != ".":
        return True
    word = _LAST_WORD.search(text, max(start, stop - 16), stop)
    if word is None:
        return True
    plain = word[0][:-1].lower()
    if plain in _NOT_AN_END or plain.replace(" ", "") in ("i.e", "e.g"):
        return False
    # A single capital is an initial (`J. Smith`), unless it closes a phrase such as `vitamin D.` or `A or B.`
    if len(plain) == 1 and word[0][0].isupper():
        before = text[max(start, word.start() - 16) : word.start()].rstrip()
        return bool(_CLOSED_BY_LETTER.search(before))
    return True


def split_sentences(text: str, passages: Iterable[Passage] = ()) -> list[Span]:
    """The sentences of a text, in order, without the white space between them.

    Args:
        text: verbatim text.
        passages: a sentence never crosses from one passage into the next.

    Returns:
        Spans that do not overlap; together they hold every character that is not white space.
    """
    cuts = {0, len(text)}
    for passage in passages:
        cuts.update((passage.span.start, passage.span.end))
    for match in _PARAGRAPH.finditer(text):
        cuts.add(match.end())
    # The row of a tab-separated table is no part of the sentence before or behind it.
    for match in _TABLE_ROW.finditer(text):
        cuts.update((match.start(), match.end()))
    edges = sorted(cuts)
    sentences: list[Span] = []
    for left, right in pairwise(edges):
        begin = left
        for match in _BOUNDARY.finditer(text, left, right):
            if _ends(text, begin, match.start()):
                _append(sentences, text, begin, match.start("gap"))
                begin = match.end()
        _append(sentences, text, begin, right)
    return sentences


def _append(sentences: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        sentences.append(Span(start, end))


def sentence_at(sentences: Sequence[Span], position: int) -> int:
    """The index of the sentence that holds ``position``, or of the last one that begins before it; -1 for none."""
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].start <= position:
            low = middle + 1
        else:
            high = middle
    return low - 1
