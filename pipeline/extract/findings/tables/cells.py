"""What a cell says in numbers, read with the statistic that its headers name.

A cell is read only where all of it is a figure: what does not fit one of a few shapes (`12`, `12 (40%)`, `0.73
(0.59-0.91)`, `4.1 ± 2.3`, `45/105 (43)`) is left alone, as a number picked out of words may be anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.extract.quantities import unit_name
from pipeline.extract.quantities.patterns import NUM, SNUM, UNITS
from pipeline.extract.quantities.values import number
from pipeline.schema import Qualifier, Span, Spread

_MARK = r"(?:\s?(?:[*∗⁎†‡§¶#|]{1,4}|\[[a-z]\]|\([a-e]\)|\^\s?[a-z\d](?![\d])))?(?:,?[*∗⁎†‡§¶#]{1,3})?"
_NOT_ESTIMABLE = r"(?:N\.?[ERA]\.?|not (?:estimable|reached|evaluable|available)|∞|-)"
_LEVEL = r"(?:(?P<level>\d\d(?:\.\d)?)\s?%?\s?C\.?I\.?:?,?\s?=?\s?)?"
_UNIT = rf"(?:\s?(?P<unit>{UNITS}))?"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("p", rf"p\s?(?P<q>[<>=≤≥])\s?(?P<first>{NUM})"),
        ("fraction", rf"(?P<first>\d{{1,6}})\s?(?:/|of)\s?(?P<total>\d{{1,6}}){_MARK}(?:,?\s?[(\[]?\s?(?P<second>{NUM})\s?(?P<percent>%)?\s?[)\]]?)?"),
        ("share", rf"(?P<first>{NUM})\s?(?P<percent>%)\s?[(\[]\s?(?P<second>\d{{1,6}})\s?/\s?(?P<total>\d{{1,6}})\s?[)\]]"),
        ("interval", rf"(?P<first>{SNUM}){_MARK}\s?(?P<percent>%)?{_UNIT}\s?[,;]?\s?[(\[]\s?{_LEVEL}(?:range|IQR)?[:,]?\s?(?P<low>{SNUM})\s?%?\s?(?:-|~|to|,|;|/)\s?(?P<high>{SNUM}|{_NOT_ESTIMABLE})\s?\+?%?\s?[)\]]{_UNIT.replace('unit', 'unit2')}"),
        ("open interval", rf"(?P<first>{SNUM}){_MARK}\s?(?P<percent>%)?{_UNIT},?\s(?P<low>{SNUM})\s?%?\s?-\s?(?P<high>{SNUM}|{_NOT_ESTIMABLE})\s?%?"),
        ("pair", rf"(?P<first>{SNUM}){_MARK}\s?(?P<percent>%)?\s?(?:[(\[]\s?(?P<second>{NUM})\s?(?P<percent2>%)?\s?[)\]]|,\s(?P<second_>{NUM})\s?(?P<percent3>%))"),
        ("deviation", rf"(?P<first>{SNUM}){_MARK}\s?(?P<percent>%)?\s?[(\[]?\s?±\s?(?P<second>{NUM})\s?(?P<percent2>%)?\s?[)\]]?{_UNIT}"),
        ("bounds", rf"[(\[]?\s?{_LEVEL}(?P<low>{SNUM})\s?%?\s?(?:-|to|,(?=\s)|;)\s?(?P<high>{SNUM}|{_NOT_ESTIMABLE})\s?%?\s?[)\]]?"),
        ("single", rf"(?P<q>[<>≤≥~])?\s?(?P<first>{SNUM})\s?(?P<percent>%)?{_UNIT}"),
    )
)  # fmt: skip
#: What is longer holds words.
LONGEST = 60
_DIGIT = re.compile(r"\d")
_PADDED = re.compile(rf"\s?{_MARK}\s?$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell tells.

    Attributes:
        statistic: what its main figure is (``count_percent``, ``mean``, ``ratio``, ``p`` ...), without what stands beside.
        value: the figure; percentages as percent. Likewise the fields of the outcome table that the others are named after.
    """

    statistic: str
    value: float | None = None
    unit: str | None = None
    qualifier: Qualifier = "="
    events: int | None = None
    total: int | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    ci_level: float | None = None
    low: float | None = None
    high: float | None = None
    spread: Spread | None = None


