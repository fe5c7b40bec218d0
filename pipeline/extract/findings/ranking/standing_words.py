"""How a group's name stands in its sentence: behind which word, before which, and how it is tied to a figure."""

from __future__ import annotations

import re
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.schema import Span

#: The columns that :func:`standing` fills.
COLUMNS: Final = ("lead", "follow", "foil", "tie")
_REACH: Final = 48
#: What may stand between a preposition and the name.
_FILL = r"(?:(?:the|a|an|our|their|all|those|patients?|women|men|children|participants|subjects|individuals|people|cases)\s){0,2}"
_THOSE = (
    r"(?:\s(?:in|with|for|on|among|that (?:of|in)|those (?:in|of|with|on|receiving|given|treated with)|receiving))?"
)
#: Words before a name, the first that fits: what sets against comes before the preposition behind it.
_LEADS: Final = tuple(
    re.compile(rf"(?:{words})\s{_FILL}$", re.IGNORECASE)
    for words in (
        rf"\bthan{_THOSE}",
        rf"\b(?:vs\.?|versus|over|against){_THOSE}",
        rf"\b(?:compared|comparison|contrast|contrary|contrarily|relative|opposed|superior|inferior|similar|equivalent|comparable)\s(?:to|with){_THOSE}",
        r"\b(?:between|both)",
        r"\b(?:receiv\w+|given|treated with|assigned to|randomi[sz]ed to|allocated to|taking)",
        r"\bwithout",
        r"\b(?:in|among|within)",
        r"\bwith",
        r"\bfor",
        r"\bof",
        r"\b(?:on|under)",
        r"\b(?:by|after|following|during)",
        r"\b(?:to|into)",
        r"\bfrom",
        r"\b(?:and|or|but)",
        r"\b(?:while|whereas|although|that)",
        r",",
        r":",
    )
)
_OPENS = re.compile(r"[(\[]\s?$")
_NOUN = r"(?:[\s-](?:treated\s)?(?:groups?|arms?|cohorts?|patients?|women|men|children|participants|subjects|recipients|individuals|cases|therapy|treatment|regimen))?"
_FOLLOWS: Final = tuple(
    re.compile(_NOUN + words, re.IGNORECASE)
    for words in (
        r"\s(?:was|were|is|are)\b",
        r"\s(?:had|have|has|showed|achieved|developed|experienced|reported|demonstrated|resulted|led|improved|increased|decreased|reduced|received|underwent|died|produced|induced|caused)\b",
        r"\s(?:than|compared|versus|vs)\b",
        r"\s(?:and|or)\b",
        r"\s?[(\[]",
        r"\s?[:=]",
        r"\s?,",
        r"\s?[;.)\]]",
        r"\s\d",
        r"\s(?:in|with|for|at|on|after|during|from|to|by|of)\b",
    )
)
#: `In contrast to the control group, strength increased`: what the rest is set against.
_FOIL: Final = re.compile(
    r"(?:^|[;:]\s)\W*(?:RESULTS?\s?:\s)?(?:in contrast|contrary|contrarily|(?:as )?compared|in comparison|unlike|relative|versus)\b[^,.;()\d]{1,90},",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"\s*[)\]]?\s*(?:of (?:the )?(?:patients|women|men|children|participants|subjects)\s)?(?:in|with|for|on|among|of|by|after|from)\s"
    + _FILL
    + r"(?:\w+\s)?",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(_NOUN + r"\s?[(\[:,=]?\s?(?:n\s?=\s?\d+\s?[;,)]\s?)?", re.IGNORECASE)
_VERB: Final = re.compile(_NOUN + r"\s(?:[a-z]+\s){0,6}", re.IGNORECASE)


def standing(context: SentenceContext, figure: Span, place: Span | None) -> tuple[int, int, int, int]:
    """The numbers of :data:`COLUMNS`; of a name that stands nowhere in the sentence those of none.

    Args:
        context: the sentence.
        figure: the figure.
        place: where the name stands nearest to it.
    """
    if place is None or not context.sentence.contains(place):
        return (0, 0, 0, 0)
    folded, sentence = context.folded, context.sentence
    before = folded[max(sentence.start, place.start - _REACH) : place.start]
    lead = next((number for number, pattern in enumerate(_LEADS, 1) if pattern.search(before)), 0)
    if not lead:
        lead = len(_LEADS) + (1 if _OPENS.search(before) else 2 if place.start - sentence.start < 6 else 3)
    follow = next(
        (number for number, pattern in enumerate(_FOLLOWS, 1) if pattern.match(folded, place.end, sentence.end)), 0
    )
    foil = any(
        match.start() <= place.start - sentence.start and place.end - sentence.start <= match.end()
        for match in _FOIL.finditer(folded[sentence.start : sentence.end])
    )
    return (lead, follow, int(foil), _tie(folded, figure, place))


def _tie(folded: str, figure: Span, place: Span) -> int:
    """1 where the name stands right behind the figure, 2 right before it, 3 before it with words alone between."""
    if place.start >= figure.end:
        return int(_BEHIND.fullmatch(folded, figure.end, place.start) is not None)
    if _BEFORE.fullmatch(folded, place.end, figure.start):
        return 2
    return 3 if _VERB.fullmatch(folded, place.end, figure.start) else 0
