"""Which statistic a figure is: proportion, survival at a time, median, hazard ratio ..."""

from __future__ import annotations

import re

from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import SURVIVAL
from pipeline.schema import Span, Statistic

#: Words that tell a median, and a mean.
MEDIAN = re.compile(r"\bmedians?\b", re.IGNORECASE)
MEAN = re.compile(r"\b(?:means?|averages?|averaged)\b", re.IGNORECASE)
_DIFFERENCE = re.compile(
    r"(?:\bdifferences?(?:\s?[(\[][A-Z][A-Za-z0-9 %,]{0,14}[)\]])?(?:\s(?:in|between|of|at|from|for)\s[^.;():]{1,100}?)?\s(?:was|were|of|is)\s*|"
    r"\b(?:mean|estimated|treatment|adjusted)\sdifferences?(?:\s?[(\[][A-Z][A-Za-z0-9 %,]{0,14}[)\]])?\s(?:of|between)\s[^;():]{1,60}:\s*|"
    r"\bdifferences?\s*[:=(\[,]?\s*|\b(?:W?MDs?|(?-i:ETDs?|LSMDs?|ARDs?))\s?-?\s?[:=(\[,]?\s*|\b(?:M\s|mean\s)?diff\.?\s?[:=,]\s*|\b(?:effect sizes?(?:\s?[(\[]ESs?[)\]])?|(?-i:ESs?))\s?(?:of\s|[:=,(])?\s*|"
    r"\bmean changes?(?:\s[^.;()]{1,50}?)?\s(?:was|were|of)\s*|\b(?:absolute |relative |risk )?(?:reduction|increase|improvement|decrease|gain|decline)s? (?:in [^.;()\d]{1,60}? )?(?:of|by)\s*|\b(?:risk|rate) reductions?\s*[:=(,]?\s*|"
    r"\b(?:increased|decreased|reduced|improved|declined|prolonged|shortened|lengthened|extended|delayed|higher|lower|longer|shorter|greater|less) by\s*|"
    r"\b(?:increased|decreased|reduced|improved|lowered|raised|prolonged|shortened|lengthened|extended|delayed)\s(?!from\b)[^.;,()\d]{1,50}? by\s*)(?:about\s|approximately\s|a\s)?(?:(?:mean|median|average)\sof\s)?$",
    re.IGNORECASE,
)
#: `Improvements were observed for activity (15 points) and diet (3)`: what the brackets tell is the change.
_OBSERVED = re.compile(
    r"\b(?:improvements?|reductions?|increases?|decreases?|declines?|gains?|changes)(?:\s(?:in|of|from)\s[^.;()]{1,40}?)?\s(?:was|were)\s(?:also\s)?(?:\w+ly\s)?"
    r"(?:observed|seen|found|noted|reported|detected)\s(?:for|in)\b[^;]*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^[+-]")
_INCIDENCE = re.compile(
    r"\bcumulative (?:[\w-]{1,12} )?(?:[\w-]{1,12} )?incidences?\b|\bincidence function\b|\bactuarial\b", re.IGNORECASE
)
#: How well a score tells patients apart.
_DISCRIMINATION = re.compile(
    r"\b(?:areas? under (?:the )?(?:[\w() -]{1,40} )?curves?|AU(?:RO)?Cs?\b(?!\s?\(?0)|[Cc][- ](?:index|statistic)|concordance|Brier scores?|"
    r"kappa|Cronbach\S*|intraclass)\b",
)
#: `a 26% reduction in levels`, `gains in strength of 47%`: by how much each changed.
_CHANGED_BY = re.compile(
    r"\b(?:gains?|losses|(?:weight|fat|blood|bone) loss|reductions?|increases?|decreases?|improvements?|declines?|changes?|increased|decreased|reduced|improved|declined|rose|fell|dropped|gained|lost)\b"
    r"[^.;:%]{0,60}?(?:\bof|\bby|\bwas|\bwere|\baverag(?:ed|ing)|[(\[])\s*(?:(?:a|an|about|approximately|mean|median|average)\s){0,3}(?:of\s)?$",
    re.IGNORECASE,
)
_CHANGE_BEHIND = re.compile(
    r"\s*(?:(?:relative|mean|median|significant|overall)\s)?(?:gains?|loss|reductions?|increases?|decreases?|improvements?|declines?|changes?|higher|lower|greater)\b(?! (?:risk|rate|incidence|mortality|odds|hazard|number))",
    re.IGNORECASE,
)
#: What is counted in patients or events, also where it changes.
_COUNTED = re.compile(
    r"\b(?:risks?|rates?|incidence|mortality|deaths?|prevalence|proportion|frequency|number|odds|hazard|percent(?:age)? of|patients with|events?|recurrences?|use)\b",
    re.IGNORECASE,
)


