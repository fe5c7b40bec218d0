"""Looking into a BioC document whose values may be of any type: what is of the wrong one is told, never guessed at."""

from __future__ import annotations

from typing import Any

from pipeline.ingest.identifiers import is_number

#: An object of a BioC file as it was read: JSON's types, with ``infons`` an object and ``passages`` a list of objects.
#: ``@line`` is the line that it stands on, where the reader knows it.
Raw = dict[str, Any]

LINE = "@line"
_LONGEST = 100


class Unusable(Exception):
    """A value is not what BioC has in its place. Never leaves the readers of BioC: it becomes a reject.

    Attributes:
        reason: one readable sentence.
        expected: what should have stood there.
        actual: what stood there.
    """

    def __init__(self, reason: str, expected: str | None = None, actual: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.expected = expected
        self.actual = actual


def shown(value: object) -> str:
    """A value for a message, cut short."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return str(value)[:_LONGEST]


def objects(holder: Raw, key: str) -> list[Raw]:
    """The list of objects under a key; empty where there is none.

    Raises:
        Unusable: where something else stands there.
    """
    value = holder.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unusable(f"{key!r} is no list", "a list of objects", shown(value))
    for item in value:
        if not isinstance(item, dict):
            raise Unusable(f"an entry of {key!r} is no object", "an object", shown(item))
    return value


def infons(holder: Raw) -> Raw:
    """The infons of an object; empty where it has none.

    Raises:
        Unusable: where something else stands there.
    """
    value = holder.get("infons")
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unusable("'infons' is no object", "an object", shown(value))
    return value


def text(holder: Raw) -> str | None:
    """The text of an object, verbatim; None where it has none.

    Raises:
        Unusable: where something else stands there.
    """
    value = holder.get("text")
    if value is None or isinstance(value, str):
        return value
    raise Unusable("'text' is no string", "a string", shown(value))


def words(value: object) -> str | None:
    """A string or whole number as words without space around them; None where there is nothing, or something else."""
    if value is None:
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    try:
        return str(value)
    except ValueError:  # a number of thousands of digits
        return None


def whole(value: object) -> int | None:
    """A whole number from 0, written as a number or in digits; None for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 <= value < 10**12 else None
    if isinstance(value, str) and is_number(value.strip()):
        return int(value)
    return None


def line_of(holder: Raw, otherwise: int | None) -> int | None:
    """The line that an object stands on, where the reader knows it."""
    line = holder.get(LINE)
    return line if isinstance(line, int) and not isinstance(line, bool) and line > 0 else otherwise
