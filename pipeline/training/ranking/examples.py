"""What is asked of the ranker of annotated documents, with what is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract import Extractor
from pipeline.extract.findings.ranker import Choice, Ranked, Ranker
from pipeline.ingest.text.reader import text_document
from pipeline.schema import SourceRecord
from pipeline.training.pointer.examples import Row
from pipeline.training.ranking.labels import labels, tells

#: What speaks for that which the rules have, where they alone are to choose.
_SURE = 1_000_000


@dataclass(frozen=True, slots=True)
class Example:
    """A choice.

    Attributes:
        document: the document's name.
        what: what is chosen.
        cases: the case of each candidate.
        labels: whether each is right.
    """

    document: str
    what: Ranked
    cases: tuple[tuple[int, ...], ...]
    labels: tuple[bool, ...]


@dataclass(slots=True)
class Recorder:
    """Keeps what is asked, and answers as another ranker, or as the rules.

    What follows upon a choice is best learned where choices are made as they will be (Ross et al., A Reduction of
    Imitation Learning and Structured Prediction to No-Regret Online Learning, AISTATS 2011): where always the right one
    was made, what came of it had been wrong on other documents.

    Attributes:
        ranker: answers; None for the rules.
        asked: the choices, in order.
    """

    ranker: Ranker | None = None
    asked: list[Choice] = field(default_factory=list)

    def scores(self, choice: Choice) -> Sequence[int]:
        """See :meth:`pipeline.extract.findings.ranker.Ranker.scores`."""
        self.asked.append(choice)
        if self.ranker is not None:
            return self.ranker.scores(choice)
        return [_SURE if case[0] else -_SURE for case in choice.cases]


def examples(
    documents: Iterable[tuple[str, str, Sequence[Row]]], extractor: Extractor, recorder: Recorder
) -> Iterator[Example]:
    """The choices of documents.

    Args:
        documents: name, text and annotated rows of each.
        extractor: has a pointer that has not learned from them, and the recorder for its ranker.
        recorder: keeps what is asked.
    """
    for name, text, rows in documents:
        recorder.asked.clear()
        extractor.extract(SourceRecord(text_document(text, f"{name}.txt")))
        for choice in recorder.asked:
            right = labels(choice.what, choice.names, [row for row in rows if tells(row, choice.figure)])
            if right is not None:
                yield Example(name, choice.what, tuple(map(tuple, choice.cases)), right)
