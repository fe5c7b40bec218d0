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
from pipeline.training.encoder.shipped import encoder_embeddings, encoder_layer, layers_of, read_encoder

WIDTH: Final = 384
ATTENTION_HEADS: Final = 12
VOCABULARY: Final = 30522
POSITIONS: Final = 128


class Dropout(nn.Module):
    """Drops a share of the states in training, in steps of a 256th: eight are drawn with each random number.

    Random numbers one by one were a fifth of a training's time on processors.
    """

    def __init__(self, share: float) -> None:
        """Make it.

        Args:
            share: of the states that are dropped.
        """
        super().__init__()
        self.dropped = round(share * 256)

    def forward(self, states: Tensor) -> Tensor:
        """The states; those kept are larger by as much as is dropped."""
        if not self.training or not self.dropped:
            return states
        drawn = torch.empty((states.numel() + 7) // 8, dtype=torch.int64).random_(-(2**63), None).view(torch.uint8)
        kept = drawn[: states.numel()].view(states.shape) >= self.dropped
        return states * (kept.to(states.dtype) * (256 / (256 - self.dropped)))


class Layer(nn.Module):
    """A layer of a BERT encoder."""

    def __init__(self, dropout: float, width: int = WIDTH, heads: int = ATTENTION_HEADS, wide: int = 4 * WIDTH) -> None:
        """Make it, with weights that are still to be loaded or fitted.

        Args:
            dropout: share of the states that are dropped in training; none of what attention weighs.
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
        self.dropout = Dropout(dropout)
        self.heads = heads

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """The next states; ``mask`` is added to the scores of attention."""
        batch, length, width = states.shape
        asking, asked, told = self.attention(states).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        # Written out: on processors PyTorch's own, with a mask and in 16 bits, takes longer on the way back.
        scores = asking @ asked.transpose(-1, -2) * asking.shape[-1] ** -0.5 + mask.to(asking.dtype)
        read = torch.softmax(scores, -1) @ told
        read = read.transpose(1, 2).reshape(batch, length, width)
        states = self.attended(states + self.dropout(self.output(read)))
        return self.done(states + self.dropout(self.narrow(functional.gelu(self.wide(states)))))


class Encoder(nn.Module):
    """Word pieces, their shapes and hints to the scores of every head's labels."""

    def __init__(self, layers: int, dropout: float = 0.1, auxiliary: int = 0) -> None:
        """Make it.

        Args:
            layers: how many layers of the pre-trained encoder are kept, the lowest.
            dropout: share of the states that are dropped in training.
            auxiliary: how many heads it has for corpora that it only learns from.
        """
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.hints = nn.Embedding(HINTS, WIDTH)
        self.embedded = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.heads = nn.Linear(WIDTH, len(HEADS) * LABELS)
        self.auxiliary = nn.Linear(WIDTH, auxiliary * LABELS) if auxiliary else None
        self.kept = 0
        for added in (self.shapes, self.hints):
            nn.init.zeros_(added.weight)

    def forward(self, ids: Tensor, shapes: Tensor, hints: Tensor) -> Tensor:
        """Scores of shape (windows, pieces, heads x labels), before the softmax; a piece of number 0 is padding."""
        scores: Tensor = self.heads(self.states(ids, shapes, hints))
        return scores

    def learn_besides(self, ids: Tensor, shapes: Tensor, hints: Tensor) -> Tensor:
        """Likewise, of the auxiliary heads."""
        if self.auxiliary is None:
            raise ValueError("an encoder without auxiliary heads")
        scores: Tensor = self.auxiliary(self.states(ids, shapes, hints))
        return scores

    def states(self, ids: Tensor, shapes: Tensor, hints: Tensor) -> Tensor:
        """The last states of each piece (windows, pieces, WIDTH)."""
        mask = torch.where(ids == 0, -10000.0, 0.0)[:, None, None, :]
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.kept):
            places = torch.arange(ids.shape[1])
            told = self.shapes(shapes) + self.hints(hints)
            states = self.dropout(self.embedded(self.pieces(ids) + self.positions(places) + told))
            for layer in self.layers[: self.kept]:
                states = layer(states, mask)
        for layer in self.layers[self.kept :]:
            states = layer(states, mask)
        dropped: Tensor = self.dropout(states)
        return dropped

    def keep(self, layers: int) -> None:
        """Let the lowest layers, and what is below them, stay as they are: others were fitted to what they make.

        Args:
            layers: how many; none for 0.
        """
        self.kept = layers
        fitted = (self.layers[layers:], self.heads, *(() if self.auxiliary is None else (self.auxiliary,)))
        for parameter in self.parameters() if layers else ():
            parameter.requires_grad = False
        for module in fitted:
            for parameter in module.parameters():
                parameter.requires_grad = True

    def load_shipped(self, folder: Path) -> None:
        """Take the embeddings and the layers of an encoder as it is shipped, as far as it has as many.

        Args:
            folder: the encoder's.

        Raises:
            ModelError: it is none whose weights have 8 bits.
        """
        model = read_encoder(folder)
        self.load_state_dict(encoder_embeddings(model), strict=False)
        for number, layer in zip(range(layers_of(model)), self.layers, strict=False):
            layer.load_state_dict(encoder_layer(model, number))

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
