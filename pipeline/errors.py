"""Every error that evigraph raises on purpose. None of them shows a user a traceback.

::

    EvigraphError
    ├── ConfigError            config.yaml: an unknown key, a value of the wrong kind, a file that is not there
    ├── IngestError            input that cannot be read: names file, line and what was expected
    │   ├── UnreadableFile     no such file, no permission, not text
    │   ├── UnknownFormat      no reader knows the content
    │   └── MalformedRecord    one record of a file breaks its format; the others are read
    ├── LexiconError           a lexicon file that is not there or breaks its format: names file and line
    ├── ModelError             a model file that is not there or is not what it should be: names file and part
    ├── UnknownName            a name in a query that no lexicon knows; carries near ones
    ├── FetchError             what a service on the network answers cannot be had, or not be used
    │   ├── Unreachable        no answer, or "not now", after every try
    │   ├── Refused            the service says that the request is wrong
    │   └── BadReply           an answer that is cut off, malformed, or not what was asked for
    ├── StoreError             the evidence database cannot be opened, or was made by another version
    └── ExportError            a suffix that no writer knows, or a file that cannot be written
"""

from __future__ import annotations

from collections.abc import Sequence


class EvigraphError(Exception):
    """The root: catch this to catch all."""


class ConfigError(EvigraphError):
    """The configuration is wrong; the message names the file, the key and the nearest known one."""


class IngestError(EvigraphError):
    """Input that cannot be read.

    Attributes:
        reason: one readable sentence.
        source: the file.
        line: line in the file, from 1, where it is known.
        expected: what should have stood there.
        actual: what stood there.
    """

    def __init__(
        self,
        reason: str,
        *,
        source: str,
        line: int | None = None,
        expected: str | None = None,
        actual: str | None = None,
    ) -> None:
        super().__init__(reason, source, line, expected, actual)
        self.reason = reason
        self.source = source
        self.line = line
        self.expected = expected
        self.actual = actual

    def __str__(self) -> str:
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        detail = "" if self.expected is None else f" (expected {self.expected!r}, found {self.actual!r})"
        return f"{place}: {self.reason}{detail}"


class UnreadableFile(IngestError):
    """The file is not there, may not be read, or is no text."""


class UnknownFormat(IngestError):
    """No reader recognises the content."""


class MalformedRecord(IngestError):
    """One record breaks its format."""


class LexiconError(EvigraphError):
    """A lexicon file is missing or breaks its format."""


class ModelError(EvigraphError):
    """A model file is missing or is not what it should be."""


class UnknownName(EvigraphError):
    """No lexicon knows the name.

    Attributes:
        name: the name asked for.
        kind: what kind of name was looked for (``therapy``).
        near: known names that look like it, nearest first.
    """

    def __init__(self, name: str, kind: str, near: Sequence[str] = ()) -> None:
        super().__init__(name, kind, tuple(near))
        self.name = name
        self.kind = kind
        self.near = tuple(near)

    def __str__(self) -> str:
        hint = f"; near ones: {', '.join(self.near)}" if self.near else ""
        return f"no {self.kind} is known as {self.name!r}{hint}"


class FetchError(EvigraphError):
    """A service on the network did not give what it was asked for."""


class Unreachable(FetchError):
    """The service gives no answer, or says that it cannot answer now.

    Attributes:
        wait: seconds that the service asks to be left alone for; None where it does not say.
    """

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class Refused(FetchError):
    """The service says that the request is wrong: to ask again is no use.

    Attributes:
        status: the HTTP status, from 300 to 499.
    """

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status


class BadReply(FetchError):
    """The service's answer is cut off, malformed, or not what was asked for."""


class StoreError(EvigraphError):
    """The evidence database cannot be used."""


class ExportError(EvigraphError):
    """An export cannot be made."""
