"""What is known of the study before its figures are read: arms, therapies, size, whose results it tells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.extract.abbreviations import find_abbreviations
from pipeline.extract.findings.arms import THERAPY_TYPES, Arm, find_arms, generally_called, therapies_within
from pipeline.extract.findings.arms.background import BACKBONES, INERT, against_placebo, with_background
from pipeline.extract.findings.arms.kinds import Kinds
from pipeline.extract.findings.arms.naming import as_told
from pipeline.extract.findings.arms.told import (
    given_to_all,
    received,
    shared_by_all,
    with_what_is_told,
    without_earlier,
)
from pipeline.extract.findings.full_names import short_forms
from pipeline.extract.findings.happened import SEEN_IN
from pipeline.extract.findings.interventions import intervention_of, with_descriptions
from pipeline.extract.findings.phrases import whole_words
from pipeline.extract.findings.primary import primary_end_point
from pipeline.extract.findings.ranker import Ranker
from pipeline.extract.findings.told_responses import Responses, told_responses
from pipeline.extract.findings.told_times import ToldTime, told_times
from pipeline.extract.ner.recognised import Recognised
from pipeline.extract.pointer import Pointings
from pipeline.extract.sections import QUOTES_OTHERS, Role, is_protocol, is_review, sentence_roles
from pipeline.extract.terms import Lexicon
from pipeline.schema import Concept, Document, Mention, Quantity, Span

_GIVEN = re.compile(
    r"\b(?:receiv\w+|treated|treatment with|administ\w+|given|undergo\w*|underwent|therapy with|infus\w+|efficacy|safety|effects?|use|short.course|course of|evaluat\w+|combination of|plus|after)\b",
    re.IGNORECASE,
)
_ENROLLED = re.compile(
    r"\b(?:enrol\w+|randomi[sz]ed|recruited|included|participat\w+|underwent|treated|analy[sz]ed|evaluated|reviewed|assigned|examined|consisted of|involved|a total of|entered)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Study:
    """What the document's study is, as far as its text says.

    Attributes:
        arms: its arms, in the order in which they are named.
        therapies: what the whole study population received.
        tested: what the study tests: what its title or methods name.
        total: the number of patients in the study, where it is stated once and clearly.
        review: whether the document only tells of other papers.
        roles: the role of each sentence.
        outcomes: where the encoder marks outcomes, in order.
        described: what the study tests in its own words, where no lexicon has a name for it.
        defined: the short forms that the document defines, with what they stand for.
        short_forms: those of them that measures are told in full by.
        marks: whether numbers in brackets are the marks of references (`is rare (12, 13)`).
        told: the shares and decimals that its results tell, as they are written: what is told again is its own.
        quartiles: whether its methods say that medians are given with their quartiles.
        kinds: which therapies are of which kind.
        pointings: what the learned pointer says of the document's figures.
        ranker: chooses among what a figure may be of; None where rules alone do.
        full: whether it is a full paper: whether there are sections beside its abstract.
        times: the times that the document tells, in order.
        end_point: what its primary end point is; None where the document does not say.
        responses: how far its words bear out that a response is one of a tumour.
        planned: whether it is still to be done, so that its sizes are planned ones.
    """

    arms: tuple[Arm, ...]
    therapies: tuple[Concept, ...]
    tested: tuple[Concept, ...]
    total: int | None
    review: bool
    roles: tuple[Role, ...]
    marks: bool = False
    told: frozenset[str] = frozenset()
    quartiles: bool = False
    outcomes: tuple[Span, ...] = ()
    described: Concept | None = None
    defined: Mapping[str, str] = field(default_factory=dict, hash=False)
    short_forms: Mapping[str, str] = field(default_factory=dict, hash=False)
    kinds: Kinds = field(default_factory=Kinds, compare=False)
    pointings: Pointings | None = field(default=None, compare=False)
    ranker: Ranker | None = field(default=None, compare=False)
    full: bool = False
    times: tuple[ToldTime, ...] = ()
    responses: Responses = Responses.OF_TUMOURS
    end_point: str | None = None
    planned: bool = False


def read_study(
    document: Document,
    folded: str,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    recognised: Sequence[Recognised] = (),
    kinds: Kinds | None = None,
    pointings: Pointings | None = None,
    ranker: Ranker | None = None,
    measures: Lexicon | None = None,
) -> Study:
    """Read what the study is from the whole document.

    A trial of several arms shares what all its arms received; a study of one group received what its title names, or,
    where the title names nothing, what its objective and methods name most.

    Args:
        document: the document.
        folded: its text, folded.
        sentences: its sentences.
        mentions: its mentions.
        quantities: its quantities.
        recognised: the PICO elements that models mark.
        kinds: which therapies are of which kind; None where only their names tell.
        pointings: what the learned pointer says of its figures.
        ranker: chooses among what they may be of.
        measures: the names of the outcome measures; None for none.
    """
    kinds = kinds or Kinds()
    roles = tuple(sentence_roles(document, sentences))
    mentions = received(folded, mentions)
    telling = [s for s, r in zip(sentences, roles, strict=True) if r in ("title", "objective", "methods")]
    mentions = without_earlier(folded, mentions, telling, quantities)
    review = is_review(document)
    # The arms of other papers' trials, told of in the introduction and the discussion, are not this study's.
    own = [
        sentence
        for sentence, role in zip(sentences, roles, strict=True)
        if role not in ("background", "discussion", "reference", "other")
        and (
            role in ("title", "objective", "methods") or not QUOTES_OTHERS.search(folded, sentence.start, sentence.end)
        )
    ]
    arms = () if review else tuple(find_arms(document.text, folded, own, mentions, measures))
    tested = () if review else _given(document, sentences, roles, mentions, kinds)
    therapies = tested
    if tested and all(c.name in INERT for c in tested):
        # What a trial compares with tells nothing of what it tests.
        therapies = tested = ()
    if not arms and not review:
        arms = against_placebo(tested, [m for m in mentions if any(sentence.contains(m.span) for sentence in own)])
    title = _title(document, sentences, roles)
    against = _SETS_AGAINST.search(folded, title.start, title.end) if title is not None and not arms else None
    if against is not None and title is not None:
        # What a title sets against one another was given to different patients, but for what both sides name.
        sides = (Span(title.start, against.start()), Span(against.end(), title.end))
        first, second = (set(therapies_within(side, mentions)) for side in sides)
        apart = first ^ second if first and second else set()
        therapies = tuple(c for c in tested if c not in apart or c.name in BACKBONES)
    told = [s for role in _TELL_INTERVENTION for s, r in zip(sentences, roles, strict=True) if r == role]
    intervention = None if review else intervention_of(document.text, folded, told, recognised, mentions)
    results = [s for s, role in zip(sentences, roles, strict=True) if role == "results"]
    if len(arms) >= 2:
        methods = [s for s, role in zip(sentences, roles, strict=True) if role in ("objective", "methods")]
        arms = with_what_is_told(arms, folded, methods, title, mentions)
        besides = _of_abstract(document, shared_by_all(arms, folded, methods, title, mentions), mentions)
        # What all had besides is not what the trial tests, unless its title says so.
        titled = therapies_within(title, mentions) if title is not None else ()
        tested = tuple(concept for concept in tested if concept not in besides or concept in titled)
        described = with_descriptions(arms, intervention, mentions)
        arms, therapies = with_background(described, tested, kinds)
        arms = generally_called([_and_also(arm, besides) for arm in arms])
        arms = as_told(arms, document.text, results)
        therapies = (*therapies, *(concept for concept in besides if concept not in therapies))
        given = [s for s in own if s not in results]
        arms = tuple(replace(arm, therapies=kinds.in_full(arm.therapies, folded, given, mentions)) for arm in arms)
    elif not review:
        therapies = given_to_all(therapies, folded, [s for s in results if s in own], mentions)
    therapies = kinds.in_full(therapies, folded, [s for s in own if s not in results], mentions)
    marks = len(_MARK.findall(folded)) >= MARKS_OF_A_STYLE
    defined: dict[str, str] = {}
    for each in find_abbreviations(document.text, sentences):
        defined.setdefault(each.short_form, " ".join(each.long_form.split()))
    outcomes = sorted(
        {
            whole_words(folded, each.span)
            for each in recognised
            if each.kind in _OUTCOMES and (each.score or 0.0) >= SURE
        }
    )
    return Study(
        arms,
        therapies,
        tested,
        _total(folded, sentences, roles, quantities),
        review,
        roles,
        marks,
        _told_results(sentences, roles, quantities),
        any(
            _QUARTILES.search(folded, s.start, s.end)
            for s, role in zip(sentences, roles, strict=True)
            if role == "methods"
        ),
        tuple(outcomes),
        intervention,
        defined,
        short_forms(defined),
        kinds,
        pointings,
        ranker,
        is_full_paper(document),
        told_times(folded, sentences, roles, quantities),
        told_responses(folded),
        primary_end_point(folded, sentences, roles),
        is_protocol(document),
    )


def is_full_paper(document: Document) -> bool:
    """Whether a document has sections beside its abstract."""
    return {"abstract", "section"} <= {passage.kind for passage in document.passages}


def _of_abstract(document: Document, besides: Sequence[Concept], mentions: Sequence[Mention]) -> tuple[Concept, ...]:
    """What all patients had besides, as far as the abstract of a full paper names it; of an abstract alone, all of it.

    A full paper tells of every antiemetic and catheter. What its authors would tell in few words is in its abstract.
    """
    if not is_full_paper(document):
        return tuple(besides)
    front = [passage.span for passage in document.passages if passage.kind in ("title", "abstract")]
    named = {c.id for m in mentions if any(span.contains(m.span) for span in front) for c in m.concepts}
    return tuple(concept for concept in besides if concept.id in named)


def _and_also(arm: Arm, besides: Sequence[Concept]) -> Arm:
    """The arm with what all had besides; one of which nothing else is known is left for what the study tests."""
    own = arm.therapies
    if arm.described is not None and arm.described not in own:
        own = (arm.described, *own)
    return replace(arm, therapies=(*own, *(c for c in besides if c not in own))) if own and besides else arm


#: Where a study's intervention is told, the surest first.
_TELL_INTERVENTION: tuple[Role, ...] = ("title", "objective", "methods")
_SETS_AGAINST = re.compile(r"\s(?:versus|vs\.?|compared (?:with|to))\s", re.IGNORECASE)
#: Heads of the encoder that mark outcomes, and how sure it must be.
_OUTCOMES = ("outcome", "outcome_measure")
SURE = 0.5


#: So many marks of references make a style.
MARKS_OF_A_STYLE = 5
_MARK = re.compile(r"[A-Za-z]\s?(?:\(|\[)\d{1,3}(?:\s*[-,]\s*\d{1,3}){0,6}[)\]](?=[.,;:\s])")


def _told_results(sentences: Sequence[Span], roles: Sequence[Role], quantities: Sequence[Quantity]) -> frozenset[str]:
    within = [sentence for sentence, role in zip(sentences, roles, strict=True) if role == "results"]
    starts = [sentence.start for sentence in within]
    found: set[str] = set()
    for quantity in quantities:
        place = bisect_right(starts, quantity.span.start) - 1
        if place >= 0 and within[place].contains(quantity.span):
            found.update(told_numbers(quantity))
    return frozenset(found)


def told_numbers(quantity: Quantity) -> tuple[str, ...]:
    """The numbers of a quantity that are telling enough to be known again: shares, fractions, decimals."""
    return tuple(match[0] for match in _TELLING.finditer(quantity.surface))


_TELLING = re.compile(r"\d{1,3}\.\d{1,3}|\d{1,3}\s?%|\d{1,4}/\d{1,4}")

#: `Data are expressed as medians (P25-P75)`: what stands in brackets behind a median without its name.
_QUARTILES = re.compile(
    r"\bmedians?\b(?: values?| and| with|,)?\s?[(\[]?\s?(?:and |with )?(?:the )?(?:P\s?25\b|25th\b|Q1\b|inter-?quartiles?\b|IQR\b|(?:lower|1st|first) quartiles?\b)",
    re.IGNORECASE,
)


def _title(document: Document, sentences: Sequence[Span], roles: Sequence[Role]) -> Span | None:
    """Where the title stands; of a text without one its first sentence, unless that tells what was known before."""
    told = next((passage.span for passage in document.passages if passage.kind == "title"), None)
    if told is not None or not sentences or roles[0] == "background":
        return told
    return sentences[0]


def _given(
    document: Document,
    sentences: Sequence[Span],
    roles: Sequence[Role],
    mentions: Sequence[Mention],
    kinds: Kinds,
) -> tuple[Concept, ...]:
    title = _title(document, sentences, roles)
    named = therapies_within(title, mentions) if title is not None else ()
    if named and any(concept.name not in _CLASSES for concept in named):
        return _most_specific(named, kinds)
    counted: Counter[Concept] = Counter()
    for sentence, role in zip(sentences, roles, strict=True):
        if role in ("objective", "methods", "results") and _GIVEN.search(sentence.of(document.text)):
            for mention in mentions:
                if mention.type in THERAPY_TYPES and mention.concepts and sentence.contains(mention.span):
                    counted[mention.concepts[0]] += 2 if role != "results" else 1
    specific = {concept: number for concept, number in counted.items() if concept.name not in _CLASSES}
    counted = Counter(specific) or counted
    if not counted:
        return named or (therapies_within(sentences[0], mentions) if sentences else ())
    most = max(counted.values())
    return _most_specific(tuple(concept for concept, number in counted.items() if number * 2 > most), kinds)[:3]


#: Names of whole classes: they stand for the therapies that a paper names beside them.
_CLASSES = frozenset(
    {
        "immunotherapy",
        "chemotherapy",
        "targeted therapy",
        "combination therapy",
        "therapy",
        "drug therapy",
        "cell therapy",
    }
)


def _most_specific(concepts: tuple[Concept, ...], kinds: Kinds) -> tuple[Concept, ...]:
    specific = tuple(c for c in concepts if c.name not in _CLASSES)
    return kinds.narrowest(specific or concepts)


def _total(folded: str, sentences: Sequence[Span], roles: Sequence[Role], quantities: Sequence[Quantity]) -> int | None:
    """The study's size: the first count of people that is told to be enrolled, else the first in the methods; a title's own count is the study's."""
    first: int | None = None
    for sentence, role in zip(sentences, roles, strict=True):
        if role in ("background", "discussion", "reference", "other", "conclusions"):
            continue
        if first is not None and role == "results":
            # What the methods count is the study; what results tell to have undergone something may be a part of it.
            return first
        enrolled = bool(_ENROLLED.search(folded, sentence.start, sentence.end))
        for quantity in quantities:
            seen_in_them = SEEN_IN.search(folded, sentence.start, quantity.span.start)
            if sentence.contains(quantity.span) and _counts_people(quantity) and not seen_in_them:
                if enrolled or role == "title":
                    return quantity.events
                if first is None and role in ("objective", "methods"):
                    first = quantity.events
    return first


def _counts_people(quantity: Quantity) -> bool:
    return (
        quantity.kind == "count"
        and (quantity.events or 0) > 1
        and quantity.name is not None
        and not re.match(
            r"death|relapse|event|case|sample|specimen|all|both|recurrence|response", quantity.name, re.IGNORECASE
        )
    )
