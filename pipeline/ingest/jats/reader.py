"""JATS and its forerunners: the full text of articles as PubMed Central and publishers give it.

A file holds an article, or many in a ``pmc-articleset`` (or in any other element), which are read one at a time. The
text is the title and the abstract as in PubTator (one line each), then the blocks of body, appendices, back matter and
floats, parted by empty lines, and the references, a line each. Affiliations, history and permissions are left out.

A sub-article or a response has other authors, and often an id of its own: it is a document of its own, so that what it
reports is not taken for the article's. Without an id it is called by the article's and its own place in it
(``PMID:1#s2``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from pathlib import PurePath
from typing import Any

from lxml import etree

from pipeline.errors import MalformedRecord, UnreadableFile
from pipeline.ingest.encoding import HEAD_BYTES, first_words
from pipeline.ingest.jats.body import BodyWriter
from pipeline.ingest.jats.inline import inline, words
from pipeline.ingest.jats.metadata import front_of, identifiers_of, journal_of, metadata_of, year_of
from pipeline.ingest.jats.references import read_references
from pipeline.ingest.jats.writer import ArticleWriter, line_of
from pipeline.ingest.markup.elements import read_elements
from pipeline.ingest.sections import find_sections
from pipeline.schema import Document, Reference, Reject, SourceRecord, Span

_WITHIN = ("sub-article", "response")
_MARKS = frozenset(("xref", "fn"))
_SUFFIXES = frozenset((".xml", ".nxml", ".gz", ".zip"))


def read(handle: BufferedReader[Any], source: str) -> Iterator[SourceRecord | Reject]:
    """Reads articles one by one.

    Args:
        handle: the file, open at its start.
        source: the file, as the user named it.

    Yields:
        a record for each article, each followed by those of its sub-articles; an article without any words is a
        reject of scope ``document``; a table that cannot be laid out one of scope ``annotation``.

    Raises:
        UnreadableFile: when there is nothing but white space, or no article.
        MalformedRecord: where the XML is broken; the articles before that place have been given.
    """
    if not first_words(handle, handle.peek(HEAD_BYTES)).strip():
        raise UnreadableFile("the file holds only white space", source=source)
    number = 0
    for article in read_elements(handle, source, "{*}article"):
        number += 1
        _plain_names(article)
        yield from _read_article(article, source, _file_id(source, number))
    if not number:
        raise MalformedRecord("no article stands in the file", source=source, line=1, expected="<article>")


def _plain_names(article: etree._Element) -> None:
    """Names without namespaces: JATS, MathML and CALS share none that matters."""
    for element in article.iter():
        if isinstance(element.tag, str) and element.tag[:1] == "{":
            element.tag = element.tag.rpartition("}")[2]


def _file_id(source: str, number: int) -> str:
    path = PurePath(source)
    while path.suffix.lower() in _SUFFIXES and path.stem:
        path = path.with_suffix("")
    return f"file:{path.name or source}" + ("" if number == 1 else f"#{number}")


def _read_article(article: etree._Element, source: str, unnamed: str) -> Iterator[SourceRecord | Reject]:
    """The record of an article, then those of the articles within it."""
    line = line_of(article)
    identifier = next(iter(identifiers_of(front_of(article))), unnamed)
    inner = [child for child in article if child.tag in _WITHIN]
    for child in inner:
        article.remove(child)
    writer = ArticleWriter(source)
    document = _document(article, source, identifier, writer)
    if document.text.strip():
        yield SourceRecord(document, line=line)
    else:
        yield Reject(source, "document", "the article has no words", line, identifier)
    yield from writer.rejects
    for number, child in enumerate(inner, start=1):
        name = child.get("id") or str(number)
        yield from _read_article(child, source, f"{identifier}#{name}")


def _document(article: etree._Element, source: str, identifier: str, writer: ArticleWriter) -> Document:
    front = front_of(article)
    title = _title(front)
    _write_front(writer, front, title)
    metadata = metadata_of(article, writer.out.text)
    body = BodyWriter(writer)
    for part in _parts(article, front):
        if part.tag in ("author-notes", "notes"):
            body.part(part, "other", ())
        else:
            writer.switch("section", None)
            body.blocks(part, "section", ())
    references = _write_references(writer, article)
    writer.close()
    return Document(
        id=identifier,
        text=writer.out.text,
        passages=writer.out.passages,
        source=source,
        format="jats",
        title=title,
        year=year_of(front),
        journal=journal_of(article),
        tables=tuple(writer.tables),
        metadata=metadata,
        references=references,
    )


def _parts(article: etree._Element, front: etree._Element) -> Iterator[etree._Element]:
    """The parts of an article's text behind its abstract, in the order in which they are read."""
    for tags in (("body",), ("floats-group", "floats-wrap"), ("back",)):
        yield from (child for child in article if child.tag in tags)
    yield from front.findall("author-notes")
    yield from article.findall("front/notes")


