"""What the words of headers and captions mean in tables of results, as data."""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# --- what a header says that its cells hold ---------------------------------------------------------------------------
_COUNTED = r"(?:no\.?s?|n|nr\.?|numbers?|counts?|freq(?:uency|uencies)?|patients?|pts\.?|cases?|subjects?|participants?|events?)"
_OF_WHOM = r"(?:\s+of\s+(?:all\s+)?(?:the\s+)?(?:patients?|pts\.?|cases?|subjects?|participants?|events?|children|women|men|adverse events?|episodes?))?"
_SHARE = r"(?:%|per\s?cents?|percentages?)"
_CI = r"(?:\d\d(?:\.\d)?\s*%?\s*)?(?:C\.?I\.?s?\b|confidence (?:intervals?|limits?))"
_RANGE = r"(?:range|min(?:imum)?\.?\s*[-,/]\s*max(?:imum)?\.?)"
_IQR = r"(?:IQR|I\.Q\.R\.|inter-?quartile(?: range)?|Q1\s*[-,;]\s*Q3|25(?:th)?\s*[-,]\s*75(?:th)?(?: percentiles?)?)"
_SD = r"(?:SD|S\.D\.|standard deviations?|std\.? dev(?:iations?)?\.?)"
_SE = r"(?:SEM?|S\.E\.(?:M\.)?|standard errors?(?: of the mean)?)"
_MEAN = r"(?:(?:adjusted |LS |least[- ]squares? |geometric )?means?|averages?|x)"
_JOIN = r"\s*[,;/]?\s*[(\[]?\s*(?:±\s*)?"
_END = r"\s*[)\]]?"

