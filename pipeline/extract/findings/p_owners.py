"""P-values told of more than the figures right before them: of all that follows, of all told, of both."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.items import Taken
from pipeline.extract.findings.measures import STUDY
from pipeline.extract.findings.shared_p import place_in_run
from pipeline.schema import Finding, Quantity

_SIGNIFICANTLY = re.compile(
    r"\bsignifican\w+[^.;()]{0,30}[(\[]\s?(?:(?:two|one)-(?:sided|tailed)\s|both\s|all\s)?$", re.IGNORECASE
)


def told_first(context: SentenceContext, p: Quantity, taken: Sequence[Taken]) -> list[Finding]:
    """`significantly lower (p < 0.05) pain (3.1 vs 5.2) and fatigue (2.0 vs 4.4)`: the only p-value is of all that follow."""
    alone = sum(q.kind == "p_value" for q in context.quantities) == 1
    if not alone or not _SIGNIFICANTLY.search(
        context.folded, max(context.sentence.start, p.span.start - 60), p.span.start
    ):
        return []
    turn = _TURN.search(context.folded, p.span.end, context.sentence.end)
    end = turn.start() if turn else context.sentence.end
    behind = [entry for entry in taken if p.span.end <= entry[0].span.start < end]
    arms = [row for _, measure, _, made in behind for row in made if row.kind == "arm" and measure.code not in STUDY]
    return arms if len({row.group for row in arms}) > 1 else []


#: Where something else is told.
_TURN = re.compile(r";|\b(?:along with|while|whereas|but|although|as well as)\b", re.IGNORECASE)

#: `..., also with a significant difference between the two groups (P = 0.02)`: of all that the sentence has told.
_BETWEEN_GROUPS = re.compile(
    r"[\s,;)\]]*(?:(?:also|with|and|a|an|the|this|these|showing|showed|shows|there|was|were|is|being|which|in|of|no|not|statistical|statistically|"
    r"highly|significan(?:t|ce|tly)|difference|differences|different|comparison|between|both|two|groups?|arms?|treatments?|reached|reaching)[\s,;:]+){3,16}[(\[]\s?",
    re.IGNORECASE,
)


def told_of_all(context: SentenceContext, p: Quantity, before: Sequence[Taken]) -> list[Finding]:
    """The arm rows of a sentence that ends with how its groups differ; none where one has a p-value of its own."""
    gap = context.folded[before[-1][0].span.end : p.span.start]
    if not _BETWEEN_GROUPS.fullmatch(gap) or ("differ" not in gap and "comparison" not in gap):
        return []
    if any(q.kind == "p_value" and q.span.end <= p.span.start for q in context.quantities):
        return []
    rows = [row for _, measure, _, made in before for row in made if measure.code not in STUDY]
    return rows if len({row.group for row in rows}) > 1 and all(row.kind == "arm" for row in rows) else []


_TO_THE_RUN = re.compile(r"[^.;\d]{0,60}[(\[,]\s?")


def told_of_each(context: SentenceContext, p: Quantity, taken: Sequence[Taken]) -> list[Finding]:
    """The rows of the measure in whose place a p-value of a run stands: `X and Y were a and b with A, c and d with B
    (p = 0.08 and p = 0.11)`; none where the run is not as long as the list of measures.
    """
    place, run = place_in_run(context, p)
    values = [q for q in context.quantities if q.kind == "p_value"]
    first = values[values.index(p) - place]
    before = [entry for entry in taken if entry[0].span.end <= first.span.start]
    if run < _FEWEST or not before:
        return []
    if not _TO_THE_RUN.fullmatch(context.folded, before[-1][0].span.end, first.span.start):
        return []
    by_measure: dict[tuple[str, str], list[Finding]] = {}
    for _, measure, _, made in before:
        by_measure.setdefault((measure.code, measure.text), []).extend(made)
    told = list(by_measure.values())
    return told[place] if len(told) == run else []


#: Two are a run.
_FEWEST = 2
_BOTH_BEFORE = re.compile(r"\b(?P<which>both|all)\s?$", re.IGNORECASE)
_BOTH_BEHIND = re.compile(r"\s(?:for|in)\s(?P<which>both|all)\b", re.IGNORECASE)


def told_of_both(context: SentenceContext, p: Quantity, before: Sequence[Taken]) -> list[Finding]:
    """The other contrasts that a p-value is told of: `2.1 at 3 months and 1.3 at 6 months (both p < 0.001)`."""
    said = _BOTH_BEFORE.search(context.folded, max(context.sentence.start, p.span.start - 6), p.span.start)
    said = said or _BOTH_BEHIND.match(context.folded, p.span.end)
    if said is None:
        return []
    others = [made for *_, made in before[:-1] if made and made[0].kind == "contrast" and made[0].p_value is None]
    return [row for made in (others[-1:] if said["which"].lower() == "both" else others) for row in made]
