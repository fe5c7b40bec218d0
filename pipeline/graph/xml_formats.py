"""GraphML and GEXF, written so that the same graph is the same bytes, and so that Gephi opens them.

Not networkx's own writers: theirs put today's date into GEXF, repeat edge ids that GraphML wants unique, and lose
line breaks and empty texts on the way back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from pipeline.errors import ExportError
from pipeline.graph.columns import ColumnType, Scalar, column_types
from pipeline.graph.model import EvidenceGraph, add_edge, add_node, new_graph, sorted_edges, sorted_nodes

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://gexf.net/1.3"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
# The column of the edges' keys. networkx's GraphML reader takes them from this name where an edge has no id; its
# GEXF reader stumbles over the name and cannot give keys back.
_GRAPHML_KEY = "key"
_GEXF_KEY = "edge_key"
_PARSERS: dict[str, Callable[[str], Scalar]] = {
    "boolean": lambda text: text == "true",
    "long": int,
    "double": float,
    "string": str,
}


def graphml_lines(graph: EvidenceGraph) -> Iterator[str]:
    """The lines of a GraphML file; ``graph`` is portable."""
    nodes, edges = sorted_nodes(graph), sorted_edges(graph)
    node_types = column_types(data for _, data in nodes)
    edge_types = column_types(data for *_, data in edges)
    yield _HEAD
    yield f'<graphml xmlns="{_GRAPHML}">'
    for prefix, domain, types in (("n", "node", node_types), ("e", "edge", edge_types)):
        for number, (name, kind) in enumerate(types.items()):
            yield f'<key id="{prefix}{number}" for="{domain}" attr.name={_attribute(name)} attr.type="{kind}"/>'
    yield f'<key id="key" for="edge" attr.name="{_GRAPHML_KEY}" attr.type="string"/>'
    yield '<graph edgedefault="directed">'
    for node, data in nodes:
        yield f"<node id={_attribute(node)}>{_data('n', data, node_types)}</node>"
    for source, target, key, data in edges:
        ends = f"source={_attribute(source)} target={_attribute(target)}"
        yield f'<edge {ends}><data key="key">{_element(key)}</data>{_data("e", data, edge_types)}</edge>'
    yield "</graph>"
    yield "</graphml>"


def parse_graphml(content: bytes) -> EvidenceGraph:
    """The graph of a GraphML file that :func:`graphml_lines` wrote.

    Raises:
        ExportError: when it is no such file.
    """
    root = _root(content, f"{{{_GRAPHML}}}graphml")
    space = {"g": _GRAPHML}
    columns = {
        key.attrib["id"]: (key.attrib["attr.name"], key.attrib["attr.type"]) for key in root.iterfind("g:key", space)
    }
    graph = new_graph()
    for node in root.iterfind("g:graph/g:node", space):
        values = {data.attrib["key"]: data.text or "" for data in node.iterfind("g:data", space)}
        add_node(graph, node.attrib["id"], _parsed(values, columns))
    for edge in root.iterfind("g:graph/g:edge", space):
        values = {data.attrib["key"]: data.text or "" for data in edge.iterfind("g:data", space)}
        key = values.pop("key")
        add_edge(graph, edge.attrib["source"], edge.attrib["target"], key, _parsed(values, columns))
    return graph


def gexf_lines(graph: EvidenceGraph) -> Iterator[str]:
    """The lines of a GEXF file; ``graph`` is portable."""
    nodes, edges = sorted_nodes(graph), sorted_edges(graph)
    node_types = column_types(data for _, data in nodes)
    edge_types = column_types(data for *_, data in edges)
    yield _HEAD
    yield f'<gexf xmlns="{_GEXF}" version="1.3">'
    yield '<graph defaultedgetype="directed" mode="static">'
    for prefix, domain, types in (("n", "node", node_types), ("e", "edge", edge_types)):
        yield f'<attributes class="{domain}" mode="static">'
        for number, (name, kind) in enumerate(types.items()):
            yield f'<attribute id="{prefix}{number}" title={_attribute(name)} type="{kind}"/>'
        if domain == "edge":
            yield f'<attribute id="key" title="{_GEXF_KEY}" type="string"/>'
        yield "</attributes>"
    yield "<nodes>"
    for node, data in nodes:
        label = _attribute(str(data.get("label", node)))
        values = _attvalues("n", data, node_types)
        yield f"<node id={_attribute(node)} label={label}><attvalues>{values}</attvalues></node>"
    yield "</nodes>"
    yield "<edges>"
    for number, (source, target, key, data) in enumerate(edges):
        ends = f'id="{number}" source={_attribute(source)} target={_attribute(target)}'
        label = _attribute(str(data.get("predicate", key)))
        values = f'<attvalue for="key" value={_attribute(key)}/>{_attvalues("e", data, edge_types)}'
        yield f"<edge {ends} label={label}><attvalues>{values}</attvalues></edge>"
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def parse_gexf(content: bytes) -> EvidenceGraph:
    """The graph of a GEXF file that :func:`gexf_lines` wrote.

    Raises:
        ExportError: when it is no such file.
    """
    root = _root(content, f"{{{_GEXF}}}gexf")
    space = {"g": _GEXF}
    columns = {
        column.attrib["id"]: (column.attrib["title"], column.attrib["type"])
        for column in root.iterfind("g:graph/g:attributes/g:attribute", space)
    }
    graph = new_graph()
    for node in root.iterfind("g:graph/g:nodes/g:node", space):
        values = {v.attrib["for"]: v.attrib["value"] for v in node.iterfind("g:attvalues/g:attvalue", space)}
        add_node(graph, node.attrib["id"], _parsed(values, columns))
    for edge in root.iterfind("g:graph/g:edges/g:edge", space):
        values = {v.attrib["for"]: v.attrib["value"] for v in edge.iterfind("g:attvalues/g:attvalue", space)}
        key = values.pop("key")
        add_edge(graph, edge.attrib["source"], edge.attrib["target"], key, _parsed(values, columns))
    return graph


def _root(content: bytes, tag: str) -> ElementTree.Element:
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise ExportError(f"not XML: {error}") from error
    if root.tag != tag:
        raise ExportError(f"not the file of a graph: expected {tag}, found {root.tag}")
    return root


def _parsed(values: Mapping[str, str], columns: Mapping[str, tuple[str, str]]) -> dict[str, Scalar]:
    return {columns[id_][0]: _PARSERS[columns[id_][1]](text) for id_, text in values.items()}


def _data(prefix: str, data: Mapping[str, Scalar], types: Mapping[str, ColumnType]) -> str:
    return "".join(
        f'<data key="{prefix}{number}">{_element(_told(data[name]))}</data>'
        for number, name in enumerate(types)
        if name in data
    )


def _attvalues(prefix: str, data: Mapping[str, Scalar], types: Mapping[str, ColumnType]) -> str:
    return "".join(
        f'<attvalue for="{prefix}{number}" value={_attribute(_told(data[name]))}/>'
        for number, name in enumerate(types)
        if name in data
    )


def _told(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _element(text: str) -> str:
    # A parser reads a bare carriage return as a line feed.
    return escape(text, {"\r": "&#13;"})


def _attribute(text: str) -> str:
    # Writes line breaks and tabs as references: a parser reads bare ones in an attribute as spaces.
    return quoteattr(text)
