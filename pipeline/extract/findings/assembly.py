"""From quantities to figures: what belongs to one reported result, put together.

`78.8% (26/33)`, `541 days (range, 186-3,180 days)` and `0.72 [95% CI, 0.40-1.30]` are one figure each: a main quantity
and what stands right behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.figures import Figure, linked
from pipeline.extract.findings.joining import BRACKET, closed, joined
from pipeline.extract.findings.units import CURRENCY, MEASURED_UNIT, PER
from pipeline.extract.quantities import unit_name
from pipeline.extract.quantities.patterns import RATIO_NAMES
from pipeline.schema import Quantity, Span

_UNIT_AFTER = re.compile(r"\s?[)\]]?\s?(days?|weeks?|months?|mos?|years?|yrs?|hours?|minutes?|min|h)\b", re.IGNORECASE)
_MODIFIERS = frozenset({"interval", "dispersion"})
_MAIN = frozenset({"percent", "fraction", "count", "ratio", "duration", "number", "sample_size", "difference"})


def _is_of_difference(quantity: Quantity) -> bool:
    """Whether an interval is told to be of a difference whose value is not told: `95% CI of difference: -0.14, -0.01`."""
    return quantity.kind == "interval" and quantity.name == "difference"


def _figure(quantity: Quantity) -> Figure:
    if _is_of_difference(quantity):
        return Figure(main=quantity, span=quantity.span, kind="difference", interval=quantity)
    shared = quantity.kind == "fraction" and quantity.value is not None
    return Figure(
        main=quantity,
        span=quantity.span,
        # `442 (52%) of 856` is a share with its fraction.
        kind="percent" if shared else quantity.kind,
        value=quantity.value if shared or quantity.kind not in ("count", "sample_size", "fraction") else None,
        unit="%" if shared else quantity.unit,
        events=quantity.events,
        total=quantity.total,
        low=quantity.low if quantity.kind != "ratio" else None,
        high=quantity.high if quantity.kind != "ratio" else None,
        spread=quantity.spread,
        # `hazard ratio = 2.37, 1.65-3.41`: the interval needs no brackets.
        interval=quantity if quantity.kind == "ratio" and quantity.low is not None else None,
    )


_SHORT_NAME = re.compile(r"\b[A-Z]{2,}\s?$")


def _in_name(quantity: Quantity, following: Sequence[Quantity], text: str) -> bool:
    """Whether a bare number is part of a name, the percentage behind it no share of it: `FEC 75 (49.2%)`.

    A name comes with its number wherever it is told; and a count fits the share that is told of it.
    """
    named = _SHORT_NAME.search(text, max(0, quantity.span.start - 10), quantity.span.start)
    share = following[0] if following and following[0].kind == "percent" else None
    if named is None or share is None or not quantity.value or not share.value:
        return False
    if not BRACKET.fullmatch(text[quantity.span.end : share.span.start]):
        return False
    if text.count(text[named.start() : quantity.span.end] + " ") > 1:
        return True
    written = (share.head or share.span).of(text)
    places = len(re.sub(r"^\d*\.?|\D+$", "", written)) if "." in written else 0
    whole = round(100.0 * quantity.value / share.value)
    near = (abs(100.0 * quantity.value / n - share.value) for n in (whole - 1, whole, whole + 1) if n > 0)
    return min(near, default=0.0) > 0.6 * 10.0**-places


def _with_unit(figure: Figure, text: str) -> Figure:
    """A bare number takes the unit that stands behind it, or behind its brackets."""
    if figure.kind != "number" or figure.unit is not None:
        return figure
    start = figure.head.start
    money = CURRENCY.search(text, max(0, start - 2), start)
    if money is not None:
        return replace(figure, unit=money[0].strip(), span=Span(money.start(), figure.span.end))
    time = _UNIT_AFTER.match(text, figure.span.end)
    if time and figure.interval is not None and figure.interval.level is None:
        # `24.5 (1-47) months`: a range, told without its name.
        bounds = figure.interval
        figure = replace(figure, interval=None, low=bounds.low, high=bounds.high, spread="range")
    if time and figure.spread:
        return replace(figure, kind="duration", unit=unit_name(time[1]), span=Span(figure.span.start, time.end()))
    measured = MEASURED_UNIT.match(text, figure.main.span.end)
    if measured is None and (figure.interval is not None or figure.spread is not None):
        # `78.1 [95% CI, 70.4-85.9] g`
        measured = MEASURED_UNIT.match(text, figure.span.end)
    whole = figure.is_whole and figure.spread is None
    if (
        measured
        and not (measured["counted"] and whole)
        and not PER.search(text, max(0, figure.span.start - 8), figure.span.start)
    ):
        end = max(figure.span.end, measured.end())
        return replace(figure, unit=measured[1], span=Span(figure.span.start, end))
    return figure


def assemble(quantities: Sequence[Quantity], text: str, start: int = 0) -> list[Figure]:
    """The figures of a sentence, in order.

    Args:
        quantities: the sentence's quantities, in order; offsets count into ``text``.
        text: the folded text of the document.
        start: where the sentence begins.
    """
    figures: list[Figure] = []
    for index, quantity in enumerate(quantities):
        if quantity.kind == "number" and _in_name(quantity, quantities[index + 1 : index + 2], text):
            continue
        if figures and (quantity.kind in _MODIFIERS or quantity.kind in _MAIN):
            last = figures[-1]
            gap = text[last.span.end : quantity.span.start]
            # A unit between the number and its brackets (`2.54 mmHg [0.78 to 7.11]`) belongs to the number.
            unit = MEASURED_UNIT.match(gap) if last.kind == "number" and last.unit is None else None
            if unit and quantity.kind in _MODIFIERS:
                candidate = replace(last, unit=unit[1])
                merged = joined(candidate, quantity, gap[unit.end() :], text)
            else:
                merged = joined(last, quantity, gap, text)
            if merged is not None:
                figures[-1] = merged
                continue
        if quantity.kind in _MAIN or _is_of_difference(quantity):
            if figures:
                figures[-1] = _with_unit(figures[-1], text)
                if quantity.span.start < figures[-1].span.end:
                    # `34 events/100 patient-years`: a number of the unit.
                    continue
            figures.append(_figure(quantity))
    if figures:
        figures[-1] = _with_unit(figures[-1], text)
    return _inherit(_named_ratios(_shares_of_list(figures, text), text, start), text)


def _shares_of_list(figures: list[Figure], text: str) -> list[Figure]:
    """`ten of the 11 ... and 16 of the 22 ... (90.9% and 72.7%, respectively)`: each fraction with its share."""
    for first in range(len(figures)):
        opens = text[figures[first].span.start - 1 : figures[first].span.start] in ("(", "[")
        if figures[first].kind != "percent" or not opens or figures[first].events is not None:
            continue
        last = first
        while (
            last + 1 < len(figures)
            and figures[last + 1].kind == "percent"
            and linked(figures[last], figures[last + 1], text)
        ):
            last += 1
        shares = figures[first : last + 1]
        counted = figures[max(0, first - len(shares)) : first]
        fits = len(counted) == len(shares) > 1 and all(
            c.kind == "fraction"
            and c.events is not None
            and c.total
            and s.value is not None
            and abs(100 * c.events / c.total - s.value) < 0.6
            for c, s in zip(counted, shares, strict=True)
        )
        if fits:
            merged = [
                replace(c, kind="percent", value=s.value, unit="%", span=closed(c.span.cover(s.span), text))
                for c, s in zip(counted, shares, strict=True)
            ]
            return [*figures[: first - len(shares)], *merged, *_shares_of_list(figures[last + 1 :], text)]
    return figures


_RATIO_NAMES = tuple((re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), name) for name, pattern in RATIO_NAMES.items())


def _named_ratios(figures: list[Figure], text: str, start: int) -> list[Figure]:
    """A bare number with an interval is a ratio where the sentence has named one before it."""
    for index, figure in enumerate(figures):
        if figure.kind == "number" and figure.unit is None and figure.interval is not None:
            before = text[start : figure.span.start]
            # `or` is no odds ratio: short forms are written in capitals.
            name = next(
                (
                    name
                    for pattern, name in _RATIO_NAMES
                    if any(
                        len(said[0]) > 5 or said[0][-2:].isupper() or said[0].endswith("Rs")
                        for said in pattern.finditer(before)
                    )
                ),
                None,
            )
            if name is not None:
                figures[index] = replace(figure, kind="ratio", main=replace(figure.main, kind="ratio", name=name))
    return figures


_ITEM = re.compile(r"\s?(?:,|,?\sand|,?\sor)\s(?:in\s)?")


def _of(part: Figure, last: Figure) -> Quantity:
    """The quantity of a bare count that the last one of its list gives its whole."""
    main = part.main
    return replace(main, kind="fraction", value=None, events=part.people, total=last.total)


def _inherit(figures: list[Figure], text: str) -> list[Figure]:
    """In `14.7 versus 8.4 months` the first figure takes the unit of the second; ratios hand on their kind."""
    for index in range(len(figures) - 2, -1, -1):
        left, right = figures[index], figures[index + 1]
        if left.kind == "number" and left.unit is None and right.unit is not None and linked(left, right, text):
            kind = right.kind if right.kind in ("percent", "duration") else "number"
            if not (left.main.surface.isalpha() and kind == "percent"):
                figures[index] = replace(left, kind=kind, unit=right.unit)
    for index in range(len(figures) - 2, -1, -1):
        left, right = figures[index], figures[index + 1]
        # `12 and 15 patients in the A and B groups`: what the last one counts, all do.
        bare = left.kind == "number" and left.people is not None
        counts = right.kind == "count" and right.value is None and right.events is not None
        if bare and counts and linked(left, right, text):
            people = replace(left.main, kind="count", value=None, events=left.people, name=right.main.name)
            figures[index] = replace(left, main=people, kind="count", value=None, events=left.people)
    for index in range(len(figures) - 2, -1, -1):
        left, right = figures[index], figures[index + 1]
        # `in 72, 105 and 138 of the 829 patients`: each is of the whole that the last one tells.
        listed = right.kind == "fraction" and right.total and "/" not in right.main.surface
        counted = left.kind == "number" and left.people and left.people <= (right.total or 0)
        if listed and counted and _ITEM.fullmatch(text[left.span.end : right.span.start]):
            figures[index] = replace(
                left, kind="fraction", value=None, events=left.people, total=right.total, main=_of(left, right)
            )
    for index in range(1, len(figures)):
        left, right = figures[index - 1], figures[index]
        # `hazard ratios were 0.79 (0.54-1.16), 0.51 (0.31-0.82), and 0.60 (0.42-0.84)`
        if left.kind == "ratio" and right.kind == "number" and (right.interval or not left.interval):
            between = text[left.span.end : right.span.start]
            if re.fullmatch(r"\s*,?\s*(?:and|,)?\s*", between) and right.unit is None:
                figures[index] = replace(
                    right, kind="ratio", main=replace(right.main, kind="ratio", name=left.main.name)
                )
    return figures
