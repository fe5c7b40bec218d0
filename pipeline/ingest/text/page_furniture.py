"""What a journal prints on its pages beside the paper: running heads, page numbers, notices, captions of figures.

Text turned from PDF has it in the middle of sections and sentences. A line is furniture by its words, or because it
stands by itself again and again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.ingest.headings import TextLine, is_known_heading
from pipeline.schema import Span

_LONGEST = 120
_LONGEST_BLOCK = 14
_FEWEST_TIMES = 3
_SHORTEST_PAGE = 800
_DIGITS = re.compile(r"\d+")
_SITE = r"(?:https?://)?(?:[a-z0-9-]{1,40}\.){1,4}(?:org|com|net|gov|edu|eu|uk|de|cn|io)(?:/[^\s,;]{0,80})?"
# Whole lines that are furniture wherever they stand.
_ANYWHERE = (
    r"(?:pages?|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
    r"|\d{1,4}\s+of\s+\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]"
    rf"|(?:available (?:online )?at\s|www\.)?{_SITE}\s+\d{{1,5}}|\d{{1,5}}\s+{_SITE}"
    rf"|frontiers in [a-z &]{{3,40}}(?:\s+\d{{1,4}})?(?:\s+{_SITE})?"
    r"|(?:downloaded (?:from|by|on)|for personal use only|this (?:article|copy) is for personal use"
    r"|printed (?:from|by))"
    r"\b.{0,200}"
    r"|.{0,80}\bby guest on \d.{0,40}|.{0,40}\ball rights reserved\.?"
    r"|(?:author|accepted) manuscript(?:; available in .{1,60})?|article in press|hhs public access"
    r"|view publication stats"
    r"|see discussions, stats, and author profiles.{0,120}|(?:this is an? )?open access(?: article)?"
)
_RUNNING_AUTHORS = (
    r"[\w’'-]{2,30}(?: [A-Z]{1,3})?(?:,? [\w’'-]{2,30}){0,2},? et al\.?"
    r"(?:\s+(?:10\.\d{4,9}/\S{1,80}|page \d{1,4}|\d{1,4}))?"
)
_LINE = re.compile(
    rf"{_ANYWHERE}|{_RUNNING_AUTHORS}"
    rf"|(?:available (?:online )?at\s|www\.)?{_SITE}"
    r"|(?:https?://(?:dx\.)?doi\.org/|doi:?\s*(?:https?://(?:dx\.)?doi\.org/)?)10\.\d{4,9}/\S{1,80}"
    r"|(?:original|research|review) (?:research|article|report)"
    r"|[A-Z][A-Za-z. &:]{2,60}?[.,]?\s+(?:\d{1,2} )?(?:[A-Z][a-z]{2,8} )?"
    r"(?:19|20)\d\d\s?[;,]\s?(?:vol(?:ume)?\.?\s?)?\d{1,4}\s?(?:\(\d{1,4}\))?\s?(?:[:,]\s?e?\d{1,6}(?:[-–]e?\d{1,6})?)?\.?"
    r"|(?:received|accepted|revised|published(?: online)?|first published)\b:?\s.{0,60}\b(?:19|20)\d\d\b.{0,60}",
    re.IGNORECASE,
)
# Within a list of references the other lines may be parts of an entry: where it stands, a link to it, its authors.
_IN_LISTS = re.compile(_ANYWHERE, re.IGNORECASE)
_ALONE_IN_LISTS = re.compile(_RUNNING_AUTHORS, re.IGNORECASE)
# Lines that open a notice, which goes on to the end of its paragraph.
_NOTICE = re.compile(
    r"(?:©|\(c\)\s(?:19|20)\d\d"
    r"|copyright\b\s?(?:©|\(c\)|(?:19|20)\d\d|of\b|:)|this is an open[- ]access article\b"
    r"|published by\s[A-Z]"
    r"|this (?:article|work) is licensed under\b|(?:the )?creative commons attribution\b|\*?correspondence(?: to)?:)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,4}")
_FIGURE = re.compile(
    r"[#*_\s\[]{0,12}(?P<kind>(?:(?:supplementary|supplemental|extended data)\s)?fig(?:ure|\.)?)"
    r"\s*(?P<number>s?\d{1,3})[a-h]?(?![\w%/])(?:\s*\(?continued\)?)?"
    r"(?P<end>\s?[.:|–—]|[*_\]]{1,2}|(?=\s|$))[*_.:|–—\s]*",
    re.IGNORECASE,
)
_SENTENCE_OPENS = re.compile(r"[(\[]?[A-Z0-9]")


def find_furniture(lines: Sequence[TextLine]) -> list[tuple[Span, str | None]]:
    """Where page furniture stands among some lines of a text.

    Args:
        lines: lines of a text, one following the other.

    Returns:
        stretches of whole lines, in order, none overlapping another, each with what it is called where it is the
        caption of a figure (``Figure 2``).
    """
    repeated = _repeated(lines)
    found: list[tuple[Span, str | None]] = []
    at = 0
    while at < len(lines):
        words = lines[at].words
        stop, name = at, None
        apart = at == 0 or not lines[at - 1].words or bool(found and found[-1][0].end == lines[at].start)
        if not words or "\t" in words:
            pass
        elif apart and (figure := _FIGURE.match(words)) and _is_caption(words, figure):
            stop, name = _paragraph_end(lines, at), f"Figure {figure['number'].upper()}"
        elif apart and _NOTICE.match(words):
            stop = _paragraph_end(lines, at)
        elif (
            (len(words) <= _LONGEST and _LINE.fullmatch(words))
            or _key(words) in repeated
            or (apart and _NUMBER.fullmatch(words) and _stands_alone(lines, at))
        ):
            stop = at + 1
        if stop > at:
            found.append((Span(lines[at].start, lines[stop - 1].end), name))
        at = max(stop, at + 1)
    return found


def find_list_furniture(lines: Sequence[TextLine]) -> list[Span]:
    """Where page furniture stands among the entries of reference lists: less is furniture there than elsewhere.

    Args:
        lines: the lines of a text, lists and all else.

    Returns:
        lines, in order; those outside of lists mean nothing.
    """
    repeated = _repeated(lines)
    found: list[Span] = []
    for at, line in enumerate(lines):
        words = line.words
        if not words or len(words) > _LONGEST or "\t" in words:
            continue
        alone = _stands_alone(lines, at)
        if (
            _IN_LISTS.fullmatch(words)
            or (alone and (_NUMBER.fullmatch(words) or _ALONE_IN_LISTS.fullmatch(words)))
            or _key(words) in repeated
        ):
            found.append(Span(line.start, line.end))
    return found


def _is_caption(words: str, figure: re.Match[str]) -> bool:
    """Whether a line that begins with a figure's name is its caption, not a sentence that speaks of it."""
    rest = words[figure.end() :]
    if not rest:
        return True
    # `FIGURE 2 Overall survival ...`, `Figure 2. Overall survival ...`; never `Figure 2 shows ...`.
    return bool(figure["end"] or figure["kind"].isupper()) and _SENTENCE_OPENS.match(rest) is not None


