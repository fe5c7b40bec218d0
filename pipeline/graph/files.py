"""Graphs to files and back, by suffix: GraphML and GEXF for Gephi and Cytoscape, node-link JSON for the web."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.errors import ExportError
from pipeline.files import atomic_path
from pipeline.graph.columns import portable
from pipeline.graph.model import EvidenceGraph, add_edge, add_node, new_graph, sorted_edges, sorted_nodes
from pipeline.graph.xml_formats import gexf_lines, graphml_lines, parse_gexf, parse_graphml

# What parsing raises of content that is none of ours: of another shape, of brackets too deep, in an unknown encoding.
_NO_GRAPH = (AttributeError, LookupError, RecursionError, TypeError, ValueError)

__all__ = ["SUFFIXES", "portable", "read_graph", "write_graph"]


def write_graph(path: str | Path, graph: EvidenceGraph) -> None:
    """Write a graph whole or not at all; the same graph gives the same bytes.

    Args:
        path: the file; its suffix is one of :data:`SUFFIXES`.
        graph: any graph; what is written of it is :func:`~pipeline.graph.columns.portable` of it.

    Raises:
        ExportError: when no writer knows the suffix, or the file cannot be written.
    """
    lines, _ = _format(path)
    content = portable(graph)
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as handle:
        handle.writelines(f"{line}\n" for line in lines(content))


def read_graph(path: str | Path) -> EvidenceGraph:
    """The graph that :func:`write_graph` wrote: its nodes, edges, keys and attributes.

    Raises:
        ExportError: when no reader knows the suffix, or the file cannot be read or holds something else.
    """
    _, parse = _format(path)
    try:
        return parse(Path(path).read_bytes())
    except OSError as error:
        raise ExportError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ExportError as error:
        raise ExportError(f"{path}: {error}") from error
    except _NO_GRAPH as error:
        raise ExportError(f"{path}: not the file of a graph that evigraph wrote") from error


def _json_lines(graph: EvidenceGraph) -> Iterator[str]:
    """Node-link JSON, a line for each node and edge, so that two versions of a file can be compared."""
    nodes = [_json({"id": node, **data}) for node, data in sorted_nodes(graph)]
    edges = [
        _json({"source": source, "target": target, "key": key, **data})
        for source, target, key, data in sorted_edges(graph)
    ]
    yield '{"directed":true,"multigraph":true,"graph":{},"nodes":['
    yield ",\n".join(nodes)
    yield '],"edges":['
    yield ",\n".join(edges)
    yield "]}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def _parse_json(content: bytes) -> EvidenceGraph:
    value = json.loads(content)
    graph = new_graph()
    for node in value["nodes"]:
        add_node(graph, node.pop("id"), node)
    for edge in value["edges"]:
        add_edge(graph, edge.pop("source"), edge.pop("target"), edge.pop("key"), edge)
    return graph


_FORMATS: dict[str, tuple[Callable[[EvidenceGraph], Iterator[str]], Callable[[bytes], EvidenceGraph]]] = {
    ".graphml": (graphml_lines, parse_graphml),
    ".json": (_json_lines, _parse_json),
    ".gexf": (gexf_lines, parse_gexf),
}

#: The suffixes that :func:`write_graph` and :func:`read_graph` know.
SUFFIXES: tuple[str, ...] = tuple(_FORMATS)


def _format(path: str | Path) -> tuple[Callable[[EvidenceGraph], Iterator[str]], Callable[[bytes], EvidenceGraph]]:
    suffix = Path(path).suffix.lower()
    if suffix not in _FORMATS:
        raise ExportError(
            f"{path}: no graph is written as {suffix or 'a file without suffix'!r}; known are {', '.join(SUFFIXES)}"
        )
    return _FORMATS[suffix]
