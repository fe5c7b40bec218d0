"""What a figure is of, where what is learned is surer of another answer than the rules are of theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.harms import STOPPED, tells_harm
from pipeline.extract.findings.items import Taken
from pipeline.extract.findings.measures import STUDY, MeasureMention
from pipeline.extract.findings.no_results import is_no_result, was_before
from pipeline.extract.findings.ranker import Choice, Ranked, Ranker
from pipeline.extract.findings.ranking import code_cases, kind_cases, measure_cases, result_cases
from pipeline.extract.findings.reportable import can_be, is_baseline, is_limit, is_p_value
from pipeline.extract.pointer import Pointing
from pipeline.schema import Span

#: How much more, in thousandths of a logit, must speak for another answer than for that of the rules.
SURER: Final[Mapping[Ranked, int]] = {
    "result": 700,
    "kind": 800,
    "measure": 300,
    "code": 500,
    "group": 700,
    "side": 700,
    "comparator": 700,
    "time": 300,
}
#: From which score on a p-value is of a measure, where the rules have it and where they do not.
OF_RULES: Final = -800
BESIDES: Final = 500
#: How much more must speak for a result that the rules leave out.
SURER_OF_MORE: Final = 400
#: Rules whose measure the figure's own words tell, or its place in a list or a pair.
_SURE: Final = frozenset(
    {"cause", "course", "part", "negated", "counted", "correlation", "pair", "list", "item", "predicate"}
)
#: How much more must speak for another measure than one that a lexicon has a code for.
SURER_THAN_CODED: Final = 1500
#: More than speaks for anything.
NEVER: Final = 1_000_000


def asked_of(context: SentenceContext, figure: Span) -> tuple[Ranker, Pointing] | None:
    """What is asked, where a model is there and the figure stands in one of its windows."""
    study = context.study
    pointing = study.pointings.of(figure) if study.pointings is not None else None
    return (study.ranker, pointing) if study.ranker is not None and pointing is not None else None


def best_of(ranker: Ranker, choice: Choice, surer: Sequence[int] | None = None) -> int:
    """The place of what most speaks for among all that is much surer than the rules' answer; else that of the rules.

    Args:
        ranker: what is asked.
        choice: the candidates.
        surer: how much more must speak for each; None for what :data:`SURER` has.
    """
    if len(choice.cases) < 2:
        return 0
    scores = ranker.scores(choice)
    own = next(place for place, case in enumerate(choice.cases) if case[0])
    margins = [SURER[choice.what]] * len(scores) if surer is None else surer
    found = [place for place, margin in enumerate(margins) if scores[place] - scores[own] > margin]
    return max(found, key=lambda place: (scores[place], -place), default=own)


#: What sections of a full paper tell results that no rule knows; in an abstract any may.
_TELLING: Final = frozenset({"title", "results", "conclusions"})


def is_reported(
    context: SentenceContext, figure: Figure, measure: MeasureMention | None, rule: str, score: float
) -> bool:
    """Whether a figure is a result of the study: what the rules say where nothing is much surer.

    Args:
        context: the sentence.
        figure: the figure.
        measure: what the rules take it to be of; None where they take it for no result.
        rule: the rule that chose it.
        score: how sure it is.
    """
    asked = asked_of(context, figure.span)
    # What a lexicon has a code for is told; of whom a paper quotes, the model knows nothing.
    if (
        asked is None
        or context.attribution == "cited"
        or (measure is not None and measure.code not in measure_cases.OPEN)
    ):
        return measure is not None
    if measure is None and context.study.full and context.role not in _TELLING:
        return False
    if measure is None and (
        is_baseline(context, figure)
        or is_limit(context, figure)
        or is_p_value(context, figure)
        or is_no_result(context, figure)
        or was_before(context, figure)
    ):
        return False
    ranker, pointing = asked
    cases = result_cases.cases(context, figure, measure, rule, score, pointing)
    surer = [SURER_OF_MORE if measure is None else SURER["result"]] * len(cases)
    return best_of(ranker, Choice("result", figure, result_cases.NAMES, cases), surer) == 1


def is_comparison(context: SentenceContext, figure: Figure, measure: MeasureMention, ruled: bool) -> bool:
    """Whether a figure tells a comparison, not what one group had.

    Args:
        context: the sentence.
        figure: the figure.
        measure: what it is of.
        ruled: what the rules say.
    """
    asked = asked_of(context, figure.span)
    # What a lexicon has a code for, a survival or a response, is a comparison's where the rules' words tell so.
    coded = measure.code not in measure_cases.OPEN and not ruled
    if asked is None or figure.kind == "ratio" or measure.code in STUDY or coded:
        return ruled
    ranker, pointing = asked
    cases = kind_cases.cases(context, figure, measure, ruled, pointing)
    return best_of(ranker, Choice("kind", figure, kind_cases.NAMES, cases)) == 1


def ranked_measure(
    context: SentenceContext,
    figure: Figure,
    measure: MeasureMention | None,
    rule: str,
    score: float,
    taken: Sequence[Taken],
) -> MeasureMention | None:
    """The measure of a figure where it is another than the rules'; None where theirs stands.

    Args:
        context: the sentence.
        figure: the figure.
        measure: what the rules chose.
        rule: the rule that chose it.
        score: how sure it is.
        taken: the figures read before it in the sentence, with their measures.
    """
    asked = asked_of(context, figure.span)
    if asked is None or measure is None or rule in _SURE or measure.code in STUDY or context.attribution == "cited":
        return None
    counted = (
        figure.kind == "count" and figure.span.start < measure.span.start < measure.span.end == figure.main.span.end
    )
    if measure.code not in measure_cases.OPEN and (counted or _stands_beside(context, figure, measure)):
        # `3 CR`, `TRM of 2%`
        return None
    if rule == "brackets" and taken and _ITEM.match(context.folded, taken[-1][0].span.end, figure.span.start):
        # `early death (5, 3.5%), missing data (3, 2.1%)`: an item in a list has its own words.
        return None
    ranker, pointing = asked
    known = measure_cases.candidates(context, figure, [measure], taken)
    found = [each for place, each in enumerate(known) if place == 0 or can_be(figure, each[0])]
    cases = measure_cases.cases(context, figure, rule, score, pointing, found, taken)
    index = next((n for n, each in enumerate(context.figures) if each is figure), None)
    group = context.figure_groups[index] if index is not None else None
    # `of the six who had also had CAR T cells, four did`: what the group had is told by its name.
    surer = [
        NEVER
        if place
        and ((group is not None and group.span.contains(other.span)) or _is_told_apart(context, figure, measure, other))
        else _margin(measure, other)
        for place, (other, _) in enumerate(found)
    ]
    place = best_of(ranker, Choice("measure", figure, [_called(m) for m, _ in found], cases), surer)
    return found[place][0] if place else None


def _is_told_apart(context: SentenceContext, figure: Figure, measure: MeasureMention, other: MeasureMention) -> bool:
    """Whether a semicolon parts a figure and the measure with a code that the rules have for it from another one."""
    cut = context.folded.rfind("; ", context.sentence.start, figure.span.start)
    own = (
        measure.code not in measure_cases.OPEN
        and context.sentence.start <= cut < measure.span.start < figure.span.start
    )
    return own and other.span.end <= cut


#: `TRM 2% and 9%`: nothing but its own figures between a measure's name and a figure.
_BESIDE: Final = re.compile(
    r"(?:\s?(?:rates?|was|were|of|at|is|and|vs\.?|versus|to|only|in|=|:|[(\[]|%|\d[\d.]*(?![\d.])))*\s?", re.IGNORECASE
)


def _stands_beside(context: SentenceContext, figure: Figure, measure: MeasureMention) -> bool:
    return _BESIDE.fullmatch(context.folded, measure.span.end, figure.span.start) is not None


_ITEM: Final = re.compile(r"\s*[)\]]\s*[,;]\s")


def _margin(ruled: MeasureMention, other: MeasureMention) -> int:
    """How much more must speak for another measure than the rules'."""
    if ruled.code in measure_cases.OPEN:
        return SURER["measure"]
    # What a lexicon has a code for is told by that, whatever words stand around it.
    around = other.code in measure_cases.OPEN and other.span.overlaps(ruled.span)
    return NEVER if around else SURER_THAN_CODED


