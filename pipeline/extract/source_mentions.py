"""The mentions that a source brings, beside ours: its identifiers stay as given, ours for the same thing are added.

Two identifiers mean the same thing where a lexicon gives the one as ``xref`` of the other's concept, or where two
concepts of one type in two vocabularies have one preferred name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.terms import Lexicon, NameResolver
from pipeline.extract.terms.normalise import key_tokens
from pipeline.schema import MODELS, OWN_SOURCES, Concept, Mention

#: Types that are one thing under several views: what harms is a disease as well, what treats is a chemical.
_FAMILIES: dict[str, str] = {"adverse_event": "disease", "drug": "chemical", "therapy": "chemical"}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A source and a lexicon that call the same words by different things.

    Attributes:
        brought: the source's mention.
        theirs: what our lexicons call the source's identifier.
        ours: what they call the words.
        expected: the identifiers of ``ours`` in the namespace that the source uses, best first.
    """

    brought: Mention
    theirs: Concept
    ours: Concept
    expected: tuple[str, ...]


def family(type: str) -> str:
    """What types are compared as: a drug, a therapy and a chemical may be one thing."""
    return _FAMILIES.get(type, type)


def own_concept(lexicon: Lexicon, id: str) -> Concept | None:
    """The concept of ours that an identifier means: another one than its own; None where there is none or several."""
    known = lexicon.concept(id)
    found = lexicon.by_xref(id)
    if known is None:
        return found[0] if len(found) == 1 else None
    first = next((concept for concept in lexicon.lookup(known.name) if concept.type == known.type), known)
    alike = first.name.casefold() == known.name.casefold() and _vocabulary(first.id) != _vocabulary(id)
    return first if alike else None


def _vocabulary(id: str) -> str:
    return id.partition(":")[0]


def merged(ours: Iterable[Mention], brought: Iterable[Mention], lexicon: Lexicon) -> list[Mention]:
    """All mentions, with one for what both a source and a lexicon say of a place.

    It stands where the source has it and has the source's concepts first, by the names that our lexicon has for them,
    then ours: of ours that overlaps it and means the same, or tells of the same words what an identifier is that our
    lexicon does not know; else of whatever our lexicon knows the identifiers as.
    Its states are those of both. A mention of ours that means something else stays beside it.
    """
    # Nothing tells two mentions without a concept to be of one thing, unless they are equal.
    several: dict[object, Mention] = {}
    for mention in brought:
        key = (mention.span, mention.concepts[0].id) if mention.concepts else mention
        before = several.get(key)
        several[key] = mention if before is None else _with(before, mention.concepts, mention.states)
    left = sorted(ours, key=lambda mention: mention.span)
    starts = [own.span.start for own in left]
    longest = max((len(own.span) for own in left), default=0)
    result: list[Mention] = []
    taken: set[int] = set()
    for mention in several.values():
        known = [same for concept in mention.concepts if (same := own_concept(lexicon, concept.id)) is not None]
        partners = [
            place
            for place in range(bisect_left(starts, mention.span.start - longest), bisect_left(starts, mention.span.end))
            if (own := left[place]).span.overlaps(mention.span)
            and (_mean_the_same(mention, known, own) or _adds(mention, own, lexicon) or _is_unnamed(mention, own))
        ]
        taken.update(partners)
        beside = _beside(mention, [left[place] for place in partners], known, lexicon)
        given = len(mention.concepts)
        result.append(beside if len(beside.concepts) == given else replace(beside, given=given))
    return [*(own for place, own in enumerate(left) if place not in taken), *result]


def _mean_the_same(brought: Mention, known: Sequence[Concept], own: Mention) -> bool:
    """Whether a mention of ours has an identifier that the source gives, or one that means the same."""
    given = {concept.id for concept in (*brought.concepts, *known)}
    if not own.concepts:
        return False
    kind = family(own.concepts[0].type)
    return any(concept.id in given and family(concept.type) == kind for concept in own.concepts)


def _is_unnamed(brought: Mention, own: Mention) -> bool:
    """Whether a source and a model of ours mark just the same words as one kind of thing, and one of them names none."""
    same = own.span == brought.span and family(own.type) == family(brought.type)
    return same and own.source in MODELS and not (own.concepts and brought.concepts)