def _is_percent_change(name: str, figure: Figure, folded: str, sentence: Span) -> bool:
    """Whether a percentage tells by how much what was measured of each patient changed."""
    before = folded[max(sentence.start, figure.span.start - 100) : figure.span.start]
    changed = _CHANGED_BY.search(before)
    behind = _CHANGE_BEHIND.match(folded, figure.span.end, sentence.end)
    if changed is None and behind is None:
        return False
    told = changed[0] if changed else folded[figure.span.end : min(sentence.end, figure.span.end + 50)]
    return _COUNTED.search(name) is None and _COUNTED.search(told) is None


#: What a survival is called, where those who live without the event are told; `patients with events` are the others.
_SURVIVING = re.compile(r"\b(?:surviv\w+|[A-Z]{1,4}FS|[\w-]+[ -]free)\b")


#: What is measured in percent of each patient, no share of patients.
_IN_PERCENT = re.compile(
    r"\b(?:(?:LV|RV)?EF|ejection fractions?|(?:fractional )?shortening|Hb?\s?A1c|HbA\(1c\)|h(?:a)?emoglobin A1c|glycated h(?:a)?emoglobin|"
    r"h(?:a)?ematocrit|saturation|SpO2|SaO2|body fat|fat mass|FEV1|FVC|predicted|Ki-?67|labell?ing index|"
    r"per\s?cent(?:age)? (?:changes?|reductions?|weight|of (?:predicted|nuclei|positive (?:cells|nuclei)|cells|time|days))|% (?:changes?|predicted)|"
    r"excess weight loss|energy from|bone mineral density|BMD)(?![\w-])",
    re.IGNORECASE,
)
#: What is counted in patients, whatever was measured in each of them.
_SHARE_OF_PATIENTS = re.compile(
    r"\b(?:patients|women|men|children|participants|subjects|proportion|incidence|rates?|frequency|prevalence|events?|\d+\s?/\s?\d+)\b",
    re.IGNORECASE,
)


def is_measured_share(name: str, folded: str, sentence: Span) -> bool:
    """Whether a percentage is what was measured of each patient (`the ejection fraction rose to 55%`), no share of them.

    Args:
        name: what the text calls the measure.
        folded: the folded text.
        sentence: the sentence that tells it.
    """
    return bool(_IN_PERCENT.search(name)) and not _SHARE_OF_PATIENTS.search(folded, sentence.start, sentence.end)


#: `levels were 3 times higher`, `a 2-fold increase`: by what factor, no count.
_FOLD = re.compile(
    r"(?:\s|-)?(?:fold\b|times\s(?:as\s|the\s|higher|lower|greater|more|less|longer|shorter|that\b|larger|smaller|faster))",
    re.I,
)


def _as_probability(figure: Figure, measure: str, folded: str, sentence: Span) -> Statistic | None:
    """The statistic of a share that is told as a part of one: `two-year OS was 0.91`; None where it is none."""
    if figure.kind != "number" or figure.unit is not None or figure.value is None or not 0 <= figure.value <= 1:
        return None
    if figure.is_whole:
        return None
    if measure in SURVIVAL:
        return "survival"
    told = _INCIDENCE.search(folded[sentence.start : figure.span.start])
    return "cumulative_incidence" if told and measure in ("RELAPSE", "NRM", "DEATH") else None


