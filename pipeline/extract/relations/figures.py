"""What can be counted of two concepts in a document: how near, how often, where, and among what others.

Every figure is a whole number from -1 to 32,000, so that a threshold means the same on every machine.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.relations.entities import Entity, Sentence, Unit
from pipeline.extract.relations.pairs import Meeting, Pair
from pipeline.extract.relations.triggers import NAMES, trigger

_FAR = 999
_trigger = lru_cache(maxsize=65536)(trigger)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is counted once for a concept."""

    count: int
    sentences: frozenset[int]
    share: int
    rank: int
    rank_of_all: int
    in_title: int
    in_last: int
    in_first: int
    position: int
    doubts: int
    longest: int
    general: int
    short: int
    meets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is counted once for a unit."""

    known: list[_Known]
    kinds: tuple[int, ...]
    in_title: tuple[int, ...]
    triggers: list[list[int]]
    of_document: list[int]
    length: int


def scene(unit: Unit) -> Scene:
    """Count what all pairs of a unit share."""
    entities = unit.entities
    length = len(unit.sentences)
    present = [frozenset(place.sentence for place in entity.places) for entity in entities]
    counts = [len(entity.places) for entity in entities]
    in_sentence: list[list[int]] = [[] for _ in range(length)]
    for number, places in enumerate(present):
        for at in places:
            in_sentence[at].append(number)
    total = [0, 0, 0, 0]
    kinds = [0, 0, 0, 0]
    titled = [0, 0, 0, 0]
    for entity, count, places in zip(entities, counts, present, strict=True):
        total[entity.kind] += count
        kinds[entity.kind] += 1
        titled[entity.kind] += any(at < unit.titles for at in places)
    known: list[_Known] = []
    for number, entity in enumerate(entities):
        beside = {other for at in present[number] for other in in_sentence[at]} - {number}
        meets = Counter(entities[other].kind for other in beside)
        known.append(
            _Known(
                count=counts[number],
                sentences=present[number],
                share=1000 * counts[number] // total[entity.kind],
                rank=sum(c > counts[number] for c, e in zip(counts, entities, strict=True) if e.kind == entity.kind),
                rank_of_all=sum(c > counts[number] for c in counts),
                in_title=int(any(at < unit.titles for at in present[number])),
                in_last=int(length - 1 in present[number]),
                in_first=int(unit.titles in present[number]),
                position=1000 * entity.places[0].sentence // max(length, 1),
                doubts=sum(place.doubt > 0 for place in entity.places),
                longest=max(len(name.split()) for name in entity.names),
                general=_general(entity, entities),
                short=int(min(len(name) for name in entity.names) <= 5),
                meets=tuple(meets[kind] for kind in range(4)),
            )
        )
    triggers = [[t for t in (_trigger(word) if word else -1 for word in s.words) if t >= 0] for s in unit.sentences]
    of_document = Counter(t for each in triggers for t in each)
    return Scene(known, tuple(kinds), tuple(titled), triggers, [of_document[t] for t in range(len(NAMES))], length)


def _general(entity: Entity, entities: list[Entity]) -> int:
    """How many concepts of the kind have a name that ends in one of this one's: it is the more general one."""
    ends = tuple(f" {name}" for name in entity.names)
    return sum(
        other is not entity and other.kind == entity.kind and any(name.endswith(ends) for name in other.names)
        for other in entities
    )


_OF_ONE = (
    "count", "share", "rank", "rank_of_all", "in_title", "in_last", "in_first", "position", "doubts", "longest",
    "general", "short", "sentences", "alone", "meets_others", "meets_own", "kinds", "titled",
)  # fmt: skip
_OF_BOTH = (
    "kind_a", "kind_b", "paired", "sentences", "concepts", "meetings", "share_met", "expected", "apart", "nearest", "farthest", "between_a",
    "between_b", "between_other", "ahead", "behind", "joined", "brackets", "clauses", "hyphen", "met_title", "met_last",
    "met_first", "met_doubt", "next_to", "closest_a", "closest_b", "least", "most", "clear",
)  # fmt: skip
#: The names of the figures, in their order.
FIGURES: tuple[str, ...] = (
    *_OF_BOTH,
    *(f"a_{name}" for name in _OF_ONE),
    *(f"b_{name}" for name in _OF_ONE),
    *(f"between_{name}" for name in NAMES),
    *(f"around_{name}" for name in NAMES),
    *(f"document_{name}" for name in NAMES),
)


