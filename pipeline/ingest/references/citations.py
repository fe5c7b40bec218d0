"""One printed reference as data: authors, title, journal, year, volume, issue, pages, identifiers.

What stands where is told by signs that the styles of references share: the names at the front, the locator
(:mod:`pipeline.ingest.references.patterns`) at the back, and between them a title and a journal. What a reference does
not say, or says in a way that is not known here, is None; its text is always kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.ingest.references.authors import AuthorList, read_authors
from pipeline.ingest.references.patterns import (
    ABBREVIATIONS,
    CHAPTER_PAGES,
    DOI,
    EDITION,
    JOURNALS_OF_PARTS,
    LOCATORS,
    PMCID,
    PMID,
    PUBLISHER,
    TAILS,
    URL,
    WITHIN,
    YEAR_ALONE,
    YEAR_BETWEEN,
    YEAR_IN_FRONT,
)
from pipeline.ingest.rendering import one_line
from pipeline.schema import Reference, Span

#: What is longer is no reference: its text is kept, and nothing is read from it.
LONGEST = 4_000
_LONGEST_JOURNAL = 150
_BROKEN = re.compile(r"(?<=[-–/])[ \t]*\r?\n\s*")
_EMPHASIS = re.compile(
    r"\*{1,3}([^*]{1,500})\*{1,3}|(?<!\w)_{1,2}([^_]{1,500})_{1,2}(?!\w)|</?(?:i|b|em|strong|su[bp])>"
)
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\((https?://[^()\s]{1,300})\)")
_BOUNDARY = re.compile(r"([.?!])[\"”’)\]]{0,2} ")
_LAST_WORD = re.compile(r"([^\W\d_]+)[.?!]?$")
_QUOTED = re.compile(r"[\"“](?P<double>[^\"“”]{5,600})[\"”][.,]? ?|[‘'](?P<single>.{5,600}?)[’'][.,] ")
_SHORT_FORM = re.compile(r"([^\W\d_]+)\. ")
_IN = re.compile(r"^[Ii]n:? ")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_CLOSERS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class _Locator:
    """Where a paper stands, and where in the reference that is told."""

    start: int
    year: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None


@dataclass(frozen=True, slots=True)
class _Identifiers:
    doi: str | None
    pmid: str | None
    pmcid: str | None
    url: bool


def parse_reference(text: str, span: Span | None = None, label: str | None = None) -> Reference:
    """A printed reference as data.

    Args:
        text: the reference as it is printed, without label; it may be broken over lines.
        span: where it stands in its document's text.
        label: what it is called by.

    Example:
        >>> found = parse_reference("Roe A, Doe B. A trial of drug A. Blood. 2015;373:41-52.")
        >>> found.title, found.journal, found.year, found.volume, found.pages
        ('A trial of drug A', 'Blood', 2015, '373', '41-52')
    """
    if len(text) > LONGEST:
        return Reference(text, span, label)
    plain, identifiers = _take_identifiers(_plain(text))
    names = read_authors(plain)
    if _names_a_journal(names):
        names = AuthorList((), 0)
    rest = plain[names.end :]
    front = YEAR_IN_FRONT.match(rest)
    year = None if front is None else front["year"]
    if front is not None:
        rest = rest[front.end() :]
    pages = None
    chapter = CHAPTER_PAGES.search(rest)
    if chapter is not None and (WITHIN.search(rest) or YEAR_ALONE.search(rest[: chapter.start()])):
        pages, rest = chapter["pages"], rest[: chapter.start()]
    locator = _locate(rest, year)
    title, journal, between = _title_and_journal(rest, locator, names, identifiers)
    told = locator.year or year or between
    return Reference(
        text,
        span,
        label,
        names.authors,
        title,
        journal,
        int(told) if told else None,
        locator.volume,
        locator.issue,
        locator.pages or pages,
        identifiers.doi,
        identifiers.pmid,
        identifiers.pmcid,
    )


def _names_a_journal(names: AuthorList) -> bool:
    """Whether what looks like one person is a journal in its short form: ``Eur Respir J``."""
    if len(names.authors) != 1:
        return False
    words = str(names.authors[0]).split()
    return len(words) > 2 and all(word in ABBREVIATIONS for word in words)


def clean_doi(doi: str) -> str:
    """A DOI without the punctuation of the sentence it stands in: stops, and brackets that it does not open."""
    while doi:
        last = doi[-1]
        unopened = last in _CLOSERS and doi.count(last) > doi.count(_CLOSERS[last])
        if last not in ".,;:*'\"’”" and not unopened:
            break
        doi = doi[:-1]
    return doi


def _plain(text: str) -> str:
    """The reference on one line, without Markdown and HTML; a line broken behind a hyphen or slash is joined."""
    plain = one_line(_BROKEN.sub("", text))
    plain = _LINK.sub(r"\1 \2", plain)
    return _EMPHASIS.sub(lambda match: match[1] or match[2] or "", plain)


def _take_identifiers(plain: str) -> tuple[str, _Identifiers]:
    """The reference without its identifiers, links and what stands behind them."""
    doi = DOI.search(plain)
    plain = DOI.sub(" ", plain)
    pmid = PMID.search(plain)
    plain = PMID.sub(" ", plain)
    pmcid = PMCID.search(plain)
    plain = PMCID.sub(" ", plain)
    url = URL.search(plain) is not None
    plain = one_line(URL.sub(" ", plain))
    for tail in TAILS:
        plain = tail.sub("", plain)
    plain = re.sub(r"[ ;,:]+([.]*)$", r"\1", one_line(plain))
    number = None if pmid is None else pmid[1] or pmid[2]
    found = _Identifiers(clean_doi(doi[1]) or None if doi else None, number, pmcid[1] if pmcid else None, url)
    return plain, found


def _group(match: re.Match[str] | None, name: str) -> str | None:
    """What a group of a match says; None where it says nothing."""
    told = None if match is None or name not in match.re.groupindex else match[name]
    return (told or "").strip() or None


def _locate(rest: str, year: str | None) -> _Locator:
    for pattern in LOCATORS:
        matches = list(pattern.finditer(rest))
        if not matches:
            continue
        match = matches[-1]
        issue = _group(match, "issue") or _group(match, "supplement")
        volume, pages = _group(match, "volume"), _group(match, "pages")
        if volume or issue or pages:
            told = _group(match, "year")
            return _Locator(match.start(), told, volume, issue, pages)
    if year is None and (alone := YEAR_ALONE.search(rest)):
        return _Locator(alone.start(), alone["year"])
    return _Locator(len(rest))


def _title_and_journal(
    rest: str, locator: _Locator, names: AuthorList, identifiers: _Identifiers
) -> tuple[str | None, str | None, str | None]:
    """Title, journal, and a year that stands between them."""
    before = rest[: locator.start].rstrip(" ,;:(")
    quoted = _QUOTED.match(before)
    if quoted and (quoted[0].rstrip()[-2] in ",." or _split(before[quoted.end() :])[1] is None):
        return _title(quoted["double"] or quoted["single"]), _journal(before[quoted.end() :]), None
    if within := WITHIN.search(before):
        return _title(before[: within.start() + 1]), None, None
    located = bool(locator.volume or locator.issue or locator.pages)
    if not located:
        book = PUBLISHER.search(rest[: locator.start + 1].rstrip(" (.")) or PUBLISHER.search(before)
        if book is not None:
            return _title(EDITION.sub("", before[: book.start() + 1])), None, None
    if locator.year is None and (between := YEAR_BETWEEN.search(before)):
        return _title(before[: between.start()]), _journal(before[between.end() :]), between["year"]
    title, journal = _split(before)
    comma = before.rfind(", ")
    if names.given_first and comma > 0 and (journal is None or comma > len(title)):
        # Elsevier parts title and journal by a comma.
        return _title(before[:comma]), _journal(before[comma + 1 :]), None
    title = EDITION.sub("", title)
    if journal is None and located:
        return None, _journal(title), None
    if not located and identifiers.doi is None and (identifiers.url or locator.year is None):
        # A page of the web or a book: what stands behind its title is who published it.
        journal = None
    return _title(title), journal and _journal(journal), None


def _split(before: str) -> tuple[str, str | None]:
    """Title and journal parted at the last full stop that ends a sentence and no short form in a journal's name."""
    body = before.rstrip()
    if parts := JOURNALS_OF_PARTS.search(body.rstrip(".")):
        return body[: parts.start(1)], parts[1]
    for boundary in reversed(list(_BOUNDARY.finditer(body))):
        word = _LAST_WORD.search(body, 0, boundary.start(1))
        if boundary[1] == "." and word is not None and _is_short_form(word[1], body, boundary.end()):
            continue
        journal = body[boundary.end() :]
        if not _can_be_journal(journal):
            break
        return body[: boundary.start(1) + 1], journal
    return body, None


def _is_short_form(word: str, body: str, behind: int) -> bool:
    """Whether a word with a full stop is a short form within a journal's name, and does not end a title."""
    if word not in ABBREVIATIONS or len(word) > 1 or word == "J":
        return word in ABBREVIATIONS
    # ``drug A. Blood`` and ``N. Engl. J. Med.``: a letter counts where another short form stands behind it.
    following = _SHORT_FORM.match(body, behind)
    return following is not None and following[1] in ABBREVIATIONS


def _can_be_journal(words: str) -> bool:
    first = words[:1]
    return bool(words) and len(words) <= _LONGEST_JOURNAL and (not first.islower() or " " not in words.strip())


def _title(words: str | None) -> str | None:
    if words is None:
        return None
    return words.strip(" ,;").removesuffix(".").rstrip(" ,") or None


def _journal(words: str | None) -> str | None:
    if words is None:
        return None
    name = _IN.sub("", words.strip(" ,;:"))
    if not _HAS_LETTER.search(name):
        return None
    bare = name.removesuffix(".")
    # The stop of a short form belongs to the name where the others have one as well.
    return (name if "." in bare and name.endswith(".") else bare).strip(" ,;:") or None
