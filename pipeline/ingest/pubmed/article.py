"""What the elements of PubMed XML say of a paper: ``PubmedArticle``, ``PubmedBookArticle``, ``MedlineCitation``.

Each element is visited once, by its parent: a file may hold tens of thousands of records.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.ingest.markup.inline import inline_text
from pipeline.ingest.pubmed.citation import Citation, is_trial_number, year_of
from pipeline.schema import Author, MeshHeading, Reference


def read_article(element: etree._Element, line: int) -> Citation:
    """What a record says.

    Args:
        element: the record.
        line: the line on which it begins.
    """
    citation = Citation(line)
    if element.tag == "MedlineCitation":
        _medline_citation(element, citation)
    for child in element:
        if child.tag == "MedlineCitation":
            _medline_citation(child, citation)
        elif child.tag == "BookDocument":
            _book_document(child, citation)
        elif child.tag in ("PubmedData", "PubmedBookData"):
            for part in child:
                if part.tag == "ArticleIdList":
                    _identifiers(part, citation)
                elif part.tag == "ReferenceList":
                    citation.references.extend(_references(part))
    return citation


def _text(element: etree._Element) -> str | None:
    """The text of an element that may hold markup, most of which hold none."""
    words = element.text
    return words if words and words.isalnum() and not len(element) else inline_text(element)


def _medline_citation(element: etree._Element, citation: Citation) -> None:
    abbreviation: etree._Element | None = None
    for child in element:
        tag = child.tag
        if tag == "PMID":
            citation.pmid = _text(child)
        elif tag == "Article":
            _article(child, citation)
        elif tag == "MeshHeadingList":
            citation.mesh = list(_mesh_headings(child))
        elif tag == "KeywordList":
            citation.keywords.extend(word for word in map(inline_text, child) if word is not None)
        elif tag == "MedlineJournalInfo":
            abbreviation = child
    if citation.journal is None and abbreviation is not None:
        citation.journal = inline_text(abbreviation.find("MedlineTA"))


def _article(element: etree._Element, citation: Citation) -> None:
    posted: int | None = None
    for child in element:
        tag = child.tag
        if tag == "ArticleTitle":
            citation.title = inline_text(child)
        elif tag == "Abstract":
            _abstract(child, citation)
        elif tag == "AuthorList":
            citation.authors.extend(_authors(child))
        elif tag == "Journal":
            _journal(child, citation)
        elif tag == "ELocationID":
            if child.get("EIdType") == "doi" and child.get("ValidYN", "Y") == "Y" and (doi := _text(child)):
                citation.dois.append(doi)
        elif tag == "ArticleDate":
            posted = year_of(child.findtext("Year"))
        else:
            _common(child, citation)
    if citation.year is None:
        citation.year = posted


def _book_document(element: etree._Element, citation: Citation) -> None:
    book: str | None = None
    written: int | None = None
    for child in element:
        tag = child.tag
        if tag == "PMID":
            citation.pmid = _text(child)
        elif tag == "ArticleIdList":
            _identifiers(child, citation)
        elif tag == "Book":
            book = inline_text(child.find("BookTitle"))
            citation.year = _pub_date(child.find("PubDate"))
            citation.volume = child.findtext("Volume") or None
            # A book without chapters names its authors here; its editors are no authors of a chapter.
            for people in child.findall("AuthorList"):
                if people.get("Type") == "authors":
                    citation.authors.extend(_authors(people))
        elif tag == "ArticleTitle":
            citation.title = inline_text(child)
        elif tag == "Abstract":
            _abstract(child, citation)
        elif tag == "AuthorList":
            if child.get("Type") != "editors":
                citation.authors = list(_authors(child))
        elif tag == "KeywordList":
            citation.keywords.extend(word for word in map(inline_text, child) if word is not None)
        elif tag == "ContributionDate":
            written = year_of(child.findtext("Year"))
        elif tag == "ReferenceList":
            citation.references.extend(_references(child))
        elif tag == "PublicationType":
            if kind := _text(child):
                citation.publication_types.append(kind)
        else:
            _common(child, citation)
    citation.title = citation.title or book
    citation.year = citation.year or written


def _common(element: etree._Element, citation: Citation) -> None:
    """The parts that an article and a chapter have alike."""
    tag = element.tag
    if tag == "VernacularTitle":
        citation.vernacular_title = inline_text(element)
    elif tag == "Pagination":
        found = {part.tag: _text(part) for part in element}
        start, end = found.get("StartPage"), found.get("EndPage")
        citation.pages = found.get("MedlinePgn") or (f"{start}-{end}" if start and end else start)
    elif tag == "Language":
        citation.language = citation.language or _text(element)
    elif tag == "PublicationTypeList":
        citation.publication_types = [kind for kind in map(_text, element) if kind is not None]
    elif tag == "DataBankList":
        for bank in element:
            name = bank.findtext("DataBankName")
            for number in bank.iter("AccessionNumber"):
                if (text := _text(number)) and is_trial_number(name, text):
                    citation.registry_numbers.append(text)


def _journal(element: etree._Element, citation: Citation) -> None:
    abbreviation: str | None = None
    for child in element:
        tag = child.tag
        if tag == "Title":
            citation.journal = inline_text(child)
        elif tag == "ISOAbbreviation":
            abbreviation = _text(child)
        elif tag == "JournalIssue":
            for part in child:
                if part.tag == "Volume":
                    citation.volume = _text(part)
                elif part.tag == "Issue":
                    citation.issue = _text(part)
                elif part.tag == "PubDate":
                    citation.year = _pub_date(part)
    citation.journal = citation.journal or abbreviation


def _pub_date(element: etree._Element | None) -> int | None:
    if element is not None:
        for part in element.iter("Year", "MedlineDate"):
            return year_of(part.text)
    return None


def _abstract(element: etree._Element, citation: Citation) -> None:
    for part in element:
        if part.tag == "AbstractText" and (words := inline_text(part)) is not None:
            label = (part.get("Label") or "").strip().removesuffix(":").rstrip()
            citation.sections.append((" ".join(label.split()) or None, words))


def _authors(element: etree._Element) -> Iterator[Author]:
    people: list[dict[str, str]] = []
    for part in element.iter("Author", "LastName", "ForeName", "Initials", "Suffix", "CollectiveName"):
        if part.tag == "Author":
            people.append({})
        elif people and (words := _text(part)) is not None:
            people[-1].setdefault(part.tag, words)
    for person in people:
        last, group, suffix = person.get("LastName"), person.get("CollectiveName"), person.get("Suffix")
        given = person.get("ForeName") or person.get("Initials")
        if last is not None:
            yield Author(last, given if suffix is None else f"{given} {suffix}" if given else suffix)
        elif group is not None:
            yield Author(group, None, True)
        elif given is not None:
            yield Author(given)


def _mesh_headings(element: etree._Element) -> Iterator[MeshHeading]:
    name: str | None = None
    id: str | None = None
    major = False
    qualifiers: list[str] = []
    for part in element.iter("DescriptorName", "QualifierName"):
        words = _text(part)
        if part.tag == "DescriptorName":
            if name is not None:
                yield MeshHeading(name, id, major, tuple(qualifiers))
            code = part.get("UI")
            name, id, major, qualifiers = words, f"MESH:{code}" if code else None, False, []
        elif words is not None:
            qualifiers.append(words)
        major = major or part.get("MajorTopicYN") == "Y"
    if name is not None:
        yield MeshHeading(name, id, major, tuple(qualifiers))


def _identifiers(element: etree._Element, citation: Citation) -> None:
    for id in element:
        kind, text = id.get("IdType"), _text(id)
        if text is None:
            continue
        if kind == "doi":
            citation.dois.append(text)
        elif kind == "pmc":
            citation.pmcid = text
        elif kind == "pubmed":
            citation.pmid = citation.pmid or text


def _references(element: etree._Element) -> Iterator[Reference]:
    text: str | None = None
    ids: dict[str | None, str] = {}
    for part in element.iter("Reference", "Citation", "ArticleId"):
        if part.tag == "Reference":
            yield from _reference(text, ids)
            text, ids = None, {}
        elif part.tag == "Citation":
            text = inline_text(part)
        elif (words := _text(part)) is not None:
            ids.setdefault(part.get("IdType"), words)
    yield from _reference(text, ids)


def _reference(text: str | None, ids: dict[str | None, str]) -> Iterator[Reference]:
    if text is not None or ids:
        yield Reference(text or "", doi=ids.get("doi"), pmid=ids.get("pubmed"), pmcid=ids.get("pmc"))
