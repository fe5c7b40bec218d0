"""What is asked, what is written, and what a second call adds."""

from __future__ import annotations

import json

import pytest

from pipeline.errors import BadReply, ExportError, Unreachable
from pipeline.ingest.fetch import folder as folders
from tests.eutils_server import Answer, articles


def as_it_is(answer):
    return answer


def cut_off(answer):
    return Answer(answer.body[:-40])


def known(eutils, number):
    eutils.records.update({str(pmid): f"Title {pmid}" for pmid in range(1, number + 1)})


def test_a_few_papers_are_one_request_and_one_file_byte_for_byte(eutils, get, there, tmp_path):
    known(eutils, 3)

    done = get(2, "PMID:1")

    assert there() == {"pubmed-0001.xml": articles([("2", "Title 2"), ("1", "Title 1")]).body}
    assert (done.files, done.records, done.present, done.rejects) == ([tmp_path / "to/pubmed-0001.xml"], 2, 0, [])
    (asked,) = eutils.asked
    assert asked.tool == "efetch"
    assert asked.fields == {
        "db": "pubmed",
        "tool": "evigraph",
        "email": "me@example.org",
        "id": "2,1",
        "retmode": "xml",
    }


def test_what_is_there_is_not_asked_for_again(eutils, get, there):
    known(eutils, 4)
    get(1, 2)
    before = there()
    eutils.asked.clear()

    done = get(1, 2)
    assert (done.files, done.records, done.present) == ([], 0, 2)
    assert eutils.asked == []

    done = get(1, 3, 2, 4, 4)
    assert (done.records, done.present) == (2, 2)
    assert [asked.fields["id"] for asked in eutils.asked] == ["3,4"]
    assert there() == {**before, "pubmed-0002.xml": articles([("3", "Title 3"), ("4", "Title 4")]).body}


def test_many_papers_go_through_the_history_server(eutils, get, there):
    known(eutils, 8)

    done = get(*range(1, 9))

    assert eutils.tools() == ["epost", "efetch", "efetch", "efetch"]
    assert eutils.asked[0].fields["id"] == "1,2,3,4,5,6,7,8"
    parts = [
        (asked.fields["query_key"], asked.fields["WebEnv"], asked.fields["retstart"]) for asked in eutils.asked[1:]
    ]
    assert parts == [("1", "MCID_1", "0"), ("1", "MCID_1", "3"), ("1", "MCID_1", "6")]
    assert [asked.fields["retmax"] for asked in eutils.asked[1:]] == ["3", "3", "2"]
    assert list(there()) == ["pubmed-0001.xml", "pubmed-0002.xml", "pubmed-0003.xml"]
    assert (done.records, done.rejects) == (8, [])


def test_a_paper_that_pubmed_does_not_have_is_asked_for_twice_and_told(eutils, get):
    known(eutils, 4)

    done = get(*range(1, 6), 99)

    assert done.records == 4
    assert [str(reject) for reject in done.rejects] == [
        "the command line: PMID:5: the service has no record of it",
        "the command line: PMID:99: the service has no record of it",
    ]
    assert eutils.tools() == ["epost", "efetch", "efetch", "efetch"]
    assert eutils.asked[-1].fields["id"] == "5,99"


@pytest.mark.parametrize(("key", "allowed"), [(None, 3), ("k" * 36, 10)])
def test_no_second_sees_more_requests_than_ncbi_allows(eutils, get, key, allowed):
    known(eutils, 40)
    eutils.faults["efetch"] = [articles([])] * 2
    get(*range(1, 41), batch_size=1, api_key=key)

    times = [asked.time for asked in eutils.asked]
    assert len(times) > 40
    assert max(sum(start <= time < start + 1 for time in times) for start in times) == allowed


def test_a_record_that_was_left_out_of_an_answer_is_asked_for_again(eutils, get):
    known(eutils, 3)
    eutils.faults["efetch"] = [articles([("1", "Title 1")])]

    done = get(1, 2, 3)

    assert (done.records, done.rejects) == (3, [])
    assert [asked.fields["id"] for asked in eutils.asked] == ["1,2,3", "2,3"]


def test_a_list_that_the_history_server_forgot_is_posted_again(eutils, get):
    known(eutils, 6)

    forgotten = Answer(b"<eFetchResult><ERROR>Unable to obtain query #1</ERROR></eFetchResult>")

    eutils.faults["efetch"] = [as_it_is, *[forgotten] * 3]

    done = get(*range(1, 7))

    assert (done.records, done.rejects) == (6, [])
    assert eutils.tools() == ["epost", *["efetch"] * 4, "epost", "efetch"]


class Killed(BaseException):
    """The program is stopped."""


