"""The identifiers of a RIS record, which has a tag for the DOI alone: the others stand in links and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pipeline.ingest.references.citations import clean_doi

#: How a note begins that is a reference list.
REFERENCES = "References:"
#: A value that is a DOI.
DOI_VALUE = re.compile(r"(?:doi:? ?|https?://(?:dx\.)?doi\.org/)*(10\.\d{4,9}/\S+)", re.IGNORECASE)
_LINKS = ("UR", "L1", "L2", "L3", "L4", "LK")
_DOI_LINK = re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/\S+)", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:? ?(\d{1,8})\b", re.IGNORECASE)
_PMID_LINK = re.compile(
    r"(?:ncbi\.nlm\.nih\.gov/pubmed|pubmed\.ncbi\.nlm\.nih\.gov|pubmed\.gov)/(?:\?term=)?(\d{1,8})\b"
)
_PMCID = re.compile(r"\bPMC\d{2,9}\b")
_NUMBER = re.compile(r"\d{1,8}")
_PUBMED = re.compile(r"\b(?:pubmed|medline|nlm)\b", re.IGNORECASE)


def read_identifiers(values: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The CURIEs of a record, PMID before PMC number before DOI.

    Args:
        values: the values of each tag.
    """
    links = " ".join(value for tag in _LINKS for value in values.get(tag, ()))
    own = " ".join(value for tag in ("AN", "ID", "C2", "N1", "M1") for value in values.get(tag, ())
                   if not value.startswith(REFERENCES))  # fmt: skip
    pmid = _one(_PMID.findall(own)) or _pmid_by_number(values) or _one(_PMID_LINK.findall(links))
    pmcid = _one(_PMCID.findall(own)) or _one(_PMCID.findall(links))
    stated = [
        match[1]
        for tag in ("DO", "M3", "AN", "ID")
        for value in values.get(tag, ())
        if (match := DOI_VALUE.fullmatch(value))
    ]
    doi = clean_doi(stated[0]) if stated else _one([clean_doi(found) for found in _DOI_LINK.findall(links)])
    found = (pmid and f"PMID:{pmid}", pmcid and f"PMC:{pmcid}", doi and f"DOI:{doi}")
    return tuple(curie for curie in found if curie)


def _one(found: Iterable[str]) -> str | None:
    """The one that was found; None where there are several: they are not all this paper's."""
    unique = list(dict.fromkeys(found))
    return unique[0] if len(unique) == 1 else None


def _pmid_by_number(values: Mapping[str, list[str]]) -> str | None:
    """A bare number is a PMID in what PubMed gave itself, and where Scopus puts it."""
    databases = " ".join(value for tag in ("DB", "DP") for value in values.get(tag, ()))
    tags: tuple[str, ...] = ()
    if databases.strip().lower() == "scopus":
        tags = ("C2",)
    elif _PUBMED.search(databases) and "embase" not in databases.lower():
        tags = ("AN", "ID")
    return next((value for tag in tags for value in values.get(tag, ()) if _NUMBER.fullmatch(value)), None)
