"""The fitted tagger as the file that evigraph runs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch

from pipeline.extract.ner.interventions import FILE
from pipeline.training.encoder.exporting import quantize
from pipeline.training.encoder.network import WIDTH
from pipeline.training.interventions.network import InterventionNetwork


def export(network: InterventionNetwork, out: Path) -> None:
    """Write ``interventions.onnx``, the weights as those of the encoder.

    Args:
        network: the fitted network.
        out: the folder; made where it is not there.
    """
    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network,
            (torch.randn(1, 12, WIDTH),),
            str(whole),
            input_names=["states"],
            output_names=["scores"],
            dynamic_axes={name: {0: "windows", 1: "pieces"} for name in ("states", "scores")},
            opset_version=17,
            dynamo=False,
        )
        quantize(whole, out / FILE)
