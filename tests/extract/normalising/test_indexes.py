"""The indexes over names: stems, bags of stems, trigrams, and scispaCy's candidates."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.normalising.bags import BagIndex
from pipeline.extract.normalising.ngrams import NgramIndex
from pipeline.extract.normalising.scispacy_index import ScispacyIndex, cache_folder
from pipeline.extract.normalising.spellings import taken_apart, without_salt, without_stereo, written_out
from pipeline.extract.normalising.stems import stem
from tests.extract.builders import needs_scispacy

NAMES = ["epilepsy", "absence epilepsy", "hypertension", "portal hypertension", "hypotension", "naloxone", "naltrexone"]


@pytest.mark.parametrize(
    "words",
    [
        "epilepsy epileptic",
        "anemia anemic",
        "hypertension hypertensive",
        "thrombosis thrombotic",
        "paralysis paralytic",
        "diabetes diabetic",
        "toxicity toxic",
        "deficiency deficient",
        "depression depressive depressed",
        "dystrophy dystrophic",
        "hemorrhage hemorrhagic bleeding",
        "kidney renal",
        "heart cardiac",
        "neoplasm cancer tumor neoplastic",
        "arthritis arthritic",
    ],
)
def test_words_of_one_meaning_have_one_stem(words):
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "words", ["arthritis arthrosis", "hypertension hypotension", "hepatitis hepatic", "lung liver"]
)
def test_words_of_two_meanings_have_two(words):
    one, other = words.split()
    assert stem(one) != stem(other)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_a_stem_is_never_empty(word):
    assert stem(word)


def test_a_bag_has_names_of_the_same_stems_and_names_within():
    index = BagIndex(NAMES)
    assert index.same(("epilep",)) == [0]
    assert not index.same(("epilep", "portal"))
    words = (stem("severe"), stem("portal"), stem("hypertensive"))
    share, places = index.within(words, lambda _: True)
    assert places == [3]
    assert 0 < share < 1
    assert index.within(words, lambda _: False) == (0.0, ())


@pytest.mark.parametrize(
    ("name", "nearest"), [("nalozone", 5), ("naltrexon", 6), ("hypotensive", 4), ("epilepsy, absence", 1)]
)
def test_the_nearest_name_by_letters(name, nearest):
    assert NgramIndex(NAMES).nearest(name, 1)[0][0] == nearest


def test_a_name_is_nearest_to_itself():
    index = NgramIndex(NAMES)
    for place, name in enumerate(NAMES):
        assert index.nearest(name, 1) == [(place, pytest.approx(1.0, abs=1e-5))]
    assert index.nearest("qqqq") == []


@given(st.text(max_size=30))
def test_likenesses_lie_between_none_and_one_in_order(name):
    found = NgramIndex(NAMES).nearest(name, 3)
    likenesses = [likeness for _, likeness in found]
    assert likenesses == sorted(likenesses, reverse=True)
    assert all(0 <= likeness <= 1.0001 for likeness in likenesses)


@needs_scispacy
def test_scispacy_finds_the_nearest_name_and_keeps_its_graph(tmp_path):
    built = ScispacyIndex(NAMES, tmp_path)
    (kept,) = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    loaded = ScispacyIndex(NAMES, tmp_path)
    for name, place in (("nalozone", 5), ("hypotensive", 4), ("epilepsy", 0)):
        assert built.nearest(name, 1)[0][0] == place
        assert loaded.nearest(name) == built.nearest(name)
    assert kept.stat().st_mtime_ns == before
    # Other names have a graph of their own.
    ScispacyIndex(NAMES[:3], tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_the_cache_stands_in_the_user_s_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("EVIGRAPH_CACHE", raising=False)
    assert cache_folder() == tmp_path / "evigraph"
    monkeypatch.setenv("EVIGRAPH_CACHE", str(tmp_path / "other"))
    assert cache_folder() == tmp_path / "other"


def test_reading_a_mention_loads_neither_scispacy_nor_scikit_learn():
    code = (
        "import sys, pipeline.extract.normalising as n; sys.exit('sklearn' in sys.modules or 'nmslib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], env=dict(os.environ), check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("breast and ovarian cancer", ("breast cancer", "ovarian cancer")),
        ("brain, breast, and prostate cancer", ("brain cancer", "breast cancer", "prostate cancer")),
        ("cancer of the breast", None),
    ],
)
def test_a_name_of_several_things_is_taken_apart(name, first):
    assert next(taken_apart(name), None) == first


def test_spellings_of_substances_and_short_forms():
    assert without_salt("doxorubicin hydrochloride") == "doxorubicin"
    assert without_salt("sodium") == "sodium"
    assert without_stereo("(+)-naloxone") == "naloxone"
    assert without_stereo("L-dopa") == "dopa"
    assert written_out("AD patients", {"AD": "Alzheimer disease"}) == "Alzheimer disease patients"
