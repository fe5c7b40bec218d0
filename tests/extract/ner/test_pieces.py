"""Word pieces: offsets, shapes, hints; windows; labels and back."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.ner.heads import LABELS
from pipeline.extract.ner.labels import to_labels, to_spans
from pipeline.extract.ner.pieces import HINTS, SHAPES, read_pieces
from pipeline.extract.ner.windows import windows
from pipeline.extract.sentences import split_sentences
from pipeline.schema import Span
from tests.extract.ner.builders import abstract, named, place, shipped_tokenizer

TEXT = "Blinatumomab (28 μg/m²) was given to 23 children with B-ALL. Neutropenia occurred in 3; IL-6 rose."
WORDS = st.lists(
    st.sampled_from(["Blinatumomab", "B-ALL", "IL-6", "μg/m²", "Ångström", "naïve", "中文", "🙂", "(n = 3)", "a", "."]),
    max_size=60,
)


def pieces_of(text, mentions=(), measures=()):
    return read_pieces(text, shipped_tokenizer(), mentions, measures)


def test_pieces_stand_where_their_letters_stand():
    pieces = pieces_of(TEXT)
    words = [
        TEXT[pieces.starts[pieces.words == n][0] : pieces.ends[pieces.words == n][-1]] for n in range(pieces.words[-1])
    ]
    assert words[:4] == ["Blinatumomab", "(", "28", "μg"]
    assert words[-3:] == ["-", "6", "rose"]


def test_a_word_in_capitals_has_another_shape_than_one_in_small_letters():
    upper, lower = pieces_of("ALL of them"), pieces_of("all of them")
    assert upper.ids.tolist() == lower.ids.tolist()
    assert upper.shapes[0] != lower.shapes[0]
    assert upper.shapes[1:].tolist() == lower.shapes[1:].tolist()


def test_hints_say_what_the_lexicons_name_and_where_it_begins():
    mention = named(TEXT, "B-ALL", "disease")
    pieces = pieces_of(TEXT, [mention])
    inside = pieces.within(mention.span)
    begin, further = pieces.hints[inside.start], pieces.hints[inside.start + 1]
    assert begin > 0
    assert further == begin + 1
    assert not np.delete(pieces.hints, np.r_[inside]).any()


def test_a_mention_of_a_type_that_gives_no_hint_gives_none():
    assert not pieces_of(TEXT, [named(TEXT, "B-ALL", "measure")]).hints.any()


def test_a_measure_is_told_by_the_shape():
    plain, told = pieces_of(TEXT), pieces_of(TEXT, measures=[place(TEXT, "Neutropenia")])
    assert (plain.shapes != told.shapes).sum() == (plain.within(place(TEXT, "Neutropenia")).stop) - (
        plain.within(place(TEXT, "Neutropenia")).start
    )


def test_a_text_without_words_has_no_pieces():
    assert len(pieces_of("")) == len(pieces_of(" \n ")) == 0


@given(WORDS)
def test_numbers_stay_within_the_tables_of_the_encoder(words):
    text = " ".join(words)
    pieces = pieces_of(text, measures=[Span(0, len(text))] if text else ())
    assert ((pieces.shapes >= 0) & (pieces.shapes < SHAPES)).all()
    assert ((pieces.hints >= 0) & (pieces.hints < HINTS)).all()
    assert (pieces.starts <= pieces.ends).all()
    assert (np.diff(pieces.starts) >= 0).all()


@given(WORDS, st.integers(min_value=3, max_value=40))
def test_windows_hold_every_piece_of_a_sentence_once(words, longest):
    text = " ".join(words)
    pieces = pieces_of(text)
    sentences = split_sentences(text, abstract(text).passages)
    found = list(windows(pieces, sentences, longest))
    assert all(0 < place.stop - place.start <= longest for place in found)
    held = [number for place in found for number in range(place.start, place.stop)]
    within = sorted({n for each in sentences for n in range(pieces.within(each).start, pieces.within(each).stop)})
    assert held == within


@given(WORDS, st.data())
def test_spans_of_whole_words_come_back_from_their_labels(words, data):
    text = " ".join(words)
    pieces = pieces_of(text)
    count = int(pieces.words[-1]) + 1 if len(pieces) else 0
    ends = sorted(data.draw(st.sets(st.integers(0, count), max_size=8)))
    spans = [
        Span(int(pieces.starts[pieces.words == first][0]), int(pieces.ends[pieces.words == last - 1][-1]))
        for first, last in zip(ends[::2], ends[1::2], strict=False)
    ]
    scores = np.eye(LABELS, dtype=np.float32)[to_labels(pieces, spans)]
    assert [span for span, _ in to_spans(pieces, slice(0, len(pieces)), scores)] == spans
