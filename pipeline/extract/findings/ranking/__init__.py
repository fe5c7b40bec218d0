"""What a figure is of, and whose: learned from annotated rows, over what rules and pointer say of each candidate."""

from pipeline.extract.findings.ranking.ranker import COLUMNS, ForestRanker

__all__ = ["COLUMNS", "ForestRanker"]
