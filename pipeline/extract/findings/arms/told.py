"""What is told of the arms elsewhere than where they are named: what each was given, and what all had besides."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.arms.arm import THERAPY_TYPES, Arm, therapies_within
from pipeline.extract.findings.arms.background import INERT
from pipeline.schema import Concept, Mention, Quantity, Span

#: So many characters before the brackets that define a name may tell what it means.
_DEFINED_IN = 70
_CLAUSE = re.compile(
    r"[.;:,()]|\b(?:or|versus|vs|to|and either|than|compared with|comparing|received?|randomi[sz]ed|of)\b"
)
_NOUN = r"(?:\s+(?:patients?|groups?|arms?|women|men|children|participants|subjects))?"
_SIZE = r"(?:\s*\([^()]{1,30}\))?"
_RECEIVED = r"(?:received|were given|was given|attended|underwent|got|took|had|used|(?:were|was) treated with|served as (?:an? )?controls?(?: group)?,?(?: and)? (?:with|received|receiving))"
#: Where what one arm was given ends, and another is told of.
_NEXT = re.compile(r"[.;]|,?\s(?:while|whereas|and the|and (?:group|arm)|but)\b")
_GIVEN = re.compile(
    r"\b(?:was|were)\s+(?:also\s+)?(?:administered|given|infused|injected|used|applied|performed|added)\b",
    re.IGNORECASE,
)
_PEOPLE = r"(?:patients?|women|men|children|participants|subjects|individuals|adults|groups|arms|cases)"
#: What all had: the words before it.
_ALL_HAD = re.compile(
    rf"\b(?:(?:all|both|every|each)\s+(?:of the\s+)?(?:\w+\s){{0,2}}?{_PEOPLE}\s+(?:\([^()]{{1,30}}\)\s+)?(?:also\s+|then\s+|had\s+)?(?:received|underwent|were treated with|were given|undergone|took)|"
    rf"{_PEOPLE}\s+(?:received|were treated with|underwent)\s(?=[^.;]{{3,160}}\band\s(?:then\s|subsequently\s)?were\s(?:then\s|subsequently\s)?random))\s+",
    re.IGNORECASE,
)
#: What is told behind the alternatives as given to either.
_EITHER_WITH = re.compile(
    r"\b(?:(?:both|each)\s+(?:combined\s+|in combination\s+|together\s+|plus\s+)?with|concurrently with|in addition to|on top of|on a background of)\s+",
    re.IGNORECASE,
)
#: So far, in characters, behind the words for it what was given to either is told.
_AT_ONCE = 25
_ADDED_TO = re.compile(r"\badd(?:ed|ing|ition of)\s[^.;,]{3,60}?\sto\s+", re.IGNORECASE)
_WHO_HAVE = re.compile(rf"\b{_PEOPLE}\s(?:[\w-]+\s){{0,5}}?(?:receiving|undergoing|treated with)\s+", re.IGNORECASE)
_STOP = re.compile(r"[.;:()]|,?\s(?:and\s(?:were|was|then)|were|was|who|for|in|until|followed by a|with either|or)\s")


def with_what_is_told(
    arms: Sequence[Arm], folded: str, sentences: Sequence[Span], title: Span | None, mentions: Sequence[Mention]
) -> tuple[Arm, ...]:
    """The arms, each without therapies with those that the text tells of it.

    Args:
        arms: the arms of the study.
        folded: the document's text, folded.
        sentences: those that tell of the study's own methods.
        title: where the title stands.
        mentions: therapies that the document names.
    """
    places = [*([title] if title is not None else []), *sentences]
    return tuple(arm if arm.therapies else replace(arm, therapies=_of(arm, folded, places, mentions)) for arm in arms)


def shared_by_all(
    arms: Sequence[Arm], folded: str, sentences: Sequence[Span], title: Span | None, mentions: Sequence[Mention]
) -> tuple[Concept, ...]:
    """What the text tells all arms to have had besides what tells them apart; the arguments are those above."""
    found: dict[str, Concept] = {}
    own = {concept.id for arm in arms for concept in arm.therapies}
    for place in (*([title] if title is not None else []), *sentences):
        for pattern in (_ALL_HAD, _ADDED_TO, _EITHER_WITH, _WHO_HAVE):
            # Who could take part is told by what they have; what is tested is no such thing.
            if pattern is _WHO_HAVE and place is not title:
                continue
            for match in pattern.finditer(folded, place.start, place.end):
                stop = _STOP.search(folded, match.end(), place.end)
                within = Span(match.end(), stop.start() if stop else place.end)
                told = therapies_within(within, mentions)
                if pattern is _EITHER_WITH and not any(
                    m.concepts and m.concepts[0] in told and 0 <= m.span.start - match.end() <= _AT_ONCE
                    for m in mentions
                ):
                    # `in addition to data on the use of antiemetics`
                    continue
                for concept in told:
                    if concept.name not in INERT and not (pattern is _WHO_HAVE and concept.id in own):
                        found.setdefault(concept.id, concept)
    return tuple(found.values())


#: `tamoxifen placebo`, `anastrozole-matched placebo`: the placebo of a drug.
_ITS_PLACEBO = re.compile(
    r"(?:[\s-](?:match(?:ed|ing)|identical|dummy))?[\s-]placebo\b(?![\s-]?controlled)", re.IGNORECASE
)
_PLACEBO_OF = re.compile(
    r"\bplacebo\s(?:(?:tablets?|capsules?|pills?|injections?)\s)?(?:for|of|matching|matched (?:to|with)|to match|identical to|resembling)\s(?:the\s)?$",
    re.IGNORECASE,
)
#: `cardiac transplant recipients`: who the patients are.
_RECIPIENTS = re.compile(r"\s(?:recipients?|candidates)\b", re.IGNORECASE)


def received(folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without those that tell no therapy of the study: the drug of a placebo, who the patients are.

    Args:
        folded: the document's text, folded.
        mentions: mentions of the document.
    """
    return [
        mention
        for mention in mentions
        if not (
            mention.type in THERAPY_TYPES
            and (
                _ITS_PLACEBO.match(folded, mention.span.end)
                or _PLACEBO_OF.search(folded, max(0, mention.span.start - 40), mention.span.start)
                or _RECIPIENTS.match(folded, mention.span.end)
            )
        )
    ]


