"""From text to quantities: each pattern of :mod:`.patterns` claims its characters, in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.folding import fold
from pipeline.extract.quantities.patterns import PATTERNS, QUALIFIER_BEFORE, QUALIFIERS, RATIO_NAMES
from pipeline.extract.quantities.times import duration, time_point, time_points
from pipeline.extract.quantities.values import Match, first, head_of, number, unit_name
from pipeline.schema import Qualifier, Quantity, Span, Spread

_CLAIMED = "\0"
_QUALIFIER: tuple[tuple[re.Pattern[str], Qualifier], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), sign)  # type: ignore[misc]
    for pattern, sign in QUALIFIERS.items()
)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}


def _whole(written: str) -> int | None:
    value = number(written)
    return None if value is None or value != int(value) else int(value)


#: Figures that a qualifier may stand before; a p-value carries its own sign.
_QUALIFIED = frozenset({"percent", "fraction", "count", "duration", "number"})
_LOOK_BACK = 24


def _qualified(quantity: Quantity, unclaimed: str, text: str) -> Quantity:
    """The quantity with the qualifier that stands before it, if any; its span then holds the qualifier's words."""
    if quantity.kind not in _QUALIFIED:
        return quantity
    start = quantity.span.start
    match = QUALIFIER_BEFORE.search(unclaimed, max(0, start - _LOOK_BACK), start)
    if match is None:
        return quantity
    # `over 6 months`, `under 14 years` tell how long, not how much.
    if quantity.kind == "duration" and match[1].lower() in ("over", "under", "above", "below", "up to", "about"):
        return quantity
    sign = next(sign for pattern, sign in _QUALIFIER if pattern.fullmatch(match[1]))
    span = Span(match.start(1), quantity.span.end)
    head = quantity.head or quantity.span
    return replace(quantity, qualifier=sign, span=span, surface=span.of(text), head=head)


def _p_value(match: Match, surface: str, span: Span) -> Quantity | None:
    if match["power"]:
        value: float | None = float(f"1e{match['power']}")
    elif match["op"] is None and not match[0].lower().startswith(("p v", "p-v")):
        return None
    else:
        # `P = 0,022`: a p-value has no thousands.
        value = number(match["value"].replace(",", "."))
    if value is None:
        return None
    if match["exp"]:
        value = float(f"{value * 10.0 ** int(match['exp'].replace(' ', '')):.6g}")
    if value > 1:
        return None
    sign = (match["op"] or "=").replace(" ", "")
    operator: Qualifier = {"≤": "<=", "≥": ">=", "=<": "<=", ":": "="}.get(sign, sign)  # type: ignore[assignment]
    return Quantity("p_value", span, surface, value=value, qualifier=operator)


def _interval(match: Match, surface: str, span: Span) -> Quantity | None:
    level = first(match, "level", "level2") if "level" in match.re.groupindex else None
    low, high = number(match["low"]), number(match["high"])
    if low is None:
        return None
    if (
        match["low"].startswith("- ")
        and match["high"][:1] not in "-+"
        and "-" in match[0][match[0].index(match["low"]) + 2 :]
    ):
        # `CI - 0.5-0.9`: the first dash only parts the name from its bounds.
        low = -low
    if high is not None and high < low:
        # Bounds told in falling order are an interval where it is named one.
        if "level" not in match.re.groupindex:
            return None
        low, high = high, low
    of_difference = "of" in match.re.groupindex and match["of"] is not None
    return Quantity(
        "interval",
        span,
        surface,
        low=low,
        high=high,
        level=float(level) if level else None,
        name="difference" if of_difference else None,
    )


def _ratio(match: Match, surface: str, span: Span) -> Quantity | None:
    name = next(name for name in RATIO_NAMES if match[name])
    value = number(match["value"])
    # Two-letter names are also words and symbols: in capitals only.
    if value is None or (len(match[name]) <= 2 and not match[name].isupper()):
        return None
    low, high = (number(match[part]) if match[part] else None for part in ("low", "high"))
    return Quantity("ratio", span, surface, value=value, name=name, low=low, high=high, head=head_of(match, "value"))


def _fold(match: Match, surface: str, span: Span) -> Quantity | None:
    """A risk so many times another."""
    value = number(match["value"])
    name = {"odds": "odds_ratio", "hazard": "hazard_ratio"}.get(match["of"].lower(), "risk_ratio")
    return None if value is None else Quantity("ratio", span, surface, value=value, name=name)


def _coefficient(match: Match, surface: str, span: Span) -> Quantity | None:
    """A regression coefficient or a standardised difference: it compares, as a ratio does."""
    value = number(match["value"])
    return None if value is None else Quantity("ratio", span, surface, value=value, name="coefficient")


def _named_number(match: Match, surface: str, span: Span) -> Quantity | None:
    """A coefficient of correlation, or the area under a curve."""
    value = number(match["value"])
    name = "correlation" if match["correlation"] else "area"
    return None if value is None else Quantity("number", span, surface, value=value, name=name)


