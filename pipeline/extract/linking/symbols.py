"""Short words of a text that may be a name: short forms of the table, and gene symbols that are held back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract.linking.context import Context
from pipeline.extract.linking.senses import OTHER, Sense, Senses
from pipeline.extract.terms import Lexicon, Match
from pipeline.schema import Concept, Span

_SHORT_WORD = re.compile(r"(?<![^\W_])[A-Za-z][A-Za-z0-9]{1,11}(?![^\W_])")
#: Forms of the table that are longer than this are plain words: their letter case says nothing.
_PLAIN = 4
_WORD_BEFORE = re.compile(r"[^\W_]+\Z")
_WORD_AFTER = re.compile(r"[^\W_]+")
_HYPHENS = frozenset("-\u2010\u2011\u2013")
#: What a word is that names nothing.
NO_NAME = Sense((), (Concept("evigraph:sense-no-name", "no name", OTHER),), False, 1.0)


def find_forms(text: str, senses: Senses, lexicon: Lexicon, matches: Sequence[Match]) -> Iterator[tuple[str, Span]]:
    """Where the short forms of the table stand, without a plural ``s``, and capitals that may be a gene, in order.

    Args:
        text: verbatim text.
        senses: the table.
        lexicon: what knows the gene symbols that it does not look for itself.
        matches: the names that it does find: a symbol among them is none that is held back.
    """
    named = {match.span.start for match in matches}
    words: dict[str, str] = {}
    for word in set(_SHORT_WORD.findall(text)):
        form = _form(word, senses, lexicon)
        if form is not None:
            words[word] = form
    for start, word in places_of(text, words):
        form = words[word]
        if (form in senses or start not in named) and _is_whole(text, start, start + len(word), senses):
            # A plain word at the beginning of a sentence differs from its form in letter case alone.
            yield form, Span(start, start + len(form))


def places_of(text: str, words: Iterable[str]) -> list[tuple[int, str]]:
    """Where words stand between others, in order."""
    found: list[tuple[int, str]] = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if not (at and text[at - 1].isalnum()) and not text[end : end + 1].isalnum():
                found.append((at, word))
            at = text.find(word, end)
    found.sort()
    return found


def _form(word: str, senses: Senses, lexicon: Lexicon) -> str | None:
    """The form that a word of the text is one of: itself, without a plural ``s``, or in small letters."""
    if word in senses:
        return word
    if word[0].islower():
        return None
    if word[-1] == "s" and not word[-2].islower():
        return word[:-1] if word[:-1] in senses else None
    if len(word) > _PLAIN and word[1:].islower():
        return word.lower() if word.lower() in senses else None
    if len(word) <= 6 and word.isupper() and _is_gene(word, lexicon):
        return word
    return None


def _is_whole(text: str, start: int, end: int, senses: Senses) -> bool:
    """Whether a word is no part of a longer name: `PD` is none of `PD-1`, but is one of `PD-related`."""
    if start and text[start - 1] in _HYPHENS:
        before = _WORD_BEFORE.search(text[max(0, start - 20) : start - 1])
        if before is None or not (before[0] in senses or (before[0].islower() and len(before[0]) > 2)):
            return False
    if end < len(text) and text[end] in _HYPHENS:
        after = _WORD_AFTER.match(text, end + 1)
        if after is not None and not (after[0] in senses or (after[0].islower() and len(after[0]) > 2)):
            return False
    # `0.5 CR.2`, `p.CAR`: a point without a space joins.
    return not (start > 1 and text[start - 1] == "." and not text[start - 2].isspace())


def _is_gene(word: str, lexicon: Lexicon) -> bool:
    known = lexicon.lookup(word)
    return bool(known) and known[0].type == "gene" and known[0].name == word


def gene_senses(form: str, lexicon: Lexicon, senses: Senses) -> tuple[Sense, ...]:
    """The gene that a held-back symbol stands for, against its being no name: it needs the words of genes."""
    return Sense((), lexicon.lookup(form)[:1], True, 0.0, senses.group("gene")), NO_NAME


def is_word_in_capitals(surface: str, span: Span, context: Context) -> bool:
    """Whether a match may be a common word that stands among capitals (`IMPACT OF ...`)."""
    return (
        len(surface) <= 6
        and surface.isalpha()
        and surface.isupper()
        and any(letter in "AEIOUY" for letter in surface)
        and context.in_capitals(span)
    )
