"""The section finder: labels within an abstract, and the passages they part it into.

``Background:``, ``METHODS :``, ``Patients and methods.``, ``CONCLUSIONS - ``, ``• Results:``, ``PURPOSE To ...``. What
makes a label is its words (:mod:`pipeline.ingest.section_words`), its capitals, where it stands and what ends it; the
less of these it has, the more of the others is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.ingest.section_words import (
    CORE,
    FILLERS,
    FUNCTION_WORDS,
    KEYS,
    KEYWORD_HEADINGS,
    REFERENCE_HEADINGS,
)
from pipeline.schema import Passage, PassageKind
from pipeline.schema.construction import new_passage, new_span

_Place = Literal["line", "sentence", "middle"]
#: ``strong`` labels count by themselves; ``weak`` ones (no punctuation) and ``foreign`` ones (words not known) only
#: beside others.
_Strength = Literal["strong", "weak", "foreign"]

_FIRST_WORDS = (KEYS | FILLERS) - FUNCTION_WORDS
_KEY_WORDS = KEYS - FUNCTION_WORDS
_STOPS = frozenset((". ", "? ", "! "))
_MOST_WORDS = 12
_FEWEST_WEAK = 3
_FEWEST_BESIDE_FOREIGN = 2
_FEWEST_CAPITALS = 2
_SHORTEST_FOREIGN = 7
_SHORTEST_IN_THE_MIDDLE = 5
_LONGEST_ORNAMENT = 40
_WORD = re.compile(r"[A-Za-z]+(?:\([sS]\))?")
_SEPARATOR = re.compile(r" ?[/\\,&-] ?| ")
_COLON = re.compile(r"(?: (?:number|numbers|no|id))?[ \u00a0]?:", re.IGNORECASE)
_STOP = re.compile(r"\.(?=\s)")
_DASH = re.compile(r" ?[–—] ?| - ?")
_NEXT_WORD = re.compile(r"[ \t\u00a0]+(?:[A-Z][A-Za-z'’]*|\d)")
# Bullet, Markdown emphasis or heading, number: what may stand between the start of a line and its label.
_ORNAMENT = re.compile(r"\s*(?:[•●▪◦‣*·–-]\s*|\*\*|#{1,6}\s+|\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+)?(?:\*\*|__)?")
_SENTENCE_END = re.compile(r"[.?!][\])\"'”’\d,*-]{0,12}\s+$|[.?!]$")
_FOREIGN_WORDS = r"[ \t]*([A-Z][A-Z0-9'’&()/,.-]*(?: [A-Z0-9'’&()/,.-]+){0,9}) ?:(?=\s)"
_FOREIGN_FIRST = re.compile(_FOREIGN_WORDS)
# It begins with a set of characters, so that those between are stepped over.
_FOREIGN = re.compile(rf"[\n.?!](?:(?<=\n)| ){_FOREIGN_WORDS}")


@dataclass(slots=True)
class _Label:
    """A label: where its passage begins, where its own words and sign end, and what they are."""

    start: int
    end: int
    heading: str
    strength: _Strength
    place: _Place


def find_sections(
    text: str, start: int = 0, end: int | None = None, *, kind: PassageKind = "abstract"
) -> tuple[Passage, ...]:
    """Parts a stretch of text, as a rule an abstract, at its section labels.

    Args:
        text: the document's text.
        start: where the stretch begins, in code points.
        end: where it ends; the end of the text where None.
        kind: the kind its passages get; keywords get ``other``, a reference list ``reference``.

    Returns:
        passages that follow one another without a gap from ``start`` to ``end``; each begins with its label, whose
        words are its heading. One passage without a heading where no label is found, none where the stretch is empty.

    Example:
        >>> [(p.heading, p.span.of("BACKGROUND: A. RESULTS: B.")) for p in find_sections("BACKGROUND: A. RESULTS: B.")]
        [('BACKGROUND', 'BACKGROUND: A. '), ('RESULTS', 'RESULTS: B.')]
    """
    end = len(text) if end is None else end
    labels = _find_labels(text, start, end)
    passages: list[Passage] = []
    cut, heading = start, None
    for label in labels:
        begin = label.start
        # What stands before the first label is a passage of its own, unless it is white space.
        if cut < begin and (heading is not None or text[cut:begin].strip()):
            passages.append(new_passage(_kind(heading, kind), new_span(cut, begin), heading))
            cut = begin
        elif heading is not None:
            cut = begin
        heading = label.heading
    if cut < end:
        passages.append(new_passage(_kind(heading, kind), new_span(cut, end), heading))
    return tuple(passages)


def is_section_phrase(words: str) -> bool:
    """Whether ``words``, from the first to the last, make a section label (``Patients and methods``)."""
    return any(stop == len(words) for stop in _phrase_ends(words, 0, len(words)))


def begins_with_label(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a stretch of text begins with a section label that counts by itself."""
    end = len(text) if end is None else end
    labels = _find_labels(text, start, min(end, start + 200))
    return bool(labels) and not text[start : labels[0].start].strip()


