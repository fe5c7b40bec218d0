"""What a document says around a name: its words, its sentences, the concepts that it names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.extract.linking.senses import Cues
from pipeline.extract.terms import Lexicon, Match
from pipeline.schema import Span

_WORD = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+)*")
#: How far beside a name a cue may stand, in characters.
_BESIDE = 48
_LINE_WORD = re.compile(r"[^\W\d_]{2,}")
#: A name longer than this by so many letters is no short form of its concept.
_LONGER = 3


class _Words:
    """The words of a stretch of lower-case text, to be asked for cues."""

    __slots__ = ("_known", "_sorted", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: set[str] | None = None
        self._sorted: list[str] | None = None

    def holds(self, cue: str) -> bool:
        """Whether the cue stands in the text: a word, the beginning of one (``leuk*``), or several words."""
        if self._known is None:
            self._known = set()
            for word in _WORD.findall(self.text):
                self._known.add(word)
                if "-" in word:
                    self._known.update(word.split("-"))
        if cue in self._known:
            return True
        if cue[-1] == "*":
            if " " in cue:
                return cue[:-1] in self.text
            if self._sorted is None:
                self._sorted = sorted(self._known)
            beginning = cue[:-1]
            at = bisect_left(self._sorted, beginning)
            return at < len(self._sorted) and self._sorted[at].startswith(beginning)
        return not cue.isalnum() and cue in self.text


class Context:
    """A document's words as evidence of what its names mean."""

    def __init__(self, text: str, lexicon: Lexicon, matches: Sequence[Match], sentences: Sequence[Span]) -> None:
        """Prepare to be asked; nothing is counted before.

        Args:
            text: verbatim text.
            lexicon: what knows the concepts' classes.
            matches: the names that it finds in the text.
            sentences: the sentences of the text; none leaves it one sentence.
        """
        self.text = text
        # Lower case by character: `casefold` may change a text's length, and with it every offset.
        lower = text.lower()
        self.lower = lower if len(lower) == len(text) else "".join(c.lower()[:1] or c for c in text)
        self.lexicon = lexicon
        self.matches = matches
        self._sentences = sentences or (Span(0, len(text)),)
        self._starts = [sentence.start for sentence in self._sentences]
        self._all = _Words(self.lower)
        self._by_sentence: dict[int, _Words] = {}
        self._named: dict[str, int] | None = None

    def sentence(self, span: Span) -> Span:
        """The sentence that a name stands in; the name itself where it stands in none."""
        place = bisect_right(self._starts, span.start) - 1
        if place < 0 or not self._sentences[place].contains(span):
            return span
        return self._sentences[place]

    def beside(self, cues: Cues, span: Span) -> tuple[bool, bool]:
        """Whether one of the cues stands right before a name, and right behind it."""
        before = cues.before_pattern
        after = cues.after_pattern
        found_before = before is not None and (
            before.search(self.lower[max(0, span.start - _BESIDE) : span.start]) is not None
        )
        found_after = after is not None and after.match(self.lower[span.end : span.end + _BESIDE]) is not None
        return found_before, found_after

    def in_sentence(self, words: Sequence[str], span: Span) -> list[str]:
        """Which of the words stand in a name's sentence, but not within the name."""
        place = bisect_right(self._starts, span.start) - 1
        known = self._by_sentence.get(place)
        if known is None:
            known = self._by_sentence[place] = _Words(self.sentence(span).of(self.lower))
        return [word for word in words if known.holds(word)]

    def in_document(self, words: Sequence[str], most: int) -> list[str]:
        """The first few of the words that stand anywhere in the document."""
        found: list[str] = []
        for word in words:
            if self._all.holds(word):
                found.append(word)
                if len(found) == most:
                    break
        return found

    def says(self, label: str) -> bool:
        """Whether the document holds these words."""
        return len(label) > _LONGER and label in self.lower

    def names(self, concept: str, short: str) -> bool:
        """Whether the document names a concept, or one of its class, otherwise than by a short form."""
        if self._named is None:
            # A concept and those straight above it -> the length of the longest name.
            self._named = {}
            for match in self.matches:
                for found in match.concepts:
                    for each in (found.id, *self.lexicon.parents(found.id)):
                        self._named[each] = max(self._named.get(each, 0), len(match.surface))
        return self._named.get(concept, 0) >= len(short) + _LONGER

    def named_by_other(self, concept: str, surface: str) -> bool:
        """Whether the document names a concept by another name than this one."""
        folded = surface.lower()
        return any(
            found.id == concept and match.surface.lower() != folded
            for match in self.matches
            for found in match.concepts[:2]
        )

    def in_capitals(self, span: Span) -> bool:
        """Whether a name stands among words in capitals, so that its own letter case says nothing."""
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.end)
        end = len(self.text) if end < 0 else end
        before = _LINE_WORD.findall(self.text[max(start, span.start - 60) : span.start])[-3:]
        after = _LINE_WORD.findall(self.text[span.end : min(end, span.end + 60)])[:3]
        around = before + after
        # The window may have cut the outermost words; their letter case is the same.
        capitals = sum(word.isupper() and len(word) > 2 for word in around)
        small = sum(not word.isupper() for word in around)
        return small == 0 and any(len(word) > 4 and word.isupper() for word in around) and capitals >= 1
