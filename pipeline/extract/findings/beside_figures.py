"""Names of groups that stand beside their figures: `97% for A and 84% for B`, `(A, 5.7; B, 4.3)`."""

from __future__ import annotations

import re

from pipeline.schema import Span

_FIGURE = r"[-+~<>=≥≤]?\s?\d[\d.,]*\s?(?:%|percent|per cent|months?|years?|weeks?|days?|points?)?"
_NAME = (
    r"(?!(?:and|or|p|i2|ci|hr|or|rr|n|range|median|mean|grade|sd|se|iqr|in|of|to|at|with|vs|versus|the|for|interquartile|baseline|ratio|"
    r"between|difference|change|adjusted|unadjusted|hazard|percent|per cent|mg|ml|kg|g|mm|cm|mmhg|min|minutes?|hours?|h|points?|score|year|month|week|day|years|months|weeks|days|overall|total|events?|deaths?|patients?|women|men|children)\b)"
    r"[A-Za-z][\w+/-]*(?:\s(?:\+\s|plus\s|and\s)?(?!(?:and|or|vs|versus|was|were|at|in|of|to)\b)[A-Za-z][\w+/-]*){0,3}"
)
#: Two names, each told beside its own figure of a pair.
_SHORT = r"(?!(?:OR|HR|RR|CI|SE|SD|IQR|I2|RD|MD|SMD|WMD|ARR|NNT|NS)\b)[A-Z][\w+/-]{0,3}[A-Z0-9][\w+/-]{0,8}"
_BESIDE_FIGURES = (
    # `97.1% (34/35) for intratumoral injection and 84.4% (38/45) for peritumoral injection`
    re.compile(rf"{_FIGURE}(?:\s*\([^()]{{1,40}}\))?\s+(?P<prep>for|with|on|after|by)\s+(?:the\s+)?(?P<first>{_NAME})\s+(?:and|versus|vs\.?|compared (?:with|to)|but)\s+{_FIGURE}(?:\s*\([^()]{{1,40}}\))?\s+(?P=prep)\s+(?:the\s+)?(?P<second>{_NAME})(?=\s*[,.;()\[\]]|\s+(?:at|in|after|over|during)\b)", re.IGNORECASE),
    # `(2.0%, denosumab; 1.4%, zoledronic acid)`
    re.compile(rf"[(\[]\s*{_FIGURE}\s*[,:]\s*(?P<first>{_NAME})\s*[;,]\s*{_FIGURE}\s*[,:]\s*(?P<second>{_NAME})(?=\s*[;,)\]])", re.IGNORECASE),
    # `(SH 22 months versus MM 31 months)`
    re.compile(rf"[(\[]\s*(?P<first>{_SHORT})\s+{_FIGURE}[^();]{{0,30}}?(?:versus|vs\.?|and|;|,)\s+(?P<second>{_SHORT})\s+{_FIGURE}"),
    re.compile(rf"[(\[:]\s*(?P<first>{_NAME})\s?[,:=]\s*{_FIGURE}[^();,\[\]]{{0,20}}?[;,]?\s*(?:and\s+|vs\.?\s+|versus\s+)?(?<![A-Za-z-])(?P<second>{_NAME})\s?[,:=]\s*{_FIGURE}", re.IGNORECASE),
    re.compile(rf"{_FIGURE}\s*\(\s?(?P<first>{_NAME})\s?\)\s*,?\s*(?:and|vs\.?|versus|compared with|compared to)\s+{_FIGURE}\s*\(\s?(?P<second>{_NAME})\s?\)", re.IGNORECASE),
    re.compile(rf"[(\[]\s*{_FIGURE}\s+(?P<first>{_NAME})\s*(?:vs\.?|versus|,|;)\s+{_FIGURE}\s+(?P<second>{_NAME})(?=\s*[)\];,]|\s+at\b)", re.IGNORECASE),
)  # fmt: skip
#: One of a list of three or more: `85% for standard-risk, 70% for intermediate-risk and 43% for high-risk patients`.
_BESIDE_FIGURE = re.compile(
    rf"{_FIGURE}(?:\s*[(\[][^()\[\]]{{1,40}}[)\]])?\s+(?P<prep>for|with|on|in|among)\s+(?:the\s+)?(?P<name>{_NAME})(?=\s*[,;.)]|\s+and\s)",
    re.IGNORECASE,
)
_NEXT_BESIDE_FIGURE = re.compile(r"\s*[,;]?\s*(?:and\s+)?(?:[\d.]+\s?%?\s?±\s*)?")
_FEWEST_BESIDE = 3
#: `(twice-weekly, 5.7; three times weekly, 4.3; combined, 4.9)`: two or more names in one pair of brackets.
_IN_ONE_BRACKET = re.compile(r"[(\[](?=[^()\[\]]*;)[^()\[\]]{8,300}[)\]]")
_NAMED_IN_BRACKET = re.compile(rf"(?<=[(\[;])\s*(?P<name>{_NAME})\s?[,:=]\s*(?={_FIGURE})", re.IGNORECASE)


def names_beside_figures(folded: str, sentence: Span) -> list[Span]:
    """Where such names stand: those of a pair, of a list of three or more, and of one pair of brackets.

    Args:
        folded: the document's text, folded.
        sentence: the sentence.
    """
    found: list[Span] = []
    for pattern in _BESIDE_FIGURES:
        for match in pattern.finditer(folded, sentence.start, sentence.end):
            found += [Span(*match.span(side)) for side in ("first", "second")]
    for span in (*_listed(folded, sentence), *_in_brackets(folded, sentence)):
        if not any(other.overlaps(span) for other in found):
            found.append(span)
    return found


def _listed(folded: str, sentence: Span) -> list[Span]:
    """The names of a list of three or more, each behind its own figure and the same preposition."""
    lists: list[list[re.Match[str]]] = []
    for match in _BESIDE_FIGURE.finditer(folded, sentence.start, sentence.end):
        last = lists[-1][-1] if lists else None
        if (
            last is not None
            and last["prep"] == match["prep"]
            and _NEXT_BESIDE_FIGURE.fullmatch(folded, last.end(), match.start())
        ):
            lists[-1].append(match)
        else:
            lists.append([match])
    long = (matches for matches in lists if len(matches) >= _FEWEST_BESIDE)
    return [Span(*match.span("name")) for matches in long for match in matches]


def _in_brackets(folded: str, sentence: Span) -> list[Span]:
    """The names of brackets that tell two or more with their figures."""
    found: list[Span] = []
    for bracket in _IN_ONE_BRACKET.finditer(folded, sentence.start, sentence.end):
        names = [
            Span(*name.span("name")) for name in _NAMED_IN_BRACKET.finditer(folded, bracket.start(), bracket.end())
        ]
        found += names if len(names) > 1 else []
    return found
