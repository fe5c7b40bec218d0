"""What a run did, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.schema import Reject


@dataclass(frozen=True, slots=True)
class Report:
    """The account of a run.

    Attributes:
        files: how many files were read.
        passed_over: files of folders that are no literature, as they are named.
        new: documents that the database did not hold.
        changed: documents whose text, annotations or extraction changed since the last run.
        unchanged: documents that were left as they are.
        joined: records that said only what another one said.
        rejects: what was refused, by source, in the order of the file.
        documents: how many documents the database now holds.
        mentions: how many mentions it holds, by type.
        findings: how many findings it holds, by code of measure.
        scispacy: the version of scispaCy that took part; None where none did.
        seconds: how long the run took.
    """

    files: int
    passed_over: tuple[str, ...]
    new: int
    changed: int
    unchanged: int
    joined: int
    rejects: tuple[Reject, ...]
    documents: int
    mentions: dict[str, int]
    findings: dict[str, int]
    scispacy: str | None
    seconds: float

    @property
    def read(self) -> int:
        """How many documents of the input the database holds."""
        return self.new + self.changed + self.unchanged
