"""What the pointer learns from: annotated folders, and the sentences of RCT-ART."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import EvigraphError
from pipeline.training.pointer.examples import Row, annotated

_RCT_ART = Path("data") / "rct_art"
#: The file beside a pointer that names the documents which it has not learned from.
LEFT_OUT = "left_out.txt"
#: How RCT-ART calls the relation of a figure to its outcome; every other is to a group.
_TO_OUTCOME = "OC_RES"


def read_sources(
    folders: Iterable[Path], names: frozenset[str] | None, shared: Path | None
) -> Iterator[tuple[str, str, list[Row]]]:
    """Name, text and rows of each document, in order.

    Args:
        folders: folders of annotated documents.
        names: the documents to read of them; None for all.
        shared: the folder that has RCT-ART; None to do without.

    Raises:
        EvigraphError: a folder is not there or holds no row, or a row cannot be read.
    """
    for folder in folders:
        if not any(folder.glob("*.jsonl")):
            raise EvigraphError(f"{folder}: expected annotated documents (NAME.txt beside NAME.jsonl)")
        yield from (each for each in annotated(folder) if names is None or each[0] in names)
    if shared is not None:
        yield from _rct_art(shared / _RCT_ART)


def part_of(name: str, parts: int) -> int:
    """The part that a document falls into, the same on every run."""
    return zlib.crc32(name.encode()) % parts


def left_out_of(folder: Path) -> dict[Path, frozenset[str]]:
    """The folders of pointers that have each left a part of the documents out, with the names of these.

    Raises:
        EvigraphError: naming the folder, where it has none.
    """
    files = sorted(folder.glob(f"*/{LEFT_OUT}"))
    if not files:
        raise EvigraphError(f"{folder}: expected folders of pointers, each with {LEFT_OUT}")
    return {file.parent: frozenset(file.read_text(encoding="utf-8").split()) for file in files}


def _rct_art(folder: Path) -> Iterator[tuple[str, str, list[Row]]]:
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            sentence = json.loads(line)
            text, rows = sentence["text"], dict[tuple[int, int], Row]()
            for relation in sentence["relations"]:
                start, end = relation["child"]
                role = "measure_text" if relation["label"] == _TO_OUTCOME else "group"
                words = text[slice(*relation["head"])]
                known = rows.get((start, end), {})
                rows[start, end] = {role: words, **known, "start": start, "end": end, "kind": "arm", "measure": "OTHER"}
            whole = [row for row in rows.values() if "measure_text" in row and "group" in row]
            if whole:
                yield f"{path.stem}-{number}", text, whole
