"""Outcome rows of full papers of ``data/jats``, annotated by hand by the outcome table's definition.

``data/full_papers`` holds the rows, one JSON object a line with the document's PMCID, in the columns of the gold files;
a ``nth`` counts in the text that the reader of JATS makes. Annotated are titles and abstracts, sections of results with
their captions, and tables; of methods and of tables of who the patients were only sizes, ages and follow-up. What a run
finds elsewhere is not scored. Papers of ``read`` have been worked with, those of ``held`` are looked at as a score.
Each was annotated by one reader, who saw no program's rows.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pipeline
from pipeline.ingest import read_file
from pipeline.schema import SourceRecord

DATA = Path(__file__).parent / "data" / "full_papers"
PAPERS = Path("data") / "jats"
PARTS = ("read", "held")
#: Sections that are not annotated, or not wholly.
_OUTSIDE = re.compile(r"intro|background|discuss|conclu|method|patients and|materials", re.IGNORECASE)


def annotated(part: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of each document of a part, those of sections that are scored."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (DATA / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        name = row.pop("document")
        rows[name] += [row] if _is_scored(row) else []
    return dict(rows)


def _is_scored(row: dict[str, Any]) -> bool:
    return _OUTSIDE.search(row.get("section") or "") is None


def written_out(part: str, shared: Path, folder: Path, table: Path) -> None:
    """Write the documents of a part with their rows, as the gold files are, and what a run finds in them.

    Args:
        part: one of :data:`PARTS`.
        shared: the folder that has the papers.
        folder: where to write the documents; made anew.
        table: where to write the rows of the run.
    """
    folder.mkdir()
    found: list[dict[str, Any]] = []
    for name, rows in annotated(part).items():
        paper = shared / PAPERS / f"{name}.nxml"
        text = next(item.document.text for item in read_file(paper) if isinstance(item, SourceRecord))
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        _write(folder / f"{name}.jsonl", rows)
        evidence = pipeline.run([paper])
        evidence.export_outcomes(table)
        evidence.close()
        told = map(json.loads, table.read_text(encoding="utf-8").splitlines())
        found.extend({**row, "document": f"file:{name}"} for row in told if _is_scored(row))
        table.unlink()
    _write(table, found)


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
