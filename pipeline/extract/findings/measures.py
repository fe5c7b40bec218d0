"""Which outcome measure a figure reports: the measures named in its sentence, and the nearest one that fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.findings.figures import Figure
from pipeline.extract.terms import Lexicon
from pipeline.schema import Concept, Mention, Span

PREFIX = "measure:"
#: Where a mention is from whose short form was resolved by the document, and of which types it is no measure.
_RESOLVED = frozenset({"context", "abbreviation"})
_NO_MEASURE = frozenset({"other", "disease", "gene", "drug", "chemical"})
#: How far from a figure its measure may stand, in characters.
REACH = 600
SURVIVAL = frozenset({"OS", "EFS", "DFS", "RFS", "LFS", "PFS", "GRFS"})
#: Measures that a length of time can be a figure of.
TIMED = SURVIVAL | {"DOR", "FOLLOW_UP", "AGE", "ENGRAFTMENT", "COURSE", "OTHER", "RELAPSE", "HSCT", "AE"}
STUDY = frozenset({"N", "FOLLOW_UP", "AGE"})
TOXICITY = frozenset({"CRS", "ICANS", "GVHD_ACUTE", "GVHD_CHRONIC", "AE"})
#: Named by these words, a measure is told of as an end point, not reported.
_DEFINING = re.compile(r"\b(?:end\s?points?|outcomes?|objectives?)\s+(?:was|were|is|are|included?)\b", re.IGNORECASE)
#: Words before a measure's name that belong to it (`severe cytokine release syndrome`, `5-year overall survival`).
_QUALIFYING = re.compile(
    r"(?:(?:severe|serious|total|overall|any|median|mean|local|distant|cumulative|fatal|late|early|all-cause|treatment-related|drug-related|disease-specific|"
    r"isolated|persistent|symptomatic|asymptomatic|unexpected|acute|chronic|clinical|objective|febrile|CD19-negative)\s+)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MeasureMention:
    """A measure named in the text.

    Attributes:
        span: where it is named.
        code: its code.
        text: its name in the text's words.
        concept: for toxicity, the adverse event as a concept, where a lexicon knows it.
    """

    span: Span
    code: str
    text: str
    concept: Concept | None = None
    #: Whether the words around it make it a state that patients are in (`children with CR`), not what is reported.
    state: bool = False


_STATE_BEFORE = re.compile(
    r"(?:\b(?:patients|children|those|women|men|subjects|participants|still|while|who (?:were|are)|\d{1,5}) in|"
    r"\b(?:with|without|after|since|following|at|before|from|those|earlier|prior|previous|pre-existing|underlying|first|second|history of)|"
    r"\bwho (?:had|achieved|reached)|\brefractory\s*(?:or|and|,|/)|\bnon-?)\s*"
    r"(?:an?\s+|their\s+|the\s+)?(?:first\s+|second\s+|any\s+|complete\s+|morphologic\s+|earlier\s+|prior\s+|previous\s+|underlying\s+|pre-existing\s+|early\s+|late\s+)?$",
    re.IGNORECASE,
)
_STATE_AFTER = re.compile(
    r"^\s*(?:(?:/|or|and)\s*refractory\b|(?:or|/|and) (?:progressive|resistant)\b|(?:[A-Z]{1,4}-)?(?:ALL|AML|CLL|NHL|DLBCL)\b|(?:[A-Za-z-]+\s+){0,3}(?:leuk|lymphoma|myeloma|disease\b|cancer|carcinoma|tumou?r|precursor)|patients\b|children\b)",
)
#: `the children who achieved CR and underwent HSCT was ...`
_RELATIVE = re.compile(r"\bwho\b[^.;,:()]{0,60}$")
_IN_PEOPLE = re.compile(r"\b(?:in|among|for) (?:the )?(?:patients|children|those) $", re.IGNORECASE)
_STATES = frozenset({"CR", "MRD_NEG", "RELAPSE", "PR", "SD", "PD", "HSCT", "AE", "DEATH"})


_SURVIVORS = re.compile(r"survivors?\b", re.IGNORECASE)
_OF_A_DISEASE = re.compile(r"\b(?:cancer|leuk(?:a)?emia|lymphoma|tumou?r|stroke|disease|trauma)\s$", re.IGNORECASE)


def _is_state(measure: MeasureMention, text: str, sentence: Span) -> bool:
    if measure.code == "OS" and _SURVIVORS.match(measure.text):
        # `20% of breast cancer survivors`: who they are.
        return bool(_OF_A_DISEASE.search(text[max(sentence.start, measure.span.start - 20) : measure.span.start]))
    if measure.code not in _STATES:
        return False
    after = text[measure.span.end : min(sentence.end, measure.span.end + 60)]
    if measure.code == "RELAPSE" and _STATE_AFTER.match(after):
        return True
    before = text[max(sentence.start, measure.span.start - 70) : measure.span.start]
    if _RELATIVE.search(before) and re.match(r"[^.;,:()]{0,40}\b(?:was|were|is|are)\b", after):
        return True
    # `87% in children bridged to HSCT`: who they are, not what is counted.
    if measure.code == "HSCT" and _IN_PEOPLE.search(before):
        return True
    return bool(_STATE_BEFORE.search(before[-40:]))


def find_measures(text: str, sentence: Span, lexicon: Lexicon, mentions: Sequence[Mention]) -> list[MeasureMention]:
    """The measures named in a sentence, in order; where two names overlap the longer one counts.

    Args:
        text: verbatim text.
        sentence: where to look.
        lexicon: the measures' names.
        mentions: the document's mentions: an adverse event that no measure's own code names is an ``AE``.
    """
    found: list[MeasureMention] = []
    resolved = {m.span: m for m in mentions if m.source in _RESOLVED and sentence.contains(m.span)}
    for match in lexicon.find(sentence.of(text)):
        span = Span(match.span.start + sentence.start, match.span.end + sentence.start)
        code = match.concepts[0].id.removeprefix(PREFIX)
        # `SD` of a mean, `PD` of the brain: the document's words say that this short form is no measure.
        if code in TOXICITY or span not in resolved or resolved[span].type not in _NO_MEASURE:
            found.append(MeasureMention(span, code, match.surface))
    for span, mention in resolved.items():
        if mention.type == "measure" and not any(m.span.overlaps(span) for m in found):
            found.append(MeasureMention(span, mention.concepts[0].id.removeprefix(PREFIX), mention.surface))
    for mention in mentions:
        if any(c.type == "adverse_event" for c in mention.concepts) and sentence.contains(mention.span):
            concept = next((c for c in mention.concepts if c.type == "adverse_event"), None)
            clash = [m for m in found if m.span.overlaps(mention.span)]
            if any(len(m.span) > len(mention.span) or (m.code != "AE" and m.code != "OTHER") for m in clash):
                for m in clash:
                    if m.code in TOXICITY and m.span.overlaps(mention.span):
                        found[found.index(m)] = MeasureMention(m.span, m.code, m.text, concept)
                continue
            for m in clash:
                found.remove(m)
            found.append(MeasureMention(mention.span, "AE", mention.surface, concept))
    found.sort(key=lambda m: m.span)
    refined = [_refined(_qualified(measure, text, sentence), text, sentence) for measure in found]
    return [replace(m, state=True) if _is_state(m, text, sentence) else m for m in refined]


_BY_TREATMENT = re.compile(
    r"^[^.;,()]{0,30}?\b(?:(?:related|attribut\w+|due|ascrib\w+|secondary|owing) to|caused by|of|from|because of)\s+(?:the\s+|study\s+|an?\s+)?(?:[\w-]+\s+)?"
    r"(?:treatment|(?:\w+)?therapy|toxicit\w+|(?:study\s+)?drugs?|transplant\w*|\S+-related (?:complications?|toxicit\w+|causes?)|complications? of (?:treatment|transplant\w*|HSCT))",
    re.IGNORECASE,
)
_BEFORE_DEATH = re.compile(
    r"\b(?:treatment|transplant\w*|therapy|drug|toxicity|regimen)[- ](?:related|associated)\s+$", re.IGNORECASE
)
#: An adverse event's name in these turns is a measured end point.
_MEASURED_BEFORE = re.compile(
    r"\b(?:improve\w*|changes?|decreas\w+|reduc\w+|worsen\w*|relief|impact|severity|intensity|levels?|control|less|more) (?:of|in|on|from)?\s*(?:\w+\s)?$",
    re.IGNORECASE,
)
#: `more severe neutropenia in the treated arm`: how often it came, not how much of it there was.
_MORE_OFTEN = re.compile(r"\b(?:more|less) (?:severe|serious|frequent|common|grade\s\S+)\s$", re.IGNORECASE)
_MEASURED_AFTER = re.compile(
    r"^\s*(?:reductions?|improvements?|scores?|severity|scale|intensity|index|ratings?|relief|levels?|inventory|questionnaire|control|symptoms?)\b",
    re.IGNORECASE,
)


#: `time to new metastasis or death`, `freedom from stroke and death`: an end point of several events.
_COMPOSITE = re.compile(
    r"\b(?:time (?:from [\w ]{1,30}?)?to|freedom from|(?:composite|combined) (?:primary |secondary )?(?:end[\s-]?point|outcome)?\s?(?:of|\())\s[^.;:\d]{0,80}$",
    re.IGNORECASE,
)


_CHANGED = re.compile(r"(?:decreased|increased|elevated|reduced|raised|low|high)\b", re.IGNORECASE)


def _refined(measure: MeasureMention, text: str, sentence: Span) -> MeasureMention:
    """The narrower code that the words around the name ask for."""
    after = text[measure.span.end : min(sentence.end, measure.span.end + 90)]
    before = text[max(sentence.start, measure.span.start - 40) : measure.span.start]
    wider = text[max(sentence.start, measure.span.start - 120) : measure.span.start]
    if measure.code in ("DEATH", "AE") and (named := _COMPOSITE.search(wider)):
        words = re.sub(r"\s+", " ", named[0] + text[measure.span.start : measure.span.end])
        return replace(measure, code="OTHER", text=words.strip())
    if measure.code == "DEATH" and (found := _BY_TREATMENT.match(after) or _BEFORE_DEATH.search(before)):
        words = measure.text + found[0] if found.re is _BY_TREATMENT else found[0] + measure.text
        return MeasureMention(measure.span, "NRM", re.sub(r"\s+", " ", words).strip())
    if measure.code == "AE" and measure.concept is not None:
        score = _MEASURED_AFTER.match(after)
        change = None if _MORE_OFTEN.search(before) else _MEASURED_BEFORE.search(before)
        if score and score[0].strip().startswith("level") and _CHANGED.match(measure.text):
            # `decreased serum potassium levels` is the event itself.
            return replace(measure, text=re.sub(r"\s+", " ", measure.text + score[0]))
        if score or change:
            name = text[measure.span.start : measure.span.end] if change else measure.text
            words = (change[0] if change else "") + name + (score[0] if score else "")
            return MeasureMention(measure.span, "OTHER", re.sub(r"\s+", " ", words).strip())
    return measure


def _qualified(measure: MeasureMention, text: str, sentence: Span) -> MeasureMention:
    before = text[max(sentence.start, measure.span.start - 40) : measure.span.start]
    match = _QUALIFYING.search(before)
    if not match:
        return measure
    words = re.sub(r"\s+", " ", match[0] + measure.text)
    if before[: match.start()].endswith(("without ", "not ")):
        # `without any toxic deaths`: the word denies, and qualifies nothing.
        words = words.removeprefix("any ")
    return MeasureMention(measure.span, measure.code, words, measure.concept)


def unabbreviated(measures: list[MeasureMention], folded: str) -> list[MeasureMention]:
    """Without the short form that a long form right before it explains: `overall survival (OS)` is one measure."""
    kept: list[MeasureMention] = []
    for measure in measures:
        # `acute graft-versus-host disease (GVHD)`: the short form alone would name something wider.
        wider = measure.code == "AE" and measure.text.isupper() and kept and kept[-1].code in TOXICITY
        if kept and (kept[-1].code == measure.code or wider):
            gap = folded[kept[-1].span.end : measure.span.start]
            if re.fullmatch(r"\s*(?:rates?\s*)?[(\[]\s*(?:\d-year\s)?", gap):
                last = kept[-1]
                kept[-1] = replace(last, span=last.span.cover(measure.span))
                continue
        kept.append(measure)
    return kept


_AFTER_VERB = re.compile(
    r"\s*[)\]]?\s*(?:of\s+(?:the\s+|all\s+|these\s+|our\s+)?(?:\d+\s+|evaluable\s+|treated\s+)*(?:patients|children|women|men|participants|subjects|cases|those)?[^.;:()]{0,50}?|(?:patients|children|women|men|participants|subjects|cases)(?=\s))?\s*"
    r"(?:(?:had|has|have|achieved|obtained|attained|reached|developed|experienced|reported|were|was|showed|suffered|presented|underwent|received|"
    r"died|relapsed|responded|survived|required|discontinued|completed|proceeded|remained|became|entered|identified|classified|diagnosed|as|with|of|for|a|an|the|in|grade\s+\S+)\s+){0,4}$",
    re.IGNORECASE,
)
#: Between a measure and the figure that is its own: `headache (34%)`, `capillary leak syndrome in four`.
_OWNS = re.compile(r"\s*(?:rates?\s+)?(?:(?:in|was|were|at|of|for|by)\s+|[(\[]\s*|[:=]\s*)(?:only\s+|about\s+)?")
_BARRIER = re.compile(r";|\.\s|:\s|\b(?:whereas|while|but|although)\b", re.IGNORECASE)
_CONTINUES = re.compile(r",\s|\band\b", re.IGNORECASE)


def choose(
    folded: str,
    figure: Figure,
    index: int,
    figures: Sequence[Figure],
    measures: Sequence[MeasureMention],
) -> tuple[MeasureMention, float] | None:
    """The measure that a figure reports, with how sure that is; None where the sentence names none that fits.

    Each measure costs the words that part it from the figure, more where a clause ends between them, more still where
    another figure has its own measure there; the cheapest wins.
    """
    best: tuple[float, MeasureMention] | None = None
    near = [m for m in measures if -REACH <= m.span.start - figure.span.start <= REACH]
    reported = [m for m in near if not m.state]
    for measure in reported or [m for m in near if m.code not in ("RELAPSE", "AE", "DEATH")]:
        cost = _cost(folded, figure, index, figures, near, measure)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, measure)
    if best is None or best[0] > 40:
        return None
    return best[1], max(0.3, 1.0 - best[0] / 50)


#: A verb between two counts: the second is of something else.
_PREDICATE = re.compile(r"\w+(?:ed|came|went|had|were|was)\b[^.;]*(?:,|\band\b|\bbut\b)")


def _cost(
    folded: str,
    figure: Figure,
    index: int,
    figures: Sequence[Figure],
    measures: Sequence[MeasureMention],
    measure: MeasureMention,
) -> float | None:
    if measure.code == "AGE" and not (figure.kind in ("duration", "number", "percent") and figure.unit != "%"):
        return None
    if measure.code == "FOLLOW_UP" and figure.kind != "duration":
        return None
    if figure.kind == "duration" and measure.code not in TIMED:
        return None
    if measure.span.end <= figure.span.start:
        gap = folded[measure.span.end : figure.span.start]
        cost = float(len(gap.split()))
        if re.fullmatch(r"\s*(?:rates?)?\s*[(\[,:=]?\s*(?:\w+\s){0,1}", gap):
            cost -= 3
        cost += 8 * len(_BARRIER.findall(gap)) + 1.5 * len(_CONTINUES.findall(gap))
        # Another measure between the two that is not a list with this one takes the figure.
        cost += 3 * sum(measure.span.end <= m.span.start and m.span.end <= figure.span.start for m in measures)
        return cost + (4 if figure.kind == "count" and figure.value is None else 0)
    if measure.span.start >= figure.span.end:
        gap = folded[figure.span.end : measure.span.start]
        # The word closes the lists that the figure stands in.
        if "respectively" in gap:
            return None
        cost = 1.0 + 1.2 * len(gap.split())
        between = [f for f in figures[index + 1 :] if f.span.end <= measure.span.start]
        if between and figure.kind == "count" and _PREDICATE.search(folded[figure.span.end : between[0].span.start]):
            # `All patients recovered, and no cases of heart failure`: a predicate of its own, and another count's measure.
            return None
        cost += 14 * len(between) + 12 * len(_BARRIER.findall(gap)) + 4 * len(_CONTINUES.findall(gap))
        has_it = _AFTER_VERB.fullmatch(gap)
        following = next((f for f in figures[index + 1 :] if f.span.start >= measure.span.end), None)
        if not has_it and following and _OWNS.fullmatch(folded[measure.span.end : following.span.start]):
            return None
        if has_it:
            cost -= 5 if figure.kind in ("count", "fraction", "number") or figure.events is not None else 4
        if gap.strip().startswith((")", "]", "for ", "in the ", "with ")) and figure.kind != "count":
            cost += 6
        return cost
    # The measure stands within the figure's own words (`25 relapses`, `No deaths`), or between its count and its share.
    if not figure.main.span.contains(measure.span):
        return 3.0
    return -6.0 if figure.kind == "count" or figure.events is not None else 0.0


_LEAD_IN = re.compile(
    r"^\s*(?:[•*-]\s*)?(?:[A-Z][A-Za-z/ ]{2,40}:\s*)?(?:(?:however|moreover|furthermore|in addition|additionally|overall|similarly|finally|conversely|also|in contrast|"
    r"at (?:baseline|endpoint|end ?point|the end of \w+|[\w-]+ (?:years?|months?|weeks?|days?))|after [\w ]{1,30}|during [\w ]{1,30}|in (?:the )?[\w -]{1,40}(?:group|arm|phase|study|patients)|"
    r"there (?:was|were)(?: an?| no)?|we (?:found|observed|identified)|the results showed(?: that)?|results)\b[,:]?\s*)*",
    re.IGNORECASE,
)
#: A clause that says when, or on which scale, before the subject is told.
_SUBORDINATE = re.compile(
    r"^\s*(?:[A-Z][A-Za-z/ ]{2,40}:\s*)?(?:when|while|if|although|because|since|once|where|as|on an? (?:\w+\s)?scale)\b[^,;]{3,140},\s",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:was|were|is|are|had|has|have|increased|decreased|improved|declined|reduced|rose|fell|dropped|reached|showed|occurred|associated|remained|ranged|changed|averaged|"
    r"differed|did|experienced|developed|reported|achieved|completed|required|received|underwent|from|with a|did not)\b",
    re.IGNORECASE,
)
_TRIM = re.compile(
    r"^(?:the|a|an|that|of|in|and|or|for|with|mean|median|average|rates? of|percentage of|proportion of|number of|incidence of|(?:patients|participants|women|men|children|subjects) (?:with|having|experiencing|who (?:had|were|experienced))|respective|both|significantly|significant|only|by|to|on|as|also)\s+",
    re.IGNORECASE,
)
#: What a phrase that was cut off ends with.
_DANGLING = re.compile(r"\s+(?:and|or|of|in|the|a|an|with|for|to|by|on|at|also|that)$", re.IGNORECASE)
_AFTER_FIGURE = re.compile(
    r"^\s*[)\]]?\s*(?:of (?:the )?(?:patients|participants|women|men|children|subjects|individuals)\s*)?(?P<phrase>[a-z][^.;:(),]{3,70})"
)


#: Behind a figure, what tells whose it is, or when.
_WHOSE = re.compile(r"(?:for|in|with|on|among|at|after|by|from|during|to|than|per)\s", re.IGNORECASE)
_NOT_A_PHRASE = re.compile(
    r"(?:(?:fe)?male sex|(?:fe)?males?|sex|gender|age|race|ethnicity|after|in|with|at|for|of|to|by|from|among|versus|vs\.?|than|but|while|whereas|compared|respectively|and|or|smaller|larger|higher|lower|both|either|not|"
    r"p|n|patients?|participants|women|men|children|subjects|we|they|it|there|this|these|who|\d[\d.]*|univariable|multivariable|adjusted|unadjusted|median|mean|range|months?|years?|days?|weeks?)(?:\s|$)",
    re.IGNORECASE,
)


_PARTICIPLE = re.compile(r"(?:(?:also|not|only|\w+ly)\s)*[a-z]+(?:ed|en)", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been|had|has|have)\s(?:(?:also|not|only|\w+ly)\s)*\w+\s*$", re.IGNORECASE)


def bracket_phrase(
    folded: str, start: int, figure: Figure, groups: Sequence[Span], *, of_measure: bool = True
) -> str | None:
    """The words right before the brackets that hold a figure (`restraint (p = .02)`), if they can name a measure.

    Args:
        folded: the folded text.
        start: where the figure before this one ends.
        figure: the figure.
        groups: where the sentence names groups: a group's name is no measure.
        of_measure: whether a measure is looked for; else any name will do, a group's too.
    """
    opening = re.search(
        r"([^;:.()\[\]]{2,90}?)\s*(?:\([^()]{1,40}\)\s*)?[(\[](?:[^()\[\]\d]{1,24}[:;,=]\s*)?$",
        folded[start : figure.span.start],
    )
    if opening is None:
        return None
    # `negatively associated with fatalism (b = -0.2)`: of fatalism.
    parts = re.split(r",\s|\b(?:associated with|correlated with|and|for|on|was|were|had|including|than|by|but|or)\b", opening[1])
    phrase = trimmed(parts[-1])
    if phrase is not None and of_measure and _PARTICIPLE.fullmatch(phrase) and _PASSIVE.search(opening[1]):
        # `levels of X were suppressed (p = 0.01)`: what was done is no name of what it was done to.
        return None
    if phrase is None or (of_measure and _NOT_A_PHRASE.match(phrase)):
        return None
    at = start + opening.start(1) + opening[1].rfind(phrase)
    place = Span(at, at + len(phrase))
    if of_measure and any(place.overlaps(group) for group in groups):
        return None
    return phrase


def phrase_for(folded: str, sentence: Span, figure: Figure, previous: Figure | None) -> str | None:
    """What a figure tells of where no lexicon names it: the subject of its clause, or the predicate behind it."""
    start = previous.span.end if previous is not None else sentence.start
    before = folded[start : figure.span.start]
    if previous is None or re.search(r"[;,.]", before):
        clause = re.split(r"[;]|,\s(?:and|while|whereas|but)\s|\band (?=the\b)", before)[-1]
        clause = _LEAD_IN.sub("", _SUBORDINATE.sub("", clause, count=1), count=1)
        verb = _VERB.search(clause)
        subject = trimmed(clause[: verb.start()] if verb else clause)
        if subject and re.search(r"[A-Za-z]{3}|[A-Z]{2}", subject) and not _NOT_A_PHRASE.match(subject):
            return " ".join(subject.split()[:9])
    after = _AFTER_FIGURE.match(folded[figure.span.end : sentence.end])
    return None if after is None or _WHOSE.match(after["phrase"]) else told_behind(folded, sentence, figure)


def told_behind(folded: str, sentence: Span, figure: Figure) -> str | None:
    """The words right behind a figure, whatever they tell."""
    after = _AFTER_FIGURE.match(folded[figure.span.end : sentence.end])
    if after is None:
        return None
    phrase = trimmed(re.split(r"\b(?:versus|vs|compared|whereas|while|and)\b", after["phrase"])[0])
    return None if phrase is None or _NOT_A_PHRASE.match(phrase) else phrase


def trimmed(words: str) -> str | None:
    """A phrase without the small words at its ends; None where nothing is left of it."""
    words = re.sub(r"\s+", " ", words).strip(" ,:;-()[]")
    while True:
        shorter = _DANGLING.sub("", _TRIM.sub("", words))
        if shorter == words:
            break
        words = shorter
    return words if len(words) >= 3 or (len(words) == 2 and words.isupper()) else None
