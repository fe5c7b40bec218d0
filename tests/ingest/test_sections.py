"""The section finder: what is a label, what is not, and that no text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import find_sections
from tests.patience import patience

LABELS = ["Results", "RESULTS", "Patients and methods", "TRIAL REGISTRATION", "METHODS/DESIGN", "AREAS COVERED", "of"]


def headings(text: str) -> list[str | None]:
    return [passage.heading for passage in find_sections(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BACKGROUND: A. METHODS: B.", ["BACKGROUND", "METHODS"]),
        ("BACKGROUND : A. RESULTS : B.", ["BACKGROUND", "RESULTS"]),
        ("Background: A. Results: B. Conclusion: C.", ["Background", "Results", "Conclusion"]),
        ("BACKGROUND: A\nRESULTS: B\nTRIAL REGISTRATION: C", ["BACKGROUND", "RESULTS", "TRIAL REGISTRATION"]),
        ("We did it. RESULTS AND DISCUSSION: B.", [None, "RESULTS AND DISCUSSION"]),
        ("A (P < .01) RESULTS: B.", [None, "RESULTS"]),
        ("It was randomised.METHODS: B.", [None, "METHODS"]),
        ("Patients and methods. We treated 3. Results. All 3 lived.", ["Patients and methods", "Results"]),
        ("Background. Loss of bone. Conclusion. None.", ["Background", "Conclusion"]),
        ("CONCLUSIONS - It works. CONCLUSIONS – It works.", ["CONCLUSIONS", "CONCLUSIONS"]),
        ("PURPOSE To see. RESULTS Of 34 patients, 3 died.", ["PURPOSE", "RESULTS"]),
        ("Background The x. Methods We did. Results Of 3.", ["Background", "Methods", "Results"]),
        ("Design, Setting, and Participants: A. Main Outcomes and Measures: B.", None),
        ("METHODOLOGY/PRINCIPAL FINDINGS: A. CONCLUSIONS/SIGNIFICANCE: B.", None),
        ("PATIENT(S): A. RESULT(S): B.", ["PATIENT(S)", "RESULT(S)"]),
        ("CLINICAL TRIAL REGISTRATION NUMBER: A.", ["CLINICAL TRIAL REGISTRATION NUMBER"]),
        ("  • Introduction: Abstract: A\n  • Results: review\n", ["Introduction", "Results"]),
        ("## Results\nA\n## Discussion\nB", ["Results", "Discussion"]),
        ("**Results:** A", ["Results"]),
        ("2.3. Results\nA", ["Results"]),
        ("METHODS: A. RESULTS: B. WHAT IS KNOWN ALREADY: C.", ["METHODS", "RESULTS", "WHAT IS KNOWN ALREADY"]),
        ("METHODS: A. Participants: B. RESULTS: C.", ["METHODS", "RESULTS"]),
        ("METHODS: A. FIRST RESULTS: B. CONCLUSION: C.", ["METHODS", "RESULTS", "CONCLUSION"]),
        ("IMPORTANCE: A. Keywords: b, c", ["IMPORTANCE", "Keywords"]),
        # no labels
        ("The ratio: 2. results: 3.", [None]),
        ("A ratio of Results: to others", [None]),
        ("We have two aims: first, results.", [None]),
        ("Patients were given drug A. Results were good.", [None]),
        ("Results from a trial. Results of others.", [None]),
        ("Drug: A trial. SIMVG: B. ARM 2: C.", [None]),
        ("Number needed to treat: 3. Secondary endpoints: OS.", [None]),
        ("The methods: A.", [None]),
        ("EXPLORING NEW DRUGS: a trial.", [None]),
        ("PATIENTS WITH ALL WERE TREATED. RESULTS WERE GOOD IN ALL.", [None]),
    ],
)
def test_labels(text: str, expected: list[str | None] | None) -> None:
    if expected is None:
        expected = [part.split(":")[0] for part in text.split(". ")]
    assert headings(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [("RESULTS: A", "abstract"), ("Keywords: A", "other"), ("REFERENCES: A", "reference"), ("Text", "abstract")],
)
def test_the_kind_follows_from_the_label(text: str, kind: str) -> None:
    assert [passage.kind for passage in find_sections(text)] == [kind]


def test_offsets_count_from_the_document_and_keep_to_the_stretch() -> None:
    text = "RESULTS: title\nMETHODS: A. RESULTS: B. CONCLUSION: C."
    assert [(p.heading, p.span.of(text)) for p in find_sections(text, 15, 39)] == [
        ("METHODS", "METHODS: A. "),
        ("RESULTS", "RESULTS: B. "),
    ]


def test_an_empty_stretch_has_no_passages() -> None:
    assert find_sections("") == ()
    assert find_sections("abc", 1, 1) == ()


texts = st.one_of(
    st.text(),
    st.lists(
        st.one_of(
            st.sampled_from([*LABELS, ":", ". ", " ", "\n", "\r\n", "• ", "## ", "2.1 ", "A", " - "]),
            st.text(max_size=5),
        )
    ).map("".join),
)


@given(texts, st.integers(0, 20), st.integers(0, 40))
def test_passages_tile_the_stretch(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    passages = find_sections(text, start, end)
    assert "".join(passage.span.of(text) for passage in passages) == text[start:end]
    assert all(len(passage.span) > 0 for passage in passages)
    for passage in passages:
        assert passage.heading is None or passage.heading in passage.span.of(text)
        assert passage.heading is None or passage.heading == passage.heading.strip() != ""


@pytest.mark.parametrize(
    "piece", ["RESULTS: ", "Results ", "A", "AA ", "and ", "\n", " ", "RESULTS AND ", "1.1.", "(s)", "A: "]
)
def test_a_long_run_is_parted(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    with patience():
        passages = find_sections(text)
    assert "".join(passage.span.of(text) for passage in passages) == text
