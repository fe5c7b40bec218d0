"""Annotated abstracts as training examples: each pair of concepts, its features, and what the annotators say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from pipeline.errors import ModelError
from pipeline.extract.forest import Whole
from pipeline.extract.nlp import judge
from pipeline.extract.relations.entities import CHEMICAL, DISEASE, units
from pipeline.extract.relations.model import TYPES, rows_of
from pipeline.extract.relations.pairs import pairs
from pipeline.extract.relations.words import word_features
from pipeline.extract.sentences import split_sentences
from pipeline.ingest.readers import read_records
from pipeline.schema import SourceRecord

#: Documents of these are no training examples, whichever corpus they are in as well.
HELD_OUT = ("biored/dev.pubtator", "bc5cdr/dev.pubtator", "ncbi_disease/dev.pubtator")
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Examples:
    """Pairs of concepts, one a row.

    Attributes:
        rows: the figures of each pair.
        words: the word features of each pair.
        type: the place of its type in ``TYPES``; -1 where the two are not related.
        induced: 1 where the chemical brings the disease about, 0 where it does not, -1 for pairs of other kinds.
        novel: 1 where the relation is new, 0 where it is background, -1 where nothing is said.
        fold: which part of a cross-validation each belongs to: that of its document, in every corpus.
        stated: how many relations the annotators give, those whose pair is no example among them.
        inducing: how many of them are of a chemical that brings a disease about.
    """

    rows: Whole
    words: list[list[int]]
    type: Whole
    induced: Whole
    novel: Whole
    fold: Whole
    stated: int
    inducing: int


def read(shared: Path, file: str) -> list[SourceRecord]:
    """The documents of an annotated corpus.

    Raises:
        ModelError: when it is not there.
    """
    path = shared / "data" / file
    if not path.is_file():
        raise ModelError(f"{path}: no such corpus; set EVIGRAPH_SHARED to the folder that holds data/")
    return [item for item in read_records(path, format="pubtator") if isinstance(item, SourceRecord)]


def held_out(shared: Path) -> frozenset[str]:
    """The ids of all documents of the development sets."""
    return frozenset(record.document.id for file in HELD_OUT for record in read(shared, file))


def examples(records: Iterable[SourceRecord]) -> Examples:
    """The pairs of annotated documents."""
    rows: list[Whole] = []
    words: list[list[int]] = []
    types: list[int] = []
    induced: list[int] = []
    novel: list[int] = []
    folds: list[int] = []
    stated = inducing = 0
    for record in records:
        told = {frozenset((r.subject.id, r.object.id)): r for r in record.relations}
        stated += len(told)
        inducing += sum(relation.type in ("CID", "Positive_Correlation") for relation in told.values())
        document = record.document
        fold = crc32(document.id.encode()) % FOLDS
        sentences = split_sentences(document.text, document.passages)
        # What is negated or supposed is told apart here as in the extraction.
        for unit in units(document, sentences, judge(document.text, sentences, record.mentions)):
            found = list(pairs(unit))
            if not found:
                continue
            rows.append(rows_of(unit, found))
            for pair in found:
                a, b = unit.entities[pair.first], unit.entities[pair.second]
                relation = told.get(frozenset((a.concept.id, b.concept.id)))
                type_ = None if relation is None else relation.type
                words.append(word_features(unit, pair))
                folds.append(fold)
                types.append(TYPES.index(type_) if type_ in TYPES else -1)
                of_kind = (a.kind, b.kind) == (CHEMICAL, DISEASE)
                induced.append(int(type_ in ("CID", "Positive_Correlation")) if of_kind else -1)
                novelty = None if relation is None else relation.novelty
                novel.append(-1 if novelty is None else int(novelty == "Novel"))
    return Examples(
        np.concatenate(rows),
        words,
        np.array(types),
        np.array(induced),
        np.array(novel),
        np.array(folds),
        stated,
        inducing,
    )
