"""Whether what is said of a figure is what its annotated rows say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import STUDY
from pipeline.extract.findings.ranker import Ranked
from pipeline.extract.findings.told_times import days_of
from pipeline.extract.quantities import unit_name
from pipeline.training.pointer.examples import Row

#: Codes of measures that are told apart by the text's words.
_IN_WORDS: Final = frozenset({"AE", "OTHER", "COURSE"})
_WORD = re.compile(r"[a-z0-9]+")
#: Words that tell no group, or measure, from another.
_SMALL: Final = frozenset(
    [
        "a", "an", "and", "at", "for", "from", "in", "of", "on", "or", "the", "to", "with", "who", "patient", "group",
        "arm", "children", "rate", "treated", "receiving", "received", "treatment", "therapy",
    ]
)  # fmt: skip
#: Two names are alike where they share so much of the words of the shorter, and of the longer one.
_OF_SHORTER: Final = 0.5
_OF_LONGER: Final = 0.25


def alike(one: str | None, other: str | None) -> bool:
    """Whether two names tell the same; no name tells the same as none, and as one without a telling word."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return first == second
    shared, sizes = len(first & second), sorted((len(first), len(second)))
    return shared >= _OF_SHORTER * sizes[0] and shared >= _OF_LONGER * sizes[1]


def _words(name: str | None) -> set[str]:
    return {re.sub(r"(?<=[a-z]{3})s$", "", word) for word in _WORD.findall((name or "").lower())} - _SMALL


def tells(row: Row, figure: Figure) -> bool:
    """Whether a figure is the one of an annotated row: it stands there and has its value."""
    inside = row["start"] <= figure.head.start < row["end"]
    if not (inside or figure.span.start <= row["start"] < figure.span.end):
        return False
    if figure.kind == "p_value":
        return row.get("statistic") == "p_only" and _close(row.get("p_value"), figure.main.value)
    if row.get("value") is not None:
        said = figure.value if figure.value is not None else figure.events
        return said is not None and _close(abs(row["value"]), abs(said))
    if row.get("events") is not None:
        return _close(row["events"], figure.events) or _close(row["events"], figure.people)
    if row.get("total") is not None and row["measure"] in STUDY:
        return row["total"] in (figure.people, figure.total)
    if row.get("low") is not None:
        return _close(row["low"], figure.low)
    return row.get("ci_low") is not None and figure.interval is not None


def _close(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= 1e-6 * max(1.0, abs(one))


def labels(what: Ranked, names: Sequence[str | None], rows: Sequence[Row]) -> tuple[bool, ...] | None:
    """Whether each candidate is right; None where the rows do not say.

    Args:
        what: what is chosen.
        names: what each candidate is called; a measure by its code, a colon and its words, a time by number and unit.
        rows: the annotated rows of the figure.
    """
    results = [row for row in rows if row["measure"] not in STUDY]
    if what == "result":
        return (not results, bool(results))
    if what == "group":
        return tuple(any(alike(row.get("group"), name) for row in rows) for name in names) if rows else None
    if what in ("side", "comparator"):
        column = "group" if what == "side" else "comparator"
        results = [row for row in results if row["kind"] == "contrast"]
        found = [any(alike(row.get(column), name) for row in results) for name in names]
    elif what in ("measure", "p_value"):
        found = _measures(names, results)
    elif what == "time":
        found = [any(_time_of(row) == _days(name) for row in results) for name in names]
    else:
        column = "kind" if what == "kind" else "measure"
        found = [any(row[column] == name for row in results) for name in names]
    return tuple(found) if results else None


def _days(name: str | None) -> int | None:
    """A time in thousandths of a day; None for none."""
    if name is None:
        return None
    number, _, unit = name.partition(" ")
    return days_of((float(number), unit))


def _time_of(row: Row) -> int | None:
    """The time of a row in thousandths of a day; None where it has none."""
    if row.get("time_value") is None:
        return None
    return days_of((float(row["time_value"]), unit_name(row.get("time_unit")) or ""))


def _measures(names: Sequence[str | None], rows: Sequence[Row]) -> list[bool]:
    """Which measures are those of the rows: under the right code, where one is; else those that are called alike."""
    told = [(name or "").partition(":")[::2] for name in names]
    right = [False] * len(names)
    for row in rows:
        if row["measure"] in _IN_WORDS:
            called = [code in _IN_WORDS and alike(row.get("measure_text"), words) for code, words in told]
            coded = [is_called and code == row["measure"] for is_called, (code, _) in zip(called, told, strict=True)]
        else:
            called = coded = [code == row["measure"] for code, _ in told]
        own = coded if any(coded) else called
        right = [one or other for one, other in zip(right, own, strict=True)]
    return right
