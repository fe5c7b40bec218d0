"""What a stretch of text says in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.schema.span import Span

QuantityKind = Literal[
    "percent",
    "fraction",
    "count",
    "sample_size",
    "ratio",
    "difference",
    "interval",
    "p_value",
    "duration",
    "time_point",
    "dispersion",
    "grade",
    "number",
]
Qualifier = Literal["=", "<", ">", "<=", ">=", "~"]
Spread = Literal["range", "iqr", "sd", "se"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure, as written.

    Attributes:
        kind: what kind of figure it is.
        span: where it stands, its qualifier and unit included.
        surface: the words it covers.
        value: the number; percentages as percent.
        unit: ``%``, ``days``, ``months`` ...; None for bare numbers and ratios.
        qualifier: how the text qualifies the value.
        events: the numerator, for a fraction or a count.
        total: the denominator, for a fraction or a sample size.
        low: lower bound of a range or interval; the deviation itself for ``sd`` and ``se``.
        high: upper bound.
        spread: what kind of dispersion ``low`` and ``high`` are.
        level: confidence level in percent, for an interval whose level is stated.
        name: the statistic's or noun's own word (``HR``, ``patients``, ``3-4`` for a grade).
        head: where the number itself stands, without qualifier or noun; None when it is the whole span.
    """

    kind: QuantityKind
    span: Span
    surface: str
    value: float | None = None
    unit: str | None = None
    qualifier: Qualifier = "="
    events: int | None = None
    total: int | None = None
    low: float | None = None
    high: float | None = None
    spread: Spread | None = None
    level: float | None = None
    name: str | None = None
    head: Span | None = None
