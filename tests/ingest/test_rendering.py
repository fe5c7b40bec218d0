"""Text on one line, however its source breaks it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.rendering import one_line

_RUNS = re.compile("[ \t\r\n\f\v\u00a0\u2028\u2029\u0085]+")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" a b ", "a b"),
        ("a  b", "a b"),
        ("a\n\t b\u00a0c", "a b c"),
        ("a\u2009b", "a\u2009b"),
        (" \n ", ""),
        ("", ""),
    ],
)
def test_runs_of_white_space_become_one_space(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text(alphabet="ab \t\n\u00a0\u2009\u0085", max_size=12) | st.text(max_size=12))
def test_the_quick_way_says_what_the_plain_one_would(text: str) -> None:
    assert one_line(text) == _RUNS.sub(" ", text).strip(" ")
