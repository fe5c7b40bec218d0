"""How long each stage takes: ``make bench``. Texts are those of the sample corpora, repeated and renumbered."""

from __future__ import annotations

import os
import platform
import resource
import statistics
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline import resources
from pipeline.extract import Extractor
from pipeline.extract.quantities import parse
from pipeline.extract.sentences import split_sentences
from pipeline.ingest import read_file
from pipeline.schema import SourceRecord

RESULTS = Path(__file__).parent / "results" / "speed.md"
REPEATS = 20
ROUNDS = 5


def _extractor() -> Extractor:
    names = ("therapies", "drugs", "adverse_events", "diseases", "genes")
    return Extractor([resources.lexicon(name) for name in names], resources.lexicon("measures"))


def _records() -> list[SourceRecord]:
    corpora = Path(__file__).parent.parent / "corpora"
    files = sorted(path for path in corpora.iterdir() if path.name != "README.md")
    return [record for path in files for record in read_file(path) if isinstance(record, SourceRecord)]


def main() -> int:
    """Time the stages over the corpora and print a table; with ``--write`` keep it."""
    started = time.perf_counter()
    extractor = _extractor()
    loaded = time.perf_counter() - started
    records = [
        replace(record, document=replace(record.document, id=f"{record.document.id}-{number}"))
        for number in range(REPEATS)
        for record in _records()
    ]
    texts = [record.document.text for record in records]
    words = sum(len(text.split()) for text in texts)
    rows = []
    for name, work in (
        ("sentences", lambda: [split_sentences(text) for text in texts]),
        ("quantities", lambda: [parse(text) for text in texts]),
        ("terms", lambda: [extractor.lexicon.find(text) for text in texts]),
        ("all of extraction", lambda: [extractor.extract(record) for record in records]),
    ):
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            work()
            times.append(time.perf_counter() - begun)
        middle = statistics.median(times)
        rows.append(f"| {name} | {middle / len(texts) * 1000:.2f} | {words / middle:,.0f} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report = "\n".join(
        [
            "# Speed of the stages",
            "",
            f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, one core, Python {platform.python_version()}, "
            f"scispaCy {extractor.scispacy or 'not installed'}. `make bench` makes this again. {len(texts)} short "
            f"abstracts of {words / len(texts):.0f} words; median of {ROUNDS} rounds.",
            "",
            "| stage | ms an abstract | words a second |",
            "|---|---|---|",
            *rows,
            "",
            f"Loading the lexicons and building the pipeline: {loaded:.1f} s. "
            f"Peak memory of the process: {peak:.0f} MB. {os.cpu_count()} cores in the machine.",
            "",
        ]
    )
    print(report)
    if "--write" in sys.argv[1:]:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
