"""What an end point is called that no lexicon names: a whole noun phrase, a predicate, what a difference is in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pipeline.schema import Span

#: More words than these on one side of a name are no part of it.
_MOST_LEFT: Final = 4
_MOST_OF: Final = 6
#: So far before a figure, in characters, its own words reach.
_NEAR: Final = 400

_TOKEN_BEFORE = re.compile(r"(?P<token>[A-Za-z0-9][\w'/+-]*|[α-ω])[ ]$")
#: Words that no noun phrase goes back over: function words, verbs, words of comparison and of figures.
_NO_PART = frozenset({
    "a", "an", "the", "this", "that", "these", "those", "of", "in", "on", "at", "for", "with", "without", "by",
    "to", "from", "and", "or", "but", "nor", "as", "than", "vs", "versus", "was", "were", "is", "are", "be", "been",
    "being", "had", "has", "have", "did", "do", "does", "can", "could", "may", "might", "will", "would", "should",
    "not", "no", "more", "less", "fewer", "greater", "higher", "lower", "better", "worse", "longer", "shorter",
    "larger", "smaller", "similar", "comparable", "same", "different", "significant", "most", "least", "both",
    "all", "each", "other", "any", "such", "only", "also", "respectively", "whereas", "while", "when", "where",
    "which", "who", "whom", "whose", "their", "its", "his", "her", "our", "we", "they", "it", "there", "mean",
    "median", "average", "estimated", "adjusted", "improved", "increased", "decreased", "reduced", "improve",
    "improves", "improving", "increase", "increases", "increasing", "decrease", "decreases", "decreasing", "reduce",
    "reduces", "reducing", "showed", "shows", "showing", "found", "reported", "achieved", "reached", "remained",
    "rose", "fell", "gave", "because", "if", "after", "before", "during", "between", "among", "within", "until",
    "since", "over", "under", "about", "approximately", "compared", "between-group", "results", "conclusions",
    "include", "includes", "included", "including", "comprised",
})  # fmt: skip
_UNIT_NOUN = re.compile(
    r"\s(?:scores?|levels?|rates?|values?|concentrations?|ind(?:ex|ices)|scales?|subscales?|intensity|severity|duration|volume|times?|ratio|pressure)\b",
    re.IGNORECASE,
)
#: Heads that say nothing until their `of ...` is told.
_TRANSPARENT = re.compile(
    r"(?:^|\s)(?:incidences?|prevalence|rates?|frequency|frequencies|occurrences?|risks?|odds|times?|levels?|durations?|numbers?|"
    r"amounts?|severity|intensity|degree|extent|changes?|reductions?|increases?|decreases?|improvements?|"
    r"proportions?|percentages?|probability|likelihood|quality|costs?|uptake|use|length|stability|concentrations?|"
    r"sensitivity|specificity|accuracy|overexpression|expression|progression|recurrence|agreement)$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\s(?:of|to|in|with)\s(?:(?:the|a|an|any)\s)?(?P<name>(?!(?:patients|women|men|children|participants|subjects|all|both|those|each)\b)[A-Za-z][\w'/+-]*"
    r"(?:\s(?!(?:in|on|at|for|with|by|to|from|and|or|was|were|is|are|had|has|did|than|vs|versus|between|among|compared|after|during|as|that|who|which|"
    r"did|does|higher|lower|increased|decreased|improved|remained|occurred|while|whereas|but|respectively)\b)[A-Za-z][\w'/+-]*){0,5})"
)


def widened(folded: str, sentence: Span, span: Span, blocked: Iterable[Span]) -> Span:
    """The noun phrase that a name is the head or a part of: `free tryptophan levels`, `incidence of restenosis`.

    Args:
        folded: the folded text.
        sentence: the sentence.
        span: where the name stands.
        blocked: what the phrase may not reach into: figures, groups and other measures.
    """
    others = [each for each in blocked if not each.overlaps(span)]
    floor = max((each.end for each in others if each.end <= span.start), default=sentence.start)
    roof = min((each.start for each in others if each.start >= span.end), default=sentence.end)
    start, end = span.start, span.end
    for _ in range(_MOST_LEFT):
        found = _TOKEN_BEFORE.search(folded, max(floor, start - 40), start)
        if found is None or found.end() != start or found["token"].lower() in _NO_PART or _is_adverb(found["token"]):
            break
        if found.start("token") < floor or not re.search(r"[A-Za-zα-ω]", found["token"]):
            break
        start = found.start("token")
    unit = _UNIT_NOUN.match(folded, end, min(roof, sentence.end))
    if unit:
        end = unit.end()
    if _TRANSPARENT.search(folded[start:end]):
        of = _OF.match(folded, end, min(roof, sentence.end))
        if of and len(of["name"].split()) <= _MOST_OF:
            end = of.end("name")
    return Span(start, end)


def _is_adverb(word: str) -> bool:
    return (
        word.endswith("ly") and len(word) > 4 and word.lower() not in ("daily", "weekly", "monthly", "early", "elderly")
    )


_PEOPLE = (
    r"(?:patients?|participants?|subjects?|women|men|children|individuals|volunteers|eyes|cases|respondents?|parents|"
    r"infants|adults|boys|girls|physicians|users|those|persons|people)"
)
#: Behind a figure, up to the verb that says what happened: whom it counts, and further figures with theirs.
_WHOM = re.compile(
    rf"\s*[)\]%]?\s*(?:of\s+[^.;:,()\x02]{{0,60}}?|{_PEOPLE}\b[^.;:,()\x02]{{0,40}}?|(?:in|on|from)\s+[^.;:,()\x02]{{1,40}}?)?"
    r"(?:[,(]?\s*(?:and|versus|vs\.?|compared (?:with|to)|,)\s*(?:only\s+)?\x02+[)\]%]?\s*[^.;:()\x02]{0,60}?)?\s*(?=\b)"
    # `who received X did not need Y`: the relative clause says who they are.
    r"(?<!who )(?<!that )(?<!which )(?P<said>(?:did|do|does|could|had|have|has|were|was|are|is) not (?=\w)|(?:had|have|has|were|was|are|is|could)\s|"
    r"(?:required|needed|underwent|reported|developed|experienced|achieved|showed|completed|used|utili[sz]ed|said|felt|became|"
    r"remained|failed to|returned|stopped|discontinued|started|began|took|lost|gained|improved|worsened|recovered|increased|decreased|"
    r"attended|accepted|chose|judged|considered|perceived|answered|expressed|indicated|wished|wanted|gave|performed|finished|visited|preferred|rated|suffered(?: from)?|reached|maintained|shifted|continued|exercised|smoked|agreed|tolerated|met|made|got)\s)"
    r"(?P<what>(?!(?:missing|available|no data|treated|randomi[sz]ed|assigned|allocated|enrolled|included|evaluable|respectively|significant|higher|lower|similar)\b)[^.;:,\x02]{2,90})",
)
_TOLD_THAT = re.compile(
    r"^(?:that\s+)?(?:they\s+)?(?:had|have|has|were|was|are|is|to have|to be|having)\s+", re.IGNORECASE
)
_SPEECH = frozenset({"said", "reported", "felt", "rated"})
_CLAUSE_END = re.compile(
    r"\s*(?:\b(?:compared|versus|vs|whereas|while|but|than|respectively|during|after|before|at (?:\d|the|week|month|year)|in (?:the )?(?:[\w-]+\s){1,3}(?:groups?|arms?))\b|"
    r"\band (?=the\b|\x02)|[(\[]\s*(?:p\b|n\b|$|\d|\x02)).*$",
    re.IGNORECASE,
)


def predicate(folded: str, start: int, end: int, figures: Iterable[Span]) -> str | None:
    """What people counted by a figure did or had: `71% (66/93) did not seek care`, `8% in A and 9% in B required support`.

    Args:
        folded: the folded text.
        start: where the figure ends.
        end: where the sentence ends.
        figures: where figures stand.
    """
    words = folded[start:end]
    for figure in figures:
        if start <= figure.start and figure.end <= end:
            words = words[: figure.start - start] + "\x02" * len(figure) + words[figure.end - start :]
    found = _WHOM.match(words[:400])
    if found is None:
        return None
    said, what = found["said"].strip(), found["what"]
    what = _CLAUSE_END.sub("", what)
    if said in _SPEECH:
        what = _TOLD_THAT.sub("", what)
    if (
        "not" in said.split()
        or said == "failed to"
        or said not in ("had", "have", "has", "were", "was", "are", "is", "could", *_SPEECH)
    ):
        what = f"{said} {what}"
    what = " ".join(what.split()[:12]).strip(" -)]")
    return what if re.search(r"[A-Za-z]{3}", what) and not is_empty(what) else None


#: Words that tell of a comparison and of no end point.
_EMPTY = frozenset({
    "statistically", "statistical", "significant", "significantly", "significance", "difference", "differences",
    "different", "no", "not", "any", "between", "among", "in", "of", "the", "a", "an", "for", "on", "at", "by",
    "two", "three", "both", "all", "groups", "group", "arms", "arm", "treatments", "treatment", "trend", "trends",
    "towards", "toward", "interaction", "effect", "effects", "increased", "decreased", "reduced", "reduction",
    "improved", "improvement", "improvements", "increase", "increases", "decrease", "decreases", "change",
    "changes", "changed", "less", "more", "fewer", "greater", "higher", "lower", "longer", "shorter", "better",
    "worse", "similar", "comparable", "respectively", "overall", "test", "p", "value", "values", "respective",
    "this", "that", "these", "those", "it", "they", "vs", "versus", "compared", "with", "than", "to", "from", "was",
    "were", "is", "are", "had", "and", "or", "however", "only", "also", "same", "mean", "median", "least-squares",
    "least", "squares", "adjusted", "ci", "analysis", "univariate", "multivariate", "multivariable", "log-rank",
    "patients", "women", "men", "children", "control", "controls", "placebo", "intervention", "there", "showed",
    "found", "observed", "seen", "markedly", "slightly", "highly", "marginally", "very", "strongly", "nearly",
    "reached", "achieved", "obtained", "detected", "recorded", "measured", "occurred", "reported", "experienced", "developed",
    "identical", "superior", "inferior", "noted", "one", "remained", "as", "well", "end", "time", "final",
    "follow-up", "baseline", "h", "hour", "hours", "min", "minutes", "week", "weeks", "month", "months", "year", "years", "day", "days",
})  # fmt: skip


#: `lower in the treated arm`, `the three genetic groups`
_HOW_IN_GROUP = re.compile(
    r"(?:significantly |markedly |slightly |also |not )*(?:less|more|fewer|greater|higher|lower|longer|shorter|better|worse|similar|comparable|different|reduced|increased|decreased)\s"
    r"(?:in|with|for|than|among|between|after|at|following|on)\b"
)
_OF_GROUPS = re.compile(r"\b(?:groups?|arms?|subgroups?|cohorts?)$")


#: Nouns that say nothing alone: levels, of what?
_GENERIC = re.compile(
    r"(?:the |of |all |any |total |these |other |most |mean |median )*(?:grades?|levels?|scores?|rates?|incidences?|totals?|factors?|markers?|outcomes?|results?|proportions?|percentages?|"
    r"numbers?|frequency|intensity|parameters?|variables?|measures?|measurements?|all but|concentrations?|median|mean)(?: of)?"
)


#: How severe something was says nothing of what it was.
_GRADE = re.compile(r"\s*grades?\s[\div≥>=/-]+(?:\s(?:or|to|and)\s[\div]+)?\s*")


def is_empty(phrase: str) -> bool:
    """Whether a phrase tells that groups differ, or when, or how much, and names nothing that they differ in."""
    lowered = phrase.lower()
    if _GRADE.fullmatch(lowered):
        return True
    if _HOW_IN_GROUP.match(lowered) or _OF_GROUPS.search(lowered):
        return True
    return bool(_GENERIC.fullmatch(lowered)) or not says_what(phrase)


def says_what(phrase: str) -> bool:
    """Whether a phrase has any word that is not one of comparison; a bare `levels` has."""
    lowered = phrase.lower()
    return not all(word in _EMPTY for word in re.findall(r"[a-z][a-z-]*", lowered))


_DIFFERS_IN = re.compile(
    r"\b(?:differences?|changes?|improvements?|increases?|decreases?|reductions?|effects?|impact|declines?|gains?|superior\w*|effective|trends?|benefits?)\b"
    r"[^.;()]{0,40}?\b(?:in|of|for|on)\s+(?:improving\s+|reducing\s+|increasing\s+)?(?:the\s+|their\s+|mean\s+|median\s+)?(?P<name>[A-Za-z][^.;:,()]{2,80}?)"
    r"\s*(?=[.;:,()]|\b(?:between|among|compared|than|was|were|with|in the|in both|in (?:two|either)|at|after|from|for the|over|when|vs|versus|favou?ring|and)\b|$)",
    re.IGNORECASE,
)


def differs_in(folded: str, start: int, end: int) -> Span | None:
    """What groups are said to differ in, between two places: `no difference in pain scores between the arms`."""
    found = list(_DIFFERS_IN.finditer(folded, max(start, end - _NEAR), end))
    if not found or is_empty(found[-1]["name"]):
        return None
    return Span(found[-1].start("name"), found[-1].end("name"))
