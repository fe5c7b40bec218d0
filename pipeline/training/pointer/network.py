"""The pointer in PyTorch: the encoder's upper layers, fitted further, and what each piece asks and answers.

Vinyals et al., Pointer Networks (2015): what is sought is a place in the text, and is chosen by a softmax over places.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from pipeline.extract.pointer.model import FARTHEST, NEAR, ROLES, WIDTH
from pipeline.training.encoder.network import WIDTH as STATES
from pipeline.training.encoder.network import Layer
from pipeline.training.pointer.layers import LAYERS

_ROLES = len(ROLES)


class Answers(NamedTuple):
    """What the pieces of windows ask and answer: :class:`pipeline.extract.pointer.model.Read` of each window."""

    asked: Tensor
    answered: Tensor
    own: Tensor
    named: Tensor


class PointerNetwork(nn.Module):
    """States of the encoder, and which pieces are quantities, to where figures point, and what they are."""

    def __init__(self, labels: Sequence[int], dropout: float = 0.4, within: float = 0.1) -> None:
        """Make it, with weights that are still to be taken from the encoder or fitted.

        Args:
            labels: how many labels each question has.
            dropout: share of the last states that are dropped in training.
            within: share of those within the layers.
        """
        super().__init__()
        self.labels = tuple(labels)
        self.quantities = nn.Embedding(2, STATES)
        self.layers = nn.ModuleList(Layer(within) for _ in LAYERS)
        self.dropout = nn.Dropout(dropout)
        self.asking = nn.Linear(STATES, _ROLES * WIDTH)
        self.answering = nn.Linear(STATES, _ROLES * WIDTH)
        self.nothing = nn.Linear(STATES, _ROLES)
        self.anyone = nn.Linear(STATES, _ROLES)
        self.own = nn.Linear(STATES, sum(labels))
        self.named = nn.Linear(STATES, sum(labels), bias=False)
        self.distances = nn.Embedding(2 * FARTHEST + 1, _ROLES)
        for added in (self.quantities, self.distances):
            nn.init.zeros_(added.weight)

    def forward(self, states: Tensor, marks: Tensor, padding: Tensor | None = None) -> Answers:
        """What the pieces of windows ask and answer.

        Args:
            states: the encoder's states (windows, pieces, STATES).
            marks: 1 where a piece belongs to a quantity.
            padding: true where a window has no piece.
        """
        read = states + self.quantities(marks)
        mask = torch.zeros(read.shape[:2]) if padding is None else torch.where(padding, -1e4, 0.0)
        for layer in self.layers:
            read = layer(read, mask[:, None, None])
        read = self.dropout(read)
        shape = (*read.shape[:2], _ROLES, WIDTH)
        asked = torch.cat([self.asking(read).view(shape), self.nothing(read)[..., None]], -1)
        answered = torch.cat([self.answering(read).view(shape), self.anyone(read)[..., None]], -1)
        return Answers(asked, answered, self.own(read), self.named(read))

    def point(self, answers: Answers, figures: Tensor, padding: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of places (figures, 1 + pieces, roles), the first is `nothing here`, and of labels (figures, labels).

        They are those before the softmax over places, or over the labels of a question.

        Args:
            answers: what the pieces of each figure's window ask and answer.
            figures: 1 where a piece belongs to the figure (figures, pieces).
            padding: true where the figure's window has no piece.
        """
        weights = figures / figures.sum(1, keepdim=True)
        question = torch.einsum("fp,fprw->frw", weights, answers.asked)
        answered = answers.answered
        scores = torch.einsum("fprw,frw->fpr", answered[..., :WIDTH], question[..., :WIDTH]) / WIDTH**0.5
        away = torch.arange(figures.shape[1])[None] - figures.argmax(1)[:, None]
        size = away.abs()
        far = NEAR + (torch.log2(size.clamp(min=1) / NEAR) * 5).long()
        size = torch.where(size < NEAR, size, far.clamp(max=FARTHEST))
        scores = scores + answered[..., WIDTH] + self.distances(torch.sign(away) * size + FARTHEST)
        scores = scores.masked_fill(padding[..., None], -1e4)
        scores = torch.cat([question[:, None, :, WIDTH], scores], 1)
        measure = functional.softmax(scores[..., 0], 1)[:, 1:]
        own = torch.einsum("fp,fpc->fc", weights, answers.own)
        return scores, own + torch.einsum("fp,fpc->fc", measure, answers.named)
