"""What the evidence graph is made of: its kinds of nodes, its predicates, and the order in which it is told.

networkx is imported where a graph is made, not with the package: asking for the command line's help needs none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import networkx as nx

EvidenceGraph: TypeAlias = "nx.MultiDiGraph[str]"
Attributes: TypeAlias = dict[str, Any]

#: Kinds of nodes.
THERAPY = "therapy"
DISEASE = "disease"
GENE = "gene"
CHEMICAL = "chemical"
ADVERSE_EVENT = "adverse_event"
OUTCOME_MEASURE = "outcome_measure"
STUDY = "study"

#: Predicates of edges. Treatment edges follow Biolink, which knows no bare ``treats``.
REPORTS = "reports"
STUDIES = "studies"
CONCERNS = "concerns"
MENTIONS = "mentions"
HAS_REPORTED_OUTCOME = "has_reported_outcome"
HAS_ADVERSE_EVENT = "has_adverse_event"
TREATS = "treats_or_applied_or_studied_to_treat"


def new_graph() -> EvidenceGraph:
    """An empty graph."""
    import networkx

    return networkx.MultiDiGraph()


def add_node(graph: EvidenceGraph, node: str, attributes: Mapping[str, object]) -> None:
    """Add a node; its attributes may bear any name, those of networkx's own arguments among them."""
    graph.add_node(node)
    graph.nodes[node].update(attributes)


def add_edge(graph: EvidenceGraph, source: str, target: str, key: str, attributes: Mapping[str, object]) -> None:
    """Add an edge; its attributes may bear any name, those of networkx's own arguments among them."""
    graph.add_edge(source, target, key=key)
    graph.edges[source, target, key].update(attributes)


def measure_node(code: str) -> str:
    """The id of an outcome measure's node."""
    return f"measure:{code}"


def sorted_nodes(graph: EvidenceGraph) -> list[tuple[str, Attributes]]:
    """Nodes by id, with their attributes."""
    return sorted(((node, data) for node, data in graph.nodes(data=True)), key=lambda node: node[0])


def sorted_edges(graph: EvidenceGraph) -> list[tuple[str, str, str, Attributes]]:
    """Edges by source, target and key, with their attributes."""
    return sorted(graph.edges(keys=True, data=True), key=lambda edge: (*edge[:2], str(edge[2])))
