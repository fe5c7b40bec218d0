"""A size of which the sentence tells how many were transplanted: the others were not, so that it is none of their therapies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.groups import is_transplantation
from pipeline.schema import Finding


def without_what_some_had(rows: Sequence[Finding]) -> list[Finding]:
    """The rows, sizes without the transplantation that only some of those counted went on to.

    Args:
        rows: the rows of one document.
    """
    some = {
        (row.sentence, row.total)
        for row in rows
        if row.measure == "HSCT" and row.total is not None and row.events is not None and row.events < row.total
    }
    return [
        replace(row, therapies=tuple(c for c in row.therapies if not is_transplantation(c)))
        if row.measure == "N" and (row.sentence, row.total) in some
        else row
        for row in rows
    ]
