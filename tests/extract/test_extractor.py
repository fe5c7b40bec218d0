"""The stage as a whole: what it says of a text is true of that text, and is the same each time."""

from __future__ import annotations

import pickle
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.errors import ConfigError, LexiconError
from pipeline.extract import Extractor
from pipeline.extract.linking.senses import NONE
from pipeline.extract.nlp import assemble
from pipeline.resources import lexicon
from pipeline.schema import Concept, Document, Mention, Passage, SourceRecord, Span
from tests import strategies
from tests.extract.builders import abstract, needs_scispacy, record, shipped_extractor

SENTENCES = [
    "Remission was seen in 78.8% (26/33) of children. ",
    "Five patients (71.4%) achieved complete remission (CR). ",
    "The CR rate was 80% with blinatumomab versus 60% with chemotherapy (p = 0.03). ",
    "Median follow-up was 541 days (range, 186-3,180 days). ",
    "Children were randomly assigned to blinatumomab (n = 54) or chemotherapy (n = 54). ",
    "No deaths were related to treatment. ",
    "Overall survival (OS) was 85.2% vs. 70.4% (hazard ratio [HR], 0.43; 95% CI, 0.18–1.01). ",
    "Fever, anemia and seizures occurred in 60%, 45% and 5%, respectively. ",
    "The 5-year event-free survival was 61 ± 7% in both arms. ",
    "Grade ≥3 neurotoxicity occurred in one child. ",
    "Overall survival at 2\u2009years was 78·8% (95%\u00a0CI 61·0–89·5). ",
    "We treated 40 children with CAR-T cells. ",
    "24 of 30 responders relapsed; Lopez et al. saw 12/40. ",
    "All patients had leukemia (ALL). ",
]
BETWEEN = [
    *("RESULTS: ", "\n", "\n\n", "\r\n", " ", "(", ")", "%", "95% CI ", "p ", "vs. ", "[12]", "0·5", "\\geq 3 ", "…"),
    *("😀", "\u2028"),
]
papers = st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=6).map("".join)
pieces = st.sampled_from(SENTENCES) | st.sampled_from(BETWEEN) | st.text(max_size=20)
muddled = st.lists(pieces, max_size=9).map("".join)
#: All the sentences, as results.
WHOLE = record("", ("RESULTS", "".join(SENTENCES)))
#: A control character among the words that lead up to brackets.
_CUT = "<\x1f0Five patients (71.4%) achieved complete remission."
BROKEN = SourceRecord(
    Document("file:any", _CUT, tuple(Passage("abstract", Span(*at), "RESULTS") for at in ((0, 23), (23, len(_CUT)))))
)


@st.composite
def records(draw):
    """A record of any text, whole or cut into passages anywhere, with annotations of its own."""
    text = draw(papers | muddled)
    inner = draw(st.just([]) | st.lists(st.integers(0, len(text)), max_size=3))
    passages = tuple(
        Passage(
            draw(st.sampled_from(["abstract", "section", "title", "reference"])),
            Span(*pair),
            draw(st.sampled_from(["RESULTS", None, "METHODS", "BACKGROUND", "FUNDING"])),
        )
        for pair in pairwise([0, *sorted(inner), len(text)])
    )
    start = draw(st.integers(0, len(text)))
    span = Span(start, draw(st.integers(start, len(text))))
    brought = (Mention(span, span.of(text), "disease", source="pubtator"),) if draw(st.booleans()) else ()
    return SourceRecord(Document("file:any", text, passages), brought)


# The extractor is the same for all examples, and never changed by one.
some = strategies.examples(60)


@some
@given(given_record=records())
@example(given_record=WHOLE)
def test_what_is_extracted_stands_in_the_text(extractor, given_record):
    text = given_record.document.text
    found = extractor.extract(given_record)
    assert found.document is given_record.document
    for mention in found.mentions:
        assert mention.span.of(text) == mention.surface
    for quantity in found.quantities:
        assert quantity.span.of(text) == quantity.surface
    for abbreviation in found.abbreviations:
        assert abbreviation.short.of(text) == abbreviation.short_form
        assert abbreviation.long.of(text) == abbreviation.long_form
    for finding in found.findings:
        assert finding.quote
        assert finding.span.of(text) == finding.quote
        assert finding.sentence in found.sentences
        assert finding.sentence.contains(finding.span)


CD19 = Concept("NCBIGene:930", "cd19", "gene")
OTHER = Concept("NCBIGene:7", "other", "gene")
BLINATUMOMAB = Concept("DRUGBANK:DB09052", "Blincyto", "chemical")


