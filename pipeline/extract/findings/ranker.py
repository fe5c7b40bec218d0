"""What chooses where rules and pointer say different things of a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from pipeline.extract.findings.figures import Figure

#: What is chosen: whether a figure is a result, whether it is of one group or of a comparison, its measure and the
#: code of this, the measures that a p-value alone is of, the group of a figure, the two of a comparison, and the time
#: that a figure holds for.
Ranked = Literal["result", "kind", "measure", "code", "p_value", "group", "side", "comparator", "time"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice among candidates.

    Attributes:
        what: what is chosen.
        figure: of which figure.
        names: what each candidate is called: a measure by its code, a colon and its words, a time by its number and
            unit; None for all patients, and for no time.
        cases: the case of each: whole numbers, the first of them 1 where the rules have it.
    """

    what: Ranked
    figure: Figure
    names: Sequence[str | None]
    cases: Sequence[Sequence[int]]


class Ranker(Protocol):
    """Says what speaks for each candidate."""

    def scores(self, choice: Choice) -> Sequence[int]:
        """How much speaks for each candidate of a choice, in thousandths of a logit."""
        ...
