"""The prefixes of CURIEs that papers and concepts are known by, and what may stand behind each."""

from __future__ import annotations

import re

_ANY = r"\S(?:.*\S)?"

#: Prefix -> what may stand behind it.
PREFIXES: dict[str, str] = {
    # papers
    "PMID": r"[1-9]\d{0,8}",
    "PMC": r"PMC[1-9]\d*",
    "DOI": r"10\.\d{4,9}/\S+",
    "file": _ANY,
    "NCT": r"NCT\d{8}",
    "ISBN": r"[\dXx -]{10,17}",
    "NBK": r"NBK\d+",
    "PII": _ANY,
    # concepts
    "MESH": r"[A-Z]\d{6,9}",
    "OMIM": r"(?:PS)?\d{6}",
    "DOID": r"\d+",
    "MONDO": r"\d{7}",
    "HP": r"\d{7}",
    "NCIT": r"C\d+",
    "UMLS": r"C\d{7}",
    "ORPHA": r"\d+",
    "CHEBI": r"\d+",
    "DRUGBANK": r"DB\d{5}",
    "NCBIGene": r"\d+",
    "HGNC": r"\d+",
    "UniProt": r"[A-Z0-9]{6,10}(?:-\d+)?",
    "NCBITaxon": r"\d+",
    "DBSNP": r"rs\d+",
    "tmVar": _ANY,
    "cellosaurus": r"CVCL_[A-Z0-9]{4}",
    "GO": r"\d{7}",
    "evigraph": _ANY,
}

_CURIE = re.compile(r"([A-Za-z][A-Za-z0-9_.-]*):(\S.*)", re.DOTALL)


def curie_fault(curie: str) -> tuple[str, str] | None:
    """What is wrong with an identifier.

    Args:
        curie: the identifier.

    Returns:
        what is wrong with it, and what was expected; None where nothing is.
    """
    match = _CURIE.fullmatch(curie)
    if match is None:
        return "is no CURIE", "prefix:identifier"
    prefix, local = match.groups()
    pattern = PREFIXES.get(prefix)
    if pattern is None:
        near = next((known for known in PREFIXES if known.lower() == prefix.lower()), None)
        return "has an unknown prefix", near or "a known prefix"
    if not re.fullmatch(pattern, local):
        return f"is no identifier of {prefix}", f"{prefix}:{pattern}"
    return None
