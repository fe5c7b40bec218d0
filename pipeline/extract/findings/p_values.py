"""P-values: with the figures they belong to, or as rows of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.extract.findings.associations import outcome_of
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.items import Taken
from pipeline.extract.findings.measures import STUDY, TOXICITY, MeasureMention
from pipeline.extract.findings.named_sides import is_before_or_after
from pipeline.extract.findings.naming import differs_in, is_empty, says_what
from pipeline.extract.findings.nearest import choose
from pipeline.extract.findings.p_owners import told_first, told_of_all, told_of_both, told_of_each
from pipeline.extract.findings.phrases import bracket_phrase, phrase_for
from pipeline.extract.findings.ranking.choosing import ranked_code, ranked_p_measures
from pipeline.extract.findings.ranking.when import ranked_time
from pipeline.extract.findings.risk_factors import subject_of
from pipeline.extract.findings.row import row_of
from pipeline.extract.findings.shared_p import measures_of, place_in_run, times_of
from pipeline.extract.findings.sides import ONCE, name_of, sides, sides_of_each
from pipeline.extract.findings.told_before import told_before
from pipeline.extract.findings.whole_names import whole
from pipeline.schema import Finding, Quantity, Span

_P_REACH = 160
#: What changed within a group, whose p-value stands behind it.
_CHANGED = re.compile(r"\b(?:increas|decreas|improv|reduc|ros|declin|chang|fell|deteriorat|worsen)\w*", re.IGNORECASE)


#: `(p = 0.04; n = 10)`: of how many the comparison is.
_OF = re.compile(r"\s?[,;]\s?n\s?=\s?(?P<n>\d{1,6})(?=\s?[)\]])", re.IGNORECASE)


_BEHIND_P = re.compile(r"\bp\s?[=<>≤≥]\s?[\d.]{1,8}\s?[,;]\s?$", re.IGNORECASE)


def counts_comparison(context: SentenceContext, figure: Figure) -> bool:
    """Whether a sample size only tells of how many a p-value is (`p = 0.04; n = 10`)."""
    before = context.folded[max(context.sentence.start, figure.span.start - 24) : figure.span.start]
    return figure.kind == "sample_size" and _BEHIND_P.search(before) is not None


def with_p_values(
    context: SentenceContext,
    rows: list[Finding],
    taken: Sequence[Taken],
) -> list[Finding]:
    """The rows with each p-value where it belongs, and a row of its own for one that belongs to no figure.

    A p-value goes to the contrast row right before it; else to the run of arm rows right before it that report one
    measure; else it is a comparison for which only the p-value is told.
    """
    result = list(rows)
    alone: dict[Span, list[Finding]] = {}
    for p in (q for q in context.quantities if q.kind == "p_value"):
        owners = told_of_each(context, p, taken) or _owners(context, p, taken)
        if context.attribution == "cited" and not owners:
            continue
        counted = _OF.match(context.folded, p.span.end)
        total = int(counted["n"]) if counted else None
        if owners:
            for owner in owners:
                place = next(i for i, row in enumerate(result) if row is owner or _same_row(row, owner))
                if result[place].p_value is None:
                    result[place] = replace(
                        result[place], p_value=p.value, p_qualifier=p.qualifier if p.qualifier != "=" else None
                    )
                    if total is not None and result[place].kind == "contrast":
                        result[place] = replace(result[place], total=total)
        else:
            placed, again = _in_a_row(context, p, alone)
            told = placed or _p_only(context, p, taken) or again
            alone[p.span] = told
            result.extend(replace(row, total=total) if total is not None else row for row in told)
    return result


def _same_row(row: Finding, owner: Finding) -> bool:
    return replace(row, p_value=None, p_qualifier=None) == replace(owner, p_value=None, p_qualifier=None)


def _owners(context: SentenceContext, p: Quantity, taken: Sequence[Taken]) -> list[Finding]:
    before = [entry for entry in taken if entry[0].span.end <= p.span.start]
    if not before:
        return told_first(context, p, taken)
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
    if of_all := told_of_all(context, p, before):
        return of_all
    if others or named_between or len(gap) > _P_REACH or re.search(r"\.\s|;\s+(?!\s*p\b)[a-z]+ [a-z]+ ", gap, re.I):
        return []
    if measure.code in STUDY and measure.code != "AGE":
        return []
    if made and made[0].kind == "contrast":
        return [*made, *told_of_both(context, p, before)]
    if len(before) > 1 and _is_change(context, before[-2], before[-1]):
        return []
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


#: `fell from 40 to 30`
_TO = re.compile(r"[^.;()]{0,30}?\bto\s(?:(?:a|an)\s)?(?:(?:mean|median|only)\s(?:of\s)?)?|\s?(?:->|→)\s?")
_FROM = re.compile(
    r"\bfrom\s(?:(?:a|an)\s)?(?:(?:baseline|mean|median|initial(?:ly)?)\s)*(?:(?:value|level|score)s?\s)?(?:of\s)?[(\[]?$"
)


def _is_change(context: SentenceContext, one: Taken, other: Taken) -> bool:
    """Whether two figures are what was measured first and last of a group (`fell from 40 to 30, p = 0.01`)."""
    first, second = one[0], other[0]
    if one[1].text == other[1].text and is_before_or_after(one[2]) and is_before_or_after(other[2]):
        # `pre-training: 3, post-training: 5, p = 0.04`: one group at two times.
        return True
    before = context.folded[max(context.sentence.start, first.span.start - 40) : first.span.start]
    return (
        one[1].text == other[1].text
        # `A improved the response rate from 26% to 35%`: of two groups, not of one before and after.
        and one[1].code not in ONCE
        and first.kind == second.kind
        and _FROM.search(before) is not None
        and _TO.fullmatch(context.folded, first.span.end, second.span.start) is not None
    )


def _told_of_contrast(context: SentenceContext, owners: list[Finding], taken: Sequence[Taken]) -> list[Finding]:
    """`reduced by 20% with A (30% v 50% with B; P = .003)`: what the brackets say is said of the difference before them."""
    first = min(owner.span.start for owner in owners)
    before = [entry for entry in taken if entry[0].span.end <= first]
    if len(owners) < 2 or not before or not before[-1][3] or before[-1][3][0].kind != "contrast":
        return []
    figure, _, _, made = before[-1]
    gap = context.folded[figure.span.end : first]
    opened = re.fullmatch(r"[^.;()]{0,80}[(\[]\s?(?:[^.;()\d]{1,40}\s)?", gap)
    return made if opened and made[0].measure == owners[0].measure and made[0].p_value is None else []


def _of_change(context: SentenceContext, p: Quantity, taken: Sequence[Taken]) -> tuple[Group | None, str] | None:
    """The group of two figures that a p-value behind them tells to be a change."""
    before = [entry for entry in taken if entry[0].span.end <= p.span.start]
    if len(before) < 2 or not _is_change(context, before[-2], before[-1]):
        return None
    near = p.span.start - before[-1][0].span.end < 40
    whose = next((group for _, _, group, _ in before[-2:] if group is not None and not is_before_or_after(group)), None)
    return (whose, "baseline") if near else None


def _within(context: SentenceContext, p: Quantity, start: int) -> tuple[Group, str] | None:
    """`X rose after A (p = 0.05) but not after B (p = 0.9)`: p-values of changes, each behind its own group."""
    behind = [g for g in context.groups if start <= g.span.start and g.span.end <= p.span.start]
    if not behind or p.span.start - behind[-1].span.end > 3 or not _CHANGED.search(context.words):
        return None
    others = [q.span.start for q in context.quantities if q.kind == "p_value" and q is not p]
    own = [g for g in context.groups if g.name != behind[-1].name and any(0 <= at - g.span.end <= 3 for at in others)]
    return (behind[-1], "baseline") if own else None


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


def _in_a_row(
    context: SentenceContext, p: Quantity, alone: Mapping[Span, list[Finding]]
) -> tuple[list[Finding], list[Finding]]:
    """`X and Y fell (p = 0.01 and p = 0.02, respectively)`: each p-value is of the measure, or group, in its place.

    Returns the row so found, and the row of the p-value before told again with this one, for want of a better.
    """
    values = [q for q in context.quantities if q.kind == "p_value"]
    place, run = place_in_run(context, p)
    at = values.index(p)
    told = alone.get(values[at - 1].span, []) if place else []
    if not told:
        return [], []
    row = replace(
        told[0],
        span=p.span,
        quote=p.span.of(context.document.text),
        p_value=p.value,
        p_qualifier=p.qualifier if p.qualifier != "=" else None,
    )
    measures = [m for m in context.measures if m.span.end <= values[at - place].span.start]
    groups = [g for g in context.groups if g.span.end <= values[at - place].span.start]
    if len(measures) == run:
        own = measures[place]
        return [
            replace(
                row,
                measure=own.code,
                measure_text=own.text,
                adverse_event=own.concept if own.code in TOXICITY else None,
            )
        ], []
    if len(groups) == run and row.comparator not in {g.name for g in groups}:
        own_group = groups[place]
        return [replace(row, group=own_group.name, therapies=context.therapies_of(own_group, p.span))], []
    return [], [row]


def _p_only(context: SentenceContext, p: Quantity, taken: Sequence[Taken]) -> list[Finding]:
    if context.role in ("background", "methods", "objective", "title"):
        return []
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
        return []
    listed = measures_of(context, start, measure)
    place, run = place_in_run(context, p)
    if run > 1:
        # Each p-value of a run is of its own.
        listed = [listed[place] if len(listed) == run else measure]
    else:
        listed = ranked_p_measures(context, anchor, listed, score, taken)
    told = [whole(context, anchor, _as_end_point(context, one)) for one in listed]
    told = [ranked_code(context, anchor, one, "nearest") for one in told]
    measure = told[-1]
    left, right = (
        _of_change(context, p, taken)
        or _within(context, p, start)
        or subject_of(context)
        or sides(context, None, None, p.span, measure.code)
    )
    times: list[tuple[float, str] | None] = [*times_of(context, p)] or [ranked_time(context, anchor, measure)]
    return [
        replace(
            row_of(context, p.span, each, one, kind="contrast", statistic="p_only", rule="p-value", score=score),
            p_value=p.value,
            p_qualifier=p.qualifier if p.qualifier != "=" else None,
            comparator=name_of(right),
            time_value=time[0] if time else None,
            time_unit=time[1] if time else None,
        )
        for each in told
        for one in sides_of_each(context, left, right)
        for time in times
    ]
