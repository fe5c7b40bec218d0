"""Where the words of a phrase stand in the text that tells them."""

import pytest

from pipeline.extract.findings.phrases import last_place
from pipeline.schema import Span

TEXT = "Bone pain, bone\npain or bone\x1f pain (12%)"


@pytest.mark.parametrize(
    ("start", "end", "phrase", "place"),
    [
        (0, 10, "Bone pain", Span(0, 9)),
        # Broken over two lines, or by a character that is none.
        (0, 21, "bone pain", Span(11, 20)),
        (0, len(TEXT), "bone pain", Span(24, 34)),
        # Beyond the stretch, and nowhere.
        (0, 19, "bone pain", None),
        (0, len(TEXT), "fever", None),
        # The words, not a pattern.
        (0, len(TEXT), "(12%)", Span(35, 40)),
    ],
)
def test_a_phrase_is_placed_where_it_stands_last(start, end, phrase, place):
    assert last_place(TEXT, start, end, phrase) == place
