"""Lists of references to which no heading leads: told by their entries, and made passages of their own.

A reading list, the last pages of a paper turned from PDF whose heading was lost, the few entries below a letter: read
as prose, the titles of other papers would be taken for what this one says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from pipeline.ingest.headings import TextLine
from pipeline.ingest.references.lists import list_start
from pipeline.ingest.section_words import PAGE_FURNITURE
from pipeline.schema import Passage, PassageKind, Span

_PROSE: frozenset[PassageKind] = frozenset(("abstract", "section"))


def with_unheaded_lists(
    text: str, passages: Sequence[Passage], lines: Sequence[TextLine], breaks: Sequence[Span]
) -> list[Passage]:
    """The passages of a text with each list of references that a section ends with as a passage of its own.

    Args:
        text: the text.
        passages: its passages, in order.
        lines: the lines of the text.
        breaks: page furniture as it is within lists.

    Returns:
        the passages; as they were where a passage says that it is a list.
    """
    if any(passage.kind == "reference" for passage in passages):
        return list(passages)
    kept: list[Passage] = []
    for stretch in _stretches(passages):
        whole = Span(stretch[0].span.start, stretch[-1].span.end)
        start = list_start(text, whole, breaks) if any(each.kind in _PROSE for each in stretch) else None
        if start is None:
            kept.extend(stretch)
            continue
        for passage in stretch:
            if passage.span.end <= start:
                kept.append(passage)
            elif text[passage.span.start : start].strip():
                kept.append(Passage(passage.kind, Span(passage.span.start, start), passage.heading))
        end = end_of_list(lines, start, whole.end)
        kept.append(Passage("reference", Span(start, end)))
        if text[end : whole.end].strip():
            kept.append(Passage("other", Span(end, whole.end)))
    return kept


def end_of_list(lines: Iterable[TextLine], start: int, end: int) -> int:
    """Where a list of references ends: at what a web page prints behind it, else where its section does."""
    return next(
        (line.start for line in lines if start <= line.start < end and line.words.lower() in PAGE_FURNITURE), end
    )


def _stretches(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Passages of one heading that only page furniture parts, together; titles and tables by themselves."""
    heading: str | None = None
    number = 0
    keys: list[int] = []
    for passage in passages:
        goes_on = passage.kind == "other" or (passage.kind in _PROSE and passage.heading == heading)
        if passage.kind in _PROSE:
            heading = passage.heading
        number += not goes_on
        keys.append(number)
    return [
        [passage for passage, _ in group]
        for _, group in groupby(zip(passages, keys, strict=True), lambda each: each[1])
    ]
