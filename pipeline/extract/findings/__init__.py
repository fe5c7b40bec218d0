"""Findings: which measure, which figures, which group, whose therapy, whose study."""

from pipeline.extract.findings.assemble import Rules, find_findings

__all__ = ["Rules", "find_findings"]