@pytest.mark.parametrize(
    ("start", "end", "type", "brought", "expected"),
    [
        # The same place and concept: the source's mention, with what the lexicon calls the concept.
        (0, 4, "gene", [(CD19,)], [("pubtator", "gene", ["CD19"])]),
        (0, 4, "gene", [(CD19, OTHER)], [("pubtator", "gene", ["CD19", "other"])]),
        (0, 4, "gene", [(CD19,), (CD19,)], [("pubtator", "gene", ["CD19"])]),
        (9, 21, "chemical", [(BLINATUMOMAB,)], [("pubtator", "drug", ["blinatumomab"])]),
        # A mention without a concept has that of its words.
        (0, 4, "gene", [()], [("pubtator", "gene", ["CD19"])]),
        # Another concept: both are kept.
        (0, 4, "gene", [(OTHER,)], [("lexicon", "gene", ["CD19"]), ("pubtator", "gene", ["other"])]),
        # The same concept, in another place or in another rank.
        (0, 4, "gene", [(OTHER, CD19)], [("pubtator", "gene", ["other", "CD19"])]),
        (0, 8, "gene", [(CD19,)], [("pubtator", "gene", ["CD19"])]),
        (5, 8, "gene", [(), ()], [("pubtator", "gene", [])]),
        (
            9,
            21,
            "chemical",
            [(OTHER,)],
            [("lexicon", "drug", ["blinatumomab"]), ("pubtator", "chemical", ["other"])],
        ),
    ],
)
def test_what_a_source_and_a_lexicon_both_say_is_said_once(extractor, start, end, type, brought, expected):
    text = "CD19 and blinatumomab"
    mentions = tuple(
        Mention(Span(start, end), text[start:end], type, concepts, source="pubtator") for concepts in brought
    )

    found = extractor.extract(SourceRecord(Document("file:any", text), mentions)).mentions

    assert [
        (m.source, m.type, [c.name for c in m.concepts]) for m in found if m.span.overlaps(Span(start, end))
    ] == expected


@some
@given(given_record=records())
@example(given_record=WHOLE)
def test_findings_hold_together(extractor, given_record):
    found = extractor.extract(given_record)
    assert len({finding.id for finding in found.findings}) == len(found.findings)
    known = {concept.id for concept in found.concepts}
    assert {c.id for m in found.mentions for c in m.concepts} <= known
    assert [finding.span for finding in found.findings] == sorted(finding.span for finding in found.findings)
    for finding in found.findings:
        assert {concept.id for concept in finding.therapies} <= known
        assert finding.document == found.document.id
        assert finding.score is None or 0 <= finding.score <= 1
        assert finding.group != ""
        assert finding.measure_text
        if finding.events is not None and finding.total is not None:
            assert 0 <= finding.events <= finding.total
        if finding.ci_low is not None and finding.ci_high is not None:
            assert finding.ci_low <= finding.ci_high
        assert finding.p_value is None or 0 <= finding.p_value <= 1
        assert set(finding.inferred) <= {"total"}
        if "total" in finding.inferred:
            assert finding.total is not None


@some
@given(given_record=records())
@example(given_record=BROKEN)
def test_the_annotations_that_a_record_brings_are_kept(extractor, given_record):
    found = extractor.extract(given_record)
    kept = [(m.span, m.surface, m.type) for m in found.mentions if m.source == "pubtator"]
    assert kept == [(m.span, m.surface, m.type) for m in given_record.mentions]


@some
@given(first=records(), second=records())
def test_a_document_is_read_alike_whatever_was_read_before_it(extractor, first, second):
    alone = pickle.dumps(extractor.extract(second))
    extractor.extract(first)
    assert pickle.dumps(extractor.extract(second)) == alone


@needs_scispacy
def test_findings_are_the_same_with_scispacy_and_without(extractor, plain_extractor, sample_records):
    assert extractor.scispacy is not None
    assert plain_extractor.scispacy is None
    total = 0
    for each in sample_records:
        with_it, without = extractor.extract(each), plain_extractor.extract(each)
        assert with_it.findings == without.findings
        assert with_it.abbreviations == without.abbreviations
        total += len(with_it.findings)
    assert total > 50


def test_two_extractors_say_the_same(plain_extractor, sample_records):
    another = shipped_extractor(scispacy="off")
    for each in sample_records[:3]:
        assert another.extract(each) == plain_extractor.extract(each)


