"""The corpora as they are read for training, on small files of our own."""

import pytest

from pipeline.errors import EvigraphError
from pipeline.schema import Span
from pipeline.training.encoder.corpora import HELD_OUT, brat, pubtator, read_corpora

RECORD = (
    "11|t|Cisplatin and kidneys\n11|a|It hurts them.\n11\t0\t9\tCisplatin\tChemical\tD002945\n"
    "11\t14\t21\tkidneys\tOrgan\t-\n11\t25\t30\twrong\tDisease\tD0\n\n"
)
TEXT = "Yoga was tried in 20 women; pain fell to 3 with it and to 5 without."
NOTES = "T1\tintervention 0 4\tYoga\nT2\tiv-cont-mean 41 42\t3\nT3\tcv-cont-mean 58 59\t5\nT4\toutcome 28 32\tpain\n"


def shared(folder, train=RECORD, dev=None):
    for corpus in ("bc5cdr", "ncbi_disease", "biored", "nlm_gene", "evidence_outcomes", "pico_corpus"):
        (folder / "data" / corpus).mkdir(parents=True)
    for corpus in ("bc5cdr", "ncbi_disease", "biored", "nlm_gene"):
        (folder / "data" / corpus / "train.pubtator").write_text(train, encoding="utf-8")
    if dev is not None:
        (folder / "data" / "biored" / "dev.pubtator").write_text(dev, encoding="utf-8")
    return folder


def test_a_pubtator_record_gives_the_spans_of_known_types_whose_offsets_hold(tmp_path):
    path = tmp_path / "train.pubtator"
    path.write_text(RECORD, encoding="utf-8")
    (document,) = pubtator(path, "bc5cdr")
    assert document.text == "Cisplatin and kidneys It hurts them."
    assert document.heads == ("chemical", "disease")
    assert document.spans == (("chemical", Span(0, 9)),)


def test_brat_notes_give_elements_and_figures_of_the_arms(tmp_path):
    (tmp_path / "7.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "7.ann").write_text(NOTES, encoding="utf-8")
    (document,) = brat(tmp_path, "pico_corpus")
    assert [(kind, span.of(TEXT)) for kind, span in document.spans] == [
        ("intervention", "Yoga"),
        ("intervention_figure", "3"),
        ("control_figure", "5"),
        ("outcome_measure", "pain"),
    ]


def test_what_is_in_a_development_set_is_trained_on_in_no_corpus(tmp_path):
    other = RECORD.replace("11|", "12|").replace("11\t", "12\t")
    split = read_corpora(shared(tmp_path, RECORD + other, dev=RECORD))
    assert {(document.corpus, document.id) for document in split.train} == {
        (corpus, "12") for corpus in ("bc5cdr", "ncbi_disease", "biored", "nlm_gene")
    }
    assert [document.id for document in split.held["biored"]] == ["11"]


def test_of_a_corpus_without_development_set_a_part_is_held_out(tmp_path):
    folder = shared(tmp_path)
    for number in range(60):
        (folder / "data" / "pico_corpus" / f"{number}.txt").write_text(TEXT, encoding="utf-8")
        (folder / "data" / "pico_corpus" / f"{number}.ann").write_text(NOTES, encoding="utf-8")
    split = read_corpora(folder)
    held = {document.id for document in split.held["pico_corpus"]}
    trained = {document.id for document in split.train if document.corpus == "pico_corpus"}
    assert not held & trained
    assert len(held | trained) == 60
    assert 0 < len(held) < 3 * 60 / HELD_OUT


def test_an_absent_folder_is_told(tmp_path):
    with pytest.raises(EvigraphError, match="EVIGRAPH_SHARED"):
        read_corpora(tmp_path)
