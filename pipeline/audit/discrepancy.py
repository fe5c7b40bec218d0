"""What an audit finds: one figure, or two of one document, that cannot be as printed."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.schema import Finding


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Figures of a document that do not agree.

    Attributes:
        document: the document's id.
        check: which check found it (``share``, ``interval``, ``bounds``, ``repeated``).
        message: one readable sentence with both figures.
        findings: the findings concerned, in the order of their places.
    """

    document: str
    check: str
    message: str
    findings: tuple[Finding, ...]
