"""What the infons of a BioC document say about the paper: its ids, authors, journal, year, and its references.

PubMed Central writes them beside the title (``article-id_pmid``, ``name_0``, ``fpage``), PubTator one line of citation
(``Sci Signal. 2021 Sep 21;14(701):eabf3535. doi: 10.1126/...``), PubTator3's JSON also fields of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.ingest.bioc.texts import SourcePassage
from pipeline.ingest.bioc.values import Raw, infons, words
from pipeline.ingest.identifiers import document_id, is_number
from pipeline.schema import Author, Metadata, Reference

_ORDER = ("PMID:", "PMC:", "DOI:")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_CITATION = re.compile(r"(?P<journal>[^;]*?\S)\s*[.;]\s*(?P<year>(?:1[89]|20)\d\d)(?!\d)(?P<rest>.*)", re.DOTALL)
_PLACE = re.compile(r";\s*(?P<volume>[^\s();:]+)?\s*(?:\((?P<issue>[^()]+)\))?\s*:\s*(?P<pages>[\w-]+)")
_DOI = re.compile(r"\bdoi:\s*(10\.\d{4,9}/\S+)", re.IGNORECASE)
_FAMILY_AND_INITIALS = re.compile(r"(?P<name>.+\S) (?P<given>[A-Z]{1,4})")
_KEYWORD_SIGNS = re.compile(r"[;,\n\t|]")


@dataclass(frozen=True, slots=True)
class About:
    """What the source says about a paper.

    Attributes:
        id: its CURIE; None where the source gives none.
        metadata: the rest, as far as :class:`Metadata` has a place for it.
        year: year of publication; ``journal`` likewise.
    """

    id: str | None
    metadata: Metadata
    year: int | None
    journal: str | None


def read_about(raw: Raw, passages: Sequence[SourcePassage]) -> About:
    """Reads what is said beside the text.

    Args:
        raw: the document as it was read.
        passages: its passages; the infons of the title and the abstract are the paper's, those of others their own.

    Raises:
        Unusable: where the document's infons are no object.
    """
    given = _merged(infons(raw), passages)
    cited = words(given.get("journal")) or ""
    citation = _CITATION.match(cited)
    place = _PLACE.search(citation["rest"]) if citation else None
    ids = _identifiers(raw, given, cited)
    year = _year(given.get("year")) or _year(raw.get("date")) or (int(citation["year"]) if citation else None)
    pages = _pages(given)
    metadata = Metadata(
        identifiers=ids,
        authors=tuple(_authors(raw, given)),
        volume=words(given.get("volume")) or (place["volume"] if place else None),
        issue=words(given.get("issue")) or (place["issue"] if place else None),
        pages=pages or (place["pages"] if place else None),
        keywords=tuple(_keywords(words(given.get("kwd")))),
    )
    return About(ids[0] if ids else None, metadata, year, _journal(raw, given, citation, cited))


def read_references(passages: Iterable[SourcePassage]) -> tuple[Reference, ...]:
    """The references among the passages, each with what its infons say of it."""
    return tuple(
        _reference(passage) for passage in passages if passage.part == "reference" and (passage.span or passage.infons)
    )


def _reference(passage: SourcePassage) -> Reference:
    given = passage.infons
    journal = words(given.get("source"))
    authors = tuple(_named_authors(given))
    text = " ".join(segment.words for segment in passage.segments)
    # Beside fields of its own the text is the title; alone it is the whole reference.
    title = text.strip().removesuffix(".") or None if journal or authors else None
    fields = (*map(str, authors), journal, *(words(given.get(key)) for key in ("year", "volume", "fpage")))
    doi, pmid = words(given.get("pub-id_doi")), words(given.get("pub-id_pmid"))
    pmcid = words(given.get("pub-id_pmcid")) or words(given.get("pub-id_pmc"))
    return Reference(
        text=text.strip() or ", ".join(field for field in (*fields, doi, pmid) if field) or "[no words]",
        span=passage.span if passage.span else None,
        label=words(given.get("label")),
        authors=authors,
        title=title,
        journal=journal,
        year=_year(given.get("year")),
        volume=words(given.get("volume")),
        issue=words(given.get("issue")),
        pages=_pages(given),
        doi=doi.removeprefix("https://doi.org/") if doi else None,
        pmid=pmid,
        pmcid=pmcid if pmcid is None or not is_number(pmcid) else f"PMC{pmcid}",
    )


def _merged(own: Raw, passages: Sequence[SourcePassage]) -> dict[str, object]:
    """The infons of the paper: the document's, then those of its title and abstract, the first of each name."""
    merged: dict[str, object] = dict(own)
    front = [passage for passage in passages if passage.part in ("title", "abstract")] or list(passages[:1])
    for passage in front:
        for key, value in passage.infons.items():
            merged.setdefault(key, value)
    return merged


