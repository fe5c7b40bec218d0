"""Which outcome measure a figure reports: the measures named in its sentence, and the nearest one that fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.terms import Lexicon
from pipeline.schema import Concept, Mention, Span

PREFIX = "measure:"
#: Where a mention is from whose short form was resolved by the document, and of which types it is no measure.
_RESOLVED = frozenset({"context", "abbreviation"})
_NO_MEASURE = frozenset({"other", "disease", "gene", "drug", "chemical"})
SURVIVAL = frozenset({"OS", "EFS", "DFS", "RFS", "LFS", "PFS", "GRFS"})
#: Measures that a length of time can be a figure of.
TIMED = SURVIVAL | {"DOR", "FOLLOW_UP", "AGE", "ENGRAFTMENT", "COURSE", "OTHER", "RELAPSE", "HSCT", "AE"}
STUDY = frozenset({"N", "FOLLOW_UP", "AGE"})
TOXICITY = frozenset({"CRS", "ICANS", "GVHD_ACUTE", "GVHD_CHRONIC", "AE"})
#: Named by these words, a measure is told of as an end point, not reported.
_DEFINING = re.compile(r"\b(?:end\s?points?|outcomes?|objectives?)\s+(?:was|were|is|are|included?)\b", re.IGNORECASE)
#: Words before a measure's name that belong to it (`severe cytokine release syndrome`, `5-year overall survival`).
_QUALIFYING = re.compile(
    r"(?:(?:severe|serious|total|overall|any|median|mean|local|distant|cumulative|fatal|late|early|all-cause|treatment-related|drug-related|disease-specific|"
    r"isolated|persistent|symptomatic|asymptomatic|unexpected|acute|chronic|clinical|objective|febrile|CD19-negative)\s+)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MeasureMention:
    """A measure named in the text.

    Attributes:
        span: where it is named.
        code: its code.
        text: its name in the text's words.
        concept: the adverse event that it names, where a lexicon knows it, whether as a harm or as an end point.
    """

    span: Span
    code: str
    text: str
    concept: Concept | None = None
    #: Whether the words around it make it a state that patients are in (`children with CR`), not what is reported.
    state: bool = False


_STATE_BEFORE = re.compile(
    r"(?:\b(?:patients|children|those|women|men|subjects|participants|still|while|who (?:were|are)|\d{1,5}) in|"
    r"\b(?:with|without|after|since|following|at|before|from|those|earlier|prior|previous|pre-existing|underlying|(?<!\bto )(?<!\bto the )first|(?<!\bto )second|history of)|"
    r"\bwho (?:had|achieved|reached)|\brefractory\s*(?:or|and|,|/)|\bnon-?)\s*"
    r"(?:an?\s+|their\s+|the\s+)?(?:first\s+|second\s+|any\s+|complete\s+|morphologic\s+|earlier\s+|prior\s+|previous\s+|underlying\s+|pre-existing\s+|early\s+|late\s+)?$",
    re.IGNORECASE,
)
_STATE_AFTER = re.compile(
    r"^\s*(?:(?:/|or|and)\s*refractory\b|(?:or|/|and) (?:progressive|resistant)\b|(?:[A-Z]{1,4}-)?(?:ALL|AML|CLL|NHL|DLBCL)\b|(?:[A-Za-z-]+\s+){0,3}(?:leuk|lymphoma|myeloma|disease\b|cancer|carcinoma|tumou?r|precursor)|patients\b|children\b)",
)
#: `the children who achieved CR and underwent HSCT was ...`
_RELATIVE = re.compile(r"\bwho\b[^.;,:()]{0,60}$")
_IN_PEOPLE = re.compile(r"\b(?:in|among|for) (?:the )?(?:patients|children|those) $", re.IGNORECASE)
_RESPONSES = frozenset({"CR", "MRD_NEG", "PR"})
_PEOPLE_AFTER = re.compile(r"\s(?:patients|children|adults|infants)\b", re.IGNORECASE)
#: `20 achieved CR, including 17 who were MRD-negative`
_INCLUDING = re.compile(
    r"\b(?:including|with|and)\s(?:\d{1,4}|[a-z]+)\s(?:patients\s|children\s)?(?:\([^()]{1,20}\)\s)?who\s(?:was|were|became|had|achieved|also had)\s(?:an?\s)?$",
    re.IGNORECASE,
)
_IS_IN = re.compile(
    r"\d[\d,.]*\s?%?\s?[)\]]?\s(?:(?:of\s(?:the\s|these\s|all\s)?)?(?:patients|children|adults|infants|cases|of\sthem|of\swhom)\s)?"
    r"(?:(?:are|were|was|is|remain(?:ed|s)?|continued?)\s)(?:(?:still|alive|currently|all)\s(?:and\s)?){0,2}in\s(?:an?\s)?"
    r"(?:(?:first|second|continuous|continued|ongoing|sustained|molecular|hematologic|complete)\s){0,3}$",
    re.IGNORECASE,
)
_STATES = frozenset({"CR", "MRD_NEG", "RELAPSE", "PR", "SD", "PD", "HSCT", "AE", "DEATH"})


_SURVIVORS = re.compile(r"survivors?\b", re.IGNORECASE)
_OF_A_DISEASE = re.compile(r"\b(?:cancer|leuk(?:a)?emia|lymphoma|tumou?r|stroke|disease|trauma)\s$", re.IGNORECASE)


#: `83% of responders`, `among the 48 responders`: of whom, and not that they responded.
_RESPONDERS = re.compile(r"(?:[\w-]+\s)?(?:non-?\s?)?responders?\b", re.IGNORECASE)
_OF_WHOM = re.compile(
    r"\b(?:of|in|among|for)\s(?:(?:the|these|those|all|our)\s){0,2}(?:\d{1,4}\s)?(?:[a-z-]+\s){0,2}(?:(?:MRD\s)?non-?\s?)?$",
    re.IGNORECASE,
)


def is_of_whom(measure: MeasureMention) -> bool:
    """Whether a measure's words name those who had it, and are told as such."""
    return measure.state and _RESPONDERS.fullmatch(measure.text) is not None


