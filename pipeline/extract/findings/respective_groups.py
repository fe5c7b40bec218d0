"""Groups of a list that tells whose each of the figures before it is: `12% and 15% in men and women, respectively`."""

from __future__ import annotations

import re

from pipeline.extract.findings.group_patterns import FIGURE, OPENING, PEOPLE, WHO_HAD
from pipeline.extract.findings.listing import items
from pipeline.schema import Span

_LIST = re.compile(
    r"\d\)?\s?(?:%|[\w/]{1,10})?\s?\)?\s(?:in|for|among|of|with)\s(?:the\s)?(?P<list>[^.;:()\d]{5,140}?),?\srespectively\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r",\s(?:and|or|in|for|among)\s(?:the\s)?|,\s|\s(?:and|or|vs\.?|versus)\s(?:(?:in|for|among)\s)?(?:the\s)?"
)
#: The noun that all items share stands in the last one (`pre- and postmenopausal women`), or in the first
#: (`patients with fever and rash`).
_NOUN_LAST = re.compile(rf".*[\w)]\s(?P<noun>{PEOPLE})", re.IGNORECASE)
_NOUN_FIRST = re.compile(
    rf"(?P<noun>(?:{PEOPLE})\s(?:with|without|receiving|given|treated with|on|taking|aged|who (?:had|received)))\s.*",
    re.IGNORECASE,
)
_PEOPLE_ALONE = re.compile(rf"\b{PEOPLE}\b", re.IGNORECASE)
#: `4.6 mm and 4.0 mm in the group 1 and 2 respectively`, `in CKD stages I, II and III, respectively`
_LABEL = re.compile(r"\b(?:\d{1,2}|[IVX]{1,4}|[A-H])\b")
_NUMBERED = re.compile(
    r"\b(?:[Ii]n|[Ff]or|[Aa]mong|[Oo]f|[Ww]ith)\s(?:the\s)?(?P<noun>(?:[\w-]{1,20}\s){0,2}(?:group|stage|grade|arm|cohort|quartile|tertile|quintile|level|type)s?)\s"
    rf"(?P<list>{_LABEL.pattern}(?:(?:,\s(?:and\s)?|\sand\s){_LABEL.pattern})+),?\srespectively\b"
)
_ITEM = r"(?!(?:and|or|at|in|of|for|both|all)\b)[A-Za-z][\w/+-]*(?:\s(?!(?:and|or|was|were)\b)[A-Za-z][\w/+-]*){0,2}"
#: `after MSD, MUD and haploidentical HSCT was 58%, 56% and 52%`
_AHEAD = re.compile(
    rf"\b(?:after|with|for|in|on|following|among)\s(?:the\s)?(?P<list>{_ITEM}(?:,\s{_ITEM}){{1,4}},?\sand\s{_ITEM})"
    rf"\s(?:was|were)\s(?P<figures>{FIGURE}(?:,\s{FIGURE}){{1,4}},?\sand\s{FIGURE})"
)
#: `In patients with MSD, MUD and haploidentical donors, 3-year OS was 70%, 65% and 60%`
_OPENS = re.compile(
    rf"{OPENING}(?P<who>{WHO_HAD})?"
    rf"(?P<list>{_ITEM}(?:,\s{_ITEM}){{0,4}},?\sand\s{_ITEM}),\s"
    rf"[^.;]{{2,100}}?\s(?:was|were|of|in|at)\s(?P<figures>{FIGURE}(?:,\s{FIGURE}){{0,4}},?\sand\s{FIGURE})"
)
#: What the last of such a list ends with, where it does not tell of patients before.
_WHO = re.compile(
    rf".*\b(?:{PEOPLE}|donors?|groups?|arms?|cohorts?|grafts?|transplants?|transplantations?|disease|leuk(?:a)?emias?|risk)",
    re.IGNORECASE,
)
_AND_FIGURE = re.compile(r",\s(?:and\s)?|\sand\s")
_SINGULAR = re.compile(r"s$")
#: Many words tell of more than who the patients were.
_LONGEST = 6


def respective_groups(text: str, folded: str, sentence: Span) -> list[tuple[Span, str]]:
    """Where each group of such a list is told, and its name.

    Args:
        text: verbatim text.
        folded: the same, folded.
        sentence: where to look.
    """
    found: list[tuple[Span, str]] = []
    for told in _LIST.finditer(folded, sentence.start, sentence.end):
        listed = items(told["list"], told.start("list"), _BETWEEN)
        names = [item.of(text) for item in listed]
        if len(listed) < 2 or any(not name.strip() or len(name.split()) > _LONGEST for name in names):
            continue
        found.extend(zip(listed, _named(names), strict=False))
    for told in _AHEAD.finditer(folded, sentence.start, sentence.end):
        listed = items(told["list"], told.start("list"), _BETWEEN)
        if len(listed) == len(_AND_FIGURE.split(told["figures"])):
            found.extend((item, item.of(text)) for item in listed)
    opened = _OPENS.match(folded, sentence.start, sentence.end)
    if opened is not None:
        listed = items(opened["list"], opened.start("list"), _BETWEEN)
        people = opened["who"] is not None or _WHO.fullmatch(listed[-1].of(text)) is not None
        if people and len(listed) == len(_AND_FIGURE.split(opened["figures"])):
            found.extend((item, item.of(text)) for item in listed)
    for told in _NUMBERED.finditer(folded, sentence.start, sentence.end):
        noun = _SINGULAR.sub("", told["noun"])
        places = [Span(*label.span()) for label in _LABEL.finditer(folded, *told.span("list"))]
        named = [f"{noun} {place.of(text)}" for place in places]
        found.extend(zip([Span(told.start("noun"), places[0].end), *places[1:]], named, strict=True))
    return found


#: `in first relapse, second relapse and refractory disease`
_STATE = re.compile(r"\b(?:relapse|remission|refractory|disease|risk|CR\d?|stage|phase)\b", re.IGNORECASE)
#: `pre- and postmenopausal women`
_PREFIX = re.compile(r"(?:pre|post|peri|non|hyper|hypo|under|over|low|high)-?", re.IGNORECASE)


def _whole_word(name: str, last: str) -> str:
    """A name that ends with a prefix's hyphen, with the rest of the word that it shares with the last one."""
    shared = _PREFIX.match(last)
    if not name.endswith("-") or shared is None:
        return name
    return name.rstrip("-") + last[shared.end() :].split()[0]


def _named(names: list[str]) -> list[str]:
    """The names with the noun that they share; none where no people are told of."""
    if all(_PEOPLE_ALONE.fullmatch(name) for name in names):
        return names
    first, last = _NOUN_FIRST.fullmatch(names[0]), _NOUN_LAST.fullmatch(names[-1])
    if first:
        return [names[0], *(name if _PEOPLE_ALONE.search(name) else f"{first['noun']} {name}" for name in names[1:])]
    if last:
        whole = (_whole_word(name, names[-1]) for name in names[:-1])
        return [*(name if _PEOPLE_ALONE.search(name) else f"{name} {last['noun']}" for name in whole), names[-1]]
    return names if all(_STATE.search(name) for name in names) else []
