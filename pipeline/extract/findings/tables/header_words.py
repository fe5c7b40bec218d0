"""What the words of a header say of its cells: the statistic that they hold, the grade, the time."""

from __future__ import annotations

import re

from pipeline.extract.findings.tables import words
from pipeline.extract.quantities import unit_name
from pipeline.extract.quantities.numerals import parse_numeral

_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
#: What a statistic's name is made of; what stands between is the measure (`Median OS, months (95% CI)`).
_STATISTIC_WORDS = re.compile(
    r"\b(?:medians?|(?:adjusted |LS |least[- ]squares? |geometric )?means?|averages?|SDs?|S\.D\.|SEM?|S\.E\.(?:M\.)?|standard (?:deviations?|errors?)(?: of the mean)?|range|IQR|inter-?quartile(?: range)?|"
    r"(?:\d\d\s*%?\s*)?(?:C\.?I\.?|confidence intervals?)|Q1|Q3)(?!\w)|[±()\[\]]",
    re.IGNORECASE,
)


def statistic_in(text: str) -> tuple[str | None, str | None, float | None, str]:
    """The statistic that a header names, which ratio, the confidence level, and the words that are left."""
    plain = words.MARKS.sub("", text)
    interval = words.INTERVAL.search(plain)
    level = float(interval["level"]) if interval and interval["level"] else None
    for name, pattern in words.STATISTICS:
        match = pattern.search(plain)
        if match is None:
            continue
        ratio = next((key for key, value in match.groupdict().items() if value), None) if name == "ratio" else None
        if name in ("ratio", "mean", "median") and interval:
            name += "_ci"
        inside = _STATISTIC_WORDS.sub(" ", match[0]) if name.startswith(("mean", "median")) else " "
        rest = f"{plain[: match.start()]} {inside} {plain[match.end() :]}"
        if interval:
            rest = words.INTERVAL.sub(" ", rest)
        if name == "percent" and re.match(r"(?:percentage|proportion|percent)s? of|%\s+of", match[0], re.IGNORECASE):
            # `Proportion of patients with ...`: the words behind it are the measure's.
            rest = plain
        return name, ratio, level, rest
    return None, None, level, plain


def grade_in(match: re.Match[str]) -> str | None:
    """The grade of a match of :data:`words.GRADE`, as the outcome table writes it: ``3``, ``3-4``, ``>=3``."""
    parts = match.groupdict()
    low = next((parts[name] for name in ("low", "low2", "low3") if parts.get(name)), None)
    high = next((parts[name] for name in ("high", "high2") if parts.get(name)), None)
    if low is None:
        return None
    low = _ROMAN.get(low.upper(), low)
    if parts.get("low3") or parts.get("op") or parts.get("up"):
        return f">={int(low) + 1}" if parts.get("op") == ">" else f">={low}"
    return f"{low}-{_ROMAN.get(high.upper(), high)}" if high else low


def time_in(match: re.Match[str]) -> tuple[float, str] | None:
    """The time of a match of :data:`words.TIME` with its unit; None where either is not known."""
    written = match["value"] or match["value2"]
    unit = unit_name(match["unit"] or match["unit2"])
    value = parse_numeral(written) if not written[0].isdigit() else float(written)
    return (float(value), unit) if value is not None and unit else None
