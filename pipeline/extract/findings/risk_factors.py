"""Risk factors as the groups of a ratio or p-value: `female gender (OR 0.64)`, `High X was associated with longer survival`."""

from __future__ import annotations

import re

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.phrases import bracket_phrase
from pipeline.schema import Span


def factor_of(context: SentenceContext, figure: Figure, associated: MeasureMention | None = None) -> Group | None:
    """The risk factor that a ratio is of: `female gender (OR=0.64)`, `High AIB1 was associated with poor OS (HR 1.3)`.

    Args:
        context: the sentence.
        figure: the ratio.
        associated: what the sentence tells its factors to go with: then whatever else they name is one of them.
    """
    each = _each_behind_its_own(context)
    if each.get(figure.span.start) is not None:
        return each[figure.span.start]
    # A sentence that names its two sides, an arm, or the groups of two figures tells of them, and of no factor.
    credited = {group.name for group in context.figure_groups if group is not None}
    # `MRD ≥0.1% (HR 2.8)`, `age below 1.4 years (HR 0.4)`: whatever number is no ratio belongs to the factor.
    earlier = [f.span.end for f in context.figures if f.span.end <= figure.span.start and f.kind == "ratio"]
    # `busulfan (HR 2.4) and MRD before HSCT (HR 3.8) predicted relapse`: the arm is the first one's factor alone.
    since = max(earlier) if associated is not None and earlier else context.sentence.start
    if (
        (associated is None and len(credited) > 1)
        or any(c.second for c in context.comparisons)
        or any(g.arm for g in context.groups if g.span.end > since)
    ):
        return None
    start = max([*earlier, context.last_p_before(figure)])
    phrase = bracket_phrase(context.folded, start, figure, [g.span for g in context.groups], of_measure=False)
    if phrase is not None:
        phrase = _OF_PATIENTS.sub("", phrase)
    if phrase is None or _is_no_factor(phrase) or _names_measure(context, phrase, associated):
        subject = _subject_before(context, figure)
        # All of a list of outcomes go with the one subject: `X was associated with A (HR 2.7), B (HR 2.5) and C`.
        told = subject and not _OTHER_CLAUSE.search(context.folded, subject.end(), figure.span.start)
        phrase = subject["factor"] if subject and told else None
    if phrase is None or _is_no_factor(phrase):
        return None
    return Group(Span(figure.span.start, figure.span.start), phrase, ())


def _each_behind_its_own(context: SentenceContext) -> dict[int, Group]:
    """`worse in patients with MRD (HR 2.4) and in those older than 10 years (HR 1.8)`: each ratio behind its own group.

    Returns the groups by where the ratios begin; none where fewer than two ratios stand so.
    """
    found: dict[int, Group] = {}
    # In a trial a ratio behind a part of its patients compares its arms in them.
    for figure in context.figures if not context.study.arms else ():
        before = context.folded[context.sentence.start : figure.span.start].rstrip()
        end = context.sentence.start + len(before.rstrip("([").rstrip())
        behind = next((g for g in context.groups if g.span.end == end), None)
        if figure.kind == "ratio" and behind is not None and before.endswith(("(", "[")):
            found[figure.span.start] = behind
    return found if len({group.name for group in found.values()}) > 1 else {}


_CLAUSE = re.compile(r"(?:;|,\s(?:and|but|while|whereas))\s")


def _subject_before(context: SentenceContext, figure: Figure) -> re.Match[str] | None:
    """The subject of the nearest clause before a figure that tells what goes with an outcome."""
    start, end = context.sentence.start, figure.span.start
    clauses = [start, *(cut.end() for cut in _CLAUSE.finditer(context.folded, start, end))]
    told = (_ASSOCIATED.match(context.folded, clause, end) for clause in reversed(clauses))
    return next((subject for subject in told if subject is not None), None)


#: `there was an indirect effect of X on Y (b = 0.2`
_EFFECT = re.compile(
    r"\b(?:effects?|influence|impact|associations?) of (?:the\s)?(?P<factor>[^.;:,()]{3,60}?)\s(?:on|with)\s",
    re.IGNORECASE,
)


