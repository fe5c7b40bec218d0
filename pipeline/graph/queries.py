"""Simple questions to the evidence graph."""

from __future__ import annotations

from difflib import get_close_matches

from pipeline.errors import UnknownName
from pipeline.graph.model import HAS_REPORTED_OUTCOME, Attributes, EvidenceGraph


def neighbours(graph: EvidenceGraph, node: str, predicate: str | None = None) -> list[str]:
    """The nodes that an edge joins to ``node``, in either direction, sorted.

    Args:
        graph: the graph.
        node: id of a node.
        predicate: count only edges with this predicate.

    Raises:
        UnknownName: when the graph has no such node; carries near ones.
    """
    _require(graph, node)
    out = {v for _, v, data in graph.out_edges(node, data=True) if predicate in (None, data.get("predicate"))}
    into = {u for u, _, data in graph.in_edges(node, data=True) if predicate in (None, data.get("predicate"))}
    return sorted(out | into)


def outcomes_of(graph: EvidenceGraph, therapy: str) -> list[Attributes]:
    """What is reported of a therapy: the attributes of its outcome edges, by document and place.

    Raises:
        UnknownName: when the graph has no such node; carries near ones.
    """
    _require(graph, therapy)
    found = [
        dict(data)
        for _, _, data in graph.out_edges(therapy, data=True)
        if data.get("predicate") == HAS_REPORTED_OUTCOME
    ]
    return sorted(found, key=lambda data: (data["document"], data["start"], data["end"], data["finding"]))


def _require(graph: EvidenceGraph, node: str) -> None:
    if node not in graph:
        raise UnknownName(node, "node of the graph", get_close_matches(node, list(graph)))
