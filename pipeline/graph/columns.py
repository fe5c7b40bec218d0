"""What a file can hold of a graph: scalars, one type for each attribute, characters that XML knows."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from pipeline.errors import ExportError
from pipeline.graph.model import Attributes, EvidenceGraph, add_edge, add_node, new_graph, sorted_edges, sorted_nodes

Scalar: TypeAlias = str | bool | int | float
ColumnType = Literal["boolean", "long", "double", "string"]

#: Attributes that would be taken for the graph's own structure by readers of the formats.
RESERVED_NODE_ATTRIBUTES = frozenset({"id"})
RESERVED_EDGE_ATTRIBUTES = frozenset({"id", "source", "target", "key"})

_LONG = range(-(2**63), 2**63)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"


def portable(graph: EvidenceGraph) -> EvidenceGraph:
    """The graph as every file format can hold it, so that all formats hold the same.

    - Attributes that are None, and numbers that are not finite, are left out.
    - Lists, tuples and sets are joined by ``;`` (sets sorted: numbers by size, all else as text).
    - Whole numbers of more than 64 bits are text, and so are keys of edges.
    - An attribute that is int here and float there is float everywhere; one that mixes other types is text.
    - Characters that XML cannot hold (control characters, lone surrogates, U+FFFE, U+FFFF) become U+FFFD.

    Raises:
        ExportError: when a node's id or an attribute's name is no text, an attribute has a name that the formats use
            themselves, a number has more digits than Python writes, or two nodes, edges or attributes would be one.
    """
    for id_ in graph:
        _require_text("a node's id", id_)
    nodes = {node: _scalars(data, RESERVED_NODE_ATTRIBUTES) for node, data in sorted_nodes(graph)}
    edges = {(u, v, k): _scalars(data, RESERVED_EDGE_ATTRIBUTES) for u, v, k, data in sorted_edges(graph)}
    node_types, edge_types = column_types(nodes.values()), column_types(edges.values())
    result = new_graph()
    for node, data in nodes.items():
        add_node(result, _text(node), _typed(data, node_types))
    for (source, target, key), data in edges.items():
        add_edge(result, _text(source), _text(target), _text(str(key)), _typed(data, edge_types))
    if (len(result), result.size()) != (len(graph), graph.size()):
        raise ExportError("the graph cannot be written: two of its nodes or edges differ in control characters only")
    return result


def column_types(rows: Iterable[Mapping[str, Scalar]]) -> dict[str, ColumnType]:
    """The one type of each attribute, by name, sorted."""
    seen: defaultdict[str, set[type]] = defaultdict(set)
    for row in rows:
        for name, value in row.items():
            seen[name].add(type(value))
    return {name: _column_type(seen[name]) for name in sorted(seen)}


def _column_type(types: set[type]) -> ColumnType:
    if types == {bool}:
        return "boolean"
    if types == {int}:
        return "long"
    return "double" if types <= {int, float} else "string"


def _scalars(data: Attributes, reserved: frozenset[str]) -> dict[str, Scalar]:
    for name in data:
        _require_text("an attribute's name", name)
    if taken := sorted(reserved & data.keys()):
        raise ExportError(f"the graph cannot be written: {taken[0]!r} is no name for an attribute, the formats use it")
    found: dict[str, Scalar] = {}
    for name, value in data.items():
        try:
            scalar = _scalar(value)
        except ValueError as error:
            raise ExportError(f"the graph cannot be written: {name!r} is a number of too many digits") from error
        if scalar is None:
            continue
        if _text(name) in found:
            raise ExportError("the graph cannot be written: two attributes differ in control characters only")
        found[_text(name)] = scalar
    return found


def _scalar(value: object) -> Scalar | None:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, bool | float) or (isinstance(value, int) and value in _LONG):
        return value
    if isinstance(value, set | frozenset):
        value = sorted(value, key=None if all(isinstance(part, int | float) for part in value) else str)
    return _text(";".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value))


def _typed(data: Mapping[str, Scalar], types: Mapping[str, ColumnType]) -> dict[str, Scalar]:
    convert = {"boolean": bool, "long": int, "double": float, "string": str}
    return {name: convert[types[name]](value) for name, value in data.items()}


def _text(value: str) -> str:
    return _NOT_XML.sub(_REPLACEMENT, value)


def _require_text(what: str, value: object) -> None:
    if not isinstance(value, str):
        raise ExportError(f"the graph cannot be written: {what} is text, found {value!r}")
