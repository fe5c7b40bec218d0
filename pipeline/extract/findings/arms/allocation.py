"""What patients were allocated to: the alternatives of a statement of allocation, whatever they are.

`were randomly assigned to receive A, B or C`, `were randomised to two groups: A (n = 20) and B (n = 21)`, `received
either A or B`. Patients are allocated to nothing but arms, so that each alternative is one, be it a drug, a schedule,
a schooling or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pipeline.schema import Span

#: A statement of more alternatives than that is none of arms.
MOST_ARMS = 6
#: So long, in characters, the phrase of one alternative may be.
LONGEST = 160
#: So far, in characters, a statement of allocation reaches.
REACH = 1500
#: So many words of allocation of a sentence are looked at: more stand in no sentence.
MOST_WORDS = 6

_ALLOCATES = re.compile(
    r"\b(?:randomi[sz](?:ed?|ing|ation)|randomly|allocated|assigned|divided)\b|"
    r"\b(?:receiv(?:ed?|ing)|treated with|given|undergo(?:ing)?|underwent)\s+(?=either\b)",
    re.IGNORECASE,
)
#: Behind one of these the first alternative begins; the first that is found counts.
_OPENERS = (
    re.compile(r"\beither:?\s+(?:(?:to|receive|undergo|by|with|in|at)\s+)*", re.IGNORECASE),
    re.compile(
        r"\b(?:in|into|to|between|among|of)\s+(?:one of\s+|either of\s+)?(?:the\s+)?(?:following\s+)?(?:two|three|four|five|[2-5])\s+"
        r"(?:[\w-]+\s){0,3}?(?:groups?|arms?|regimens?|treatments?|cohorts?|schedules?|interventions?|conditions?)\b(?:\s+of\s+[^:;,(]{0,30})?"
        r"(?:\s*[:;,(-]+\s*|\s+(?=to\b|receiving\b))(?:to\s+)?",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:in)?to:\s+", re.IGNORECASE),
    re.compile(
        r"\bto\s+(?:receive|undergo|have|use|get|take|continue|be\s+\w+ed\s+with|be\s+given|treatment with)\s+",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:in)?to\s+(?!(?:the\s+)?(?:test|examine|investigate|evaluate|determine|assess|compare)\b|\d+\s*(?:years|ratio)\b)(?:treatment with\s+)?",
        re.IGNORECASE,
    ),
    re.compile(r"\bbetween\s+", re.IGNORECASE),
    re.compile(r"\b(?:receiv(?:ed?|ing)|treated with|given)\s+", re.IGNORECASE),
    re.compile(r"(?:randomly\s+)?(?:assigned|allocated|randomi[sz]ed)\s+", re.IGNORECASE),
)
#: What follows one of these is a list, in which `and` parts.
_LISTING = (_OPENERS[1], _OPENERS[2], _OPENERS[5])
_OR = re.compile(
    r",?\s+(?:or|versus|vs\.?|v|compared (?:with|to)|against)\s+(?:else\s+)?(?:(?:to|either)\s+)*(?:(?:receive|undergo)\s+)?"
    r"|[;,]\s+(?:or|versus|vs\.?),?\s+"
    r"|\s+and\s+(?:the (?:other|remaining)\s+)?(?:[\w-]+\s+)?(?:\d+|half|the (?:other|rest))\s+(?:\([^()]{1,20}\)\s+)?(?:(?:patients|women|men|children|participants|subjects|centers|clinics)\s+)?(?:(?:were\s+)?(?:\w+\s+)?(?:to|for|into|received|in)\s+)(?:the\s+)?",
    re.IGNORECASE,
)
#: `and` parts alternatives where what follows can be nothing but an arm.
_AND = re.compile(
    r",?\s+and\s+(?=(?:to\s+)?(?:an?\s+|the\s+)?(?:[\w/+-]+\s){0,4}?(?:groups?|arms?|controls?|placebo|usual care|no (?:further )?(?:treatment|intervention)|observation)\b(?!\s+and\b)|[^,;()]{2,90}\(\s*(?:[Nn]\s*=|(?:group|arm)\s|[A-Z][\w+/-]{0,9}\s*(?:[);,]|group|arm)))(?:to\s+)?",
    re.IGNORECASE,
)
_ANY_AND = re.compile(r",?\s+and\s+(?:to\s+)?", re.IGNORECASE)
_COMMA = re.compile(r"[,;]\s+(?!\d)")
#: Where the phrase of an alternative ends: how long, when and to whom it was given.
_ENDS = re.compile(
    r"\s*(?:;|,\s(?=\d|followed\b)|,?\s(?:until|according to|in order|stratified|were|was|who|whose|for (?:up to|at least|an?|\d+|one|two|three|four|five|six|eight|ten|twelve|the)\b|"
    r"in (?:an?|patients|women|men|children|the|this|postmenopausal|older|adults|subjects|addition(?! to)|arm|group|combination with their)\b|during|before|prior to|with (?:an?|the)? ?(?:follow|stratif|aim|response)\w*|"
    r"at (?:least|baseline|the)|from|by (?:mouth|computer|an?|the|means)|as (?:adjuvant|first|second|neoadjuvant|part|maintenance|an?)|on days?|after|within|and (?:followed|were|was|then|had|received|treated|evaluated|assessed|compared)|"
    r"followed by (?:surgery|repeat|evaluation|an?\s\w+)|per (?:day|week|month)|administered|given|daily|every|(?:twice|once)(?!-)|on the|concomitant|if)\b)",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d+|one|two|three|four|five|six|eight|ten|twelve|an?|a single)"
_LEADING = re.compile(
    r"(?:(?:to|either|receiv\w+|undergo\w*|be|have|use|get|take|continue|apply|view|wear|attend|perform|drink|eat|watch|read|providing|treatment(?=\swith)|treated|given|with|(?:the|an?)(?=\s\w)|of|for|by|in|into|or|and|both|"
    r"(?:arms?|groups?)(?=\s(?:of|that|who|receiving|with|given|treated)\b)|double-blind|single-blind|open-label|intervention(?= of)|intake(?= of)|application(?= of)|"
    rf"(?:up to )?{_NUMBER}\s+(?:[\w-]+\s)?(?:cycles?|courses?|weeks?|months?|years?|doses?|days?|sessions?|injections?)(?:\s+of)?|"
    rf"{_NUMBER}-(?:week|day|month|year|session)s?,?|"
    r"\(?(?:[a-d\d]|i{1,3}|iv|v)\)|\d+\s+(?:patients|women|men|children|participants|subjects)?\s*(?:for|to|in)?|\d[\d.,]*\s*(?:mg|g|µg|mcg|ml)(?:/\w+)*(?:\s+(?:of|per day))?)(?=[\s)])\s*)+",
    re.IGNORECASE,
)
#: What is no alternative: people, times, conditions.
_NO_ARM = re.compile(
    r"^(?:(?:at|after|during)\s|(?:identify|explore|improve|reduce|see|describe|study|treat|prevent|control(?!led|s?\b)|compare)\s|\d[\d.,]*\s*(?:$|%|(?:years?|weeks?|months?|days?|hours?|patients?|women|men|children|participants|subjects|cases|times)\b)|"
    r"(?:more|less|greater|younger|older|equal|until|stage|grade|death|progression|(?:unacceptable|intolerable|severe|disease|tumou?r|excessive|undue|prohibitive)\b.{0,12}(?:toxicity|progression)|toxicity|relapse|recurrence|withdrawal|(?:the )?sequence|both|no more|their|his|her|its|if|when|breast cancer|all|each|years?|weeks?|months?|days?|age|sex|phase|double|single|vice versa|changes?|differences?|levels?|scores?|rates?|incidence|effects?|outcomes?|results?|data|patients|women|men|children)\b|$)",
    re.IGNORECASE,
)
_WITH_OR_WITHOUT = re.compile(
    r"\bwith(?P<with>\s*\([^()]{1,40}\))?\s+(?:or|and|versus|vs\.?)\s+(?P<without>without(?:\s*\([^()]{1,40}\))?\s+)",
    re.IGNORECASE,
)
#: `without (standard arm) or with (experimental arm) blinatumomab`
_WITHOUT_OR_WITH = re.compile(
    r"\b(?P<without>without(?:\s*\([^()]{1,40}\))?)\s+(?:or|and|versus|vs\.?)\s+(?P<with>with(?:\s*\([^()]{1,40}\))?)\s+",
    re.IGNORECASE,
)
#: `received letrozole with (arm 1) or without (arm 2) palbociclib`: brackets tell them to be arms, whatever the verb.
_TOLD_APART = re.compile(
    r"\b(?:receiv(?:ed?|ing)|treated with|given|administered)\s(?=[^.;:()]{2,90}?\bwith(?:out)?\s*\([^()]{1,40}\)\s+(?:or|and|versus|vs\.?)\s+with)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Alternative:
    """What one arm was allocated to.

    Attributes:
        phrase: the words that name it, without how long and when it was given.
        whole: all that is said of it, up to the next alternative: brackets with a short form or a size among it.
    """

    phrase: Span
    whole: Span


@dataclass(frozen=True, slots=True)
class Allocation:
    """A statement of allocation.

    Attributes:
        alternatives: what each arm was allocated to, in order; two or more.
        shared: what stands before the alternatives and belongs to all (`paclitaxel given either weekly or ...`).
    """

    alternatives: tuple[Alternative, ...]
    shared: Span
    #: Whether the alternatives are to have something or not, added to what is shared.
    added: bool = False


def find_allocations(folded: str, sentence: Span) -> Iterator[Allocation]:
    """The statements of allocation of a sentence, in order.

    Args:
        folded: the document's text, folded.
        sentence: where to look.
    """
    done = sentence.start
    allocates = _ALLOCATES if _ALLOCATES.search(folded, sentence.start, sentence.end) else _TOLD_APART
    for trigger in islice(allocates.finditer(folded, sentence.start, sentence.end), MOST_WORDS):
        if trigger.start() < done:
            continue
        begin = trigger.start() if trigger[0].lower().startswith(("rec", "tre", "giv", "und")) else trigger.end()
        found = _alternatives(folded, Span(begin, min(sentence.end, begin + REACH)))
        if found is not None:
            yield found
            done = found.alternatives[-1].phrase.end


_COMPARES = re.compile(r"\bcompar(?:e|es|ed|ing|isons? (?:of|between))\s+(?!with\b|to\b)", re.IGNORECASE)
#: What is compared is what was done, not what came of it: `compare the effects of A with those of B`.
_EFFECTS_OF = re.compile(
    r"(?:the\s+)?(?:\w+\s)?(?:effects?|efficacy|effectiveness|safety|tolerability|activity|use|impact|benefits?|outcomes?|results?|response)"
    r"(?:(?:\s*,|\s+and)\s*[\w-]+){0,3}\s+(?:of|to|with)\s+",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"(?<!\bcombined)(?<!\bcombination)(?<!\btogether)(?<!\btreated)(?<!\bassociated)(?<!\bpatients)(?<!\bwomen)(?<!\btreatment)(?<!\btherapy)\s+(?:with|to|versus|vs\.?|against)\s+(?:th(?:at|ose) of\s+)?",
    re.IGNORECASE,
)
#: What a comparison is about, and in whom, is no part of its second side.
_ABOUT = re.compile(
    r"\s(?:in|for|as|on|during|among|regarding|with|following|after|before|when|at|using|by|administered|given|plus placebo)\s",
    re.IGNORECASE,
)


def find_compared(folded: str, sentence: Span) -> Iterator[Allocation]:
    """What a sentence tells to be compared: `a trial comparing A with B`, `comparison of A and B`.

    Args:
        folded: the document's text, folded.
        sentence: where to look.
    """
    for trigger in islice(_COMPARES.finditer(folded, sentence.start, sentence.end), MOST_WORDS):
        effects = _EFFECTS_OF.match(folded, trigger.end(), sentence.end)
        begin = effects.end() if effects else trigger.end()
        rest = Span(begin, min(sentence.end, begin + 2 * LONGEST))
        joints = _joints(folded, rest, _AGAINST) or _joints(folded, rest, _ANY_AND)
        if not joints:
            continue
        first = _cleaned(folded, Span(rest.start, joints[0].start))
        about = _ABOUT.search(folded, joints[0].end + 3, rest.end)
        second = _cleaned(folded, Span(joints[0].end, about.start() if about else rest.end))
        if first is not None and second is not None:
            sides = (Alternative(first, Span(first.start, joints[0].start)), Alternative(second, second))
            yield Allocation(sides, Span(sentence.start, sentence.start))


def _alternatives(folded: str, rest: Span) -> Allocation | None:
    if added := _WITH_OR_WITHOUT.search(folded, rest.start, rest.end):
        # `letrozole with (n = 47) or without (n = 43) zoledronic acid`
        phrase = _cleaned(folded, Span(added.end(), rest.end))
        if phrase is not None:
            without = Span(added.start("without"), phrase.end)
            given = Alternative(phrase, Span(added.start(), added.start("without")))
            return Allocation((given, Alternative(without, without)), Span(rest.start, added.start()), added=True)
    if added := _WITHOUT_OR_WITH.search(folded, rest.start, rest.end):
        phrase = _cleaned(folded, Span(added.end(), rest.end))
        if phrase is not None:
            without = Span(added.start("without"), added.end("without"))
            given = Alternative(phrase, Span(added.start("with"), added.end("with")))
            return Allocation((given, Alternative(without, without)), Span(rest.start, added.start()), added=True)
    joints = _joints(folded, rest, _OR)
    for opener in _OPENERS:
        for opened in opener.finditer(folded, rest.start, rest.end):
            if _depth(folded, rest.start, opened.start()) > 0:
                continue
            listed = opener in _LISTING
            behind = [j for j in joints if j.start >= opened.end()]
            if not behind:
                behind = _joints(folded, Span(opened.end(), rest.end), _ANY_AND if listed else _AND)[:3]
            if not behind:
                continue
            spans = _parts(folded, Span(opened.end(), rest.end), behind)
            if len(spans) >= 2:
                return Allocation(tuple(spans), Span(rest.start, opened.start()))
            break
    return None


def _parts(folded: str, rest: Span, joints: list[Span]) -> list[Alternative]:
    """The phrases between joints; what one leaves behind its end is none's."""
    edges = [rest.start, *(edge for joint in joints for edge in (joint.start, joint.end)), rest.end]
    parts: list[Alternative] = []
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        # The first of three or more: `placebo, A, or B`.
        commas = (
            [c for c in _joints(folded, Span(begin, end), _COMMA) if c.start - begin < LONGEST] if not parts else []
        )
        listed = commas and (folded[joints[0].start] in ",;" or _is_plain_list(folded, begin, end, commas, joints[0]))
        first = len(joints) >= 1 and not parts and listed
        inner = [begin, *(edge for c in commas for edge in (c.start, c.end)), end] if first else [begin, end]
        for left, right in zip(inner[::2], inner[1::2], strict=True):
            phrase = _cleaned(folded, Span(left, right))
            if phrase is not None:
                parts.append(Alternative(phrase, Span(phrase.start, right)))
            elif not first and re.search(r"[A-Za-z]", folded[left:right]):
                # What follows words that are no arm is none either.
                return parts
    return parts if 2 <= len(parts) <= MOST_ARMS else []