def _is_state(measure: MeasureMention, text: str, sentence: Span) -> bool:
    if _RESPONDERS.fullmatch(measure.text):
        return bool(_OF_WHOM.search(text[max(sentence.start, measure.span.start - 24) : measure.span.start]))
    if measure.code == "OS" and _SURVIVORS.match(measure.text):
        # `20% of breast cancer survivors`, `21% of survivors`: who they are.
        before = text[max(sentence.start, measure.span.start - 24) : measure.span.start]
        return bool(_OF_A_DISEASE.search(before) or _OF_WHOM.search(before))
    if measure.code not in _STATES:
        return False
    after = text[measure.span.end : min(sentence.end, measure.span.end + 60)]
    if measure.code == "RELAPSE" and _STATE_AFTER.match(after):
        return True
    if measure.code in _RESPONSES and _PEOPLE_AFTER.match(after):
        # `nine CR patients relapsed`
        return True
    before = text[max(sentence.start, measure.span.start - 70) : measure.span.start]
    if _RELATIVE.search(before) and re.match(r"[^.;,:()]{0,40}\b(?:was|were|is|are)\b", after):
        return True
    # `87% in children bridged to HSCT`: who they are, not what is counted.
    if measure.code == "HSCT" and _IN_PEOPLE.search(before):
        return True
    if measure.code in _RESPONSES and (_IS_IN.search(before) or _INCLUDING.search(before)):
        # `12 patients remain in CR`: that is what is told of them.
        return False
    return bool(_STATE_BEFORE.search(before[-40:]))


