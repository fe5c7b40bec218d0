"""How models that go on from the encoder's layers are fitted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from torch import nn
from torch.optim import AdamW
from torch.optim.lr_scheduler import OneCycleLR


@dataclass(frozen=True, slots=True)
class Schedule:
    """Epochs, windows at a time, the highest learning rates, the decay of weights.

    The layers that come from the encoder know much already, and change slowly.
    """

    epochs: int
    rate: float
    windows: int = 12
    rate_of_layers: float = 2e-4
    decay: float = 0.05

    def optimizer(
        self, layers: Iterable[nn.Parameter], others: Iterable[nn.Parameter], windows: int
    ) -> tuple[AdamW, OneCycleLR]:
        """What changes the weights, and the rates at which it does.

        Args:
            layers: the weights of the layers that come from the encoder.
            others: all others.
            windows: how many windows an epoch has.
        """
        groups = [{"params": list(layers), "lr": self.rate_of_layers}, {"params": list(others), "lr": self.rate}]
        optimizer = AdamW(groups, weight_decay=self.decay)
        steps = self.epochs * -(-windows // self.windows)
        highest = [self.rate_of_layers, self.rate]
        return optimizer, OneCycleLR(optimizer, highest, total_steps=steps + 1, pct_start=0.1)
