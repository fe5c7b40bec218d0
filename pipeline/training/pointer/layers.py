"""The upper layers of the encoder as it is shipped, with weights of 8 bits, as floating-point numbers again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from pipeline.errors import ModelError

#: The encoder's layers whose weights those of other models begin with: those above the layer whose states they read.
LAYERS: Final = (2, 3)
#: The linear steps of a layer, and its normalisations (:class:`pipeline.training.encoder.network.Layer`).
_LINEAR: Final = ("attention", "output", "wide", "narrow")
_NORMS: Final = ("attended", "done")


def encoder_layer(model: onnx.ModelProto, number: int) -> dict[str, Tensor]:
    """The weights of a layer, by the names that the layer gives them.

    Args:
        model: the encoder, as :func:`pipeline.training.encoder.exporting.export` writes it.
        number: which layer, the lowest is 0.

    Raises:
        ModelError: the model has no such layer.
    """
    stored = {each.name: each for each in model.graph.initializer}
    names = {node.name: node.input[1] for node in model.graph.node if node.op_type == "MatMulInteger"}
    weights: dict[str, Tensor] = {}
    try:
        for part in _LINEAR:
            quantized = names[f"/layers.{number}/{part}/MatMul_quant"]
            whole, scale, zero = (
                numpy_helper.to_array(stored[quantized.removesuffix("_quantized") + end])
                for end in ("_quantized", "_scale", "_zero_point")
            )
            # ONNX multiplies from the right, by a scale for each column.
            real = (whole.astype(np.float32) - zero.astype(np.float32)) * scale
            weights[f"{part}.weight"] = torch.from_numpy(np.ascontiguousarray(real.T))
        for part in (*_LINEAR, *_NORMS):
            kinds = ("weight", "bias") if part in _NORMS else ("bias",)
            for kind in kinds:
                value = numpy_helper.to_array(stored[f"layers.{number}.{part}.{kind}"])
                weights[f"{part}.{kind}"] = torch.from_numpy(value.copy())
    except KeyError as error:
        raise ModelError(f"expected an encoder with a layer {number} whose weights have 8 bits ({error})") from error
    return weights


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


def load_layers(layers: Iterable[nn.Module], folder: Path) -> None:
    """Give layers the weights of :data:`LAYERS` of the encoder.

    Args:
        layers: as many.
        folder: the encoder's, as it is shipped.

    Raises:
        ModelError: the encoder has no such layers.
    """
    model = read_encoder(folder)
    for number, layer in zip(LAYERS, layers, strict=True):
        layer.load_state_dict(encoder_layer(model, number))
