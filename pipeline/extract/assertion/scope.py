"""Whether the text affirms a mention, negates it, or only supposes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from pipeline.extract.assertion import cues
from pipeline.schema import Assertion, Span

#: How far a cue reaches, in characters: about eight words, and never past the clause.
REACH = 60


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in ordered) + r")\b", re.IGNORECASE)


_CLAUSE_END = re.compile(r"[;:.]|,\s(?=(?:and|but|or)?\s*(?:one|two|three|the|a|an|\d|patients?)\b)|\)|\(")


def _scopes(text: str, sentence: Span, phrases: tuple[str, ...], *, forward: bool) -> list[Span]:
    pseudo = [Span(m.start(), m.end()) for m in _any_of(cues.PSEUDO).finditer(text, sentence.start, sentence.end)]
    scopes: list[Span] = []
    for match in _any_of(phrases).finditer(text, sentence.start, sentence.end):
        cue = Span(match.start(), match.end())
        if any(cue.overlaps(other) for other in pseudo):
            continue
        if forward:
            limit = min(sentence.end, cue.end + REACH)
            ends = [
                found.start()
                for pattern in (_CLAUSE_END, _any_of(cues.TERMINATORS))
                if (found := pattern.search(text, cue.end, limit))
            ]
            scopes.append(Span(cue.end, min(ends, default=limit)))
        else:
            start = max(sentence.start, cue.start - REACH)
            begins = [
                found.end()
                for pattern in (_CLAUSE_END, _any_of(cues.TERMINATORS))
                for found in pattern.finditer(text, start, cue.start)
            ]
            scopes.append(Span(max(begins, default=start), cue.start))
    return scopes


def assertions(text: str, sentence: Span, spans: Sequence[Span]) -> list[Assertion]:
    """The assertion of each span of a sentence, in the order given.

    Args:
        text: verbatim text.
        sentence: the sentence that holds the spans.
        spans: what to judge.
    """
    negated = _scopes(text, sentence, cues.NEGATION_BEFORE, forward=True) + _scopes(
        text, sentence, cues.NEGATION_AFTER, forward=False
    )
    supposed = _scopes(text, sentence, cues.HYPOTHESIS_BEFORE, forward=True)
    return [
        "negated" if _within(span, negated) else "hypothetical" if _within(span, supposed) else "affirmed"
        for span in spans
    ]


def _within(span: Span, scopes: Iterable[Span]) -> bool:
    return any(scope.start <= span.start < scope.end for scope in scopes)
