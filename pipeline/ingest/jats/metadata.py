"""What the front of a JATS article says about it: ids, journal, authors, date, kind, keywords, registrations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.ingest.identifiers import document_id
from pipeline.ingest.jats.inline import words
from pipeline.ingest.jats.references import pages_of, read_people
from pipeline.schema import Author, Metadata

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HREF = "{http://www.w3.org/1999/xlink}href"
_YEAR = re.compile(r"(1[5-9]|20)\d\d")
_REGISTRY = re.compile(r"\b(?:NCT\d{8}|ISRCTN\d{5,9}|ACTRN\d{14}|UMIN\d{9}|DRKS\d{8}|ChiCTR[A-Z-]*\d{6,12})\b")
_REGISTRY_SECTION = re.compile(r"regist", re.IGNORECASE)
# Dates of the paper itself; a repository's release, and those of a manuscript's way, are none.
_DATES = frozenset(
    ("epub", "ppub", "collection", "epub-ppub", "pub", "epreprint", "print", "electronic", "ecollection")
)
_PREFIXES = {"pmid": "PMID:", "pmc": "PMC:", "pmcid": "PMC:", "doi": "DOI:"}
_ORDER = ("PMID", "PMC", "DOI")
_SUBJECTS = frozenset(("heading", "article-type", "toc-heading"))

#: ISO 639-1 -> ISO 639-2, the bibliographic codes that MEDLINE uses.
LANGUAGES = {
    "ar": "ara", "bg": "bul", "ca": "cat", "cs": "cze", "da": "dan", "de": "ger", "el": "gre", "en": "eng",
    "es": "spa", "et": "est", "fa": "per", "fi": "fin", "fr": "fre", "he": "heb", "hr": "hrv", "hu": "hun",
    "id": "ind", "is": "ice", "it": "ita", "ja": "jpn", "ko": "kor", "lt": "lit", "lv": "lav", "nl": "dut",
    "no": "nor", "pl": "pol", "pt": "por", "ro": "rum", "ru": "rus", "sk": "slo", "sl": "slv", "sr": "srp",
    "sv": "swe", "th": "tha", "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "chi",
}  # fmt: skip


def front_of(article: etree._Element) -> etree._Element:
    """The element with an article's metadata; an empty one where it has none."""
    for path in ("front/article-meta", "front-stub", "front"):
        found = article.find(path)
        if found is not None:
            return found
    return etree.Element("article-meta")


def identifiers_of(front: etree._Element) -> tuple[str, ...]:
    """The ids of an article as CURIEs, ``PMID`` before ``PMC`` before ``DOI``."""
    found: set[str] = set()
    for element in front.findall("article-id"):
        prefix = _PREFIXES.get(element.get("pub-id-type", ""))
        value = words(element)
        if prefix is None or value is None:
            continue
        identifier = document_id(value if value.upper().startswith(("PMC", "PMID")) else f"{prefix}{value}")
        if not identifier.startswith("file:"):
            found.add(identifier)
    return tuple(sorted(found, key=lambda curie: (_ORDER.index(curie.partition(":")[0]), curie)))


def metadata_of(article: etree._Element, abstract: str | None) -> Metadata:
    """The metadata of an article.

    Args:
        article: the ``article`` or ``sub-article``.
        abstract: title and abstract as they are written, in which a registration may be told.
    """
    front = front_of(article)
    return Metadata(
        identifiers=identifiers_of(front),
        authors=tuple(_authors(front)),
        volume=words(front.find("volume")),
        issue=words(front.find("issue")),
        pages=pages_of(front),
        language=_language(article.get(_XML_LANG)),
        publication_types=_kinds(article, front),
        keywords=_keywords(front),
        registry_numbers=tuple(dict.fromkeys(_registry_numbers(article, front, abstract or ""))),
    )


def year_of(front: etree._Element) -> int | None:
    """The year in which an article first appeared, in print or not."""
    years: list[int] = []
    for date in front.iter("pub-date"):
        kinds = {date.get("pub-type"), date.get("date-type"), date.get("publication-format")} - {None}
        match = _YEAR.search(words(date.find("year")) or date.get("iso-8601-date") or "")
        if match and (not kinds or kinds & _DATES):
            years.append(int(match[0]))
    return min(years, default=None)


def journal_of(article: etree._Element) -> str | None:
    """The name of the journal in which an article appeared."""
    meta = article.find("front/journal-meta")
    if meta is None:
        return None
    for path in (".//journal-title", "abbrev-journal-title", "journal-id[@journal-id-type='nlm-ta']"):
        name = words(meta.find(path))
        if name is not None:
            return name
    return None


def _language(code: str | None) -> str | None:
    code = (code or "").partition("-")[0].lower()
    return code if len(code) == 3 else LANGUAGES.get(code)


def _authors(front: etree._Element) -> Iterator[Author]:
    for group in front.findall("contrib-group"):
        for contrib in group:
            if contrib.tag == "contrib" and contrib.get("contrib-type", "author") in ("author", "collab"):
                yield from read_people(contrib)


def _kinds(article: etree._Element, front: etree._Element) -> tuple[str, ...]:
    kinds = [article.get("article-type") or article.get("response-type")]
    for group in front.findall("article-categories/subj-group"):
        if group.get("subj-group-type", "heading") in _SUBJECTS:
            kinds.extend(words(subject) for subject in group.findall("subject"))
    return tuple(dict.fromkeys(kind for kind in kinds if kind))


def _keywords(front: etree._Element) -> tuple[str, ...]:
    """The authors' keywords, in the language of the paper where there are several."""
    found = (words(keyword) for group in front.findall("kwd-group") for keyword in group.iter("kwd", "compound-kwd"))
    return tuple(dict.fromkeys(keyword.rstrip(" ;,.") for keyword in found if keyword and keyword.strip(" ;,.")))


def _registry_numbers(article: etree._Element, front: etree._Element, abstract: str) -> Iterator[str]:
    """Numbers of trial registries: in title, abstract and front, linked in the text, in a section on registration."""
    yield from _REGISTRY.findall(abstract)
    body = article.find("body")
    for root in (front, body):
        for link in () if root is None else root.iter("ext-link", "uri", "related-object", "custom-meta"):
            yield from _REGISTRY.findall(f"{words(link) or ''} {link.get(_HREF, '')} {link.get('document-id', '')}")
    for section in article.iter("sec"):
        if _REGISTRY_SECTION.search(words(section.find("title")) or ""):
            yield from _REGISTRY.findall(words(section) or "")
