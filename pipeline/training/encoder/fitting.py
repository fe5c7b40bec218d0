"""Fine-tuning on all corpora at once."""

from __future__ import annotations

import copy
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from pipeline.extract.ner.heads import HEADS, LABELS
from pipeline.training.encoder.examples import UNKNOWN, Window
from pipeline.training.encoder.network import Encoder

CLS, SEP, MASK = 101, 102, 103


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast.

    Attributes:
        epochs: times that every window is seen.
        batch: windows a step.
        rate: the highest learning rate, reached after ``warmup`` of all steps, from where it falls to 0.
        warmup: share of the steps.
        masked: share of the pieces that are hidden, so that a word is told by those around it as well.
        unhinted: share of the windows without the hints of the lexicons, so that these are not all that is learned.
        average: how much of the averaged weights a step keeps; what is exported is the average.
    """

    epochs: int = 9
    batch: int = 16
    rate: float = 3e-4
    warmup: float = 0.06
    masked: float = 0.05
    unhinted: float = 0.15
    average: float = 0.998


def batches(windows: Sequence[Window], schedule: Schedule, chance: random.Random) -> Iterator[list[Window]]:
    """One epoch: windows of like length together, in an order of chance."""
    order = list(windows)
    chance.shuffle(order)
    pool = schedule.batch * 32
    made: list[list[Window]] = []
    for start in range(0, len(order), pool):
        near = sorted(order[start : start + pool], key=lambda window: len(window.ids))
        made.extend(near[at : at + schedule.batch] for at in range(0, len(near), schedule.batch))
    chance.shuffle(made)
    return iter(made)


def inputs(batch: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """A batch as tensors, padded: pieces, shapes, hints, and labels as (windows, pieces, heads)."""
    longest = max(len(window.ids) for window in batch) + 2
    ids, shapes, hints = (np.zeros((len(batch), longest), dtype=np.int64) for _ in range(3))
    labels = np.full((len(batch), longest, len(HEADS)), UNKNOWN, dtype=np.int64)
    for row, window in enumerate(batch):
        inner = slice(1, 1 + len(window.ids))
        ids[row, 0], ids[row, len(window.ids) + 1] = CLS, SEP
        ids[row, inner], shapes[row, inner], hints[row, inner] = window.ids, window.shapes, window.hints
        labels[row, inner] = window.labels.T
    return torch.from_numpy(ids), torch.from_numpy(shapes), torch.from_numpy(hints), torch.from_numpy(labels)


def fit(
    encoder: Encoder, windows: Sequence[Window], schedule: Schedule, seed: int, after: Callable[[int, Encoder], None]
) -> Encoder:
    """Fine-tune an encoder and return its averaged weights.

    Args:
        encoder: the pre-trained encoder; it is changed.
        windows: what it is trained on.
        schedule: how long and how fast.
        seed: of the order of the windows and of all that is dropped.
        after: called after each epoch with its number and the average so far.
    """
    chance = random.Random(seed)
    torch.manual_seed(seed)
    steps = schedule.epochs * -(-len(windows) // schedule.batch)
    new = [p for name, p in encoder.named_parameters() if name.split(".")[0] in ("heads", "shapes", "hints")]
    known = {id(p) for p in new}
    old = [p for p in encoder.parameters() if id(p) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": old, "lr": schedule.rate}, {"params": new, "lr": 3 * schedule.rate}], weight_decay=0.01, fused=True
    )
    warm = max(1, int(schedule.warmup * steps))
    rising = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    average: Encoder = copy.deepcopy(encoder).eval()
    done, began = 0, time.monotonic()
    for epoch in range(schedule.epochs):
        encoder.train()
        total = 0.0
        for batch in batches(windows, schedule, chance):
            ids, shapes, hints, labels = inputs(batch)
            hidden = (torch.rand(ids.shape) < schedule.masked) & (ids > MASK)
            ids = torch.where(hidden, MASK, ids)
            hints = hints * (torch.rand(len(batch), 1) >= schedule.unhinted)
            scores = encoder(ids, shapes, hints).view(-1, LABELS)
            loss = functional.cross_entropy(scores, labels.view(-1), ignore_index=UNKNOWN)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimiser.step()
            rising.step()
            optimiser.zero_grad()
            done += 1
            kept = min(schedule.average, done / (done + 10))
            with torch.no_grad():
                for mean, now in zip(average.parameters(), encoder.parameters(), strict=True):
                    mean.lerp_(now, 1 - kept)
            total += loss.item()
            if done % 100 == 0:
                sys.stderr.write(f"step {done} of {steps}, loss {loss.item():.4f}, {time.monotonic() - began:.0f} s\n")
        sys.stderr.write(f"epoch {epoch + 1}: loss {total / -(-len(windows) // schedule.batch):.4f}\n")
        after(epoch + 1, average)
    return average
