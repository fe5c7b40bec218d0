"""The reference list of a JATS article: what each entry says, and the line that it is printed as."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.ingest.jats.inline import words
from pipeline.schema import Author, Reference

_CITATIONS = frozenset(("element-citation", "mixed-citation", "nlm-citation", "citation"))
_WRITERS = frozenset(("author", "authors", None))
_YEAR = re.compile(r"(?<!\d)(1[5-9]|20)\d\d(?!\d)")
_DOI = re.compile(r"(10\.\d{4,9}/\S+?)[.,;)\]]*$")
_PMC = re.compile(r"(?:PMC)?(\d+)", re.IGNORECASE)
_DASHES = re.compile(r"[-‐-―]")
_HREF = "{http://www.w3.org/1999/xlink}href"
# What the line of a bare entry says in its own places; everything else in it is written behind.
_PLACED = frozenset(
    (
        *("name", "string-name", "name-alternatives", "article-title", "chapter-title", "source", "year", "volume"),
        *("issue", "fpage", "lpage", "page-range", "elocation-id", "publisher-name", "publisher-loc", "edition"),
        *("pub-id", "etal", "label", "month", "day"),
    )
)


def read_references(ref: etree._Element) -> Iterator[Reference]:
    """What an entry of a reference list refers to; several papers where it lists several.

    Args:
        ref: the ``ref``, its tags without namespaces.

    Yields:
        references whose ``text`` is the line to be written, without place.
    """
    label = _label(words(ref.find("label")))
    found = False
    for citation in ref.iter():
        if citation.tag in _CITATIONS and not any(above.tag in _CITATIONS for above in citation.iterancestors()):
            reference = _reference(citation, _label(words(citation.find("label"))) or label)
            label = label if reference is None else None
            if reference is not None:
                found = True
                yield reference
    if not found:
        for child in ref.findall("label"):
            ref.remove(child)
        text = words(ref) or next((link.get(_HREF) for link in ref.iter("ext-link", "uri") if link.get(_HREF)), None)
        if text is not None:
            yield Reference(text=text, label=label)


def _label(label: str | None) -> str | None:
    """``12`` for ``12.``, ``[12]`` and ``(12)``."""
    return (label or "").strip("[]()., ") or None


def _reference(citation: etree._Element, label: str | None) -> Reference | None:
    title = _first(citation, "article-title", "chapter-title", "part-title")
    source = _first(citation, "source")
    journal = source
    kind = citation.get("publication-type") or citation.get("citation-type") or citation.get("person-group-type")
    if title is None and kind not in ("journal", None):
        # A book or a report is called by its own name.
        title, journal = source, None
    reference = Reference(
        text="",
        label=label,
        authors=tuple(_authors(citation)),
        title=None if title is None else title.rstrip(" .") or None,
        journal=journal,
        year=_year(_first(citation, "year")),
        volume=_first(citation, "volume"),
        issue=_first(citation, "issue"),
        pages=pages_of(citation),
        doi=_identifier(citation, "doi"),
        pmid=_identifier(citation, "pmid"),
        pmcid=_identifier(citation, "pmc", "pmcid"),
    )
    for inner in citation.findall("label"):
        # The label is told by itself.
        tail, before = inner.tail, inner.getprevious()
        citation.remove(inner)
        if before is None:
            citation.text = (citation.text or "") + (tail or "")
        else:
            before.tail = (before.tail or "") + (tail or "")
    text = words(citation) if _is_printed(citation) else _composed(citation, reference)
    if text is None:
        return None
    return Reference(**{**{name: getattr(reference, name) for name in Reference.__slots__}, "text": text})


def _is_printed(citation: etree._Element) -> bool:
    """Whether the entry stands there as it is printed, and not as bare elements."""
    if citation.tag == "mixed-citation" and len(citation) == 0:
        return True
    pieces = [citation.text, *(child.tail for child in citation)]
    return any(piece and piece.strip() for piece in pieces)


def _composed(citation: etree._Element, reference: Reference) -> str | None:
    """The line of an entry of bare elements: ``Doe J, Roe R. Title. Journal. 2016;12(3):45-50.``, then the rest."""
    names = ", ".join(str(author) for author in reference.authors)
    if citation.find(".//etal") is not None and names:
        names += ", et al"
    place = reference.volume or ""
    if reference.issue is not None:
        place += f"({reference.issue})"
    if reference.pages is not None:
        place += f":{reference.pages}" if place else reference.pages
    year = _first(citation, "year")
    when = ";".join(filter(None, (year, place)))
    publisher = ": ".join(filter(None, (_first(citation, "publisher-loc"), _first(citation, "publisher-name"))))
    edition = _first(citation, "edition")
    source = _first(citation, "source") if reference.journal is None and reference.title else None
    ids = [("doi:", reference.doi), ("PMID: ", reference.pmid), ("", reference.pmcid)]
    rest = [_behind(child, reference) for child in citation if isinstance(child.tag, str) and child.tag not in _PLACED]
    parts = [
        names,
        reference.title,
        reference.journal if source is None or source == reference.title else source,
        edition,
        publisher,
        when,
        *rest,
        *(prefix + value for prefix, value in ids if value is not None),
    ]
    lines = [part.rstrip(" .") if number == 0 else part.rstrip() for number, part in enumerate(filter(None, parts))]
    return " ".join(line if line[-1:] in ".?!" else f"{line}." for line in lines if line) or words(citation)


def _behind(element: etree._Element, reference: Reference) -> str | None:
    """What a bare entry says beside its usual parts: editors, a meeting, a comment, a link."""
    if element.tag in ("person-group", "collab"):
        people = list(read_people(element if element.tag == "person-group" else [element]))
        if set(people) <= set(reference.authors):
            return None
        role = element.get("person-group-type")
        return ", ".join(
            [str(who) for who in people] + ([] if role is None else [role if role.endswith("s") else f"{role}s"])
        )
    return words(element) or element.get(_HREF)


def _authors(citation: etree._Element) -> Iterator[Author]:
    """Who wrote it: of several groups of persons those called authors, of persons without a group all."""
    groups = citation.findall(".//person-group")
    writers = [group for group in groups if group.get("person-group-type") in _WRITERS]
    if writers:
        for group in writers:
            yield from read_people(group)
    loose = [child for child in citation if child.tag in ("name", "string-name", "collab", "name-alternatives")]
    if not writers:
        yield from read_people(loose)


def read_people(elements: Iterable[etree._Element]) -> Iterator[Author]:
    """The persons and groups that elements name; what names neither is passed over."""
    for element in elements:
        if element.tag == "name-alternatives":
            inner = [child for child in element if child.tag in ("name", "string-name", "collab")]
            yield from read_people(inner[:1])
        elif element.tag in ("name", "string-name"):
            surname = words(element.find("surname"))
            given = " ".join(filter(None, (words(element.find("given-names")), words(element.find("suffix")))))
            name = surname or given or words(element)
            if name is not None:
                yield Author(name, (given or None) if surname is not None else None)
        elif element.tag in ("collab", "collab-alternatives", "on-behalf-of"):
            for members in element.findall(".//contrib-group"):
                parent = members.getparent()
                if parent is not None:
                    parent.remove(members)
            group = words(element)
            if group is not None:
                yield Author(group, group=True)


def pages_of(element: etree._Element) -> str | None:
    """``45-50`` of first and last page, else the range or the electronic number as written."""
    first, last = _first(element, "fpage"), _first(element, "lpage")
    if first is None:
        return _first(element, "page-range", "elocation-id") or last
    if last is None or last == first:
        whole = _first(element, "page-range")
        return whole if whole is not None and _DASHES.search(whole) else first
    return f"{first}-{last}"


def _first(element: etree._Element, *tags: str) -> str | None:
    for tag in tags:
        found = words(element.find(tag))
        if found is not None:
            return found.rstrip(" ,;") or None
    return None


def _year(text: str | None) -> int | None:
    match = _YEAR.search(text or "")
    return int(match[0]) if match else None


def _identifier(citation: etree._Element, *kinds: str) -> str | None:
    for element in citation.iter("pub-id", "ext-link", "uri"):
        kind = element.get("pub-id-type") or element.get("ext-link-type")
        text = words(element)
        if text is None:
            continue
        if kind == "doi" or ((kind == "uri" or element.tag == "uri") and "doi.org/" in text):
            kind, text = "doi", text[text.find("10.") :]
        if kind not in kinds:
            continue
        if kind == "doi":
            match = _DOI.match(text)
            return match[1] if match else None
        match = _PMC.fullmatch(text)
        if match:
            return match[1] if kind == "pmid" else f"PMC{match[1]}"
    return None
