"""What the words around a disease say of its course: relapsed, refractory, newly diagnosed.

A state is told by words before the disease (``relapsed or refractory B-ALL``), before those who have it (``newly
diagnosed children with ALL``), or behind it (``ALL in second relapse``, ``AML refractory to chemotherapy``). What
stands before one disease holds of those that are coordinated with it, as long as they have no state of their own
(``relapsed AML and ALL``), and of a short form in brackets. Only what is sure is told: that patients with a disease
relapsed is most often a result, and no state of the disease that they came with.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipeline.extract import state_patterns as data
from pipeline.extract.sentences import sentence_at
from pipeline.extract.terms import Lexicon
from pipeline.schema import Mention, Span

#: How far before a disease a state may stand, and how far from one another they may, in characters.
REACH = 80

_HYPHENS = "\u2010\u2011\u2013-"
_NEGATED = re.compile(r"(?:\bnon[-\s\u2010\u2011]?|\b(?:not|never|no|neither|nor|without)\s+)$", re.IGNORECASE)
_TOKEN = re.compile(r"[^\s,/()&]+|[,/()&]")
# A word that looks like an attribute: with a hyphen, in capitals or with a sign or figure, or an adjective by its end.
_ATTRIBUTE = re.compile(
    rf"\w[\w.:+]*(?:[{_HYPHENS}][\w.:+]+)+|[A-Z]\w*[A-Z0-9+]\w*\+?|[IV]+[ABC]?|"
    r"\d{1,2}[a-dA-D]?|[a-z]{4,}ly|[A-Za-z]{3,}(?:ic|oid|ous|ive|ary|ar|cell|ated|ised|ized|nged|fied|sed|nant)|[A-Za-z]{3,}(?<!tri)al"
)
_JOINING = frozenset({"and", "or", "and/or", "/", "&", ","})
_JOINED = re.compile(r"\)?\s*(?:,?\s*\b(?:and/or|and|or|as well as)\b|,|/|&)\s*", re.IGNORECASE)
_OPENED = re.compile(r"\s*[(\[]\s*")
#: Behind a disease that is only an attribute of another one: `Philadelphia chromosome-positive`, `HIV-associated`.
_ATTRIBUTIVE = re.compile(rf"[{_HYPHENS}][a-z]")
_WITH = frozenset({"with", "having"})
#: What stands in brackets between a state and its disease is most often a short form: `relapsed/refractory (R/R)`.
_SHORT_FORM = 6
_CASES = frozenset({"case", "cases"})


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
        mentions whose ``states`` are of :data:`~pipeline.extract.state_patterns.STATES`, in alphabetical order.
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
    plain = re.sub(rf"[\s{_HYPHENS}]+", "_", name.strip().lower())
    for known in (plain, plain.replace("ized", "ised")):
        if known in data.STATES:
            return known
    match = _before().fullmatch(name.strip())
    states = () if match is None else _states_of(match)
    narrowest = [state for state in states if state not in {data.IMPLIED.get(other) for other in states}]
    return narrowest[0] if len(narrowest) == 1 else None


def _of_sentence(text: str, sentence: Span, named: Mapping[Span, set[str]]) -> dict[Span, set[str]]:
    """The states of each disease of a sentence, given those that the names themselves tell."""
    places = sorted(named)
    words = [
        match
        for match in _before().finditer(text, sentence.start, sentence.end)
        if not _NEGATED.search(text, max(sentence.start, match.start() - 12), match.start())
    ]
    ends = sorted(span.end for span in places)
    before: dict[Span, set[str]] = {}
    for span in places:
        # Never over another disease: what stands before that one is its own.
        at = bisect_right(ends, span.start)
        floor = Span(ends[at - 1] if at else sentence.start, span.start)
        before[span] = _told_before(text, floor, words, span, named[span])
    behind = {span: _told_behind(text, sentence, span) for span in places}
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
            and _attributes(between[joint.end() :])
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
        words: all words of the sentence that tell a state.
        span: the disease.
        within: the states that its name begins with.
    """
    found = set(within)
    edge, at_disease = span.start, not within
    for match in reversed([word for word in words if reach.start <= word.start() < span.start]):
        if match.end() > span.start:
            # `non-metastatic breast cancer`, where the name begins with `metastatic`.
            found = set()
        elif edge - match.end() > REACH or not _leads_to(text[match.end() : edge], match, at_disease):
            break
        found.update(_states_of(match))
        edge, at_disease = match.start(), False
    window = text[max(reach.start, span.start - REACH) : span.start]
    event = _event_before().search(window)
    if event and _attributes(window[event.end() :]) and not _not_happened().search(window, 0, event.start()):
        found |= _of_event(event)
    if (line := _first_line().search(window)) and _attributes(window[line.end() :]):
        found.add("previously_untreated")
    return found