def _adds(brought: Mention, own: Mention, lexicon: Lexicon) -> bool:
    """Whether our concept tells what an identifier is that our lexicons do not know: of just the same words.

    Where the lexicons know the identifier, or another one of its vocabulary for our concept, the two differ.
    """
    if len(brought.concepts) != 1 or not own.concepts or own.span != brought.span:
        return False
    given, first = brought.concepts[0], own.concepts[0]
    known = lexicon.concept(given.id) is not None or bool(lexicon.by_xref(given.id))
    rivals = {_vocabulary(id_) for id_ in (first.id, *lexicon.xrefs(first.id))}
    return not known and family(given.type) == family(first.type) and _vocabulary(given.id) not in rivals


def _beside(mention: Mention, partners: Sequence[Mention], known: Sequence[Concept], lexicon: Lexicon) -> Mention:
    """A source's mention with our concepts behind its own."""
    named = [_named(concept, lexicon) for concept in mention.concepts]
    ours = [partner.concepts[0] for partner in partners if partner.concepts] or list(known)
    states = {state for partner in partners for state in partner.states}
    found = _with(replace(mention, concepts=tuple(named)), ours, states)
    # Of the same identifier our lexicon knows the type better; beside another one the source's own stands.
    first = next((p for p in partners if named and p.concepts and p.concepts[0].id == named[0].id), None)
    return found if first is None else replace(found, type=first.type)


def _with(mention: Mention, concepts: Iterable[Concept], states: Iterable[str]) -> Mention:
    every = {concept.id: concept for concept in (*concepts, *mention.concepts)}
    order = dict.fromkeys(concept.id for concept in (*mention.concepts, *concepts))
    return replace(
        mention, concepts=tuple(every[id_] for id_ in order), states=tuple(sorted({*mention.states, *states}))
    )


def _named(concept: Concept, lexicon: Lexicon) -> Concept:
    known = lexicon.concept(concept.id)
    return known if known is not None and family(known.type) == family(concept.type) else concept


def disagreements(
    brought: Sequence[Mention], ours: Sequence[Mention], names: NameResolver, lexicon: Lexicon
) -> list[Disagreement]:
    """Where a source gives another identifier than a lexicon to just the same words.

    Only what is worth reading: our name is exact and stands for one thing of its kind, the source gives one identifier
    that our lexicons know, ours has one of the same namespace, and neither of the two is a kind of the other: by the
    hierarchy, or by a name that holds the other's (``traumatic brain injury``).
    """
    exact = {
        mention.span: mention
        for mention in ours
        if mention.source == "lexicon" and mention.runner_up is None and mention.concepts
    }
    found: list[Disagreement] = []
    for mention in brought:
        own = exact.get(mention.span)
        if own is None or mention.source in OWN_SOURCES or len(mention.concepts) != 1:
            continue
        theirs = _known(mention.concepts[0].id, lexicon)
        if theirs is None or family(theirs.type) != family(own.type):
            continue
        rivals = {concept.id: concept for concept in own.concepts if family(concept.type) == family(own.type)}
        known = own_concept(lexicon, mention.concepts[0].id)
        if theirs.id in rivals or (known is not None and known.id in rivals):
            continue
        first = own.concepts[0]
        if len({(own_concept(lexicon, id_) or concept).id for id_, concept in rivals.items()}) > 1:
            continue
        kin = {first.id, *names.ancestors(first.id), *names.descendants(first.id)}
        if kin & {theirs.id, *(() if known is None else (known.id,))} or _one_holds_the_other(theirs.name, first.name):
            continue
        space = _vocabulary(mention.concepts[0].id)
        expected = tuple(id_ for id_ in (first.id, *lexicon.xrefs(first.id)) if _vocabulary(id_) == space)
        if expected and mention.concepts[0].id not in expected:
            found.append(Disagreement(mention, theirs, first, expected))
    return found


def _one_holds_the_other(name: str, other: str) -> bool:
    one, two = set(key_tokens(name)), set(key_tokens(other))
    return one <= two or two <= one


def _known(id: str, lexicon: Lexicon) -> Concept | None:
    return lexicon.concept(id) or next(iter(lexicon.by_xref(id)), None)
