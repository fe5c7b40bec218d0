"""Dispersions told by a heading, or by the figure before: `the mean (SD) age was 39.8 (12.2) years`.

The brackets behind a mean hold its standard deviation where the words before it say so, or where those of a value
before it do (`2.7 [SD 2.4] against 7.2 [3.6]`); without them a number in brackets is a figure of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.figures import Figure
from pipeline.extract.quantities import unit_name
from pipeline.schema import Quantity, Span, Spread

#: What is told of each value, in brackets behind `mean` or the name of what was measured.
_TOLD = re.compile(
    r"\b(?:means?|averages?|LSM|least[- ]squares? means?)\b[^.;:()\[\]]{0,60}[(\[]\s?(?P<what>SDs?|S\.D\.|standard deviations?|SEM?s?|S\.E\.M?\.?|standard errors?)\s?[)\]]",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\s?%?(?:\s[A-Za-z%/]{1,15})?\s?[(\[]\s?(?:±\s?)?")
_CLOSES = re.compile(r"\s?[)\]]")
#: `39.8 (12.2) years`
_TIME = re.compile(r"\s?(?P<unit>days?|weeks?|months?|years?|hours?|minutes?)\b", re.IGNORECASE)
#: So far, in characters, behind its heading a value is told by it.
REACH = 300


def with_dispersions(folded: str, sentence: Span, figures: Sequence[Figure]) -> list[Figure]:
    """The figures, each number in brackets behind a value taken in as its dispersion where a heading says so.

    Args:
        folded: the document's text, folded.
        sentence: the sentence.
        figures: its figures, in order.
    """
    told = list(_TOLD.finditer(folded, sentence.start, sentence.end))
    result: list[Figure] = []
    for figure in _with_quartiles(folded, sentence, figures):
        heading = next((t for t in reversed(told) if t.end() <= figure.span.start <= t.end() + REACH), None)
        value = result[-1] if result else None
        if value is None or not _is_dispersion(folded, value, figure):
            result.append(figure)
            continue
        spread = _spread(heading["what"]) if heading is not None else _told_before(folded, figure, result[:-1])
        if spread is None:
            result.append(figure)
            continue
        closed = _CLOSES.match(folded, figure.main.span.end)
        # A unit behind the brackets is that of both: `48 (20) g`.
        end = max(figure.span.end, closed.end() if closed else 0)
        time = _TIME.match(folded, end)
        result[-1] = replace(
            value,
            span=Span(value.span.start, time.end() if time else end),
            low=figure.value,
            spread=spread,
            unit=value.unit or figure.unit or (unit_name(time["unit"]) if time else None),
            kind="duration" if time and value.kind == "number" else value.kind,
        )
    return result


#: `2.7 attacks [SD 2.4]`: brackets that name what they hold.
_NAMED = re.compile(
    r"(?P<open>[(\[])\s?(?P<what>SD|S\.D\.|standard deviation|SEM?|S\.E\.M?\.?|standard error)\b[\s,:=]{0,3}[\d.]{1,8}\s?%?\s?[)\]]?$",
    re.IGNORECASE,
)


#: So near before its number, in characters, a bracket opens.
_NEAR = 4


def _told_before(folded: str, figure: Figure, before: Sequence[Figure]) -> Spread | None:
    """What brackets of this kind hold behind a value before, where these name it."""
    opening = folded[max(0, figure.span.start - _NEAR) : figure.span.start].rstrip(" ±")[-1:]
    for value in reversed(before):
        named = _NAMED.search(folded, value.span.start, value.span.end)
        if named is not None and value.spread in ("sd", "se"):
            return _spread(named["what"]) if named["open"] == opening else None
    return None


#: `The median (IQR) scores were 9.9 (6.1-14.4) and 2.4 (0.2-4.6)`
_QUARTILES = re.compile(
    r"\bmedians?\b[^.;:()\[\]]{0,40}[(\[]\s?(?P<what>IQRs?|inter-?quartile ranges?|ranges?|min(?:imum)?\s?-\s?max(?:imum)?)\s?[)\]]",
    re.IGNORECASE,
)


#: `28 days (21-35)`: whole numbers in brackets, which alone may be pages or papers.
_BOUNDS = re.compile(r"\s?[(\[]\s?(?P<low>\d+(?:\.\d+)?)\s?(?:-|to)\s?(?P<high>\d+(?:\.\d+)?)\s?[)\]]")


def _with_quartiles(folded: str, sentence: Span, figures: Sequence[Figure]) -> list[Figure]:
    """The figures, an interval without its name taken for the quartiles or the range that a heading tells of.

    So does a value of the same kind before it whose brackets name what they hold.
    """
    told = list(_QUARTILES.finditer(folded, sentence.start, sentence.end))
    result: list[Figure] = []
    for figure in figures:
        heading = next((t for t in reversed(told) if t.end() <= figure.span.start <= t.end() + REACH), None)
        last = next((e for e in reversed(result) if e.kind == figure.kind and e.unit == figure.unit), None)
        spread = last.spread if last is not None and last.spread in ("iqr", "range") else None
        if heading is not None:
            spread = "iqr" if "q" in heading["what"].lower() else "range"
        level = last.interval if last is not None and last.interval is not None and last.interval.level else None
        if spread is not None:
            figure = _with_bounds(folded, figure, spread)
        elif level is not None:
            figure = _with_interval(folded, figure, level)
        result.append(figure)
    return result


def _with_bounds(folded: str, figure: Figure, spread: Spread) -> Figure:
    """A figure with the bounds in the brackets behind it, where they hold its value and no name tells what they are."""
    if figure.spread is not None or figure.kind == "ratio":
        return figure
    bounds = figure.interval
    if bounds is not None:
        unnamed = bounds.level is None and bounds.surface[:1] in ("(", "[")
        return replace(figure, interval=None, low=bounds.low, high=bounds.high, spread=spread) if unnamed else figure
    found = _bounds_behind(folded, figure)
    if found is None:
        return figure
    return replace(figure, low=float(found["low"]), high=float(found["high"]), spread=spread, span=_with(figure, found))


def _with_interval(folded: str, figure: Figure, level: Quantity) -> Figure:
    """A figure with the bounds in the brackets behind it as an interval like that of a value before it."""
    found = _bounds_behind(folded, figure) if figure.spread is None and figure.interval is None else None
    if found is None:
        return figure
    span = Span(*found.span())
    interval = replace(
        level, span=span, surface=found[0], low=float(found["low"]), high=float(found["high"]), head=None
    )
    return replace(figure, interval=interval, span=_with(figure, found))


def _bounds_behind(folded: str, figure: Figure) -> re.Match[str] | None:
    """The brackets right behind a figure that hold two numbers, its value between them."""
    found = _BOUNDS.match(folded, figure.span.end) if figure.value is not None and figure.low is None else None
    return found if found and float(found["low"]) <= (figure.value or 0.0) <= float(found["high"]) else None


def _with(figure: Figure, behind: re.Match[str]) -> Span:
    return Span(figure.span.start, behind.end())


def _spread(word: str) -> Spread:
    return "sd" if "d" in word.lower().replace("standard", "").replace("error", "") else "se"


def _is_dispersion(folded: str, value: Figure, figure: Figure) -> bool:
    """Whether a figure is nothing but the number in the brackets right behind a value that has no dispersion yet."""
    return (
        figure.kind in ("number", "percent")
        and figure.value is not None
        and figure.low is None
        and figure.interval is None
        and value.kind in ("number", "percent", "duration", "difference")
        and value.value is not None
        and value.spread is None
        and _OPENS.fullmatch(folded, value.span.end, figure.span.start) is not None
        and _CLOSES.match(folded, figure.main.span.end) is not None
    )
