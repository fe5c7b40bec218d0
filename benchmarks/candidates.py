"""Ways from a name to a disease, measured beside one another: ``python -m benchmarks.candidates --write``.

Each way is asked for the disease mentions of the BC5CDR and NCBI Disease development sets, in a process of its own: the
lexicon's lookup; the normaliser's steps; the nearest name by trigrams, by our index and by the vectors of scispaCy's
candidate generator over the same names. Needs the folder that EVIGRAPH_SHARED names.

The generator looks for neighbours in a graph of nmslib, which takes many minutes to build with scispaCy's settings:
with ``--nmslib`` it is measured as well. Without, every name is compared, which the graph can only come near to.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pipeline
from benchmarks.linking import CORPORA, NAMESPACES, SHARED, records
from pipeline.config import load_config
from pipeline.extract.normalising import Normaliser
from pipeline.extract.normalising.nearest import Nearest
from pipeline.extract.normalising.ngrams import NgramIndex
from pipeline.extract.normalising.scispacy_index import ScispacyIndex
from pipeline.extract.terms import Lexicon, load_lexicons
from pipeline.schema import Concept

RESULTS = Path(__file__).parent / "results" / "candidates.md"
TYPES = frozenset({"disease", "adverse_event"})
#: A name and the nearest one must be at least so alike: scispaCy's linker's own threshold, and a stricter one.
LIKENESSES = (0.7, 0.8, 0.9)

#: The nearest concept to a name with its likeness from 0 to 1; None where there is none.
Find = Callable[[str], tuple[Concept, float] | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A mention's words, the identifiers that its corpus gives it, and whether the lexicon's lookup knows it."""

    name: str
    ids: frozenset[str]
    known: bool


def questions(lexicon: Lexicon) -> list[Asked]:
    """Each name of a disease with the identifiers it has in the two corpora."""
    found: dict[tuple[str, frozenset[str]], Asked] = {}
    for corpus in CORPORA[:2]:
        for record in records(SHARED / "data" / corpus.file):
            for mention in record.mentions:
                ids = frozenset(c.id for c in mention.concepts if not c.id.endswith(":-1"))
                if mention.type == "disease" and ids:
                    known = any(concept.type in TYPES for concept in lexicon.lookup(mention.surface))
                    found[mention.surface, ids] = Asked(mention.surface, ids, known)
    return list(found.values())


def pairs(lexicon: Lexicon) -> tuple[list[str], list[Concept]]:
    """The names of diseases with their concepts."""
    both = [(name, concept) for name, concept in lexicon.names() if concept.type in TYPES]
    return [name for name, _ in both], [concept for _, concept in both]


def by_lookup(lexicon: Lexicon) -> Find:
    """The lexicon's own lookup."""

    def find(name: str) -> tuple[Concept, float] | None:
        return next(((concept, 1.0) for concept in lexicon.lookup(name) if concept.type in TYPES), None)

    return find


def by_steps(lexicon: Lexicon) -> Find:
    """The normaliser without a nearest name."""
    normaliser = Normaliser(lexicon)

    def find(name: str) -> tuple[Concept, float] | None:
        return next(((answer.concept, 1.0) for answer in normaliser.normalise(name, "disease")), None)

    find("nothing that any lexicon has")
    return find


def by_trigrams(lexicon: Lexicon) -> Find:
    """The nearest name by our own index."""
    return nearest(lexicon, NgramIndex)


class Compared:
    """Names by scispaCy's vectors, each compared with what is asked."""

    def __init__(self, names: Sequence[str]) -> None:
        """Index names."""
        import numpy as np
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._vectorizer: Any = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), min_df=10, dtype=np.float32)
        self._vectors = self._vectorizer.fit_transform(names).T.tocsr()

    def nearest(self, name: str, most: int = 5) -> list[tuple[int, float]]:
        """The places of the names nearest to a name with their cosines, nearest first."""
        found = (self._vectorizer.transform([name]) @ self._vectors).tocoo()
        scored = sorted(
            (-round(float(score), 6), int(place)) for place, score in zip(found.col, found.data, strict=True)
        )
        return [(place, -score) for score, place in scored[:most]]


def by_scispacy(lexicon: Lexicon) -> Find:
    """The nearest name by scispaCy's vectors."""
    return nearest(lexicon, Compared)


