"""One row of the outcome table, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.schema.mention import Concept
from pipeline.schema.quantity import Qualifier, Spread
from pipeline.schema.span import Span

Kind = Literal["arm", "contrast"]
Attribution = Literal["own", "cited"]
Statistic = Literal[
    "proportion",
    "survival",
    "cumulative_incidence",
    "median",
    "mean",
    "count",
    "hazard_ratio",
    "odds_ratio",
    "risk_ratio",
    "difference",
    "p_only",
    "other",
]

#: The outcome table's columns, in the order of its definition. Never renamed, never re-meant.
OUTCOME_COLUMNS: tuple[str, ...] = (
    "document",
    "kind",
    "start",
    "end",
    "quote",
    "section",
    "measure",
    "measure_text",
    "statistic",
    "value",
    "unit",
    "qualifier",
    "events",
    "total",
    "ci_low",
    "ci_high",
    "ci_level",
    "low",
    "high",
    "spread",
    "p_value",
    "p_qualifier",
    "time_value",
    "time_unit",
    "grade",
    "group",
    "therapies",
    "comparator",
    "attribution",
)

#: Columns that evigraph adds behind them: what was filled in from elsewhere, the evidence, and who made the row.
ADDED_COLUMNS: tuple[str, ...] = ("inferred", "therapy_ids", "sentence", "rule", "score", "finding")


@dataclass(frozen=True, slots=True)
class Finding:
    """One reported result: an arm row or a contrast row of the outcome table.

    The fields named in :data:`OUTCOME_COLUMNS` mean what the table's definition says. The others:

    Attributes:
        id: derived from the row's content and place: the same on every run and machine.
        span: where ``quote`` stands in the document's text.
        sentence: where the sentence that states it stands.
        therapies: what the group received, as concepts; the table shows their names.
        adverse_event: for toxicity rows, the adverse event as a concept, where a lexicon knows it.
        inferred: the fields that were filled in from elsewhere in the document.
        rule: which rule or model made the row.
        score: how sure it is, 0 to 1.
    """

    id: str
    document: str
    kind: Kind
    span: Span
    quote: str
    sentence: Span
    measure: str
    measure_text: str
    statistic: Statistic
    attribution: Attribution
    section: str | None = None
    value: float | None = None
    unit: str | None = None
    qualifier: Qualifier | None = None
    events: int | None = None
    total: int | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    ci_level: float | None = None
    low: float | None = None
    high: float | None = None
    spread: Spread | None = None
    p_value: float | None = None
    p_qualifier: Qualifier | None = None
    time_value: float | None = None
    time_unit: str | None = None
    grade: str | None = None
    group: str | None = None
    therapies: tuple[Concept, ...] = ()
    adverse_event: Concept | None = None
    comparator: str | None = None
    inferred: tuple[str, ...] = ()
    rule: str | None = None
    score: float | None = None
