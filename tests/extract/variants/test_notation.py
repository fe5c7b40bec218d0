"""The ways in which papers write a variant, and the one notation for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.variants.notation import Change, allele_of, change_of, names_variant, number_of

AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"
THREE = ("Ala", "Cys", "Asp", "Glu", "Phe", "Gly", "His", "Ile", "Lys", "Leu")
THREE += ("Met", "Asn", "Pro", "Gln", "Arg", "Ser", "Thr", "Val", "Trp", "Tyr")


@pytest.mark.parametrize(
    ("surface", "hgvs", "tmvar"),
    [
        ("V600E", "p.V600E", "p|SUB|V|600|E"),
        ("p.V600E", "p.V600E", "p|SUB|V|600|E"),
        ("p.(Val600Glu)", "p.V600E", "p|SUB|V|600|E"),
        ("Val600Glu", "p.V600E", "p|SUB|V|600|E"),
        ("Val 600 Glu", "p.V600E", "p|SUB|V|600|E"),
        ("valine-600-glutamic acid", "p.V600E", "p|SUB|V|600|E"),
        ("Ile(146)-->Leu", "p.I146L", "p|SUB|I|146|L"),
        ("192Q/R", "p.Q192R", "p|SUB|Q|192|R"),
        ("E300X", "p.E300*", "p|SUB|E|300|X"),
        ("Glu873Stop", "p.E873*", "p|SUB|E|873|X"),
        ("arginine to tryptophan at codon 198", "p.R198W", "p|SUB|R|198|W"),
        ("lysine for glutamic acid at amino acid 325", "p.E325K", "p|SUB|E|325|K"),
        ("glutamic acid 333 by aspartic acid", "p.E333D", "p|SUB|E|333|D"),
        ("p.Arg58fs", "p.R58fs", "p|FS|R|58||"),
        ("G204VfsX17", "p.G204fs", "p|FS|G|204||"),
        ("F508del", "p.F508del", "p|DEL|508|F"),
        ("DeltaF508", "p.F508del", "p|DEL|508|F"),
        ("E746_A750del", "p.E746_A750del", "p|DEL|746_750|"),
        ("C677T", "c.677C>T", "c|SUB|C|677|T"),
        ("677C-->T", "c.677C>T", "c|SUB|C|677|T"),
        ("677 C/T", "c.677C>T", "c|SUB|C|677|T"),
        ("c.677C>T", "c.677C>T", "c|SUB|C|677|T"),
        ("g.3352C>T", "g.3352C>T", "g|SUB|C|3352|T"),
        ("-308G>A", "c.-308G>A", "c|SUB|G|-308|A"),
        ("G-308A", "c.-308G>A", "c|SUB|G|-308|A"),
        ("+1858C>T", "c.1858C>T", "c|SUB|C|1858|T"),
        ("IVS3 + 18C > T", "c.IVS3+18C>T", "c|SUB|C|IVS3+18|T"),
        ("C to T at nucleotide 677", "c.677C>T", "c|SUB|C|677|T"),
        ("c.185_186delAG", "c.185_186delAG", "c|DEL|185_186|AG"),
        ("118-119insA", "c.118_119insA", "c|INS|118_119|A"),
        ("899dupC", "c.899dupC", "c|DUP|899|C|"),
        ("c.609+28_610-16del", "c.609+28_610-16del", "c|DEL|609+28_610-16|"),
        ("del418T", "c.418delT", "c|DEL|418|T"),
        # Two letters that may be bases: early in a sequence residues, further on bases.
        ("A53T", "p.A53T", "p|SUB|A|53|T"),
        ("A118G", "c.118A>G", "c|SUB|A|118|G"),
        ("p.A118G", "p.A118G", "p|SUB|A|118|G"),
        ("A99T", "p.A99T", "p|SUB|A|99|T"),
        ("99A/T", "c.99A>T", "c|SUB|A|99|T"),
        ("V600E,", "p.V600E", "p|SUB|V|600|E"),
    ],
)
def test_a_change_in_both_notations(surface, hgvs, tmvar):
    change = change_of(surface)
    assert change is not None
    assert (change.hgvs, change.tmvar) == (hgvs, tmvar)
    assert names_variant(surface)


@pytest.mark.parametrize("surface", ["", "mutation", "G/A", "32-bp deletion", "CD19", "H3N2", "BRCA1", "12", "-930G"])
def test_what_does_not_say_which_change_is_none(surface):
    assert change_of(surface) is None
    assert not names_variant(surface)


@pytest.mark.parametrize(
    ("surface", "number"),
    [("rs699", "rs699"), ("rs 699", "rs699"), ("RS0699", "rs699"), ("rs", None), ("xrs699", None)],
)
def test_numbers_of_dbsnp(surface, number):
    assert number_of(surface) == number


@pytest.mark.parametrize(
    ("surface", "allele"),
    [("-930G", ("-930", "G")), ("-31TT", ("-31", "T")), ("232Thr", ("232", "T")), ("G930", None), ("-31TG", None)],
)
def test_one_side_of_a_change(surface, allele):
    assert allele_of(surface) == allele


@given(st.integers(0, 19), st.integers(100, 9999), st.integers(0, 19))
def test_residues_of_one_letter_and_of_three_are_the_same(old, place, new):
    change = Change("p", "SUB", str(place), AMINO_ACIDS[old], AMINO_ACIDS[new])
    assert change_of(f"{THREE[old]}{place}{THREE[new]}") == change
    assert change_of(f"p.{AMINO_ACIDS[old]}{place}{AMINO_ACIDS[new]}") == change
    assert change_of(change.hgvs) == change


@given(st.text(max_size=60))
def test_any_words_are_a_change_or_none(words):
    change = change_of(words)
    assert change is None or change.hgvs.startswith(change.level)