def by_nmslib(lexicon: Lexicon) -> Find:
    """The nearest name by scispaCy's candidate generator, whose graph is built anew."""
    with tempfile.TemporaryDirectory() as folder:
        return nearest(lexicon, lambda names: ScispacyIndex(names, Path(folder)))


def nearest(lexicon: Lexicon, build: Callable[[Sequence[str]], Nearest]) -> Find:
    """The concept of the nearest name by an index."""
    names, concepts = pairs(lexicon)
    index = build(names)

    def find(name: str) -> tuple[Concept, float] | None:
        return next(((concepts[place], likeness) for place, likeness in index.nearest(name, 1)), None)

    return find


WAYS: dict[str, Callable[[Lexicon], Find]] = {
    "lookup": by_lookup,
    "normaliser's steps": by_steps,
    "trigrams, numpy": by_trigrams,
    "trigrams, scispaCy's vectors": by_scispacy,
    "trigrams, scispaCy and nmslib": by_nmslib,
}


def measured(way: str) -> dict[str, Any]:
    """Build one way and ask it everything; seconds are of the processor."""
    lexicon = load_lexicons(load_config().lexicons)
    asked = questions(lexicon)
    normaliser = Normaliser(lexicon)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    find = WAYS[way](lexicon)
    built = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    begun = time.process_time()
    answers = [find(question.name) for question in asked]
    seconds = time.process_time() - begun
    rows: list[tuple[bool, float, bool]] = []
    for question, answer in zip(asked, answers, strict=True):
        if answer is not None:
            id = normaliser.identifier(answer[0].id, NAMESPACES["Disease"], CORPORA[0].identifiers.fullmatch)
            rows.append((question.known, answer[1], id in question.ids))
    return {
        "built": built,
        "memory": memory / 1024,
        "each": 1000 * seconds / len(asked),
        "rows": rows,
        "asked": [question.known for question in asked],
    }


def cells(found: dict[str, Any], least: float, unknown: bool) -> str:
    """Precision and recall of the answers at least so alike, of all names or of those that the lookup does not know."""
    rows = [row for row in found["rows"] if row[1] >= least and not (unknown and row[0])]
    right = sum(row[2] for row in rows)
    asked = sum(not (unknown and known) for known in found["asked"])
    return f"{right / len(rows) if rows else 0:.3f} / {right / asked:.3f}"


def main() -> int:
    """Measure every way, print, and with ``--write`` keep the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"keep the table in {RESULTS}")
    parser.add_argument("--nmslib", action="store_true", help="measure scispaCy's own graph as well")
    parser.add_argument("--way", choices=WAYS, help="measure one way and print it as JSON")
    options = parser.parse_args()
    if not (SHARED / "data").is_dir():
        print(f"{SHARED / 'data'} is not there: nothing to score against (EVIGRAPH_SHARED names the folder)")
        return 0
    if options.way:
        print(json.dumps(measured(options.way)))
        return 0
    lines = [
        "# From a name to a disease",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, evigraph {pipeline.__version__}. "
        "`python -m benchmarks.candidates --write` makes this again.",
        "",
        "Precision / recall over the distinct names of BC5CDR dev and NCBI Disease dev, without their documents; then",
        "over those that the lexicon's lookup does not know. `alike` is the least cosine that counts as an answer.",
        "Seconds are of the processor; memory is what a way adds to the lexicon.",
        "",
        "| way | alike | all names | unknown names | ms a name | s to build | MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for way in WAYS if options.nmslib else list(WAYS)[:-1]:
        with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
            subprocess.run([sys.executable, "-m", "benchmarks.candidates", "--way", way], stdout=out, check=True)
            out.seek(0)
            # nmslib prints as it builds: the result is the last line.
            found = json.loads(out.read().strip().splitlines()[-1])
        likenesses: Sequence[float] = LIKENESSES if way.startswith("trigrams") else (0.0,)
        for least in likenesses:
            first = least == likenesses[0]
            cost = f"{found['each']:.2f} | {found['built']:.1f} | {found['memory']:.0f}" if first else " | | "
            alike = f"{least:.1f}" if least else ""
            lines.append(f"| {way} | {alike} | {cells(found, least, False)} | {cells(found, least, True)} | {cost} |")
    report = "\n".join(lines) + "\n"
    print(report)
    if options.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