#: Kind of statistic, and what names it; the first that is found in a header counts. Named groups tell the rest.
STATISTICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("p", _any(r"^\s*(?:overall |two-sided |adjusted |log-?rank |unadjusted |nominal |trend |wald |fisher'?s? |exact |chi-?square )*p\s*(?:[-*]?\s*(?:values?|trend|for (?:trend|difference|interaction|heterogeneity)))?[\s\d*†‡§¶#,.a-e()\[\]]*$",
               r"\bp[\s-]values?[a-f]?\b", r"\bsignificance\W*$", r"\b(?:effect|interaction|trend|group|time|difference|comparison|test)s?,?\s+p\W*$")),
    ("ratio", re.compile("|".join(rf"(?P<{name}>{pattern})" for name, pattern in (
        ("hazard_ratio", r"\b(?i:(?:sub|sub-?distribution )?hazards? ratios?)\b|\ba?s?HR\b"),
        ("odds_ratio", r"\b(?i:odds ratios?)\b|\ba?OR\b(?!\s+[a-z])"),
        ("risk_ratio", r"\b(?i:(?:relative|rate|risk|incidence(?: rate)?) (?:risks?|ratios?))\b|\ba?I?RR\b(?=\s*[(\[,]?\s*(?:\d\d|CI\b))"),
    )))),
    ("difference_ci", _any(rf"\b(?:difference|change|reduction)s?\b[^\d]{{0,40}}?{_JOIN}{_CI}")),
    ("fraction_percent", _any(rf"\bn\s*/\s*N\s*[,;]?\s*[(\[]?\s*{_SHARE}", rf"{_SHARE}\s*[(\[]\s*n\s*/\s*N\s*[)\]]")),
    ("fraction", _any(r"\bn\s*/\s*N\b")),
    ("count_percent", _any(rf"(?<![\w%]){_COUNTED}{_OF_WHOM}\s*[,;/]?\s*[(\[]\s*{_SHARE}(?:\s+of [\w ]{{2,20}})?\s*[)\]]", rf"(?<![\w%]){_COUNTED}{_OF_WHOM}\s*[,;/|]\s*{_SHARE}(?!\w)", rf"(?<![\w%])(?:number|no\.|n) (?:and|or) {_SHARE}")),
    ("percent_count", _any(rf"{_SHARE}\s*[(\[]\s*(?:n|no\.?|number)\s*[)\]]")),
    ("percent_ci", _any(rf"(?<!\d)(?<!\d\s){_SHARE}{_JOIN}{_CI}", rf"\brates?{_JOIN}{_CI}")),
    ("mean_sd", _any(rf"(?<!\w){_MEAN}[\w ]{{0,20}}?{_JOIN}{_SD}{_END}")),
    ("mean_se", _any(rf"(?<!\w){_MEAN}[\w ]{{0,20}}?{_JOIN}{_SE}{_END}")),
    ("mean_range", _any(rf"(?<!\w){_MEAN}{_JOIN}{_RANGE}{_END}")),
    ("mean_ci", _any(rf"(?<!\w){_MEAN}{_JOIN}{_CI}{_END}")),
    ("median_range", _any(rf"\bmedian[\w, -]{{0,30}}?{_JOIN}{_RANGE}{_END}")),
    ("median_iqr", _any(rf"\bmedian[\w, -]{{0,30}}?{_JOIN}{_IQR}{_END}")),
    ("median_ci", _any(rf"\bmedian[\w, -]{{0,30}}?{_JOIN}{_CI}{_END}")),
    ("ci", _any(rf"^\W*{_CI}\W*$", rf"[(\[]\s*{_CI}\s*[)\]]")),
    ("difference", _any(r"^\W*(?:mean |absolute |risk |treatment |adjusted |between-group )*differences?\b", r"^\s*Δ\s*$")),
    ("sd", _any(rf"^\W*(?:±\s*)?{_SD}\W*$")),
    ("se", _any(rf"^\W*(?:±\s*)?{_SE}\W*$")),
    ("range", _any(rf"^\W*{_RANGE}\W*$")),
    ("iqr", _any(rf"^\W*{_IQR}\W*$")),
    ("mean", _any(r"^\W*(?:mean|average)(?:\s+(?:values?|scores?))?\W*$", r"^\W*mean\b", r",\s*mean\W*$")),
    ("median", _any(r"^\W*median\b", r",\s*median\W*$")),
    ("test", _any(r"^\W*(?:F|t|z|χ\s*\^?2?|x\^?2|chi-?squared?|df|d\.f\.|z-stat(?:istic)?|t-test|F-ratio|F[- ]value|t[- ]value|Z[- ]value|wald|β|beta|b|coefficient|coef\.?|r|ρ|rho|r\^?2|kappa|log-?rank|statistics?|stat)\W*$")),
    ("count", _any(rf"^\W*{_COUNTED}{_OF_WHOM}\W*$", r"^\W*(?:n|no\.)\s*\W*$", r"\b(?:number|no\.) of (?:patients|subjects|cases|children|women|men|participants|events|episodes|deaths)\b", r",\s*(?:n|no\.?)\W*$", r"[(\[]\s*(?:n|no\.?)\s*[)\]]")),
    ("percent", _any(rf"^\W*{_SHARE}\W*$", rf"[(\[,]\s*{_SHARE}\s*[)\]]?\W*$", r"\b(?:percentage|proportion|percent)s? of\b", rf"{_SHARE}\s+of\s", rf"\brates?,?\s*{_SHARE}")),
)  # fmt: skip

INTERVAL = re.compile(
    r"(?:(?P<level>\d\d(?:\.\d)?)\s*%?\s*)?(?:C\.?I\.?s?(?!\w)|confidence (?:intervals?|limits?))", re.IGNORECASE
)

#: What goes with what: a column of its own that tells the rest of the figure before it.
BESIDE = {
    "count": frozenset({"percent"}),
    "mean": frozenset({"sd", "se", "ci", "range"}),
    "median": frozenset({"range", "iqr", "ci"}),
    "ratio": frozenset({"ci"}),
    "difference": frozenset({"ci", "se"}),
    "percent": frozenset({"ci", "se"}),
}

