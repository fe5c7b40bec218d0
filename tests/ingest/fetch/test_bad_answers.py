"""Answers that are slow, late, cut off, malformed or something else: asked for again, then told."""

from __future__ import annotations

import dataclasses
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadReply, FetchError, Refused, Unreachable
from pipeline.ingest.fetch import eutils as eutils_module
from pipeline.ingest.fetch import pubtator_export, transport
from tests.eutils_server import TEXT, Answer, articles, xml

KEY = "0123456789abcdef0123456789abcdef0123"


@pytest.fixture
def library(eutils):
    eutils.records.update({"1": "One", "2": "Two"})
    eutils.searches["x"] = ["1", "2"]
    return eutils


def change(**changes):
    return lambda answer: dataclasses.replace(answer, **changes)


def cut(answer):
    return dataclasses.replace(answer, body=answer.body[:-30])


FAULTS = {
    "HTTP 500": change(status=500, body=b"<html>busy</html>"),
    "HTTP 408": change(status=408),
    "HTTP 429": change(status=429, body=b'{"error":"API rate limit exceeded"}', kind="application/json"),
    "cut off, as its length tells": lambda answer: dataclasses.replace(cut(answer), length=len(answer.body)),
    "cut off, with no length": lambda answer: dataclasses.replace(cut(answer), length=-1),
    "cut off in pieces": lambda answer: dataclasses.replace(answer, chunked=True),
    "cut off behind its length": cut,
    "malformed": lambda answer: dataclasses.replace(answer, body=answer.body.replace(b"</", b"<", 1)),
    "empty": change(body=b""),
    "a page in the place of XML": change(body=b"<html><body>Log in</body></html>", kind="text/html"),
    "a page that says it is XML": change(body=b"<html><body>Log in</body></html>"),
    "JSON": change(body=b'{"error":"rate"}', kind="application/json"),
    "no kind": change(kind=""),
    "an ERROR element": change(body=b"<eFetchResult><ERROR>Cannot process</ERROR></eFetchResult>"),
    "an ERROR in a set": change(body=b"<PubmedArticleSet><ERROR>Cannot process</ERROR></PubmedArticleSet>"),
    "another record": articles([("1", "One"), ("77", "Other")]),
    "a record without a PMID": change(
        body=b"<PubmedArticleSet><PubmedArticle><MedlineCitation/></PubmedArticle></PubmedArticleSet>"
    ),
    "another length than it has": lambda answer: dataclasses.replace(answer, length=len(answer.body) + 5),
    "an entity": change(
        body=b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><PubmedArticleSet><PubmedArticle><MedlineCitation>'
        b"<PMID>&x;</PMID></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_answer_is_asked_for_again(library, get, there, fault):
    library.faults["efetch"] = [FAULTS[fault]]

    done = get(1, 2)

    assert (done.records, done.rejects) == (2, [])
    assert there() == {"pubmed-0001.xml": articles([("1", "One"), ("2", "Two")]).body}
    assert library.tools() == ["efetch", "efetch"]
    assert [line for line in get.told if line.endswith("; trying again in 1 s")]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_answer_that_stays_is_told(library, get, there, fault):
    library.faults["efetch"] = [FAULTS[fault]] * 9

    if fault.startswith("HTTP"):
        with pytest.raises(Unreachable, match=rf"efetch\.fcgi: {fault}, after 3 tries$"):
            get(1, 2)
    else:
        assert [reject.document for reject in get(1, 2).rejects] == ["PMID:1", "PMID:2"]
    assert there() == {}


@pytest.mark.parametrize(
    ("tool", "content"),
    [
        ("esearch", b"<eSearchResult><Count>many</Count></eSearchResult>"),
        ("esearch", b"<eSearchResult><ERROR>Empty term</ERROR></eSearchResult>"),
        ("esearch", b"<eSearchResult><Count>2</Count><IdList><Id>1</Id><Id>b</Id></IdList></eSearchResult>"),
        ("esearch", b"<other/>"),
        ("epost", b"<ePostResult><ERROR>Wrong</ERROR></ePostResult>"),
        ("epost", b"<ePostResult><WebEnv>x</WebEnv></ePostResult>"),
        ("epost", b"<ePostResult><QueryKey>1"),
    ],
)
def test_so_are_bad_answers_of_the_other_tools(library, get, tool, content):
    library.faults[tool] = [change(body=content)]

    assert get(query="x", batch_size=1).records == 2
    assert library.tools().count(tool) == 2


def test_what_epost_will_not_take_is_told(library, get):
    library.faults["epost"] = [change(body=b"<ePostResult><ERROR>Wrong</ERROR></ePostResult>")] * 9

    done = get(1, 2, batch_size=1)

    assert [reject.reason.partition(" http")[0] for reject in done.rejects] == ["PMID:1:", "PMID:2:"]
    assert "the service says: Wrong, after 3 tries" in done.rejects[0].reason


@pytest.mark.parametrize(
    "body",
    [b"no such format\n", b"1|t|One\n1|a|Cut", b"1|t|One\n", b"9|t|Other\n9|a|\n", b"1|t|One\n1|a|\xff\n"],
)
def test_so_are_bad_answers_of_pubtator(library, get, body):
    library.faults["pubtator"] = [change(body=body)]

    assert get(1, format="pubtator").records == 1
    assert library.tools() == ["pubtator", "pubtator"]


@pytest.mark.parametrize("status", [400, 404])
def test_pubtator_says_in_two_ways_that_it_has_no_such_paper(library, get, status):
    library.faults["pubtator"] = [Answer(b'{"detail":"none"}', "application/json", status)] * 2

    assert [reject.reason for reject in get(5, format="pubtator").rejects] == [
        "PMID:5: the service has no record of it"
    ]


def test_waits_grow_and_have_no_chance_in_them(library, get):
    library.faults["efetch"] = [change(status=500)] * 9
    with pytest.raises(Unreachable, match="after 9 tries"):
        get(1, retries=8)

    assert library.clock.slept == [1, 2, 4, 8, 16, 32, 60, 60]


@pytest.mark.parametrize(
    ("header", "wait"), [("7", 7), ("Wed, 01 Jan 2025 00:00:20 GMT", 20), ("soon", 1), ("0", 1), ("600", 600)]
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_service_is_left_alone_for_as_long_as_it_asks(library, get, status, header, wait):
    library.faults["efetch"] = [change(status=status, headers=(("Retry-After", header),))]

    assert get(1).records == 1
    assert library.clock.slept == [wait]
    assert library.asked[1].time - library.asked[0].time == wait


def test_a_service_that_wants_to_be_left_alone_for_long_is_not_waited_for(library, get):
    library.faults["efetch"] = [change(status=429, headers=(("Retry-After", "86400"),))]

    with pytest.raises(Unreachable, match="HTTP 429, and wants to be left alone for 86400 seconds"):
        get(1)
    assert library.clock.slept == []


@pytest.mark.parametrize(("status", "body"), [(403, b"<html><b>No</b> entry</html>"), (302, b""), (404, b"")])
def test_a_refusal_is_told_at_once(library, get, status, body):
    headers = (("Location", "http://127.0.0.1:1/"),)
    library.faults["efetch"] = [change(status=status, body=body, headers=headers)]

    with pytest.raises(Refused) as raised:
        get(1)

    assert raised.value.status == status
    assert str(raised.value).endswith(f"HTTP {status}" + (": No entry" if body else ""))
    assert len(library.asked) == 1


def test_a_service_that_says_nothing_is_given_up(library, get):
    library.faults["efetch"] = [change(before=lambda: library.closing.wait(60))]

    assert get(1, timeout=0.2).records == 1
    assert get.told[1].endswith("efetch.fcgi: no answer within 0.2 seconds; trying again in 1 s")


def test_a_service_that_never_ends_is_given_up(library, get):
    def drip():
        library.clock.time += 601

    library.faults["efetch"] = [change(before=drip)]

    assert get(1).records == 1
    assert get.told[1].endswith("the answer is not whole after 600 seconds; trying again in 1 s")


def test_an_answer_that_is_too_long_is_given_up(library, get, monkeypatch):
    monkeypatch.setattr(transport, "LONGEST", 50)

    assert "longer than 50 bytes" in get(1).rejects[0].reason


def test_a_service_that_is_not_there_is_told(get):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    with pytest.raises(Unreachable, match=rf"^http://127\.0\.0\.1:{port}/efetch\.fcgi: no answer: .*, after 3 tries$"):
        get(1, base_url=f"http://127.0.0.1:{port}")


ECHOES = {
    "refused": Answer(f'{{"error":"API key invalid","api-key":"{KEY}"}}'.encode(), "application/json", 400),
    "said": Answer(f"<eFetchResult><ERROR>key {KEY}</ERROR></eFetchResult>".encode()),
    "typed": Answer(b"", f"text/{KEY}"),
    "found": xml("eSearchResult", f"<Count>0</Count><IdList/><ErrorList><F>{KEY}</F></ErrorList>"),
    "malformed": Answer(f"<{KEY}".encode()),
    "text": Answer(KEY.encode(), TEXT),
}


@pytest.mark.parametrize("echo", ECHOES)
@pytest.mark.parametrize("tool", ["esearch", "epost", "efetch", "ecitmatch", "pubtator"])
@pytest.mark.parametrize("times", [1, 9])
def test_the_key_is_posted_and_shown_nowhere(library, get, service, tmp_path, tool, echo, times):
    library.faults[tool] = [ECHOES[echo]] * times
    shown = [repr(service(api_key=KEY))]
    format = "pubtator" if tool == "pubtator" else "pubmed-xml"
    try:
        done = get(1, 2, "CITATION:a|b|c|d|e|f|", query="x", batch_size=1, api_key=KEY, format=format)
    except FetchError as error:
        shown += [str(error), repr(error)]
    else:
        shown += [repr(done), *map(str, done.rejects)]

    kept = [path.read_text() for path in (tmp_path / "to").glob("*")]
    assert [text for text in (*shown, *get.told, *kept) if KEY in text] == []
    assert [asked.line for asked in library.asked if KEY in asked.line] == []
    assert {asked.fields.get("api_key") for asked in library.asked if asked.tool != "pubtator"} <= {KEY}


def test_signs_that_steer_a_terminal_are_not_shown(library, get):
    library.faults["efetch"] = [change(status=403, body=b"\x1b[31mred")]

    with pytest.raises(Refused, match=r"HTTP 403:  \[31mred"):
        get(1)


def test_a_bad_answer_to_a_query_is_an_error(library, get):
    library.faults["esearch"] = [change(body=b"<x/>")] * 3

    with pytest.raises(BadReply, match=r"esearch\.fcgi: expected eSearchResult, found something else, after 3 tries"):
        get(query="x")


@pytest.mark.parametrize("read", [eutils_module.record_pmids, pubtator_export.record_pmids])
@given(
    st.one_of(
        st.binary(max_size=80),
        st.lists(
            st.sampled_from(
                [
                    b"<?xml version='1.0' encoding='x'?>",
                    b"<PubmedArticleSet>",
                    b"</PubmedArticleSet>",
                    b"<PubmedArticle>",
                    b"<PMID>",
                    b"1",
                    b"</PMID>",
                    b"<ERROR>",
                    b"<!DOCTYPE a>",
                    b"&x;",
                    b"1|t|",
                    b"1|a|",
                    b"\n",
                    b"\0",
                    b"\xff",
                ]
            ),
            max_size=12,
        ).map(b"".join),
    )
)
def test_any_bytes_are_records_or_a_bad_answer(read, body):
    try:
        pmids = read(body)
    except BadReply:
        return
    assert all(pmid.isdigit() for pmid in pmids)
