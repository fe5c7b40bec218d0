"""Which files a run reads."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from pipeline.ingest.literature import is_hidden_folder, is_literature
from pipeline.schema import Reject


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
    files that speak of their folder and files of other kinds are passed over by their names (see
    :mod:`pipeline.ingest.literature`); links to folders are not followed.

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
    wanted = [*named, *(path for path in found if is_literature(path.name))]
    nameless = {path for path in wanted if not _is_text(path)}
    rejects = {*map(_folder_reject, closed), *map(_name_reject, nameless)}
    # A file reached in two ways is one file; the name that sorts first is its name.
    unique = {os.path.realpath(path): path for path in sorted({*wanted} - nameless, key=str, reverse=True)}
    passed_over = {
        os.path.realpath(path): path for path in sorted(found, key=str, reverse=True) if not is_literature(path.name)
    }
    return Inputs(
        files=tuple(sorted(unique.values(), key=str)),
        passed_over=tuple(sorted((path for real, path in passed_over.items() if real not in unique), key=str)),
        rejects=tuple(sorted(rejects, key=lambda reject: reject.source)),
    )


def file_of(source: str, files: Container[str] = ()) -> str:
    """The file that a source is, or is a member of: members of an archive are called ``ARCHIVE/MEMBER``.

    Args:
        source: a source as records and rejects name it.
        files: names of files that are known; what is no part of one of them is looked for on the disk.

    Returns:
        the file's name; ``source`` where there is no such file.
    """
    places = [source, *map(str, PurePath(source).parents)]
    return next((place for place in places if place in files or Path(place).is_file()), source)


def is_among(source: str, files: Container[str]) -> bool:
    """Whether a source is one of some files or a member of one, both as absolute paths without links."""
    return any(place in files for place in (source, *map(str, PurePath(source).parents)))


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
        folders[:] = [name for name in folders if not is_hidden_folder(name)]
        yield from (Path(place) / name for name in files)


def _folder_reject(error: OSError) -> Reject:
    return Reject(readable(error.filename), "file", f"the folder cannot be opened: {error.strerror or error}")


def _name_reject(path: Path) -> Reject:
    # A document is named after its file, and no database or table can hold a name that is no text.
    return Reject(readable(path), "file", "the file's name is not valid UTF-8")
