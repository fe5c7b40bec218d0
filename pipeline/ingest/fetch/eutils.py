"""NCBI's E-utilities, as far as PubMed needs them: what is asked, and what makes an answer a good one.

https://www.ncbi.nlm.nih.gov/books/NBK25499/ describes them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from pipeline.errors import BadReply, MalformedRecord, Refused
from pipeline.ingest.fetch.asking import Asker
from pipeline.ingest.fetch.transport import Reply, Request
from pipeline.ingest.markup.elements import read_elements

#: As many hits as PubMed gives of one search.
MOST_HITS = 9_999
#: Where a record says its PMID, by the kind of record.
_PMID_PATHS = {"PubmedArticle": "MedlineCitation/PMID", "PubmedBookArticle": "BookDocument/PMID"}
_SET = "PubmedArticleSet"


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found.

    Attributes:
        count: how many papers there are.
        pmids: the first of them, as many as were asked for, in PubMed's order.
        unknown: words and phrases of the query that PubMed does not know, and what it says of them.
    """

    count: int
    pmids: tuple[str, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """A list of papers that NCBI's History server keeps for some hours.

    Attributes:
        web_env: what NCBI calls the session.
        query_key: which list of the session it is.
    """

    web_env: str
    query_key: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Records as a service gave them.

    Attributes:
        body: the answer, byte for byte.
        pmids: whose records stand in it, in order.
    """

    body: bytes
    pmids: tuple[str, ...]


class Eutils:
    """Asks the E-utilities about PubMed."""

    def __init__(self, asker: Asker, base_url: str, email: str, api_key: str | None) -> None:
        """
        Args:
            asker: asks.
            base_url: where the E-utilities are.
            email: the user's address.
            api_key: the user's key, where there is one.
        """
        self._asker = asker
        self._base = base_url.rstrip("/")
        self._common = {"db": "pubmed", "tool": "evigraph", "email": email}
        if api_key is not None:
            self._common["api_key"] = api_key

    def search(self, term: str, most: int, entered: tuple[date, date] | None = None) -> Hits:
        """The papers that a query finds.

        Args:
            term: the query, in PubMed's language.
            most: as many hits as are wanted, no more than :data:`MOST_HITS`.
            entered: the first and the last day on which they came into PubMed; whenever they did where None.

        Raises:
            FetchError: when PubMed does not answer, or not well.
        """

        def check(reply: Reply) -> Hits:
            result = _root(reply, "eSearchResult")
            if complaint := _complaint(result):
                raise BadReply(complaint)
            count = _number(result, "Count")
            pmids = tuple(_texts(result, "IdList/Id"))
            if len(pmids) != min(count, most) or not all(map(_is_pmid, pmids)):
                raise BadReply(f"{len(pmids)} PMIDs where {min(count, most)} were expected")
            unknown = [*_texts(result, "ErrorList/*"), *_texts(result, "WarningList/*")]
            return Hits(count, pmids, tuple(map(self._asker.shown, unknown)))

        fields = {"term": term, "retmode": "xml", "retstart": "0", "retmax": str(most)}
        if entered is not None:
            mindate, maxdate = (f"{day:%Y/%m/%d}" for day in entered)
            fields |= {"datetype": "edat", "mindate": mindate, "maxdate": maxdate}
        return self._asker.ask(self._request("esearch.fcgi", fields), check)

    def post(self, pmids: Sequence[str]) -> History:
        """Put a list of papers on the History server.

        Raises:
            FetchError: when NCBI does not answer, or not well.
        """

        def check(reply: Reply) -> History:
            result = _root(reply, "ePostResult")
            web_env, query_key = result.findtext("WebEnv"), result.findtext("QueryKey")
            if not web_env or not query_key:
                raise BadReply(_complaint(result) or "no WebEnv and QueryKey in the answer")
            return History(web_env, query_key)

        return self._asker.ask(self._request("epost.fcgi", {"id": ",".join(pmids)}), check)

    def fetch(self, wanted: Sequence[str]) -> Batch:
        """The records of some papers; those that PubMed does not have are missing from the answer.

        Raises:
            FetchError: when PubMed does not answer, or not well.
        """
        return self._records({"id": ",".join(wanted)}, wanted, len(wanted))

    def fetch_posted(self, history: History, wanted: Sequence[str], start: int, most: int) -> Batch:
        """A part of the records of a list on the History server.

        Args:
            history: the list.
            wanted: every PMID of the list.
            start: which record to begin with, from 0.
            most: as many records as are wanted.

        Raises:
            FetchError: when PubMed does not answer, or not well.
        """
        fields = {
            "WebEnv": history.web_env,
            "query_key": history.query_key,
            "retstart": str(start),
            "retmax": str(most),
        }
        return self._records(fields, wanted, most)

    def match(self, citations: Mapping[str, str]) -> dict[str, str]:
        """What ECitMatch says of printed citations.

        Args:
            citations: key -> ``journal|year|volume|first page|author``.

        Returns:
            key -> a PMID, or ``NOT_FOUND...``, or ``AMBIGUOUS...``, for each.

        Raises:
            FetchError: when PubMed does not answer, or not well.
        """

        def check(reply: Reply) -> dict[str, str]:
            if "html" in reply.content_type or "xml" in reply.content_type:
                raise BadReply(f"expected plain text, found {reply.content_type}")
            found: dict[str, str] = {}
            for line in _text(reply).splitlines():
                fields = [field.strip() for field in line.split("|")]
                for key in citations.keys() & set(fields):
                    found[key] = "|".join(fields[fields.index(key) + 1 :]).strip("| ")
            # What was found stands behind the key: a line that ends with it was cut off.
            if missing := [key for key in citations if not found.get(key)]:
                raise BadReply(f"no word of {len(missing)} of {len(citations)} citations")
            return found

        lines = "\r".join(f"{citation}|{key}|" for key, citation in citations.items())
        return self._asker.ask(self._request("ecitmatch.cgi", {"retmode": "xml", "bdata": lines}), check)

    def _records(self, fields: Mapping[str, str], wanted: Sequence[str], most: int) -> Batch:
        def check(reply: Reply) -> Batch:
            pmids = record_pmids(reply.body, reply.content_type)
            if foreign := set(pmids) - set(wanted):
                raise BadReply(f"a record that was not asked for: PMID {min(foreign)}")
            if len(pmids) > most:
                raise BadReply(f"{len(pmids)} records where {most} were asked for")
            return Batch(reply.body, pmids)

        try:
            return self._asker.ask(self._request("efetch.fcgi", {**fields, "retmode": "xml"}), check)
        except Refused as error:
            # How EFetch says that it has none of these papers; a wrong key is told with the same status.
            if error.status == 400 and "api key" not in str(error).lower():
                return Batch(b"", ())
            raise

    def _request(self, tool: str, fields: Mapping[str, str]) -> Request:
        return Request(f"{self._base}/{tool}", {**self._common, **fields})


def record_pmids(body: bytes, content_type: str = "text/xml") -> tuple[str, ...]:
    """Whose records stand in PubMed XML, in order.

    Args:
        body: a whole ``PubmedArticleSet``.
        content_type: what the service says that it is.

    Raises:
        BadReply: when it is no such thing, is cut off, or is a word of error.
    """
    pmids: list[str] = []
    whole = False
    for element in _elements(Reply(200, content_type, body), _SET, "ERROR", *_PMID_PATHS):
        if element.tag == "ERROR":
            raise BadReply(f"the service says: {_one_line(element.text)}")
        if element.tag == _SET:
            whole = True
            continue
        pmid = (element.findtext(_PMID_PATHS[str(element.tag)]) or "").strip()
        if not _is_pmid(pmid):
            raise BadReply("a record without a PMID")
        pmids.append(pmid)
    if not whole:
        raise BadReply(f"expected a {_SET}, found something else")
    return tuple(pmids)


def _elements(reply: Reply, *tags: str) -> Iterator[etree._Element]:
    if "xml" not in reply.content_type:
        raise BadReply(f"expected XML, found {reply.content_type or 'content of no kind'}")
    try:
        yield from read_elements(io.BufferedReader(io.BytesIO(reply.body)), "the answer", *tags)
    except MalformedRecord as error:
        raise BadReply(f"the answer is cut off or malformed: {error.reason}, line {error.line}") from error


def _root(reply: Reply, tag: str) -> etree._Element:
    """The whole answer, which is to be an element of this tag."""
    for element in _elements(reply, tag):
        return element
    raise BadReply(f"expected {tag}, found something else")


def _complaint(result: etree._Element) -> str | None:
    return next((f"the service says: {text}" for text in _texts(result, ".//ERROR")), None)


def _texts(result: etree._Element, path: str) -> list[str]:
    return [text for element in result.iterfind(path) if (text := _one_line(element.text))]


def _number(result: etree._Element, path: str) -> int:
    text = (result.findtext(path) or "").strip()
    if not (text.isascii() and text.isdigit()):
        raise BadReply(f"expected a number as {path}, found {text[:40]!r}")
    return int(text)


def _text(reply: Reply) -> str:
    try:
        return reply.body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadReply(f"the answer is no text: byte 0x{reply.body[error.start]:02x}") from error


def _is_pmid(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())
