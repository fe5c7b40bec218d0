"""Under which name and code a measure is told: in full, before brackets, and never under the name of a group."""

import pytest

from pipeline.extract.findings.row import without_marks
from tests.extract.builders import record
from tests.extract.rows import TITLE, TREATED, found_in_study, found_in_trial


def told(extractor, sentence, *before, title=TITLE):
    parts = [("METHODS", TREATED), ("RESULTS", " ".join((*before, sentence)))]
    found = extractor.extract(record(title, *parts)).findings
    return [(row.measure, row.measure_text) for row in found if row.section == "RESULTS" and row.measure != "N"]


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        # A name that the document shortens is told in full, if it is not too long.
        ("The twin birth rate (TBR) was the end point. The TBR was 31%.", ("OTHER", "twin birth rate (TBR)")),
        # Harms, by any name; the course of the treatment, where it was left.
        ("Bile leakage was 3.3% overall.", ("AE", "Bile leakage")),
        ("Twelve percent of the children did not complete all cycles.", ("COURSE", "did not complete all cycles")),
        # Events that a count names itself.
        ("Five sudden falls were seen.", ("AE", "sudden falls")),
        # What was done to something is no name of it; nor is when it was measured.
        ("Levels of serum albumin were suppressed (P = .01).", ("OTHER", "Levels of serum albumin")),
        (
            "On a scale from one to ten, parents' satisfaction was 8.1 (SD 1.2).",
            ("OTHER", "parents' satisfaction"),
        ),
        # How long an operation took is measured.
        ("The median operating time was 62 minutes.", ("OTHER", "operating time")),
    ],
)
def test_a_measure_by_its_name(extractor, sentence, named):
    code, name = told(extractor, sentence)[-1]
    assert (code, name.removeprefix("median ")) == named


def test_survivors_of_a_disease_are_people(extractor):
    found = told(extractor, "Some 20% of breast cancer survivors had swollen arms.")
    assert found
    assert "OS" not in [code for code, _ in found]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Blinatumomab for back pain in children: a randomized trial", "OTHER"),
        ("Safety of blinatumomab: pain after infusion", "AE"),
        ("Blinatumomab in children with relapsed leukemia", "AE"),
    ],
)
def test_a_symptom_that_the_study_is_made_for_is_its_end_point(extractor, title, code):
    assert [c for c, _ in told(extractor, "Pain occurred in 12% of children.", title=title)] == [code]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "There were differences in vocal strain (blinatumomab 64%, chemotherapy 60%) and in thirst "
            "(blinatumomab 12%, chemotherapy 20%).",
            ["vocal strain", "vocal strain", "thirst", "thirst"],
        ),
        (
            "Blinatumomab reduced oxygen use (blinatumomab group 2.5 vs. chemotherapy group 3.1; P < .001).",
            ["oxygen use", "oxygen use"],
        ),
    ],
)
def test_what_stands_before_brackets_that_tell_groups_apart(extractor, sentence, names):
    assert [row.measure_text for row in found_in_trial(extractor, sentence)] == names


def test_a_group_is_no_measure(extractor):
    found = found_in_trial(
        extractor, "Hope scores were similar between groups (8.8 for blinatumomab and 8.1 for chemotherapy)."
    )
    assert not [row for row in found if "blinatumomab" in row.measure_text.lower()]


def test_shares_of_men_and_of_origins_are_baseline(extractor):
    assert not found_in_trial(extractor, "Patients were predominantly male (94%) and white (76%).")


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        (
            "Regular walking was associated with a lower risk of dizziness in older women (OR = 0.62).",
            [("AE", "dizziness")],
        ),
        (
            "Parents who read the leaflet were more likely to attend the visit (RR 1.4).",
            [("OTHER", "attend the visit")],
        ),
        (
            "Short sleep and low mood were independent predictors of school absence (P = .01).",
            [("OTHER", "school absence")],
        ),
        (
            "There was no significant difference in terms of drain volume (12 vs. 14 ml).",
            [("OTHER", "drain volume")] * 2,
        ),
    ],
)
def test_what_factors_go_with_is_the_measure(extractor, sentence, named):
    assert told(extractor, sentence) == named


def test_a_survival_free_of_what_has_no_code_is_no_overall_survival(extractor):
    found = found_in_study(extractor, "The distant failure-free survival was 87% and survival was 90%.")
    assert [(row.measure, row.measure_text) for row in found] == [
        ("OTHER", "distant failure-free survival"),
        ("OS", "survival"),
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [(") pain scores", "pain scores"), ("pain scores (", "pain scores"), ("pain (VAS)", "pain (VAS)"), ("(", "(")],
)
def test_what_is_cut_off_within_a_bracket_leaves_no_mark(words, name):
    assert without_marks(words) == name
