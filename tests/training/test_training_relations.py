"""Training: trees as arrays say what scikit-learn says, and thresholds stand where F1 is best."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.training.relations.__main__ import main
from pipeline.training.relations.fitting import best_threshold

CORPUS = """\
{id}|t|Aspirin induced fever.
{id}|a|Fever after aspirin. Ibuprofen was given for fever.
{id}\t0\t7\tAspirin\tChemical\tC000001
{id}\t16\t21\tfever\tDisease\tC000002
{id}\t44\t53\tIbuprofen\tChemical\tC000003
{id}\t{type}\tC000001\tC000002
"""


@pytest.mark.parametrize("classes", [2, 3])
def test_trees_as_arrays_say_what_scikit_learn_says(classes):
    ensemble = pytest.importorskip("sklearn.ensemble")
    from pipeline.training.relations.fitting import as_forest

    draw = np.random.default_rng(1)
    rows = draw.integers(-1, 20, size=(300, 5))
    labels = (rows[:, 0] + rows[:, 1] * (rows[:, 2] > 9)) % classes
    fitted = ensemble.HistGradientBoostingClassifier(max_iter=12, max_leaf_nodes=16, early_stopping=False)
    fitted.fit(rows.astype(float), labels)
    base = np.asarray(fitted._baseline_prediction).reshape(-1)
    forest = as_forest([[step[n].nodes for step in fitted._predictors] for n in range(len(base))], base)

    expected = fitted.decision_function(rows.astype(float)).reshape(len(rows), -1)

    assert np.abs(forest.scores(rows) / 1000 - expected).max() < 0.01


def test_a_tree_of_one_leaf_says_the_same_of_all():
    ensemble = pytest.importorskip("sklearn.ensemble")
    from pipeline.training.relations.fitting import as_forest

    rows = np.zeros((40, 2))
    fitted = ensemble.HistGradientBoostingClassifier(max_iter=2, early_stopping=False).fit(rows, [0, 1] * 20)
    forest = as_forest([[step[0].nodes for step in fitted._predictors]], np.zeros(1))

    assert forest.scores(rows.astype(int)).tolist() == [[0]] * 40


def test_the_threshold_is_where_f1_is_best():
    scores, labels = np.array([90, 80, 10, 5, 1]), np.array([1, 1, 0, 0, 0])

    threshold, f1 = best_threshold(scores, labels, stated=2)

    assert (threshold, f1) == (80, 1.0)


def test_a_corpus_that_is_missing_is_named(tmp_path, capsys):
    assert main(["--shared", str(tmp_path), "--out", str(tmp_path / "model.npz")]) == 1
    assert "dev.pubtator: no such corpus; set EVIGRAPH_SHARED" in capsys.readouterr().err


def test_documents_of_a_development_set_are_no_examples(tmp_path):
    from pipeline.training.relations.examples import examples, held_out, read

    for folder, type_ in (("biored", "Positive_Correlation"), ("bc5cdr", "CID"), ("ncbi_disease", "CID")):
        (tmp_path / "data" / folder).mkdir(parents=True)
        (tmp_path / "data" / folder / "dev.pubtator").write_text(CORPUS.format(id=7, type=type_), encoding="utf-8")
    (tmp_path / "data" / "biored" / "train.pubtator").write_text(
        CORPUS.format(id=7, type="Association") + "\n" + CORPUS.format(id=8, type="Association"), encoding="utf-8"
    )

    assert held_out(tmp_path) == {"PMID:7"}
    assert [r.document.id for r in read(tmp_path, "biored/train.pubtator")] == ["PMID:7", "PMID:8"]
    made = examples(read(tmp_path, "bc5cdr/dev.pubtator"))
    # Aspirin with fever, ibuprofen with fever, aspirin with ibuprofen.
    assert sorted(made.induced.tolist()) == [-1, 0, 1]
    assert (made.stated, made.inducing, len(made.words)) == (1, 1, 3)
