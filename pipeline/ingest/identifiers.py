"""What PubTator files call types and concepts, and what evigraph calls them: lower-case types, CURIEs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import PurePath

#: The sources' names for types, in lower case, -> ours. What is not here is lower-cased and kept.
TYPES: dict[str, str] = {
    "chemical": "chemical",
    "chemicalentity": "chemical",
    "disease": "disease",
    "diseaseorphenotypicfeature": "disease",
    # The NCBI disease corpus tells by the type how a disease is named.
    "specificdisease": "disease",
    "diseaseclass": "disease",
    "compositemention": "disease",
    "modifier": "disease",
    "gene": "gene",
    "geneorgeneproduct": "gene",
    "species": "species",
    "organismtaxon": "species",
    "mutation": "variant",
    "sequencevariant": "variant",
    "variant": "variant",
    "dnamutation": "variant",
    "proteinmutation": "variant",
    "dnaacidchange": "variant",
    "proteinacidchange": "variant",
    "dnaallele": "variant",
    "proteinallele": "variant",
    "othermutation": "variant",
    "snp": "variant",
    "cellline": "cell_line",
    "cell_line": "cell_line",
}

# Types whose bare numbers are identifiers of NCBI Gene; the last two are NLM-Gene's.
_GENE_TYPES = frozenset({"gene", "familyname", "domainmotif"})
# PubTator3 also finds kinds of organism that are named by numbers of NCBI Taxonomy.
_TAXON_TYPES = frozenset({"species", "genus", "strain"})
_NO_CONCEPT = frozenset({"", "-", "-1"})
_MESH = re.compile(r"[CD]\d{6,9}")
_CURIE = re.compile(r"[A-Za-z][A-Za-z0-9_.]*:\S+")
# ``CVCL_0031``, in PubTator3 also ``CVCL:0031``, with the prefix of a CURIE or without.
_CELL_LINE = re.compile(r"(?:cellosaurus:)?CVCL[_:](\S+)", re.IGNORECASE)
_SNP = re.compile(r"rs\d+")
_TAXON_NOTE = re.compile(r"\(Tax:\d+\)$")
_SEPARATORS = re.compile(r"[|;,+]")
_VARIANT_SEPARATORS = re.compile(r"[;,]")
_VARIANT_ATTRIBUTES = frozenset({"HGVS", "VariantGroup", "CorrespondingGene", "CorrespondingSpecies", "CA#", "RS#"})
_PREFIXES: dict[str, str] = {"mesh": "MESH", "ncbigene": "NCBIGene", "ncbitaxon": "NCBITaxon", "omim": "OMIM"}
_PMC = re.compile(r"PMC:?(?:PMC)?(\d+)", re.IGNORECASE)
_PMC_NUMBER = re.compile(r"(\d{3,12})", re.ASCII)
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:)?\s*(10\.\d{4,9}/\S+)", re.IGNORECASE)


def is_number(token: str) -> bool:
    """Whether ``token`` is a whole number in ASCII digits, short enough to be an offset or an identifier."""
    return token.isascii() and token.isdigit() and len(token) <= 12


def document_id(token: str) -> str:
    """The CURIE of a document that a PubTator file calls ``token``: ``PMID``, ``PMC``, ``DOI``, else ``file``."""
    token = token.strip()
    if is_number(token):
        return f"PMID:{token}"
    if token[:5].upper() == "PMID:" and is_number(token[5:]):
        return f"PMID:{token[5:]}"
    if match := _PMC.fullmatch(token):
        return f"PMC:PMC{match[1]}"
    if match := _DOI.fullmatch(token):
        return f"DOI:{match[1]}"
    return f"file:{token}"


def paper_identifiers(
    pmid: str | None = None, pmcid: str | None = None, dois: Iterable[str | None] = ()
) -> tuple[str, ...]:
    """The CURIEs of a paper, ``PMID`` before ``PMC`` before ``DOI``, each once.

    Args:
        pmid: its number in PubMed, with prefix or without.
        pmcid: its number in PubMed Central, with ``PMC`` or without.
        dois: its DOIs, with ``doi:`` or as an address of doi.org, or without; letter case tells no two apart.

    Returns:
        those that have the form of their kind; none where there are none.
    """
    found: list[str] = []
    if pmid is not None and (id := document_id(pmid)).startswith("PMID:"):
        found.append(id)
    if pmcid is not None and (match := _PMC.fullmatch(pmcid.strip()) or _PMC_NUMBER.fullmatch(pmcid.strip())):
        found.append(f"PMC:PMC{match[1]}")
    by_name: dict[str, str] = {}
    # As a rule PubMed tells it twice.
    for doi in dict.fromkeys(dois):
        if doi is None:
            continue
        match = _DOI.fullmatch(_DOI_ADDRESS.sub("", doi.strip()) if "://" in doi else doi.strip())
        if match:
            by_name.setdefault(match[1].lower(), match[1])
    found.extend(f"DOI:{doi}" for doi in by_name.values())
    return tuple(found)


def document_curie(identifiers: Sequence[str], source: str, number: int = 1) -> str:
    """The id of a document: the first of its identifiers, else ``file:`` and the name of its file.

    Args:
        identifiers: its CURIEs, best first.
        source: the file, as the user named it.
        number: which record of the file it is, from 1; from the second on the number is part of the id.
    """
    if identifiers:
        return identifiers[0]
    path = PurePath(source)
    name = PurePath(path.stem).stem if path.suffix.lower() == ".gz" else path.stem
    return f"file:{name or source}" + (f"-{number}" if number > 1 else "")


def concept_type(name: str) -> str:
    """Our name for a type that the source calls ``name``; the source's own in lower case where we have none."""
    name = name.strip().lower()
    return TYPES.get(name, name)