@pytest.mark.parametrize("where", ["before the file", "behind the file", "behind the list"])
def test_a_fetch_that_was_stopped_goes_on(eutils, get, there, monkeypatch, where):
    known(eutils, 9)
    write = folders.Folder._write
    written = []

    def stopped(self, path, content):
        if len(written) == 2 and where == "before the file":
            raise Killed
        if len(written) == 3 and where == "behind the file":
            raise Killed
        if len(written) == 4:
            raise Killed
        written.append(path.name)
        write(self, path, content)

    with monkeypatch.context() as patch:
        patch.setattr(folders.Folder, "_write", stopped)
        with pytest.raises(Killed):
            get(*range(1, 10))
    before = there()
    assert len(before) == (1 if where == "before the file" else 2)
    eutils.asked.clear()

    done = get(*range(1, 10))

    assert done.present == 3 * len(before)
    assert done.records == 9 - done.present
    assert dict(list(there().items())[: len(before)]) == before
    assert list(there()) == ["pubmed-0001.xml", "pubmed-0002.xml", "pubmed-0003.xml"]
    asked = eutils.asked[0].fields["id"].split(",")
    assert len(asked) == done.records


def test_what_was_fetched_is_kept_when_the_service_stops_answering(eutils, get, there):
    known(eutils, 6)

    eutils.faults["efetch"] = [as_it_is, *[Answer(b"", status=503)] * 3]
    with pytest.raises(
        Unreachable, match=r"^http://127\.0\.0\.1:\d+/entrez/eutils/efetch\.fcgi: HTTP 503, after 3 tries$"
    ):
        get(*range(1, 7))
    assert list(there()) == ["pubmed-0001.xml"]

    assert get(*range(1, 7)).present == 3
    assert list(there()) == ["pubmed-0001.xml", "pubmed-0002.xml"]


def test_a_batch_that_never_comes_well_is_told_and_the_others_are_fetched(eutils, get):
    known(eutils, 6)
    eutils.faults["efetch"] = [*[cut_off] * 6, as_it_is, *[cut_off] * 3]

    done = get(*range(1, 7))

    assert done.records == 3
    assert [reject.document for reject in done.rejects] == ["PMID:4", "PMID:5", "PMID:6"]
    assert "cut off or malformed" in done.rejects[0].reason


def test_a_file_that_is_gone_is_fetched_again(eutils, get, there, tmp_path):
    known(eutils, 2)
    get(1)
    get(2)
    (tmp_path / "to/pubmed-0001.xml").unlink()

    assert get(1, 2).records == 1
    assert list(there()) == ["pubmed-0002.xml", "pubmed-0003.xml"]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"version": 9}', '{"version": 1, "files": {"pubmed-0001.xml": 3}, "resolved": {}}']
)
def test_a_list_that_cannot_be_read_is_made_anew_from_the_files(eutils, get, tmp_path, content):
    known(eutils, 2)
    get(1, 2)
    (tmp_path / "to" / folders.LIST).write_text(content)
    eutils.asked.clear()

    assert get(1, 2).present == 2
    assert eutils.asked == []


def test_a_file_that_was_spoilt_is_left_and_its_papers_fetched_again(eutils, get, there, tmp_path):
    known(eutils, 2)
    get(1, 2)
    (tmp_path / "to/pubmed-0001.xml").write_bytes(b"spoilt")

    assert get(1, 2).records == 2
    assert there()["pubmed-0001.xml"] == b"spoilt"
    assert len(there()["pubmed-0002.xml"]) > 100


def test_other_files_of_the_folder_are_no_concern(eutils, get, there, tmp_path):
    known(eutils, 1)
    (tmp_path / "to").mkdir()
    (tmp_path / "to/mine.xml").write_text("mine")
    (tmp_path / "to/pubmed-extra.xml").write_text("mine")

    get(1)

    assert list(there()) == ["mine.xml", "pubmed-0001.xml", "pubmed-extra.xml"]


def test_a_folder_that_cannot_be_made_is_told(eutils, get, tmp_path):
    known(eutils, 1)
    (tmp_path / "to").write_text("a file")

    with pytest.raises(ExportError, match="to: cannot be written: File exists"):
        get(1)


def test_two_fetches_of_the_same_give_the_same_folder(eutils, get, there, tmp_path):
    known(eutils, 7)
    get(*range(1, 8))
    first = {path.name: path.read_bytes() for path in (tmp_path / "to").iterdir()}
    for path in (tmp_path / "to").iterdir():
        path.unlink()
    get(*range(1, 8))

    assert {path.name: path.read_bytes() for path in (tmp_path / "to").iterdir()} == first


def test_a_query_is_searched_and_its_papers_fetched(eutils, get):
    known(eutils, 5)
    eutils.searches["leukemia AND child"] = ["5", "4", "3", "2"]

    done = get(5, query="leukemia AND child", most=3)

    assert done.records == 3
    assert done.notes == ["the query finds 4 papers in PubMed"]
    assert eutils.asked[0].fields["retmax"] == "3"
    assert eutils.asked[1].fields["id"] == "5,4,3"
    assert done.rejects == []


def test_a_query_is_searched_anew_and_only_what_is_new_is_fetched(eutils, get):
    known(eutils, 3)
    eutils.searches["x"] = ["2", "1"]
    get(query="x")
    eutils.searches["x"] = ["3", "2", "1"]

    assert get(query="x").records == 1


