"""The same words name the same thing throughout a document (Gale, Church & Yarowsky, Speech and Natural Language 1992).

A model reads each place by itself. What it marks at a few of many places is a slip; what is named at half of them or
more is named at the others too.
"""

from __future__ import annotations

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
# Whether these are a mention depends on what is around them.
_BY_CONTEXT = frozenset({"therapy", "measure", "other"})


def without_slips(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a text without those that a model marks at few of the places where their words stand."""
    named = Counter(mention.surface for mention in mentions)
    places: dict[str, int] = {}
    kept = []
    for mention in mentions:
        if mention.source in MODELS:
            words = mention.surface
            if words not in places:
                places[words] = len(_places(text, words))
            if named[words] < SLIP * places[words]:
                continue
        kept.append(mention)
    return kept


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
    added: list[Mention] = []
    for words, there in sorted(named.items(), key=lambda each: (-len(each[0]), each[0])):
        kind, count = min(Counter(mention.type for mention in there).items(), key=lambda each: (-each[1], each[0]))
        places = _places(text, words)
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


def _places(text: str, words: str) -> list[Span]:
    """Where words stand by themselves."""
    found = []
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (_goes_on(text[max(at - 1, 0) : at]) or _goes_on(text[end : end + 1])):
            found.append(Span(at, end))
        at = text.find(words, end)
    return found


def _goes_on(sign: str) -> bool:
    return sign.isalnum()
