"""The table of short forms: what it may say, and what a broken one is told."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import resources
from pipeline.errors import LexiconError
from pipeline.extract.linking import load_senses
from pipeline.extract.linking.senses import COLUMNS, MEASURE, OTHER, WORD, Cues
from pipeline.extract.terms.files import Row
from pipeline.extract.terms.lexicon import Lexicon

ROWS = [line.split("\t") for line in resources.short_forms().read_text(encoding="utf-8").splitlines()[1:]]
SENSES = [row for row in ROWS if not row[0].startswith("@")]
LEXICON = Lexicon(
    [
        Row("influenza", "evigraph:influenza", "disease", key="influenza"),
        Row("influenza", "evigraph:ae-influenza", "adverse_event", key="influenza"),
        Row("fludarabine", "evigraph:fludarabine", "drug", key="fludarabine"),
    ]
)
HEADER = "\t".join(COLUMNS)


def table(tmp_path, *rows, header=HEADER):
    path = tmp_path / "short_forms.tsv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def test_every_sense_that_names_a_concept_is_one_of_the_lexicons(plain_extractor):
    unknown = [
        (row[0], row[1], row[2])
        for row in SENSES
        if row[2] not in (OTHER, WORD, MEASURE)
        and not row[2].endswith("?")
        and not any(c.type == row[2] for c in plain_extractor.lexicon.lookup(row[1].split(";")[0]))
    ]
    assert unknown == []


def test_every_sense_that_names_a_measure_is_one(plain_extractor):
    named = [row[1].split(";")[0] for row in SENSES if row[2] == MEASURE]
    assert len(named) > 5
    assert [name for name in named if not plain_extractor.measures.lookup(name)] == []


def test_every_row_of_the_table_has_a_reason_and_says_something_new():
    assert all(row[7].strip() for row in ROWS)
    pairs = [(form, row[1]) for row in SENSES for form in row[0].split(";")]
    assert sorted({pair for pair in pairs if pairs.count(pair) > 1}) == []


def test_every_sense_has_a_prior_or_a_cue():
    assert [(row[0], row[1]) for row in SENSES if not float(row[3] or 0) and not any(row[4:7])] == []


def test_a_sense_has_the_concepts_of_its_kind(tmp_path):
    path = table(tmp_path, "Flu;FLU\tinfluenza\tdisease\t1\tthe;swine\tshot*\twinter\treason")
    senses = load_senses(path, LEXICON)
    (sense,) = senses.of("FLU")
    assert "Flu" in senses
    assert [concept.id for concept in sense.concepts] == ["evigraph:ae-influenza", "evigraph:influenza"]
    assert (sense.labels, sense.named, sense.prior, sense.word) == (("influenza",), True, 1.0, False)
    assert sense.cues == Cues(("the", "swine"), ("shot*",), ("winter",))
    assert senses.of("unknown") == ()


def test_a_sense_that_no_lexicon_has_is_no_name(tmp_path):
    path = table(tmp_path, "CAR\tmotor car\tword\t\t\t\t\treason", "BM\tBone Marrow!\tdrug?\t\t\t\t\treason")
    senses = load_senses(path, LEXICON)
    (car,) = senses.of("CAR")
    (marrow,) = senses.of("BM")
    assert (car.concept.id, car.concept.type, car.named, car.word) == ("evigraph:sense-motor-car", OTHER, False, True)
    assert (marrow.concept.id, marrow.named) == ("evigraph:sense-bone-marrow", False)


def test_a_group_of_cues_is_named_by_rows_below_it(tmp_path):
    path = table(
        tmp_path,
        "@season\t\t\t\tthe\tshot\twinter\treason",
        "Flu\tinfluenza\tdisease\t1\tswine\t\t@season;fever\treason",
    )
    senses = load_senses(path, LEXICON)
    assert senses.of("Flu")[0].cues == Cues(("swine", "the"), ("shot",), ("fever", "winter"))
    assert senses.group("season") == Cues(("the",), ("shot",), ("winter",))
    assert senses.group("unknown") == Cues()


def test_the_table_can_be_sent_to_a_worker(plain_extractor):
    senses = load_senses(resources.short_forms(), LEXICON)
    again = pickle.loads(pickle.dumps(senses))
    assert list(again) == list(senses)
    assert again.of("ALL") == senses.of("ALL")


@pytest.mark.parametrize(
    ("rows", "header", "words"),
    [
        ((), "form\tsense", "short_forms.tsv:1: expected the columns"),
        (("Flu\tinfluenza",), HEADER, "short_forms.tsv:2: expected 8 tab-separated cells, found 2"),
        (("Flu\tinfluenza\tdisease\tmuch\t\t\t\treason",), HEADER, "short_forms.tsv:2: expected a number as prior"),
        (("Flu\tinfluenza\tdisease\t\t\t\t@none\treason",), HEADER, "short_forms.tsv:2: no group of cues above"),
        (
            ("\tinfluenza\tdisease\t\t\t\t\treason",),
            HEADER,
            "short_forms.tsv:2: form, sense and type must not be empty",
        ),
        (("Flu\t\tdisease\t\t\t\t\treason",), HEADER, "short_forms.tsv:2: form, sense and type must not be empty"),
    ],
)
def test_a_broken_table_is_refused_with_its_line(tmp_path, rows, header, words):
    with pytest.raises(LexiconError, match=words):
        load_senses(table(tmp_path, *rows, header=header), LEXICON)


def test_a_table_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(LexiconError, match="cannot be read"):
        load_senses(tmp_path / "none.tsv", LEXICON)
    (tmp_path / "latin.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(LexiconError, match="cannot be read"):
        load_senses(tmp_path / "latin.tsv", LEXICON)


@pytest.mark.parametrize(
    ("cue", "text", "stands"),
    [
        ("serum", "the serum ", True),
        ("serum", "the serum (", True),
        ("serum", "antiserum ", False),
        ("mg of", "30 mg of ", True),
        ("mg of", "30 mg-of ", True),
        ("# mg", "30 mg ", True),
        ("# mg", "mg ", False),
        ("polymorphism* in", "polymorphisms in ", True),
        ("serum", "serum levels of ", False),
    ],
)
def test_a_cue_stands_right_before_a_name(cue, text, stands):
    assert (Cues(before=(cue,)).before_pattern.search(text) is not None) is stands


@pytest.mark.parametrize(
    ("cue", "text", "stands"),
    [
        ("rate", " rate", True),
        ("rate", "s rate", True),
        ("rate", "-rate", True),
        ("rate", ") rates", False),
        ("rate*", ") rates", True),
        ("# mg/m2", " 30 mg/m2", True),
        ("rate", " high rate", False),
    ],
)
def test_a_cue_stands_right_behind_a_name(cue, text, stands):
    assert (Cues(after=(cue,)).after_pattern.match(text) is not None) is stands


@given(st.text(min_size=1), st.text())
def test_any_cue_makes_a_pattern(cue, text):
    Cues(before=(cue,)).before_pattern.search(text)
    Cues(after=(cue,)).after_pattern.match(text)
