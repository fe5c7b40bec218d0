"""What a figure is of, and whose, where what is learned is surer of another answer than the rules are of theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.course import course
from pipeline.extract.findings.crediting import Way
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.items import Taken
from pipeline.extract.findings.measures import STUDY, MeasureMention
from pipeline.extract.findings.parts import parts_of
from pipeline.extract.findings.ranker import Choice, Ranked, Ranker
from pipeline.extract.findings.ranking import code_cases, group_cases, kind_cases, measure_cases, result_cases
from pipeline.extract.findings.reportable import can_be, is_baseline, is_limit, is_never_told, is_p_value
from pipeline.extract.findings.sides import name_of
from pipeline.extract.pointer import Pointing, Role
from pipeline.schema import Finding, Span

#: How much more, in thousandths of a logit, must speak for another answer than for that of the rules.
SURER: Final[Mapping[Ranked, int]] = {
    "result": 1200,
    "kind": 800,
    "measure": 300,
    "code": 500,
    "group": 700,
    "side": 700,
    "comparator": 700,
}
#: From which score on a p-value is of a measure, where the rules have it and where they do not.
OF_RULES: Final = -800
BESIDES: Final = 500
#: How much more must speak for a group that is named in another sentence of an abstract.
SURER_ELSEWHERE: Final = 1000
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


def _asked(context: SentenceContext, figure: Span) -> tuple[Ranker, Pointing] | None:
    """What is asked, where a model is there and the figure stands in one of its windows."""
    study = context.study
    pointing = study.pointings.of(figure) if study.pointings is not None else None
    return (study.ranker, pointing) if study.ranker is not None and pointing is not None else None


def _best(ranker: Ranker, choice: Choice, surer: Sequence[int] | None = None) -> int:
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
    asked = _asked(context, figure.span)
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
        or is_never_told(context, figure)
    ):
        return False
    ranker, pointing = asked
    cases = result_cases.cases(context, figure, measure, rule, score, pointing)
    surer = [SURER_OF_MORE if measure is None else SURER["result"]] * len(cases)
    return _best(ranker, Choice("result", figure, result_cases.NAMES, cases), surer) == 1


def is_comparison(context: SentenceContext, figure: Figure, measure: MeasureMention, ruled: bool) -> bool:
    """Whether a figure tells a comparison, not what one group had.

    Args:
        context: the sentence.
        figure: the figure.
        measure: what it is of.
        ruled: what the rules say.
    """
    asked = _asked(context, figure.span)
    # What a lexicon has a code for, a survival or a response, is a comparison's where the rules' words tell so.
    coded = measure.code not in measure_cases.OPEN and not ruled
    if asked is None or figure.kind == "ratio" or measure.code in STUDY or coded:
        return ruled
    ranker, pointing = asked
    cases = kind_cases.cases(context, figure, measure, ruled, pointing)
    return _best(ranker, Choice("kind", figure, kind_cases.NAMES, cases)) == 1


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
    asked = _asked(context, figure.span)
    if asked is None or measure is None or rule in _SURE or measure.code in STUDY or context.attribution == "cited":
        return None
    if rule == "brackets" and taken and _ITEM.match(context.folded, taken[-1][0].span.end, figure.span.start):
        # `early death (5, 3.5%), missing data (3, 2.1%)`: an item in a list has its own words.
        return None
    ranker, pointing = asked
    known = measure_cases.candidates(context, figure, [measure], taken)
    found = [each for place, each in enumerate(known) if place == 0 or can_be(figure, each[0])]
    cases = measure_cases.cases(context, figure, rule, score, pointing, found, taken)
    surer = [_margin(measure, other) for other, _ in found]
    place = _best(ranker, Choice("measure", figure, [_called(m) for m, _ in found], cases), surer)
    return found[place][0] if place else None


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


def ranked_code(context: SentenceContext, figure: Figure, measure: MeasureMention, rule: str) -> MeasureMention:
    """A measure under the code that most speaks for.

    Args:
        context: the sentence.
        figure: the figure.
        measure: its measure.
        rule: the rule that chose it.
    """
    asked = _asked(context, figure.span)
    codes = code_cases.codes_for(measure)
    # A harm that a lexicon names is one where its patients are counted.
    counted = figure.events is not None or figure.kind in ("count", "fraction")
    told = measure.code == "AE" and measure.concept is not None and counted
    if asked is None or len(codes) < 2 or told or context.attribution == "cited":
        return measure
    ranker, pointing = asked
    cases = code_cases.cases(context, figure, measure, rule, pointing, codes)
    code = codes[_best(ranker, Choice("code", figure, codes, cases))]
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
    asked = _asked(context, figure.span)
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


def ranked_groups(context: SentenceContext, ways: Sequence[Way]) -> SentenceContext:
    """The sentence with the groups of its figures, others than the rules' where these are surer.

    Args:
        context: the sentence, with the groups that the rules find.
        ways: how they found that of each figure.
    """
    if context.study.ranker is None or context.attribution == "cited":
        # Of a paper that is quoted its name is told as often as a group of its patients.
        return context
    ruled, wholes = context.figure_groups, set(parts_of(context).values())
    for index, way in enumerate(ways):
        if index in wholes:
            # `237 patients (117 in group A and 120 in group B)`: of neither.
            continue
        # Whose a figure is tells something of the next one's group.
        chosen = list(context.figure_groups)
        chosen[index] = _whose(context, index, way)
        context = replace(context, figure_groups=tuple(chosen))
    return replace(context, figure_groups=_apart_in_order(context, ruled, ways), ruled_groups=ruled)


#: Ways in which rules find the groups of several figures at once, each its own.
_IN_ORDER: Final = frozenset({"pair", "list"})
#: `fell from 96% to 24%`: of one group at two times.
_TO = re.compile(r"\bto\b|→|->", re.IGNORECASE)


def _apart_in_order(
    context: SentenceContext, ruled: Sequence[Group | None], ways: Sequence[Way]
) -> tuple[Group | None, ...]:
    """The groups chosen, those of two figures in an order that came out as one as the rules have them: they are two."""
    chosen = context.figure_groups
    kept = list(chosen)
    for left in range(len(chosen) - 1):
        right = left + 1
        between = context.folded[context.figures[left].span.end : context.figures[right].span.start]
        ordered = ways[left] in _IN_ORDER and ways[right] in _IN_ORDER and not _TO.search(between)
        if ordered and not _is_one(ruled[left], ruled[right]) and _is_one(chosen[left], chosen[right]):
            kept[left], kept[right] = ruled[left], ruled[right]
    return tuple(kept)


def _margin_of_group(context: SentenceContext, figure: Figure, group: Group | None) -> int:
    """How much more must speak for a group: for one of another clause too much, where the figure's own names any."""
    if group is None or _clause(context, figure).contains(group.span):
        return SURER["group"]
    if context.sentence.contains(group.span):
        own = _clause(context, figure)
        return NEVER if any(own.contains(other.span) for other in context.groups) else SURER["group"]
    # Of a full paper, where many groups are told of, that of another sentence is known to the rules, or to nobody.
    return NEVER if context.study.full else SURER_ELSEWHERE


