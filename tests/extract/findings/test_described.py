"""Therapies that no lexicon names: marks under one name each, and what of them counts for a therapy of the lexicons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.findings.received.described import is_alike, read_marks, words_of
from pipeline.extract.ner import Recognised
from pipeline.schema import Concept, Mention, Span

EXERCISE = Concept("evigraph:exercise", "exercise", "therapy")
TEXT = (
    "A nursing telephone intervention (NTI) or exercise for fatigue. Water exercise was given as well. Fatigue fell by "
    "12% with the telephone interventions and by 3% with NTI; the new early coaching programme (weekly) came later."
)


def marks(*surfaces, score=0.9):
    found = []
    for surface in surfaces:
        words, _, time = surface.partition("@")
        at = -1
        for _ in range(int(time or 1)):
            at = TEXT.index(words, at + 1)
        found.append(Recognised(Span(at, at + len(words)), "intervention", score, "interventions"))
    return found


def exercise(*times):
    return [
        Mention(mark.span, "exercise", "therapy", (EXERCISE,))
        for mark in marks(*(f"exercise@{time}" for time in times))
    ]


def read(found, mentions=()):
    return read_marks(TEXT, found, mentions, {"NTI": "nursing telephone intervention"})


def test_one_therapy_has_one_name_whatever_it_is_called():
    told = read(marks("nursing telephone intervention", "NTI@2", "telephone interventions"))
    assert {mention.concepts[0] for mention in told.described} == {
        Concept("text:nursing-telephone-intervention", "nursing telephone intervention", "therapy")
    }
    assert [mention.surface for mention in told.described] == [
        "nursing telephone intervention", "NTI", "telephone interventions", "NTI",
    ]  # fmt: skip
    assert told.of["text:nursing-telephone-intervention"].times == 3


def test_a_mark_of_what_a_lexicon_names_counts_for_that():
    told = read(marks("exercise"), exercise(1))
    assert told.described == ()
    assert (told.of[EXERCISE.id].times, told.of[EXERCISE.id].sure) == (1, 90)


def test_a_longer_name_around_one_of_a_lexicon_is_a_therapy_of_its_own():
    told = read(marks("Water exercise"), exercise(1, 2))
    assert [mention.concepts[0].name for mention in told.described] == ["water exercise"]
    assert told.of["text:water-exercise"].around
    assert (told.of[EXERCISE.id].times, told.of[EXERCISE.id].within) == (0, 1)


def test_a_mark_is_of_whole_words_and_of_one_line():
    text = "Pen-and-paper forms\n\nBACKGROUND"
    found = [Recognised(Span(*span), "intervention", 0.8, "interventions") for span in ((4, 7), (0, 31))]
    told = read_marks(text, found, [], {})
    assert {mention.surface for mention in told.described} == {"Pen-and-paper forms"}
    assert sum(marked.times for marked in told.of.values()) == 2


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        # A mark of a lexicon's therapy is one, whatever is told with it.
        ("A placebo-controlled trial", "placebo", None),
        ("Given placebo 120 mg daily", "placebo 120 mg", None),
        ("The placebo group", "placebo group", None),
        # What a word tells of something else is no name.
        ("A web-based course", "web", None),
        ("A web-based course", "web-based course", "web-based course"),
        ("Beneficial effects of warm baths", "Beneficial effects of warm baths", "warm baths"),
        ("The small-sided game group ran", "sided game group", "small-sided game"),
    ],
)
def test_what_is_told_of_a_therapy_is_none_of_its_name(text, mark, expected):
    found = [Recognised(Span(text.index(mark), text.index(mark) + len(mark)), "intervention", 0.9, "interventions")]
    placebo = Concept("evigraph:placebo", "placebo", "therapy")
    at = text.find("placebo")
    named = [Mention(Span(at, at + 7), "placebo", "therapy", (placebo,))] if at >= 0 else []
    told = read_marks(text, found, named, {})
    assert [mention.concepts[0].name for mention in told.described] == ([expected] if expected else [])
    assert (placebo.id in told.of) is bool(named)


def test_what_joins_two_therapies_is_no_third():
    text = "Lumpectomy followed by radiotherapy (LRT) or LRT alone"
    named = [
        Mention(Span(0, 10), "Lumpectomy", "therapy", (Concept("evigraph:bcs", "lumpectomy", "therapy"),)),
        Mention(Span(23, 35), "radiotherapy", "therapy", (Concept("evigraph:rt", "radiotherapy", "therapy"),)),
    ]
    found = [Recognised(Span(*span), "intervention", 0.9, "interventions") for span in ((0, 35), (45, 48))]
    told = read_marks(text, found, named, {"LRT": "Lumpectomy followed by radiotherapy"})
    assert told.described == ()
    assert [told.of[id].times for id in ("evigraph:bcs", "evigraph:rt")] == [2, 2]


def test_one_word_is_a_part_of_the_one_longer_name_that_has_it():
    text = "A thoracic paravertebral block, then thoracic and sham block"
    found = [Recognised(Span(*span), "intervention", 0.9, "interventions") for span in ((2, 30), (37, 45))]
    told = read_marks(text, found, [], {})
    assert {mention.concepts[0].name for mention in told.described} == {"thoracic paravertebral block"}
    # Of two longer names it is neither's.
    found += [Recognised(Span(50, 60), "intervention", 0.9, "interventions")]
    told = read_marks(text, [*found, Recognised(Span(55, 60), "intervention", 0.9, "interventions")], [], {})
    assert len({mention.concepts[0].name for mention in told.described}) == 2


def test_what_patients_had_or_became_was_not_given():
    fatigue = Mention(Span(TEXT.index("fatigue"), TEXT.index("fatigue") + 7), "fatigue", "adverse_event", (EXERCISE,))
    assert read(marks("fatigue"), [fatigue]).described == ()
    outcome = read_marks(TEXT, marks("early coaching"), [], {}, lambda name: name == "early coaching")
    assert outcome.described == ()


@pytest.mark.parametrize("surface", ["12%", "by", "Water exercise was given as well. Fatigue fell by 12% with"])
def test_numbers_small_words_and_sentences_are_no_names(surface):
    assert read(marks(surface)).described == ()


def test_what_stands_before_and_behind_a_name_is_none_of_it():
    told = read(marks("the new early coaching programme (weekly"))
    assert [mention.surface for mention in told.described] == ["early coaching programme"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("telephone interventions", "nursing telephone intervention", True),
        ("exercise", "water exercise", True),
        ("exercise", "supervised home water exercise", False),
        ("the treatment", "treatment", False),
        ("curry meal", "control meal", False),
    ],
)
def test_names_are_alike_where_one_has_all_words_of_the_other(one, other, alike):
    assert is_alike(words_of(one), words_of(other)) is is_alike(words_of(other), words_of(one)) is alike


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.floats(0, 1)), max_size=8))
def test_whatever_is_marked_stands_where_it_is_said_to(found):
    spans = [(min(a, b), max(a, b), score) for a, b, score in found if a != b]
    told = read(
        [Recognised(Span(a, b), "intervention", score, "interventions") for a, b, score in spans], exercise(1, 2)
    )
    assert all(mention.span.of(TEXT) == mention.surface for mention in told.described)
    assert {mention.concepts[0].id for mention in told.described} <= set(told.of)
    assert all(0 <= marked.sure <= 100 for marked in told.of.values())


def test_a_short_form_within_a_name_is_written_out():
    text = "Intracranial pressure (ICP) was watched. ICP monitoring was given to 40 patients."
    at = text.index("ICP monitoring")
    found = read_marks(
        text,
        [Recognised(Span(at, at + len("ICP monitoring")), "intervention", 0.9, "interventions")],
        (),
        {"ICP": "intracranial pressure"},
    )
    assert {mention.concepts[0].name for mention in found.described} == {"intracranial pressure monitoring"}
    assert [mention.span.of(text) for mention in found.described] == ["ICP monitoring"]
