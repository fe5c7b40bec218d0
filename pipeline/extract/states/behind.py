"""What the words behind a disease tell of its state, and what a relapse tells wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.extract.states import phrases
from pipeline.extract.states import vocabulary as data
from pipeline.extract.states.attributes import JOINING, TOKEN, are_attributes
from pipeline.schema import Span

#: How far behind a disease they may stand, in characters.
REACH = 80


def told_behind(text: str, sentence: Span, span: Span) -> tuple[set[str], int]:
    """The states that the words behind a disease tell, and how far these words reach, in characters."""
    closed = text[span.end : span.end + 1] in (")", "]")
    start = span.end + closed
    behind = text[start : min(sentence.end, start + REACH)]
    found: set[str] = set()
    length = 0
    for pattern, states_of in _TOLD:
        if match := pattern().match(behind):
            states = states_of(match)
            found |= states
            length = max(length, match.end() if states else 0)
    found |= _of_verbs(text[max(sentence.start, span.start - 40) : span.start], behind)
    return found, length + closed if length else 0


def _only_states(words: str) -> set[str]:
    """The states of words that tell nothing else."""
    found: set[str] = set()
    at = 0
    for match in phrases.before().finditer(words):
        if not all(token.lower() in JOINING for token in TOKEN.findall(words[at : match.start()])):
            return set()
        found.update(phrases.states_of(match))
        at = match.end()
    return found if not words[at:].strip() else set()


def of_event(event: re.Match[str]) -> set[str]:
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
    match = phrases.verbs_behind().match(behind)
    if match is None:
        return set()
    whose = re.search(r"\bwhose\s+(?P<rest>(?:\S+\s+){0,3})$", before)
    if match["who"] is None and (whose is None or not are_attributes(whose["rest"])):
        return set()
    verbs = match["verbs"].lower()
    return {
        state
        for word, state in (("relapse", "relapsed"), ("recur", "relapsed"), ("refractory", "refractory"))
        if word in verbs
    }


def _of_bracket(bracket: re.Match[str]) -> set[str]:
    return _only_states(bracket[1])


def _of_phase(phase: re.Match[str]) -> set[str]:
    return {{"chronic": "chronic_phase", "accelerated": "accelerated_phase"}.get(phase[1].lower(), "blast_phase")}


def _of_site(site: re.Match[str]) -> set[str]:
    return set(data.SITES[" ".join(site[1].lower().split())])


_TOLD: tuple[tuple[Callable[[], re.Pattern[str]], Callable[[re.Match[str]], set[str]]], ...] = (
    (phrases.bracket_behind, _of_bracket),
    (phrases.event_behind, of_event),
    (phrases.remission_behind, _of_remission),
    (phrases.phase_behind, _of_phase),
    (phrases.refractory_behind, lambda _: {"refractory"}),
    (phrases.residual_behind, lambda _: {"mrd_positive"}),
    (phrases.involved_behind, _of_site),
)
