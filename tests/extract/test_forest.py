"""Trees as arrays: the leaf that each case comes to, and files that are no such trees."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ModelError
from pipeline.extract.forest import Arrays, Forest

#: A leaf, or a column, the greatest number that goes left, and two branches.
LEAF = st.integers(-900, 900)
TREE = st.recursive(
    LEAF, lambda branch: st.tuples(st.integers(0, 2), st.integers(-5, 5), branch, branch), max_leaves=12
)


def laid_out(trees, base):
    """The arrays of trees that are written as nested tuples."""
    feature, number, right, starts = [], [], [], []

    def add(tree):
        at = len(feature)
        leaf = isinstance(tree, int)
        feature.append(0 if leaf else tree[0])
        number.append(tree if leaf else tree[1])
        right.append(0)
        if not leaf:
            add(tree[2])
            right[at] = len(feature) - at
            add(tree[3])

    for tree in trees:
        starts.append(len(feature))
        add(tree)
    return Forest(*(np.array(each, dtype=np.int16) for each in (feature, number, right, starts, base)))


def walked(tree, row):
    while not isinstance(tree, int):
        column, most, left, right = tree
        tree = left if row[column] <= most else right
    return tree


@given(
    st.lists(st.tuples(TREE, TREE), min_size=1, max_size=5),
    st.lists(st.tuples(*[st.integers(-8, 8)] * 3), min_size=1, max_size=6),
)
def test_every_case_comes_to_the_leaf_that_its_tests_lead_to(pairs, rows):
    first, second = ([pair[place] for pair in pairs] for place in (0, 1))
    forest = laid_out([*first, *second], [7, -7])
    expected = [[7 + sum(walked(t, r) for t in first), -7 + sum(walked(t, r) for t in second)] for r in rows]
    assert forest.scores(np.array(rows)).tolist() == expected


@given(
    st.lists(TREE, min_size=1, max_size=6),
    st.lists(st.tuples(*[st.integers(-8, 8)] * 3), min_size=1, max_size=6),
)
def test_onnxruntime_and_numpy_walk_alike(trees, rows):
    forest = laid_out(trees, [3])
    assert forest._session is not None
    assert forest.scores(np.array(rows)).tolist() == forest._walked(np.array(rows)).tolist()


def test_trees_whose_sums_single_precision_does_not_hold_are_left_to_numpy():
    leaves = [2**23, 2**23 - 1]
    parts = [[0, 0, 0] * 2, [0, 1, leaves[0], 0, 1, leaves[1]], [2, 0, 0] * 2, [0, 3], [0]]
    forest = Forest(*map(np.array, parts))
    assert forest._session is not None
    assert forest.scores(np.array([[1], [0]])).tolist() == [[sum(leaves)], [2]]
    parts[1][5] += 1
    forest = Forest(*map(np.array, parts))
    assert forest._session is None
    assert forest.scores(np.array([[1], [0]])).tolist() == [[2**24], [2]]


def saved(path, forest, **changed):
    parts = {name: getattr(forest, name) for name in ("feature", "number", "right", "starts", "base")} | changed
    np.savez(path, **{f"a.{name}": np.array(part) for name, part in parts.items()})
    return Arrays.read(path)


GOOD = laid_out([(1, 3, 10, (0, 2, 20, 30)), 5], [0])


def test_trees_are_read_back(tmp_path):
    read = saved(tmp_path / "a.npz", GOOD).forest("a", 1, 2)
    rows = np.array([[0, 0], [0, 9], [9, 9]])
    assert read.scores(rows).tolist() == GOOD.scores(rows).tolist() == [[15], [25], [35]]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"number": [1, 2]}, "branches"),
        ({"base": [0, 0, 0]}, "classes"),
        ({"starts": [0, 0]}, "nodes of every tree"),
        ({"starts": [0, 60]}, "nodes of every tree"),
        # a branch that leads out of its tree, back, or nowhere
        ({"right": [9, 0, 2, 0, 0, 0]}, "end within"),
        ({"right": [-1, 0, 2, 0, 0, 0]}, "end within"),
        ({"right": [1, 0, 2, 0, 0, 0]}, "end within"),
        ({"right": [2, 0, 2, 0, 2, 0]}, "end within"),
        ({"right": [2.0, 0, 2, 0, 0, 0]}, "whole numbers"),
    ],
)
def test_arrays_that_are_no_trees_are_refused(tmp_path, changed, expected):
    arrays = saved(tmp_path / "a.npz", GOOD, **changed)
    with pytest.raises(ModelError, match=expected):
        arrays.forest("a", 1, 2)


def test_trees_that_read_columns_which_are_not_there_are_refused(tmp_path):
    with pytest.raises(ModelError, match="columns below 1"):
        saved(tmp_path / "a.npz", GOOD).forest("a", 1, 1)