#: A name of few words, with its dose; no schedule, and nothing that is joined to what stands before it.
_PLAIN = re.compile(
    r"\s*(?:(?:to|receive|either)\s)*(?!(?:and|or|with|plus|followed|then|days?|weeks?|each|every|once|twice|in|on|at|for)\b)"
    r"(?:(?!(?:and|or|plus|followed|then|days?|weekly|daily|every|for|at|on|in|with)\b)[A-Za-z][\w+/®-]*\s?){1,4}"
    r"(?:\d[\d.,]*\s?(?:mg|g|[µμ]g|mcg|IU|ml)(?:/\w+)?)?\s*",
    re.IGNORECASE,
)


_ARTICLE = re.compile(r"\s*(?:(?:to|receive|either)\s)*(?:an?|the)\s", re.IGNORECASE)


def _is_plain_list(folded: str, begin: int, end: int, commas: list[Span], joint: Span) -> bool:
    """Whether commas part alternatives though none stands before the `or` (`to A, B or placebo`)."""
    edges = [begin, *(edge for comma in commas for edge in (comma.start, comma.end)), end]
    items = list(zip(edges[::2], edges[1::2], strict=True))
    # `an original online, interactive program or a modified one`: two qualities of one.
    articles = {_ARTICLE.match(folded, left, right) is not None for left, right in items}
    plain = len(articles) == 1 and all(_PLAIN.fullmatch(folded, left, right) for left, right in items)
    return plain and "or" in joint.of(folded).split()


