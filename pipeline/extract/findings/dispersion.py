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
from pipeline.schema import Span, Spread

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
        closed = _CLOSES.match(folded, figure.span.end)
        end = closed.end() if closed else figure.span.end
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


def _with_quartiles(folded: str, sentence: Span, figures: Sequence[Figure]) -> list[Figure]:
    """The figures, an interval without its name taken for the quartiles or the range that a heading tells of."""
    told = list(_QUARTILES.finditer(folded, sentence.start, sentence.end))
    result: list[Figure] = []
    for figure in figures:
        heading = next((t for t in reversed(told) if t.end() <= figure.span.start <= t.end() + REACH), None)
        bounds = figure.interval
        unnamed = bounds is not None and bounds.level is None and bounds.surface[:1] in ("(", "[")
        if heading is not None and bounds is not None and unnamed and figure.spread is None and figure.kind != "ratio":
            spread: Spread = "iqr" if "q" in heading["what"].lower() else "range"
            figure = replace(figure, interval=None, low=bounds.low, high=bounds.high, spread=spread)
        result.append(figure)
    return result


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
        and _CLOSES.match(folded, figure.span.end) is not None
    )
