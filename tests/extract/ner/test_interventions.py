"""Interventions that no lexicon names."""

from pipeline.extract.ner import Recognised, interventions
from tests.extract.ner.builders import named, place

TEXT = (
    "Women had supervised water exercise training (SWET; n = 31) or the waiting list. "
    "After SWET, fatigue fell by 30%; after letrozole it did not. Water exercise helps."
)


def found(*marked, mentions=(), short=None):
    recognised = [Recognised(place(TEXT, words), kind, score, "encoder") for words, kind, score in marked]
    return [
        (m.surface, m.concepts[0].name, m.concepts[0].id)
        for m in interventions(TEXT, mentions, recognised, short or {})
    ]


def test_an_intervention_is_a_therapy_under_its_own_words():
    assert found(("the waiting list", "control", 0.9)) == [
        ("waiting list", "waiting list", "evigraph:named-waiting-list")
    ]


def test_the_short_form_that_the_document_defines_is_the_same_intervention():
    long = "supervised water exercise training"
    places = found((long, "intervention", 0.9), short={"SWET": long})
    assert [surface for surface, _, _ in places] == [long, "SWET", "SWET"]
    assert {name for _, name, _ in places} == {long}


def test_every_place_of_the_words_is_found_in_any_letter_case():
    assert [surface for surface, _, _ in found(("water exercise", "intervention", 0.9))] == [
        "water exercise",
        "Water exercise",
    ]


def test_what_the_lexicon_names_is_the_lexicon_s():
    assert found(("letrozole", "intervention", 0.9), mentions=[named(TEXT, "letrozole", "drug")]) == []


def test_what_the_encoder_doubts_is_left_out():
    assert found(("waiting list", "control", 0.3)) == []


def test_outcomes_are_no_interventions():
    assert found(("fatigue", "outcome", 0.9)) == []


def test_words_that_name_no_therapy_are_left_out():
    text = "The control group had no intervention; the study treatment was safe."
    for words in ("The control group", "no intervention", "the study treatment"):
        assert interventions(text, [], [Recognised(place(text, words), "control", 0.9, "encoder")], {}) == []
