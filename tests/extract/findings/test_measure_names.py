"""What end points are called that no lexicon names, and figures whose own words name none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.findings.naming import differs_in, is_empty, predicate, widened
from pipeline.schema import Span
from tests.extract.builders import record

TITLE = "Vitamin D versus placebo in older adults: a randomized trial"
ALLOCATED = "Adults were randomly assigned to vitamin D (n = 60) or placebo (n = 60)."


def told(extractor, sentence):
    study = record(TITLE, ("METHODS", ALLOCATED), ("RESULTS", sentence))
    return [row for row in extractor.extract(study).findings if row.measure != "N"]


@pytest.mark.parametrize(
    ("sentence", "name", "whole"),
    [
        ("The mean daily walking time was 41 minutes.", "walking time", "daily walking time"),
        ("The incidence of new vertebral fractures was 4%.", "incidence", "incidence of new vertebral fractures"),
        ("Vitamin D significantly improved serum calcium levels.", "calcium", "serum calcium levels"),
        ("Grip strength fell while resting heart rate rose.", "heart rate", "resting heart rate"),
        ("Falls were fewer in the treated group.", "Falls", "Falls"),
    ],
)
def test_a_name_is_widened_to_its_noun_phrase(sentence, name, whole):
    at = sentence.index(name)
    found = widened(sentence, Span(0, len(sentence)), Span(at, at + len(name)), ())
    assert found.of(sentence) == whole


def test_a_noun_phrase_stops_at_what_is_in_its_way():
    sentence = "Older adults grip strength was 20 kg."
    at = sentence.index("strength")
    found = widened(sentence, Span(0, len(sentence)), Span(at, at + 8), [Span(0, 12)])
    assert found.of(sentence) == "grip strength"


@given(st.text(alphabet="ab of rate%(),.5 ", max_size=60), st.data())
def test_a_widened_name_holds_the_name_and_stays_in_its_sentence(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = widened(text, Span(0, len(text)), Span(start, end), ())
    assert 0 <= found.start <= start <= end <= found.end <= len(text)


@pytest.mark.parametrize(
    ("sentence", "figures", "said"),
    [
        ("In all, 71% (66/93) did not seek advice.", ["71% (66/93)"], "did not seek advice"),
        (
            "Overall 38% of adults in the vitamin group and 55% of adults in the control group required a walking aid.",
            ["38%", "55%"],
            "required a walking aid",
        ),
        ("Of these, 40% of the parents said they were willing to return.", ["40%"], "willing to return"),
        ("In all, 12% of adults who had fallen did not need help.", ["12%"], "did not need help"),
        ("The rate was 12%.", ["12%"], None),
    ],
)
def test_what_the_people_counted_did(sentence, figures, said):
    spans = [Span(sentence.index(f), sentence.index(f) + len(f)) for f in figures]
    assert [predicate(sentence, s.end, len(sentence), spans) for s in spans] == [said] * len(spans)


@pytest.mark.parametrize(
    "phrase",
    [
        "decreased significantly",
        "no significant difference between treatments",
        "the two arms",
        "less in men",
        "grade 3/4",
    ],
)
def test_a_comparison_names_no_end_point(phrase):
    assert is_empty(phrase)
    assert not is_empty("serum calcium")


def test_what_groups_differ_in():
    sentence = "There was no significant difference in walking distance between the groups (p = 0.4)."
    found = differs_in(sentence, 0, sentence.index("(p"))
    assert found is not None
    assert found.of(sentence) == "walking distance"


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        # What it is called.
        ("Ten adults (17%) in the vitamin D group required a walking aid.", ("OTHER", "required a walking aid", 17)),
        ("The prevalence of low bone mass was 22% at one year.", ("OTHER", "prevalence of low bone mass", 22)),
        # A comparison that names nothing is of what groups differ in, or of the sentence's subject.
        (
            "There was no significant difference in walking distance between the groups (p = 0.4).",
            ("OTHER", "walking distance", None),
        ),
        ("Postural sway was less with vitamin D (p = 0.01).", ("OTHER", "Postural sway", None)),
        # A symptom that is measured on a scale counts nobody.
        ("Mean fatigue was -1.4 with vitamin D.", ("OTHER", "Mean fatigue", -1.4)),
        ("Vitamin D was superior to placebo for fatigue (p < 0.001).", ("OTHER", "fatigue", None)),
        ("There was more severe nausea with vitamin D (12%).", ("AE", "severe nausea", 12)),
        # An end point of several events is none of them.
        (
            "Time to new stroke or death was longer with vitamin D (p = 0.02).",
            ("OTHER", "Time to new stroke or death", None),
        ),
        # Ratios of factors are of the one survival named.
        (
            "Men (HR 1.4, 95% CI 1.1-1.8), smokers (HR 1.6, 95% CI 1.2-2.1) and the frail (HR 2.0, 95% CI 1.5-2.6) had "
            "a shorter overall survival.",
            ("OS", "overall survival", 1.4),
        ),
    ],
)
def test_a_figure_is_of_the_end_point_that_its_words_name(plain_extractor, sentence, row):
    rows = told(plain_extractor, sentence)
    assert row in [(each.measure, each.measure_text, each.value) for each in rows]


@pytest.mark.parametrize(
    "sentence",
    [
        "Anemia and nausea were seen in 20% and 10% with vitamin D versus 8% and 4% with placebo.",
        "Anemia and nausea were more frequent with vitamin D (20% vs 8% and 10% vs 4%).",
    ],
)
def test_measures_crossed_with_groups(plain_extractor, sentence):
    rows = {(row.measure_text, row.value) for row in told(plain_extractor, sentence)}
    assert {("Anemia", 20), ("Anemia", 8), ("nausea", 10), ("nausea", 4)} <= rows
