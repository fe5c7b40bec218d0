"""Writing a file whole or not at all: the one way in which evigraph replaces a file that a user may already have."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import ExportError


@contextmanager
def atomic_path(path: str | Path) -> Iterator[Path]:
    """A temporary file beside ``path`` that takes its place when the block ends well.

    The temporary file is synced to disk before it is renamed, so that after a crash ``path`` holds either all of the
    old content or all of the new. When the block raises, ``path`` is as it was and the temporary file is gone.

    Args:
        path: the file to write; where it is a link, the file it points to.

    Yields:
        The path to write to: an empty file in the same folder.

    Raises:
        ExportError: when the folder is not there, may not be written or is full, or ``path`` is no regular file.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise ExportError(f"{path}: cannot be written: it is not a regular file")
    # Not tempfile.mkstemp: it makes files that only their owner may read, and the rename would keep that.
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        if target.exists():
            shutil.copymode(target, temporary)
        yield temporary
        with temporary.open("rb+") as handle:
            os.fsync(handle.fileno())
        temporary.replace(target)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        temporary.unlink(missing_ok=True)
