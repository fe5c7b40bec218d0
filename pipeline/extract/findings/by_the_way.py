"""Definitions that a sentence gives by the way: `response, defined as a fall by half, was seen in 40%`."""

from __future__ import annotations

import re
from typing import Final

from pipeline.schema import Span

#: The words that begin one.
DEFINED: Final = r"(?:(?:which|that)\s(?:was|were|is|are)\s|here\s|was\s|were\s|a priori\s)?defined\s(?:as|by)\b"
_BY_THE_WAY: Final = re.compile(
    # between dashes
    rf"\s?(?:--|—|–|\s-)\s?{DEFINED}[^.;—–]{{0,300}}?(?:--|—|–|\s-\s)|"
    # between commas, where the sentence goes on with what was seen
    rf",\s{DEFINED}[^.;:]{{0,300}}?,\s(?=(?:was|were|is|are|had|has|occurred|improved|decreased|increased|did|also|in|at|after|with)\s)|"
    # in brackets
    rf"[(\[]\s?{DEFINED}[^()\[\]]{{0,300}}[)\]]",
    re.IGNORECASE,
)


def defined_by_the_way(folded: str, sentence: Span) -> list[Span]:
    """The stretches of a sentence that define what it tells of: their figures are limits, and no results.

    Args:
        folded: the text, folded.
        sentence: the sentence.
    """
    return [Span(match.start(), match.end()) for match in _BY_THE_WAY.finditer(folded, sentence.start, sentence.end)]
