"""From DOIs, PMC numbers and printed citations to PMIDs."""

from __future__ import annotations

import pytest

from tests.eutils_server import TEXT, Answer, xml

CITATION = "CITATION:blood|1996|88|41|cardoso aa|ref12|"


@pytest.fixture
def library(eutils):
    eutils.records.update({"1": "One", "2": "Two", "3": "Three"})
    eutils.searches.update({'"10.1000/x(1)"[doi]': ["1"], "PMC7[pmcid]": ["2"], '"10.1000/two"[doi]': ["1", "2"]})
    eutils.citations["blood|1996|88|41|cardoso aa"] = "3"
    return eutils


def test_each_kind_of_name_is_looked_up(library, get):
    done = get("DOI:10.1000/x(1)", "PMC7", CITATION)

    assert (done.records, done.rejects) == (3, [])
    assert library.tools() == ["ecitmatch", "esearch", "esearch", "efetch"]
    assert library.asked[0].fields["bdata"] == "blood|1996|88|41|cardoso aa|evigraph1|"
    assert library.asked[-1].fields["id"] == "1,2,3"


def test_what_was_looked_up_is_remembered(library, get):
    get("DOI:10.1000/x(1)", "PMC7", CITATION)
    library.asked.clear()

    assert get("DOI:10.1000/x(1)", "PMC7", CITATION).present == 3
    assert library.asked == []


def test_a_paper_named_twice_is_one_question_and_one_record(library, get):
    done = get("PMC7", 2, "PMC7")

    assert library.tools() == ["esearch", "efetch"]
    assert (done.records, library.asked[-1].fields["id"]) == (1, "2")


@pytest.mark.parametrize(
    ("paper", "answer", "told"),
    [
        ("DOI:10.1000/none", None, "DOI:10.1000/none: PubMed knows no such paper"),
        ("DOI:10.1000/two", None, "DOI:10.1000/two: PubMed finds 2 papers"),
        (CITATION, "NOT_FOUND", "CITATION:blood|1996|88|41|cardoso aa|ref12: PubMed knows no such paper"),
        (
            CITATION,
            "NOT_FOUND;INVALID_JOURNAL",
            "CITATION:blood|1996|88|41|cardoso aa|ref12: PubMed knows no journal of this name",
        ),
        (
            CITATION,
            "AMBIGUOUS (17 citations)",
            "CITATION:blood|1996|88|41|cardoso aa|ref12: the citation fits several papers (17 citations)",
        ),
    ],
)
def test_what_is_not_found_or_not_clear_is_told(library, get, paper, answer, told):
    if answer:
        library.citations["blood|1996|88|41|cardoso aa"] = answer

    done = get(paper, 1)

    assert [reject.reason for reject in done.rejects] == [told]
    assert done.records == 1


def test_a_paper_that_pubmed_finds_for_other_words_is_not_taken(library, get):
    content = (
        "<Count>1</Count><IdList><Id>1</Id></IdList><WarningList><QuotedPhraseNotFound>x</QuotedPhraseNotFound>"
        "</WarningList>"
    )
    library.faults["esearch"] = [xml("eSearchResult", content)]

    assert [reject.reason for reject in get("10.1000/y").rejects] == ["DOI:10.1000/y: PubMed knows no such paper"]


def test_many_citations_are_asked_in_parts(library, get):
    papers = [f"CITATION:blood|1996|88|{page}|x|k|" for page in range(150)]
    library.citations.update({f"blood|1996|88|{page}|x": "3" for page in range(150)})

    assert get(*papers).records == 1
    assert library.tools() == ["ecitmatch", "ecitmatch", "efetch"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"blood|1996|88|41|cardoso aa|evigraph1",
        b"blood|1996|88|41|cardoso aa|evigraph1|",
        b"<html>",
        b"\xff",
        b"blood|1996|88|41|cardoso aa|another|3\n",
    ],
)
def test_an_answer_without_a_word_of_a_citation_is_asked_for_again(library, get, body):
    library.faults["ecitmatch"] = [Answer(body, TEXT)]

    assert get(CITATION).records == 1
    assert library.tools() == ["ecitmatch", "ecitmatch", "efetch"]


def test_a_name_that_cannot_be_looked_up_is_told_and_the_others_are(library, get):
    library.faults["esearch"] = [xml("eSearchResult", "<ERROR>Search Backend failed</ERROR>")] * 3
    library.faults["ecitmatch"] = [Answer(b"", TEXT)] * 3

    done = get("10.1000/x(1)", "PMC7", CITATION)

    assert done.records == 1
    assert [reject.reason.partition(": ")[0] for reject in done.rejects] == [
        "DOI:10.1000/x(1)",
        "CITATION:blood|1996|88|41|cardoso aa|ref12",
    ]
    assert "the service says: Search Backend failed, after 3 tries" in done.rejects[0].reason
