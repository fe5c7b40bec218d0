"""Windows of papers with labels for what was given: every place where an annotated therapy stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.extract import Extractor
from pipeline.extract.abbreviations import find_abbreviations
from pipeline.extract.findings.arms import THERAPY_TYPES
from pipeline.extract.ner import Encoder, WindowStates
from pipeline.extract.ner.heads import BEGIN, INSIDE
from pipeline.schema import Document, Mention, Passage, Span
from pipeline.training.interventions.sources import Paper
from pipeline.training.received.examples import is_same

_WORD = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Window:
    """A window of a paper.

    Attributes:
        paper: the paper's name.
        read: its pieces and what the encoder makes of them.
        labels: the label of each piece.
    """

    paper: str
    read: WindowStates
    labels: npt.NDArray[np.int64]


def windows(papers: Iterable[Paper], extractor: Extractor, encoder: Encoder) -> Iterator[Window]:
    """The windows of papers, in order.

    Args:
        papers: the papers.
        extractor: names what stands in a text, which the encoder is told.
        encoder: whose states are read on from.
    """
    for paper in papers:
        text = paper.text
        document = Document(f"file:{paper.name}", text, (Passage("abstract", Span(0, len(text))),), "", "text")
        mentions, sentences, measures = extractor.names(document)
        short_forms = {each.short_form: each.long_form for each in find_abbreviations(text, sentences)}
        given = places_of(text, paper.therapies, mentions, short_forms)
        for read in encoder.read(document, sentences, mentions, measures)[1]:
            yield Window(paper.name, read, _labels(read, given))


def places_of(
    text: str, therapies: Sequence[str], mentions: Sequence[Mention], short_forms: Mapping[str, str]
) -> list[Span]:
    """Everywhere that therapies stand: in their words, in their short forms, and under what lexicons know as the same.

    Of places that overlap the longest counts.

    Args:
        text: the text.
        therapies: their names.
        mentions: what the lexicons name in the text.
        short_forms: the short forms that the text defines, with what they stand for.
    """
    words = [(_stem(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
    found = {place for therapy in therapies for place in _as_they_stand(words, therapy)}
    for short, long in short_forms.items():
        if any(is_same(long, therapy) for therapy in therapies):
            found.update(Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", text))
    named = [mention for mention in mentions if mention.type in THERAPY_TYPES and mention.concepts]
    known = {
        mention.concepts[0].id
        for mention in named
        if any(is_same(therapy, name) for therapy in therapies for name in (mention.surface, mention.concepts[0].name))
    }
    found.update(mention.span for mention in named if mention.concepts[0].id in known)
    kept: list[Span] = []
    for place in sorted(found, key=lambda place: (-len(place), place.start)):
        if not any(place.overlaps(other) for other in kept):
            kept.append(place)
    return sorted(kept)


def _as_they_stand(words: Sequence[tuple[str, int, int]], phrase: str) -> Iterator[Span]:
    wanted = [_stem(word) for word in _WORD.findall(phrase)]
    stems = [stem for stem, _, _ in words]
    for first in range(len(words) - len(wanted) + 1 if wanted else 0):
        if stems[first : first + len(wanted)] == wanted:
            yield Span(words[first][1], words[first + len(wanted) - 1][2])


def _stem(word: str) -> str:
    return re.sub(r"(?<=[a-z]{3})s$", "", word.lower())


def _labels(read: WindowStates, given: Iterable[Span]) -> npt.NDArray[np.int64]:
    labels = np.zeros(len(read.words), dtype=np.int64)
    for place in given:
        inside = read.within(place)
        if inside.start < inside.stop:
            labels[inside] = INSIDE
            # All pieces of the first word begin it.
            labels[inside][read.words[inside] == read.words[inside.start]] = BEGIN
    return labels
