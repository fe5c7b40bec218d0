"""From text to quantities: each pattern of :mod:`.patterns` claims its characters, in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipeline.extract.folding import fold
from pipeline.extract.quantities.numerals import parse_numeral
from pipeline.extract.quantities.patterns import PATTERNS, QUALIFIER_BEFORE, QUALIFIERS, RATIO_NAMES
from pipeline.schema import Qualifier, Quantity, Span, Spread

_CLAIMED = "\0"
_QUALIFIER: tuple[tuple[re.Pattern[str], Qualifier], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), sign)  # type: ignore[misc]
    for pattern, sign in QUALIFIERS.items()
)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
_UNIT_NAMES = {
    "d": "days", "day": "days", "w": "weeks", "wk": "weeks", "week": "weeks", "mo": "months", "mth": "months",
    "month": "months", "y": "years", "yr": "years", "year": "years", "h": "hours", "hr": "hours", "hour": "hours",
    "min": "minutes", "minute": "minutes", "sec": "seconds", "second": "seconds",
}  # fmt: skip

Match = re.Match[str]


def unit_name(written: str | None) -> str | None:
    """The unit's full plural name (`yr` -> `years`); other units as they are written."""
    if written is None:
        return None
    key = written.lower().rstrip(".")
    return _UNIT_NAMES.get(key) or _UNIT_NAMES.get(key.removesuffix("s")) or written


_DECIMAL_COMMA = re.compile(r"[+±-]?\d{1,3},\d{1,2}")


def number(written: str) -> float | None:
    """The value of a number in digits or words; None where it is neither."""
    if _DECIMAL_COMMA.fullmatch(written):
        written = written.replace(",", ".")
    plain = written.replace(",", "").replace(" ", "").replace("±", "").lstrip("+")
    try:
        return float(plain)
    except ValueError:
        value = parse_numeral(written)
        return None if value is None else float(value)


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


def _first(match: Match, *names: str) -> str | None:
    groups = match.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)


def _head(match: Match, *names: str) -> Span | None:
    for name in names:
        if match.groupdict().get(name):
            return Span(match.start(name), match.end(name))
    return None


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
    level = _first(match, "level", "level2") if "level" in match.re.groupindex else None
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
    return Quantity("interval", span, surface, low=low, high=high, level=float(level) if level else None)


def _ratio(match: Match, surface: str, span: Span) -> Quantity | None:
    name = next(name for name in RATIO_NAMES if match[name])
    value = number(match["value"])
    # Two-letter names are also words and symbols: in capitals only.
    if value is None or (len(match[name]) <= 2 and not match[name].isupper()):
        return None
    low, high = (number(match[part]) if match[part] else None for part in ("low", "high"))
    return Quantity("ratio", span, surface, value=value, name=name, low=low, high=high, head=_head(match, "value"))


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
    low = _first(match, "low", "low2", "low3")
    high = _first(match, "high", "high3")
    if low is None:
        return None
    low = _ROMAN.get(low.upper(), low)
    name = low
    if match["op"] or match["op2"] or match["up"] or match["least"]:
        name = f">={low}" if match["op"] != ">" else f">={int(low) + 1}"
    elif high:
        name = f"{low}-{_ROMAN.get(high.upper(), high)}"
    return Quantity("grade", span, surface, name=name)


def _sample_size(match: Match, surface: str, span: Span) -> Quantity | None:
    value = _whole(match["value"])
    if match["total"]:
        return Quantity("fraction", span, surface, events=value, total=_whole(match["total"]))
    return Quantity("sample_size", span, surface, total=value, value=None if value is None else float(value))


_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip


def _ordinal(written: str) -> float:
    word = written.lower()
    return float(_ORDINALS.index(word) + 1 if word in _ORDINALS else word[:-2])


def _time_point(match: Match, surface: str, span: Span) -> Quantity | None:
    values = ("value", "value3", "value5", "value6", "value7", "value10")
    written = _first(match, *values)
    value = _ordinal(match["ordinal"]) if match["ordinal"] else number(written) if written else None
    if value is None:
        return None
    other = _first(match, "value2", "value4")
    return Quantity(
        "time_point",
        span,
        surface,
        value=value,
        high=number(other) if other else None,
        unit=unit_name(_first(match, "unit", "unit3", "unit5", "unit6", "unit7", "unit9", "unit10")),
        name=_first(match, "lead", "lead5", "lead8", "lead9"),
        head=_head(match, *values, "ordinal"),
    )


