"""Outcome rows of drug trials of all fields: abstracts of EvidenceOutcomes, annotated as the outcome table is defined.

``data/drug_trials/read.jsonl`` and ``held.jsonl`` have the rows of 48 abstracts each, ``further.jsonl`` those of 168,
drawn by chance among those that tell figures of groups, as :mod:`benchmarks.pico_outcomes` writes rows: without the
text's words. Each was annotated by one reader who saw no program's rows. Of those in ``read`` the rows that were wrong
were read, and worked on; those in ``held`` and ``further`` were looked at as scores alone, the latter once. No row was
learned from, and those of ``read`` and ``further`` may be; the encoder learned from what most of these abstracts call
their outcomes, so that it knows some names here.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks import pico_outcomes

DATA = Path(__file__).parent / "data" / "drug_trials"
CORPUS = Path("data") / "evidence_outcomes"
PARTS = ("read", "held", "further")


def written_out(part: str, shared: Path, folder: Path) -> list[Path]:
    """Write the documents of a part with their rows, as the gold files are, and return the texts' paths, in order.

    Args:
        part: one of :data:`PARTS`.
        shared: the folder that has the corpus.
        folder: where to write; made anew.
    """
    return pico_outcomes.written_out(shared, folder, DATA / f"{part}.jsonl", CORPUS)
