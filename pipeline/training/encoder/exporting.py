"""The trained encoder as the files that evigraph runs: ONNX with weights of 8 bits, its word pieces, its card."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from pipeline.extract.ner.heads import HEADS
from pipeline.extract.ner.pieces import HINTS, SHAPES
from pipeline.training.encoder.network import Encoder

_INPUTS = ("ids", "shapes", "hints")


def quantize(whole: Path, out: Path) -> None:
    """Write a model with weights of 8 bits.

    They have 7 of them: processors without instructions for 8-bit dot products overflow on more, and would give other
    scores than those that have them.

    Args:
        whole: the model with weights of floating-point numbers.
        out: the file to write.
    """
    quantize_dynamic(
        whole,
        out,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def export(encoder: Encoder, tokenizer: Tokenizer, card: dict[str, Any], out: Path) -> None:
    """Write ``encoder.onnx``, ``tokenizer.json`` and ``encoder.json``.

    Args:
        encoder: the trained encoder.
        tokenizer: its word pieces.
        card: what is told of its making; the layout of its inputs and outputs is added.
        out: the folder; made where it is not there.
    """
    out.mkdir(parents=True, exist_ok=True)
    encoder.eval()
    ids = torch.randint(1000, 2000, (2, 12))
    told = torch.zeros_like(ids)
    axes = {name: {0: "windows", 1: "pieces"} for name in (*_INPUTS, "scores")}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            encoder,
            (ids, told, told),
            str(whole),
            input_names=list(_INPUTS),
            output_names=["scores"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize(whole, out / "encoder.onnx")
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    layout = {"heads": list(HEADS), "shapes": SHAPES, "hints": HINTS}
    text = json.dumps({**layout, **card}, indent=2, sort_keys=True, ensure_ascii=False)
    (out / "encoder.json").write_text(text + "\n", encoding="utf-8")
