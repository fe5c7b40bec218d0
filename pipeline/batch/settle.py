"""Records that say they are the same document: joined where they agree, the fuller one kept where not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.schema import Document, Reject, SourceRecord


@dataclass(frozen=True, slots=True)
class Settled:
    """One record for each document, but for those of which the store holds a fuller text.

    Attributes:
        records: sorted by the id of the document.
        rejects: records, of this run or an earlier one, whose document has a fuller text elsewhere.
        joined: how many records said only what another one says.
    """

    records: tuple[SourceRecord, ...]
    rejects: tuple[Reject, ...]
    joined: int


def settle(records: Iterable[SourceRecord], held: Iterable[Document] = ()) -> Settled:
    """Make the records of a run one for each document; the same whatever their order.

    Records with the same id and text are joined: the annotations of all are kept, all else is of the one with the
    most. Of different texts under one id the longest is kept (of two as long, the last in code-point order); each of
    the others is a reject. What the store holds from a file that is not read this time counts as one more text, so
    that it is the same whether files are read in one run or in several.

    Args:
        records: what was read.
        held: documents of these ids that the store holds from other files, one for an id at most.
    """
    by_id: defaultdict[str, list[SourceRecord]] = defaultdict(list)
    for record in records:
        by_id[record.document.id].append(record)
    held_by_id = {document.id: document for document in held}
    kept: list[SourceRecord] = []
    rejects: list[Reject] = []
    joined = 0
    for id_ in sorted(by_id):
        by_text: defaultdict[str, list[SourceRecord]] = defaultdict(list)
        for record in by_id[id_]:
            by_text[record.document.text].append(record)
        joined += sum(len(same) - 1 for same in by_text.values())
        earlier = held_by_id.get(id_)
        texts = {*by_text} if earlier is None else {*by_text, earlier.text}
        fullest = max(texts, key=lambda text: (len(text), text))
        places = {(text, _Place.of(record)) for text in by_text for record in by_text[text]}
        if earlier is not None:
            places.add((earlier.text, _Place(earlier.source or id_)))
        if fullest in by_text:
            winner = _join(by_text[fullest])
            kept.append(winner)
            winning = _Place.of(winner)
        else:
            winning = next(place for text, place in places if text == fullest)
        rejects.extend(
            _superseded(place, id_, winning, fuller=len(text) < len(fullest))
            for text, place in places
            if text != fullest
        )
    return Settled(tuple(kept), tuple(sorted(rejects, key=_place_order)), joined)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a record stands."""

    source: str
    line: int | None = None

    @classmethod
    def of(cls, record: SourceRecord) -> _Place:
        return cls(record.document.source or record.document.id, record.line)

    def __str__(self) -> str:
        return self.source if self.line is None else f"{self.source}:{self.line}"


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


def _superseded(place: _Place, document: str, winner: _Place, *, fuller: bool) -> Reject:
    # A number of PubMed's is one paper wherever it stands; of files, two may well bear one name.
    hint = "; to keep both, give one another name" if document.startswith("file:") else ""
    other = "another, fuller text" if fuller else "another text"
    reason = f"{document} has {other} in {winner}, which is kept{hint}"
    return Reject(place.source, "document", reason, place.line, document)


def _place_order(reject: Reject) -> tuple[str, int, str, str]:
    return reject.source, reject.line or 0, reject.document or "", reject.reason
