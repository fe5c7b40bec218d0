"""What a study gave to its patients where no lexicon has a name for it: a schooling, an exercise, a device.

The phrase itself is the name then, as the title, the aim or the statement of allocation has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.arms import THERAPY_TYPES, Arm
from pipeline.extract.findings.arms.patterns import CONTROL, TESTED_GROUP
from pipeline.extract.ner.recognised import Recognised
from pipeline.schema import AS_TOLD, Concept, Mention, Span

#: Types of mention that a patient has, or that is measured in one.
_MEASURED_TYPES = frozenset({"disease", "gene", "adverse_event"})
#: How sure the encoder must be that words name an intervention.
SURE = 0.75
#: So many words make a name; more describe.
WORDS_OF_A_NAME = 7

#: Nouns that name something done to or with patients.
_NOUN = (
    r"(?:interventions?|programme?s?|training|coaching|counsell?ing|education|therap(?:y|ies)|treatments?|exercises?|screening|"
    r"techniques?|devices?|needles?|systems?|diets?|supplement(?:ation|s)?|vaccin(?:e|es|ation)|acupuncture|massage|yoga|apps?|"
    r"messag(?:es|ing)|care|navigation|management|guidelines?|catheters?|stents?|laser|stimulation|feedback|strateg(?:y|ies)|"
    r"regimens?|schedules?|approach(?:es)?|procedures?|protocols?|surgery|resection|consultations?|visits?|calls?|websites?|modules?|"
    r"workshops?|courses?|sessions?|tools?|aids?|reminders?|incentives?|mobili[sz]ation|rehabilitation|nutrition|feeding|formula|"
    r"lens(?:es)?|implants?|dressings?|bandages?|masks?|gels?|creams?|pessar(?:y|ies)|injections?|infusions?|hypothermia|oxygen|ventilation|"
    r"plans?|models?|pathways?|services?)"
)
_TO_NOUN = re.compile(
    rf"[\w'’-]*(?:\s+(?!(?:for|in|on|to|with|of|by|at|from|or|versus|vs|than|as|is|was|were|among|that|which|who)\b)[\w'’/-]+){{0,4}}?[\s-]+{_NOUN}(?:\s+{_NOUN})*\b",
    re.IGNORECASE,
)
_REST_OF_WORD = re.compile(r"[\w'’-]*")
_LEADING = re.compile(
    r"^(?:(?:an?|the|this|our|both|either|new|novel|innovative|brief|short|standardi[sz]ed|\d+-(?:week|month|day|session|year))\s+)+",
    re.IGNORECASE,
)
#: Names that tell no more than that it is an arm.
_BARE = re.compile(
    r"(?:(?:the|an?|active|new|standard|study|test|experimental|control|treatment|intervention|intensive|usual|conventional|alternative|immediate|delayed|early|late|high|low|group|arm|dose|first|second|no|only|"
    r"trial|placebo|observation|treated|monotherapy|combination|combined|single-agent|twice|daily|weekly|patients|controls?|regimens?|schedules?|programme?|period|phase|condition|[a-d\d]|i{1,3}|iv|v)[\s-]*)+",
    re.IGNORECASE,
)
#: Who the patients were, what they did without, and what was done to find out, is nothing that was given.
_NOT_GIVEN = re.compile(
    r"\b(?:who|controls?|groups?|arms?|cohorts?|cases?|patients?|women|men|children|participants|subjects|without|after|before|every|stage|whether|comparison|symptoms?)\b|^no\b",
    re.IGNORECASE,
)
#: Nor is how long or how much, or a word that only qualifies.
_QUALIFIES = re.compile(
    r"\d[\d.,]*\s?(?:hours?|days?|weeks?|months?|years?|mg|g|ml|Gy|cm|mm|%)?|(?!adhesive|sedative)[a-z-]+(?:able|ible|ive|ous|ary|ed)|intra|peri|upfront",
    re.IGNORECASE,
)
#: A study that gives something says so; what goes with an outcome in others is no therapy.
_GIVES = re.compile(
    r"\b(?:randomi[sz]ed|randomly|allocated|assigned|trials?|interventions?|programmes?|programs?|pilot|feasibility|acceptability)\b",
    re.IGNORECASE,
)
_RANDOMISES = re.compile(r"\b(?:randomi[sz]ed|randomly|allocated|assigned)\b", re.IGNORECASE)
#: What is told to have an effect was given, whatever else it is (`the effect of exogenous ghrelin on appetite`).
_EFFECT_OF = re.compile(r"\b(?:effects?|efficacy|effectiveness|safety|impact|use) of (?:\w+\s){0,2}$", re.IGNORECASE)
_ENDS_WITH_NOUN = re.compile(rf"\b{_NOUN}$", re.IGNORECASE)
_WORDS = re.compile(r"[A-Za-z][a-z]{3,}")


def intervention_of(
    text: str, folded: str, where: Sequence[Span], recognised: Sequence[Recognised], mentions: Sequence[Mention]
) -> Concept | None:
    """What the encoder marks as the study's intervention, where no lexicon names a therapy in it; None where it does.

    Args:
        text: verbatim text.
        folded: the same, folded.
        where: the sentences that may tell it, in order: the title, the aim, the methods.
        recognised: the PICO elements that a model marks.
        mentions: what the lexicons name.
    """
    if not any(_GIVES.search(folded, sentence.start, sentence.end) for sentence in where):
        return None
    randomises = any(_RANDOMISES.search(folded, sentence.start, sentence.end) for sentence in where)
    for sentence in where:
        for mark in recognised:
            if mark.kind != "intervention" or (mark.score or 0.0) < SURE or not sentence.contains(mark.span):
                continue
            phrase = _whole_phrase(folded, mark.span, sentence.end)
            named = [m for m in mentions if m.concepts and m.span.overlaps(phrase)]
            if any(m.type in THERAPY_TYPES for m in named):
                return None
            # What is measured in the patients, or what they have, is not what they were given.
            caused = _EFFECT_OF.search(folded, sentence.start, phrase.start)
            if not caused and any(m.type in _MEASURED_TYPES and m.span.end == phrase.end for m in named):
                continue
            if not randomises and not _ENDS_WITH_NOUN.search(phrase.of(folded)):
                continue
            if (concept := _concept(phrase.of(text))) is not None:
                return concept
    return None


def with_descriptions(
    arms: Sequence[Arm], intervention: Concept | None, mentions: Sequence[Mention] = ()
) -> tuple[Arm, ...]:
    """The arms, those without a known therapy with what their patients are told to have been allocated to.

    Args:
        arms: the arms of the study.
        intervention: what the study tests, as far as no lexicon has a name for it: given to the arm under test.
        mentions: what the lexicons name: an arm that is called by a disease tells who its patients are.
    """
    had = tuple({mention.surface.lower() for mention in mentions if mention.type in _MEASURED_TYPES})
    described: list[Arm] = []
    for arm in arms:
        if not arm.therapies:
            names = sorted(
                {arm.name, *arm.aliases}, key=lambda name: (name.lower() != arm.name.lower(), -len(name), name)
            )
            own = next(
                (c for name in names if (c := _concept(name, bare=False)) is not None and not c.name.endswith(had)),
                None,
            )
            if own is None and not arm.control and any(TESTED_GROUP.fullmatch(name) for name in names):
                own = intervention
            arm = replace(arm, described=own)
        described.append(arm)
    return tuple(described)


def _whole_phrase(folded: str, mark: Span, end: int) -> Span:
    """The marked words with the rest of their last word, and on to the noun that they qualify."""
    to_noun = _TO_NOUN.match(folded, mark.end, end)
    rest = to_noun or _REST_OF_WORD.match(folded, mark.end, end)
    start = mark.start
    while start and folded[start - 1] not in " \n(":
        start -= 1
    return Span(start, rest.end() if rest else mark.end)


def _concept(words: str, *, bare: bool = True) -> Concept | None:
    """A concept of the words themselves, where they name something given."""
    name = bare_name(words)
    if not _WORDS.search(name) or len(name.split()) > WORDS_OF_A_NAME or _NOT_GIVEN.search(name):
        return None
    if not bare and any(pattern.fullmatch(name) for pattern in (_BARE, CONTROL, _QUALIFIES)):
        return None
    return as_told(name)


def bare_name(words: str) -> str:
    """What words call a therapy, in small letters, without what stands before a name or in brackets behind it."""
    name = re.sub(r"\s+", " ", re.split(r"[(\[;:,]", words)[0]).strip(" .-–")
    return _LEADING.sub("", name).lower()


def as_told(name: str) -> Concept:
    """The concept of a therapy that no lexicon names: its id says that no terminology stands behind it."""
    return Concept(f"{AS_TOLD}{re.sub(r'[^a-z0-9]+', '-', name).strip('-')}", name, "therapy")