@pytest.fixture
def few_hits(eutils, monkeypatch):
    """PubMed gives three hits of a search; five papers came into it on the days told."""
    monkeypatch.setattr("pipeline.ingest.fetch.searching.MOST_HITS", 3)
    eutils.most_hits = 3
    known(eutils, 5)
    eutils.searches["x"] = ["5", "4", "3", "2", "1"]

    def entered(*days):
        eutils.entered.update({str(pmid): day for pmid, day in enumerate(days, start=1)})

    return entered


def searches(eutils):
    return [
        (asked.fields.get("mindate"), asked.fields.get("maxdate")) for asked in eutils.asked if asked.tool == "esearch"
    ]


def test_a_search_of_more_papers_than_pubmed_gives_is_parted_by_their_days(eutils, get, few_hits):
    few_hits("1950/01/02", "1999/12/31", "2024/12/30", "2024/12/31", "2025/01/01")

    done = get(query="x")

    assert (done.records, done.rejects) == (5, [])
    assert done.notes == ["the query finds 5 papers in PubMed"]
    assert get.told[0] == "the query finds 5 papers; it is parted by the days on which they came into PubMed"
    # Each day is asked for once, the latest first, until all are found.
    spans = searches(eutils)
    assert spans[:2] == [(None, None), ("1800/01/01", "2025/01/02")]
    leaves = [(first, last) for first, last in spans[2:] if not any(
        first <= other and end <= last and (first, last) != (other, end) for other, end in spans[2:])]  # fmt: skip
    assert leaves[0][1] == "2025/01/02"
    assert leaves[-1][0] <= "1950/01/02" <= leaves[-1][1]
    assert all(earlier < first for (_, earlier), (first, _) in zip(leaves[1:], leaves, strict=False))


def test_no_more_spans_are_searched_than_the_wanted_papers_need(eutils, get, few_hits):
    few_hits("1850/01/02", "1850/01/03", "2024/12/30", "2024/12/31", "2025/01/01")

    assert get(query="x", most=3).records == 3
    assert searches(eutils) == [(None, None)]
    eutils.asked.clear()
    # Four are one more than a search gives.
    assert get(query="x", most=4).present == 3
    assert len(searches(eutils)) > 1


def test_papers_that_pubmed_gives_of_no_search_are_told(eutils, get, few_hits):
    few_hits(*["2024/05/31"] * 5)

    done = get(query="x")

    assert done.records == 3
    assert [str(reject) for reject in done.rejects] == [
        "the query 'x': 2 papers are left out: PubMed gives 9,999 of one search, and more came into it on one day: "
        "2024/05/31 (2 more); narrow the query"
    ]


def test_papers_that_have_no_day_are_told(eutils, get, few_hits):
    few_hits("2024/05/31")

    done = get(query="x")

    assert done.records == 4
    assert [str(reject) for reject in done.rejects] == [
        "the query 'x': 1 paper is left out: PubMed gives 9,999 of one search; parted by the days on which papers came "
        "into it, it did not give it either"
    ]


def test_as_many_papers_are_asked_for_as_pubmed_gives(eutils, get):
    eutils.searches["x"] = ["1"]
    get(query="x")

    assert eutils.asked[0].fields["retmax"] == "9999"
    assert "mindate" not in eutils.asked[0].fields


def test_words_that_pubmed_does_not_know_are_told(eutils, get):
    done = get(query="blinatumomap")

    assert done.notes == ["PubMed on the query: blinatumomap", "the query finds 0 papers in PubMed"]
    assert (done.records, done.files) == (0, [])


def test_a_search_with_fewer_hits_than_it_counts_is_no_answer(eutils, get):
    eutils.searches["x"] = ["1"]
    eutils.counts["x"] = 2

    with pytest.raises(BadReply, match="1 PMIDs where 2 were expected, after 3 tries"):
        get(query="x")


def test_pubtator_gives_its_own_text(eutils, get, there):
    known(eutils, 250)

    done = get(*range(1, 251), 999, format="pubtator", batch_size=200)

    assert list(there()) == ["pubtator-0001.txt", "pubtator-0002.txt", "pubtator-0003.txt"]
    assert there()["pubtator-0003.txt"].startswith(b"201|t|Title 201\n201|a|An abstract.\n\n")
    assert done.records == 250
    assert [reject.document for reject in done.rejects] == ["PMID:999"]
    assert {asked.tool for asked in eutils.asked} == {"pubtator"}
    assert [len(asked.fields["pmids"].split(",")) for asked in eutils.asked] == [100, 100, 51, 1]


def test_the_two_formats_do_not_get_into_each_others_way(eutils, get, there):
    known(eutils, 1)
    get(1)
    get(1, format="pubtator")

    assert list(there()) == ["pubmed-0001.xml", "pubtator-0001.txt"]
    assert get(1).present == get(1, format="pubtator").present == 1


def test_the_list_names_files_and_papers(eutils, get, tmp_path):
    known(eutils, 1)
    get(1)
    kept = json.loads((tmp_path / "to" / folders.LIST).read_text())

    assert kept["files"]["pubmed-0001.xml"]["pmids"] == ["1"]
