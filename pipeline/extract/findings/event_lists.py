"""Lists of events with how many had each: `toxicities included hypoxia (n = 2) and nausea (n = 5)`, `relapse in 13
(CD19-positive, n = 8; CD19-negative, n = 5)`. No group is called so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.extract.findings.measures import STUDY, TOXICITY, MeasureMention
from pipeline.schema import Span

if TYPE_CHECKING:
    from pipeline.extract.findings.context import SentenceContext
    from pipeline.extract.findings.figures import Figure

_EVENTS: Final = (
    r"adverse (?:\w+\s)?(?:events?|effects?|reactions?)|S?AEs|side[- ]effects?|toxicit(?:y|ies)|complications?|deaths?|"
    r"(?:relapse|infection|recurrence|hemorrhage|haemorrhage|malignanc|seizure|reaction|fracture|failure)(?:s|ies|y)?|"
    r"bleeding|neurotoxicity|CRS|ICANS|GVHD"
)
_VERB: Final = r"(?:(?:were|was|include[ds]?|including|are|being|comprised|consisted of|due to)\b|:)"
#: `The adverse events were`, `Causes of death included`, `The most common were`
_LISTS: Final = re.compile(
    rf"^(?:.*\W)?(?:(?P<head>{_EVENTS}|(?:reasons?|causes?) (?:for|of) (?:the\s)?[\w -]{{3,40}}?)\s(?:(?:[^.;()]|\([^()]{{1,20}}\)){{0,80}}?\s)?"
    rf"|the (?:most|more) (?:common|frequent)(?:ly reported)?(?: ones)?\s){_VERB}"
    r"(?!\s(?:\w+ly\s)?(?:seen|observed|reported|found|noted|recorded|documented|more|less|higher|lower|similar|in|due|available)\b(?!\sto\b))"
    r"(?P<items>[^.;]*)$",
    re.IGNORECASE,
)
#: `grade 3 neurotoxicity (seizure, n = 2; encephalopathy`, `died (sepsis, n = 2; stroke`
_PARTS: Final = re.compile(
    rf"^(?:.*\W)?(?P<head>{_EVENTS}|died)\b[^.;()]{{0,60}}[(\[](?P<items>[^.()\[\]]*)$",
    re.IGNORECASE,
)
_SIZED: Final = re.compile(r"n\s?=", re.IGNORECASE)
#: Who was sorted so is told in these words; sizes behind them are of groups.
_SORTED: Final = re.compile(
    r"\b(?:randomi[sz]ed|assigned|allocated|enrol+ed|divided|stratified|classified|recruited|groups?:|evaluable|analy[sz]ed|compared|between)\b",
    re.IGNORECASE,
)
#: What stands before the last item of what is read so far.
_BEFORE_ITEM: Final = re.compile(
    r"(?:.*[)\];]\s?(?:,\s?)?(?:(?:and|or)\s)?)?\s?(?:(?:most|more|mainly|mostly|commonly|frequently|primarily|usually|the|an?|due to|of|from)\s){0,4}",
    re.IGNORECASE,
)
_DEATH: Final = re.compile(r"\b(?:death|mortality|died)", re.IGNORECASE)
_STOP: Final = re.compile(r"\b(?:discontinu|withdraw|drop-?out|stopping)", re.IGNORECASE)
#: What an item alone tells what it is of, with the head behind it: `bacterial (n = 9)`.
_KIND: Final = re.compile(r"[\w-]*(?:al|ic|ive|ous|ed|ary|positive|negative|[A-Z]{2,})", re.ASCII)
#: So far back, in characters, a list begins.
_REACH: Final = 400
#: An item is no longer than this, in words.
_LONGEST: Final = 6


def lists_events(folded: str, sentence: Span, at: int) -> bool:
    """Whether a size that stands behind a name is of an event of a list.

    Args:
        folded: the document's text, folded.
        sentence: the sentence.
        at: where the name ends.
    """
    return _list_before(folded, sentence, at) is not None


def name_before(folded: str, sentence: Span, figure: Figure) -> int | None:
    """Where the name ends that a size stands behind, in brackets (`hypoxia (2 patients)`) or not (`seizure, n = 2`)."""
    before = folded[sentence.start : figure.span.start].rstrip()
    apart = "([," if _SIZED.match(folded, figure.span.start) else "(["
    named = before.rstrip(apart).rstrip()
    return None if named == before else sentence.start + len(named)


def listed_event(context: SentenceContext, figure: Figure) -> MeasureMention | None:
    """The event that a count is of, as its list names it; None where it stands in none."""
    if figure.kind != "count" or figure.total is not None:
        return None
    at = name_before(context.folded, context.sentence, figure)
    found = None if at is None else _list_before(context.folded, context.sentence, at)
    if at is None or found is None:
        return None
    before = _BEFORE_ITEM.match(found["items"])
    begins = at - len(found["items"]) + (before.end() if before else 0)
    words = " ".join(context.document.text[begins:at].split())
    if not words or len(words.split()) > _LONGEST:
        return None
    return _named(context, Span(begins, at), words, found["head"] or "adverse events")


def _named(context: SentenceContext, item: Span, words: str, head: str) -> MeasureMention:
    """An item of a list under the code of what it is an item of."""
    if _DEATH.search(head):
        return MeasureMention(item, "DEATH", f"death from {words}")
    if _STOP.search(head):
        return MeasureMention(item, "DISCONTINUATION", f"discontinuation due to {words}")
    named = [m for m in context.measures if not m.state and m.code not in STUDY]
    known = next((m for m in named if m.span.end == item.end), None)
    if known is not None:
        return known
    whole = next((m for m in named if m.span.end <= item.start and m.text.lower() in head.lower()), None)
    if _KIND.fullmatch(words) and whole is not None:
        return MeasureMention(item, whole.code, f"{words} {whole.text.lower()}", whole.concept)
    return MeasureMention(item, "AE" if whole is None or whole.code in TOXICITY else whole.code, words)


def _list_before(folded: str, sentence: Span, at: int) -> re.Match[str] | None:
    before = folded[max(sentence.start, at - _REACH) : at]
    return None if _SORTED.search(before) else _PARTS.match(before) or _LISTS.match(before)
