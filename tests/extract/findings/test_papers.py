"""Whole papers and the rows that they give: what is the study's own, what it cites, what its settings add."""

import dataclasses

import pytest

from pipeline.extract import Extractor, Rules
from pipeline.resources import lexicon
from pipeline.schema import OUTCOME_COLUMNS, Document, Finding, Passage, SourceRecord, Span
from tests.extract.builders import record
from tests.extract.rows import ALLOCATED, TRIAL, as_rows, found_in_study, row, therapies

PAPERS = [
    (
        record(
            "A review of blinatumomab in children",
            "Blinatumomab led to remission in 60% of children. Overall survival was 70% at 2 years.",
        ),
        [
            row("CR", "60%", "proportion", 60, attribution="cited"),
            row("OS", "70%", "survival", 70, attribution="cited", at=(2, "years")),
        ],
    ),
    (
        record(
            "Blinatumomab in seven children",
            (
                "BACKGROUND",
                (
                    "The 5-year event-free survival of acute lymphoblastic leukemia is above 85%, yet overall"
                    " survival after relapse is at most 50%."
                ),
            ),
            ("RESULTS", "Five of seven children achieved complete remission."),
        ),
        [
            row("N", "seven children", "count", total=7),
            row("EFS", "above 85%", "survival", 85, attribution="cited", at=(5, "years"), qualifier=">"),
            row("OS", "at most 50%", "survival", 50, attribution="cited", at=(5, "years"), qualifier="<="),
            row("CR", "Five of seven", "proportion", events=5, total=7),
        ],
    ),
    (
        record(
            "Blinatumomab in children",
            (
                "DISCUSSION",
                (
                    "In a previous study by others, 43% of children achieved complete remission. In our "
                    "study, 60% achieved complete remission."
                ),
            ),
        ),
        [row("CR", "43%", "proportion", 43, attribution="cited"), row("CR", "60%", "proportion", 60)],
    ),
    (
        record(
            "Chemotherapy for leukemia",
            ("METHODS", "We treated 40 children."),
            ("CONCLUSION", "Remission was reached in 60% of children."),
        ),
        [row("N", "40 children", "count", total=40), row("CR", "60%", "proportion", 60)],
    ),
    (
        record(
            "Blinatumomab in seven children with leukemia",
            ("METHODS", "Seven children were treated with blinatumomab."),
            (
                "RESULTS",
                (
                    "Five patients (71.4%) achieved complete remission. No child had severe cytokine release "
                    "syndrome. One child had grade 3 neurotoxicity. Three patients relapsed. Median follow-up"
                    " was 541 days (range, 186-3,180 days)."
                ),
            ),
        ),
        [
            row("N", "seven children", "count", total=7),
            row("N", "Seven children", "count", total=7),
            row("CR", "Five patients (71.4%)", "proportion", 71.4, events=5, filled=7),
            row("CRS", "No child", "count", events=0, filled=7),
            row("ICANS", "One child", "count", events=1, filled=7, grade="3"),
            row("RELAPSE", "Three patients", "count", events=3, filled=7),
            row(
                "FOLLOW_UP", "541 days (range, 186-3,180 days)", "median", 541, unit="days", spread=("range", 186, 3180)
            ),
        ],
    ),
    (
        record(
            "CAR T cells in adults with lymphoma",
            ("Background", "Little is known of late relapse."),
            ("Methods", "Sixty-two adults were enrolled and infused with CAR T cells."),
            (
                "Results",
                (
                    "At 6 months, 31 patients (50%) were in complete remission. The median progression-free "
                    "survival was 9.4 months (95% CI 5.2 to NE). Two patients died of treatment-related "
                    "toxicity."
                ),
            ),
        ),
        [
            row("N", "Sixty-two adults", "count", total=62),
            row("CR", "31 patients (50%)", "proportion", 50, at=(6, "months"), events=31, filled=62),
            row("PFS", "9.4 months (95% CI 5.2 to NE)", "median", 9.4, unit="months", ci=(5.2, None)),
            row("NRM", "Two patients", "count", events=2, filled=62),
        ],
    ),
    (
        record(
            "Drug-free remission: a brief overview", "Complete remission is reached in 40% of adults with imatinib."
        ),
        [row("CR", "40%", "proportion", 40, attribution="cited", group="adults with imatinib")],
    ),
    (
        record(
            "Immunotherapy of childhood leukemia: editorial", "In one trial of blinatumomab, 2-year survival was 71%."
        ),
        [row("OS", "71%", "survival", 71, attribution="cited", at=(2, "years"))],
    ),
    (
        record(
            "Tisagenlecleucel in young patients",
            ("BACKGROUND", "Tisagenlecleucel has been reported to bring remission in 81% of patients."),
            (
                "METHODS",
                (
                    "Children were eligible if aged 3 to 21 years with at least 5% blasts. Remission was "
                    "defined as less than 5% blasts."
                ),
            ),
            ("RESULTS", "Of 75 patients infused, 61 (81%) achieved remission."),
        ),
        [
            row("CR", "81%", "proportion", 81, attribution="cited"),
            row("CR", "61 (81%)", "proportion", 81, events=61, filled=75),
        ],
    ),
    (
        record(
            "Blinatumomab in infants",
            ("METHODS", "Infants received 15 µg/m2/day for 28 days between 2018 and 2021 (NCT01234567)."),
            ("RESULTS", "Remission was seen in 21 of 30 infants [12]."),
        ),
        [row("CR", "21 of 30", "proportion", events=21, total=30)],
    ),
]


