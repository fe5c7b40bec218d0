"""Sentences, and the states of each disease that they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.states import STATES, add_states, named_state
from pipeline.extract.states.vocabulary import BEFORE, SITES
from pipeline.extract.terms import Lexicon
from pipeline.extract.terms.files import Row
from pipeline.extract.terms.normalise import key_tokens
from pipeline.schema import Concept, Mention, Span
from tests import strategies
from tests.extract.builders import record

NAMES = {
    "acute lymphoblastic leukemia": "DOID:9952",
    "acute lymphoblastic leukaemia": "DOID:9952",
    "relapsed acute lymphoblastic leukemia": "DOID:9952",
    "ALL": "DOID:9952",
    "B-ALL": "DOID:0080638",
    "AML": "DOID:9119",
    "CML": "DOID:8552",
    "leukemia": "DOID:1240",
    "metastatic breast cancer": "DOID:1612",
    "breast cancer": "DOID:1612",
    "prostate cancer": "DOID:10283",
    "anemia": "DOID:2355",
    "refractory anemia": "MESH:D000753",
    "hairy cell leukemia": "DOID:285",
    "refractory hairy cell leukemia": "DOID:711",
    "Philadelphia chromosome": "MESH:D010677",
}
LEXICON = Lexicon(
    Row(
        name,
        id,
        "disease",
        ("DOID:285",) if id == "DOID:711" else (),
        frozenset({"case"} if name.isupper() else ()),
        key=" ".join(key_tokens(name)),
    )
    for name, id in NAMES.items()
)
RELAPSED, BOTH = ("relapsed",), ("refractory", "relapsed")


def told(text):
    mentions = [Mention(match.span, match.surface, match.type, match.concepts) for match in LEXICON.find(text)]
    return [(m.surface, m.states) for m in add_states(text, [Span(0, len(text))], mentions, LEXICON)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Before the disease.
        ("children with relapsed/refractory B-ALL", [BOTH]),
        ("R/R ALL and r/r AML", [BOTH, BOTH]),
        ("relapsed or refractory (R/R) B-cell AML", [BOTH]),
        ("relapse/refractory AML", [BOTH]),
        ("Newly-diagnosed AML", [("newly_diagnosed",)]),
        ("de novo AML, secondary AML; therapy-related AML", [("de_novo",), ("secondary",), ("therapy_related",)]),
        ("treatment-naïve CML and untreated AML", [("previously_untreated",)] * 2),
        ("first-line AML", [("previously_untreated",)]),
        ("as first-line treatment for patients with AML", [("previously_untreated",)]),
        ("primary refractory AML", [("primary_refractory", "refractory")]),
        ("imatinib-refractory CML", [("refractory",)]),
        ("MRD-positive B-ALL, minimal residual disease-negative ALL", [("mrd_positive",), ("mrd_negative",)]),
        ("unresectable, recurrent or metastatic prostate cancer", [("metastatic", "recurrent", "unresectable")]),
        ("locally advanced prostate cancer", [("locally_advanced",)]),
        ("localized and localised prostate cancer", [("localised",)]),
        ("chronic-phase CML, CML in blast crisis, CP-CML", [("chronic_phase",), ("blast_phase",), ("chronic_phase",)]),
        ("very high-risk ALL", [("high_risk",)]),
        ("relapsed extramedullary AML", [("extramedullary", "relapsed")]),
        ("relapsed paediatric and adult CD19-positive ALL", [RELAPSED]),
        ("metastatic, castration-resistant prostate cancer", [("metastatic",)]),
        # Before those who have it.
        ("newly diagnosed children with standard-risk AML", [("newly_diagnosed", "standard_risk")]),
        ("patients newly diagnosed with AML", [("newly_diagnosed",)]),
        ("relapsed cases of AML", [RELAPSED]),
        # Behind it.
        ("AML in second relapse", [("later_relapse", "relapsed")]),
        ("AML in first or second relapse", [("first_relapse", "later_relapse", "relapsed")]),
        ("ALL with isolated CNS relapse", [("cns", "extramedullary", "isolated_extramedullary", "relapsed")]),
        ("isolated CNS relapse of ALL", [("cns", "extramedullary", "isolated_extramedullary", "relapsed")]),
        (
            "ALL in CR1, AML in second remission",
            [("first_remission", "in_remission"), ("in_remission", "later_remission")],
        ),
        ("CML in accelerated phase", [("accelerated_phase",)]),
        ("AML refractory to chemotherapy", [("refractory",)]),
        ("AML (relapsed or refractory)", [BOTH]),
        ("patients whose ALL had relapsed", [RELAPSED]),
        ("leukemia that had relapsed or was refractory", [BOTH]),
        ("ALL with detectable MRD and AML with CNS involvement", [("mrd_positive",), ("cns", "extramedullary")]),
        # Several diseases.
        ("refractory or relapsed AML and ALL", [BOTH, BOTH]),
        ("relapsed AML, ALL, or CML", [RELAPSED, RELAPSED, RELAPSED]),
        ("relapsed AML and newly diagnosed ALL", [RELAPSED, ("newly_diagnosed",)]),
        ("AML and relapsed ALL", [(), RELAPSED]),
        ("relapsed AML and the toxicity of ALL", [RELAPSED, ()]),
        ("relapsed acute lymphoblastic leukaemia (ALL)", [RELAPSED, RELAPSED]),
        ("acute lymphoblastic leukaemia (ALL) in relapse", [RELAPSED, RELAPSED]),
        ("relapsed Philadelphia chromosome-negative ALL", [(), RELAPSED]),
        # In the name itself: a state of the plain disease, or a part of the name of another one.
        ("relapsed acute lymphoblastic leukemia", [RELAPSED]),
        ("recurrent or metastatic breast cancer", [("metastatic", "recurrent")]),
        ("refractory hairy cell leukemia", [("refractory",)]),
        ("refractory anemia", [()]),
        # Not so, or not sure.
        ("non-metastatic prostate cancer", [("localised",)]),
        ("non-metastatic breast cancer", [("localised",)]),
        ("non-refractory AML, not relapsed ALL", [(), ()]),
        ("ten patients with ALL relapsed after transplantation", [()]),
        ("to prevent CNS relapse of ALL; the risk of first relapse of AML", [(), ()]),
        ("ALL in remission rates; ALL in relapse-free survival", [(), ()]),
        ("recurrent mutations drive leukemia", [()]),
        ("a high risk of leukemia; secondary endpoints in AML", [(), ()]),
        ("relapsed patients received chemotherapy; AML", [()]),
    ],
)
def test_states_are_told_by_the_words_around_a_disease(text, expected):
    assert [states for _, states in told(text)] == expected


def test_nothing_is_told_across_the_borders_of_sentences():
    text = "It relapsed. AML came. In relapse it ended."
    (match,) = LEXICON.find(text)
    mention = Mention(match.span, match.surface, match.type, match.concepts)
    sentences = [Span(0, 12), Span(13, 22), Span(23, len(text))]

    assert add_states(text, sentences, [mention], LEXICON) == [mention]


def test_only_diseases_have_states():
    text = "relapsed blinatumomab"
    drug = Mention(Span(9, 21), "blinatumomab", "drug", (Concept("DRUGBANK:DB09052", "blinatumomab", "drug"),))

    assert add_states(text, [Span(0, len(text))], [drug]) == [drug]


def test_the_states_of_the_data_are_those_of_the_list():
    used = {state for _, states in BEFORE for state in states} | {
        state for states in SITES.values() for state in states
    }

    assert used <= set(STATES)
    assert list(STATES) == sorted(STATES)
    assert all(states and tuple(sorted(states)) == states for _, states in BEFORE)


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_asked_for_by_its_name(state):
    assert named_state(state) == named_state(state.replace("_", " ").title()) == named_state(state.replace("_", "-"))


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("localized", "localised"),
        ("untreated", "previously_untreated"),
        ("first-line", "previously_untreated"),
        ("MRD+", "mrd_positive"),
        ("first relapse", "first_relapse"),
        ("R/R", None),
        ("happy", None),
        ("", None),
    ],
)
def test_a_state_is_asked_for_in_other_words(name, state):
    assert named_state(name) == state


PIECES = st.sampled_from(
    [*NAMES, "relapsed ", "refractory ", " (", ")", " or ", "/", ", ", " in second relapse", "patients with ", "non-"]
)


@strategies.examples(100)
@given(st.lists(PIECES | st.text(max_size=5), max_size=12).map("".join))
def test_states_are_of_the_list_in_order_and_change_nothing_else(text):
    mentions = [Mention(match.span, match.surface, match.type, match.concepts) for match in LEXICON.find(text)]
    found = add_states(text, [Span(0, len(text))], mentions, LEXICON)

    assert [(m.span, m.concepts) for m in found] == [(m.span, m.concepts) for m in mentions]
    for mention in found:
        assert set(mention.states) <= set(STATES)
        assert list(mention.states) == sorted(set(mention.states))
    # The same whatever the order in which they are given.
    assert add_states(text, [Span(0, len(text))], mentions[::-1], LEXICON) == found[::-1]


def test_the_extraction_tells_them(extractor):
    found = extractor.extract(record("", "Children with relapsed or refractory AML received blinatumomab."))

    assert [(m.type, m.states) for m in found.mentions] == [("disease", BOTH), ("drug", ())]
