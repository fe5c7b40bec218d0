"""What ``evigraph names`` prints: each concept that a name stands for, with what it is called and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import typer

from pipeline.errors import UnknownName
from pipeline.extract.terms import Lexicon, NameResolver, load_lexicons
from pipeline.schema import Concept

#: How many names or concepts a line shows; of the others it says how many they are.
_MOST = 12


def print_names(name: str, lexicons: Sequence[Path], measures: Sequence[Path]) -> None:
    """Print what a name means, best first: the first is what it stands for where nothing else tells.

    Args:
        name: a name in any spelling the matcher knows, or an identifier.
        lexicons: the files that name therapies, drugs, diseases, genes and adverse events.
        measures: the files that name the outcome measures.

    Raises:
        UnknownName: when no lexicon knows it; carries near names.
        LexiconError: when a lexicon is not there or breaks its format.
    """
    near: list[str] = []
    found = 0
    for files in (lexicons, measures):
        lexicon = load_lexicons(files)
        names = NameResolver(lexicon)
        try:
            concepts = names.concepts(name)
        except UnknownName as error:
            near.extend(error.near)
            continue
        for concept in concepts:
            if found:
                typer.echo()
            found += 1
            _print_concept(concept, lexicon, names)
    if not found:
        raise UnknownName(name, "name", tuple(dict.fromkeys(near)))


def _print_concept(concept: Concept, lexicon: Lexicon, names: NameResolver) -> None:
    typer.echo(f"{concept.name}  {concept.id}  {concept.type}")
    others = dict.fromkeys(text for text, named in lexicon.names() if named.id == concept.id and text != concept.name)
    below = names.descendants(concept.id)
    for what, told in (
        ("other names", list(others)),
        ("parts", [_called(part) for part in lexicon.parts(concept.id)]),
        ("parents", [_called(names.concept(id_)) for id_ in lexicon.parents(concept.id)]),
        (f"below ({len(below)})", sorted(_called(names.concept(id_)) for id_ in below)),
    ):
        if told:
            typer.echo(f"  {what}: {_listed(told)}")


def _called(concept: Concept) -> str:
    return f"{concept.name} ({concept.id})"


def _listed(told: Iterable[str]) -> str:
    several = list(told)
    more = len(several) - _MOST
    return "; ".join(several[:_MOST]) + (f"; and {more} more" if more > 0 else "")
