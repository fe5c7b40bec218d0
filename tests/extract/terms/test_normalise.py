"""Spellings that must meet, and some that must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.terms.normalise import fold, is_joint, join_case, key_tokens, tokenise


def key(name):
    return "".join(key_tokens(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CAR-T", "CART"),
        ("CAR T cells", "CAR-T cell"),
        ("acute lymphoblastic leukaemia", "acute lymphoblastic leukemias"),
        ("tumour", "tumors"),
        ("oedema", "edema"),
        ("diarrhoea", "diarrhea"),
        ("anaemia", "anemia"),
        ("randomisation", "randomization"),
        ("humanised", "humanized"),
        ("metastases", "metastasis"),
        ("therapies", "therapy"),
        ("viruses", "virus"),
        ("TKIs", "TKI"),
        ("IFN-α", "IFN alpha"),
        ("interferon alfa-2b", "interferon alpha 2b"),
        ("Hodgkin's lymphoma", "Hodgkin lymphoma"),
        ("Cétuximab", "cetuximab"),
        ("Kymriah®", "kymriah"),
        ("IL2", "IL-2"),
        ("CD19/CD22", "CD19 CD22"),
    ],
)
def test_spellings_of_one_name_share_their_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("CD19", "CD20"), ("IL-2", "IL-12"), ("sepsis", "sepsi"), ("AML", "ALL")])
def test_different_names_keep_different_keys(one, other):
    assert key(one) != key(other)


def test_letter_case_survives_joining():
    assert join_case("CAR-T cell") == "CARTcell"


@pytest.mark.parametrize(
    ("gap", "joins"),
    [(" ", True), ("-", True), (" - ", True), ("-\n", True), ("\n\n", False), (" – ", False), ("    ", False)],
)
def test_a_name_may_run_over_a_line_but_not_over_a_gap(gap, joins):
    assert is_joint(gap) is joins


@given(st.text())
def test_tokens_stand_where_they_say_and_fold_to_something(text):
    end = 0
    for token, start, stop in tokenise(text):
        assert text[start:stop] == token
        assert start >= end
        assert fold(token)
        end = stop