def _kind(heading: str | None, kind: PassageKind) -> PassageKind:
    if heading is None:
        return kind
    name = heading.lower()
    if name in KEYWORD_HEADINGS:
        return "other"
    return "reference" if name in REFERENCE_HEADINGS else kind


def _find_labels(text: str, start: int, end: int) -> list[_Label]:
    """The labels in a stretch, in order, those left out that count only beside others that are not there."""
    labels: list[_Label] = []
    behind = start
    for first in _first_words().finditer(text, start, end):
        at, stop = first.span()
        if at < behind or (at > start and text[at - 1].isalpha() and _is_within_word(text, at, start)):
            continue
        found = _place(text, at, start)
        if found is None:
            continue
        if stop < end and text[stop] == ":" and first[0].lower() in _KEY_WORDS:
            # The usual label: one word with its colon.
            label = _named_label(text, at, stop, stop + 1, *found)
        else:
            label = _label_at(text, at, end, *found)
        if label is not None:
            labels.append(label)
            behind = label.end
    strong = shouted = 0
    for label in labels:
        if label.strength == "strong":
            strong += 1
            shouted += label.heading.isupper()
    # Labels of words not known are not even looked for where they could not count.
    if strong >= _FEWEST_BESIDE_FOREIGN and (foreign := _foreign_labels(text, start, end, labels)):
        labels = sorted([*labels, *foreign], key=lambda label: label.start)
    if strong < len(labels):
        headings = {label.heading.lower() for label in labels if label.strength != "foreign"}
        least = {
            "strong": True,
            "weak": len(headings) >= _FEWEST_WEAK,
            "foreign": strong >= _FEWEST_BESIDE_FOREIGN,
        }
        labels = [label for label in labels if least[label.strength]]
    if _FEWEST_CAPITALS <= shouted < len(labels):
        # Among labels in capitals, ``Participants:`` in mid-line is a part of the section it stands in.
        labels = [label for label in labels if label.place == "line" or not _is_mixed(label.heading)]
    return labels


@cache
def _first_words() -> re.Pattern[str]:
    """The words that a label may begin with, with a capital: most words of a text are let go by their first letter."""
    return re.compile(f"{_branches(_FIRST_WORDS, first=True)}(?![A-Za-z])")


