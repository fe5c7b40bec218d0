"""The arms of a study: their names, sizes and therapies, and what all of them share."""

from pipeline.extract.findings.arms.arm import THERAPY_TYPES, Arm, therapies_within
from pipeline.extract.findings.arms.background import against_placebo, with_background
from pipeline.extract.findings.arms.finding import find_arms, generally_called

__all__ = [
    "THERAPY_TYPES",
    "Arm",
    "against_placebo",
    "find_arms",
    "generally_called",
    "therapies_within",
    "with_background",
]