def _called(measure: MeasureMention) -> str:
    return f"{measure.code}:{measure.text}"


_NO_HARM: Final = re.compile(
    r"\b(?:quality of life|HR?-?QoL|scores?|scales?|functioning|knowledge|satisfaction|compliance|adherence|costs?)\b",
    re.IGNORECASE,
)


def ranked_code(context: SentenceContext, figure: Figure, measure: MeasureMention, rule: str) -> MeasureMention:
    """A measure under the code that most speaks for.

    Args:
        context: the sentence.
        figure: the figure.
        measure: its measure.
        rule: the rule that chose it.
    """
    asked = asked_of(context, figure.span)
    codes = code_cases.codes_for(measure)
    # A harm that a lexicon names is one where its patients are counted.
    counted = figure.events is not None or figure.kind in ("count", "fraction")
    told = measure.code == "AE" and measure.concept is not None and counted
    if asked is None or len(codes) < 2 or told or rule == "course" or context.attribution == "cited":
        return measure
    ranker, pointing = asked
    cases = code_cases.cases(context, figure, measure, rule, pointing, codes)
    # How patients fare, what they know and what it costs is no harm, whatever else the sentence tells.
    no_harm = measure.code != "AE" and _NO_HARM.search(measure.text) is not None
    denied = {STOPPED: not tells_harm(context), "AE": no_harm}
    surer = [NEVER if denied.get(code, False) else SURER["code"] for code in codes]
    code = codes[best_of(ranker, Choice("code", figure, codes, cases), surer)]
    return replace(measure, code=code)


