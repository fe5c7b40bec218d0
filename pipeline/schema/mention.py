"""Names in the text, the concepts they stand for, and relations between concepts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.schema.span import Span

#: The sources of mentions that models recognise.
MODELS: frozenset[str] = frozenset({"encoder", "spacy"})
#: The sources of mentions and relations that evigraph makes itself; of any other, they came with the input.
OWN_SOURCES: frozenset[str] = MODELS | {"lexicon", "abbreviation", "evigraph"}

#: Begins the identifier of a therapy that goes by the words of the text, for want of a terminology that names it.
AS_TOLD = "text:"

Assertion = Literal["affirmed", "negated", "hypothetical"]


@dataclass(frozen=True, slots=True, order=True)
class Concept:
    """A thing with an identifier.

    Attributes:
        id: a CURIE (``MESH:D054198``, ``evigraph:car-t``).
        name: its preferred name; for therapies the lower-case generic name.
        type: ``therapy``, ``drug``, ``chemical``, ``disease``, ``gene``, ``adverse_event``, ``species``, ``variant``,
            ``cell_line``, or the source's own word in lower case.
    """

    id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text.

    Attributes:
        span: where it stands.
        surface: the words it covers; ``document.text[start:end] == surface`` always.
        type: as in :class:`Concept`; ``other`` of a short form that means nothing we know of, where it is also the
            short form of a measure, and ``measure`` where the document defines a measure by a short form of its own.
        concepts: what it may stand for, best first; empty where nothing is known.
        assertion: whether the text affirms it, negates it or only supposes it.
        source: which annotator made it (``lexicon``, ``abbreviation``, ``encoder``, ``spacy``, ``pubtator``).
        score: how sure the annotator is of the first concept, 0 to 1; None where it does not say.
        states: of a disease, what the words around it say of its course (``relapsed``, ``refractory``,
            ``newly_diagnosed``), in alphabetical order: a state is no disease of its own.
        runner_up: what the words stand for elsewhere and the context spoke against; None where nothing else came
            into question.
        runner_up_score: how much spoke for it, on the scale of ``score``; None where there is no runner-up.
        given: of a source's mention, how many of the concepts, the first, the source itself gave; None where all are.
    """

    span: Span
    surface: str
    type: str
    concepts: tuple[Concept, ...] = ()
    assertion: Assertion = "affirmed"
    source: str = "lexicon"
    score: float | None = None
    states: tuple[str, ...] = ()
    runner_up: Concept | None = None
    runner_up_score: float | None = None
    given: int | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two concepts of one document.

    Attributes:
        subject: the first concept.
        object: the second concept.
        type: the source's own name for it (``Negative_Correlation``); of ours one of BioRED's eight.
        evidence: where the text states it; None where the source does not say, or where no sentence and no two that
            follow one another name both.
        source: who states it (``pubtator``); ``evigraph`` where evigraph found it.
        novelty: BioRED's novelty column (``Novel``, ``No``); None where the source has none.
        score: 0 to 1; None where the source does not say.
    """

    subject: Concept
    object: Concept
    type: str
    evidence: Span | None = None
    source: str = "pubtator"
    novelty: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form that the document itself defines: ``complete remission (CR)``."""

    short: Span
    long: Span
    short_form: str
    long_form: str
