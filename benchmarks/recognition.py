"""Score what the encoder recognises against annotated corpora: ``make eval-recognition``.

Needs the folder that EVIGRAPH_SHARED names (``../shared`` by default), with ``data/`` and the scorer in ``bin``. All is
run from the shipped files. Prints the tables and, with ``--write``, keeps them in
``benchmarks/results/recognition.md``.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pipeline
from benchmarks.linking import CELL, SHARED, records, scored
from pipeline import resources
from pipeline.config import load_config
from pipeline.extract import Extractor
from pipeline.extract.ner import Encoder
from pipeline.extract.ner.heads import MENTION_HEADS, PICO_HEADS
from pipeline.schema import Document, Passage, SourceRecord, Span
from pipeline.training.encoder.corpora import Annotated, read_corpora

RESULTS = Path(__file__).parent / "results" / "recognition.md"
#: Our types, as the corpora call them.
TYPES = {
    "chemical": "Chemical",
    "drug": "Chemical",
    "therapy": "Chemical",
    "disease": "Disease",
    "adverse_event": "Disease",
    "gene": "Gene",
    "species": "Species",
    "variant": "Variant",
    "cell_line": "CellLine",
}
#: Development sets, the types that count in each, and the F1 that is asked of their mentions.
CORPORA = (
    ("BC5CDR dev", "bc5cdr/dev.pubtator", ("Chemical", "Disease"), 0.88),
    ("NCBI Disease dev", "ncbi_disease/dev.pubtator", ("Disease",), 0.86),
    ("BioRED dev", "biored/dev.pubtator", ("Chemical", "Disease", "Gene", "Species", "Variant", "CellLine"), 0.86),
)
Marked = Callable[[SourceRecord], Iterable[tuple[Span, str]]]

_COLD = """
import time
began = time.perf_counter()
from pipeline import resources
from pipeline.extract.ner import Encoder
from pipeline.schema import Document, Passage, Span
encoder = Encoder(resources.encoder())
text = "Blinatumomab was given to 23 children with leukaemia."
whole = Span(0, len(text))
encoder.recognise(Document("file:a", text, (Passage("abstract", whole),), "", "text"), [whole], [], [])
seconds = time.perf_counter() - began
# What `getrusage` calls the peak is that of the process that started this one, where it was higher.
with open("/proc/self/status") as handle:
    peak = next(int(line.split()[1]) for line in handle if line.startswith("VmHWM:"))
