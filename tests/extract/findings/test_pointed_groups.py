"""Groups that the learned pointer names where the rules find none, and where it is much surer than they are."""

from functools import cache

import pytest

from pipeline.config import load_config
from pipeline.extract import Extractor
from tests.extract.builders import record


@cache
def extractor(*, credit):
    config = load_config()
    return Extractor(config.lexicons, config.measures, models=["encoder"], relations=False, credit=credit)


def told(sentence, *, credit):
    study = record("Iron supplements in women", ("METHODS", "We treated 40 women."), ("RESULTS", sentence))
    rows = extractor(credit=credit).extract(study).findings
    return [(row.quote, row.group) for row in rows if row.section == "RESULTS"]


@pytest.mark.parametrize(
    ("sentence", "groups"),
    [
        (
            "Early closure was seen most often with hand suture (25%) and least often with stapled suture (0%).",
            [("25%", "hand suture"), ("0%", "stapled suture")],
        ),
        (
            "We found no sign that hours of sleep in the second week were any different with tea (p = 0.41).",
            [("p = 0.41", "tea")],
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


@pytest.mark.parametrize(
    ("sentence", "quote", "group"),
    [
        # What patients were given in the course of the study is no group of them.
        (
            "Seven children received immunotherapy; five of them went on to allogeneic hematopoietic stem cell "
            "transplantation (HSCT), and two had immunotherapy alone.",
            "two",
            None,
        ),
        # A study's name is no part of its patients.
        (
            "In the second (COG AALL1331), 2-year disease-free survival was 54.4% with blinatumomab and 39.0% with "
            "chemotherapy (hazard ratio, 0.7; p = 0.03).",
            "hazard ratio, 0.7",
            "blinatumomab",
        ),
    ],
)
def test_what_is_no_group_of_patients_names_none(sentence, quote, group):
    assert (quote, group) in told(sentence, credit=True)


def test_no_group_is_compared_with_itself():
    sentence = (
        "Women on syrup had greater increases in weight (p = 0.01), iron (p = 0.02) and fasting glucose (p = 0.03)."
    )
    study = record("Iron supplements in women", ("METHODS", "We treated 40 women."), ("RESULTS", sentence))
    for row in extractor(credit=True).extract(study).findings:
        assert row.comparator is None or row.comparator != row.group
