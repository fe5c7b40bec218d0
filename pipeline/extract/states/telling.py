"""What the words around a disease say of its course: relapsed, refractory, newly diagnosed.

A state is told by words before the disease (``relapsed or refractory B-ALL``), before those who have it (``newly
diagnosed children with ALL``), or behind it (``ALL in second relapse``, ``AML refractory to chemotherapy``). What
stands before one disease holds of those that are coordinated with it, as long as they have no state of their own
(``relapsed AML and ALL``), and of a short form in brackets. Only what is sure is told: that patients with a disease
relapsed is most often a result, and no state of the disease that they came with.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.sentences import sentence_at
from pipeline.extract.states import phrases
from pipeline.extract.states import vocabulary as data
from pipeline.extract.states.attributes import JOINING, TOKEN, are_attributes, leads_to
from pipeline.extract.states.behind import of_event, told_behind
from pipeline.extract.states.phrases import HYPHENS
from pipeline.extract.terms import Lexicon
from pipeline.schema import Mention, Span

#: How far before a disease a state may stand, and how far from one another they may, in characters.
REACH = 80

_NEGATED = re.compile(r"(?:\bnon[-\s\u2010\u2011]?|\b(?:not|never|no|neither|nor|without)\s+)$", re.IGNORECASE)
_JOINED = re.compile(r"\)?\s*(?:,?\s*\b(?:and/or|and|or|as well as)\b|,|/|&)\s*", re.IGNORECASE)
_OPENED = re.compile(r"\s*[(\[]\s*")
#: Behind a disease that is only an attribute of another one: `Philadelphia chromosome-positive`, `HIV-associated`.
_ATTRIBUTIVE = re.compile(rf"[{HYPHENS}][a-z]")


def add_states(
    text: str, sentences: Sequence[Span], mentions: Sequence[Mention], lexicon: Lexicon | None = None
) -> list[Mention]:
    """The mentions with the states of those that are diseases, in the order given.

    Args:
        text: verbatim text.
        sentences: its sentences, in order; nothing is told across their borders.
        mentions: what stands in it.
        lexicon: tells a state within a disease's name (``relapsed acute lymphoblastic leukaemia``) from a part of it
            (``refractory anaemia``); None tells none there.

    Returns:
        mentions whose ``states`` are of :data:`~pipeline.extract.states.STATES`, in alphabetical order.
    """
    by_sentence: dict[int, list[int]] = {}
    for place, mention in enumerate(mentions):
        number = sentence_at(sentences, mention.span.start)
        if number >= 0 and is_disease(mention) and not _ATTRIBUTIVE.match(text, mention.span.end):
            by_sentence.setdefault(number, []).append(place)
    result = list(mentions)
    for number, places in by_sentence.items():
        named: dict[Span, set[str]] = {}
        for place in places:
            named.setdefault(mentions[place].span, set()).update(_within_name(mentions[place], lexicon))
        told = _of_sentence(text, sentences[number], named)
        for place in places:
            states = told[mentions[place].span].union(mentions[place].states)
            if states:
                result[place] = replace(mentions[place], states=tuple(sorted(states)))
    return result


def is_disease(mention: Mention) -> bool:
    """Whether a mention may be of a disease; what is one may be counted as a harm as well (graft-versus-host)."""
    return mention.type == "disease" or any(concept.type == "disease" for concept in mention.concepts)


def named_state(name: str) -> str | None:
    """The state that a user means: its name with spaces or hyphens, or any words that tell just this one.

    Where the words tell a state and one that it implies (``first relapse``), it is the narrower one.
    """
    plain = re.sub(rf"[\s{HYPHENS}]+", "_", name.strip().lower())
    for known in (plain, plain.replace("ized", "ised")):
        if known in data.STATES:
            return known
    match = phrases.before().fullmatch(name.strip())
    states = () if match is None else phrases.states_of(match)
    narrowest = [state for state in states if state not in {data.IMPLIED.get(other) for other in states}]
    return narrowest[0] if len(narrowest) == 1 else None


def _of_sentence(text: str, sentence: Span, named: Mapping[Span, set[str]]) -> dict[Span, set[str]]:
    """The states of each disease of a sentence, given those that the names themselves tell."""
    places = sorted(named)
    words = [
        match
        for match in phrases.before().finditer(text, sentence.start, sentence.end)
        if not _NEGATED.search(text, max(sentence.start, match.start() - 12), match.start())
    ]
    behind: dict[Span, set[str]] = {}
    ends: list[int] = []
    for span in places:
        behind[span], length = told_behind(text, sentence, span)
        ends.append(span.end + length)
    ends.sort()
    starts = [word.start() for word in words]
    before: dict[Span, set[str]] = {}
    for span in places:
        # Never over another disease and what stands behind it: that is its own.
        at = bisect_right(ends, span.start)
        reach = Span(ends[at - 1] if at else sentence.start, span.start)
        near = words[bisect_left(starts, reach.start) : bisect_left(starts, span.start)]
        before[span] = _told_before(text, reach, near, span, named[span])
    for left, right in pairwise(places):
        if right.start < left.end:
            continue
        between = text[left.end : right.start]
        if _OPENED.fullmatch(between) and text[right.end : right.end + 1] in (")", "]", ";", ","):
            # A short form in brackets is the same thing: what is said of either is said of both.
            before[right] = before[left] | before[right]
            behind[left] = behind[right] = behind[left] | behind[right]
        elif (
            not before[right] | behind[right]
            and (joint := _JOINED.match(between))
            and are_attributes(between[joint.end() :])
        ):
            before[right] = set(before[left])
    return {span: before[span] | behind[span] for span in places}


def _told_before(
    text: str, reach: Span, words: Sequence[re.Match[str]], span: Span, within: Collection[str]
) -> set[str]:
    """What the words before a disease tell, one after the other from the disease on.

    Args:
        text: verbatim text.
        reach: where they may stand.
        words: what tells a state there, in order.
        span: the disease.
        within: the states that its name begins with.
    """
    found = set(within)
    edge, at_disease = span.start, not within
    for match in reversed(words):
        if match.end() > span.start:
            # `non-metastatic breast cancer`, where the name begins with `metastatic`.
            found = set()
        elif edge - match.end() > REACH or not leads_to(text[match.end() : edge], match, at_disease):
            break
        found.update(phrases.states_of(match))
        edge, at_disease = match.start(), False
    window = text[max(reach.start, span.start - REACH) : span.start]
    event = phrases.event_before().search(window)
    if event and are_attributes(window[event.end() :]) and not phrases.not_happened().search(window, 0, event.start()):
        found |= of_event(event)
    if (line := phrases.first_line().search(window)) and are_attributes(window[line.end() :]):
        found.add("previously_untreated")
    return found


def _within_name(mention: Mention, lexicon: Lexicon | None) -> set[str]:
    """The states that a name itself begins with, where what is left is a disease's name as well."""
    if lexicon is None:
        return set()
    found: set[str] = set()
    at = 0
    for match in phrases.before().finditer(mention.surface):
        if not all(token.lower() in JOINING for token in TOKEN.findall(mention.surface[at : match.start()])):
            break
        found.update(phrases.states_of(match))
        at = match.end()
    rest = mention.surface[at:].strip(f" {HYPHENS}")
    plain = {concept.id for concept in lexicon.lookup(rest) if concept.type == "disease"} if found and rest else set()
    if not plain:
        return set()
    own = {concept.id for concept in mention.concepts}
    kin = bool(plain & (own | {parent for id_ in own for parent in lexicon.parents(id_)}))
    return found if kin or mention.source not in ("lexicon", "abbreviation") else found - data.PARTS_OF_NAMES
