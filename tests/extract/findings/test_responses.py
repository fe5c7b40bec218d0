"""Responses of tumours have codes; those on a scale, or of other fields, are end points of their own."""

import pytest

from tests.extract.builders import record

CANCER = "Etanercept in adults with lymphoma: a randomised trial"
OTHER = "Etanercept in adults with psoriasis: a randomised trial"
METHODS = "Patients were randomised to etanercept or placebo."


def told(extractor, title, results, methods=METHODS):
    rows = extractor.extract(record(title, ("METHODS", methods), ("RESULTS", results))).findings
    return [(row.measure, row.measure_text) for row in rows if row.section == "RESULTS"]


@pytest.mark.parametrize(
    ("title", "results", "measure", "name"),
    [
        (CANCER, "The response rate was 60% with etanercept.", "ORR", "response rate"),
        (OTHER, "The response rate was 60% with etanercept.", "OTHER", "response rate"),
        (OTHER, "Complete remission was seen in 60% with etanercept.", "CR", "Complete remission"),
        (CANCER, "The ACR20 response rate was 60% with etanercept.", "OTHER", "ACR20 response rate"),
        (CANCER, "The HDRS-21 remission rate was 60% with etanercept.", "OTHER", "HDRS-21 remission rate"),
        (CANCER, "A functional remission rate of 60% was seen with etanercept.", "OTHER", "functional remission rate"),
        # A short form is a scale's where the document says so; no disease's.
        (
            CANCER,
            "By the Beck Depression Inventory (BDI), the BDI remission rate was 60% with etanercept.",
            "OTHER",
            "BDI remission rate",
        ),
        (CANCER, "The XYZ remission rate was 60% with etanercept.", "CR", "remission rate"),
        (CANCER, "The ALL remission rate was 60% with etanercept.", "CR", "remission rate"),
        # A tumour's that is called nothing else.
        (CANCER, "Responses were seen in 60% with etanercept.", "ORR", "Responses"),
        (OTHER, "Responses were seen in 60% with etanercept.", "OTHER", "Responses"),
        (CANCER, "The FOLFOX4 response rate was 60%.", "ORR", "response rate"),
        # The figure in front is no scale.
        (CANCER, "We saw a 60% response rate with etanercept.", "ORR", "response rate"),
    ],
)
def test_a_response_is_of_what_its_words_say(extractor, title, results, measure, name):
    assert told(extractor, title, results) == [(measure, name)]


def test_a_complete_response_without_vomiting_is_no_remission(extractor):
    methods = f"{METHODS} Complete response was no emesis and no rescue medication."
    results = "A complete response was seen in 60% with etanercept."
    assert [measure for measure, _ in told(extractor, CANCER, results, methods)] == ["OTHER"]
    assert [measure for measure, _ in told(extractor, CANCER, results)] == ["CR"]


def test_a_response_of_a_group_is_on_no_scale(extractor):
    methods = "Patients were randomised to Lung20 (etanercept) or to placebo."
    assert told(extractor, CANCER, "The Lung20 response rate was 60%.", methods) == [("ORR", "response rate")]
