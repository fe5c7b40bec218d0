"""The words around two concepts, as numbers of a fixed range: what a linear model weighs.

Feature hashing after Weinberger et al., Feature hashing for large scale multitask learning, ICML 2009. Arithmetic is on
whole numbers alone, so that every machine has the same features.
"""

from __future__ import annotations

from pipeline.extract.relations.entities import Entity, Unit, mark
from pipeline.extract.relations.pairs import Pair

BITS = 15
_MASK = (1 << BITS) - 1
#: How many sentences that name both are read, and how many words between the two.
_MEETINGS = 4
_BETWEEN = 18


def _mixed(one: int, two: int) -> int:
    value = ((one * 0x9E3779B1) ^ (two * 0x85EBCA6B)) & 0xFFFFFFFF
    value ^= value >> 15
    value = (value * 0x2C1B3C6D) & 0xFFFFFFFF
    return (value ^ (value >> 13)) & _MASK


def word_features(unit: Unit, pair: Pair) -> list[int]:
    """The features of a pair that are there, in ascending order."""
    a, b = unit.entities[pair.first], unit.entities[pair.second]
    kinds = 1 + a.kind * 4 + b.kind
    found: set[int] = {
        _mixed(kinds, 1),
        _mixed(kinds, 100 + min(pair.apart, 5)),
        _mixed(kinds, 200 + min(len(pair.meetings), 4)),
    }
    for rank, meeting in enumerate(pair.meetings[:_MEETINGS]):
        sentence = unit.sentences[meeting.a.sentence]
        ahead = meeting.a.first <= meeting.b.first
        left, right = (meeting.a, meeting.b) if ahead else (meeting.b, meeting.a)
        order = kinds * 2 + ahead
        marks = sentence.marks
        inner = [m for m in marks[left.last : min(right.first, left.last + _BETWEEN)] if m]
        before = 0
        for m in inner:
            found.add(_mixed(m, kinds + 1000))
            found.add(_mixed(m, order + 2000))
            if before:
                found.add(_mixed(m ^ (before >> 3), order + 3000))
            before = m
        if len(inner) <= 6:
            whole = 7
            for m in inner:
                whole = (whole * 31 + m) & 0xFFFFFFFF
            found.add(_mixed(whole, order + 4000))
        for distance, m in enumerate(m for m in reversed(marks[max(0, left.first - 6) : left.first]) if m):
            found.add(_mixed(m, order + (5000 if distance < 2 else 6000)))
        for distance, m in enumerate(m for m in marks[right.last : right.last + 6] if m):
            found.add(_mixed(m, order + (7000 if distance < 2 else 8000)))
        if rank == 0:
            for m in marks:
                if m:
                    found.add(_mixed(m, kinds + 9000))
    for side, entity in ((10000, a), (11000, b)):
        for m in _named(entity):
            found.add(_mixed(m, kinds + side))
    return sorted(found)


def _named(entity: Entity) -> set[int]:
    """The words of a concept's names; of short names of one word the kind alone says enough."""
    return {
        mark(word)
        for name in entity.names
        for word in name.replace("-", " ").split()
        if word.isalpha() and len(word) > 4
    }
