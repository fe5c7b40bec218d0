"""What the patients have, and what a therapy brought about: the type of each with the therapy."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.relations.conditions import is_condition, tells_induction
from pipeline.extract.relations.entities import units
from tests.extract.relations.texts import marked, told

RETROSPECT = (
    "Two weeks of [blinatumomab|drug|blina] in 33 children: adverse events.",
    "Thirty-three children with relapsed or refractory [acute lymphoblastic leukemia|disease|all] who had been given "
    "[blinatumomab|drug|blina] for 14 days were studied in retrospect. [Fever|adverse_event|fever] occurred in 30 of "
    "33 children after [blinatumomab|drug|blina].",
)
COMPLETE = (
    "Remission after a short course of [blinatumomab|drug|blina].",
    "AIM: To describe which children with [acute lymphoblastic leukemia|disease|all] ([ALL|disease|all]) enter "
    "remission with a 14-day course of [blinatumomab|drug|blina].",
)
TOXICITY = (
    "[Vincristine|drug|vin]-induced [neuropathy|adverse_event|neuro] in adults with [lymphoma|disease|lym].",
    "Adults with [lymphoma|disease|lym] were treated with [vincristine|drug|vin]. A severe "
    "[neuropathy|adverse_event|neuro] was caused by [vincristine|drug|vin]. All patients with "
    "[neuropathy|adverse_event|neuro] recovered when [vincristine|drug|vin] was stopped.",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RETROSPECT, ("blina", "Negative_Correlation", "all")),
        (COMPLETE, ("blina", "Negative_Correlation", "all")),
        (TOXICITY, ("vin", "Positive_Correlation", "neuro")),
        (TOXICITY, ("vin", "Negative_Correlation", "lym")),
    ],
    ids=["treated", "treated-short-form", "toxicity", "treated-beside-a-toxicity"],
)
def test_what_patients_have_is_treated_and_what_they_get_is_induced(finder, text, expected):
    document, sentences, mentions = marked(*text)

    found = [relation[:3] for relation in told(finder.find(document, sentences, mentions), document.text)]

    assert expected in found


@pytest.mark.parametrize(
    ("text", "states", "expected"),
    [
        ("Forty patients with [asthma|disease|d] took part.", (), True),
        ("Children (n = 20) aged 3 to 17 years with [asthma|disease|d] took part.", (), True),
        ("Forty patients with B-cell [leukemia|disease|d] took part.", (), True),
        ("Forty patients with [lymphoma|disease|e] or [leukemia|disease|d] took part.", (), True),
        ("Women with acute [leukemia|disease|e] ([AL|disease|d]) took part.", (), True),
        ("The [asthma|disease|d] patients took part.", (), True),
        ("Leukemia survivors and [lymphoma|disease|d] (LY) survivors took part.", (), True),
        ("For the management of chronic [pain|disease|d] it is safe.", (), True),
        ("It was approved for [asthma|disease|d] in June.", (), True),
        ("Adults in whom a relapse of [asthma|disease|d] was seen took part.", (), True),
        ("It was studied in childhood [asthma|disease|d] alone.", (), True),
        ("Before it, [lymphoma|disease|d] was fatal.", ("relapsed",), True),
        ("Before it, [lymphoma|disease|d] was fatal.", ("secondary",), False),
        ("[Fever|disease|d] was seen in ten patients.", (), False),
        ("The number of patients with [fever|disease|d] was ten.", (), False),
        ("Patients with drug-induced [fever|disease|d] took part.", (), False),
        ("Patients with asthma developed [fever|disease|d] at night.", (), False),
        ("Treatment was stopped because of [fever|disease|d].", (), False),
    ],
)
def test_the_words_around_a_disease_say_that_patients_have_it(text, states, expected):
    document, (sentence,), mentions = marked(text)
    mentions = [replace(m, states=states) for m in mentions]
    disease = next(m for m in mentions if m.concepts[0].id == "evigraph:d")

    assert is_condition(document.text, sentence, disease, mentions) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Cisplatin|drug|c]-induced [nephritis|disease|d] is rare.", True),
        ("[Cisplatin|drug|c]-associated acute [nephritis|disease|d] is rare.", True),
        ("The [nephritis|disease|d] was due to [cisplatin|drug|c].", True),
        ("A boy developed acute [nephritis|disease|d] after [cisplatin|drug|c].", True),
        ("[Cisplatin|drug|c] caused [fever|disease|e] and [nephritis|disease|d].", True),
        ("[Cisplatin|drug|c] caused [fever|disease|e] in children with [nephritis|disease|d].", False),
        ("[Fever|disease|e] developed in adults with [nephritis|disease|d] after [cisplatin|drug|c].", False),
        ("Children with [nephritis|disease|d] who were given [cisplatin|drug|c] recovered.", False),
        ("Children with [nephritis|disease|d] developed [fever|disease|e] due to [cisplatin|drug|c].", False),
    ],
)
def test_a_sentence_says_that_a_drug_brought_a_disease_about(text, expected):
    (unit,) = units(*marked(text))
    places = {entity.concept.id: entity.places[0] for entity in unit.entities}
    drug, disease = places["evigraph:c"], places["evigraph:d"]

    said = tells_induction(
        unit.sentences[0].words, (drug.first, drug.last), (disease.first, disease.last), disease.condition
    )

    assert said is expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_may_stand_around_a_disease(before, behind):
    document, sentences, mentions = marked(
        "x " + before.replace("[", "("), "[Fever|disease|d]" + behind.replace("[", "(")
    )
    for sentence in sentences:
        for mention in mentions:
            if sentence.start <= mention.span.start and mention.span.end <= sentence.end:
                assert is_condition(document.text, sentence, mention, mentions) in (True, False)
