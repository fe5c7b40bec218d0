"""Arms told by how many patients had what: `88 children given A with 102 given B`, `of 110, 52 had A, 34 B and 24 C`.

What some patients received in a study's course is told in the same words (`tocilizumab was given to 8`), so that such a
list names arms only where its sides are compared, or where they are all of the patients told before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.findings.arms.arm import therapies_within
from pipeline.extract.findings.arms.candidates import Candidate
from pipeline.extract.findings.arms.phrases import candidate_named
from pipeline.schema import Mention, Span

#: What such a statement is worth.
EVIDENCE = 2.5
#: So many numbers of a sentence are looked at, and so far back for the number of all.
MOST = 8
REACH = 400
_NUMBER = re.compile(r"(?<![\w.,/-])(?P<n>\d{1,3}(?:,\d{3})+|\d{1,5})(?![\w.,/%-]*\d)(?=\s)")
_PEOPLE = (
    r"(?:patients|children|adults|infants|adolescents|women|men|girls|boys|individuals|participants|subjects|cases)"
)
#: Who had it, and the verb, which may be told once for all.
_WHO = (
    rf"\s(?:\(\d[\d.]*\s?%\)\s)?(?P<who>(?:[\w-]+\s){{0,3}}?(?:{_PEOPLE}|controls)\s)?"
    r"(?P<verb>(?:who\s|had\s|have\s|were\s|was\s){0,3}(?:received|receiving|given|treated with|underwent|undergoing|transplanted with)\s)?"
)
_BETWEEN = re.compile(
    _WHO + r"(?P<what>[^.;:()\d]{2,80}?)\s?(?:\([^()]{1,20}\)\s?)?"
    r"(?:,?\s(?:and|with|to|versus|vs\.?|or)(?:\swith)?(?:\s(?:another|the (?:other|remaining)))?\s?|,\s?)"
)
_LAST = re.compile(
    _WHO
    + r"(?P<what>[^.;:(),\d]{2,80}?)(?=\s(?:between|from|in|at|for|during|after|before|as|to|were|was|who|and)\b|\s?[.;:(),]|$)"
)
_SAMPLE = re.compile(rf"{_NUMBER.pattern}\s(?:[\w-]+\s){{0,4}}?{_PEOPLE}\b", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:compar\w+|versus|vs\.?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    number: int
    who: str
    what: Span
    told: bool


def received_by(
    text: str, folded: str, sentence: Span, mentions: Sequence[Mention], number: int
) -> Iterator[Candidate]:
    """The arms that a sentence tells by the numbers of those who had each; none where it tells no arms so.

    Args:
        text: verbatim text.
        folded: the same, folded.
        sentence: where to look.
        mentions: the document's mentions.
        number: the place of the sentence among those of the study.
    """
    numbers = list(_NUMBER.finditer(folded, sentence.start, sentence.end))
    if not 1 < len(numbers) <= MOST:
        return
    parts: list[_Part] = []
    for place, match in enumerate(numbers):
        end = numbers[place + 1].start() if place + 1 < len(numbers) else sentence.end
        part = _part(folded, match, end, last=place + 1 == len(numbers))
        if part is None:
            # What stands before a list is no part of it.
            parts = []
        elif part.told or parts:
            parts.append(part)
    given = [therapies_within(part.what, mentions) for part in parts]
    if len(parts) < 2 or not all(given) or len({frozenset(each) for each in given}) < len(given):
        return
    begin = parts[0].what.start
    compares = _COMPARES.search(folded, sentence.start, sentence.end) is not None
    if not compares and sum(part.number for part in parts) not in _told_before(folded, begin):
        return
    for part in parts:
        candidate = candidate_named(part.what.of(text), text, folded, part.what, mentions, EVIDENCE, total=part.number)
        candidate.statements.add(number)
        if part.who.endswith("controls"):
            # `102 matched controls given A` are the controls further on, with and without their number.
            candidate.aliases |= {"controls", part.who.lower(), f"{part.number} {part.who}".lower()}
        yield candidate


def _part(folded: str, number: re.Match[str], end: int, *, last: bool) -> _Part | None:
    """What so many had, up to the number behind it."""
    told = _LAST.match(folded, number.end(), end) if last else _BETWEEN.fullmatch(folded, number.end(), end)
    if told is None:
        return None
    return _Part(_whole(number), (told["who"] or "").strip(), Span(*told.span("what")), told["verb"] is not None)


def _whole(number: re.Match[str]) -> int:
    return int(number["n"].replace(",", ""))


def _told_before(folded: str, until: int) -> set[int]:
    """The numbers of people that are told right before a place."""
    return {_whole(match) for match in _SAMPLE.finditer(folded, max(0, until - REACH), until)}
