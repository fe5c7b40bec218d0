"""Writing a file whole or not at all: the one way in which evigraph replaces a file that a user may already have."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import ExportError


def check_writable(path: str | Path, never: Mapping[Path, str] | None = None) -> None:
    """Make sure that a file can be written at ``path``, before the work whose result it is to hold.

    Args:
        path: the file; it is left as it is.
        never: files that it must not take the place of, each with what it is.

    Raises:
        ExportError: when it is one of ``never``, or for the reasons of :func:`atomic_path`.
    """
    target = _target(path)
    for other, what in (never or {}).items():
        if Path(os.path.realpath(other)) == target:
            raise ExportError(f"{path}: cannot be written: it is {what}")
    try:
        _new_file_beside(target).unlink()
    except OSError as error:
        raise _not_written(path, error) from error


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
    target = _target(path)
    temporary: Path | None = None
    try:
        temporary = _new_file_beside(target)
        if target.exists():
            shutil.copymode(target, temporary)
        yield temporary
        with temporary.open("rb+") as handle:
            os.fsync(handle.fileno())
        temporary.replace(target)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _target(path: str | Path) -> Path:
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise ExportError(f"{path}: cannot be written: it is not a regular file")
    return target


def _new_file_beside(target: Path) -> Path:
    # Not tempfile.mkstemp: it makes files that only their owner may read, and the rename would keep that.
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    return temporary


def _not_written(path: str | Path, error: OSError) -> ExportError:
    return ExportError(f"{path}: cannot be written: {error.strerror or error}")
