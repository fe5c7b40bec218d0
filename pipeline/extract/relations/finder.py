"""Relations of a document: its pairs scored, those that are likely enough given out with the sentence that tells."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.extract.forest import Whole
from pipeline.extract.relations.conditions import tells_induction
from pipeline.extract.relations.entities import CHEMICAL, DISEASE, Unit, units
from pipeline.extract.relations.model import TYPES, RelationModel, load_model
from pipeline.extract.relations.pairs import Pair, pairs
from pipeline.extract.relations.reported import ANY, Harms
from pipeline.extract.relations.words import word_features
from pipeline.schema import OWN_SOURCES, Document, Mention, Relation, Span

#: Who states our relations.
SOURCE = "evigraph"
NO_HARMS = Harms()
#: How much surer it must be that two are related, in thousandths of a logit, where none of the concepts is a source's
#: own: the model learned from annotators' concepts, and of ours some are wrong (chosen on BioRED's development set).
SURER_OF_OURS = 450
#: By how much a type is the likelier one clearly, in thousandths of a logit.
CLEARLY = 1000
_POSITIVE = TYPES.index("Positive_Correlation")
_NEGATIVE = TYPES.index("Negative_Correlation")


class RelationFinder:
    """Finds relations between the concepts that a document names."""

    def __init__(self, model: Path) -> None:
        """Load a model.

        Raises:
            ModelError: when the file is not there or is no model.
        """
        self._model: RelationModel = load_model(model)

    def find(
        self,
        document: Document,
        sentences: Sequence[Span],
        mentions: Iterable[Mention],
        stated: Iterable[Relation] = (),
        harms: Harms = NO_HARMS,
    ) -> list[Relation]:
        """The relations of a document, sorted by their concepts.

        Args:
            document: the document.
            sentences: its sentences, in order.
            mentions: its mentions, of whichever source, in any order.
            stated: what its source states already, which is not said again.
            harms: therapies with the adverse events that were counted under them; see
                :func:`~pipeline.extract.relations.reported.reported_harms`.

        Returns:
            relations with score, type and novelty; ``evidence`` is the sentence that tells most of the two, the two
            sentences where it takes two that follow one another, and None where they stand further apart.
        """
        known = {frozenset((relation.subject.id, relation.object.id)) for relation in stated}
        named = [mention for mention in mentions if mention.concepts]
        surer = SURER_OF_OURS if all(mention.source in OWN_SOURCES for mention in named) else 0
        best: dict[frozenset[str], Relation] = {}
        for unit in units(document, sentences, named):
            for relation in self._of(unit, harms, surer):
                between = frozenset((relation.subject.id, relation.object.id))
                before = best.get(between)
                if between not in known and (before is None or (relation.score or 0) > (before.score or 0)):
                    best[between] = relation
        return sorted(best.values(), key=lambda relation: (relation.subject, relation.object, relation.type))

    def _of(self, unit: Unit, harms: Harms, surer: int) -> Iterable[Relation]:
        found = list(pairs(unit))
        if not found:
            return
        scored = self._model.scored(unit, found)
        likely, inducing = self._model.thresholds
        likely += surer
        for number, pair in enumerate(found):
            a, b = unit.entities[pair.first], unit.entities[pair.second]
            related, induced = int(scored.related[number]), int(scored.induced[number])
            if (related < likely and induced < inducing) or a.concept.id == b.concept.id:
                continue
            if (a.concept.id, b.concept.id) in harms.denied:
                # `None of the patients had thrombotic microangiopathy`
                continue
            if (a.kind, b.kind) != (CHEMICAL, DISEASE):
                kind = _likeliest(scored.types[number])
            elif (a.concept.id, b.concept.id) in harms.happened:
                kind = _POSITIVE
            elif (ANY, b.concept.id) in harms.happened:
                kind = _likeliest(_without(scored.types[number], _NEGATIVE))
            elif not _patients_have(unit, pair):
                kind = _type_with_disease(scored.types[number], induced >= inducing)
            elif related < likely:
                # Nothing but that the one brings the other about spoke for it.
                continue
            else:
                kind, induced = _NEGATIVE, related
            yield Relation(
                a.concept,
                b.concept,
                TYPES[kind],
                self._evidence(unit, pair),
                SOURCE,
                "Novel" if scored.novel[number] >= 0 else "No",
                _probability(max(related, induced)),
            )

    def _evidence(self, unit: Unit, pair: Pair) -> Span | None:
        """Where the words speak most for the relation."""
        if not pair.meetings:
            return _together(unit, pair)
        if len(pair.meetings) == 1:
            return unit.sentences[pair.meetings[0].a.sentence].span
        told = sorted(pair.meetings, key=lambda meeting: meeting.a.sentence)
        alone = [word_features(unit, Pair(pair.first, pair.second, [meeting], 0)) for meeting in told]
        scores = [int(score) for score in self._model.linear(alone)[:, 0]]
        return unit.sentences[told[scores.index(max(scores))].a.sentence].span


def _likeliest(types: Sequence[int] | Whole) -> int:
    scores = [int(score) for score in types]
    return scores.index(max(scores))


def _without(types: Whole, excluded: int) -> list[int]:
    scores = [int(score) for score in types]
    scores[excluded] = min(scores) - 1
    return scores


def _type_with_disease(types: Whole, induces: bool) -> int:
    """The likeliest type of a chemical with a disease.

    Whether a chemical brings a disease about, the model made for that alone decides; but where the other says clearly
    that it works against the disease.
    """
    likely = [int(score) for score in types]
    against = likely[_NEGATIVE] > likely[_POSITIVE] + CLEARLY
    likely[_POSITIVE] = max(likely) + 1 if induces and not against else min(likely) - 1
    return _likeliest(likely)


def _patients_have(unit: Unit, pair: Pair) -> bool:
    """Whether a disease is mostly named as what the patients have, and nowhere as brought about by the drug.

    In BC5CDR's training abstracts 4% of such pairs are induced, of the other pairs of a chemical and a disease 21%.
    """
    places = unit.entities[pair.second].places
    if 2 * sum(place.condition for place in places) < len(places):
        return False
    return not any(
        tells_induction(
            unit.sentences[meeting.a.sentence].words,
            (meeting.a.first, meeting.a.last),
            (meeting.b.first, meeting.b.last),
            meeting.b.condition,
        )
        for meeting in pair.meetings
    )


def _together(unit: Unit, pair: Pair) -> Span | None:
    """Two sentences that follow one another and name one of the two each, the first such two."""
    first = {place.sentence for place in unit.entities[pair.first].places}
    second = {place.sentence for place in unit.entities[pair.second].places}
    for at in range(len(unit.sentences) - 1):
        beside = (at in first and at + 1 in second) or (at in second and at + 1 in first)
        if beside and unit.sentences[at].span.end <= unit.sentences[at + 1].span.start:
            return unit.sentences[at].span.cover(unit.sentences[at + 1].span)
    return None


def _probability(score: int) -> float:
    return round(1 / (1 + math.exp(-score / 1000)), 3)
