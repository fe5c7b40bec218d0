"""The encoder that comes with evigraph: what it marks, that it is the same each time, and what it says of bad files."""

import json
import shutil

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import resources
from pipeline.errors import ModelError
from pipeline.extract.ner import Encoder
from pipeline.extract.ner.heads import HEADS
from pipeline.extract.sentences import split_sentences
from pipeline.schema import Document, Passage, Span
from tests.extract.ner.builders import abstract, shipped_encoder


def marked(text, *kinds):
    document = abstract(text)
    found = shipped_encoder().recognise(document, split_sentences(text, document.passages), [], [])
    return [(each.span.of(text), each.kind) for each in found if each.kind in kinds]


@pytest.mark.parametrize(
    ("text", "kind", "mention"),
    [
        ("Acute renal failure was seen after high doses of cisplatin in rats.", "chemical", "cisplatin"),
        ("Acute renal failure was seen after high doses of cisplatin in rats.", "disease", "Acute renal failure"),
        ("Acute renal failure was seen after high doses of cisplatin in rats.", "species", "rats"),
        ("Mutations of the BRCA1 gene were found in women with ovarian cancer.", "gene", "BRCA1"),
        ("Mutations of the BRCA1 gene were found in women with ovarian cancer.", "disease", "ovarian cancer"),
    ],
)
def test_mentions_without_any_hint(text, kind, mention):
    assert (mention, kind) in marked(text, kind)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("There was no significant difference in overall survival between the groups.", "outcome", "overall survival"),
        ("The primary endpoint was progression-free survival.", "outcome_measure", "progression-free survival"),
    ],
)
def test_outcomes_are_marked(text, kind, words):
    assert (words, kind) in marked(text, kind)


def test_references_and_tables_are_not_read():
    text = "Cisplatin caused nausea.\nCisplatin and nausea. J Clin Oncol 2001."
    passages = (Passage("abstract", Span(0, 24)), Passage("reference", Span(25, len(text))))
    document = Document("file:a", text, passages, "a.txt", "text")
    found = shipped_encoder().recognise(document, split_sentences(text, passages), [], [])
    assert found
    assert all(each.span.end <= 24 for each in found)


def test_an_empty_text_has_nothing():
    assert marked("", *HEADS) == []


@settings(max_examples=25)
@given(st.text(max_size=300))
def test_spans_lie_within_the_text_and_are_the_same_each_time(text):
    first, again = marked(text, *HEADS), marked(text, *HEADS)
    assert first == again
    assert all(words for words, _ in first)


def test_a_sentence_longer_than_a_window_is_read_to_its_end():
    text = "Patients had " + "fever and " * 200 + "were given cisplatin."
    assert ("cisplatin", "chemical") in marked(text, "chemical")


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(resources.encoder(), tmp_path / "encoder")


@pytest.mark.parametrize("name", ["encoder.json", "encoder.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(copied, name):
    (copied / name).unlink()
    with pytest.raises(ModelError, match=name):
        Encoder(copied)


@pytest.mark.parametrize("name", ["encoder.json", "encoder.onnx", "tokenizer.json"])
def test_a_spoilt_file_is_named(copied, name):
    (copied / name).write_bytes(b"\x00nothing")
    with pytest.raises(ModelError, match=name):
        Encoder(copied)


def test_an_encoder_with_other_heads_is_refused(copied):
    path = copied / "encoder.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**card, "heads": ["chemical"]}), encoding="utf-8")
    with pytest.raises(ModelError, match="expected heads"):
        Encoder(copied)


def test_it_joins_a_pipeline_of_spacy_s():
    nlp = spacy.blank("en")
    nlp.add_pipe("evigraph_ner")
    doc = nlp("Acute renal failure was seen after high doses of cisplatin in rats.")
    assert {(each.text, each.label_) for each in doc.ents} >= {
        ("Acute renal failure", "disease"),
        ("cisplatin", "chemical"),
    }
    assert "evigraph_pico" in doc.spans
