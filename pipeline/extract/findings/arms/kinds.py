"""Names of kinds of therapy beside the therapies of that kind: what was given is told by the narrowest name.

A kind is known by the words that its name shares (`doxorubicin`, `liposomal doxorubicin`), or by the stems that
international nonproprietary names have (`-platin`, `-taxel`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.schema import Concept, Mention, Span

_CYTOSTATIC = (
    r".*(?:platin|taxel|rubicin|tabine|trexed|trexate|mustine|f?osfamide|phosphamide|poside|tecan|sulfan|bulin)|vin[a-z]+ine|"
    r"fluorouracil|capecitabine|tegafur|uracil|s-1|mitomycin|bleomycin|melphalan|thiotepa|chlorambucil|mitoxantrone|"
    r"dacarbazine|procarbazine|temozolomide|ixabepilone|trabectedin|mercaptopurine|fludarabine|cladribine|leucovorin|"
    r"hydroxyurea|asparaginase|pegaspargase|dactinomycin"
)
#: What is of a kind, by the name of the kind.
_OF_KIND = {
    kind: re.compile(names, re.IGNORECASE)
    for kind, names in {
        "chemotherapy": _CYTOSTATIC,
        "taxane": r".*taxel",
        "anthracycline": r".*rubicin",
        "endocrine therapy": r"tamoxifen|toremifene|.*rozole|exemestane|fulvestrant|.*relin|.*lutamide|aromatase inhibitor",
        "aromatase inhibitor": r".*rozole|exemestane",
        "targeted therapy": r".*(?:[mn]ib|mab)",
        "immunotherapy": r".*limab|.*lizumab|blinatumomab|car-t",
        "vitamin d supplementation": r"(?:chole|ergo)calciferol|calcitriol|calcifediol|alfacalcidol",
        "g-csf": r".*grastim|lenograstim",
        "interferon": r"(?:peg)?interferon.+",
        "nsaid": r".*(?:profen|oxicam|coxib)|diclofenac|naproxen|indomethacin|ketorolac",
        "proton pump inhibitor": r"(?:es)?omeprazole|lansoprazole|pantoprazole|rabeprazole",
        "benzodiazepine": r".*(?:azepam|azolam)",
        "antiemetic": r".*(?:setron|pitant)|metoclopramide",
        "antipsychotic": r".*(?:anzapine|etiapine|peridone|piprazole)|clozapine|haloperidol|aripiprazole.*",
        "checkpoint inhibitor": r"(?:pembro|nivo|atezo|durva|ave|ipi|cemi)[a-z]*mab",
        "tyrosine kinase inhibitor": r".*tinib",
        "calcineurin inhibitor": r"tacrolimus|c[iy]closporine?",
        "antiretroviral therapy": r".*(?:vudine|navir|tegravir)|tenofovir.*|emtricitabine|efavirenz|nevirapine",
        "ace inhibitor": r".*pril",
        "beta-blocker": r".*olol",
        "vitamin d": r"(?:chole|ergo)calciferol|calcitriol|calcifediol|alfacalcidol",
        "statin": r".*vastatin",
        "bisphosphonate": r".*dron(?:ate|ic acid)",
        "antibiotic": r".*(?:cillin|mycin|floxacin|cycline|penem)|cef.*|.*sulfamethoxazole",
        "anticoagulant": r".*(?:parin|xaban|gatran)|warfarin",
        "antidepressant": r".*(?:oxetine|triptyline|faxine|citalopram)|sertraline|bupropion|mirtazapine|ssri",
        "corticosteroid": r".*(?:sone|solone|onide)",
        "opioid": r"morphine|fentanyl|.*(?:codone|morphone|fentanil)|tramadol|codeine|methadone|buprenorphine",
    }.items()
}
_WORD = re.compile(r"[a-z0-9]+")
#: Between the name of a kind and the drugs that are told as it: `chemotherapy (A plus B)`, `chemotherapy consisting of A`.
_TELLS = re.compile(
    r"\s*(?:regimens?\s*|treatment\s*)?(?:[(\[:]|,?\s*(?:with|of|consist(?:ing|ed) of|compris(?:ing|ed)(?: of)?|includ(?:ing|ed)|using|containing|based on|was|were)\s)",
    re.IGNORECASE,
)
#: Drugs so told stand one behind the other: what else stands between ends the list.
_BETWEEN_DRUGS = re.compile(
    r"(?:[\s,/+–-]|\b(?:and|or|plus|with|followed|by|alone|single-agent|weekly|every|days?|weeks?|cycles?|courses?|of|mg|g|m2|m|q|for|on|to|twice|daily|doses?|area|under|the|curve|AUC|h|iv|four|six|three)\b|[\d.;:()²])*",
    re.IGNORECASE,
)
_BEFORE_KIND = re.compile(r"[\s-]*(?:based|containing|combination)?[\s-]*", re.IGNORECASE)
#: What patients had before the study is none of its therapies.
_EARLIER = re.compile(
    r"\b(?:prior|previous(?:ly)?|earlier|pre-?treated|after|failed|refractory to|history of)\s(?:\w+\s){0,2}$", re.I
)
#: So far, in characters, the drugs of a kind are looked for.
_REACH = 240


def is_narrower(one: Concept, other: Concept) -> bool:
    """Whether one names a therapy of the kind that the other names."""
    kind = _OF_KIND.get(other.name)
    if kind is not None and kind.fullmatch(one.name):
        return True
    mine, theirs = (frozenset(_WORD.findall(concept.name.lower())) for concept in (one, other))
    return bool(theirs) and theirs < mine


def narrowest(therapies: Sequence[Concept]) -> tuple[Concept, ...]:
    """The therapies without the names of kinds of which a narrower one is among them."""
    return tuple(
        concept
        for concept in therapies
        if not any(other.id != concept.id and is_narrower(other, concept) for other in therapies)
    )


def told_as(kind: Concept, folded: str, sentences: Sequence[Span], mentions: Sequence[Mention]) -> tuple[Concept, ...]:
    """The drugs that a text tells as a kind: `chemotherapy (cisplatin and etoposide)`, `cisplatin-etoposide chemotherapy`.

    Args:
        kind: a therapy that may be the name of a kind.
        folded: the document's text, folded.
        sentences: those that tell what the study gave.
        mentions: the therapies that the document names.
    """
    of_kind = _OF_KIND.get(kind.name)
    if of_kind is None:
        return ()
    drugs = [m for m in mentions if m.concepts and of_kind.fullmatch(m.concepts[0].name)]
    for mention in mentions:
        if not mention.concepts or mention.concepts[0].id != kind.id:
            continue
        sentence = next((s for s in sentences if s.contains(mention.span)), None)
        if sentence is None or _EARLIER.search(folded, sentence.start, mention.span.start):
            continue
        found: dict[str, Concept] = {}
        if (tells := _TELLS.match(folded, mention.span.end, sentence.end)) is not None:
            at = tells.end()
            for drug in drugs:
                if drug.span.start >= at and drug.span.end <= min(sentence.end, mention.span.end + _REACH):
                    if not _BETWEEN_DRUGS.fullmatch(folded, at, drug.span.start):
                        break
                    found.setdefault(drug.concepts[0].id, drug.concepts[0])
                    at = drug.span.end
        if not found:
            at = mention.span.start
            for drug in reversed(drugs):
                if sentence.start <= drug.span.start and drug.span.end <= at:
                    between = _BEFORE_KIND if at == mention.span.start else _BETWEEN_DRUGS
                    if not between.fullmatch(folded, drug.span.end, at):
                        break
                    found.setdefault(drug.concepts[0].id, drug.concepts[0])
                    at = drug.span.start
            found = dict(reversed(found.items()))
        if found:
            return tuple(found.values())
    return ()


def in_full(
    therapies: Sequence[Concept], folded: str, sentences: Sequence[Span], mentions: Sequence[Mention]
) -> tuple[Concept, ...]:
    """The therapies, each name of a kind replaced by the drugs that the text tells as it; as :func:`told_as`."""
    named = narrowest(therapies)
    full: dict[str, Concept] = {}
    for concept in named:
        for each in told_as(concept, folded, sentences, mentions) or (concept,):
            full.setdefault(each.id, each)
    return tuple(full.values())
