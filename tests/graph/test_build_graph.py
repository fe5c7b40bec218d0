"""The graph says what the findings say, and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnknownName
from pipeline.graph import build_graph, neighbours, outcomes_of, portable, readable_figure
from pipeline.graph.model import sorted_edges, sorted_nodes
from pipeline.schema import Concept, Document, Mention, Passage, Relation, Span
from tests import builders, strategies
from tests.builders import BLINATUMOMAB, CAR_T, FEVER
from tests.builders import LEUKAEMIA as ALL

TITLE = "Blinatumomab in ALL."
TEXT = f"{TITLE}\nCR in 78.8% (26/33). Fever in 3. ALL, MLL."
DOCUMENT = Document(
    "PMID:1", TEXT, (Passage("title", Span(0, 20)), Passage("abstract", Span(21, len(TEXT)))), title=TITLE
)
MLL = Concept("NCBIGene:4297", "KMT2A", "gene")
MEASURES = {"CR": "complete remission", "AE": "adverse event"}
TREATS = "treats_or_applied_or_studied_to_treat"


def mention(words, concept, start=0, assertion="affirmed"):
    at = TEXT.index(words, start)
    return Mention(Span(at, at + len(words)), words, concept.type, (concept,), assertion)


def finding(**fields):
    given_ = {
        "span": Span(27, 40),
        "quote": "78.8% (26/33)",
        "sentence": Span(21, 41),
        "measure_text": "CR",
        "value": 78.8,
        "unit": "%",
        "therapies": (BLINATUMOMAB,),
    }
    return builders.finding(**(given_ | fields))


def fever(**fields):
    given_ = {"id": "f2", "measure": "AE", "adverse_event": FEVER, "value": None, "events": 3, "unit": None}
    return finding(**(given_ | fields))


def graph_of(findings=(), mentions=(), relations=(), documents=(DOCUMENT,)):
    return build_graph(documents, findings, {"PMID:1": mentions}, {"PMID:1": relations}, MEASURES)


def edges(graph, predicate=None):
    found = [(u, data["predicate"], v) for u, v, data in graph.edges(data=True)]
    return sorted((u, v) if predicate else (u, p, v) for u, p, v in found if predicate in (None, p))


def test_a_finding_joins_its_study_its_therapy_and_its_measure():
    graph = graph_of([finding(events=26, total=33)])
    assert edges(graph) == [
        ("DRUGBANK:DB09052", "has_reported_outcome", "measure:CR"),
        ("PMID:1", "reports", "measure:CR"),
        ("PMID:1", "studies", "DRUGBANK:DB09052"),
    ]
    assert sorted_nodes(graph) == [
        ("DRUGBANK:DB09052", {"kind": "therapy", "label": "blinatumomab"}),
        ("PMID:1", {"kind": "study", "label": TITLE}),
        ("measure:CR", {"kind": "outcome_measure", "label": "complete remission"}),
    ]
    told = {
        "predicate": "reports",
        "document": "PMID:1",
        "finding": "f1",
        "figure": "78.8% (26/33)",
        "value": 78.8,
        "unit": "%",
        "events": 26,
        "total": 33,
        "statistic": "proportion",
        "measure": "CR",
        "measure_text": "CR",
        "attribution": "own",
        "quote": "78.8% (26/33)",
        "sentence": "CR in 78.8% (26/33).",
        "start": 27,
        "end": 40,
    }
    assert {"reports|PMID:1|f1": told} == dict(graph["PMID:1"]["measure:CR"])


def test_each_finding_and_therapy_has_an_edge_of_its_own():
    graph = graph_of(
        [finding(therapies=(BLINATUMOMAB, CAR_T)), finding(id="f3", therapies=(CAR_T,), attribution="cited")]
    )
    assert [(BLINATUMOMAB.id, "measure:CR"), *[(CAR_T.id, "measure:CR")] * 2] == edges(graph, "has_reported_outcome")
    assert [told["finding"] for told in outcomes_of(graph, CAR_T.id)] == ["f1", "f3"]


@pytest.mark.parametrize(
    ("fields", "happened"),
    [
        ({}, True),
        ({"events": None, "value": 12.5}, True),
        ({"events": None, "low": 3.0, "high": 5.0}, True),
        ({"events": 0}, False),
        ({"events": 0, "total": 20, "value": 12.5}, False),
        ({"events": None, "value": 0.0}, False),
        ({"events": None, "p_value": 0.01}, False),
        ({"kind": "contrast", "value": 1.4}, False),
        ({"adverse_event": None}, False),
    ],
)
def test_an_adverse_event_is_had_only_where_some_event_is_told(fields, happened):
    graph = graph_of([fever(**fields)])
    assert ([(BLINATUMOMAB.id, FEVER.id)] if happened else []) == edges(graph, "has_adverse_event")
    assert edges(graph, "reports") == [("PMID:1", "measure:AE")]


def test_a_study_concerns_and_mentions_what_it_affirms_with_counts():
    mentions = [mention("ALL", ALL), mention("ALL", ALL, 30), mention("MLL", MLL), mention("Fever", FEVER)]
    graph = graph_of(mentions=[*mentions, mention("CR", CAR_T, assertion="negated")])
    assert [("PMID:1", "concerns", ALL.id), ("PMID:1", "mentions", MLL.id)] == edges(graph)
    assert [data["count"] for *_, data in sorted_edges(graph)] == [2, 1]
    assert CAR_T.id not in graph


def test_the_edges_to_a_disease_tell_in_which_states_the_study_affirms_it():
    relapsed = replace(mention("ALL", ALL), states=("refractory", "relapsed"))
    new = replace(mention("ALL", ALL, 30), states=("newly_diagnosed", "relapsed"))
    negated = replace(mention("ALL", ALL, 30, assertion="negated"), states=("metastatic",))
    graph = graph_of([finding()], [relapsed, new, negated, mention("MLL", MLL)])
    states = {data["predicate"]: data.get("states") for *_, data in sorted_edges(graph)}
    assert {name: told for name, told in states.items() if told} == {
        "concerns": "newly_diagnosed;refractory;relapsed",
        TREATS: "refractory;relapsed",
    }
    assert sorted_edges(portable(graph)) == sorted_edges(graph)


def by_source(words, *concepts, start=0):
    return replace(mention(words, concepts[0], start), concepts=concepts, source="pubtator")


LEUKEMIA_OF_OURS = Concept("DOID:9952", "acute lymphoblastic leukemia", "disease")
BLINA_OF_SOURCE = Concept("MESH:C510808", "Blinatumomab", "chemical")


def test_what_a_source_and_we_name_is_one_node():
    mentions = [
        by_source("ALL", ALL, LEUKEMIA_OF_OURS),
        by_source("ALL", ALL, start=30),
        by_source("Blinatumomab", BLINA_OF_SOURCE, BLINATUMOMAB),
    ]
    relation = Relation(BLINA_OF_SOURCE, ALL, "Negative_Correlation")
    graph = graph_of([finding()], mentions, [relation])
    assert edges(graph) == [
        (BLINATUMOMAB.id, "Negative_Correlation", "DOID:9952"),
        (BLINATUMOMAB.id, "has_reported_outcome", "measure:CR"),
        (BLINATUMOMAB.id, TREATS, "DOID:9952"),
        ("PMID:1", "concerns", "DOID:9952"),
        ("PMID:1", "reports", "measure:CR"),
        ("PMID:1", "studies", BLINATUMOMAB.id),
    ]
    assert [data["count"] for *_, data in sorted_edges(graph) if data["predicate"] == "concerns"] == [2]
    assert graph.nodes["DOID:9952"] == {"kind": "disease", "label": "acute lymphoblastic leukemia"}


@pytest.mark.parametrize(
    "mentions",
    [
        # Two identifiers of the source, or one that stands before two of ours.
        [by_source("ALL", ALL, Concept("MESH:D015448", "leukemia", "disease"))],
        [by_source("ALL", ALL, MLL, LEUKEMIA_OF_OURS)],
        [
            by_source("ALL", ALL, LEUKEMIA_OF_OURS),
            by_source("ALL", ALL, Concept("DOID:1", "other", "disease"), start=30),
        ],
        [by_source("ALL", ALL, LEUKEMIA_OF_OURS), by_source("ALL", LEUKEMIA_OF_OURS, start=30)],
        # What a lexicon says of a mention of ours behind its first concept is what else it might be.
        [replace(by_source("ALL", ALL, LEUKEMIA_OF_OURS), source="lexicon")],
    ],
)
def test_what_may_be_several_things_keeps_its_own_node(mentions):
    assert ALL.id in graph_of(mentions=mentions)


def test_a_therapy_in_the_title_is_studied_and_one_elsewhere_is_only_mentioned():
    mentions = [mention("Blinatumomab", BLINATUMOMAB), mention("CR", CAR_T)]
    expected = [("PMID:1", "mentions", CAR_T.id), ("PMID:1", "studies", BLINATUMOMAB.id)]
    assert expected == edges(graph_of(mentions=mentions))


OTHER = Concept("MESH:D999999", "other disease", "disease")


@pytest.mark.parametrize(
    ("mentions", "findings", "diseases"),
    [
        ([mention("ALL", ALL), mention("MLL", OTHER), mention("CR", OTHER)], [finding()], [ALL.id]),
        ([mention("ALL", ALL), mention("Blinatumomab", OTHER)], [finding()], [ALL.id, OTHER.id]),
        ([mention("ALL", ALL, 30), mention("CR", ALL), mention("MLL", OTHER)], [finding()], [ALL.id]),
        ([mention("ALL", ALL, 30), mention("CR", ALL), mention("MLL", OTHER), mention("26", OTHER)], [finding()], []),
        ([mention("ALL", ALL, 30)], [finding()], []),
        ([mention("ALL", ALL, assertion="negated")], [finding()], []),
        ([mention("ALL", ALL)], [finding(attribution="cited")], []),
        ([mention("ALL", ALL)], [], []),
        ([mention("ALL", replace(FEVER, type="disease"))], [fever()], []),
    ],
    ids=["title", "two in the title", "most mentioned", "a tie", "once", "negated", "cited", "no finding", "its harm"],
)
def test_which_disease_a_therapy_was_applied_to(mentions, findings, diseases):
    graph = graph_of(findings, mentions)
    assert [(BLINATUMOMAB.id, disease) for disease in diseases] == edges(graph, TREATS)
    assert "treats" not in {data["predicate"] for *_, data in graph.edges(data=True)}


def test_relations_of_the_source_are_edges_with_its_own_word():
    methotrexate = Concept("MESH:D008727", "methotrexate", "chemical")
    relation = Relation(methotrexate, ALL, "Negative_Correlation", Span(1, 4), novelty="Novel")
    graph = graph_of(relations=[relation, relation])
    told = {
        "predicate": "Negative_Correlation",
        "document": "PMID:1",
        "knowledge_source": "pubtator",
        "novelty": "Novel",
    }
    assert {
        "Negative_Correlation|PMID:1|0": told | {"start": 1, "end": 4},
        "Negative_Correlation|PMID:1|1": told | {"start": 1, "end": 4},
    } == dict(graph[methotrexate.id][ALL.id])
    assert graph.nodes[methotrexate.id] == {"kind": "chemical", "label": "methotrexate"}


def test_what_a_node_is_when_sources_call_it_different_things():
    as_chemical, as_disease = replace(BLINATUMOMAB, type="chemical", name="A"), replace(FEVER, type="disease", name="A")
    relation = Relation(as_chemical, as_disease, "Association")
    graph = graph_of([fever()], [mention("Fever", as_disease)], [relation])
    assert graph.nodes[BLINATUMOMAB.id] == {"kind": "therapy", "label": "blinatumomab"}
    assert graph.nodes[FEVER.id] == {"kind": "adverse_event", "label": "fever"}
    assert [("PMID:1", FEVER.id)] == edges(graph, "mentions")
    treated = Document("PMID:2", "Fever.", (Passage("title", Span(0, 6)),))
    own = finding(id="f9", document="PMID:2", span=Span(0, 1), sentence=Span(0, 6))
    titled = Mention(Span(0, 5), "Fever", "disease", (as_disease,))
    both = build_graph([DOCUMENT, treated], [fever(), own], {"PMID:2": [titled]}, {}, {})
    assert both.nodes[FEVER.id] == {"kind": "disease", "label": "A"}
    assert both.nodes["measure:AE"]["label"] == "AE"


def test_findings_of_other_documents_are_left_out():
    assert edges(graph_of([finding(document="PMID:7")])) == []


@strategies.examples(25)
@given(data=st.data())
def test_the_graph_depends_on_no_order_and_a_file_can_hold_it(data):
    found = data.draw(st.lists(strategies.extractions(), max_size=3, unique_by=lambda e: e.document.id))
    findings = [one for extraction in found for one in extraction.findings]
    mentions = {extraction.document.id: extraction.mentions for extraction in found}
    relations = {extraction.document.id: extraction.relations for extraction in found}
    documents = [extraction.document for extraction in found]
    graph = build_graph(documents, findings, mentions, relations, MEASURES)
    again = build_graph(
        data.draw(st.permutations(documents)),
        data.draw(st.permutations(findings)),
        mentions,
        {id_: tuple(reversed(some)) for id_, some in relations.items()},
        MEASURES,
    )
    assert sorted_nodes(graph) == sorted_nodes(again)
    assert sorted_edges(graph) == sorted_edges(again)
    assert all("kind" in data and "label" in data for _, data in graph.nodes(data=True))
    held = portable(graph)
    for (*_, data_), (*_, kept) in zip(sorted_edges(graph), sorted_edges(held), strict=True):
        assert {k: type(v) for k, v in data_.items()} == {k: type(v) for k, v in kept.items()}


def test_neighbours_are_found_both_ways_and_by_predicate():
    graph = graph_of([finding(), fever()])
    assert neighbours(graph, BLINATUMOMAB.id) == ["MESH:D005334", "PMID:1", "measure:AE", "measure:CR"]
    assert neighbours(graph, BLINATUMOMAB.id, "studies") == ["PMID:1"]
    assert neighbours(graph, BLINATUMOMAB.id, "nothing") == []
    for ask in (neighbours, outcomes_of):
        with pytest.raises(UnknownName) as caught:
            ask(graph, "DRUGBANK:DB09053")
        assert caught.value.near == (BLINATUMOMAB.id,)


RATIO = {"value": 0.18, "unit": None, "ci_low": 0.08, "ci_high": 0.39, "ci_level": 95.0}


@pytest.mark.parametrize(
    ("fields", "figure"),
    [
        ({"qualifier": "=", "events": 26, "total": 33}, "78.8% (26/33)"),
        ({"value": 85.0, "qualifier": ">"}, ">85%"),
        ({"value": 4.5, "unit": "months", "low": 1.0, "high": 9.5, "spread": "range"}, "4.5 months, range 1 to 9.5"),
        ({"value": None, "events": 5}, "n=5"),
        ({"value": None, "total": 64}, "N=64"),
        ({"time_value": 5.0, "time_unit": "years", "low": 3.1, "spread": "se"}, "78.8% at 5 years, SE 3.1"),
        (RATIO | {"p_value": 0.001, "p_qualifier": "<"}, "0.18, 95% CI 0.08 to 0.39, p<0.001"),
        ({"ci_low": 60.0}, "78.8%, CI 60 to ?"),
        ({"value": None, "p_value": 0.04}, "p=0.04"),
        ({"value": None}, None),
    ],
)
def test_figures_can_be_read(fields, figure):
    assert figure == readable_figure(finding(**fields))
