"""Workers that fail, die, or cannot start. The functions below are what worker processes import from here."""

from __future__ import annotations

import os
import signal
from functools import partial

import pytest

from pipeline.batch.workers import Failure, extract_all
from pipeline.errors import LexiconError
from pipeline.schema import Document, Extraction, SourceRecord

RECORDS = [SourceRecord(Document(f"file:{number}", f"text {number}")) for number in range(12)]


def plain():
    return lambda record: Extraction(record.document)


def fails():
    raise ValueError("no\nthree")


def dies():
    os._exit(1)


def stumbling(numbers, stumble):
    def extract(record):
        if record.document.id in {f"file:{number}" for number in numbers}:
            stumble()
        return Extraction(record.document)

    return extract


def told_to_stop():
    # What Ctrl-C on a terminal does to the workers too, at the worst moment.
    os.kill(os.getpid(), signal.SIGINT)
    return plain()


def cannot_start():
    raise LexiconError("x.tsv:3: broken")


def ids(results):
    return [result.reason if isinstance(result, Failure) else result.document.id for result in results]


WANTED = [record.document.id for record in RECORDS]


@pytest.mark.skipif(os.name == "nt", reason="signals of a terminal")
def test_ctrl_c_is_for_the_process_that_has_the_workers():
    assert ids(extract_all(RECORDS, told_to_stop, 2)) == WANTED


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_records(workers):
    assert ids(extract_all(RECORDS, plain, workers)) == WANTED


@pytest.mark.parametrize("workers", [1, 2])
def test_an_exception_costs_only_its_own_record_and_is_told(workers):
    told = "the extraction failed: ValueError: no three"

    assert ids(extract_all(RECORDS, partial(stumbling, [3], fails), workers)) == [*WANTED[:3], told, *WANTED[4:]]


def test_a_worker_that_dies_costs_only_the_record_it_died_of():
    told = "the extraction failed: its worker process died"

    assert ids(extract_all(RECORDS, partial(stumbling, [3], dies), 2)) == [*WANTED[:3], told, *WANTED[4:]]


def test_so_do_several_and_the_last_of_all():
    told = "the extraction failed: its worker process died"
    many = [SourceRecord(Document(f"file:{number}", "")) for number in range(30)]
    wanted = [told if number in (3, 20, 29) else f"file:{number}" for number in range(30)]

    assert ids(extract_all(many, partial(stumbling, [3, 20, 29], dies), 2)) == wanted


@pytest.mark.parametrize("workers", [1, 2])
def test_what_keeps_a_worker_from_starting_is_raised(workers):
    with pytest.raises(LexiconError, match=r"x\.tsv:3: broken"):
        list(extract_all(RECORDS, cannot_start, workers))


@pytest.mark.parametrize("workers", [1, 2])
def test_without_records_nothing_is_started(workers):
    assert list(extract_all([], cannot_start, workers)) == []
