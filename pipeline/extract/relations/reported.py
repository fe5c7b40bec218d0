"""Adverse events whose rates a document reports: no therapy that they were counted under works against them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.extract.findings import TOXICITY
from pipeline.extract.sentences import sentence_at
from pipeline.schema import Finding, Mention, Span

#: Stands for the therapy of an event that was counted under none that is known.
ANY = ""


class Harms(NamedTuple):
    """Therapies and the adverse events that were counted under them, as pairs of the ids of their concepts.

    Attributes:
        happened: those that some patient had; an event that is credited to no therapy stands with :data:`ANY`.
        denied: those that no patient is told to have had, and some are told not to.
    """

    happened: frozenset[tuple[str, str]] = frozenset()
    denied: frozenset[tuple[str, str]] = frozenset()


def reported_harms(sentences: Sequence[Span], mentions: Iterable[Mention], findings: Iterable[Finding]) -> Harms:
    """The therapies and the adverse events that a document counts under them.

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
    happened: set[tuple[str, str]] = set()
    absent: set[tuple[str, str]] = set()
    for finding in findings:
        # A comparison may tell that there was less of it.
        if finding.kind == "arm" and finding.measure in TOXICITY and finding.measure_text:
            words = (sentence_at(sentences, finding.span.start), finding.measure_text.casefold())
            under = [therapy.id for therapy in finding.therapies] or [ANY]
            # A share of none is no harm. A grade that nobody had says nothing of the lower ones.
            seen = finding.value or finding.events
            if seen or finding.grade is None:
                (happened if seen else absent).update((t, event) for t in under for event in named.get(words, ()))
    return Harms(frozenset(happened), frozenset(absent - happened))