def associated_with(context: SentenceContext, figure: Figure) -> Group | None:
    """What a coefficient's sentence tells to go with its outcome: the subject, or what the effect is of.

    Args:
        context: the sentence.
        figure: the coefficient.
    """
    start = context.sentence.start
    subject = _ASSOCIATED.match(context.folded, start, figure.span.start) or _EFFECT.search(
        context.folded, start, figure.span.start
    )
    if subject is None or _NO_FACTOR.search(subject["factor"]):
        return None
    return Group(Span(figure.span.start, figure.span.start), subject["factor"], ())


_OTHER_CLAUSE = re.compile(r";|\b(?:whereas|while|but|although|were|was)\b", re.IGNORECASE)
#: `compared with those below 1.0`: what a factor is set against.
_REFERENCE = re.compile(
    r"\b(?:compared (?:with|to)|versus|vs\.?|relative to|in comparison (?:with|to))\s(?:the\s)?(?P<name>(?:[^.;:,()\[\]]|\.(?=\d)){2,60}?)(?=\s?[,;.()\[\]]|$)",
    re.IGNORECASE,
)


def reference_of(context: SentenceContext, figure: Figure) -> str | None:
    """What the sentence sets a factor against, behind its figure (`HR 2.7, compared with a level below 1.0`)."""
    found = _REFERENCE.search(context.folded, figure.span.end, context.sentence.end)
    return found["name"] if found else None


#: `worse in patients expressing high levels of X`: the group is the factor.
_OF_PATIENTS = re.compile(r"^(?:\w+\s){1,3}(?=(?:in|among|for)\s)(?:in|among|for)\s+(?:the\s+)?", re.IGNORECASE)
_NO_FACTOR = re.compile(
    r"\b(?:survival|risk|rate|mortality|difference|significan|improv|associat|better|worse|longer|shorter|analysis|compared|versus|factors?|groups|arms|respectiv|months?|years?|weeks?|days?)\w*",
    re.IGNORECASE,
)
#: `age below 1.4 years`
_LIMIT = re.compile(
    r"(?:below|above|over|under|(?:older|younger|less|more|fewer|longer|shorter) than|at least|[<>≥≤])\s?\d[\d.]*[\s-]?(?:years?|months?|weeks?|days?)\b",
    re.IGNORECASE,
)


def _is_no_factor(phrase: str) -> bool:
    """Whether words tell of an outcome, a comparison or a time, and name no factor; limits are parts of one."""
    return _NO_FACTOR.search(_LIMIT.sub("", phrase)) is not None


#: A sentence whose subject is what goes with an outcome.
_ASSOCIATED = re.compile(
    r"(?:[A-Z][A-Z ]+:\s*)?(?:(?:However|Moreover|In addition|Furthermore|(?:In|On|By|At) (?:the |a )?(?:[\w-]+\s){0,3}?(?:analys[ie]s|models?|regressions?|modell?ing|cohort|patients)),?\s+)?(?:the\s+|a\s+)?"
    r"(?P<factor>(?!we\b|there\b|it\b|this\b)(?:[^.;:,()]|\.(?=\d)){3,70}?)\s+(?:was|were|is|are|remained)\s+(?:also\s+|not\s+|independently\s+|significantly\s+|strongly\s+|statistically significantly\s+)*"
    r"(?:associated|correlated|linked|predictive|prognostic|related|(?:an?\s+)?(?:independent\s+)?(?:predictors?|risk factors?))\b",
    re.IGNORECASE,
)


def _names_measure(context: SentenceContext, phrase: str, associated: MeasureMention | None = None) -> bool:
    """Whether a phrase is what the sentence measures, and no factor of it."""
    said = phrase.lower()
    named = [m for m in context.measures if m.code != "AGE"] if associated is None else [associated]
    return any(said in m.text.lower() or said.endswith(m.text.lower()) for m in named)


def subject_of(context: SentenceContext) -> tuple[Group, None] | None:
    """`Receptor expression was associated with longer survival (P = 0.003)`: what the p-value is told of."""
    if any(group.arm or group.therapies for group in context.groups) or any(c.second for c in context.comparisons):
        return None
    subject = _ASSOCIATED.match(context.folded, context.sentence.start, context.sentence.end)
    if subject is None or _NO_FACTOR.search(subject["factor"]) or _names_measure(context, subject["factor"]):
        return None
    return Group(Span(subject.start("factor"), subject.end("factor")), subject["factor"], ()), None
