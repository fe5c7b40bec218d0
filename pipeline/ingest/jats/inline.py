"""The words within a paragraph, a cell or a title of a JATS article, on one line.

What is raised must not run into what stands before it: ``10<sup>9</sup>`` is written ``10^9``, a citation mark
``85%<sup>12</sup>`` or ``<xref>12</xref>`` is written ``[12]`` and so is the mark of a footnote; ``m<sup>2</sup>``,
``CD8<sup>+</sup>`` and ``5<sup>th</sup>`` are written plainly. Formulas are written by
:mod:`pipeline.ingest.markup.mathematics`; line breaks become spaces; every other character stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import Literal

from lxml import etree

from pipeline.ingest.markup.mathematics import mathml, tex
from pipeline.ingest.rendering import one_line

_Level = Literal["raised", "lowered", "level"]

#: What is written as blocks of its own, and not within a line.
BLOCKS = frozenset(
    (
        "p",
        "sec",
        "list",
        "def-list",
        "disp-quote",
        "boxed-text",
        "table-wrap",
        "table-wrap-group",
        "fig",
        "fig-group",
        "verse-group",
        "preformat",
        "supplementary-material",
        "media",
        "speech",
        "statement",
        "fn-group",
        "graphic",
        "chem-struct-wrap",
        "floats-wrap",
    )
)
_SILENT = frozenset(
    (
        "object-id",
        "index-term",
        "target",
        "milestone-start",
        "milestone-end",
        "alt-text",
        "long-desc",
        "permissions",
        "graphic",
        "inline-graphic",
        "fn",
        "table-wrap-foot",
        "def",
    )
)
_APART = frozenset(
    (
        "break",
        "p",
        "list",
        "list-item",
        "title",
        "def-item",
        "term",
        "disp-quote",
        "hr",
        "label",
        "tr",
        "td",
        "th",
        "preformat",
        "verse-line",
    )
)
# The parts of a name: one right behind another is another word.
_OF_NAMES = frozenset(("name", "surname", "given-names", "suffix", "collab", "etal", "article-title", "source", "year"))
_MARK_TYPES = frozenset(("bibr", "fn", "table-fn", "author-notes", "corresp"))

_NUMBERS = re.compile(r"\d{1,3}[a-z]?(?:\s*[,;‐-―-]\s*\d{1,3}[a-z]?)*,?")
_LETTERS = re.compile(r"[a-h](?:\s*[,;‐-―-]?\s*[a-h]){0,5}")
_SEPARATOR = re.compile(r"[\s,;‐-―-]+")
_POWER = re.compile(r"[+−‒–-]?\w")
_ORDINAL = re.compile(r"st|nd|rd|th|er|ère|ème|ª|º", re.IGNORECASE)
_UNIT_BEFORE = re.compile(r"(?:^|[^A-Za-z])(?:[A-Za-zµμχηρΧ]|[ckdmnµμ]m|[kmnµμp]g|d[lL]|m[lL]|min|mol|day|wk|yr|Hz)$")
# Where a note of the mark is known, only what is hardly ever without a power is taken for a unit.
_LENGTH_BEFORE = re.compile(r"(?:^|[^A-Za-z])(?:[ckdmnµμ]?m|kg|s|min|χ)$")
_OPEN_CITATION = re.compile(r"[\[(][\d,;‐-―\s-]*$")


@dataclass(slots=True)
class _Run:
    """Words at one height; ``mark`` tells the kind of mark that a cross-reference makes of them."""

    text: str
    level: _Level
    mark: str | None


def inline(element: etree._Element, marks: frozenset[str] = frozenset(), *, skip: frozenset[str] = BLOCKS) -> str:
    """The words of an element on one line.

    Args:
        element: the element, its tags without namespaces.
        marks: the marks of the footnotes that belong to it (``a``, ``1``).
        skip: tags of children whose words are written elsewhere.
    """
    return one_line(joined(list(_runs(element, "level", None, skip)), marks))


def words(element: etree._Element | None) -> str | None:
    """The words of an element on one line, blocks within it too; None where there are none."""
    return None if element is None else inline(element, skip=frozenset()) or None


def entity(node: etree._Element) -> str:
    """The character of a named entity; the entity as written where it names none."""
    name = str(node.text or "").strip("&;")
    return html5.get(f"{name};", f"&{name};")


def _runs(element: etree._Element, level: _Level, mark: str | None, skip: frozenset[str]) -> Iterator[_Run]:
    if element.text:
        yield _Run(element.text, level, mark)
    for child in element:
        tag = child.tag
        if tag is etree.Entity:
            yield _Run(entity(child), level, mark)
        elif isinstance(tag, str) and tag not in skip:
            yield from _child_runs(child, tag, level, mark, skip)
        if child.tail:
            yield _Run(child.tail, level, mark)


def _child_runs(
    child: etree._Element, tag: str, level: _Level, mark: str | None, skip: frozenset[str]
) -> Iterator[_Run]:
    if tag in ("inline-formula", "disp-formula", "math", "tex-math", "alternatives"):
        yield _Run(f" {formula(child)} " if tag == "disp-formula" else formula(child), level, mark)
    elif tag == "sup":
        yield from _runs(child, "raised", mark, skip)
    elif tag == "sub":
        yield from _runs(child, "lowered", mark, skip)
    elif tag == "xref":
        kind = child.get("ref-type")
        yield from _runs(child, level, kind if kind in _MARK_TYPES else mark, skip)
    elif tag not in _SILENT:
        apart = tag in _APART
        before = child.getprevious() if tag in _OF_NAMES else None
        if apart or (before is not None and not before.tail):
            yield _Run(" ", "level", None)
        yield from _runs(child, level, mark, skip)
        if apart:
            yield _Run(" ", "level", None)


def formula(element: etree._Element) -> str:
    """A formula on one line: its MathML, else its TeX, else what else it holds as text."""
    math = element if element.tag == "math" else next(element.iter("math"), None)
    if math is not None and (written := mathml(math)):
        return written
    source = element if element.tag == "tex-math" else next(element.iter("tex-math"), None)
    if source is not None and (written := tex("".join(map(str, source.itertext())))):
        return written
    alternative = next((each.get("alttext") for each in element.iter("math") if each.get("alttext")), None)
    if alternative is None:
        alternative = next((words(each) for each in element.iter("alt-text")), None)
    if alternative is not None:
        return tex(alternative)
    if element.tag in ("math", "tex-math"):
        return ""
    return joined(list(_runs(element, "level", None, BLOCKS)), frozenset())


def joined(runs: list[_Run], marks: frozenset[str]) -> str:
    """Runs written one behind the other, with what keeps raised ones apart from what stands before them."""
    text = ""
    at = 0
    while at < len(runs):
        run = runs[at]
        end = at + 1
        if run.level == "raised" or _is_citation(run):
            end = _end_of_mark(runs, at)
            text = _with_mark(text, runs[at:end], marks)
        elif run.level == "lowered" and text[-1:].isdigit() and run.text[:1].isdigit():
            text += f"_{run.text}"
        else:
            text += run.text
        at = end
    return text


def _is_citation(run: _Run) -> bool:
    return run.mark == "bibr" and _NUMBERS.fullmatch(run.text.strip()) is not None


def _end_of_mark(runs: list[_Run], at: int) -> int:
    """Where a mark ends that begins at ``at``: raised runs and citations, and the commas and dashes between two."""
    end = at + 1
    while end < len(runs):
        behind = end
        citing = _is_citation(runs[end - 1])
        if citing and runs[end].level == "level" and _SEPARATOR.fullmatch(runs[end].text) and runs[end].text.strip():
            behind += 1
            if behind >= len(runs) or not _is_citation(runs[behind]):
                break
        if runs[behind].level != "raised" and not _is_citation(runs[behind]):
            break
        end = behind + 1
    return end


def _with_mark(text: str, runs: list[_Run], marks: frozenset[str]) -> str:
    """``text`` with a mark behind it."""
    whole = "".join(run.text for run in runs)
    mark = whole.strip()
    before, behind = text[-1:], whole[len(whole.rstrip()) :]
    lead = whole[: len(whole) - len(whole.lstrip())]
    if not mark:
        return text + whole
    referred = any(run.mark is not None for run in runs)
    if lead and not (referred or before.strip() == ""):
        # A space within the mark parts it already.
        return text + whole
    if _is_note(text, mark, marks, referred=referred):
        return f"{text}{lead}[{mark}]{behind}"
    if before.isdigit() and not _ORDINAL.fullmatch(mark) and _POWER.match(mark):
        return f"{text}^{mark}{behind}"
    return text + whole


def _is_note(text: str, mark: str, marks: frozenset[str], *, referred: bool) -> bool:
    """Whether a mark behind ``text`` points to a note or a reference, and is to be set in brackets."""
    if not mark[0].isalnum() or _OPEN_CITATION.search(text[-40:]):
        return False
    before = text[-1:]
    known = all(part in marks for part in _SEPARATOR.split(mark) if part)
    listed = _NUMBERS.fullmatch(mark) or _LETTERS.fullmatch(mark)
    if referred:
        return True
    if known and not before.strip():
        return True
    if not listed or before.isspace() or not before or before in "[(":
        return False
    if before.isdigit():
        return _LETTERS.fullmatch(mark) is not None
    if before.isalpha():
        return (_LENGTH_BEFORE if known else _UNIT_BEFORE).search(text[-4:]) is None
    return before not in "+-−–/^_=<>×*·"
