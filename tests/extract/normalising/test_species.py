"""Whose genes a text writes of, and what human genes are in other organisms."""

from __future__ import annotations

import pytest

from pipeline.errors import ModelError
from pipeline.extract.normalising.homologues import HUMAN, MOUSE, RAT, Homologues, default_homologues, load_homologues
from pipeline.extract.normalising.species import OTHER, Organisms, in_their_species
from pipeline.schema import Concept, Mention, Span

IL6 = Concept("NCBIGene:3569", "IL6", "gene")
FUSION = Concept("evigraph:bcr-abl1", "BCR::ABL1", "gene")
KNOWN = Homologues({(MOUSE, IL6.id): Concept("NCBIGene:16193", "Il6", "gene")})


def gene(text, surface, concept=IL6):
    at = text.index(surface)
    return Mention(Span(at, at + len(surface)), surface, "gene", (concept,))


@pytest.mark.parametrize(
    ("text", "surface", "taxon"),
    [
        ("IL6 was measured", "IL6", HUMAN),
        ("IL6 of patients", "IL6", HUMAN),
        ("IL6 of mice", "IL6", MOUSE),
        ("IL6 in knockout animals", "IL6", MOUSE),
        ("IL6 of Wistar rats", "IL6", RAT),
        ("IL6 of zebrafish", "IL6", OTHER),
        ("human IL6 in mice, murine cells and mouse sera", "IL6", HUMAN),
        ("mouse recombinant IL6 in patients, men and women", "IL6", MOUSE),
        ("rats, and once mice: rats had IL6", "IL6", RAT),
        # As many of either: in capitals it is people's, with small letters a rodent's.
        ("IL6 of patients and mice", "IL6", HUMAN),
        ("Il6 of patients and mice", "Il6", MOUSE),
        # `rat` is no part of `rate`, nor `men` of `treatment`.
        ("IL6 and the rate of treatment in mice", "IL6", MOUSE),
        ("a yeast of yeasts: yeast and yeast, zebrafish, and a mouse IL-6, or IL6", "IL6", OTHER),
        # A sentence ends between.
        ("Patients and men were seen, and mice. Serum IL6 was higher", "IL6", HUMAN),
        # What people are ill of has no genes here.
        ("children with Plasmodium falciparum or Plasmodium vivax: IL6", "IL6", HUMAN),
        ("IL6 of mice and of rats", "IL6", MOUSE),
    ],
)
def test_the_organism_of_a_gene(text, surface, taxon):
    assert Organisms(text).of(gene(text, surface)) == taxon


@pytest.mark.parametrize(
    ("text", "concept", "expected"),
    [
        ("IL6 of patients", IL6, ["NCBIGene:3569"]),
        ("IL6 of mice", IL6, ["NCBIGene:16193"]),
        ("IL6 of rats", IL6, []),
        ("IL6 of mice", FUSION, ["evigraph:bcr-abl1"]),
    ],
)
def test_genes_in_their_species(text, concept, expected):
    (found,) = in_their_species(text, [gene(text, "IL6", concept)], KNOWN)
    assert [each.id for each in found.concepts] == expected


def test_what_is_no_gene_has_no_species():
    drug = Mention(Span(0, 4), "mice", "drug", (Concept("X:1", "mice", "drug"),))
    assert in_their_species("mice", [drug], KNOWN) == [drug]


def test_the_table_that_comes_with_evigraph():
    known = default_homologues()
    assert known.of(IL6, MOUSE) == Concept("NCBIGene:16193", "Il6", "gene")
    assert known.of(IL6, RAT) == Concept("NCBIGene:24498", "Il6", "gene")
    assert known.of(IL6, HUMAN) is IL6
    assert known.of(Concept("NCBIGene:7157", "TP53", "gene"), MOUSE) == Concept("NCBIGene:22059", "Trp53", "gene")
    assert len(known) > 17_000


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "the columns are not gene, taxon, homologue, symbol"),
        ("gene\ttaxon\thomologue\tsymbol\n1\tmouse\t2\tA\n", "'mouse' is no number"),
        ("gene\ttaxon\thomologue\tsymbol\n1\t2\n", ":2: 4 cells expected, 2 found"),
    ],
)
def test_what_is_no_table_is_told(tmp_path, words, reason):
    path = tmp_path / "homologues.tsv"
    path.write_text(words)
    with pytest.raises(ModelError, match=reason) as caught:
        load_homologues(path)
    assert str(path) in str(caught.value)


def test_a_missing_table_is_told(tmp_path):
    with pytest.raises(ModelError, match="No such file"):
        load_homologues(tmp_path / "none.tsv")
