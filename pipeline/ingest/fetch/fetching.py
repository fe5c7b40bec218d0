"""Fetching: which papers are meant, which are not there yet, and their records as files of a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from pipeline.errors import BadReply
from pipeline.ingest.fetch.asking import Asker
from pipeline.ingest.fetch.clock import SYSTEM_CLOCK, Clock, Pace
from pipeline.ingest.fetch.eutils import MOST_HITS, Batch, Eutils, History
from pipeline.ingest.fetch.folder import Folder
from pipeline.ingest.fetch.pubtator_export import MOST, PubTatorExport
from pipeline.ingest.fetch.resolving import Resolver
from pipeline.ingest.fetch.searching import Found, search_all
from pipeline.ingest.fetch.transport import Transport
from pipeline.ingest.references.wanted import Wanted
from pipeline.schema import Reject

#: Requests a second that NCBI allows without a key, and with one.
SLOW, FAST = 3, 10
#: PMIDs that are put on the History server in one list: it gives no more than 9,999 records of one.
_POSTED = 5_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Service:
    """Whom to ask, and how.

    Attributes:
        email: the user's e-mail address.
        base_url: where the E-utilities are.
        pubtator_url: where the PubTator3 API is.
        api_key: the user's key at NCBI; None where there is none.
        batch_size: records a request, and a file.
        retries: how often a request that failed is made again.
        timeout: seconds without a word from the service after which a request has failed.
        clock: where time comes from.
    """

    email: str
    base_url: str
    pubtator_url: str
    api_key: str | None = field(default=None, repr=False)
    batch_size: int = 200
    retries: int = 5
    timeout: float = 60.0
    clock: Clock = SYSTEM_CLOCK


@dataclass(slots=True)
class Fetched:
    """What came of fetching.

    Attributes:
        files: the files that were written, in order.
        records: how many records stand in them.
        present: how many of the wanted papers were there already.
        rejects: what was wanted and is not there, with the reason.
        notes: what the user should know of a query.
    """

    files: list[Path] = field(default_factory=list)
    records: int = 0
    present: int = 0
    rejects: list[Reject] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def fetch(
    wanted: Sequence[Wanted],
    folder: str | Path,
    service: Service,
    *,
    query: str | None = None,
    most: int | None = None,
    format: str = "pubmed-xml",
    tell: Callable[[str], None] | None = None,
) -> Fetched:
    """Fetch the records of papers to a folder; what is there already is not asked for.

    Each file is whole when it is there, and is kept when what follows fails: the same call goes on from it.

    Args:
        wanted: papers by PMID, PMCID, DOI or printed citation.
        folder: where the files are written; made where it is not there.
        service: whom to ask, and how.
        query: a query in PubMed's language, whose papers are wanted as well.
        most: as many papers of the query as are wanted; as many as PubMed gives where None.
        format: ``pubmed-xml`` or ``pubtator``.
        tell: is told what is being done, a line each.

    Raises:
        Unreachable: when the service does not answer; what was fetched is kept.
        Refused: when the service says that a request is wrong; what was fetched is kept.
        BadReply: when the answer to the query cannot be used.
        ExportError: when the folder cannot be read or written.
    """
    say = tell or (lambda _line: None)
    transport = Transport(service.timeout, service.clock)

    def asker(per_second: int) -> Asker:
        pace = Pace(per_second, service.clock)
        return Asker(transport, pace, service.clock, service.retries, say, service.api_key)

    eutils = Eutils(asker(FAST if service.api_key else SLOW), service.base_url, service.email, service.api_key)
    place = Folder(Path(folder), format)
    done = Fetched()
    meant: dict[str, Wanted] = {}
    for one, pmid, reason in Resolver(eutils, place, say).resolve(wanted):
        if pmid is None:
            done.rejects.append(_reject(one, reason))
        else:
            meant.setdefault(pmid, one)
    if query is not None:
        for one in _found(search_all(eutils, query, most, service.clock.date().date(), say), query, most, done):
            meant.setdefault(one.value, one)
    there = place.pmids
    missing = [pmid for pmid in meant if pmid not in there]
    done.present = len(meant) - len(missing)
    if format == "pubtator":
        export = PubTatorExport(asker(SLOW), service.pubtator_url)
        source = _Source(export.fetch, None, min(service.batch_size, MOST))
    else:
        source = _Source(eutils.fetch, eutils, service.batch_size)
    _fetch_missing(source, missing, meant, place, done, say)
    return done


@dataclass(frozen=True, slots=True)
class _Source:
    """Where records come from: by name, and through the History server where there are more than one request takes."""

    fetch: Callable[[Sequence[str]], Batch]
    history: Eutils | None
    batch_size: int

    def batches(self, pmids: Sequence[str]) -> Iterator[Batch | BadReply]:
        """The records of some papers; in the place of a batch that could not be had, why."""
        if self.history is None or len(pmids) <= self.batch_size:
            for part in _parts(pmids, self.batch_size):
                yield _tried(partial(self.fetch, part))
            return
        for posted in _parts(pmids, _POSTED):
            yield from self._posted(self.history, posted)

    def _posted(self, eutils: Eutils, pmids: Sequence[str]) -> Iterator[Batch | BadReply]:
        history = _tried(partial(eutils.post, pmids))
        for start in range(0, len(pmids), self.batch_size):
            if isinstance(history, BadReply):
                yield history
                return
            most = min(self.batch_size, len(pmids) - start)
            batch = _tried(partial(eutils.fetch_posted, history, pmids, start, most))
            if isinstance(batch, BadReply):
                # NCBI may have forgotten the list.
                history = _tried(partial(eutils.post, pmids))
                if isinstance(history, History):
                    batch = _tried(partial(eutils.fetch_posted, history, pmids, start, most))
            yield batch


def _fetch_missing(
    source: _Source,
    missing: Sequence[str],
    meant: dict[str, Wanted],
    place: Folder,
    done: Fetched,
    say: Callable[[str], None],
) -> None:
    """Fetch what is missing. What did not come the first time, for whatever reason, is asked for once more."""
    reason: str | None = None
    for _ in range(2):
        if not missing:
            return
        say(f"fetching {len(missing):,} {'record' if len(missing) == 1 else 'records'}")
        reason = None
        for batch in source.batches(missing):
            if isinstance(batch, BadReply):
                reason = str(batch)
                say(reason)
            elif set(batch.pmids) - place.pmids:
                done.files.append(place.add(batch))
                done.records += len(batch.pmids)
                say(f"{done.files[-1]}: {len(batch.pmids):,} {'record' if len(batch.pmids) == 1 else 'records'}")
        there = place.pmids
        missing = [pmid for pmid in missing if pmid not in there]
    for pmid in missing:
        told = reason or "the service has no record of it"
        done.rejects.append(_reject(meant[pmid], told, pmid))


def _found(found: Found, query: str, most: int | None, done: Fetched) -> Iterator[Wanted]:
    """The papers that a query finds; what PubMed keeps back is told."""
    done.notes.extend(f"PubMed on the query: {told}" for told in found.unknown)
    done.notes.append(f"the query finds {found.count:,} {'paper' if found.count == 1 else 'papers'} in PubMed")
    wanted = found.count if most is None else min(most, found.count)
    if left := wanted - len(found.pmids):
        days = ", ".join(f"{day:%Y/%m/%d} ({number:,} more)" for day, number in found.crowded)
        which, they = ("paper is", "it") if left == 1 else ("papers are", "them")
        reason = f"{left:,} {which} left out: PubMed gives {MOST_HITS:,} of one search"
        if days:
            reason += f", and more came into it on one day: {days}; narrow the query"
        else:
            reason += f"; parted by the days on which papers came into it, it did not give {they} either"
        done.rejects.append(Reject(f"the query {query!r}", "file", reason))
    yield from (Wanted("PMID", pmid, None, "the query") for pmid in found.pmids)


def _tried(ask: Callable[[], T]) -> T | BadReply:
    try:
        return ask()
    except BadReply as error:
        return error


def _parts(pmids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (pmids[start : start + size] for start in range(0, len(pmids), size))


def _reject(wanted: Wanted, reason: str, pmid: str | None = None) -> Reject:
    return Reject(
        wanted.source or "the list",
        "document",
        f"{wanted}: {reason}" if pmid in (None, wanted.value) else f"{wanted} (PMID:{pmid}): {reason}",
        wanted.line,
        None if pmid is None else f"PMID:{pmid}",
    )
