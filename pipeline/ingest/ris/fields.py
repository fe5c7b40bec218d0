"""The fields of a RIS record as a document: which tags databases use for what.

Where exporters differ, the first of several tags counts that says something. Fields that say nothing of what a document
is (addresses, notes, links to a library) are passed over. What the types of records are called is rispy's table; its
parser is not used: it loses a record that no ``ER`` closes, the second value of a tag, the line at which a value
stands, and takes a tag with a tab behind it for more of the field above.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.ingest.references.authors import split_name
from pipeline.ingest.references.citations import parse_reference
from pipeline.ingest.rendering import TextBuilder, one_line
from pipeline.ingest.ris.identifiers import DOI_VALUE, REFERENCES, read_identifiers
from pipeline.ingest.ris.languages import language_code
from pipeline.ingest.sections import find_sections
from pipeline.schema import Author, Document, Metadata, Reference, Reject

_TITLE = ("TI", "T1", "CT", "BT", "TT", "ST")
_ABSTRACT = ("AB", "N2")
_AUTHORS = ("A1", "AU")
_YEAR = ("PY", "Y1", "DA")
_JOURNAL = ("JF", "JO", "T2", "JA", "J2")
# A secondary title is the journal's for these types; for a chapter it is a book's, for a paper a conference's.
_OF_JOURNALS = frozenset({None, "JOUR", "EJOUR", "ABST", "INPR", "JFULL", "MGZN", "NEWS", "GEN"})
_ARTICLES = frozenset({"JOUR", "EJOUR"})
_YEAR_FIRST = re.compile(r"(1[5-9]\d\d|20\d\d)(?:$|[/ .,;-].*)", re.DOTALL)
_YEAR_WITHIN = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_PAGE = re.compile(r".*\d.*|[ivxlcIVXLC]+", re.DOTALL)
#: What databases write for a value that they do not have.
_NO_VALUE = frozenset(
    {"no", "none", "null", "nan", "n/a", "na", "-", "undefined", "specified", "no pagination specified"}
)
_REGISTRY = re.compile(r"\b(?:NCT\d{8}|ISRCTN\d{8}|EUCTR\d{4}-\d{6}-\d{2}|ACTRN\d{14}|ChiCTR[\w-]{8,20}|UMIN\d{9})\b")


@dataclasses.dataclass(slots=True)
class Field:
    """A field of a record.

    Attributes:
        tag: its two characters.
        lines: its value, a line each.
        line: the line of the file where it begins, from 1.
    """

    tag: str
    lines: list[str]
    line: int
    _value: str | None = dataclasses.field(default=None, init=False, repr=False, compare=False)

    @property
    def value(self) -> str:
        """The value on one line, of the lines there are when it is first asked for; empty where there is none."""
        if self._value is None:
            self._value = one_line(" ".join(self.lines))
        return self._value


def ris_document(
    fields: Sequence[Field], source: str, fallback: str, line: int
) -> tuple[Document | None, list[Reject]]:
    """A record as a document.

    Args:
        fields: its fields, in order.
        source: the file, as the user named it.
        fallback: the document's id where the record tells none.
        line: where the record begins.

    Returns:
        the document, None where there is neither title nor abstract, and what of the record cannot be used.
    """
    values = _values(fields)
    title = _first(values, _TITLE)
    abstract, unused = _abstract(fields)
    identifiers = read_identifiers(values)
    id_ = identifiers[0] if identifiers else fallback
    if title is None and abstract is None:
        reason = "the record has neither title nor abstract"
        named = id_ if identifiers else None
        return None, [Reject(source, "document", reason, line, named, "TI or AB", _kinds(fields))]
    year, faults = _year(fields)
    pages, of_pages = _pages(fields)
    builder = TextBuilder()
    if title is not None:
        builder.write(title)
        builder.passage("title", 0)
        if abstract is not None:
            builder.write("\n")
    start = builder.length
    if abstract is not None:
        builder.write(abstract)
    text = builder.text
    document = Document(
        id=id_,
        text=text,
        passages=(*builder.passages, *(find_sections(text, start) if abstract is not None else ())),
        source=source,
        format="ris",
        title=title,
        year=year,
        journal=_first(values, [tag for tag in _JOURNAL if tag != "T2" or _type(values) in _OF_JOURNALS]),
        metadata=Metadata(
            identifiers=identifiers,
            authors=_authors(values),
            volume=_first(values, ("VL",)),
            issue=_first(values, ("IS", "CP")),
            pages=pages,
            language=language_code(_first(values, ("LA",))),
            publication_types=_publication_types(values),
            keywords=_keywords(fields),
            registry_numbers=_registry_numbers(fields),
        ),
        references=_references(fields),
    )
    faults = [*unused, *faults, *of_pages, *_faulty_dois(fields)]
    return document, [
        Reject(source, "annotation", reason, place.line, id_, expected, place.value[:100])
        for reason, place, expected in faults
    ]


_Fault = tuple[str, Field, str]


def _values(fields: Iterable[Field]) -> dict[str, list[str]]:
    """The values of each tag that says anything."""
    values: dict[str, list[str]] = {}
    for field in fields:
        if _told(field.value):
            values.setdefault(field.tag, []).append(field.value)
    return values


def _told(value: str) -> bool:
    return bool(value) and value.lower() not in _NO_VALUE


def _first(values: Mapping[str, list[str]], tags: Iterable[str]) -> str | None:
    return next((value for tag in tags for value in values.get(tag, ())), None)


def _kinds(fields: Iterable[Field]) -> str:
    return ", ".join(dict.fromkeys(field.tag for field in fields if field.value)) or "nothing"


def _type(values: Mapping[str, list[str]]) -> str | None:
    return next((value.upper() for value in values.get("TY", ())), None)


def _abstract(fields: Iterable[Field]) -> tuple[str | None, list[_Fault]]:
    """The abstract; where it stands under two tags with different words, the first tag's, and the other is a fault."""
    kept: str | None = None
    faults: list[_Fault] = []
    for tag in _ABSTRACT:
        told = [field for field in fields if field.tag == tag and _told(field.value)]
        words = one_line(" ".join(field.value for field in told))
        if words and kept is None:
            kept = words
        elif words and words not in (kept or ""):
            faults.append(("a second abstract in one record", told[0], "one abstract"))
    return kept, faults


