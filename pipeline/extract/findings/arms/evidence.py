"""The places of a sentence that name an arm by itself: sizes, letters, definitions, `the X arm`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.findings.arms import patterns
from pipeline.extract.findings.arms.arm import THERAPY_TYPES, therapies_within
from pipeline.extract.findings.arms.candidates import Candidate
from pipeline.extract.findings.arms.phrases import candidate_named, phrase_before
from pipeline.extract.findings.event_lists import lists_events
from pipeline.extract.terms import Lexicon
from pipeline.schema import Concept, Mention, Span


def evidence(
    text: str, folded: str, sentence: Span, mentions: Sequence[Mention], measures: Lexicon | None = None
) -> Iterator[Candidate]:
    """Every place of a sentence that names an arm; what is known as a measure needs more than to be counted."""
    yield from _sized(text, folded, sentence, mentions)
    yield from _counted(text, folded, sentence, mentions, measures)
    yield from _defined(text, folded, sentence, mentions)
    yield from _lettered(text, folded, sentence, mentions)
    yield from _named(text, folded, sentence, mentions)


def _sized(text: str, folded: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Candidate]:
    """`tamoxifen (n = 98)`, `(SB3, n = 186; TRZ, n = 181)`."""
    for match in patterns.SIZED.finditer(folded, sentence.start, sentence.end):
        if patterns.WITH_OR_WITHOUT.search(folded, sentence.start, match.start()):
            # `letrozole with (n = 47) or without (n = 43) zoledronic acid`: what was added is named behind.
            continue
        phrase = phrase_before(folded, match.start(), sentence.start, mentions)
        named = match.end("alias") if match["alias"] else match.start()
        if not therapies_within(phrase, mentions) and lists_events(folded, sentence, named):
            continue
        total = int(match["n"].replace(",", ""))
        alias = (match["alias"] or "").strip(" ,;:")
        if alias and not re.fullmatch(r"(?:N|total|and)", alias, re.I):
            place = Span(match.start("alias"), match.end("alias"))
            opens = folded[match.start()] in "(["
            told = phrase if opens and therapies_within(phrase, mentions) else None
            yield candidate_named(alias, text, folded, place, mentions, 3.0, total=total, also=told)
        elif not alias and len(phrase) and not patterns.OF_STUDIES.search(phrase.of(folded)):
            yield candidate_named(phrase.of(text), text, folded, phrase, mentions, 2.5, total=total)


def _counted(
    text: str, folded: str, sentence: Span, mentions: Sequence[Mention], measures: Lexicon | None
) -> Iterator[Candidate]:
    """`63 TE and 62 TEL patients`, `26 eribulin and 31 TPC`, and not `3 CR and 25 PR`."""
    for match in patterns.COUNTED.finditer(folded, sentence.start, sentence.end):
        for number, name in (("n1", "name1"), ("n2", "name2")):
            span = Span(match.start(name), match.end(name))
            if measures and measures.lookup(match[name]) and not patterns.used_as_arm(match[name], folded):
                continue
            if (
                therapies_within(span, mentions)
                or patterns.SHORT_NAME.fullmatch(span.of(text))
                or patterns.CONTROL_NAME.fullmatch(span.of(text))
            ):
                yield candidate_named(span.of(text), text, folded, span, mentions, 2.5, total=int(match[number]))


def _defined(text: str, folded: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Candidate]:
    """`either doxorubicin and cyclophosphamide (AC)`, `capecitabine plus irinotecan (group A)`."""
    for match in patterns.ALIAS.finditer(folded, sentence.start, sentence.end):
        phrase = phrase_before(folded, match.start(), sentence.start, mentions)
        inside = [m for m in mentions if m.type in THERAPY_TYPES and phrase.contains(m.span)]
        ends = bool(inside) and patterns.BEFORE_BRACKETS.fullmatch(folded, inside[-1].span.end, match.start())
        lettered = bool(patterns.LETTERED.fullmatch(match["alias"]))
        if ends and (lettered or patterns.used_as_arm(match["alias"], folded)):
            yield candidate_named(
                match["alias"], text, folded, Span(match.start("alias"), match.end("alias")), mentions, 1.5, also=phrase
            )


def _lettered(text: str, folded: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Candidate]:
    """`Group A: control`, `arm B received cisplatin`, `group A`."""
    found = list(patterns.LETTERED.finditer(folded, sentence.start, sentence.end))
    for place, match in enumerate(found):
        limit = found[place + 1].start() if place + 1 < len(found) else sentence.end
        told = patterns.TOLD.match(folded, match.end(), limit)
        candidate = candidate_named(match[0], text, folded, Span(match.start(), match.end()), mentions, 1.5)
        if told:
            span = Span(told.start("what"), told.end("what"))
            candidate.therapies = therapies_within(span, mentions)
            candidate.evidence += 0.5 if candidate.therapies else 0.0
            if patterns.CONTROL.search(span.of(folded)) and not candidate.therapies:
                candidate.aliases.add("control")
        yield candidate


def _named(text: str, folded: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Candidate]:
    """`the MPA arm`, `TE and TEL groups`, `control group`."""
    for match in patterns.NAMED.finditer(folded, sentence.start, sentence.end):
        at = match.start("names")
        edges = [0]
        for joint in re.finditer(r",\s*(?:and\s+)?|\s+(?:and|or|versus|vs\.?)\s+", match["names"]):
            edges += [joint.start(), joint.end()]
        edges.append(len(match["names"]))
        for begin, stop in zip(edges[::2], edges[1::2], strict=True):
            part = match["names"][begin:stop]
            words = [w for w in part.split() if w.lower() not in patterns.NOT_A_NAME]
            if not words or len(words) < len(part.split()) - 1 or patterns.VERBAL.search(part):
                continue
            start = at + begin + part.find(words[0])
            span = Span(start, at + begin + part.rfind(words[-1]) + len(words[-1]))
            candidate = candidate_named(span.of(text), text, folded, span, mentions, 1.0)
            if len(edges) == 2 and not candidate.therapies:
                candidate.therapies = _told_of(folded, sentence, Span(match.start("names"), match.end()), mentions)
            yield candidate


def _told_of(folded: str, sentence: Span, named: Span, mentions: Sequence[Mention]) -> tuple[Concept, ...]:
    """`the STD arm received cyclophosphamide`, `cyclophosphamide was given to the STD arm`."""
    told = patterns.GROUP_RECEIVED.match(folded, named.end, sentence.end)
    if told is not None:
        return therapies_within(Span(told.start("what"), told.end("what")), mentions)
    if patterns.GIVEN_TO.search(folded, sentence.start, named.start):
        return therapies_within(Span(sentence.start, named.start), mentions)
    return ()
