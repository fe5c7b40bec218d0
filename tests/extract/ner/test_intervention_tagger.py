"""What patients were given by whatever name: marks of the model that comes with evigraph, and bad files."""

from functools import cache

import pytest

from pipeline import resources
from pipeline.config import load_config
from pipeline.errors import ModelError
from pipeline.extract import Extractor
from pipeline.extract.ner import InterventionTagger
from pipeline.extract.ner.interventions import FILE
from tests.extract.builders import record


@cache
def extractor():
    config = load_config()
    return Extractor(config.lexicons, config.measures, models=["encoder"], relations=False)


COOKING = record(
    "Group cooking lessons for adults after a stroke: a randomised trial",
    ("METHODS", "Sixty adults were allocated to group cooking lessons (n = 30) or to a recipe booklet (n = 30)."),
    ("RESULTS", "Depression was seen in 12% with group cooking lessons and in 30% with the recipe booklet."),
)


def test_what_no_lexicon_names_is_told_in_the_words_of_the_paper():
    rows = [row for row in extractor().extract(COOKING).findings if row.section == "RESULTS"]
    # `Group` and `recipe` are none of the marked words: the model takes them for what they mostly are.
    assert [[concept.name for concept in row.therapies] for row in rows] == [["cooking lessons"], ["booklet"]]
    assert all(concept.id.startswith("text:") for row in rows for concept in row.therapies)


def test_the_same_text_has_the_same_marks():
    first, second = (extractor().extract(COOKING).findings for _ in range(2))
    assert first == second


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"interventions\.onnx: this file of the model of interventions is missing"):
        InterventionTagger(tmp_path)


def test_a_spoilt_file_is_named(tmp_path):
    whole = (resources.interventions() / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[:1000])
    with pytest.raises(ModelError, match=r"interventions\.onnx: not a model"):
        InterventionTagger(tmp_path)