def ranked_p_measures(
    context: SentenceContext, figure: Figure, measures: Sequence[MeasureMention], score: float, taken: Sequence[Taken]
) -> list[MeasureMention]:
    """The measures that a p-value alone is of: one or several.

    Args:
        context: the sentence.
        figure: the p-value.
        measures: what the rules chose.
        score: how sure they are.
        taken: the figures of the sentence, with their measures.
    """
    asked = asked_of(context, figure.span)
    if asked is None:
        return list(measures)
    ranker, pointing = asked
    before = [each for each in taken if each[0].span.end <= figure.span.start]
    found = measure_cases.candidates(context, figure, measures, before)
    cases = measure_cases.cases(context, figure, "nearest", score, pointing, found, before)
    scores = ranker.scores(Choice("p_value", figure, [_called(m) for m, _ in found], cases))
    chosen = [
        place
        for place, (speaks, case) in enumerate(zip(scores, cases, strict=True))
        if speaks > (OF_RULES if case[0] else BESIDES)
    ]
    if not chosen:
        chosen = [max(range(len(scores)), key=lambda place: (scores[place], -place))]
    return [found[place][0] for place in _apart(chosen, scores, [m for m, _ in found])]


def _apart(places: Sequence[int], scores: Sequence[int], measures: Sequence[MeasureMention]) -> list[int]:
    """The places without those of measures that share words of the text with one that more speaks for, in order."""
    kept: list[int] = []
    for place in sorted(places, key=lambda place: (-scores[place], place)):
        if not any(_same_words(measures[place], measures[other]) for other in kept):
            kept.append(place)
    return sorted(kept)


def _same_words(one: MeasureMention, other: MeasureMention) -> bool:
    first, second = one.text.lower(), other.text.lower()
    return one.span.overlaps(other.span) or first in second or second in first
