"""Documents and the relations that are found in them, each with the sentence that states it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.relations.entities import MOST_CONCEPTS, units
from pipeline.extract.relations.figures import FIGURES
from pipeline.extract.relations.model import rows_of
from pipeline.extract.relations.pairs import pairs
from pipeline.schema import Concept, Mention, Relation, Span
from tests.extract.relations.texts import marked, told

INDUCED = (
    "[Cisplatin|drug|cis]-induced [nephrotoxicity|adverse_event|nephro] in a child.",
    "We report a boy who received [cisplatin|drug|cis] and developed [nephrotoxicity|adverse_event|nephro]. "
    "The [renal toxicity|adverse_event|nephro] was caused by [cisplatin|drug|cis]. "
    "He also had a history of [asthma|disease|asthma].",
)
TREATED = (
    "[Imatinib|drug|ima] for [chronic myeloid leukemia|disease|cml].",
    "Treatment of [chronic myeloid leukemia|disease|cml] with [imatinib|drug|ima] was effective. "
    "[Imatinib|drug|ima] improved [CML|disease|cml].",
)
MUTATED = (
    "A novel mutation of [FOXN9|gene|foxn9] in familial [ataxia|disease|ataxia].",
    "We screened a family with [ataxia|disease|ataxia] and found the mutation [p.R12C|variant|r12c] in "
    "[FOXN9|gene|foxn9]. [p.R12C|variant|r12c] was found in all members with [ataxia|disease|ataxia].",
)
BLOCKED = (
    "[Sorafenib|drug|sora] inhibits [RAF9|gene|raf9].",
    "[Sorafenib|drug|sora] decreased the activity of [RAF9|gene|raf9] in cultured cells.",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (INDUCED, ("cis", "Positive_Correlation", "nephro")),
        (TREATED, ("ima", "Negative_Correlation", "cml")),
        (MUTATED, ("ataxia", "Association", "foxn9")),
        (BLOCKED, ("sora", "Negative_Correlation", "raf9")),
    ],
    ids=["induced", "treated", "gene", "inhibited"],
)
def test_a_relation_has_its_type_and_its_sentence(finder, text, expected):
    document, sentences, mentions = marked(*text)

    found = told(finder.find(document, sentences, mentions), document.text)

    assert expected in [relation[:3] for relation in found]
    evidence = next(relation[3] for relation in found if relation[:3] == expected)
    names = {m.surface for m in mentions if m.concepts[0].id.partition(":")[2] in (expected[0], expected[2])}
    assert sum(name in evidence for name in names) >= 2


def test_what_was_there_before_is_less_likely_what_the_drug_did(finder):
    document, sentences, mentions = marked(*INDUCED)

    scores = {relation.object.name: relation.score for relation in finder.find(document, sentences, mentions)}

    assert scores["nephrotoxicity"] > 0.9
    assert scores.get("asthma", 0) < 0.7


def test_a_relation_says_who_found_it_and_how_sure_it_is(finder):
    document, sentences, mentions = marked(*INDUCED)

    for relation in finder.find(document, sentences, mentions):
        assert relation.source == "evigraph"
        assert 0 < relation.score < 1
        assert relation.novelty in ("Novel", "No")


def test_what_the_source_states_is_not_said_again(finder):
    document, sentences, mentions = marked(*INDUCED)
    (first, *_) = finder.find(document, sentences, mentions)
    stated = Relation(first.object, first.subject, "CID")

    again = finder.find(document, sentences, mentions, [stated])

    assert {first.subject, first.object} not in [{r.subject, r.object} for r in again]


def test_one_thing_by_two_identifiers_has_the_relations_of_the_source_alone(finder):
    document, sentences, mentions = marked(*INDUCED)
    ours = mentions[0].concepts[0]
    theirs = Concept("MESH:C000001", "cisplatin", "chemical")
    brought = replace(mentions[0], source="pubtator", concepts=(theirs, ours), given=1)

    found = finder.find(document, sentences, [brought, *mentions[1:]])

    assert found
    assert {relation.subject.id for relation in found} == {"MESH:C000001"}


def test_two_sentences_that_follow_one_another_tell_together(finder):
    document, sentences, mentions = marked(
        "[Valproate|drug|val] and [hepatitis|disease|hep].",
        "A woman took [valproate|drug|val]. She developed [hepatitis|disease|hep].",
    )
    apart = [mention for mention in mentions if mention.span.start >= document.passages[1].span.start]

    (unit,) = units(document, sentences, apart)
    (pair,) = pairs(unit)

    assert (pair.meetings, pair.apart) == ([], 1)
    assert finder._evidence(unit, pair).of(document.text) == "A woman took valproate. She developed hepatitis."


@pytest.mark.parametrize(
    ("a", "b", "count"),
    [("disease", "disease", 0), ("gene", "variant", 0), ("species", "disease", 0), ("drug", "therapy", 1)],
)
def test_only_kinds_that_can_be_related_are_paired(a, b, count):
    document, sentences, mentions = marked(f"One [this|{a}|a] beside [that|{b}|b].")

    assert sum(len(list(pairs(unit))) for unit in units(document, sentences, mentions)) == count


def test_every_figure_has_a_name():
    document, sentences, mentions = marked(*INDUCED)

    (unit,) = units(document, sentences, mentions)

    assert rows_of(unit, list(pairs(unit))).shape == (2, len(FIGURES))


def test_sections_pair_only_what_shares_a_sentence():
    filler = "Nothing is named in this sentence. " * 160
    document, sentences, mentions = marked(
        "A title.",
        filler + "The drug [imatinib|drug|ima] was given. " + filler + "The [fever|disease|fever] was high. " + filler,
        "After [imatinib|drug|ima] came [fever|disease|fever].",
        kind="section",
    )

    found = [pair for unit in units(document, sentences, mentions) for pair in pairs(unit)]

    assert [len(pair.meetings) for pair in found] == [1]


def test_a_document_of_many_concepts_is_read_by_those_it_names_most():
    names = [f"[drug{number}x|drug|d{number}]" for number in range(MOST_CONCEPTS + 20)]
    document, sentences, mentions = marked("Title.", f"We gave {', '.join(names)}. Then {names[-1]}.")

    (unit,) = units(document, sentences, mentions)

    assert len(unit.entities) == MOST_CONCEPTS
    assert f"evigraph:d{MOST_CONCEPTS + 19}" in [entity.concept.id for entity in unit.entities]


@pytest.mark.parametrize("text", ["", "Nothing.", "A [drug|drug|a] alone.", "[Drug|drug|a] and [drug|drug|a]."])
def test_a_document_without_two_concepts_has_none(finder, text):
    assert finder.find(*marked(text)) == []


PIECES = st.sampled_from(
    [
        "[aspirin|drug|asp]", "[fever|disease|fever]", "[TP53|gene|tp53]", "[p.R1C|variant|r1c]",
        "[EGFR|gene|egfr]", "[Ibuprofen|chemical|ibu]",
        "induced", "treated with", "no", ". The", ", and", "é", "1.5 mg", "(", ")", "-", "\n\nMethods: ", "🙂",
    ]
)  # fmt: skip


@given(st.lists(st.lists(PIECES, max_size=12).map(" ".join), min_size=1, max_size=3), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_mentions_counts_for_nothing_and_evidence_is_a_sentence(finder, parts, random):
    document, sentences, mentions = marked(*parts)
    shuffled = list(mentions)
    random.shuffle(shuffled)

    found = finder.find(document, sentences, mentions)

    assert found == finder.find(document, sentences, shuffled) == sorted(found, key=lambda r: (r.subject, r.object))
    starts, ends = {s.start for s in sentences}, {s.end for s in sentences}
    for relation in found:
        assert relation.evidence is None or (relation.evidence.start in starts and relation.evidence.end in ends)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 8), st.sampled_from("ab")), max_size=8))
@settings(max_examples=60)
def test_mentions_that_overlap_do_no_harm(finder, places):
    document, sentences, _ = marked("Fever after aspirin was seen in twenty-two of 40 patients with it.")
    kinds = {"a": "drug", "b": "disease"}
    mentions = [
        Mention(span, span.of(document.text), kinds[kind], (Concept(f"evigraph:{kind}{start % 3}", kind, kinds[kind]),))
        for start, length, kind in places
        if (span := Span(start, min(start + length, len(document.text))))
    ]

    for relation in finder.find(document, sentences, mentions):
        assert relation.evidence in sentences


def test_of_our_own_concepts_the_finder_is_surer(finder):
    document, sentences, mentions = marked(
        "[Sorafenib|drug|sora] for [carcinoma|disease|ca].",
        "We studied [sorafenib|drug|sora] in [carcinoma|disease|ca]. [Sorafenib|drug|sora] inhibited "
        "[RAF9|gene|raf9]. [Asthma|disease|asthma] was known in some. More work is needed.",
    )
    annotated = [replace(mention, source="pubtator") for mention in mentions]

    ours = {relation[:3] for relation in told(finder.find(document, sentences, mentions), document.text)}
    theirs = {relation[:3] for relation in told(finder.find(document, sentences, annotated), document.text)}

    assert ours < theirs
    assert "asthma" in {relation[2] for relation in theirs - ours}
    assert ("sora", "Negative_Correlation", "raf9") in ours
