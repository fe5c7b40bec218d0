"""Score concepts against annotated corpora: ``make eval-linking``.

Needs the folder that EVIGRAPH_SHARED names (``../shared`` by default), with ``data/`` and the scorer in ``bin``. Each
development set is linked twice: with the corpus's own mentions given, and from raw text, where the whole extraction
reads title and abstract. Prints the tables and, with ``--write``, keeps them in ``benchmarks/results/linking.md``.

A corpus names chemicals and diseases by MeSH (or OMIM), genes by NCBI Gene: a concept of ours is written by the
identifier that it has there, and one that has none is left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pipeline
from pipeline.config import load_config
from pipeline.extract import Extractor
from pipeline.extract.normalising import Normaliser
from pipeline.ingest.readers import read_records
from pipeline.schema import Mention, SourceRecord

SHARED = Path(os.environ.get("EVIGRAPH_SHARED", "../shared"))
RESULTS = Path(__file__).parent / "results" / "linking.md"
CELL = "{precision:.3f} / {recall:.3f} / **{f1:.3f}**"

#: Our types, as the corpora call them.
CORPUS_TYPES = {
    "chemical": "Chemical",
    "drug": "Chemical",
    "therapy": "Chemical",
    "disease": "Disease",
    "adverse_event": "Disease",
    "gene": "Gene",
}
#: Where a corpus looks for the identifiers of a type, but for diseases.
NAMESPACES = {"Chemical": ("MESH",), "Gene": ("NCBIGene",)}


@dataclass(frozen=True, slots=True)
class Corpus:
    """A development set, the types that count in it, what is asked of it (given mentions, raw text), its identifiers.

    A corpus writes a disease that MeSH and OMIM have by MeSH, but for the NCBI one, which takes now this and now that.
    """

    title: str
    file: str
    types: tuple[str, ...]
    goals: tuple[float, float] | None
    identifiers: re.Pattern[str]
    diseases: tuple[str | tuple[str, ...], ...] = ("MESH", "OMIM")


#: The NCBI corpus was made over a vocabulary that did not yet have the supplementary concepts that MeSH took from OMIM
#: (C55 to C58): in its training set each of those diseases is written by its number of OMIM.
OF_2012 = re.compile(r"MESH:(?:D|C5[0-4])\d+|OMIM:\d+")
#: Identifiers that were there when a corpus of 2014 and 2015 was annotated: MeSH has made longer numbers since.
OF_2015 = re.compile(r"MESH:[CD]\d{6}|OMIM:\d+|NCBIGene:\d+")
OF_2022 = re.compile(r"MESH:[CD]\d+|OMIM:\d+|NCBIGene:\d+")

CORPORA = (
    Corpus("BC5CDR dev", "bc5cdr/dev.pubtator", ("Chemical", "Disease"), (0.90, 0.78), OF_2015),
    Corpus("NCBI Disease dev", "ncbi_disease/dev.pubtator", ("Disease",), (0.85, 0.70), OF_2012, (("MESH", "OMIM"),)),
    Corpus("BioRED dev", "biored/dev.pubtator", ("Chemical", "Disease", "Gene"), None, OF_2022),
)

Identify = Callable[[str, str], str | None]
Annotate = Callable[[SourceRecord, Identify], Iterable[tuple[Mention, tuple[str, ...]]]]


def records(path: Path) -> list[SourceRecord]:
    """The documents of a PubTator file with their mentions."""
    return [item for item in read_records(path, format="pubtator") if isinstance(item, SourceRecord)]


def given(normaliser: Normaliser) -> Annotate:
    """Concepts for the mentions that a record brings; what the corpus says of them is not looked at."""

    def annotate(record: SourceRecord, identify: Identify) -> Iterator[tuple[Mention, tuple[str, ...]]]:
        bare = [replace(m, concepts=()) for m in record.mentions if m.type in CORPUS_TYPES]
        for mention, answers in zip(bare, normaliser.link(record.document, bare), strict=True):
            found = (identify(answer.concept.id, mention.type) for answer in answers)
            yield mention, tuple(filter(None, found))

    return annotate


def roles() -> frozenset[str]:
    """MeSH headings of no substance: what one is given for (`Anticoagulants`), its forms (`Placebos`), procedures."""
    trees: dict[str, list[str]] = {}
    with (SHARED / "terms" / "mesh_2015" / "tree-numbers.tsv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            trees.setdefault(row["mesh_id"], []).append(row["mesh_tree_number"])
    return frozenset(
        f"MESH:{id}"
        for id, known in trees.items()
        if all(tree[0] != "D" or tree[:3] in ("D26", "D27") for tree in known)
    )


def from_text(extractor: Extractor) -> Annotate:
    """Mentions and concepts of the whole extraction, from the text alone."""
    no_substances = roles()

    def annotate(record: SourceRecord, identify: Identify) -> Iterator[tuple[Mention, tuple[str, ...]]]:
        for mention in extractor.extract(replace(record, mentions=(), relations=())).mentions:
            if mention.type in CORPUS_TYPES:
                alike = [c for c in mention.concepts if CORPUS_TYPES.get(c.type) == CORPUS_TYPES[mention.type]]
                # Of words that are a disease and an adverse event, these corpora ask for the disease.
                alike.sort(key=lambda concept: concept.type == "adverse_event")
                found = tuple(filter(None, (identify(concept.id, concept.type) for concept in alike)))
                # Surgery, placebo and anticoagulants are therapies, and no substances to these corpora.
                if mention.type != "therapy" or (found and found[0] not in no_substances):
                    yield mention, found[:1]

    return annotate


def identify_in(corpus: Corpus, normaliser: Normaliser) -> Identify:
    """What a corpus calls a concept; None where it has no identifier for it."""

    def identify(id: str, type: str) -> str | None:
        kind = CORPUS_TYPES[type]
        namespaces = NAMESPACES.get(kind, corpus.diseases)
        return normaliser.identifier(id, namespaces, corpus.identifiers.fullmatch, above=kind == "Disease")

    return identify


def write(path: Path, documents: Iterable[SourceRecord], annotate: Annotate, identify: Identify) -> float:
    """Write what was found as PubTator, and return the seconds of processor time that finding it took."""
    lines: list[str] = []
    seconds = 0.0
    for record in documents:
        begun = time.process_time()
        found = list(annotate(record, identify))
        seconds += time.process_time() - begun
        name = record.document.id.removeprefix("PMID:")
        lines.append(f"{name}|t|")
        for mention, ids in found:
            written = "|".join(id.partition(":")[2] for id in ids) or "-"
            cells = (name, mention.span.start, mention.span.end, " ".join(mention.surface.split()))
            lines.append("\t".join((*map(str, cells), CORPUS_TYPES[mention.type], written)))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return seconds


def scored(gold: Path, predicted: Path, types: Iterable[str]) -> dict[str, dict[str, float]]:
    """What the scorer says, as its JSON."""
    command = [sys.executable, str(SHARED / "bin" / "score_pubtator.py"), str(gold), str(predicted), "--json"]
    command += ["--types", ",".join(types)]
    found: dict[str, dict[str, float]] = json.loads(
        subprocess.run(command, capture_output=True, text=True, check=True).stdout
    )
    return found


def table(corpus: Corpus, ways: dict[str, Annotate], identify: Identify, folder: Path) -> Iterator[str]:
    """The lines of a corpus: all types together and each alone, in both ways."""
    gold = SHARED / "data" / corpus.file
    documents = records(gold)
    for number, (way, annotate) in enumerate(ways.items()):
        seconds = write(folder / "predicted.pubtator", documents, annotate, identify)
        found = scored(gold, folder / "predicted.pubtator", corpus.types)
        goal = f"{corpus.goals[number]:.2f}" if corpus.goals else ""
        cost = f"{1000 * seconds / len(documents):.1f}"
        strict = "" if number == 0 else CELL.format(**found["mention"])
        yield f"| {corpus.title}, {way} | all | {CELL.format(**found['concept'])} | {goal} | {strict} | {cost} |"
        for kind in corpus.types if len(corpus.types) > 1 else ():
            strict = "" if number == 0 else CELL.format(**found[f"mention {kind}"])
            yield f"| {corpus.title}, {way} | {kind} | {CELL.format(**found[f'concept {kind}'])} | | {strict} | |"


def main() -> int:
    """Run, print, and with ``--write`` keep the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"keep the tables in {RESULTS}")
    parser.add_argument("--given", action="store_true", help="only with mentions given, which takes a few seconds")
    options = parser.parse_args()
    if not (SHARED / "data").is_dir():
        print(f"{SHARED / 'data'} is not there: nothing to score against (EVIGRAPH_SHARED names the folder)")
        return 0
    config = load_config()
    extractor = Extractor(config.lexicons, config.measures, models=config.extract.models)
    normaliser = Normaliser(extractor.lexicon)
    ways = {"mentions given": given(normaliser)}
    if not options.given:
        ways["raw text"] = from_text(extractor)
    lines = [
        "# Concepts against annotated corpora",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, evigraph {pipeline.__version__}. `make eval-linking` makes this again.",
        "",
        "Precision / recall / F1 of the concepts of each document, as `score_pubtator.py` counts them, and of",
        "mentions by offsets and type. The lexicons know names of the training sets, but of no document that is in a",
        "development set, whichever corpus it is in. Identifiers that MeSH made after 2015 are none in the corpora of",
        "that time; a disease without an identifier there is written by that of the nearest class above it. From raw",
        "text a class of what drugs are given for is left out, as in BC5CDR; NCBI Disease writes what MeSH took from",
        "OMIM by its number of OMIM.",
        "",
        "| corpus | type | concepts | goal | mentions | ms a document |",
        "|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as scratch:
        for corpus in CORPORA:
            lines += table(corpus, ways, identify_in(corpus, normaliser), Path(scratch))
    report = "\n".join(lines) + "\n"
    print(report)
    if options.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
