"""Senses that a document gives its short forms itself, and how far each definition reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.abbreviations.alignment import singular
from pipeline.extract.linking.evidence import DEFINED
from pipeline.extract.linking.senses import MEASURE, OTHER, Sense
from pipeline.extract.terms import Lexicon
from pipeline.schema import Abbreviation, Concept, Span


@dataclass(slots=True)
class Defined:
    """One sense that a document defines for a short form.

    Attributes:
        concepts: what the long form stands for, best first; empty where no lexicon knows it.
        label: the long form, lower case.
        places: where it is defined, in order.
    """

    concepts: tuple[Concept, ...]
    label: str
    places: list[Span] = field(default_factory=list)


def defined_senses(
    lexicon: Lexicon, abbreviations: Sequence[Abbreviation], measures: Lexicon | None = None
) -> dict[str, list[Defined]]:
    """The senses that a document defines, by short form without a plural ``s``, first defined first.

    Definitions of one concept are one sense, and so are long forms of which one ends with the other: the longer is most
    often a longer run of the same words.
    """
    found: dict[str, list[Defined]] = {}
    for abbreviation in abbreviations:
        senses = found.setdefault(singular(abbreviation.short_form), [])
        concepts = _meaning(abbreviation, lexicon) or _measure(abbreviation.long_form, measures)
        label = " ".join(abbreviation.long_form.casefold().split())
        same = next((sense for sense in senses if _same(sense, concepts, label)), None)
        if same is None:
            senses.append(Defined(concepts, label, [abbreviation.short]))
            continue
        same.places.append(abbreviation.short)
        if not same.concepts:
            same.concepts = concepts
    return found


def _same(sense: Defined, concepts: tuple[Concept, ...], label: str) -> bool:
    if sense.concepts and concepts:
        return sense.concepts[0].id == concepts[0].id
    one, other = sense.label.rstrip("s"), label.rstrip("s")
    return one.endswith(other) or other.endswith(one) or one.replace("-", " ") == other.replace("-", " ")


def _meaning(abbreviation: Abbreviation, lexicon: Lexicon) -> tuple[Concept, ...]:
    """What a long form stands for: itself, else the regimen whose drugs it lists, else its last words."""
    long_form = abbreviation.long_form
    known = lexicon.lookup(long_form)
    if known:
        return known
    matches = lexicon.find(long_form)
    named = {concept.id for match in matches for concept in match.concepts}
    for concept in lexicon.lookup(abbreviation.short_form) if len(matches) > 1 else ():
        parts = lexicon.parts(concept.id)
        if parts and all(part.id in named for part in parts):
            return (concept,)
    # One known word at the end is too little: `childhood acute lymphoblastic leukemia`, but not `adenine arabinoside`.
    if matches and matches[-1].span.end == len(long_form) and len(matches[-1].surface.split()) > 1:
        return matches[-1].concepts
    return ()


def _measure(long_form: str, measures: Lexicon | None) -> tuple[Concept, ...]:
    """The outcome measure that a long form names or holds (`complete remission with incomplete recovery`)."""
    if measures is None:
        return ()
    found = measures.lookup(long_form) or next((match.concepts for match in measures.find(long_form)), ())
    return tuple(Concept(concept.id, concept.name, MEASURE) for concept in found[:1])


def as_senses(defined: Sequence[Defined], table: Sequence[Sense]) -> tuple[list[Sense], list[int]]:
    """A document's senses of a short form and the table's, those that agree as one.

    Returns:
        The senses, the document's first, and for each of the document's its number among them.
    """
    senses: list[Sense] = []
    left = list(table)
    for each in defined:
        same = next((sense for sense in left if _agree(each, sense)), None)
        if same is not None:
            left.remove(same)
            senses.append(same)
        else:
            concepts = each.concepts or (Concept("evigraph:sense-defined", each.label, OTHER),)
            named = bool(each.concepts) and concepts[0].type != MEASURE
            senses.append(Sense((each.label,), concepts, named, 0.0))
    return [*senses, *left], list(range(len(defined)))


def _agree(defined: Defined, sense: Sense) -> bool:
    if defined.concepts and (sense.named or sense.concept.type == MEASURE):
        return any(concept.id == sense.concept.id for concept in defined.concepts)
    return any(
        _plain(defined.label) == _plain(label) or (not defined.concepts and defined.label.endswith(f" {label}"))
        for label in sense.labels
    )


def _plain(label: str) -> str:
    return label.replace("-", " ").rstrip("s")


def definition_points(defined: Sequence[Defined], count: int, place: Span, scopes: Sequence[Span]) -> list[float]:
    """What the definitions say of a short form at one place.

    Of several senses, the one that is defined in the same scope (a paragraph, or a table with its notes) counts twice,
    the last one before the place where there are more; where none is, the one that is defined most often, of equals
    the first.

    Args:
        defined: the senses that the document defines.
        count: how many senses there are in all, those of the document first.
        place: where the short form stands.
        scopes: parts of the document in which a definition holds, in order.
    """
    points = [0.0] * count
    if len(defined) == 1:
        points[0] = DEFINED
        return points
    for number, sense in enumerate(defined):
        points[number] = DEFINED + len(sense.places)
    scope = next((each for each in scopes if each.contains(place)), None)
    here = [
        (at.start > place.start, abs(at.start - place.start), number)
        for number, sense in enumerate(defined)
        for at in sense.places
        if scope is not None and scope.contains(at)
    ]
    points[min(here)[2] if here else points.index(max(points))] += DEFINED
    return points
