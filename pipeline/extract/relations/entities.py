"""What a document names, by concept: which concepts may be related, and in which sentences and words each stands.

A document is read in units about as long as an abstract: its title with its abstract, then stretches of its sections,
each with the title before it. So a full text is read like the abstracts that the model was trained on, and the time it
takes grows with its length alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from pipeline.extract.relations.conditions import is_condition
from pipeline.schema import OWN_SOURCES, Concept, Document, Mention, Span

#: What a mention's type counts as here; what is not named takes no part in relations.
KINDS: dict[str, int] = {
    "chemical": 0,
    "drug": 0,
    "therapy": 0,
    "disease": 1,
    "adverse_event": 1,
    "gene": 2,
    "variant": 3,
}
CHEMICAL, DISEASE, GENE, VARIANT = range(4)
_DOUBTS = {"affirmed": 0, "negated": 1, "hypothetical": 2}
#: The kinds that are related, the lower first: those of BioRED (Luo et al., Brief Bioinform 2022, 23:bbac282), but for
#: two variants, of which a hundredth are related there.
PAIRED = frozenset({(0, 0), (0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 2)})

#: How many characters of sections are read as one, and how many concepts of one unit are looked at.
UNIT_LENGTH = 2500
MOST_CONCEPTS = 48

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_SUFFIX = re.compile(r"(?:ations?|ations?|ing|ed|es|s|e|ion|ions)$")
_PROSE = frozenset({"title", "abstract", "section"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the model reads it.

    Attributes:
        span: where it stands.
        words: its words and signs in lower case, a name by its kind (``#1``) and an empty string for each further word
            of it.
        marks: the same as numbers; 0 for an empty string.
    """

    span: Span
    words: list[str]
    marks: list[int]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a concept stands.

    Attributes:
        sentence: the sentence's place in its unit.
        first: its first word there.
        last: the word behind its last.
        start: where it begins in the text.
        doubt: whether the text affirms it.
        condition: whether the words around it say that it is a disease that the patients have.
    """

    sentence: int
    first: int
    last: int
    start: int
    doubt: int
    condition: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A concept with all places of a unit where it stands, in order.

    Attributes:
        concept: the concept.
        kind: its kind, a value of :data:`KINDS`.
        places: where it stands, at least one.
        names: the different ways it is written, in lower case and in alphabetical order.
    """

    concept: Concept
    kind: int
    places: tuple[Place, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a document that is read in one.

    Attributes:
        sentences: its sentences, those of the title first.
        titles: how many of them are of the title.
        entities: its concepts by kind, then by their first place.
        opening: whether it is the title and abstract, or the whole of a document that has no such parts.
    """

    sentences: list[Sentence]
    titles: int
    entities: list[Entity]
    opening: bool


@lru_cache(maxsize=65536)
def mark(word: str) -> int:
    """A number for a word without its ending; never 0."""
    if word.isdigit():
        return 1
    stem = _SUFFIX.sub("", word) if len(word) > 5 else word
    return crc32(stem.encode("utf-8", "surrogatepass")) | 1


def units(document: Document, sentences: Sequence[Span], mentions: Iterable[Mention]) -> Iterator[Unit]:
    """The units of a document that name at least two concepts.

    Args:
        document: the document.
        sentences: its sentences, in order.
        mentions: its mentions, in any order.
    """
    starts = [sentence.start for sentence in sentences]
    by_sentence: dict[int, list[tuple[Mention, list[Concept]]]] = {}
    for mention, concepts in _named(mentions):
        at = bisect_right(starts, mention.span.start) - 1
        if at >= 0 and mention.span.end <= sentences[at].end:
            by_sentence.setdefault(at, []).append((mention, concepts))
    for titles, body, opening in _stretches(document, sentences):
        unit = _unit(document.text, [sentences[at] for at in (*titles, *body)], [*titles, *body], by_sentence)
        if len(unit[1]) > 1:
            yield Unit(unit[0], len(titles), unit[1], opening)


def _named(mentions: Iterable[Mention]) -> Iterator[tuple[Mention, list[Concept]]]:
    """Mentions with the concepts they name: of a source's all that it gave, of ours the first."""
    told = [mention for mention in mentions if mention.type in KINDS and mention.concepts]
    same: dict[str, Concept] = {}
    for mention in told:
        if mention.source not in OWN_SOURCES and mention.given == 1:
            for concept in mention.concepts[1:]:
                same.setdefault(concept.id, mention.concepts[0])
    for mention in told:
        if mention.source in OWN_SOURCES:
            first = mention.concepts[0]
            yield mention, [same.get(first.id, first)]
        else:
            yield mention, list(mention.concepts[: mention.given])


def _stretches(document: Document, sentences: Sequence[Span]) -> Iterator[tuple[list[int], list[int], bool]]:
    """Sentences of the title, sentences read with them, and whether these are the document's opening."""
    if not document.passages:
        everything = list(range(len(sentences)))
        for number, body in enumerate(_cut(sentences, everything)):
            yield [], body, number == 0
        return
    starts = [passage.span.start for passage in document.passages]
    kinds: dict[str, list[int]] = {}
    for at, sentence in enumerate(sentences):
        passage = document.passages[max(bisect_right(starts, sentence.start) - 1, 0)]
        if passage.kind in _PROSE:
            kinds.setdefault(passage.kind, []).append(at)
    titles, opening = kinds.get("title", [])[:2], True
    for kind in ("abstract", "section"):
        for body in _cut(sentences, kinds.get(kind, [])):
            yield titles, body, opening
            opening = False
    if opening and titles:
        yield titles, [], True


def _cut(sentences: Sequence[Span], places: Sequence[int]) -> Iterator[list[int]]:
    """Runs of sentences that are not much longer than a unit; an abstract of usual length is one."""
    run: list[int] = []
    length = 0
    for at in places:
        if run and length + len(sentences[at]) > 2 * UNIT_LENGTH:
            yield run
            run, length = [], 0
        run.append(at)
        length += len(sentences[at])
    if run:
        yield run


def _unit(
    text: str,
    spans: Sequence[Span],
    numbers: Sequence[int],
    by_sentence: dict[int, list[tuple[Mention, list[Concept]]]],
) -> tuple[list[Sentence], list[Entity]]:
    read: list[Sentence] = []
    places: dict[tuple[int, str], set[Place]] = {}
    concepts: dict[tuple[int, str], Concept] = {}
    names: dict[tuple[int, str], set[str]] = {}
    for ordinal, (span, number) in enumerate(zip(spans, numbers, strict=True)):
        found = list(_TOKEN.finditer(text, span.start, span.end))
        words = [match[0].lower() for match in found]
        firsts, ends = [match.start() for match in found], [match.end() for match in found]
        here = sorted(by_sentence.get(number, ()), key=lambda each: (each[0].span, each[0].type, each[0].source))
        diseases = [mention for mention, _ in here if KINDS[mention.type] == DISEASE]
        for mention, named in here:
            first = bisect_right(ends, mention.span.start)
            last = bisect_left(firsts, mention.span.end)
            if first >= last:
                continue
            kind = KINDS[mention.type]
            patients_have = kind == DISEASE and is_condition(text, span, mention, diseases)
            place = Place(ordinal, first, last, mention.span.start, _DOUBTS[mention.assertion], patients_have)
            for concept in named:
                key = (kind, concept.id)
                places.setdefault(key, set()).add(place)
                if key not in concepts or concept < concepts[key]:
                    concepts[key] = concept
                names.setdefault(key, set()).add(" ".join(mention.surface.lower().split()))
        for mention, _ in here:
            first = bisect_right(ends, mention.span.start)
            last = bisect_left(firsts, mention.span.end)
            if first < last and words[first]:
                words[first:last] = [f"#{KINDS[mention.type]}"] + [""] * (last - first - 1)
        read.append(Sentence(span, words, [mark(word) if word else 0 for word in words]))
    entities = [
        Entity(concepts[key], key[0], tuple(sorted(found)), tuple(sorted(names[key]))) for key, found in places.items()
    ]
    entities.sort(key=lambda entity: (-len(entity.places), entity.places[0], entity.concept))
    entities = entities[:MOST_CONCEPTS]
    entities.sort(key=lambda entity: (entity.kind, entity.places[0], entity.concept))
    return read, entities