def _grade(match: Match, surface: str, span: Span) -> Quantity | None:
    if match["any"]:
        return Quantity("grade", span, surface, name="any")
    low = first(match, "low", "low2", "low3")
    high = first(match, "high", "high3")
    if low is None:
        return None
    low = _ROMAN.get(low.upper(), low)
    name = low
    if match["op"] or match["op2"] or match["up"] or match["least"]:
        name = f">={low}" if match["op"] != ">" else f">={int(low) + 1}"
    elif high:
        name = f"{low}-{_ROMAN.get(high.upper(), high)}"
    return Quantity("grade", span, surface, name=name)


_GRADES = re.compile(r"[0-5]")


def _grades(_: Match, surface: str, span: Span) -> list[Quantity]:
    """Grades told in a list, each where it stands."""
    found = ((item[0], Span(span.start + item.start(), span.start + item.end())) for item in _GRADES.finditer(surface))
    return [Quantity("grade", own, grade, name=grade, head=own) for grade, own in found]


def _sample_size(match: Match, surface: str, span: Span) -> Quantity | None:
    value = _whole(match["value"])
    if match["total"]:
        return Quantity("fraction", span, surface, events=value, total=_whole(match["total"]))
    return Quantity("sample_size", span, surface, total=value, value=None if value is None else float(value))


def _dispersion(match: Match, surface: str, span: Span) -> Quantity | None:
    written = match["name"].lower()
    low = number(match["low"])
    high = number(match["high"].rstrip("+")) if match["high"] else None
    spread: Spread
    if written.startswith(("inter", "iqr", "i.q", "q")):
        spread = "iqr"
    elif written.startswith(("range", "rangin", "min")):
        spread = "range"
    elif written in ("sd", "s.d.", "standard deviation"):
        spread = "sd"
    else:
        spread = "se"
    if low is None or (high is None and spread in ("range", "iqr")):
        return None
    if spread in ("sd", "se"):
        high = None
    unit = unit_name(first(match, "unit2", "unit"))
    return Quantity("dispersion", span, surface, low=low, high=high, spread=spread, unit=unit)


def _fraction(match: Match, surface: str, span: Span) -> Quantity | None:
    written = first(match, "events", "events2") or ""
    events = 0 if written.lower() == "none" else _whole(written)
    total = _whole(first(match, "total", "total2") or "")
    if events is None or total is None or events > total or total == 0:
        return None
    share = number(match["share"]) if match["share"] else None
    return Quantity("fraction", span, surface, value=share, events=events, total=total)


def _percent(match: Match, surface: str, span: Span) -> Quantity | None:
    if match["high"]:
        low, high = number(match["value"]), number(match["high"])
        if low is None or high is None or high < low:
            return None
        return Quantity("percent", span, surface, low=low, high=high, spread="range", unit="%")
    value = number(first(match, "value2", "value3") or "")
    if value is None:
        return None
    deviation = number(match["sd"]) if match["sd"] else None
    return Quantity(
        "percent",
        span,
        surface,
        value=value,
        unit=("percentage points" if match["point"].endswith("s") else "percentage point") if match["point"] else "%",
        low=deviation,
        spread="sd" if deviation is not None else None,
        head=head_of(match, "value2", "value3"),
    )


_SHARES = {"half": 50.0, "third": 33.0, "quarter": 25.0, "fifth": 20.0, "thirds": 67.0, "quarters": 75.0}


def _share(match: Match, surface: str, span: Span) -> Quantity | None:
    value = _SHARES[re.split(r"[- ]", match["words"].lower())[-1]]
    return Quantity("percent", span, surface, value=value, unit="%", qualifier="~")


def _deviation(match: Match, surface: str, span: Span) -> Quantity | None:
    unit = unit_name(first(match, "unit", "first"))
    return Quantity(
        "duration" if unit else "number",
        span,
        surface,
        value=number(match["value"]),
        low=number(match["sd"]),
        spread="sd",
        unit=unit,
    )


def _nobody(match: Match, surface: str, span: Span) -> Quantity | None:
    return Quantity("count", span, surface, value=0.0, events=0, name=first(match, "noun", "noun2", "alone", "none"))


def _everybody(match: Match, surface: str, span: Span) -> Quantity | None:
    stated = _whole(match["value"]) if match["value"] else None
    word = match["all"].lower()
    if word == "both" and stated is None:
        return None
    return Quantity("count", span, surface, value=None, events=stated, total=stated, name=f"all {match['noun']}")


def _count(match: Match, surface: str, span: Span) -> Quantity | None:
    value = _whole(match["value"])
    if value is None:
        return None
    return Quantity(
        "count",
        span,
        surface,
        value=float(value),
        events=value,
        name=match["noun"],
        head=head_of(match, "value"),
    )


