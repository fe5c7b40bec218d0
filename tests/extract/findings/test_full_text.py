"""What a full text tells over several sentences: parts of the study, marks of references, cited studies."""

import pytest

from tests.extract.builders import record
from tests.extract.rows import TITLE, as_rows, row

METHODS = ("METHODS", "We treated 40 children with blinatumomab.")


def found_under(extractor, *sections):
    """What is found in the last of some sections of a paper on a study of one group."""
    extraction = extractor.extract(record(TITLE, METHODS, *sections))
    return [finding for finding in extraction.findings if finding.section == sections[-1][0]]


def test_a_share_in_brackets_is_no_mark_of_a_reference(extractor):
    found = found_under(
        extractor,
        (
            "BACKGROUND",
            "Relapse is common (1). Few are cured (2, 3). Cure is rare (4). Many die (5). It recurs (7).",
        ),
        ("RESULTS", "The remission rate was 75% (30/40) and the DFS was 70% (28/40)."),
    )
    expected = [
        row("CR", "75% (30/40)", "proportion", 75, events=30, total=40),
        row("DFS", "70% (28/40)", "survival", 70, events=28, total=40),
    ]
    assert as_rows(found, expected) == expected


PARTS = {
    "a count with its share says of how many it is a part": (
        [
            (
                "RESULTS",
                "Sixteen children underwent transplantation. Viral infection occurred in four children (25%).",
            )
        ],
        [
            row("HSCT", "Sixteen children", "count", events=16, filled=40),
            row(
                "AE",
                "four children (25%)",
                "proportion",
                25,
                events=4,
                filled=16,
                group="underwent transplantation",
                measure_text="Viral infection",
            ),
        ],
    ),
    "a share of the whole study stays one": (
        [("RESULTS", "Sixteen children underwent transplantation. Viral infection occurred in ten children (25%).")],
        [
            row("HSCT", "Sixteen children", "count", events=16, filled=40),
            row("AE", "ten children (25%)", "proportion", 25, events=10, filled=40),
        ],
    ),
    "shares that may be of either are of the whole study": (
        [
            (
                "RESULTS",
                "Thirty-eight children underwent transplantation. Viral infection occurred in two children (5%).",
            )
        ],
        [
            row("HSCT", "Thirty-eight children", "count", events=38, filled=40),
            row("AE", "two boys (5%)", "proportion", 5, events=2, filled=40),
        ],
    ),
    "a section headed by what a part received tells of that part": (
        [
            (
                "Results > Transplantation",
                (
                    "Sixteen children underwent transplantation. Neutrophil engraftment was reached after a median of"
                    " 14 days (range, 9-31)."
                ),
            )
        ],
        [
            row("HSCT", "Sixteen children", "count", events=16, filled=40),
            row(
                "ENGRAFTMENT",
                "14 days (range, 9-31)",
                "median",
                14,
                unit="days",
                spread=("range", 9, 31),
                group="underwent transplantation",
            ),
        ],
    ),
    "but none that a heading sets against others": (
        [
            (
                "Results > Transplantation versus none",
                (
                    "Sixteen children underwent transplantation. Neutrophil engraftment was reached after a median of"
                    " 14 days (range, 9-31)."
                ),
            )
        ],
        [
            row("HSCT", "Sixteen children", "count", events=16, filled=40),
            row("ENGRAFTMENT", "14 days (range, 9-31)", "median", 14, unit="days", spread=("range", 9, 31)),
        ],
    ),
}


@pytest.mark.parametrize(("sections", "expected"), PARTS.values(), ids=list(PARTS))
def test_figures_further_on_are_of_the_part_that_their_numbers_tell(extractor, sections, expected):
    assert as_rows(found_under(extractor, *sections), expected) == expected
