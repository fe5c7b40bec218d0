"""The learned model of section roles: its file, and what holds for any abstract."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ModelError
from pipeline.extract.sections import ROLES, load_section_model
from pipeline.extract.sections.features import read_places, read_sentence
from pipeline.extract.sections.model import COLUMNS, shipped_model

HEADER = "\t".join(COLUMNS)
CHAIN = ["start\t" + "\t" * 6, "end\t" + "\t" * 6, *(f"from\t{role}" + "\t" * 6 for role in ROLES)]
SENTENCES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(["We treated 40 children.", "Cure was seen in 75% (p = 0.01).", "It may help.", "It will be."]),
    ),
    max_size=12,
)


def written(tmp_path, *lines):
    path = tmp_path / "roles.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_points_add_up_over_the_sentence_its_neighbours_and_the_chain(tmp_path):
    path = written(
        tmp_path,
        HEADER,
        "start\t\t7" + "\t" * 5,
        "end\t\t" + "\t" * 4 + "\t",
        *CHAIN[2:],
        # Columns: background, objective, methods, results, conclusions, other.
        "own\tw:we\t\t\t10\t\t\t",
        "own\tw:cure\t\t\t\t20\t\t",
        "before\tw:we\t\t\t\t3\t\t",
        "after\tw:cure\t\t\t4\t\t\t",
    )
    model = load_section_model(path)
    assert model.emissions(["We tried.", "Cure came."]).tolist() == [[0, 0, 14, 0, 0, 0], [0, 0, 0, 23, 0, 0]]
    assert model.scores(["We tried.", "Cure came."]).tolist() == [[30, 23, 37, 23, 23, 23], [14, 14, 14, 37, 14, 14]]
    assert model.roles(["We tried.", "Cure came."]) == ["methods", "results"]
    assert model.roles([]) == []


@pytest.mark.parametrize(
    ("lines", "place", "said"),
    [
        ([], ":1: ", "the header"),
        (["kind\tfeature"], ":1: ", "the header"),
        ([HEADER, "own\tw:we\t1"], ":2: ", "expected 8 cells, found 3"),
        ([HEADER, *CHAIN, "own\tw:we\t1\t\t\t\t\tx"], ":10: ", "not a whole number"),
        ([HEADER, *CHAIN, "own\tw:we\t1.5\t\t\t\t\t"], ":10: ", "not a whole number"),
        ([HEADER, *CHAIN, "own\tw:we\t40000\t\t\t\t\t"], ":10: ", "beyond"),
        ([HEADER, *CHAIN, "beside\tw:we\t1\t\t\t\t\t"], ":10: ", "'beside'"),
        ([HEADER, "from\tdiscussion\t1\t\t\t\t\t"], ":2: ", "'discussion'"),
        ([HEADER, *CHAIN[:-1]], ":8: ", "'from other'"),
        ([HEADER, *CHAIN[1:]], ":8: ", "'start'"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path, lines, place, said):
    path = written(tmp_path, *lines)
    with pytest.raises(ModelError, match=said) as caught:
        load_section_model(path)
    assert str(caught.value).startswith(f"{path}{place}")


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(ModelError, match=r"missing\.tsv: the model of section roles cannot be read"):
        load_section_model(tmp_path / "missing.tsv")
    (tmp_path / "bytes.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(ModelError, match=r"bytes\.tsv: .*cannot be read"):
        load_section_model(tmp_path / "bytes.tsv")


@pytest.mark.parametrize(
    ("sentence", "has", "lacks"),
    [
        ("Cure was seen in 75% (p < 0.001).", {"f:P", "f:%", "w:00%", "w:0.0", "f:past", "b:was seen"}, {"f:CI"}),
        ("HR 0.5 (95% CI 0.3-0.8)", {"f:CI", "w:hr", "f:numbers4"}, {"f:P", "f:past"}),
        (
            "In 2015 we may have seen it.",
            {"w:year", "f:we", "f:modal", "f:tense:present+modal+we", "2:in year"},
            {"f:ed"},
        ),
        ("Patients randomized to drug A.", {"f:ed", "f:tense:", "last:a", "e:zed", "f:length0"}, {"f:past"}),
        ("It is registered as NCT01234567.", {"f:register", "w:nct"}, set()),
        ("", {"last:", "f:length0"}, {"f:past"}),
    ],
)
def test_a_sentence_shows_its_words_its_numbers_and_its_tense(sentence, has, lacks):
    own = set(read_sentence(sentence).own)
    assert has <= own
    assert not lacks & own


def test_places_tell_how_far_in_a_sentence_stands_and_where_the_figures_are():
    sentences = ["It was so.", "It was 5%.", "It is so."]
    places = read_places(sentences, [read_sentence(sentence) for sentence in sentences])
    assert {"p:from_start0", "p:to_end2", "p:figures_before0", "p:figures_behind1", "p:figures0/0/1"} <= set(places[0])
    assert {"p:from_start1", "p:to_end1", "p:figures0/1/0", "p:%/fifth2", "p:tenth5"} <= set(places[1])
    assert {"p:from_start2", "p:to_end0", "p:figures_before1", "p:present/to_end0"} <= set(places[2])


@given(SENTENCES)
def test_every_sentence_gets_one_role_and_the_same_each_time(sentences):
    model = shipped_model()
    found = model.roles(sentences)
    assert len(found) == len(sentences)
    assert set(found) <= set(ROLES)
    assert model.roles(list(sentences)) == found


@given(SENTENCES.filter(bool))
def test_the_best_labelling_scores_the_same_wherever_it_is_read(sentences):
    assert len(set(shipped_model().scores(sentences).max(axis=1).tolist())) == 1
