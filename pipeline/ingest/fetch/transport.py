"""One request over HTTP and its whole answer, or an error that says why there is none.

This is urllib and not Bio.Entrez. Bio.Entrez keeps e-mail, key and the time of the last request in variables of its
module, writes the services' addresses into its functions (a test could not put a server of its own in their place),
sets no timeout, waits a fixed time between tries and looks at no ``Retry-After``, and leaves it to the caller to see
whether an answer is whole. Its parser would load a DTD that it does not know from the network.
"""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any
from urllib.parse import urlencode

from pipeline.errors import BadReply, Unreachable
from pipeline.ingest.fetch.clock import Clock

#: The longest answer that is read, in bytes: 500 records of PubMed are about 10 million.
LONGEST = 200_000_000
_PIECE = 65_536
#: An answer may come slowly, but not for ever: it has failed after so many times the timeout.
_PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Request:
    """What a service is asked.

    Attributes:
        url: the address, without a query.
        fields: what is asked. They are posted, so that a key among them stands in no address, unless ``get`` is set.
        get: whether the fields are part of the address.
    """

    url: str
    fields: Mapping[str, str]
    get: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer.

    Attributes:
        status: the HTTP status.
        content_type: kind of the content, in lower case, without parameters; empty where the service does not say.
        body: the content.
        retry_after: the header of this name as it stands.
    """

    status: int
    content_type: str
    body: bytes
    retry_after: str | None = None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirected POST would lose what it asks, and another host has no business with the key."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Transport:
    """Sends requests, one at a time; proxies are those of the environment."""

    def __init__(self, timeout: float, clock: Clock) -> None:
        """
        Args:
            timeout: seconds without a word from the service after which a request has failed.
            clock: where time comes from.
        """
        self._timeout = timeout
        self._clock = clock
        self._opener = urllib.request.build_opener(_NoRedirect)
        self._agent = f"evigraph/{version('evigraph')}"

    def send(self, request: Request) -> Reply:
        """Send a request and read the answer, whatever its status.

        Raises:
            Unreachable: when there is no connection, or no answer in time.
            BadReply: when the answer is cut off or too long.
        """
        # ECitMatch parts its fields by bars and is documented to want them as they are. What a terminal could not
        # decode is asked for as a question mark.
        fields = urlencode(request.fields, safe="|,", errors="replace")
        headers = {"User-Agent": self._agent}
        until = self._clock.now() + _PATIENCE * self._timeout
        try:
            if request.get:
                asked = urllib.request.Request(f"{request.url}?{fields}", headers=headers)
            else:
                asked = urllib.request.Request(request.url, data=fields.encode("ascii"), headers=headers)
            with self._open(asked) as response:
                return self._read(response, until)
        except http.client.IncompleteRead as error:
            raise BadReply("the answer is cut off") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            cause = getattr(error, "reason", error)
            if isinstance(cause, TimeoutError):
                raise Unreachable(f"no answer within {self._timeout:g} seconds") from error
            raise Unreachable(f"no answer: {getattr(cause, 'strerror', None) or cause or repr(cause)}") from error

    def _open(self, asked: urllib.request.Request) -> http.client.HTTPResponse:
        try:
            response: http.client.HTTPResponse = self._opener.open(asked, timeout=self._timeout)
        except urllib.error.HTTPError as error:
            # An answer like any other; its status tells what it is worth.
            return error  # type: ignore[return-value]
        return response

    def _read(self, response: http.client.HTTPResponse, until: float) -> Reply:
        body = bytearray()
        while piece := response.read1(_PIECE):
            body += piece
            if len(body) > LONGEST:
                raise BadReply(f"the answer is longer than {LONGEST:,} bytes")
            if self._clock.now() > until:
                raise Unreachable(f"the answer is not whole after {_PATIENCE * self._timeout:g} seconds")
        told = response.headers.get("Content-Length", "")
        if told.isdigit() and int(told) != len(body):
            raise BadReply(f"the answer is cut off: {len(body):,} of {int(told):,} bytes")
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Reply(response.status, kind, bytes(body), response.headers.get("Retry-After"))
