"""Short forms that a text defines: which words they stand for, and which brackets define nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.abbreviations import align, find_abbreviations
from pipeline.extract.sentences import split_sentences
from pipeline.schema import Span
from tests.extract.builders import needs_scispacy, quietly

BOTH = {"CR": "complete remission", "PR": "partial response"}
DEFINITIONS = [
    ("Complete remission (CR) was seen.", {"CR": "Complete remission"}),
    ("We saw cytokine release syndrome (CRS) in one.", {"CRS": "cytokine release syndrome"}),
    ("Event-free survival (EFS) rose.", {"EFS": "Event-free survival"}),
    ("Overall survival [OS] rose.", {"OS": "Overall survival"}),
    ("After hematopoietic stem cell transplant (HSCT)", {"HSCT": "hematopoietic stem cell transplant"}),
    ("Given chimeric antigen receptor (CAR) T cells.", {"CAR": "chimeric antigen receptor"}),
    ("acute lymphoblastic leukemia (ALL; n = 40)", {"ALL": "acute lymphoblastic leukemia"}),
    ("acute graft-versus-host disease (aGVHD, n = 3)", {"aGVHD": "acute graft-versus-host disease"}),
    ("overall survival (OS), event-free survival (EFS)", {"OS": "overall survival", "EFS": "event-free survival"}),
    ("Adverse events (AEs) were mild.", {"AEs": "Adverse events"}),
    ("interleukin-6 (IL-6) rose", {"IL-6": "interleukin-6"}),
    ("the OS (overall survival) rose", {"OS": "overall survival"}),
    ("non-relapse mortality (NRM) within a year", {"NRM": "non-relapse mortality"}),
    ("effector cell-associated neurotoxicity (ECAN)", {"ECAN": "effector cell-associated neurotoxicity"}),
    ("total body irradiation ( TBI ) was given", {"TBI": "total body irradiation"}),
    ("(cytokine release syndrome (CRS))", {"CRS": "cytokine release syndrome"}),
    ("tumour necrosis factor (TNF), then TNF (again)", {"TNF": "tumour necrosis factor"}),
    ("relapsed/refractory acute leukemia (R/R AL)", {"R/R AL": "relapsed/refractory acute leukemia"}),
    ("allogeneic stem cell transplantation (allo-SCT)", {"allo-SCT": "allogeneic stem cell transplantation"}),
    ("chimeric antigen receptors (CARs) bind", {"CARs": "chimeric antigen receptors"}),
    ("myotonic dystrophy (DM) is inherited", {"DM": "myotonic dystrophy"}),
    ("the time to treatment failure (TTF) was long", {"TTF": "time to treatment failure"}),
    ('cytokine release syndrome (hereafter "CRS")', {"CRS": "cytokine release syndrome"}),
    ("cytokine release syndrome (abbreviated as CRS)", {"CRS": "cytokine release syndrome"}),
    ("Treosulfan (Treo) was given.", {"Treo": "Treosulfan"}),
    ("Japanese (Japan) and Wilson (Wils)", {}),
    # Lists and signs.
    ("(CR = complete remission; OS = overall survival)", {"CR": "complete remission", "OS": "overall survival"}),
    ("Abbreviations: CR, complete remission; PR, partial response.", BOTH),
    ("Abbreviations: CR: complete remission, PR: partial response", BOTH),
    ("Abbreviations: CR complete remission, PR partial response", BOTH),
    ("Abbreviations: CR \u2013 complete remission; PR \u2013 partial response", BOTH),
    ("List of abbreviations\n\nCR: complete remission\n\nPR: partial response\n\nWe read CR.", BOTH),
    ("Abbreviations: Ara-C, cytarabine; CR, complete remission", {"Ara-C": "cytarabine", "CR": "complete remission"}),
    # Brackets and signs that define nothing.
    ("with n = 40 and P = alpha", {}),
    ("HR = not estimable", {}),
    ("Ara-C = cytarabine", {}),
    ("CR, complete remission; OS, overall survival", {}),
    ("Abbreviations: see the text; CR, 40; in CR, and so on.", {}),
    ("The median was 541 days (range, 186-3,180 days).", {}),
    ("over some days (range 186-3180 days)", {}),
    ("The hazard ratio was low (95% CI 0.18-1.01).", {}),
    ("in the arms (n = 41)", {}),
    ("Survival rose (p = 0.03).", {}),
    ("in one city (Japan)", {}),
    ("after treatment (day 28)", {}),
    ("in all patients (all)", {}),
    ("Remission (CR)", {}),
    ("The drug (see above) works", {}),
    ("of the (OT)", {}),
    ("complete remission ()", {}),
    ("(CR)", {}),
    ("complete remission (CR", {}),
    ("Two were cured (2)", {}),
    ("Complete\n\nremission (CR)", {}),
    ("We saw complete. Remission (CR) rose.", {}),
    ("", {}),
]  # fmt: skip


def defined(text, aligner=align):
    return {a.short_form: a.long_form for a in find_abbreviations(text, split_sentences(text), aligner)}


@pytest.mark.parametrize(("text", "expected"), DEFINITIONS)
def test_a_text_defines_its_short_forms(text, expected):
    assert defined(text) == expected


@pytest.mark.parametrize(
    ("candidate", "short", "long"),
    [
        ("were in complete remission", "CR", "complete remission"),
        ("cytokine release syndrome", "CRS", "cytokine release syndrome"),
        ("the event-free survival", "EFS", "event-free survival"),
        ("a graft-versus-host disease", "GVHD", "graft-versus-host disease"),
        ("in (overall survival", "OS", "overall survival"),
        ("relapse", "CR", None),
        ("", "CR", None),
    ],
)
def test_the_long_form_begins_where_its_first_letter_begins_a_word(candidate, short, long):
    begin = align(candidate, short)
    assert (None if begin is None else candidate[begin:]) == long


FRAGMENTS = [text for text, _ in DEFINITIONS] + [
    "(",
    ")",
    "[",
    "]",
    " ",
    "AB",
    "a",
    ". ",
    "\n\n",
    "(AB)",
    "-",
    "İ",
    "ß",
]


@given(st.text() | st.text("ABab ()[].,-;\nİ") | st.lists(st.sampled_from(FRAGMENTS), max_size=6).map("".join))
def test_what_is_defined_stands_in_the_text_within_one_sentence(text):
    sentences = split_sentences(text)
    for found in find_abbreviations(text, sentences):
        assert found.short.of(text) == found.short_form
        assert found.long.of(text) == found.long_form
        assert found.short_form
        assert found.long_form
        assert not found.short.overlaps(found.long)
        assert any(s.contains(found.short) and s.contains(found.long) for s in sentences)


@given(st.text(), st.text())
def test_any_words_are_aligned_or_not_without_an_error(candidate, short):
    begin = align(candidate, short)
    assert begin is None or 0 <= begin <= len(candidate)


@pytest.fixture(scope="module")
def scispacy_aligner():
    import spacy

    from pipeline.extract import scispacy_rules

    nlp = spacy.blank("en")
    quietly(lambda: scispacy_rules.use_tokenizer_rules(nlp))
    return scispacy_rules.aligner(nlp)


@needs_scispacy
@pytest.mark.parametrize("text", [text for text, _ in DEFINITIONS])
def test_scispacy_finds_the_same_definitions(scispacy_aligner, text):
    assert defined(text, scispacy_aligner) == defined(text)


@needs_scispacy
def test_scispacy_finds_the_same_definitions_in_the_sample_corpus(scispacy_aligner, sample_records):
    texts = [record.document.text for record in sample_records]
    assert len(texts) > 5
    assert sum(len(defined(text)) for text in texts) > 5
    for text in texts:
        sentences = split_sentences(text)
        assert find_abbreviations(text, sentences, scispacy_aligner) == find_abbreviations(text, sentences)


def test_a_definition_never_crosses_from_one_sentence_into_the_next():
    text = "complete remission (CR)"
    assert find_abbreviations(text, [Span(0, 9), Span(9, len(text))]) == []