#: What stands before a value in brackets, and never before the mark of a list.
_BEFORE_VALUE = re.compile(
    r"(?:[=<>≥≤±]\s?|-\s|\d[-/]|\d,\s|\d\s\(?|(?-i:\b(?:grades?|vs\.?|versus|to|in|of|day))\s|"
    r"\b(?:SDs?|SEMs?|SE|IQR|range|weeks?|months?|days?|years?|both|median|mean)\s)$",
    re.IGNORECASE,
)


def _is_no_mark(match: Match) -> bool:
    """Whether a digit before a closing bracket is a value, and no mark of a list (`SD 6)`, `IQR 3-6)`, `12 (9)`)."""
    return _BEFORE_VALUE.search(match.string, max(0, match.start() - 10), match.start()) is not None


#: Of what looks like no figure, what may be one.
_UNLESS: dict[str, Callable[[Match], bool]] = {"list mark": _is_no_mark}


_PEOPLE = r"(?:patients?|pts|children|women|men|subjects|participants|infants|cases?|events?|episodes?)"
#: Names, each with a number in brackets behind it.
_COUNTED = re.compile(
    rf"\((?P<first>\d{{1,3}})(?P<of>\s{_PEOPLE})?\)(?:(?:,|,?\sand|;)\s[A-Za-z][^()\d.;:]{{1,60}}\s\(\d{{1,3}}(?:\s{_PEOPLE})?\))+"
)
#: The same within brackets, where no mark of a reference stands: `(fever [4 events], infection [4] and vomiting [1])`.
_COUNTED_WITHIN = re.compile(
    rf"\([A-Za-z][^()\[\]\d.;:]{{1,60}}\s\[\d{{1,3}}(?:\s{_PEOPLE})?\]"
    rf"(?:(?:,|,?\sand|;)\s[A-Za-z][^()\[\]\d.;:]{{1,60}}\s\[\d{{1,3}}(?:\s{_PEOPLE})?\])+\)"
)
_COUNTS = re.compile(r"\((\d{1,3})[\s)]")
#: So far, in characters, from a count its list is looked for.
_LIST_REACH = 400


def _listed_count(match: Match, surface: str, span: Span) -> Quantity | None:
    """A count in a list. Marks of references come in their order, and say nothing of people."""
    if match.string[span.start - 1] == "[":
        within = _COUNTED_WITHIN.finditer(match.string, max(0, span.start - _LIST_REACH), span.start + _LIST_REACH)
        if any(told.start() <= span.start < told.end() for told in within):
            return Quantity("count", span, surface, value=float(surface), events=int(surface), head=span)
        return None
    for told in _COUNTED.finditer(match.string, max(0, span.start - _LIST_REACH), span.start + _LIST_REACH):
        if told.start() <= span.start < told.end():
            counts = [int(count) for count in _COUNTS.findall(told[0])]
            if told["of"] or any(one >= other for one, other in pairwise(counts)):
                return Quantity("count", span, surface, value=float(surface), events=int(surface), head=span)
    return None


def _number(match: Match, surface: str, span: Span) -> Quantity | None:
    return Quantity("number", span, surface, value=number(match["value"]), head=head_of(match, "value"))


_Build = Callable[[Match, str, Span], "Quantity | list[Quantity] | None"]
_BUILD: dict[str, _Build] = {
    "p value": _p_value,
    "interval": _interval,
    "interval before its name": _interval,
    "bracketed interval": _interval,
    "interval with its p-value": _interval,
    "ratio": _ratio,
    "coefficient": _coefficient,
    "fold": _fold,
    "bare interval": _interval,
    "named number": _named_number,
    "grade": _grade,
    "grades in a list": _grades,
    "sample size": _sample_size,
    "time points": time_points,
    "time point": time_point,
    "short time point": time_point,
    "dispersion": _dispersion,
    "fraction": _fraction,
    "share in words": _share,
    "percent": _percent,
    "deviation": _deviation,
    "duration": duration,
    "nobody": _nobody,
    "everybody": _everybody,
    "listed count": _listed_count,
    "count": _count,
    "number in words": _number,
    "number": _number,
}


def parse(text: str) -> list[Quantity]:
    """All figures of a text, in order, none overlapping another.

    Doses, dates, registry numbers, citation marks and the like are recognised and left out.

    Args:
        text: verbatim text; the spans returned count its code points.
    """
    found: list[Quantity] = []
    work = fold(text)
    for pattern in PATTERNS:
        build = _BUILD.get(pattern.name) if pattern.kind else None
        unless = _UNLESS.get(pattern.name)

        def claim(match: Match, build: _Build | None = build, unless: Callable[[Match], bool] | None = unless) -> str:
            if unless is not None and unless(match):
                return match[0]
            if build is not None:
                span = Span(match.start(), match.start() + len(match[0].rstrip()))
                quantity = build(match, span.of(text), span)
                if quantity is None:
                    return match[0]
                found.extend(quantity if isinstance(quantity, list) else (quantity,))
            return _CLAIMED * len(match[0])

        work = pattern.regex.sub(claim, work)
    found = [_qualified(quantity, work, text) for quantity in found]
    return sorted(found, key=lambda quantity: quantity.span)
