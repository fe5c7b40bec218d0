"""One reported figure: a main quantity and all that belongs to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.schema import Quantity, Span, Spread


@dataclass(frozen=True, slots=True)
class Figure:
    """One reported figure: its main quantity with all that belongs to it.

    Attributes:
        main: the quantity that gives the figure its kind.
        span: from the first character of the figure to the last.
        value: as in the outcome table; ``unit`` likewise, ``events``, ``total``, ``low``, ``high``, ``spread``.
        interval: the confidence interval that follows it.
        bracketed: whether it stands in brackets of its own.
    """

    main: Quantity
    span: Span
    kind: str
    value: float | None = None
    unit: str | None = None
    events: int | None = None
    total: int | None = None
    low: float | None = None
    high: float | None = None
    spread: Spread | None = None
    interval: Quantity | None = None

    @property
    def head(self) -> Span:
        """Where the number itself stands."""
        return self.main.head or self.main.span

    @property
    def people(self) -> int | None:
        """How many a bare count counts; None for figures of another kind."""
        if self.kind == "count":
            return self.events
        return int(self.value or 0) if self.kind == "number" and self.unit is None and self.is_whole else None

    @property
    def is_whole(self) -> bool:
        """Whether its value is written as a whole number."""
        return self.value is not None and self.value == int(self.value) and "." not in self.main.surface


_LINK = re.compile(
    # A p-value within the brackets of the first is its own.
    r"(?:\s?[;,]\s?[pP]\s?[=<>≤≥]\s?\d?\.?\d+(?=\s?[)\]]))?\s*(?:%|[)\]])?\s*(?:,\s*)?(?:and|or|vs\.?|versus|v\.?|compared (?:with|to)|against|to|,|/|;)\s*"
    # `increased by 3 kg and decreased by 1 kg`
    r"(?:(?:increased|decreased|rose|fell|declined|dropped|improved|worsened|gained|lost)\s(?:by\s)?|only |a )?"
)


#: `4.6 months and not reached`: the other of a list of two has no figure.
_UNREACHED = r"(?:(?:was|were|has|had)\s)?(?:not\s(?:yet\s)?(?:been\s)?(?:reached|estimable)|NR|undefined)"
_THEN_UNREACHED = re.compile(rf"\s*(?:and|vs\.?|versus|or|,)\s(?:the\s)?{_UNREACHED}\b")
_AFTER_UNREACHED = re.compile(rf"\b{_UNREACHED}\s*(?:and|vs\.?|versus|or|,)\s(?:the\s)?$")
#: So far before a figure, in characters, it is looked for.
_UNREACHED_WITHIN = 40


def place_beside_unreached(folded: str, figure: Figure) -> int | None:
    """The place of a figure in a list of two whose other was not reached, 0 or 1; None where it is in none."""
    if _THEN_UNREACHED.match(folded, figure.span.end):
        return 0
    start = max(0, figure.span.start - _UNREACHED_WITHIN)
    return 1 if _AFTER_UNREACHED.search(folded, start, figure.span.start) else None


def linked(left: Figure, right: Figure, text: str) -> bool:
    """Whether only a link (`and`, `vs`, a comma) stands between two figures."""
    return bool(_LINK.fullmatch(text[left.span.end : right.span.start]))