def _leads_to(gap: str, state: re.Match[str], at_disease: bool) -> bool:
    """Whether what stands between a state and what it may be of leaves it an attribute of that.

    Args:
        gap: the words between.
        state: the words that tell the state.
        at_disease: whether a disease follows; else it is another state, with which this one may be joined.
    """
    tokens = _TOKEN.findall(gap.lstrip(_HYPHENS))
    lowered = [token.lower() for token in tokens]
    # `newly diagnosed with`: of a disease alone.
    if lowered[:1] == ["with"] and _states_of(state) == ("newly_diagnosed",):
        tokens, lowered = tokens[1:], lowered[1:]
    for place, token in enumerate(lowered[:-1]):
        link = lowered[place + 1]
        if _people().fullmatch(token) and (link in _WITH or (link == "of" and token in _CASES)):
            # `newly diagnosed children with standard-risk`: attributes on both sides.
            rest = tokens[place + 3 :] if lowered[place + 2 : place + 3] in (["a"], ["an"]) else tokens[place + 2 :]
            return _all_attributes(tokens[:place]) and _leads_to(" ".join(rest), state, at_disease)
    if not at_disease:
        # `relapsed or refractory`, `relapsed/refractory (R/R)`: joined, with brackets around one of them.
        while lowered and lowered[-1] in (*_JOINING, "("):
            tokens.pop()
            lowered.pop()
    return _all_attributes(tokens)


def _attributes(gap: str) -> bool:
    return _all_attributes(_TOKEN.findall(gap))


def _all_attributes(tokens: Sequence[str]) -> bool:
    """Whether words are attributes of what follows: `B-cell`, `Ph+`, `paediatric and adult`; none are as well."""
    open_brackets = 0
    for place, token in enumerate(tokens):
        if token in "()":
            open_brackets += 1 if token == "(" else -1
        elif open_brackets > 0 and len(token) <= _SHORT_FORM:
            continue
        elif token.lower() in _JOINING:
            # A word that joins stands between two attributes.
            if token != "," and place in (0, len(tokens) - 1):
                return False
        elif token.lower() not in data.BETWEEN and not _ATTRIBUTE.fullmatch(token.rstrip(_HYPHENS)):
            return False
    return open_brackets in (0, -1)


def _told_behind(text: str, sentence: Span, span: Span) -> set[str]:
    """What the words behind a disease tell of it."""
    behind = re.sub(r"^[)\]]", "", text[span.end : min(sentence.end, span.end + REACH)])
    found: set[str] = set()
    if bracket := re.match(r"\s*\(([^()]{2,40})\)", behind):
        found |= _only_states(bracket[1])
    if event := _event_behind().match(behind):
        found |= _of_event(event)
    if remission := _remission_behind().match(behind):
        found |= _of_remission(remission)
    if phase := _phase_behind().match(behind):
        found.add({"chronic": "chronic_phase", "accelerated": "accelerated_phase"}.get(phase[1].lower(), "blast_phase"))
    if _refractory_behind().match(behind):
        found.add("refractory")
    if _residual_behind().match(behind):
        found.add("mrd_positive")
    if site := _involved_behind().match(behind):
        found.update(data.SITES.get(" ".join(site[1].lower().split()), ()))
    found |= _of_verbs(text[max(sentence.start, span.start - 40) : span.start], behind)
    return found


