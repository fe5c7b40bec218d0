"""Lexicons that know a document of the corpora no better than a new one: what the encoder's hints are learned with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline import resources
from pipeline.extract import Extractor
from pipeline.training.encoder.examples import half
from pipeline.training.lexicons.build import FILES, build


def halves(shared: Path, folder: Path, ids: Iterable[str]) -> dict[int, Extractor]:
    """For each half of the documents, an extractor whose lexicons were built without them.

    Args:
        shared: the folder that holds ``terms/`` and ``data/``.
        folder: where the lexicons are built.
        ids: the documents.
    """
    known = sorted(set(ids))
    found: dict[int, Extractor] = {}
    for number in (0, 1):
        out = folder / f"lexicons-{number}"
        if not all((out / file).is_file() for file in FILES):
            build(shared, out, left_out=frozenset(id for id in known if half(id) == number))
        found[number] = Extractor([out / file for file in FILES], resources.lexicon("measures"))
    return found
