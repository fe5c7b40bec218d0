"""Therapies under the names that their paper gives them, and under the same ids as everybody's."""

import pytest

from tests.extract.builders import record

TITLE = "Treatment of women with breast cancer: a randomised trial"


def told(extractor, methods, results):
    rows = extractor.extract(record(TITLE, ("METHODS", methods), ("RESULTS", results))).findings
    return [
        [(therapy.name, therapy.id) for therapy in row.therapies]
        for row in rows
        if row.section == "RESULTS" and row.kind == "arm"
    ]


@pytest.mark.parametrize(
    ("methods", "results", "name"),
    [
        (
            "Women were randomised to clodronate or placebo.",
            "Relapse occurred in 12% of women with clodronate.",
            "clodronate",
        ),
        # The name of the lexicon stands in the text as well.
        (
            "Women were randomised to clodronic acid (clodronate) or placebo.",
            "Relapse occurred in 12% of women with clodronate.",
            "clodronic acid",
        ),
        # A brand is no generic name.
        (
            "Women were randomised to Herceptin or placebo.",
            "Relapse occurred in 12% of women with Herceptin.",
            "trastuzumab",
        ),
        # A form of a drug is called as the lexicon has it.
        (
            "Women were randomised to albumin-bound paclitaxel or placebo.",
            "Relapse occurred in 12% of women with albumin-bound paclitaxel.",
            "nab-paclitaxel",
        ),
        # A procedure is called as the paper has it, but where the definition of the table names its kind.
        (
            "Women were randomised to physical therapy or usual care.",
            "Relapse occurred in 12% of women with physical therapy.",
            "physical therapy",
        ),
        (
            "Women were randomised to expectant management or radiotherapy.",
            "Relapse occurred in 12% of women with expectant management.",
            "expectant management",
        ),
        (
            "Women were randomised to castration or usual care.",
            "Relapse occurred in 12% of women with castration.",
            "androgen deprivation therapy",
        ),
        (
            "Women were randomised to psychoeducation or usual care.",
            "Relapse occurred in 12% of women with psychoeducation.",
            "psychoeducation",
        ),
        (
            "Women were randomised to irradiation or usual care.",
            "Relapse occurred in 12% of women with irradiation.",
            "radiotherapy",
        ),
        # Drugs go with this irradiation.
        (
            "Women were randomised to total neoadjuvant therapy or usual care.",
            "Relapse occurred in 12% of women with total neoadjuvant therapy.",
            "total neoadjuvant therapy",
        ),
    ],
)
def test_a_therapy_is_called_as_its_paper_calls_it(methods, results, name, extractor):
    assert [[called for called, _ in row] for row in told(extractor, methods, results)] == [[name]]


def test_what_it_is_called_does_not_change_what_it_is(extractor):
    methods = "Women were randomised to {} or placebo."
    results = "Relapse occurred in 12% of women with {}."
    ids = {
        told(extractor, methods.format(name), results.format(name))[0][0][1]
        for name in ("clodronate", "clodronic acid")
    }
    assert len(ids) == 1


def test_the_drugs_of_a_regimen_keep_their_names(extractor):
    methods = "Women were randomised to FOLFIRI or placebo."
    results = "Relapse occurred in 12% of women with FOLFIRI."
    (row,) = told(extractor, methods, results)
    assert sorted(name for name, _ in row) == ["fluorouracil", "irinotecan", "leucovorin"]


@pytest.mark.parametrize(
    ("given", "name", "id"),
    [
        ("mastectomy", "surgery", "evigraph:mastectomy"),
        ("whole-brain radiotherapy", "radiotherapy", "evigraph:rt-wbrt"),
        ("surgery", "surgery", "evigraph:surgery"),
        ("exercise", "exercise", "evigraph:exercise"),
    ],
)
def test_an_operation_goes_by_the_name_of_its_kind(given, name, id, extractor):
    methods = f"Women were randomised to {given} or usual care."
    assert told(extractor, methods, f"Relapse occurred in 12% of women with {given}.") == [[(name, id)]]
