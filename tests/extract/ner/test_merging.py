"""Lexicon and models together: which of two mentions stands, and what is kept of the other."""

import pytest

from pipeline.extract.ner import Recognised, with_recognised
from pipeline.schema import Concept
from tests.extract.ner.builders import named, place

TEXT = "CD19 CAR-T cells for acute lymphoblastic leukemia caused severe cytokine release, 28 days after BCL2."


def unnamed(mentions):
    return list(mentions)


def merged(mentions, *marked, name=unnamed):
    recognised = [Recognised(place(TEXT, words), kind, score, "encoder") for words, kind, score in marked]
    return [(m.surface, m.type, m.source) for m in with_recognised(TEXT, mentions, recognised, name)]


def test_what_only_a_model_marks_is_added():
    assert merged([], ("BCL2", "gene", 0.9)) == [("BCL2", "gene", "encoder")]


def test_the_lexicon_s_mention_stands_where_both_say_the_same():
    own = named(TEXT, "BCL2", "gene")
    assert merged([own], ("BCL2", "gene", 0.9)) == [("BCL2", "gene", "lexicon")]


def test_a_drug_of_the_lexicon_is_the_chemical_of_the_model():
    own = named(TEXT, "BCL2", "drug")
    assert merged([own], ("BCL2", "chemical", 0.9)) == [("BCL2", "drug", "lexicon")]


@pytest.mark.parametrize(
    ("own", "marked", "stands"),
    [
        ("leukemia", "acute lymphoblastic leukemia", "acute lymphoblastic leukemia"),
        ("acute lymphoblastic leukemia", "leukemia", "acute lymphoblastic leukemia"),
    ],
)
def test_the_longer_of_two_stands(own, marked, stands):
    assert [m[0] for m in merged([named(TEXT, own, "disease")], (marked, "disease", 0.9))] == [stands]


def test_a_therapy_of_the_lexicon_stands_whatever_a_model_says():
    own = named(TEXT, "CAR-T", "therapy")
    assert merged([own], ("CD19 CAR-T cells", "gene", 0.99)) == [("CAR-T", "therapy", "lexicon")]


def test_of_one_place_the_model_says_the_type_and_the_lexicon_is_the_runner_up():
    own = named(TEXT, "BCL2", "disease")
    found = with_recognised(TEXT, [own], [Recognised(own.span, "gene", 0.9, "encoder")], unnamed)
    assert [(m.type, m.runner_up, m.runner_up_score) for m in found] == [("gene", own.concepts[0], 1.0)]


@pytest.mark.parametrize(
    ("own", "marked", "stands"),
    [("drug", "disease", "drug"), ("drug", "gene", "drug"), ("chemical", "gene", "gene")],
)
def test_what_a_document_defines_stands_where_a_model_s_reading_is_nothing_known(own, marked, stands):
    defined = named(TEXT, "BCL2", own, source="abbreviation")
    assert [m[1] for m in merged([defined], ("BCL2", marked, 0.9))] == [stands]


def test_longer_words_without_a_concept_have_that_of_the_name_within():
    own = named(TEXT, "cytokine release", "adverse_event")
    marked = Recognised(place(TEXT, "severe cytokine release"), "disease", 0.9, "encoder")
    (found,) = with_recognised(TEXT, [own], [marked], unnamed)
    assert (found.surface, found.type, found.concepts) == ("severe cytokine release", "disease", own.concepts)


def test_what_is_named_anew_keeps_the_lexicon_s_name_as_runner_up():
    own = named(TEXT, "leukemia", "disease")
    better = Concept("DOID:9952", "acute lymphoblastic leukemia", "disease")

    def name(mentions):
        from dataclasses import replace

        return [replace(mention, concepts=(better,)) for mention in mentions]

    marked = Recognised(place(TEXT, "acute lymphoblastic leukemia"), "disease", 0.9, "encoder")
    (found,) = with_recognised(TEXT, [own], [marked], name)
    assert (found.concepts, found.runner_up) == ((better,), own.concepts[0])


def test_a_number_is_no_mention():
    assert merged([], ("28", "chemical", 0.9)) == []


def test_pico_elements_are_no_mentions():
    assert merged([], ("BCL2", "outcome", 0.9)) == []


def test_of_two_that_a_model_marks_at_one_place_the_surer_stands():
    assert merged([], ("BCL2", "disease", 0.86), ("BCL2", "gene", 0.9)) == [("BCL2", "gene", "encoder")]


def test_what_a_model_doubts_is_left_out():
    assert merged([], ("BCL2", "gene", 0.8)) == []


def test_a_model_that_does_not_say_how_sure_it_is_is_believed():
    assert merged([], ("BCL2", "gene", None)) == [("BCL2", "gene", "encoder")]
