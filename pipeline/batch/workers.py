"""Extraction of many records, in this process or on several; a record that fails costs no other its result."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.batch.setup import Extract
from pipeline.schema import Extraction, SourceRecord

Factory: TypeAlias = Callable[[], Extract]

# How many records each worker has waiting: enough that none is idle, few enough that results never pile up.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Failure:
    """A record that could not be extracted, and why."""

    reason: str


def extract_all(records: Sequence[SourceRecord], factory: Factory, workers: int = 1) -> Generator[Extraction | Failure]:
    """Extract records on some workers; close the generator where it is left before its end.

    Args:
        records: the records.
        factory: makes the extraction, once on each worker; with more than one worker it must be picklable.
        workers: how many processes; with 1 all is done in this one, and ``factory`` is not called before it is needed.

    Yields:
        a result for each record, in their order. An exception is the failure of its record alone, and so is the death
        of a worker.

    Raises:
        Exception: what ``factory`` raises.
    """
    workers = min(workers, len(records))
    if workers > 1:
        yield from _on_pool(records, factory, workers)
    elif records:
        extract = factory()
        for record in records:
            yield _guarded(extract, record)


def _guarded(extract: Extract, record: SourceRecord) -> Extraction | Failure:
    try:
        return extract(record)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other documents are not to pay for it
        return Failure(f"the extraction failed: {type(error).__name__}: {' '.join(str(error).split())}")


def _on_pool(records: Sequence[SourceRecord], factory: Factory, workers: int) -> Iterator[Extraction | Failure]:
    waiting = deque(records)
    under_way: deque[tuple[SourceRecord, Future[Extraction | Failure]]] = deque()
    pool = _new_pool(factory, workers)
    try:
        while waiting or under_way:
            try:
                # A pool may turn out to be broken when it is given work as well as when it is asked for results.
                while waiting and len(under_way) < _AHEAD * workers:
                    under_way.append((waiting[0], _submitted(pool, waiting[0])))
                    waiting.popleft()
                result = under_way[0][1].result()
            except BrokenProcessPool:
                # Nobody can tell which of the records under way did it: each is tried again on a worker of its own.
                pool.shutdown(wait=True, cancel_futures=True)
                yield from _one_by_one(under_way, factory)
                under_way.clear()
                pool = _new_pool(factory, workers)
            else:
                under_way.popleft()
                yield result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _one_by_one(
    under_way: Sequence[tuple[SourceRecord, Future[Extraction | Failure]]], factory: Factory
) -> Iterator[Extraction | Failure]:
    pool = _new_pool(factory, 1)
    try:
        for record, future in under_way:
            if future.done() and not future.cancelled() and future.exception() is None:
                yield future.result()
                continue
            try:
                result = _submitted(pool, record).result()
            except BrokenProcessPool:
                pool.shutdown(wait=True, cancel_futures=True)
                pool = _new_pool(factory, 1)
                result = Failure("the extraction failed: its worker process died")
            yield result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _new_pool(factory: Factory, workers: int) -> ProcessPoolExecutor:
    # Not fork: the progress bar and the database have threads of their own, which a forked process would lack.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(factory,))


def _submitted(pool: ProcessPoolExecutor, record: SourceRecord) -> Future[Extraction | Failure]:
    # A pool starts its processes as it is given work. Started with the signal held, they never see Ctrl-C: it is
    # this process that stops them, without tracebacks of theirs.
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:  # Windows
        return pool.submit(_work, record)
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_work, record)
    finally:
        mask(signal.SIG_SETMASK, before)


# Of a worker process: what `_start` has made, or why it could not.
_extract: Extract | None = None
_fault: Exception | None = None


def _start(factory: Factory) -> None:
    global _extract, _fault
    try:
        _extract = factory()
    except Exception as error:  # noqa: BLE001 - an initializer that raises prints a traceback and hides its reason
        _fault = error


def _work(record: SourceRecord) -> Extraction | Failure:
    if _fault is not None:
        raise _fault
    if _extract is None:
        raise RuntimeError("the worker was not started")
    return _guarded(_extract, record)
