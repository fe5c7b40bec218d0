"""Findings as words for a reader at a terminal."""

from __future__ import annotations

from pipeline.graph import readable_figure
from pipeline.graph.figure import number, time_told
from pipeline.schema import Finding

_STATISTICS = {
    "hazard_ratio": "HR",
    "odds_ratio": "OR",
    "risk_ratio": "RR",
    "difference": "difference",
    "median": "median",
    "mean": "mean",
}
_SIGNS = {None: "", "=": ""}


def figure(finding: Finding) -> str:
    """All figures of a finding: ``71.4% (5/7)``, ``HR 0.43, 95% CI 0.18 to 1.01``, ``median 541 days, range ...``."""
    words = (_STATISTICS.get(finding.statistic) if finding.value is not None else None, readable_figure(finding))
    return " ".join(word for word in words if word)


def short_figure(finding: Finding) -> str | None:
    """The one figure that stands for an arm in a table of many; None where the finding tells none."""
    if finding.value is not None:
        sign = _SIGNS.get(finding.qualifier, finding.qualifier)
        unit = {None: "", "%": "%"}.get(finding.unit, f" {finding.unit}")
        told = f"{sign}{number(finding.value)}{unit}"
    elif finding.events is not None:
        told = f"{finding.events}" if finding.total is None else f"{finding.events}/{finding.total}"
    else:
        return None
    return told + time_told(finding)


def measure(finding: Finding) -> str:
    """The measure by its code, with the text's own words where the code says little, and the grade."""
    told = finding.measure
    if finding.measure in ("AE", "OTHER"):
        told += f": {finding.measure_text}"
    return told if finding.grade is None else f"{told}, grade {finding.grade}"


def group(finding: Finding) -> str:
    """Whom the figure is about."""
    told = finding.group or "all"
    return told if finding.comparator is None else f"{told} vs {finding.comparator}"


def therapies(finding: Finding) -> str:
    """What the group received."""
    return ", ".join(therapy.name for therapy in finding.therapies) or "-"