def _paragraph_end(lines: Sequence[TextLine], at: int) -> int:
    """The line behind the paragraph that begins at a line, of which no more than a notice is long is taken."""
    stop = at + 1
    while stop < len(lines) and lines[stop].words and stop - at < _LONGEST_BLOCK and "\t" not in lines[stop].words:
        stop += 1
    return stop


def _stands_alone(lines: Sequence[TextLine], at: int) -> bool:
    """Whether no text is in the line above nor in the one below, but perhaps further furniture."""
    below = lines[at + 1].words if at + 1 < len(lines) else ""
    above = lines[at - 1].words if at else ""
    return all(not words or _LINE.fullmatch(words[: _LONGEST + 1]) is not None for words in (above, below))


def _key(words: str) -> str:
    """A line without what changes from page to page."""
    return " ".join(_DIGITS.sub("#", words).split())


def _repeated(lines: Sequence[TextLine]) -> frozenset[str]:
    """Short lines that come by themselves on page after page: running heads."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        words = line.words
        if not words or len(words) > _LONGEST or "\t" in words or "|" in words or not any(map(str.isalpha, words)):
            continue
        above = not lines[at - 1].words if at else True
        below = not lines[at + 1].words if at + 1 < len(lines) else True
        if (above or below) and not words.endswith((".", ",", ";", ":", "-")) and words[0].isalnum():
            places[_key(words)].append(line.start)
    return frozenset(
        key
        for key, starts in places.items()
        if len(starts) >= _FEWEST_TIMES
        and all(later - earlier >= _SHORTEST_PAGE for earlier, later in pairwise(starts))
        and not is_known_heading(key)
    )
