"""The file of the model: what is wrong with one is said by file and part."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline import resources
from pipeline.errors import ModelError
from pipeline.extract.relations.model import COLUMNS, load_model


def spoiled(folder, **parts):
    """The shipped model with parts changed; None takes one away."""
    with np.load(resources.relation_model()) as archive:
        every = {name: archive[name] for name in archive.files}
    every = {name: part for name, part in (every | parts).items() if part is not None}
    path = folder / "spoiled.npz"
    np.savez(path, **every)
    return path


def test_a_model_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"none\.npz: the model cannot be read"):
        load_model(tmp_path / "none.npz")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_archive_is_named(tmp_path, content):
    path = tmp_path / "broken.npz"
    path.write_bytes(content)

    with pytest.raises(ModelError, match=r"broken\.npz: expected an archive of numpy arrays"):
        load_model(path)


def test_a_file_that_was_cut_off_or_changed_is_named(tmp_path):
    whole = resources.relation_model().read_bytes()
    path = tmp_path / "broken.npz"
    for content in (whole[:-1], whole[: len(whole) // 2], whole[:5000] + b"\x00" * 50 + whole[5050:]):
        path.write_bytes(content)
        with pytest.raises(ModelError, match=r"broken\.npz"):
            load_model(path)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"bias": None}, r"expected the part 'bias', found induced\.base, "),
        (
            {"bias": np.zeros(3, dtype=np.int32)},
            r"bias: expected whole numbers of shape \(10,\), found int32 of shape \(3,\)",
        ),
        ({"thresholds": np.zeros(2)}, r"thresholds: expected whole numbers of shape \(2,\), found float64"),
        ({"related.right": np.zeros(1, dtype=np.int16)}, r"related: expected as many numbers and branches as nodes"),
        ({"type.base": np.zeros(2, dtype=np.int32)}, r"type: expected 8 classes"),
        ({"novel.starts": np.zeros(0, dtype=np.int32)}, r"novel: expected as many trees for each class"),
    ],
)
def test_a_part_that_is_missing_or_does_not_fit_is_named(tmp_path, parts, message):
    with pytest.raises(ModelError, match=r"spoiled\.npz: " + message):
        load_model(spoiled(tmp_path, **parts))


def test_a_test_of_a_column_that_does_not_exist_is_named(tmp_path):
    with np.load(resources.relation_model()) as archive:
        feature = archive["related.feature"].copy()
    feature[0] = len(COLUMNS)

    with pytest.raises(ModelError, match=r"related: expected columns below"):
        load_model(spoiled(tmp_path, **{"related.feature": feature}))


def test_the_model_is_small():
    assert resources.relation_model().stat().st_size < 3_000_000
