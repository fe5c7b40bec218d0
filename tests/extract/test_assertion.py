"""What a sentence affirms, negates or only supposes: the marked words, and how each is told."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.assertion import assertions
from pipeline.extract.nlp import judge
from pipeline.schema import Mention, Span

MARK = re.compile(r"<(.+?)>")


def judged(marked):
    """The assertions of the words between angle brackets."""
    text, spans, end = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[end : match.start()]
        spans.append(Span(len(text), len(text) + len(match[1])))
        text, end = text + match[1], match.end()
    text += marked[end:]
    return assertions(text, Span(0, len(text)), spans)


@pytest.mark.parametrize(
    "marked",
    [
        "No <seizures> were seen.",
        "There were no cases of severe <neurotoxicity>.",
        "None of the children had <cytokine release syndrome>.",
        "All lived without <relapse>.",
        "Children without <fever> went home.",
        "They were free of <leukemia> at one year.",
        "Marrows were negative for <blasts>.",
        "It did not cause <anemia>.",
        "<Graft failure> was not observed.",
        "<Sepsis> did not occur.",
        "<Veno-occlusive disease> was absent.",
        "Neither <rash> nor <itching> was told of.",
        "An absence of <toxicity> was striking.",
        "There was a lack of <response>.",
        "Infection was never due to <aspergillus>.",
        "There was no <fever> or <rash>.",
    ],
)
def test_a_negated_name_is_negated(marked):
    assert set(judged(marked)) == {"negated"}


@pytest.mark.parametrize(
    "marked",
    [
        "It may cause <seizures>.",
        "Children at risk for <relapse> were watched.",
        "The risk of <infection> is unknown.",
        "Whether <blinatumomab> helps is unclear.",
        "This was done to prevent <neurotoxicity>.",
        "We set out to evaluate <blinatumomab>.",
        "A trial to assess <CAR-T cells> is needed.",
        "Suspected <sepsis> was treated.",
        "A potential <toxicity> is feared.",
        "It could worsen <anemia>.",
        "If <fever> sets in, stop.",
        "Prevention of <relapse> matters.",
    ],
)
def test_a_name_only_supposed_is_hypothetical(marked):
    assert set(judged(marked)) == {"hypothetical"}


@pytest.mark.parametrize(
    "marked",
    [
        "Three children had <seizures>.",
        "<Neutropenia> was common.",
        "There was no difference in <infection> between the groups.",
        "No significant difference in <relapse> was found.",
        "It was not inferior to <chemotherapy>.",
        "Not only <fever> but also <rash> was seen.",
        "Children who relapsed had <fever>.",
        "The note speaks of <snow fever>.",
        "",
    ],
)
def test_a_name_told_as_fact_is_affirmed(marked):
    assert set(judged(marked)) <= {"affirmed"}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("No <deaths> were seen, but <fever> was common.", ["negated", "affirmed"]),
        ("Without <rash>; <fever> in two.", ["negated", "affirmed"]),
        ("<Fever> was common, no <rash> was seen.", ["affirmed", "negated"]),
        ("No <rash> (one child had <fever>) was seen.", ["negated", "affirmed"]),
        ("No child had <rash>, one patient had <fever>.", ["negated", "affirmed"]),
        ("It may cause <rash>, although no <fever> was seen.", ["hypothetical", "negated"]),
        ("No <rash> was seen, whereas <fever> struck all.", ["negated", "affirmed"]),
        ("<Fever> was seen; <rash> was not observed.", ["affirmed", "negated"]),
        ("We asked whether no <rash> would follow.", ["negated"]),
    ],
)
def test_a_cue_reaches_to_the_end_of_its_clause(marked, expected):
    assert judged(marked) == expected


def test_a_cue_reaches_no_further_than_some_words():
    assert judged("No one who ever stood in that long hall thought that there would one day be <fever>.") == [
        "affirmed"
    ]


def test_a_cue_never_reaches_into_the_next_sentence():
    text = "There was none. Fever came."
    fever = Mention(Span(16, 21), "Fever", "adverse_event")
    (found,) = judge(text, [Span(0, 15), Span(16, 27)], [fever])
    assert found.assertion == "affirmed"


FRAGMENTS = [
    "no ",
    "may ",
    "without ",
    "not observed",
    "but ",
    "; ",
    ", a ",
    "(",
    ")",
    "fever ",
    "whether ",
    "\n",
    "no difference",
]


@given(st.text() | st.lists(st.sampled_from(FRAGMENTS)).map("".join), st.data())
def test_any_span_of_any_sentence_has_one_assertion(text, data):
    places = st.integers(0, len(text))
    spans = [Span(*sorted(pair)) for pair in data.draw(st.lists(st.tuples(places, places), max_size=3))]
    found = assertions(text, Span(0, len(text)), spans)
    assert len(found) == len(spans)
    assert set(found) <= {"affirmed", "negated", "hypothetical"}
