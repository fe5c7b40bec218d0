"""Evidence as a sum: what is chosen, how sure, and what came second."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.linking.evidence import THRESHOLD, score
from tests.extract.builders import record

POINTS = st.integers(0, 60).map(lambda halves: halves / 2)


@given(POINTS, POINTS)
def test_a_score_lies_between_nought_and_one_and_passes_by_a_lead_of_more_than_a_point(own, rival):
    assert 0 <= score(own, rival) < 1
    assert (score(own, rival) > THRESHOLD) == (own > rival + 1)


@given(POINTS, POINTS, POINTS)
def test_more_evidence_never_lowers_a_score(own, more, rival):
    assert score(own + more, rival) >= score(own, rival)
    assert score(own, rival + more) <= score(own, rival)


def mentions(extractor, *sections):
    return extractor.extract(record(None, *sections)).mentions


def only(extractor, surface, *sections):
    found = [m for m in mentions(extractor, *sections) if m.surface == surface]
    assert found
    return found


def test_an_ambiguous_name_says_its_score_and_the_runner_up(plain_extractor):
    (flu,) = only(plain_extractor, "Flu", "Flu 30 mg/m2 was given before the transplant.")
    assert flu.source == "context"
    assert flu.concepts[0].name == "fludarabine"
    assert flu.runner_up.name == "influenza"
    assert flu.score > THRESHOLD > flu.runner_up_score


def test_a_drug_that_is_a_gene_as_well_is_what_its_neighbours_say(plain_extractor):
    (drug,) = [m for m in mentions(plain_extractor, "They received erythropoietin 300 mg daily.") if m.type == "drug"]
    assert drug.runner_up.type == "gene"
    (gene,) = [m for m in mentions(plain_extractor, "The erythropoietin gene was mutated.") if m.type == "gene"]
    assert gene.runner_up.type == "drug"
    assert [c.type for c in gene.concepts] == ["gene"]


def test_without_support_both_stay_and_the_score_says_how_little_is_known(plain_extractor):
    (found,) = only(plain_extractor, "erythropoietin", "We read about erythropoietin.")
    assert {c.type for c in found.concepts} == {"drug", "gene"}
    assert found.score == 0.5
    assert found.runner_up.type == "gene"


def test_a_disease_and_an_adverse_event_of_one_name_are_one_thing(plain_extractor):
    (found,) = only(plain_extractor, "neutropenia", "There was neutropenia.")
    assert {"adverse_event", "disease"} <= {c.type for c in found.concepts}
    assert found.runner_up is None


def test_one_place_in_a_document_decides_for_the_others(plain_extractor):
    text = "MP was stopped in nine. Thirst was common. Oral MP and MTX were the maintenance."
    first, second = only(plain_extractor, "MP", text)
    assert first.concepts == second.concepts
    assert first.concepts[0].name == "mercaptopurine"
    assert not [m for m in mentions(plain_extractor, "MP was stopped in nine.") if m.surface == "MP"]


def test_a_definition_outweighs_every_cue(plain_extractor):
    text = "Methylprednisolone (MP) was given. Oral MP and MTX were the maintenance with mercaptopurine."
    assert {m.concepts[0].name for m in only(plain_extractor, "MP", text)} == {"methylprednisolone"}
    assert all(m.source == "abbreviation" for m in only(plain_extractor, "MP", text))
    assert only(plain_extractor, "MP", text)[0].runner_up.name == "mercaptopurine"


def test_what_the_document_defines_as_nothing_we_know_is_no_mention(plain_extractor):
    text = "Muscle power (MP) was tested. MP rose. Oral MP and MTX were the maintenance."
    assert not [m for m in mentions(plain_extractor, text) if m.surface == "MP"]


def test_a_short_form_of_a_measure_that_means_something_else_is_said_to(plain_extractor):
    (sd,) = only(plain_extractor, "SD", "The mean age was 8 years (standard deviation, SD, 2).")
    assert (sd.type, sd.concepts) == ("other", ())
    assert sd.runner_up.id == "measure:SD"


def test_a_measure_with_a_short_form_of_its_own_is_one(plain_extractor):
    found = only(plain_extractor, "OR", "The overall response (OR) was read. OR was reached by nine.")
    assert {(m.type, m.concepts[0].id) for m in found} == {("measure", "measure:ORR")}


def test_letter_case_says_nothing_among_capitals(plain_extractor):
    assert not [m for m in mentions(plain_extractor, "PATIENTS WHO MET ALL CRITERIA") if m.surface in ("MET", "ALL")]
    (disease,) = only(plain_extractor, "AML", "OUTCOME OF AML IN CHILDREN")
    assert disease.concepts[0].name == "acute myeloid leukemia"


PIECES = (
    "Flu 30 mg/m2 and Cy.", "Influenza (Flu) came.", "ALL PATIENTS", "ALL relapsed", "CR (creatinine)", "serum Cr",
    "(CR)", "MAC infection", "IL-2 gene", "\n\n", "SD", "MET", "PD-1", "CARs", "CR = complete remission;", "İ", "ß Cr",
    "Abbreviations: CR, creatinine; PD, Parkinson disease.", "MP 2 mg/kg", "Depression", "R/R ALL", "-CR-", "ALLs",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text("ACRFlu mg().\n", max_size=8), max_size=8).map(" ".join))
def test_mentions_stand_in_the_text_in_order_and_the_same_each_time(plain_extractor, text):
    found = mentions(plain_extractor, text)
    assert found == mentions(plain_extractor, text)
    assert all(m.span.of(text) == m.surface for m in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    for mention in found:
        assert mention.score is None or 0 <= mention.score <= 1
        assert (mention.runner_up is None) == (mention.runner_up_score is None)
        assert mention.concepts or mention.type == "other"
        assert mention.runner_up is None or mention.runner_up != mention.concepts[:1]


@pytest.mark.parametrize("text", PIECES)
def test_what_is_found_does_not_hang_on_what_was_read_before(plain_extractor, text):
    before = mentions(plain_extractor, text)
    mentions(plain_extractor, " ".join(PIECES))
    assert mentions(plain_extractor, text) == before
