"""What the ranker learns from: choices in annotated documents, and which of the candidates is right."""

import json

import pytest

from pipeline import resources
from pipeline.config import load_config
from pipeline.errors import ModelError
from pipeline.extract import Extractor
from pipeline.extract.findings import ForestRanker
from pipeline.extract.findings.ranker import Choice
from pipeline.extract.findings.ranking import COLUMNS
from pipeline.training.pointer.examples import annotated
from pipeline.training.pointer.sources import part_of
from pipeline.training.ranking.__main__ import main
from pipeline.training.ranking.examples import Recorder, examples
from pipeline.training.ranking.labels import alike, labels

TEXT = (
    "Iron or placebo in women\n\nMETHODS: Forty women were randomised to iron or placebo for 8 weeks. RESULTS: Anemia "
    "resolved in 41% of the iron group and in 20% with placebo. Sleep was better with iron (p = 0.02)."
)
ROWS = (
    {
        "kind": "arm",
        "quote": "41%",
        "measure": "OTHER",
        "measure_text": "Anemia resolved",
        "value": 41.0,
        "group": "iron",
        "statistic": "proportion",
    },
    {
        "kind": "contrast",
        "quote": "p = 0.02",
        "measure": "OTHER",
        "measure_text": "Sleep",
        "p_value": 0.02,
        "group": "iron",
        "comparator": "placebo",
        "statistic": "p_only",
    },
    {"kind": "arm", "quote": "Forty women", "measure": "N", "measure_text": "women", "total": 40, "statistic": "count"},
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def asked():
    recorder = Recorder()
    config = load_config()
    return recorder, Extractor(config.lexicons, config.measures, models=["encoder"], relations=False, ranker=recorder)


def test_each_choice_of_an_annotated_figure_is_an_example(folder, asked):
    recorder, extractor = asked
    found = list(examples(annotated(folder), extractor, recorder))
    assert {each.document for each in found} == {"a"}
    assert {each.what for each in found} >= {"result", "kind", "code", "p_value", "group", "side", "comparator", "time"}
    assert all(len(case) == len(COLUMNS[each.what]) for each in found for case in each.cases)
    assert all(len(each.cases) == len(each.labels) for each in found)
    # No annotated row tells the 20%: as far as is known it is no result.
    results = [each.labels for each in found if each.what == "result"]
    assert (False, True) in results
    assert (True, False) in results
    kinds = [each.labels for each in found if each.what == "kind"]
    assert kinds == [(True, False)]
    groups = [each.labels for each in found if each.what == "group"]
    assert any(any(each) and not all(each) for each in groups)


def test_while_choices_are_kept_the_rules_or_another_ranker_answer(folder, asked):
    recorder, extractor = asked
    list(examples(annotated(folder), extractor, recorder))
    first = list(recorder.asked)
    list(examples(annotated(folder), extractor, recorder))
    assert recorder.asked == first
    for choice in first:
        assert [score > 0 for score in recorder.scores(choice)] == [bool(case[0]) for case in choice.cases]
    other = Recorder(ForestRanker.load(resources.ranking()))
    assert [other.scores(choice) for choice in first] == [other.ranker.scores(choice) for choice in first]
    assert other.asked == first


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, None, True),
        (None, "the treatment group", True),
        ("iron group", "the iron arm", True),
        ("iron", "iron with vitamin C", True),
        ("iron", "iron with zinc, copper and vitamin C", False),
        ("iron", "placebo", False),
        (None, "placebo", False),
    ],
)
def test_names_tell_the_same_where_they_share_words_enough(one, other, same):
    assert alike(one, other) is alike(other, one) is same


def test_candidates_are_right_as_the_rows_have_it():
    arm, contrast, size = ROWS
    assert labels("result", ("none", "result"), []) == (True, False)
    assert labels("result", ("none", "result"), [size]) == (True, False)
    assert labels("result", ("none", "result"), [arm]) == (False, True)
    assert labels("measure", ("OTHER:anemia", "OTHER:sleep"), [arm]) == (True, False)
    assert labels("measure", ("OTHER:anemia",), [size]) is None
    assert labels("p_value", ("OTHER:sleep", "OTHER:mood"), [contrast, {**contrast, "measure_text": "mood"}]) == (
        True,
        True,
    )
    survival = {**arm, "measure": "OS", "measure_text": "survival"}
    assert labels("measure", ("OS:death", "OTHER:survival"), [survival]) == (True, False)
    fever = {**arm, "measure": "AE", "measure_text": "fever"}
    assert labels("measure", ("OTHER:severe fever", "AE:fever"), [fever]) == (False, True)
    assert labels("measure", ("OTHER:severe fever", "AE:rash"), [fever]) == (True, False)
    assert labels("code", ("OTHER", "AE"), [arm]) == (True, False)
    assert labels("group", (None, "iron group"), [arm]) == (False, True)
    assert labels("comparator", (None, "placebo"), [contrast]) == (False, True)
    assert labels("side", (None, "placebo"), [arm]) is None
    timed = {**arm, "time_value": 12, "time_unit": "weeks"}
    assert labels("time", (None, "84 days", "12 months"), [timed]) == (False, True, False)
    assert labels("time", (None, "84 days"), [arm]) == (True, False)


def test_documents_fall_into_the_same_part_on_every_run():
    assert [part_of(name, 2) for name in ("PMC1", "PMC2", "PMC3", "PMC4")] == [1, 1, 1, 0]


def test_a_folder_without_pointers_is_named(folder, capsys):
    assert main(["--rows", str(folder), "--others", str(folder), "--out", str(folder / "out.npz")]) == 1
    told = capsys.readouterr().err
    assert "expected folders of pointers" in told or "scikit-learn" in told


def test_a_missing_or_other_model_is_named(tmp_path):
    path = tmp_path / "ranking.npz"
    with pytest.raises(ModelError, match=r"ranking\.npz"):
        ForestRanker.load(path)
    path.write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(ModelError, match=r"ranking\.npz"):
        ForestRanker.load(path)


def test_the_ranker_that_comes_along_says_something_of_every_choice():
    ranker = ForestRanker.load(resources.ranking())
    for what, columns in COLUMNS.items():
        scores = ranker.scores(Choice(what, None, ("a", "b"), [[1] * len(columns), [0] * len(columns)]))
        assert len(scores) == 2
