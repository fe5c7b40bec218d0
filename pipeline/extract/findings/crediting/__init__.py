"""Which group each figure of a sentence is credited to."""

from pipeline.extract.findings.crediting.assigning import Credit, Way, assign_groups

__all__ = ["Credit", "Way", "assign_groups"]