def _identifiers(raw: Raw, given: Raw, cited: str) -> tuple[str, ...]:
    """Every id of the paper, best first. A bare number is its PMID, unless the source says what its PMID or PMC is."""
    found = [f"PMID:{pmid}" for pmid in _told(raw, given, "pmid") if is_number(pmid)]
    pmcs = [pmcid.upper().removeprefix("PMC") for pmcid in _told(raw, given, "pmcid", "pmc")]
    pmcs = [digits for digits in pmcs if is_number(digits)]
    token = words(raw.get("id"))
    if token is not None and not (is_number(token) and (found or token in pmcs)):
        found.append(document_id(token))
    found.extend(f"PMC:PMC{digits}" for digits in pmcs)
    dois = _told(raw, given, "doi")
    if (match := _DOI.search(cited)) is not None:
        dois.append(match[1].rstrip("."))
    found.extend(id for doi in dois if (id := document_id(doi)).startswith("DOI:"))
    ranks = {prefix: rank for rank, prefix in enumerate(_ORDER)}
    kept = dict.fromkeys(found)
    return tuple(sorted(kept, key=lambda id: ranks.get(id[: id.index(":") + 1], len(ranks))))


def _told(raw: Raw, given: Raw, *names: str) -> list[str]:
    values = [raw.get(name) for name in names]
    values += [given.get(key) for name in names for key in (f"article-id_{name}", name)]
    return [told for value in values if (told := words(value)) is not None]


def _journal(raw: Raw, given: Raw, citation: re.Match[str] | None, cited: str) -> str | None:
    named = words(raw.get("journal")) or words(given.get("journal-title")) or words(given.get("journal_title"))
    if named is not None:
        return named
    if citation:
        return citation["journal"]
    return _DOI.split(cited)[0].strip(" ;") or None


def _year(value: object) -> int | None:
    match = _YEAR.match(words(value) or "")
    return int(match[0]) if match else None


def _pages(given: Raw) -> str | None:
    first, last = words(given.get("fpage")), words(given.get("lpage"))
    if first is None:
        return words(given.get("elocation-id"))
    return first if last is None or last == first else f"{first}-{last}"


def _keywords(kwd: str | None) -> Iterator[str]:
    """PubMed Central writes them one behind the other with nothing between: what no sign parts is not taken apart."""
    for keyword in _KEYWORD_SIGNS.split(kwd or ""):
        if keyword.strip():
            yield keyword.strip()


def _authors(raw: Raw, given: Raw) -> Iterator[Author]:
    named = list(_named_authors(given))
    if named:
        yield from named
        return
    listed = raw.get("authors")
    names = listed if isinstance(listed, list) else (words(given.get("authors")) or "").split(",")
    for name in names:
        told = words(name)
        if told is not None:
            match = _FAMILY_AND_INITIALS.fullmatch(told)
            yield Author(match["name"], match["given"]) if match else Author(told)


def _named_authors(given: Raw) -> Iterator[Author]:
    """``name_0`` and on: ``surname:Doe;given-names:Jane``."""
    number = 0
    while (told := words(given.get(f"name_{number}"))) is not None:
        number += 1
        parts = dict(part.split(":", 1) for part in told.split(";") if ":" in part)
        family = words(parts.get("surname"))
        group = words(parts.get("collab")) or words(parts.get("collaboration"))
        if family is not None:
            yield Author(family, words(parts.get("given-names")))
        else:
            yield Author(group or words(parts.get("given-names")) or told, group=group is not None)
