"""Headings on lines of their own, in a paper as text: Markdown, numbered, known, in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.ingest.section_words import ABSTRACT_HEADINGS, CORE, HEADINGS, KEYWORD_HEADINGS, REFERENCE_HEADINGS
from pipeline.ingest.sections import is_section_phrase

_LONGEST = 160
_LINE = re.compile(r"[^\n]*\n?")
_MARKDOWN = re.compile(r"(#{1,6})\s+(\S.*)")
_NUMBERED = re.compile(r"(\d{1,2})((?:\.\d{1,2}){0,3})\.?\s+([A-Z].*)")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9 ,/&()’'-]*[A-Z)]")
_BULLET = re.compile(r"[•●▪◦‣]\s*")
_APOSTROPHES = str.maketrans("", "", "'’")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a text.

    Attributes:
        start: where it begins, in code points.
        end: where the next one begins.
        words: its text without the white space around it.
    """

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on a line of its own.

    Attributes:
        start: where its line begins.
        end: where the next line begins.
        label: its words, without number, Markdown signs and colon.
        marked: whether a number or Markdown sign shows it to be one.
        depth: of how many numbers its own is made (two of ``2.1``); None where it has none.
        signs: how many signs Markdown sets before it; None where it sets none.
    """

    start: int
    end: int
    label: str
    marked: bool
    depth: int | None = None
    signs: int | None = None

    @property
    def name(self) -> str:
        """The label as the word lists have it: lower case, no apostrophes."""
        return normal(self.label)

    def stands_below(self, other: Heading) -> bool:
        """Whether it heads a part of what the other heads, by number or, where one has none, by Markdown's signs."""
        if self.depth is not None and other.depth is not None:
            return self.depth > other.depth
        return self.signs is not None and other.signs is not None and self.signs > other.signs


def leading_to(headings: Sequence[Heading]) -> list[tuple[str, ...]]:
    """The labels that lead to each of some headings, outermost first, its own last.

    One without a number whose words say by themselves what its section is has none above it.
    """
    paths: list[tuple[str, ...]] = []
    open_: list[Heading] = []
    for heading in headings:
        if heading.depth is None and is_known_heading(heading.label):
            open_.clear()
        while open_ and not heading.stands_below(open_[-1]):
            open_.pop()
        open_.append(heading)
        paths.append(tuple(each.label for each in open_))
    return paths


def split_lines(text: str) -> list[TextLine]:
    """The lines of a text, split at line feeds alone; they tile it."""
    return [
        TextLine(match.start(), match.end(), match[0].strip())
        for match in _LINE.finditer(text)
        if match.end() > match.start()
    ]


def normal(label: str) -> str:
    """A label as the word lists have it."""
    return " ".join(label.lower().translate(_APOSTROPHES).split())


def find_headings(lines: Sequence[TextLine]) -> list[Heading]:
    """The headings among the lines of a text, in order.

    A numbered line is one where its number follows from those before it, so that the entries of a list and the rows of
    a table are none. A line in capitals, or of words that could as well be a table's, must have a blank line above it.
    """
    return list(_headings(lines))


def _headings(lines: Sequence[TextLine]) -> Iterator[Heading]:
    chapter = 0
    for at, line in enumerate(lines):
        words = line.words
        if not words or len(words) > _LONGEST or "\t" in words:
            continue
        above = at == 0 or not lines[at - 1].words
        below = at + 1 == len(lines) or not lines[at + 1].words
        if markdown := _MARKDOWN.fullmatch(words):
            label = _bare(markdown[2].rstrip("#"))
            numbered = _NUMBERED.fullmatch(label)
            if label:
                depth = _depth(numbered) if numbered else None
                words = numbered[3] if numbered else label
                yield Heading(line.start, line.end, words, True, depth, len(markdown[1]))
        elif numbered := _NUMBERED.fullmatch(words):
            label = _bare(numbered[3])
            number = int(numbered[1])
            if _follows(number, bool(numbered[2]), chapter, label, above and below):
                chapter = number
                yield Heading(line.start, line.end, label, True, _depth(numbered))
        elif _is_known(_bare(_BULLET.sub("", words, count=1)), above):
            yield Heading(line.start, line.end, _bare(_BULLET.sub("", words, count=1)), False)
        elif above and _is_capitals(words) and at + 1 < len(lines):
            yield Heading(line.start, line.end, _bare(words), False)


def _depth(numbered: re.Match[str]) -> int:
    return 1 + numbered[2].count(".")


def _follows(number: int, is_subsection: bool, chapter: int, label: str, apart: bool) -> bool:
    """Whether a line with this number and these words can be the next numbered heading."""
    if label.endswith((".", ";", ",")) or not 1 <= number <= 30:
        return False
    if is_known_heading(label) and (number == chapter + 1 or not chapter):
        return True
    if not apart:
        # Without blank lines around it, only a subsection of the present chapter is told from a list.
        return is_subsection and chapter > 0 and number == chapter
    return chapter <= number <= chapter + 1 if is_subsection else chapter > 0 and number == chapter + 1


def is_known_heading(label: str) -> bool:
    """Whether the words are those of a section, of back matter or of a reference list."""
    name = normal(label)
    return name in HEADINGS or name in REFERENCE_HEADINGS or name in KEYWORD_HEADINGS or is_section_phrase(label)


def _is_known(label: str, above: bool) -> bool:
    if not label[:1].isupper() or not is_known_heading(label):
        return False
    name = normal(label)
    sure = name in REFERENCE_HEADINGS - {"reference", "literature"} or name in HEADINGS or name in ABSTRACT_HEADINGS
    return above or sure or all(word in CORE or word in {"and", "materials", "patients"} for word in name.split())


def _is_capitals(words: str) -> bool:
    longest = max((len(word) for word in re.split(r"[^A-Z]+", words)), default=0)
    return longest >= 5 and _CAPITALS.fullmatch(_bare(words)) is not None


def _bare(words: str) -> str:
    """The words without Markdown emphasis, colon and white space around them."""
    return words.strip().strip("*_").strip().removesuffix(":").rstrip().strip("*_")
