"""Outcome rows of abstracts of many fields, annotated by hand by the outcome table's definition.

``data/field_outcomes`` holds the rows alone, one JSON object a line with the document's PMCID or PMID, in the columns
of the gold files (a document without a row is a line with its name alone). The texts are those of
``data/structured_abstracts.jsonl`` (CC BY: title, empty line, abstract) and of ``data/evidence_outcomes`` (MIT) in the
folder that EVIGRAPH_SHARED names. Rows of ``read`` have been worked with and learned from, those of ``learned`` learned
from alone; those of ``held``, and of ``held_later``, ``held_last`` and ``held_wide``, which were annotated later, are
looked at as a score; ``held_wide`` is a tenth of papers that were drawn whatever their field and kind of study. Each
document was annotated by one reader, who saw no program's rows. Lines of ``arms`` are no rows: they tell which
therapies each group of a paper received, by the names that the paper has for the group, and were learned from.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).parent / "data" / "field_outcomes"
ABSTRACTS = Path("data") / "structured_abstracts.jsonl"
TRIALS = Path("data") / "evidence_outcomes"


def written_out(part: str, shared: Path, folder: Path) -> list[Path]:
    """Write the documents of a part with their rows, as the gold files are, and return the texts' paths, in order.

    Args:
        part: ``read``, ``learned``, ``held``, ``held_later``, ``held_last``, ``held_wide``, or ``arms``, whose files
            end in ``.arms.jsonl``.
        shared: the folder that has the abstracts.
        folder: where to write; made anew.

    Raises:
        KeyError: an annotated abstract is not among those of the folder.
    """
    rows: dict[str, list[str]] = defaultdict(list)
    for line in (DATA / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        name = row.pop("document")
        rows[name] += [json.dumps(row, ensure_ascii=False)] if row else []
    abstracts: dict[str, str] = {}
    with (shared / ABSTRACTS).open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            abstracts["PMC" + record["pmcid"]] = record["title"] + "\n\n" + record["abstract"].lstrip("\n")
    for name in rows.keys() - abstracts.keys():
        trial = shared / TRIALS / f"{name.removeprefix('PMID')}.txt"
        if trial.is_file():
            abstracts[name] = trial.read_text(encoding="utf-8")
    folder.mkdir()
    texts: list[Path] = []
    for name in sorted(rows):
        text = folder / f"{name}.txt"
        text.write_text(abstracts[name], encoding="utf-8")
        rows_of = text.with_suffix(".arms.jsonl" if part == "arms" else ".jsonl")
        rows_of.write_text("".join(line + "\n" for line in rows[name]), encoding="utf-8")
        texts.append(text)
    return texts
