"""The folder that literature is fetched to: whole files, and a list of what they hold so that nothing is asked twice.

The list only saves time. What counts is the files: one that is gone is fetched again, one that the list does not know
(because the program was stopped between the two) is looked into, and a list that cannot be read is made anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from pipeline.errors import BadReply, ExportError
from pipeline.files import atomic_path
from pipeline.ingest.fetch import eutils, pubtator_export
from pipeline.ingest.fetch.eutils import Batch

#: What may be fetched: the format's name -> how its files are called, and who reads whose records stand in one.
FORMATS: dict[str, tuple[str, str, Callable[[bytes], tuple[str, ...]]]] = {
    "pubmed-xml": ("pubmed-", ".xml", eutils.record_pmids),
    "pubtator": ("pubtator-", ".txt", pubtator_export.record_pmids),
}

#: Hidden, so that a run over the folder passes it over.
LIST = ".fetch.json"
_VERSION = 1


class Folder:
    """What is there of one format, and adding to it.

    Attributes:
        path: the folder.
    """

    def __init__(self, path: Path, format: str) -> None:
        """Look at what is there; the folder is made when the first file is written.

        Args:
            path: the folder.
            format: a key of :data:`FORMATS`.

        Raises:
            ExportError: when a file of the folder cannot be read.
        """
        self.path = path
        self._prefix, self._suffix, self._read_pmids = FORMATS[format]
        self._name = re.compile(rf"{self._prefix}([0-9]{{4,}}){re.escape(self._suffix)}")
        self._list = _read_list(path / LIST)
        self._pmids = {name: self._pmids_of(name) for name in self._names()}

    @property
    def pmids(self) -> set[str]:
        """Whose records are there."""
        return {pmid for pmids in self._pmids.values() for pmid in pmids}

    def resolved(self, paper: str) -> str | None:
        """The PMID that a paper was found to have before, by what it was called in a list; None where it was not."""
        pmid = self._list["resolved"].get(paper)
        return pmid if isinstance(pmid, str) else None

    def remember(self, paper: str, pmid: str) -> None:
        """Keep the PMID of a paper that is called otherwise in a list; saved with the next :meth:`save`."""
        self._list["resolved"][paper] = pmid

    def add(self, batch: Batch) -> Path:
        """Write records as a file of their own, whole or not at all, behind those that are there.

        Raises:
            ExportError: when it cannot be written.
        """
        number = max((int(match[1]) for name in self._names() if (match := self._name.fullmatch(name))), default=0)
        path = self.path / f"{self._prefix}{number + 1:04}{self._suffix}"
        self._write(path, batch.body)
        self._pmids[path.name] = batch.pmids
        self._list["files"][path.name] = {"size": len(batch.body), "pmids": list(batch.pmids)}
        self.save()
        return path

    def save(self) -> None:
        """Write the list.

        Raises:
            ExportError: when it cannot be written.
        """
        self._write(self.path / LIST, (json.dumps(self._list, indent=1, sort_keys=True) + "\n").encode("ascii"))

    def _write(self, path: Path, content: bytes) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(f"{self.path}: cannot be written: {error.strerror or error}") from error
        with atomic_path(path) as temporary:
            temporary.write_bytes(content)

    def _names(self) -> list[str]:
        if not self.path.is_dir():
            return []
        return sorted(path.name for path in self.path.iterdir() if self._name.fullmatch(path.name))

    def _pmids_of(self, name: str) -> Collection[str]:
        path = self.path / name
        try:
            known = self._list["files"].get(name)
            if _is_entry(known) and known["size"] == path.stat().st_size:
                return tuple(known["pmids"])
            content = path.read_bytes()
        except OSError as error:
            raise ExportError(f"{path}: cannot be read: {error.strerror or error}") from error
        try:
            pmids = self._read_pmids(content)
        except BadReply:
            # Somebody else's work, or a disk's: it stays as it is, and what it should hold is fetched again.
            self._list["files"].pop(name, None)
            return ()
        self._list["files"][name] = {"size": len(content), "pmids": list(pmids)}
        return pmids


def _read_list(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        content = None
    if isinstance(content, dict) and content.get("version") == _VERSION:
        files, resolved = content.get("files"), content.get("resolved")
        if isinstance(files, dict) and isinstance(resolved, dict):
            return {"version": _VERSION, "files": files, "resolved": resolved}
    return {"version": _VERSION, "files": {}, "resolved": {}}


def _is_entry(known: Any) -> bool:
    if not isinstance(known, dict) or not isinstance(known.get("pmids"), list):
        return False
    return isinstance(known.get("size"), int) and all(isinstance(pmid, str) for pmid in known["pmids"])
