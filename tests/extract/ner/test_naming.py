"""What a mention that only a model marks is called."""

import pytest

from pipeline.extract.ner import Recognised
from pipeline.schema import Span
from tests.extract.builders import record, shipped_extractor


class Marker:
    """Marks one word."""

    def __init__(self, word, kind="gene"):
        self.word = word
        self.kind = kind

    def recognise(self, document, *told):  # noqa: ARG002 - it knows its word alone
        at = document.text.index(self.word)
        return [Recognised(Span(at, at + len(self.word)), self.kind, 0.95, "encoder")]


@pytest.mark.parametrize(
    ("word", "ids"),
    [
        # An antibody, and no CD40LG, which is called IGM as well.
        ("IgM", []),
        ("IgA", []),
        # A name that the lexicons do not find in this dress, and long enough to be that gene's alone.
        ("cyclooxygenase (COX)-2", ["NCBIGene:5743"]),
    ],
)
def test_a_short_symbol_that_the_lexicons_hold_back_names_no_gene(word, ids):
    study = record("A trial", ("RESULTS", f"In these patients {word} fell after treatment."))
    (mention,) = [m for m in shipped_extractor(models=[Marker(word)]).extract(study).mentions if m.surface == word]
    assert [concept.id for concept in mention.concepts][:1] == ids


@pytest.mark.parametrize(
    ("text", "word", "kind", "ids"),
    [
        ("The cross-sectional area (CSA) of the muscle fell in these patients.", "CSA", "chemical", []),
        ("Ciclosporin (CSA) was given to these patients.", "CSA", "chemical", ["DRUGBANK:DB00091"]),
        # A gene's symbol is its name, whatever it was made of.
        ("Patients had the tumour suppressor of the centromere (NUP214) mutated.", "NUP214", "gene", ["NCBIGene:8021"]),
    ],
)
def test_a_short_form_that_the_document_defines_has_the_concept_of_its_long_form(text, word, kind, ids):
    found = shipped_extractor(models=[Marker(word, kind)]).extract(record("A trial", ("RESULTS", text))).mentions
    (mention,) = [mention for mention in found if mention.surface == word]
    assert [concept.id for concept in mention.concepts][:1] == ids


@pytest.mark.parametrize(("word", "marked"), [("CR", False), ("PFS", False), ("wheeziness", True)])
def test_the_name_of_an_end_point_is_no_disease(word, marked):
    study = record("A trial", ("RESULTS", f"In these patients {word} was better after treatment."))
    found = shipped_extractor(models=[Marker(word, "disease")]).extract(study).mentions
    assert (word in {mention.surface for mention in found if mention.type == "disease"}) is marked
