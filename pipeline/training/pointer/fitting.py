"""Fitting the pointer to annotated figures."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from pipeline.extract.pointer.model import QUESTIONS, ROLES
from pipeline.training.encoder.network import WIDTH as STATES
from pipeline.training.pointer.examples import Example
from pipeline.training.pointer.network import Answers, PointerNetwork
from pipeline.training.schedule import Schedule

#: How much of the loss asks for any of the words that name what is sought.
_ANY = 0.7
#: How much the labels of each question count beside the roles.
_LABELS = {"measure": 0.5, "kind": 0.3, "statistic": 0.3}


#: The highest learning rate of what the encoder does not have.
RATE = 5e-4


@dataclass(frozen=True, slots=True)
class _Batch:
    states: Tensor
    marks: Tensor
    padding: Tensor
    figures: Tensor
    #: The window of each figure.
    owners: Tensor
    #: 1 where a place names what is asked: (figures, 1 + pieces, roles).
    named: Tensor
    #: 1 where it is known what names it: (figures, roles).
    known: Tensor
    #: For each question the number of each figure's label, -1 where it is not known.
    labels: list[Tensor]


def _batch(examples: Sequence[Example]) -> _Batch:
    length = max(len(each.states) for each in examples)
    targets = [(number, target) for number, each in enumerate(examples) for target in each.targets]
    states = torch.zeros(len(examples), length, STATES)
    marks = torch.zeros(len(examples), length, dtype=torch.long)
    padding = torch.ones(len(examples), length, dtype=torch.bool)
    for number, each in enumerate(examples):
        size = len(each.states)
        states[number, :size] = torch.from_numpy(each.states)
        marks[number, :size] = torch.from_numpy(each.marks)
        padding[number, :size] = False
    figures = torch.zeros(len(targets), length)
    named = torch.zeros(len(targets), 1 + length, len(ROLES))
    known = torch.zeros(len(targets), len(ROLES))
    for number, (_, target) in enumerate(targets):
        figures[number, list(target.figure)] = 1
        for role, pieces in enumerate(target.pieces):
            if pieces is not None:
                known[number, role] = 1
                named[number, [1 + piece for piece in pieces] or [0], role] = 1
    owners = torch.tensor([number for number, _ in targets])
    labels = [
        torch.tensor([-1 if target.labels[place] is None else target.labels[place] for _, target in targets])
        for place in range(len(QUESTIONS))
    ]
    return _Batch(states, marks, padding, figures, owners, named, known, labels)


def _scores(network: PointerNetwork, batch: _Batch) -> tuple[Tensor, Sequence[Tensor]]:
    answers = network(batch.states, batch.marks, batch.padding)
    owners = batch.owners
    answers = Answers(*(each[owners] for each in answers))
    places, labels = network.point(answers, batch.figures, batch.padding[owners])
    return places, labels.split(network.labels, 1)


def _loss(scores: Tensor, labels: Sequence[Tensor], batch: _Batch) -> Tensor:
    """Most of a role's asks that any of the words is pointed to, the rest that all of them are."""
    logs = functional.log_softmax(scores, 1)
    anywhere = -torch.logsumexp(logs + torch.where(batch.named > 0, 0.0, -1e4), 1)
    everywhere = -(logs * batch.named).sum(1) / batch.named.sum(1).clamp(min=1)
    each = _ANY * anywhere + (1 - _ANY) * everywhere
    loss = (each * batch.known).sum()
    for question, found, wanted in zip(QUESTIONS, labels, batch.labels, strict=True):
        loss = loss + _LABELS[question] * functional.cross_entropy(found, wanted, ignore_index=-1, reduction="sum")
    # By the figures of results, not by all numbers: those that are none have no role.
    result: Tensor = loss / batch.known.amax(1).sum().clamp(min=1)
    return result


def fit(
    network: PointerNetwork,
    examples: Sequence[Example],
    schedule: Schedule,
    seed: int,
    told: Callable[[int, float], object],
) -> None:
    """Fit a network, the same on every run with a seed and a version of PyTorch.

    Args:
        network: the network, fitted further from where it is.
        examples: the windows.
        schedule: how.
        seed: what order and dropout are drawn from.
        told: called after each epoch with its number and its loss.
    """
    torch.manual_seed(seed)
    order = list(examples)
    drawn = random.Random(seed)
    fitted = list(network.layers.parameters())
    others = [each for each in network.parameters() if not any(each is one for one in fitted)]
    optimizer, rates = schedule.optimizer(fitted, others, len(order))
    for epoch in range(schedule.epochs):
        network.train()
        drawn.shuffle(order)
        total = 0.0
        for start in range(0, len(order), schedule.windows):
            batch = _batch(order[start : start + schedule.windows])
            loss = _loss(*_scores(network, batch), batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            rates.step()
            total += loss.item()
        told(epoch + 1, total * schedule.windows / max(1, len(order)))


def hits(network: PointerNetwork, examples: Sequence[Example]) -> dict[str, tuple[int, int]]:
    """By role, of how many figures the strongest place is one that names it, and of how many that is known.

    Under the names of the questions of how many results the label is right, under ``result`` of how many numbers
    whether they are one.
    """
    network.eval()
    names = (*ROLES, *(f"label of {question}" for question in QUESTIONS), "result")
    right, known = torch.zeros(len(names)), torch.zeros(len(names))
    with torch.no_grad():
        for start in range(0, len(examples), 32):
            batch = _batch(examples[start : start + 32])
            scores, labels = _scores(network, batch)
            strongest = scores.argmax(1)
            right[: len(ROLES)] += (batch.named.gather(1, strongest[:, None])[:, 0] * batch.known).sum(0)
            known[: len(ROLES)] += batch.known.sum(0)
            results = batch.labels[0] > 0
            for place, (found, wanted) in enumerate(zip(labels, batch.labels, strict=True), start=len(ROLES)):
                counted = results & (wanted >= 0)
                right[place] += ((found.argmax(1) == wanted) & counted).sum()
                known[place] += counted.sum()
            told = batch.labels[0] >= 0
            right[-1] += (((labels[0].argmax(1) > 0) == results) & told).sum()
            known[-1] += told.sum()
    return {name: (int(right[place]), int(known[place])) for place, name in enumerate(names)}
