"""Units of what is measured (`mg/dl`, `g per deciliter`, `points`): a simple unit, by how many others it is divided."""

from __future__ import annotations

import re

#: Units of mass, volume, substance, length and the like; `V` and `M` are told in capitals, and `v` is versus.
_SIMPLE = (
    r"mm\s?Hg|cm\s?H2O|[kmnµμpu]?g|mcg|grams?|kilograms?|[mdcµμunf]?l|lit(?:er|re)s?|[mnµμupf]?mol|moles?|m?Eq|[mk]?IU|[mµμ]U|(?-i:U)|"
    # Of antibodies, toxins, colonies, plaques and spots.
    r"(?-i:B?AU|E[LS]?U|[CPFS]FU)|[cmnµμk]?m(?:\^?[23]|[²³]|\(\^?[23]\))?|"
    r"k?Pa|k?cal|kJ|k?Hz|mV|dB|°\s?C|°|bpm|ms|msec|(?-i:s)|sec|ft|feet|inch(?:es)?|yards|euros?|dollars|USD|EUR|[km]Bq|mSv|c?Gy|log10"
)
#: What a unit is told by: each of these may stand behind `/` or `per`.
_DIVISOR = (
    r"1\.73\s?m\s?\^?\(?(?:2|²)?\)?|100\s?m[lL]|\d{1,4}\s(?:patient|person|woman|women)[- ]?years|(?:patient|person)[- ]years?|(?:100\s?)?(?:PYE?|PYs|patient[- ]years? of exposure)|min(?:ute)?s?|"
    r"(?:12|24|48|72)\s?-?h(?:(?:ou)?rs?)?|h(?:r|our)?|day|d|week|wk|month|year|yr|s(?:ec(?:ond)?)?|(?:deci|milli)?lit(?:er|re)|patient|person|night|cell|"
    + _SIMPLE
)
#: Things that are counted of each patient, written out: units where the number is no whole one.
_COUNTED = r"units?|sessions?|episodes|attacks|seizures|injections|events|exacerbations|procedures|pads|servings?|serves?|(?:standard )?drinks?|cigarettes?|pack[- ]years|letters|words|errors|visits|logs?|degrees|diopters|dioptres|breaths"
#: A unit behind a number, its brackets closed before it at most.
MEASURED_UNIT = re.compile(
    rf"\s?[)\]]?\s?-?((?:log(?:10)?\s)?(?:{_SIMPLE}|(?-i:W)|copies|points?|steps?|lines|beats?|(?P<counted>{_COUNTED}))(?:\s?(?:/|\bper\b)\s?(?:{_DIVISOR})){{0,3}}|"
    # `254.8 per 100,000 per year`, `42 per 1,000 births`
    r"(?:events?\s|cases?\s|deaths?\s)?per\s1(?:\s?,?0{2,3}){1,2}(?:\s(?:live\s|hospital\s)?(?:(?:person|patient|woman|child)[- ])?(?:years?|months?|days|births|deliveries|pregnancies|patients|persons|people|population|women|children|admissions|procedures))?(?:\sper\syear)?|"
    r"min/week|minutes?/\S{1,6}|cells\s?(?:/|per)\s?\S{1,8}|/(?:second|minute|min|hour|day|week|month|year)|[£€](?!\d))(?![\w²]|/z)",
    re.IGNORECASE,
)
#: What stands right before an amount of money.
CURRENCY = re.compile(r"[£€$¥]\s?$")
#: `per 50 mmol`: by so much of another thing.
PER = re.compile(r"\b(?:per|every|each)\s$", re.IGNORECASE)
