"""Names in queries."""

import pytest

from pipeline.errors import UnknownName
from pipeline.extract.terms import NameResolver, load_lexicons
from pipeline.resources import lexicon


@pytest.fixture(scope="module")
def resolver():
    return NameResolver(load_lexicons(map(lexicon, ("therapies", "drugs", "diseases"))))


def id_of(resolver, name):
    return resolver.concepts(name)[0].id


def test_spellings_of_a_therapy_resolve_alike(resolver):
    ways = ("CAR-T", "car t", "CART", "chimeric antigen receptor T cells", "evigraph:car-t")
    assert len({resolver.resolve(way) for way in ways}) == 1


def test_a_class_holds_all_that_stands_below_it(resolver):
    product = id_of(resolver, "tisagenlecleucel")
    assert product in resolver.resolve("CAR-T")
    assert {product, id_of(resolver, "blinatumomab"), "evigraph:car-t"} <= resolver.resolve("immunotherapy")
    assert resolver.resolve("tisagenlecleucel") == {product}


def test_ancestors_and_descendants_mirror_each_other(resolver):
    product = id_of(resolver, "tisagenlecleucel")
    assert {"evigraph:car-t-cd19", "evigraph:car-t", "evigraph:immunotherapy"} <= resolver.ancestors(product)
    assert all(product in resolver.descendants(above) for above in resolver.ancestors(product))


def test_diseases_have_their_ontology_above_them(resolver):
    assert id_of(resolver, "B-ALL") in resolver.resolve("acute lymphoblastic leukemia")
    assert id_of(resolver, "B-ALL") in resolver.resolve("leukaemia", {"disease"})


def test_a_cross_reference_is_a_name(resolver):
    assert "DOID:9119" in resolver.resolve("MESH:D015470")


def test_the_preferred_name_is_the_one_of_outcome_tables(resolver):
    assert resolver.concept("evigraph:hsct").name == "hsct"
    assert resolver.concepts("albuterol")[0].name == "salbutamol"


def test_an_unknown_name_tells_near_ones(resolver):
    with pytest.raises(UnknownName) as caught:
        resolver.resolve("blinatumamab", {"drug", "therapy"})
    assert caught.value.near[0] == "blinatumomab"
    assert caught.value.kind == "drug or therapy"


def test_a_name_of_another_type_is_unknown(resolver):
    with pytest.raises(UnknownName):
        resolver.resolve("blinatumomab", {"disease"})
    with pytest.raises(UnknownName):
        resolver.concept("evigraph:nothing")
