"""The Python API: run the pipeline, open what a run made, and ask it."""

from __future__ import annotations

import weakref
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, get_args

from pipeline.audit import Discrepancy, audit
from pipeline.batch import Report, Setup, run_batch
from pipeline.batch.discover import require
from pipeline.batch.run import Progress
from pipeline.config import Config, checked_workers, load_config
from pipeline.errors import UnknownName
from pipeline.export import write_outcomes, write_pubtator
from pipeline.extract.states import STATES, named_state
from pipeline.extract.terms import Lexicon, NameResolver, load_lexicons
from pipeline.files import check_writable
from pipeline.graph import EvidenceGraph, build_graph, write_graph
from pipeline.schema import AS_TOLD, Attribution, Document, Finding, Mention, Reject
from pipeline.store import Store

if TYPE_CHECKING:
    import pandas as pd

_THERAPY_TYPES = frozenset({"therapy", "drug"})
#: Measures that gather what has no code of its own, told apart by the words of the text.
_OPEN = frozenset({"OTHER", "COURSE"})
#: Names of adverse events as such, not of one of them.
_ANY_EVENT = frozenset({"toxicity", "toxicities"})
_MEASURE = "measure:"


class Evidence:
    """What the evidence database holds, and the answers it gives. Made by :func:`run` and :func:`open`.

    Attributes:
        report: the account of the run that made it; None where it was only opened.
    """

    def __init__(self, store: Store, config: Config, report: Report | None = None) -> None:
        self._store = store
        self._config = config
        self.report = report
        # A notebook seldom closes what it opened.
        self._finalizer = weakref.finalize(self, store.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._finalizer()

    def findings(
        self,
        therapy: str | None = None,
        outcome: str | None = None,
        disease: str | None = None,
        gene: str | None = None,
        document: str | None = None,
        attribution: Attribution | None = None,
        state: str | Iterable[str] | None = None,
    ) -> list[Finding]:
        """The findings that meet all conditions.

        Args:
            therapy: a name or CURIE of what the patients received; what stands below it counts as well
                (``CAR-T`` finds tisagenlecleucel), and a regimen's drugs where all of them were received. Where no
                lexicon knows the name, therapies that go by the text's own words are found by words among them.
            outcome: a measure by code or name (``CR``, ``complete remission``), else an adverse event (``fever``).
            disease: a name or CURIE; the finding's document is one that affirms it or what stands below it.
            gene: as ``disease``.
            document: a document's id (``PMID:36727001``); ``PMID:`` and ``file:`` may be left out.
            attribution: ``own``, a result of the document's own study, or ``cited``, one that it quotes.
            state: a state, or several any of which counts (``relapsed``, ``newly diagnosed``; all are listed in
                :data:`pipeline.extract.states.STATES`); the document affirms ``disease`` in it, or any disease where
                none is asked for.

        Returns:
            Findings by document and place.

        Raises:
            UnknownName: when no lexicon knows a name, no document has the id, or there is no such state; carries near
                ones.
            LexiconError: when a name is asked for, and a lexicon is not there or breaks its format.
            StoreError: when the database cannot be read.
        """
        measures, events, words = (None, None, None) if outcome is None else self._outcome(outcome)
        if attribution is not None and attribution not in get_args(Attribution):
            raise UnknownName(attribution, "attribution", get_args(Attribution))
        therapies = None if therapy is None else self._concepts(therapy, "therapy", _THERAPY_TYPES)
        # A finding holds the drugs of a regimen: it meets the regimen's name where it holds all of them.
        regimens = [] if therapies is None else self._names.parts(therapies)
        found = self._store.findings(
            therapies=None if therapies is None else therapies.union(*regimens),
            measures=measures,
            adverse_events=events,
            diseases=None if disease is None else self._concepts(disease, "disease", frozenset({"disease"})),
            genes=None if gene is None else self._concepts(gene, "gene", frozenset({"gene"})),
            states=None if state is None else _states([state] if isinstance(state, str) else state),
            document=None if document is None else self._document_id(document),
            attribution=attribution,
        )
        if therapies is not None and regimens:
            found = [row for row in found if _received(row, therapies, regimens)]
        return [finding for finding in found if words is None or words in finding.measure_text.casefold()]

    def documents(self) -> list[Document]:
        """All documents, sorted by id."""
        return self._store.documents()

    def texts(self) -> dict[str, str]:
        """The text of every document, by its id."""
        return {document.id: document.text for document in self.documents()}

    def mentions(self) -> dict[str, list[Mention]]:
        """The mentions of every document that has any, by its id."""
        return self._store.mentions_by_document()

    def rejects(self) -> list[Reject]:
        """What could not be used in the last run over each source."""
        return self._store.rejects()

    def measures(self) -> dict[str, str]:
        """The name of each outcome measure, by its code."""
        return {concept.id.removeprefix(_MEASURE): concept.name for concept in self._measures.concepts()}

    def measure_types(self) -> dict[str, str]:
        """What kind of measure each is (``response``, ``survival``, ``toxicity`` ...), by its code."""
        return {concept.id.removeprefix(_MEASURE): concept.type for concept in self._measures.concepts()}

    def audit(self, document: str | None = None) -> list[Discrepancy]:
        """Figures that disagree with one another: a share with its fraction, a figure told twice.

        Args:
            document: one document's id; all documents when None.

        Raises:
            UnknownName: when no document has the id.
        """
        return audit(self.findings(document=document))

    def outcomes(self, findings: Iterable[Finding] | None = None) -> pd.DataFrame:
        """The outcome table as a pandas frame, a row a finding; of all findings where None are given."""
        from pipeline.export import outcome_frame

        return outcome_frame(self.findings() if findings is None else findings, self.texts())

    def graph(self) -> EvidenceGraph:
        """The evidence graph, a networkx MultiDiGraph; see :func:`pipeline.graph.build_graph`."""
        return build_graph(
            self.documents(),
            self.findings(),
            self.mentions(),
            self._store.relations_by_document(),
            self.measures(),
        )

    def export_outcomes(self, path: str | Path) -> int:
        """Write the outcome table to ``.csv``, ``.jsonl``, ``.parquet`` or ``.xlsx``; returns the number of rows.

        Raises:
            ExportError: when no writer knows the suffix, or the file cannot be written or is the database itself.
        """
        self._check_target(path)
        return write_outcomes(path, self.findings(), self.texts())

    def export_graph(self, path: str | Path) -> EvidenceGraph:
        """Write the evidence graph to ``.graphml``, ``.json`` or ``.gexf``; returns the graph.

        Raises:
            ExportError: when no writer knows the suffix, or the file cannot be written or is the database itself.
        """
        self._check_target(path)
        graph = self.graph()
        write_graph(path, graph)
        return graph

    def export_pubtator(self, path: str | Path) -> int:
        """Write documents, mentions and relations as PubTator text; returns the number of documents.

        Raises:
            ExportError: when the file cannot be written or is the database itself.
        """
        self._check_target(path)
        documents = self.documents()
        write_pubtator(path, documents, self.mentions(), self._store.relations_by_document())
        return len(documents)

    def _check_target(self, path: str | Path) -> None:
        file = self._store.file
        check_writable(path, {} if file is None else {file: "the evidence database"})

    # The lexicons are loaded by the first question that names something: an export needs none of them.
    @cached_property
    def _names(self) -> NameResolver:
        return NameResolver(load_lexicons(self._config.lexicons))

    @cached_property
    def _measures(self) -> Lexicon:
        return load_lexicons(self._config.measures)

    def _concepts(self, name: str, kind: str, types: frozenset[str]) -> frozenset[str]:
        try:
            return self._names.resolve(name, types)
        except UnknownName as error:
            if kind == "therapy" and (told := self._as_told(name)):
                return told
            raise UnknownName(name, kind, error.near) from None

    def _as_told(self, name: str) -> frozenset[str]:
        """The therapies that no lexicon names, whose own words are or hold a name (`coaching`)."""
        words = " ".join(name.casefold().split())
        own = (concept for concept in self._store.concepts("therapy") if concept.id.startswith(AS_TOLD))
        return frozenset(c.id for c in own if words in (c.name, c.id) or f" {words} " in f" {c.name} ")

    def _outcome(self, name: str) -> tuple[frozenset[str] | None, frozenset[str] | None, str | None]:
        """What an outcome's name means: measures by their codes, adverse events, the words of an open measure."""
        concept = self._measures.concept(_MEASURE + name.strip().upper())
        if concept is not None:
            return frozenset({concept.id.removeprefix(_MEASURE)}), None, None
        found = frozenset(concept.id.removeprefix(_MEASURE) for concept in self._measures.lookup(name))
        words = " ".join(name.casefold().split())
        try:
            events = self._names.resolve(name, {"adverse_event"})
        except UnknownName as error:
            if not found:
                near = dict.fromkeys((*NameResolver(self._measures).near(name), *error.near))
                raise UnknownName(name, "outcome", tuple(near)) from None
            events = frozenset()
        # An open measure holds many things: its name asks for all of them, another name for its own.
        if events and found <= {"AE"} and words not in _ANY_EVENT:
            return None, events, None
        whole = words in {concept.name.casefold() for concept in self._measures.lookup(name)}
        return found, None, words if found and found <= _OPEN and not whole else None

    def _document_id(self, name: str) -> str:
        known = self._store.fingerprints()
        for id_ in (name, f"PMID:{name}", f"file:{name}"):
            if id_ in known:
                return id_
        local = {id_.partition(":")[2]: id_ for id_ in known}
        near = get_close_matches(name, known) or [local[found] for found in get_close_matches(name, local)]
        raise UnknownName(name, "document", near)


def run(
    paths: str | Path | Iterable[str | Path],
    *,
    db: str | Path | None = None,
    config: str | Path | Config | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Evidence:
    """Read files and folders, extract, and return the evidence.

    Args:
        paths: a file or folder, or several; the format of each file is told from its content.
        db: the evidence database to keep it in, a file or a database URL; in memory where None.
        config: the configuration or its file; the one that comes with evigraph where None.
        workers: how many processes extract at once, from 1; the configuration's number where None. With more than
            one, the calling script needs the usual ``if __name__ == "__main__":``.
        progress: is told of each step: its name, how many are done, how many there are.

    Raises:
        FileNotFoundError: when a path does not exist.
        ConfigError: when the configuration is wrong, ``workers`` is no number from 1, or scispaCy is demanded and not
            installed.
        LexiconError: when a lexicon is not there or breaks its format.
        StoreError: when the database cannot be used.
    """
    settings = _config(config)
    setup = Setup(
        lexicons=settings.lexicons,
        measures=settings.measures,
        scispacy=settings.extract.scispacy,
        infer_totals=settings.extract.infer_totals,
        other_measures=settings.extract.other_measures,
        candidates=settings.extract.candidates,
        models=settings.extract.models,
        relations=settings.extract.relations,
    )
    processes = settings.batch.workers if workers is None else checked_workers(workers)
    several = [Path(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    # Before the database is opened, which makes a file of it.
    require(several)
    store = Store(":memory:" if db is None else db)
    try:
        report = run_batch(several, store, setup, workers=processes, progress=progress)
    except BaseException:
        store.close()
        raise
    return Evidence(store, settings, report)


def open(db: str | Path, *, config: str | Path | Config | None = None) -> Evidence:
    """Open what an earlier run made.

    Args:
        db: the evidence database, a file or a database URL.
        config: the configuration or its file, for the lexicons that resolve names.

    Raises:
        StoreError: when there is no such database, or it was made by another version.
        ConfigError: when the configuration is wrong.
    """
    return Evidence(Store(db, create=False), _config(config))


def _received(finding: Finding, therapies: Collection[str], regimens: Iterable[frozenset[str]]) -> bool:
    """Whether a finding's patients received one of these therapies, or all that one of these regimens is made of."""
    received = {concept.id for concept in finding.therapies}
    return not received.isdisjoint(therapies) or any(parts <= received for parts in regimens)


def _states(names: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        state = named_state(name)
        if state is None:
            raise UnknownName(name, "state", get_close_matches(name.lower(), STATES) or sorted(STATES))
        found.add(state)
    return frozenset(found)


def _config(config: str | Path | Config | None) -> Config:
    return config if isinstance(config, Config) else load_config(config)
