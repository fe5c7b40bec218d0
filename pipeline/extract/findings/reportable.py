"""Whether a figure can be a result at all: not a denominator, a limit, a baseline share or the number of a patient."""

from __future__ import annotations

import re

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import STUDY, SURVIVAL, MeasureMention
from pipeline.extract.findings.no_results import is_no_result
from pipeline.extract.findings.standing import beside_another, of_group
from pipeline.extract.findings.statistics import is_bracketed_change

#: Patients by their numbers (`patient 3`, `patients 2 and 5`), not how many they are.
_NUMBERED = re.compile(
    r"\b(?:(?:patient|case|subject|participant)\s+(?:no\.?\s*|number\s*|#\s*)?|"
    r"(?:patients|cases|subjects|participants)\s+(?:(?:nos?\.?|numbers?)\s+)?\d+\s*(?:,\s*(?:\d+\s*,?\s*)*)?(?:and\s+)?)$",
    re.IGNORECASE,
)
_PATIENTS = re.compile(r"\b(?:patients|cases|subjects|participants)\s+(?:(?:nos?\.?|numbers?)\s+)?$", re.IGNORECASE)
_AND_NUMBER = re.compile(r"\s*(?:,|and|,\s*and)\s*\d+\b(?!\s*(?:%|[./(]|of\b))", re.IGNORECASE)
#: `None of the biomarkers predicted survival`: of an analysis, not of patients.
_NOTHING_FOUND = re.compile(
    r"[^.;]{0,60}?\b(?:predict|correlat|associated|influenc|affect|prognostic|independent|significan)", re.IGNORECASE
)


