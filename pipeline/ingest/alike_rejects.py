"""Rejects of one kind in one file: so many are told one by one, and of the rest how many there are.

A file of another kind that a reader takes for its own may have millions of lines without a use; a reject for each would
fill the memory and tell nothing that the first thousand did not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.errors import IngestError
from pipeline.schema import Reject, SourceRecord

#: As many rejects of one kind are told one by one of a file.
MOST_ALIKE = 1_000
#: As many kinds are told apart; what comes behind them is one more kind.
_MOST_KINDS = 200
# What differs between two rejects of one kind: figures, and words of the file.
_OWN_WORDS = re.compile(r"(?<!\w)'[^']*'|\"[^\"]*\"|\b0x[0-9a-f]+|\d+")


class Rejects:
    """A list of rejects that keeps no more than so many of one kind, and behind them tells how many more there were.

    One that says which document is left out is always kept: it is what becomes of a paper.

    Args:
        most: as many of one kind are kept.
    """

    def __init__(self, most: int = MOST_ALIKE) -> None:
        self._most = most
        self._kept: list[Reject] = []
        self._counts: dict[tuple[str, str], int] = {}
        self._beyond: dict[tuple[str, str], Reject] = {}

    def append(self, reject: Reject) -> None:
        """Add a reject to the list."""
        if self.admits(reject):
            self._kept.append(reject)

    def admits(self, reject: Reject) -> bool:
        """Whether one more reject is to be told by itself; it is counted either way."""
        if reject.scope == "file" or (reject.scope == "document" and reject.document is not None):
            return True
        kind = (reject.scope, _OWN_WORDS.sub("#", reject.reason))
        if kind not in self._counts and len(self._counts) >= _MOST_KINDS:
            kind = (reject.scope, "")
        self._counts[kind] = self._counts.get(kind, 0) + 1
        if self._counts[kind] <= self._most:
            return True
        self._beyond.setdefault(kind, reject)
        return False

    def rest(self) -> Iterator[Reject]:
        """A reject for each kind of which there were more than are kept, which says how many."""
        for kind, first in self._beyond.items():
            number = self._counts[kind] - self._most
            what = f"of this kind, from here on: {first.reason}" if kind[1] else "of other kinds, from here on"
            yield replace(first, reason=f"{number:,} more {what}", document=None, expected=None, actual=None)

    def __iter__(self) -> Iterator[Reject]:
        yield from self._kept
        yield from self.rest()


def few_alike(items: Iterable[SourceRecord | Reject], most: int = MOST_ALIKE) -> Iterator[SourceRecord | Reject]:
    """What a file holds, with no more than so many rejects of one kind.

    Args:
        items: records and rejects of a file, in order.
        most: as many of one kind are told one by one.

    Yields:
        the items, and at their end a reject for each kind of which there are more; see :class:`Rejects`.

    Raises:
        IngestError: as the items raise it, behind what is told of the rejects before it.
    """
    rejects = Rejects(most)
    failed: IngestError | None = None
    try:
        for item in items:
            if not isinstance(item, Reject) or rejects.admits(item):
                yield item
    except IngestError as error:
        failed = error
    yield from rejects.rest()
    if failed is not None:
        raise failed
