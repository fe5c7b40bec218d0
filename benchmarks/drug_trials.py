"""Outcome rows of drug trials of all fields: abstracts of EvidenceOutcomes, annotated as the outcome table is defined.

``data/drug_trials/read.jsonl`` and ``held.jsonl`` have the rows of 48 abstracts each, ``further.jsonl`` those of 168,
drawn by chance among those that tell figures of groups, as :mod:`benchmarks.pico_outcomes` writes rows: without the
text's words; ``learned.jsonl`` has those of 60 more, which is what was left of them. Each was annotated by one reader
who saw no program's rows. Pointer and ranker have learned from all of them but those in ``held``, which were looked at
as scores alone, and decided between settings; the encoder learned from what most of these abstracts call their
outcomes.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks import pico_outcomes

DATA = Path(__file__).parent / "data" / "drug_trials"
CORPUS = Path("data") / "evidence_outcomes"
#: Those that are scored, and those that are only learned from.
PARTS = ("read", "held", "further")
LEARNED = "learned"


def written_out(part: str, shared: Path, folder: Path) -> list[Path]:
    """Write the documents of a part with their rows, as the gold files are, and return the texts' paths, in order.

    Args:
        part: one of :data:`PARTS`, or :data:`LEARNED`.
        shared: the folder that has the corpus.
        folder: where to write; made anew.
    """
    return pico_outcomes.written_out(shared, folder, DATA / f"{part}.jsonl", CORPUS)
