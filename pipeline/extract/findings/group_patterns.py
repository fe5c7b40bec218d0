"""Phrases that name a group of patients, as data."""

from __future__ import annotations

import re

#: Who is counted or measured.
PEOPLE = (
    r"(?:patients?|pts|children|women|men|participants|subjects|individuals|adults|those|cases|infants|survivors|"
    r"girls|boys|recipients|tumou?rs|villages|clinics|centres|specimens)"
)
#: How a sentence opens with those whom it is about, and what they had: `RESULTS: In the`, `patients treated with`.
OPENING = r"(?:[A-Z][A-Za-z &/]{2,30}:\s*)?(?:[Ii]n|[Ff]or|[Aa]mong|[Aa]fter|[Ww]ith|[Oo]n|[Ff]ollowing)\s(?:the\s)?"
WHO_HAD = rf"{PEOPLE}\s(?:(?:with|on|receiving|who received|treated with|given|undergoing|aged)\s(?:the\s)?)"
#: A figure as it stands beside a name, with what stands in brackets behind it.
FIGURE = (
    r"(?<![\d.,])[-+~<>=≥≤]?\s?\d[\d.,]{0,12}\s?(?:%|percent|per cent|[a-z]{1,8})?(?:\s?[(\[][^()\[\]]{1,40}[)\]])?"
)
_NUMBER_WORDS = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|all|none)"
_STOP_AT = (
    rf"(?=(?<!who)\s+(?:was|were|had|has|have|is|are|did|achieved|developed|experienced|showed|reported|versus|vs|compared|than(?!\s(?:or equal to\s)?\d)|and (?:in|those|with|without|their|had|\d+|{_NUMBER_WORDS})|respectively|"
    r"at \d+|with a|with an|but|while|whereas|when|after \d+|died|relapsed|required|received (?=\d)|underwent|responded|could|demonstrated|displayed|exhibited|scored|tended|gained|remained|,)\b|\s*(?:[,;:()\[\]]|\.(?!\d))|(?<!than)(?<!below)(?<!above)(?<!over)(?<!under)\s+\d|\s*$)"
)
#: `who achieved CR and underwent HSCT`
_AND_THEN = (
    r"(?:\s+and\s+(?:then\s+|subsequently\s+|later\s+)?(?:underwent|received|proceeded to)\s+[^,;:.()\[\]]{2,40}?)?"
)
_IN_STATE = r"in (?:an? |their )?(?:(?:first|second|third|complete|partial|morphologic|molecular|continuous|stable|early|late)\s+)*(?:remission|CR\d?|relapse|response|recurrence)\b"
#: Cells and organisms are positive for an antigen as patients are, but are no group of them.
_NO_PATIENTS = r"(?!\s+(?:\w+\s)?(?:blasts?|cells?|lymphocytes?|antigens?|clones?|lines?|isolates?|strains?|bacteria|bacilli|cocci|infections?|margins?|nodes?|relapses?|recurrences?))"
GENERIC = (
    # `the tamoxifen arm`, `TE group`, `control villages`
    re.compile(r"\b(?:in|for|of|from|with|to|among|on|than|the)\s+(?:the\s+|our\s+)?(?P<name>(?:(?!(?:the|both|all|each|two|three|these|in|of|and|or|either|other)\b)(?:[A-Za-z0-9≥≤<>=][\w+/®.%≥≤<>=-]*|\+|plus)\s+){1,6}?(?:group|arm|cohort|subgroup|set|clinics|villages|schools|hospitals))\b", re.IGNORECASE),
    # `the "closure" group`
    re.compile(r"\b(?:in|for|of|from|with|to|among|on|than|the)\s+(?:the\s+)?(?P<name>[\"\u201c']\s?[\w][\w+/ -]{1,30}?\s?[\"\u201d']\s+(?:group|arm|cohort|subgroup))\b", re.IGNORECASE),
    # `the group given tamoxifen plus irradiation`
    re.compile(rf"\b(?P<name>(?:group|arm|cohort)\s+(?:that received|given|receiving|treated with|assigned to|randomi[sz]ed to|of (?:patients|women|men|children) (?:who received|given|receiving|treated with))\s+[^,;:.()\[\]]{{3,60}}?){_STOP_AT}", re.IGNORECASE),
    re.compile(r"\b(?P<name>(?:group|arm|cohort)\s+(?:[A-H]|[1-4]|I{1,3}V?))(?![\w%]|\.\d)", re.IGNORECASE),
    re.compile(r"\b(?P<name>[A-Z]{1,3}-ARM)\b"),
    # `patients with CR`, `those without HSCT`, `women who lost weight`, `patients receiving tamoxifen`
    re.compile(rf"\b(?P<name>(?:(?!(?:of|in|the|and|all|among|these|our|with|for|to|by|from|than|were|was|had|that|which|or|as|at|per|on|a|an|any|no|other|while|whereas|one|more|most|some|many|few|several|both|where|when|two|three|four|five|six|seven|eight|nine|ten|eligible|evaluable|enrolled|\d+)\b)[A-Za-z][\w+/-]*[\s]){{0,2}}{PEOPLE}\s+(?:(?:with|without|who|that (?:received|had|were|underwent|got|took)|receiving|(?:pre-?)?treated|given|(?:consolidated|managed|maintained|conditioned|transplanted|salvaged)\s(?:with|by|in)|not|in whom|undergoing|bridged to|randomi[sz]ed to|assigned to|aged|on|taking|carrying|harbou?ring|having|≥|≤|<|>)\s+[^,;:.()\[\]\s]+(?:[^,;:.()\[\]]|(?<=\d)\.(?=\d)){{0,70}}?{_AND_THEN}|{_IN_STATE}(?:\s+[^,;:.()\[\]\s]+[^,;:.()\[\]]{{0,70}}?)?)){_STOP_AT}", re.IGNORECASE),
    # `those older than 10 years`
    re.compile(rf"\b(?P<name>{PEOPLE}\s(?:aged\s|who were\s)?(?:older|younger|over|under|above|below)\s(?:than\s)?\d+\s(?:years?|months?|days?)(?:\s(?:of age|old))?)\b", re.IGNORECASE),
    # `obese patients`, `vaccinated patients`, `responders`
    re.compile(rf"\b(?:in|for|of|from|among|to)\s+(?:the\s+)?(?P<name>(?:(?!(?:the|all|these|our|those|most|some|many|both|other|of|in|total|eligible|evaluable|enrolled|more|such|study|any|each|with|participating|treated|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|less|fewer|whether|how|when|where|which|what|if|a|an|\d+)\b)[A-Za-z][\w+/-]*[\s-]){{1,2}}?{PEOPLE})\b(?!\s+(?:with|without|who|receiving|treated|given|not|undergoing|aged))", re.IGNORECASE),
    re.compile(r"(?<!\bwas )(?<!\bwere )(?<!\bare )(?<!\bis )(?<!\bbe )\b(?P<name>(?!MRD)[\w/]{2,12}-(?:positive|negative|mutant|mutated|expressing)(?:\s+(?:patients|tumou?rs|disease|group|cancers?|cases))?)\b" + _NO_PATIENTS + r"(?!\s+(?:predictive|remission|response|CR|relapse|recurrence))", re.IGNORECASE),
    # `for TL (18%)`: a short form right before its figure
    re.compile(r"\b(?:with|for|in|after|on|receiving|than|versus|vs\.?)\s+(?P<name>[A-Z][A-Za-z0-9]{0,3}[A-Z][A-Za-z0-9/+-]{0,6}|[A-Z]{1,2})(?=\s*[(\[]\s*[\d<>~])"),
    # `1.43 minutes with PASCAL`, `5.9% in the SES`: a short form right behind its figure
    re.compile(r"[\d%)\]]\s*(?:[a-z]{1,12}\s+){0,2}(?:in|with|for|on|after|among|by)\s+(?:the\s+)?(?P<name>[A-Z][\w+/-]{0,3}[A-Z0-9][\w+/-]{0,8}(?:\s[A-Z]-?\d{1,4})?)(?![\w-]|\s+(?:group|arm|cohort|criteria|score|scale|index)\b)"),
    # `the tented patients`, `more risperidone-treated subjects`
    re.compile(r"(?:^|\b(?:the|more|fewer)\s+)(?P<name>(?!(?:included|enrolled|randomi[sz]ed|treated|evaluated|selected|studied|affected|aged|screened|recruited|needed|assessed|analy[sz]ed|hospitali[sz]ed|advanced|remaining|recruited|combined|reported|eligible)\b)[\w/+-]*(?:ed|-naive|-resistant|-free)\s+(?:patients|subjects|participants|women|men|children|eyes))\b(?!\s+(?:with|without|who|receiving|treated|given|not|undergoing|aged))", re.IGNORECASE),
    # `those without`; `ten of the 11 with refractory disease`
    re.compile(r"\b(?P<name>(?:those|patients|children|women|men) (?:with|without))(?=\s*[,;:.()]|\s+(?:were|was|had|and)\b)", re.IGNORECASE),
    re.compile(rf"(?<=\d\s)(?:patients\s+|children\s+|women\s+)?(?P<name>(?:with|without|in)\s+(?!(?:grade|a|an|the|median|severe|each|both|this|these|those|only|as|at|about|more|less|one|two|three|our|all|patients|children|women|men|group|arm|total|addition|whom|which)\b)[a-z][\w/-]*(?:\s+(?!and\b)[\w/-]+){{0,3}}?){_STOP_AT}"),
    re.compile(r"\b(?:in|for|among|of)\s+(?P<name>boys|girls|men|males|females|adults|infants|adolescents)\b(?!\s+(?:and|or|with|who|aged|were))", re.IGNORECASE),
    re.compile(r"\b(?P<name>(?:(?:MRD|molecular|complete|partial|early|late|good|poor|slow|rapid|clinical|metabolic|virological)\s)?(?:non-?\s?)?responders|completers|carriers|non-carriers)\b", re.IGNORECASE),
    # `as compared with 49.4% in the Interfant-06 trial`: those of another study
    re.compile(r"\b(?:[Cc]ompared (?:with|to)|versus|vs\.?)\s(?:[^.;()]|\.(?=\d)|\([^()]{0,60}\)){1,40}?\s(?:in|on|from|of)\s(?:the\s)?(?P<name>(?:[A-Z][\w/-]*\s){1,3}(?:trial|study|protocol|registry|era|series|database))\b"),
    # `without HSCT`, `with blinatumomab`: a bare preposition with a therapy is read in `_therapy_groups`
)  # fmt: skip

