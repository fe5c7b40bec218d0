"""What a paper's groups received, as annotated: in outcome rows, or arm by arm."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import EvigraphError
from pipeline.training.pointer.examples import Row, annotated

#: How the file ends that has a document's arms: beside NAME.txt an object a line, with ``group`` (its name in the text,
#: empty for all patients), ``also`` (its other names there) and ``therapies``.
ARMS = ".arms.jsonl"


class Paper(NamedTuple):
    """A paper and the names of what its patients were given, in small letters, in order."""

    name: str
    text: str
    therapies: tuple[str, ...]


def annotated_arms(folder: Path) -> Iterator[tuple[str, str, list[Row]]]:
    """The documents of a folder of NAME.txt beside NAME.arms.jsonl: name, text and arms, in order.

    Raises:
        EvigraphError: naming file and line, where an arm cannot be read or lacks a column.
    """
    for path in sorted(folder.glob(f"*{ARMS}")):
        name = path.name.removesuffix(ARMS)
        arms: list[Row] = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                arm = json.loads(line)
                arms.append({column: arm[column] for column in ("group", "also", "therapies")})
            except (ValueError, KeyError, TypeError) as error:
                raise EvigraphError(f"{path}:{number}: expected an arm with group, also and therapies") from error
        yield name, (folder / f"{name}.txt").read_text(encoding="utf-8"), arms


def read_papers(rows: Iterable[Path], arms: Iterable[Path]) -> Iterator[Paper]:
    """The papers of folders of annotated rows and of annotated arms, those of which therapies are told.

    Raises:
        EvigraphError: a folder is not there or holds nothing annotated, or a line cannot be read.
    """
    for folders, read in ((rows, annotated), (arms, annotated_arms)):
        for folder in folders:
            found = 0
            for name, text, told in read(folder):
                found += 1
                therapies = {therapy.lower() for each in told for therapy in each.get("therapies", ())}
                if therapies:
                    yield Paper(name, text, tuple(sorted(therapies)))
            if not found:
                raise EvigraphError(f"{folder}: expected annotated documents (NAME.txt beside NAME.jsonl)")