def _is_discrimination(figure: Figure, name: str, folded: str, sentence: Span) -> bool:
    """Whether a number is an area under a curve, an index of concordance or the like; none is above one."""
    if figure.kind != "number" or figure.unit is not None or figure.value is None or not 0 < figure.value <= 1:
        return False
    return bool(_DISCRIMINATION.search(name) or _DISCRIMINATION.search(folded, sentence.start, figure.span.start))


#: `with a median follow-up of 6.9 years; one died of infection`
_DIED = re.compile(r"\s(?:had\s|has\s|have\s)?died\b", re.IGNORECASE)


def statistic_of(
    figure: Figure, measure: str, folded: str, sentence: Span, *, timed: bool, name: str = ""
) -> Statistic:
    """The statistic of an arm figure.

    Args:
        figure: the figure.
        measure: the code of the measure it reports.
        folded: the folded text.
        sentence: the sentence that holds it.
        timed: whether the figure holds for a stated time.
        name: what the text calls the measure.
    """
    before = folded[max(sentence.start, figure.span.start - 90) : figure.span.start]
    own = folded[figure.span.start : figure.span.end]
    if figure.kind == "ratio":
        return figure.main.name or "other"  # type: ignore[return-value]
    if figure.kind == "number" and figure.main.name in ("correlation", "area"):
        return "other"
    if figure.kind == "sample_size" or (figure.kind == "count" and figure.value is None):
        return "count"
    if _is_discrimination(figure, name, folded, sentence):
        return "other"
    if figure.kind in ("percent", "fraction"):
        if _INCIDENCE.search(folded[sentence.start : figure.span.start]) and measure not in SURVIVAL:
            return "cumulative_incidence"
        if measure in SURVIVAL:
            counted = figure.kind == "fraction" or figure.events is not None
            named = measure == "OS" or _SURVIVING.search(name)
            return "proportion" if counted and not timed and not named else "survival"
        if measure in ("RELAPSE", "NRM", "DEATH") and timed and figure.events is None:
            return "cumulative_incidence"
        if figure.events is None and figure.kind == "percent" and is_measured_share(name, folded, sentence):
            return "mean"
        if measure == "OTHER" and figure.kind == "percent" and figure.events is None:
            if MEDIAN.search(before[-30:]):
                return "median"
            # No share of patients has a deviation, or a sign.
            signed = _SIGNED.match(folded[figure.head.start : figure.head.end])
            if signed and _last(MEDIAN, before) > _last(MEAN, before):
                return "median"
            change = figure.spread in ("sd", "se") or signed or _is_percent_change(name, figure, folded, sentence)
            if change or MEAN.search(before[-40:]):
                return "mean"
        return "proportion"
    if figure.kind == "number" and _FOLD.match(folded, figure.span.end):
        return "other"
    probable = _as_probability(figure, measure, folded, sentence)
    if probable is not None:
        return probable
    if figure.kind == "number" and measure == "DEATH" and _DIED.match(folded, figure.span.end):
        return "count"
    if figure.kind in ("duration", "number"):
        if _last(MEDIAN, before) >= 0 or MEDIAN.search(own):
            return "median" if _last(MEDIAN, before) >= _last(MEAN, before) else "mean"
        if _last(MEAN, before) >= 0 or figure.spread == "sd" or figure.spread == "se":
            return "mean"
        wider = folded[sentence.start : figure.span.start]
        if MEDIAN.search(wider):
            return "median"
        if MEAN.search(wider):
            return "mean"
        if re.match(r"\s*on average\b", folded[figure.span.end : figure.span.end + 12]):
            return "mean"
        if figure.kind == "duration" and measure in SURVIVAL:
            return "median"
        if figure.kind == "number" and figure.unit is None and figure.is_whole:
            return "count"
        return "mean" if measure == "OTHER" and figure.kind == "number" else "other"
    return "other"


