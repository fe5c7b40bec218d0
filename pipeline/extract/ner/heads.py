"""What the encoder tags: one head a kind of span, each with labels of its own, so that spans of two kinds may overlap."""

from __future__ import annotations

from typing import Final

#: The labels of a head, by number: outside, the first word of a span, a word further on.
OUTSIDE: Final = 0
BEGIN: Final = 1
INSIDE: Final = 2
LABELS: Final = 3

#: Heads whose spans are mentions of concepts, by the type that such a mention has.
MENTION_HEADS: Final = ("chemical", "disease", "gene", "species", "variant", "cell_line")

#: Heads whose spans are PICO elements and the figures of the arms: outcomes as EvidenceOutcomes marks them, and what
#: PICO-Corpus marks.
PICO_HEADS: Final = (
    "outcome",
    "outcome_measure",
    "intervention",
    "control",
    "population",
    "intervention_figure",
    "control_figure",
    "participants",
)

HEADS: Final = MENTION_HEADS + PICO_HEADS
