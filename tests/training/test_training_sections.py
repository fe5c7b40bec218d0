"""The training of the model of section roles, on abstracts of a few sentences written for the test."""

import json
from itertools import pairwise, product

import numpy as np
import pytest

from pipeline.errors import IngestError
from pipeline.extract.sections import load_section_model
from pipeline.training.sections.__main__ import main
from pipeline.training.sections.build import Scores
from pipeline.training.sections.corpus import load_abstracts, without_labels

TEXT = (
    "BACKGROUND: Fever {0} is common. Its cause is not known.\n"
    "METHODS: We gave drug {0} to children. We counted fevers.\n"
    "RESULTS: Fever fell to {0}0%. Rash was seen in {0} children.\n"
    "CONCLUSION: Drug {0} may help. It should be used."
)
ROLES = ("background", "background", "methods", "methods", "results", "results", "conclusions", "conclusions")


def shared(tmp_path, *, count=40):
    data = tmp_path / "data"
    (data / "evidence_outcomes").mkdir(parents=True)
    (data / "bc5cdr").mkdir()
    lines = [
        json.dumps({"pmcid": str(number), "title": f"Trial number {number} of a drug", "abstract": TEXT.format(number)})
        for number in range(1, count + 1)
    ]
    (data / "structured_abstracts.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_labels_leave_the_text_and_give_their_roles():
    sections = [
        ("BACKGROUND", "Fever is common. We ask why."),
        ("METHODS AND RESULTS", "We saw 5."),
        ("DISCUSSION", "It may well be so in children"),
        (None, "and it may not."),
        ("TRIAL REGISTRATION", "NCT1"),
    ]
    assert without_labels(sections) == (
        ("Fever is common.", "We ask why.", "We saw 5.", "It may well be so in children and it may not.", "NCT1"),
        ("background", "background", None, "conclusions", "other"),
    )


def test_what_is_scored_elsewhere_and_what_stands_twice_is_not_learned_from(tmp_path):
    folder = shared(tmp_path, count=4)
    gold = tmp_path / "gold" / "outcomes" / "abstracts"
    gold.mkdir(parents=True)
    (gold / "PMC1.txt").write_text("Some text.", encoding="utf-8")
    (gold / "PMID9.txt").write_text("Trial Number 2\nof a drug\nFever is common.", encoding="utf-8")
    labelled = "Background: It is. Methods: We did. Results: It was. Conclusions: It may."
    others = tmp_path / "data" / "evidence_outcomes"
    (others / "7.txt").write_text(f"Another trial of it\n{labelled}", encoding="utf-8")
    (others / "8.txt").write_text(f"Trial number 3 of a drug\n{labelled}", encoding="utf-8")
    (others / "9.txt").write_text(f"A third trial of it\n{labelled}", encoding="utf-8")
    (tmp_path / "data" / "bc5cdr" / "train.pubtator").write_text(
        f"10|t|A fourth trial of it\n10|a|{labelled}\n10\t0\t1\tA\tDisease\tD1\n\n11|t|A fifth\n11|a|It is so.\n",
        encoding="utf-8",
    )

    found = load_abstracts(folder)

    assert [abstract.id for abstract in found] == ["PMC:PMC3", "PMC:PMC4", "PMID:7", "PMID:10"]
    assert found[0].roles == ROLES
    assert found[2].sentences == ("It is.", "We did.", "It was.", "It may.")
    assert found[2].roles == ("background", "methods", "results", "conclusions")


@pytest.mark.parametrize("line", ["{", "[]", '{"pmcid": "1", "title": "x"}', "3"])
def test_a_line_that_is_no_abstract_is_told(tmp_path, line):
    folder = shared(tmp_path, count=2)
    path = folder / "data" / "structured_abstracts.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(IngestError) as caught:
        load_abstracts(folder)
    assert str(caught.value).startswith(f"{path}:3: ")


def test_without_abstracts_nothing_is_written(tmp_path, capsys):
    assert main(["--shared", str(tmp_path), "--out", str(tmp_path / "roles.tsv")]) == 1
    assert "structured_abstracts.jsonl" in capsys.readouterr().err
    assert not (tmp_path / "roles.tsv").exists()


def test_the_model_learns_what_it_is_taught_the_same_each_time(tmp_path, capsys):
    pytest.importorskip("scipy")
    folder = shared(tmp_path)
    files = [tmp_path / "first.tsv", tmp_path / "second.tsv"]
    for path in files:
        assert main(["--shared", str(folder), "--out", str(path)]) == 0
    assert "accuracy 1.0000" in capsys.readouterr().out
    assert files[0].read_bytes() == files[1].read_bytes()
    sentences, _ = without_labels([("RESULTS", "Rash was seen in 3 children."), ("CONCLUSION", "It should be used.")])
    assert load_section_model(files[0]).roles(sentences) == ["results", "conclusions"]


def test_what_is_expected_is_what_all_labellings_say():
    pytest.importorskip("scipy")
    from pipeline.training.sections import crf

    random = np.random.default_rng(0)
    features = [[[int(c) for c in random.integers(0, 6, 2)] for _ in range(length)] for length in (2, 4, 1)]
    labels = [[0, 1], [1, -1, 0, 2], [2]]
    sequences = crf.as_sequences(features, labels, 6)
    weights = crf.Weights(*(random.normal(size=size) for size in ((6, 3), (3, 3), 3, 3)))
    scores = sequences.matrix @ weights.features
    allowed = np.ones((7, 3))
    allowed[0, 1] = allowed[5, 2] = 0

    total, counts = crf._expect(sequences, weights, scores, allowed)

    mass, steps, first = 0.0, np.zeros((3, 3)), np.zeros(3)
    for column in sequences.place.T:
        items = [int(item) for item in column if item >= 0]
        labellings = [
            y for y in product(range(3), repeat=len(items)) if all(allowed[i, k] for i, k in zip(items, y, strict=True))
        ]
        points = [
            weights.start[y[0]]
            + weights.end[y[-1]]
            + sum(scores[i, k] for i, k in zip(items, y, strict=True))
            + sum(weights.steps[a, b] for a, b in pairwise(y))
            for y in labellings
        ]
        whole = np.exp(points).sum()
        mass += float(np.log(whole))
        for y, share in zip(labellings, np.exp(points) / whole, strict=True):
            first[y[0]] += share
            for a, b in pairwise(y):
                steps[a, b] += share
    assert total == pytest.approx(mass)
    assert counts.steps == pytest.approx(steps)
    assert counts.start == pytest.approx(first)


def test_accuracy_counts_the_roles_asked_for():
    confusion = np.zeros((6, 6), dtype=np.int64)
    confusion[0, 0], confusion[0, 1], confusion[2, 3], confusion[5, 5] = 6, 2, 2, 10
    scores = Scores(confusion)
    assert scores.accuracy(("background", "methods")) == 0.6
    assert scores.accuracy(("background", "objective", "methods"), merged=True) == 0.8
    assert scores.f1("background") == pytest.approx(6 / 7)
    assert scores.f1("results") == 0.0
