"""What written numbers and units come to, and which part of a match holds them."""

from __future__ import annotations

import re

from pipeline.extract.quantities.numerals import parse_numeral
from pipeline.schema import Span

Match = re.Match[str]

_UNIT_NAMES = {
    "d": "days", "day": "days", "pod": "days", "w": "weeks", "wk": "weeks", "week": "weeks", "mo": "months", "mth": "months",
    "month": "months", "y": "years", "yr": "years", "year": "years", "h": "hours", "hr": "hours", "hour": "hours",
    "min": "minutes", "minute": "minutes", "sec": "seconds", "second": "seconds",
}  # fmt: skip


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


def first(match: Match, *names: str) -> str | None:
    """What the first of these groups holds that holds anything."""
    groups = match.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)


def head_of(match: Match, *names: str) -> Span | None:
    """Where the first of these groups stands that holds anything."""
    for name in names:
        if match.groupdict().get(name):
            return Span(match.start(name), match.end(name))
    return None
