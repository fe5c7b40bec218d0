"""Whose genes a document writes of: each gene's organism, by the organisms that the text names.

What counts is a word right before the gene (`human`, `mouse`); else which organism the document names most, where a
symbol in capitals speaks for people and one like `Il6` for rodents, as the nomenclatures of both have it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from pipeline.extract.normalising.homologues import HUMAN, MOUSE, RAT, Homologues, default_homologues
from pipeline.schema import Concept, Mention

_PEOPLE = r"""
    patients?|humans?|women|woman|m[ae]n|child(?:ren)?|boys?|girls?|infants?|adolescents?|volunteers?|persons?|people|
    participants?|subjects?|probands?|famil(?:y|ies)|pedigrees?|kindreds?|homo\ sapiens|cases?|clinical|
    (?:caucasian|chinese|japanese|european|african|american|korean|indian|population)s?|
    HeLa|HEK\ ?293\w?|MCF-?7|HepG2
"""
_MICE = r"""
    mice|mouse|murine|mus\ musculus|knock-?outs?|knock-?ins?|transgenic|littermates?|embryonic\ stem|null\ mutants?|
    C57BL/6\w*|BALB/c|(?:NIH\ ?)?3T3(?:-L1)?|MEFs?|C2C12|RAW\ ?264\.7
"""
_RATS = r"rats?|rattus|sprague|wistar|PC12|INS-1"
_OTHERS = r"""
    rabbits?|hamsters?|dogs?|canine|pigs?|porcine|swine|bovine|cows?|cattle|sheep|ovine|goats?|chick(?:en|s)?|avian|
    zebrafish|drosophila|fl(?:y|ies)|xenopus|yeast|saccharomyces|elegans|arabidopsis|monkeys?|macaques?|feline|horses?|
    equine|silkworm|plasmodium|escherichia
"""
#: What stands for an organism of which no genes are known here.
OTHER: Final = 0
_TAXA = {"people": HUMAN, "mice": MOUSE, "rats": RAT, "others": OTHER}

_NAMED = re.compile(
    rf"(?<![^\W\d_])(?:(?P<people>{_PEOPLE})|(?P<mice>{_MICE})|(?P<rats>{_RATS})|(?P<others>{_OTHERS}))(?![^\W\d_])",
    re.IGNORECASE | re.VERBOSE,
)
# `human IL-6`, `mouse recombinant IL-6`: nothing but one word may stand between.
_BEFORE = re.compile(
    r"\b(?:(?P<people>humans?|patients?)|(?P<mice>mouse|mice|murine)|(?P<rats>rats?))[\s-]+(?:\w+[\s-]+)?\Z",
    re.IGNORECASE,
)
_REACH = 25
_OF_PEOPLE = re.compile(r"[A-Z0-9-]{3,}")
_OF_RODENTS = re.compile(r"[A-Z][a-z][a-z0-9]*\d\w*|[A-Z][a-z]{2,4}\d*\w?")


class Organisms:
    """The organisms that a text names."""

    def __init__(self, text: str) -> None:
        """Look for them in a text, when it is first asked whose a gene is."""
        self._text = text

    @cached_property
    def _named(self) -> Counter[int]:
        return Counter(_TAXA[match.lastgroup or ""] for match in _NAMED.finditer(self._text))

    def of(self, mention: Mention) -> int:
        """Whose gene a mention names, by the number of NCBI Taxonomy; :data:`OTHER` where it is none of ours."""
        named = self._named
        rodents = named[MOUSE] + named[RAT]
        if not rodents:
            return HUMAN if named[HUMAN] or not named[OTHER] else OTHER
        start = mention.span.start
        before = _BEFORE.search(self._text[max(0, start - _REACH) : start])
        if before is not None:
            return _TAXA[before.lastgroup or ""]
        if not named[HUMAN] and named[OTHER] > rodents:
            return OTHER
        more = rodents - named[HUMAN]
        if _OF_RODENTS.fullmatch(mention.surface):
            more += 1
        elif named[HUMAN] and _OF_PEOPLE.fullmatch(mention.surface):
            more -= 1
        if more <= 0:
            return HUMAN
        return MOUSE if named[MOUSE] >= named[RAT] else RAT


class Genes:
    """The genes of a text, each as a concept of the organism that the text writes of there."""

    def __init__(self, text: str, homologues: Homologues | None = None) -> None:
        """Read a text.

        Args:
            text: the text.
            homologues: what human genes are in other organisms; None for the table that comes with evigraph.
        """
        self._organisms = Organisms(text)
        self._homologues = homologues

    def meant(self, mention: Mention, called_so: Iterable[Concept]) -> tuple[Concept, ...]:
        """The genes that a mention stands for.

        Args:
            mention: a mention of type ``gene``.
            called_so: the human genes that are called so, the best first.

        Returns:
            those of its organism in the same order; none where no homologue is known.
        """
        taxon = self._organisms.of(mention)
        if taxon == HUMAN:
            return tuple(called_so)
        known = self._homologues or default_homologues()
        genes = (known.of(concept, taxon) if concept.type == "gene" else concept for concept in called_so)
        return tuple(dict.fromkeys(gene for gene in genes if gene is not None))


def in_their_species(text: str, mentions: Sequence[Mention], homologues: Homologues | None = None) -> list[Mention]:
    """The mentions of a text, each gene with the concepts of its organism; see :class:`Genes`."""
    genes = Genes(text, homologues)
    return [
        replace(mention, concepts=genes.meant(mention, mention.concepts))
        if mention.type == "gene" and mention.concepts
        else mention
        for mention in mentions
    ]
