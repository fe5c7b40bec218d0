"""Records of one run that say they are the same document: joined where they agree, the fuller one kept where not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.schema import Reject, SourceRecord


@dataclass(frozen=True, slots=True)
class Settled:
    """One record for each document.

    Attributes:
        records: sorted by the id of the document.
        rejects: records that another one with the same id has replaced.
        joined: how many records said only what another one says.
    """

    records: tuple[SourceRecord, ...]
    rejects: tuple[Reject, ...]
    joined: int


def settle(records: Iterable[SourceRecord]) -> Settled:
    """Make the records of a run one for each document; the same whatever their order.

    Records with the same id and text are joined: the annotations of all are kept, all else is of the one with the
    most. Of different texts under one id the longest is kept (of two as long, the last in code-point order); each of
    the others is a reject.
    """
    by_id: defaultdict[str, list[SourceRecord]] = defaultdict(list)
    for record in records:
        by_id[record.document.id].append(record)
    kept: list[SourceRecord] = []
    rejects: list[Reject] = []
    joined = 0
    for id_ in sorted(by_id):
        by_text: defaultdict[str, list[SourceRecord]] = defaultdict(list)
        for record in by_id[id_]:
            by_text[record.document.text].append(record)
        texts = sorted(by_text, key=lambda text: (len(text), text))
        winner = _join(by_text[texts[-1]])
        kept.append(winner)
        joined += sum(len(same) - 1 for same in by_text.values())
        for text in texts[:-1]:
            sources = sorted({record.document.source or id_ for record in by_text[text]})
            rejects.extend(_superseded(source, winner) for source in sources)
    return Settled(
        tuple(kept), tuple(sorted(rejects, key=lambda reject: (reject.source, reject.document or ""))), joined
    )


def _join(records: Sequence[SourceRecord]) -> SourceRecord:
    """One record with the annotations of all; every one of them is about the same text."""
    if len(records) == 1:
        return records[0]
    # `repr` tells all fields of a record: of two that bring as much, the first in its order is taken.
    ordered = sorted(records, key=lambda record: (-len(record.mentions) - len(record.relations), repr(record)))
    return replace(
        ordered[0],
        mentions=tuple(dict.fromkeys(mention for record in ordered for mention in record.mentions)),
        relations=tuple(dict.fromkeys(relation for record in ordered for relation in record.relations)),
    )


def _superseded(source: str, winner: SourceRecord) -> Reject:
    document = winner.document
    return Reject(
        source=source,
        scope="document",
        reason=f"{document.id} has another, fuller text in {document.source}, which is kept",
        document=document.id,
    )
