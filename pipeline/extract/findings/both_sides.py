"""P-values told apart from the figures that they compare.

`Survival was 96% with remission and 57% without. This difference was significant (p = 0.002).`: where both sides were told
of before, the p-value is on their rows, and no row of its own (the outcome table, rule 2).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.context import SentenceContext
from pipeline.schema import Finding

_DIFFERENCE = re.compile(r"\bdiffer(?:ences?|ed|s)?\b", re.IGNORECASE)
_NAMED = frozenset({"AE", "OTHER", "COURSE"})


def on_both_sides(
    context: SentenceContext, found: Sequence[Finding], earlier: Sequence[Finding]
) -> tuple[list[Finding], list[Finding]]:
    """The rows of a sentence and those before it, each p-value of a difference on the two arm rows that it compares.

    Args:
        context: the sentence.
        found: its rows.
        earlier: the rows of the document up to it.
    """
    here, before = list(found), list(earlier)
    told = context.before.sentence if context.before is not None else None
    for p in found:
        if p.statistic != "p_only" or p.p_value is None or not _DIFFERENCE.search(context.words):
            continue
        places = [(here, i) for i, row in enumerate(here) if row.span.end <= p.span.start and _compared(row, p)]
        places += [(before, i) for i, row in enumerate(before) if row.sentence == told and _compared(row, p)]
        sides = [rows[i] for rows, i in places]
        if len(sides) != 2 or sides[0].group == sides[1].group or sides[0].statistic != sides[1].statistic:
            continue
        for rows, i in places:
            rows[i] = replace(rows[i], p_value=p.p_value, p_qualifier=p.p_qualifier)
        here.remove(p)
    return here, before


def _compared(row: Finding, p: Finding) -> bool:
    """Whether a row may be a side of the comparison that a p-value is told of."""
    same = row.measure == p.measure and (
        row.measure not in _NAMED or row.measure_text.lower() == p.measure_text.lower()
    )
    told = row.value is not None or row.events is not None
    return row.kind == "arm" and same and told and row.group is not None and row.p_value is None
