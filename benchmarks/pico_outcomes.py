"""Outcome rows of abstracts of PICO-Corpus, annotated by hand by the outcome table's definition, without their words.

``data/pico_outcomes/learned.jsonl`` has one JSON object a line, a row in the columns of the gold files with the PMID of
its document; a document without a row is a line with its name alone. What a row says in the text's words is told by
where these words stand, in code points of the text, as the corpus's licence is not stated and nothing of its text is
here: ``quote`` is a start and an end, and ``measure_text``, ``group`` and ``comparator`` are lists of these, between
which stand the words that the text does not have. The documents are those of the corpus that are not among the gold
files, but for 93. They were learned from; each was annotated by one reader who saw no program's rows.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "pico_outcomes" / "learned.jsonl"
CORPUS = Path("data") / "pico_corpus"
WORDED = ("measure_text", "group", "comparator")
Place = Sequence[int]


def coded(text: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row without the text's words.

    Args:
        text: the document's text.
        row: a row as the gold files have it.

    Raises:
        ValueError: the row's quote is not in the text.
    """
    at = -1
    for _ in range(int(row.get("nth", 1))):
        at = text.index(row["quote"], at + 1)
    told = {name: _places(text, value) if name in WORDED else value for name, value in row.items() if name != "nth"}
    return told | {"quote": [at, at + len(row["quote"])]}


def worded(text: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row with the text's words again, as the gold files have it.

    Args:
        text: the document's text.
        row: what :func:`coded` makes of one.
    """
    start, end = row["quote"]
    told = {name: _words(text, value) if name in WORDED else value for name, value in row.items()}
    quote = text[start:end]
    before, at = 1, text.find(quote)
    while at < start:
        before, at = before + 1, text.find(quote, at + 1)
    return told | {"quote": quote} | ({"nth": before} if before > 1 else {})


def _places(text: str, words: str) -> list[Place | str]:
    lower = text.lower()
    # Letters that change in number in small letters would move what stands behind them.
    known = lower if len(lower) == len(text) else text
    parts, found, at = words.split(), list[Place | str](), 0
    while at < len(parts):
        for end in range(len(parts), at, -1):
            name = " ".join(parts[at:end])
            place = known.find(name.lower() if known is lower else name)
            if place >= 0:
                found.append([place, place + len(name)])
                break
        else:
            end = at + 1
            found.append(parts[at])
        at = end
    return found


def _words(text: str, places: Sequence[Place | str]) -> str:
    return " ".join(place if isinstance(place, str) else text[place[0] : place[1]] for place in places)


def documents(data: Path = DATA) -> frozenset[str]:
    """The names of the documents that a file tells of."""
    return frozenset(json.loads(line)["document"] for line in data.read_text(encoding="utf-8").splitlines())


def written_out(shared: Path, folder: Path, data: Path = DATA, corpus: Path = CORPUS) -> list[Path]:
    """Write the documents with their rows, as the gold files are, and return the texts' paths, in order.

    Args:
        shared: the folder that has the corpus.
        folder: where to write; made anew.
        data: the rows.
        corpus: where in ``shared`` the documents stand.
    """
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in data.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        name = row.pop("document")
        rows[name] += [row] if row else []
    folder.mkdir()
    texts: list[Path] = []
    for name in sorted(rows):
        text = (shared / corpus / f"{name.removeprefix('PMID')}.txt").read_text(encoding="utf-8")
        lines = (json.dumps(worded(text, row), ensure_ascii=False) + "\n" for row in rows[name])
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
        texts.append(folder / f"{name}.txt")
        texts[-1].write_text(text, encoding="utf-8")
    return texts