def is_patient_number(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure is the number of a patient (`case 4`, `patients 2 and 5`)."""
    if figure.kind != "number":
        return False
    before = context.folded[max(context.sentence.start, figure.span.start - 40) : figure.span.start]
    listed = _PATIENTS.search(before) and _AND_NUMBER.match(context.folded, figure.span.end)
    return bool(listed or _NUMBERED.search(before))


#: `the p-values were 0.095 for IgG and 0.068 for IgM`
_P_VALUES = re.compile(r"\bp[- ]?values?\b[^.;]{0,80}\b(?:was|were|of)\b", re.IGNORECASE)


def is_p_value(context: SentenceContext, figure: Figure) -> bool:
    """Whether a number between nought and one is told to be a p-value by the words before it."""
    return (
        figure.value is not None
        and 0 <= figure.value <= 1
        and _P_VALUES.search(context.folded, context.sentence.start, figure.span.start) is not None
    )


def may_report(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure of this kind in a sentence of this role can be a result at all."""
    if context.role in ("methods", "objective", "title"):
        measured = {m.code for m in context.measures}
        return (
            bool(measured & {"FOLLOW_UP", "AGE"})
            and figure.kind in ("duration", "number")
            and figure.main.qualifier == "="
        )
    if figure.kind in ("count", "number") and figure.unit is None and is_denominator(context, figure):
        return False
    if is_no_result(context, figure):
        return False
    if figure.main.surface.lower() == "none" and _NOTHING_FOUND.match(
        context.folded, figure.span.end, context.sentence.end
    ):
        return False
    if figure.kind == "count" and (figure.main.name or "").startswith("all") and figure.main.events is None:
        return bool(_EVERYBODY.match(context.folded, figure.span.end))
    if context.attribution == "cited":
        counted = figure.kind == "count" and bool(_COUNTED.match(context.folded, figure.span.end))
        bare = figure.people is not None and bool(_OUTCOME.match(context.folded, figure.span.end))
        return figure.kind in ("percent", "fraction", "duration", "ratio") or counted or bare
    if figure.kind == "number" and figure.main.name in ("correlation", "area"):
        return True
    if figure.kind == "number" and figure.unit is None and is_p_value(context, figure):
        return False
    if figure.kind == "number" and figure.unit is None and figure.interval is None and figure.is_whole:
        return counts_people(context, figure) or is_bracketed_change(figure, context.folded, context.sentence)
    return not _is_threshold(context, figure) and not is_baseline(context, figure)


#: The counted patients are the subject: something is told of them, not of a share of them.
_TELLS = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:had|have|were|was|developed|achieved|died|relapsed|experienced|received|underwent|did|required|showed|responded|progressed|remained|"
    r"completed|withdrew|discontinued|suffered|survived|proceeded)\b",
    re.IGNORECASE,
)
#: What happened to patients that another paper counts.
_OUTCOME = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:of (?:them|these|those)\s+)?(?:had\s+)?(?:achieved|died|relapsed|responded|survived|progressed|developed)\b",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"\s*(?:\([^()]{1,20}\)\s*)?(?:achieved|obtained|attained|reached|had|were|developed|experienced|survived|responded|completed|finished|tolerated|died|recover\w*|remained|engrafted|required|received|underwent|are|became)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s*(?:\(|/|had\b|have\b|were\b|was\b|developed|achieved|died|relapsed|experienced|received|underwent|did\b|required|showed|responded|progressed|remained|"
    r"completed|withdrew|discontinued|of (?:them|these|whom|the)\b|in (?:the|group)|with\b|from\b|cases|for\b|vs|versus|v\b|compared|and \d|,? respectively|suffered|survived|proceeded)",
    re.IGNORECASE,
)


def counts_people(context: SentenceContext, figure: Figure) -> bool:
    """Whether a bare whole number counts people or events: its predicate or its pair says so."""
    folded = context.folded
    before = folded[max(context.sentence.start, figure.span.start - 14) : figure.span.start]
    paired = re.search(r"\b(?:vs\.?|v|versus|compared with|against)\s+$", before)
    inside = any(group.span.contains(figure.head) for group in context.groups)
    # `fever in 30 children and rash in 6`: an item of a list of counts ends its clause.
    earlier = any(f.kind in ("count", "number") and f.span.end <= figure.span.start for f in context.figures)
    item = earlier and re.search(r"\bin\s+$", before) and re.match(r"\s*(?:[.,;)]|and\b|$)", folded[figure.span.end :])
    counted = (
        _of_a_grade(context, figure)
        or _COUNTED.match(folded, figure.span.end)
        or paired
        or item
        or of_group(context, figure)
    )
    return not inside and bool(counted)


#: `Of 40 patients, five died`: the whole opens its clause.
_OPENS = re.compile(
    r"(?:^|[.;:]\s*)(?:results:\s*)?(?:out\s+)?(?:of|among)\s+(?:the\s+|these\s+|our\s+)?$", re.IGNORECASE
)


#: `CRS was grade 1 in 10, grade 2 in 6`, `and was severe in 3`
_GRADE_REACH = 24
_GRADE_IN = re.compile(
    r"\b(?:grades?\s?[\dIV][\dIV\s,–-]{0,5}|(?:was|were)\s(?:severe|serious|fatal|lethal|mild|moderate|life-threatening))\sin\s$",
    re.IGNORECASE,
)


def _of_a_grade(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure counts those in whom something was of a grade (`grade 2 in 6`)."""
    start = max(context.sentence.start, figure.span.start - _GRADE_REACH)
    return _GRADE_IN.search(context.folded, start, figure.span.start) is not None


_PART_FOLLOWS = re.compile(
    r"[^.;:,()\d]{1,60}(?:\([^()]{1,30}\))?,\s(?:only\s|another\s)?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)",
    re.IGNORECASE,
)


def opens_whole(context: SentenceContext, figure: Figure) -> bool:
    """Whether a count opens its clause as the whole of what follows: `Of the 22 transplanted, 5 relapsed`."""
    start = max(context.sentence.start, figure.span.start - 20)
    opens = _OPENS.search(context.folded[start : figure.span.start])
    return bool(opens and _PART_FOLLOWS.match(context.folded, figure.span.end, context.sentence.end))


#: Codes of measures that tell nothing of what it was that happened, and those of the study's size.
UNCODED = STUDY | {"OTHER", "COURSE"}


def counts_outcome(context: SentenceContext, figure: Figure) -> bool:
    """Whether a count's own words name an outcome with a code (`25 PRs`)."""
    inside = (m for m in context.measures if figure.span.contains(m.span) and m.span.end == figure.main.span.end)
    return figure.kind == "count" and any(not m.state and m.code not in UNCODED for m in inside)


def is_denominator(context: SentenceContext, figure: Figure) -> bool:
    """Whether a count only tells how many a share is of (`93.3% in 15 children`)."""
    before = context.folded[max(context.sentence.start, figure.span.start - 20) : figure.span.start]
    parts = (f for f in context.figures if f.span.start > figure.span.end)
    if _OPENS.search(before) and any(
        f.events is not None or (f.kind == "number" and counts_people(context, f)) for f in parts
    ):
        return True
    shares = any(f is not figure and f.kind in ("percent", "fraction") for f in context.figures)
    of_these = re.search(r"\b(?:in|of|among|for|that of|and)\s+(?:the\s+|these\s+|our\s+)?$", before, re.IGNORECASE)
    return (
        shares
        and bool(of_these)
        and not counts_outcome(context, figure)
        and not _of_a_grade(context, figure)
        and not _TELLS.match(context.folded, figure.span.end)
    )


#: `Febrile neutropenia was uncommon (< 2%)`
_PREDICATE = re.compile(
    r"\b(?:uncommon|common|rare|frequent|infrequent|low|high|seen|observed|reported|occurred)\s\(\s*$"
)


#: `at cut-offs of 1% and 10%`, `time to 50% recovery`
_LIMIT = re.compile(
    r"\b(?:cut-?offs?|thresholds?)(?:\s(?:values?|points?|levels?))?\s*(?:of|at|was|were|=|:)?\s*(?:\d[\d.]*\s?%?\s*(?:,|and|or)\s*){0,3}$|\btime to (?:a |an )?$",
    re.IGNORECASE,
)


#: `with counts of 200 cells per mm3 or less`
_OR_LESS = re.compile(
    r"\sor (?:less|more|greater|fewer|higher|lower|above|below|over|under|older|younger)\b", re.IGNORECASE
)


_OR_MORE_THEN = re.compile(
    r"\s?%?\sor (?:less|more|greater|fewer|higher|lower)\s[(\[]\s?(?:n\s?=\s?)?\d", re.IGNORECASE
)


def is_limit(context: SentenceContext, figure: Figure) -> bool:
    """Whether the words around a figure call it a limit (`at cut-offs of 1% and 10%`, `of 200 mg or less`)."""
    measured = figure.kind == "number" and figure.unit is not None
    if measured and _OR_LESS.match(context.folded, figure.span.end, context.sentence.end):
        return True
    # `and 15% or more (612 [50.5%] vs 28 [4.9%])`: as much it takes to be counted.
    if figure.kind == "percent" and _OR_MORE_THEN.match(context.folded, figure.span.end, context.sentence.end):
        return True
    begins = max(context.sentence.start, figure.span.start - 40)
    return _LIMIT.search(context.folded, begins, figure.span.start) is not None


def _is_threshold(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure with a sign is a limit that defines something (`weight gain (>= 7%)`), not a result."""
    sign = context.folded[figure.span.start : figure.span.start + 1]
    if is_limit(context, figure):
        return True
    if any(group.span.contains(figure.head) for group in context.groups) and figure.kind in ("number", "duration"):
        return True
    if figure.kind == "number" and figure.main.qualifier in ("<", ">", "<=", ">="):
        return True
    if sign not in "<>≤≥" or figure.kind != "percent":
        return False
    before = context.folded[max(context.sentence.start, figure.span.start - 14) : figure.span.start]
    of_people = re.match(r"\s*(?:of|in)\b", context.folded[figure.span.end : figure.span.end + 5])
    told = re.search(r"\b(?:was|were|is|are|to|in)\s+$|[:,]\s*$|^\s*$", before) or _PREDICATE.search(before)
    return not of_people and not told


_BASELINE_AFTER = re.compile(
    r"\s*[)\]]?\s*(?:of (?:the )?(?:patients|participants|women|subjects|tumou?rs|cases)\s+)?(?:(?:were|was|are|had|have)\s+)?(?:an?\s+)?"
    r"(?:(?:(?<!of )(?<!of the )(?:(?:fe)?males?|men|women|girls|boys)(?=\s*(?:[,.;()]|and\b|or\b|were\b|$)))\b|(?:pre-?menopausal|post-?menopausal|caucasians?|white|black|asian|african|hispanic|smokers|married|stage|ECOG|"
    r"performance status|BMI\b|(?-i:WHO)|Gleason|node[- ]|hormone[- ]receptor|HER-?2|ER[- ]|aged|older than|younger than)\b)",
    re.IGNORECASE,
)


#: `predominantly male (94%) and white (76%)`
_BASELINE_BEFORE = re.compile(
    r"\b(?:(?:fe)?males?|white|caucasians?|black|asian|hispanic|married|smokers|post-?menopausal|pre-?menopausal)\s?[(\[]$",
    re.IGNORECASE,
)


def is_baseline(context: SentenceContext, figure: Figure) -> bool:
    """Whether a share tells what the patients were, not what happened to them."""
    if figure.kind == "fraction" and any(m.span.end <= figure.span.start and not m.state for m in context.measures):
        return False
    before = context.folded[max(context.sentence.start, figure.span.start - 40) : figure.span.start]
    return figure.kind in ("percent", "fraction", "count", "number") and bool(
        _BASELINE_BEFORE.search(before) or _BASELINE_AFTER.match(context.folded, figure.span.end)
    )


#: No patient is older than this, in years.
_OLDEST = 110


def _is_bare(figure: Figure) -> bool:
    return figure.kind == "number" and figure.unit is None and not figure.interval


def can_be(figure: Figure, measure: MeasureMention) -> bool:
    """Whether a figure may be one of a measure at all: how long, or how many live, no bare number and coefficient tells."""
    lasting = measure.code in SURVIVAL | {"FOLLOW_UP", "DOR"}
    return not lasting or not (_is_bare(figure) or figure.main.name == "coefficient")


def plausible(figure: Figure, measure: MeasureMention, context: SentenceContext) -> bool:
    """Whether a figure of this kind can be one of a measure of this code."""
    if measure.code == "AGE":
        told = re.search(r"\b(?:median|mean|average)\b", context.words, re.IGNORECASE) or figure.spread is not None
        timed = figure.kind == "duration" or (
            figure.kind == "number" and bool(told) and (figure.value or 0) <= _OLDEST and figure.unit is None
        )
        return bool(told) and timed and context.attribution == "own"
    if not can_be(figure, measure):
        return False
    if _is_bare(figure):
        return figure.is_whole or measure.code in ("OTHER", "AE", "AGE", "COURSE")
    if figure.kind == "duration" and measure.code not in ("FOLLOW_UP", "AGE"):
        if measure.code in SURVIVAL | {"DOR"} and _near_pair(context, figure):
            return True
        return _tells_time(context, figure) or (figure.spread is not None and figure.value is not None)
    return True


#: Words of a sentence that tells how long something took or lasted.
_TIMED = re.compile(
    r"\b(?:m(?=OS|PFS|DFS)|medians?|means?|averages?|averaged|times?|durations?|length|delay(?:s|ed)?|prolonged|shorter|longer|earlier|later|quicker|faster|minutes of)",
    re.IGNORECASE,
)


def _tells_time(context: SentenceContext, figure: Figure) -> bool:
    """Whether a length of time is a result: its sentence tells of times, or it is told of a group or against another."""
    estimated = figure.interval is not None
    return estimated or bool(_TIMED.search(context.words)) or beside_another(context, figure)


def _near_pair(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure is one of `x vs y`."""
    folded = context.folded
    before = folded[max(context.sentence.start, figure.span.start - 8) : figure.span.start]
    return bool(
        re.search(r"\b(?:vs\.?|v|versus)\s*$", before)
        or re.match(r"\s*(?:vs\.?|v|versus)\b", folded[figure.span.end : figure.span.end + 9])
    )


def is_result(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure without a named measure is still plainly a result: a rate, a fraction, a measured mean."""
    if context.role in ("background", "methods", "objective", "title") or context.attribution == "cited":
        return False
    if figure.kind in ("percent", "fraction", "ratio"):
        return True
    if figure.kind == "number":
        return (
            figure.unit is not None
            or figure.main.name is not None
            or is_bracketed_change(figure, context.folded, context.sentence)
            or figure.spread is not None
            or figure.interval is not None
            or _in_pair(context, figure)
            or of_group(context, figure)
            or beside_another(context, figure)
        )
    if figure.kind == "count":
        told = figure.events is not None and _TELLS.match(context.folded, figure.span.end)
        return bool(told) or of_group(context, figure) or beside_another(context, figure)
    if figure.kind == "duration":
        before = context.folded[context.sentence.start : figure.span.start]
        averaged = re.search(
            r"\b(?:median|mean|average|time to|duration)\b(?!\s+(?:of\s+)?follow)[^;]{0,120}$", before, re.IGNORECASE
        )
        return bool(averaged) or figure.interval is not None or beside_another(context, figure)
    return False


def _in_pair(context: SentenceContext, figure: Figure) -> bool:
    near = context.folded[max(context.sentence.start, figure.span.start - 12) : figure.span.end + 12]
    return bool(re.search(r"\b(?:vs|versus|v)\b", near)) or (
        not figure.is_whole
        and bool(re.search(r"\bp\s*[=<>]", context.folded[figure.span.end : figure.span.end + 40], re.I))
    )