def _year(fields: Iterable[Field]) -> tuple[int | None, list[_Fault]]:
    """The first year that can be read; a date that has none is a fault."""
    found: int | None = None
    faults: list[_Fault] = []
    for tag in _YEAR:
        for field in fields:
            if field.tag != tag or not field.value.strip("/- ") or not _told(field.value):
                continue
            match = _YEAR_FIRST.fullmatch(field.value)
            within = _YEAR_WITHIN.findall(field.value)
            told = match[1] if match else within[0] if len(within) == 1 else None
            if told is None and not field.value.startswith("/"):
                faults.append(("the year cannot be read", field, "YYYY"))
            elif told is not None and found is None:
                found = int(told)
    return found, faults


def _pages(fields: Iterable[Field]) -> tuple[str | None, list[_Fault]]:
    """First and last page with a hyphen between; the number of an article that has no pages."""
    found: dict[str, str] = {}
    faults: list[_Fault] = []
    for field in fields:
        if field.tag in ("SP", "EP", "C7") and _told(field.value) and field.tag not in found:
            if _PAGE.fullmatch(field.value):
                found[field.tag] = field.value
            else:
                faults.append(("the page cannot be read", field, "a number"))
    first, last = found.get("SP"), found.get("EP")
    if first is None:
        return last or found.get("C7"), faults
    if last is None or last == first or "-" in first or "–" in first:
        return first, faults
    return f"{first}-{last}", faults


def _authors(values: Mapping[str, list[str]]) -> tuple[Author, ...]:
    """The authors; of two tags, one after the other, a name that both have once."""
    names: list[str] = []
    for tag in _AUTHORS:
        told = [name.strip() for value in values.get(tag, ()) for name in value.split(";")]
        names.extend(name for name in told if name and (not names or name not in names or tag == "A1"))
    return tuple(split_name(name.rstrip(",")) for name in names if name.strip(", "))


def _faulty_dois(fields: Iterable[Field]) -> list[_Fault]:
    return [
        ("the DOI cannot be read", field, "10.NNNN/...")
        for field in fields
        if field.tag == "DO" and _told(field.value) and not DOI_VALUE.fullmatch(field.value)
    ]


def _publication_types(values: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The type of the record in words, and the type of work where the source has one."""
    import rispy  # type: ignore[import-untyped]

    kind = _type(values)
    told: list[str] = []
    if kind in _ARTICLES:
        told.append("Journal Article")
    elif kind is not None and kind != "GEN":
        told.append(str(rispy.TYPE_OF_REFERENCE_MAPPING.get(kind, kind)))
    # Some write a DOI or a class code there, which has digits.
    told.extend(value for value in values.get("M3", ()) if not any(character.isdigit() for character in value))
    return tuple(dict.fromkeys(told))


def _keywords(fields: Iterable[Field]) -> tuple[str, ...]:
    """The keywords, a line each; a star that marks the main ones is no part of them."""
    words = (one_line(line).removeprefix("*") for field in fields if field.tag == "KW" for line in field.lines)
    return tuple(dict.fromkeys(word for word in words if word))


def _registry_numbers(fields: Iterable[Field]) -> tuple[str, ...]:
    found = (
        number
        for field in fields
        if field.tag in ("CN", "AN", "N1", "M1", "AB", "N2", "KW", "TI", "T1", "UR")
        and not field.value.startswith(REFERENCES)
        for number in _REGISTRY.findall(field.value)
    )
    return tuple(dict.fromkeys(found))


def _references(fields: Iterable[Field]) -> tuple[Reference, ...]:
    """The references that Scopus prints in a note, a line each."""
    return tuple(
        parse_reference(printed)
        for field in fields
        if field.tag == "N1" and field.lines[0].startswith(REFERENCES)
        for line in field.lines
        if (printed := line.removeprefix(REFERENCES).strip().removesuffix(";").rstrip())
    )
