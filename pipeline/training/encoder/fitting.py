"""Fine-tuning on all corpora at once."""

from __future__ import annotations

import copy
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from pipeline.extract.ner.heads import LABELS
from pipeline.training.encoder.examples import UNKNOWN, Window
from pipeline.training.encoder.network import Encoder

CLS, SEP, MASK = 101, 102, 103
#: What no pre-trained encoder has: it is fitted faster.
_NEW = ("heads", "auxiliary", "shapes", "hints")


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
        besides: share of the auxiliary windows that an epoch sees.
        batch_besides: how many of these a step.
        weight_besides: what their loss counts.
    """

    epochs: int = 9
    batch: int = 16
    rate: float = 3e-4
    warmup: float = 0.06
    masked: float = 0.05
    unhinted: float = 0.15
    average: float = 0.998
    besides: float = 0.5
    batch_besides: int = 32
    weight_besides: float = 0.5


def batches(windows: Sequence[Window], size: int, chance: random.Random) -> list[list[Window]]:
    """Windows of like length together, in an order of chance.

    Args:
        windows: the windows.
        size: how many are together.
        chance: gives the order.
    """
    order = list(windows)
    chance.shuffle(order)
    pool = size * 32
    made: list[list[Window]] = []
    for start in range(0, len(order), pool):
        near = sorted(order[start : start + pool], key=lambda window: len(window.ids))
        made.extend(near[at : at + size] for at in range(0, len(near), size))
    chance.shuffle(made)
    return made


def inputs(batch: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """A batch as tensors, padded: pieces, shapes, hints, and labels as (windows, pieces, heads)."""
    longest = max(len(window.ids) for window in batch) + 2
    ids, shapes, hints = (np.zeros((len(batch), longest), dtype=np.int64) for _ in range(3))
    labels = np.full((len(batch), longest, len(batch[0].labels)), UNKNOWN, dtype=np.int64)
    for row, window in enumerate(batch):
        inner = slice(1, 1 + len(window.ids))
        ids[row, 0], ids[row, len(window.ids) + 1] = CLS, SEP
        ids[row, inner], shapes[row, inner], hints[row, inner] = window.ids, window.shapes, window.hints
        labels[row, inner] = window.labels.T
    return torch.from_numpy(ids), torch.from_numpy(shapes), torch.from_numpy(hints), torch.from_numpy(labels)


def fit(
    encoder: Encoder,
    windows: Sequence[Window],
    schedule: Schedule,
    seed: int,
    after: Callable[[int, Encoder], None],
    *,
    besides: Sequence[Window] = (),
    short: bool = False,
) -> Encoder:
    """Fine-tune an encoder and return its averaged weights.

    Args:
        encoder: the pre-trained encoder; it is changed.
        windows: what it is trained on.
        schedule: how long and how fast.
        seed: of the order of the windows and of all that is dropped.
        after: called after each epoch with its number and the average so far.
        besides: windows of auxiliary corpora.
        short: compute in 16 bits where that does not hurt: twice as fast where the processor has instructions for it.
    """
    chance = random.Random(seed)
    torch.manual_seed(seed)
    seen = int(schedule.besides * len(besides))
    steps = schedule.epochs * (-(-len(windows) // schedule.batch) + -(-seen // schedule.batch_besides))
    fitted = {name: p for name, p in encoder.named_parameters() if p.requires_grad}
    names = {name for name in fitted if name.split(".")[0] in _NEW}
    new, old = ([fitted[name] for name in fitted if (name in names) == fresh] for fresh in (True, False))
    optimiser = torch.optim.AdamW(
        [{"params": old, "lr": schedule.rate}, {"params": new, "lr": 3 * schedule.rate}], weight_decay=0.01, fused=True
    )
    warm = max(1, int(schedule.warmup * steps))
    rising = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    average: Encoder = copy.deepcopy(encoder).eval()
    means = [mean for name, mean in average.named_parameters() if name in fitted]
    done, began = 0, time.monotonic()
    for epoch in range(schedule.epochs):
        encoder.train()
        total = 0.0
        order = [(batch, False) for batch in batches(windows, schedule.batch, chance)]
        order += [(batch, True) for batch in batches(chance.sample(besides, seen), schedule.batch_besides, chance)]
        chance.shuffle(order)
        for batch, auxiliary in order:
            ids, shapes, hints, labels = inputs(batch)
            hidden = (torch.rand(ids.shape) < schedule.masked) & (ids > MASK)
            ids = torch.where(hidden, MASK, ids)
            hints = hints * (torch.rand(len(batch), 1) >= schedule.unhinted)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=short):
                scores = (encoder.learn_besides if auxiliary else encoder)(ids, shapes, hints)
            told = scores.float().reshape(-1, LABELS)
            loss = functional.cross_entropy(told, labels.view(-1), ignore_index=UNKNOWN)
            (loss * schedule.weight_besides if auxiliary else loss).backward()
            torch.nn.utils.clip_grad_norm_(fitted.values(), 1.0)
            optimiser.step()
            rising.step()
            optimiser.zero_grad()
            done += 1
            kept = min(schedule.average, done / (done + 10))
            with torch.no_grad():
                for mean, now in zip(means, fitted.values(), strict=True):
                    mean.lerp_(now, 1 - kept)
            total += 0.0 if auxiliary else loss.item()
            if done % 100 == 0:
                sys.stderr.write(f"step {done} of {steps}, loss {loss.item():.4f}, {time.monotonic() - began:.0f} s\n")
        sys.stderr.write(f"epoch {epoch + 1}: loss {total / -(-len(windows) // schedule.batch):.4f}\n")
        after(epoch + 1, average)
    return average
