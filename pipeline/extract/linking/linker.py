"""From names to concepts: lexicon matches, short forms as the document defines them, and as its words support them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.extract.linking.context import Context
from pipeline.extract.linking.defined import Defined, as_senses, defined_senses, definition_points
from pipeline.extract.linking.evidence import THRESHOLD, Ranked, rank
from pipeline.extract.linking.senses import MEASURE, NONE, OTHER, Senses, kind_of
from pipeline.extract.linking.shared import choose, is_shared
from pipeline.extract.linking.symbols import find_forms, gene_senses, is_word_in_capitals, places_of
from pipeline.extract.normalising.species import in_their_species
from pipeline.extract.terms import Lexicon, Match
from pipeline.schema import Abbreviation, Concept, Mention, Span

_NUMBER_APART = re.compile(r"\s\d+$")
_UNIT = re.compile(r"(?:\.\d+)?\s?(?:[mµμkn]?g|mcg|[cm]?Gy|[mµμ]?[lL]|[mM]?IU|U|mmol|mol|%)(?![^\W_])|[.\u00b7]\d")
#: Measures that have no code of their own: a short form of one tells no more than its long form.
_UNNAMED = frozenset({"measure:OTHER", "measure:AE"})
_PARAGRAPH = re.compile(r"\n\s*\n")


def link(
    text: str,
    lexicon: Lexicon,
    abbreviations: Sequence[Abbreviation],
    sentences: Sequence[Span] = (),
    senses: Senses = NONE,
    tables: Sequence[Span] = (),
) -> list[Mention]:
    """The mentions of a text, in order, none overlapping another.

    A short form that the document defines stands for its long form wherever it occurs, whatever a lexicon says of it;
    one whose long form no lexicon knows stands for nothing, and so is no mention. One that it does not define, but that
    has several meanings, stands for what the words of the document support, and is no mention where they support
    nothing. A mention of an ambiguous name says its score and the runner-up.

    Short forms of outcome measures are no mentions, for who reads measures finds them, except where they would be
    mistaken: a mention without a concept (``other``) says that `SD` is no measure here, one of type ``measure`` that
    the document defines a measure by a short form of its own.

    Args:
        text: verbatim text.
        lexicon: the names to find.
        abbreviations: the document's own definitions.
        sentences: the sentences of the text, in order; none leaves it one sentence.
        senses: what short forms may mean.
        tables: tables with their notes: a short form that the notes define means that in the table.
    """
    matches = lexicon.find(text)
    context = Context(text, lexicon, matches, sentences)
    defined = defined_senses(lexicon, abbreviations, senses.measures)
    places = _places(context, defined, senses)
    ranked: dict[Span, tuple[Ranked, tuple[Concept, ...], str]] = {}
    scopes = (*tables, *_paragraphs(text)) if any(len(each) > 1 for each in defined.values()) else ()
    for form, spans in places.items():
        own = defined.get(form, [])
        known = senses.of(form) or (() if own else gene_senses(form, lexicon, senses))
        candidates, _ = as_senses(own, known)
        points = [definition_points(own, len(candidates), span, scopes) for span in spans] if own else None
        also = {sense.concepts[0].id: sense.concepts for sense in own if sense.concepts}
        for span, result in zip(spans, rank(context, form, spans, candidates, points), strict=True):
            concepts = also.get(result.best.concept.id, result.best.concepts) if result.best.named else ()
            ranked[span] = (result, concepts, "abbreviation" if own else "context")
    mentions = _merged(context, matches, ranked, senses)
    return _narrowed(in_their_species(text, mentions), lexicon)


def _places(context: Context, defined: Mapping[str, Sequence[Defined]], senses: Senses) -> dict[str, list[Span]]:
    """Where each short form stands; none overlaps another."""
    found: dict[Span, str] = {}
    text = context.text
    written = {each: form for form in defined for each in (form, f"{form}s")}
    for start, word in places_of(text, written):
        if not (start and text[start - 1] in "-_") and text[start + len(word) : start + len(word) + 1] != "_":
            form = written[word]
            found.setdefault(Span(start, start + len(form)), form)
    for form, span in find_forms(context.text, senses, context.lexicon, context.matches):
        if form not in defined:
            found.setdefault(span, form)
    places: dict[str, list[Span]] = {}
    last = 0
    for span in sorted(found, key=lambda span: (span.start, -len(span))):
        if span.start >= last:
            places.setdefault(found[span], []).append(span)
            last = span.end
    return places


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for match in _PARAGRAPH.finditer(text):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(text))


def _merged(
    context: Context,
    matches: Sequence[Match],
    ranked: Mapping[Span, tuple[Ranked, tuple[Concept, ...], str]],
    senses: Senses,
) -> list[Mention]:
    """The lexicon's matches and the decided short forms; the longer of two that overlap."""
    mentions: list[Mention] = []
    spans = sorted(ranked)
    dropped: set[Span] = set()
    place = 0
    for match in matches:
        while place < len(spans) and spans[place].end <= match.span.start:
            place += 1
        blocked = _ends_in_a_dose(match, context)
        at = place if not blocked else len(spans)
        while at < len(spans) and spans[at].start < match.span.end:
            # A name that holds a short form and more (`CD19 CAR-T`) is the lexicon's; the short form alone is decided.
            if len(match.span) > len(spans[at]) + 1:
                dropped.add(spans[at])
            else:
                blocked = True
            at += 1
        if not blocked and not _is_only_a_word(match, context, senses):
            mentions.append(_of_match(match, context, senses))
    for span in spans:
        if span not in dropped:
            mention = _of_short_form(span, context, senses, *ranked[span])
            if mention is not None:
                mentions.append(mention)
    return sorted(mentions, key=lambda mention: mention.span)