def figures(unit: Unit, seen: Scene, pair: Pair) -> list[int]:
    """The figures of a pair, in the order of :data:`FIGURES`."""
    a, b = unit.entities[pair.first], unit.entities[pair.second]
    one, two = seen.known[pair.first], seen.known[pair.second]
    met = pair.meetings
    around, between, closest = [0] * len(NAMES), [0] * len(NAMES), [0, 0]
    others = [0, 0, 0]
    joined = brackets = clauses = hyphen = ahead = doubt = clear = 0
    for number, meeting in enumerate(met):
        sentence = unit.sentences[meeting.a.sentence]
        for t in seen.triggers[meeting.a.sentence]:
            around[t] += 1
        is_ahead = meeting.a.first <= meeting.b.first
        ahead += is_ahead
        doubt += bool(meeting.a.doubt or meeting.b.doubt)
        inner = _inner(sentence, meeting)
        here = [0, 0, 0]
        for word in inner:
            if not word:
                continue
            t = _trigger(word)
            if t >= 0:
                between[t] += 1
            if word[0] == "#":
                kind = int(word[1]) if word[1:] else -1
                here[0 if kind == a.kind else 1 if kind == b.kind else 2] += 1
        clear += not (here[0] or here[1])
        if number == 0:
            others = here
            joined = sum(word in ("and", "or", ",", "/") for word in inner)
            brackets = sum(word in ("(", ")") for word in inner)
            clauses = sum(word in (";", ":", "that", "which", "but", "while", "whereas") for word in inner)
            hyphen = int("-" in inner[:2])
        closest[0] += _closest(unit, meeting, b.kind)
        closest[1] += _closest(unit, meeting, a.kind)
    least, most = sorted((one.count, two.count))
    with_a, with_b = len(one.sentences), len(two.sentences)
    both = [
        a.kind,
        b.kind,
        a.kind * 4 + b.kind,
        seen.length,
        len(unit.entities),
        len(met),
        1000 * len(met) // min(with_a, with_b),
        min(1000 * len(met) * seen.length // (with_a * with_b), 32000),
        pair.apart,
        min(max(met[0].between, -1), _FAR) if met else _FAR,
        min(max(met[-1].between, -1), _FAR) if met else _FAR,
        *others,
        ahead,
        len(met) - ahead,
        joined,
        brackets,
        clauses,
        hyphen,
        int(any(m.a.sentence < unit.titles for m in met)),
        int(any(m.a.sentence == seen.length - 1 for m in met)),
        int(any(m.a.sentence == unit.titles for m in met)),
        doubt,
        sum(at + 1 in two.sentences or at - 1 in two.sentences for at in one.sentences),
        *closest,
        least,
        most,
        clear,
    ]
    row = [*both, *_of_one(seen, one, a.kind, b.kind, len(met)), *_of_one(seen, two, b.kind, a.kind, len(met))]
    return [*row, *between, *around, *seen.of_document]


def _of_one(seen: Scene, known: _Known, kind: int, other: int, met: int) -> list[int]:
    return [
        known.count,
        known.share,
        known.rank,
        known.rank_of_all,
        known.in_title,
        known.in_last,
        known.in_first,
        known.position,
        known.doubts,
        known.longest,
        known.general,
        known.short,
        len(known.sentences),
        len(known.sentences) - met,
        known.meets[other],
        known.meets[kind],
        seen.kinds[kind],
        seen.in_title[kind],
    ]


def _inner(sentence: Sentence, meeting: Meeting) -> list[str]:
    left, right = (meeting.a, meeting.b) if meeting.a.first <= meeting.b.first else (meeting.b, meeting.a)
    return sentence.words[left.last : right.first]


def _closest(unit: Unit, meeting: Meeting, kind: int) -> int:
    """Whether the other is the first of its kind on its side."""
    inner = _inner(unit.sentences[meeting.a.sentence], meeting)
    return int(f"#{kind}" not in inner)
