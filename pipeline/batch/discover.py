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
        rejects: folders that could not be listed.
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
    for path in map(Path, paths):
        if path.is_dir():
            found.extend(_walk(path, closed))
        elif path.exists():
            named.append(path)
        else:
            raise FileNotFoundError(f"no such file or folder: {path}")
    wanted = [*named, *(path for path in found if _is_literature(path))]
    # A file reached in two ways is one file; the name that sorts first is its name.
    unique = {os.path.realpath(path): path for path in sorted(wanted, key=str, reverse=True)}
    passed_over = {
        os.path.realpath(path): path for path in sorted(found, key=str, reverse=True) if not _is_literature(path)
    }
    return Inputs(
        files=tuple(sorted(unique.values(), key=str)),
        passed_over=tuple(sorted((path for real, path in passed_over.items() if real not in unique), key=str)),
        rejects=tuple(sorted({_folder_reject(error) for error in closed}, key=lambda reject: reject.source)),
    )


def _walk(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place) / name for name in files)


def _is_literature(path: Path) -> bool:
    name = path.name.lower()
    return not name.startswith((".", *ASIDE)) and path.suffix.lower() not in OTHER_KINDS


def _folder_reject(error: OSError) -> Reject:
    return Reject(str(error.filename), "file", f"the folder cannot be opened: {error.strerror or error}")
