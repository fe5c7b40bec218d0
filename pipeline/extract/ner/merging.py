"""One list of mentions from what the lexicons name and what models recognise.

Of two that overlap the longer stands; a therapy of the lexicon stands whatever a model says; of two of one length the
lexicon's stands where both are of one kind, or where the document defines it and the model's is nothing that a lexicon
knows, else the model's. The one that goes is kept as the runner-up, where it has a concept. What a model marks without
a letter in it is a number, and no mention.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.extract.ner.heads import MENTION_HEADS
from pipeline.extract.ner.recognised import Recognised
from pipeline.extract.source_mentions import family
from pipeline.extract.variants import names_variant
from pipeline.schema import Concept, Mention

#: What a mention of ours has a type for that no model recognises: it stands whatever a model says.
_UNTOUCHED = frozenset({"therapy", "measure", "other"})

#: How sure a model must be of a mention, where it says how sure it is: below, it is wrong more often than it helps
#: (chosen on the development sets; see models/encoder/README.md).
SURE = 0.85
#: The same of what is a variant by its form as well.
SURE_OF_FORM = 0.5

Name = Callable[[Sequence[Mention]], list[Mention]]


def with_recognised(text: str, named: Sequence[Mention], recognised: Iterable[Recognised], name: Name) -> list[Mention]:
    """The mentions of lexicons and models together, in order, none of a model's overlapping another.

    Args:
        text: the document's text.
        named: what the lexicons name.
        recognised: what models recognise; PICO elements among it are passed over.
        name: gives mentions without concepts those that their words stand for.
    """
    ordered = sorted(named, key=lambda mention: mention.span)
    starts = [mention.span.start for mention in ordered]
    longest = max((len(mention.span) for mention in ordered), default=0)
    gone: set[int] = set()
    added: list[tuple[Mention, list[Mention]]] = []
    for found in _apart(text, recognised):
        span = found.span
        rivals = [
            place
            for place in range(bisect_left(starts, span.start - longest), bisect_left(starts, span.end))
            if ordered[place].span.overlaps(span) and place not in gone
        ]
        if all(_gives_way(ordered[place], found) for place in rivals):
            gone.update(rivals)
            new = Mention(span, span.of(text), found.kind, source=found.source, score=found.score)
            added.append((new, [ordered[place] for place in rivals]))
    concepts = name([mention for mention, _ in added])
    kept = [mention for place, mention in enumerate(ordered) if place not in gone]
    learned = [_settled(mention, rivals) for mention, (_, rivals) in zip(concepts, added, strict=True)]
    return sorted([*kept, *learned], key=lambda mention: (mention.span, mention.source, mention.type))


def _apart(text: str, recognised: Iterable[Recognised]) -> list[Recognised]:
    """The mentions among what is recognised, the surest first and of equals the longest; none overlapping another."""
    mentions = [
        each
        for each in recognised
        if each.kind in MENTION_HEADS
        and (each.score is None or each.score >= _least(each, text))
        and any(sign.isalpha() for sign in each.span.of(text))
    ]
    mentions.sort(key=lambda each: (-(each.score or 0.0), -len(each.span), each.span, each.kind))
    taken: list[Recognised] = []
    for each in mentions:
        if not any(each.span.overlaps(other.span) for other in taken):
            taken.append(each)
    return sorted(taken)


def _least(found: Recognised, text: str) -> float:
    """How sure a model must be of what it marks: less of what is a variant by its form as well."""
    return SURE_OF_FORM if found.kind == "variant" and names_variant(found.span.of(text)) else SURE


def _gives_way(own: Mention, found: Recognised) -> bool:
    if own.type in _UNTOUCHED:
        return False
    if len(own.span) != len(found.span):
        return len(own.span) < len(found.span)
    return own.span == found.span and family(own.type) != family(found.kind)


def _settled(mention: Mention, rivals: Sequence[Mention]) -> Mention:
    """A model's mention with what it stands in the place of: its concept where it has none, else the runner-up."""
    defined = next((r for r in rivals if r.source == "abbreviation" and r.concepts and r.span == mention.span), None)
    if defined is not None and not mention.concepts and not (mention.type == "gene" and _is_substance(defined)):
        # What the document itself says a short form is, it is; but a hormone may be a substance and a gene's product.
        return defined
    alike = [rival for rival in rivals if rival.concepts and family(rival.type) == family(mention.type)]
    if not mention.concepts and alike:
        # The longer words narrow what the lexicon names: of that kind it is in any case.
        mention = replace(mention, concepts=alike[0].concepts)
    first: Concept | None = mention.concepts[0] if mention.concepts else None
    other = next((rival for rival in rivals if rival.concepts and rival.concepts[0] != first), None)
    if other is None:
        return mention
    return replace(mention, runner_up=other.concepts[0], runner_up_score=other.score)


def _is_substance(mention: Mention) -> bool:
    """Whether a mention is of what is measured as well as given, and so may be a gene's product."""
    return mention.type == "chemical" or any(concept.type in ("chemical", "gene") for concept in mention.concepts)
