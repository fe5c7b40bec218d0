"""The spaCy pipeline, assembled once and in one place: tokenizer, sentences, abbreviations, terms, states, assertions.

Each component is a thin wrapper: the algorithm is a function over characters in a module of its own, the component
runs it and leaves its result on the ``Doc``. Offsets are characters of the verbatim text throughout.

::

    tokenizer      spaCy's, with scispaCy's rules where it is installed
    sentences      Doc.sents, Doc._.evigraph_sentences
    abbreviations  Doc._.evigraph_abbreviations
    terms          Doc._.evigraph_mentions, Doc.spans["evigraph"]
    states         the mentions' states
    assertions     the mentions' assertion
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.errors import ConfigError
from pipeline.extract import scispacy_rules
from pipeline.extract.abbreviations import Aligner, align, find_abbreviations, list_places
from pipeline.extract.assertion import assertions
from pipeline.extract.linking import Senses, link
from pipeline.extract.sentences import sentence_at, split_sentences
from pipeline.extract.states import add_states
from pipeline.extract.terms import Lexicon
from pipeline.schema import Document, Mention
from pipeline.schema import Span as TextSpan

ScispacyMode = Literal["auto", "on", "off"]

#: spaCy's tokenizer takes off signs one by one: a run of thousands costs it minutes.
_ENDLESS = re.compile(r"\S{400}")
_PIECES = re.compile(r"\w{1,100}|[^\w\s]{1,100}|\s{1,100}")

_ATTRIBUTES = (
    "evigraph_document",
    "evigraph_resources",
    "evigraph_sentences",
    "evigraph_abbreviations",
    "evigraph_mentions",
)


@dataclass(frozen=True, slots=True)
class Resources:
    """What the components work with. It goes with the ``Doc``: spaCy keeps one component of a name in a process."""

    lexicon: Lexicon
    aligner: Aligner
    senses: Senses


@dataclass(frozen=True, slots=True)
class Assembled:
    """A pipeline, what its components work with, and the version of scispaCy that takes part."""

    nlp: Language
    resources: Resources
    scispacy: str | None

    def _tokens(self, text: str) -> Doc:
        """The tokens of a text; of one with an endless run of signs, its words, which spaCy would take minutes for."""
        if _ENDLESS.search(text) is None:
            return self.nlp.make_doc(text)
        words = _PIECES.findall(text)
        return Doc(self.nlp.vocab, words=words, spaces=[False] * len(words))

    def annotate(self, document: Document) -> Doc:
        """The document with the results of all components."""
        doc = self._tokens(document.text)
        doc._.evigraph_document = document
        doc._.evigraph_resources = self.resources
        for _, component in self.nlp.pipeline:
            doc = component(doc)
        return doc


def _register() -> None:
    for name in _ATTRIBUTES:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=())
    for name, component in COMPONENTS.items():
        Language.component(name, func=component)


def _offsets(doc: Doc) -> list[int]:
    """Where each token begins, in characters."""
    found: list[int] = doc.to_array(["IDX"]).reshape(-1).tolist()
    return found


def _text(doc: Doc) -> str:
    """The verbatim text, without joining the tokens again."""
    document: Document = doc._.evigraph_document
    return document.text


def sentences_component(doc: Doc) -> Doc:
    """Sentence starts, by characters."""
    document: Document = doc._.evigraph_document
    sentences = split_sentences(document.text, document.passages)
    offsets = _offsets(doc)
    starts = {bisect_right(offsets, span.start) - 1 for span in sentences} | {0}
    # One array instead of a Python object for every token, which would take most of the stage's time.
    marks = [1 if place in starts else -1 for place in range(len(doc))]
    if marks:
        column: Any = np.array(marks, dtype=np.int64).astype(np.uint64).reshape(-1, 1)
        doc.from_array(["SENT_START"], column)
    doc._.evigraph_sentences = tuple(sentences)
    return doc


def abbreviations_component(doc: Doc) -> Doc:
    """The document's own short forms."""
    used: Resources = doc._.evigraph_resources
    places = list_places(doc._.evigraph_document)
    doc._.evigraph_abbreviations = tuple(find_abbreviations(_text(doc), doc._.evigraph_sentences, used.aligner, places))
    return doc


def terms_component(doc: Doc) -> Doc:
    """Mentions by the lexicons, with the document's short forms resolved."""
    used: Resources = doc._.evigraph_resources
    document: Document = doc._.evigraph_document
    mentions = link(
        document.text,
        used.lexicon,
        doc._.evigraph_abbreviations,
        doc._.evigraph_sentences,
        used.senses,
        [passage.span for passage in document.passages if passage.kind == "table"],
    )
    doc._.evigraph_mentions = tuple(mentions)
    offsets = _offsets(doc)
    spans = [
        Span(doc, bisect_right(offsets, m.span.start) - 1, bisect_left(offsets, m.span.end), label=m.type)
        for m in mentions
    ]
    doc.spans["evigraph"] = SpanGroup(doc, name="evigraph", spans=spans)
    return doc


def states_component(doc: Doc) -> Doc:
    """What is said of each disease's course."""
    used: Resources = doc._.evigraph_resources
    sentences, mentions = doc._.evigraph_sentences, doc._.evigraph_mentions
    doc._.evigraph_mentions = tuple(add_states(_text(doc), sentences, mentions, used.lexicon))
    return doc


def assertions_component(doc: Doc) -> Doc:
    """Whether each mention is affirmed, negated or only supposed."""
    doc._.evigraph_mentions = tuple(judge(_text(doc), doc._.evigraph_sentences, doc._.evigraph_mentions))
    return doc


COMPONENTS: dict[str, Callable[[Doc], Doc]] = {
    "evigraph_sentences": sentences_component,
    "evigraph_abbreviations": abbreviations_component,
    "evigraph_terms": terms_component,
    "evigraph_states": states_component,
    "evigraph_assertions": assertions_component,
}


def judge(text: str, sentences: Sequence[TextSpan], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with their assertions, in the order given."""
    by_sentence: dict[int, list[int]] = {}
    for place, mention in enumerate(mentions):
        by_sentence.setdefault(sentence_at(sentences, mention.span.start), []).append(place)
    result = list(mentions)
    for number, places in by_sentence.items():
        if number < 0:
            continue
        found = assertions(text, sentences[number], [mentions[place].span for place in places])
        for place, assertion in zip(places, found, strict=True):
            result[place] = replace(mentions[place], assertion=assertion)
    return result


def assemble(lexicon: Lexicon, senses: Senses, scispacy: ScispacyMode = "auto") -> Assembled:
    """Build the pipeline.

    Args:
        lexicon: the names to find.
        senses: what short forms may mean.
        scispacy: ``auto`` uses scispaCy where it is installed, ``on`` demands it, ``off`` does without.

    Raises:
        ConfigError: when scispaCy is demanded and not installed.
    """
    version = None if scispacy == "off" else scispacy_rules.scispacy_version()
    if scispacy == "on" and version is None:
        raise ConfigError("extract.scispacy is 'on', but scispaCy is not installed (it needs Python below 3.13)")
    _register()
    nlp = spacy.blank("en")
    nlp.max_length = 50_000_000
    aligner: Aligner = align
    if version is not None:
        scispacy_rules.use_tokenizer_rules(nlp)
        aligner = scispacy_rules.aligner(nlp)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return Assembled(nlp, Resources(lexicon, aligner, senses), version)