print(seconds, peak / 1024)
"""


def by_lexicons(extractor: Extractor) -> Marked:
    """What the lexicons alone name."""

    def marked(record: SourceRecord) -> Iterator[tuple[Span, str]]:
        for mention in extractor.names(record.document)[0]:
            # Surgery and placebo are therapies, and no substances.
            if mention.type in TYPES and (mention.type != "therapy" or _is_substance(mention.concepts)):
                yield mention.span, mention.type

    return marked


def by_encoder(encoder: Encoder, extractor: Extractor) -> Marked:
    """What the heads of the encoder mark, whatever the lexicons say."""

    def marked(record: SourceRecord) -> Iterator[tuple[Span, str]]:
        named, sentences, measures = extractor.names(record.document)
        for found in encoder.recognise(record.document, sentences, named, measures):
            if found.kind in MENTION_HEADS:
                yield found.span, found.kind

    return marked


def together(extractor: Extractor) -> Marked:
    """The mentions of the whole extraction."""

    def marked(record: SourceRecord) -> Iterator[tuple[Span, str]]:
        for mention in extractor.extract(record).mentions:
            if mention.type in TYPES and (mention.type != "therapy" or _is_substance(mention.concepts)):
                yield mention.span, mention.type

    return marked


def _is_substance(concepts: Iterable[object]) -> bool:
    return any(getattr(concept, "id", "").startswith(("DRUGBANK:", "MESH:")) for concept in concepts)


def mentions(ways: dict[str, Marked], folder: Path) -> Iterator[str]:
    """The lines of the first table."""
    for title, file, types, goal in CORPORA:
        gold = SHARED / "data" / file
        bare = records(gold)
        for way, marked in ways.items():
            lines: list[str] = []
            for record in bare:
                name = record.document.id.removeprefix("PMID:")
                lines.append(f"{name}|t|")
                emptied = SourceRecord(record.document, (), (), record.line)
                for span, kind in marked(emptied):
                    words = " ".join(span.of(record.document.text).split())
                    lines.append(f"{name}\t{span.start}\t{span.end}\t{words}\t{TYPES[kind]}\t-")
            predicted = folder / "predicted.pubtator"
            predicted.write_text("\n".join(lines) + "\n", encoding="utf-8")
            found = scored(gold, predicted, types)
            asked = f"{goal:.2f}" if way == "together" else ""
            yield f"| {title} | {way} | all | {CELL.format(**found['mention'])} | {asked} |"
            if len(types) > 1 and way != "lexicons":
                for kind in types:
                    yield f"| {title} | {way} | {kind} | {CELL.format(**found[f'mention {kind}'])} | |"


def elements(encoder: Encoder, extractor: Extractor, held: dict[str, tuple[Annotated, ...]]) -> Iterator[str]:
    """The lines of the second table: PICO elements and figures of arms in documents held out."""
    for corpus, goals in (("evidence_outcomes", {"outcome": "0.69"}), ("pico_corpus", {})):
        counts: dict[str, Counter[str]] = {}
        for annotated in held[corpus]:
            text = annotated.text
            document = Document(f"PMID:{annotated.id}", text, (Passage("abstract", Span(0, len(text))),), "", "text")
            named, sentences, measures = extractor.names(document)
            marked = encoder.recognise(document, sentences, named, measures)
            for head in annotated.heads:
                gold = {span for kind, span in annotated.spans if kind == head}
                found = {each.span for each in marked if each.kind == head}
                counts.setdefault(head, Counter()).update(
                    {"right": len(gold & found), "gold": len(gold), "found": len(found)}
                )
        for head in PICO_HEADS:
            if head in counts:
                right, gold_, found_ = (counts[head][key] for key in ("right", "gold", "found"))
                precision, recall = right / max(1, found_), right / max(1, gold_)
                f1 = 2 * right / max(1, gold_ + found_)
                cell = CELL.format(precision=precision, recall=recall, f1=f1)
                yield f"| {corpus}, {len(held[corpus])} held out | {head} | {gold_} | {cell} | {goals.get(head, '')} |"


def speed(encoder: Encoder, bare: Extractor, whole: Extractor) -> Iterator[str]:
    """The lines of the third table: words a second of one core, seconds to the first result, memory."""
    documents = [record.document for record in records(SHARED / "data" / "bc5cdr" / "dev.pubtator")[:150]]
    words = sum(len(document.text.split()) for document in documents)
    prepared = [(document, bare.names(document)) for document in documents]
    begun = time.process_time()
    for document, (named, sentences, measures) in prepared:
        encoder.recognise(document, sentences, named, measures)
    yield f"| encoder, all heads, words a second and core | {words / (time.process_time() - begun):,.0f} | 6,000 |"
    for name, extractor in (("without the encoder", bare), ("with it", whole)):
        extractor.extract(SourceRecord(documents[0], (), (), 1))
        begun = time.process_time()
        for document in documents:
            extractor.extract(SourceRecord(document, (), (), 1))
        seconds = time.process_time() - begun
        yield f"| whole extraction {name}, words a second and core | {words / seconds:,.0f} | |"
    cold = subprocess.run([sys.executable, "-c", _COLD], capture_output=True, text=True, check=True).stdout.split()
    yield f"| cold start of the encoder with its libraries, s | {float(cold[0]):.2f} | 1.5 |"
    yield f"| peak memory of a process that has it, MB | {float(cold[1]):,.0f} | 500 |"


def main() -> int:
    """Run, print, and with ``--write`` keep the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"keep the tables in {RESULTS}")
    parser.add_argument("--model", type=Path, default=resources.encoder(), help="another encoder's folder")
    options = parser.parse_args()
    if not (SHARED / "data").is_dir():
        print(f"{SHARED / 'data'} is not there: nothing to score against (EVIGRAPH_SHARED names the folder)")
        return 0
    config = load_config()
    bare = Extractor(config.lexicons, config.measures)
    encoder = Encoder(options.model)
    whole = Extractor(config.lexicons, config.measures, models=[str(options.model)])
    lines = [
        "# What the encoder recognises",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, evigraph {pipeline.__version__}.",
        "`make eval-recognition` makes this again.",
        "",
        "Precision / recall / F1 of mentions by offsets and type, as `score_pubtator.py` counts them: what the",
        "lexicons name, what the encoder marks with their hints, and both together as a run gives them.",
        "",
        "| corpus | by | type | mentions | goal |",
        "|---|---|---|---|---|",
    ]
    ways = {"lexicons": by_lexicons(bare), "encoder": by_encoder(encoder, bare), "together": together(whole)}
    with tempfile.TemporaryDirectory() as scratch:
        lines += mentions(ways, Path(scratch))
    lines += ["", "Spans of PICO elements, by their offsets, in documents that were not trained on.", ""]
    lines += ["| corpus | head | spans | entity | goal |", "|---|---|---|---|---|"]
    lines += elements(encoder, bare, dict(read_corpora(SHARED).held))
    lines += ["", "| | | goal |", "|---|---|---|", *speed(encoder, bare, whole)]
    report = "\n".join(lines) + "\n"
    print(report)
    if options.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