FEW_CHILDREN = record(
    "Immunotherapy for nine infants with leukemia that came back",
    (
        "BACKGROUND",
        "With present chemotherapy, 5-year event-free survival (EFS) in infants exceeds 85%, yet once leukemia is back "
        "5-year overall survival (OS) is at most 50%.",
    ),
    ("METHODS", "Nine infants were treated with blinatumomab or chimeric antigen receptor (CAR) T cells."),
    (
        "RESULTS",
        "Seven infants (77.8%) achieved complete remission (CR). No infant had severe cytokine release syndrome (CRS). "
        "One infant had grade 3 immune effector cell-associated neurotoxicity syndrome (ICANS). The median follow-up "
        "was 402 days (range, 95-2,110 days). Four infants relapsed. No deaths were related to treatment.",
    ),
)


def test_a_paper_on_a_few_children_is_read_to_the_last_row(extractor):
    found = extractor.extract(FEW_CHILDREN)
    rows = [
        (f.measure, f.quote, f.value, f.events, f.total, f.grade, f.time_value, f.attribution)
        for f in found.findings
        if f.section != "title"
    ]
    assert rows == [
        ("EFS", "exceeds 85%", 85, None, None, None, 5, "cited"),
        ("OS", "at most 50%", 50, None, None, None, 5, "cited"),
        ("N", "Nine infants", None, None, 9, None, None, "own"),
        ("CR", "Seven infants (77.8%)", 77.8, 7, 9, None, None, "own"),
        ("CRS", "No infant", None, 0, 9, None, None, "own"),
        ("ICANS", "One infant", None, 1, 9, "3", None, "own"),
        ("FOLLOW_UP", "402 days (range, 95-2,110 days)", 402, None, None, None, None, "own"),
        ("RELAPSE", "Four infants", None, 4, 9, None, None, "own"),
        ("NRM", "No deaths", None, 0, 9, None, None, "own"),
    ]
    signs = {f.measure: f.qualifier for f in found.findings if f.attribution == "cited"}
    assert signs == {"EFS": ">", "OS": "<="}
    assert [(f.low, f.high, f.spread) for f in found.findings if f.measure == "FOLLOW_UP"] == [(95, 2110, "range")]
    assert all(f.inferred == ("total",) for f in found.findings if f.events is not None)
    own = [f for f in found.findings if f.attribution == "own"]
    assert {tuple(concept.name for concept in f.therapies) for f in own} == {("blinatumomab", "car-t")}


def test_a_paper_on_a_few_children_defines_its_short_forms(extractor):
    found = extractor.extract(FEW_CHILDREN)
    assert {a.short_form: a.long_form for a in found.abbreviations} == {
        "EFS": "event-free survival",
        "OS": "overall survival",
        "CAR": "chimeric antigen receptor",
        "CR": "complete remission",
        "CRS": "cytokine release syndrome",
        "ICANS": "immune effector cell-associated neurotoxicity syndrome",
    }


def test_names_are_affirmed_negated_or_supposed_where_they_stand(extractor):
    text = "Two children had fever. None had seizures. Blinatumomab may cause tremor."
    found = extractor.extract(record("", text))
    assert [(m.surface, m.assertion) for m in found.mentions if m.type == "adverse_event"] == [
        ("fever", "affirmed"),
        ("seizures", "negated"),
        ("tremor", "hypothetical"),
    ]


@pytest.mark.parametrize("text", ["", " ", "\n", ".", "\0", "😀", "No figures here."])
def test_a_text_without_figures_has_no_findings(extractor, text):
    found = extractor.extract(SourceRecord(Document("file:x", text)))
    assert (found.findings, found.quantities) == ((), ())


def test_an_extractor_that_demands_scispacy_says_where_it_is_missing(plain_extractor, monkeypatch):
    monkeypatch.setattr("pipeline.extract.scispacy_rules.find_spec", lambda _: None)
    with pytest.raises(ConfigError, match="scispaCy is not installed"):
        assemble(plain_extractor.lexicon, NONE, "on")


def test_a_lexicon_that_is_not_there_is_named(tmp_path):
    with pytest.raises(LexiconError, match=r"nothing\.tsv"):
        Extractor([tmp_path / "nothing.tsv"], lexicon("measures"))


def test_extraction_leaves_the_record_as_it_was(extractor):
    paper = abstract("Blinatumomab", ("RESULTS", "Remission was seen in 60%."))
    before = pickle.dumps(paper)
    extractor.extract(SourceRecord(paper))
    assert pickle.dumps(paper) == before
