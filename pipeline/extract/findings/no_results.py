"""Figures that only look like results: how strong a cream is, what all had at the start, one event or more, no excess."""

from __future__ import annotations

import re

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.quantities.patterns import EVENTS


def is_no_result(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure tells no result, whatever a model says of it."""
    return (
        _is_no_absence(context, figure)
        or _is_one_or_more(figure)
        or _is_strength(context, figure)
        or _is_before_all(context, figure)
        or _is_of_a_rate(context, figure)
        or _is_definition(context, figure)
        or _is_dose_of_drug(context, figure)
        or _is_by_then(context, figure)
        or _is_limit(context, figure)
        or _is_all_but_some(context, figure)
        or _is_heterogeneity(context, figure)
    )


#: `I2 = 20%`: how much the trials of a meta-analysis differ.
_I_SQUARED = re.compile(r"\bI\s?(?:\^?2|²|-squared|\(2\))\s?(?:statistic\s)?(?:=|:|of|was)?\s?$")


def _is_heterogeneity(context: SentenceContext, figure: Figure) -> bool:
    before = max(context.sentence.start, figure.span.start - 24)
    return _I_SQUARED.search(context.document.text, before, figure.span.start) is not None


_OF_THOSE_WITH = re.compile(
    r"\b(?:patients|those|children|women|men|participants|subjects|individuals|adults|people|cases)\s(?:with|who had|having|aged)\s(?:an?\s)?(?:[A-Za-z-]+\s){0,3}?$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    r"\s?(?:[A-Za-z]+\s)?or (?:more|less|fewer|greater|higher|lower|older|younger|above|over)\b", re.IGNORECASE
)
#: `by age (<10 vs ≥10 years: 60% vs 55%)`
_SET_APART = re.compile(r"\s(?:vs?\.?|versus|or|and)\s[<>≥≤]?\s?")
_THEN = re.compile(r"\s?:\s")
_LIMITS = frozenset({"<", ">", "<=", ">="})


def _is_limit(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure is the limit that sets some patients apart: `in patients with less than 50% blasts`."""
    if figure.events is not None or figure.interval is not None or figure.spread is not None:
        return False
    text, signed = context.folded, figure.main.qualifier in _LIMITS
    before = text[max(context.sentence.start, figure.span.start - 70) : figure.span.start]
    if _OF_THOSE_WITH.search(before):
        return signed or _OR_MORE.match(text, figure.span.end, context.sentence.end) is not None
    near = [each for each in context.figures if each.kind == figure.kind and each.main.qualifier in _LIMITS]
    if not signed or len(near) != _SIDES:
        return False
    first, last = near
    apart = _SET_APART.fullmatch(text, first.span.end, last.span.start) is not None
    return apart and _THEN.match(text, last.span.end) is not None


_ALL_BUT = re.compile(r"[^.;:]{0,20}?,?\s?\ball\s(?:but|except)\b", re.IGNORECASE)


def _is_all_but_some(context: SentenceContext, figure: Figure) -> bool:
    """Whether not all who are counted are told of: `of the 15, all but two died`."""
    return (
        figure.people is not None and _ALL_BUT.match(context.folded, figure.span.end, context.sentence.end) is not None
    )


#: What a drug is measured out in, where a mass may also be what was measured.
_MEASURED_OUT = re.compile(r"g|ml|cc|units?|u|mmol|drops?|tablets?|capsules?", re.IGNORECASE)


def _is_dose_of_drug(context: SentenceContext, figure: Figure) -> bool:
    """Whether an amount stands alone in the brackets right behind a drug: `metformin (1.5 g)`, none like it beside."""
    if figure.kind != "number" or not _MEASURED_OUT.fullmatch(figure.unit or ""):
        return False
    if sum(each.unit == figure.unit for each in context.figures) > 1:
        return False
    text, alone = context.folded, figure.spread is None and figure.interval is None
    opened = text[max(0, figure.span.start - 2) : figure.span.start] == " (" and text[figure.span.end :][:1] == ")"
    end = figure.span.start - 2
    return alone and opened and any(m.type == "drug" and m.span.end == end for m in context.mentions)


_BY = re.compile(r"\bby\s$", re.IGNORECASE)
_OF_TIME = re.compile(
    r"\b(?:times?|durations?|lengths?|stays?|periods?|intervals?|survival|delay\w*|onset|latency|shorte\w+|longer|prolong\w*|"
    r"extend\w*|sooner|earlier|later|age|PFS|OS|EFS|DFS|TTP)\b",
    re.IGNORECASE,
)


def _is_by_then(context: SentenceContext, figure: Figure) -> bool:
    """Whether a time tells when something had happened (`declined by 72 hours`), where nothing that lasts is told of."""
    if figure.kind not in ("duration", "difference") or figure.spread is not None or figure.interval is not None:
        return False
    timed = figure.main.kind == "duration"
    before = context.folded[max(context.sentence.start, figure.span.start - 4) : figure.span.start]
    return timed and _BY.search(before) is not None and _OF_TIME.search(context.words) is None


#: `14 deaths per 1000 participants`
_PER = re.compile(r"\b(?:per|every)\s$", re.IGNORECASE)


def _is_of_a_rate(context: SentenceContext, figure: Figure) -> bool:
    """Whether a count is how many a rate is told for."""
    return (
        figure.kind == "count"
        and _PER.search(context.folded, max(0, figure.span.start - 8), figure.span.start) is not None
    )


#: `response (more than 50% decrease in tumour size) was seen in`: how much it takes, told in brackets behind the name.
_IN_BRACKETS = re.compile(r"[A-Za-z]\s[(\[](?:(?:i\.e\.|defined as),?\s)?(?:an?\s)?$")
_TO_BE_MET = re.compile(
    r"(?:\sor (?:more|greater|higher))?\s(?:(?:relative|absolute|confirmed)\s)?(?:decrease|reduction|increase|improvement|decline|loss|shrinkage)s?\s(?:in|of|from)\s[^()\[\]\d]{3,60}[)\]]",
    re.IGNORECASE,
)


def _is_definition(context: SentenceContext, figure: Figure) -> bool:
    """Whether a percentage in brackets is the limit that defines what stands before them."""
    if figure.kind != "percent" or figure.main.qualifier not in (">", ">="):
        return False
    before = context.folded[max(context.sentence.start, figure.span.start - 30) : figure.span.start]
    told = _IN_BRACKETS.search(before) and _TO_BE_MET.match(context.folded, figure.span.end, context.sentence.end)
    return bool(told)


_EVENT = re.compile(EVENTS, re.IGNORECASE)
#: `no excess infections`: not more than elsewhere.
_NOT_MORE = re.compile(r"no (?:excess|increased?|additional)\b", re.IGNORECASE)
#: `no individual correlation`: none that is told of each person.
_OF_EACH = re.compile(
    r"\s(?:correlations?|associations?|differences?|variations?|changes?|effects?|values?|scores?|items?|stud(?:y|ies)|trials?)\b",
    re.IGNORECASE,
)
#: `patients with no radiographic progression`: who they are, of whom a share is told.
_THOSE_WITH = re.compile(
    r"\b(?:patients|participants|subjects|women|men|children|people|those|eyes|cases)\s(?:who had|having|with)\s$",
    re.IGNORECASE,
)


def _is_no_absence(context: SentenceContext, figure: Figure) -> bool:
    """Whether a `no` does not tell that something happened to nobody."""
    if figure.kind != "count" or figure.main.events != 0:
        return False
    before = context.folded[max(context.sentence.start, figure.span.start - 30) : figure.span.start]
    surface = figure.main.surface
    of_each = surface.lower().endswith("individual") and _OF_EACH.match(context.folded, figure.span.end)
    return bool(_NOT_MORE.match(surface) or _THOSE_WITH.search(before) or of_each)


#: What has so much of a substance in it.
_PREPARATION = re.compile(
    r"\s(?:(?!(?:in|with|of|and|or|for|on|the|vs|versus|to|by|from|at|than|after)\s)[\w-]+\s){0,2}(?:cream|gel|ointment|lotion|solution|foam|shampoo|spray|mouth ?(?:wash|rinse)|dentifrice|tooth ?paste|eye ?drops|"
    r"patch(?:es)?|suspension|emulsion|w/v|w/w)\b",
    re.IGNORECASE,
)


#: No preparation on the skin, in the mouth or in the eye has more of its substance in it, in percent.
_STRONGEST = 20
_GIVEN = re.compile(r"\b(?:with|of|receiv(?:ed|ing)|using|us(?:ed|e of)|containing|applied|topical)\s$", re.IGNORECASE)


def _is_strength(context: SentenceContext, figure: Figure) -> bool:
    """Whether a percentage is how strong a preparation is (`0.12% chlorhexidine`, `5% cream`)."""
    if figure.kind != "percent" or figure.events is not None or figure.interval is not None or figure.low is not None:
        return False
    if figure.value is None or figure.value > _STRONGEST:
        return False
    before = context.folded[max(context.sentence.start, figure.span.start - 14) : figure.span.start]
    drug = _GIVEN.search(before) and any(
        mention.type in ("drug", "chemical") and 0 < mention.span.start - figure.span.end <= 1
        for mention in context.mentions
    )
    return bool(drug) or _PREPARATION.match(context.folded, figure.span.end, context.sentence.end) is not None


#: `At baseline, 76% had`, `mean baseline HbA1c was`, `The mean FEV1 at baseline was`.
_AT_FIRST = re.compile(
    r"^(?:[A-Z]+\s?:\s)?(?:at (?:baseline|entry|enrol+ment|inclusion|study entry)\b|(?:the\s)?(?:(?:overall|mean|median|average)\s){0,2}baseline\s|"
    r"(?:the\s)?(?:mean|median|average)\s(?:[\w%/-]+\s){1,4}at baseline\s(?:was|were)\b)",
    re.IGNORECASE,
)
#: A sentence that names so many groups may compare them.
_SIDES = 2
_CLAUSE_END = re.compile(r";|,\s(?:and|but|whereas|while)\b")
#: What came later, or what it is compared with.
_AND_LATER = re.compile(
    r"\b(?:to|after|post\S*|follow[- ]?up|later|end of|weeks?|months?|days?|increas\w*|decreas\w*|declin\w*|improv\w*|reduc\w*|rose|fell|chang\w*|"
    r"predicts|predictors?|predictive|associat\w*|correlat\w*|risk|survival|odds|hazard)\b",
    re.IGNORECASE,
)


def _is_before_all(context: SentenceContext, figure: Figure) -> bool:
    """Whether a sentence tells what all patients were like at the start, and nothing that came later.

    What each arm had at the start is told to be compared with what it had at the end.
    """
    if figure.kind not in ("percent", "number", "fraction", "duration") or len(context.groups) >= _SIDES:
        return False
    words = context.words.lstrip()
    clause = _CLAUSE_END.search(words)
    told = words[: clause.start()] if clause else words
    within = figure.span.start < context.sentence.end - len(words) + len(told)
    return within and _AT_FIRST.match(told) is not None and _AND_LATER.search(words) is None


#: `In seven children a fusion gene was detectable before treatment`, `12% had fever at diagnosis`
_BEFORE = re.compile(
    r"(?:,\s)?[^.;,:%\d]{1,80}?\b(?:(?:before|prior to) (?:the )?(?:start of )?(?:the )?(?:treatments?|therapy|study|trial|enrol+ment|inclusion|admission|randomi[sz]ation)\b|"
    r"at (?:the time of )?(?:diagnosis|presentation|baseline|enrol+ment|admission|inclusion|study entry)\b)"
    # `51 (88%) had prior CAR T cells`
    r"|\s?[)\]]?\s(?:(?:patients|children|of whom|of them)\s)?(?:had|had (?:already )?(?:received|undergone)|received)\s(?:an?\s|at least one\s)?(?:prior|previous|earlier)\b",
    re.IGNORECASE,
)


def was_before(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure counts those of whom its clause tells what they had before anything was done."""
    counted = figure.kind in ("percent", "fraction", "count") or figure.people is not None
    return counted and _BEFORE.match(context.folded, figure.span.end, context.sentence.end) is not None


def _is_one_or_more(figure: Figure) -> bool:
    """Whether a count of events is a limit that those have in common who are counted (`had ≥1 adverse event`)."""
    limit = figure.kind == "count" and figure.main.qualifier in (">", ">=") and figure.main.events in (0, 1, 2)
    return limit and _EVENT.fullmatch(figure.main.name or "") is not None