def find_measures(text: str, sentence: Span, lexicon: Lexicon, mentions: Sequence[Mention]) -> list[MeasureMention]:
    """The measures named in a sentence, in order; where two names overlap the longer one counts.

    Args:
        text: verbatim text.
        sentence: where to look.
        lexicon: the measures' names.
        mentions: the document's mentions: an adverse event that no measure's own code names is an ``AE``.
    """
    found: list[MeasureMention] = []
    resolved = {m.span: m for m in mentions if m.source in _RESOLVED and sentence.contains(m.span)}
    for match in lexicon.find(sentence.of(text)):
        span = Span(match.span.start + sentence.start, match.span.end + sentence.start)
        code = match.concepts[0].id.removeprefix(PREFIX)
        if _is_part_of_name(text, span):
            continue
        # `SD` of a mean, `PD` of the brain: the document's words say that this short form is no measure.
        if code in TOXICITY or span not in resolved or resolved[span].type not in _NO_MEASURE:
            found.append(MeasureMention(span, code, match.surface))
    for span, mention in resolved.items():
        if mention.type == "measure" and not any(m.span.overlaps(span) for m in found):
            found.append(MeasureMention(span, mention.concepts[0].id.removeprefix(PREFIX), mention.surface))
    for mention in mentions:
        if any(c.type == "adverse_event" for c in mention.concepts) and sentence.contains(mention.span):
            concept = next((c for c in mention.concepts if c.type == "adverse_event"), None)
            clash = [m for m in found if m.span.overlaps(mention.span)]
            if any(len(m.span) > len(mention.span) or (m.code != "AE" and m.code != "OTHER") for m in clash):
                for m in clash:
                    if m.code in TOXICITY and m.span.overlaps(mention.span):
                        found[found.index(m)] = MeasureMention(m.span, m.code, m.text, concept)
                continue
            for m in clash:
                found.remove(m)
            found.append(MeasureMention(mention.span, "AE", mention.surface, concept))
    found = _with_free_survivals(found, text, sentence)
    found.sort(key=lambda m: m.span)
    refined = [_refined(_qualified(measure, text, sentence), text, sentence) for measure in found]
    return [replace(m, state=True) if _is_state(m, text, sentence) else m for m in refined]


#: The scale that a short form belongs to: `WOMAC-PFS` is a score of physical function. Who reads a progression is none.
_SCALE = re.compile(r"(?<![\w-])(?!(?:BICR|IRC|ICR|IRF|INV|MRD|NON|PRE|POST|ITT|KM)-)[A-Z]{3,}-$")


def _is_part_of_name(text: str, span: Span) -> bool:
    """Whether a short form is the last part of another one."""
    return span.of(text).isupper() and _SCALE.search(text, max(0, span.start - 12), span.start) is not None


#: `distant failure-free `, before `survival`.
_FREE_OF = re.compile(r"(?:\b[^\W\d_]+\s)?\b[\w/-]+-free\s$", re.IGNORECASE)


def _with_free_survivals(found: Sequence[MeasureMention], text: str, sentence: Span) -> list[MeasureMention]:
    """The measures, a survival free of what no lexicon has a code for as an end point of its own: it is no survival."""
    told, whole = list[MeasureMention](), list[Span]()
    for measure in found:
        free = _FREE_OF.search(text, sentence.start, measure.span.start) if measure.code == "OS" else None
        if free is not None and measure.text.lower().startswith("survival"):
            span = Span(free.start(), measure.span.end)
            measure = MeasureMention(span, "OTHER", " ".join(span.of(text).split()))
            whole.append(span)
        told.append(measure)
    return [m for m in told if not any(span.overlaps(m.span) and span != m.span for span in whole)]


_BY_TREATMENT = re.compile(
    r"^[^.;,()]{0,30}?\b(?:(?:related|attribut\w+|due|ascrib\w+|secondary|owing) to|caused by|of|from|because of)\s+(?:the\s+|study\s+|an?\s+)?(?:[\w-]+\s+)?"
    r"(?:treatment|(?:\w+)?therapy|toxicit\w+|(?:study\s+)?drugs?|transplant\w*|\S+-related (?:complications?|toxicit\w+|causes?)|complications? of (?:treatment|transplant\w*|HSCT))",
    re.IGNORECASE,
)
_BEFORE_DEATH = re.compile(
    r"\b(?:treatment|transplant\w*|therapy|drug|toxicity|regimen)[- ](?:related|associated)\s+$", re.IGNORECASE
)
#: An adverse event's name in these turns is a measured end point.
_MEASURED_BEFORE = re.compile(
    r"\b(?:improve\w*|changes?|decreas\w+|reduc\w+|worsen\w*|relief|impact|severity|intensity|levels?|control|less|more) (?:of|in|on|from)?\s*(?:\w+\s)?$",
    re.IGNORECASE,
)
#: `more severe neutropenia in the treated arm`: how often it came, not how much of it there was.
_MORE_OFTEN = re.compile(r"\b(?:more|less) (?:severe|serious|frequent|common|grade\s\S+)\s$", re.IGNORECASE)
_MEASURED_AFTER = re.compile(
    r"^\s*(?:reductions?|improvements?|scores?|severity|scale|intensity|index|ratings?|relief|levels?|inventory|questionnaire|control|symptoms?)\b",
    re.IGNORECASE,
)