#: A difference is told, with the figures behind it; the bracket may name the interval (`difference [95% CI], -0.77`).
_BETWEEN_GROUPS = re.compile(
    r"\b(?:(?:mean|absolute|risk|treatment|adjusted|estimated|between[- ]groups?|within[- ]group|group) differences?|differences? between)\b",
    re.IGNORECASE,
)
#: A change against the other group, where an interval is told of it.
_CHANGED = re.compile(
    r"\b(?:reductions?|increases?|decreases?|improvements?|lower|higher|greater|smaller|shorter|longer|increased|decreased|reduced|improved)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b(?:compared|versus|vs|than|relative to|control|associated)\b", re.IGNORECASE)
#: `a 17% (95% CI 9-25) proportional reduction`
_REDUCTION_BEHIND = re.compile(
    r"\s(?:(?:proportional|relative|absolute|significant|overall)\s){0,2}(?:reduction|increase|decrease)s?\b", re.I
)
#: `a 17% (SE 4) reduction in deaths`: what is counted in patients or events is less against the other group.
_FEWER_BEHIND = re.compile(
    r"\s?(?:[(\[][^()\[\]]{1,60}[)\]]\s)?(?:(?:proportional|relative|absolute|significant|overall|statistically)\s){0,3}(?:reduction|increase|decrease)s?\s"
    r"(?:in|of)\s(?:the\s)?(?:[\w-]+\s){0,3}?(?:risks?|rates?|mortality|deaths?|incidence|hazard|odds|number)\b",
    re.IGNORECASE,
)
_VERSUS_BEFORE = re.compile(r"\b(?:vs\.?|versus|v\.?)\s(?:only\s)?$", re.IGNORECASE)
_VERSUS_BEHIND = re.compile(r"\s?[)\]]?\s?(?:vs\.?|versus|v\.?)\s[-+]?\d", re.IGNORECASE)
_NAMED_RANGE = re.compile(r"\b(?:range|IQR|interquartile)\b|\+/?-|±", re.IGNORECASE)


#: `6% shorter than`, `0.4 cm greater reduction`: by so much; `5% or more` and `more than 3 years` are limits.
_COMPARATIVE = re.compile(
    r"\s(?:higher|lower|shorter|longer|greater|less|more|fewer|faster|slower|larger|smaller|(?:absolute |mean |relative )?differences?)\b(?!\s+(?:or|than\s+(?:\d|one\b|two\b|three\b|half\b)))",
    re.IGNORECASE,
)
#: `improved the walking distance (172 ft, p = 0.02) and the score (6 points, p < 0.001)`: by so much from its baseline.
_CHANGE_IN_BRACKETS = re.compile(
    r"\b(?:increased|decreased|reduced|improved|declined|gained|lost|rose|fell|faster|slower|raised|lowered)\b(?:[^.;]|\.(?=\d)){0,110}[(\[]$",
    re.IGNORECASE,
)
_THEN_P = re.compile(r"(?:\s[A-Za-z/%]{1,12})?[,;]\s?p\s?[=<>≤]", re.IGNORECASE)


def is_bracketed_change(figure: Figure, folded: str, sentence: Span) -> bool:
    """Whether brackets tell by how much something changed, and the p-value of that."""
    before = folded[max(sentence.start, figure.span.start - 130) : figure.span.start]
    if figure.spread is not None or figure.events is not None or not _THEN_P.match(folded, figure.span.end):
        return False
    return _CHANGE_IN_BRACKETS.search(before) is not None


#: Words of a change, or of how far two groups are apart.
_MOVED = re.compile(
    r"\b(?:increas|decreas|improv|reduc|declin|gain|lost|rose|fell|faster|slower|rais|lower|chang|differ|superior|effect size|greater|diff\b)",
    re.IGNORECASE,
)
#: A p-value of its own; a standard error may stand before it.
_OWN_P = re.compile(
    r"(?:\s[A-Za-z/%]{1,12})?(?:[,;]\s?(?:SEM?|SD)\s?[=:]?\s?[\d.]{1,8})?\s?[,;(\[]?\s?p(?:\s?adj\.?)?\s?[=<>≤]",
    re.IGNORECASE,
)
_OPPOSED = re.compile(r"\b(?:vs\.?|versus|v|than|from|to|compared)\b[^()\[\]]*$", re.IGNORECASE)


