"""Names that several concepts share: the document's words choose, where they choose clearly.

`Interleukin-2` is a drug and a gene, `DHAP` a regimen and a phosphate. A disease and an adverse event of one name are
one thing, and are both kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.linking.context import Context
from pipeline.extract.linking.evidence import BESIDE, NAMED, SENTENCE, SENTENCE_MOST, THRESHOLD, score
from pipeline.extract.linking.senses import Cues, Senses, kind_of
from pipeline.extract.terms import Match
from pipeline.schema import Concept, Mention


def is_shared(concepts: Sequence[Concept]) -> bool:
    """Whether the concepts of a name are different things."""
    return len({kind_of(c.type) for c in concepts}) > 1 or len({c.type for c in concepts}) < len(concepts)


def choose(match: Match, context: Context, senses: Senses) -> Mention:
    """The mention of a name that several concepts share.

    The first concept, which the lexicons' order of types prefers, has a point in advance. Concepts of another kind that
    the context speaks against leave the mention. Those of the same type stay, since two sources may tell of one thing
    under two identifiers; where the context does not speak, all stay, and the score says how little is known.
    """
    groups: dict[str, Cues] = {}
    points: list[float] = []
    for number, concept in enumerate(match.concepts):
        sort = kind_of(concept.type)
        if sort not in groups:
            groups[sort] = senses.group(sort)
            if sort == "gene":
                # A cytokine is given or measured; only beside a name of both does that tell which.
                groups[sort] += senses.group("measured")
        before, after = context.beside(groups[sort], match.span)
        near = min(len(context.in_sentence(groups[sort].words, match.span)), SENTENCE_MOST)
        points.append(
            (1.0 if number == 0 else 0.0)
            + BESIDE * before
            + BESIDE * after
            + SENTENCE * near
            + (NAMED if context.named_by_other(concept.id, match.surface) else 0.0)
        )
    order = sorted(range(len(points)), key=lambda number: (-points[number], number))
    if points[order[0]] <= 1.0 or score(points[order[0]], points[order[1]]) <= THRESHOLD:
        # Nothing speaks, or not clearly enough to go against the lexicons' order.
        order.sort()
    best = match.concepts[order[0]]
    # Another type of the same kind is the same thing under another heading, and no rival.
    rivals = [n for n in order[1:] if _are_rivals(best, match.concepts[n])]
    if not rivals:
        concepts = tuple(match.concepts[n] for n in order)
        return Mention(match.span, match.surface, best.type, concepts, source="lexicon", score=1.0)
    second = max(rivals, key=lambda n: (points[n], -n))
    sure = score(points[order[0]], points[second])
    rejected = {
        n for n in rivals if sure > THRESHOLD and points[order[0]] > 1.0 and _kind(match.concepts[n]) != _kind(best)
    }
    return Mention(
        match.span,
        match.surface,
        best.type,
        tuple(match.concepts[n] for n in order if n not in rejected),
        source="lexicon",
        score=sure,
        runner_up=match.concepts[second],
        runner_up_score=score(points[second], points[order[0]]),
    )


def _kind(concept: Concept) -> str:
    return kind_of(concept.type)


def _are_rivals(one: Concept, other: Concept) -> bool:
    return _kind(one) != _kind(other) or one.type == other.type
