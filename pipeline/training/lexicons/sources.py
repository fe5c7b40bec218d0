"""The terminologies as they come: one reader a file, each giving plain records in the order of the file."""

from __future__ import annotations

import csv
import gzip
import json
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
    designations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """A MeSH concept and what another terminology calls it."""

    mesh: str
    mesh_name: str
    namespace: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The folder that holds ``terms/`` and ``data/``.

    Attributes:
        root: the folder.
        left_out: documents of the corpora that are not to be learned from, beside those held out, by their ids.
    """

    root: Path
    left_out: frozenset[str] = frozenset()

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
            for id, exact, _ in self._obo(f"{folder}/{name}.obo"):
                synonyms[id].extend(exact)
        entries: dict[str, tuple[str, list[str]]] = {}
        for row in self._table(f"{folder}/HumanDO.tsv"):
            entries.setdefault(row["id"], (row["label"], []))[1].append(row["subClassOf"])
        for id in sorted(entries):
            label, parents = entries[id]
            yield Entry(id, label, tuple(dict.fromkeys(synonyms[id])), tuple(dict.fromkeys(filter(None, parents))))

    def disease_xrefs(self) -> dict[str, tuple[str, ...]]:
        """DOID to its MESH and OMIM cross-references, those of the current release before those of the 2015 one."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self._table("terms/disease_ontology/MESHinDO.tsv"):
            found[row["id"]].append(row["xrefs"])
        for row in self._table("terms/disease_ontology/allXREFinDO.tsv"):
            found[row["id"]].append(row["xref"].replace("MIM:", "OMIM:") if "MIM:" in row["xref"] else row["xref"])
        for id, _, xrefs in self._obo("terms/disease_ontology/HumanDO_2015.obo"):
            found[id].extend(xref.replace("MSH:", "MESH:") for xref in xrefs)
        wanted = re.compile(r"MESH:[CD]\d+|OMIM:\d+")
        return {id: tuple(dict.fromkeys(filter(wanted.fullmatch, xrefs))) for id, xrefs in found.items()}

    def mesh_mappings(self) -> Iterator[Mapping]:
        """MeSH descriptors and supplementary concepts with what ChEBI, NCIT, DOID, HP and others call them."""
        path = self.path("terms/crossmaps/mesh_mappings.tsv")
        for line in path.read_text(encoding="utf-8").splitlines():
            _, mesh, mesh_name, namespace, id, name = line.split("\t")
            yield Mapping(mesh, mesh_name, namespace, id, name)

    def drugbank_chebi(self) -> dict[str, tuple[str, ...]]:
        """DrugBank ids to ids of ChEBI."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self._table("terms/crossmaps/drugbank_mappings.tsv"):
            if row["NAMESPACE"] == "CHEBI":
                found[row["DRUGBANK_ID"]].append(f"CHEBI:{row['ID']}")
        return {id: tuple(dict.fromkeys(ids)) for id, ids in found.items()}

    def oncotree(self) -> Iterator[Entry]:
        """OncoTree's tumour types: their codes, names, and ids of NCIT as synonyms."""
        ahead = [json.loads(self.path("terms/oncotree.json").read_text(encoding="utf-8"))]
        while ahead:
            for code, node in sorted(ahead.pop().items()):
                yield Entry(code, node["name"], tuple(node["externalReferences"].get("NCI", ())))
                ahead.append(node["children"])

    def genes(self) -> Iterator[Gene]:
        """Human genes of NCBI Gene."""
        with gzip.open(self.path("terms/Homo_sapiens.gene_info.gz"), "rt", encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                synonyms = () if row["Synonyms"] == "-" else tuple(row["Synonyms"].split("|"))
                full = row["Full_name_from_nomenclature_authority"]
                others = row.get("Other_designations") or "-"
                yield Gene(
                    row["GeneID"],
                    row["Symbol"],
                    synonyms,
                    None if full == "-" else full,
                    row["type_of_gene"],
                    () if others == "-" else tuple(others.split("|")),
                )

    def adverse_events(self) -> Iterator[str]:
        """The terms of CTCAE version 5."""
        for row in self._table("terms/ctcae_v5_terms.tsv"):
            yield row["term"].strip()

    def annotated(self, name: str, kinds: frozenset[str]) -> dict[str, Counter[str]]:
        """Mentions of a PubTator corpus and how often each stands for which id, a bare one without its prefix.

        Mentions that mostly stand for several concepts are left out, and documents that are in any corpus's development
        set: what is measured on them must not have been learned from them.
        """
        held = self._held_out()
        found: dict[str, Counter[str]] = defaultdict(Counter)
        several: Counter[str] = Counter()
        for line in self.path(name).read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 6 and cells[4] in kinds and cells[0] not in held:
                id = cells[5].strip().removeprefix("MESH:")
                mention = " ".join(cells[3].split())
                if re.fullmatch(r"[CD]\d{6,9}|OMIM:\d+|\d+", id):
                    found[mention][id] += 1
                elif id not in ("", "-", "-1"):
                    several[mention] += 1
        return {mention: ids for mention, ids in found.items() if ids.total() > several[mention]}

    def texts(self, name: str, kinds: frozenset[str]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """The documents of a PubTator corpus with the places annotated with these types, without those held out."""
        for text, places in self.documents(name, kinds):
            yield text, [(start, end) for start, end, _ in places]

    def documents(self, name: str, kinds: frozenset[str]) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
        """The same with what each place stands for as well, as the corpus writes it; empty where it says nothing."""
        held = self._held_out()
        for block in re.split(r"\n\s*\n", self.path(name).read_text(encoding="utf-8")):
            lines = block.strip("\n").split("\n")
            parts = [line.split("|", 2) for line in lines if re.match(r"[^|\t]+\|[ta]\|", line)]
            if parts and parts[0][0] not in held:
                cells = (line.split("\t") for line in lines[len(parts) :])
                rows = (row for row in cells if len(row) > 4 and row[4] in kinds)
                places = [(int(row[1]), int(row[2]), "".join(row[5:6])) for row in rows]
                yield " ".join(part[2] for part in parts), places

    def _held_out(self) -> frozenset[str]:
        lines = (
            line
            for path in sorted((self.root / "data").glob("*/dev.pubtator"))
            for line in path.read_text(encoding="utf-8").splitlines()
        )
        return self.left_out | {line.split("|")[0] for line in lines if re.match(r"[^|\t]+\|t\|", line)}

    def _table(self, name: str) -> Iterator[dict[str, str]]:
        with self.path(name).open(encoding="utf-8", newline="") as handle:
            yield from csv.DictReader(handle, delimiter="\t")

    def _obo(self, name: str) -> Iterator[tuple[str, list[str], list[str]]]:
        """Ids with label and exact synonyms, and with cross-references."""
        for block in self.path(name).read_text(encoding="utf-8").split("\n\n"):
            if block.startswith("[Term]") and (id := re.search(r"^id: (\S+)", block, re.M)):
                label = re.findall(r"^name: (.+)$", block, re.M)
                exact = re.findall(r'^synonym: "(.+?)" EXACT', block, re.M)
                yield id[1], label + exact, re.findall(r"^xref: (\S+)", block, re.M)
