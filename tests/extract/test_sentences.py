"""Where sentences end, and where a stop ends none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.sentences import sentence_at, split_sentences
from pipeline.schema import Passage, Span


@pytest.mark.parametrize(
    "text",
    [
        "Remission was seen in 78.8% (26/33) of children.",
        "Survival was 0.72 vs. 0.61 at two years.",
        "Survival was longer with A vs. B in adults.",
        "Lopez et al. Found the same.",
        "Lopez et al. 2019 saw the same.",
        "The hazard ratio was 0.43 (95% CI 0.18-1.01) in all.",
        "Toxicity, i.e. Fever, was rare.",
        "Cytokines, e.g. IL-6, rose.",
        "Dr. Kim agreed with J. Smith.",
        "As told by M. Jones, all lived.",
        "See Fig. 2 and Ref. 14 for details.",
        "The dose was approx. 5 units.",
        "It lasted 3 mo. 12 were cured of it all.",
        "Between Jan. 2010 and Dec. 2014 they came.",
        "We saw p = .015 in these.",
        "Bacteroides spp. Were found.",
        "The median was 4.5 months (range, 1.2-9.9 months).",
        "The dose, ca. 15 µg, held.",
        "She wrote of St. Jude children.",
    ],
)
def test_a_stop_inside_a_sentence_ends_nothing(text):
    assert [span.of(text) for span in split_sentences(text)] == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t ", []),
        ("One", ["One"]),
        ("  One.  ", ["One."]),
        ("One was cured. Two were not.", ["One was cured.", "Two were not."]),
        ("Was it safe? It was! All lived.", ["Was it safe?", "It was!", "All lived."]),
        ("OS was 80%. EFS was 60%.", ["OS was 80%.", "EFS was 60%."]),
        ("It was 0.5. 12 died.", ["It was 0.5.", "12 died."]),
        ("Relapse fell. p53 did not.", ["Relapse fell.", "p53 did not."]),
        ("We gave it (at home). All lived.", ["We gave it (at home).", "All lived."]),
        ("All lived (all of them.) None died.", ["All lived (all of them.)", "None died."]),
        ("They said “it works.” We agree.", ["They said “it works.”", "We agree."]),
        ("This is known. [12,15-17] We went on.", ["This is known. [12,15-17]", "We went on."]),
        ("This is known.[3] We went on.", ["This is known.[3]", "We went on."]),
        ("So did Chen et al. However, some died.", ["So did Chen et al.", "However, some died."]),
        (
            "It was seen by Wu et al. [3] In this study, all lived.",
            ["It was seen by Wu et al. [3]", "In this study, all lived."],
        ),
        ("Children took vitamin D. They grew.", ["Children took vitamin D.", "They grew."]),
        ("It was rarer in group A. Group B did worse.", ["It was rarer in group A.", "Group B did worse."]),
        ("It rose. (The rest fell.) All lived.", ["It rose.", "(The rest fell.)", "All lived."]),
        ("It rose. ≥60% did well.", ["It rose.", "≥60% did well."]),
        ("It rose. Überleben zählt.", ["It rose.", "Überleben zählt."]),
        ("A line\nruns on. It ends.", ["A line\nruns on.", "It ends."]),
        ("A paragraph\n\nand another", ["A paragraph", "and another"]),
        ("A paragraph\r\n\r\nand another", ["A paragraph", "and another"]),
        ("List:\n• one of 3\n• two of 3", ["List:", "• one of 3", "• two of 3"]),
        ("Text\n## Results\nAll lived.", ["Text", "## Results\nAll lived."]),
        ("it ended. and went on.", ["it ended. and went on."]),
    ],
)
def test_a_text_is_its_sentences(text, expected):
    assert [span.of(text) for span in split_sentences(text)] == expected


def test_a_heading_that_is_a_passage_of_its_own_stands_alone():
    text = "A trial of drug A RESULTS: All lived. None died."
    passages = [Passage("title", Span(0, 17)), Passage("abstract", Span(18, len(text)), "RESULTS")]
    assert [span.of(text) for span in split_sentences(text, passages)] == [
        "A trial of drug A",
        "RESULTS: All lived.",
        "None died.",
    ]


def test_a_passage_ends_a_sentence_even_without_a_stop():
    text = "drug A in children we gave drug A"
    assert [span.of(text) for span in split_sentences(text, [Passage("title", Span(0, 18))])] == [
        "drug A in children",
        "we gave drug A",
    ]


FRAGMENTS = [
    *("One died. ", "vs. ", "et al. ", "0.5", "95% CI 0.18-1.01", "i.e. ", "J. ", "12 ", "p < ", "A", "(a.) ", "[12] "),
    *("\n", "\n\n", "\r\n", "• ", "# ", "1. Two", "Results: ", "? ", "! ", " ", ".", "…", "”", "é"),
    *("\u00a0", "\u2028", "\x1c"),
]
writing = st.text() | st.lists(st.sampled_from(FRAGMENTS)).map("".join)


@st.composite
def divided(draw):
    """A text with passages anywhere in it."""
    text = draw(writing)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    return text, [Passage("abstract", Span(*pair)) for pair in pairwise(cuts)]


@given(divided())
def test_sentences_follow_one_another_and_hold_every_word(given_text):
    text, passages = given_text
    sentences = split_sentences(text, passages)
    end, between = 0, []
    for span in sentences:
        assert end <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        between.append(text[end : span.start])
        end = span.end
    assert not "".join([*between, text[end:]]).strip()


@given(divided())
def test_no_sentence_crosses_from_one_passage_into_the_next(given_text):
    text, passages = given_text
    for sentence in split_sentences(text, passages):
        for passage in passages:
            edges = {passage.span.start, passage.span.end}
            assert not any(sentence.start < edge < sentence.end for edge in edges)


@given(divided())
def test_a_place_belongs_to_the_sentence_that_holds_it(given_text):
    text, passages = given_text
    sentences = split_sentences(text, passages)
    for number, span in enumerate(sentences):
        assert sentence_at(sentences, span.start) == number
        assert sentence_at(sentences, span.end - 1) == number
    assert sentence_at(sentences, 0) == (0 if sentences and sentences[0].start == 0 else -1)