#: `relapsed after HSCT`, `in remission after blinatumomab`: what patients had had before they came to be studied.
_HAD_BEFORE = re.compile(
    r"\b(?:relaps(?:e|ed|es|ing)|recur(?:red|rence|rent|ring)|progress(?:ed|ing|ion)|refractory|resistant|intolerant|"
    r"GVHD|GvHD|graft[- ]versus[- ]host disease|failure|failed|remission|CR\d?)\s(?:\([^()]{1,20}\)\s)?"
    r"(?:after|following|to|post|on|despite)\s"
    # no verb stands between them
    r"(?:(?!(?:receiv|treat|underw|underg|infus|given|were|was|got|had|who|and|with)\w*\b)[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
#: So far before a therapy, in characters, these words stand.
_BEFORE_REACH = 90


#: Between a number and what so many of them received; the verb may be told once for several.
_SOME_HAD = re.compile(
    r"\s?(?:\([^()]{1,20}\)\s)?(?:of (?:them|these|whom)\s)?(?:(?:patients|children|adults|infants|women|men)\s)?(?:who\s)?"
    r"(?:(?:had|have|were|was)\s)?(?:(?:also|then|later|previously|already|subsequently|been)\s){0,2}"
    r"(?P<verb>(?:received|undergone|underwent|given|treated with|had|(?:proceeded|went on|bridged) to)\s)?(?:(?!(?:and|or|with|in|of|to)\b)[\w-]+\s){0,3}",
    re.IGNORECASE,
)


def _by_some(folded: str, sentence: Span, mentions: Sequence[Mention], numbers: Sequence[Quantity]) -> set[Span]:
    """The therapies that a part of the patients counted before them in a sentence received (`..., 12 received A`).

    None where the parts told are all of them, or are compared: then each is an arm.
    """
    if _COMPARES.search(folded, sentence.start, sentence.end):
        return set()
    told = [(q.span, n) for q in numbers if sentence.contains(q.span) and (n := _how_many(q)) is not None]
    if len(told) < _WHOLE_AND_PART:
        return set()
    whole, parts = told[0][1], told[1:]
    if sum(number for _, number in parts) == whole:
        return set()
    found: set[Span] = set()
    verb = False
    for place, (span, number) in enumerate(parts):
        end = parts[place + 1][0].start if place + 1 < len(parts) else sentence.end
        named = next((m.span for m in mentions if m.type in THERAPY_TYPES and span.end <= m.span.start < end), None)
        got = _SOME_HAD.fullmatch(folded, span.end, named.start) if named is not None and number < whole else None
        verb = got is not None and (verb or got["verb"] is not None)
        if named is not None and verb:
            found.add(named)
    return found


_WHOLE_AND_PART = 2
_COMPARES = re.compile(r"\b(?:compar\w+|versus|vs\.?|randomi[sz]ed|allocated|assigned)\b", re.IGNORECASE)


def _how_many(quantity: Quantity) -> int | None:
    """How many a quantity counts, or may count where it is a bare number."""
    if quantity.kind == "count":
        return quantity.events
    whole = quantity.kind == "number" and quantity.unit is None and quantity.value is not None
    return int(quantity.value or 0) if whole and quantity.value == int(quantity.value or 0) else None


def without_earlier(
    folded: str, mentions: Sequence[Mention], sentences: Sequence[Span], numbers: Sequence[Quantity] = ()
) -> list[Mention]:
    """The mentions without those of therapies that patients had had before the study, or that only some of them had.

    All of them, where the sentences name no other: then that is what the study is about.

    Args:
        folded: the document's text, folded.
        mentions: mentions of the document.
        sentences: those that tell who was studied, and how, in order.
        numbers: the document's quantities.
    """
    earlier: set[Span] = set()
    for sentence in sentences:
        inside = [m for m in mentions if sentence.contains(m.span)]
        earlier |= _by_some(folded, sentence, inside, numbers) if inside else set()
    others = False
    starts = [sentence.start for sentence in sentences]
    for mention in mentions:
        at = bisect_right(starts, mention.span.start) - 1
        named = mention.type in THERAPY_TYPES and mention.concepts
        if not named or at < 0 or not sentences[at].contains(mention.span):
            continue
        start = max(starts[at], mention.span.start - _BEFORE_REACH)
        if mention.span in earlier or _HAD_BEFORE.search(folded, start, mention.span.start):
            earlier.add(mention.span)
        else:
            others = True
    return [m for m in mentions if m.span not in earlier] if others else list(mentions)


#: `with HSCT ... without it`, `15 underwent HSCT and 11 did not`: what some did without, before the words or behind them.
_WITHOUT = re.compile(r"\bwithout\s+(?:an?\s+|the\s+)?$", re.IGNORECASE)
_NOT_SO = re.compile(
    r"[^.;]{0,60}?\b(?:without (?:it|one)|did not|had not|(?:was|were) not)(?=\s*[(,.;:]|\s+and\b|$)", re.IGNORECASE
)


def given_to_all(
    therapies: Sequence[Concept], folded: str, sentences: Sequence[Span], mentions: Sequence[Mention]
) -> tuple[Concept, ...]:
    """What a study of one group gave to all of it: a therapy that the results tell some to have done without is none.

    Args:
        therapies: what the study tests.
        folded: the document's text, folded.
        sentences: those that tell results.
        mentions: therapies that the document names.
    """
    apart: set[str] = set()
    for mention in mentions:
        place = next((s for s in sentences if s.contains(mention.span)), None)
        if place is None or not mention.concepts:
            continue
        before = folded[max(place.start, mention.span.start - 16) : mention.span.start]
        if _WITHOUT.search(before) or _NOT_SO.match(folded, mention.span.end, place.end):
            apart.add(mention.concepts[0].id)
    kept = tuple(concept for concept in therapies if concept.id not in apart)
    return kept or tuple(therapies)


def _of(arm: Arm, folded: str, places: Sequence[Span], mentions: Sequence[Mention]) -> tuple[Concept, ...]:
    names = "|".join(
        re.escape(name) for name in sorted({arm.name.lower(), *arm.aliases}, key=len, reverse=True) if len(name) > 1
    )
    if not names:
        return ()
    defined = re.compile(rf"[(\[]\s*(?:{names})\s*[,;)\]]", re.IGNORECASE)
    received = re.compile(rf"(?<![\w-])(?:{names}){_NOUN}{_SIZE},?\s+{_RECEIVED}\s+", re.IGNORECASE)
    given_in = re.compile(rf"\bin\s+(?:the\s+)?(?:{names}){_NOUN}{_SIZE},?\s+", re.IGNORECASE)
    for place in places:
        for match in defined.finditer(folded, place.start, place.end):
            start = max(place.start, match.start() - _DEFINED_IN)
            cuts = [cut.end() for cut in _CLAUSE.finditer(folded, start, match.start())]
            if told := therapies_within(Span(cuts[-1] if cuts else start, match.start()), mentions):
                return told
        for match in received.finditer(folded, place.start, place.end):
            stop = _NEXT.search(folded, match.end(), place.end)
            if told := therapies_within(Span(match.end(), stop.start() if stop else place.end), mentions):
                return told
        for match in given_in.finditer(folded, place.start, place.end):
            given = _GIVEN.search(folded, match.end(), min(place.end, match.end() + 120))
            if given and (told := therapies_within(Span(match.end(), given.start()), mentions)):
                return told
    return ()
