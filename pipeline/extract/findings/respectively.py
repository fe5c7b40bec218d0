"""`Rates of X, Y and Z were a%, b% and c%`: measures and figures named in two lists of the same length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.crediting.sides import coordinated as group_list
from pipeline.extract.findings.crediting.sides import distinct
from pipeline.extract.findings.figures import Figure, linked, place_beside_unreached
from pipeline.extract.findings.listing import items
from pipeline.extract.findings.measures import MeasureMention
from pipeline.schema import Span

#: `of grade 3 or higher`
_GRADED = (
    r"(?:\sof\s(?:any grade|grades?\s\S{1,5}(?:\s(?:or|and|to)\s(?:higher|above|greater|worse|more|[\dIV]{1,3}))?))?"
)
_COORDINATION = re.compile(
    _GRADED
    + r"[)\]]?\s*(?:rates?|time|times)?\s*(?:[(\[][^()\[\]]{1,30}[)\]])?\s*(?:,|,?\s*and(?: of)?|/|,?\s*or)\s*(?:the\s+|in\s+|of\s+|median\s+|mean\s+|grade\s\S+\s|severe\s+|\d+-year\s+)*"
)


def distribute(context: SentenceContext) -> dict[int, tuple[MeasureMention, float]]:
    """The measures of figures that stand in a list as long as a list of measures before them, by figure index."""
    result: dict[int, tuple[MeasureMention, float]] = {}
    told: tuple[MeasureMention, ...] = ()
    for run in _runs(context):
        first, last = context.figures[run[0]], context.figures[run[-1]]
        floor = context.figures[run[0] - 1].span.end if run[0] else context.sentence.start
        behind = _told_behind(context, run)
        if behind:
            result.update((index, (measure, 0.9)) for index, measure in zip(run, behind, strict=True))
            continue
        listed = coordinated(context, floor, first.span.start)
        # The lists may be told once at the sentence's beginning for several runs of figures.
        if len(listed) != len(run):
            listed = coordinated(context, context.sentence.start, context.figures[0].span.start)
        tail = context.folded[last.span.end : context.sentence.end]
        if len(listed) == len(run) and len(run) > 1 and len({m.code + m.text for m in listed}) == len(run):
            gap = context.folded[listed[-1].span.end : first.span.start]
            # `73% and 90%, respectively, at 6 months and 50% and 76% at 12 months`: the list is told once.
            again = told == tuple(listed)
            if again or "respectively" in tail or len(gap.split()) <= 8 or _plural_verb(gap):
                told = tuple(listed)
                for index, measure in zip(run, listed, strict=True):
                    result[index] = (measure, 0.9)
    for index, figure in enumerate(context.figures):
        place = place_beside_unreached(context.folded, figure) if index not in result else None
        floor = context.figures[index - 1].span.end if index else context.sentence.start
        listed = coordinated(context, floor, figure.span.start) if place is not None else []
        if place is not None and len(listed) == _TWO:
            result[index] = (listed[place], 0.9)
    return result


_TWO = 2


#: `were 12%, 15% and 7% for pain, nausea and rash, respectively`
_BEHIND = re.compile(
    r"\s*[)\]]?\s(?:for|in|of|on)\s(?:the\s)?(?P<list>[^.;:()\d]{5,160}?),?\srespectively\b", re.IGNORECASE
)
_BETWEEN_ITEMS = re.compile(r",\s(?:and|or)\s|,\s|\s(?:and|or)\s")
#: Words of those who were measured: such a list is of groups.
_PEOPLE = re.compile(
    r"\b(?:patients?|groups?|arms?|cohorts?|women|men|children|participants|subjects|those|controls?|placebo|years?|months?|weeks?|days?)\b",
    re.IGNORECASE,
)


def _told_behind(context: SentenceContext, run: Sequence[int]) -> list[MeasureMention]:
    """The measures of a list behind a run of figures that tells one for each; none where it is no such list."""
    last = context.figures[run[-1]]
    told = _BEHIND.match(context.folded, last.span.end, context.sentence.end)
    if told is None or _PEOPLE.search(told["list"]):
        return []
    listed = items(told["list"], told.start("list"), _BETWEEN_ITEMS)
    named = [*(m.span for m in context.measures), *context.study.outcomes]
    grouped = any(group.span.overlaps(item) for group in context.groups for item in listed)
    if len(listed) != len(run) or grouped or not any(span.overlaps(item) for span in named for item in listed):
        return []
    return [_of_item(context, item, listed[-1]) for item in listed]


def _of_item(context: SentenceContext, item: Span, last: Span) -> MeasureMention:
    """The measure that an item of a list names: one that is known, else its words, with the noun that all share."""
    known = [m for m in context.measures if item.contains(m.span) and not m.state]
    if known:
        return max(known, key=lambda measure: len(measure.span))
    text = item.of(context.document.text)
    shared = last.of(context.document.text).split()[1:]
    bare = item != last and " " not in text and shared and not any(o.overlaps(item) for o in context.study.outcomes)
    return MeasureMention(item, "OTHER", f"{text} {' '.join(shared)}" if bare else text)


def _plural_verb(gap: str) -> bool:
    return bool(re.search(r"\b(?:were|rates were|occurred in|was)\s*(?:\S+\s){0,2}$", gap))


def _runs(context: SentenceContext) -> list[list[int]]:
    runs: list[list[int]] = []
    for index, figure in enumerate(context.figures):
        previous = context.figures[runs[-1][-1]] if runs else None
        if previous is not None and previous.kind == figure.kind and linked(previous, figure, context.folded):
            between = context.folded[previous.span.end : figure.span.start]
            if not re.search(r"\b(?:vs\.?|v|versus|compared|against)\b", between):
                runs[-1].append(index)
                continue
        runs.append([index])
    return [run for run in runs if len(run) > 1]


_SET_AGAINST = re.compile(r"\b(?:vs\.?|v|versus|compared|against|than)\b")
_JOINED = re.compile(r"[,;]|\band\b")


def crossed(context: SentenceContext) -> dict[int, tuple[MeasureMention, float]]:
    """The measures of `X and Y were a and b in A versus c and d in B`, or `(a vs c and b vs d)`, by figure index.

    The figures fill measures times groups; what parts them tells which goes round first.
    """
    for first, figure in enumerate(context.figures):
        floor = context.figures[first - 1].span.end if first else context.sentence.start
        listed = coordinated(context, floor, figure.span.start)
        if len(listed) < 2 or len({m.code + m.text for m in listed}) != len(listed):
            continue
        seams = ""
        for left, right in pairwise(context.figures[first:]):
            gap = context.folded[left.span.end : right.span.start]
            named = any(left.span.end <= m.span.start and m.span.end <= right.span.start for m in context.measures)
            if (
                right.kind != figure.kind
                or named
                or len(gap) > _WIDEST
                or not (seam := _seam(context, left, right, gap))
            ):
                break
            seams += seam
        count, groups = len(listed), (len(seams) + 1) // len(listed)
        if (len(seams) + 1) != count * groups or groups < 2:
            continue
        places = range(first, first + count * groups)
        if seams in (_rows_of("v", "a", groups, count), _rows_of("a", "p", groups, count)):
            order = [listed[place // groups] for place in range(count * groups)]
        elif seams == _rows_of("a", "a", groups, count) and _named_groups(context, figure) == groups:
            # `In A, B and C, X and Y were a, b, c and d, e, f, respectively`
            order = [listed[place // groups] for place in range(count * groups)]
        elif seams == _rows_of("a", "v", count, groups):
            order = [listed[place % count] for place in range(count * groups)]
        else:
            continue
        return {index: (measure, 0.8) for index, measure in zip(places, order, strict=True)}
    return {}


def _named_groups(context: SentenceContext, first: Figure) -> int:
    """How many groups a list names before a figure; none where other words stand between them."""
    told = distinct([group for group in context.groups if group.span.end <= first.span.start])
    return len(told) if group_list(context.folded, told) else 0


#: Further apart than this, in characters, figures form no lists.
_WIDEST = 60


def _rows_of(inner: str, outer: str, size: int, count: int) -> str:
    """The seams of ``count`` runs of ``size`` figures: one between the figures of a run, another between runs."""
    return outer.join([inner * (size - 1)] * count)


def _seam(context: SentenceContext, left: Figure, right: Figure, gap: str) -> str:
    """What parts two figures: `v` what sets against, `p` a p-value, `a` what joins; nothing where they are strangers."""
    if any(q.kind == "p_value" and left.span.end <= q.span.start < right.span.start for q in context.quantities):
        return "p"
    if _SET_AGAINST.search(gap):
        return "v"
    return "a" if _JOINED.search(gap) else ""


_EACH = re.compile(r"\s*each\b(?!\s+(?:of|group|arm|cohort|treatment|patient|cycle|dose)\b)", re.IGNORECASE)


def told_of_each(context: SentenceContext, index: int, measure: MeasureMention) -> list[MeasureMention]:
    """All measures of `nausea and rash in 20% each` or `none had nausea or rash`; else the one measure alone."""
    figure = context.figures[index]
    if figure.events == 0 and figure.value is None:
        return _denied_together(context, figure, measure)
    told = _EACH.match(context.folded, figure.main.span.end) or _EACH.match(context.folded, figure.span.end)
    floor = context.figures[index - 1].span.end if index else context.sentence.start
    chain = coordinated(context, floor, figure.span.start) if told else []
    return chain if measure in chain else [measure]


_OR = re.compile(r"\s*(?:,\s*(?:or\s+)?|or\s+|and\s+)(?:\w+\s+)?")


def _denied_together(context: SentenceContext, figure: Figure, measure: MeasureMention) -> list[MeasureMention]:
    """The measures of one list behind a count of none, the given one the first of it."""
    behind = [m for m in context.measures if m.span.start >= max(figure.span.end, measure.span.start) and not m.state]
    chain = [measure]
    for other in behind:
        gap = context.folded[chain[-1].span.end : other.span.start]
        if other is not measure and _OR.fullmatch(gap):
            chain.append(other)
    return chain if measure.span.start >= figure.span.end else [measure]


def coordinated(context: SentenceContext, start: int, end: int) -> list[MeasureMention]:
    """The measures between two places that form the last list there, without other words between them."""
    inside = [m for m in context.measures if start <= m.span.start and m.span.end <= end and not m.state]
    chain: list[MeasureMention] = []
    for measure in inside:
        if chain and not _COORDINATION.fullmatch(context.folded[chain[-1].span.end : measure.span.start]):
            chain = []
        chain.append(measure)
    return chain
