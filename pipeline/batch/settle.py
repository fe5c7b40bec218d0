"""Records that tell of the same paper: joined where they agree, the fuller text kept where not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.batch.papers import by_paper, is_paper_id, joined_metadata, paper_id, says_the_same
from pipeline.schema import Document, Reject, SourceRecord


@dataclass(frozen=True, slots=True)
class Settled:
    """One record for each paper, but for those of which the store holds a fuller text.

    Attributes:
        records: sorted by the id of the document.
        rejects: records, of this run or an earlier one, whose id has another text elsewhere.
        joined: how many records of the run said only what another one says, or told less of its paper.
        noted: documents that the store holds and keeps, with what this run adds to what is told of their papers.
        renamed: ids under which the store holds papers that have another id now.
    """

    records: tuple[SourceRecord, ...]
    rejects: tuple[Reject, ...]
    joined: int
    noted: tuple[Document, ...] = ()
    renamed: tuple[str, ...] = ()


def settle(
    records: Iterable[SourceRecord],
    held: Iterable[Document] = (),
    is_read: Callable[[str], bool] = lambda _source: False,
    annotated: Callable[[Document], SourceRecord] = SourceRecord,
) -> Settled:
    """Make the records of a run one for each paper; the same whatever their order.

    Records that share an id are of one paper, whatever format they come from. Those with the same text are joined: the
    annotations of all are kept, all else is of the one with the most. Of different texts the longest is kept (of two as
    long, the last in code-point order): one that tells less of the same paper, as an abstract does beside the full
    text, is joined with it; one that only bears the same id is a reject. All ids of the paper, and whatever any of its
    records tells of it beside its words, go together, and the files of all are named.

    What the store holds from a file that is not read this time counts as one more text, so that it is the same whether
    files are read in one run or in several.

    Args:
        records: what was read.
        held: documents that the store holds of the same papers.
        is_read: whether a source is of a file that is read this time, which tells anew what the store holds from it.
        annotated: a document that the store holds, with the annotations that came with it.
    """
    of_run, of_store = list(records), list(held)
    settled = _Settling(is_read, annotated)
    for places in by_paper([*(record.document for record in of_run), *of_store]):
        mine = [of_run[place] for place in places if place < len(of_run)]
        if mine:
            settled.take(mine, [of_store[place - len(of_run)] for place in places if place >= len(of_run)])
    return settled.result()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a record stands."""

    source: str
    line: int | None = None

    def __str__(self) -> str:
        return self.source if self.line is None else f"{self.source}:{self.line}"


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that is told of a paper, by a record of the run or by the store."""

    document: Document
    place: _Place
    record: SourceRecord | None = None


@dataclass(slots=True)
class _Settling:
    """What has been settled, paper by paper."""

    is_read: Callable[[str], bool]
    annotated: Callable[[Document], SourceRecord]
    records: list[SourceRecord] = field(default_factory=list)
    rejects: set[Reject] = field(default_factory=set)
    joined: int = 0
    noted: list[Document] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)

    def take(self, records: Sequence[SourceRecord], held: Sequence[Document]) -> None:
        """Settle one paper: at least one record of the run, and what the store holds of it."""
        elsewhere = [document for document in held if document.source is None or not self.is_read(document.source)]
        texts = [_of_record(record) for record in records] + [_of_store(document) for document in elsewhere]
        fullest = max({told.document.text for told in texts}, key=lambda text: (len(text), text))
        alike = [told for told in texts if told.document.text == fullest]
        winner = _winner(alike)
        id_ = paper_id(told.document for told in texts)
        parts = [
            told
            for told in texts
            if told.document.text != fullest and is_paper_id(id_) and says_the_same(told.document, winner.document)
        ]
        for told in texts:
            if told.document.text != fullest and told not in parts:
                self.rejects.add(_superseded(told, winner))
        self.joined += sum(told.record is not None for told in (*alike, *parts)) - (winner.record is not None)
        # What the store says of files that are not read this time is still said.
        remembered = [document for document in held if not all(map(self.is_read, document.also_in))]
        others = sorted({told.document for told in (*alike, *parts)} - {winner.document}, key=_fullness)
        told_together = [*others, *remembered]
        document = replace(
            winner.document,
            id=id_,
            metadata=joined_metadata(winner.document, told_together) if is_paper_id(id_) else winner.document.metadata,
            year=_first(winner.document.year, (other.year for other in told_together)),
            journal=_first(winner.document.journal, (other.journal for other in told_together)),
            also_in=self._also_in(winner, (*alike, *parts), held),
        )
        stale = {*held} - {told.document for told in texts if told not in parts and told not in alike}
        self.renamed.extend(document.id for document in stale if document.id != id_)
        if winner.record is not None:
            self.records.append(replace(winner.record, document=document))
        elif id_ != winner.document.id:
            self.records.append(replace(self.annotated(winner.document), document=document))
        elif document != winner.document:
            self.noted.append(document)

    def _also_in(self, winner: _Text, joined: Iterable[_Text], held: Iterable[Document]) -> tuple[str, ...]:
        sources = {told.document.source for told in joined}
        sources.update(source for document in held for source in document.also_in if not self.is_read(source))
        return tuple(sorted(source for source in sources - {winner.document.source} if source is not None))

    def result(self) -> Settled:
        """All that has been settled, in order."""
        return Settled(
            tuple(sorted(self.records, key=lambda record: record.document.id)),
            tuple(sorted(self.rejects, key=_place_order)),
            self.joined,
            tuple(sorted(self.noted, key=lambda document: document.id)),
            tuple(sorted(set(self.renamed))),
        )


def _of_record(record: SourceRecord) -> _Text:
    return _Text(record.document, _Place(record.document.source or record.document.id, record.line), record)


def _of_store(document: Document) -> _Text:
    return _Text(document, _Place(document.source or document.id))


def _winner(alike: Sequence[_Text]) -> _Text:
    """Of equal texts those of the run, joined; else the store's."""
    read = [told for told in alike if told.record is not None]
    if not read:
        return min(alike, key=lambda told: told.document.id)
    joined = _join([told.record for told in read if told.record is not None])
    return _Text(joined.document, _Place(joined.document.source or joined.document.id, joined.line), joined)


