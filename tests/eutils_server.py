"""A server on this machine that speaks as NCBI's E-utilities and PubTator's export do, and misbehaves when told to."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

XML, TEXT = "text/xml; charset=UTF-8", "text/plain; charset=UTF-8"


class FakeClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self):
        self.time = 1000.0
        self.slept = []

    def now(self):
        return self.time

    def date(self):
        return datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=self.time - 1000)

    def sleep(self, seconds):
        self.slept.append(round(seconds, 6))
        self.time += seconds


@dataclass(frozen=True)
class Answer:
    """What the server answers.

    Attributes:
        length: what ``Content-Length`` says; the body's own where None.
        chunked: whether the body is sent in pieces, the last of which never comes.
        before: called before the body is sent.
    """

    body: bytes
    kind: str = XML
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    length: int | None = None
    chunked: bool = False
    before: Callable[[], None] | None = None


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    tool: str
    fields: dict[str, str]
    line: str
    time: float


@dataclass
class EutilsServer:
    """What the server knows, how it misbehaves, and what it was asked.

    Attributes:
        records: PMID -> title.
        searches: term -> PMIDs that it finds.
        counts: term -> how many it says there are, where that is another number.
        most_hits: as many PMIDs as it gives of one search, however many are asked for.
        entered: PMID -> the day on which it came into PubMed (``2024/05/31``), where a search may ask for it.
        citations: ``journal|year|volume|page|author`` -> a PMID, or what is said in its place.
        faults: tool -> its next answers, one after another: an answer, or what to make of the good one.
        asked: the requests, in order.
    """

    clock: FakeClock = field(default_factory=FakeClock)
    records: dict[str, str] = field(default_factory=dict)
    searches: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    most_hits: int = 9_999
    entered: dict[str, str] = field(default_factory=dict)
    citations: dict[str, str] = field(default_factory=dict)
    faults: defaultdict = field(default_factory=lambda: defaultdict(list))
    asked: list[Asked] = field(default_factory=list)
    lists: list[list[str]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def __enter__(self):
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                owner._serve(self, self.path.partition("?")[2])

            def do_POST(self):
                owner._serve(self, self.rfile.read(int(self.headers["Content-Length"])).decode("ascii"))

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_):
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def tools(self):
        return [asked.tool for asked in self.asked]

    def _serve(self, handler, query):
        tool = handler.path.partition("?")[0].rpartition("/")[2].partition(".")[0]
        fields = dict(parse_qsl(query))
        self.asked.append(Asked(tool, fields, handler.requestline, self.clock.now()))
        answer = getattr(self, f"_{tool}")(fields)
        if self.faults[tool]:
            fault = self.faults[tool].pop(0)
            answer = fault if isinstance(fault, Answer) else fault(answer)
        handler.send_response(answer.status)
        handler.send_header("Content-Type", answer.kind)
        for name, value in answer.headers:
            handler.send_header(name, value)
        if answer.chunked:
            handler.send_header("Transfer-Encoding", "chunked")
        elif answer.length != -1:
            handler.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
        handler.end_headers()
        try:
            if answer.before is not None:
                handler.wfile.write(answer.body[:10])
                answer.before()
                handler.wfile.write(answer.body[10:])
            else:
                handler.wfile.write(
                    b"%x\r\n%s\r\n" % (len(answer.body), answer.body) if answer.chunked else answer.body
                )
        except OSError:
            pass  # who asked has gone away

    def _esearch(self, fields):
        found = self.searches.get(fields["term"], [])
        if "mindate" in fields:
            assert fields["datetype"] == "edat"
            found = [pmid for pmid in found if fields["mindate"] <= self.entered.get(pmid, "") <= fields["maxdate"]]
        shown = "".join(f"<Id>{pmid}</Id>" for pmid in found[: min(int(fields["retmax"]), self.most_hits)])
        unknown = ""
        if not found:
            unknown = f"<ErrorList><PhraseNotFound>{escape(fields['term'])}</PhraseNotFound></ErrorList>"
        count = len(found) if "mindate" in fields else self.counts.get(fields["term"], len(found))
        return xml("eSearchResult", f"<Count>{count}</Count><IdList>{shown}</IdList>{unknown}")

    def _epost(self, fields):
        self.lists.append(fields["id"].split(","))
        return xml("ePostResult", f"<QueryKey>{len(self.lists)}</QueryKey><WebEnv>MCID_{len(self.lists)}</WebEnv>")

    def _efetch(self, fields):
        if "WebEnv" in fields:
            # The History server keeps no order.
            kept = sorted(self.lists[int(fields["query_key"]) - 1], key=int, reverse=True)
            known = [pmid for pmid in kept if pmid in self.records]
            start = int(fields["retstart"])
            found = known[start : start + int(fields["retmax"])]
        else:
            found = [pmid for pmid in fields["id"].split(",") if pmid in self.records]
        if not found:
            return Answer(b"ID list is empty! Possibly it has no correct IDs.", TEXT, 400)
        return articles((pmid, self.records[pmid]) for pmid in found)

    def _ecitmatch(self, fields):
        lines = []
        for line in fields["bdata"].split("\r"):
            citation, _, key = line.rstrip("|").rpartition("|")
            lines.append(f"{citation}|{key}|{self.citations.get(citation, 'NOT_FOUND')}")
        return Answer("".join(f"{line}\n" for line in lines).encode(), TEXT)

    def _pubtator(self, fields):
        found = [pmid for pmid in fields["pmids"].split(",") if pmid in self.records]
        text = "".join(f"{pmid}|t|{self.records[pmid]}\n{pmid}|a|An abstract.\n\n" for pmid in found)
        return Answer(text.encode(), TEXT)


def xml(root, content):
    return Answer(f'<?xml version="1.0" encoding="UTF-8" ?>\n<{root}>{content}</{root}>\n'.encode())


def articles(records):
    return xml(
        "PubmedArticleSet",
        "".join(
            f'\n<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID><Article><ArticleTitle>{escape(title)}'
            "</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
            for pmid, title in records
        ),
    )
