"""Whether a quantity belongs to the figure before it: its interval, its dispersion, its share, its fraction."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.findings.figures import Figure
from pipeline.schema import Quantity, Span

#: What may stand between a main quantity and what belongs to it.
_OPEN = re.compile(r"[\s,;:]{0,3}[(\[]?\s?(?:with an? |at |and |(?:one|two|1|2)-(?:sided|tailed) )?(?:-\s)?")
BRACKET = re.compile(
    r"\s?(?:cases|patients|events|pts|episodes|women|men|children|participants|subjects|eyes)?\s?[(\[]\s?(?:i\.e\.,? )?"
)
#: `31.4 cm/sec, 95% CI`, `0.38 cm greater reduction with A, 95% CI`: the words of a figure before its interval.
_WORDS_THEN_INTERVAL = re.compile(
    r"\s(?:higher|lower|greater|smaller|longer|shorter|more|less|fewer)\s?[(\[]?\s?|(?:/\w{1,8}|\s(?!(?:and|or|vs|versus)\b)[A-Za-z][^;:()\[\]\d]{0,60})[,;]\s?"
)
#: `and 19 in the blinatumomab group (40.4%)`
_IN_GROUP_THEN = re.compile(
    r"\s(?:in|of|on|with)\s(?:the\s)?[^.;:()\d\[\],]{1,40}\s(?:group|arm|cohort)s?\s[(\[]\s?", re.IGNORECASE
)
#: `28 of whom (93%)`
_OF_WHOM_THEN = re.compile(r"\sof\s(?:whom|them|these|those|which)\s[(\[]\s?", re.IGNORECASE)
_WORDS_THEN_BRACKET = re.compile(r"[^.;:()\d\[\]]{1,80}[(\[]\s?")
_ENDS_BRACKET = re.compile(
    r"\s?[)\]]|\s?[,;]\s?p\s?[=<>]|\s?[,;]\s?[(\[]?(?:\d\d ?% ?)?(?:CI|confidence interval)\b", re.IGNORECASE
)


def joined(figure: Figure, quantity: Quantity, gap: str, text: str) -> Figure | None:
    """The figure with ``quantity`` taken in; None where it does not belong."""
    span = closed(figure.span.cover(quantity.span), text)
    if quantity.kind == "interval":
        if figure.interval is not None or figure.kind == "sample_size":
            return None
        if not _OPEN.fullmatch(gap) and (figure.value is None or not _WORDS_THEN_INTERVAL.fullmatch(gap)):
            return None
        # An estimate lies within its interval; `85% (4-6)` is a citation mark.
        if figure.value is not None and not _holds(quantity, figure.value):
            return None
        return replace(figure, interval=quantity, span=span)
    if quantity.kind == "dispersion":
        if figure.spread is not None or not _OPEN.fullmatch(gap) or figure.kind in ("count", "fraction", "ratio"):
            return None
        return replace(
            figure,
            low=quantity.low,
            high=quantity.high,
            spread=quantity.spread,
            unit=figure.unit or quantity.unit,
            kind="duration" if figure.kind == "number" and _is_time(quantity.unit) else figure.kind,
            span=span,
        )
    if quantity.kind == "percent" and quantity.spread == "range" and figure.kind == "percent":
        # `94% (82-98%)`: bounds around the share in brackets of their own are its interval.
        own = figure.interval is None and figure.spread is None and figure.value is not None
        if (
            own
            and re.fullmatch(r"\s?[(\[]\s?", gap)
            and _holds(quantity, figure.value or 0.0)
            and _alone(quantity, text)
        ):
            return replace(figure, interval=quantity, span=span)
        return None
    if quantity.kind == "percent" and quantity.spread is None:
        # `lymphoedema in the intervention group (n = 18, 24%)`, `n = 7 [18.4%]`: so many, and their share.
        if (
            figure.kind == "sample_size"
            and (gap in (", ", "; ") or BRACKET.fullmatch(gap))
            and figure.total is not None
        ):
            return replace(
                figure, kind="percent", value=quantity.value, unit="%", events=figure.total, total=None, span=span
            )
        # `leukopenia (28, 84.8%)`: the count and its share within one pair of brackets.
        together = gap in (", ", "; ") and text[figure.span.start - 1 : figure.span.start] in ("(", "[")
        if together and figure.kind == "number" and figure.value == int(figure.value or 0) and _alone(quantity, text):
            return replace(
                figure, kind="percent", value=quantity.value, unit="%", events=int(figure.value or 0), span=span
            )
        if figure.kind == "number" and figure.is_whole and _IN_GROUP_THEN.fullmatch(gap) and _alone(quantity, text):
            return replace(
                figure, kind="percent", value=quantity.value, unit="%", events=int(figure.value or 0), span=span
            )
        if (
            figure.people is not None
            and figure.kind == "number"
            and _OF_WHOM_THEN.fullmatch(gap)
            and _alone(quantity, text)
        ):
            return replace(figure, kind="percent", value=quantity.value, unit="%", events=figure.people, span=span)
        if figure.kind in ("number", "fraction") and figure.value == int(figure.value or 0) and BRACKET.fullmatch(gap):
            events = figure.events if figure.kind == "fraction" else int(figure.value or 0)
            return replace(figure, kind="percent", value=quantity.value, unit="%", events=events, span=span)
        if figure.kind == "fraction" and (BRACKET.fullmatch(gap) or gap in (", ", "; ", " or ", " = ", ": ")):
            return replace(figure, kind="percent", value=quantity.value, unit="%", span=span)
        if figure.kind == "fraction" and _WORDS_THEN_BRACKET.fullmatch(gap) and _alone(quantity, text):
            return replace(figure, kind="percent", value=quantity.value, unit="%", span=span)
        if figure.kind == "count" and figure.value is None and figure.events is not None:
            whole = BRACKET.fullmatch(gap) or (_WORDS_THEN_BRACKET.fullmatch(gap) and _alone(quantity, text))
            if whole or gap in (", ", "; "):
                return replace(figure, kind="percent", value=quantity.value, unit="%", total=None, span=span)
        return None
    if quantity.kind == "fraction" and figure.kind == "percent" and figure.events is None:
        near = BRACKET.fullmatch(gap) or gap in (", ", "; ", " or ", " = ", ": ")
        behind = _WORDS_THEN_BRACKET.fullmatch(gap) and len(gap) < 50
        if behind and not _alone(quantity, text) and _is_share(figure.value, quantity):
            # What else the brackets tell is told of these.
            rest = _REST.match(text, span.end)
            span = Span(span.start, rest.end() if rest else span.end)
            return replace(figure, events=quantity.events, total=quantity.total, span=span)
        if near or (behind and _alone(quantity, text)):
            return replace(figure, events=quantity.events, total=quantity.total, span=span)
        return None
    if quantity.kind == "sample_size" and figure.kind == "percent" and figure.events is None:
        if BRACKET.fullmatch(gap) or gap == "; ":
            return replace(figure, events=quantity.total, span=span)
        return None
    if quantity.kind == "count" and quantity.events and _is_of_them(figure, quantity, gap):
        return replace(figure, total=quantity.events, span=span)
    if quantity.kind in ("count", "number") and _is_among(figure, quantity, gap):
        events = _counted(figure)
        return replace(figure, kind="count", value=None, events=events, total=int(quantity.value or 0), span=span)
    if quantity.kind in ("number", "count") and figure.kind == "percent" and figure.events is None:
        # `33% (6 CR, 17 PR)`: a list of counts is of its own.
        alone = not _LISTED.match(text, quantity.span.end) if quantity.kind == "count" else _alone(quantity, text)
        if (
            BRACKET.fullmatch(gap)
            and alone
            and quantity.value == int(quantity.value or 0)
            and quantity.qualifier == "="
        ):
            return replace(figure, events=int(quantity.value or 0), span=span)
    if quantity.kind == "duration" and _is_reach(figure, quantity, gap, text):
        # `24.5 (1-47 months)`: the unit stands with the bounds.
        return replace(
            figure,
            kind="duration",
            unit=quantity.unit,
            low=quantity.low,
            high=quantity.high,
            spread=quantity.spread,
            span=span,
        )
    if quantity.kind == "number" and _is_deviation(figure, quantity, gap, text):
        return replace(figure, low=quantity.value, spread="sd", span=span)
    return None


#: `78.8% of 33 children`
_OF_THEM = re.compile(r"\)?\sof\s(?:the\s)?")


def _is_of_them(figure: Figure, quantity: Quantity, gap: str) -> bool:
    """Whether a count is of those of whom the share before it is told."""
    bare = figure.kind == "percent" and figure.value is not None and figure.total is None and figure.interval is None
    return bare and quantity.qualifier == "=" and _OF_THEM.fullmatch(gap) is not None


#: `56 deaths among 2,300 patients`
_AMONG = re.compile(r"(?:\s[a-z-]+){0,3}\samong\s(?:the\s|all\s|a total of\s)?")


def _is_among(figure: Figure, quantity: Quantity, gap: str) -> bool:
    """Whether a number is of those among whom the events before it are counted."""
    counts = figure.kind in ("count", "number") and figure.total is None and figure.spread is None
    if not counts or figure.interval is not None or figure.unit is not None or quantity.qualifier != "=":
        return False
    counted = _counted(figure)
    if counted is None or quantity.value is None or not _AMONG.fullmatch(gap):
        return False
    return quantity.value.is_integer() and counted < quantity.value


def _counted(figure: Figure) -> int | None:
    """How many a count tells, or a whole number without a unit."""
    return int(figure.value) if figure.value is not None and figure.value.is_integer() else figure.events


def _is_reach(figure: Figure, quantity: Quantity, gap: str, text: str) -> bool:
    """Whether lengths of time in brackets are the bounds of the bare number before them."""
    bare = figure.kind == "number" and figure.unit is None and figure.spread is None and figure.interval is None
    if not bare or quantity.high is None or not re.fullmatch(r"\s?[(\[]\s?", gap) or not _alone(quantity, text):
        return False
    return figure.value is not None and (quantity.low or 0.0) <= figure.value <= quantity.high


_MEAN_BEFORE = re.compile(r"\bmean\b[^.;()]{0,60}$|\bmean\s?[(\[]\s?(?:SD|s\.d\.)\s?[)\]][^.;]{0,80}$", re.IGNORECASE)


def _is_deviation(figure: Figure, quantity: Quantity, gap: str, text: str) -> bool:
    """Whether a number in brackets is the standard deviation of the mean before it: `mean age was 15.2 years (0.62)`."""
    measured = figure.kind in ("number", "duration") and figure.spread is None and figure.interval is None
    if not measured or not re.fullmatch(r"\s?[(\[]\s?", gap) or not _alone(quantity, text):
        return False
    start = max(0, figure.span.start - 120)
    return "." in quantity.surface and bool(_MEAN_BEFORE.search(text, start, figure.span.start))


#: Another count goes on the list.
_LISTED = re.compile(r"\s?(?:,|;|and|,\s?and)\s\d+\s[A-Za-z]")


_REST = re.compile(r"[^()\[\]\d]{1,60}[)\]]")


def _is_share(value: float | None, fraction: Quantity) -> bool:
    """Whether a fraction comes to a percentage: `69% in group A (34 of 49 children had a response)`."""
    told = value is not None and fraction.events is not None and fraction.total
    return bool(told) and abs(100.0 * (fraction.events or 0) / (fraction.total or 1) - (value or 0.0)) < 0.6


def _holds(interval: Quantity, value: float) -> bool:
    above = interval.low is None or interval.low <= value
    return above and (interval.high is None or value <= interval.high)


def _alone(quantity: Quantity, text: str) -> bool:
    """Whether the quantity fills its brackets, alone or with its interval."""
    return bool(_ENDS_BRACKET.match(text, quantity.span.end))


def closed(span: Span, text: str) -> Span:
    """The span with the closing bracket of an opening one that it holds."""
    inside = span.of(text)
    for opening, closing in ("()", "[]"):
        if inside.count(opening) > inside.count(closing) and text[span.end : span.end + 1] == closing:
            span = Span(span.start, span.end + 1)
    return span


def _is_time(unit: str | None) -> bool:
    return unit in ("days", "weeks", "months", "years", "hours", "minutes", "seconds")
