"""Whether the parents that lexicon files state make a hierarchy: each one is a concept, and none is below itself."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from pipeline.errors import LexiconError

#: Concept and parent, by their CURIEs -> the file and line that first state it, in the order of the files.
Links: TypeAlias = Mapping[tuple[str, str], tuple[Path, int]]


def leads_upwards(parents: Mapping[str, Collection[str]], concepts: Container[str]) -> bool:
    """Whether every parent is a concept, and none stands below itself: the answer of :func:`check_parents`, sooner.

    Args:
        parents: the classes straight above each concept, by their CURIEs.
        concepts: the CURIEs that the lexicons name.
    """
    above = set(chain.from_iterable(parents.values()))
    if not all(map(concepts.__contains__, above)):
        return False
    # Nothing stands below most concepts, so that no circle leads through them.
    return not _find_circle({concept: list(over) for concept, over in parents.items() if concept in above})


def check_parents(links: Links, concepts: Container[str]) -> None:
    """Refuse parents that a query could not walk.

    Args:
        links: every parent that is stated.
        concepts: the CURIEs that the lexicons name.

    Raises:
        LexiconError: naming file and line, when a parent is no concept, or a concept stands below itself.
    """
    parents: dict[str, list[str]] = {}
    for (concept, parent), (path, line) in links.items():
        if parent not in concepts:
            raise LexiconError(
                f"{path}:{line}: a parent that no lexicon names (expected the id of a concept, found {parent!r})"
            )
        parents.setdefault(concept, []).append(parent)
    circle = _find_circle(parents)
    if circle:
        # The row that is stated first stands for all of them, wherever the search came upon the circle.
        order = {link: number for number, link in enumerate(links)}
        turns = [circle[turn:] + circle[:turn] for turn in range(len(circle))]
        first = min(turns, key=lambda turn: order[turn[0], turn[1 % len(turn)]])
        path, line = links[first[0], first[1 % len(first)]]
        raise LexiconError(
            f"{path}:{line}: a concept below itself (expected parents that lead upwards, "
            f"found {' -> '.join((*first, first[0]))})"
        )


def _find_circle(parents: Mapping[str, Sequence[str]]) -> list[str]:
    """Concepts each of which is a parent of the one before it, and the first of the last; none where there are none."""
    done: set[str] = set()
    for start in parents:
        # The way up from `start`, with the parents that are still to be tried of each concept on it.
        way: dict[str, list[str]] = {start: [*parents[start]]} if start not in done else {}
        while way:
            here, ahead = next(reversed(way.items()))
            if not ahead:
                done.add(here)
                del way[here]
                continue
            parent = ahead.pop(0)
            if parent in way:
                concepts = list(way)
                return concepts[concepts.index(parent) :]
            if parent not in done:
                way[parent] = [*parents.get(parent, ())]
    return []
