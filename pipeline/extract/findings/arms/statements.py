"""Statements that tell a trial's arms together: what patients were allocated to, and what is compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.findings.arms import patterns
from pipeline.extract.findings.arms.allocation import Allocation, find_allocations, find_compared
from pipeline.extract.findings.arms.arm import THERAPY_TYPES, therapies_within
from pipeline.extract.findings.arms.candidates import Candidate
from pipeline.extract.findings.arms.phrases import bracketed, candidate_named, cleaned
from pipeline.schema import Mention, Span

#: So many words make a name; more describe.
WORDS_OF_A_NAME = 6
#: How many sentences at the document's beginning may tell its design by a comparison.
DESIGN_SENTENCES = 12


def allocated_to(
    text: str, folded: str, sentence: Span, mentions: Sequence[Mention], number: int
) -> Iterator[Candidate]:
    """`randomised to receive either A or B`: whatever patients are allocated to is an arm."""
    for allocation in find_allocations(folded, sentence):
        stated = [
            bracketed(
                candidate_named(each.phrase.of(text), text, folded, each.phrase, mentions, 3.0),
                text,
                each.phrase,
                each.whole,
            )
            for each in allocation.alternatives
        ]
        _in_full(stated, text, allocation)
        _levels(stated, text, allocation)
        for each, alternative in zip(stated, allocation.alternatives, strict=True):
            # `docetaxel once every 3 weeks plus axitinib`
            if (plus := patterns.PLUS.search(folded, alternative.phrase.end, alternative.whole.end)) is not None:
                rest = therapies_within(Span(plus.end(), alternative.whole.end), mentions)
                # `ribociclib or placebo in addition to letrozole`: what is told behind a placebo is of all.
                last = alternative is allocation.alternatives[-1] and patterns.CONTROL_NAME.match(each.name)
                for one in stated if last else (each,):
                    one.therapies = (*one.therapies, *(c for c in rest if c not in one.therapies))
        if any(not patterns.may_be_name(each.name) for each in stated) or len({e.name.lower() for e in stated}) < len(
            stated
        ):
            stated = _by_dose(stated, text, allocation)
        for each, alternative in zip(stated, allocation.alternatives, strict=False):
            if patterns.WITHOUT.match(folded, alternative.phrase.start):
                each.name = cleaned(re.sub(r"\s*\([^()]*\)", "", alternative.phrase.of(text)))
                if allocation.added and _WITHOUT_ALONE.fullmatch(each.name):
                    # `without (arm A) or with (arm B) C`: without what the other had.
                    each.name = f"without {stated[0].name}"
                if allocation.added and each is not stated[0]:
                    # `with or without gemtuzumab ozogamicin (GO)`: so is what was added called, and whoever had it.
                    stated[0].shorts |= each.shorts
                    stated[0].aliases |= {short.lower() for short in each.shorts}
                    each.shorts = set()
                lettered = {alias for alias in each.aliases if patterns.LETTERED.fullmatch(alias)}
                each.aliases = {each.name.lower(), *lettered, *(short.lower() for short in each.shorts)}
                each.therapies = ()
        _not_given(stated)
        if allocation.added:
            shared = therapies_within(allocation.shared, mentions)
            for each, alternative in zip(stated, allocation.alternatives, strict=True):
                each.therapies = (*(c for c in shared if c not in each.therapies), *each.therapies)
                # Whoever had it comes first where `with` does, though its name stands behind `without`.
                each.at = alternative.whole.start
        elif not any(each.therapies for each in stated):
            # Schedules and manners of one therapy (`paclitaxel given either weekly or every three weeks`).
            shared = therapies_within(allocation.shared, mentions)
            for each in stated:
                each.therapies = () if each.control else shared
        for before, each in pairwise(stated):
            if not each.therapies and each.name[:1].isdigit():
                # Another dose of what was named before.
                each.therapies = before.therapies
        for each in stated:
            each.statements.add(number)
            # What is added or not is called by other names as well, which tell more.
            each.allocated = not allocation.added
            yield each


def _in_full(stated: Sequence[Candidate], text: str, allocation: Allocation) -> None:
    """A short phrase names its arm in full (`Nevasic plus usual care`); its therapies alone do where no other has them."""
    trimmed = [each.name.lower() for each in stated]
    for each, alternative in zip(stated, allocation.alternatives, strict=True):
        name = cleaned(patterns.DOSE.split(re.split(r"[(\[]", alternative.phrase.of(text))[0])[0])
        if name and len(name.split()) <= WORDS_OF_A_NAME and name.lower() != each.name.lower():
            if trimmed.count(each.name.lower()) > 1:
                each.aliases.discard(each.name.lower())
            each.aliases.add(name.lower())
            each.name = name


_WITHOUT_ALONE = re.compile(r"without", re.IGNORECASE)
_NOT: re.Pattern[str] = re.compile(
    r"not(?:\s+(?:to|receiv\w+|us(?:e|ing)|undergo\w*|hav(?:e|ing)|given|so))*", re.IGNORECASE
)


def _not_given(stated: Sequence[Candidate]) -> None:
    """`to receive radiotherapy (n = 208) or not (n = 192)`: the second is called by what it did without."""
    for before, each in pairwise(stated):
        if _NOT.fullmatch(each.name):
            each.name = f"no {before.name}"
            each.aliases = {
                *(f"{word} {alias}" for alias in before.aliases for word in ("no", "without")),
                *each.shorts,
            }
            each.therapies = ()


#: `high- (6 mg/kg)`, and what its hyphen leaves out in the name behind.
_LEFT_OPEN = re.compile(r"(?P<level>[A-Za-z]+)-\s*(?=\(|$)")
_COMPLETED = re.compile(r"(?P<level>[A-Za-z]+)-(?P<noun>[a-z]+)")


def _levels(stated: Sequence[Candidate], text: str, allocation: Allocation) -> None:
    """A name whose hyphen leaves its rest to the next is called and treated as that (`high- or low-dose A`)."""
    for (before, first), (each, second) in pairwise(zip(stated, allocation.alternatives, strict=True)):
        left, whole = _LEFT_OPEN.match(first.phrase.of(text)), _COMPLETED.match(second.phrase.of(text))
        if left is None or whole is None or not each.name.startswith(whole[0]):
            continue
        for one, level in ((before, left["level"]), (each, whole["level"])):
            one.aliases |= {f"{level}-{whole['noun']}".lower(), f"{level} {whole['noun']}".lower()}
        before.aliases.discard(before.name.lower())
        before.name = left["level"] + each.name[len(whole["level"]) :]
        before.aliases.add(before.name.lower())
        before.therapies = before.therapies or each.therapies


def _by_dose(stated: list[Candidate], text: str, allocation: Allocation) -> list[Candidate]:
    """Arms of one therapy go by the whole of what each was allocated to (`gabapentin 300 mg`, `gabapentin 900 mg`)."""
    for each, alternative in zip(stated, allocation.alternatives, strict=True):
        name = cleaned(re.split(r"[(\[]", alternative.phrase.of(text))[0])
        if name and name.lower() != each.name.lower():
            each.aliases = {name.lower()} | (each.aliases - {each.name.lower()})
            each.name = name
    names = [each.name.lower() for each in stated]
    return stated if len(set(names)) == len(names) else []


#: `letrozole with (arm 1) or without (arm 2) palbociclib`: what is told there is read as an allocation.
_ADDED_OR_NOT = re.compile(
    r"\bwith(?:out)?\s*\([^()]{1,40}\)\s+(?:or|and|versus|vs\.?)\s+with(?:out)?\b", re.IGNORECASE
)
#: What parts several within one side of a comparison.
_ALTERNATIVES = re.compile(r"\s(?:or|versus|vs\.?)\s", re.IGNORECASE)


def compared(text: str, folded: str, sentence: Span, mentions: Sequence[Mention], number: int) -> Iterator[Candidate]:
    """`A versus B`, `a comparison of A with B`, where the design is told."""
    # A design is told at the beginning; what later sentences compare is results.
    if number >= DESIGN_SENTENCES:
        return
    for comparison in find_compared(folded, sentence):
        phrases = [each.phrase for each in comparison.alternatives]
        if any(_ALTERNATIVES.search(patterns.BRACKETS.sub("", phrase.of(folded))) for phrase in phrases):
            # `compared children transplanted with A (n = 28) or B (n = 17)`: who is compared stands within one side.
            continue
        known = [_is_known(phrase, folded, mentions) for phrase in phrases]
        if all(known) or (any(known) and all(len(p.of(folded).split()) <= WORDS_OF_A_NAME for p in phrases)):
            yield from _stated(text, folded, phrases, mentions, number, 2.0)
            return
    match = patterns.COMPARED.search(folded, sentence.start, sentence.end)
    if match is None or _ADDED_OR_NOT.search(match["arms"]):
        return
    base = match.start("arms")
    spans = [Span(base + begin, base + end) for begin, end in patterns.split_alternatives(match["arms"])]
    phrases = [s for s in spans if _is_known(s, folded, mentions) and "-controlled" not in s.of(folded)]
    if len(phrases) >= 2:
        yield from _stated(text, folded, phrases, mentions, number, 1.5)


def _is_known(phrase: Span, folded: str, mentions: Sequence[Mention]) -> bool:
    return bool(therapies_within(phrase, mentions) or patterns.CONTROL_NAME.search(phrase.of(folded)))


def _stated(
    text: str, folded: str, phrases: Sequence[Span], mentions: Sequence[Mention], number: int, evidence: float
) -> Iterator[Candidate]:
    """The arms of one statement, each with the short form behind its therapies."""
    for phrase in phrases:
        candidate = candidate_named(phrase.of(text), text, folded, phrase, mentions, evidence)
        inside = [m.span.end for m in mentions if m.type in THERAPY_TYPES and phrase.contains(m.span)]
        named = Span(phrase.start, max(inside, default=phrase.start))
        candidate = bracketed(candidate, text, named, phrase)
        candidate.statements.add(number)
        yield candidate
