"""What measures and groups are told apart by alike: where words stand beside a figure, and what is figured."""

from __future__ import annotations

import re
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.schema import Span

#: What is told of the figure itself, alike for all its candidates.
OF_FIGURE: Final = (
    "figure_kind", "role", "figures", "place", "in_bracket", "has_interval", "has_total", "respectively", "versus",
    "arms", "groups",
)  # fmt: skip
#: What is told of a candidate's place.
OF_PLACE: Final = ("behind", "distance", "figures_between", "clause_between", "bracket_between", "comma_between")
#: What is told of the words around a figure.
AROUND: Final = (
    "change_before", "change_behind", "more_before", "more_behind", "by_before", "of_before", "from_before",
    "to_before", "was_before", "in_behind", "than_behind", "against", "baseline", "p_behind", "opens", "closes",
    "signed_before", "differ", "relation",
)  # fmt: skip
#: What stands for a distance that there is none of.
FAR: Final = 2000
_KINDS: Final = (
    "percent", "fraction", "count", "number", "duration", "ratio", "difference", "sample_size", "p_value",
)  # fmt: skip
_ROLES: Final = ("title", "background", "objective", "methods", "results", "conclusions")
_CLAUSE = re.compile(r";|\b(?:while|whereas|but|although)\b", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_VERSUS = re.compile(r"\b(?:vs?\.?|versus)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_SMALL: Final = frozenset(["a", "an", "and", "at", "for", "from", "in", "of", "on", "or", "the", "to", "with", "who"])


def words_of(name: str | None) -> frozenset[str]:
    """The telling words of a name."""
    return frozenset(_WORD.findall((name or "").lower())) - _SMALL


def thousandths(share: float) -> int:
    """A share as a whole number."""
    return round(1000 * share)


def overlap(one: Span, other: Span) -> int:
    """How many characters two stretches share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def number_of(value: str, known: tuple[str, ...]) -> int:
    """The place of a value among those known, from 1 on; 0 where it is none of them."""
    return known.index(value) + 1 if value in known else 0


def of_figure(context: SentenceContext, figure: Figure) -> tuple[int, ...]:
    """The numbers of :data:`OF_FIGURE`."""
    before = context.folded[context.sentence.start : figure.span.start]
    return (
        number_of(figure.kind, _KINDS),
        number_of(context.role, _ROLES),
        len(context.figures),
        sum(each.span.start < figure.span.start for each in context.figures),
        int(before.count("(") + before.count("[") > before.count(")") + before.count("]")),
        int(figure.interval is not None or figure.low is not None),
        int(bool(figure.total)),
        int(bool(_RESPECTIVELY.search(context.words))),
        int(bool(_VERSUS.search(context.words))),
        len(context.study.arms),
        len(context.groups),
    )


def of_place(context: SentenceContext, figure: Figure, place: Span | None) -> tuple[int, ...]:
    """The numbers of :data:`OF_PLACE`; of words that stand nowhere, or in the figure, those of no distance."""
    if place is None:
        return (2, FAR, 0, 0, 0, 0)
    if place.overlaps(figure.span):
        return (3, 0, 0, 0, 0, 0)
    behind = place.start >= figure.span.end
    start, end = (figure.span.end, place.start) if behind else (place.end, figure.span.start)
    between = context.folded[start:end]
    return (
        int(behind),
        min(FAR, end - start),
        sum(start <= each.span.start and each.span.end <= end for each in context.figures),
        int(bool(_CLAUSE.search(between))),
        between.count("(") - between.count(")"),
        between.count(","),
    )


_CHANGE = re.compile(
    r"\b(?:increas|decreas|improv|reduc|declin|chang|rose|fell|drop|gain|lost|loss|lower|rais|elevat|delay|prolong|shorten|enhanc|inhibit)\w*",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:more|less|fewer|greater|higher|lower|longer|shorter|better|worse|larger|smaller|faster|slower|earlier|later|reduction|increase|decrease|improvement|difference|points)\b",
    re.IGNORECASE,
)
_DIFFER = re.compile(r"\bdiffer\w*", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:than|versus|vs?\.?|compared|relative to|against|between)\b", re.IGNORECASE)
_BASELINE = re.compile(r"\b(?:baseline|pre-?treatment|initial|before)\b", re.IGNORECASE)
_RELATION = re.compile(r"\b(?:correlat|associat|predict|relat|coefficient|slope|interaction)\w*", re.IGNORECASE)
_THAN = re.compile(r"\bthan\b")
_P = re.compile(r"[^.;]{0,24}?\bp\s?[=<>≤≥]", re.IGNORECASE)
#: So many characters around a figure are looked at.
_NEAR: Final = 60


def around(context: SentenceContext, figure: Span) -> tuple[int, ...]:
    """The numbers of :data:`AROUND`."""
    start, end = context.sentence.start, context.sentence.end
    before = context.folded[max(start, figure.start - _NEAR) : figure.start]
    behind = context.folded[figure.end : min(end, figure.end + _NEAR)]
    last = (before.lower().rstrip(" (+-<>=").split() or [""])[-1]
    return (
        _nearness(_CHANGE, before, last=True),
        _nearness(_CHANGE, behind),
        _nearness(_MORE, before, last=True),
        _nearness(_MORE, behind),
        int(last == "by"),
        int(last == "of"),
        int(last == "from"),
        int(last == "to"),
        int(last in ("was", "were", "is", "are", "had")),
        int(bool(re.match(r"\s*[)\]]?\s*(?:in|of|for|with|on|among)\b", behind))),
        _nearness(_THAN, behind),
        int(bool(_AGAINST.search(context.words))),
        int(bool(_BASELINE.search(context.words))),
        int(bool(_P.match(behind))),
        int(before[-1:] in ("(", "[")),
        int(behind[:1] in (")", "]")),
        int(before[-1:] in ("+", "-")),
        int(bool(_DIFFER.search(context.words))),
        int(bool(_RELATION.search(context.words))),
    )


def _nearness(pattern: re.Pattern[str], words: str, *, last: bool = False) -> int:
    """How near a pattern stands to the figure, from 1 for far to _NEAR + 1 for right beside it; 0 for nowhere."""
    found = list(pattern.finditer(words))
    if not found:
        return 0
    return _NEAR + 1 - (len(words) - found[-1].end() if last else found[0].start())


def title_of(context: SentenceContext) -> frozenset[str]:
    """The telling words of the document's title."""
    passage = next((p for p in context.document.passages if p.kind == "title"), None)
    span = passage.span if passage is not None else Span(0, context.document.text.find("\n") + 1)
    return words_of(span.of(context.document.text))


def between(other: Span, place: Span | None, figure: Span) -> bool:
    """Whether other words stand between a candidate's and the figure."""
    if place is None:
        return False
    low, high = min(place.end, figure.end), max(place.start, figure.start)
    return low <= other.start and other.end <= high
