"""The sections of a JATS article, block by block: what is written where, and which passage it belongs to.

A passage's heading is the titles that lead to it, from the outermost section to the innermost (``Results > Survival``,
:func:`pipeline.ingest.rendering.heading_path`). Tables, figures and boxes within a paragraph are written behind it,
lists and quotations where they stand.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from pipeline.ingest.jats.inline import BLOCKS, inline, words
from pipeline.ingest.jats.writer import ArticleWriter
from pipeline.ingest.rendering import heading_path
from pipeline.schema import PassageKind

Path = tuple[str, ...]
_Handler = Callable[["BodyWriter", etree._Element, PassageKind, Path], None]

#: Floats: what is written behind the paragraph in which it stands.
_FLOATS = frozenset(
    (
        "table-wrap",
        "table-wrap-group",
        "fig",
        "fig-group",
        "boxed-text",
        "supplementary-material",
        "media",
        "graphic",
        "floats-wrap",
        "fn-group",
        "chem-struct-wrap",
    )
)
# What is told elsewhere, or no text of the paper.
_SILENT = frozenset(
    (
        "title",
        "label",
        "object-id",
        "ref-list",
        "sec-meta",
        "permissions",
        "alt-text",
        "long-desc",
        "graphic",
        "attrib",
        "address",
        "index-term",
        "caption",
        "abstract",
        "kwd-group",
        "subj-group",
    )
)
#: The headings of parts that have no title of their own.
_UNTITLED = {"ack": "Acknowledgements", "glossary": "Abbreviations", "fn-group": "Footnotes", "app": "Appendix"}
_ASIDE = frozenset(("ack", "glossary", "fn-group", "notes", "author-notes", "bio"))


class BodyWriter:
    """Writes the blocks of an article.

    Args:
        writer: what they are written to.
    """

    def __init__(self, writer: ArticleWriter) -> None:
        self.writer = writer

    def blocks(self, parent: etree._Element, kind: PassageKind, path: Path) -> None:
        """Write all blocks of an element in the passage of ``kind`` under the titles ``path``."""
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SILENT:
                continue
            handler = _HANDLERS.get(tag)
            if handler is not None:
                handler(self, child, kind, path)
            elif any(each.tag in BLOCKS for each in child.iter()):
                self.blocks(child, kind, path)
            else:
                self.writer.block(inline(child))

    def part(self, element: etree._Element, kind: PassageKind, path: Path) -> None:
        """Write a part with a title of its own: a section, an appendix, the acknowledgements."""
        title = words(element.find("title"))
        label = words(element.find("label"))
        if title is None and element.tag in ("app", "sec"):
            title, label = label, None
        named = title or _UNTITLED.get(str(element.tag))
        inner: Path = path if named is None else (*path, named)
        aside: PassageKind = "other" if element.tag in _ASIDE else kind
        self.writer.switch(aside, heading_path(inner))
        if title is not None:
            self.writer.block(title if label is None else f"{label} {title}")
        self.blocks(element, aside, inner)
        self.writer.switch(kind, heading_path(path))

    def paragraph(self, element: etree._Element, kind: PassageKind, path: Path) -> None:
        """Write a paragraph: its words, cut where a list or a quotation stands in it, then its floats."""
        floats: list[etree._Element] = []
        blocks = [child for child in element if child.tag in BLOCKS or child.tag == "fn"]
        if not blocks:
            self.writer.block(inline(element))
            return
        piece = etree.Element("p")
        piece.text = element.text
        for child in list(element):
            if child.tag in _FLOATS or child.tag == "fn":
                floats.append(child)
                _append_text(piece, child.tail)
            elif child.tag in BLOCKS:
                self.writer.block(inline(piece))
                _HANDLERS.get(str(child.tag), BodyWriter.blocks)(self, child, kind, path)
                piece = etree.Element("p")
                piece.text = child.tail
            else:
                piece.append(child)
        self.writer.block(inline(piece))
        for each in floats:
            handler = _HANDLERS.get(str(each.tag))
            if handler is not None:
                handler(self, each, kind, path)

    def list(self, element: etree._Element, kind: PassageKind, path: Path) -> None:
        """Write a list, an item a block, each with the label it has."""
        title = words(element.find("title"))
        self.writer.block(title or "")
        for item in element.iter("list-item") if element.tag != "list" else element.findall("list-item"):
            label = words(item.find("label"))
            first = item.find("p")
            if label is not None and first is not None:
                first.text = f"{label} {first.text or ''}"
            elif label is not None:
                self.writer.block(label)
            self.blocks(item, kind, path)

    def definitions(self, element: etree._Element, kind: PassageKind, path: Path) -> None:
        """Write a list of definitions, ``TERM: meaning`` a block."""
        self.writer.block(words(element.find("title")) or "")
        for child in element:
            if child.tag == "def-list":
                self.definitions(child, kind, path)
            elif child.tag == "def-item":
                terms = ", ".join(filter(None, (words(term) for term in child.findall("term"))))
                meaning = " ".join(filter(None, (words(meaning) for meaning in child.findall("def"))))
                self.writer.block(": ".join(filter(None, (terms, meaning))))

    def figure(self, element: etree._Element, kind: PassageKind, path: Path) -> None:
        """Write the label and the caption of a figure or of a file that goes with the article."""
        label = words(element.find("label"))
        captioned = element
        if element.find("caption") is None and element.find("title") is None:
            # The caption of a supplementary file may stand with the file.
            inner = next((each for each in element.iter("media", "fig") if each.find("caption") is not None), None)
            if inner is not None:
                captioned, label = inner, label or words(inner.find("label"))
        self.writer.switch("other", label or "Figure")
        self.writer.captioned(label, captioned)
        for child in element:
            # A group holds figures; a figure may have a table or notes in it.
            if child.tag in ("fig", "table-wrap", "p", "fn", "media") and child is not captioned:
                _HANDLERS[str(child.tag)](self, child, "other", ())
        self.writer.switch(kind, heading_path(path))

    def table(self, element: etree._Element, kind: PassageKind, path: Path) -> None:
        """Write a table, or a group of tables under one label and caption."""
        wraps = element.findall("table-wrap")
        if not wraps:
            self.writer.table(element, None)
            return
        label = words(element.find("label"))
        self.writer.switch("table", label or "Table")
        self.writer.captioned(label, element)
        for wrap in wraps:
            self.writer.table(wrap, label)
        self.writer.switch(kind, heading_path(path))

    def box(self, element: etree._Element, kind: PassageKind, path: Path) -> None:
        """Write a box as a section of its own under its caption or its label."""
        label = words(element.find("label"))
        caption = element.find("caption")
        title = words(caption.find("title") if caption is not None else element.find("title"))
        named = title or label or "Box"
        inner = (*path, named)
        self.writer.switch(kind, heading_path(inner))
        self.writer.captioned(label, element)
        self.blocks(element, kind, inner)
        self.writer.switch(kind, heading_path(path))

    def note(self, element: etree._Element, _kind: PassageKind, _path: Path) -> None:
        """Write a footnote, its mark before it."""
        label = words(element.find("label"))
        body = inline(element, skip=frozenset(("label",)))
        marked = label if label is None or not label.isalnum() else f"[{label}]"
        self.writer.block(body if marked is None or not body else f"{marked} {body}")


def _append_text(element: etree._Element, text: str | None) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


_HANDLERS: dict[str, _Handler] = {
    **dict.fromkeys(("sec", "app", "ack", "glossary", "notes", "fn-group", "bio", "author-notes"), BodyWriter.part),
    "p": BodyWriter.paragraph,
    "list": BodyWriter.list,
    "def-list": BodyWriter.definitions,
    **dict.fromkeys(("fig", "supplementary-material", "media", "fig-group", "chem-struct-wrap"), BodyWriter.figure),
    **dict.fromkeys(("table-wrap", "table-wrap-group"), BodyWriter.table),
    "boxed-text": BodyWriter.box,
    "fn": BodyWriter.note,
}
