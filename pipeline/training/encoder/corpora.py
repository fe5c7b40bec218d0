"""The annotated corpora as texts with the spans that each marks, and which documents are held out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from pipeline.errors import EvigraphError
from pipeline.schema import Span

#: PubTator corpora and the heads that they mark, by their own words for the types.
_CHEMICAL = {"Chemical": "chemical", "ChemicalEntity": "chemical"}
_DISEASE = dict.fromkeys(
    ("Disease", "DiseaseOrPhenotypicFeature", "SpecificDisease", "DiseaseClass", "CompositeMention", "Modifier"),
    "disease",
)
_GENE = {"GeneOrGeneProduct": "gene", "Gene": "gene", "FamilyName": "gene"}
_OTHERS = {"OrganismTaxon": "species", "SequenceVariant": "variant", "CellLine": "cell_line"}
PUBTATOR: Mapping[str, Mapping[str, str]] = {
    "bc5cdr": {**_CHEMICAL, **_DISEASE},
    "ncbi_disease": _DISEASE,
    "biored": {**_CHEMICAL, **_DISEASE, **_GENE, **_OTHERS},
    "nlm_gene": _GENE,
}
_PICO = {
    "outcome": "outcome_measure",
    "outcome-Measure": "outcome_measure",
    "intervention": "intervention",
    "control": "control",
    "eligibility": "population",
    "condition": "population",
    "intervention-participants": "intervention_figure",
    "control-participants": "control_figure",
    "total-participants": "participants",
}
_EVIDENCE = {"Outcome": "outcome"}
#: Of the corpora without a development set, one document in so many is held out.
HELD_OUT = 6


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document of a corpus.

    Attributes:
        id: its PubMed identifier, without prefix.
        corpus: the corpus.
        text: its text.
        heads: the heads that the corpus marks.
        spans: what it marks, with the head of each.
    """

    id: str
    corpus: str
    text: str
    heads: tuple[str, ...]
    spans: tuple[tuple[str, Span], ...]


def pubtator(path: Path, corpus: str) -> Iterator[Annotated]:
    """The documents of a PubTator file. A mention whose offsets do not give its words is left out."""
    kinds = PUBTATOR[corpus]
    heads = tuple(dict.fromkeys(kinds.values()))
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        lines = block.strip("\n").split("\n")
        parts = [line.split("|", 2) for line in lines if re.match(r"[^|\t]+\|[ta]\|", line)]
        if not parts:
            continue
        text = " ".join(part[2] for part in parts)
        spans = []
        for cells in (line.split("\t") for line in lines[len(parts) :]):
            if len(cells) > 4 and cells[4] in kinds and cells[1].isdigit():
                span = Span(int(cells[1]), int(cells[2]))
                if span.of(text) == cells[3]:
                    spans.append((kinds[cells[4]], span))
        yield Annotated(parts[0][0], corpus, text, heads, tuple(spans))


def brat(folder: Path, corpus: str) -> Iterator[Annotated]:
    """The documents of PICO-Corpus or EvidenceOutcomes, in the order of their names."""
    kinds = _PICO if corpus == "pico_corpus" else _EVIDENCE
    heads = tuple(dict.fromkeys(kinds.values()))
    for path in sorted(folder.glob("*.txt")):
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
        spans = []
        for line in path.with_suffix(".ann").read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            label, _, place = cells[1].partition(" ") if len(cells) > 2 else ("", "", "")
            head = kinds.get(label) or {"iv": "intervention_figure", "cv": "control_figure"}.get(label[:2])
            numbers = re.findall(r"\d+", place)
            if head and numbers and cells[0].startswith("T"):
                spans.append((head, Span(int(numbers[0]), int(numbers[-1]))))
        yield Annotated(path.stem, corpus, text, heads, tuple(spans))


@dataclass(frozen=True, slots=True)
class Split:
    """What is trained on and, by corpus, what is only scored."""

    train: tuple[Annotated, ...]
    held: Mapping[str, tuple[Annotated, ...]]


def read_corpora(shared: Path) -> Split:
    """All corpora under ``data/``.

    A document that is in any development set, or in the outcome rows annotated by hand, is trained on in no corpus.

    Raises:
        EvigraphError: when the folder is not there.
    """
    data = shared / "data"
    if not data.is_dir():
        raise EvigraphError(f"{data}: no such folder; set EVIGRAPH_SHARED to the one that holds data/")
    held: dict[str, list[Annotated]] = {}
    train: list[Annotated] = []
    for corpus in PUBTATOR:
        train.extend(pubtator(data / corpus / "train.pubtator", corpus))
        if (data / corpus / "dev.pubtator").is_file():
            held[corpus] = list(pubtator(data / corpus / "dev.pubtator", corpus))
    for corpus in ("evidence_outcomes", "pico_corpus"):
        for document in brat(data / corpus, corpus):
            out = crc32(document.id.encode()) % HELD_OUT == 0
            (held.setdefault(corpus, []) if out else train).append(document)
    scored = {document.id for documents in held.values() for document in documents}
    scored |= {path.stem.removeprefix("PMID") for path in (shared / "gold" / "outcomes").rglob("PMID*.txt")}
    return Split(
        tuple(document for document in train if document.id not in scored),
        {corpus: tuple(documents) for corpus, documents in held.items()},
    )
