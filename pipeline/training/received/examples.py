"""The rows that rules find in annotated documents, each therapy with whether its annotated row has it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pipeline import resources
from pipeline.errors import EvigraphError
from pipeline.extract import Extractor
from pipeline.extract.findings.received import Paper, cases
from pipeline.extract.ner import Encoder, InterventionTagger, Recognised
from pipeline.extract.ner.interventions import KIND, SOURCE
from pipeline.ingest.text.reader import text_document
from pipeline.schema import Finding, Span
from pipeline.training.pointer.examples import Row

#: By the document's name, what a model marks as given.
Marks = Mapping[str, Sequence[Recognised]]

_WORD = re.compile(r"[a-z0-9]+")
#: The figures of a row, in the order in which the first that is there tells rows apart.
_FIGURES = ("value", "events", "total", "p_value", "low", "ci_low")


@dataclass(frozen=True, slots=True)
class Example:
    """A row of a document.

    Attributes:
        document: the document's name.
        cases: the case of each therapy that its group may have received.
        labels: whether the annotated row has it.
        stated: how many therapies the annotated row has.
    """

    document: str
    cases: tuple[tuple[int, ...], ...]
    labels: tuple[bool, ...]
    stated: int


def read_marks(path: Path) -> Marks:
    """The marks that ``python -m pipeline.training.interventions --marks`` has written.

    Raises:
        EvigraphError: naming the file, when it is not there or holds none.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {
            name: [Recognised(Span(start, end), KIND, score, SOURCE) for start, end, score in each]
            for name, each in told.items()
        }
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise EvigraphError(f"{path}: expected marks of documents, as JSON ({error})") from error


def marked(documents: Iterable[tuple[str, str, Sequence[Row]]], extractor: Extractor) -> Marks:
    """What the model that is shipped marks in documents that it has not learned from."""
    tagger = InterventionTagger(resources.interventions())
    encoder = Encoder(resources.encoder(), states=True)
    found: dict[str, list[Recognised]] = {}
    for name, text, _ in documents:
        document = text_document(text, f"{name}.txt")
        mentions, sentences, measures = extractor.names(document)
        found[name] = tagger.mark(encoder.read(document, sentences, mentions, measures)[1])
    return found


def examples(
    documents: Iterable[tuple[str, str, Sequence[Row]]], extractor: Extractor, marks: Marks = MappingProxyType({})
) -> Iterator[Example]:
    """The rows of documents that are annotated ones.

    Args:
        documents: name, text and annotated rows of each; or, where no row has a measure, annotated arms.
        extractor: finds the rows.
        marks: by the document's name, what a model that has not learned from it marks as given.
    """
    for name, text, annotated in documents:
        document = text_document(text, f"{name}.txt")
        paper, rows = extractor.rows_before_received(document, marks.get(name, ()))
        paired = _of_rows if any("measure" in row for row in annotated) else _of_arms
        for place, told in paired(annotated, rows):
            concepts, made = cases(paper, rows[place], rows)
            wanted = [therapy.lower() for therapy in told.get("therapies", ())]
            names = [_names(paper, text, concept.id, concept.name) for concept in concepts]
            labels = tuple(any(is_same(want, own) for want in wanted for own in each) for each in names)
            if made:
                yield Example(name, tuple(map(tuple, made)), labels, len(wanted))


def _of_rows(annotated: Sequence[Row], rows: Sequence[Finding]) -> Iterator[tuple[int, Row]]:
    """The places of rows that are annotated ones, with these."""
    taken: set[int] = set()
    for told in annotated:
        place = _pair(told, rows, taken)
        if place is not None:
            taken.add(place)
            yield place, told


def _of_arms(annotated: Sequence[Row], rows: Sequence[Finding]) -> Iterator[tuple[int, Row]]:
    """The places of rows whose group is called as an annotated arm, with this.

    A row without a group may be of all patients or of one that was not found: it teaches nothing.
    """
    called = {name.lower(): arm for arm in annotated for name in (arm["group"], *arm["also"]) if name}
    for place, row in enumerate(rows):
        told = called.get(row.group.lower()) if row.group else None
        if told is not None and row.attribution == "own":
            yield place, told


def _names(paper: Paper, text: str, id: str, name: str) -> set[str]:
    """Everything that a document calls a therapy."""
    surfaces = {span.of(text).lower() for told in paper.told if told.concept.id == id for span in told.places}
    return surfaces | {name.lower()}


def _pair(told: Row, rows: Sequence[Finding], taken: set[int]) -> int | None:
    """The row that tells an annotated one's figure, the one nearest to it."""
    figure = next((name for name in _FIGURES if told.get(name) is not None), None)
    if figure is None:
        return None
    fitting = [
        place
        for place, row in enumerate(rows)
        if place not in taken
        and row.kind == told["kind"]
        and row.span.start < told["end"]
        and told["start"] < row.span.end
        and getattr(row, figure) is not None
        and abs(getattr(row, figure) - told[figure]) < 1e-6
    ]
    return min(fitting, key=lambda place: abs(rows[place].span.start - told["start"]), default=None)


def is_same(one: str, other: str) -> bool:
    """Whether two names are of one therapy: one has all words of the other, and no more than twice as many."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    shared = len(first & second)
    return shared == min(len(first), len(second)) and 2 * shared >= max(len(first), len(second))


def _words(name: str) -> set[str]:
    return {re.sub(r"(?<=[a-z]{3})s$", "", word) for word in _WORD.findall(name.lower())}
