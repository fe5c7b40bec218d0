"""The evidence graph: findings, mentions and relations as a networkx MultiDiGraph, its files, and queries over it."""

from pipeline.graph.build import build_graph
from pipeline.graph.figure import readable_figure
from pipeline.graph.files import SUFFIXES, portable, read_graph, write_graph
from pipeline.graph.model import EvidenceGraph
from pipeline.graph.queries import neighbours, outcomes_of

__all__ = [
    "SUFFIXES",
    "EvidenceGraph",
    "build_graph",
    "neighbours",
    "outcomes_of",
    "portable",
    "read_graph",
    "readable_figure",
    "write_graph",
]
