"""What the pointer calls a figure, where rules leave it open: the measure of a result, the statistic, no size of the study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure, linked
from pipeline.extract.findings.harms import STOPPED, tells_harm
from pipeline.extract.findings.measures import STUDY, MeasureMention
from pipeline.extract.findings.ranking.choosing import is_reported
from pipeline.extract.findings.ranking.code_cases import TOLD_APART
from pipeline.extract.findings.ranking.measure_cases import MOST, called
from pipeline.extract.findings.reportable import can_be, is_denominator, opens_whole
from pipeline.extract.findings.statistics import MEAN, MEDIAN
from pipeline.extract.findings.study import Study
from pipeline.extract.pointer import NO_RESULT, Pointing
from pipeline.schema import Finding, Span, Statistic

#: From which share on a bare number that the rules count, or measure, is what the model says.
STATISTIC_FROM: Final = 0.6
#: Below which share of its code a size of the study, a follow-up or an age is none.
STUDY_FROM: Final = 0.1
#: Below which share of it a share of patients is none, where rules take it for one: it is a result more often.
SHARE_FROM: Final = 0.25
#: From which share on a number that the rules take for no size of the study is one.
SIZE_FROM: Final = 0.5
#: Statistics that a bare number may have.
_OF_NUMBERS: Final[frozenset[Statistic]] = frozenset({"mean", "median", "other"})


def without_doubtful_sizes(study: Study, rows: Sequence[Finding]) -> list[Finding]:
    """The rows without the sizes, follow-ups and ages of the study that the model does not take for such.

    Those of a study that is still to be done are planned: no row is.

    Args:
        study: the document's study.
        rows: its rows.
    """
    return [row for row in rows if row.measure not in STUDY or not (study.planned or _is_doubtful(study, row))]


def _is_doubtful(study: Study, row: Finding) -> bool:
    # A title tells few numbers, and of whom it tells one.
    pointing = _of(study, row.span) if row.section != "title" else None
    return pointing is not None and pointing.labels["measure"].get(row.measure, 1.0) < STUDY_FROM


def is_size(context: SentenceContext, figure: Figure) -> bool:
    """Whether the model takes a figure for a number of patients.

    Args:
        context: the sentence; of what it quotes the model does not know whose it is.
        figure: the figure.
    """
    pointing = _pointing(context, figure.span) if context.attribution != "cited" else None
    return pointing is not None and pointing.labels["measure"].get("N", 0.0) >= SIZE_FROM


def is_no_size(context: SentenceContext, figure: Figure) -> bool:
    """Whether the model takes a figure for something else than a number of patients (`was seen in 32 given placebo`).

    Of whom others are told is a number of patients, though it be none of the study's sizes.

    Args:
        context: the sentence; a title tells few numbers, and of whom it tells one.
        figure: the figure.
    """
    pointing = _pointing(context, figure.span) if context.section != "title" else None
    shared = figure.kind in ("percent", "fraction")
    if not shared and is_denominator(context, figure):
        return False
    least = SHARE_FROM if shared else STUDY_FROM
    return pointing is not None and pointing.labels["measure"].get("N", 1.0) < least


def measure_left_out(context: SentenceContext, figure: Figure) -> MeasureMention | None:
    """The measure of a figure for which the rules find none, where it is one of this study's results all the same.

    Of what is quoted the model finds the figures and not whose they are: `loss of CD19 was tied to failure in 30% of
    cases` tells no failures of 30%.

    Args:
        context: the sentence.
        figure: the figure.
    """
    pointing = _pointing(context, figure.span)
    if pointing is None or context.attribution == "cited":
        return None
    if figure.kind in ("count", "number") and opens_whole(context, figure):
        return None
    measure = _pointed(context, pointing) if is_reported(context, figure, None, "none", 0.0) else None
    return measure if measure is not None and can_be(figure, measure) else None


def _pointed(context: SentenceContext, pointing: Pointing) -> MeasureMention | None:
    """The measure that a figure points to in its sentence, under its likeliest code; its own codes a lexicon tells."""
    code = _likeliest(pointing)
    if code is None or pointing.name("measure") is None:
        return None
    words = next(filter(context.sentence.contains, pointing.names("measure", MOST)), None)
    if words is None:
        return None
    named = [m for m in context.measures if m.span.overlaps(words) and m.code == code and not m.state]
    if named:
        return max(named, key=lambda m: pointing.share("measure", m.span))
    untold = code == STOPPED and not tells_harm(context)
    return called(context, words, code if code in TOLD_APART and not untold else "OTHER")


def statistic_told(context: SentenceContext, figure: Figure, ruled: Statistic) -> Statistic:
    """The statistic of a bare number: a count, as the rules have it, or a measured value where the model is sure."""
    # That it is a median is told by a word, and nothing else is one.
    if figure.kind != "number" or ruled not in {*_OF_NUMBERS, "count"} or ruled == "median":
        return ruled
    # `4394 vs 1651 calories`: numbers that are told together are of one statistic.
    told = [shares for each in _together(context, figure) if (shares := _statistics(context, each)) is not None]
    if not told:
        return ruled
    shares = {name: max(each[name] for each in told) for name in _OF_NUMBERS}
    best = max(sorted(shares), key=lambda name: shares[name])
    if best == "median" and MEAN.search(context.words) and not MEDIAN.search(context.words):
        return ruled
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
    return None if study.pointings is None else study.pointings.of(figure)


def _likeliest(pointing: Pointing) -> str | None:
    """The likeliest code of a result; None where it is one of the study's sizes."""
    shares = pointing.labels["measure"]
    best = max((code for code in shares if code != NO_RESULT), key=lambda code: shares[code])
    return None if best in STUDY else best
