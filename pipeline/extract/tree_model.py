"""Trees as an ONNX model: onnxruntime walks them some fifteen times as fast as numpy does.

They are made of a forest's arrays when it is first asked, so that the file stays small. Leaves are whole numbers, and
sums of them that single precision holds are exact: the scores are those of the arrays on every machine.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pipeline.extract.onnx_messages import message, number, numbers

#: Whole numbers up to this are exact in single precision, in whatever order they are added.
EXACT: Final = 2**24
#: Fields of the messages of ONNX (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
_MODEL: Final = {"ir_version": 1, "graph": 7, "opset_import": 8}
_OPSET: Final = {"domain": 1, "version": 2}
_GRAPH: Final = {"node": 1, "name": 2, "input": 11, "output": 12}
_NODE: Final = {"input": 1, "output": 2, "op_type": 4, "attribute": 5, "domain": 7}
_ATTRIBUTE: Final = {"name": 1, "i": 3, "t": 5, "ints": 8, "type": 20}
_TENSOR: Final = {"dims": 1, "data_type": 2, "raw_data": 9}
_VALUE: Final = {"name": 1, "type": 2}
_TYPE: Final = {"tensor_type": 1}
_OF_TENSOR: Final = {"elem_type": 1}
#: Types of attributes, and of a tensor's numbers.
_INT, _TENSOR_TYPE, _INTS = 2, 4, 7
_FLOAT, _UINT8 = 1, 2
#: Of the operators for trees and of the format: the first that have this one.
_OPERATORS: Final = "ai.onnx.ml"
_OPERATORS_VERSION, _ONNX_VERSION, _IR_VERSION = 5, 21, 10
_SUM: Final = 1
_Whole = npt.NDArray[np.integer[Any]]


def as_onnx(feature: _Whole, value: _Whole, right: _Whole, starts: _Whole, classes: int) -> bytes:
    """A serialised model whose input `x` are the cases and whose output `y` the sums of their leaves, for each class.

    Args:
        feature: see :class:`pipeline.extract.forest.Forest`, as the others.
        value: likewise.
        right: likewise.
        starts: likewise.
        classes: how many classes the trees are of.
    """
    leaf = right == 0
    alone = np.zeros(len(leaf), dtype=bool)
    alone[starts] = leaf[starts]
    # A tree that is a leaf alone is written as a test both of whose branches lead to it.
    tests = np.flatnonzero(~leaf | alone)
    left_branch, right_branch = tests + ~alone[tests], tests + right[tests]
    place_of_leaf, place_of_test = np.cumsum(leaf) - 1, np.cumsum(~leaf | alone) - 1
    place = np.where(leaf, place_of_leaf, place_of_test)
    tree = np.searchsorted(starts, np.flatnonzero(leaf), side="right") - 1
    attributes = [
        _whole("n_targets", classes),
        _whole("aggregate_function", _SUM),
        _whole("post_transform", 0),
        _wholes("nodes_featureids", feature[tests]),
        _tensor("nodes_modes", np.zeros(len(tests), dtype=np.uint8), _UINT8),
        _tensor("nodes_splits", value[tests].astype("<f4"), _FLOAT),
        _wholes("nodes_truenodeids", place[left_branch]),
        _wholes("nodes_falsenodeids", place[right_branch]),
        _wholes("nodes_trueleafs", leaf[left_branch]),
        _wholes("nodes_falseleafs", leaf[right_branch]),
        _wholes("leaf_targetids", tree // (len(starts) // classes)),
        _tensor("leaf_weights", value[leaf].astype("<f4"), _FLOAT),
        _wholes("tree_roots", place_of_test[starts]),
    ]
    node = [
        _text(_NODE["input"], "x"),
        _text(_NODE["output"], "y"),
        _text(_NODE["op_type"], "TreeEnsemble"),
        *(message(_NODE["attribute"], each) for each in attributes),
        _text(_NODE["domain"], _OPERATORS),
    ]
    graph = [
        message(_GRAPH["node"], b"".join(node)),
        _text(_GRAPH["name"], "trees"),
        message(_GRAPH["input"], _value("x")),
        message(_GRAPH["output"], _value("y")),
    ]
    model = [
        number(_MODEL["ir_version"], _IR_VERSION),
        message(_MODEL["graph"], b"".join(graph)),
        message(_MODEL["opset_import"], _opset("", _ONNX_VERSION)),
        message(_MODEL["opset_import"], _opset(_OPERATORS, _OPERATORS_VERSION)),
    ]
    return b"".join(model)


def session_of(model: bytes) -> Any:
    """What runs a model, on one processor core."""
    # Imported by whom a model is loaded for: a run that finds nothing new loads none.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # What is kept for the next case is more than one takes.
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _text(field: int, words: str) -> bytes:
    return message(field, words.encode())


def _opset(domain: str, version: int) -> bytes:
    return _text(_OPSET["domain"], domain) + number(_OPSET["version"], version)


def _value(name: str) -> bytes:
    floats = message(_TYPE["tensor_type"], number(_OF_TENSOR["elem_type"], _FLOAT))
    return _text(_VALUE["name"], name) + message(_VALUE["type"], floats)


def _attribute(name: str, content: bytes, kind: int) -> bytes:
    return _text(_ATTRIBUTE["name"], name) + content + number(_ATTRIBUTE["type"], kind)


def _whole(name: str, value: int) -> bytes:
    return _attribute(name, number(_ATTRIBUTE["i"], value), _INT)


def _wholes(name: str, values: npt.NDArray[Any]) -> bytes:
    return _attribute(name, numbers(_ATTRIBUTE["ints"], values), _INTS)


def _tensor(name: str, values: npt.NDArray[Any], kind: int) -> bytes:
    told = [
        number(_TENSOR["dims"], len(values)),
        number(_TENSOR["data_type"], kind),
        message(_TENSOR["raw_data"], values.tobytes()),
    ]
    return _attribute(name, message(_ATTRIBUTE["t"], b"".join(told)), _TENSOR_TYPE)
