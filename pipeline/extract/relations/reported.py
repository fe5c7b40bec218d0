"""Adverse events whose rates a document reports: no therapy that they were counted under works against them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.extract.findings import TOXICITY
from pipeline.extract.sentences import sentence_at
from pipeline.schema import Finding, Mention, Span

#: Stands for the therapy of an event that was counted under none that is known.
ANY = ""


def reported_harms(
    sentences: Sequence[Span], mentions: Iterable[Mention], findings: Iterable[Finding]
) -> frozenset[tuple[str, str]]:
    """The therapies and the adverse events that were counted under them, by the ids of their concepts.

    An event that is credited to no therapy stands with :data:`ANY`.

    Args:
        sentences: the sentences of the document, in order.
        mentions: its mentions.
        findings: its findings.
    """
    named: dict[tuple[int, str], set[str]] = {}
    for mention in mentions:
        if mention.type in ("disease", "adverse_event"):
            key = (sentence_at(sentences, mention.span.start), mention.surface.casefold())
            named.setdefault(key, set()).update(concept.id for concept in mention.concepts)
    harms: set[tuple[str, str]] = set()
    for finding in findings:
        # A share of none is no harm, and a comparison may tell that there was less of it.
        happened = finding.value or finding.events
        if finding.kind == "arm" and finding.measure in TOXICITY and happened and finding.measure_text:
            words = (sentence_at(sentences, finding.span.start), finding.measure_text.casefold())
            under = [therapy.id for therapy in finding.therapies] or [ANY]
            harms.update((therapy, event) for therapy in under for event in named.get(words, ()))
    return frozenset(harms)