def _time_points(match: Match, surface: str, span: Span) -> list[Quantity] | None:
    """Times told in a list (`at 3, 6 and 12 months`), each where it stands; the first holds what leads them."""
    within = "list" if match["list"] else "list2"
    unit = unit_name("day" if match["unit2"] == "POD" else _first(match, "unit", "unit2"))
    found: list[Quantity] = []
    for item in _ITEM.finditer(match[within]):
        value = number(item[0])
        if value is None:
            return None
        own = Span(match.start(within) + item.start(), match.start(within) + item.end())
        found.append(
            Quantity("time_point", own, item[0], value=value, unit=unit, name=_first(match, "lead", "lead2"), head=own)
        )
    last = found[-1]
    found[-1] = replace(last, span=Span(last.span.start, span.end), surface=surface[last.span.start - span.start :])
    return found


#: One of a list of times.
_ITEM = re.compile(r"\b(?!(?:and|or|to)\b)(?:\d{1,4}(?:\.\d{1,2})?|[A-Za-z]{1,9}(?:-[A-Za-z]{1,9})?)")


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
    unit = unit_name(_first(match, "unit2", "unit"))
    return Quantity("dispersion", span, surface, low=low, high=high, spread=spread, unit=unit)


def _fraction(match: Match, surface: str, span: Span) -> Quantity | None:
    written = _first(match, "events", "events2") or ""
    events = 0 if written.lower() == "none" else _whole(written)
    total = _whole(_first(match, "total", "total2") or "")
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
    value = number(_first(match, "value2", "value3") or "")
    if value is None:
        return None
    deviation = number(match["sd"]) if match["sd"] else None
    return Quantity(
        "percent",
        span,
        surface,
        value=value,
        unit="percentage point" if match["point"] else "%",
        low=deviation,
        spread="sd" if deviation is not None else None,
        head=_head(match, "value2", "value3"),
    )


_SHARES = {"half": 50.0, "third": 33.0, "quarter": 25.0, "fifth": 20.0, "thirds": 67.0, "quarters": 75.0}


def _share(match: Match, surface: str, span: Span) -> Quantity | None:
    value = _SHARES[re.split(r"[- ]", match["words"].lower())[-1]]
    return Quantity("percent", span, surface, value=value, unit="%", qualifier="~")


def _deviation(match: Match, surface: str, span: Span) -> Quantity | None:
    unit = unit_name(_first(match, "unit", "first"))
    return Quantity(
        "duration" if unit else "number",
        span,
        surface,
        value=number(match["value"]),
        low=number(match["sd"]),
        spread="sd",
        unit=unit,
    )


def _duration(match: Match, surface: str, span: Span) -> Quantity | list[Quantity] | None:
    value = number(match["value"])
    if value is None:
        return None
    unit = unit_name(match["unit"])
    if match["high"] and (number(match["high"]) or value) < value:
        # `fell from 2.4 to 1.9 days`: no range falls.
        first = Span(match.start("value"), match.end("value"))
        second = Span(match.start("high"), span.end)
        return [
            Quantity("duration", first, surface[: match.end("value") - span.start], value=value, unit=unit, head=first),
            Quantity(
                "duration",
                second,
                surface[second.start - span.start :],
                value=number(match["high"]),
                unit=unit,
                head=_head(match, "high"),
            ),
        ]
    if match["high"]:
        return Quantity(
            "duration",
            span,
            surface,
            low=value,
            high=number(match["high"]),
            spread="range",
            unit=unit,
        )
    return Quantity("duration", span, surface, value=value, unit=unit, head=_head(match, "value"))


def _nobody(match: Match, surface: str, span: Span) -> Quantity | None:
    return Quantity("count", span, surface, value=0.0, events=0, name=_first(match, "noun", "noun2", "alone", "none"))


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
        head=_head(match, "value"),
    )


def _number(match: Match, surface: str, span: Span) -> Quantity | None:
    return Quantity("number", span, surface, value=number(match["value"]), head=_head(match, "value"))


_Build = Callable[[Match, str, Span], "Quantity | list[Quantity] | None"]
_BUILD: dict[str, _Build] = {
    "p value": _p_value,
    "interval": _interval,
    "bracketed interval": _interval,
    "ratio": _ratio,
    "coefficient": _coefficient,
    "fold": _fold,
    "bare interval": _interval,
    "named number": _named_number,
    "grade": _grade,
    "sample size": _sample_size,
    "time points": _time_points,
    "time point": _time_point,
    "dispersion": _dispersion,
    "fraction": _fraction,
    "share in words": _share,
    "percent": _percent,
    "deviation": _deviation,
    "duration": _duration,
    "nobody": _nobody,
    "everybody": _everybody,
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

        def claim(match: Match, build: _Build | None = build) -> str:
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
