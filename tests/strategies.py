"""Generated schema objects: every one is valid, and what it says of a text is true of that text.

Names collide on purpose: few identifiers, few documents, so that tables, graphs and files meet the same thing twice.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from pipeline.schema import (
    Abbreviation,
    Author,
    Cell,
    Concept,
    Document,
    Extraction,
    Finding,
    Mention,
    MeshHeading,
    Metadata,
    Passage,
    Reference,
    Reject,
    Relation,
    Span,
    Table,
)

CONCEPT_TYPES = ("therapy", "drug", "chemical", "disease", "gene", "adverse_event", "species", "variant", "protein")
MEASURES = ("CR", "OS", "EFS", "CRS", "AE", "N", "OTHER")
STATISTICS = ("proportion", "survival", "median", "count", "hazard_ratio", "difference", "p_only", "other")

#: Any Unicode that UTF-8 can hold, control characters and all kinds of line breaks included.
texts = st.text(max_size=80)
words = st.text(min_size=1, max_size=12)
figures = st.floats(allow_nan=False, allow_infinity=False)
counts = st.integers(min_value=0, max_value=10**9)
scores = st.none() | st.floats(min_value=0, max_value=1)


def examples(number):
    """Settings of a test of so many examples, which share its fixtures; generating a document may take a while."""
    return settings(
        max_examples=number, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    )


def maybe(strategy):
    return st.none() | strategy


@st.composite
def concepts(draw, types=CONCEPT_TYPES):
    return Concept(
        id=draw(
            st.sampled_from(["MESH:D1", "MESH:D2", "NCBIGene:930", "NCBITaxon:9606", "evigraph:car-t", "DOID:9952"])
        ),
        name=draw(st.sampled_from(["blinatumomab", "Blinatumomab", "car-t", "CD19", "fièvre", "leukaemia; acute"])),
        type=draw(st.sampled_from(types)),
    )


@st.composite
def spans(draw, text=None):
    top = 200 if text is None else len(text)
    start = draw(st.integers(0, top))
    return Span(start, draw(st.integers(start, top)))


@st.composite
def tables(draw, text):
    cells = [
        Cell(draw(spans(text)), row, 0, draw(st.tuples(words)), draw(st.tuples()), draw(st.booleans()))
        for row in range(draw(st.integers(0, 2)))
    ]
    return Table(
        draw(spans(text)), draw(maybe(words)), draw(maybe(spans(text))), tuple(cells), draw(st.tuples(spans(text)))
    )


authors = st.builds(Author, words, maybe(words), st.booleans())
headings = st.builds(
    MeshHeading, words, maybe(st.just("MESH:D1")), st.booleans(), st.lists(words, max_size=2).map(tuple)
)


def some(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


identifiers = st.sampled_from(["PMID:1", "PMC:PMC4", "DOI:10.1000/a", "DOI:10.1000/B"])
metadata = st.just(Metadata()) | st.builds(
    Metadata,
    *(some(identifiers), some(authors), maybe(words), maybe(words), maybe(words), maybe(words)),
    *(some(words), some(headings), some(words), some(words)),
)


@st.composite
def references(draw, text):
    place = draw(maybe(spans(text)))
    years = st.integers(1500, 2100)
    return Reference(
        *(draw(words), place, draw(maybe(words)), draw(some(authors)), draw(maybe(words)), draw(maybe(words))),
        *(draw(maybe(years)), *(draw(maybe(words)) for _ in range(6))),
    )


@st.composite
def documents(draw, ids=None, text=texts):
    """A document whose passages follow one another; the first is a title now and then."""
    body = draw(text)
    cuts = sorted(draw(st.lists(st.integers(0, len(body)), max_size=4, unique=True)))
    kinds = [draw(st.sampled_from(["title", "abstract", "section", "other"])) for _ in cuts[1:]]
    passages = [
        Passage(kind, Span(start, end), draw(maybe(words)))
        for kind, start, end in zip(kinds, cuts, cuts[1:], strict=False)
    ]
    return Document(
        id=draw(ids or st.sampled_from(["PMID:1", "PMID:20", "PMID:3", "file:a", "PMC:PMC4"])),
        text=body,
        passages=tuple(passages),
        source=draw(maybe(words)),
        format=draw(maybe(st.sampled_from(["text", "pubtator"]))),
        title=draw(maybe(words)),
        year=draw(maybe(st.integers(1900, 2100))),
        journal=draw(maybe(words)),
        tables=tuple(draw(st.lists(tables(body), max_size=1))),
        metadata=draw(metadata),
        references=tuple(draw(st.lists(references(body), max_size=1))),
        also_in=draw(some(words)),
    )


@st.composite
def mentions(draw, text, types=CONCEPT_TYPES):
    """A mention that covers what it says it covers."""
    span = draw(spans(text))
    return Mention(
        span=span,
        surface=span.of(text),
        type=draw(st.sampled_from(types)),
        concepts=tuple(draw(st.lists(concepts(types), max_size=2))),
        assertion=draw(st.sampled_from(["affirmed", "negated", "hypothetical"])),
        source=draw(st.sampled_from(["lexicon", "pubtator"])),
        score=draw(scores),
        states=tuple(draw(st.lists(st.sampled_from(["refractory", "relapsed"]), max_size=2, unique=True))),
        runner_up=draw(maybe(concepts(types))),
        runner_up_score=draw(scores),
        given=draw(maybe(st.integers(0, 2))),
    )


@st.composite
def relations(draw, text=None):
    return Relation(
        subject=draw(concepts()),
        object=draw(concepts()),
        type=draw(st.sampled_from(["Association", "Negative_Correlation"])),
        evidence=draw(maybe(spans(text))),
        novelty=draw(maybe(st.sampled_from(["Novel", "No"]))),
        score=draw(scores),
    )


@st.composite
def findings(draw, document=None, ids=None):
    """A finding; of the given document it quotes the words it stands on."""
    body = None if document is None else document.text
    span = draw(spans(body))
    return Finding(
        id=draw(ids or st.uuids().map(str)),
        document="PMID:1" if document is None else document.id,
        kind=draw(st.sampled_from(["arm", "contrast"])),
        span=span,
        quote=draw(words) if body is None else span.of(body),
        sentence=draw(spans(body)),
        measure=draw(st.sampled_from(MEASURES)),
        measure_text=draw(words),
        statistic=draw(st.sampled_from(STATISTICS)),
        attribution=draw(st.sampled_from(["own", "cited"])),
        section=draw(maybe(words)),
        value=draw(maybe(figures)),
        unit=draw(maybe(st.sampled_from(["%", "months"]))),
        qualifier=draw(maybe(st.sampled_from(["=", "<", ">", "<=", ">=", "~"]))),
        events=draw(maybe(counts)),
        total=draw(maybe(counts)),
        ci_low=draw(maybe(figures)),
        ci_high=draw(maybe(figures)),
        ci_level=draw(maybe(st.just(95.0))),
        low=draw(maybe(figures)),
        high=draw(maybe(figures)),
        spread=draw(maybe(st.sampled_from(["range", "iqr", "sd", "se"]))),
        p_value=draw(maybe(st.floats(0, 1))),
        p_qualifier=draw(maybe(st.sampled_from(["=", "<"]))),
        time_value=draw(maybe(figures)),
        time_unit=draw(maybe(st.just("years"))),
        grade=draw(maybe(st.just(">=3"))),
        group=draw(maybe(words)),
        therapies=tuple(draw(st.lists(concepts(("therapy", "drug")), max_size=2))),
        adverse_event=draw(maybe(concepts(("adverse_event",)))),
        comparator=draw(maybe(words)),
        inferred=tuple(draw(st.lists(st.sampled_from(["total", "grade"]), max_size=2))),
        rule=draw(maybe(words)),
        score=draw(scores),
    )


@st.composite
def extractions(draw, ids=None, text=texts):
    document = draw(documents(ids, text))
    body = document.text
    short, long = draw(spans(body)), draw(spans(body))
    return Extraction(
        document=document,
        sentences=tuple(draw(st.lists(spans(body), max_size=2))),
        mentions=tuple(draw(st.lists(mentions(body), max_size=3))),
        concepts=tuple(draw(st.lists(concepts(), max_size=2))),
        abbreviations=tuple(
            draw(st.lists(st.just(Abbreviation(short, long, short.of(body), long.of(body))), max_size=1))
        ),
        relations=tuple(draw(st.lists(relations(body), max_size=2))),
        findings=tuple(draw(st.lists(findings(document), max_size=3))),
    )


@st.composite
def rejects(draw, source="a.txt"):
    return Reject(
        source=source,
        scope=draw(st.sampled_from(["file", "document", "annotation", "relation"])),
        reason=draw(words),
        line=draw(maybe(st.integers(1, 10**6))),
        document=draw(maybe(words)),
        expected=draw(maybe(texts)),
        actual=draw(maybe(texts)),
    )
