"""From names to concepts: lexicon matches, and short forms as the document itself defines them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.normalising.species import without_other_species
from pipeline.extract.terms import Lexicon
from pipeline.schema import Abbreviation, Concept, Mention, Span


def link(text: str, lexicon: Lexicon, abbreviations: Sequence[Abbreviation]) -> list[Mention]:
    """The mentions of a text, in order, none overlapping another.

    A short form that the document defines stands for its long form wherever it occurs, whatever a lexicon says of it;
    one whose long form no lexicon knows stands for nothing, and so is no mention.

    Args:
        text: verbatim text.
        lexicon: the names to find.
        abbreviations: the document's own definitions.
    """
    defined: dict[str, tuple[Concept, ...]] = {}
    for abbreviation in abbreviations:
        # The first definition counts: a second one of the same short form is most often a longer run of the same words.
        defined.setdefault(abbreviation.short_form, lexicon.lookup(abbreviation.long_form))
    mentions: list[Mention] = []
    taken: list[Span] = []
    for short, concepts in defined.items():
        if not concepts:
            concepts = _last_resort(short, lexicon, abbreviations)
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}s?(?!\w)", text):
            span = Span(match.start(), match.start() + len(short))
            taken.append(span)
            if concepts:
                mentions.append(
                    Mention(span, span.of(text), concepts[0].type, concepts, source="abbreviation", score=0.95)
                )
    taken.sort()
    place = 0
    for found in lexicon.find(text):
        while place < len(taken) and taken[place].end <= found.span.start:
            place += 1
        # A name that holds a short form and more (`CD19 CAR-T`) is the lexicon's; the short form alone is the document's.
        blocked = place < len(taken) and taken[place].overlaps(found.span)
        if blocked and len(found.span) > len(taken[place]) + 1:
            mentions = [m for m in mentions if not m.span.overlaps(found.span)]
            blocked = False
        if not blocked:
            concepts = found.concepts
            if found.type == "disease":
                concepts = (*concepts, *_as_adverse_event(found.surface, concepts, lexicon))
            mentions.append(Mention(found.span, found.surface, found.type, concepts, source="lexicon", score=1.0))
    mentions = without_other_species(text, mentions)
    return _narrowed(sorted(mentions, key=lambda mention: mention.span), lexicon)


def _as_adverse_event(surface: str, concepts: Sequence[Concept], lexicon: Lexicon) -> tuple[Concept, ...]:
    """The adverse event that a disease's name ends with (`secondary hypertension`): the same thing as a toxicity."""
    if any(concept.type == "adverse_event" for concept in concepts):
        return ()
    words = surface.split()
    for first in range(1, len(words)):
        known = [c for c in lexicon.lookup(" ".join(words[first:])) if c.type == "adverse_event"]
        if known:
            return (known[0],)
    return ()


#: Words that stand for one of several therapies, by field: the document's own longer name decides.
BARE = frozenset({"evigraph:transplantation"})


def _narrowed(mentions: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """`transplantation` is HSCT in a document that names HSCT, and no other kind of transplantation."""
    below: dict[str, set[str]] = {}
    for mention in mentions:
        for concept in mention.concepts[:1]:
            for parent in lexicon.parents(concept.id):
                if parent in BARE:
                    below.setdefault(parent, set()).add(concept.id)
                for grandparent in lexicon.parents(parent):
                    if grandparent in BARE:
                        below.setdefault(grandparent, set()).add(parent)
    result: list[Mention] = []
    for mention in mentions:
        bare = mention.concepts[0].id if mention.concepts else None
        if bare in below and len(below[bare]) == 1:
            (narrower,) = below[bare]
            known = lexicon.concept(narrower)
            if known is not None:
                mention = replace(mention, concepts=(known, *mention.concepts), type=known.type, score=0.8)
        result.append(mention)
    return result


def _last_resort(short: str, lexicon: Lexicon, abbreviations: Sequence[Abbreviation]) -> tuple[Concept, ...]:
    """A long form that no lexicon knows whole, but whose last words it knows (`childhood acute lymphoblastic leukemia`)."""
    for abbreviation in abbreviations:
        if abbreviation.short_form == short:
            matches = lexicon.find(abbreviation.long_form)
            if matches and matches[-1].span.end == len(abbreviation.long_form) and len(matches[-1].surface.split()) > 1:
                return matches[-1].concepts
    return ()