#: Behind a dose that is an arm's whole name: how often it was given.
_HOW_OFTEN = re.compile(r"(?:twice|once|thrice|daily|every|weekly|monthly|per|bid|b\.i\.d|tid)\b(?!-)", re.IGNORECASE)
#: What is told at length behind a name was given besides.
_BESIDES = re.compile(
    r",\s|,?\s(?:plus|in addition to|(?:both |each )?combined with|in combination with)\s", re.IGNORECASE
)


def _cleaned(folded: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and folded[start] in " ,;:-":
        start += 1
    led = _LEADING.match(folded, start, end)
    often = led is not None and led[0].strip()[-1:] in "gl" and _HOW_OFTEN.match(folded, led.end(), end)
    if led is not None and led.end() < end and not often and re.search(r"[A-Za-z]{2}|[A-Z]", folded[led.end() : end]):
        start = led.end()
    for cut in _ENDS.finditer(folded, start + 1, end):
        if _depth(folded, start, cut.start()) == 0 and cut.start() - start >= 3:
            end = cut.start()
            break
    if end - start > LONGEST and (besides := _joints(folded, Span(start, end), _BESIDES)):
        end = besides[0].start
    if start < end and folded[start].isdigit() and (comma := folded.find(", ", start, end)) > 0:
        # What follows a dose is told of other things.
        end = comma
    while end > start and folded[end - 1] in " ,;:.-":
        end -= 1
    words = folded[start:end]
    if not re.search(r"[A-Za-zµμ]{2}|[A-Z]", words) or end - start > LONGEST or _NO_ARM.match(words):
        return None
    return Span(start, end)


def _joints(folded: str, span: Span, pattern: re.Pattern[str]) -> list[Span]:
    """Where a pattern parts a stretch of text, outside of brackets."""
    found: list[Span] = []
    depth, at = 0, span.start
    for match in pattern.finditer(folded, span.start, span.end):
        depth = max(0, depth + folded.count("(", at, match.start()) - folded.count(")", at, match.start()))
        at = match.start()
        if depth == 0:
            found.append(Span(match.start(), match.end()))
    return found


def _depth(folded: str, start: int, end: int) -> int:
    return folded.count("(", start, end) - folded.count(")", start, end)
