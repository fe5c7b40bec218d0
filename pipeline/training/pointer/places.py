"""Where in a text the words stand that an annotated row gives its measure, or its group."""

from __future__ import annotations

import re

from pipeline.schema import Span

_WORD = re.compile(r"[A-Za-z0-9]+")
#: Words that tell nothing of what a phrase names.
_SMALL = frozenset(["a", "an", "and", "at", "for", "from", "in", "of", "on", "or", "the", "to", "with", "who"])
#: So many of a phrase's words a place must have.
_LEAST = 0.5
#: Words that a place may have besides.
_BETWEEN = 4


def _words(phrase: str) -> set[str]:
    return {_stem(word[0]) for word in _WORD.finditer(phrase)} - _SMALL


def _stem(word: str) -> str:
    return re.sub(r"(?<=[a-z]{3})s$", "", word.lower())


def places_of(text: str, phrase: str, within: Span, own: Span, near: int) -> list[Span]:
    """Everywhere that a phrase stands as it is; where it does so nowhere, the one place that has most of its words.

    Args:
        text: the text.
        phrase: the words that are looked for.
        within: where to look.
        own: where to look first for a place that has its words: the figure's sentence.
        near: where the figure begins.
    """
    exact = _as_they_stand(text, phrase, within)
    if exact:
        return exact
    parts = [part.strip() for part in re.split(r"[,;]", phrase) if part.strip()]
    if len(parts) > 1:
        # `rivaroxaban, part B`: a group that is told in two places.
        found = [place for part in parts for place in places_of(text, part, within, own, near)]
        if found:
            return found
    place = place_of(text, phrase, own, near) or place_of(text, phrase, within, near)
    return [] if place is None else [place]


def _as_they_stand(text: str, phrase: str, within: Span) -> list[Span]:
    told = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.IGNORECASE)
    return [Span(found.start(), found.end()) for found in told.finditer(text, within.start, within.end)]


def place_of(text: str, phrase: str, within: Span, near: int) -> Span | None:
    """The place that has a phrase's words: as they stand, nearest to a figure; else the one with most of them.

    Args:
        text: the text.
        phrase: the words that are looked for.
        within: where to look.
        near: where the figure begins.
    """
    there = text[within.start : within.end]
    exact = [within.start + found.start() for found in re.finditer(re.escape(phrase), there, re.IGNORECASE)]
    if exact:
        start = min(exact, key=lambda place: abs(place - near))
        return Span(start, start + len(phrase))
    wanted = _words(phrase)
    best: tuple[float, int, Span] | None = None
    tokens = [
        (found.start() + within.start, found.end() + within.start, _stem(found[0])) for found in _WORD.finditer(there)
    ]
    for first, (start, _, word) in enumerate(tokens):
        if word not in wanted:
            continue
        had: set[str] = set()
        for last in range(first, min(len(tokens), first + len(wanted) + _BETWEEN)):
            if tokens[last][2] not in wanted:
                continue
            had.add(tokens[last][2])
            share = len(had) / len(wanted)
            if share < _LEAST:
                continue
            score = share - 0.1 * (last - first + 1 - len(had)) / len(wanted)
            found = (score, -abs(start - near), Span(start, tokens[last][1]))
            if best is None or found[:2] > best[:2]:
                best = found
    return best[2] if best else None
