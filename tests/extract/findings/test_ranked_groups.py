"""Groups that the pointer names where the rules find none, and where the ranker is surer of them than of the rules'."""

from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.config import load_config
from pipeline.extract import Extractor
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.ranking.group_cases import group_named
from pipeline.ingest.readers import read_records
from pipeline.schema import SourceRecord, Span
from tests.extract.builders import record

ROOT = Path(__file__).parents[3]


@cache
def extractor(*, credit):
    config = load_config()
    return Extractor(config.lexicons, config.measures, models=["encoder"], relations=False, credit=credit)


def told(sentence, *, credit):
    title = "Sutures in women" if "suture" in sentence else "Iron supplements in women"
    study = record(title, ("METHODS", "We treated 40 women."), ("RESULTS", sentence))
    rows = extractor(credit=credit).extract(study).findings
    return [(row.quote, row.group) for row in rows if row.section == "RESULTS"]


@pytest.mark.parametrize(
    ("sentence", "groups"),
    [
        (
            "The risk of leakage was highest with hand suture (25%) and lowest with stapled suture (4%).",
            [("25%", "hand suture"), ("4%", "stapled suture")],
        ),
        (
            "Headache was seen more often on days with tea (p = 0.02).",
            [("p = 0.02", "with tea")],
        ),
    ],
)
def test_a_group_that_no_rule_finds_is_the_one_that_a_figure_points_to(sentence, groups):
    assert told(sentence, credit=True) == groups
    assert [group for _, group in told(sentence, credit=False)] == [None] * len(groups)


@pytest.mark.parametrize(
    "sentence",
    [
        # Pairs and lists have an order, which the rules read.
        "Anemia resolved in 41% of the syrup group and 20% of the tablet group.",
        "Anemia resolved in 41% and 20% of women with heavy and light periods, respectively.",
        # All patients: nothing near names a group.
        "Anemia resolved in 41%.",
        # The name of a study that is quoted is no group of its patients.
        "In the RIALTO study (Smith et al.), anemia resolved in 41% of women and recurred in 12%.",
    ],
)
def test_what_the_rules_are_sure_of_stands(sentence):
    assert told(sentence, credit=True) == told(sentence, credit=False)


def told_of(name):
    """The rows of a document of the sample corpus, by their quotes."""
    records = [each for each in read_records(ROOT / "corpora" / name) if isinstance(each, SourceRecord)]
    return {row.quote: row for each in records for row in extractor(credit=True).extract(each).findings}


def test_what_patients_were_given_in_the_course_of_the_study_is_no_group_of_them():
    sentence = (
        "Seven children received immunotherapy; five of them went on to allogeneic hematopoietic stem cell "
        "transplantation (HSCT), and two had immunotherapy alone."
    )
    assert ("two", None) in told(sentence, credit=True)


def test_a_study_s_name_is_no_part_of_its_patients():
    assert told_of("two_randomized_trials.ris.gz")["hazard ratio, 0.7"].group == "blinatumomab"


def test_an_item_of_a_list_is_told_in_its_own_words():
    rows = told_of("transplant_after_blinatumomab.txt")
    assert rows["eight (53.3%)"].measure_text == "skin involvement"
    assert rows["two (13.3%)"].measure_text == "gut involvement"


@pytest.mark.parametrize(
    "sentence",
    [
        "How often syrup was taken did not differ between the preference groups at one week (p = 0.89).",
        "Iron use was much lower in the syrup group two days later (95% confidence interval (CI) for the difference "
        "-61.5% to -5.6%).",
    ],
)
def test_no_group_is_compared_with_itself(sentence):
    methods = "Women were randomised to syrup or tablets."
    study = record("Iron supplements in women", ("METHODS", methods), ("RESULTS", sentence))
    rows = [row for row in extractor(credit=True).extract(study).findings if row.kind == "contrast"]
    assert rows
    assert not any(row.group and row.comparator and row.group in row.comparator for row in rows)
    assert not any(row.group and row.comparator and row.comparator in row.group for row in rows)


def named_by(text, words, *, figures=(), measures=()):
    """The name of the group that some words of a text name."""
    places = {name: Span(text.index(name), text.index(name) + len(name)) for name in (words, *figures, *measures)}
    context = SimpleNamespace(
        document=SimpleNamespace(text=text),
        folded=text,
        figures=[SimpleNamespace(span=places[name]) for name in figures],
        measures=[MeasureMention(places[name], "CR", name) for name in measures],
        groups=(),
        study=SimpleNamespace(arms=()),
        mentions=(),
    )
    group = group_named(context, places[words])
    return group and group.name


def test_a_figure_a_measure_and_a_study_name_no_group():
    text = "In ARIA-12 the remission rate of older women was 12%."
    assert named_by(text, "older women") == "older women"
    assert named_by(text, "ARIA-12") is None
    assert named_by("It was 33% without yoga.", "yoga") == "without yoga"
    assert named_by(text, "women was 12%", figures=("12%",)) is None
    assert named_by(text, "remission", measures=("remission rate",)) is None
