"""Comparisons: hazard ratios, odds ratios, differences, and p-values with the figures they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.arms import THERAPY_TYPES
from pipeline.extract.findings.arms.patterns import CONTROL
from pipeline.extract.findings.associations import outcome_of
from pipeline.extract.findings.comparisons import comparison_for
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import STUDY, MeasureMention
from pipeline.extract.findings.naming import differs_in, is_empty, says_what
from pipeline.extract.findings.nearest import choose
from pipeline.extract.findings.phrases import bracket_phrase, phrase_for
from pipeline.extract.findings.row import row_of, with_figure
from pipeline.extract.findings.statistics import has_interval
from pipeline.extract.findings.told_before import told_before
from pipeline.extract.findings.whole_names import whole
from pipeline.schema import Finding, Quantity, Span, Statistic

_BASELINE = re.compile(
    r"\b(?:baseline|from baseline|pre-?treatment|before (?:and|treatment)|within[- ]group|over time)\b", re.IGNORECASE
)
_P_REACH = 160
#: What changed within a group, whose p-value stands behind it.
_CHANGED = re.compile(r"\b(?:increas|decreas|improv|reduc|ros|declin|chang|fell|deteriorat|worsen)\w*", re.IGNORECASE)
_Taken = tuple[Figure, MeasureMention, Group | None, list[Finding]]


def contrast_rows(
    context: SentenceContext, figure: Figure, measure: MeasureMention, group: Group | None, rule: str, score: float
) -> list[Finding]:
    """The contrast row of a ratio or difference, with its two groups."""
    left, right = sides(context, figure, None if figure.kind == "ratio" else group, figure.span)
    factor = _factor(context, figure) if figure.kind == "ratio" else None
    # A coefficient stands behind what it is told of: that is its measure, and no factor.
    said = measure.text.lower()
    name = factor.name.lower() if factor is not None else ""
    told_of = figure.main.name == "coefficient" and (name in said or said in name)
    if factor is not None and not told_of:
        left, right = factor, None
    elif left is None and group is not None and group.size is not None:
        left = group
    time = context.time_for(figure, measure)
    statistic: Statistic = "difference"
    if figure.kind == "ratio":
        statistic = figure.main.name if figure.main.name in ("hazard_ratio", "odds_ratio", "risk_ratio") else "other"  # type: ignore[assignment]
    if statistic == "hazard_ratio":
        # It holds for all of the follow-up, whatever time the rates beside it are of.
        time = None
    row = row_of(context, figure.span, measure, left, kind="contrast", statistic=statistic, rule=rule, score=score)
    spread = figure if figure.interval is None else None
    if spread and statistic == "difference" and has_interval(figure, context.folded):
        told = with_figure(row, context, figure, time)
        told = replace(told, ci_low=figure.low, ci_high=figure.high, ci_level=context.level)
        return [replace(told, comparator=_name(right))]
    return [
        replace(
            with_figure(row, context, figure, time),
            low=spread.low if spread else None,
            high=spread.high if spread else None,
            spread=spread.spread if spread else None,
            comparator=_name(right),
        )
    ]


def _name(side: Group | str | None) -> str | None:
    return side.name if isinstance(side, Group) else side


_COMPARES = re.compile(
    r"\b(?:than|versus|vs\.?|v|compared|comparison|between|superior|inferior|better|worse|longer|shorter|higher|lower|greater|fewer|more|less|favou?r\w*|relative to|differences?|both (?:arms|groups)|hazard|odds|ratio|HR|OR|RR)\b"
)
#: A change within each group, and words that set groups against one another.
_FROM_BASELINE = re.compile(
    r"\b(?:relative to|from|compared (?:with|to)|versus|vs\.?) (?:the )?(?:baseline|pre-?treatment)\b", re.IGNORECASE
)
_BETWEEN_GROUPS = re.compile(
    r"\b(?:than|between|(?:compared (?:with|to)|versus|vs\.?|relative to)(?! (?:the )?(?:baseline|pre-?treatment)))\b",
    re.IGNORECASE,
)
#: A sentence on what goes with an outcome tells nothing of the arms.
_PROGNOSTIC = re.compile(
    r"\b(?:associat\w+|predict\w+|prognos\w+|(?:uni|multi)varia\w+|correlat\w+|risk factors?|independent\w*)\b",
    re.IGNORECASE,
)
_OPPOSED = re.compile(
    r"\b(?:in|for|of|with|among)\s+(?:the\s+)?(?P<left>(?:[\w/+-]+\s){0,5}?[\w/+-]+)\s+(?:as\s+)?(?:compared (?:to|with)|versus|vs\.?|than (?:in|for|with|those with|among)?)\s*"
    r"(?:the\s+|those\s+)?(?P<right>(?:[\w/+-]+\s){0,6}?[\w/+-]+)(?=\s+(?:was|were|had|is|are)\b|\s*[,.;:()])",
    re.IGNORECASE,
)


def sides(
    context: SentenceContext, figure: Figure | None, group: Group | None, at: Span
) -> tuple[Group | None, Group | str | None]:
    """The two groups that a contrast compares.

    Two groups that the sentence names come first; then one group against its own baseline, where nothing is compared;
    then the words around `compared with`; last the study's two arms.
    """
    if group is not None and _FROM_BASELINE.search(context.words) and not _BETWEEN_GROUPS.search(context.words):
        return group, "baseline"
    compared = comparison_for(context.comparisons, at)
    if compared is not None and compared.second is not None and group in (None, compared.first, compared.second):
        return compared.first, compared.second
    named: list[Group] = []
    for candidate in context.groups:
        same = any(
            candidate.name.lower() == g.name.lower() or (candidate.arm is not None and candidate.arm == g.arm)
            for g in named
        )
        if not same:
            named.append(candidate)
    if len(named) >= 2:
        first, second = named[0], named[1]
        if group is not None and group.name != first.name:
            first, second = group, first if first.name != group.name else second
        if _is_control(first) and not _is_control(second):
            first, second = second, first
        return first, second
    compares = bool(_COMPARES.search(context.words))
    changed = figure is not None and figure.kind == "percent" and figure.main.surface[:1] in "+-−–"
    if len(named) == 1 and not compares:
        return named[0], "baseline"
    if not named and changed and not compares:
        return group, "baseline"
    if opposed := _OPPOSED.search(context.folded, context.sentence.start, context.sentence.end):
        span = Span(opposed.start("left"), opposed.end("left"))
        right = Span(opposed.start("right"), opposed.end("right"))
        if named and right.contains(named[0].span):
            # The group that is named is the one compared with: the other is the sentence's subject.
            return _first_therapy(context, right.start), named[0]
        left = named[0] if named else Group(span, span.of(context.document.text), ())
        return left, opposed["right"]
    arms = context.study.arms
    if len(arms) == 2 and (named or not _PROGNOSTIC.search(context.words)):
        at = context.sentence
        pair = [Group(Span(at.start, at.start), arm.name, arm.therapies, arm) for arm in arms]
        if named and named[0].arm is not None:
            pair.sort(key=lambda g: g.arm != named[0].arm)
        if _is_control(pair[0]) and not _is_control(pair[1]):
            pair.reverse()
        return pair[0], pair[1]
    if group is None and named:
        group = named[0]
    if group is not None and _BASELINE.search(context.words):
        return group, "baseline"
    return group, None


def _first_therapy(context: SentenceContext, end: int) -> Group | None:
    """The therapy that a sentence speaks of first, as a group of its own."""
    for mention in context.mentions:
        if mention.type in THERAPY_TYPES and mention.concepts and mention.span.end <= end:
            return Group(mention.span, mention.surface, mention.concepts[:1])
    return None


def _factor(context: SentenceContext, figure: Figure) -> Group | None:
    """The risk factor that a ratio is of: `female gender (OR=0.64)`, `High AIB1 was associated with poor OS (HR 1.3)`."""
    # A sentence that names its two sides, an arm, or the groups of two figures tells of them, and of no factor.
    credited = {group.name for group in context.figure_groups if group is not None}
    if len(credited) > 1 or any(c.second for c in context.comparisons) or any(g.arm for g in context.groups):
        return None
    earlier = [f.span.end for f in context.figures if f.span.end <= figure.span.start]
    start = max([*earlier, context.last_p_before(figure)])
    phrase = bracket_phrase(context.folded, start, figure, [g.span for g in context.groups], of_measure=False)
    if phrase is not None:
        phrase = _OF_PATIENTS.sub("", phrase)
    if phrase is None or _NO_FACTOR.search(phrase) or _names_measure(context, phrase):
        subject = _ASSOCIATED.match(context.folded, context.sentence.start, figure.span.start)
        phrase = subject["factor"] if subject and not earlier else None
    if phrase is None or _NO_FACTOR.search(phrase):
        return None
    return Group(Span(figure.span.start, figure.span.start), phrase, ())


#: `worse in patients expressing high levels of X`: the group is the factor.
_OF_PATIENTS = re.compile(r"^(?:\w+\s){1,3}(?=(?:in|among|for)\s)(?:in|among|for)\s+(?:the\s+)?", re.IGNORECASE)
_NO_FACTOR = re.compile(
    r"\b(?:survival|risk|rate|mortality|difference|significan|improv|associat|better|worse|longer|shorter|analysis|compared|versus|factors?|respectiv|months?|years?|weeks?|days?)\w*",
    re.IGNORECASE,
)
#: A sentence whose subject is what goes with an outcome.
_ASSOCIATED = re.compile(
    r"(?:[A-Z][A-Z ]+:\s*)?(?:(?:However|Moreover|In addition|Furthermore|In (?:the )?(?:uni|multi)variable analys[ie]s|In (?:uni|multi)variate analys[ie]s),?\s+)?(?:the\s+|a\s+)?"
    r"(?P<factor>(?!we\b|there\b|it\b|this\b)[^.;:,()]{3,70}?)\s+(?:was|were|is|are|remained)\s+(?:also\s+|not\s+|independently\s+|significantly\s+|strongly\s+|statistically significantly\s+)*"
    r"(?:associated|correlated|linked|predictive|(?:an?\s+)?(?:independent\s+)?(?:predictors?|risk factors?))\b",
    re.IGNORECASE,
)


def _names_measure(context: SentenceContext, phrase: str) -> bool:
    """Whether a phrase is what the sentence measures, and no factor of it."""
    said = phrase.lower()
    return any(said in m.text.lower() or said.endswith(m.text.lower()) for m in context.measures if m.code != "AGE")


def _is_control(group: Group) -> bool:
    return bool(CONTROL.search(group.name)) if group.arm is None else group.arm.control


def with_p_values(
    context: SentenceContext,
    rows: list[Finding],
    taken: Sequence[_Taken],
) -> list[Finding]:
    """The rows with each p-value where it belongs, and a row of its own for one that belongs to no figure.

    A p-value goes to the contrast row right before it; else to the run of arm rows right before it that report one
    measure; else it is a comparison for which only the p-value is told.
    """
    result = list(rows)
    for p in (q for q in context.quantities if q.kind == "p_value"):
        owners = _owners(context, p, taken)
        if context.attribution == "cited" and not any(owner.kind == "contrast" for owner in owners):
            continue
        if owners:
            for owner in owners:
                place = next(i for i, row in enumerate(result) if row is owner or _same_row(row, owner))
                if result[place].p_value is None:
                    result[place] = replace(
                        result[place], p_value=p.value, p_qualifier=p.qualifier if p.qualifier != "=" else None
                    )
        elif (row := _p_only(context, p, taken)) is not None:
            result.append(row)
    return result


def _same_row(row: Finding, owner: Finding) -> bool:
    return replace(row, p_value=None, p_qualifier=None) == replace(owner, p_value=None, p_qualifier=None)


def _owners(context: SentenceContext, p: Quantity, taken: Sequence[_Taken]) -> list[Finding]:
    before = [entry for entry in taken if entry[0].span.end <= p.span.start]
    if not before:
        return []
    figure, measure, _, made = before[-1]
    gap = context.folded[figure.span.end : p.span.start]
    others = [q for q in context.quantities if q.kind == "p_value" and figure.span.end <= q.span.start < p.span.start]
    named_between = [
        m
        for m in context.measures
        if figure.span.end <= m.span.start
        and m.span.end <= p.span.start
        and (m.code, m.text) != (measure.code, measure.text)
        and m.text.lower() not in measure.text.lower()
    ]
    if others or named_between or len(gap) > _P_REACH or re.search(r"\.\s|;\s+(?!\s*p\b)[a-z]+ [a-z]+ ", gap, re.I):
        return []
    if measure.code in STUDY and measure.code != "AGE":
        return []
    if made and made[0].kind == "contrast":
        return made
    owners = list(made)
    # The figures compared: the same measure, the same kind, no other p-value between them.
    for earlier in reversed(before[:-1]):
        if earlier[1] != measure and earlier[1].text != measure.text:
            if any(row.kind == "contrast" for row in earlier[3]):
                continue
            break
        between = context.folded[earlier[0].span.end : p.span.start]
        if re.search(r"\bp\s*[=<>≤≥]", between, re.IGNORECASE) or earlier[0].kind != figure.kind:
            break
        if any(row.kind == "contrast" for row in earlier[3]):
            break
        owners.extend(earlier[3])
        if len(owners) >= 4:
            break
    grouped = [row for row in owners if row.group]
    # `The median age was 63 years (63 with A and 62 with B; p = 0.33)`: groups are compared, not the whole with them.
    return _told_of_contrast(context, owners, taken) or (grouped if len(grouped) > 1 else owners)


def _told_of_contrast(context: SentenceContext, owners: list[Finding], taken: Sequence[_Taken]) -> list[Finding]:
    """`reduced by 20% with A (30% v 50% with B; P = .003)`: what the brackets say is said of the difference before them."""
    first = min(owner.span.start for owner in owners)
    before = [entry for entry in taken if entry[0].span.end <= first]
    if len(owners) < 2 or not before or not before[-1][3] or before[-1][3][0].kind != "contrast":
        return []
    figure, _, _, made = before[-1]
    gap = context.folded[figure.span.end : first]
    opened = re.fullmatch(r"[^.;()]{0,80}[(\[]\s?(?:[^.;()\d]{1,40}\s)?", gap)
    return made if opened and made[0].measure == owners[0].measure and made[0].p_value is None else []


def _within(context: SentenceContext, p: Quantity, start: int) -> tuple[Group, str] | None:
    """`X rose after A (p = 0.05) but not after B (p = 0.9)`: p-values of changes, each behind its own group."""
    behind = [g for g in context.groups if start <= g.span.start and g.span.end <= p.span.start]
    if not behind or p.span.start - behind[-1].span.end > 3 or not _CHANGED.search(context.words):
        return None
    others = [q.span.start for q in context.quantities if q.kind == "p_value" and q is not p]
    own = [g for g in context.groups if g.name != behind[-1].name and any(0 <= at - g.span.end <= 3 for at in others)]
    return (behind[-1], "baseline") if own else None


def _subject(context: SentenceContext) -> tuple[Group, None] | None:
    """`Receptor expression was associated with longer survival (P = 0.003)`: what the p-value is told of."""
    if any(group.arm or group.therapies for group in context.groups) or any(c.second for c in context.comparisons):
        return None
    subject = _ASSOCIATED.match(context.folded, context.sentence.start, context.sentence.end)
    if subject is None or _NO_FACTOR.search(subject["factor"]) or _names_measure(context, subject["factor"]):
        return None
    return Group(Span(subject.start("factor"), subject.end("factor")), subject["factor"], ()), None


#: Words by which something is measured, and words by which it is counted.
_MEASURED = re.compile(
    r"\b(?:improv\w+|superior|better|worse\w*|benefi\w+|relie\w+|alleviat\w+|scores?|scales?|subscales?|severity|levels?)\b",
    re.I,
)
_COUNTED = re.compile(
    r"\b(?:incidence|rates?|frequen\w+|toxicit\w+|adverse|side effects?|events?|complications?|occur\w*|more patients|fewer patients|common|grade)\b",
    re.I,
)


def _as_end_point(context: SentenceContext, measure: MeasureMention) -> MeasureMention:
    """A symptom that was measured, not counted: `better than usual care for fatigue (p < 0.001)`."""
    if measure.code == "AE" and _MEASURED.search(context.words) and not _COUNTED.search(context.words):
        return replace(measure, code="OTHER")
    return measure


def _p_only(context: SentenceContext, p: Quantity, taken: Sequence[_Taken]) -> Finding | None:
    if context.role in ("background", "methods", "objective", "title"):
        return None
    anchor = Figure(main=p, span=p.span, kind="p_value")
    figures = (*(f for f in context.figures if f.span.end <= p.span.start), anchor)
    earlier = [q for q in context.quantities if q.kind == "p_value" and q.span.end <= p.span.start]
    chosen = choose(context.folded, anchor, len(figures) - 1, figures, context.measures)
    previous = Figure(main=earlier[-1], span=earlier[-1].span, kind="p_value") if earlier else None
    measure, score = chosen if chosen else (None, 0.0)
    start = max(
        [f.span.end for f in context.figures if f.span.end <= p.span.start]
        + [previous.span.end if previous else context.sentence.start]
    )
    outcome = outcome_of(context, start, p.span.start)
    if outcome is not None:
        measure, score = outcome, 0.4
    elif measure is None or measure.span.end <= start:
        phrase = bracket_phrase(context.folded, start, anchor, [g.span for g in context.groups])
        if phrase is not None and is_empty(phrase):
            phrase = None
        if phrase is None and measure is None and (differing := differs_in(context.folded, start, p.span.start)):
            phrase = differing.of(context.folded)
        if phrase is None and measure is None:
            last = phrase = phrase_for(context.folded, context.sentence, anchor, previous)
            if phrase is None or is_empty(phrase):
                measure = told_before(context, p.span, taken)
                # That groups differ is told, though not in what.
                phrase = last if measure is None and last and says_what(last) else None
        if phrase is not None:
            measure, score = MeasureMention(p.span, "OTHER", phrase), 0.3
    if measure is None or measure.code in ("N", "FOLLOW_UP"):
        return None
    measure = whole(context, anchor, _as_end_point(context, measure))
    left, right = _within(context, p, start) or _subject(context) or sides(context, None, None, p.span)
    row = row_of(context, p.span, measure, left, kind="contrast", statistic="p_only", rule="p-value", score=score)
    time = context.time_for(anchor, measure)
    return replace(
        row,
        p_value=p.value,
        p_qualifier=p.qualifier if p.qualifier != "=" else None,
        comparator=_name(right),
        time_value=time[0] if time else None,
        time_unit=time[1] if time else None,
    )
