"""How fast PubMed XML is read, and in how much memory: ``python -m benchmarks.pubmed_xml [--records 3000 30000]``.

The file is made in a temporary folder, of the records of ``samples/pubmed_xml`` in the folder that EVIGRAPH_SHARED
names (``../shared`` by default), repeated and renumbered. Each reader runs in a process of its own; peers are measured
where they are installed. ``bare iterparse`` only walks over the records and keeps nothing of them: it is the floor of
whatever reads by lxml's events. ``iterparse, every element`` sees each element once, as it must who reads the fields.
``evigraph, forgetting`` keeps nothing from one record to its copy: no formula, subject heading, publication type or
language, which is all that is kept. The file repeats more than PubMed does; PubMed repeats its vocabularies all the
same.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SHARED = Path(os.environ.get("EVIGRAPH_SHARED", "../shared"))
_RECORD = re.compile(rb"<PubmedArticle>.*?</PubmedArticle>", re.DOTALL)
_PMID = re.compile(rb"(<PMID[^>]*>)\d+")
# Before a record comes again, so many others have come.
_FEWEST_KINDS = 9
_HEAD = (
    b'<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" '
    b'"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_190101.dtd">\n<PubmedArticleSet>\n'
)


def make(samples: Path, target: Path, count: int) -> None:
    """Write a file of ``count`` records."""
    records = [record for path in sorted(samples.glob("*.xml")) for record in _RECORD.findall(path.read_bytes())]
    with target.open("wb") as handle:
        handle.write(_HEAD)
        for number in range(count):
            record = records[number % len(records)]
            handle.write(_PMID.sub(rb"\g<1>%d" % (10_000_000 + number), record, count=1) + b"\n")
        handle.write(b"</PubmedArticleSet>\n")


def _evigraph(path: Path) -> int:
    from pipeline.ingest import read_file
    from pipeline.schema import SourceRecord

    return sum(isinstance(item, SourceRecord) for item in read_file(path))


def _forgetful(path: Path) -> int:
    """Like ``evigraph``, but nothing that was kept of a record is there when its copy comes."""
    from pipeline.ingest import read_file
    from pipeline.ingest.pubmed.plain import forget_vocabularies
    from pipeline.ingest.pubmed.words import forget_formulas
    from pipeline.schema import SourceRecord

    count = 0
    for item in read_file(path):
        count += isinstance(item, SourceRecord)
        if count % _FEWEST_KINDS == 0:
            forget_formulas()
            forget_vocabularies()
    return count


def _bare(path: Path) -> int:
    from lxml import etree

    return sum(1 for _ in _walk(etree.iterparse(str(path), tag="PubmedArticle")))


def _every_element(path: Path) -> int:
    from lxml import etree

    return sum(1 for _ in _walk(etree.iterparse(str(path))))


def _walk(events: Iterator[tuple[str, object]]) -> Iterator[object]:
    for _, element in events:
        if element.tag == "PubmedArticle":  # type: ignore[attr-defined]
            yield element
            element.clear()  # type: ignore[attr-defined]
            while element.getprevious() is not None:  # type: ignore[attr-defined]
                del element.getparent()[0]  # type: ignore[attr-defined]


def _pubmed_parser(path: Path) -> int:
    import pubmed_parser

    # It reads nothing but .gz: unpacking is a part of its time, a small one.
    packed = path.with_suffix(".xml.gz")
    return sum(1 for _ in pubmed_parser.parse_medline_xml(str(packed), year_info_only=True))


def _entrez(path: Path) -> int:
    from Bio import Entrez

    with path.open("rb") as handle:
        # There is no other way: Entrez.parse takes no PubmedArticleSet.
        return len(Entrez.read(handle)["PubmedArticle"])


READERS: dict[str, tuple[str, Callable[[Path], int]]] = {
    "evigraph": ("lxml", _evigraph),
    "evigraph, forgetting": ("lxml", _forgetful),
    "bare iterparse": ("lxml", _bare),
    "iterparse, every element": ("lxml", _every_element),
    "pubmed_parser": ("pubmed_parser", _pubmed_parser),
    "Bio.Entrez": ("Bio", _entrez),
}


def measure(name: str, path: Path) -> str:
    """Run one reader over a file in this process.

    Returns:
        records, seconds of processor time, and peak memory of the process in MiB, parted by spaces.
    """
    read = READERS[name][1]
    begun = time.process_time()
    count = read(path)
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * (1024 if sys.platform == "darwin" else 1))
    return f"{count} {seconds:.3f} {peak:.0f}"


def main() -> int:
    """Make the files, run every reader over each, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[3_000, 30_000])
    parser.add_argument("--rounds", type=int, default=2, help="how often each reads a file, in turn")
    parser.add_argument("--only", nargs="+", choices=list(READERS), default=list(READERS), help="readers to run")
    parser.add_argument("--measure", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(measure(options.measure[0], Path(options.measure[1])))
        return 0
    samples = SHARED / "samples" / "pubmed_xml"
    if not samples.is_dir():
        print(f"{samples} is not there: nothing to repeat (EVIGRAPH_SHARED names the folder)")
        return 0
    print("| reader | records | MB | records/s, best | median | peak MiB |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for count in options.records:
            path = Path(folder) / f"{count}.xml"
            make(samples, path, count)
            if "pubmed_parser" in options.only and importlib.util.find_spec("pubmed_parser"):
                with path.open("rb") as plain, gzip.open(path.with_suffix(".xml.gz"), "wb", compresslevel=1) as packed:
                    shutil.copyfileobj(plain, packed)
            rates: dict[str, list[float]] = {name: [] for name in options.only}
            counts: dict[str, str] = {}
            account: dict[str, str] = {}
            for name in options.only * options.rounds:
                if importlib.util.find_spec(READERS[name][0]) is None:
                    account[name] = "not installed"
                    continue
                command = [sys.executable, "-m", "benchmarks.pubmed_xml", "--measure", name, str(path)]
                run = subprocess.run(command, capture_output=True, text=True, check=False)
                if run.returncode:
                    account[name] = f"failed: {(run.stderr.strip().splitlines() or ['?'])[-1][:60]}"
                    continue
                counts[name], spent, account[name] = run.stdout.split()
                rates[name].append(int(counts[name]) / float(spent))
            for name, rate in rates.items():
                if rate:
                    megabytes = path.stat().st_size / 1e6
                    speed = f"{max(rate):,.0f} | {statistics.median(rate):,.0f}"
                    print(f"| {name} | {counts[name]} | {megabytes:.0f} | {speed} | {account[name]} |", flush=True)
                else:
                    print(f"| {name} | {account[name]} | | | | |", flush=True)
            path.unlink()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
