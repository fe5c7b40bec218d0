"""Times and lengths of time: how each is built from its match."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.quantities.values import Match, first, head_of, number, unit_name
from pipeline.schema import Quantity, Span

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip


def _ordinal(written: str) -> float:
    word = written.lower()
    return float(_ORDINALS.index(word) + 1 if word in _ORDINALS else word[:-2])


#: `prolonged median survival by 2.4 months`, `the stay was shorter by 3 days`: by how much a time was changed, not when.
_CHANGED_BY = re.compile(
    r"\b(?:(?:longer|shorter|prolong(?:s|ed|ing)?|shorten(?:s|ed|ing)?|lengthen(?:s|ed|ing)?|extend(?:s|ed|ing)?|delay(?:s|ed|ing)?|later|sooner)(?:\s[^.;,()\d]{1,50})?|"
    r"(?:improv|increas|reduc|decreas)(?:es?|ed|ing)\s[^.;,()\d]{0,50}?(?:survival|times?|duration|stay|period|interval|onset|(?-i:PFS|OS|EFS|DFS|TTP))|"
    r"(?:survival|times?|duration|stay|(?-i:PFS|OS|EFS|DFS|TTP))\s(?:was|were|is)\s(?:improved|increased|reduced|decreased))\s$",
    re.IGNORECASE,
)
#: So far before a time, in characters, what was changed is looked for.
_CHANGED_REACH = 90


def time_point(match: Match, surface: str, span: Span) -> Quantity | None:
    """A time at which something was measured (`at 6 months`, `in the third week`); None where it has no number."""
    values = ("value", "value3", "value5", "value6", "value7", "value10", "value11", "value12")
    written = first(match, *values)
    ordinal = first(match, "ordinal")
    value = _ordinal(ordinal) if ordinal else number(written) if written else None
    if value is None:
        return None
    other = first(match, "value2", "value4")
    lead = first(match, "lead", "lead5", "lead8", "lead9")
    if (lead or "").lower() == "by" and other is None and first(match, "unit3"):
        before = match.string[max(0, match.start() - _CHANGED_REACH) : match.start()]
        if _CHANGED_BY.search(before):
            own = Span(match.start("value3"), span.end)
            told = surface[own.start - span.start :]
            return Quantity(
                "duration", own, told, value=value, unit=unit_name(match["unit3"]), head=head_of(match, "value3")
            )
    return Quantity(
        "time_point",
        span,
        surface,
        value=value,
        high=number(other) if other else None,
        unit=unit_name(first(match, "unit", "unit3", "unit5", "unit6", "unit7", "unit9", "unit10", "unit11", "unit12")),
        name=lead,
        head=head_of(match, *values, "ordinal"),
    )


def time_points(match: Match, surface: str, span: Span) -> list[Quantity] | None:
    """Times told in a list (`at 3, 6 and 12 months`), each where it stands; the first holds what leads them."""
    within = "list" if match["list"] else "list2"
    unit = unit_name(first(match, "unit", "unit2"))
    found: list[Quantity] = []
    for item in _ITEM.finditer(match[within]):
        value = number(item[0])
        if value is None:
            return None
        own = Span(match.start(within) + item.start(), match.start(within) + item.end())
        found.append(
            Quantity("time_point", own, item[0], value=value, unit=unit, name=first(match, "lead", "lead2"), head=own)
        )
    last = found[-1]
    found[-1] = replace(last, span=Span(last.span.start, span.end), surface=surface[last.span.start - span.start :])
    return found


#: One of a list of times.
_ITEM = re.compile(r"\b(?!(?:and|or|to)\b)(?:\d{1,4}(?:\.\d{1,2})?|[A-Za-z]{1,9}(?:-[A-Za-z]{1,9})?)")


def duration(match: Match, surface: str, span: Span) -> Quantity | list[Quantity] | None:
    """A length of time, a range of them, or the two that one fell between."""
    value = number(match["value"])
    if value is None:
        return None
    unit = unit_name(match["unit"])
    if match["high"] and (number(match["high"]) or value) < value:
        # `fell from 2.4 to 1.9 days`: no range falls.
        earlier = Span(match.start("value"), match.end("value"))
        second = Span(match.start("high"), span.end)
        return [
            Quantity(
                "duration", earlier, surface[: match.end("value") - span.start], value=value, unit=unit, head=earlier
            ),
            Quantity(
                "duration",
                second,
                surface[second.start - span.start :],
                value=number(match["high"]),
                unit=unit,
                head=head_of(match, "high"),
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
    return Quantity("duration", span, surface, value=value, unit=unit, head=head_of(match, "value"))
