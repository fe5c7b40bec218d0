"""A graph read back from a file is the graph that was written, in every format, in the same bytes every time."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from pipeline.errors import ExportError
from pipeline.graph import SUFFIXES, portable, read_graph, write_graph
from tests import strategies

some = strategies.examples(40)

ids = st.text(max_size=6)
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["\x00", "a\x0bb", "\r\n", "\t", " x ", "", "true", "1"]),
    st.lists(st.text(max_size=3), max_size=2),
)
attributes = st.dictionaries(
    st.sampled_from(["kind", "value", "events", "label", "a b", "é<&>\"'"]), values, max_size=3
)


@st.composite
def graphs(draw):
    graph = nx.MultiDiGraph()
    for node, data in draw(st.dictionaries(ids, attributes, max_size=4)).items():
        graph.add_node(node, **data)
    nodes = sorted(graph)
    for _ in range(draw(st.integers(0, 4)) if nodes else 0):
        source, target = draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes))
        graph.add_edge(source, target, key=draw(ids), **draw(attributes))
    return graph


def portable_or_rejected(graph):
    """The graph as a file can hold it; of one that no file can hold, there is nothing to test."""
    try:
        return portable(graph)
    except ExportError as error:
        assert "differ in control characters only" in str(error)
        reject()


def content(graph):
    nodes = {
        node: {name: (type(value), value) for name, value in data.items()} for node, data in graph.nodes(data=True)
    }
    edges = {
        (source, target, key): {name: (type(value), value) for name, value in data.items()}
        for source, target, key, data in graph.edges(keys=True, data=True)
    }
    return nodes, edges


@pytest.mark.parametrize("suffix", SUFFIXES)
@some
@given(graph=graphs(), data=st.data())
def test_a_graph_read_back_is_the_graph_written(tmp_path, suffix, graph, data):
    expected = portable_or_rejected(graph)
    path, other = tmp_path / f"graph{suffix}", tmp_path / f"other{suffix}"
    write_graph(path, graph)
    assert content(expected) == content(read_graph(path))
    shuffled = nx.MultiDiGraph()
    shuffled.add_nodes_from(data.draw(st.permutations(list(graph.nodes(data=True)))))
    shuffled.add_edges_from(data.draw(st.permutations(list(graph.edges(keys=True, data=True)))))
    write_graph(other, shuffled)
    assert path.read_bytes() == other.read_bytes()


@some
@given(graph=graphs())
def test_what_is_portable_is_left_as_it_is(graph):
    once = portable_or_rejected(graph)
    assert content(once) == content(portable(once))


def test_what_a_file_cannot_hold_is_told_and_nothing_else_is_changed():
    graph = nx.MultiDiGraph()
    graph.add_node(
        "a\x00", gone=None, inf=float("inf"), names=["b", "a"], ids={"y", "x"}, flag=True, value=1, text="\x1b[0m"
    )
    graph.add_node("b", value=1.5, text="\r\n\t é\U0001f600")
    graph.add_edge("a\x00", "b", key=0, mixed="x")
    graph.add_edge("a\x00", "b", key=1, mixed=2)
    expected = (
        {
            "a\ufffd": {"names": "b;a", "ids": "x;y", "flag": True, "value": 1.0, "text": "\ufffd[0m"},
            "b": {"value": 1.5, "text": "\r\n\t é\U0001f600"},
        },
        {("a\ufffd", "b", "0"): {"mixed": "x"}, ("a\ufffd", "b", "1"): {"mixed": "2"}},
    )
    found = portable(graph)
    assert expected == (
        dict(found.nodes(data=True)),
        {(u, v, k): d for u, v, k, d in found.edges(keys=True, data=True)},
    )
    assert type(found.nodes["a\ufffd"]["value"]) is float


def test_nodes_that_would_become_one_are_refused():
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(["a\x00", "a\x01"])
    with pytest.raises(ExportError, match="differ in control characters only"):
        portable(graph)


@pytest.mark.parametrize("name", ["source", "target", "key", "id"])
def test_attributes_named_like_the_format_s_own_are_refused(tmp_path, name):
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="k")
    graph["a"]["b"]["k"][name] = "x"
    with pytest.raises(ExportError, match=f"'{name}' is no name for an attribute"):
        write_graph(tmp_path / "graph.json", graph)
    assert not list(tmp_path.iterdir())


def evidence():
    graph = nx.MultiDiGraph()
    graph.add_node("DRUGBANK:1", kind="therapy", label="blinatumomab & more")
    graph.add_node("measure:CR", kind="outcome_measure", label="complete remission")
    graph.add_edge("DRUGBANK:1", "measure:CR", key="b", predicate="has_reported_outcome", value=78.8, events=26)
    graph.add_edge("DRUGBANK:1", "measure:CR", key="a", predicate="has_reported_outcome", value=85.0)
    return graph


def test_networkx_reads_the_graphml_and_the_json(tmp_path):
    import json

    for suffix in (".graphml", ".json", ".gexf"):
        write_graph(tmp_path / f"g{suffix}", evidence())
    by_networkx = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    # Its reader leaves the key among the attributes as well.
    assert {d.pop("key") for *_, d in by_networkx.edges(data=True)} == {"a", "b"}
    assert content(evidence()) == content(by_networkx)
    from_json = nx.node_link_graph(json.loads((tmp_path / "g.json").read_text(encoding="utf-8")), edges="edges")
    assert content(evidence()) == content(from_json)
    by_gexf = nx.read_gexf(tmp_path / "g.gexf", version="1.3")
    assert sorted(d["value"] for *_, d in by_gexf.edges(data=True)) == [78.8, 85.0]


@pytest.mark.parametrize("name", ["graph.xyz", "graph"])
def test_a_suffix_that_no_writer_knows_names_the_known_ones(tmp_path, name):
    for act in (lambda path: write_graph(path, evidence()), read_graph):
        with pytest.raises(ExportError, match=r"known are \.graphml, \.json, \.gexf"):
            act(tmp_path / name)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "no graph",
        "{}",
        "[1]",
        "<graphml/>",
        '{"nodes": [{}], "edges": []}',
        '{"nodes": ["a"], "edges": []}',
        '{"nodes": [{"id": null}], "edges": []}',
        '{"nodes": [], "edges": [[]]}',
        "[" * 100_000,
        "<a>" * 100_000,
        '<?xml version="1.0" encoding="foo"?><graphml/>',
        '<?xml version="1.0" encoding="shift_jis"?><graphml/>',
    ],
    ids=range(13),
)
def test_a_file_that_is_no_graph_is_refused(tmp_path, suffix, text):
    path = tmp_path / f"graph{suffix}"
    path.write_text(text)
    with pytest.raises(ExportError, match=f"graph{suffix}: not "):
        read_graph(path)
    path.unlink()
    with pytest.raises(ExportError, match="cannot be read: No such file"):
        read_graph(path)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_writer_that_fails_midway_leaves_the_old_file_and_nothing_else(tmp_path, broken_off, suffix):
    path = tmp_path / f"graph{suffix}"
    write_graph(path, evidence())
    before = path.read_bytes()
    graph = nx.MultiDiGraph()
    graph.add_node("a")
    with broken_off():
        write_graph(path, graph)
    assert before == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_attributes_that_would_become_one_are_refused():
    graph = nx.MultiDiGraph()
    graph.add_node("a", **{"x\x00": 1, "x\x01": 2})
    with pytest.raises(ExportError, match="two attributes differ in control characters only"):
        portable(graph)


def test_an_attribute_may_bear_any_name_that_no_format_uses(tmp_path):
    graph = evidence()
    names = ["self", "node_for_adding", "u_for_edge", "v_for_edge", "attr", "graph"]
    graph.nodes["measure:CR"].update(dict.fromkeys(names, "x"))
    graph["DRUGBANK:1"]["measure:CR"]["a"].update(dict.fromkeys(names, "x"))

    assert content(portable(graph)) == content(graph)
    for suffix in SUFFIXES:
        write_graph(tmp_path / f"g{suffix}", graph)
        assert content(read_graph(tmp_path / f"g{suffix}")) == content(graph)


@pytest.mark.parametrize("large", [2**63, -(2**63) - 1, 10**400])
def test_a_whole_number_that_no_format_holds_is_text(large):
    graph = nx.MultiDiGraph()
    graph.add_node("a", value=large, alone=large)
    graph.add_node("b", value=0.5)

    assert content(portable(graph))[0] == {
        "a": {"value": (str, str(large)), "alone": (str, str(large))},
        "b": {"value": (str, "0.5")},
    }


@pytest.mark.parametrize(
    ("members", "told"),
    [({1, "a", None, (2,)}, "(2,);1;None;a"), ({10, 9, 1.5}, "1.5;9;10"), ({frozenset("a"), frozenset("b")}, None)],
)
def test_a_set_of_anything_is_sorted(members, told):
    graph = nx.MultiDiGraph()
    graph.add_node("a", members=members)

    found = portable(graph).nodes["a"]["members"]

    assert found == (told or ";".join(sorted(map(str, members))))


def test_keys_of_several_types_are_text():
    graph = nx.MultiDiGraph()
    for key in ("a", 0, (1, "x")):
        graph.add_edge("a", "b", key=key)

    assert sorted(key for *_, key in portable(graph).edges(keys=True)) == ["(1, 'x')", "0", "a"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda graph: graph.add_nodes_from([1, "a"]), "a node's id is text, found 1"),
        (lambda graph: graph.add_edge("a", 1.5), "a node's id is text, found 1.5"),
        (lambda graph: graph.add_node("a") or graph.nodes["a"].update({1: 2}), "an attribute's name is text, found 1"),
        (lambda graph: graph.add_node("a", value=10**5000), "'value'.* too many digits"),
    ],
)
def test_what_no_file_can_hold_is_refused(tmp_path, change, told):
    graph = nx.MultiDiGraph()
    change(graph)

    with pytest.raises(ExportError, match=f"the graph cannot be written: .*{told}"):
        write_graph(tmp_path / "g.json", graph)
