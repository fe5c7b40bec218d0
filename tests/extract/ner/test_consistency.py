"""The same words name the same thing throughout a document."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.ner import named_elsewhere, without_slips
from pipeline.schema import Concept, Mention, Span

PAIN = Concept("MESH:D010146", "Pain", "disease")


def marked(text, words, *which, source="encoder", kind="disease"):
    """The mentions of words at some of their places, counted from 0."""
    places, at = [], text.find(words)
    while at >= 0:
        places.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return [Mention(places[each], words, kind, (PAIN,), source=source, states=("relapsed",)) for each in which]


@pytest.mark.parametrize(
    ("text", "which", "added"),
    [
        ("pain, pain, pain", (0, 1), [12]),
        ("pain, pain", (0,), [6]),
        ("pain, pain, pain", (0,), []),
        ("pain, painful, Pain, spain", (0,), []),
        ("pain, pain", (0, 1), []),
        # `pain-275` is called otherwise.
        ("pain, pain-275", (0,), []),
        ("pain, pain-free", (0,), [6]),
    ],
)
def test_words_that_are_named_mostly_are_named_everywhere(text, which, added):
    found = named_elsewhere(text, marked(text, "pain", *which))
    assert [mention.span.start for mention in found] == added
    assert all(mention.surface == "pain" and mention.concepts == (PAIN,) and not mention.states for mention in found)


def test_what_is_named_otherwise_stays():
    text = "pain, back pain, pain, pain"
    other = Mention(Span(6, 15), "back pain", "disease", (PAIN,))
    assert [each.span.start for each in named_elsewhere(text, [*marked(text, "pain", 0, 2), other])] == [23]


@pytest.mark.parametrize("kind", ["therapy", "measure", "other"])
def test_what_the_context_decides_is_not_carried_over(kind):
    text = "OS, OS"
    assert named_elsewhere(text, marked(text, "OS", 0, source="lexicon", kind=kind)) == []


def test_the_longer_words_come_first():
    text = "back pain, pain, back pain"
    found = named_elsewhere(text, [*marked(text, "back pain", 0), *marked(text, "pain", 1)])
    assert [mention.surface for mention in found] == ["back pain"]


@pytest.mark.parametrize(
    ("source", "which", "kept"),
    [("encoder", (0,), 0), ("encoder", (0, 1), 2), ("spacy", (0,), 0), ("lexicon", (0,), 1), ("pubtator", (0,), 1)],
)
def test_a_mark_at_few_of_many_places_is_a_slip(source, which, kept):
    text = "pain, pain, pain, pain"
    assert len(without_slips(text, marked(text, "pain", *which, source=source))) == kept


@given(st.text("ab ", max_size=30), st.integers(0, 3))
def test_what_is_added_stands_in_the_text_and_overlaps_nothing(text, number):
    words = [Span(at, at + 2) for at in range(len(text) - 1) if text[at : at + 2] == "ab"][:number]
    mentions = [Mention(span, "ab", "disease") for span in words]
    every = sorted([*mentions, *named_elsewhere(text, mentions)], key=lambda mention: mention.span)
    assert all(mention.span.of(text) == mention.surface for mention in every)
    assert all(one.span.end <= other.span.start for one, other in pairwise(every))
