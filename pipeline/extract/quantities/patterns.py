"""The grammar of figures, as data: what each kind looks like, in the order in which they claim their characters.

A pattern is matched over the folded text (see :mod:`pipeline.extract.folding`). What one claims, the later ones do
not see: a dose is claimed before a duration, a confidence interval before a percentage. Repetitions are bounded and
no two adjacent ones can match the same characters, so that no input makes a pattern run away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.quantities.numerals import NUMERAL
from pipeline.schema import QuantityKind

#: A decimal comma is one only right before a unit (`12,5 months`, `67,3%`); elsewhere it may part a list.
NUM = r"(?:(?<![\d.,])\d{1,3},\d{1,2}(?=\s?(?:%|(?:months?|years?|weeks?|days?)\b))|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d|,\d)|\d{1,9}(?:\.\d{1,6})?|\.\d{1,6})"
#: A minus sign may stand apart from its number where nothing else can be meant (`(- 1.2 vs. - 0.6)`).
SNUM = rf"(?:[-+±](?=[\d.])|(?:(?<=\()|(?<=\bvs\s)|(?<=\bvs\.\s)|(?<=\bversus\s))-\s(?=\d))?{NUM}"
INT = r"(?:\d{1,3}(?:,\d{3})+|\d{1,7})"
WORDS = rf"(?:{NUMERAL})"
COUNT = rf"(?:(?<![\d.,/%-])(?<!\d\s)\d{{1,3}}(?:\s\d{{3}})+(?=\s[A-Za-z])|(?<![\d.,/%-]){INT}(?![\d%])|\b{WORDS}\b)"
TO = r"\s*(?:-|to|and|through|,|;|/)\s*"
RANGE_TO = r"\s*(?:-|to|and|;|,)\s*"
#: The bound of an interval that has no number.
UNBOUNDED = (
    r"(?:(?:not|non)[\s-](?:yet\s)?(?:been\s)?(?:estimable|evaluable|reached|estimated|calculable|calculated|available|"
    r"assessable|applicable|defined|determined|attained|achieved)|unreached|undefined|NE|NR|NA|NC|infinity|∞)(?!\w)"
)
UNITS = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|wks?|months?|mos?|mths?|years?|yrs?|y)\b"
TIME_UNITS = r"(?:days?|weeks?|wks?|months?|mos?|years?|yrs?)\b"
ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,3}(?:st|nd|rd|th))"
)
#: Words behind which a length of time is what was measured, not when.
MEASURED_BEFORE = (
    "was", "were", "is", "of", "for", "to", "and", "or", "than", "took", "lasted", "median", "mean", "average", "by", "first",
    "last", "about", "only", "median,", "mean,", "from", "every", "another", "within the", "the",
)  # fmt: skip
QUALIFIERS = {
    r"(?:did|does|do) not exceed(?: a)?|not exceeding|not more than|no more than|at most|at best|up to|≤|maximum of": "<=",
    r"at least|no less than|not less than|≥|minimum of": ">=",
    r"more than|greater than|higher than|in excess of|exceed(?:s|ed|ing)|above|over|>": ">",
    r"less than|fewer than|lower than|below|under|<": "<",
    r"approximately|approx\.?|about|around|nearly|almost|roughly|circa|~|an estimated": "~",
}
#: A qualifier right before a figure; looked for only where a figure was found.
QUALIFIER_BEFORE = re.compile(rf"(?<![\w])({'|'.join(QUALIFIERS)})\s*(?:a|an|the)?\s*$", re.IGNORECASE)
PEOPLE = (
    r"(?:patients?|pts\.?|child(?:ren)?|women|woman|men|males?|females?|participants?|subjects?|individuals?|people|"
    r"persons?|adults?|infants?|neonates?|newborns?|volunteers?|adolescents?|girls?|boys?|mothers?|students?|"
    r"survivors?|recipients?|responders?|donors?|controls?|families|residents?|smokers?|cases?|eyes|couples|dyads|"
    r"households?|specimens?|samples|tumou?rs|oocytes|pregnancies|athletes|veterans|caregivers|respondents?|recruits|nurses|physicians|clinicians)"
)
EVENTS = (
    r"(?:deaths?|relapses?|recurrences?|events?|responses?|remissions?|fatalities|failures?|progressions?|"
    r"hospitali[sz]ations?|withdrawals?|complications?|infections?|fractures?|pregnancies|births|strokes?|"
    r"discontinuations?|falls|incidents?|reactions?|exacerbations?|seizures?|injuries|CRs?|PRs?|SDs?|PDs?|toxicit(?:y|ies)|dropouts?)"
)
#: Words that may stand between a count and its noun (`23 child patients`, `thirty-seven breast cancer patients`).
BETWEEN = r"(?:(?!(?:of|and|or|in|with|had|were|was|at|to|the|did|who|achieved|developed|showed|experienced|received|underwent|reported|died|relapsed|responded|vs|versus|for|by|as|from|required|completed|discontinued|withdrew|is|are|has|have|on|per|than)\b)[A-Za-z][A-Za-z/'+-]{0,24}\s+){0,4}?"

RATIO_NAMES = {
    "hazard_ratio": r"hazards? ratios?|subhazard ratios?|subdistribution hazard ratios?|a?s?HRs?",
    "odds_ratio": r"odds ratios?|a?ORs?",
    "risk_ratio": r"(?:relative|rate|risk|incidence(?: rate)?|prevalence|event rate) (?:risks?|ratios?)|relative risks?|a?RRs?|I?RRs?",
}
RATIO = "|".join(f"(?P<{name}>{pattern})" for name, pattern in RATIO_NAMES.items())


@dataclass(frozen=True, slots=True)
class FigurePattern:
    """A kind of figure and what it looks like. ``kind`` None claims characters that are no figure."""

    name: str
    kind: QuantityKind | None
    regex: re.Pattern[str]


def _p(name: str, kind: QuantityKind | None, source: str, flags: int = re.IGNORECASE) -> FigurePattern:
    return FigurePattern(name, kind, re.compile(source, flags))


#: Folded LaTeX leaves blanks within a figure: `1.5 \\times 10^9`, `5 \\mu\\text{g}`.
_GAP = r"[ ]{0,8}"
_DAYS = r"(?:days?|d)\s*\d{1,3}(?:\s*(?:-|,|and|to|&)\s*\d{1,3}){0,6}"
_DOSE_UNIT = r"(?:[µμ] {1,8}g|[munkµμc]?g|mcg|microg(?:rams?)?|milligrams?|IU|U|units?|mmol|[mµμn]mol|[mµμ]M|nM|[cm]?Gy|mCi|MBq|m[lL]|μl|kcal|mEq|cells?|tablets?|capsules?)"

#: An amount that was measured, and no dose: one with a deviation or quartiles, one in each litre, one of a pair that is
#: tested (`0.34 ± 0.11 mg/kg`, `3.0 mg [0.0-6.0 mg]`, `0.28 g per deciliter`, `19.1 Gy versus 14.6 Gy, p = 0.01`).
_TESTED = r"\s?[,;]?\s?[(\[]?\s?p\s?[=<>≤]"
_NO_DOSE = (
    r"(?!\s?[\[(]\s?(?:(?:range|IQR|interquartile|SD|SEM?|s\.d\.)\b|±|\+/-|\d[\d.]{0,6}\s?(?:-|to)\s?\d[\d.]{0,6}\s?[A-Za-z/]{0,6}[)\]]))"
    r"(?!\s?(?:per|/)\s?(?:deci|milli)?lit(?:er|re))(?!/g\b)"
    rf"(?!\s(?:vs\.?|versus|compared (?:with|to))\s{NUM}\s?{_DOSE_UNIT}(?:/\w{{1,4}})?{_TESTED})"
)
_NO_SECOND_AMOUNT = (
    r"(?<![\d.])(?<!\d-)(?<!\d\sto\s)(?<!±)(?<!±\s)(?<!\+/-\s)(?<!\+/-)(?<!mg\s[\[(])(?<!kg\s[\[(])"
    rf"(?:(?<!\bvs\s)(?<!\bvs\.\s)(?<!\bversus\s)(?<!\bcompared with\s)(?<!\bcompared to\s)|(?!{NUM}\s?{_DOSE_UNIT}(?:/\w{{1,4}})?{_TESTED}))"
)

PATTERNS: tuple[FigurePattern, ...] = (
    # --- claimed first: what only looks like a figure -------------------------------------------------------------
    # `6.1% (43 mmol/mol)`: the same in another unit.
    _p(
        "conversion",
        None,
        rf"(?:(?<=%)|(?<=%\s))[\[(]\s?{SNUM}(?:\s(?:vs\.?|versus|to|and)\s{SNUM})?\s?mmol/mol\b(?=\s?[;,)\]])"
        # `fell (-0.78 ± 0.15%, -8.5 ± 1.6 mmol/mol)`
        rf"|(?:(?<=%,\s)|(?<=%;\s)){SNUM}(?:\s?±\s?{NUM})?\s?mmol/mol\b"
        rf"|(?<=mg/dl\s)[\[(]\s?{SNUM}(?:\s(?:vs\.?|versus|to|and|-)\s{SNUM})?\s?[mnµμ]mol/l\s?[\])]"
        rf"|(?<=mol/l\s)[\[(]\s?{SNUM}(?:\s(?:vs\.?|versus|to|and|-)\s{SNUM}|\s?±\s?{NUM})?\s?mg/dl\s?[\])]"
        rf"|(?<=\dkg\s)[\[(]\s?{SNUM}\s?(?:lbs?|pounds)\s?[\])]|(?<=\skg\s)[\[(]\s?{SNUM}\s?(?:lbs?|pounds)\s?[\])]",
    ),
    _p("body surface", None, r"(?:\bper|/)\s?1\.73\s?m\s?\^?\(?2?\)?(?!\w)"),
    _p("flow between parts of a breath", None, r"\b(?:FEF|MMEF)\s?25\s?%?\s?-\s?75\s?%?", 0),
    _p("unit of a day's amount", None, r"(?<=[A-Za-z])\s?/\s?(?:12|24|48|72)\s?-?(?:h|hrs?|hours?)\b"),
    _p("registry", None, r"\b(?:NCT|ISRCTN|ACTRN|EudraCT|ChiCTR[A-Z-]*|UMIN|DRKS|PMC|PMID:?|DOI:?|10\.\d{4,9}/)[\s:]{0,2}[\w./()-]{3,60}"),
    _p("url", None, r"\b(?:https?://|www\.)\S{1,200}"),
    _p("exponent unit", None, rf"(?:{NUM}{_GAP}x{_GAP}|(?<![\d.]))10{_GAP}\^?\s*\(?[-+]?\{{?\d{{1,2}}\}}?\)?\s*/\s*\\?(?:text\s*\{{)?[A-Za-z]{{1,3}}\}}?|{NUM}{_GAP}x{_GAP}10{_GAP}\^ ?\d{{1,2}}(?:\s*\w{{1,12}}(?:/\w{{1,4}})?)?"),
    _p(
        "dose",
        None,
        # Oxygen is taken up by `ml/kg/min`, and drugs are hardly ever given so.
        rf"{_NO_SECOND_AMOUNT}(?!{NUM}\s?ml\s?[/.·]?\s?kg\s?(?:-1)?\s?[/.·]?\s?min){NUM}(?:{TO}{NUM})?\s*(?:-\s*)?{_DOSE_UNIT}(?:\s*(?:/|per|\.|\s)\s*(?:m\s*\(?\^?\s*\{{?2\}}?\)?|m2|m\(2\)|kg|day|d(?!\d)|h|hr|dose|week)(?:-\d)?)"
        rf"(?:\s*(?:/|per)\s*(?:day|d|h|hr|min|week|dose))?(?![A-Za-z])(?!\s?[,;(\[]\s?9[059]\s?%\s?(?:CI|confidence)){_NO_DOSE}",
    ),
    _p("plain dose", None, rf"(?<![\w.]){_NO_SECOND_AMOUNT}{NUM}(?:{TO}{NUM})?\s*(?:-\s*)?(?:mg|mcg|microg(?:rams?)?|[µμ]g|IU|[cm]?Gy|MBq|mCi)\b(?!\s*/\s*[md]?l){_NO_DOSE}"),
    # `(1 SD: 15 points)`: what a deviation is, and no value with one.
    _p("deviation told as one", None, rf"[(\[]1 SDs?\s?[:=]\s?{NUM}\s?[\w%]{{0,12}}[)\]]"),
    # `a dose of 1.0 g`, `a medium containing 1.5 mg/L`
    _p(
        "dose told as one",
        None,
        rf"(?:(?<=\bdose of )|(?<=\bdoses of )|(?<=\bdosage of )|(?<=\bcontaining )|(?<=\bsupplemented with )){NUM}(?:(?:{TO}|,\s|\sor\s){NUM})*\s?{_DOSE_UNIT}(?:/m?L)?\b{_NO_DOSE}",
    ),
    _p("fractions of radiotherapy", None, rf"\b(?:in|of)\s+{NUM}\s+fractions\b|\b{NUM}\s+fractions\b"),
    _p("schedule", None, rf"\b(?:every|each|per|q)\s?-?(?:{NUM}|{WORDS})?(?:\s*(?:-|to)\s*{NUM})?\s?-?(?:{TIME_UNITS}|hours?|h\b)"),
    _p("weekly", None, rf"\b(?:{NUM}|{WORDS})[- ]weekly\b|\b(?:{NUM}|{WORDS})\s+times?\s+(?:a|per|daily|weekly)\b(?:\s+(?:day|week|month))?"),
    _p("cycles", None, rf"\b(?:{NUM}|{WORDS})(?:{TO}(?:{NUM}|{WORDS}))?\s+(?:(?:\d-)?(?:weekly|day|week)\s+)?(?:cycles?|courses?|fractions?|doses?)\b(?!\s*\()"),
    # Behind a dose, which is claimed by now, or in a cycle; any other day is when something was measured.
    _p(
        "day of dosing",
        None,
        rf"(?<=\0\s)(?:on|from)\s+{_DAYS}|\b(?:on|from)\s+{_DAYS}(?=\s+(?:of\s|in\s|\()?(?:\0|cycles?\b|courses?\b|(?:each|every|an?|the)\s(?:\w+\s)?(?:\0|cycle|course)))",
    ),
    _p(
        "short time point",
        "time_point",
        r"\b(?:(?P<lead8>(?i:at|by|on|after|until|through|to))\s+(?P<unit5>[WwDd]|[Ww]k)|(?:(?P<lead5>(?i:at|by|on|after))\s+)?(?P<unit7>POD))\s?#?(?P<value5>\d{1,3})\b(?![%\w]|\.\d)",
        0,
    ),
    _p(
        "date",
        None,
        r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December|"
        r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?(?:19|20)\d\d\b",
    ),
    _p("year", None, r"(?<![\d.,/])(?:19|20)\d\d(?:\s*[-/]\s*(?:(?:19|20)\d\d|\d\d)\b)?(?![\d%]|\.\d|,\d{3}|\s*%)(?!\s+(?:patients|women|men|participants|children))"),
    _p("phase", None, r"\bphase\s+(?:[1-4]|I{1,3}|IV)(?:\s*(?:/|-)\s*(?:[1-4]|I{1,3}|IV))?[ab]?\b"),
    # `in the first group 20 patients`: how many, and not what the group is called.
    _p("stage", None, r"\b(?!(?:groups?|arms?|cohorts?)\s+(?:[5-9]|\d{2,3})\s+(?:" + PEOPLE + r"\b|[(\[]\s?\d[\d.]*\s?%))(?:stages?|type|types|level|version|codons?|exons?|IHC|figures?|fig\.|tables?|groups?|arms?|cohorts?|cycles?|courses?|chromosomes?|receptors?|ECOG(?: PS)?|status|lines?|class|score of|scores? of|appendix|section|period|study|trial|visits?|PgR|pH|question|item|domain|wave|Gleason(?: score)?|version)\s+(?:\d{1,3}|I{1,3}V?|IV)(?:\s*(?:[-/+]|to|and|or)\s*(?:\d{1,3}|I{1,3}V?|IV)\b(?!\s*(?:[(%]|\.\d|of\b|in\b|" + PEOPLE + r"\b|" + EVENTS + r"\b)))?[A-Ea-e]?\+?(?![\d%]|\.\d)"),
    _p("test statistic", None, rf"(?<![\w-])(?:z|t|u|F|χ\s?\^?2|X2|chi-?squared?)\s?(?:\(\s?\d{{1,4}}(?:,\s?\d{{1,4}})?\s?\))?\s?=\s?{SNUM}(?!\s?%)", 0),
    _p("lambda of Wilks", None, rf"\bWilks'?s?\s?(?:[λΛʎ]|lambda)?\s?=\s?{NUM}"),
    # How much of the variance is explained, and how sure the test was to find it: no result of patients.
    _p("explained variance", None, rf"(?<![\w-])(?:(?:adjusted |partial )?(?:ηp?\s?\^?2|η\s?\^?2\s?p|eta[- ]?squared|r\^?2)|(?:observed |statistical )?power)(?:p\b)?\s?=\s?{NUM}(?!\s?%)", 0),
    # `fever (8 patients), infection (4) and vomiting (1)`: the builder knows a list of counts from marks of references.
    _p("listed count", "count", r"(?<=[A-Za-z]\s\()\d{1,3}(?=\))|(?<=[A-Za-z]\s\[)\d{1,3}(?=\])", 0),
    _p("citation", None, r"(?<=[\w.,;:'\"\)\]])(?<![%\d])\s?\[\d{1,3}(?:\s*[-,]\s*\d{1,3}){0,12}\]|(?<=[a-z,;'\"])\s\(\d{1,3}(?:\s*[-,]\s*\d{1,3}){0,12}\)(?!\s*%)", 0),
    _p("translocation", None, r"\bt\(\d{1,2};\d{1,2}\)|\bdel\(\d{1,2}[pq]?\)|\binv\(\d{1,2}\)"),
    _p("name of a response", None, r"\b(?:PASI|ACR|EASI|SASI|ASAS|HiSCR|SRI|BASDAI|pcJIA|ACR[- ]?Pedi|DLQI|SALT|PsARC)[- ]?(?:20|30|40|50|70|75|90|100)(?![\w%]|\.\d)", 0),
    _p("compound", None, r"(?<![\w.])\d{1,2}-(?:FU|[A-Z]{1,3}\b|[a-z]{2,}(?:ol|ine|ide|one|ate|acid)\b)", 0),
    # Its builder knows a mark from a value.
    _p("list mark", None, r"(?<![\w%.])\(\d\)(?=\s)|(?<![\w.])\d\)(?=\s)", 0),
    _p("ratio of randomisation", None, r"(?<![\d:])\d{1,2}(?:\s:\s?|:)\d{1,2}(?:(?:\s:\s?|:)\d{1,2})?(?![\d:])(?!\.\d|\s?%)"),
    _p("plus grade", None, r"(?<!grade )(?<!grades )(?<![\w.])[0-4]\+(?![\d.])(?:\s*(?:/|to|or|-)\s*[0-4]\+)?"),
    _p("power", None, rf"\b{NUM}\s*%\s*power\b|\bpower\s+of\s+{NUM}\s*%?|\balpha\s*(?:=|of)\s*{NUM}|\b(?:one|two|[12])-(?:sided|tailed)\b"),
    _p("ordinal", None, rf"\b\d{{1,3}}(?:st|nd|rd|th)\b(?!\s+{TIME_UNITS})"),
    _p("name with number", None, r"\b(?!G[1-5]\b|CI\s?9\d)(?:[A-Za-z]{1,12}-\d{1,5}[A-Za-z]{0,4}|[A-Z][A-Za-z]{0,7}\d{1,6}[A-Za-z]{0,4}(?:/[A-Z]?[A-Za-z]{0,6}\d{0,4})?)(?![\w%]|\.\d)(?:[+-](?=[\s,;).]))?", 0),
    # --- then the figures -----------------------------------------------------------------------------------------
    _p(
        "p value",
        "p_value",
        rf"(?<![\w])(?:p\s*-?\s*(?:values?|trend|for (?:trend|interaction|difference|heterogeneity)|interaction|log-?rank|sub|adj(?:usted)?)?|FDR|false discovery rates?)(?:\s*\([^()\d]{{1,30}}\))?\s*(?:of|was|is|were)?\s*"
        rf"(?:(?P<op>=\s?<|[=<>≤≥]|:(?=\s?0?\.\d))|(?<=of )|(?<=was )|(?<=is ))\s*(?:10\s?\^?\s?(?P<power>-\d{{1,2}})|(?P<value>0,\d{{1,5}}(?!\d)|{NUM}))(?:\s*x\s*10\s*\^?\s*\(?\{{?(?P<exp>-\s?\d{{1,2}})\}}?\)?)?",
    ),
    # `MRD below 10^-2`: a limit, and no figure; p-values are claimed by now.
    _p("power of ten", None, rf"(?:(?<=[<>≥≤])|(?<=[<>≥≤]\s)|(?<=\d\sto\s)|(?<=below\s)|(?<=above\s)|(?<=than\s)){_GAP}10{_GAP}\^{_GAP}\(?[-−]?\d{{1,2}}\)?(?![\d.])(?!\s?/)"),
    _p("negative power", None, rf"{NUM}{_GAP}x{_GAP}10{_GAP}(?:\^ ?-\d{{1,2}}|-[1-9])(?![\d.])"),
    # `[-0.04; 0.28]95% CI`
    _p(
        "interval before its name",
        "interval",
        rf"[\[(]\s*(?P<low>{SNUM})\s*%?(?:\s*(?:-|to|,|;|:)\s*)(?P<high>{SNUM})\s*%?\s*[\])]\s?(?P<level>9[059])\s?%\s?-?(?:CI\b|confidence interval)",
    ),
    _p(
        "interval",
        "interval",
        rf"(?:(?<![\d.])(?P<level>\d{{2}}(?:\.\d)?)\s*(?:%|per\s?cent)?\s*)?(?:\(|\[)?(?:\bCI|CrI|(?:confidence|confidential|credible)\s+(?:interval|limit)s?|C\.I\.)(?:\s*[\[(]\s?CIs?\s?[\])])?"
        # `95% CI for treatment difference, -8.1, 7.5`: of what no value is told.
        rf"(?P<of>\s(?:for|of)\s(?:the\s)?(?:[a-z-]{{1,20}}\s){{0,3}}?differences?(?:\sbetween\s(?:the\s)?(?:two\s)?(?:groups|arms|treatments))?)?"
        rf"(?:\s?(?P<level2>95|90|99)\s?%?)?\s*(?:\))?[\s,:;=\[(]{{0,4}}(?:of|from|was|ranged from|between)?\s*(?:[<≤]\s?)?(?P<low>(?:-\s)?{SNUM})\s*%?(?:{RANGE_TO}|\s*:\s*|\sat\s)\(?(?P<high>(?:-\s)?{SNUM}|{UNBOUNDED})\s*%?",
    ),
    _p("level alone", None, r"\b(?:80|90|95|99)\s?(?:%|per\s?cent)\s*(?:CIs?|C\.I\.|confidence|credible)\b"),
    _p(
        "ratio",
        "ratio",
        rf"\b(?:{RATIO})(?![\w-])(?:\s*[\[(](?:[as]?HR|[as]?OR|I?RR|AHR|adjusted)[\])])?(?:\s*\((?!\d)[^()\d]{{1,40}}\))?\s*[,:=]?\s*(?:[=:]|(?:for|of|in)\s(?:[A-Za-z/-]{{1,20}}\.?\s){{2,12}}[A-Za-z/-]{{1,20}},\s(?={NUM})|(?:for|of|in)\s(?:[A-Za-z/-]{{1,20}},?\s){{1,5}}?)?(?:of|was|were|is|being|,|=)?\s*(?P<value>{NUM})(?!\s*%|\d)(?:\s*[,;]\s*(?P<low>{NUM})\s*(?:-|to)\s*(?P<high>{NUM})(?!\s*%|\d))?",
    ),
    _p(
        "fold",
        "ratio",
        rf"(?<![\w.])(?P<value>{NUM})(?:-|\s)?(?:fold\s+(?:an?\s+)?|times\s+(?:the\s+)?)(?:increased?|higher|greater|elevated|lower|reduced|decreased?|more|less)?\s?(?:in\s+)?(?:the\s+)?(?P<of>risk|odds|hazard|likelihood|likely)\b",
    ),
    # A range of coefficients tells of several, and of none.
    _p("coefficients", None, rf"(?<![\w-])(?:β|b|B|beta|Beta)\s?=\s?-?\s?{NUM}\s?(?:-|to)\s?{NUM}", 0),
    _p(
        "coefficient",
        "ratio",
        rf"(?<![\w-])(?:(?P<coefficient>β|b|B|[bB]eta|(?:[Cc]ohen's\s)?d|(?:[Hh]edges'?s?\s)?g|SMD|(?:[Rr]egression\s)?[Cc]oefficients?)\s?=\s?|(?:[Cc]ohen's\sd|[Hh]edges'?s?\sg)\s?(?::|of|was|,)?\s?)(?P<value>[-+]\s?{NUM}|\d{{0,3}}\.\d{{1,6}})(?!\s?%|\d)",
        0,
    ),
    _p(
        "named number",
        "number",
        r"(?<![\w-])(?:(?P<correlation>r|rs|rho|ρ|[Pp]earson's r|[Ss]pearman's (?:r|rho|ρ))|(?P<area>AU(?:RO)?C|AUROC|[Cc][- ]?(?:statistic|index)|R\s?-?(?:\^?2|squared)))\s?(?:=|of)\s?(?P<value>[-+]?\s?(?:0?\.\d{1,6}|1\.0{1,3}))(?!\s?%|\d)",
        0,
    ),
    # `grade 3, 2 and 1`: each is told of its own figure.
    _p("grades in a list", "grade", r"\bgrades?\s+(?P<list>[0-5](?:\s?,\s?[0-5]){1,4}\s?,?\s(?:and|&)\s[0-5])\b(?!\s?%|\.\d)"),
    _p(
        "grade",
        "grade",
        r"\b(?P<least>(?:at least|greater than or equal to|equal to or greater than|not less than)\s+)?grades?[\s-]*(?:(?P<op>[≥>])\s*)?(?P<low>[0-5]|IV|V|I{1,3})(?:\s*,\s*[1-5](?=\s*(?:,|and|or)))?(?:\s*(?P<join>-|to|or|and|/|,)\s*(?P<high>[1-5]|IV|V|I{1,3})(?![\w%]|\.\d))?(?![\d%]|\.\d)(?P<up>\s*(?:or|and)\s*(?:higher|greater|more|above|worse|over|severe)|\+)?"
        r"|\b(?P<any>any|all)[\s-]+grades?\b(?!\s*[\d≥>I])"
        r"|(?P<op2>[≥])\s*grades?\s*(?P<low2>[0-5]|IV|V|I{1,3})\b|\bG(?P<low3>[1-5])\s*-\s*(?:G)?(?P<high3>[1-5])\b",
    ),
    _p("sample size", "sample_size", rf"(?<![\w])n\s*[=:]\s*(?P<value>\d{{1,3}}(?:\s\d{{3}})+(?!\d)|{INT})(?:\s*(?P<slash>/|of)\s*(?P<total>{INT}))?(?![\d.]\d)"),
    # `2-4 weeks after treatment`: when, though at no one time.
    _p("times between", None, rf"(?<![\w.,-])(?<!was\s)(?<!were\s)(?<!of\s)(?<!median\s)(?<!mean\s)(?<!took\s){NUM}\s?(?:-|to)\s?{NUM}\s?-?{UNITS}\s+(?=(?:after|following|post-?|later\b))"),
    _p(
        "time points",
        "time_point",
        rf"\b(?:(?P<lead>at|by|after)\s+(?:the\s+)?|(?=\d{{1,3}}-,))(?P<list>(?:{NUM}|{WORDS})(?:\s?-)?(?:,\s*(?:{NUM}|{WORDS})(?:\s?-)?){{1,5}},?\s*(?:and|or|to|&)\s*(?:{NUM}|{WORDS}))(?:\s?-?\s?)(?P<unit>{UNITS})"
        rf"|\b(?:(?P<lead2>at|by|on|after)\s+)?(?P<unit2>(?:day|week|month|year|POD)s?)(?:\s?\(PODs?\))?\s+(?P<list2>\d{{1,3}}(?:,\s*\d{{1,3}}){{1,5}},?\s*(?:and|or|to|&)\s*\d{{1,3}}|(?<=s\s)\d{{1,3}}\s*(?:and|or|&)\s*\d{{1,3}})\b(?!\s*%|\.\d)",
    ),
    _p(
        "time point",
        "time_point",
        rf"\b(?P<value>{NUM}|{WORDS})(?:\s?-?(?:\s*(?:and|to|or|/)\s*|-/)(?P<value2>{NUM}|{WORDS}))?(?:-\s?|\s(?=(?:year|month|day|week)s?\s(?:overall\s(?:survival|mortality)|event|disease|relapse|progression|survival|OS|EFS|DFS|PFS|RFS|LFS|cumulative|mortality|NRM|incidence|rate)))(?P<unit>days?|weeks?|wks?|months?|mos?|years?|yrs?)\b"
        rf"|\b(?!(?:by|over|on|through|during)\s+(?:the\s+)?[\d.]{{1,6}}\s+(?:hours?|hrs?|h|minutes?)\b)(?P<lead>at|by|after|within|through|during(?: the)?(?: first)?|over(?: the)?|on|in(?=\s+the\s+first))\s+(?:the\s+)?(?:least\s+|first\s+)?(?P<value3>{NUM}|{WORDS})(?:\s*(?:and|to|,|or|-)\s*(?P<value4>{NUM}|{WORDS}))?\s+(?P<unit3>(?:{TIME_UNITS}|(?:hours?|hrs?|h|minutes?)\b))(?!\s+of\s+age|\s*\((?:range|95|IQR))"
        # `EFS (3 years: 53.1% v 46.9%`
        rf"|(?:(?<=[(\[])|(?<=;\s))(?P<value12>{NUM})\s(?P<unit12>{TIME_UNITS})(?=\s?:\s?\d[\d.]{{0,5}}\s?%)"
        rf"|\b(?:baseline|(?:day|week|month)s?\s+0)\s*(?:to|and|-)\s*(?:day\s+)?(?P<value6>{NUM}|{WORDS})\s+(?P<unit6>{TIME_UNITS})"
        rf"|\b(?P<lead5>at|by|on|after|through)?\s*(?P<unit7>day|week|month)s?\s+0\s*(?:to|-)\s*(?P<value7>\d{{1,3}})\b(?!\s*%|\.\d)"
        # `weeks 1 through 12`: what was measured then was known at the last of them.
        rf"|\b(?P<unit11>day|week|month|year)s?\s+\d{{1,3}}\s*(?:to|through|until|-)\s*(?:(?:day|week|month|year)\s+)?(?P<value11>\d{{1,3}})\b(?!\s*%|\.\d)"
        rf"|\b(?:(?P<lead8>at|by|on|after|through)\s+)?(?P<unit5>day|week|month|year)s?\s+(?P<value5>\+?\d{{1,3}}|{WORDS})\b(?!\s*%|\.\d)"
        rf"|\b(?:(?P<lead9>at|by|in|on|after|during|within)\s+)?(?:the\s+)?(?P<ordinal>{ORDINAL})\s+(?P<unit9>day|week|month|year)s?\b(?!\s+of\s+(?:age|life))"
        # `was 5 months after diagnosis`, `80 and 105 months after surgery` are what was measured.
        + rf"|(?<![\w.,-]){''.join(rf'(?<!{word}' + chr(92) + 's)' for word in MEASURED_BEFORE)}(?P<value10>{NUM}|{WORDS})\s?(?P<unit10>{UNITS})\s+(?=(?:after|following|post-?|later\b))",
    ),
    _p(
        "dispersion",
        "dispersion",
        rf"(?P<name>\b(?:inter-?quartile(?: range)?|IQR|I\.Q\.R\.|quartiles?|Q1-Q3|range|ranging|ranged|min-max|SD|s\.d\.|standard deviation|SE|SEM|s\.e\.m?\.?|standard error(?: of the mean)?))"
        rf"(?:\s*[\[(](?:IQR|SD|SE|SEM)[\])])?[\s,:;=\[(]{{0,3}}(?:of|from|was|between)?\s*±?\s*(?P<low>{SNUM})\s*(?P<unit>%|{UNITS})?(?:{RANGE_TO}(?P<high>{SNUM}\+?))?(?:\s?-?(?P<unit2>%|{UNITS}))?",
    ),
    # `within 2/3 years`: two times, told together.
    _p("two times", None, rf"(?<![\w./^-])[<>≤≥]?\s?{INT}\s?/\s?{INT}\s?-?(?:{TIME_UNITS})"),
    _p(
        "fraction",
        "fraction",
        rf"(?<![\w./^-])(?P<events>{INT})\s?/\s?(?P<total>{INT})(?![\w/]|\.\d)"
        rf"|(?<![\w./-])(?P<events2>{INT}|\b{WORDS}\b|none)\s*(?:[(\[]\s*(?P<share>{NUM})\s*(?:%|per\s?cent)\s*[)\]]\s*)?(?:{PEOPLE}\s+)?(?:(?:out\s+)?of|(?<=\b1\s)in(?=\s{INT}\s{PEOPLE})|(?<=\bone\s)in(?=\s{INT}\s{PEOPLE}))\s+(?:the\s+|these\s+|our\s+|all\s+|a total of\s+)?(?P<total2>{INT}|{WORDS})\b(?!\s*%|\.\d|\s*(?:mg|months|years|days|weeks))",
    ),
    _p("share in words", "percent", r"\b(?P<words>(?:a|one)[- ](?:half|third|quarter|fifth)|two[- ]thirds|three[- ]quarters|half)\b(?=\s+(?:of|the)\s)"),
    _p(
        "percent",
        "percent",
        rf"(?<![\w.])(?<!from\s)(?P<value>{SNUM})(?:\s*(?:%|per\s?cent(?:age)?|\bpercent))?\s*(?:-|to)\s*(?P<high>{NUM})\s*(?:%|per\s?cent|percent)"
        rf"|(?<![\w.])(?P<value2>{SNUM})\s*(?:%|per\s?cent|percent)?\s*(?P<pm>±)\s*(?P<sd>{NUM})\s*(?:%|per\s?cent|percent)"
        rf"|(?<![\w.])(?P<value3>{SNUM}|{WORDS})\s*-?(?:%|per\s?cent|percent\b)(?P<point>[- ]points?|age points?)?",
    ),
    _p("deviation", "number", rf"(?<![\w.])(?P<value>{SNUM})(?:\s?(?P<first>{UNITS}))?\s*(?:\(\s*)?±\s*(?P<sd>{NUM})\s*\)?\s*-?(?P<unit>{UNITS})?"),
    _p(
        "duration",
        "duration",
        rf"(?<![\w.])(?P<value>{NUM}|\b{WORDS}(?=[\s-]))(?:\s*(?:-|to)\s*(?P<high>{NUM}|{WORDS}))?\s*-?(?P<unit>{UNITS})(?!\w)",
    ),
    _p(
        "nobody",
        "count",
        rf"\b(?P<none>no(?:ne)?(?: of)?)\s+(?:the\s+|these\s+|our\s+|such\s+)?{BETWEEN}(?P<noun>{PEOPLE}|{EVENTS})\b|\b(?P<nobody>no\s+(?:treatment|drug|transplant|therapy)[- ]related\s+(?P<noun2>deaths?|mortality|{EVENTS}))\b|\b(?P<alone>none)\b(?=\s+(?:in|with|after|on|had|were|was|developed|experienced|of|received|died|relapsed|required))",
    ),
    # `resolved in all but one patient`: how many is not told.
    _p("all but some", None, rf"\ball\s(?:but|except(?:\sfor)?)\s(?:{NUM}|{WORDS})\b(?:\s(?:of\s)?(?:the\s)?(?:{PEOPLE})\b)?"),
    _p("everybody", "count", rf"(?<![\w/-])(?P<all>(?-i:all|All|both|Both))\s+(?:of\s+)?(?:the\s+)?(?:(?P<value>{INT}|{WORDS})\s+)?{BETWEEN}(?P<noun>{PEOPLE})\b"),
    _p("count", "count", rf"(?P<value>{COUNT})\s+(?:of\s+(?:the\s+|these\s+|our\s+|them\s+)?)?{BETWEEN}(?P<noun>{PEOPLE}|{EVENTS})\b"),
    # `0.79, 0.61-1.02)`: the interval needs no name where the estimate lies within it.
    _p("bare interval", "interval", r"(?<=\d,\s)(?P<low>\d{1,4}\.\d{1,4})\s?(?:-|to)\s?(?P<high>\d{1,4}\.\d{1,4})(?=\s?[)\];]|,\sp\s?[=<])"),
    _p("bracketed interval", "interval", rf"(?<=[\d%a-zA-Z\s])[\[(]\s*(?P<low>{SNUM})\s*%?(?:\s*(?:-|to|,|;)\s*)(?P<high>{SNUM})\s*(?:%|[mµμ]?g(?:/k?g)?|m[lL])?\s*[\])]"),
    # `(96.1-129.5, p = 0.52)`: what is claimed behind it is its p-value.
    _p(
        "interval with its p-value",
        "interval",
        r"(?<=[\d%a-zA-Z\s])[\[(]\s*(?P<low>[-+]?\d{1,4}\.\d{1,4})\s*%?(?:\s*(?:-|to|,|;)\s*)(?P<high>[-+]?\d{1,4}\.\d{1,4})\s*%?(?=\s?[,;]\s?\0)",
    ),
    _p("number in words", "number", rf"\b(?P<value>{WORDS})\b(?![-'])"),
    _p("number", "number", rf"(?<![\w.,/^])(?P<value>(?<!\d\s)\d{{1,3}}(?:\s\d{{3}})+(?=\s(?:were|was|had|received|of|who)\b)|{SNUM})(?![\w]|\.\d|,\d{{3}})"),
)  # fmt: skip
