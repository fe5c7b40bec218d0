"""The pointer that comes with evigraph: where figures point, the same each time; what it says of bad files."""

import json
import shutil
from functools import cache

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import resources
from pipeline.errors import ModelError
from pipeline.extract.ner import Encoder
from pipeline.extract.ner.states import STATES, WindowStates, with_outputs
from pipeline.extract.pointer import Pointer, Pointings
from pipeline.extract.quantities import parse
from pipeline.extract.sentences import split_sentences
from pipeline.schema import Span
from tests.extract.ner.builders import abstract, place, shipped_encoder


@cache
def encoder_with_states():
    return Encoder(resources.encoder(), states=True)


@cache
def shipped_pointer():
    return Pointer(resources.pointer())


def pointings(text):
    document = abstract(text)
    _, windows = encoder_with_states().read(document, split_sentences(text, document.passages), [], [])
    return Pointings(shipped_pointer(), windows, [quantity.span for quantity in parse(text)])


FERRITIN = (
    "Serum ferritin was 64 ug/L in the iron group and 31 ug/L in the placebo group, "
    "and fatigue scores were 3.1 and 5.4, respectively."
)


@pytest.mark.parametrize(
    ("figure", "role", "words"),
    [
        ("64 ug/L", "measure", "Serum ferritin"),
        ("31 ug/L", "measure", "Serum ferritin"),
        ("3.1", "measure", "fatigue scores"),
        ("5.4", "measure", "fatigue scores"),
        ("64 ug/L", "group", "iron group"),
        ("31 ug/L", "comparator", "placebo"),
        ("5.4", "group", "placebo"),
    ],
)
def test_a_figure_points_to_what_it_is_of(figure, role, words):
    pointing = pointings(FERRITIN).of(place(FERRITIN, figure))
    assert pointing.name(role).of(FERRITIN) == words
    assert pointing.share(role, place(FERRITIN, words)) > 0.4


def test_a_figure_of_all_patients_points_to_no_group():
    text = "Overall survival at 5 years was 71%."
    pointing = pointings(text).of(place(text, "71%"))
    assert pointing.name("group") is None


@settings(max_examples=25)
@given(st.text(max_size=200), st.integers(0, 60), st.integers(1, 20))
def test_shares_are_of_one_whole_and_names_lie_within_the_text(text, start, length):
    read = pointings(text)
    figure = Span(min(start, len(text)), min(start + length, len(text)))
    pointing = read.of(figure)
    if pointing is None:
        return
    assert np.allclose(pointing.probabilities.sum(axis=1), 1, atol=1e-4)
    assert np.array_equal(pointing.probabilities, pointings(text).of(figure).probabilities)
    for role in ("measure", "group", "comparator"):
        name = pointing.name(role)
        assert name is None or Span(0, len(text)).contains(name)


def test_a_figure_outside_of_all_windows_points_nowhere():
    assert pointings("Pain fell to 2.4 at 6 weeks.").of(Span(200, 203)) is None
    assert pointings("").of(Span(0, 1)) is None


def test_outputs_told_behind_a_model_leave_its_scores_as_they_are():
    model = (resources.encoder() / "encoder.onnx").read_bytes()
    sessions = [
        onnxruntime.InferenceSession(each, providers=["CPUExecutionProvider"])
        for each in (model, with_outputs(model, STATES))
    ]
    ids = np.array([[101, 2054, 2003, 2023, 102]])
    told = {"ids": ids, "shapes": np.zeros_like(ids), "hints": np.zeros_like(ids)}
    (scores,), (same, states) = (session.run(None, told) for session in sessions)
    assert np.array_equal(scores, same)
    assert states.shape == (1, 5, 384)


def test_an_encoder_of_other_layers_is_read_without_states(tmp_path):
    folder = shutil.copytree(resources.encoder(), tmp_path / "encoder")
    model = (folder / "encoder.onnx").read_bytes()
    (folder / "encoder.onnx").write_bytes(model.replace(b"/layers.1/done/Layer", b"/layers.9/done/Layer"))
    text = "The primary endpoint was progression-free survival."
    document = abstract(text)
    told = (document, split_sentences(text, document.passages), [], [])
    assert Encoder(folder).read(*told) == (shipped_encoder().recognise(*told), [])
    with pytest.raises(ModelError, match=r"encoder\.onnx"):
        Encoder(folder, states=True)


def test_the_pieces_of_a_quantity_are_marked():
    window = WindowStates(np.array([0, 5, 8]), np.array([4, 7, 9]), np.arange(3), np.zeros((3, 2), dtype=np.float32))
    assert window.marks([Span(5, 9), Span(20, 22)]).tolist() == [0, 1, 1]


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(resources.pointer(), tmp_path / "pointer")


@pytest.mark.parametrize("name", ["pointer.json", "pointer.onnx"])
def test_a_missing_file_is_named(copied, name):
    (copied / name).unlink()
    with pytest.raises(ModelError, match=name):
        Pointer(copied)


@pytest.mark.parametrize("name", ["pointer.json", "pointer.onnx"])
def test_a_spoilt_file_is_named(copied, name):
    (copied / name).write_bytes(b"\x00nothing")
    with pytest.raises(ModelError, match=name):
        Pointer(copied)


@pytest.mark.parametrize(
    ("part", "other", "message"),
    [
        ("distances", [[0.0, 0.0, 0.0]], "distances"),
        ("labels", {"measure": ["OS"], "kind": ["arm"], "statistic": ["mean"]}, "NONE"),
        ("labels", {"measure": ["NONE"]}, "kind"),
    ],
)
def test_a_pointer_of_another_make_is_refused(copied, part, other, message):
    path = copied / "pointer.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**told, part: other}), encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        Pointer(copied)


@pytest.mark.parametrize(
    ("figure", "measure", "kind"),
    [("64 ug/L", "OTHER", "arm"), ("forty", "N", None), ("0.72", None, "contrast"), ("0.05", "NONE", None)],
)
def test_a_figure_has_the_label_of_what_it_is(figure, measure, kind):
    text = (
        "In 2019 forty women were randomised to iron or placebo; a value below 0.05 was taken for significant. Serum "
        "ferritin was 64 ug/L in the iron group. Survival was better with iron (hazard ratio 0.72; 95% CI 0.5 to 0.9)."
    )
    labels = pointings(text).of(place(text, figure)).labels
    assert measure is None or max(labels["measure"], key=labels["measure"].get) == measure
    assert kind is None or max(labels["kind"], key=labels["kind"].get) == kind
    for shares in labels.values():
        assert abs(sum(shares.values()) - 1) < 1e-4


def test_what_is_no_result_is_told_to_be_none():
    text = "Smokers were 12% of all. Pain fell by 31% with yoga."
    assert pointings(text).of(place(text, "12%")).no_result > pointings(text).of(place(text, "31%")).no_result
