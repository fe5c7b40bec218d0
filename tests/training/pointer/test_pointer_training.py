"""What the pointer learns from: rows as they are read, and the places that their words have in the text."""

import json

import pytest

from pipeline import resources
from pipeline.config import load_config
from pipeline.errors import EvigraphError
from pipeline.extract import Extractor
from pipeline.extract.ner import Encoder
from pipeline.schema import Span
from pipeline.training.pointer.__main__ import main
from pipeline.training.pointer.examples import annotated, examples, labels_of
from pipeline.training.pointer.places import place_of, places_of
from pipeline.training.pointer.sources import read_sources

TEXT = "Iron or placebo in women\n\nSerum ferritin was 64 ug/L in the iron group and 31 ug/L with placebo."
ROWS = (
    {
        "kind": "arm",
        "quote": "64 ug/L",
        "measure": "OTHER",
        "measure_text": "ferritin levels",
        "group": "iron group",
        "statistic": "mean",
    },
    {
        "kind": "arm",
        "quote": "31 ug/L",
        "measure": "OTHER",
        "measure_text": "Serum ferritin",
        "group": "old men at rest",
        "statistic": "median",
    },
)


def words(phrase, near):
    whole = Span(0, len(TEXT))
    found = place_of(TEXT, phrase, whole, TEXT.index(near))
    return None if found is None else found.of(TEXT)


@pytest.mark.parametrize(
    ("phrase", "near", "expected"),
    [
        ("serum ferritin", "64", "Serum ferritin"),
        ("placebo", "31", "placebo"),
        ("ferritin levels", "64", "ferritin"),
        ("groups given iron", "64", "iron group"),
        ("haemoglobin", "64", None),
        ("of the", "64", None),
    ],
)
def test_words_have_the_place_that_has_most_of_them(phrase, near, expected):
    assert words(phrase, near) == expected


def test_of_two_places_the_nearer_counts():
    found = place_of(TEXT, "placebo", Span(0, len(TEXT)), TEXT.index("31"))
    assert found.start == TEXT.rindex("placebo")


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("placebo", ["placebo", "placebo"]),
        ("ferritin levels", ["ferritin"]),
        ("iron group, women", ["iron group", "women"]),
        ("haemoglobin", []),
    ],
)
def test_a_phrase_has_all_places_where_it_stands_and_a_list_those_of_its_parts(phrase, expected):
    whole = Span(0, len(TEXT))
    assert [place.of(TEXT) for place in places_of(TEXT, phrase, whole, whole, TEXT.index("64"))] == expected


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return tmp_path


def test_rows_become_targets_with_the_pieces_that_name_them(folder):
    config = load_config()
    extractor = Extractor(config.lexicons, config.measures, relations=False, scispacy="off")
    documents = list(annotated(folder))
    labels = labels_of(row for _, _, rows in documents for row in rows)
    (example,) = examples(documents, extractor, Encoder(resources.encoder(), states=True), labels)
    first, second = example.targets
    measure, group, comparator = first.pieces
    assert measure
    assert group
    assert comparator is None
    # Nothing has half of the words that the second row's group has: it is told elsewhere, and nothing here names it.
    assert second.pieces[1] == ()
    assert set(measure) <= set(second.pieces[0])
    assert example.marks[list(first.figure)].any()


def test_numbers_without_a_row_are_no_results_and_the_size_of_the_study_has_its_code(tmp_path):
    text = "Of 40 women 12% were smokers. Pain fell to 31%."
    rows = (
        {"kind": "arm", "quote": "40", "measure": "N", "statistic": "count"},
        {"kind": "arm", "quote": "31%", "measure": "OTHER", "measure_text": "Pain", "statistic": "mean"},
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    config = load_config()
    extractor = Extractor(config.lexicons, config.measures, relations=False, scispacy="off")
    labels = labels_of(rows)
    assert labels["measure"] == ("NONE", "N", "OTHER")
    (example,) = examples(annotated(tmp_path), extractor, Encoder(resources.encoder(), states=True), labels)
    told = [target.labels for target in example.targets]
    # First the results, then all other numbers as they stand.
    assert told[0] == (2, 0, labels["statistic"].index("mean"))
    assert told[1:] == [(1, None, None), (0, None, None)]


def test_numbers_of_sentences_that_tell_no_codes_are_not_told_to_be_none(tmp_path):
    row = {"measure_text": "Pain", "group": "yoga", "start": 13, "end": 14, "kind": "arm", "measure": "OTHER"}
    config = load_config()
    extractor = Extractor(config.lexicons, config.measures, relations=False, scispacy="off")
    documents = [("a", "Pain fell to 3 in 40 women with yoga .", [row])]
    labels = {"measure": ("NONE", "OTHER"), "kind": ("arm",), "statistic": ("mean",)}
    (example,) = examples(documents, extractor, Encoder(resources.encoder(), states=True), labels)
    assert [target.labels for target in example.targets] == [(None, None, None)]


def test_a_quote_that_is_not_in_the_text_is_told_with_its_line(folder):
    with (folder / "a.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({**ROWS[0], "quote": "99 ug/L"}) + "\n")
    with pytest.raises(EvigraphError, match=r"a\.jsonl:3"):
        list(annotated(folder))


def test_sentences_of_rct_art_become_rows(tmp_path, folder):
    there = tmp_path / "shared" / "data" / "rct_art"
    there.mkdir(parents=True)
    text = "Pain fell to 3 with yoga ."
    relations = [
        {"label": "OC_RES", "head": [0, 4], "child": [13, 14]},
        {"label": "A1_RES", "head": [20, 24], "child": [13, 14]},
        {"label": "A1_RES", "head": [20, 24], "child": [5, 9]},
    ]
    (there / "a.jsonl").write_text(json.dumps({"text": text, "relations": relations}) + "\n", encoding="utf-8")
    found = list(read_sources([folder], frozenset(), tmp_path / "shared"))
    assert [name for name, _, _ in found] == ["a-1"]
    (row,) = found[0][2]
    assert (row["measure_text"], row["group"], row["start"], row["end"]) == ("Pain", "yoga", 13, 14)


def test_a_folder_without_rows_is_named(tmp_path, capsys):
    assert main(["--rows", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().err
    assert "nowhere" in told or "PyTorch" in told
