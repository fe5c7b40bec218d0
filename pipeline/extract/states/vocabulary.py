"""What is said of a disease's course, as data: the closed list of states, and the words that tell them.

A state is what patients of the same disease differ in: whether it is new or came back, how far it spread, what the
treatment before achieved. Spellings are matched whatever their letter case, with hyphens or spaces, British and
American.
"""

from __future__ import annotations

#: Every state there is, with what it means, in alphabetical order.
STATES: dict[str, str] = {
    "accelerated_phase": "the phase of a chronic leukaemia between the chronic one and blast crisis",
    "advanced": "advanced, of no further told extent",
    "blast_phase": "blast phase, blast crisis",
    "chronic_phase": "the chronic phase of a chronic leukaemia",
    "cns": "in the central nervous system",
    "de_novo": "arisen without a disease or therapy before it",
    "early_stage": "of an early or limited stage",
    "extramedullary": "outside of the bone marrow",
    "first_relapse": "back for the first time",
    "first_remission": "in the first remission",
    "high_risk": "of high, very high, poor or adverse risk",
    "in_remission": "in remission, of any count",
    "intermediate_risk": "of intermediate risk",
    "isolated_extramedullary": "outside of the bone marrow alone",
    "later_relapse": "back for the second time or more",
    "later_remission": "in the second or a later remission",
    "localised": "confined to its place, not metastatic",
    "locally_advanced": "advanced at its place",
    "low_risk": "of low or favourable risk",
    "metastatic": "spread to other organs",
    "mrd_negative": "without minimal (measurable) residual disease",
    "mrd_positive": "with minimal (measurable) residual disease",
    "newly_diagnosed": "newly diagnosed",
    "previously_treated": "treated before",
    "previously_untreated": "not treated before: untreated, treatment-naive, first-line",
    "primary_refractory": "refractory to the first treatment",
    "recurrent": "recurrent: the word for solid tumours and for what comes again and again",
    "refractory": "not responding to treatment, told of any kind",
    "relapsed": "back after a remission, of any count",
    "resectable": "can be removed by surgery",
    "secondary": "arisen from another disease or condition",
    "standard_risk": "of standard risk",
    "therapy_related": "arisen from an earlier therapy",
    "unresectable": "cannot be removed by surgery",
}

#: A state -> the wider one that is told with it.
IMPLIED: dict[str, str] = {
    "first_relapse": "relapsed",
    "first_remission": "in_remission",
    "isolated_extramedullary": "extramedullary",
    "later_relapse": "relapsed",
    "later_remission": "in_remission",
    "primary_refractory": "refractory",
}

#: Words before a disease -> its states. ``~`` stands for a hyphen, a space or nothing.
BEFORE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"R\s?/\s?R|rel/ref", ("refractory", "relapsed")),
    (r"(?:first|1st)~relapsed?", ("first_relapse", "relapsed")),
    (r"(?:second|third|later|2nd|3rd)~relapsed?|multipl[ye]~relapsed", ("later_relapse", "relapsed")),
    (r"relapsed|relapse(?=\s?/\s?refractory)", ("relapsed",)),
    (r"primar(?:y|ily)~(?:chemo~)?refractory", ("primary_refractory", "refractory")),
    (
        r"(?:(?!non\b)\w+[-\u2010\u2011])?refractory|chemorefractory|(?:chemo|treatment|therapy)~resistant",
        ("refractory",),
    ),
    (r"recurrent|recurring", ("recurrent",)),
    (r"(?:newly|recently|new)~diagnosed", ("newly_diagnosed",)),
    (r"(?:previously~)?untreated|(?:treatment|therapy|chemotherapy)~na[i\u00ef]ve", ("previously_untreated",)),
    (r"(?:first|front)~line", ("previously_untreated",)),
    (r"previously~treated|(?:heavily\s+)?pre~treated", ("previously_treated",)),
    (r"de~novo", ("de_novo",)),
    (r"secondary", ("secondary",)),
    (r"(?:therapy|treatment|chemotherapy)~related", ("therapy_related",)),
    (r"(?:MRD|(?:minimal|measurable)\s+residual\s+disease)(?:~positive|\s?\+|\s?\(\+\))", ("mrd_positive",)),
    (r"(?:MRD|(?:minimal|measurable)\s+residual\s+disease)~negative", ("mrd_negative",)),
    (r"non~metastatic|locali[sz]ed", ("localised",)),
    (r"metastatic|metastasi[sz]ed", ("metastatic",)),
    (r"(?:early|limited)~stage", ("early_stage",)),
    (r"locally~advanced", ("locally_advanced",)),
    (r"advanced(?:~stage)?", ("advanced",)),
    (r"unresectable|inoperable|non~resectable", ("unresectable",)),
    (r"resectable|operable", ("resectable",)),
    (r"chronic~phase|CP(?=-)", ("chronic_phase",)),
    (r"accelerated~phase|AP(?=-)", ("accelerated_phase",)),
    (r"blast(?:ic)?~(?:phase|crisis)|BP(?=-)", ("blast_phase",)),
    (r"(?:(?:very|ultra)~)?high~risk|(?:poor|adverse)~risk", ("high_risk",)),
    (r"standard~risk", ("standard_risk",)),
    (r"intermediate~risk", ("intermediate_risk",)),
    (r"(?:very~)?low~risk|favou?rable~risk", ("low_risk",)),
    (r"extramedullary", ("extramedullary",)),
)

#: Of these words alone a disease may be called, as refractory anaemia is: within its name they need not be a state.
PARTS_OF_NAMES = frozenset({"recurrent", "refractory", "secondary"})

#: Words that may stand between a state and the disease, besides those that look like an attribute of it.
BETWEEN = frozenset(
    (
        *("adolescent", "adult", "childhood", "elderly", "infant", "infantile", "juvenile", "older", "paediatric"),
        *("pediatric", "young", "younger", "fit", "unfit", "frail", "human"),
        *("aggressive", "bulky", "common", "disseminated", "large", "small", "mature", "mixed", "mutant", "very"),
        *("cell", "phenotype", "ph", "philadelphia", "precursor", "type", "stage", "grade", "confirmed", "proven"),
    )
)

#: Who has the disease: `newly diagnosed patients with leukaemia`.
PEOPLE = (
    "patients?|children|child|adults?|infants?|adolescents?|individuals?|people|persons?|men|women|man|woman|"
    "subjects?|participants?|cases?|boys?|girls?|inpatients?|outpatients?"
)

ORDINALS: dict[str, str] = {
    "first": "first",
    "1st": "first",
    **dict.fromkeys(("second", "2nd", "third", "3rd", "fourth", "4th", "later", "greater", "subsequent"), "later"),
}

#: Where a relapse is; what it says of the disease's place.
SITES: dict[str, tuple[str, ...]] = {
    "cns": ("cns", "extramedullary"),
    "central nervous system": ("cns", "extramedullary"),
    "meningeal": ("cns", "extramedullary"),
    "testicular": ("extramedullary",),
    "extramedullary": ("extramedullary",),
    "bone marrow": (),
    "marrow": (),
    "medullary": (),
}

#: Before a relapse that is only feared or prevented, or did not happen.
NOT_HAPPENED = "risk|rates?|incidence|prevent|prevents|preventing|prevention|no|without|reduce|reduces|predict|predicts"
