"""The genes of other organisms that correspond to human ones.

The lexicon names human genes; a paper on mice names theirs by the same words and means another concept. The table has
the columns ``gene`` (NCBI Gene's number of the human gene), ``taxon`` (NCBI Taxonomy's number of the organism),
``homologue`` (the number of its gene) and ``symbol``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline import resources
from pipeline.errors import ModelError
from pipeline.extract.model_tables import rows_of
from pipeline.schema import Concept

#: The organisms that there are homologues of, and ours, as NCBI Taxonomy numbers them.
HUMAN, MOUSE, RAT = 9606, 10090, 10116

COLUMNS = ("gene", "taxon", "homologue", "symbol")
_GENES = "NCBIGene:"


class Homologues:
    """What a human gene is in another organism."""

    def __init__(self, known: Mapping[tuple[int, str], Concept]) -> None:
        """Know homologues by organism and by the CURIE of the human gene."""
        self._known = known

    def __len__(self) -> int:
        return len(self._known)

    def of(self, gene: Concept, taxon: int) -> Concept | None:
        """What a gene of the lexicon is in an organism.

        Args:
            gene: a concept of type ``gene``. What NCBI Gene has no number for (a fusion gene, a family) is of no
                organism, and is itself.
            taxon: the organism's number in NCBI Taxonomy.

        Returns:
            the gene; None where no homologue is known.
        """
        if taxon == HUMAN or not gene.id.startswith(_GENES):
            return gene
        return self._known.get((taxon, gene.id))


def load_homologues(path: Path) -> Homologues:
    """Read the table.

    Raises:
        ModelError: naming the file, when it is missing or is no such table.
    """
    known: dict[tuple[int, str], Concept] = {}
    for gene, taxon, homologue, symbol in rows_of(path, COLUMNS):
        if not taxon.isdecimal():
            raise ModelError(f"{path}: {taxon!r} is no number of an organism")
        known[int(taxon), _GENES + gene] = Concept(_GENES + homologue, symbol, "gene")
    return Homologues(known)


@cache
def default_homologues() -> Homologues:
    """The table that comes with evigraph; it is read when it is first asked for."""
    return load_homologues(resources.homologues())
