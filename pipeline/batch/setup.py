"""What the extraction of a run is made of, and the fingerprint that stands for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal, TypeAlias

from pipeline import resources
from pipeline.errors import EvigraphError, LexiconError, ModelError
from pipeline.schema import Concept, Extraction, Metadata, SourceRecord

Extract: TypeAlias = Callable[[SourceRecord], Extraction]


@dataclass(frozen=True, slots=True)
class Setup:
    """Plain values that extraction depends on; small, and can be sent to a worker.

    Attributes:
        lexicons: the files that name therapies, drugs, diseases, genes and adverse events.
        measures: the files that name the outcome measures.
        scispacy: ``auto`` uses scispaCy where it is installed, ``on`` demands it, ``off`` does without.
        infer_totals: fill in denominators from elsewhere in the document.
        other_measures: report figures of measures that no lexicon names.
        candidates: how the nearest name is found for a source's mention that no lexicon names.
        models: the learned models that recognise mentions: ``encoder``, or a spaCy pipeline's name or folder.
        relations: find relations between the concepts that a document names.
    """

    lexicons: tuple[Path, ...]
    measures: tuple[Path, ...]
    scispacy: Literal["auto", "on", "off"] = "auto"
    infer_totals: bool = True
    other_measures: bool = True
    candidates: Literal["off", "trigrams", "scispacy"] = "off"
    models: tuple[str, ...] = ()
    relations: bool = True

    def extract_function(self) -> Extract:
        """The extraction itself; loading the lexicons takes seconds.

        Raises:
            LexiconError: when a lexicon is not there or breaks its format.
            ConfigError: when scispaCy is demanded and not installed, or a model is not there.
            ModelError: when a file of a model is missing or cannot be read.
        """
        # spaCy is imported by those who extract: a run that finds nothing new never loads it.
        from pipeline.extract import Extractor, Rules

        rules = Rules(infer_totals=self.infer_totals, other_measures=self.other_measures)
        extractor = Extractor(
            self.lexicons,
            self.measures,
            scispacy=self.scispacy,
            rules=rules,
            candidates=self.candidates,
            models=self.models,
            relations=self.relations,
        )
        return extractor.extract

    def scispacy_version(self) -> str | None:
        """The version of scispaCy that takes part; None where none does."""
        from pipeline.extract import scispacy_version

        return None if self.scispacy == "off" else scispacy_version()

    def settings(self) -> dict[str, Any]:
        """All that the result depends on, as JSON can hold it. Files count by their content, wherever they are.

        Raises:
            LexiconError: when a lexicon cannot be read.
            ModelError: when the model of relations cannot be read.
        """
        return {
            "code": _code_digest(),
            "lexicons": [[path.name, _digest(path)] for path in self.lexicons],
            "measures": [[path.name, _digest(path)] for path in self.measures],
            "short_forms": _digest(resources.short_forms()),
            "section_roles": _digest(resources.section_roles()),
            "relation_model": _digest(resources.relation_model(), "model", ModelError) if self.relations else None,
            "extract": {
                "scispacy": self.scispacy_version(),
                "infer_totals": self.infer_totals,
                "other_measures": self.other_measures,
                "candidates": self.candidates,
                "models": [[name, _model_digest(name)] for name in self.models],
                "relations": self.relations,
            },
        }

    def fingerprint(self) -> str:
        """Stands for the version of evigraph and all of :meth:`settings`.

        Raises:
            LexiconError: when a lexicon cannot be read.
            ModelError: when the model of relations cannot be read.
        """
        content = json.dumps([version("evigraph"), self.settings()], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


def record_fingerprint(record: SourceRecord, pipeline: str) -> str:
    """Stands for all of a record that its extraction depends on, and the pipeline it is read with.

    What is told of the paper beside its words, and where else it stands, is not read by any stage.
    """
    words = replace(record.document, metadata=Metadata(), references=(), also_in=(), year=None, journal=None)
    # A lexicon may call a source's identifiers otherwise than the source does.
    mentions = tuple(
        replace(mention, type="", concepts=tuple(Concept(concept.id, "", "") for concept in mention.concepts))
        for mention in record.mentions
    )
    record = replace(record, document=words, mentions=mentions)
    # Every field of a record is text, a number or a tuple of them: its `repr` says all, the same on every run.
    content = f"{pipeline}\n{record!r}"
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def _digest(path: Path, what: str = "lexicon", fault: type[EvigraphError] = LexiconError) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise fault(f"{path}: the {what} cannot be read: {error.strerror or error}") from error


@cache
def _code_digest() -> str:
    """Stands for the code that extracts: who changes a rule gets its results without changing the version first."""
    package = Path(__file__).parents[1]
    return _digest_of_all(path for part in ("extract", "schema") for path in (package / part).rglob("*.py"))


def _digest_of_all(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    package = Path(__file__).parents[1]
    for path in sorted(paths, key=lambda path: path.relative_to(package).as_posix()):
        total.update(f"{path.relative_to(package).as_posix()} {_digest(path)}\n".encode())
    return total.hexdigest()


def _model_digest(name: str) -> str:
    """Stands for a model: the files of the encoder and its pointer, or of a folder; an installed package's version."""
    if name == "encoder":
        return _digest_of_files([*sorted(resources.encoder().glob("*")), *sorted(resources.pointer().glob("*"))])
    folder = Path(name)
    if folder.is_dir():
        return _digest_of_files(sorted(path for path in folder.rglob("*") if path.is_file()))
    try:
        return version(name)
    except PackageNotFoundError:
        # Whoever loads it says that it is not there.
        return "none"


def _digest_of_files(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.name} {_digest(path)}\n".encode())
    return total.hexdigest()
