"""What a full text tells over several sentences: parts of the study, marks of references, cited studies."""

import pytest

from pipeline.schema import Document, Passage, SourceRecord, Span
from tests.extract.builders import record
from tests.extract.rows import TITLE, as_rows, contrast, row

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
            row("AE", "two children (5%)", "proportion", 5, events=2, filled=40),
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


QUARTILES = ("METHODS", "We treated 40 children with blinatumomab. Data are expressed as medians (P25–P75).")
TOLD_APART = {
    "a p-value told behind both sides is on both rows": (
        (
            "RESULTS",
            (
                "The OS of the 26 children with remission was 96.2% (25/26), and that of the 14 children without"
                " remission was 57.1% (8/14). This difference was statistically significant (p = 0.002)."
            ),
        ),
        [
            row(
                "OS",
                "96.2% (25/26)",
                "survival",
                96.2,
                events=25,
                total=26,
                p_value=0.002,
                group="children with remission",
            ),
            row(
                "OS",
                "57.1% (8/14)",
                "survival",
                57.1,
                events=8,
                total=14,
                p_value=0.002,
                group="children without remission",
            ),
        ],
    ),
    "a hazard ratio has no time, whatever the rates beside it": (
        ("RESULTS", "Transplantation improved survival, with 2-year OS of 80% (HR, 0.62; p = 0.02)."),
        [
            row("OS", "80%", "survival", 80, at=(2, "years")),
            contrast("OS", "HR, 0.62", "hazard_ratio", 0.62, p_value=0.02),
        ],
    ),
    "a part of the events counted before it": (
        ("RESULTS", "There were 160 adverse events, of which 80 (50%) were severe."),
        [row("AE", "80 (50%)", "proportion", 50, events=80, filled=160)],
    ),
    "the bounds of a median with their unit": (
        ("RESULTS", "The median follow-up was 24.5 (1–47 months)."),
        [row("FOLLOW_UP", "24.5 (1–47 months)", "median", 24.5, unit="months", spread=("range", 1, 47))],
    ),
    "a schedule between two groups is no figure of either": (
        (
            "DISCUSSION",
            (
                "Chen et al. reported 2-year OS rates of 71.3% and 58.4% in the blinatumomab (28 days × 2 cycles) and"
                " chemotherapy groups, respectively."
            ),
        ),
        [
            row("OS", "71.3%", "survival", 71.3, at=(2, "years"), group="blinatumomab", attribution="cited"),
            row("OS", "58.4%", "survival", 58.4, at=(2, "years"), group="chemotherapy", attribution="cited"),
        ],
    ),
}


@pytest.mark.parametrize(("section", "expected"), TOLD_APART.values(), ids=list(TOLD_APART))
def test_what_is_told_apart_from_a_figure_is_of_it(extractor, section, expected):
    found = [finding for finding in found_under(extractor, section) if finding.measure != "N"][-len(expected) :]
    assert as_rows(found, expected) == expected


def test_brackets_behind_a_median_are_its_quartiles_where_the_methods_say_so(extractor):
    results = ("RESULTS", "Median follow-up was 10.7 (7.2–14.3) months. Median age was 7 years (range, 1-17).")
    found = [f for f in extractor.extract(record(TITLE, QUARTILES, results)).findings if f.section == "RESULTS"]
    assert [(f.measure, f.spread) for f in found] == [("FOLLOW_UP", "iqr"), ("AGE", "range")]


CITED = "In another study, Chen et al. reported the outcomes of ten children who were transplanted after blinatumomab."


@pytest.mark.parametrize(
    ("goes_on", "attribution"),
    [
        ("One child relapsed.", "cited"),
        ("The median overall survival was 14 months.", "cited"),
        ("In our study, one child relapsed.", "own"),
        ("The rate of remission was 77.5% in all.", "own"),
    ],
)
def test_a_sentence_that_goes_on_about_another_study_is_cited(extractor, goes_on, attribution):
    results = ("RESULTS", "Remission was reached in 77.5% of children.")
    found = found_under(extractor, results, ("DISCUSSION", f"{CITED} {goes_on}"))
    assert found[-1].attribution == attribution
    assert "blinatumomab" in {concept.name for concept in found[-1].therapies}


def test_all_patients_of_another_study_are_no_group_of_it(extractor):
    told = "Chen et al. reported a trial involving 208 children with first relapse and a median follow-up of 2.9 years."
    found = found_under(extractor, ("DISCUSSION", told))
    assert {(f.measure, f.group, f.attribution) for f in found} == {("N", None, "cited"), ("FOLLOW_UP", None, "cited")}


def test_quartiles_are_those_of_the_study_whose_methods_tell_of_them(extractor):
    told = ("DISCUSSION", "Chen et al. reported a median follow-up of 10.7 (7.2–14.3) months.")
    found = [f for f in extractor.extract(record(TITLE, QUARTILES, told)).findings if f.section == "DISCUSSION"]
    assert [(f.measure, f.spread) for f in found] == [("FOLLOW_UP", "range")]


def test_a_figure_ends_with_its_passage(extractor):
    text = "Remission was seen in 78.8% (26/33) of children."
    cut = text.index(")")
    passages = tuple(Passage("abstract", span, "RESULTS") for span in (Span(0, cut), Span(cut, len(text))))
    found = extractor.extract(SourceRecord(Document("file:any", text, passages))).findings
    assert [(f.quote, f.events, f.total) for f in found] == [("78.8% (26/33", 26, 33)]
