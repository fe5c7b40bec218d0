"""Writing a JATS article's body: blocks of text one behind the other, the passages they make, tables among them."""

from __future__ import annotations

from lxml import etree

from pipeline.ingest.jats.inline import inline, words
from pipeline.ingest.jats.tables import grid_of, tables_of
from pipeline.ingest.rendering import TextBuilder, one_line
from pipeline.ingest.tables.grid import TooManySlots
from pipeline.ingest.tables.shape import is_head_inferred
from pipeline.ingest.tables.writing import write_cells
from pipeline.schema import Cell, PassageKind, Reject, Span, Table


class ArticleWriter:
    """A document's text as it is written: blocks parted by an empty line, and a passage at a time.

    Attributes:
        out: the text.
        tables: the tables written so far.
        rejects: what could not be written as what it is.
    """

    def __init__(self, source: str) -> None:
        self.out = TextBuilder()
        self.tables: list[Table] = []
        self.rejects: list[Reject] = []
        self._source = source
        self._kind: PassageKind = "other"
        self._heading: str | None = None
        self._start: int | None = None

    def switch(self, kind: PassageKind, heading: str | None) -> None:
        """What follows belongs to another passage; the one so far ends here."""
        self.close()
        self._kind, self._heading = kind, heading

    def close(self) -> None:
        """The passage so far ends here."""
        if self._start is not None:
            self.out.passage(self._kind, self._start, self._heading)
        self._start = None

    def block(self, text: str) -> Span:
        """Write a block of text; nothing for no words.

        Returns:
            where it stands.
        """
        return self._line(text, "\n\n") if text else Span(self.out.length, self.out.length)

    def next_line(self, text: str) -> Span:
        """Write a line, words or none, right below the one before it."""
        return self._line(text, "\n\n" if self._start is None else "\n")

    def _line(self, text: str, apart: str) -> Span:
        if self.out.length:
            self.out.write(apart)
        if self._start is None:
            self._start = self.out.length
        return self.out.write(text)

    def table(self, wrap: etree._Element, label: str | None) -> None:
        """Write a ``table-wrap``: its caption, its rows, its notes; every table in it shares caption and notes.

        The passage that was being written goes on behind it.

        Args:
            wrap: the element.
            label: what the table is called; its own label where None.
        """
        kind, heading = self._kind, self._heading
        label = words(wrap.find("label")) or label
        self.switch("table", label or "Table")
        marks = note_marks(wrap)
        caption = self.captioned(label, wrap, marks)
        grids: list[tuple[Span, tuple[Cell, ...], bool]] = []
        for table in tables_of(wrap):
            try:
                grid = grid_of(table, marks)
            except TooManySlots as error:
                self.rejects.append(
                    Reject(self._source, "annotation", f"a table cannot be laid out: {error}", line_of(table))
                )
                self.next_line(one_line(inline(table, marks, skip=frozenset())))
                continue
            if not grid.slots or not grid.width:
                continue
            first = self.next_line("").start
            cells = write_cells(grid, self.out.write)
            grids.append((Span(first, self.out.length), cells, is_head_inferred(grid)))
        notes = tuple(self.next_line(note) for note in _notes(wrap, marks) if note)
        begin = self.out.length if self._start is None else self._start
        whole = Span(begin, self.out.length)
        if len(grids) < 2:
            # A table that is a picture has a caption, notes and no cells.
            _, cells, guessed = grids[0] if grids else (whole, (), False)
            self.tables.append(Table(whole, label, caption, cells, notes, guessed))
        else:
            self.tables.extend(Table(span, label, caption, cells, notes, guessed) for span, cells, guessed in grids)
        self.switch(kind, heading)

    def captioned(self, label: str | None, element: etree._Element, marks: frozenset[str] = frozenset()) -> Span | None:
        """Write a label and a caption on one line (``Table 2. Patients``).

        Returns:
            where the caption's words stand; None where there is none.
        """
        parts = [inline(part, marks, skip=frozenset()) for part in _caption_parts(element)]
        caption = " ".join(part for part in parts if part)
        if label is not None:
            self.block(label)
            if caption:
                self.out.write(" " if label[-1] in ".:" else ". ")
        if not caption:
            return None
        return self.block(caption) if label is None else self.out.write(caption)


def line_of(element: etree._Element) -> int | None:
    """The line of the file in which an element begins."""
    line = element.sourceline
    return line if isinstance(line, int) else None


def note_marks(wrap: etree._Element) -> frozenset[str]:
    """The marks by which the notes of a table are called: their labels, and what is raised where one begins."""
    found: set[str] = set()
    for foot in wrap.iter("table-wrap-foot"):
        found.update(words(label) or "" for label in foot.iter("label"))
        for paragraph in foot.iter("p"):
            previous: str | None = paragraph.text
            for child in paragraph:
                # Notes may follow one another in one paragraph: a mark begins it, or stands behind a stop.
                begins = not (previous or "").strip() or (previous or "").rstrip().endswith((".", ";"))
                if child.tag == "sup" and begins:
                    found.add(words(child) or "")
                previous = child.tail
    return frozenset(mark.strip(" .()") for mark in found) - {""}


def _caption_parts(element: etree._Element) -> list[etree._Element]:
    caption = element.find("caption")
    if caption is None:
        title = element.find("title")
        return [] if title is None else [title]
    parts = [child for child in caption if child.tag in ("title", "p")]
    return parts or [caption]


def _notes(wrap: etree._Element, marks: frozenset[str]) -> list[str]:
    """The notes of a table, each on one line, with the mark that it has."""
    notes: list[str] = []
    for foot in wrap.iter("table-wrap-foot"):
        for child in foot:
            if child.tag == "fn-group":
                notes.extend(_note(note, marks) for note in child)
            elif isinstance(child.tag, str):
                notes.append(_note(child, marks))
    notes.extend(_note(note, marks) for table in tables_of(wrap) for note in table.iter("fn"))
    return notes


def _note(element: etree._Element, marks: frozenset[str]) -> str:
    label = words(element.find("label"))
    body = inline(element, marks, skip=frozenset(("label",)))
    if label is None:
        return body
    return f"[{label}] {body}" if label.isalnum() else f"{label} {body}"
