"""PubTator3's export: titles and abstracts with what PubTator found in them.

https://www.ncbi.nlm.nih.gov/research/pubtator3/api describes it. It takes no key, and three requests a second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.errors import BadReply, Refused
from pipeline.ingest.fetch.asking import Asker
from pipeline.ingest.fetch.eutils import Batch
from pipeline.ingest.fetch.transport import Reply, Request

#: As many papers as one request may name.
MOST = 100
_TEXT_LINE = re.compile(r"^([0-9]+)\|([ta])\|", re.MULTILINE)


class PubTatorExport:
    """Asks PubTator3 for annotated abstracts."""

    def __init__(self, asker: Asker, base_url: str) -> None:
        """
        Args:
            asker: asks.
            base_url: where the PubTator3 API is.
        """
        self._asker = asker
        self._url = f"{base_url.rstrip('/')}/publications/export/pubtator"

    def fetch(self, wanted: Sequence[str]) -> Batch:
        """The records of some papers, no more than :data:`MOST`; those that PubTator does not have are missing.

        Raises:
            FetchError: when PubTator does not answer, or not well.
        """

        def check(reply: Reply) -> Batch:
            if "html" in reply.content_type or "json" in reply.content_type:
                raise BadReply(f"expected PubTator text, found {reply.content_type}")
            pmids = record_pmids(reply.body)
            if foreign := set(pmids) - set(wanted):
                raise BadReply(f"a record that was not asked for: PMID {min(foreign)}")
            return Batch(reply.body, pmids)

        try:
            return self._asker.ask(Request(self._url, {"pmids": ",".join(wanted)}, get=True), check)
        except Refused as error:
            # How PubTator says that it has none of these papers.
            if error.status in (400, 404):
                return Batch(b"", ())
            raise


def record_pmids(body: bytes) -> tuple[str, ...]:
    """Whose records stand in PubTator text, in order.

    Raises:
        BadReply: when it is no PubTator text, or is cut off.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadReply(f"the answer is no text: byte 0x{body[error.start]:02x}") from error
    lines = _TEXT_LINE.findall(text)
    titles = tuple(pmid for pmid, kind in lines if kind == "t")
    if text.strip() and not titles:
        raise BadReply("expected PubTator text, found something else")
    # A line feed ends every line of the format: without one the last line, and what would follow, is cut off.
    if titles and (not text.endswith("\n") or lines[-1] != (titles[-1], "a")):
        raise BadReply("the answer is cut off")
    return titles
