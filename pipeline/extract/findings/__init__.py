"""Findings: which measure, which figures, which group, whose therapy, whose study."""

from pipeline.extract.findings.arms.kinds import Kinds
from pipeline.extract.findings.assemble import finished, rows_by_rules
from pipeline.extract.findings.measures import TOXICITY
from pipeline.extract.findings.ranker import Ranker
from pipeline.extract.findings.ranking import ForestRanker
from pipeline.extract.findings.received import LONGEST, Paper, ReceivedModel
from pipeline.extract.findings.rules import Rules

__all__ = [
    "LONGEST",
    "TOXICITY",
    "ForestRanker",
    "Kinds",
    "Paper",
    "Ranker",
    "ReceivedModel",
    "Rules",
    "finished",
    "rows_by_rules",
]
