"""What a given mention stands for, over a knowledge base of a few names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.normalising import Normaliser
from pipeline.extract.terms import Lexicon
from pipeline.extract.terms.files import Row
from pipeline.extract.terms.normalise import key_tokens
from pipeline.schema import Concept, Document, Mention, Span


def row(name, id, type, *, xrefs=(), parents=(), flags=()):
    return Row(name, id, type, tuple(parents), frozenset(flags), tuple(xrefs), (), " ".join(key_tokens(name)))


ROWS = [
    row("acute kidney failure", "DOID:1", "disease", xrefs=["MESH:D000001"], parents=["DOID:2"]),
    row("kidney failure", "DOID:2", "disease", xrefs=["MESH:D000002", "OMIM:2"]),
    row("epilepsy", "DOID:3", "disease", xrefs=["MESH:D000003"]),
    row("breast cancer", "DOID:4", "disease", xrefs=["MESH:D000004"]),
    row("ovarian cancer", "DOID:5", "disease", xrefs=["MESH:D000005"]),
    row("hepatitis B", "DOID:6", "disease", parents=["DOID:7"]),
    row("viral hepatitis", "DOID:7", "disease", xrefs=["MESH:D000007"]),
    row("mesothelioma", "DOID:8", "disease", xrefs=["MESH:D000008"]),
    row("granulosa cell tumor", "DOID:9", "disease", xrefs=["MESH:D000009"]),
    row("disease", "DOID:10", "disease", xrefs=["MESH:D000010"]),
    row("myopathy", "evigraph:ae-myopathy", "adverse_event"),
    row("myopathy", "DOID:11", "disease", xrefs=["MESH:D000011"]),
    row("glucosephosphate dehydrogenase deficiency", "DOID:12", "disease", xrefs=["MESH:D000012"]),
    row("HD", "DOID:13", "disease", xrefs=["MESH:D000013"], flags=["case", "hidden"]),
    row("hereditary breast ovarian cancer syndrome", "DOID:14", "disease", xrefs=["OMIM:14", "MESH:D000014"]),
    row("hereditary breast and ovarian cancer", "DOID:14", "disease"),
    row("breast and ovarian cancer", "DOID:14", "disease", flags=["hidden"]),
    row("neck cancer", "DOID:15", "disease", xrefs=["MESH:D000015"]),
    row("head cancer", "DOID:16", "disease", xrefs=["MESH:D000016"]),
    row("head and neck cancer", "DOID:17", "disease", xrefs=["MESH:D000017"]),
    row("sinus thrombosis of the brain", "DOID:18", "disease", xrefs=["MESH:D000018"]),
    row("bladder calculus", "DOID:19", "disease", xrefs=["MESH:D000019"]),
    row("T-cell lymphoma", "DOID:20", "disease", xrefs=["MESH:D000020"]),
    row("lymphoblastic lymphoma", "DOID:21", "disease", xrefs=["MESH:D000026"]),
    row("PGE2", "MESH:D000031", "chemical", flags=["case", "hidden"]),
    row("kainic acid", "MESH:D000032", "chemical"),
    row("edetic acid", "MESH:D000033", "chemical"),
    row("N-methylaspartate", "MESH:D000034", "chemical"),
    row("methylcholanthrene", "MESH:D000035", "chemical"),
    row("naloxone", "DRUGBANK:DB1", "drug", xrefs=["MESH:D000021"]),
    row("doxorubicin", "DRUGBANK:DB2", "drug", xrefs=["MESH:D000022"]),
    row("amphetamine", "DRUGBANK:DB3", "drug", xrefs=["MESH:D000023"]),
    row("amphetamines", "MESH:D000024", "chemical"),
    row("dopamine", "DRUGBANK:DB4", "drug", xrefs=["MESH:D000025"]),
    row("TP53", "NCBIGene:7157", "gene", flags=["case"]),
    row("p53", "NCBIGene:7157", "gene", flags=["case"]),
    row("MYC", "NCBIGene:2", "gene", flags=["case"]),
]
LEXICON = Lexicon(ROWS)
NORMALISER = Normaliser(LEXICON)


def found(surface, type, normaliser=NORMALISER, short=None):
    return [(answer.concept.id, answer.step) for answer in normaliser.normalise(surface, type, short)]


@pytest.mark.parametrize(
    ("surface", "type", "expected"),
    [
        ("Kidney Failure", "disease", [("DOID:2", "name")]),
        ("renal failure, acute", "disease", [("DOID:1", "words")]),
        ("failure of the kidneys", "disease", [("DOID:2", "words")]),
        ("epileptic", "disease", [("DOID:3", "words")]),
        ("tumour of the breast", "disease", [("DOID:4", "words")]),
        ("breast and ovarian cancers", "disease", [("DOID:4", "apart"), ("DOID:5", "apart")]),
        # The whole is held back from text: two cancers are meant, but not where they run in a family.
        ("breast and ovarian cancer", "disease", [("DOID:4", "apart"), ("DOID:5", "apart")]),
        ("breast or ovarian cancer", "disease", [("DOID:4", "apart"), ("DOID:5", "apart")]),
        ("inherited breast and ovarian cancer", "disease", [("DOID:14", "words")]),
        ("familial breast and ovarian cancer", "disease", [("DOID:14", "words")]),
        ("head and neck cancer", "disease", [("DOID:17", "name")]),
        ("intracranial sinus thrombosis", "disease", [("DOID:18", "near")]),
        ("bladder calculi", "disease", [("DOID:19", "words")]),
        ("severe bilateral epilepsy", "disease", [("DOID:3", "narrowed")]),
        ("drug-induced renal failure", "disease", [("DOID:2", "narrowed")]),
        # What is malignant is no word for a tumour.
        ("malignant mesothelioma", "disease", [("DOID:8", "narrowed")]),
        ("ovarian malignancy", "disease", [("DOID:5", "near")]),
        ("ovarian carcinoma", "disease", [("DOID:5", "near")]),
        ("asbestos mesothelioma", "disease", [("DOID:8", "within")]),
        # What a name ends with is what it is, before what stands apart in it.
        ("T-cell lymphoblastic lymphoma", "disease", [("DOID:21", "within")]),
        ("T-cell large cell lymphoma", "disease", [("DOID:20", "within")]),
        ("juvenile granulosa cell tumour", "disease", [("DOID:9", "narrowed")]),
        # Any disease is a disease: the word alone says nothing of a longer name.
        ("hyperthyroid disease", "disease", []),
        # Of one name's concepts the one that other terminologies know.
        ("myopathic", "disease", [("DOID:11", "words")]),
        ("glucosephosphate dehydrogenase (G6PD) deficiency", "disease", [("DOID:12", "name")]),
        # A name held back from text is a given mention's; a disease's is none of a substance.
        ("HD", "disease", [("DOID:13", "name")]),
        ("HD", "chemical", []),
        ("doxorubicin hydrochloride", "chemical", [("DRUGBANK:DB2", "name")]),
        ("(+)-naloxone HCl", "chemical", [("DRUGBANK:DB1", "name")]),
        # An index in brackets, an acid and its salts, the place of a group.
        ("PGE(2)", "chemical", [("MESH:D000031", "name")]),
        ("kainate", "chemical", [("MESH:D000032", "name")]),
        ("disodium edetate", "chemical", [("MESH:D000033", "name")]),
        ("N-methylaspartic acid", "chemical", [("MESH:D000034", "name")]),
        ("3-methylcholanthrene", "chemical", [("MESH:D000035", "name")]),
        ("amphetamines", "chemical", [("MESH:D000024", "name")]),
        ("amphetamine", "chemical", [("DRUGBANK:DB3", "name")]),
        ("dopamine and naloxone", "drug", [("DRUGBANK:DB4", "apart"), ("DRUGBANK:DB1", "apart")]),
        ("human p53 gene", "gene", [("NCBIGene:7157", "name")]),
        ("hTP53", "gene", [("NCBIGene:7157", "name")]),
        ("c-MYC protein", "gene", [("NCBIGene:2", "name")]),
        ("nothing known", "disease", []),
        ("kidney failure", "species", []),
        ("", "disease", []),
        ("()", "chemical", []),
    ],
)
def test_a_name_stands_for(surface, type, expected):
    assert found(surface, type) == expected


@pytest.mark.parametrize("candidates", ["trigrams"])
def test_a_slip_of_the_pen_is_mended_where_it_is_asked_for(candidates):
    nearest = Normaliser(LEXICON, candidates)

    slip = "glucosephosphate dehydrogenaze deficiency"
    assert found(slip, "disease", nearest) == [("DOID:12", "letters")]
    assert found(slip, "disease") == []
    assert found("warfarin", "chemical", nearest) == []


def test_a_short_form_stands_for_what_the_document_says():
    assert found("BC", "disease", short={"BC": "breast cancer"}) == [("DOID:4", "name")]
    assert found("familial BC", "disease", short={"BC": "breast cancer"}) == [("DOID:4", "narrowed")]
    # The lexicon's own reading of it counts only where the document has none that is known.
    assert found("HD", "disease", short={"HD": "hepatitis B"}) == [("DOID:6", "name")]
    assert found("HD", "disease", short={"HD": "high dose"}) == [("DOID:13", "name")]


def mentions(text, *names):
    return [Mention(Span(at := text.index(name), at + len(name)), name, type) for name, type in names]


def linked(text, *names):
    document = Document("file:any", text)
    return [[answer.concept.id for answer in each] for each in NORMALISER.link(document, mentions(text, *names))]


def test_mentions_are_read_by_their_document():
    text = "Granulosa cell tumour (GCT) and mesothelioma: GCT is the rarer. ET, or epilepsy."
    assert linked(text, ("GCT", "disease"), ("mesothelioma", "disease")) == [["DOID:9"], ["DOID:8"]]


def test_initials_of_another_mention_are_a_short_form():
    text = "ovarian cancer was found; of OC it is known"
    assert linked(text, ("ovarian cancer", "disease"), ("OC", "disease")) == [["DOID:5"], ["DOID:5"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TP53 in patients", [["NCBIGene:7157"]]),
        ("TP53 is expressed", [["NCBIGene:7157"]]),
        ("TP53 in mice", [["NCBIGene:22059"]]),
        ("TP53 in Wistar rats", [["NCBIGene:24842"]]),
        ("TP53 in zebrafish", [[]]),
        ("TP53 of patients, seen in men and women, and in mice", [["NCBIGene:7157"]]),
        ("TP53 in mice, as in a patient", [["NCBIGene:7157"]]),
    ],
)
def test_a_gene_is_that_of_the_organism_that_the_document_writes_of(text, expected):
    assert linked(text, ("TP53", "gene")) == expected


def test_what_comes_without_an_identifier_has_the_concept_of_its_words():
    text = "renal failure after naloxone"
    theirs = Concept("MESH:D000002", "Renal Insufficiency", "disease")
    other = Concept("MESH:D009999", "Other", "chemical")
    first, second = mentions(text, ("renal failure", "disease"), ("naloxone", "chemical"))
    brought = [
        Mention(first.span, first.surface, "disease", (theirs,)),
        Mention(second.span, second.surface, "chemical", (other,)),
        Mention(second.span, second.surface, "chemical"),
    ]
    beside = NORMALISER.beside(Document("file:any", text), brought)
    assert [[concept.id for concept in mention.concepts] for mention in beside] == [
        ["MESH:D000002"],
        ["MESH:D009999"],
        ["DRUGBANK:DB1"],
    ]


def test_a_concept_is_called_elsewhere():
    assert NORMALISER.identifier("DOID:2", ("OMIM", "MESH")) == "OMIM:2"
    assert NORMALISER.identifier("DOID:6", ("MESH",)) == "MESH:D000007"  # what stands above it
    assert NORMALISER.identifier("MESH:D000024", ("MESH",)) == "MESH:D000024"
    assert NORMALISER.identifier("DOID:1", ("MESH",), lambda id: id != "MESH:D000001") == "MESH:D000002"
    assert NORMALISER.identifier("DOID:13", ("NCIT",)) is None
    assert NORMALISER.identifier("DOID:6", ("MESH",), above=False) is None
    # Of namespaces that are as good as each other the lexicon's order tells.
    assert NORMALISER.identifier("DOID:14", ("MESH", "OMIM")) == "MESH:D000014"
    assert NORMALISER.identifier("DOID:14", (("MESH", "OMIM"),)) == "OMIM:14"


@given(st.text(max_size=40), st.sampled_from(["disease", "chemical", "gene"]))
def test_any_text_is_read_the_same_each_time(surface, type):
    assert found(surface, type) == found(surface, type, Normaliser(LEXICON))


@given(
    st.permutations(
        [name for name, concept in LEXICON.names() if concept.type == "disease" and " " in name and " and " not in name]
    )
)
def test_the_order_of_words_counts_for_nothing(names):
    for name in names:
        turned = " ".join(reversed(name.split()))
        assert found(turned, "disease")[0][0] == found(name, "disease")[0][0]
