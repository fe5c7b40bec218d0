"""Findings: which measure, which figures, which group, whose therapy, whose study."""

from pipeline.extract.findings.arms.kinds import Kinds
from pipeline.extract.findings.assemble import find_findings
from pipeline.extract.findings.measures import TOXICITY
from pipeline.extract.findings.rules import Rules

__all__ = ["TOXICITY", "Kinds", "Rules", "find_findings"]
