"""How fast BioC and PubTator are read and in how much memory: ``python -m benchmarks.bioc [--peer PYTHON] [--write]``.

A file of many small documents is made by repeating a few; each way of reading it runs in a process of its own. The
package ``bioc`` is measured where an interpreter that has it is named: it need not be installed beside evigraph. Its
figures leave out what it does not do: checking offsets, identifiers, rendering a text.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

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
_OURS = "from pipeline.ingest import read_file\nnumber = sum(1 for _ in read_file(sys.argv[1]))"
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
    return {"XML": xml, "JSON": whole, "PubTator": lines}


def _measure(python: str, work: str, path: Path, count: int, rounds: int) -> tuple[float, float]:
    """Seconds, the median of some rounds, and the highest peak of memory in MB."""
    times, peaks = [], []
    for _ in range(rounds):
        run = [python, "-c", _WORK.format(work=work), str(path)]
        done = subprocess.run(run, capture_output=True, text=True, check=True)
        number, seconds, peak = done.stdout.split()
        if int(number) != count:
            raise SystemExit(f"{number} of {count} documents were read:\n{work}")
        times.append(float(seconds))
        peaks.append(float(peak))
    return statistics.median(times), max(peaks)


def main() -> int:
    """Make the files, read them each way, print a table; with ``--write`` keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="an interpreter that has the package bioc")
    parser.add_argument("--write", action="store_true", help=f"keep the table as {RESULTS.name}")
    arguments = parser.parse_args()
    ways = [
        ("XML", "evigraph, checked records", sys.executable, _OURS),
        ("XML", "evigraph, fields alone", sys.executable, _OURS_XML),
        ("XML", "lxml, elements alone", sys.executable, _LXML),
        ("JSON", "evigraph, checked records", sys.executable, _OURS),
        ("JSON", "evigraph, fields alone", sys.executable, _OURS_JSON),
        ("JSON", "json, all at once", sys.executable, _JSON),
        ("PubTator", "evigraph, checked records", sys.executable, _OURS),
    ]
    if arguments.peer:
        ways += [
            ("XML", "bioc, document by document", arguments.peer, _PEER_STREAM),
            ("XML", "bioc, all at once", arguments.peer, _PEER_XML),
            ("JSON", "bioc, all at once", arguments.peer, _PEER_JSON),
            ("PubTator", "bioc, all at once", arguments.peer, _PEER_LINES),
        ]
    rows = []
    fewest, most = COUNTS
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        files = {count: _make(Path(name), count) for count in COUNTS}
        size = {form: path.stat().st_size / 2**20 for form, path in files[most].items()}
        for form, way, python, work in sorted(ways, key=lambda way: way[0], reverse=True):
            _, small = _measure(python, work, files[fewest][form], fewest, 1)
            seconds, large = _measure(python, work, files[most][form], most, ROUNDS)
            rows.append(f"| {form} | {way} | {most / seconds:,.0f} | {seconds:.1f} | {small:.0f} | {large:.0f} |")
    report = "\n".join(
        [
            "# Reading BioC and PubTator",
            "",
            f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, Python {platform.python_version()}. "
            "`python -m benchmarks.bioc --peer PYTHON --write` makes this again. Small documents (title, abstract, 11 "
            f"annotations, a relation): {most:,} are {size['XML']:.0f} MB of XML, {size['JSON']:.0f} MB of JSON, "
            f"{size['PubTator']:.0f} MB of PubTator. "
            f"Median of {ROUNDS} rounds of the processor's time; peak memory of the process.",
            "",
            f"| form | reader | documents a second | s for {most:,} | MB at {fewest:,} | MB at {most:,} |",
            "|---|---|---|---|---|---|",
            *rows,
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
