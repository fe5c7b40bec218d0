"""What was rejected, as a file that can be worked through."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path

from pipeline.batch import discover
from pipeline.files import atomic_path, check_writable
from pipeline.schema import Reject
from pipeline.store import database_file


def check_rejects(path: Path, database: str, inputs: Iterable[Path]) -> None:
    """Make sure, before a run, that its rejects can be written.

    Args:
        path: where they are to be written.
        database: the evidence database, a file or a database URL.
        inputs: the files and folders that the run reads.

    Raises:
        ExportError: when they cannot be written there, or would take the place of the database or of an input.
        StoreError: when the database's URL is none.
    """
    file = database_file(database)
    kept = dict.fromkeys(discover(inputs).files, "part of the input")
    check_writable(path, kept if file is None else {**kept, file: "the evidence database"})


def write_rejects(path: Path, rejects: Iterable[Reject]) -> None:
    """Write rejects as JSON Lines, an object each, whole or not at all; an empty file says that there were none.

    Raises:
        ExportError: when the file cannot be written.
    """
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as handle:
        for reject in rejects:
            # Escaped: what stands in a reject may be what no encoding can hold.
            handle.write(json.dumps(dataclasses.asdict(reject)) + "\n")
