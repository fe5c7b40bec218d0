"""A finding's figures as a line that can be read: ``78.8% (26/33), 95% CI 61.1 to 91.0, p<0.001``."""

from __future__ import annotations

from pipeline.schema import Finding


def readable_figure(finding: Finding) -> str | None:
    """The finding's figures in one line; None where it has none."""
    parts = [part for part in (_main(finding), _interval(finding), _dispersion(finding), _p_value(finding)) if part]
    if not parts:
        return None
    parts[0] += time_told(finding)
    return ", ".join(parts)


def time_told(finding: Finding) -> str:
    """The time that a figure holds for, to stand behind it: `` at 1 year``; nothing where it holds for none."""
    if finding.time_value is None:
        return ""
    unit = (finding.time_unit or "").removesuffix("s" if finding.time_value == 1 else "")
    return f" at {number(finding.time_value)} {unit}".rstrip()


def number(value: float) -> str:
    """A number as short as it can be told: ``85``, ``78.8``."""
    return repr(value).removesuffix(".0")


def _main(finding: Finding) -> str | None:
    share = _share(finding)
    if finding.value is None:
        return share
    sign = "" if finding.qualifier in (None, "=") else finding.qualifier
    value = f"{sign}{number(finding.value)}" + {None: "", "%": "%"}.get(finding.unit, f" {finding.unit}")
    return value if share is None else f"{value} ({share})"


def _share(finding: Finding) -> str | None:
    if finding.events is not None and finding.total is not None:
        return f"{finding.events}/{finding.total}"
    if finding.events is not None:
        return f"n={finding.events}"
    return None if finding.total is None else f"N={finding.total}"


def _interval(finding: Finding) -> str | None:
    if finding.ci_low is None and finding.ci_high is None:
        return None
    level = "" if finding.ci_level is None else f"{number(finding.ci_level)}% "
    return f"{level}CI {_bound(finding.ci_low)} to {_bound(finding.ci_high)}"


def _dispersion(finding: Finding) -> str | None:
    if finding.low is None and finding.high is None:
        return None
    name = "range" if finding.spread is None else finding.spread.upper() if finding.spread != "range" else "range"
    if finding.high is None:
        return f"{name} {_bound(finding.low)}"
    return f"{name} {_bound(finding.low)} to {_bound(finding.high)}"


def _p_value(finding: Finding) -> str | None:
    return None if finding.p_value is None else f"p{finding.p_qualifier or '='}{number(finding.p_value)}"


def _bound(value: float | None) -> str:
    return "?" if value is None else number(value)