def shape_of(text: str) -> tuple[str, re.Match[str]] | None:
    """The shape of a cell and its parts; None where the cell is not a figure and nothing else."""
    return _shape(text) if len(text) <= LONGEST and _DIGIT.search(text) else None


@lru_cache(maxsize=8192)
def _shape(text: str) -> tuple[str, re.Match[str]] | None:
    bare = _PADDED.sub("", text)
    for name, pattern in _SHAPES:
        match = pattern.fullmatch(bare)
        if match is not None:
            return name, match
    return None


def read_cell(text: str, statistic: str | None, level: float | None = None, total: int | None = None) -> Reading | None:
    """What a cell tells, or None where it is no figure, or one that does not fit its statistic.

    Args:
        text: its words, folded.
        statistic: what its headers say that it holds, as in :data:`words.STATISTICS`; None where they say nothing.
        level: the confidence level that the headers state, in percent.
        total: the size of the group that it tells of, where known: `12 (40)` is a count with its share where both agree.
    """
    found = shape_of(text)
    if found is None:
        return None
    shape, match = found
    parts = match.groupdict()
    first = number(parts["first"]) if parts.get("first") else None
    second = number(parts.get("second") or parts.get("second_") or "")
    percent, percent2 = bool(parts.get("percent")), bool(parts.get("percent2") or parts.get("percent3"))
    whole = first is not None and first == int(first) and "." not in (parts.get("first") or "") and first >= 0
    kind = (statistic or "").split("_")[0]
    sign: Qualifier = parts.get("q") or "="  # type: ignore[assignment]
    unit = unit_name(parts.get("unit") or parts.get("unit2"))
    stated = float(parts["level"]) if parts.get("level") else level
    if shape == "p" or statistic == "p":
        given = shape in ("p", "single") and first is not None and 0 <= first <= 1 and not percent
        return Reading("p", first, qualifier=sign) if given else None
    if shape in ("fraction", "share"):
        return _fraction(shape, parts, first, second)
    if shape in ("interval", "open interval"):
        low, high = number(parts["low"]), number(parts["high"])
        return _with_bounds(statistic, first, percent, low, high, stated, unit, told=bool(parts.get("level")))
    if shape == "pair":
        return _pair(statistic, first, second, percent, percent2, whole=whole, total=total)
    if shape == "deviation":
        if kind not in ("", "mean", "count", "difference") or statistic in ("count_percent",):
            return None
        spread: Spread = "se" if statistic == "mean_se" else "sd"
        return Reading(
            "difference" if kind == "difference" else "mean",
            first,
            "%" if percent or percent2 else unit,
            low=second,
            spread=spread,
        )
    if shape == "bounds":
        low, high = number(parts["low"]), number(parts["high"])
        if statistic is not None and statistic.endswith("ci"):
            return Reading("ci", ci_low=low, ci_high=high, ci_level=stated)
        if statistic in ("range", "iqr"):
            return Reading(statistic, low=low, high=high, spread="range" if statistic == "range" else "iqr")
        return None
    return _single(statistic, first, sign, unit, percent=percent, whole=whole)


def figure_of(span: Span, text: str) -> Span:
    """Where a cell's figure stands: its words without the mark of a note behind them."""
    bare = _PADDED.sub("", text)
    return Span(span.start, span.start + len(bare)) if len(text) == len(span) else span


def whole_of(text: str) -> tuple[float, float] | None:
    """Between which numbers of patients the whole lies, for a cell that may be a count with its share in percent."""
    found = shape_of(text)
    if found is None or found[0] != "pair":
        return None
    written, share = found[1]["first"], found[1]["second"] or found[1]["second_"]
    events, percent = number(written), number(share)
    if not events or "." in written or percent is None or not 0 < percent <= 100:
        return None
    digits = len(share.partition(".")[2])
    half = 0.55 * 10.0**-digits
    return 100 * events / (percent + half), 100 * events / max(percent - half, 1e-9)


def is_no_fraction(text: str) -> bool:
    """Whether two numbers with a stroke between them cannot be a part and its whole."""
    found = shape_of(text)
    if found is None or found[0] != "fraction":
        return False
    return (number(found[1]["first"]) or 0) > (number(found[1]["total"]) or 0)


