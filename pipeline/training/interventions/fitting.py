"""Fitting the tagger, what it marks, and how often that is what is annotated."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from pipeline.extract.ner.heads import LABELS
from pipeline.extract.ner.labels import to_spans
from pipeline.schema import Span
from pipeline.training.encoder.network import WIDTH
from pipeline.training.interventions.examples import Window
from pipeline.training.interventions.network import InterventionNetwork
from pipeline.training.schedule import Schedule

#: A label that is not looked at.
_UNKNOWN = -1


#: The highest learning rate of its head.
RATE = 1e-3


def _batch(windows: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor]:
    """States, padding and labels."""
    length = max(len(each.labels) for each in windows)
    states = torch.zeros(len(windows), length, WIDTH)
    padding = torch.ones(len(windows), length, dtype=torch.bool)
    labels = torch.full((len(windows), length), _UNKNOWN)
    for number, each in enumerate(windows):
        size = len(each.labels)
        states[number, :size] = torch.from_numpy(each.read.states)
        padding[number, :size] = False
        labels[number, :size] = torch.from_numpy(each.labels)
    return states, padding, labels


def fit(
    network: InterventionNetwork,
    windows: Sequence[Window],
    schedule: Schedule,
    seed: int,
    told: Callable[[int, float], object],
) -> None:
    """Fit a network, the same on every run with a seed and a version of PyTorch.

    Args:
        network: the network, fitted further from where it is.
        windows: what it learns from.
        schedule: how.
        seed: what order and dropout are drawn from.
        told: called after each epoch with its number and its loss.
    """
    torch.manual_seed(seed)
    drawn, order = random.Random(seed), list(windows)
    optimizer, rates = schedule.optimizer(network.layers.parameters(), network.head.parameters(), len(order))
    for epoch in range(schedule.epochs):
        network.train()
        drawn.shuffle(order)
        total = 0.0
        for start in range(0, len(order), schedule.windows):
            states, padding, labels = _batch(order[start : start + schedule.windows])
            scores = network(states, padding)
            loss = functional.cross_entropy(scores.view(-1, LABELS), labels.view(-1), ignore_index=_UNKNOWN)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            rates.step()
            total += loss.item()
        told(epoch + 1, total * schedule.windows / max(1, len(order)))


def marks(network: InterventionNetwork, windows: Sequence[Window]) -> list[list[tuple[Span, float]]]:
    """What it marks in each window, and how sure it is of each mark."""
    network.eval()
    found: list[list[tuple[Span, float]]] = []
    with torch.no_grad():
        for start in range(0, len(windows), 32):
            batch = windows[start : start + 32]
            states, padding, _ = _batch(batch)
            shares = network(states, padding).softmax(-1).numpy()
            for each, own in zip(batch, shares, strict=True):
                size = len(each.labels)
                found.append(to_spans(each.read, slice(0, size), own[:size]))
    return found


def hits(network: InterventionNetwork, windows: Sequence[Window]) -> tuple[int, int, int]:
    """How many marks are annotated places to the letter, how many marks there are, and how many places."""
    right = marked = wanted = 0
    for each, own in zip(windows, marks(network, windows), strict=True):
        shares = functional.one_hot(torch.from_numpy(each.labels), LABELS).numpy().astype("float32")
        places = {span for span, _ in to_spans(each.read, slice(0, len(each.labels)), shares)}
        told = {span for span, _ in own}
        right, marked, wanted = right + len(places & told), marked + len(told), wanted + len(places)
    return right, marked, wanted


def parted(windows: Iterable[Window], parts: int) -> list[list[Window]]:
    """The windows in parts of whole papers, by the CRC-32 of a paper's name."""
    found: list[list[Window]] = [[] for _ in range(parts)]
    for each in windows:
        found[zlib.crc32(each.paper.encode()) % parts].append(each)
    return found
