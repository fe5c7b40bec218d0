"""Languages by name and code."""

from __future__ import annotations

import pytest

from pipeline.ingest.ris.languages import language_code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("English", "eng"),
        ("eng", "eng"),
        ("EN", "eng"),
        ("en-US", "eng"),
        ("German; English", "ger"),
        ("Klingon", None),
        ("", None),
        (None, None),
    ],
)
def test_the_code_of_a_language(words, code):
    assert language_code(words) == code
