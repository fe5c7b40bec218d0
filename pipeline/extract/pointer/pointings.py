"""The pointings of a document's figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pipeline.extract.ner.states import WindowStates
from pipeline.extract.pointer.model import NO_RESULT, ROLES, Floats, Pointer, Read
from pipeline.schema import Span

Role = Literal["measure", "group", "comparator"]
_PLACES: Final = {name: place for place, name in enumerate(ROLES)}
#: Of the words pointed to, one with less of the weight of the strongest is none of the name.
_PART: Final = 0.2


@dataclass(frozen=True)
class Pointing:
    """Where one figure points.

    Attributes:
        window: the pieces that were read with it.
        probabilities: by role, the share of each piece, after the share of `nothing here names it`.
        labels: the share of each label: of the measure's code, no result among them, the kind and the statistic.
    """

    window: WindowStates
    probabilities: Floats
    labels: Mapping[str, Mapping[str, float]]

    def share(self, role: Role, span: Span) -> float:
        """How much of what is pointed to lies within a span."""
        inside = self.window.within(span)
        return float(self.probabilities[_PLACES[role], 1 + inside.start : 1 + inside.stop].sum())

    def nothing(self, role: Role) -> float:
        """How sure it is that nothing near names it."""
        return float(self.probabilities[_PLACES[role], 0])

    @property
    def no_result(self) -> float:
        """How sure it is that the figure is no result."""
        return self.labels["measure"][NO_RESULT]

    def name(self, role: Role) -> Span | None:
        """The words around the strongest piece that share in it; None where nothing near is the likeliest."""
        shares = self.probabilities[_PLACES[role]]
        return None if shares.argmax() == 0 else self.names(role, 1)[0]

    def names(self, role: Role, most: int) -> list[Span]:
        """The words around each of the strongest pieces that share in it, the strongest first; none overlaps another.

        Args:
            role: what they name.
            most: so many at most.
        """
        shares = self.probabilities[_PLACES[role], 1:].copy()
        found: list[Span] = []
        while len(found) < most and len(shares) and shares.max() > 0:
            first, last = self._around(shares, int(shares.argmax()))
            found.append(Span(int(self.window.starts[first]), int(self.window.ends[last])))
            shares[first : last + 1] = 0
        return found

    def _around(self, shares: Floats, strongest: int) -> tuple[int, int]:
        """The first and the last piece of the words around one that have some of its weight."""
        words, least = self.window.words, shares[strongest] * _PART
        first = last = strongest
        while first > 0 and (words[first - 1] == words[first] or shares[first - 1] >= least):
            first -= 1
        while last + 1 < len(words) and (words[last + 1] == words[last] or shares[last + 1] >= least):
            last += 1
        return first, last


class Pointings:
    """What the pointer says of the figures of one document, each window read when it is first asked for."""

    def __init__(self, pointer: Pointer, windows: Sequence[WindowStates], quantities: Sequence[Span]) -> None:
        """Take what it reads.

        Args:
            pointer: the model.
            windows: the encoder's states of the document, in order.
            quantities: where its quantities stand.
        """
        self._pointer = pointer
        self._windows = windows
        self._quantities = quantities
        self._read: dict[int, Read] = {}
        self._told: dict[Span, Pointing | None] = {}

    def of(self, figure: Span) -> Pointing | None:
        """Where a figure points; None where it stands in no one window."""
        if figure not in self._told:
            self._told[figure] = self._of(figure)
        return self._told[figure]

    def _of(self, figure: Span) -> Pointing | None:
        for number, window in enumerate(self._windows):
            if window.span.contains(figure):
                inside = window.within(figure)
                if inside.start >= inside.stop:
                    return None
                read = self._of_window(number)
                shares = self._pointer.probabilities(read, inside)
                labels = self._pointer.label_shares(read, inside, shares[_PLACES["measure"], 1:])
                return Pointing(window, shares, labels)
        return None

    def _of_window(self, number: int) -> Read:
        if number not in self._read:
            window = self._windows[number]
            self._read[number] = self._pointer.read(window.states, window.marks(self._quantities))
        return self._read[number]
