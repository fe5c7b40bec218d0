"""The variants of a text: mentions where the words leave no doubt, and what each mention stands for.

A variant is identified by its number of dbSNP where the text gives it (`rs1801133 (C677T)`), or where a gene that the
text names is known to have one for the change; else by the change itself, as tmVar writes it. All places of a document
that tell the same change stand for the same variant, and one that tells a side of it alone (`-930G`) for the change at
that place, where there is but one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.extract.variants.known import KnownVariants, default_variants
from pipeline.extract.variants.notation import Change, allele_of, change_of, number_of
from pipeline.schema import Concept, Mention, Span

VARIANT = "variant"

_RESIDUE = "(?:Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val)"
# What is a variant wherever it stands: a number of dbSNP, a notation that says what it is of, residues of three letters.
_SURE = re.compile(
    r"(?<![\w.-])(?:rs\d{3,}"
    rf"|p\.\(?(?:{_RESIDUE}|[A-Z])\d+(?:(?:{_RESIDUE}|Ter|[A-Z*])(?:fs[\w*]*)?|fs[\w*]*|del)\)?"
    r"|[cg]\.[-+*]?\d+(?:[-+_]\d+)*\s?(?:[ACGT]\s?(?:>|-{1,2}>)\s?[ACGT]|(?:del|ins|dup)[ACGT]*)"
    rf"|{_RESIDUE}\s?\d+\s?(?:{_RESIDUE}|Ter|Stop))(?![\w>])"
)
# Between a number and the change that it is: a bracket, or a word that says so.
_SAME = re.compile(r"\s?[(\[]\s?|\s?=\s?|,?\s(?:also known as|i\.e\.,?|or)\s|,\sthe\s", re.IGNORECASE)


def sure_variants(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """What is a variant by its form (`rs699`, `p.V600E`, `Arg399Gln`), where none of the given mentions stands."""
    spans = sorted(mention.span for mention in mentions)
    starts = [span.start for span in spans]
    longest = max(map(len, spans), default=0)
    found = []
    for match in _SURE.finditer(text):
        span = Span(match.start(), match.end())
        near = spans[bisect_left(starts, span.start - longest) : bisect_left(starts, span.end)]
        if not any(span.overlaps(other) for other in near):
            found.append(Mention(span, match[0], VARIANT, source="lexicon", score=1.0))
    return found


def identified(text: str, mentions: Sequence[Mention], known: KnownVariants | None = None) -> list[Mention]:
    """The mentions of a text, its variants with what they stand for.

    Args:
        text: the text.
        mentions: its mentions, in order; those that have a concept keep it.
        known: numbers of dbSNP; None for the table that comes with evigraph.

    Returns:
        the same mentions in the same order.
    """
    result = list(mentions)
    places = [at for at, mention in enumerate(mentions) if mention.type == VARIANT and not mention.concepts]
    if places:
        genes = {c.id for mention in mentions if mention.type == "gene" for c in mention.concepts[:1]}
        concepts = _concepts(text, [mentions[at] for at in places], sorted(genes), known or default_variants())
        for at, concept in zip(places, concepts, strict=True):
            if concept is not None:
                result[at] = replace(mentions[at], concepts=(concept,))
    return result


def _concepts(
    text: str, mentions: Sequence[Mention], genes: Sequence[str], known: KnownVariants
) -> list[Concept | None]:
    """What each of the variants of a text stands for."""
    changes = [change_of(mention.surface) for mention in mentions]
    numbers = [number_of(mention.surface) for mention in mentions]
    told = _told_numbers(text, mentions, changes, numbers)
    at_place: dict[str, set[Change]] = {}
    for known_change in filter(None, changes):
        at_place.setdefault(known_change.place, set()).add(known_change)
    found: list[Concept | None] = []
    for mention, change, number in zip(mentions, changes, numbers, strict=True):
        if number is None and change is None:
            change = _whole(allele_of(mention.surface), at_place)
        if number is None and change is not None:
            number = told.get(change) or known.number(change.hgvs, genes)
        if number is not None:
            found.append(Concept(f"DBSNP:{number}", number, VARIANT))
        elif change is not None:
            found.append(Concept(f"tmVar:{change.tmvar}", change.hgvs, VARIANT))
        else:
            found.append(None)
    return found


def _told_numbers(
    text: str, mentions: Sequence[Mention], changes: Sequence[Change | None], numbers: Sequence[str | None]
) -> dict[Change, str]:
    """The numbers that the text itself says changes have."""
    told: dict[Change, str] = {}
    for at in range(1, len(mentions)):
        between = text[mentions[at - 1].span.end : mentions[at].span.start]
        if not _SAME.fullmatch(between):
            continue
        for change, number in ((changes[at - 1], numbers[at]), (changes[at], numbers[at - 1])):
            if change is not None and number is not None:
                told.setdefault(change, number)
    return told


def _whole(allele: tuple[str, str] | None, at_place: Mapping[str, Iterable[Change]]) -> Change | None:
    """The one change of a document that has what is told of one side of it."""
    if allele is None:
        return None
    place, letter = allele
    fitting = [change for change in at_place.get(place, ()) if letter in (change.old, change.new)]
    return fitting[0] if len(fitting) == 1 else None
