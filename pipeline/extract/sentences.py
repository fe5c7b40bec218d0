"""Where sentences begin and end, by characters: decimals, `vs.`, `et al.` and `95% CI 0.18-1.01` stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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

# Where a paragraph ends that the end of a column or page broke in two: no stop, and a word that something must follow.
_STOPPED = re.compile(r"[.!?:;][\])\"'”’*_$]{0,4}(?:\s?\[[^\]\n]{0,24}\])?$")
_OPEN_END = re.compile(
    r"(?:[,(–-]|(?<![\w-])(?:a|an|and|or|as|at|by|for|from|in|into|of|on|per|the|to|with|was|were|is|are|that|than|although|which|who|while|"
    r"whereas|because|some|vs\.?|versus|between|among|their|its|this|these|our|both|either|not|no))$"
)
_GOES_ON = re.compile(r"[(\[]?[a-z]|[(\[<>≤≥±$]{0,2}\d")
#: No name of an author: behind `et al.` a sentence begins with it.
_BEGINS = re.compile(
    r"\s?(?:[(\[]\d{1,3}[)\]])?\s+(?:However|Moreover|Furthermore|In addition|Therefore|Thus|In (?:the|our|this)|These|This|Our|We|Although|Another|Similarly|Conversely)\b"
)
_FEWEST_WORDS = 8
_SHORTEST_OPEN = 60
#: A column is at least this wide; a line of half the width of the widest, without a stop, is torn from its neighbours.
_NARROWEST_COLUMN = 45
_LONGEST_PARAGRAPH = 4_000
_PARAGRAPH_BREAK = re.compile(r"\n[ \t\r\f\v]*\n")


def goes_on(before: str, after: str) -> bool:
    """Whether the last sentence of one paragraph goes on in the next: it was broken by a column's or a page's end.

    Args:
        before: text that ends with the one paragraph.
        after: text that begins with the other.
    """
    last = _PARAGRAPH_BREAK.split(before[-_LONGEST_PARAGRAPH:].rstrip())[-1]
    if len(last) < _SHORTEST_OPEN or len(last.split()) < _FEWEST_WORDS or _STOPPED.search(last):
        return False
    first = _PARAGRAPH_BREAK.split(after[:_LONGEST_PARAGRAPH].lstrip(), maxsplit=1)[0]
    if "\t" in last.rsplit("\n", 1)[-1] or "\t" in first.split("\n", 1)[0] or not _GOES_ON.match(first):
        return False
    if not first[0].islower() and not _OPEN_END.search(last):
        return False
    # Columns that were mixed up have no order to go on in.
    return not torn_lines(last) and not torn_lines(first) and not _is_short(last, first)


def torn_lines(paragraph: str) -> list[tuple[int, int]]:
    """The lines of a wrapped paragraph that are torn from their neighbours, as two columns mixed up leave them.

    Returns:
        where they begin and end within the paragraph.
    """
    lines = paragraph.split("\n")
    widest = max(map(len, lines))
    if len(lines) < 3 or widest < _NARROWEST_COLUMN:
        return []
    torn: list[tuple[int, int]] = []
    at = 0
    for number, line in enumerate(lines):
        words = line.strip()
        short = 2 * len(words) < widest and number + 1 < len(lines)
        if short and words and not _STOPPED.search(words) and not words.startswith(("•", "-", "*", "#")):
            torn.append((at, at + len(line)))
        at += len(line) + 1
    return torn


def _is_short(last: str, first: str) -> bool:
    """Whether a wrapped paragraph's last line is too short to have been broken off by the column's end."""
    lines = last.split("\n")
    return len(lines) > 1 and 2 * len(lines[-1].strip()) < max(map(len, lines)) and len(first.split()) > 1


def _ends(text: str, start: int, stop: int) -> bool:
    """Whether the stop right before ``stop`` ends a sentence that began at ``start``."""
    if text[stop - 1] != ".":
        return True
    word = _LAST_WORD.search(text, max(start, stop - 16), stop)
    if word is None:
        return True
    plain = word[0][:-1].lower()
    if plain == "al" and _BEGINS.match(text, stop):
        return True
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
    cuts.update(_paragraph_cuts(text))
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


def _paragraph_cuts(text: str) -> Iterator[int]:
    """Where paragraphs and the items of lists begin, and where a line is torn from the lines around it."""
    start = 0
    for match in (*_PARAGRAPH.finditer(text), None):
        end = len(text) if match is None else match.start()
        if end - start <= _LONGEST_PARAGRAPH:
            for first, last in torn_lines(text[start:end]):
                yield from (start + first, start + last)
        if match is None:
            return
        behind = match.end()
        long_enough = match[0].count("\n") > 1 and end - start >= _SHORTEST_OPEN
        before = text[max(start, end - _LONGEST_PARAGRAPH) : end] if long_enough else ""
        if not long_enough or not goes_on(before, text[behind : behind + _LONGEST_PARAGRAPH]):
            yield behind
        start = behind


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