def _first(own: object, others: Iterable[object]) -> Any:
    """The first that is told."""
    return next((value for value in (own, *others) if value is not None), None)


def _fullness(document: Document) -> tuple[int, str]:
    """Who tells more of a paper comes first."""
    return -len(document.text), repr(document)


def _join(records: Sequence[SourceRecord]) -> SourceRecord:
    """One record with the annotations of all; every one of them is about the same text."""
    if len(records) == 1:
        return records[0]
    # `repr` tells all that a record says: of two that bring as much, the first in its order is taken.
    ordered = sorted(
        records,
        key=lambda record: (-len(record.mentions) - len(record.relations), repr(record), record.line or 0),
    )
    return replace(
        ordered[0],
        mentions=tuple(dict.fromkeys(mention for record in ordered for mention in record.mentions)),
        relations=tuple(dict.fromkeys(relation for record in ordered for relation in record.relations)),
    )


def _superseded(told: _Text, winner: _Text) -> Reject:
    id_ = told.document.id
    # A number of PubMed's is one paper wherever it stands; of files, two may well bear one name.
    hint = "; to keep both, give one another name" if id_.startswith("file:") else ""
    fuller = len(told.document.text) < len(winner.document.text)
    other = "another, fuller text" if fuller else "another text"
    reason = f"{id_} has {other} in {winner.place}, which is kept{hint}"
    return Reject(told.place.source, "document", reason, told.place.line, id_)


def _place_order(reject: Reject) -> tuple[str, int, str, str]:
    return reject.source, reject.line or 0, reject.document or "", reject.reason