def _only_states(words: str) -> set[str]:
    """The states of words that tell nothing else."""
    found: set[str] = set()
    at = 0
    for match in _before().finditer(words):
        if not all(token.lower() in _JOINING for token in _TOKEN.findall(words[at : match.start()])):
            return set()
        found.update(_states_of(match))
        at = match.end()
    return found if not words[at:].strip() else set()


def _of_event(event: re.Match[str]) -> set[str]:
    """What a relapse says of the disease: that it is back, for which time, and where."""
    told = event["told"].lower()
    found = {"relapsed"}
    found.update(
        f"{count}_relapse" for word, count in data.ORDINALS.items() if re.search(rf"\b{word}\b", told) is not None
    )
    words = " ".join(told.replace("-", " ").split())
    sites = [state for site, states in data.SITES.items() if re.search(rf"\b{site}\b", words) for state in states]
    found.update(sites)
    if "isolated" in told and "extramedullary" in sites:
        found.add("isolated_extramedullary")
    return found


def _of_remission(remission: re.Match[str]) -> set[str]:
    told = remission["told"].lower()
    counts = {count for word, count in data.ORDINALS.items() if re.search(rf"\b{word}\b", told)}
    counts.update("first" if digit == "1" else "later" for digit in re.findall(r"\d(?=\W*$)", told))
    return {"in_remission", *(f"{count}_remission" for count in counts)}


def _of_verbs(before: str, behind: str) -> set[str]:
    """`whose ALL had relapsed`, `ALL that had relapsed or was refractory`."""
    match = _verbs_behind().match(behind)
    if match is None:
        return set()
    whose = re.search(r"\bwhose\s+(?P<rest>(?:\S+\s+){0,3})$", before)
    if match["who"] is None and (whose is None or not _attributes(whose["rest"])):
        return set()
    verbs = match["verbs"].lower()
    return {
        state
        for word, state in (("relapse", "relapsed"), ("recur", "relapsed"), ("refractory", "refractory"))
        if word in verbs
    }


def _within_name(mention: Mention, lexicon: Lexicon | None) -> set[str]:
    """The states that a name itself begins with, where what is left is a disease's name as well."""
    if lexicon is None:
        return set()
    found: set[str] = set()
    at = 0
    for match in _before().finditer(mention.surface):
        if not all(token.lower() in _JOINING for token in _TOKEN.findall(mention.surface[at : match.start()])):
            break
        found.update(_states_of(match))
        at = match.end()
    rest = mention.surface[at:].strip(f" {_HYPHENS}")
    plain = {concept.id for concept in lexicon.lookup(rest) if concept.type == "disease"} if found and rest else set()
    if not plain:
        return set()
    own = {concept.id for concept in mention.concepts}
    kin = bool(plain & (own | {parent for id_ in own for parent in lexicon.parents(id_)}))
    return found if kin or mention.source not in ("lexicon", "abbreviation") else found - data.PARTS_OF_NAMES


@cache
def _before() -> re.Pattern[str]:
    """Any words that tell a state; the group that matched is the number of the line in the data, from 1."""
    parts = "|".join(f"({pattern})" for pattern, _ in data.BEFORE)
    spelled = parts.replace("~", rf"\s?[{_HYPHENS}]?\s?")
    return re.compile(rf"(?<![\w{_HYPHENS}])(?:{spelled})(?!\w)", re.IGNORECASE)


def _states_of(match: re.Match[str]) -> tuple[str, ...]:
    return data.BEFORE[(match.lastindex or 1) - 1][1]


@cache
def _people() -> re.Pattern[str]:
    return re.compile(data.PEOPLE)