def is_signed_change(figure: Figure, folded: str, sentence: Span) -> bool:
    """Whether brackets tell a signed figure with a p-value of its own: by how much something changed, or was apart."""
    before = folded[max(sentence.start, figure.span.start - 90) : figure.span.start]
    opened = max(before.rfind("("), before.rfind("["))
    if figure.kind not in ("number", "duration") or folded[figure.head.start] not in "+-" or opened < 0:
        return False
    if _OWN_P.match(folded, figure.span.end) is None or _OPPOSED.search(before[opened:]):
        return False
    return _MOVED.search(folded, sentence.start, figure.span.start) is not None


def _behind(figure: Figure, folded: str) -> str:
    """The words behind a figure's number and unit; its interval may stand behind them."""
    words = folded[figure.main.span.end : min(figure.span.end, figure.main.span.end + 60)]
    return " " + words.lstrip().removeprefix(figure.unit or "").lstrip() if words else ""


#: `spotting was reported by 44%, headache by 12% and weight gain by 8%`
_REPORTED_BY = re.compile(r"\b(?:reported|experienced|noted)\sby\s[^.;]{0,110}?\bby\s$", re.IGNORECASE)


def is_reported_by(figure: Figure, folded: str, sentence: Span) -> bool:
    """Whether a figure is of those who reported something, and `by` tells of no change."""
    return _REPORTED_BY.search(folded, max(sentence.start, figure.span.start - 130), figure.span.start) is not None


def is_difference(figure: Figure, folded: str, sentence: Span) -> bool:
    """Whether the words around the figure say that it is a difference or a change."""
    before = folded[max(sentence.start, figure.span.start - 130) : figure.span.start]
    if figure.kind == "difference":
        return True
    if figure.kind not in ("percent", "number", "duration"):
        return False
    if (figure.unit or "").startswith("percentage point"):
        return True
    if _COMPARATIVE.match(folded, figure.span.end, sentence.end) or _COMPARATIVE.match(_behind(figure, folded)):
        return True
    if is_bracketed_change(figure, folded, sentence):
        return True
    # A deviation is told of what was measured in each group: `A: -1.2 ± 0.8%`.
    signed = (
        figure.kind == "percent"
        and figure.spread is None
        and _SIGNED.match(folded[figure.head.start : figure.head.end])
    )
    if signed or _DIFFERENCE.search(before):
        return True
    if figure.kind == "percent" and _FEWER_BEHIND.match(folded, figure.main.span.end, sentence.end):
        return True
    if is_signed_change(figure, folded, sentence):
        return True
    if _OBSERVED.search(before) and folded[figure.span.start - 1 : figure.span.start] in ("(", "["):
        return True
    wide = folded[max(sentence.start, figure.span.start - 200) : figure.span.start]
    if not has_interval(figure, folded):
        return False
    if figure.kind == "percent" and _REDUCTION_BEHIND.match(folded, figure.span.end, sentence.end):
        return True
    if _BETWEEN_GROUPS.search(wide[wide.rfind(";") + 1 :]):
        return True
    # Shares have intervals of their own; a measured value with one is a change where the words say so.
    changed = figure.kind != "percent" and figure.unit is not None and figure.spread in (None, "range")
    # `78 g versus 64 g`: each is what one group had.
    one_of_two = _VERSUS_BEFORE.search(before) or _VERSUS_BEHIND.match(folded, figure.span.end, sentence.end)
    if not changed or one_of_two:
        return False
    return bool(_CHANGED.search(before) and _AGAINST.search(folded[sentence.start : sentence.end]))


def has_interval(figure: Figure, folded: str) -> bool:
    """Whether a confidence interval is told of the figure: named one, or two bare numbers in its brackets."""
    bare = figure.low is not None and figure.high is not None and figure.spread in (None, "range")
    return figure.interval is not None or (
        bare and _NAMED_RANGE.search(folded[figure.span.start : figure.span.end]) is None
    )


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)
