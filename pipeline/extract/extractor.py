"""The extraction stage: a pure function of a document, the lexicons, and the configuration."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from pipeline import resources
from pipeline.errors import ConfigError
from pipeline.extract.abbreviations.alignment import singular
from pipeline.extract.findings import (
    LONGEST,
    ForestRanker,
    Kinds,
    Paper,
    Ranker,
    ReceivedModel,
    Rules,
    finished,
    rows_by_rules,
)
from pipeline.extract.linking import load_senses
from pipeline.extract.ner import (
    Encoder,
    InterventionTagger,
    Recognised,
    Recogniser,
    SpacyModel,
    WindowStates,
    named_elsewhere,
    with_recognised,
    without_slips,
)
from pipeline.extract.nlp import ScispacyMode, assemble, judge
from pipeline.extract.normalising import Candidates, Normaliser
from pipeline.extract.pointer import Pointer, Pointings
from pipeline.extract.quantities import parse
from pipeline.extract.reading import Reading, read_in_order
from pipeline.extract.relations import RelationFinder, reported_harms
from pipeline.extract.sentences import sentence_at
from pipeline.extract.source_mentions import Disagreement, disagreements, merged
from pipeline.extract.states import add_states
from pipeline.extract.terms import Lexicon, NameResolver, load_lexicons
from pipeline.extract.variants import identified, sure_variants
from pipeline.schema import (
    MODELS,
    Abbreviation,
    Concept,
    Document,
    Extraction,
    Finding,
    Mention,
    Quantity,
    SourceRecord,
    Span,
)

#: So short, in characters, a gene's name is a symbol, which in other letters may be anything.
SYMBOL = 4


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
        measures: Path | Iterable[Path],
        *,
        scispacy: ScispacyMode = "auto",
        rules: Rules | None = None,
        short_forms: Path | None = None,
        candidates: Candidates = "off",
        models: Iterable[str | Recogniser] = (),
        relations: bool = True,
        relation_model: Path | None = None,
        credit: bool = True,
        pointer: Path | None = None,
        ranker: Ranker | None = None,
    ) -> None:
        """Load the lexicons and assemble the pipeline.

        Args:
            lexicons: the files that name therapies, drugs, diseases, genes and adverse events.
            measures: the file, or the files, that name the outcome measures.
            scispacy: ``auto`` uses scispaCy where it is installed, ``on`` demands it, ``off`` does without.
            rules: how findings are made.
            short_forms: the table of what short forms mean; None for the one that comes with evigraph.
            candidates: how the nearest name is found for a source's mention that no lexicon names.
            models: the learned models that recognise mentions: ``encoder``, which comes with evigraph, the name or
                folder of a spaCy pipeline, or a recogniser of your own.
            relations: find relations between the concepts that a document names.
            relation_model: the model that finds them; None for the one that comes with evigraph.
            credit: let learned models say what a figure is of, and whose: pointer and ranker where the encoder is,
                and what was received.
            pointer: the folder of the pointer; None for the one that comes with evigraph.
            ranker: chooses among what rules and pointer say; None for the one that comes with evigraph.

        Raises:
            LexiconError: naming file and line, when a lexicon or the table is not there or breaks its format.
            ConfigError: when scispaCy is demanded and not installed, or has candidates to find and takes no part;
                when a model is not there.
            ModelError: naming the file, when one of a model's is missing or cannot be read.
        """
        self.lexicon: Lexicon = load_lexicons(lexicons)
        self.measures: Lexicon = load_lexicons([measures] if isinstance(measures, Path) else measures)
        self._senses = load_senses(short_forms or resources.short_forms(), self.lexicon, self.measures)
        self._assembled = assemble(self.lexicon, self._senses, scispacy)
        self.scispacy = self._assembled.scispacy
        self._rules = rules or Rules()
        self._kinds = Kinds(self.lexicon.parents)
        if candidates == "scispacy" and self.scispacy is None:
            raise ConfigError("extract.candidates is 'scispacy', but scispaCy takes no part")
        self._normaliser = Normaliser(self.lexicon, candidates)
        self._recognisers: list[Recogniser] = [_recogniser(name) for name in models]
        # The pointer reads the states of the encoder that it was trained upon, and of no other.
        shipped = any(isinstance(model, Encoder) and model.gives_states for model in self._recognisers)
        self._pointer = Pointer(pointer or resources.pointer()) if shipped and credit else None
        self._interventions = InterventionTagger(resources.interventions()) if shipped and credit else None
        self._ranker = (ranker or ForestRanker.load(resources.ranking())) if self._pointer is not None else None
        self._received = ReceivedModel.load(resources.received()) if credit else None
        self._relations = RelationFinder(relation_model or resources.relation_model()) if relations else None

    def extract(self, record: SourceRecord) -> Extraction:
        """Everything extracted from one record; the annotations it brings are kept beside ours.

        Where both say the same of a place, the source's mention stands, with our concepts behind its own.
        """
        document = record.document
        # What breaks a sentence in two is read behind it; what is found is put back to its verbatim place.
        reading = read_in_order(document)
        doc = self._assembled.annotate(reading.document)
        read: tuple[Span, ...] = doc._.evigraph_sentences
        named_here: tuple[Mention, ...] = doc._.evigraph_mentions
        recognised, states = self._recognised(reading.document, read, named_here)
        counted = _within_sentences(reading.document.text, read)
        pointings = self._pointings(states, counted)
        parts = self._taken_apart(named_here)
        # A longer paper's therapies are left to the rules (:data:`LONGEST`).
        marks = self._interventions.mark(states) if self._interventions and len(read) <= LONGEST else []
        paper, rows = self._rows(reading.document, read, parts, counted, recognised, pointings, marks)
        found = finished(paper, rows, parts, self._received)
        sentences = _in_place(reading, read)
        defined = doc._.evigraph_abbreviations
        named_by_all = self._with_recognised(reading.document, read, named_here, recognised, defined)
        mentions_read = self._with_variants(reading.document, read, named_by_all)
        ours = [at for mention in mentions_read if (at := reading.mention(mention)) is not None]
        quantities = sorted(filter(None, map(reading.quantity, counted)), key=lambda quantity: quantity.span)
        findings = sorted(filter(None, map(reading.finding, found)), key=lambda row: (row.span, row.kind))
        abbreviations = (reading.abbreviation(each) for each in doc._.evigraph_abbreviations)
        brought = self._judged(document, sentences, self._normaliser.beside(document, record.mentions))
        mentions = _in_order(merged(ours, brought, self.lexicon))
        relations = record.relations
        if self._relations is not None:
            harms = reported_harms(sentences, mentions, findings)
            relations = (*relations, *self._relations.find(document, sentences, mentions, relations, harms))
        named: dict[str, Concept] = {}
        for concept in (
            *(c for m in mentions for c in m.concepts),
            *(c for f in findings for c in f.therapies),
            *(c for r in relations for c in (r.subject, r.object)),
        ):
            named.setdefault(concept.id, concept)
        return Extraction(
            document=document,
            sentences=sentences,
            mentions=tuple(mentions),
            concepts=tuple(sorted(named.values())),
            abbreviations=tuple(each for each in abbreviations if each is not None),
            relations=relations,
            quantities=tuple(quantities),
            findings=tuple(findings),
        )

    def rows_before_received(self, document: Document, marks: Sequence[Recognised] = ()) -> tuple[Paper, list[Finding]]:
        """The rows of a document with the therapies that rules give them, and what it tells of therapies.

        That is what the model of therapies received is fitted on.

        Args:
            document: a document whose sentences stand in reading order.
            marks: what a model that has not learned from it marks as given.
        """
        doc = self._assembled.annotate(document)
        read: tuple[Span, ...] = doc._.evigraph_sentences
        named: tuple[Mention, ...] = doc._.evigraph_mentions
        recognised, states = self._recognised(document, read, named)
        counted = _within_sentences(document.text, read)
        pointings = self._pointings(states, counted)
        return self._rows(document, read, self._taken_apart(named), counted, recognised, pointings, marks)

    def _pointings(self, states: Sequence[WindowStates], quantities: Sequence[Quantity]) -> Pointings | None:
        """What the pointer says of the figures of a document."""
        if self._pointer is None:
            return None
        return Pointings(self._pointer, states, [each.span for each in quantities])

    def _rows(
        self,
        document: Document,
        sentences: Sequence[Span],
        mentions: Sequence[Mention],
        quantities: Sequence[Quantity],
        recognised: Sequence[Recognised],
        pointings: Pointings | None,
        marks: Sequence[Recognised],
    ) -> tuple[Paper, list[Finding]]:
        return rows_by_rules(
            document,
            sentences,
            mentions,
            quantities,
            self.measures,
            self._rules,
            recognised,
            pointings,
            self._kinds,
            marks,
            self._ranker if pointings is not None else None,
        )

    def _recognised(
        self, document: Document, sentences: Sequence[Span], named: Sequence[Mention]
    ) -> tuple[list[Recognised], list[WindowStates]]:
        """What the models mark in a document, and the states that the pointer reads on from."""
        if not self._recognisers:
            return [], []
        measures = [match.span for match in self.measures.find(document.text)]
        found: list[Recognised] = []
        states: list[WindowStates] = []
        for model in self._recognisers:
            if isinstance(model, Encoder) and model.gives_states:
                marked, states = model.read(document, sentences, named, measures)
                found.extend(marked)
            else:
                found.extend(model.recognise(document, sentences, named, measures))
        return found, states

    def _with_recognised(
        self,
        document: Document,
        sentences: Sequence[Span],
        named: Sequence[Mention],
        recognised: Sequence[Recognised],
        abbreviations: Sequence[Abbreviation],
    ) -> Sequence[Mention]:
        """The lexicons' mentions with those that the models recognise."""
        if not recognised:
            return named
        defined: dict[str, set[str]] = {}
        for each in abbreviations:
            defined.setdefault(singular(each.short_form), set()).add(each.long_form)

        def name(mentions: Sequence[Mention]) -> list[Mention]:
            named_anew = [
                self._as_defined(self._without_held_back(mention), defined)
                for mention in self._normaliser.beside(document, mentions)
            ]
            return self._judged(document, sentences, named_anew)

        # What an end point is called (`CR`) is that end point, where nothing else has the name.
        measured = {match.span for match in self.measures.find(document.text)}
        together = without_slips(document.text, with_recognised(document.text, named, recognised, name))
        together = _in_order(together, self._judged(document, sentences, named_elsewhere(document.text, together)))
        return [m for m in together if m.concepts or m.source not in MODELS or m.span not in measured]

    def _with_variants(
        self, document: Document, sentences: Sequence[Span], mentions: Sequence[Mention]
    ) -> Sequence[Mention]:
        """The mentions with the variants that no model has marked, each variant with what it stands for."""
        added = self._judged(document, sentences, sure_variants(document.text, mentions))
        return identified(document.text, _in_order(mentions, added))

    def disagreements(self, record: SourceRecord) -> list[Disagreement]:
        """Where a record's own annotations name other things than the lexicons do; see :func:`disagreements`."""
        if not record.mentions:
            return []
        document = record.document
        doc = self._assembled.annotate(document)
        return disagreements(record.mentions, doc._.evigraph_mentions, self._names, self.lexicon)

    def names(self, document: Document) -> tuple[list[Mention], tuple[Span, ...], list[Span]]:
        """What the lexicons alone say of a text: the mentions, the sentences, and where a measure is named."""
        doc = self._assembled.annotate(document)
        measures = [match.span for match in self.measures.find(document.text)]
        return list(doc._.evigraph_mentions), doc._.evigraph_sentences, measures

    @cached_property
    def _names(self) -> NameResolver:
        return NameResolver(self.lexicon)

    def _without_held_back(self, mention: Mention) -> Mention:
        """A model's mention without the gene whose symbol the lexicons hold back from text (`IgM` is no `IGM`)."""
        short = mention.type == "gene" and len(mention.surface) <= SYMBOL
        if not short or any(match.surface == mention.surface for match in self.lexicon.find(mention.surface)):
            return mention
        return replace(mention, concepts=())

    def _as_defined(self, mention: Mention, defined: Mapping[str, Collection[str]]) -> Mention:
        """A model's mention, where the document defines it, with no other concept than its long form's.

        A cross-sectional area (CSA) is no ciclosporin, whatever else the lexicons call so.
        """
        long_forms = defined.get(singular(mention.surface), ()) if mention.concepts else ()
        if not long_forms:
            return mention
        meant = {answer.concept for long in long_forms for answer in self._normaliser.normalise(long, mention.type)}
        if mention.type == "gene" and not meant and singular(mention.surface) not in self._senses:
            # A gene's symbol is its name, whatever it was made of, where it is no short form of something else.
            return mention
        return replace(mention, concepts=tuple(concept for concept in mention.concepts if concept in meant))

    def _judged(self, document: Document, sentences: Sequence[Span], mentions: Sequence[Mention]) -> list[Mention]:
        """What a source brings, with what is said of it as of ours."""
        return judge(document.text, sentences, add_states(document.text, sentences, mentions, self.lexicon))

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


def _in_order(*several: Iterable[Mention]) -> list[Mention]:
    return sorted(chain(*several), key=lambda mention: (mention.span, mention.source, mention.type))


def _recogniser(name: str | Recogniser) -> Recogniser:
    """The encoder that comes with evigraph, one of the same make in a folder, or a spaCy pipeline."""
    if not isinstance(name, str):
        return name
    if name == "encoder":
        return Encoder(resources.encoder(), states=True)
    return Encoder(Path(name)) if (Path(name) / "encoder.json").is_file() else SpacyModel(name)


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
