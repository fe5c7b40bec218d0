"""Asking a service until it answers well: at its pace, and with longer and longer waits after failures."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from pipeline.errors import BadReply, FetchError, Refused, Unreachable
from pipeline.ingest.fetch.clock import Clock, Pace, retry_after
from pipeline.ingest.fetch.transport import Reply, Request, Transport

#: The longest wait between two tries that evigraph chooses by itself, in seconds.
LONGEST_WAIT = 60.0
#: The longest wait that a service may ask for, in seconds; beyond it the user decides.
MOST_PATIENCE = 600.0
_TAGS = re.compile(r"<[^>]*>")

T = TypeVar("T")


class Asker:
    """Asks one service. The waits have no chance in them: two runs against the same answers do the same."""

    def __init__(
        self,
        transport: Transport,
        pace: Pace,
        clock: Clock,
        retries: int,
        tell: Callable[[str], None],
        secret: str | None = None,
    ) -> None:
        """
        Args:
            transport: sends the requests.
            pace: keeps them apart; tries count as requests.
            clock: where time comes from.
            retries: how often a request that failed is made again.
            tell: is told of each wait after a failure.
            secret: a word that no message shows, though a service may repeat it.
        """
        self._transport = transport
        self._pace = pace
        self._clock = clock
        self._retries = retries
        self._tell = tell
        self._secret = secret

    def ask(self, request: Request, check: Callable[[Reply], T]) -> T:
        """Ask until the answer is good.

        Args:
            request: what is asked.
            check: makes of an answer what the caller wants; raises BadReply where it is not what was asked for.

        Raises:
            Unreachable: when there was no answer in all tries, or the service wants to be left alone for long.
            Refused: at once, when the service says that the request is wrong.
            BadReply: when the answer could not be used in all tries.
        """
        for tried in range(1, self._retries + 2):
            self._pace.wait()
            try:
                return check(self._answer(request))
            except (Unreachable, BadReply) as error:
                asked = error.wait if isinstance(error, Unreachable) else None
                wait = max(min(2.0 ** (tried - 1), LONGEST_WAIT), asked or 0.0)
                if tried > self._retries or wait > MOST_PATIENCE:
                    raise self._final(error, request, tried, asked) from error
                self._tell(f"{self.shown(f'{request.url}: {error}')}; trying again in {wait:g} s")
                self._clock.sleep(wait)
            except Refused as error:
                raise Refused(self.shown(f"{request.url}: {error}"), error.status) from error
        raise AssertionError("the last try returns or raises")

    def _answer(self, request: Request) -> Reply:
        reply = self._transport.send(request)
        if reply.status == 200:
            return reply
        told = f"HTTP {reply.status}"
        if reply.status in (408, 429) or reply.status >= 500:
            raise Unreachable(told, retry_after(reply.retry_after, self._clock))
        words = " ".join(_TAGS.sub(" ", reply.body[:2000].decode("utf-8", errors="replace")).split())
        raise Refused(f"{told}: {words[:200]}" if words else told, reply.status)

    def _final(self, error: FetchError, request: Request, tried: int, asked: float | None) -> FetchError:
        told = f"{request.url}: {error}"
        if asked is not None and asked > MOST_PATIENCE:
            told += f", and wants to be left alone for {asked:g} seconds"
        elif tried > 1:
            told += f", after {tried} tries"
        shown = self.shown(told)
        return Unreachable(shown, asked) if isinstance(error, Unreachable) else BadReply(shown)

    def shown(self, text: str) -> str:
        """A text of the service as it may be shown: without the user's key, and without signs that steer a terminal."""
        text = "".join(character if character.isprintable() else " " for character in text)
        return text if self._secret is None else text.replace(self._secret, "(your API key)")
