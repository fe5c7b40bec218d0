"""The roles that headings name: of sections of a paper, and of the parts of a labelled abstract."""

from __future__ import annotations

import re
from typing import Literal

Role = Literal[
    "title", "background", "objective", "methods", "results", "discussion", "conclusions", "reference", "other"
]

_HEADINGS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"registration|funding|keywords?|copyright|acknowledg|conflict|disclosure|abbreviations|supplementary|(?:level|classification) of evidence|clinicaltrials\.gov|\btrials? (?:register|registry|identif\w+)|eudract|ethic|dissemination", re.I), "other"),
    # What is measured, not what was found.
    (re.compile(r"outcome measure|outcomes? and measure", re.I), "methods"),
    (re.compile(r"result|finding|outcome|efficacy|safety|toxicit|adverse|response|survival", re.I), "results"),
    (re.compile(r"conclu|interpretation|implication|significance|summary", re.I), "conclusions"),
    (re.compile(r"discussion", re.I), "discussion"),
    (re.compile(r"method|design|setting|patients|participants|subjects|material|intervention|measure|procedure|population|statistic|treatment|trial", re.I), "methods"),
    (re.compile(r"aim|objective|purpose|goal|hypothes|question", re.I), "objective"),
    (re.compile(r"background|introduction|context|rationale|importance", re.I), "background"),
)  # fmt: skip
_FOUND = re.compile(r"result|finding", re.IGNORECASE)
#: What joins the parts of a label that names several: ``METHODS/RESULTS``, ``Background and aims``.
_JOINS = re.compile(r"\s*(?:[/\\&,]|\band\b)\s*", re.IGNORECASE)


def heading_role(heading: str | None) -> Role | None:
    """The role a heading names; None where it names none.

    Of titles that lead to a section (``Results > Baseline characteristics``) the outermost that names a role counts:
    what is told under ``Methods > Outcome measures`` is no result.
    """
    for title in (heading or "").split(" > "):
        role = next((role for pattern, role in _HEADINGS if pattern.search(title)), None)
        if role is not None:
            return role
    return None


def heading_roles(heading: str) -> frozenset[Role]:
    """Every role that the parts of a label name: two for ``METHODS AND RESULTS``, none for ``Chapter 3``."""
    whole = heading_role(heading)
    if whole == "other":
        return frozenset({whole})
    parts = frozenset(role for part in _JOINS.split(heading) if (role := heading_role(part)) is not None)
    # ``Interventions and outcomes``, ``Main outcomes and measures``: no part says that something was found.
    if not _FOUND.search(heading) and "methods" in parts:
        parts -= {"results"}
    return parts