def _title(front: etree._Element) -> str | None:
    """The title, with the subtitle behind a colon, without the marks of footnotes."""
    group = front.find("title-group")
    if group is None:
        group = front
    parts = [inline(part, skip=_MARKS) for part in (*group.findall("article-title"), *group.findall("subtitle"))]
    return ": ".join(part.rstrip(":") for part in parts if part) or None


def _write_front(writer: ArticleWriter, front: etree._Element, title: str | None) -> None:
    if title is not None:
        writer.switch("title", None)
        writer.block(title)
        writer.close()
    abstracts = [child for child in front if child.tag in ("abstract", "trans-abstract")]
    # Of several the one without a type is the paper's: it stands right below the title.
    abstracts.sort(key=lambda child: (child.tag != "abstract", child.get("abstract-type") is not None))
    for number, abstract in enumerate(abstracts):
        _write_abstract(writer, abstract, below_title=not number and title is not None)


def _write_abstract(writer: ArticleWriter, abstract: etree._Element, *, below_title: bool) -> None:
    """The abstract on one line; its sections as ``LABEL: text``."""
    name = words(abstract.find("title"))
    if not below_title:
        name = name or abstract.get("abstract-type") or abstract.get("{http://www.w3.org/XML/1998/namespace}lang")
    pieces: list[tuple[str | None, str]] = []
    for child in abstract:
        if child.tag in ("label", "title", "object-id") or not isinstance(child.tag, str):
            continue
        heading = words(child.find("title")) if child.tag == "sec" else None
        text = " ".join(inline(part, skip=frozenset()) for part in child if part.tag not in ("title", "label"))
        text = " ".join(text.split(" ")).strip() if child.tag == "sec" else inline(child, skip=frozenset())
        if text:
            pieces.append((heading, text))
    if not pieces:
        return
    out = writer.out
    if out.length:
        out.write("\n" if below_title else "\n\n")
    if below_title and not any(heading for heading, _ in pieces):
        # No markup of sections: their labels may stand in the text.
        text = " ".join(text for _, text in pieces)
        for passage in find_sections(text):
            begin = out.length
            out.write(passage.span.of(text))
            out.passage(passage.kind, begin, passage.heading)
        return
    for number, (heading, text) in enumerate(pieces):
        if number:
            out.write(" ")
        begin = out.length
        heading = heading or (name if not below_title and not number else None)
        out.write(text if heading is None else f"{heading.rstrip(' :.')}: {text}")
        out.passage("abstract", begin, None if heading is None else heading.rstrip(" :."))


def _write_references(writer: ArticleWriter, article: etree._Element) -> tuple[Reference, ...]:
    """The reference lists, an entry a line, each list a passage."""
    references: list[Reference] = []
    for listed in article.iter("ref-list"):
        title = words(listed.find("title"))
        writer.switch("reference", title)
        if title is not None:
            writer.block(title)
        for ref in listed.findall("ref"):
            for entry in read_references(ref):
                lead = "" if entry.label is None else f"{entry.label}. "
                start = writer.next_line(lead + entry.text).start + len(lead)
                references.append(_placed(entry, start))
    return tuple(references)


def _placed(entry: Reference, start: int) -> Reference:
    return replace(entry, span=Span(start, start + len(entry.text)))
