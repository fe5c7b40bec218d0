"""Whose genes a document writes of: people's, unless it names other organisms and no people at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.schema import Mention

_PEOPLE = re.compile(
    r"\b(?:patients?|humans?|women|woman|m[ae]n|child(?:ren)?|boys?|girls?|infants?|adolescents?|volunteers?|persons?|"
    r"people|participants?|probands?|famil(?:y|ies)|pedigrees?|kindreds?|homo sapiens|cases?|"
    r"(?:caucasian|chinese|japanese|european|african|american|korean|indian|population)s?)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:mice|mouse|murine|rats?|rattus|rabbits?|hamsters?|dogs?|canine|pigs?|porcine|swine|bovine|cows?|cattle|sheep|"
    r"ovine|goats?|chick(?:en|s)?|avian|zebrafish|drosophila|fl(?:y|ies)|xenopus|yeast|saccharomyces|elegans|"
    r"arabidopsis|monkeys?|macaques?|murine|feline|horses?|equine|silkworm|plasmodium|escherichia)\b",
    re.IGNORECASE,
)


def writes_of_people(text: str) -> bool:
    """Whether the genes of a text may be human: people are named in it, or no other organism is."""
    return _OTHERS.search(text) is None or _PEOPLE.search(text) is not None


def without_other_species(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a text; where it writes of other organisms, its genes are left without a human gene's concept."""
    if writes_of_people(text):
        return list(mentions)
    return [replace(mention, concepts=()) if mention.type == "gene" else mention for mention in mentions]