def _ends_in_a_dose(match: Match, context: Context) -> bool:
    """Whether the number at a match's end is the beginning of a quantity: `MP 2 mg/kg` names no `MP2`."""
    return (
        match.surface[-1].isdigit()
        and _NUMBER_APART.search(match.surface) is not None
        and _UNIT.match(context.text, match.span.end) is not None
    )


def _of_short_form(
    span: Span, context: Context, senses: Senses, ranked: Ranked, concepts: tuple[Concept, ...], source: str
) -> Mention | None:
    if ranked.score <= THRESHOLD:
        return None
    type_ = concepts[0].type if concepts else _type_of_no_name(span.of(context.text), ranked, senses)
    if type_ is None:
        return None
    second = ranked.runner_up
    return Mention(
        span,
        span.of(context.text),
        type_,
        ranked.best.concepts if type_ == MEASURE else concepts,
        source=source,
        score=ranked.score,
        runner_up=None if second is None else second.concept,
        runner_up_score=ranked.runner_up_score,
    )


def _type_of_no_name(form: str, ranked: Ranked, senses: Senses) -> str | None:
    """The type of a mention that tells who reads outcome measures what a short form is; None where none is needed."""
    if senses.measures is None:
        return None
    best, looks_like_one = ranked.best, senses.is_measure(form)
    if best.concept.type != MEASURE:
        return OTHER if looks_like_one else None
    # A long form that only holds a measure's name (`recurrence or metastasis`) is that measure, or a wider one.
    exact = any(concept.id == best.concept.id for label in best.labels for concept in senses.measures.lookup(label))
    return MEASURE if exact and not looks_like_one and best.concept.id not in _UNNAMED else None


def _of_match(match: Match, context: Context, senses: Senses) -> Mention:
    if is_shared(match.concepts):
        mention = choose(match, context, senses)
    else:
        mention = Mention(match.span, match.surface, match.type, match.concepts, source="lexicon", score=1.0)
    if mention.type == "disease":
        event = _as_adverse_event(match.surface, mention.concepts, context.lexicon)
        mention = replace(mention, concepts=(*mention.concepts, *event))
    return mention


def _is_only_a_word(match: Match, context: Context, senses: Senses) -> bool:
    """Whether a short name among capitals has nothing that speaks for its being a name."""
    if not is_word_in_capitals(match.surface, match.span, context):
        return False
    concept = match.concepts[0]
    if context.names(concept.id, match.surface):
        return False
    return not any(context.beside(senses.group(kind_of(concept.type)), match.span))


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
