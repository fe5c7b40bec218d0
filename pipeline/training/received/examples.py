"""The rows that rules find in annotated documents, each therapy with whether its annotated row has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract import Extractor
from pipeline.extract.findings.measures import STUDY
from pipeline.extract.findings.received import Paper, cases
from pipeline.ingest.text.reader import text_document
from pipeline.schema import Finding
from pipeline.training.pointer.examples import Row

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


def examples(documents: Iterable[tuple[str, str, Sequence[Row]]], extractor: Extractor) -> Iterator[Example]:
    """The rows of documents that are annotated ones.

    Args:
        documents: name, text and annotated rows of each.
        extractor: finds the rows.
    """
    for name, text, annotated in documents:
        document = text_document(text, f"{name}.txt")
        paper, rows = extractor.rows_by_rules(document)
        taken: set[int] = set()
        for told in (row for row in annotated if row["measure"] not in STUDY):
            place = _pair(told, rows, taken)
            if place is None:
                continue
            taken.add(place)
            concepts, made = cases(paper, rows[place], rows)
            wanted = [therapy.lower() for therapy in told.get("therapies", ())]
            names = [_names(paper, text, concept.id, concept.name) for concept in concepts]
            labels = tuple(any(is_same(want, own) for want in wanted for own in each) for each in names)
            if made:
                yield Example(name, tuple(map(tuple, made)), labels, len(wanted))


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