#: What sets a clause against the one before it.
_AGAINST: Final = re.compile(r";\s|\b(?:while|whereas)\b", re.IGNORECASE)


def _clause(context: SentenceContext, figure: Figure) -> Span:
    """The part of the sentence that a figure stands in, between `while`, `whereas` and semicolons."""
    start, end = context.sentence.start, context.sentence.end
    for cut in _AGAINST.finditer(context.folded, start, end):
        if cut.end() <= figure.span.start:
            start = cut.end()
        elif cut.start() >= figure.span.end:
            end = cut.start()
            break
    return Span(start, end)


def _is_one(left: Group | None, right: Group | None) -> bool:
    """Whether two groups are called the same, or by two names of one arm."""
    same_arm = left is not None and right is not None and left.arm is not None and left.arm is right.arm
    return same_arm or _name(left) == _name(right)


def _whose(context: SentenceContext, index: int, way: Way) -> Group | None:
    figure, ruled = context.figures[index], context.figure_groups[index]
    asked = _asked(context, figure.span)
    # What patients were given in the study's course is no group of them.
    if asked is None or course(context, figure) is not None or _is_part_of(context, figure, ruled):
        return ruled
    ranker, pointing = asked
    found = group_cases.candidates(context, figure, ruled, pointing, "group")
    cases = group_cases.cases(context, figure, way, pointing, "group", found)
    surer = [_margin_of_group(context, figure, group) for group, _ in found]
    return found[_best(ranker, Choice("group", figure, [_name(group) for group, _ in found], cases), surer)][0]


