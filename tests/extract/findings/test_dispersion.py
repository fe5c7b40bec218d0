"""Numbers in brackets that a heading tells to be dispersions."""

import pytest

from tests.extract.rows import found_in_trial


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The mean (SD) age was 39.8 (12.2) years.", [(39.8, "years", 12.2, "sd", None)]),
        (
            "The mean (SD) pain score was 22.8 (3.9) with blinatumomab and 17.1 (4.2) with chemotherapy.",
            [(22.8, None, 3.9, "sd", "blinatumomab"), (17.1, None, 4.2, "sd", "chemotherapy")],
        ),
        (
            "The mean (standard error) pain score was 22.8 [3.9] with blinatumomab.",
            [(22.8, None, 3.9, "se", "blinatumomab")],
        ),
        # Without a heading the brackets hold a figure of their own.
        (
            "The pain score was 22.8 (3.9) with blinatumomab.",
            [(22.8, None, None, None, None), (3.9, None, None, None, "blinatumomab")],
        ),
    ],
)
def test_a_heading_tells_what_the_brackets_hold(sentence, expected, extractor):
    found = found_in_trial(extractor, sentence)
    assert [(row.value, row.unit, row.low, row.spread, row.group) for row in found] == expected