def _branches(words: Iterable[str], *, first: bool = False) -> str:
    """A pattern of words that parts at each letter in which they differ, so that no letter is looked at twice."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words):
        rests.setdefault(word[:1], []).append(word[1:])
    parts = [
        (letter.upper() if first else f"[{letter}{letter.upper()}]") + _branches(rest) if letter else ""
        for letter, rest in sorted(rests.items(), reverse=True)
    ]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _is_within_word(text: str, at: int, start: int) -> bool:
    """Whether another capital stands before ``at`` in one run of letters: a word begins at its first."""
    before = at - 1
    while before >= start and text[before].isascii() and text[before].isalpha():
        if text[before].isupper():
            return True
        before -= 1
    return False


def _is_mixed(heading: str) -> bool:
    return not heading.replace("(s)", "").isupper()


def _in_vocabulary(word: str) -> bool:
    word = word.lower().removesuffix("(s)")
    return word in KEYS or word in FILLERS


def _phrase_ends(text: str, at: int, end: int) -> list[int]:
    """Where a run of section words that begins at ``at`` may end: behind any word once a key is among them."""
    ends: list[int] = []
    key = False
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, at, end)
        if word is None or not _in_vocabulary(word[0]):
            break
        key = key or word[0].lower().removesuffix("(s)") in KEYS
        if key and word[0].lower() not in FUNCTION_WORDS:
            ends.append(word.end())
        separator = _SEPARATOR.match(text, word.end(), end)
        if separator is None:
            break
        at = separator.end()
        # ``Design, Setting`` and ``background / aims``: a separator may be followed by one more space.
        if text[at : at + 1] == " ":
            at += 1
    return ends


def _place(text: str, at: int, start: int) -> tuple[_Place, int] | None:
    """Where a word stands and where its passage would begin; None where no label may begin."""
    # No further back than an ornament is long: a text of one long line stays linear.
    near = at - _LONGEST_ORNAMENT if at - _LONGEST_ORNAMENT > start else start
    line = text.rfind("\n", near, at) + 1
    if (line or near == start) and _ORNAMENT.fullmatch(text, max(line, start), at):
        return "line", max(line, start)
    before = text[at - 16 if at - 16 > start else start : at]
    if before[-2:] in _STOPS or _SENTENCE_END.search(before):
        return "sentence", at
    if not before[-1:].isspace():
        return None
    # Behind another word in capitals it is the rest of a longer label whose first words are not known.
    neighbour = before.split()[-1] if before.split() else ""
    first = _WORD.match(text, at)
    rest = neighbour.isupper() and len(neighbour) > 1 and first is not None and first[0].lower() not in CORE
    return None if rest else ("middle", at)


def _label_at(text: str, at: int, end: int, place: _Place, begin: int) -> _Label | None:
    """The label that begins at ``at``, the longest that is ended as a label is."""
    for stop in reversed(_phrase_ends(text, at, end)):
        heading = text[at:stop]
        capitals = not _is_mixed(heading)
        if colon := _COLON.match(text, stop, end):
            if label := _named_label(text, at, stop, colon.end(), place, begin):
                return label
            continue
        if place == "middle" or heading.split()[-1].lower() in FILLERS:
            # Without a colon the key must come last: ``OBJECTIVES In children`` ends behind its first word.
            continue
        core = any(word.lower() in CORE for word in _WORD.findall(heading))
        strength: _Strength | None = None
        stopped = _STOP.match(text, stop, end) and (core or capitals)
        dashed = _DASH.match(text, stop, end) and (capitals or (core and place == "line"))
        if stopped or dashed or (place == "line" and _ends_line(text, stop, end)):
            strength = "strong"
        elif (core or capitals) and (following := _NEXT_WORD.match(text, stop, end)):
            word = following[0].strip()
            if word.isupper() and len(word) > 1:
                strength = None if _in_vocabulary(word) else "weak"
            else:
                strength = "strong" if capitals and core else "weak"
        if strength is not None:
            return _Label(begin, stop, heading, strength, place)
    return None


def _named_label(text: str, at: int, stop: int, behind: int, place: _Place, begin: int) -> _Label | None:
    """The label whose words end at ``stop`` and its colon at ``behind``; in mid-sentence, one in capitals alone."""
    if place == "middle" and (stop - at < _SHORTEST_IN_THE_MIDDLE or _is_mixed(text[at:stop])):
        return None
    return _Label(begin, behind, text[at : behind - 1].strip(), "strong", place)


def _ends_line(text: str, at: int, end: int) -> bool:
    rest = text[at : at + 8].partition("\n")
    return not rest[0].strip(" \t\r*_:") and (rest[1] == "\n" or at + 8 >= end)


def _foreign_labels(text: str, start: int, end: int, known: list[_Label]) -> list[_Label]:
    """Labels in capitals whose words are not known (``WHAT IS KNOWN ALREADY:``)."""
    labels: list[_Label] = []
    if not _has_colon_beside(text, start, end, known):
        return labels
    starts = [label.start for label in known]
    first = None if start else _FOREIGN_FIRST.match(text, 0, end)
    others = _FOREIGN.finditer(text, start if first is None else first.end(), end)
    for match in others if first is None else (first, *others):
        heading = match[1]
        at, stop = match.span(1)
        # Acronyms (``SIMVG:``) and numbered groups (``ARM 2:``) are no labels.
        named = len(heading) >= _SHORTEST_FOREIGN and not any(character.isdigit() for character in heading)
        before = bisect_left(starts, stop)
        if named and not (before and known[before - 1].end > at):
            labels.append(_Label(at, match.end(), heading, "foreign", "line"))
    return labels


def _has_colon_beside(text: str, start: int, end: int, known: list[_Label]) -> bool:
    """Whether a colon with a space behind it is none of the known labels': without one, there are no others."""
    ends = {label.end for label in known}
    at = text.find(":", start, end) + 1
    while 0 < at < end:
        if at not in ends and text[at].isspace():
            return True
        at = text.find(":", at, end) + 1
    return False
