"""Which files a run reads."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.schema import Reject

#: Files that stand beside literature in a folder and speak of the folder, by the beginning of their names.
ASIDE = ("readme", "license", "licence", "copying", "notice", "changelog", "contributing", "citation")

#: Suffixes of files that hold tables, code, settings, pictures or databases. What such a file is told by is still its
#: content: named on the command line it is read like any other.
# fmt: off
OTHER_KINDS = frozenset(
    {
        ".csv", ".tsv", ".xlsx", ".xls", ".parquet", ".jsonl", ".ann", ".a1", ".a2",
        ".db", ".sqlite", ".sqlite3", ".graphml", ".gexf",
        ".py", ".pyc", ".ipynb", ".r", ".sh", ".c", ".h", ".cpp", ".rs", ".js", ".css", ".toml", ".yaml", ".yml",
        ".ini", ".cfg", ".cff", ".lock", ".log", ".bak", ".tmp",
        ".png", ".jpg", ".jpeg", ".gif", ".svg", ".tif", ".tiff", ".webp", ".ico"
    }
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was found under the paths of a run.

    Attributes:
        files: the files to read, sorted by how they are named, each once.
        passed_over: files of a folder that are no literature, sorted.
        rejects: folders that could not be listed, and files whose names no document can bear.
    """

    files: tuple[Path, ...]
    passed_over: tuple[Path, ...]
    rejects: tuple[Reject, ...] = ()


def discover(paths: Iterable[str | Path]) -> Inputs:
    """The files under some paths; the same whatever the order of the paths.

    A file that is named is read, whatever it is. In a folder and the folders below it, hidden files and folders,
    files that speak of their folder (:data:`ASIDE`) and files of other kinds (:data:`OTHER_KINDS`) are passed over;
    links to folders are not followed.

    Args:
        paths: files and folders.

    Raises:
        FileNotFoundError: when a path does not exist.
    """
    named: list[Path] = []
    found: list[Path] = []
    closed: list[OSError] = []
    given = list(map(Path, paths))
    require(given)
    for path in given:
        if path.is_dir():
            found.extend(_walk(path, closed))
        else:
            named.append(path)
    wanted = [*named, *(path for path in found if _is_literature(path))]
    nameless = {path for path in wanted if not _is_text(path)}
    rejects = {*map(_folder_reject, closed), *map(_name_reject, nameless)}
    # A file reached in two ways is one file; the name that sorts first is its name.
    unique = {os.path.realpath(path): path for path in sorted({*wanted} - nameless, key=str, reverse=True)}
    passed_over = {
        os.path.realpath(path): path for path in sorted(found, key=str, reverse=True) if not _is_literature(path)
    }
    return Inputs(
        files=tuple(sorted(unique.values(), key=str)),
        passed_over=tuple(sorted((path for real, path in passed_over.items() if real not in unique), key=str)),
        rejects=tuple(sorted(rejects, key=lambda reject: reject.source)),
    )


def require(paths: Iterable[Path]) -> None:
    """Make sure that files and folders are there.

    Raises:
        FileNotFoundError: when a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"no such file or folder: {readable(path)}")


def readable(path: str | Path) -> str:
    """A path as it can be printed and kept: bytes of a file's name that are no text are written out (``\\xff``)."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _is_text(path: Path) -> bool:
    return readable(path) == str(path)


def _walk(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place) / name for name in files)


def _is_literature(path: Path) -> bool:
    name = path.name.lower()
    return not name.startswith((".", *ASIDE)) and path.suffix.lower() not in OTHER_KINDS


def _folder_reject(error: OSError) -> Reject:
    return Reject(readable(error.filename), "file", f"the folder cannot be opened: {error.strerror or error}")


def _name_reject(path: Path) -> Reject:
    # A document is named after its file, and no database or table can hold a name that is no text.
    return Reject(readable(path), "file", "the file's name is not valid UTF-8")
