"""The checks. Extraction reports what is printed; an audit says where what is printed disagrees with itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from pipeline.audit.discrepancy import Discrepancy
from pipeline.schema import Finding

#: How far a printed percentage may lie from its fraction, in percentage points, beyond its own rounding.
TOLERANCE = 0.05
#: Measures that gather what has no code of its own: the words of the text tell what they measure.
_OPEN = frozenset({"AE", "OTHER", "COURSE"})
Check = Callable[[Sequence[Finding]], Iterator[Discrepancy]]


def _rounding(value: float) -> float:
    """Half a unit of the last digit that a value is printed with."""
    digits = len(f"{value:.6f}".rstrip("0").split(".")[1])
    return 0.5 * 10.0**-digits


def shares(findings: Sequence[Finding]) -> Iterator[Discrepancy]:
    """A percentage agrees with its own fraction: `78.8% (26/33)`."""
    for row in findings:
        if row.unit != "%" or row.value is None or row.events is None or not row.total or "total" in row.inferred:
            continue
        if not math.isfinite(row.value):
            continue
        share = 100.0 * row.events / row.total
        if abs(share - row.value) > _rounding(row.value) + TOLERANCE and row.qualifier in (None, "="):
            message = f"{row.events}/{row.total} is {share:.1f}%, printed as {row.value:g}%"
            yield Discrepancy(row.document, "share", message, (row,))


def bounds(findings: Sequence[Finding]) -> Iterator[Discrepancy]:
    """Shares lie between 0 and 100 %, numerators within their denominators, p-values between 0 and 1."""
    for row in findings:
        share = (
            row.kind == "arm"
            and row.unit == "%"
            and row.statistic in ("proportion", "survival", "cumulative_incidence")
        )
        if share and row.value is not None and not 0 <= row.value <= 100:
            yield Discrepancy(row.document, "bounds", f"a share of {row.value:g}%", (row,))
        if row.events is not None and row.total is not None and row.events > row.total:
            yield Discrepancy(row.document, "bounds", f"{row.events} of {row.total}", (row,))
        if row.p_value is not None and not 0 <= row.p_value <= 1:
            yield Discrepancy(row.document, "bounds", f"a p-value of {row.p_value:g}", (row,))


def intervals(findings: Sequence[Finding]) -> Iterator[Discrepancy]:
    """An estimate lies within its confidence interval, a median within its range."""
    for row in findings:
        pairs = [(row.ci_low, row.ci_high, "confidence interval")]
        if row.spread in ("range", "iqr"):
            pairs.append((row.low, row.high, row.spread))
        for low, high, name in pairs:
            if row.value is None or low is None or high is None or low <= row.value <= high:
                continue
            yield Discrepancy(
                row.document, "interval", f"{row.value:g} lies outside its {name} {low:g} to {high:g}", (row,)
            )


def _what(row: Finding) -> tuple[object, ...]:
    """What a row is a figure of: two rows alike in this tell of the same thing."""
    return (
        row.kind,
        row.measure,
        row.measure_text.lower() if row.measure in _OPEN else None,
        row.statistic,
        row.unit,
        row.time_value,
        row.time_unit,
        row.grade,
        (row.group or "").lower(),
        (row.comparator or "").lower(),
        row.attribution,
    )


def repeated(findings: Sequence[Finding]) -> Iterator[Discrepancy]:
    """A figure told twice is the same both times: abstract and text, text and table."""
    by_subject: dict[tuple[object, ...], list[Finding]] = {}
    for row in findings:
        if row.attribution == "own" and row.kind == "arm" and row.value is not None and row.statistic != "count":
            by_subject.setdefault(_what(row), []).append(row)
    for rows in by_subject.values():
        told: set[frozenset[float | None]] = set()
        for first, second in combinations(rows, 2):
            # Two figures of one sentence are two groups that the text does not name, not one told twice.
            apart = first.sentence != second.sentence
            pair = frozenset((first.value, second.value))
            if apart and len(pair) == 2 and pair not in told:
                told.add(pair)
                here, there = (f"{row.quote!r} at {row.span.start}" for row in (first, second))
                message = f"{first.measure_text} is {here} and {there}"
                yield Discrepancy(first.document, "repeated", message, (first, second))


CHECKS: dict[str, Check] = {"share": shares, "bounds": bounds, "interval": intervals, "repeated": repeated}


def audit(findings: Iterable[Finding]) -> list[Discrepancy]:
    """All discrepancies, by document, then by check, then by place.

    Args:
        findings: findings of any number of documents, in any order.
    """
    by_document: dict[str, list[Finding]] = {}
    for row in sorted(findings, key=lambda row: (row.document, row.span, row.id)):
        by_document.setdefault(row.document, []).append(row)
    return [found for rows in by_document.values() for check in CHECKS.values() for found in check(rows)]
