"""What part each sentence plays, and which papers only tell of others."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given

from pipeline.extract.sections import (
    ROLES,
    Role,
    SectionModel,
    heading_role,
    heading_roles,
    is_review,
    passage_at,
    sentence_roles,
)
from pipeline.extract.sections.model import UNIT
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
        ("MEASUREMENTS AND MAIN RESULTS", "results"),
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
        ("Main outcome measures", "methods"),
        ("Main outcomes and measures", "methods"),
        ("CONCLUSIONS", "conclusions"),
        ("Interpretation", "conclusions"),
        ("Discussion", "discussion"),
        ("Trial registration", "other"),
        ("Funding", "other"),
        ("Keywords", "other"),
        ("Electronic supplementary material", "other"),
        ("Level of evidence", "other"),
        ("ClinicalTrials.gov identifier", "other"),
        ("Dutch trial register", "other"),
        ("Ethics and dissemination", "other"),
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
    ("label", "expected"),
    [
        ("METHODS", {"methods"}),
        ("METHODS AND RESULTS", {"methods", "results"}),
        ("Methodology/Principal Findings", {"methods", "results"}),
        ("Background & Aims", {"background", "objective"}),
        ("Interventions and outcomes", {"methods"}),
        ("Conclusions, interpretation", {"conclusions"}),
        ("Funding and ethics", {"other"}),
        ("Chapter 3", set()),
    ],
)
def test_a_label_may_name_several_roles(label, expected):
    assert heading_roles(label) == expected


def test_in_an_unlabelled_abstract_the_model_says_it():
    told = [
        ("Acute leukemia is the most common cancer of children, and relapse remains hard to treat.", "background"),
        ("The aim of this study was to evaluate drug A in children with relapsed leukemia.", "objective"),
        ("Between 2010 and 2015, children with a relapse were randomly assigned to drug A or placebo.", "methods"),
        ("The primary end point was overall survival.", "methods"),
        ("Remission was seen in 30 of 40 children (75%) with drug A and in 12 of 41 (29%) with placebo.", "results"),
        ("Fever occurred in 12% of the children (p < 0.001).", "results"),
        ("Drug A prolongs survival and may become a new standard of care for these children.", "conclusions"),
        ("This trial was registered at ClinicalTrials.gov as NCT00000001.", "other"),
    ]
    assert roles(abstract(None, " ".join(sentence for sentence, _ in told))) == told


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        # A rate of the past that opens an abstract is none of the study's own.
        (
            "Cure of relapsed leukemia is rare, and only 20% of children survive for 5 years. "
            "The aim of this study was to find out whether drug A prolongs survival. "
            "Forty children received drug A. "
            "The 5-year survival was 60%. "
            "Drug A is effective and should be studied further.",
            ["background", "objective", "results", "results", "conclusions"],
        ),
        # In doubt, numbers in words are numbers.
        (
            "Fifteen children in complete remission after drug A underwent transplantation. "
            "Fourteen of the 15 children (93.3%) were alive at the last follow-up.",
            ["results", "results"],
        ),
        # Without any context a figure is a result.
        ("Remission was seen in 60%.", ["results"]),
        # A plan is no result.
        (
            "Relapse of leukemia remains a major problem. "
            "Children will be randomised to receive drug A or usual care. "
            "The primary outcome will be survival at 12 months.",
            ["background", "methods", "methods"],
        ),
    ],
)
def test_the_model_tells_the_parts_of_short_abstracts_too(sentences, expected):
    assert roles_only(sentences) == expected


@pytest.mark.parametrize(
    ("lead", "expected"),
    [(UNIT, "results"), (2 * UNIT - 1, "results"), (2 * UNIT, "methods")],
)
def test_in_doubt_a_sentence_with_figures_tells_results(lead, expected):
    text = "It was 5. It was so."
    points = np.zeros((1, len(ROLES)), dtype=np.int64)
    points[0, ROLES.index("methods")] = lead
    nothing = np.zeros((len(ROLES), len(ROLES)), dtype=np.int64)
    weights = np.zeros((3, 2, len(ROLES)), dtype=np.int64)
    weights[0, 1] = points
    model = SectionModel({"w:it": 1}, weights, nothing, nothing[0], nothing[0])
    found = sentence_roles(
        Document("file:x", text, (Passage("abstract", Span(0, len(text))),)), split_sentences(text), model
    )
    assert found == [expected, "methods"]


def test_in_a_text_too_long_for_an_abstract_no_figure_is_lost():
    plan = "Children will be randomised to drug A or usual care for 12 months."
    assert set(roles_only(" ".join([plan] * 5))) == {"methods"}
    assert set(roles_only(" ".join([plan] * 61))) == {"results"}


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


def test_a_caption_among_the_results_tells_results():
    parts = [("Methods", "section"), ("Fig 1", "other"), ("Results", "section"), ("Figure 2", "other")]
    parts += [("Acknowledgements", "other"), ("Discussion", "section"), ("Figure 3", "other")]
    text, passages, sentences = "", [], []
    for heading, kind in parts:
        place = Span(len(text), len(text) + len("Relapse was seen in 5%. "))
        text += "Relapse was seen in 5%. "
        passages.append(Passage(kind, place, heading))
        sentences.append(place)
    document = Document("file:paper", text, tuple(passages), "", "text")
    expected = ["methods", "other", "results", "results", "other", "discussion", "other"]
    assert sentence_roles(document, sentences) == expected
