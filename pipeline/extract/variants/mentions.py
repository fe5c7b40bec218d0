"""The variants of a text: mentions where the words leave no doubt, and what each mention stands for.

A variant is identified by its number of dbSNP where the text gives it (`rs1801133 (C677T)`), or where a gene that the
text names is known to have one for the change; else by the change itself, as tmVar writes it. All places of a document
that tell the same change stand for the same variant, and one that tells a side of it alone (`-930G`) for the change at
that place, where there is but one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.extract.variants.known import KnownVariants, default_variants
from pipeline.extract.variants.notation import Change, allele_of, change_of, number_of
from pipeline.schema import Concept, Mention, Span

VARIANT = "variant"

_RESIDUE = "(?:Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val)"
# What is a variant wherever it stands: a number of dbSNP, a notation that says what it is of, residues of three letters.
_SURE = re.compile(
    r"(?<![\w.-])(?:rs\d{3,10}"
    rf"|p\.\(?(?:{_RESIDUE}|[A-Z])\d+(?:(?:{_RESIDUE}|Ter|[A-Z*])(?:fs[\w*]*)?|fs[\w*]*|del)\)?"
    r"|[cg]\.[-+*]?\d+(?:[-+_]\d+)*\s?(?:[ACGT]\s?(?:>|-{1,2}>)\s?[ACGT]|(?:del|ins|dup)[ACGT]*)"
    rf"|{_RESIDUE}\s?\d+\s?(?:{_RESIDUE}|Ter|Stop))(?![\w>])"
)
# Between a number and the change that it is: a bracket, or a word that says so.
_SAME = re.compile(r"\s?[(\[]\s?|\s?=\s?|,?\s(?:also known as|i\.e\.,?)\s", re.IGNORECASE)
# Within one bracket: `(rs2476601, the R620W substitution)`.
_SAME_WITHIN = re.compile(r",\s(?:the\s)?", re.IGNORECASE)
# So far from a variant, in characters, a gene is the one that it is of.
_NEAR = 40


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
        genes = [mention for mention in mentions if mention.type == "gene" and mention.concepts]
        concepts = _concepts(text, [mentions[at] for at in places], genes, known or default_variants())
        for at, concept in zip(places, concepts, strict=True):
            if concept is not None:
                result[at] = replace(mentions[at], concepts=(concept,))
    return result


def _concepts(
    text: str, mentions: Sequence[Mention], genes: Sequence[Mention], known: KnownVariants
) -> list[Concept | None]:
    """What each of the variants of a text stands for."""
    changes = [change_of(mention.surface) for mention in mentions]
    numbers = [number_of(mention.surface) for mention in mentions]
    beside = _numbers_beside(text, mentions, changes, numbers)
    told: dict[Change, set[str]] = {}
    for at, stated in beside.items():
        told.setdefault(_sure(changes[at]), set()).add(stated)
    at_place: dict[str, set[Change]] = {}
    for known_change in filter(None, changes):
        at_place.setdefault(known_change.place, set()).add(known_change)
    found: list[Concept | None] = []
    for at, mention in enumerate(mentions):
        number, change = numbers[at], changes[at]
        if number is None and change is None:
            change = _whole(allele_of(mention.surface), at_place)
        if number is None and change is not None:
            number = (
                beside.get(at) or _only(told.get(change, ())) or known.number(change.hgvs, _genes_of(mention, genes))
            )
        if number is not None:
            found.append(Concept(f"DBSNP:{number}", number, VARIANT))
        elif change is not None:
            found.append(Concept(f"tmVar:{change.tmvar}", change.hgvs, VARIANT))
        else:
            found.append(None)
    return found


def _sure(change: Change | None) -> Change:
    assert change is not None
    return change


def _only(numbers: Collection[str]) -> str | None:
    """The one number that is told of a change; two genes may have the same change."""
    return next(iter(numbers)) if len(numbers) == 1 else None


def _genes_of(variant: Mention, genes: Sequence[Mention]) -> list[str]:
    """The genes that a variant may be of: those named next to it, else all that the text names."""
    apart = [(_gap(variant.span, gene.span), gene.concepts[0].id) for gene in genes]
    near = sorted(each for each in apart if each[0] <= _NEAR)
    return [near[0][1]] if near else sorted({id for _, id in apart})


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _numbers_beside(
    text: str, mentions: Sequence[Mention], changes: Sequence[Change | None], numbers: Sequence[str | None]
) -> dict[int, str]:
    """The numbers that the text itself says changes have, by the place of the change among the mentions."""
    beside: dict[int, str] = {}
    for at in range(1, len(mentions)):
        first = mentions[at - 1].span
        between = text[first.end : mentions[at].span.start]
        bracketed = text[first.start - 1 : first.start] == "(" if first.start else False
        if not (_SAME.fullmatch(between) or (bracketed and _SAME_WITHIN.fullmatch(between))):
            continue
        for change, number in ((at - 1, numbers[at]), (at, numbers[at - 1])):
            if changes[change] is not None and number is not None:
                beside.setdefault(change, number)
    return beside


def _whole(allele: tuple[str, str] | None, at_place: Mapping[str, Iterable[Change]]) -> Change | None:
    """The one change of a document that has what is told of one side of it."""
    if allele is None:
        return None
    place, letter = allele
    fitting = [change for change in at_place.get(place, ()) if letter in (change.old, change.new)]
    return fitting[0] if len(fitting) == 1 else None