# --- what a header says that its cells are of -------------------------------------------------------------------------
SIZE = re.compile(
    r"[(\[,;:]?\s*(?<![\w/])[nN]\s*[=:]\s*(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})(?:\s*(?:patients|subjects|pts|women|men|children))?\s*[)\]]?"
)
#: A header that is a number of patients and nothing else (`105 patients`).
PATIENTS = re.compile(
    r"\W*(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})\s+(?:patients|subjects|pts\.?|women|men|children|participants|cases)\W*",
    re.IGNORECASE,
)
#: A number alone in brackets behind a group's name (`Control (108)`).
BARE_SIZE = re.compile(r"(?<=[A-Za-z.])\s*[(\[]\s*(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})\s*[)\]]\s*$")
MARKS = re.compile(
    r"(?:\s{0,3}[*∗⁎†‡§¶#|°]|(?<=\w)\[[a-z\d](?:,[a-z\d])*\]|(?<=\w)\([a-e]\)|(?<=[)%])[a-e]|\s{0,3}\^\s?[a-z\d](?:,[a-z\d])*)+(?=\s|$|,|\()"
)
GRADE = re.compile(
    r"\b(?:(?:NCI[- ])?(?:CTCAE?\s+)?(?:toxicity\s+)?grades?|gr\.?|WHO grades?)\s*(?P<op>[≥>])?\s*(?P<low>[0-5]|I{1,3}V?|IV|V)(?:\s*(?P<join>-|to|or|and|/|,|\+|&)\s*(?P<high>[1-5]|I{1,3}V?|IV|V))?(?P<up>\s*(?:\+|or (?:higher|greater|more|above|worse)|and (?:higher|above)))?(?![\w.])"
    r"|\bG(?P<low2>[0-5])(?:\s*(?:-|/|\+)\s*G?(?P<high2>[1-5]))?(?![\w.])"
    r"|[≥>]\s*grades?\s*(?P<low3>[1-5]|I{1,3}|IV|V)(?![\w.])",
    re.IGNORECASE,
)
#: A grade without its word, under a header that says `grade`.
BARE_GRADE = re.compile(
    r"[^\w≥>]*(?:G\s?)?(?P<op>[≥>])?\s*(?P<low>[0-5]|I{1,3}|IV|V)(?:\s*(?:-|to|or|and|/|,|\+|&)\s*(?P<high>[1-5]|I{1,3}|IV|V))?(?P<up>\+)?\W*",
    re.IGNORECASE,
)
#: A column of a grade, however the table calls them.
GRADED_COLUMN = re.compile(r"\W*(?:G|gr\.?|grade)\s?(?:[0-5]|I{1,3}|IV)\W*", re.IGNORECASE)
#: What a percentage is of, which says nothing more.
OF_ALL = re.compile(r"\W*%?\s*of (?:the )?(?:total|patients|all|group|n|subjects|participants)\W*", re.IGNORECASE)
GRADES = re.compile(r"\bgrades?\b|\bCTCAE?\b|\bseverity\b|\bdegrees? of (?:\w+ )?(?:toxic|adverse)", re.IGNORECASE)
ANY_GRADE = re.compile(r"\W*(?:all|any|total|overall)(?:[\s-]*grades?|\s*(?:adverse )?events?)?\W*", re.IGNORECASE)
SEVERE = re.compile(r"\b(?:severe|serious|mild|moderate|life-threatening|fatal)\b", re.IGNORECASE)
TIME = re.compile(
    r"\b(?:(?P<unit>days?|weeks?|wks?|months?|mos?|years?|yrs?)\s*\+?(?P<value>\d{1,3})|(?P<value2>\d{1,3}(?:\.\d)?|one|two|three|four|five|six|twelve)\s*-?\s*(?P<unit2>days?|weeks?|wks?|months?|mos?|years?|yrs?))\b(?!\s*(?:old|of age|\())",
    re.IGNORECASE,
)
PHASE = re.compile(
    r"\W*(?:at |the )?(?:baseline|pre(?:-?(?:treatment|test|op(?:erative)?|dose|therapy|intervention))?|post(?:-?(?:treatment|test|op(?:erative)?|dose|therapy|intervention))?|before(?: [\w -]{2,24})?|after(?: [\w -]{2,24})?|"
    r"(?:short-term |long-term )?follow[- ]?up|final|end[- ]?point|end of [\w -]{2,20}|end|initial|admission|discharge|(?:mean |% |percent )*changes?(?: from baseline)?|[\w -]{1,20} (?:phase|period|round|visit)|(?:time ?points?|visit|cycle|round|phase|T) ?\d{1,2}|"
    r"(?:first|second|third|last) (?:visit|assessment|cycle))\W*(?:score|value|level)?s?\W*",
    re.IGNORECASE,
)
EVERYONE = re.compile(
    r"\W*(?:(?:all|total|overall|entire|whole|study|full)\s*(?:patients?|subjects?|participants?|children|women|men|cases|cohort|population|group|sample|series|study)?|patients?|subjects?|participants?|children|women|men|cases|"
    r"(?:ITT|intent(?:ion)?-to-treat|safety|evaluable|efficacy|per-protocol)(?: (?:population|patients|set|analysis))?|values?|results?|incidence|frequency|number|rate|outcome|variables?|data|estimates?|statistics?)\W*",
    re.IGNORECASE,
)
GROUP_WORD = re.compile(
    r"\b(?:groups?|arms?|cohorts?|controls?|placebo|interventions?|sham|vehicle|treated|untreated|standard|usual care|responders?|non-?responders?|therapy|treatment|regimen|schedule|patients with(?:out)?|with(?:out)? [A-Z]\w+|"
    r"randomi[sz]ed|allocated|observation|surgery|chemotherapy|radiotherapy|transplant(?:ed|ation)?|carriers?|wild[- ]?type|mutant|mutat(?:ed|ion)|positive|negative|high[- ]risk|low[- ]risk|standard[- ]risk)\b",
    re.IGNORECASE,
)
#: What is known of patients before they are treated: a factor of a regression, or a line of a baseline table.
FACTOR = re.compile(
    r"^\W*(?:age|sex|gender|males?|females?|men|women|boys?|girls?|race|ethnic\w*|white|black|caucasian|asian|hispanic|(?:tumou?r|disease|clinical|pathological?|FIGO|AJCC|TNM|cancer|UICC|[TNM])[\s-]*(?:stage|classification|status|size|grade|site|type|location|category)|"
    r"stage\b|histolog\w*|ECOG|WHO (?:PS|performance)|karnofsky|KPS|performance|BMI|body mass|height|weight|smok\w+|alcohol|education\w*|marital|married|income|employ\w*|menopaus\w+|"
    r"comorbid\w*|diabetes|(?:prior|previous) \w+|(?:estrogen|oestrogen|progesterone|hormon\w+) receptors?|ER\b|PR\b(?=.{0,3}(?:status|positive|negative|\+|-))|HER-?2|Ki-?67|T\d|N\d|M\d|lymph node|nod(?:al|es)|karyotype|cytogenetic\w*|"
    r"diagnosis|primary (?:site|tumou?r)|number of (?:metasta\w+|organs|sites|prior|lines)|WBC|white blood|hemoglobin at|haemoglobin at|donor|HLA|conditioning|country|region|center|centre|insurance|BSA|body surface|residence|parity|duration of (?:disease|diabetes))",
    re.IGNORECASE,
)
REFERENCE = re.compile(
    r"\W*(?:1(?:\.0{1,3})?\s*[(\[]?\s*)?(?:ref(?:erence|erent)?\.?(?: (?:group|category))?|--?)?\W*", re.IGNORECASE
)
VERSUS = re.compile(r"\s+(?:vs\.?|versus|compared (?:with|to)|relative to|against)\s+", re.IGNORECASE)
UNIT = re.compile(
    r"[(\[,]\s*(?:in\s+)?(?P<unit>days?|weeks?|wks?|months?|mos?|years?|yrs?|hours?|hrs?|h|minutes?|min|mm|cm|kg(?:/m2|/m\^2)?|mg/dl|g/dl|mmol/l|[nμµ]mol/l|ng/ml|pg/ml|ml|L|points?|mm ?Hg|U/L|IU/L|%)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
#: Labels that say nothing by themselves: the heading over them tells what they are of.
GENERIC = re.compile(
    r"\W*(?:others?|yes|no|total|all|any|none|unknown|missing|not (?:known|available|evaluable|assessed)|overall|subtotal|positive|negative|present|absent|mild|moderate|severe|grade\b.*|low|high|[<>≤≥]?\s*[\d.,-]+\s*\w{0,7})\W*",
    re.IGNORECASE,
)

#: Not what is measured, but a heading, a number of patients, a question's mark, or a term of a model.
NOT_MEASURED = re.compile(
    r"\W*(?:(?:primary|secondary|efficacy|other|main|safety|study|clinical)?\s*(?:end ?points?|outcomes?|results?|variables?|parameters?|measures?|items?|questions?|scales?|characteristics?|domains?)|"
    r"locations?|sites?|times?|intercept|constant|groups?|numbers?|(?:n\.?|no\.?|number) of .*|no\.?,? numbers?|total .*|\w|[^A-Za-z].*|.*=.*)\W*",
    re.IGNORECASE,
)
#: A treatment's effect within subgroups: the ratios compare arms, and the rows are no levels of a factor.
WITHIN_SUBGROUPS = re.compile(
    r"\b(?:benefit|(?:treatment|intervention) effects?|effects? of (?:the )?(?:\w+ )?(?:treatment|therapy|intervention|allocation)|treatment by|by treatment|subgroups?|(?:treatment|intervention)-by-)\b",
    re.IGNORECASE,
)
#: A column of those for whom a survival end point came to pass, not of those who were spared it.
CAME_TO_PASS = re.compile(r"\b(?:events?|failures?|deaths?|died|progressed|relapsed|recurrences?)\b", re.IGNORECASE)

CAUSE_OF_DEATH = re.compile(r"\bcauses? of (?:death|mortality)\b|\bcause-specific mortality\b", re.IGNORECASE)

# --- what a caption says that the table is for ------------------------------------------------------------------------
BASELINE = _any(
    r"\bcharacteristics?\b", r"\bdemograph\w+", r"\bbaseline (?:data|values|scores?|features|variables|parameters|clinical|patient|demographic|status|comparison|measure\w*)",
    r"\b(?:clinical|patients?'?s?|clinico-?patholog\w+|participants?'?|disease|sample|tumou?r) (?:features|data|profile|details|description)\b", r"\bdescription of (?:the )?(?:study|patients|sample|participants)",
    r"\bat (?:baseline|study entry|diagnosis|enrol\w+|inclusion|randomi[sz]ation)\b", r"\bdistribution of (?:patients|clinical|the)\b", r"\bcomparison of baseline\b", r"\bdistribution of (?:diseases|diagnos\w+)\b", r"^baseline\b", r"\bgeneral (?:data|information|conditions?)\b",
)  # fmt: skip
#: A caption that begins so is of who the patients were, whatever it goes on to say.
WHO = re.compile(r"\W*(?:\w[\w'-]*\W+){0,4}?(?:characteristics|demographics?)\b", re.IGNORECASE)
CHANGED = _any(
    r"\bchanges?\b", r"\bbaseline (?:and|to|to the)\b", r"\bfrom baseline\b", r"\bafter\b", r"\bfollow-?up\b", r"\bat baseline,", r"\bbaseline, ",
    r"\bpost-?(?:treatment|operative)\b", r"\bend of\b",
)  # fmt: skip
TOXICITY = _any(
    r"\badverse\b", r"\btoxicit\w+", r"\bside[- ]?effects?\b", r"\bcomplications?\b", r"\bsafety\b(?! (?:population|set|analysis))", r"\bAEs?\b", r"\bSAEs?\b", r"\bmorbidit\w+", r"\breactogenicity\b", r"\bAE\b",
    r"\bgraft[- ]versus[- ]host\b", r"\binfections? (?:in|during|after|episodes)\b",
)  # fmt: skip
RESULTS = _any(
    r"\boutcomes?\b", r"\bresults?\b", r"\bresponses?\b", r"\befficacy\b", r"\beffects? of\b", r"\bcompar\w+", r"\bchanges?\b", r"\bsurvival\b", r"\brelapses?\b", r"\bmortality\b", r"\bdeaths?\b",
    r"\bdifferences? (?:in|between)\b", r"\bscores?\b", r"\bend ?points?\b", r"\bincidence\b", r"\bremission\b", r"\brecurrence\b", r"\bquality of life\b", r"\bafter (?:treatment|therapy)\b", r"\bprogression\b", r"\bfailure\b",
    r"\bsymptoms?\b", r"\bimprovement\b", r"\brates?\b", r"\btime to\b",
)  # fmt: skip
SCORED = _any(r"\bquality of life\b", r"\bQ ?o ?L\b", r"\bscores?\b", r"\bquestionnaires?\b")
REGRESSION = _any(
    r"\buni-?vari\w+", r"\bmulti-?vari\w+", r"\bregression\b", r"\bcox\b", r"\bpredict\w*", r"\brisk factors?\b", r"\bprognos\w+", r"\bhazard ratios?\b", r"\bodds ratios?\b", r"\bassociations?\b", r"\bassociated\b", r"\bfactors? (?:for|affecting|influencing)\b", r"\bsubgroup\b",
)  # fmt: skip
NO_RESULT = _any(
    r"\bcosts?\b", r"\bcost-effective\w*", r"\beconomic\b", r"\bICERs?\b", r"\butilit(?:y|ies)\b", r"\bmodel+ed\b", r"\bsimulat\w+", r"\bforecast\w*", r"\bQALYs?\b", r"\bmodel (?:inputs?|parameters?)\b", r"\bassumptions?\b", r"\bsensitivity (?:and specificity|analys\w+)", r"\bdiagnostic (?:accuracy|performance)\b",
    r"\bgenes?\b(?! therapy)", r"\bprimers?\b", r"\bproteins?\b(?= (?:peaks|identified))", r"\bGO\b", r"\bpathways?\b", r"\b(?:inclusion|exclusion|eligibility|selection|diagnostic|response|entry|withdrawal|assessment)(?: and exclusion)? criteria\b", r"^criteria\b", r"\bcriteria (?:for|of|used)\b", r"\bdefinitions?\b", r"\bschedules?\b(?= of)", r"\bdose (?:levels?|modifications?|constraints?|escalation|constrains)\b", r"\bdosing\b", r"\bprotocols?\b(?= (?:for|of))",
    r"\btraining (?:program\w*|protocol)\b", r"\bsessions?\b", r"\bcontents?\b", r"\bquestionnaires? (?:items?|package)\b", r"\b(?:published|previous|reported|other|included|ongoing|selected|recent|major) (?:studies|trials|series|reports|literature)\b", r"\bsummary of (?:the )?(?:studies|trials|literature)\b",
    r"\breview of\b", r"\bliterature\b", r"\bsearch\b", r"\bpharmacokinetic\w*", r"\bnumbers? needed to treat\b", r"\bNNT\b", r"\bmeta-?analys\w+", r"\bmissing (?:values|data)\b", r"\bagreement\b", r"\breliability\b", r"\bconsistency\b", r"\bvalidation\b", r"\bchecklist\b", r"\btimeline\b", r"\binterview\w*", r"\bthemes?\b", r"\beligib\w+", r"\bpreferences?\b",
    r"\brandomi[sz]ation (?:scheme|schedule|of)\b", r"\bcompositions?\b", r"\bingredients?\b", r"\bsequences?\b", r"\breagents?\b", r"\bantibod(?:y|ies) used\b", r"\bpower calculation\b", r"\bsample size\b", r"\bcompliance\b", r"\bactivities\b", r"\bcharacteristics of (?:the )?(?:included )?(?:studies|trials)\b",
    r"\b(?:mice|mouse|rats?|cell lines?|in vitro|follicles?|xenografts?)\b",
)  # fmt: skip
#: Numbers of no patients, but where what correlates with something is a response or a survival, told by group.
CORRELATED = re.compile(r"\bcorrelat\w+", re.IGNORECASE)
#: Over the stub: the rows are studies of others, or no patients at all.
OTHER_STUDIES = _any(
    r"^\W*(?:stud(?:y|ies)|authors?|references?|trials?|first author|source|publication)\b(?! (?:arm|group|population))"
)
#: Over the stub: each row is one patient.
ONE_PATIENT = re.compile(
    r"\W*(?:(?:patients?|pts?\.?|cases?|subjects?|UPN|participants?|child)\s*(?:#|no\.?|nos\.?|numbers?|nr\.?|ID|identifier|code)?|(?:no\.?|#|number|ID|nr\.?))\s*(?:[(\[]?\s*[nN]\s*=\s*\d+\s*[)\]]?)?\W*",
    re.IGNORECASE,
)
PATIENT_ID = re.compile(
    r"\W*(?:(?:patient|pt\.?|case|subject|P|C|S|UPN|no\.?|#)\s*[#-]?\s*)?0*(?P<number>\d{1,4})\W*", re.IGNORECASE
)
