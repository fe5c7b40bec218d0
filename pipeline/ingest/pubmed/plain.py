"""A record of PubMed that is laid out as the DTD has it: its fields are taken from where they stand in its text.

It gives what :mod:`pipeline.ingest.pubmed.article` gives for the elements of the same record, in a fraction of the
time: none is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache, partial

from lxml import etree

from pipeline.ingest.pubmed import layout
from pipeline.ingest.pubmed.citation import Citation, is_trial_number, year_of
from pipeline.ingest.pubmed.words import ENTITY, code_of, line_of, unescaped
from pipeline.schema import Author, MeshHeading, Reference
from pipeline.schema.construction import new_author, new_mesh_heading, new_reference

_LONGEST = 1 << 20
# What XML has no place for; a carriage return would have to be read as a line feed.
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n")
# A rare sign, which is found at once; what it must not be part of, and how far in that it stands.
_NO_TEXT = (("]", "]]>", 0), ("!", "<!", 1))
# The entities that are met most, to spare a pattern.
_NAMED = ("&lt;", "&gt;", "&amp;")
_IS_MAJOR = 'MajorTopicYN="Y"'
_HEADING_END = "</MeshHeading>"
_HEADINGS_END = "</MeshHeadingList>"

# Older versions of Python 3.11 (that of Debian 12 is one) do not give back what a possessive repetition took in an
# attempt that failed (gh-106052), and match other text than the patterns tell: there no record is read by them.
REPEATS_HOLD = re.fullmatch("(?:ab?c)*+a", "aca") is not None

_pattern = cache(partial(re.compile, flags=re.ASCII | re.DOTALL))


class _Unusual(Exception):
    """The record is not laid out as most are."""


def plain_article(raw: bytes, line: int) -> Citation | None:
    """What a record says.

    Args:
        raw: the record in UTF-8, from its start tag to its end tag.
        line: the line on which it begins.

    Returns:
        what it says; None where it must be read element by element, or is not well-formed.
    """
    if not REPEATS_HOLD or len(raw) > _LONGEST or any(map(raw.__contains__, _CONTROLS)):
        return None
    try:
        text = raw.decode("utf-8")
        return _citation(text, line) if _is_sound(text) else None
    except (UnicodeDecodeError, etree.XMLSyntaxError, _Unusual):
        return None


def _is_sound(text: str) -> bool:
    """Whether text holds only tags and what may stand between them, control characters aside."""
    at = text.find("&")
    while at >= 0:
        if not text.startswith(_NAMED, at):
            entity = ENTITY.match(text, at)
            if entity is None or not (entity[3] or _is_character(code_of(entity))):
                return False
        at = text.find("&", at + 1)
    for sign, whole, before in _NO_TEXT:
        at = text.find(sign)
        while at >= 0:
            if text.startswith(whole, at - before):
                return False
            at = text.find(sign, at + 1)
    return text.isascii() or not ("\ufffe" in text or "\uffff" in text)


def _is_character(code: int) -> bool:
    if code < 32:
        return code in b"\t\n\r"
    return code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000


def _citation(text: str, line: int) -> Citation:
    citation = Citation(line)
    at = _middle(text, _authors(text, _head(text, citation), citation), citation)
    _tail(text, at, citation)
    return citation


def _found(pattern: str, text: str, at: int) -> re.Match[str]:
    match = _pattern(pattern).match(text, at)
    if match is None:
        raise _Unusual
    return match


def _list(pattern: str, text: str, at: int, name: str) -> tuple[list[tuple[str, ...]], int]:
    """The elements of a list from ``at`` on, each as its groups, and where what follows on the list begins."""
    closing = f"</{name}>"
    end = text.find(closing, at)
    found: list[tuple[str, ...]] = _pattern(pattern).findall(text, at, end)
    if end < 0 or (found and found[-1][-1]):
        raise _Unusual
    return found, end + len(closing)


def _lines(pattern: str, part: str) -> tuple[str, ...]:
    """The words of elements, each on one line."""
    return tuple(line for words in _pattern(pattern).findall(part) if (line := line_of(words)) is not None)


def _head(text: str, citation: Citation) -> int:
    """What stands before the authors; returns where that ends."""
    head = _found(layout.HEAD, text, 0)
    pmid, volume, issue, year, date, journal, abbreviation, title, start, end, pages = head.group(*layout.HEAD_FIELDS)
    citation.pmid, citation.title = line_of(pmid), line_of(title)
    citation.journal = line_of(journal) or line_of(abbreviation)
    citation.volume, citation.issue = line_of(volume), line_of(issue)
    citation.year = year_of(unescaped(year or date or ""))
    citation.pages = line_of(pages)
    if citation.pages is None and start is not None:
        first, last = line_of(start), line_of(end)
        citation.pages = f"{first}-{last}" if first and last else first
    for given, words in _pattern(layout.LOCATION).findall(head["locations"]):
        valid = "ValidYN" not in given or ' ValidYN="Y"' in given
        if valid and ' EIdType="doi"' in given and (doi := line_of(words)):
            citation.dois.append(doi)
    if head["abstract"] is None:
        return head.end()
    sections, at = _list(layout.SECTION, text, head.end(), "Abstract")
    for label, words, _ in sections:
        if (section := line_of(words)) is not None:
            citation.sections.append((_label(label), section))
    return at


def _authors(text: str, at: int, citation: Citation) -> int:
    start = _pattern(layout.TO_AUTHORS).match(text, at)
    if start is None:
        return at
    people, at = _list(layout.AUTHOR, text, start.end(), "AuthorList")
    authors = (_author(*person) for person in people)
    citation.authors = [author for author in authors if author is not None]
    return at


def _author(last: str, fore: str, initials: str, suffix: str, group: str, _: str) -> Author | None:
    # Asked here, to spare a call for most names.
    name = last if last.isalnum() else line_of(last)
    given = (fore if fore.isalnum() else line_of(fore)) or line_of(initials)
    if name:
        if suffix and (behind := line_of(suffix)) is not None:
            given = f"{given} {behind}" if given else behind
        return new_author(name, given)
    if group and (of_group := line_of(group)) is not None:
        return new_author(of_group, None, True)
    return None if given is None else new_author(given)


def _middle(text: str, at: int, citation: Citation) -> int:
    """What stands between the authors and the subject headings, and these; returns where they end."""
    part = _found(layout.TO_GRANTS, text, at)
    if languages := _known_lines(layout.LANGUAGE, part["languages"]):
        citation.language = languages[0]
    if banks := part["banks"]:
        citation.registry_numbers = list(_trials(banks))
    part = _found(layout.TO_CHEMICALS, text, _past(text, part.end(), "GrantList"))
    types, vernacular, posted, journal = part.group("types", "vernacular", "posted", "medline_journal")
    if types:
        citation.publication_types = list(_known_lines(layout.TYPE, types))
    citation.vernacular_title = line_of(vernacular)
    if citation.year is None:
        for year in _pattern(layout.POSTED).findall(posted):
            citation.year = year_of(unescaped(year))
    citation.journal = citation.journal or line_of(journal)
    part = _found(layout.TO_COMMENTS, text, _past(text, part.end(), "ChemicalList"))
    part = _found(layout.TO_HEADINGS, text, _past(text, part.end(), "CommentsCorrectionsList"))
    if part["mesh"] is None:
        return part.end()
    citation.mesh, at = _headings(text, part.end())
    return at


def _past(text: str, at: int, name: str) -> int:
    """Behind an element that nobody asks for, and that may be long, where it begins here."""
    if not text.startswith(name, at + 1):
        return at
    behind = at + 1 + len(name)
    end = text.find(f"</{name}>", behind)
    if end < 0 or text[behind] not in " >":
        raise _Unusual
    return end + len(name) + 3


def _trials(banks: str) -> Iterator[str]:
    bank = ""
    for name, words in _pattern(layout.BANK).findall(banks):
        if name:
            bank = unescaped(name)
        elif (number := line_of(words)) and is_trial_number(bank, number):
            yield number


def _headings(text: str, at: int) -> tuple[list[MeshHeading], int]:
    """The subject headings from ``at`` on, and where what follows on their list begins."""
    end = text.find(_HEADINGS_END, at)
    *parts, rest = text[at:end].split(_HEADING_END)
    if end < 0 or "<" in rest:
        raise _Unusual
    headings = [_known_headings.get(part) or _heading(part) for part in parts]
    return [heading for heading in headings if heading.descriptor], end + len(_HEADINGS_END)


def _heading(part: str) -> MeshHeading:
    """The subject heading in a part of a list, from behind the one before to its own end tag; it may have no name."""
    match = _pattern(layout.HEADING).fullmatch(part)
    if match is None:
        raise _Unusual
    about, code, old_code, words, by, qualifier, others = match.groups()
    is_major = _IS_MAJOR in about
    qualifiers: tuple[str, ...] = ()
    if qualifier:
        is_major = is_major or _IS_MAJOR in by
        line = line_of(qualifier)
        qualifiers = () if line is None else (line,)
        if others:
            for by, more in _pattern(layout.QUALIFIER).findall(others):
                is_major = is_major or _IS_MAJOR in by
                if (line := line_of(more)) is not None:
                    qualifiers += (line,)
    id = code or old_code
    heading = new_mesh_heading(line_of(words) or "", f"MESH:{id}" if id else None, is_major, qualifiers)
    if len(_known_headings) >= _MOST_HEADINGS:
        _known_headings.clear()
    _known_headings[part] = heading
    return heading


# Controlled vocabularies: ``Humans``, ``Female`` and a few thousand more, ``Journal Article`` and ``eng`` come in
# record after record.
_known_headings: dict[str, MeshHeading] = {}
_MOST_HEADINGS = 1 << 12
_known_lines = lru_cache(maxsize=1 << 8)(_lines)


def forget_vocabularies() -> None:
    """Let go of what is kept from record to record, for benchmarks: their files repeat more than PubMed does."""
    _known_headings.clear()
    _known_lines.cache_clear()


def _tail(text: str, at: int, citation: Citation) -> None:
    """What stands behind the subject headings."""
    tail = _found(layout.TAIL, text, at)
    at = tail.end()
    keywords, data = tail.group("keywords", "data")
    if keywords:
        citation.keywords = list(_lines(layout.KEYWORD, keywords))
    if data:
        part = _found(layout.TO_IDENTIFIERS, text, _past(text, at, "History"))
        at = part.end()
        _identify(citation, part["ids"])
        while start := _pattern(layout.TO_REFERENCES).match(text, at):
            references, at = _list(layout.REFERENCE, text, start.end(), "ReferenceList")
            citation.references.extend(_references(references))
    end = _found(layout.END, text, at)
    if end.end() != len(text) or (end[1] is None) != (data is None):
        raise _Unusual


def _identify(citation: Citation, ids: str) -> None:
    for kind, words in _pattern(layout.ID).findall(ids):
        if kind in ("doi", "pmc", "pubmed") and (id := line_of(words)) is not None:
            if kind == "doi":
                citation.dois.append(id)
            elif kind == "pmc":
                citation.pmcid = id
            else:
                citation.pmid = citation.pmid or id


def _references(found: list[tuple[str, ...]]) -> Iterator[Reference]:
    for words, kind, id, next_kind, next_id, others, _ in found:
        text = line_of(words)
        if text is not None and not next_id and not others and id.isalnum():
            # Most references: what PubMed calls the paper, and no more.
            yield new_reference(
                text,
                doi=id if kind == "doi" else None,
                pmid=id if kind == "pubmed" else None,
                pmcid=id if kind == "pmc" else None,
            )
            continue
        ids: dict[str, str] = {}
        for one_kind, of_kind in ((kind, id), (next_kind, next_id), *_pattern(layout.ID).findall(others)):
            if (line := line_of(of_kind)) is not None:
                ids.setdefault(one_kind, line)
        if text is not None or ids:
            yield new_reference(text or "", doi=ids.get("doi"), pmid=ids.get("pubmed"), pmcid=ids.get("pmc"))


def _label(given: str) -> str | None:
    if given.isalnum():
        return given
    label = unescaped(given).strip().removesuffix(":").rstrip()
    return " ".join(label.split()) or None
