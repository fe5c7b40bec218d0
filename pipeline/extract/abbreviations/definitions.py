"""The definitions of a document, from its sentences and from its lists of short forms."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extract.abbreviations.alignment import Aligner, align
from pipeline.extract.abbreviations.brackets import in_brackets
from pipeline.extract.abbreviations.lists import in_lists
from pipeline.schema import Abbreviation, Span


def find_abbreviations(
    text: str, sentences: Iterable[Span], aligner: Aligner = align, lists: Iterable[Span] = ()
) -> list[Abbreviation]:
    """The definitions of a text, in the order of their short forms.

    Args:
        text: verbatim text.
        sentences: a definition in brackets never crosses from one into the next.
        aligner: how a short form is aligned with its meaning.
        lists: where lists of short forms are likely, by the document's parts.
    """
    found: dict[Span, Abbreviation] = {}
    for sentence in sentences:
        for definition in in_brackets(text, sentence, aligner):
            found.setdefault(definition.short, definition)
    for definition in in_lists(text, lists, aligner):
        found.setdefault(definition.short, definition)
    return [found[span] for span in sorted(found)]
