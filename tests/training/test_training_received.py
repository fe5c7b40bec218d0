"""What the model of therapies received learns from: rows of annotated documents with the therapies that they have."""

import json

import pytest

from pipeline.config import load_config
from pipeline.errors import EvigraphError
from pipeline.extract import Extractor
from pipeline.extract.findings.received import COLUMNS
from pipeline.schema import Span
from pipeline.training.interventions.sources import annotated_arms, read_papers
from pipeline.training.pointer.examples import annotated
from pipeline.training.received.__main__ import main
from pipeline.training.received.examples import examples, is_same, read_marks

TEXT = (
    "Letrozole after tamoxifen in breast cancer\n\n"
    "Forty women received letrozole or placebo. Relapse occurred in 5% with letrozole and in 12% with placebo."
)
ROWS = (
    {"kind": "arm", "quote": "5%", "measure": "RELAPSE", "value": 5.0, "therapies": ["letrozole"]},
    {"kind": "arm", "quote": "12%", "measure": "RELAPSE", "value": 12.0, "therapies": ["placebo"]},
    {"kind": "arm", "quote": "Forty", "measure": "N", "total": 40},
    # Its figure is not that of the text, and so of no row.
    {"kind": "arm", "quote": "12%", "measure": "RELAPSE", "value": 99.0, "therapies": ["placebo"]},
)


def test_rows_of_a_document_are_examples_with_the_therapies_of_its_annotated_ones(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    config = load_config()
    extractor = Extractor(config.lexicons, config.measures, relations=False, scispacy="off", credit=False)
    found = list(examples(annotated(tmp_path), extractor))
    assert [(each.document, each.stated, sum(each.labels)) for each in found] == [("a", 1, 1)] * 2 + [("a", 0, 0)]
    assert all(len(case) == len(COLUMNS) for each in found for case in each.cases)
    assert found[0].labels != found[1].labels


ARMS = (
    {"group": "", "also": [], "therapies": []},
    {"group": "letrozole", "also": ["Letrozole"], "therapies": ["letrozole"]},
)


def test_arms_of_a_document_are_examples_by_the_names_of_their_groups(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "a.arms.jsonl"
    path.write_text("".join(json.dumps(arm) + "\n" for arm in ARMS), encoding="utf-8")
    config = load_config()
    extractor = Extractor(config.lexicons, config.measures, relations=False, scispacy="off", credit=False)
    # The row of placebo is that of no annotated arm.
    (found,) = examples(annotated_arms(tmp_path), extractor)
    assert (found.document, found.stated, sum(found.labels)) == ("a", 1, 1)
    (paper,) = read_papers([], [tmp_path])
    assert (paper.name, paper.therapies) == ("a", ("letrozole",))
    path.write_text('{"group": "x"}\n', encoding="utf-8")
    with pytest.raises(EvigraphError, match=r"a\.arms\.jsonl:1: expected an arm"):
        list(annotated_arms(tmp_path))
    with pytest.raises(EvigraphError, match="nowhere: expected annotated documents"):
        list(read_papers([], [tmp_path / "nowhere"]))


def test_marks_are_read_by_document_and_a_bad_file_is_named(tmp_path):
    path = tmp_path / "marks.json"
    path.write_text('{"a": [[0, 9, 0.8]]}', encoding="utf-8")
    assert [(mark.span, mark.score) for mark in read_marks(path)["a"]] == [(Span(0, 9), 0.8)]
    for bad in ("", "[1]", '{"a": [[0]]}', '{"a": 3}'):
        path.write_text(bad, encoding="utf-8")
        with pytest.raises(EvigraphError, match=r"marks\.json: expected marks"):
            read_marks(path)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("clodronate", "Clodronate", True),
        ("aromatase inhibitor", "aromatase inhibitors", True),
        ("inotuzumab", "inotuzumab ozogamicin", True),
        ("surgery", "axillary lymph node surgery", False),
        ("letrozole", "placebo", False),
        ("", "placebo", False),
    ],
)
def test_names_are_of_one_therapy_where_one_has_all_words_of_the_other(one, other, same):
    assert is_same(one, other) is is_same(other, one) is same


def test_a_folder_without_rows_is_named(tmp_path, capsys):
    assert main(["--rows", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out.npz")]) == 1
    told = capsys.readouterr().err
    assert "nowhere" in told or "scikit-learn" in told
