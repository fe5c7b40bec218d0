"""Whether the identifiers that a source gives agree with those that the lexicons give to the same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.schema import Reject, SourceRecord

if TYPE_CHECKING:
    from pipeline.extract import Extractor


class Agreement:
    """Compares records one by one; the lexicons are loaded by the first that brings annotations."""

    def __init__(self, lexicons: Iterable[Path], measures: Iterable[Path]) -> None:
        self._files = (tuple(lexicons), tuple(measures))

    def check(self, record: SourceRecord) -> Iterator[Reject]:
        """Where a record's own annotations name other things than the lexicons do.

        Yields:
            a reject for each name and identifier, with the first place; nothing is rejected by it.

        Raises:
            LexiconError: when a lexicon is not there or breaks its format.
        """
        if not record.mentions:
            return
        document = record.document
        places: dict[tuple[str, str], int] = {}
        told: dict[tuple[str, str], tuple[str, str]] = {}
        for found in self._extractor.disagreements(record):
            mention = found.brought
            key = (mention.surface.casefold(), mention.concepts[0].id)
            places[key] = places.get(key, 0) + 1
            if key in told:
                continue
            reason = (
                f"{document.id}: {mention.surface!r} at character {mention.span.start} is called "
                f"{found.theirs.name!r} by its identifier, and {found.ours.name!r} ({found.ours.id}) by its words"
            )
            told[key] = (reason, " or ".join(found.expected))
        for key, (reason, expected) in told.items():
            more = f", {places[key]} times" if places[key] > 1 else ""
            source = document.source or document.id
            yield Reject(source, "annotation", reason + more, record.line, document.id, expected, key[1])

    @cached_property
    def _extractor(self) -> Extractor:
        from pipeline.extract import Extractor

        lexicons, measures = self._files
        # scispaCy changes tokens and short forms, no name that a lexicon has.
        return Extractor(lexicons, measures, scispacy="off")
