"""What the sources call documents, types and concepts, and what we call them."""

from __future__ import annotations

import pytest

from pipeline.ingest.identifiers import concept_type, curies, document_curie, document_id, paper_identifiers


@pytest.mark.parametrize(
    ("token", "id"),
    [
        ("36727001", "PMID:36727001"),
        ("PMID:12", "PMID:12"),
        ("PMC5292678", "PMC:PMC5292678"),
        ("PMC:5292678", "PMC:PMC5292678"),
        ("pmc:PMC5292678", "PMC:PMC5292678"),
        ("10.3389/fped.2023.1187607", "DOI:10.3389/fped.2023.1187607"),
        ("doi:10.1000/x", "DOI:10.1000/x"),
        ("10.5", "file:10.5"),
        ("doc-1", "file:doc-1"),
        ("²", "file:²"),
    ],
)
def test_a_document_id_is_a_curie(token: str, id: str) -> None:
    assert document_id(token) == id


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("Chemical", "chemical"),
        ("ChemicalEntity", "chemical"),
        ("DiseaseOrPhenotypicFeature", "disease"),
        ("SpecificDisease", "disease"),
        ("GeneOrGeneProduct", "gene"),
        ("OrganismTaxon", "species"),
        ("SequenceVariant", "variant"),
        ("DNAMutation", "variant"),
        ("SNP", "variant"),
        ("CellLine", "cell_line"),
        ("FamilyName", "familyname"),
    ],
)
def test_types_have_one_name(name: str, type: str) -> None:
    assert concept_type(name) == type


@pytest.mark.parametrize(
    ("column", "type", "expected"),
    [
        ("MESH:D054198", "disease", ["MESH:D054198"]),
        ("D054198", "disease", ["MESH:D054198"]),
        ("C510808", "chemical", ["MESH:C510808"]),
        (" D008661", "disease", ["MESH:D008661"]),
        ("mesh:D1", "disease", ["MESH:D1"]),
        ("930", "gene", ["NCBIGene:930"]),
        ("9606", "species", ["NCBITaxon:9606"]),
        ("83817(Tax:10116)", "gene", ["NCBIGene:83817"]),
        ("D003643|D001943", "disease", ["MESH:D003643", "MESH:D001943"]),
        ("D007153+D040181", "disease", ["MESH:D007153", "MESH:D040181"]),
        ("1017;1019", "gene", ["NCBIGene:1017", "NCBIGene:1019"]),
        ("MESH:D1,MESH:D2", "disease", ["MESH:D1", "MESH:D2"]),
        ("D002544|-1", "disease", ["MESH:D002544"]),
        ("D002544|D002544", "disease", ["MESH:D002544"]),
        ("-", "disease", []),
        ("-1", "chemical", []),
        ("", "gene", []),
        ("OMIM:168600", "disease", ["OMIM:168600"]),
        ("CHEBI:53251", "chemical", ["CHEBI:53251"]),
        ("CVCL_0224", "cell_line", ["cellosaurus:CVCL_0224"]),
        ("CVCL:0224", "cell_line", ["cellosaurus:CVCL_0224"]),
        ("cellosaurus:CVCL_0224", "cell_line", ["cellosaurus:CVCL_0224"]),
        ("1279", "genus", ["NCBITaxon:1279"]),
        ("10090", "strain", ["NCBITaxon:10090"]),
        ("rs2910164", "variant", ["DBSNP:rs2910164"]),
        ("c|SUB|C|643|T", "variant", ["tmVar:c|SUB|C|643|T"]),
        (
            "tmVar:p|SUB|V|600|E;HGVS:p.V600E;VariantGroup:1;CorrespondingGene:673;RS#:113488022",
            "variant",
            ["DBSNP:rs113488022", "tmVar:p|SUB|V|600|E"],
        ),
        ("HGVS:p.V600E", "variant", ["HGVS:p.V600E"]),
        ("77", "disease", ["pubtator:77"]),
    ],
)
def test_concept_ids_become_curies(column: str, type: str, expected: list[str]) -> None:
    assert list(curies(column, type)) == expected


@pytest.mark.parametrize(
    ("pmid", "pmcid", "dois", "expected"),
    [
        ("12", "PMC77", ["10.1000/A", "10.1000/a"], ("PMID:12", "PMC:PMC77", "DOI:10.1000/A")),
        (" PMID:12", "5292678", ["doi:10.1000/a", None], ("PMID:12", "PMC:PMC5292678", "DOI:10.1000/a")),
        (None, None, ["https://doi.org/10.1000/b", "10.1000/c"], ("DOI:10.1000/b", "DOI:10.1000/c")),
        ("x", "y", ["z"], ()),
    ],
)
def test_a_paper_has_its_best_number_first(
    pmid: str | None, pmcid: str | None, dois: list[str | None], expected: tuple[str, ...]
) -> None:
    assert paper_identifiers(pmid, pmcid, dois) == expected


@pytest.mark.parametrize(
    ("identifiers", "source", "number", "id"),
    [
        (("PMID:1", "DOI:x"), "a.xml", 3, "PMID:1"),
        ((), "in/a.xml", 1, "file:a"),
        ((), "in/a.xml.gz", 2, "file:a-2"),
        ((), ".xml", 1, "file:.xml"),
    ],
)
def test_a_document_without_a_number_is_called_by_its_file(
    identifiers: tuple[str, ...], source: str, number: int, id: str
) -> None:
    assert document_curie(identifiers, source, number) == id
