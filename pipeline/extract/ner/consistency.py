"""The same words name the same thing throughout a document (Gale, Church & Yarowsky, Speech and Natural Language 1992).

A model reads each place by itself. What it marks at a few of many places is a slip; what is named at half of them or
more is named at the others too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.schema import MODELS, Mention, Span

#: Where a model marks words at a smaller share of their places than this, it is wrong more often than not, and where
#: they are named at this share or more, they are elsewhere too (chosen on the development sets; see
#: models/encoder/README.md).
SLIP = 0.4
NAMED = 0.5

_SHORTEST = 2
_WORD = re.compile(r"[^\W_]+")
# Whether these are a mention depends on what is around them.
_BY_CONTEXT = frozenset({"therapy", "measure", "other"})


def without_slips(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a text without those that a model marks at few of the places where their words stand."""
    named = Counter(mention.surface for mention in mentions)
    places = _Places(text)
    return [
        mention
        for mention in mentions
        if mention.source not in MODELS or named[mention.surface] >= SLIP * len(places.of(mention.surface))
    ]


def named_elsewhere(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions at the further places of words that are named at most of their places.

    Args:
        text: the text.
        mentions: what is named in it, in order.

    Returns:
        the mentions to add, in order, none overlapping another or a given one; each is as the first of its words is.
    """
    named: dict[str, list[Mention]] = {}
    for mention in mentions:
        if len(mention.surface) >= _SHORTEST:
            named.setdefault(mention.surface, []).append(mention)
    taken = bytearray(len(text))
    for mention in mentions:
        _take(taken, mention.span)
    everywhere = _Places(text)
    added: list[Mention] = []
    for words, there in sorted(named.items(), key=lambda each: (-len(each[0]), each[0])):
        kind, count = min(Counter(mention.type for mention in there).items(), key=lambda each: (-each[1], each[0]))
        places = everywhere.of(words)
        if kind in _BY_CONTEXT or len(places) == len(there) or count < NAMED * len(places):
            continue
        first = next(mention for mention in there if mention.type == kind)
        for span in places:
            if not any(taken[span.start : span.end]):
                _take(taken, span)
                added.append(replace(first, span=span, states=()))
    return sorted(added, key=lambda mention: mention.span)


def _take(taken: bytearray, span: Span) -> None:
    taken[span.start : span.end] = b"\x01" * len(span)


class _Places:
    """Where words stand by themselves in a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._firsts: dict[str, list[int]] = {}
        for match in _WORD.finditer(text):
            self._firsts.setdefault(match[0], []).append(match.start())
        self._found: dict[str, list[Span]] = {}

    def of(self, words: str) -> list[Span]:
        """The places of words, in order, none overlapping another."""
        if words not in self._found:
            self._found[words] = self._sought(words)
        return self._found[words]

    def _sought(self, words: str) -> list[Span]:
        first = _WORD.search(words)
        if first is None:
            return []
        found: list[Span] = []
        for at in self._firsts.get(first[0], ()):
            start = at - first.start()
            end = start + len(words)
            apart = start >= (found[-1].end if found else 0)
            if apart and self._text.startswith(words, start) and not self._goes_on(start, end):
                found.append(Span(start, end))
        return found

    def _goes_on(self, start: int, end: int) -> bool:
        """Whether a word goes on around a stretch: `MS` within `MS-275`, `pain` within `painful`."""
        before, behind = self._text[max(start - 1, 0) : start], self._text[end : end + 2]
        return before.isalnum() or behind[:1].isalnum() or (behind[:1] == "-" and behind[1:].isdigit())
