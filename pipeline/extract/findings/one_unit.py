"""A measure is told in one unit: `2.1 points with A and 0.8 with B`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.schema import Finding

#: What is measured, and not counted, has a unit.
_MEASURED: Final = frozenset({"mean", "median"})


def in_one_unit(rows: Sequence[Finding]) -> list[Finding]:
    """The rows of a sentence, measured values without a unit in the one that others of their measure have.

    Args:
        rows: the rows.
    """
    units: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in rows:
        if row.kind == "arm" and row.unit is not None and row.statistic in _MEASURED:
            units[row.measure, row.measure_text, row.statistic].add(row.unit)
    return [_with_unit(row, units[row.measure, row.measure_text, row.statistic]) for row in rows]


def _with_unit(row: Finding, units: set[str]) -> Finding:
    # A share beside a measured value is another measure under one name.
    open_ = row.kind == "arm" and row.unit is None and row.value is not None and row.statistic in _MEASURED
    return replace(row, unit=next(iter(units))) if open_ and len(units) == 1 and "%" not in units else row
