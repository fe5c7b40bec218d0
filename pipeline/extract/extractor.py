"""The extraction stage: a pure function of a document, the lexicons, and the configuration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.extract.findings import Rules, find_findings
from pipeline.extract.nlp import ScispacyMode, assemble, judge
from pipeline.extract.normalising import Candidates, Normaliser
from pipeline.extract.quantities import parse
from pipeline.extract.reading import Reading, read_in_order
from pipeline.extract.sentences import sentence_at
from pipeline.extract.terms import Lexicon, load_lexicons
from pipeline.schema import Concept, Extraction, Mention, Quantity, SourceRecord, Span


class Extractor:
    """Turns a source's record into all that is known of it.

    Attributes:
        lexicon: the names of therapies, drugs, diseases, genes and adverse events.
        measures: the names of the outcome measures.
        scispacy: the version of scispaCy that takes part; None where none does.
    """

    def __init__(
        self,
        lexicons: Iterable[Path],
        measures: Path,
        *,
        scispacy: ScispacyMode = "auto",
        rules: Rules | None = None,
        candidates: Candidates = "off",
    ) -> None:
        """Load the lexicons and assemble the pipeline.

        Args:
            lexicons: their files, the first that has a concept names and types it.
            measures: the file of the outcome measures.
            scispacy: whether scispaCy takes part.
            rules: what the findings may be made of.
            candidates: how the nearest name is found for a source's mention that no lexicon names.

        Raises:
            LexiconError: naming file and line, when a lexicon is not there or breaks its format.
            ConfigError: when scispaCy is demanded and not installed, or has candidates to find and takes no part.
        """
        self.lexicon: Lexicon = load_lexicons(lexicons)
        self.measures: Lexicon = load_lexicons([measures])
        self._assembled = assemble(self.lexicon, scispacy)
        self.scispacy = self._assembled.scispacy
        self._rules = rules or Rules()
        if candidates == "scispacy" and self.scispacy is None:
            raise ConfigError("extract.candidates is 'scispacy', but scispaCy takes no part")
        self._normaliser = Normaliser(self.lexicon, candidates)

    def extract(self, record: SourceRecord) -> Extraction:
        """Everything extracted from one record; the annotations it brings are kept beside ours.

        Where both say the same of a place, the source's mention stands, with what the lexicon calls its concept.
        """
        document = record.document
        # What breaks a sentence in two is read behind it; what is found is put back to its verbatim place.
        reading = read_in_order(document)
        doc = self._assembled.annotate(reading.document)
        read: tuple[Span, ...] = doc._.evigraph_sentences
        named_here: tuple[Mention, ...] = doc._.evigraph_mentions
        counted = _within_sentences(reading.document.text, read)
        found = find_findings(
            reading.document, read, self._taken_apart(named_here), counted, self.measures, self._rules
        )
        sentences = _in_place(reading, read)
        ours = [at for mention in named_here if (at := reading.mention(mention)) is not None]
        quantities = sorted(filter(None, map(reading.quantity, counted)), key=lambda quantity: quantity.span)
        findings = sorted(filter(None, map(reading.finding, found)), key=lambda row: (row.span, row.kind))
        abbreviations = (reading.abbreviation(each) for each in doc._.evigraph_abbreviations)
        brought = judge(document.text, sentences, self._normaliser.beside(document, record.mentions))
        mentions = sorted(_merged(ours, brought), key=lambda m: (m.span, m.source, m.type))
        named: dict[str, Concept] = {}
        for concept in (
            *(c for m in mentions for c in m.concepts),
            *(c for f in findings for c in f.therapies),
            *(c for r in record.relations for c in (r.subject, r.object)),
        ):
            named.setdefault(concept.id, concept)
        return Extraction(
            document=document,
            sentences=sentences,
            mentions=tuple(mentions),
            concepts=tuple(sorted(named.values())),
            abbreviations=tuple(each for each in abbreviations if each is not None),
            relations=record.relations,
            quantities=tuple(quantities),
            findings=tuple(findings),
        )

    def _taken_apart(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions with each regimen followed by mentions of its drugs at the same place."""
        result: list[Mention] = []
        for mention in mentions:
            parts = self.lexicon.parts(mention.concepts[0].id) if mention.concepts else ()
            if parts and mention.type in ("therapy", "drug"):
                result.extend(replace(mention, concepts=(part,), type=part.type) for part in parts)
            else:
                result.append(mention)
        return result


def _merged(ours: Iterable[Mention], brought: Iterable[Mention]) -> Iterator[Mention]:
    """All mentions; of those with one place and one first concept, one.

    It has the name and type that our lexicon gives the concept, the other concepts of all, and the source's name.
    """
    alike: dict[tuple[Span, str] | Mention, Mention] = {}
    for mention in (*ours, *brought):
        # Nothing tells two mentions without a concept to be of one thing, unless they are equal.
        key = (mention.span, mention.concepts[0].id) if mention.concepts else mention
        before = alike.get(key, mention)
        known = {concept.id for concept in before.concepts}
        further = (concept for concept in mention.concepts if concept.id not in known)
        alike[key] = replace(before, concepts=(*before.concepts, *further), source=mention.source, score=mention.score)
    yield from alike.values()


def _in_place(reading: Reading, read: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences in the verbatim text, in order; what one reaches over is a part of it and no other's."""
    if reading.stretches is None:
        return tuple(read)
    sentences: list[Span] = []
    for span in sorted(half for sentence in read for half in reading.sentences(sentence)):
        if not sentences or span.start >= sentences[-1].end:
            sentences.append(span)
    return tuple(sentences)


def _within_sentences(text: str, sentences: Sequence[Span]) -> list[Quantity]:
    """The quantities of a text that lie within one sentence."""
    return [
        quantity
        for quantity in parse(text)
        if (place := sentence_at(sentences, quantity.span.start)) >= 0 and sentences[place].contains(quantity.span)
    ]
