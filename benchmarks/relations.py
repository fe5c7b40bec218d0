"""Score relations against annotated corpora: ``make eval-relations``.

Needs the folder that EVIGRAPH_SHARED names (``../shared`` by default), with ``data/`` and the scorer in ``bin``.
Each set is read with the mentions and concepts of its annotators, and from raw text, where the whole extraction reads
title and abstract. Prints the table and, with ``--write``, keeps it in ``benchmarks/results/relations.md``.

BC5CDR names the diseases that a chemical brings about: ours between a chemical and a disease whose type is
``Positive_Correlation``.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pipeline
from benchmarks.linking import CELL, CORPORA, CORPUS_TYPES, SHARED, Identify, identify_in, records, roles, scored
from pipeline import resources
from pipeline.config import load_config
from pipeline.extract import Extractor
from pipeline.extract.nlp import judge
from pipeline.extract.normalising import Normaliser
from pipeline.extract.relations import RelationFinder
from pipeline.extract.sentences import split_sentences
from pipeline.schema import Concept, Mention, Relation, SourceRecord

RESULTS = Path(__file__).parent / "results" / "relations.md"

#: Relations, and the mentions that say what else their concepts may be.
Find = Callable[[SourceRecord], tuple[Iterable[Relation], Iterable[Mention]]]


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked of a development set: the F1 of pairs to reach, and whether induced diseases alone count."""

    title: str
    file: str
    raw: bool
    goal: float | None
    induced: bool = False


TASKS = (
    Task("BioRED dev, mentions given", "biored/dev.pubtator", False, 0.68),
    Task("BioRED dev, raw text", "biored/dev.pubtator", True, 0.48),
    Task("BC5CDR dev, mentions given", "bc5cdr/dev.pubtator", False, None, True),
    Task("BC5CDR dev, raw text", "bc5cdr/dev.pubtator", True, 0.55, True),
)


def given(finder: RelationFinder) -> Find:
    """Relations between the concepts that a record brings; its own relations are not looked at."""

    def find(record: SourceRecord) -> tuple[Iterable[Relation], Iterable[Mention]]:
        document = record.document
        sentences = split_sentences(document.text, document.passages)
        return finder.find(document, sentences, judge(document.text, sentences, record.mentions)), ()

    return find


def from_text(extractor: Extractor) -> Find:
    """Relations of the whole extraction, from the text alone."""

    def find(record: SourceRecord) -> tuple[Iterable[Relation], Iterable[Mention]]:
        found = extractor.extract(replace(record, mentions=(), relations=()))
        return found.relations, found.mentions

    return find


def lines(
    task: Task,
    documents: Iterable[SourceRecord],
    find: Find,
    identify: Identify | None,
    no_substances: Collection[str] = (),
) -> Iterator[str]:
    """What was found as PubTator lines; a concept by the identifier that it has in the corpus.

    Surgery and placebo are therapies, which the corpora do not ask about: their identifiers are ``no_substances``.
    """
    for record in documents:
        name = record.document.id.removeprefix("PMID:")
        yield f"{name}|t|"
        relations, mentions = find(record)
        for relation in relations:
            ends = (relation.subject, relation.object)
            mixed = {CORPUS_TYPES.get(end.type) for end in ends} == {"Chemical", "Disease"}
            if task.induced and not (mixed and relation.type == "Positive_Correlation"):
                continue
            known = [end.id if identify is None else _known(identify, end, mentions) for end in ends]
            if None not in known and not any(
                end.type == "therapy" and id in no_substances for end, id in zip(ends, known, strict=True)
            ):
                yield "\t".join((name, "CID" if task.induced else relation.type, *map(str, known)))


def _known(identify: Identify, end: Concept, mentions: Iterable[Mention]) -> str | None:
    """What the corpus calls a concept, or another one that the same words stand for."""
    if end.type not in CORPUS_TYPES:
        return end.id
    others = [c for mention in mentions if mention.concepts[:1] == (end,) for c in mention.concepts]
    alike = [c for c in dict.fromkeys((end, *others)) if CORPUS_TYPES.get(c.type) == CORPUS_TYPES[end.type]]
    # Of words that are a disease and an adverse event, these corpora ask for the disease.
    alike.sort(key=lambda concept: concept.type == "adverse_event")
    return next(filter(None, (identify(concept.id, concept.type) for concept in alike)), None)


def main() -> int:
    """Run, print, and with ``--write`` keep the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"keep the table in {RESULTS}")
    parser.add_argument("--given", action="store_true", help="only with mentions given, which takes a few seconds")
    options = parser.parse_args()
    if not (SHARED / "data").is_dir():
        print(f"{SHARED / 'data'} is not there: nothing to score against (EVIGRAPH_SHARED names the folder)")
        return 0
    finder = given(RelationFinder(resources.relation_model()))
    no_substances = roles()
    extractor = normaliser = None
    if not options.given:
        config = load_config()
        extractor = Extractor(config.lexicons, config.measures, models=config.extract.models)
        normaliser = Normaliser(extractor.lexicon)
    report = [
        "# Relations against annotated corpora",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, evigraph {pipeline.__version__}. `make eval-relations` makes this again.",
        "",
        "Precision / recall / F1 of the pairs of concepts of each document, and of the pairs with their types, as",
        "`score_pubtator.py` counts them. No document of a development set is in the training. With mentions given the",
        "annotators' concepts are given as well, and the seconds are those of the relations alone. From raw text a",
        "therapy that is no substance (surgery, placebo) is left out, as the corpora do.",
        "",
        "| corpus | pairs | goal | pairs and types | ms of processor time a document |",
        "|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as scratch:
        for task in TASKS:
            if task.raw and (extractor is None or normaliser is None):
                continue
            find, identify = finder, None
            if task.raw:
                assert extractor is not None
                assert normaliser is not None
                corpus = next(corpus for corpus in CORPORA if corpus.file == task.file)
                find, identify = from_text(extractor), identify_in(corpus, normaliser)
            documents = records(SHARED / "data" / task.file)
            begun = time.process_time()
            written = "\n".join(lines(task, documents, find, identify, no_substances))
            seconds = time.process_time() - begun
            predicted = Path(scratch) / "predicted.pubtator"
            predicted.write_text(written + "\n", encoding="utf-8")
            found = scored(SHARED / "data" / task.file, predicted, ("Chemical", "Disease"))
            goal = "" if task.goal is None else f"{task.goal:.2f}"
            typed = "" if task.induced else CELL.format(**found["relation+type"])
            cost = f"{1000 * seconds / len(documents):.1f}"
            report.append(f"| {task.title} | {CELL.format(**found['relation'])} | {goal} | {typed} | {cost} |")
    text = "\n".join(report) + "\n"
    print(text)
    if options.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
