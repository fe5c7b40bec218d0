"""The variants of a text: what is one by its form, and what each stands for."""

from __future__ import annotations

import pytest

from pipeline.errors import ModelError
from pipeline.extract.variants import KnownVariants, identified, load_variants, sure_variants
from pipeline.schema import Concept, Mention, Span

BRAF = Concept("NCBIGene:673", "BRAF", "gene")
NONE = KnownVariants({})


def mentions(text, *surfaces):
    found, at = [], 0
    for surface in surfaces:
        at = text.index(surface, at)
        found.append(Mention(Span(at, at + len(surface)), surface, "variant", source="encoder"))
        at += len(surface)
    return found


def ids(text, *surfaces, known=NONE, also=()):
    found = identified(text, sorted([*mentions(text, *surfaces), *also], key=lambda each: each.span), known)
    return [[concept.id for concept in mention.concepts] for mention in found if mention.type == "variant"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("carriers of rs1801133 and rs6025", ["rs1801133", "rs6025"]),
        ("the p.V600E and the p.Val600Glu", ["p.V600E", "p.Val600Glu"]),
        ("c.1799T>A, c.185_186delAG, g.3352delG", ["c.1799T>A", "c.185_186delAG", "g.3352delG"]),
        ("the Arg399Gln polymorphism", ["Arg399Gln"]),
        ("p.Arg58fs was new", ["p.Arg58fs"]),
        # May be a cell line, a strain, a dose, a journal's reference.
        ("V600E, H1299A, hours12 and rs12", []),
        ("xrs1801133 and rs1801133x", []),
        ("carriers of rs" + "1" * 5000, []),
    ],
)
def test_what_is_a_variant_by_its_form(text, found):
    added = sure_variants(text, [])
    assert [each.surface for each in added] == found
    assert all(each.span.of(text) == each.surface and each.type == "variant" for each in added)


def test_nothing_is_added_where_a_mention_stands():
    text = "rs1801133 (MTHFR)"
    assert sure_variants(text, [Mention(Span(0, 9), "rs1801133", "gene")]) == []
    assert sure_variants(text, [Mention(Span(11, 16), "MTHFR", "gene")]) != []


def test_a_variant_is_identified_by_its_change():
    text = "V600E, also Val600Glu, is no V600K"
    assert ids(text, "V600E", "Val600Glu", "V600K") == [
        ["tmVar:p|SUB|V|600|E"],
        ["tmVar:p|SUB|V|600|E"],
        ["tmVar:p|SUB|V|600|K"],
    ]


def test_its_name_is_that_of_hgvs():
    (found,) = identified("Val600Glu", mentions("Val600Glu", "Val600Glu"), NONE)
    assert found.concepts == (Concept("tmVar:p|SUB|V|600|E", "p.V600E", "variant"),)


@pytest.mark.parametrize(
    "text",
    [
        "rs1801133 (C677T) was typed; C677T was common",
        "C677T (rs1801133) was typed; 677C>T was common",
        "typed (rs1801133, the C677T); C677T was common",
    ],
)
def test_the_number_that_the_text_gives_it(text):
    surfaces = sorted({"rs1801133", "C677T"}, key=text.index)
    last = "677C>T" if "677C>T" in text else "C677T"
    assert ids(text, *surfaces, last) == [["DBSNP:rs1801133"]] * 3


@pytest.mark.parametrize("between", [", ", " or ", ", the ", " and "])
def test_variants_in_a_row_are_not_one(between):
    assert ids(f"rs1801133{between}A1298C", "rs1801133", "A1298C") == [["DBSNP:rs1801133"], ["tmVar:c|SUB|A|1298|C"]]


def test_a_change_of_two_genes_has_the_number_that_stands_beside_it():
    text = "A66G (rs111) and A66G (rs222); A66G"
    assert ids(text, "A66G", "rs111", "A66G", "rs222", "A66G") == [
        ["DBSNP:rs111"],
        ["DBSNP:rs111"],
        ["DBSNP:rs222"],
        ["DBSNP:rs222"],
        ["tmVar:p|SUB|A|66|G"],
    ]


def test_a_number_of_the_gene_that_stands_beside_the_change():
    known = KnownVariants({("NCBIGene:3845", "p.G12D"): "rs121913529"})
    kras = Mention(Span(0, 4), "KRAS", "gene", (Concept("NCBIGene:3845", "KRAS", "gene"),))
    text = "KRAS was typed first of all, and then came NRAS G12D"
    nras = Mention(Span(43, 47), "NRAS", "gene", (Concept("NCBIGene:4893", "NRAS", "gene"),))
    assert ids(text, "G12D", known=known, also=[kras, nras]) == [["tmVar:p|SUB|G|12|D"]]
    assert ids(text, "G12D", known=known, also=[kras]) == [["DBSNP:rs121913529"]]


def test_the_number_that_is_known_for_a_gene():
    known = KnownVariants({(BRAF.id, "p.V600E"): "rs113488022"})
    text = "BRAF V600E"
    gene = Mention(Span(0, 4), "BRAF", "gene", (BRAF,))
    assert ids(text, "V600E", known=known, also=[gene]) == [["DBSNP:rs113488022"]]
    assert ids(text, "V600E", known=known) == [["tmVar:p|SUB|V|600|E"]]


def test_one_side_of_a_change_stands_for_the_change_there():
    assert ids("-930A>G: carriers of -930G", "-930A>G", "-930G") == [["tmVar:c|SUB|A|-930|G"]] * 2
    assert ids("-930A>G and -930A>C: -930A", "-930A>G", "-930A>C", "-930A")[2] == []
    assert ids("carriers of -930G", "-930G") == [[]]


def test_a_concept_that_is_there_stays():
    given = Mention(Span(0, 5), "V600E", "variant", (Concept("DBSNP:rs1", "rs1", "variant"),), source="pubtator")
    assert identified("V600E", [given], NONE) == [given]


def test_the_table_that_comes_with_evigraph():
    gene = Mention(Span(0, 4), "BRAF", "gene", (BRAF,))
    (_, found) = identified("BRAF V600E", [gene, *mentions("BRAF V600E", "V600E")])
    assert found.concepts == (Concept("DBSNP:rs113488022", "rs113488022", "variant"),)


@pytest.mark.parametrize(
    ("words", "reason"),
    [("gene\tnumber\n", "the columns are not"), ("gene\tsymbol\tchange\tnumber\n1\n", ":2: 4 cells expected, 1 found")],
)
def test_what_is_no_table_is_told(tmp_path, words, reason):
    path = tmp_path / "variants.tsv"
    path.write_text(words)
    with pytest.raises(ModelError, match=reason):
        load_variants(path)


def test_a_missing_table_is_told(tmp_path):
    with pytest.raises(ModelError, match="No such file"):
        load_variants(tmp_path / "none.tsv")