#: `109 of 211 warfarin recipients`, `4 SH patients`: a group where the word is a therapy or a short form.
RECIPIENTS = re.compile(
    r"\b(?:\d[\d,]*|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[A-Za-z]+teen|[A-Za-z]+ty(?:-[a-z]+)?)\s(?P<name>(?:(?!(?:the|all|these|our|those|most|some|many|both|other|of|in|total|eligible|evaluable|enrolled|more|such|study|any|each|with|participating|treated|a|an|consecutive|adult|female|male|evaluated|randomi[sz]ed|assessable|additional|new|and|or|to|for|older|younger|healthy|different|patients|such|per|mg|ml|days?|weeks?|months?|years?|hours?)\b)[A-Za-z][\w+/-]*[\s-]){1}(?:recipients|patients|pts|users|subjects|participants|women|men|children))\b(?!\s+(?:with|without|who|receiving|treated|given|not|undergoing|aged))",
    re.IGNORECASE,
)
#: What the patients of a count are, behind it: `ten of the 11 with refractory disease`, `of the six after CAR T cells`.
COUNTED = re.compile(
    r"\s+(?:patients\s+|children\s+)?(?P<name>who\s(?:(?:had|have|were|are|did)\s(?:also\s|already\s|not\s)?(?:had\s|been\s)?)?[^,;:.()]{3,70}?|(?:with|without|in|after|given|(?:pre-?)?treated)"
    r"(?:\s+(?:[<>≥≤]\s?\d[\d.]*\s?%?\s)?(?!(?:grade|severe|each|both|total|addition|whom|which|the (?:median|group|study|control))\b)[\w/+-]+(?:\s+(?!(?:and|or)\b)[\w/+-]+){0,5}?)?)"
    + _STOP_AT
)
#: `at seven centers of the Italian AIEOP group`: those who did the study.
ORGANISATION = re.compile(
    r"\b(?:cent(?:er|re)s?|hospitals?|institutions?|members?|trials?|stud(?:y|ies)|protocols?|behalf|criteria)\s+(?:of|by|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)

#: `interval from the end of blinatumomab to HSCT`: what a length of time lies between names nobody, and all of it is one
#: measure.
LENGTH_BETWEEN = re.compile(
    r"\b(?:interval|time|delay|period)\b[^.;()\d]{0,40}\b(?:from|between)\b[^.;()\d]{1,60}?\b(?:to|and|until)\b[^.;,()\d]{1,40}?"
    r"(?=\s+(?:was|were|is|of|ranged)\b|\s*[.;,(\d]|$)",
    re.IGNORECASE,
)
#: `groups A, B and C`
LETTERS = re.compile(
    r"\b(?P<noun>group|arm|cohort)s\s+(?P<list>[A-H1-4](?:\s*(?:,\s*(?:and\s+)?|and|or|vs\.?|versus|&|/)\s*[A-H1-4])+)(?!\w|\.\d)",
    re.IGNORECASE,
)
#: `the TE and TEL groups`, `the TS, TL, PS, and PL groups`
LISTED = re.compile(
    r"\b(?P<list>(?:(?!(?:the|in|of|for|both|between|two|all|with|and|or)\b)[A-Za-z][\w/+-]*\s?(?:[A-Za-z][\w/+-]*)?(?:,\s*(?:and\s+)?|\s+(?:and|or|vs\.?|versus)\s+)(?:the\s+)?){1,4}"
    r"(?!(?:the|in|of|for|both|between|two|all|with|and|or)\b)[A-Za-z][\w/+-]*(?:\s[A-Za-z][\w/+-]*)?)\s+(?:treatment\s+|study\s+)?(?:groups|arms|cohorts|regimens|donors)\b"
)
JOINT = re.compile(r",\s*(?:and\s+)?(?:the\s+)?|\s+(?:and|or|vs\.?|versus)\s+(?:the\s+)?|\s*[&/]\s*")
