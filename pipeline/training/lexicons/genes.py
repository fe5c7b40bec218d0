"""Genes: NCBI Gene symbols, full names, and those synonyms that can be told from other short forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from pipeline.extract.terms.files import Row
from pipeline.training.lexicons.overlay import Stops
from pipeline.training.lexicons.rows import compact, row
from pipeline.training.lexicons.sources import Gene, Sources

#: The corpora that annotate genes, and their words for them.
KINDS = frozenset({"Gene", "GeneOrGeneProduct"})
CORPORA = ("data/biored/train.pubtator", "data/nlm_gene/train.pubtator")

_CODING = "protein-coding"
# One letter and digits is a vitamin, a carbon count or a vertebra before it is a gene; `T2D`, `DM2` are diseases.
_VAGUE = re.compile(r"[A-Za-z]\d{1,3}|[A-Za-z]\d[A-Za-z]")
_PLACEHOLDER = re.compile(r"\w+orf\d+|LOC\d+|KIAA\d+|FLJ\d+|MGC\d+|DKFZ\w+|[A-Z]{1,3}\d{4,}\S*")
_MICRO = re.compile(r"MIR(\d+\w*)")
# RNA that is numbered after its place in the genome, or after the gene on the other strand.
_NUMBERED_RNA = re.compile(r"LINC\d+|LOC\d+|\S+-(?:AS|IT|DT|OT)\d*|SNOR[AD]\d+\S*|RN[UY7]\S*|MIR\S*HG|\S+orf\d+")
# Three letters and a number, as papers write a gene in any letter case (`Bcl-2`, `sox2`).
_NUMBERED = re.compile(r"([A-Z]{3,})\d{1,2}[A-Z]?\d?")
_NAMELESS = ("uncharacterized", "novel", "hypothetical", "putative")
#: A synonym that more genes than this share tells none of them.
_SHARED = 2
# `mucopolysaccharidosis type I` is what its gene is designated by, and no name of the gene; `amplified in liver cancer`
# is one.
_DISEASE = re.compile(
    r"(?!.*\b(?:in|by|for|to|of|protein|gene|factor|receptor|antigen|candidate|suppressor|associated|related)\b)"
    r".*(?:disease|syndrome|osis|an[ae]?emia|leuk[ae]?emia|lymphoma|carcinoma|sarcoma|tumou?r|deficiency|dystrophy|ataxia)"
    r"(?:,? type)?(?: (?:\d+|[ivx]+))?",
    re.IGNORECASE,
)

# `menin`, `alpha-synuclein`, `argininosuccinase`: proteins of one word have endings that few other words have.
_PROTEIN = re.compile(r"(?=.{5})(?:[a-z]+-)?[a-z]+(?:in|ase|gen)")

#: The longest name that an abstract calls a gene by.
LONGEST = 60


def genes(sources: Sources, stops: Stops, taken: Collection[str] = frozenset()) -> Iterator[Row | None]:
    """Genes with their names; what is another word or short form in text is for queries and given mentions alone.

    Args:
        sources: where the terminologies are.
        stops: decisions about single names.
        taken: the keys, without separators, of what substances and diseases are called: a protein of one word that is
            called so (`insulin`) is left to them.
    """
    everything = list(sources.genes())
    kept = [gene for gene in everything if gene.kind == _CODING]
    symbols = {gene.symbol for gene in kept}
    shared = Counter(synonym for gene in kept for synonym in set(gene.synonyms))
    owners = Counter(name.lower() for gene in kept for name in {gene.full_name or "", *gene.designations})
    words = _words(sources)
    said = _said(sources, {gene.id for gene in everything})
    for gene in kept:
        id = f"NCBIGene:{gene.id}"
        hidden = _symbol_flags(gene, stops)
        yield row(gene.symbol, id, "gene", flags={"case"} | hidden)
        if not hidden and (match := _NUMBERED.fullmatch(gene.symbol)) and match[1].lower() not in words:
            yield row(gene.symbol.capitalize(), id, "gene", flags={"case"})
            yield row(gene.symbol.lower(), id, "gene", flags={"case"})
        if gene.full_name and _full_name_usable(gene.full_name, stops):
            yield row(gene.full_name, id, "gene")
        for synonym in gene.synonyms:
            if synonym not in symbols and shared[synonym] <= _SHARED and _synonym_usable(synonym, stops):
                yield row(synonym, id, "gene", flags={"case"} | stops.flags("gene", synonym))
            elif shared[synonym] <= _SHARED and len(synonym) <= 15:
                yield row(synonym, id, "gene", flags={"case", "hidden"})
        for name in gene.designations:
            if (
                owners[name.lower()] == 1
                and (_plain(name) or _is_protein(name, taken))
                and not _DISEASE.fullmatch(name)
                and _full_name_usable(name, stops)
            ):
                yield row(name, id, "gene")
        for name in said.get(gene.id, ()):
            if _is_protein(name, taken):
                yield row(name, id, "gene", flags=stops.flags("gene", name))
                continue
            usable = _full_name_usable(name, stops) if " " in name else _synonym_usable(name, stops)
            yield row(name, id, "gene", flags={"case"} if usable else {"case", "hidden"})
    for gene in everything:
        if gene.kind == "ncRNA" and not _NUMBERED_RNA.fullmatch(gene.symbol):
            id, micro = f"NCBIGene:{gene.id}", _MICRO.fullmatch(gene.symbol)
            yield row(gene.symbol, id, "gene", flags={"case"} | _symbol_flags(gene, stops))
            if micro:
                yield row(f"miR-{micro[1].lower()}", id, "gene")
                yield row(f"microRNA-{micro[1].lower()}", id, "gene")


def _words(sources: Sources) -> frozenset[str]:
    """The words that the corpora write in small letters."""
    return frozenset(
        word
        for file in CORPORA
        for text, _ in sources.texts(file, KINDS)
        for word in re.findall(r"(?<![\w-])[a-z]+(?![\w-])", text)
    )


def _said(sources: Sources, human: Collection[str]) -> dict[str, list[str]]:
    """The names that the corpora have for a human gene, where they mean it mostly."""
    found: dict[str, list[str]] = defaultdict(list)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for file in CORPORA:
        for mention, ids in sources.annotated(file, KINDS).items():
            counts[mention].update(ids)
    for mention, ids in sorted(counts.items()):
        ours = {id: count for id, count in ids.items() if id in human}
        if ours and len(mention) <= LONGEST:
            found[min(ours, key=lambda id: (-ours[id], id))].append(mention)
    return found


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


def _plain(name: str) -> bool:
    """Whether a designation is such as a paper may write: a few words, nothing in brackets or behind a comma."""
    words = name.split()
    return 2 <= len(words) <= 5 and len(name) <= 40 and not set(name) & set("(),;:[]{}/") and words[-2] != "Li"


def _is_protein(name: str, taken: Collection[str]) -> bool:
    """Whether a name is the one word of a protein, by its ending, and nothing else is called so."""
    return _PROTEIN.fullmatch(name) is not None and compact(name) not in taken


def _full_name_usable(name: str, stops: Stops) -> bool:
    placeholder = "open reading frame" in name or name.startswith(
        ("uncharacterized", "novel", "hypothetical", "putative")
    )
    return len(name) > 5 and len(name) <= LONGEST and not placeholder and not stops.has("gene", name, "drop")
