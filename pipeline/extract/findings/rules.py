"""What the findings stage may do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """What the findings stage may do, from the configuration.

    Attributes:
        infer_totals: fill in the denominator from the study's or arm's size, and name it in ``inferred``.
        other_measures: report figures of measures that no lexicon names, as ``OTHER``.
    """

    infer_totals: bool = True
    other_measures: bool = True
