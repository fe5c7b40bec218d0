"""The fitted pointer as the files that evigraph runs."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from pipeline.extract.pointer.model import OUTPUTS
from pipeline.training.encoder.exporting import quantize
from pipeline.training.encoder.network import WIDTH as STATES
from pipeline.training.pointer.network import PointerNetwork


def export(network: PointerNetwork, labels: Mapping[str, Sequence[str]], card: dict[str, Any], out: Path) -> None:
    """Write ``pointer.onnx`` and ``pointer.json``, the weights as those of the encoder.

    Args:
        network: the fitted network.
        labels: the labels of each question, by their numbers.
        card: what is told of its making.
        out: the folder; made where it is not there.
    """
    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    names = ("states", "marks", *OUTPUTS)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network,
            (torch.randn(1, 12, STATES), torch.zeros(1, 12, dtype=torch.long)),
            str(whole),
            input_names=list(names[:2]),
            output_names=list(names[2:]),
            dynamic_axes={name: {0: "windows", 1: "pieces"} for name in names},
            opset_version=17,
            dynamo=False,
        )
        quantize(whole, out / "pointer.onnx")
    distances = [[round(number, 5) for number in row] for row in network.distances.weight.tolist()]
    text = json.dumps(
        {**card, "distances": distances, "labels": {name: list(each) for name, each in labels.items()}}, sort_keys=True
    )
    (out / "pointer.json").write_text(text + "\n", encoding="utf-8")
