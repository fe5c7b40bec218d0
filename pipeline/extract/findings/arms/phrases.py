"""From the words that name an arm to its name, its short forms, its size and its therapies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.findings.arms import patterns
from pipeline.extract.findings.arms.arm import THERAPY_TYPES, therapies_within
from pipeline.extract.findings.arms.candidates import Candidate
from pipeline.schema import Mention, Span

#: So far, in characters, behind its name the brackets of an arm may stand.
BRACKETS_REACH = 40


def candidate_named(
    name: str,
    text: str,
    folded: str,
    span: Span,
    mentions: Sequence[Mention],
    evidence: float,
    *,
    total: int | None = None,
    also: Span | None = None,
) -> Candidate:
    """A candidate by the phrase that names it.

    Args:
        name: what names it, where the phrase is empty.
        text: verbatim text.
        folded: the same, folded.
        span: the phrase.
        mentions: mentions of the document.
        evidence: what the place is worth.
        total: the number of patients that is told with it.
        also: another phrase for it, whose therapies are its own where it names none.
    """
    therapies = therapies_within(span, mentions)
    aliases: set[str] = set()
    if also is not None and len(also):
        therapies = therapies or therapies_within(also, mentions)
        aliases.add(cleaned(trimmed(text, folded, also, mentions)).lower())
    name = cleaned(trimmed(text, folded, span, mentions) if len(span) else name)
    # What brackets say is read apart.
    name = cleaned(re.split(r"[(\[]", name)[0]) or name
    aliases.add(name.lower())
    aliases.discard("")
    lettered = bool(patterns.LETTERED.fullmatch(name))
    shorts = {name} if patterns.SHORT_NAME.fullmatch(name) else set()
    return Candidate(name, aliases, therapies, total, span.start, evidence, lettered, shorts)


def trimmed(text: str, folded: str, span: Span, mentions: Sequence[Mention]) -> str:
    """The name within a longer phrase: its therapies with the words that qualify them, without doses and verbs."""
    inside = [m for m in mentions if m.type in THERAPY_TYPES and span.contains(m.span)]
    if inside:
        start, end = inside[0].span.start, inside[-1].span.end
        before = patterns.QUALIFIERS_BEFORE.search(folded, span.start, start)
        if before and before.end() == start:
            start = before.start()
        after = patterns.QUALIFIERS_AFTER.match(folded, end, max(end, min(len(folded), span.end)))
        if after:
            end = after.end()
        return text[start:end]
    words = patterns.DOSE.split(span.of(text))[0]
    return re.split(r"[(\[;]", words)[0]


def cleaned(name: str) -> str:
    """A name without the words around it that name nothing (`receiving`, `the`, `group`)."""
    name = patterns.LEADING.sub("", re.sub(r"\s+", " ", name).strip(" ,.;:-"))
    return patterns.TRAILING.sub("", name)


def phrase_before(folded: str, end: int, floor: int, mentions: Sequence[Mention]) -> Span:
    """The words that name what stands in the brackets at ``end``, therapies joined to them on the left included."""
    begin = max(floor, end - 110)
    starts = [m.end() for m in patterns.PHRASE_START.finditer(folded, begin, end)]
    start = starts[-1] if starts else begin
    while start < end and not folded[start].isalnum():
        start += 1
    stop = end
    while stop > start and folded[stop - 1] in " ,;:-":
        stop -= 1
    for mention in reversed([m for m in mentions if m.type in THERAPY_TYPES and floor <= m.span.start < start]):
        between = folded[mention.span.end : start]
        # `tocilizumab (n = 150), rituximab (n = 102)`: what has a size of its own is another arm.
        if len(between) < 40 and patterns.JOINED.fullmatch(between) and not patterns.OWN_SIZE.search(between):
            start = mention.span.start
        else:
            break
    return Span(start, max(start, stop))


def bracketed(candidate: Candidate, text: str, name: Span, whole: Span) -> Candidate:
    """The candidate with the short forms and the size that the brackets behind its name tell."""
    sizes: list[int] = []
    for match in patterns.BRACKETS.finditer(text, whole.start, whole.end):
        # Brackets further on are of something else (`for patients with ejection fraction (LVEF) < 56%`).
        near = match.start() < name.end + BRACKETS_REACH
        for part in re.split(r"[,;:](?!\d)", match["inside"]):
            told = part.strip()
            size = patterns.SIZE.fullmatch(told)
            if size is not None:
                sizes += (
                    [int((size["n"] or size["people"] or size["bare"]).replace(",", ""))] if near or size["n"] else []
                )
            elif not near:
                continue
            elif patterns.SHORT_NAME.fullmatch(told) or patterns.LETTER.fullmatch(told):
                candidate.aliases.add(told.lower())
                candidate.shorts.add(told)
            elif patterns.NAME_IN_BRACKETS.fullmatch(told):
                candidate.aliases.add(cleaned(told).lower())
                candidate.lettered = candidate.lettered or bool(patterns.LETTERED.fullmatch(told))
    if candidate.total is None and sizes:
        candidate.total = sizes[0]
    return candidate