def curies(column: str, type: str) -> tuple[str, ...]:
    """The CURIEs in a mention's concept column, best first, without repeats.

    Args:
        column: the column as it stands: one identifier, several, or a sign for none (``-``, ``-1``).
        type: the mention's type, one of ours: it tells what a bare number or code identifies.
    """
    return _known_curies(column, type) if len(column) <= _LONGEST_KNOWN else _curies(column, type)


def _curies(column: str, type: str) -> tuple[str, ...]:
    if type == "variant":
        return _variant_curies(column)
    found = (curie(token, type) for token in _SEPARATORS.split(column))
    return tuple(dict.fromkeys(identifier for identifier in found if identifier is not None))


# A few concepts make up most of the mentions of a file; what is long is not worth the memory.
_LONGEST_KNOWN = 40
_known_curies = lru_cache(maxsize=1 << 14)(_curies)


def curie(token: str, type: str) -> str | None:
    """The CURIE of one identifier on a mention of a type; None for the signs that say there is none."""
    token = _TAXON_NOTE.sub("", token.strip())
    if token in _NO_CONCEPT:
        return None
    if match := _CELL_LINE.fullmatch(token):
        return f"cellosaurus:CVCL_{match[1]}"
    if _CURIE.fullmatch(token):
        prefix, _, local = token.partition(":")
        return f"{_PREFIXES.get(prefix.lower(), prefix)}:{local}"
    if _MESH.fullmatch(token):
        return f"MESH:{token}"
    if is_number(token) and type in _GENE_TYPES:
        return f"NCBIGene:{token}"
    if is_number(token) and type in _TAXON_TYPES:
        return f"NCBITaxon:{token}"
    if _SNP.fullmatch(token):
        return f"DBSNP:{token}"
    return f"{'tmVar' if type == 'variant' else 'pubtator'}:{token}"


def _variant_curies(column: str) -> tuple[str, ...]:
    """Variants: ``|`` belongs to tmVar's notation, and ``;`` may part an identifier from its attributes."""
    found: list[str] = []
    for token in _VARIANT_SEPARATORS.split(column):
        name, _, value = token.strip().partition(":")
        if name == "RS#" and is_number(value):
            found.insert(0, f"DBSNP:rs{value}")
        elif name not in _VARIANT_ATTRIBUTES or token == column:
            identifier = curie(token, "variant")
            if identifier is not None:
                found.append(identifier)
    return tuple(dict.fromkeys(found))
