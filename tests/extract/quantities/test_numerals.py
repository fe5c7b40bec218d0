"""Numbers in words: what is written is what is read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.quantities import number, parse_numeral, unit_name
from pipeline.extract.quantities.numerals import NUMERAL

SMALL = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
"""
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety"
ONES, TENS = SMALL.split(), TENS.split()


def below_hundred(value, joint):
    if value < 20:
        return ONES[value]
    tens, ones = divmod(value, 10)
    return TENS[tens] + (joint + ONES[ones] if ones else "")


def spelled(value, joint="-", link=" and "):
    """``806`` as `eight hundred and six`."""
    if value >= 1000:
        thousands, rest = divmod(value, 1000)
        gap = link if rest < 100 else " "
        return f"{below_hundred(thousands, joint)} thousand" + (gap + spelled(rest, joint, link) if rest else "")
    if value >= 100:
        hundreds, rest = divmod(value, 100)
        return f"{ONES[hundreds]} hundred" + (link + below_hundred(rest, joint) if rest else "")
    return below_hundred(value, joint)


@given(st.integers(1, 99_999), st.sampled_from("- "), st.sampled_from([" and ", " "]), st.booleans())
def test_a_number_in_words_is_read_as_written(value, joint, link, capital):
    words = spelled(value, joint, link)
    assert parse_numeral(words.capitalize() if capital else words) == value


@given(
    # `two thousand three hundred` is one thing that the pattern does not take whole.
    st.integers(1, 9_999).filter(lambda value: value < 1000 or value % 1000 < 100 or value % 100),
    st.sampled_from("- "),
    st.sampled_from([" and ", " "]),
)
def test_the_pattern_takes_a_number_in_words_whole(value, joint, link):
    words = spelled(value, joint, link)
    match = re.match(NUMERAL, words + " children", re.IGNORECASE)
    assert match is not None
    assert match[0] == words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("seven", 7),
        ("Eighty-nine", 89),
        ("One hundred fifty", 150),
        ("one hundred and five", 105),
        ("a hundred", 100),
        ("hundred", 100),
        ("twelve hundred", 1200),
        ("two thousand, three hundred and six", 2306),
        ("nineteen thousand", 19_000),
        ("patients", None),
        ("one patient", None),
        ("and", None),
        ("a", None),
        ("", None),
        ("7", None),
    ],
)
def test_words_are_a_number_or_none(words, expected):
    assert parse_numeral(words) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("26", 26.0),
        ("3,180", 3180.0),
        ("0.18", 0.18),
        (".18", 0.18),
        ("+2.5", 2.5),
        ("-2.5", -2.5),
        ("±3", 3.0),
        ("twelve", 12.0),
        ("NE", None),
        ("not reached", None),
    ],
)
def test_a_number_is_read_in_digits_or_words(written, expected):
    assert number(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("yr", "years"),
        ("Years", "years"),
        ("mo", "months"),
        ("mos.", "months"),
        ("d", "days"),
        ("wks", "weeks"),
        ("h", "hours"),
        ("%", "%"),
        (None, None),
    ],
)
def test_a_unit_of_time_has_one_name(written, expected):
    assert unit_name(written) == expected


@given(st.text())
def test_any_words_are_read_without_an_error(words):
    assert parse_numeral(words) is None or parse_numeral(words) >= 0
