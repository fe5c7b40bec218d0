"""The upper layers of the encoder as it is shipped: what other models begin with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from torch import nn

from pipeline.training.encoder.shipped import encoder_layer, read_encoder

#: The encoder's layers whose weights those of other models begin with: those above the layer whose states they read.
LAYERS: Final = (2, 3)


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
