"""The nouns: where a thing stands, and how what was refused is told."""

from __future__ import annotations

import pytest
from hypothesis import given

from pipeline.errors import UnknownFormat, UnknownName
from pipeline.schema import Reject, Span
from tests import strategies


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (3, 2), (-2, -1)])
def test_what_ends_before_its_start_or_begins_before_the_text_is_no_span(start, end):
    with pytest.raises(ValueError, match=rf"not a span: {start}\.\.{end}"):
        Span(start, end)


@given(strategies.spans(), strategies.spans())
def test_spans_are_sets_of_places(one, other):
    mine, yours = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert len(one) == len(mine)
    assert one.cover(other) == other.cover(one)
    assert one.cover(other).contains(one)
    assert one.cover(other).contains(other)
    if mine and yours:
        assert one.overlaps(other) == bool(mine & yours)
        assert one.contains(other) == (yours <= mine)


def test_a_span_covers_code_points():
    assert Span(1, 3).of("\U0001f600é\u0301x") == "é\u0301"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "a.txt: it is empty"),
        ({"line": 3}, "a.txt:3: it is empty"),
        ({"line": 3, "expected": "x", "actual": "y\n"}, "a.txt:3: it is empty (expected 'x', found 'y\\n')"),
        ({"expected": "x"}, "a.txt: it is empty (expected 'x', found None)"),
    ],
)
def test_a_reject_and_an_error_of_a_file_are_told_alike(fields, told):
    assert str(Reject("a.txt", "file", "it is empty", **fields)) == told
    assert str(UnknownFormat("it is empty", source="a.txt", **fields)) == told


def test_an_unknown_name_without_near_ones_says_no_more():
    assert str(UnknownName("x", "gene")) == "no gene is known as 'x'"
