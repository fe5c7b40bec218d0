"""The terminologies as they come: one reader a file, each giving plain records in the order of the file."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import LexiconError


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept of a terminology: its id without prefix, its name, its other names."""

    id: str
    name: str
    synonyms: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gene:
    """A row of NCBI Gene."""

    id: str
    symbol: str
    synonyms: tuple[str, ...]
    full_name: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The folder that holds ``terms/`` and ``data/``."""

    root: Path

    def path(self, name: str) -> Path:
        """Where a source stands.

        Raises:
            LexiconError: when it is not there.
        """
        path = self.root / name
        if not path.is_file():
            raise LexiconError(f"{path}: this source of the lexicons is missing; set EVIGRAPH_SHARED to its folder")
        return path

    def drugbank(self) -> Iterator[Entry]:
        """DrugBank's open vocabulary: ids, common names, synonyms."""
        with self.path("terms/drugbank_vocabulary.csv").open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                synonyms = tuple(part.strip() for part in row["Synonyms"].split(" | ") if part.strip())
                yield Entry(row["DrugBank ID"], row["Common name"].strip(), synonyms)

    def mesh(self) -> Iterator[Entry]:
        """MeSH descriptors with their tree numbers as parents."""
        trees: dict[str, list[str]] = defaultdict(list)
        for row in self._table("terms/mesh_2015/tree-numbers.tsv"):
            trees[row["mesh_id"]].append(row["mesh_tree_number"])
        for row in self._table("terms/mesh_2015/terms.tsv"):
            yield Entry(row["mesh_id"], row["mesh_name"], (), tuple(trees[row["mesh_id"]]))

    def diseases(self) -> Iterator[Entry]:
        """Disease Ontology: ids, labels, exact synonyms of the current and the 2015 release, parents' labels."""
        synonyms: dict[str, list[str]] = defaultdict(list)
        folder = "terms/disease_ontology"
        for name in ("DO_cancer_slim", "DO_childhood_cancer_slim", "DO_rare_slim", "NCIthesaurus", "HumanDO_2015"):
            for id, exact in self._obo(f"{folder}/{name}.obo"):
                synonyms[id].extend(exact)
        entries: dict[str, tuple[str, list[str]]] = {}
        for row in self._table(f"{folder}/HumanDO.tsv"):
            entries.setdefault(row["id"], (row["label"], []))[1].append(row["subClassOf"])
        for id in sorted(entries):
            label, parents = entries[id]
            yield Entry(id, label, tuple(dict.fromkeys(synonyms[id])), tuple(dict.fromkeys(filter(None, parents))))

    def disease_mesh(self) -> dict[str, tuple[str, ...]]:
        """DOID to its MESH cross-references."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self._table("terms/disease_ontology/MESHinDO.tsv"):
            found[row["id"]].append(row["xrefs"])
        return {id: tuple(dict.fromkeys(xrefs)) for id, xrefs in found.items()}

    def genes(self) -> Iterator[Gene]:
        """Human genes of NCBI Gene."""
        with gzip.open(self.path("terms/Homo_sapiens.gene_info.gz"), "rt", encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                synonyms = () if row["Synonyms"] == "-" else tuple(row["Synonyms"].split("|"))
                full = row["Full_name_from_nomenclature_authority"]
                yield Gene(row["GeneID"], row["Symbol"], synonyms, None if full == "-" else full, row["type_of_gene"])

    def adverse_events(self) -> Iterator[str]:
        """The terms of CTCAE version 5."""
        for row in self._table("terms/ctcae_v5_terms.tsv"):
            yield row["term"].strip()

    def annotated(self, name: str, kinds: frozenset[str]) -> dict[str, Counter[str]]:
        """Mentions of a PubTator corpus and how often each stands for which MeSH id; composite ones are left out."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for line in self.path(name).read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 6 and cells[4] in kinds:
                id = cells[5].removeprefix("MESH:")
                if re.fullmatch(r"[CD]\d{6,9}", id):
                    found[" ".join(cells[3].split())][id] += 1
        return found

    def _table(self, name: str) -> Iterator[dict[str, str]]:
        with self.path(name).open(encoding="utf-8", newline="") as handle:
            yield from csv.DictReader(handle, delimiter="\t")

    def _obo(self, name: str) -> Iterator[tuple[str, list[str]]]:
        for block in self.path(name).read_text(encoding="utf-8").split("\n\n"):
            if block.startswith("[Term]") and (id := re.search(r"^id: (\S+)", block, re.M)):
                label = re.findall(r"^name: (.+)$", block, re.M)
                yield id[1], label + re.findall(r'^synonym: "(.+?)" EXACT', block, re.M)
