"""Words that are marked as an outcome's are told under the code that a lexicon has for them, where they say no more."""

from types import SimpleNamespace

import pytest

from pipeline.extract.findings.known_names import known_name
from pipeline.extract.findings.measures import MeasureMention
from pipeline.schema import Span


def named(text, words, *measures):
    """The code under which some words of a text are told, with the measures that a lexicon names in it."""
    known = [MeasureMention(_place(text, name), code, name, state=state) for name, code, state in measures]
    found = known_name(SimpleNamespace(folded=text, measures=tuple(known)), _place(text, words))
    return found and found.code


def _place(text, words):
    return Span(text.index(words), text.index(words) + len(words))


PCR = ("pCR", "CR", False)
RECURRENCE = ("recurrence", "RELAPSE", False)


@pytest.mark.parametrize(
    ("text", "words", "measures", "code"),
    [
        ("the pCR rate in the arm", "pCR rate in the", [PCR], "CR"),
        ("had a first recurrence event", "first recurrence event", [RECURRENCE], "RELAPSE"),
        ("more neutropenic sepsis", "more neutropenic sepsis", [("neutropenic sepsis", "AE", False)], "AE"),
        ("fear of recurrence", "fear of recurrence", [RECURRENCE], None),
        ("recurrence or death", "recurrence or death", [RECURRENCE, ("death", "DEATH", False)], None),
        ("patients with recurrence", "recurrence", [("recurrence", "RELAPSE", True)], None),
        ("quality of life", "quality of life", [("quality of life", "OTHER", False)], None),
        ("sleep and recurrence", "sleep", [RECURRENCE], None),
    ],
)
def test_words_that_name_one_measure_and_no_more_are_that_measure(text, words, measures, code):
    assert named(text, words, *measures) == code