@cache
def _told_relapse() -> str:
    ordinals = "|".join(sorted(data.ORDINALS, key=len, reverse=True))
    sites = "|".join(site.replace(" ", r"\s+") for site in sorted(data.SITES, key=len, reverse=True))
    kinds = "isolated|combined|early|late|very|overt|molecular|ha?ematologic(?:al)?|multiple"
    return rf"(?:(?:(?:or|and)\s+)?(?:{ordinals}|{sites}|{kinds})[\s-]+)"


@cache
def _event_behind() -> re.Pattern[str]:
    return re.compile(
        rf",?\s+(?:in|at|with|after|and\s+in)\s+(?:an?\s+|the\s+|their\s+)?"
        rf"(?P<told>{_told_relapse()}{{0,5}})relapses?\b(?![\s-]*(?:free|rates?|risk|incidence|prevention))",
        re.IGNORECASE,
    )


@cache
def _event_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?P<told>{_told_relapse()}{{1,5}})relapses?\s+(?:of|in)\s+(?:(?:{data.PEOPLE})\s+with\s+)?"
        rf"(?!.*\brelapse)",
        re.IGNORECASE,
    )


@cache
def _not_happened() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{data.NOT_HAPPENED})\b(?:\s+\w+){{0,3}}\s*$", re.IGNORECASE)


@cache
def _first_line() -> re.Pattern[str]:
    return re.compile(
        rf"\bas\s+(?:a\s+)?(?:first|front)[\s-]?line\s+(?:\w+\s+){{0,2}}(?:of|for|in)\s+(?:(?:{data.PEOPLE})\s+with\s+)?",
        re.IGNORECASE,
    )


@cache
def _remission_behind() -> re.Pattern[str]:
    ordinals = "|".join(sorted(data.ORDINALS, key=len, reverse=True))
    return re.compile(
        rf"\s+(?:in|and\s+in)\s+(?P<told>(?:(?:{ordinals}|or|≥|>|complete|ha?ematologic(?:al)?|molecular|"
        rf"morphologic(?:al)?)\s*)*(?:remission|CR ?\d?))\b(?![\s-]*(?:rates?|duration))",
        re.IGNORECASE,
    )


@cache
def _phase_behind() -> re.Pattern[str]:
    return re.compile(
        r"\s+in\s+(?:the\s+|an?\s+)?(chronic|accelerated|blast(?:ic)?)[\s-](?:phase|crisis)\b", re.IGNORECASE
    )


@cache
def _refractory_behind() -> re.Pattern[str]:
    return re.compile(r",?\s+refractory\s+to\b", re.IGNORECASE)


@cache
def _residual_behind() -> re.Pattern[str]:
    residual = r"(?:MRD|(?:minimal|measurable)\s+residual\s+disease(?:\s+\(MRD\))?)"
    return re.compile(
        rf"\s+with\s+(?:(?:persistent|detectable|positive|residual)\s+{residual}|{residual}[\s-]positiv)", re.IGNORECASE
    )


@cache
def _involved_behind() -> re.Pattern[str]:
    return re.compile(
        r"\s+with\s+(CNS|central\s+nervous\s+system|extramedullary|testicular|meningeal)\s+"
        r"(?:involvement|disease|infiltration|leuka?emia)\b",
        re.IGNORECASE,
    )


@cache
def _verbs_behind() -> re.Pattern[str]:
    verb = r"(?:relapsed|recurred|refractory)"
    auxiliary = r"(?:is|was|are|were|has|had|have|has\s+been|had\s+been)"
    return re.compile(
        rf",?\s+(?P<who>(?:that|which|who)\s+)?(?:{auxiliary}\s+)(?:either\s+)?"
        rf"(?P<verbs>{verb}(?:\s+(?:or|and)\s+(?:{auxiliary}\s+)?{verb})?)\b",
        re.IGNORECASE,
    )
