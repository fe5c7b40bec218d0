"""Plain text: one abstract, editorial, reference page or paper a file, kept verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from pipeline.errors import UnreadableFile
from pipeline.ingest.encoding import Line
from pipeline.ingest.headings import Heading, TextLine, find_headings, leading_to, split_lines
from pipeline.ingest.references.lists import find_references
from pipeline.ingest.rendering import heading_path
from pipeline.ingest.section_words import (
    ABSTRACT_HEADINGS,
    HEADINGS,
    KEYWORD_HEADINGS,
    REFERENCE_HEADINGS,
)
from pipeline.ingest.sections import find_sections
from pipeline.ingest.text.insets import Inset, find_insets, set_apart, within
from pipeline.ingest.text.page_furniture import find_list_furniture
from pipeline.ingest.text.titles import find_title
from pipeline.ingest.text.unheaded_lists import end_of_list, with_unheaded_lists
from pipeline.schema import Document, Passage, PassageKind, Reject, SourceRecord, Span

#: How long a text may be, in characters: ten times the longest review; a file that is all one text is held whole.
LONGEST_TEXT = 32 * 1024**2

_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".asc"})
_MOST_PARAGRAPHS = 3
_LONGEST_ABSTRACT = 8_000
_PROSE_LINE = 80
_PROSE_PARAGRAPH = 200
_SENTENCE_END = re.compile(r"[a-z\])]{2}[.!?]\s+[A-Z(]")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")


def read(lines: Iterable[Line], source: str) -> Iterator[SourceRecord | Reject]:
    """Reads the one document of a text file.

    Args:
        lines: the lines of the file.
        source: the file, as the user named it; the document's id is its name without suffix.

    Yields:
        the record.

    Raises:
        UnreadableFile: when there is nothing but white space, bytes that are no text, or more than a paper holds.
    """
    parts: list[str] = []
    length = 0
    for line in lines:
        if line.fault is not None:
            raise UnreadableFile(line.fault, source=source, line=line.number)
        length += len(line.text)
        if length > LONGEST_TEXT:
            reason = f"the text is longer than {LONGEST_TEXT} characters, as no paper is"
            raise UnreadableFile(reason, source=source, line=line.number)
        parts.append(line.text)
    text = "".join(parts)
    if not text.strip():
        raise UnreadableFile("the file holds only white space", source=source)
    yield SourceRecord(text_document(text, source))


def text_document(text: str, source: str) -> Document:
    """A plain text as a document.

    Args:
        text: the text, which is kept as it is.
        source: the file, as the user named it.

    Returns:
        the document; its passages follow one another and leave out nothing but white space.
    """
    lines = split_lines(text)
    title = find_title(text, lines)
    passages: list[Passage] = []
    body = 0
    if title is not None:
        if text[: title.start].strip():
            passages.append(Passage("other", Span(0, title.start)))
        passages.append(Passage("title", title))
        body = title.end
    below = [line for line in lines if line.start >= body]
    insets, tables = find_insets(text, below)
    passages.extend(set_apart(text, _body_passages(text, _skip_blank(text, body), below, insets), insets))
    breaks = find_list_furniture(below)
    passages = with_unheaded_lists(text, passages, lines, breaks)
    tables = [table for table in tables if any(passage.span == table.span for passage in passages)]
    return Document(
        id=f"file:{_name(source)}",
        text=text,
        passages=tuple(passages),
        source=source,
        format="text",
        title=None if title is None else title.of(text),
        tables=tuple(tables),
        references=find_references(text, passages, breaks),
    )


def _name(source: str) -> str:
    path = PurePath(source)
    return (path.stem if path.suffix.lower() in _SUFFIXES else path.name) or source


def _skip_blank(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _body_passages(text: str, start: int, lines: list[TextLine], insets: Sequence[Inset]) -> Iterator[Passage]:
    """The passages behind the title: what comes before the first heading, then one heading after the other."""
    found = [heading for heading in find_headings(lines) if not within(insets, heading.start)]
    headings = _without_list_entries(text, found)
    is_paper = any(
        heading.marked or heading.name in REFERENCE_HEADINGS or heading.name in HEADINGS - KEYWORD_HEADINGS
        for heading in headings
    )
    is_paper = is_paper or (bool(headings) and len(text) - start > _LONGEST_ABSTRACT)
    first = headings[0].start if headings else len(text)
    if start < first:
        yield from _front_passages(text, start, first, alone=not headings)
    ends = [*(heading.start for heading in headings[1:]), len(text)][: len(headings)]
    for heading, titles, end in zip(headings, leading_to(headings), ends, strict=True):
        path = heading_path(titles) if is_paper else heading.label
        yield from _section_passages(text, heading, path, max(heading.start, start), end, lines, is_paper)


def _without_list_entries(text: str, headings: list[Heading]) -> list[Heading]:
    """Within a reference list only back matter and marked headings count: entries may look like any other."""
    kept: list[Heading] = []
    for heading in headings:
        within = kept and kept[-1].name in REFERENCE_HEADINGS
        if within and not (heading.marked or heading.name in HEADINGS or _opens_appendix(text, heading)):
            continue
        kept.append(heading)
    return kept


def _opens_appendix(text: str, heading: Heading) -> bool:
    return heading.label.isupper() and not any(mark in text[heading.start : heading.end] for mark in ",;")


def _front_passages(text: str, start: int, end: int, *, alone: bool) -> Iterator[Passage]:
    """What stands between title and first heading: authors, an abstract with labels or without, or all of the text."""
    passages = find_sections(text, start, end)
    if any(passage.heading for passage in passages):
        for passage in passages:
            lead = passage.heading is None and not _is_prose(passage.span.of(text))
            yield Passage("other", passage.span) if lead else passage
        return
    kind: PassageKind = "abstract"
    if not alone and not _is_prose(text[start:end]):
        kind = "other"
    elif len(_PARAGRAPH.findall(text[start:end].strip())) >= _MOST_PARAGRAPHS:
        # Neither label nor heading and many paragraphs: an editorial or a letter, no abstract.
        kind = "section"
    yield Passage(kind, Span(start, end))


def _is_prose(words: str) -> bool:
    """Whether the words hold running text, and not only names, addresses and numbers."""
    return any(
        (len(line.strip()) >= _PROSE_LINE and line.rstrip().endswith((".", "!", "?")))
        # A label that follows in the same line may cut the last sentence off.
        or (len(line) >= _PROSE_PARAGRAPH and len(_SENTENCE_END.findall(line)) > 1)
        for line in words.split("\n")
    )


def _section_passages(
    text: str, heading: Heading, path: str | None, start: int, end: int, lines: list[TextLine], is_paper: bool
) -> Iterator[Passage]:
    """The passages under one heading, to which ``path`` leads."""
    if heading.name in REFERENCE_HEADINGS:
        stop = end_of_list(lines, heading.end, end)
        yield Passage("reference", Span(start, stop), heading.label)
        if stop < end:
            yield Passage("other", Span(stop, end))
    elif heading.name in KEYWORD_HEADINGS:
        yield Passage("other", Span(start, end), heading.label)
    elif heading.name in ABSTRACT_HEADINGS:
        inner = find_sections(text, max(heading.end, start), end)
        yield Passage("abstract", Span(start, inner[0].span.end if inner else end), _inner_heading(inner, heading))
        yield from inner[1:]
    else:
        yield Passage("section" if is_paper else "abstract", Span(start, end), path)


def _inner_heading(inner: tuple[Passage, ...], heading: Heading) -> str:
    """An abstract's own heading and its first label share a passage; the label says more."""
    return inner[0].heading or heading.label if inner else heading.label
