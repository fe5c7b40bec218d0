"""What the learned model calls a figure, where it is sure: no result, a result that the rules leave out, another code.

The rules know by which words a result is told and by which it is not; the model knows it by reading some ten thousand
annotated ones. Where it is sure, and says otherwise than they do, it is right more often than they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure, linked
from pipeline.extract.findings.measures import STUDY, MeasureMention
from pipeline.extract.findings.pointed import called
from pipeline.extract.findings.reportable import is_baseline, is_limit
from pipeline.extract.findings.study import Study
from pipeline.extract.pointer import NO_RESULT, Pointing
from pipeline.schema import Finding, Span, Statistic

#: From which share on a figure is no result, whatever the rules say; and from which where others of its kind in the
#: sentence surely are results.
NONE_FROM: Final = 0.5
NONE_AMONG_RESULTS: Final = 0.95
_SURELY_ONE: Final = 0.3
#: Up to which share of no result a figure is one that the rules leave out.
RESULT_TO: Final = 0.2
#: How much surer the model is to be of another code than of the rules'.
OTHER_CODE: Final = 0.4
#: From which share on a bare number that the rules count, or measure, is what the model says.
STATISTIC_FROM: Final = 0.6
#: Below which share of its code a size of the study, a follow-up or an age is none.
STUDY_FROM: Final = 0.1
#: It learned from abstracts: numbers of longer papers are left to the rules.
LONGEST: Final = 60
#: Measures that have no code of their own.
_OPEN: Final = frozenset({"AE", "OTHER", "COURSE"})
_ILLNESSES: Final = frozenset({"adverse_event", "disease"})
#: Statistics that a bare number may have.
_OF_NUMBERS: Final[frozenset[Statistic]] = frozenset({"mean", "median", "other"})


def is_no_result(context: SentenceContext, figure: Figure, measure: MeasureMention) -> bool:
    """Whether the model is sure that a figure is none, where no lexicon has a code for what it would be of.

    Args:
        context: the sentence.
        figure: the figure.
        measure: what the rules take it to be of.
    """
    pointing = _pointing(context, figure.span)
    if pointing is None or pointing.no_result < NONE_FROM or measure.code not in _OPEN:
        return False
    others = (
        _pointing(context, each.span) for each in context.figures if each is not figure and each.kind == figure.kind
    )
    among = any(other is not None and other.no_result < _SURELY_ONE for other in others)
    return pointing.no_result >= NONE_AMONG_RESULTS or not among


def without_doubtful_sizes(study: Study, rows: Sequence[Finding]) -> list[Finding]:
    """The rows without the sizes, follow-ups and ages of the study that the model does not take for such.

    Args:
        study: the document's study.
        rows: its rows.
    """
    return [row for row in rows if row.measure not in STUDY or not _is_doubtful(study, row)]


def _is_doubtful(study: Study, row: Finding) -> bool:
    # A title tells few numbers, and of whom it tells one.
    pointing = _of(study, row.span) if row.section != "title" else None
    return pointing is not None and pointing.labels["measure"].get(row.measure, 1.0) < STUDY_FROM


def result_left_out(context: SentenceContext, figure: Figure) -> MeasureMention | None:
    """The measure of a figure for which the rules find none, where the model is sure that it is a result of this study.

    Of what is quoted it finds the figures and not whose they are: `loss of CD19 was tied to failure in 30% of cases`
    tells no failures of 30%.
    """
    if context.attribution == "cited" or is_baseline(context, figure) or is_limit(context, figure):
        return None
    pointing = _pointing(context, figure.span)
    bare = figure.kind in ("count", "number", "sample_size") and figure.unit is None and figure.spread is None
    if pointing is None or pointing.no_result > RESULT_TO or (bare and figure.interval is None):
        # A bare number is a denominator, a section's, a p-value told in words: the rules know them by what is around.
        return None
    code = _likeliest(pointing)
    words = pointing.name("measure")
    if code is None or words is None:
        return None
    named = [m for m in context.measures if m.span.overlaps(words) and m.code == code and not m.state]
    if named:
        return max(named, key=lambda m: pointing.share("measure", m.span))
    return called(context, words, code)


def with_code(context: SentenceContext, figure: Figure, measure: MeasureMention) -> MeasureMention:
    """A measure under the code that the model is surer of, both being of what no lexicon has a code for."""
    pointing = _pointing(context, figure.span)
    if pointing is None:
        return measure
    code = _likeliest(pointing)
    if code is None or code == measure.code or not {code, measure.code} <= _OPEN:
        return measure
    shares = pointing.labels["measure"]
    if shares[code] - shares.get(measure.code, 0.0) < OTHER_CODE or _is_known(context, figure, measure, code):
        return measure
    return replace(measure, code=code, concept=measure.concept if code == "AE" else None)


def _is_known(context: SentenceContext, figure: Figure, measure: MeasureMention, code: str) -> bool:
    """Whether a lexicon tells a measure apart: harms by their name, one that is counted, an end point that is no illness."""
    named = any(each.span == measure.span and each.code == measure.code for each in context.measures)
    if measure.code == "AE":
        # `SAE`: what is called a harm is one however it is told; a fever, where its patients are counted.
        counted = figure.events is not None or figure.kind in ("count", "fraction")
        return named if measure.concept is None else counted
    ill = any(each.type in _ILLNESSES and each.span.overlaps(measure.span) for each in context.mentions)
    return measure.code == "OTHER" and code == "AE" and named and not ill


def statistic_told(context: SentenceContext, figure: Figure, ruled: Statistic) -> Statistic:
    """The statistic of a bare number: a count, as the rules have it, or a measured value where the model is sure."""
    if figure.kind != "number" or ruled not in {*_OF_NUMBERS, "count"}:
        return ruled
    # `4394 vs 1651 calories`: numbers that are told together are of one statistic.
    told = [shares for each in _together(context, figure) if (shares := _statistics(context, each)) is not None]
    if not told:
        return ruled
    shares = {name: max(each[name] for each in told) for name in _OF_NUMBERS}
    best = max(sorted(shares), key=lambda name: shares[name])
    sure = max(sum(each.values()) for each in told) if ruled == "count" else shares[best]
    return best if sure >= STATISTIC_FROM else ruled


def _together(context: SentenceContext, figure: Figure) -> list[Figure]:
    """A figure and the numbers that only a link (`vs`, `and`) parts from it."""
    text = context.folded
    alike = [each for each in context.figures if each.kind == figure.kind]
    return [e for e in alike if e is figure or linked(e, figure, text) or linked(figure, e, text)]


def _statistics(context: SentenceContext, figure: Figure) -> Mapping[Statistic, float] | None:
    pointing = _pointing(context, figure.span)
    return None if pointing is None else {each: pointing.labels["statistic"].get(each, 0.0) for each in _OF_NUMBERS}


def _pointing(context: SentenceContext, figure: Span) -> Pointing | None:
    return _of(context.study, figure)


def _of(study: Study, figure: Span) -> Pointing | None:
    return None if study.pointings is None or len(study.roles) > LONGEST else study.pointings.of(figure)


def _likeliest(pointing: Pointing) -> str | None:
    """The likeliest code of a result; None where it is one of the study's sizes."""
    shares = pointing.labels["measure"]
    best = max((code for code in shares if code != NO_RESULT), key=lambda code: shares[code])
    return None if best in STUDY else best
