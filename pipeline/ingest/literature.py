"""Which files of a folder or an archive are literature, by their names."""

from __future__ import annotations

from pathlib import PurePath

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

#: Folders that a system puts into archives for itself.
_OF_THE_SYSTEM = frozenset({"__MACOSX"})
_GZIP = ".gz"


def is_literature(name: str) -> bool:
    """Whether a file of this name, found in a folder or archive, is to be read. A gzip file is what it holds."""
    inner = PurePath(without_gzip(name.lower()))
    return not inner.name.startswith((".", *ASIDE)) and inner.suffix not in OTHER_KINDS


def is_hidden_folder(name: str) -> bool:
    """Whether a folder of this name is not to be entered."""
    return name.startswith(".") or name in _OF_THE_SYSTEM


def without_gzip(name: str) -> str:
    """The name without its suffix ``.gz``: what the file inside is called."""
    return name[: -len(_GZIP)] if name.lower().endswith(_GZIP) and len(name) > len(_GZIP) else name