def _fraction(shape: str, parts: dict[str, str | None], first: float | None, second: float | None) -> Reading | None:
    events, total, value = (
        (second, number(parts["total"] or ""), first)
        if shape == "share"
        else (first, number(parts["total"] or ""), second)
    )
    if events is None or not total or events > total:
        return None
    if value is not None and abs(100 * events / total - value) > 1:
        return None
    return Reading("fraction", value, "%" if value is not None else None, events=int(events), total=int(total))


def _with_bounds(
    statistic: str | None,
    value: float | None,
    percent: bool,
    low: float | None,
    high: float | None,
    level: float | None,
    unit: str | None,
    *,
    told: bool,
) -> Reading | None:
    if value is None or low is None or low > value or (high is not None and high < value):
        return None
    kind = (statistic or "").split("_")[0]
    unit = "%" if percent or kind == "percent" else unit
    if statistic in ("median_range", "mean_range", "median_iqr"):
        return Reading(kind, value, unit, low=low, high=high, spread="iqr" if statistic == "median_iqr" else "range")
    if (kind in ("ratio", "difference", "mean", "median", "percent") and (statistic or "").endswith("_ci")) or told:
        return Reading(
            kind or ("percent" if percent else "value"), value, unit, ci_low=low, ci_high=high, ci_level=level
        )
    if statistic in ("ratio", "difference"):
        return Reading(kind, value, unit, ci_low=low, ci_high=high, ci_level=level)
    return None


def _pair(
    statistic: str | None,
    first: float | None,
    second: float | None,
    percent: bool,
    percent2: bool,
    *,
    whole: bool,
    total: int | None,
) -> Reading | None:
    """`12 (40)`: a count with its share, a share with its count, or a mean with its deviation, as the headers say."""
    if first is None or second is None:
        return None
    if statistic in ("mean_sd", "mean_se") and not percent2:
        return Reading(
            "mean", first, "%" if percent else None, low=second, spread="sd" if statistic == "mean_sd" else "se"
        )
    if statistic in ("mean_sd", "mean_se", "mean_ci", "median_range", "median_iqr", "ratio", "ratio_ci", "test", "ci"):
        return None
    counted = whole and 0 <= second <= 100
    if percent and second == int(second):
        return Reading("percent_count", first, "%", events=int(second)) if 0 <= first <= 100 else None
    if statistic == "percent_count" and second == int(second) and not percent2:
        return Reading("percent_count", first, "%", events=int(second)) if 0 <= first <= 100 else None
    if counted and (percent2 or statistic in ("count_percent", "count", "percent")):
        return Reading("count_percent", second, "%", events=int(first))
    if counted and statistic is None and total and abs(100 * first / total - second) < 0.6:
        return Reading("count_percent", second, "%", events=int(first))
    return None


def _single(
    statistic: str | None, first: float | None, sign: Qualifier, unit: str | None, *, percent: bool, whole: bool
) -> Reading | None:
    if first is None or statistic == "test":
        return None
    kind = (statistic or "").split("_")[0]
    if percent:
        return Reading("percent", first, "%", sign) if 0 <= first <= 100 or kind == "difference" else None
    if statistic in ("sd", "se"):
        return Reading(statistic, low=first, spread="sd" if statistic == "sd" else "se")
    if kind == "count" and whole:
        # `0` under `n (%)` is told without its share.
        return Reading("count", events=int(first), qualifier=sign)
    if kind == "percent" or statistic == "fraction_percent":
        return Reading("percent", first, "%", sign) if 0 <= first <= 100 else None
    if kind in ("mean", "median", "ratio", "difference"):
        return Reading(kind, first, unit, sign)
    return Reading("value", first, unit, sign) if statistic is None else None


def merged(left: Reading, right: Reading) -> Reading:
    """A figure with what a column behind it tells of it: its share, its interval, its deviation."""
    if right.statistic == "percent":
        return replace(left, statistic="count_percent", value=right.value, unit="%")
    return replace(
        left,
        ci_low=right.ci_low if right.ci_low is not None else left.ci_low,
        ci_high=right.ci_high if right.ci_high is not None else left.ci_high,
        ci_level=right.ci_level if right.ci_level is not None else left.ci_level,
        low=right.low if right.low is not None else left.low,
        high=right.high if right.high is not None else left.high,
        spread=right.spread or left.spread,
    )
