"""The numbers of dbSNP that changes of known genes have.

The table has the columns ``gene`` (NCBI Gene's number), ``symbol``, ``change`` (in the notation of HGVS) and ``number``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from pipeline import resources
from pipeline.extract.model_tables import rows_of

COLUMNS = ("gene", "symbol", "change", "number")


class KnownVariants:
    """Numbers of dbSNP by gene and change."""

    def __init__(self, numbers: Mapping[tuple[str, str], str]) -> None:
        """Know the numbers of changes (``p.V600E``) of genes, by the CURIEs of these."""
        self._numbers = numbers

    def number(self, change: str, genes: Iterable[str]) -> str | None:
        """The number of a change, where one of the genes that a document names has one for it."""
        return next((self._numbers[gene, change] for gene in genes if (gene, change) in self._numbers), None)


def load_variants(path: Path) -> KnownVariants:
    """Read the table.

    Raises:
        ModelError: naming the file, when it is missing or is no such table.
    """
    rows = rows_of(path, COLUMNS)
    return KnownVariants({(f"NCBIGene:{gene}", change): number for gene, _, change, number in rows})


@cache
def default_variants() -> KnownVariants:
    """The table that comes with evigraph; it is read when it is first asked for."""
    return load_variants(resources.variants())
