"""Groups that are called by a dose alone (`the 0.03 mg cohort`, `high-dose group`): they had what the study doses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.arms.background import INERT
from pipeline.schema import Concept, Finding

_AMOUNT = r"\d{1,4}(?:[.,]\d{1,3})?[\s-]?(?:mg|g|[µμ]g|mcg|IU|U|ml|Gy)(?:/(?:kg|m2|day|d)){0,2}"
_OFTEN = r"(?:once|twice|every|daily|weekly|monthly|bid|qd|qw|\d{1,2}|other|weeks?|days?|months?|a)"
_LEVEL = r"(?:low|lower|lowest|high|higher|highest|medium|middle|mid|intermediate|full|half|reduced|single)(?:est)?"
#: Nothing but a dose, and words that any group is called by.
_BY_DOSE = re.compile(
    rf"(?:(?:the|those|patients|subjects|participants|adults|children|who|receiv(?:ing|ed)|given|taking|assigned|to|on|with|in)\s)*"
    rf"(?:{_AMOUNT}(?:\s{_OFTEN})*|{_LEVEL}[\s-](?:maintenance\s)?doses?)(?:[\s-](?:dose|group|arm|cohort|regimen|recipient)s?)*",
    re.IGNORECASE,
)


def with_dosed(rows: Sequence[Finding]) -> list[Finding]:
    """The rows, those of a group called by its dose with the one therapy that the study's other rows tell of.

    Args:
        rows: the rows of a document, with the therapies that each group received as far as they are known.
    """
    told = {_given(row) for row in rows if row.attribution == "own" and _given(row)}
    if len(told) != 1:
        return list(rows)
    therapies = next(iter(told))
    return [replace(row, therapies=therapies) if _is_dosed(row) else row for row in rows]


def _given(row: Finding) -> tuple[Concept, ...]:
    """What a group received, placebo and the like aside."""
    return tuple(concept for concept in row.therapies if concept.name not in INERT)


def _is_dosed(row: Finding) -> bool:
    return row.group is not None and row.attribution == "own" and _BY_DOSE.fullmatch(row.group) is not None
