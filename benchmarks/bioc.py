"""How fast BioC and PubTator are read and in how much memory: ``python -m benchmarks.bioc [--peer PYTHON] [--write]``.

A file of many small documents is made by repeating one, and a file of PubTator of the records of ``samples/pubtator``
in the folder that EVIGRAPH_SHARED names (``../shared`` by default), repeated and renumbered. Each way of reading them
runs in a process of its own, in turn. The package ``bioc`` is measured where an interpreter that has it is named: it
need not be installed beside evigraph. Its figures leave out what it does not do: checking offsets, identifiers,
sections, rendering a text.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

SHARED = Path(os.environ.get("EVIGRAPH_SHARED", "../shared"))
RESULTS = Path(__file__).parent / "results" / "bioc.md"
COUNTS = (3_000, 30_000)
ROUNDS = 3

_TITLE = "Blinatumomab in children with leukaemia: a cohort of 12 patients."
_ABSTRACT = (
    "BACKGROUND: Blinatumomab binds CD19. METHODS: We treated 12 patients with relapsed leukaemia. RESULTS: Of 12 "
    "patients, 9 (75%) reached remission; fever occurred in 10. CONCLUSIONS: Blinatumomab works in leukaemia."
)
_CONCEPTS = (
    ("Blinatumomab", "Chemical", "MESH:C510808"),
    ("leukaemia", "Disease", "MESH:D007938"),
    ("patients", "Species", "9606"),
    ("CD19", "Gene", "930"),
    ("fever", "Disease", "MESH:D005334"),
)

_WORK = """
import resource, sys, time
begun = time.process_time()
{work}
print(number, time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
_OURS = """from pipeline.ingest import read_file
from pipeline.schema import SourceRecord
number = sum(isinstance(item, SourceRecord) for item in read_file(sys.argv[1]))"""
_OURS_XML = """from pipeline.ingest.bioc.xml_reader import raw_document
from pipeline.ingest.markup.elements import read_elements
with open(sys.argv[1], "rb") as handle:
    number = sum(bool(raw_document(element)) for element in read_elements(handle, "f", "document"))"""
_OURS_JSON = """from pipeline.ingest.bioc.json_stream import read_objects
with open(sys.argv[1], "rb") as handle:
    number = sum(1 for _ in read_objects(handle, "f", frozenset({"documents"})))"""
_LXML = """from lxml import etree
number = 0
for _, element in etree.iterparse(sys.argv[1], tag="document"):
    number += 1
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]"""
_JSON = 'import json\nnumber = len(json.load(open(sys.argv[1], encoding="utf-8"))["documents"])'
_PEER_STREAM = (
    'from bioc import biocxml\nnumber = sum(1 for _ in biocxml.BioCXMLDocumentReader(open(sys.argv[1], "rb")))'
)
_PEER_XML = 'from bioc import biocxml\nnumber = len(biocxml.load(open(sys.argv[1], "rb")).documents)'
_PEER_LINES = 'from bioc import pubtator\nnumber = len(pubtator.load(open(sys.argv[1], encoding="utf-8")))'
_PEER_JSON = 'from bioc import biocjson\nnumber = len(biocjson.load(open(sys.argv[1], encoding="utf-8")).documents)'

_UNCHECKED = (
    "`evigraph` compares every mention with the text, turns identifiers into CURIEs, finds the sections of abstracts "
    "and refuses what does not hold, line by line, and holds one record. `bioc` (2.1) keeps the columns as they are: "
    "offsets, identifiers and types are not looked at, sections are not found, one bad line ends the reading of its "
    "file or is printed and passed over, and the whole file is held."
)
_FORMS = {
    "PubTator": "Records of a PubTator export, repeated and renumbered: {size}.",
    "PubTator, made": "Small documents (title, abstract, 11 annotations, a relation): {size}.",
    "BioC XML": "The same small documents: {size}.",
    "BioC JSON": "The same small documents: {size}.",
}


def _document(number: int) -> dict[str, object]:
    passages = []
    for type, text, offset in (("title", _TITLE, 0), ("abstract", _ABSTRACT, len(_TITLE) + 1)):
        found = [
            {
                "id": f"{type}{word}{at}",
                "infons": {"type": kind, "identifier": id},
                "text": word,
                "locations": [{"offset": offset + at, "length": len(word)}],
            }
            for word, kind, id in _CONCEPTS
            for at in range(len(text))
            if text.startswith(word, at)
        ]
        passages.append(
            {
                "offset": offset, "infons": {"type": type}, "text": text, "sentences": [], "annotations": found,
                "relations": [],
            }
        )  # fmt: skip
    infons = {"type": "Negative_Correlation", "role1": "Chemical|MESH:C510808", "role2": "Disease|MESH:D007938"}
    relations = [{"id": "R1", "infons": infons, "nodes": []}]
    return {"id": str(number), "infons": {}, "passages": passages, "annotations": [], "relations": relations}


def _infons(infons: dict[str, str]) -> str:
    return "".join(f"<infon key={quoteattr(key)}>{escape(value)}</infon>" for key, value in infons.items())


def _as_xml(document: dict) -> str:
    parts = [f"<document><id>{document['id']}</id>"]
    for passage in document["passages"]:
        parts.append(f"<passage>{_infons(passage['infons'])}<offset>{passage['offset']}</offset>")
        parts.append(f"<text>{escape(passage['text'])}</text>")
        for found in passage["annotations"]:
            place = found["locations"][0]
            parts.append(f"<annotation id={quoteattr(found['id'])}>{_infons(found['infons'])}")
            parts.append(f'<location offset="{place["offset"]}" length="{place["length"]}"/>')
            parts.append(f"<text>{escape(found['text'])}</text></annotation>")
        parts.append("</passage>")
    parts.extend(f'<relation id="R1">{_infons(relation["infons"])}</relation>' for relation in document["relations"])
    return "".join(parts) + "</document>\n"


def _as_pubtator(document: dict) -> str:
    number = document["id"]
    lines = [f"{number}|{sign}|{passage['text']}" for sign, passage in zip("ta", document["passages"], strict=True)]
    for passage in document["passages"]:
        for found in passage["annotations"]:
            start, length = found["locations"][0]["offset"], found["locations"][0]["length"]
            infons = found["infons"]
            lines.append(
                f"{number}\t{start}\t{start + length}\t{found['text']}\t{infons['type']}\t{infons['identifier']}"
            )
    for relation in document["relations"]:
        infons = relation["infons"]
        lines.append(f"{number}\t{infons['type']}\t{infons['role1']}\t{infons['role2']}")
    return "\n".join(lines) + "\n\n"


def _make(folder: Path, count: int) -> dict[str, Path]:
    xml, whole, lines = folder / f"{count}.xml", folder / f"{count}.json", folder / f"{count}.pubtator"
    with (
        xml.open("w", encoding="utf-8") as to_xml,
        whole.open("w", encoding="utf-8") as to_json,
        lines.open("w", encoding="utf-8") as to_lines,
    ):
        to_xml.write('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE collection SYSTEM "BioC.dtd">\n<collection>')
        to_xml.write("<source>PubTator</source><date/><key/>\n")
        to_json.write('{"source": "PubTator", "date": "", "key": "", "infons": {}, "documents": [')
        for number in range(1, count + 1):
            document = _document(number)
            to_xml.write(_as_xml(document))
            to_lines.write(_as_pubtator(document))
            to_json.write((", " if number > 1 else "") + json.dumps(document))
        to_xml.write("</collection>\n")
        to_json.write("]}\n")
    files = {"BioC XML": xml, "BioC JSON": whole, "PubTator, made": lines}
    sample = SHARED / "samples" / "pubtator" / "bioconcepts_sample.pubtator"
    if sample.is_file():
        files["PubTator"] = folder / f"{count}.real.pubtator"
        _repeat(sample, files["PubTator"], count)
    return files


def _repeat(sample: Path, target: Path, count: int) -> None:
    """Writes the records of a file of PubTator again and again, each with a number of its own."""
    records = [record.strip("\n") for record in sample.read_text(encoding="utf-8").split("\n\n") if record.strip()]
    with target.open("w", encoding="utf-8") as to_lines:
        for number in range(count):
            record = records[number % len(records)]
            own = record[: record.index("|")]
            for line in record.split("\n"):
                to_lines.write(f"{10_000_000 + number}{line.removeprefix(own)}\n")
            to_lines.write("\n")


def _measure(python: str, work: str, path: Path, count: int) -> tuple[float, float]:
    """Seconds and the peak of memory in MB."""
    run = [python, "-c", _WORK.format(work=work), str(path)]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    number, seconds, peak = done.stdout.split()
    if int(number) != count:
        raise SystemExit(f"{number} of {count} documents were read:\n{work}")
    return float(seconds), float(peak)


def main() -> int:
    """Make the files, read them each way, print a table; with ``--write`` keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="an interpreter that has the package bioc")
    parser.add_argument("--write", action="store_true", help=f"keep the table as {RESULTS.name}")
    arguments = parser.parse_args()
    ways = [
        ("BioC XML", "evigraph, checked records", sys.executable, _OURS),
        ("BioC XML", "evigraph, fields alone", sys.executable, _OURS_XML),
        ("BioC XML", "lxml, elements alone", sys.executable, _LXML),
        ("BioC JSON", "evigraph, checked records", sys.executable, _OURS),
        ("BioC JSON", "evigraph, fields alone", sys.executable, _OURS_JSON),
        ("BioC JSON", "json, all at once", sys.executable, _JSON),
        ("PubTator", "evigraph, checked records", sys.executable, _OURS),
        ("PubTator, made", "evigraph, checked records", sys.executable, _OURS),
    ]
    if arguments.peer:
        ways += [
            ("BioC XML", "bioc, document by document", arguments.peer, _PEER_STREAM),
            ("BioC XML", "bioc, all at once", arguments.peer, _PEER_XML),
            ("BioC JSON", "bioc, all at once", arguments.peer, _PEER_JSON),
            ("PubTator", "bioc, all at once", arguments.peer, _PEER_LINES),
            ("PubTator, made", "bioc, all at once", arguments.peer, _PEER_LINES),
        ]
    begun = time.perf_counter()
    fewest, most = COUNTS
    tables: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        files = {count: _make(Path(name), count) for count in COUNTS}
        for form, about in _FORMS.items():
            if form not in files[most]:
                continue
            size = files[most][form].stat().st_size / 2**20
            tables += ["", f"## {form}", "", about.format(size=f"{size:.0f} MB"), ""]
            tables += [f"| reader | documents a second | s for {most:,} | MB at {fewest:,} | MB at {most:,} |"]
            tables += ["|---|---|---|---|---|"]
            here = [way for way in ways if way[0] == form]
            small = {way: _measure(*way[2:], files[fewest][form], fewest)[1] for way in here}
            times: dict[tuple[str, str, str, str], list[tuple[float, float]]] = {way: [] for way in here}
            for _ in range(ROUNDS):
                for way in here:
                    times[way].append(_measure(*way[2:], files[most][form], most))
            for way in here:
                seconds, large = min(times[way])[0], max(peak for _, peak in times[way])
                tables.append(f"| {way[1]} | {most / seconds:,.0f} | {seconds:.1f} | {small[way]:.0f} | {large:.0f} |")
    report = "\n".join(
        [
            "# Reading PubTator and BioC",
            "",
            f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, "
            f"Python {platform.python_version()}. "
            "`python -m benchmarks.bioc --peer PYTHON --write` makes this again. "
            f"Best of {ROUNDS} rounds of the processor's time, the readers in turn; peak memory of the process. The "
            "other core was busy. The records of a file repeat, and evigraph keeps the last few thousand concepts that "
            "it met: of a file that repeats nothing it builds more of them.",
            "",
            _UNCHECKED,
            *tables,
            "",
        ]
    )
    print(report)
    print(f"({time.perf_counter() - begun:.0f} s in all)")
    if arguments.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
