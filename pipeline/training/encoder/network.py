"""The encoder in PyTorch: the lower layers of a MiniLM, told of shapes and hints, with one linear head for all labels.

Wang et al., MiniLM: Deep Self-Attention Distillation for Task-Agnostic Compression of Pre-Trained Transformers (2020).
Sajjad et al., Poor Man's BERT (2020), drop the upper layers of a pre-trained encoder before it is fine-tuned.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from pipeline.extract.ner.heads import HEADS, LABELS
from pipeline.extract.ner.pieces import HINTS, SHAPES

WIDTH: Final = 384
ATTENTION_HEADS: Final = 12
VOCABULARY: Final = 30522
POSITIONS: Final = 128


class Layer(nn.Module):
    """A layer of a BERT encoder."""

    def __init__(self, dropout: float, width: int = WIDTH, heads: int = ATTENTION_HEADS, wide: int = 4 * WIDTH) -> None:
        """Make it, with weights that are still to be loaded or fitted.

        Args:
            dropout: share of the states that are dropped in training.
            width: numbers of a state.
            heads: of its attention.
            wide: numbers between its two linear steps.
        """
        super().__init__()
        self.attention = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)
        self.attended = nn.LayerNorm(width, eps=1e-12)
        self.wide = nn.Linear(width, wide)
        self.narrow = nn.Linear(wide, width)
        self.done = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.heads = heads

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """The next states; ``mask`` is added to the scores of attention."""
        batch, length, width = states.shape
        parts = self.attention(states).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        drop = self.dropout.p if self.training else 0.0
        read = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=mask, dropout_p=drop)
        read = read.transpose(1, 2).reshape(batch, length, width)
        states = self.attended(states + self.dropout(self.output(read)))
        return self.done(states + self.dropout(self.narrow(functional.gelu(self.wide(states)))))


class Encoder(nn.Module):
    """Word pieces, their shapes and hints to the scores of every head's labels."""

    def __init__(self, layers: int, dropout: float = 0.1) -> None:
        """Make it.

        Args:
            layers: how many layers of the pre-trained encoder are kept, the lowest.
            dropout: share of the states that are dropped in training.
        """
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.hints = nn.Embedding(HINTS, WIDTH)
        self.embedded = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.heads = nn.Linear(WIDTH, len(HEADS) * LABELS)
        for added in (self.shapes, self.hints):
            nn.init.zeros_(added.weight)

    def forward(self, ids: Tensor, shapes: Tensor, hints: Tensor) -> Tensor:
        """Scores of shape (windows, pieces, heads x labels), before the softmax; a piece of number 0 is padding."""
        mask = torch.where(ids == 0, -10000.0, 0.0)[:, None, None, :]
        places = torch.arange(ids.shape[1])
        told = self.shapes(shapes) + self.hints(hints)
        states = self.dropout(self.embedded(self.pieces(ids) + self.positions(places) + told))
        for layer in self.layers:
            states = layer(states, mask)
        scores: Tensor = self.heads(self.dropout(states))
        return scores

    def load_pretrained(self, path: Path) -> None:
        """Take the weights of a BERT of this width.

        Args:
            path: its ``model.safetensors``.
        """
        found = load_file(path)
        bert = {name.removeprefix("bert."): tensor for name, tensor in found.items()}

        def copied(module: nn.Module, name: str) -> None:
            module.load_state_dict({part: bert[f"{name}.{part}"] for part in dict(module.named_parameters())})

        segment = bert["embeddings.token_type_embeddings.weight"][0]
        with torch.no_grad():
            self.pieces.weight.copy_(bert["embeddings.word_embeddings.weight"])
            # There is one segment only: what it adds goes with the place.
            self.positions.weight.copy_(bert["embeddings.position_embeddings.weight"][:POSITIONS] + segment)
        copied(self.embedded, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            name = f"encoder.layer.{number}"
            selves = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
            joined = {kind: torch.cat([bert[f"{own}.{kind}"] for own in selves]) for kind in ("weight", "bias")}
            layer.get_submodule("attention").load_state_dict(joined)
            copied(layer.get_submodule("output"), f"{name}.attention.output.dense")
            copied(layer.get_submodule("attended"), f"{name}.attention.output.LayerNorm")
            copied(layer.get_submodule("wide"), f"{name}.intermediate.dense")
            copied(layer.get_submodule("narrow"), f"{name}.output.dense")
            copied(layer.get_submodule("done"), f"{name}.output.LayerNorm")
