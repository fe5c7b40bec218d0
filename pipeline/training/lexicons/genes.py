"""Genes: NCBI Gene symbols, full names, and those synonyms that can be told from other short forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.extract.terms.files import Row
from pipeline.training.lexicons.overlay import Stops
from pipeline.training.lexicons.rows import row
from pipeline.training.lexicons.sources import Gene, Sources

_KINDS = frozenset({"protein-coding"})
# One letter and digits is a vitamin, a carbon count or a vertebra before it is a gene; `T2D`, `DM2` are diseases.
_VAGUE = re.compile(r"[A-Za-z]\d{1,3}|[A-Za-z]\d[A-Za-z]")
_PLACEHOLDER = re.compile(r"\w+orf\d+|LOC\d+|KIAA\d+|FLJ\d+|MGC\d+|DKFZ\w+|[A-Z]{1,3}\d{4,}\S*")
#: A synonym that more genes than this share tells none of them.
_SHARED = 2


def genes(sources: Sources, stops: Stops) -> Iterator[Row | None]:
    """Protein-coding genes; those whose symbol is another word or short form are known to queries alone."""
    kept = [gene for gene in sources.genes() if gene.kind in _KINDS]
    symbols = {gene.symbol for gene in kept}
    shared = Counter(synonym for gene in kept for synonym in set(gene.synonyms))
    for gene in kept:
        id = f"NCBIGene:{gene.id}"
        yield row(gene.symbol, id, "gene", flags={"case"} | _symbol_flags(gene, stops))
        if gene.full_name and _full_name_usable(gene.full_name, stops):
            yield row(gene.full_name, id, "gene")
        for synonym in gene.synonyms:
            if synonym not in symbols and shared[synonym] <= _SHARED and _synonym_usable(synonym, stops):
                yield row(synonym, id, "gene", flags={"case"} | stops.flags("gene", synonym))


def _symbol_flags(gene: Gene, stops: Stops) -> set[str]:
    if stops.has("gene", gene.symbol, "keep"):
        return set()
    # Up to three letters without a digit are, in clinical abstracts, mostly something else: HR, CS, PC, CAD, BID.
    vague = len(gene.symbol) <= 3 and gene.symbol.isalpha()
    vague = vague or _VAGUE.fullmatch(gene.symbol) is not None or stops.has("gene", gene.symbol, "drop")
    return {"hidden"} if vague else stops.flags("gene", gene.symbol)


def _synonym_usable(synonym: str, stops: Stops) -> bool:
    if stops.has("gene", synonym, "drop"):
        return False
    if stops.has("gene", synonym, "keep"):
        return True
    digit = any(map(str.isdigit, synonym))
    letters = sum(map(str.isalpha, synonym))
    shape = _VAGUE.fullmatch(synonym) is None and _PLACEHOLDER.fullmatch(synonym) is None
    return digit and letters >= 2 and len(synonym) <= 15 and shape


def _full_name_usable(name: str, stops: Stops) -> bool:
    placeholder = "open reading frame" in name or name.startswith(("uncharacterized", "novel"))
    return len(name) > 5 and len(name) <= 60 and not placeholder and not stops.has("gene", name, "drop")
