"""Definitions in lists: `Abbreviations: CR, complete remission; OS, overall survival`, a table's notes, `CR = ...`.

Where a text says that a list of short forms follows, an item is believed even where its letters do not align
(`Ara-C, cytarabine`); anywhere else they must.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.abbreviations.alignment import SHORT, Aligner, is_short_form, singular
from pipeline.schema import Abbreviation, Document, Span

_SAYS_SO = re.compile(
    r"\b(?:Abbreviations?|ABBREVIATIONS?|(?:List of|Key to) abbreviations)\b(?: used)?[ \t]*(?:[:.\u2013\u2014-][ \t]*\n?|\n)\s*"
)
_HEADING = re.compile(r"abbreviation|acronym|glossary", re.IGNORECASE)
_ITEM = re.compile(r"[^;\n]+")
_PART = re.compile(
    rf"(?:(?<=^)|(?<=[,.])\s|(?<=\])\s?)(?:and\s+)?(?P<short>{SHORT}|R/R [A-Z]{{2,5}})"
    r"(?P<mark>\s*[:=]\s*|\s?[\u2013\u2014-]\s|\s[\u2013\u2014-]|,\s+|\t|\s+)(?P<long>[^,;:=\n]{3,120}?)(?=$|,\s|\.\s|\.$)"
)
#: `CR = complete remission` and `CR: complete remission`, in brackets or notes wherever they stand.
_EQUATED = re.compile(
    rf"(?<![\w/-])(?P<short>{SHORT})\s?=\s?(?P<long>[A-Za-z][^,;:=()\[\]\n]{{2,100}}?)(?=$|[,;)\]]|\.\s|\.$)"
)
_EQUALS = re.compile(r"=\s?(?=[A-Za-z])")
#: A list that a text begins with `Abbreviations:` ends with its paragraph, at most this far, in characters.
_REACH = 4000


def list_places(document: Document) -> list[Span]:
    """Where short forms are listed: passages that are headed so, and the notes of tables."""
    headed = [
        passage.span
        for passage in document.passages
        if passage.heading is not None and _HEADING.search(passage.heading)
    ]
    return sorted({*headed, *(note for table in document.tables for note in table.notes)})


def in_lists(text: str, places: Iterable[Span], aligner: Aligner) -> Iterator[Abbreviation]:
    """The definitions that lists give, in no order; one that two of the ways find comes twice.

    Args:
        text: verbatim text.
        places: where lists stand, by what the document's parts are; those that begin with the word are found as well.
        aligner: how a short form is aligned with its meaning.
    """
    if "bbreviation" in text or "BBREVIATION" in text:
        for match in _SAYS_SO.finditer(text):
            place = Span(match.end(), _end_of_paragraph(text, match.end()))
            yield from _items(text, place, aligner, believed=True)
    for place in places:
        yield from _items(text, place, aligner, believed=False)
    for sign in _EQUALS.finditer(text):
        # A short form is looked for around the sign: most signs stand between a letter and a number.
        equation = _EQUATED.search(text, max(0, sign.start() - 14), sign.end() + 120)
        if equation is not None and equation.start("short") < sign.start():
            yield from _definition(equation, 0, aligner, believed=False)


def _end_of_paragraph(text: str, start: int) -> int:
    end = text.find("\n\n", start, start + _REACH)
    # A list of which each item is a paragraph goes on as long as the items do.
    while end >= 0 and (item := _ITEM.match(text, end + 2)) and _PART.match(item[0]) and end < start + _REACH:
        end = text.find("\n\n", end + 2, start + _REACH)
    return end if end >= 0 else min(len(text), start + _REACH)


def _items(text: str, place: Span, aligner: Aligner, *, believed: bool) -> Iterator[Abbreviation]:
    for item in _ITEM.finditer(text, place.start, place.end):
        lead = len(item[0]) - len(item[0].lstrip())
        for part in _PART.finditer(item[0].strip()):
            yield from _definition(part, item.start() + lead, aligner, believed=believed)


def _definition(match: re.Match[str], offset: int, aligner: Aligner, *, believed: bool) -> Iterator[Abbreviation]:
    short, long = match["short"], match["long"].rstrip(" .")
    words = long.split()
    if not is_short_form(short) or len(long) <= len(short) or short in words or len(words) > len(short) + 4:
        return
    begin = aligner(long, short)
    if begin is None and singular(short) != short:
        begin = aligner(long, singular(short))
    marked = "mark" in match.re.groupindex and match["mark"].strip() != ""
    # Where nothing but letters and white space parts the two, or nothing says that this is a list, they must align.
    if begin != 0 and not (believed and marked and long[0].isalpha() and not any(c.isdigit() for c in long)):
        return
    start = offset + match.start("long")
    yield Abbreviation(
        Span(offset + match.start("short"), offset + match.end("short")), Span(start, start + len(long)), short, long
    )