#: `time to new metastasis or death`, `freedom from stroke and death`: an end point of several events.
_COMPOSITE = re.compile(
    r"\b(?:time (?:from [\w ]{1,30}?)?to|freedom from|(?:composite|combined) (?:primary |secondary )?(?:end[\s-]?point|outcome)?\s?(?:of|\())\s[^.;:\d]{0,80}$",
    re.IGNORECASE,
)


_CHANGED = re.compile(r"(?:decreased|increased|elevated|reduced|raised|low|high)\b", re.IGNORECASE)


def _refined(measure: MeasureMention, text: str, sentence: Span) -> MeasureMention:
    """The narrower code that the words around the name ask for."""
    after = text[measure.span.end : min(sentence.end, measure.span.end + 90)]
    before = text[max(sentence.start, measure.span.start - 40) : measure.span.start]
    wider = text[max(sentence.start, measure.span.start - 120) : measure.span.start]
    if measure.code in ("DEATH", "AE") and (named := _COMPOSITE.search(wider)):
        words = re.sub(r"\s+", " ", named[0] + text[measure.span.start : measure.span.end])
        return replace(measure, code="OTHER", text=words.strip())
    if measure.code == "DEATH" and (found := _BY_TREATMENT.match(after) or _BEFORE_DEATH.search(before)):
        words = measure.text + found[0] if found.re is _BY_TREATMENT else found[0] + measure.text
        return MeasureMention(measure.span, "NRM", re.sub(r"\s+", " ", words).strip())
    if measure.code == "AE" and measure.concept is not None:
        score = _MEASURED_AFTER.match(after)
        change = None if _MORE_OFTEN.search(before) else _MEASURED_BEFORE.search(before)
        if score and score[0].strip().startswith("level") and _CHANGED.match(measure.text):
            # `decreased serum potassium levels` is the event itself.
            return replace(measure, text=re.sub(r"\s+", " ", measure.text + score[0]))
        if score or change:
            name = text[measure.span.start : measure.span.end] if change else measure.text
            words = (change[0] if change else "") + name + (score[0] if score else "")
            return replace(measure, code="OTHER", text=re.sub(r"\s+", " ", words).strip())
    return measure


def _qualified(measure: MeasureMention, text: str, sentence: Span) -> MeasureMention:
    before = text[max(sentence.start, measure.span.start - 40) : measure.span.start]
    match = _QUALIFYING.search(before)
    if not match:
        return measure
    words = re.sub(r"\s+", " ", match[0] + measure.text)
    if before[: match.start()].endswith(("without ", "not ")):
        # `without any toxic deaths`: the word denies, and qualifies nothing.
        words = words.removeprefix("any ")
    return MeasureMention(measure.span, measure.code, words, measure.concept)


def unabbreviated(measures: list[MeasureMention], folded: str) -> list[MeasureMention]:
    """Without the short form that a long form right before it explains: `overall survival (OS)` is one measure."""
    kept: list[MeasureMention] = []
    for measure in measures:
        # `acute graft-versus-host disease (GVHD)`: the short form alone would name something wider.
        wider = measure.code == "AE" and measure.text.isupper() and kept and kept[-1].code in TOXICITY
        if kept and (kept[-1].code == measure.code or wider):
            gap = folded[kept[-1].span.end : measure.span.start]
            if re.fullmatch(r"\s*(?:rates?\s*)?[(\[]\s*(?:\d-year\s)?", gap):
                last = kept[-1]
                kept[-1] = replace(last, span=last.span.cover(measure.span))
                continue
        kept.append(measure)
    return kept
