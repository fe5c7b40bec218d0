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
        # What the brackets of one value name, those of the next hold as well.
        (
            "Pain fell by 2.7 attacks (SD 2.4) with blinatumomab, and by 4.4 attacks (3.2) with chemotherapy.",
            [(2.7, "attacks", 2.4, "sd", "blinatumomab"), (4.4, "attacks", 3.2, "sd", "chemotherapy")],
        ),
        # Not those of another kind.
        (
            "With blinatumomab the pain score was 22.8 (SD 3.9), with chemotherapy it was 17.1 [4.2].",
            [
                (22.8, None, 3.9, "sd", "blinatumomab"),
                (17.1, None, None, None, "chemotherapy"),
                (4.2, None, None, None, "chemotherapy"),
            ],
        ),
        (
            "The median (IQR) pain score was 9.9 (6.1-14.4) with blinatumomab and 2.4 (0.2-4.6) with chemotherapy.",
            [(9.9, None, 6.1, "iqr", "blinatumomab"), (2.4, None, 0.2, "iqr", "chemotherapy")],
        ),
        (
            "The median (IQR) pain score was 9.9 (6.1-14.4), and the hazard ratio for pain was 0.8 (0.6-0.9).",
            [(9.9, None, 6.1, "iqr", None), (0.8, None, None, None, "Blinatumomab")],
        ),
        (
            "The median (range) pain score was 9.9 (6.1-14.4) with blinatumomab.",
            [(9.9, None, 6.1, "range", "blinatumomab")],
        ),
        # What the bounds of one value are, those of the next are too; of whole numbers where they hold it.
        (
            "The median time to pain was 18 days (IQR 14-28) with blinatumomab and 28 days (21-35) with chemotherapy.",
            [(18, "days", 14, "iqr", "blinatumomab"), (28, "days", 21, "iqr", "chemotherapy")],
        ),
        (
            "The median time to pain was 18 days (IQR 14-28) with blinatumomab and 28 days (11-12) with chemotherapy.",
            [(18, "days", 14, "iqr", "blinatumomab"), (28, "days", None, None, "chemotherapy")],
        ),
        (
            "The median pain score was 3.2 (range 1.1-4.0) with blinatumomab and 2.8 (1.0-3.9) with chemotherapy.",
            [(3.2, None, 1.1, "range", "blinatumomab"), (2.8, None, 1.0, "range", "chemotherapy")],
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


def test_an_interval_tells_what_the_bounds_of_the_next_value_are(extractor):
    sentence = "Median survival was 18 months (95% CI 14-28) with blinatumomab and 28 months (21-35) with chemotherapy."
    found = found_in_trial(extractor, sentence)
    assert [(row.value, row.ci_low, row.ci_high, row.ci_level) for row in found] == [(18, 14, 28, 95), (28, 21, 35, 95)]
