"""How much of a document speaks for each sense of a name: points of evidence, and what is decided by them.

Evidence is a sum of points. What the table gives a sense beforehand; a cue right before the name, and one right behind
it; cues in its sentence; cues elsewhere in the document; the sense's long name in the document; what the other places
of the same short form say; and above all a definition by the document itself. The sense with the most points is
chosen. Its score is its points over those of all in question,

    score = own / (own + runner-up's + 1)

so that it lies between 0 and 1, is above one half where the sense leads the runner-up by more than a point, and comes
from sums of whole and half numbers alone: the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.linking.context import Context
from pipeline.extract.linking.senses import Sense
from pipeline.schema import Span

#: Points for a cue right before a name, and for one right behind it.
BESIDE = 4.0
#: Points for a cue in the name's sentence, and how many of them count.
SENTENCE, SENTENCE_MOST = 2.0, 2
#: Points for a cue elsewhere in the document, and how many of them count.
DOCUMENT, DOCUMENT_MOST = 1.0, 2
#: Points for the sense's long name in the document.
NAMED = 3.0
#: Points for the sense that the other places of the same short form speak for most.
ELSEWHERE = 2.0
#: Points for a definition by the document: alone it gives a score of 0.95.
DEFINED = 19.0
#: A score must lie above this for the sense to be chosen.
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Ranked:
    """The senses of a name at one place, best first, with their points."""

    senses: tuple[tuple[Sense, float], ...]

    @property
    def best(self) -> Sense:
        """The sense with the most points."""
        return self.senses[0][0]

    @property
    def score(self) -> float:
        """The score of the best sense."""
        return score(self.senses[0][1], self.senses[1][1] if len(self.senses) > 1 else 0.0)

    @property
    def runner_up(self) -> Sense | None:
        """The sense with the second most points; None where there is but one."""
        return self.senses[1][0] if len(self.senses) > 1 else None

    @property
    def runner_up_score(self) -> float | None:
        """How much spoke for the runner-up, on the same scale."""
        return score(self.senses[1][1], self.senses[0][1]) if len(self.senses) > 1 else None


def score(own: float, rival: float) -> float:
    """Points as a number between 0 and 1, to three decimals."""
    return round(own / (own + rival + 1.0), 3)


def rank(
    context: Context,
    form: str,
    places: Sequence[Span],
    senses: Sequence[Sense],
    defined: Sequence[Sequence[float]] | None = None,
) -> list[Ranked]:
    """The senses of a short form at each of its places.

    Args:
        context: the document.
        form: the short form.
        places: where it stands.
        senses: what it may stand for; of equals the first counts as the better.
        defined: for each place the points of each sense by the document's own definitions.
    """
    local = [_local(context, senses, place) for place in places]
    wide = [_in_document(context, form, sense) for sense in senses]
    sums = [sum(points[number] for points in local) for number in range(len(senses))]
    result: list[Ranked] = []
    for at, place in enumerate(places):
        others = [total - own for total, own in zip(sums, local[at], strict=True)]
        most = max(others, default=0.0)
        leading = [number for number, points in enumerate(others) if points == most]
        letters_count = not context.in_capitals(place)
        points = [
            (sense.prior if letters_count or not sense.named else 0.0)
            + local[at][number]
            + wide[number]
            + (ELSEWHERE if most > 0 and leading == [number] else 0.0)
            + (defined[at][number] if defined is not None else 0.0)
            for number, sense in enumerate(senses)
        ]
        order = sorted(range(len(senses)), key=lambda number: (-points[number], number))
        result.append(Ranked(tuple((senses[number], points[number]) for number in order)))
    return result


def _local(context: Context, senses: Sequence[Sense], place: Span) -> list[float]:
    """The points of each sense by what stands beside a name and in its sentence."""
    beside = [BESIDE * sum(context.beside(sense.cues, place)) for sense in senses]
    if any(sense.word and points for sense, points in zip(senses, beside, strict=True)) and context.in_capitals(place):
        # `ALL PATIENTS`: among capitals a turn of the common word is just that.
        beside = [2 * points if sense.word else 0.0 for sense, points in zip(senses, beside, strict=True)]
    near = [SENTENCE * min(len(context.in_sentence(sense.cues.words, place)), SENTENCE_MOST) for sense in senses]
    return [one + other for one, other in zip(beside, near, strict=True)]


def _in_document(context: Context, form: str, sense: Sense) -> float:
    points = DOCUMENT * len(context.in_document(sense.cues.words, DOCUMENT_MOST))
    if any(label != form and context.says(label) for label in sense.labels) or (
        sense.named and context.names(sense.concept.id, form)
    ):
        points += NAMED
    return points