@pytest.mark.parametrize(("paper", "expected"), PAPERS)
def test_a_paper_gives_its_rows(extractor, paper, expected):
    assert as_rows(extractor.extract(paper).findings, expected) == expected


def test_the_sizes_of_the_arms_are_rows(extractor):
    expected = [
        row("N", "n = 54", "count", total=54, group="blinatumomab"),
        row("N", "n = 54", "count", total=54, group="chemotherapy"),
    ]
    assert as_rows(extractor.extract(record(TRIAL, ("METHODS", ALLOCATED))).findings, expected) == expected


def extractor_with(**rules):
    return Extractor([lexicon("therapies")], lexicon("measures"), scispacy="off", rules=Rules(**rules))


@pytest.mark.parametrize(("infer_totals", "told"), [(True, (3, 40, ("total",))), (False, (3, None, ()))])
def test_a_total_is_filled_in_where_that_is_wanted(infer_totals, told):
    (relapse,) = found_in_study(extractor_with(infer_totals=infer_totals), "Three children relapsed.")
    assert (relapse.events, relapse.total, relapse.inferred) == told


@pytest.mark.parametrize(("other_measures", "measures"), [(True, ["CR", "OTHER"]), (False, ["CR"])])
def test_measures_that_no_lexicon_names_are_reported_where_that_is_wanted(other_measures, measures):
    sentences = "Complete remission was seen in 60%. The glow of the skin was seen in 30%."
    found = found_in_study(extractor_with(other_measures=other_measures), sentences)
    assert [finding.measure for finding in found] == measures


def test_every_column_of_the_outcome_table_but_two_is_a_field_of_a_finding():
    fields = {field.name for field in dataclasses.fields(Finding)}
    assert set(OUTCOME_COLUMNS) - fields == {"start", "end"}


def test_a_section_of_baseline_characteristics_tells_how_many_and_how_old_and_no_results(plain_extractor):
    told = "A total of 33 children aged 7.6 ± 3.7 years were treated; relapsed disease was seen in 22 (66.7%)."
    found = plain_extractor.extract(
        record(
            "Blinatumomab in children",
            ("Results > Baseline characteristics", told),
            ("RESULTS", "Relapse was seen in 9%."),
        )
    ).findings
    assert {row.measure for row in found if row.section == "Results > Baseline characteristics"} == {"N", "AGE"}
    assert [row.value for row in found if row.section == "RESULTS"] == [9]


def full_paper(title, told, methods, *results):
    """A full paper: its title, its abstract without labels, its methods, and sections of its results."""
    text, passages = "", []
    parts = [("title", None, title), ("abstract", None, told), ("section", "Methods", methods)]
    for kind, heading, words in (*parts, *results):
        text += "\n" if text else ""
        passages.append(Passage(kind, Span(len(text), len(text) + len(words)), heading))
        text += words
    return SourceRecord(Document("file:paper", text, tuple(passages), title=title))


GIVEN = f"{ALLOCATED} All patients received ondansetron."
FOUND = ("section", "Results", "Complete remission was achieved in 44% of the blinatumomab group.")


@pytest.mark.parametrize(
    ("told", "received"),
    [
        ("We compared blinatumomab with chemotherapy.", {("blinatumomab",)}),
        ("We compared blinatumomab with chemotherapy, with ondansetron.", {("blinatumomab", "ondansetron")}),
    ],
)
def test_what_all_had_besides_counts_where_the_abstract_of_a_full_paper_names_it(extractor, told, received):
    rows = extractor.extract(full_paper(TRIAL, told, GIVEN, FOUND)).findings
    assert therapies(row for row in rows if row.measure == "CR") == received


def test_captions_of_figures_tell_results_and_point_to_pictures(extractor):
    figure = "Figure 2. The survival curves of the two groups are shown. Overall survival was 44% with blinatumomab."
    rows = extractor.extract(full_paper(TRIAL, "", GIVEN, FOUND, ("other", "Figure 2", figure))).findings
    assert [(row.quote, row.measure) for row in rows if row.section == "Figure 2"] == [("44%", "OS")]


def test_what_is_defined_in_brackets_is_told_of_all_the_same(extractor):
    sentence = "The response rate (defined as complete remission by blood counts) was 44% with blinatumomab."
    assert [finding.quote for finding in found_in_study(extractor, sentence)] == ["44%"]
    assert not found_in_study(extractor, "Response was defined as a fall in blasts of 44%.")
