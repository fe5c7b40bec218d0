"""The table of homologues: which mouse and rat genes correspond to which human ones."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.extract.normalising import Normaliser
from pipeline.extract.normalising.homologues import COLUMNS, MOUSE, RAT
from pipeline.extract.normalising.species import Organisms
from pipeline.schema import Mention, Span
from pipeline.training.homologues.sources import Approved, Wheels
from pipeline.training.lexicons.genes import CORPORA, KINDS
from pipeline.training.lexicons.sources import Sources

#: A row of the table: the human gene, the organism, its gene, the symbol of that.
Row = tuple[str, int, str, str]


def build(sources: Sources, wheels: Wheels, normaliser: Normaliser, target: Path) -> Counter[int]:
    """Write the table.

    Args:
        sources: the folder that holds the corpora.
        wheels: the terminologies of homologues.
        normaliser: what says which human gene a name is.
        target: the file to write.

    Returns:
        how many genes of each organism it has.

    Raises:
        LexiconError: when a source is missing.
    """
    approved = list(wheels.approved())
    mice = wheels.mouse_genes()
    human = {gene.id for gene in sources.genes()}
    rows = [*_mouse_rows(approved, mice, wheels.symbols("mgi"))]
    rows += _rat_rows(_annotated_rats(sources, human | set(mice), normaliser), approved, wheels.symbols("rgd"))
    rows.sort(key=lambda row: (row[1], int(row[0])))
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return Counter(row[1] for row in rows)


def _mouse_rows(approved: Iterable[Approved], mice: Mapping[str, str], symbols: Mapping[str, str]) -> Iterator[Row]:
    """The mouse gene that HGNC says is a gene's homologue, else the one that is called as it is."""
    numbers: dict[str, str] = {}
    for number, symbol in sorted(mice.items(), key=lambda each: int(each[0])):
        numbers.setdefault(symbol.lower(), number)
    for gene in approved:
        names = (*(symbols[mouse] for mouse in gene.mice if mouse in symbols), gene.symbol)
        found = next((numbers[name.lower()] for name in names if name.lower() in numbers), None)
        if found is not None:
            yield gene.gene, MOUSE, found, mice[found]


def _annotated_rats(sources: Sources, known: Collection[str], normaliser: Normaliser) -> dict[str, str]:
    """NCBI Gene's number of the rat gene that corresponds to a human one, as the corpora annotate it.

    No list of the rat genes' numbers is at hand. A number that is none of a human or mouse gene, in a paper that writes
    of rats, is taken for the gene that its words name.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for file in CORPORA:
        for text, places in sources.documents(file, KINDS):
            organisms = Organisms(text)
            for start, end, id in places:
                if not id.isdigit() or id in known:
                    continue
                mention = Mention(Span(start, end), text[start:end], "gene")
                if organisms.of(mention) == RAT:
                    for answer in normaliser.normalise(mention.surface, "gene"):
                        votes[answer.concept.id.partition(":")[2]][id] += 1
    return {gene: min(ids, key=lambda id: (-ids[id], int(id))) for gene, ids in votes.items()}


def _rat_rows(rats: Mapping[str, str], approved: Sequence[Approved], symbols: Mapping[str, str]) -> Iterator[Row]:
    for gene in approved:
        if gene.gene in rats:
            symbol = next((symbols[rat] for rat in gene.rats if rat in symbols), gene.symbol.capitalize())
            yield gene.gene, RAT, rats[gene.gene], symbol
