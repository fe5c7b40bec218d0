"""What a source says stays as it says it, with our concept of the same thing behind; where they differ is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import Extractor
from pipeline.extract.source_mentions import merged, own_concept
from pipeline.resources import lexicon as shipped
from pipeline.schema import Concept, Document, Mention, SourceRecord, Span
from tests import strategies

#: Identifiers are made up, but for their form.
ROWS = """\
name\tid\ttype\tparent\txref
leukemia\tDOID:1\tdisease\t\tMESH:D1
lymphoblastic leukemia\tDOID:2\tdisease\tDOID:1\tMESH:D2
B-ALL\tDOID:3\tdisease\tDOID:2\tMESH:D3
hepatitis\tDOID:4\tdisease\t\tMESH:D4
viral hepatitis\tDOID:5\tdisease\tDOID:4\tMESH:D5
myeloma\tDOID:6\tdisease\t\t
myeloma\tMESH:D6\tdisease\t\t
sepsis\tDOID:7\tdisease\t\tMESH:D7
sepsis\tDOID:8\tdisease\t\tMESH:D8
shock\tDOID:9\tdisease\t\tMESH:D9
shock of the lung\tDOID:10\tdisease\t\tMESH:D10
twins\tDOID:11\tdisease\t\tMESH:D11
other twins\tDOID:12\tdisease\t\tMESH:D11
fever\tevigraph:ae-fever\tadverse_event\t\t
fever\tMESH:D12\tdisease\t\t
blinatumomab\tDRUGBANK:DB1\tdrug\t\tMESH:C1
CD19\tNCBIGene:1\tgene\t\t
"""


@pytest.fixture(scope="module")
def small_extractor(tmp_path_factory):
    path = tmp_path_factory.mktemp("lexicon") / "rows.tsv"
    path.write_text(ROWS, encoding="utf-8")
    return Extractor([path], shipped("measures"), scispacy="off")


@pytest.fixture(scope="module")
def lexicon(small_extractor):
    return small_extractor.lexicon


def brought(text, words, *ids, type="disease"):
    start = text.index(words)
    concepts = tuple(Concept(id, words, type) for id in ids)
    return Mention(Span(start, start + len(words)), words, type, concepts, source="pubtator")


def record(text, *mentions):
    return SourceRecord(Document("file:any", text), mentions)


def told(mentions):
    return [(m.surface, m.source, m.type, [c.id for c in m.concepts]) for m in mentions]


@pytest.mark.parametrize(
    ("text", "words", "ids", "type", "expected"),
    [
        # Ours is added behind the source's, and nothing is said twice.
        ("B-ALL", "B-ALL", ["MESH:D3"], "disease", [("B-ALL", "pubtator", "disease", ["MESH:D3", "DOID:3"])]),
        ("relapsed B-ALL", "relapsed B-ALL", ["MESH:D3"], "disease",
         [("relapsed B-ALL", "pubtator", "disease", ["MESH:D3", "DOID:3"])]),
        ("precursor ALL", "precursor ALL", ["MESH:D3"], "disease",
         [("precursor ALL", "pubtator", "disease", ["MESH:D3", "DOID:3"])]),
        ("blinatumomab", "blinatumomab", ["MESH:C1"], "chemical",
         [("blinatumomab", "pubtator", "chemical", ["MESH:C1", "DRUGBANK:DB1"])]),
        ("myeloma", "myeloma", ["MESH:D6"], "disease", [("myeloma", "pubtator", "disease", ["MESH:D6", "DOID:6"])]),
        ("fever", "fever", ["MESH:D12"], "disease",
         [("fever", "pubtator", "disease", ["MESH:D12", "evigraph:ae-fever"])]),
        # Several identifiers: each with ours.
        ("B-ALL and hepatitis", "B-ALL and hepatitis", ["MESH:D3", "MESH:D4"], "disease",
         [("B-ALL and hepatitis", "pubtator", "disease", ["MESH:D3", "MESH:D4", "DOID:3", "DOID:4"])]),
        # Another thing of ours stands beside it.
        ("hepatitis", "hepatitis", ["MESH:D3"], "disease",
         [("hepatitis", "lexicon", "disease", ["DOID:4"]),
          ("hepatitis", "pubtator", "disease", ["MESH:D3", "DOID:3"])]),
        ("CD19 B-ALL", "CD19 B-ALL", ["MESH:D3"], "disease",
         [("CD19", "lexicon", "gene", ["NCBIGene:1"]), ("CD19 B-ALL", "pubtator", "disease", ["MESH:D3", "DOID:3"])]),
        # Ours tells what an identifier is that nobody knows; where it has another of the kind, the two differ.
        ("CD19", "CD19", ["X:1"], "gene", [("CD19", "pubtator", "gene", ["X:1", "NCBIGene:1"])]),
        ("B-ALL", "B-ALL", ["MESH:D99"], "disease",
         [("B-ALL", "lexicon", "disease", ["DOID:3"]), ("B-ALL", "pubtator", "disease", ["MESH:D99"])]),
        # Nothing is known of the identifier, or two things are.
        ("gout", "gout", ["MESH:D99"], "disease", [("gout", "pubtator", "disease", ["MESH:D99"])]),
        ("twosome", "twosome", ["MESH:D11"], "disease", [("twosome", "pubtator", "disease", ["MESH:D11"])]),
    ],
)  # fmt: skip
def test_the_sources_identifiers_come_first_and_ours_behind_them(small_extractor, text, words, ids, type, expected):
    found = small_extractor.extract(record(text, brought(text, words, *ids, type=type)))

    assert told(found.mentions) == expected


def test_a_source_mention_has_the_states_that_stand_in_it_or_before_it(small_extractor):
    text = "Children with relapsed B-ALL, adults with refractory leukemia."
    mentions = brought(text, "relapsed B-ALL", "MESH:D3"), brought(text, "leukemia", "MESH:D99")

    found = small_extractor.extract(record(text, *mentions)).mentions

    assert [(m.surface, m.source, m.states) for m in found] == [
        ("relapsed B-ALL", "pubtator", ("relapsed",)),
        ("leukemia", "lexicon", ("refractory",)),
        ("leukemia", "pubtator", ("refractory",)),
    ]


@pytest.mark.parametrize(
    ("id", "own"),
    [
        ("MESH:D3", "DOID:3"),
        ("MESH:D6", "DOID:6"),
        ("DOID:6", None),
        ("MESH:D11", None),
        ("MESH:D99", None),
        ("MESH:D12", None),
    ],
)
def test_what_an_identifier_means_to_our_lexicons(lexicon, id, own):
    found = own_concept(lexicon, id)

    assert (found and found.id) == own


@pytest.mark.parametrize(
    ("words", "id", "expected"),
    [
        ("viral hepatitis", "MESH:D9", [("DOID:5", ("MESH:D5",))]),
        # The same, a kind of it by the hierarchy or by its name, or a name that is not ours.
        ("viral hepatitis", "MESH:D5", []),
        ("viral hepatitis", "MESH:D4", []),
        ("hepatitis", "MESH:D5", []),
        ("shock", "MESH:D10", []),
        ("gout", "MESH:D5", []),
        # An identifier that no lexicon knows, words that stand for two things, ours without one of its kind.
        ("viral hepatitis", "MESH:D99", []),
        ("sepsis", "MESH:D9", []),
        ("CD19", "MESH:D9", []),
        ("blinatumomab", "MESH:D9", []),
    ],
)
def test_only_what_is_sure_to_be_another_thing_is_a_disagreement(small_extractor, words, id, expected):
    found = small_extractor.disagreements(record(words, brought(words, words, id)))

    assert [(each.ours.id, each.expected) for each in found] == expected


TEXT = "B-ALL, hepatitis and B-ALL with fever"
SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda pair: Span(*sorted(pair)))


@st.composite
def mentions(draw):
    span = draw(SPANS)
    ids = draw(st.lists(st.sampled_from(["MESH:D3", "DOID:3", "MESH:D4", "MESH:D12", "MESH:D99"]), max_size=2))
    concepts = tuple(Concept(id, "name", "disease") for id in dict.fromkeys(ids))
    return Mention(span, span.of(TEXT), "disease", concepts, source="pubtator")


@strategies.examples(100)
@given(several=st.lists(mentions(), max_size=4))
def test_no_identifier_of_a_source_is_lost_or_moved_from_its_place(lexicon, several):
    ours = [Mention(m.span, m.surface, m.type, m.concepts) for m in lexicon.find(TEXT)]
    found = merged(ours, several, lexicon)

    kept = {(m.span, tuple(c.id for c in m.concepts)) for m in found if m.source == "pubtator"}
    for mention in several:
        ids = [concept.id for concept in mention.concepts]
        assert any(span == mention.span and list(all_)[: len(ids[:1])] == ids[:1] for span, all_ in kept)
    # Of one place and thing, one mention.
    places = [(m.span, m.concepts[0].id) for m in found if m.concepts]
    assert len(places) == len(set(places))
    # What we found in the text is found in it still, by one or the other.
    for own in ours:
        assert any(own.concepts[0].id in {c.id for c in m.concepts} for m in found if m.span.overlaps(own.span))
