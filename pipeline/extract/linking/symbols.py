"""Short words of a text that may be a name: short forms of the table, and gene symbols that are held back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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


def find_forms(
    text: str, senses: Senses, lexicon: Lexicon, matches: Sequence[Match]
) -> Iterator[tuple[str, Span]]:
    """Where the short forms of the table stand, without a plural ``s``, and capitals that may be a gene, in order.

    Args:
        text: verbatim text.
        senses: the table.
        lexicon: what knows the gene symbols that it does not look for itself.
        matches: the names that it does find: a symbol among them is none that is held back.
    """
    named = {match.span.start for match in matches}
    for match in _SHORT_WORD.finditer(text):
        word = match[0]
        if word in senses:
            form = word
        elif word[1:].islower() and word[0].isupper() and len(word) > _PLAIN and word.lower() in senses:
            # A plain word at the beginning of a sentence.
            yield word.lower(), Span(match.start(), match.end())
            continue
        elif word[-1] == "s" and not word[-2].islower() and word[:-1] in senses:
            form = word[:-1]
        elif match.start() not in named and len(word) <= 6 and word.isupper() and _is_gene(word, lexicon):
            form = word
        else:
            continue
        if _is_whole(text, match.start(), match.end(), senses):
            yield form, Span(match.start(), match.start() + len(form))


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
