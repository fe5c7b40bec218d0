"""Which diseases a study is about: those that its therapies were applied to, as far as its text tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from pipeline.graph.model import DISEASE
from pipeline.schema import Concept, Document, Finding, Mention

Basis = Literal["title", "most_mentioned"]


def affirmed(mentions: Iterable[Mention]) -> list[tuple[Mention, Concept]]:
    """Mentions that the text affirms, each with what it most likely stands for: its first concept."""
    return [
        (mention, mention.concepts[0]) for mention in mentions if mention.assertion == "affirmed" and mention.concepts
    ]


def states_told(mentions: Iterable[Mention]) -> dict[str, str]:
    """The states in which mentions affirm each concept, in alphabetical order, joined by ``;`` as in files."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for mention, concept in affirmed(mentions):
        if mention.states:
            found[concept.id].update(mention.states)
    return {id_: ";".join(sorted(states)) for id_, states in found.items()}


def in_title(document: Document, mention: Mention) -> bool:
    """Whether a mention stands in the document's title."""
    return any(passage.kind == "title" and passage.span.contains(mention.span) for passage in document.passages)


def treated_diseases(
    document: Document, mentions: Sequence[Mention], findings: Iterable[Finding]
) -> tuple[tuple[str, ...], Basis | None]:
    """The ids of the diseases that a study's therapies were applied to, and how that is known.

    The rule: the diseases affirmed in the title, all of them. Where the title names none: the one disease affirmed
    most often, if it is affirmed at least twice and more often than any other. What the study reports as an adverse
    event is never among them: the toxicity of a therapy is not what it was given for. Where this leaves nothing, no
    disease is told: a missing edge does less harm than a wrong one.
    """
    harms = {finding.adverse_event.id for finding in findings if finding.adverse_event is not None}
    named = [
        (mention, concept.id)
        for mention, concept in affirmed(mentions)
        if concept.type == DISEASE and concept.id not in harms
    ]
    title = tuple(sorted({id_ for mention, id_ in named if in_title(document, mention)}))
    if title:
        return title, "title"
    ranking = Counter(id_ for _, id_ in named).most_common(2)
    if not ranking or ranking[0][1] < 2 or (len(ranking) == 2 and ranking[0][1] == ranking[1][1]):
        return (), None
    return (ranking[0][0],), "most_mentioned"
