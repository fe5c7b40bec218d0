"""A spaCy pipeline of the user's, named in the configuration: here a small one that the test trains."""

import random

import pytest
import spacy
from spacy.training import Example

from pipeline.errors import ConfigError
from pipeline.extract.ner import SpacyModel
from pipeline.schema import Span
from tests.extract.ner.builders import abstract

DRUGS = ("zorvatinib", "mirlocept", "tavulimab", "keprazol")
ILLS = ("fenwick syndrome", "oster fever", "dry lung")
SENTENCES = ("We gave {drug} for {ill}.", "Patients with {ill} had {drug}.", "{drug} cures {ill}.")


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    random.seed(1)
    spacy.util.fix_random_seed(1)
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner")
    examples = []
    for drug in DRUGS:
        for ill in ILLS:
            for sentence in SENTENCES:
                text = sentence.format(drug=drug, ill=ill)
                at, where = text.index(drug), text.index(ill)
                spans = [(at, at + len(drug), "CHEMICAL"), (where, where + len(ill), "DISEASE")]
                examples.append(Example.from_dict(nlp.make_doc(text), {"entities": spans}))
    ner.add_label("CHEMICAL")
    ner.add_label("DISEASE")
    nlp.initialize(lambda: examples)
    for _ in range(8):
        random.shuffle(examples)
        for first in range(0, len(examples), 8):
            nlp.update(examples[first : first + 8])
    folder = tmp_path_factory.mktemp("model") / "en_small"
    nlp.to_disk(folder)
    return folder


def test_its_entities_are_recognised_where_they_stand(trained):
    text = "Patients with oster fever had mirlocept.  keprazol cures dry lung."
    sentences = [Span(0, 40), Span(42, len(text))]
    found = SpacyModel(str(trained)).recognise(abstract(text), sentences, [], [])
    assert [(each.span.of(text), each.kind, each.source) for each in found] == [
        ("oster fever", "disease", "spacy"),
        ("mirlocept", "chemical", "spacy"),
        ("keprazol", "chemical", "spacy"),
        ("dry lung", "disease", "spacy"),
    ]


def test_a_model_that_is_not_there_is_named():
    with pytest.raises(ConfigError, match="no spaCy model 'en_nowhere'"):
        SpacyModel("en_nowhere")


def test_a_pipeline_without_entities_is_refused(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "bare")
    with pytest.raises(ConfigError, match="recognises no entities"):
        SpacyModel(str(tmp_path / "bare"))
