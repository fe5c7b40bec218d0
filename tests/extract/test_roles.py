"""What part each sentence plays, and which papers only tell of others."""

from typing import get_args

import pytest
from hypothesis import given

from pipeline.extract.sections import Role, heading_role, is_review, passage_at, sentence_roles
from pipeline.extract.sentences import split_sentences
from pipeline.schema import Document, Passage, Span
from tests import strategies
from tests.extract.builders import abstract


def roles(document):
    sentences = split_sentences(document.text, document.passages)
    return list(zip([span.of(document.text) for span in sentences], sentence_roles(document, sentences), strict=True))


def roles_only(*sections, title="Drug A in children"):
    return [role for _, role in roles(abstract(title, *sections))][bool(title) :]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("RESULTS", "results"),
        ("Findings", "results"),
        ("Main outcomes", "results"),
        ("Toxicity", "results"),
        ("BACKGROUND", "background"),
        ("Introduction", "background"),
        ("Importance", "background"),
        ("OBJECTIVE", "objective"),
        ("Aims", "objective"),
        ("Purpose", "objective"),
        ("METHODS", "methods"),
        ("Patients and Methods", "methods"),
        ("Design, Setting, Participants", "methods"),
        ("Interventions", "methods"),
        ("Statistical analysis", "methods"),
        ("CONCLUSIONS", "conclusions"),
        ("Interpretation", "conclusions"),
        ("Discussion", "discussion"),
        ("Trial registration", "other"),
        ("Funding", "other"),
        ("Keywords", "other"),
        ("Results > Baseline characteristics", "results"),
        ("Methods > Outcome measures", "methods"),
        ("Chapter 3", None),
        (None, None),
    ],
)
def test_a_heading_names_a_role(heading, role):
    assert heading_role(heading) == role


def test_an_abstract_without_labels_is_judged_by_itself_though_the_paper_has_headings():
    text = "Little is known of it. We treated 40 children. Methods\n\nWe gave it. Figure 1. In 9 it failed."
    cut, figure = text.index("Methods"), text.index("Figure")
    document = Document(
        "PMID:1",
        text,
        (
            Passage("abstract", Span(0, cut)),
            Passage("section", Span(cut, figure), "Methods"),
            Passage("other", Span(figure, len(text)), "Figure 1"),
        ),
    )
    assert [role for _, role in roles(document)] == ["background", "results", "methods", "methods", "other", "other"]


def test_a_labelled_abstract_says_itself_what_its_sentences_are():
    document = abstract(
        "Drug A in children",
        ("BACKGROUND", "Leukemia is common. To test drug A we went on."),
        ("METHODS", "We gave drug A."),
        ("RESULTS", "Of 40 children 30 were cured. It has been shown before."),
        ("CONCLUSION", "Drug A cures."),
        ("FUNDING", "A fund gave 3 million."),
    )
    assert [role for _, role in roles(document)] == [
        "title",
        "background",
        "objective",
        "methods",
        "results",
        "results",
        "conclusions",
        "other",
    ]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            "Leukemia is the most common cancer of children. We treated 40 children. Thirty were cured.",
            ["background", "results", "results"],
        ),
        (
            "Little is known of it. To evaluate drug A, children were enrolled. It cured 75%.",
            ["background", "objective", "results"],
        ),
        (
            "Outcomes remain poor. The aim of this study was to test a drug. Remission was seen in 60%.",
            ["background", "objective", "results"],
        ),
        (
            "Previously, cure was rare. Patients were randomly assigned to A or B. In the past 5% lived.",
            ["background", "results", "results"],
        ),
        ("Remission was seen in 60%.", ["results"]),
        ("Our past work has shown little, and we still do not know.", ["results"]),
    ],
)
def test_in_an_unlabelled_abstract_the_turns_of_phrase_say_it(sentences, expected):
    assert roles_only(sentences) == expected


def test_a_reference_is_a_reference():
    text = "We treated 40 children.\n1. Lopez A. Drug B in 12 adults."
    cut = text.index("\n") + 1
    document = Document(
        "file:x", text, (Passage("section", Span(0, cut)), Passage("reference", Span(cut, len(text)), "References"))
    )
    assert roles(document)[-1][1] == "reference"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Immune therapy of leukemia", "This review summarizes what is known of drug A."),
        ("Immune therapy of leukemia", "In this review we look at drug A."),
        ("Immune therapy of leukemia", "This article reviews trials of drug A."),
        ("Immune therapy of leukemia", "Here we review trials of drug A."),
        ("Immune therapy of leukemia", "We summarize trials of drug A."),
        ("Immune therapy of leukemia", "This systematic review tells of 12 trials."),
        ("Immune therapy of leukemia", "Trials of drug A are reviewed."),
        ("Immune therapy of leukemia", "In this Research Topic seven papers are gathered."),
        ("Editorial: immune therapy of leukemia", "Drug A cured 40%."),
        ("Immune therapy of leukemia: a brief overview", "Drug A cured 40%."),
        ("Immune therapy of leukemia: a review", "Drug A cured 40%."),
        ("Commentary on immune therapy", "Drug A cured 40%."),
        ("Perspectives on immune therapy", "Drug A cured 40%."),
    ],
)
def test_a_paper_that_tells_of_other_papers_is_a_review(title, text):
    assert is_review(abstract(title, text))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Drug A in children", "We treated 40 children with drug A."),
        ("Drug A in children: a retrospective review", "Records of 40 children were read."),
        ("A chart review of drug A in children", "Records of 40 children were read."),
        ("Drug A in children", "We retrospectively reviewed the charts of 40 children; this review spans ten years."),
        ("Drug A: a review of our cases", "Forty patients were enrolled."),
        ("Drug A in children", "Slides were reviewed by two readers."),
        ("Drug A in children", "Cure was seen in 40%."),
        ("", ""),
    ],
)
def test_a_paper_with_patients_of_its_own_is_no_review(title, text):
    assert not is_review(abstract(title, text))


def test_a_place_is_in_the_passage_that_holds_it():
    document = abstract("Drug A", ("RESULTS", "All lived."))
    title, results = document.passages
    assert passage_at(document.passages, 0) is title
    assert passage_at(document.passages, results.span.start) is results
    assert passage_at(document.passages, title.span.end) is None
    assert passage_at(document.passages, len(document.text)) is None


@given(strategies.documents())
def test_every_sentence_of_any_document_has_a_role(document):
    sentences = split_sentences(document.text, document.passages)
    found = sentence_roles(document, sentences)
    assert len(found) == len(sentences)
    assert set(found) <= set(get_args(Role))
    # What says nothing is no review.
    assert not is_review(document) or document.text.strip()
