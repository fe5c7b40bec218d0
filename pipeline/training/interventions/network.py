"""The tagger in PyTorch: the encoder's upper layers, fitted further, and one linear head."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from pipeline.extract.ner.heads import LABELS
from pipeline.training.encoder.network import WIDTH, Layer
from pipeline.training.pointer.layers import LAYERS


class InterventionNetwork(nn.Module):
    """States of the encoder to the scores of each piece's labels."""

    def __init__(self, dropout: float = 0.3, within: float = 0.1) -> None:
        """Make it, with weights that are still to be taken from the encoder or fitted.

        Args:
            dropout: share of the last states that are dropped in training.
            within: share of those within the layers.
        """
        super().__init__()
        self.layers = nn.ModuleList(Layer(within) for _ in LAYERS)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(WIDTH, LABELS)

    def forward(self, states: Tensor, padding: Tensor | None = None) -> Tensor:
        """The scores of labels (windows, pieces, labels), before the softmax.

        Args:
            states: the encoder's states (windows, pieces, WIDTH).
            padding: true where a window has no piece.
        """
        mask = torch.zeros(states.shape[:2]) if padding is None else torch.where(padding, -1e4, 0.0)
        for layer in self.layers:
            states = layer(states, mask[:, None, None])
        scores: Tensor = self.head(self.dropout(states))
        return scores