_OF = re.compile(r"\bof (?:(?:the|these|those|all)\s)?(?:[\w-]+\s){0,2}$", re.IGNORECASE)
#: Words of a group, in characters, stand so near behind the `of` that makes it the whole.
_NEAR_OF: Final = 40


def _is_part_of(context: SentenceContext, figure: Figure, group: Group | None) -> bool:
    """Whether a group is told right before a figure as what this is a part of: `of the six who had fever, four`."""
    if group is None or context.folded[group.span.end : figure.span.start].strip() != ",":
        return False
    start = max(context.sentence.start, group.span.start - _NEAR_OF)
    return _OF.search(context.folded, start, group.span.start) is not None


def _name(group: Group | None) -> str | None:
    return group.name if group is not None else None


def with_ranked_sides(context: SentenceContext, rows: Sequence[Finding]) -> list[Finding]:
    """The rows of a sentence, comparisons with the groups that most speaks for.

    Args:
        context: the sentence.
        rows: its rows.
    """
    if context.attribution == "cited" or context.study.ranker is None:
        return list(rows)
    return [_with_sides(context, row, rows) if row.kind == "contrast" else row for row in rows]


#: What a group is compared with where a change within it is told.
_BEFORE: Final = "baseline"


def _with_sides(context: SentenceContext, row: Finding, rows: Sequence[Finding]) -> Finding:
    alike = [o for o in rows if o.span == row.span and o.kind == row.kind and o.measure_text == row.measure_text]
    if len({other.group for other in alike}) > 1:
        # `A and B fell (p < 0.05)`: a row for each.
        return row
    figure = next((each for each in context.figures if each.span == row.span), None)
    if figure is None:
        main = next((q for q in context.quantities if q.span == row.span), None)
        figure = Figure(main=main, span=row.span, kind="p_value") if main is not None else None
    asked = _asked(context, row.span)
    if figure is None or asked is None:
        return row
    left = _ranked_side(context, figure, row.group, asked, "side", row)
    right = _ranked_side(context, figure, row.comparator, asked, "comparator", row)
    group = left.name if left is not None else None
    comparator = name_of(right) if right is not None else None
    if _same(group, comparator) or (group, comparator) == (row.group, row.comparator):
        return row
    if group == row.group:
        return replace(row, comparator=comparator)
    return replace(row, group=group, comparator=comparator, therapies=context.therapies_of(left, row.span))


def _ranked_side(
    context: SentenceContext,
    figure: Figure,
    name: str | None,
    asked: tuple[Ranker, Pointing],
    what: Ranked,
    row: Finding,
) -> Group | None:
    ranker, pointing = asked
    role: Role = "comparator" if what == "comparator" else "group"
    known = [*context.groups, *group_cases.arms_of(context, pointing)]
    ruled = None
    if name is not None:
        ruled = next((group for group in known if group.name == name), None)
        at = group_cases.places_of(context, pointing, name)
        ruled = ruled or Group(at[-1] if at else Span(0, 0), name, row.therapies if what == "side" else ())
    others = [Group(Span(0, 0), _BEFORE, ())] if what == "comparator" else []
    found = group_cases.candidates(context, figure, ruled, pointing, role, others)
    cases = group_cases.cases(context, figure, row.statistic, pointing, role, found)
    return found[_best(ranker, Choice(what, figure, [_name(group) for group, _ in found], cases))][0]


def _same(one: str | None, other: str | None) -> bool:
    """Whether two names are of one group: no group is compared with itself."""
    return one is not None and other is not None and (one.lower() in other.lower() or other.lower() in one.lower())
