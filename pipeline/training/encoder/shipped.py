"""An encoder as it is shipped, with weights of 8 bits, as floating-point numbers again."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from pipeline.errors import ModelError

#: The linear steps of a layer, and its normalisations (:class:`pipeline.training.encoder.network.Layer`).
_LINEAR: Final = ("attention", "output", "wide", "narrow")
_NORMS: Final = ("attended", "done")
_EMBEDDINGS: Final = ("pieces", "positions", "shapes", "hints")


def read_encoder(folder: Path) -> onnx.ModelProto:
    """The encoder of a folder.

    Raises:
        ModelError: naming the file, when it cannot be read.
    """
    path = folder / "encoder.onnx"
    try:
        return onnx.load(str(path))
    except Exception as error:
        raise ModelError(f"{path}: not a model that can be read ({error})") from error


def layers_of(model: onnx.ModelProto) -> int:
    """How many layers an encoder has.

    Args:
        model: the encoder, as :func:`pipeline.training.encoder.exporting.export` writes it.
    """
    names = {node.name for node in model.graph.node}
    return next(number for number in count() if f"/layers.{number}/attention/MatMul_quant" not in names)


def encoder_layer(model: onnx.ModelProto, number: int) -> dict[str, Tensor]:
    """The weights of a layer, by the names that the layer gives them.

    Args:
        model: the encoder, likewise.
        number: which layer, the lowest is 0.

    Raises:
        ModelError: the model has no such layer.
    """
    stored = _stored(model)
    names = {node.name: node.input[1] for node in model.graph.node if node.op_type == "MatMulInteger"}
    weights: dict[str, Tensor] = {}
    try:
        for part in _LINEAR:
            quantized = names[f"/layers.{number}/{part}/MatMul_quant"]
            # ONNX multiplies from the right, by a scale for each column.
            real = _real(stored, quantized.removesuffix("_quantized"))
            weights[f"{part}.weight"] = torch.from_numpy(np.ascontiguousarray(real.T))
        for part in (*_LINEAR, *_NORMS):
            kinds = ("weight", "bias") if part in _NORMS else ("bias",)
            for kind in kinds:
                value = numpy_helper.to_array(stored[f"layers.{number}.{part}.{kind}"])
                weights[f"{part}.{kind}"] = torch.from_numpy(value.copy())
    except KeyError as error:
        raise ModelError(f"expected an encoder with a layer {number} whose weights have 8 bits ({error})") from error
    return weights


def encoder_embeddings(model: onnx.ModelProto) -> dict[str, Tensor]:
    """The weights below the lowest layer, by the names that :class:`pipeline.training.encoder.network.Encoder` has.

    Args:
        model: the encoder, likewise.

    Raises:
        ModelError: the model has none such.
    """
    stored = _stored(model)
    weights: dict[str, Tensor] = {}
    try:
        for name in _EMBEDDINGS:
            whole = f"{name}.weight"
            value = numpy_helper.to_array(stored[whole]) if whole in stored else _real(stored, whole)
            weights[whole] = torch.from_numpy(value.copy())
        for kind in ("weight", "bias"):
            weights[f"embedded.{kind}"] = torch.from_numpy(numpy_helper.to_array(stored[f"embedded.{kind}"]).copy())
    except KeyError as error:
        raise ModelError(f"expected an encoder with embeddings ({error})") from error
    return weights


def _stored(model: onnx.ModelProto) -> dict[str, onnx.TensorProto]:
    return {each.name: each for each in model.graph.initializer}


def _real(stored: dict[str, onnx.TensorProto], name: str) -> npt.NDArray[np.float32]:
    """Weights of 8 bits as numbers: each less the zero point, times the scale."""
    ends = ("_quantized", "_scale", "_zero_point")
    whole, scale, zero = (numpy_helper.to_array(stored[name + end]) for end in ends)
    real: npt.NDArray[np.float32] = (whole.astype(np.float32) - zero.astype(np.float32)) * scale
    return real
