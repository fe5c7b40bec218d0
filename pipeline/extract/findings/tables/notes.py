"""The short forms that a table's notes explain: `CRT, chemoradiotherapy; cCR, clinical complete response`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.schema import Span

#: What is longer explains more than names.
LONGEST = 4_000
_PIECE = re.compile(r"[^;.\n]+(?:\.(?=\d)[^;.\n]*)*")
_TOLD = re.compile(
    r"\s*(?:(?:list of )?abbreviations?(?: used)?\s?[:,]?\s*)?(?P<short>[A-Za-z][\w/+-]{1,11})\s?[,=:]\s?(?P<long>[A-Za-z][^,=:]{2,80}(?:,? (?:and|or|plus) [^,=:]{2,40})?)\s*",
    re.IGNORECASE,
)


def short_forms(folded: str, notes: Sequence[Span]) -> dict[str, Span]:
    """Where each short form is explained, by the short form as it is written.

    Args:
        folded: the document's text, folded.
        notes: the notes below a table.
    """
    found: dict[str, Span] = {}
    for note in notes:
        for piece in _PIECE.finditer(folded, note.start, min(note.end, note.start + LONGEST)):
            told = _TOLD.fullmatch(folded, piece.start(), piece.end())
            if told is not None and _shortens(told["short"], told["long"]):
                found.setdefault(told["short"], Span(told.start("long"), told.end("long")))
    return found


def _shortens(short: str, long: str) -> bool:
    """Whether a word may be a short form of some others: it has capitals or figures, and begins as one of them does."""
    capitals = sum(letter.isupper() or letter.isdigit() for letter in short)
    initials = {word[0].lower() for word in re.findall(r"\w+", long)}
    return capitals >= 2 and len(short) < len(long) and (short[0].lower() in initials or "+" in long)
