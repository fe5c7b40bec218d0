"""Writing a document's text where its format has none, and keeping where each part of it stands.

A format of running text is kept verbatim. One of elements (XML, JSON, tagged fields) is rendered, always in the same
way: the title on a line of its own, then the abstract, each of its sections as ``LABEL: text``, parted by one space, as
PubTator writes it; then sections, each heading on a line of its own, paragraphs on lines of their own; tables with
their caption on the line before, a line a row and a tab between two cells, and their notes on the lines behind; last
the references, a line each. Where a full text has headings and paragraphs, an empty line parts them, so that a heading
does not run into the sentence behind it.

Raised and lowered text that would run into a figure is kept apart from it. In PubMed's records it stands in brackets,
as NLM prints it elsewhere (``10(9)/L``); in full texts a power behind a digit is ``10^9``, and the mark of a reference
or a note ``[12]``, ``[a]``.

A passage of a full text has as its heading the titles that lead to it (:func:`heading_path`): what stands under
``Baseline characteristics`` is a result or a method by the section that it is part of.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.schema import Passage, PassageKind, Span
from pipeline.schema.construction import new_span

# White space but the plain space.
_OTHER_SPACES = "\t\r\n\f\v\u00a0\u2028\u2029\x85"
_LONG = 100


def one_line(text: str) -> str:
    """The text on one line: runs of white space become one space, and none stands at either end."""
    # No white space but single plain spaces: most texts, and much the faster way.
    if (text.isprintable() if len(text) < _LONG else not _has_other_space(text)) and "  " not in text:
        return text.strip(" ")
    # A pattern would look at every space.
    for space in _OTHER_SPACES:
        text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


def _has_other_space(text: str) -> bool:
    """Whether there is white space but plain spaces: in a long text, to look for each kind takes the least time."""
    if "\n" in text or "\t" in text or "\r" in text or "\f" in text or "\v" in text:
        return True
    return not text.isascii() and ("\u00a0" in text or "\u2028" in text or "\u2029" in text or "\x85" in text)


def heading_path(titles: Sequence[str]) -> str | None:
    """The titles that lead to a passage, outermost first, as one heading; None where there are none.

    >>> heading_path(["Results", "Overall survival"])
    'Results > Overall survival'
    """
    return " > ".join(titles) or None


class TextBuilder:
    """A document's text as it is written, with its passages."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._passages: list[Passage] = []
        self.length = 0

    def write(self, text: str) -> Span:
        """Write some text at the end.

        Returns:
            where it stands.
        """
        start = self.length
        self._parts.append(text)
        self.length = end = start + len(text)
        return new_span(start, end)

    def passage(self, kind: PassageKind, start: int, heading: str | None = None) -> None:
        """Make a passage of what has been written since ``start``; nothing where nothing has."""
        if start < self.length:
            self._passages.append(Passage(kind, Span(start, self.length), heading))

    @property
    def text(self) -> str:
        """All that has been written."""
        return "".join(self._parts)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages made so far."""
        return tuple(self._passages)
