"""What was rejected, as a file that can be worked through."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path

from pipeline.files import atomic_path
from pipeline.schema import Reject


def write_rejects(path: Path, rejects: Iterable[Reject]) -> None:
    """Write rejects as JSON Lines, an object each, whole or not at all; an empty file says that there were none.

    Raises:
        ExportError: when the file cannot be written.
    """
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as handle:
        for reject in rejects:
            # Escaped: what stands in a reject may be what no encoding can hold.
            handle.write(json.dumps(dataclasses.asdict(reject)) + "\n")
