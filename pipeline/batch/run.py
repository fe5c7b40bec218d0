"""The run itself: read, settle, extract what is new, save, account."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

from pipeline.batch.discover import Inputs, discover, file_of, is_among, readable
from pipeline.batch.report import Report
from pipeline.batch.settle import settle
from pipeline.batch.setup import Setup, record_fingerprint
from pipeline.batch.workers import Failure, extract_all
from pipeline.ingest import read_file
from pipeline.schema import Document, Reject, SourceRecord
from pipeline.store import Store

#: Told of each step: what is done (``reading``, ``extracting``), how many are done, how many there are.
Progress: TypeAlias = Callable[[str, int, int], None]
# Who made the annotations that come with a record: all readers of annotations give PubTator's.
_BROUGHT = frozenset(("pubtator",))


def run_batch(
    paths: Iterable[str | Path],
    store: Store,
    setup: Setup,
    *,
    workers: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Read files and folders into the store.

    What the store then holds of the input does not depend on the order of the paths nor on the number of workers. Each
    document is saved in a transaction of its own; a run that was interrupted goes on where it stopped when it is
    started again.

    Args:
        paths: files and folders; see :func:`~pipeline.batch.discover.discover`.
        store: where the evidence is kept.
        setup: what the extraction is made of.
        workers: how many processes extract at once.
        progress: is told of each step.

    Raises:
        FileNotFoundError: when a path does not exist.
        LexiconError: when a lexicon is not there or breaks its format.
        ConfigError: when scispaCy is demanded and not installed.
        StoreError: when the store cannot be written.
    """
    start = time.monotonic()
    tell = progress or (lambda _step, _done, _total: None)
    store.check_writable()
    inputs = discover(paths)
    records, rejects, passed_over = _read(inputs, tell)
    is_read = _reading(inputs)
    held = _held(records, store, is_read)
    settled = settle(records, held, is_read, partial(_annotated, store))
    of_earlier = _sorted_rejects(settled.rejects, rejects)
    # Before their documents go: an interrupted run could not tell of them when it is started again.
    for source, found in of_earlier.items():
        store.replace_rejects(source, tuple(dict.fromkeys((*store.rejects(source), *found))))

    fingerprint = setup.fingerprint()
    known = store.fingerprints()
    wanted = [(record, record_fingerprint(record, fingerprint)) for record in settled.records]
    todo = [(record, mark) for record, mark in wanted if known.get(record.document.id) != mark]
    same = [record.document for record, mark in wanted if known.get(record.document.id) == mark]
    failures = _extract_and_save(todo, store, setup, workers, tell)
    for failure in failures:
        rejects.setdefault(file_of(failure.source, rejects), []).append(failure)
    failed = {failure.document for failure in failures}
    saved = [record.document.id for record, _ in todo if record.document.id not in failed]

    for id_ in settled.renamed:
        store.delete(id_)
    # What is told of a paper beside its words asks for no new extraction.
    retold = store.note([*settled.noted, *same])
    for source, found in rejects.items():
        store.replace_rejects(source, found)
    store.record_run(
        fingerprint,
        version=version("evigraph"),
        python=platform.python_version(),
        scispacy=setup.scispacy_version(),
        settings=setup.settings(),
    )
    counts = store.counts()
    return Report(
        files=len(inputs.files),
        passed_over=tuple(sorted([*map(readable, inputs.passed_over), *passed_over])),
        new=sum(id_ not in known for id_ in saved),
        changed=sum(id_ in known for id_ in saved) + retold,
        unchanged=len(same) + len(settled.noted) - retold,
        joined=settled.joined,
        rejects=tuple(reject for found in (*rejects.values(), *of_earlier.values()) for reject in found),
        documents=counts.documents,
        mentions=counts.mentions,
        findings=counts.findings,
        scispacy=setup.scispacy_version(),
        seconds=time.monotonic() - start,
    )


def _read(inputs: Inputs, tell: Progress) -> tuple[list[SourceRecord], dict[str, list[Reject]], list[str]]:
    """The records of the files, the rejects of every file and folder that was looked at, by its name, and the members
    of archives that were passed over.
    """
    records: list[SourceRecord] = []
    passed_over: list[str] = []
    rejects: dict[str, list[Reject]] = {str(path): [] for path in inputs.files}
    for reject in inputs.rejects:
        rejects.setdefault(reject.source, []).append(reject)
    for done, path in enumerate(inputs.files):
        tell("reading", done, len(inputs.files))
        for item in read_file(path, passed_over=passed_over.append):
            if isinstance(item, Reject):
                rejects[str(path)].append(item)
            else:
                records.append(item)
    tell("reading", len(inputs.files), len(inputs.files))
    return records, rejects, passed_over


def _sorted_rejects(found: Iterable[Reject], of_this_run: dict[str, list[Reject]]) -> dict[str, list[Reject]]:
    """Put rejects of files that this run looks at among its own, and return those of others, by their file."""
    of_earlier: dict[str, list[Reject]] = {}
    for reject in found:
        file = file_of(reject.source, of_this_run)
        target = of_this_run if file in of_this_run else of_earlier
        target.setdefault(file, []).append(reject)
    return of_earlier


def _extract_and_save(
    todo: Sequence[tuple[SourceRecord, str]], store: Store, setup: Setup, workers: int, tell: Progress
) -> list[Reject]:
    """Extract records and save each under its fingerprint; returns a reject for every one that failed."""
    failures: list[Reject] = []
    tell("extracting", 0, len(todo))
    # Closed here, whatever stops the loop: left to the garbage collector, a pool would end on a thread of its own.
    with closing(extract_all([record for record, _ in todo], setup.extract_function, workers)) as results:
        for done, ((record, mark), result) in enumerate(zip(todo, results, strict=True), start=1):
            document = record.document
            if isinstance(result, Failure):
                source = document.source or document.id
                failures.append(Reject(source, "document", result.reason, document=document.id))
                # What an earlier run found in an earlier text is not what this text says.
                store.delete(document.id)
            else:
                store.save(result, mark)
            tell("extracting", done, len(todo))
    return failures


def _reading(inputs: Inputs) -> Callable[[str], bool]:
    """Whether a source is a file of a run or a member of one; links and the working folder count for nothing."""
    files = {os.path.realpath(path) for path in inputs.files}

    def is_read(source: str) -> bool:
        return is_among(os.path.realpath(source), files)

    return is_read


def _annotated(store: Store, document: Document) -> SourceRecord:
    """A document of the store with the annotations that its source brought; its others are found again."""
    mentions = (
        replace(mention, concepts=mention.concepts[: mention.given], given=None, states=(), assertion="affirmed")
        for mention in store.mentions(document.id)
        if mention.source in _BROUGHT
    )
    relations = (relation for relation in store.relations(document.id) if relation.source in _BROUGHT)
    return SourceRecord(document, tuple(mentions), tuple(relations))


def _held(records: Iterable[SourceRecord], store: Store, is_read: Callable[[str], bool]) -> list[Document]:
    """The documents of the records' papers that the store holds from other files, or under other ids."""
    known, sources, also_in = store.known_as(), store.sources(), store.also_in()
    mine = {record.document.id for record in records}
    near = {id_ for record in records for key in record.document.keys for id_ in known.get(key, ())}
    # Most often a run reads again just the files that the store was made of, and nothing need be looked up.
    wanted = {
        id_
        for id_ in near
        if id_ not in mine or id_ in also_in or (source := sources[id_]) is None or not is_read(source)
    }
    found = (store.document(id_) for id_ in sorted(wanted))
    return [document for document in found if document is not None]
