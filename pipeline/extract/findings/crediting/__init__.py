"""Which group each figure of a sentence is credited to."""

from pipeline.extract.findings.crediting.assigning import assign_groups

__all__ = ["assign_groups"]
