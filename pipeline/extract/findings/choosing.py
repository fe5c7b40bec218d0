"""Which measure a figure of a sentence reports, and by which rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.associations import correlated, outcome_ahead, outcome_behind, outcome_of
from pipeline.extract.findings.bracketed import before_brackets, together
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.counted import counted_events
from pipeline.extract.findings.course import course
from pipeline.extract.findings.crediting.sides import distinct
from pipeline.extract.findings.figures import Figure, linked
from pipeline.extract.findings.items import Taken, list_item, of_count
from pipeline.extract.findings.marked_outcomes import marked_outcome, marked_subject
from pipeline.extract.findings.measures import STUDY, SURVIVAL, TOXICITY, MeasureMention
from pipeline.extract.findings.naming import is_empty, predicate
from pipeline.extract.findings.nearest import choose
from pipeline.extract.findings.phrases import bracket_phrase, phrase_for, told_behind
from pipeline.extract.findings.ranking.choosing import ranked_code, ranked_measure
from pipeline.extract.findings.reportable import can_be, is_result, plausible
from pipeline.extract.findings.responses import counted_responses
from pipeline.extract.findings.rules import Rules
from pipeline.extract.findings.statistics import is_difference
from pipeline.extract.findings.subjects import names_group, subject_of
from pipeline.extract.findings.told_before import told_before
from pipeline.extract.findings.whole_names import counts, in_full
from pipeline.schema import Span

#: What is told of some of many is no name: `386 of 2373 patients (16.3%)`.
_HOLDS_FIGURE = re.compile(r"\b\d+ of \d+\b|\(\s?\d[\d.]*\s?%")
#: `Neurotoxicity was seen in 9 (23%) and was severe in 3`
_GRADED = re.compile(
    r"[\s)\]%]*(?:,\s|,?\s?(?:(?:and|but|which|that)\s)?(?:was|were|being)\s)(?P<grade>severe|serious|fatal|lethal|mild|moderate|life-threatening)\s(?:in|for)\s(?:only\s)?",
    re.IGNORECASE,
)
#: `40% after A, and that of grade III-IV 11%`
_THAT_OF = re.compile(r"\b(?:that|those)\sof\b", re.IGNORECASE)
_BARE_VERSUS = re.compile(r"[\s%)\]]{0,3}(?:vs\.?|v\.?|versus|/)\s*")
#: Between the two sides of `x vs y`, and of `x in group A vs y in group B`.
_VERSUS = re.compile(
    r"[\s%)\]]{0,3}(?:[^.;:()\[\]\d]{0,60}\s)?(?:vs\.?|v\.?|versus|/|(?:as\s)?compared (?:with|to)|against)\s*(?:(?:an?|the|only|just|about|approximately|in|of)\s){0,2}",
    re.IGNORECASE,
)
#: `7 patients did not achieve CR`, `CRS was not seen in 38`: a count of the patients that the measure leaves out.
_NOT_REACHED = re.compile(
    r"\s*[)\]]?\s*(?:of (?:the |these |all )?)?(?:\w+\s+){0,4}?(?P<not>(?:did|do|does|have|had|has|could) not|failed to|had no|never)\s+"
    r"(?:(?:be|been|have|had|to|any|an?|the|achieved?|attain(?:ed)?|reach(?:ed)?|obtain(?:ed)?|enter(?:ed)?|receive|undergo|underg?one|develop(?:ed)?|"
    r"experienced?|show|shown|proceed|suffer(?:ed)?)\s+){0,4}$",
    re.IGNORECASE,
)
_NOT_SEEN = re.compile(
    r"\s*(?:was|were) not (?:seen|observed|achieved|reached|attained|found|detected) (?:in|by|among) (?:the |another |other )?$",
    re.IGNORECASE,
)


def _negated(context: SentenceContext, figure: Figure, measure: MeasureMention) -> MeasureMention | None:
    """The opposite of a measure, in the text's words, where it is the opposite that a figure counts."""
    if figure.kind not in ("count", "number", "percent", "fraction") or 0 in (figure.events, figure.value):
        return None
    following = next((m for m in context.measures if m.span.start >= figure.span.end), None)
    match = following and _NOT_REACHED.match(context.folded[figure.span.end : following.span.start])
    if match and following:
        start, end = figure.span.end + match.start("not"), following.span.end
    else:
        match = _NOT_SEEN.match(context.folded[measure.span.end : figure.span.start])
        start, end = (measure.span.start, figure.span.start) if match else (0, 0)
    if match is None:
        return None
    words = re.sub(r"\s+(?:in|by|among)(?:\s+(?:the|another|other))?\s*$", "", context.folded[start:end])
    return replace(measure, code="OTHER", text=" ".join(words.split()))


def measure_of(
    context: SentenceContext, index: int, figure: Figure, taken: Sequence[Taken], rules: Rules
) -> tuple[MeasureMention | None, str, float]:
    """The measure of a figure under its whole name, the rule that found it, and how sure it is."""
    measure, rule, score = _measure_of(context, index, figure, taken, rules)
    ranked = ranked_measure(context, figure, measure, rule, score, taken)
    if ranked is not None and (rules.other_measures or ranked.code not in ("OTHER", "COURSE")):
        measure, rule, score = ranked, "ranked", 0.5
    named = measure and in_full(context, figure, measure, rule)
    no_name = named is not None and _HOLDS_FIGURE.search(named.text)
    if no_name and taken:
        # `the outcome occurred in 386 of 2373 (16.3%) with A and ... (HR 0.74)`: figures are no name.
        named = taken[-1][1]
    if named is not None and rule in ("pair", "predicate") and any(measure is told for _, told, _, _ in taken):
        # It is the measure of a figure before, whose code was chosen there.
        return named, rule, score
    return named and ranked_code(context, figure, named, rule), rule, score


def _measure_of(
    context: SentenceContext,
    index: int,
    figure: Figure,
    taken: Sequence[Taken],
    rules: Rules,
) -> tuple[MeasureMention | None, str, float]:
    """The measure of a figure, the rule that found it, and how sure it is.

    A list told in parallel comes first; then the words before the figure's own brackets; then the nearest measure that
    a lexicon names; then the measure of the figure before it, where nothing new is named between the two; last the
    subject of the clause.
    """
    previous = context.figures[index - 1] if index else None
    given = course(context, figure)
    if given is not None:
        return given, "course", 0.6
    start = max(previous.span.end if previous else context.sentence.start, context.last_p_before(figure))
    if figure.main.name == "correlation" and (pair := correlated(context, figure, start)) is not None:
        return pair, "correlation", 0.5
    told_apart = index in context.listed
    if taken and previous is not None and taken[-1][0] is previous and _opposed(context, previous, figure, told_apart):
        return taken[-1][1], "pair", 0.8
    if (
        taken
        and previous is not None
        and taken[-1][0] is previous
        and not told_apart
        and _of_next_group(context, index)
    ):
        return taken[-1][1], "pair", 0.7
    same = previous is not None and _THAT_OF.search(context.folded, previous.span.end, figure.span.start)
    if same and taken and taken[-1][0] is previous:
        return taken[-1][1], "pair", 0.6
    worse = _GRADED.fullmatch(context.folded, previous.span.end, figure.span.start) if previous is not None else None
    if worse is not None and taken and taken[-1][0] is previous and taken[-1][1].code in TOXICITY:
        name = taken[-1][1].text
        return (
            replace(taken[-1][1], text=f"{worse['grade']} {name if name.isupper() else name.lower()}"),
            "continued",
            0.5,
        )
    item = list_item(context, previous, figure, taken)
    if item is not None:
        return item, "item", 0.5
    if index in context.listed and can_be(figure, context.listed[index][0]):
        return context.listed[index][0], "list", context.listed[index][1]
    responses = counted_responses(context, figure)
    if responses is not None:
        return responses, "counted", 0.6
    chosen = choose(context.folded, figure, index, context.figures, context.measures)
    measure, score = chosen if chosen else (None, 0.0)
    meant = context.meant.get(index)
    if meant is not None and (measure is None or measure.span.start >= figure.span.end):
        return meant, "pronoun", 0.5
    if measure is not None and not plausible(figure, measure, context):
        measure = None
    told_with = outcome_of(context, start, figure.span.start) if figure.kind == "ratio" else None
    if told_with is None and figure.kind == "ratio":
        told_with = outcome_ahead(context, figure) or outcome_behind(context, figure)
    if told_with is not None and rules.other_measures:
        return told_with, "associated", 0.5
    if measure is None and figure.kind == "ratio" and (alone := _only_survival(context)) is not None:
        return alone, "nearest", 0.4
    reportable = rules.other_measures and is_result(context, figure)
    places = [f.span for f in context.figures]
    ends = _last_of_run(context, index).span.end
    said = predicate(context.folded, ends, context.sentence.end, places) if counts(figure) else None
    if said is not None and taken and taken[-1][0] is previous and taken[-1][1].text == said:
        return taken[-1][1], "predicate", 0.4
    # A ratio is told behind its factor; a coefficient behind what it is a coefficient of.
    told_of = figure.kind != "ratio" or figure.main.name == "coefficient"
    if reportable and (measure is None or measure.code in ("OTHER", "AE", "RELAPSE")):
        if taken and previous is not None and taken[-1][0] is previous and _goes_on(context, previous, figure):
            return taken[-1][1], "continued", 0.5
        outside = before_brackets(context, figure)
        if outside is not None:
            inside = next((m for m in context.measures if m.span.overlaps(outside.span) and not m.state), outside)
            return inside, "nearest" if inside is not outside else "brackets", 0.5
    if reportable and told_of and (measure is None or measure.span.end <= start):
        phrase = bracket_phrase(context.folded, start, figure, [g.span for g in context.groups])
        if phrase and not is_empty(phrase) and (measure is not None or len(taken) or previous is None):
            # An item in brackets of a list of adverse events is one.
            counted = figure.kind in ("percent", "fraction", "count") or figure.events is not None
            code = "AE" if counted and taken and taken[-1][1].code == "AE" else "OTHER"
            return MeasureMention(figure.span, code, phrase), "brackets", 0.4
    further = context.figures[index + 1] if index + 1 < len(context.figures) else None
    if measure is not None and said is not None and further is not None and measure.span.start >= further.span.end:
        # `73% had a response, and 33% had a complete response`: what stands behind the next figure is that one's.
        measure = None
    told = of_count(context, figure, measure, taken) if rules.other_measures else None
    if told is not None:
        return told, "item", 0.5
    if measure is not None and rules.other_measures:
        nearer = marked_subject(context, figure, previous, measure)
        if nearer is not None and reportable:
            return nearer, "marked", 0.4
    if measure is not None:
        opposite = _negated(context, figure, measure)
        if opposite is not None:
            return (opposite, "negated", 0.5) if rules.other_measures else (None, "none", 0.0)
        return measure, "nearest", score
    carried = _carried(context, figure)
    if carried is not None and said is None:
        return carried, "carried", 0.5
    if not reportable:
        return None, "none", 0.0
    if taken and taken[-1][0].kind == figure.kind and not _new_subject(context, taken[-1][0], figure):
        return taken[-1][1], "continued", 0.4
    if said is not None:
        return MeasureMention(figure.span, "OTHER", said), "predicate", 0.4
    events = counted_events(figure)
    if events is not None:
        return events, "counted", 0.4
    marked = marked_outcome(context, figure, previous)
    if marked is not None:
        return marked, "marked", 0.4
    phrase = phrase_for(context.folded, context.sentence, figure, previous)
    if phrase and not is_empty(phrase) and not names_group(context, phrase):
        return MeasureMention(figure.span, "OTHER", phrase), "phrase", 0.3
    earlier = told_before(context, figure.span, taken) if phrase else None
    if earlier is not None:
        return earlier, "continued", 0.3
    if taken and taken[-1][0].kind == figure.kind:
        return taken[-1][1], "continued", 0.3
    subject = subject_of(context, index)
    if subject is not None:
        return subject, "subject", 0.2
    if context.told is not None and is_difference(figure, context.folded, context.sentence):
        # `Compared with placebo, the mean difference was -6.1`: of what the sentence before told.
        return context.told, "carried", 0.3
    # The figure is a result, though nothing names what it is of.
    last = phrase or told_behind(context.folded, context.sentence, figure)
    last = last or phrase_for(context.folded, context.sentence, context.figures[0], None)
    if last:
        return MeasureMention(figure.span, "OTHER", last), "phrase", 0.2
    return None, "none", 0.0


def _last_of_run(context: SentenceContext, index: int) -> Figure:
    """The last of the figures that only links part from this one: `88%, 84% and 90% of participants were retained`."""
    last = context.figures[index]
    for figure in context.figures[index + 1 :]:
        if figure.kind != last.kind or not linked(last, figure, context.folded):
            break
        last = figure
    return last


def _of_next_group(context: SentenceContext, index: int) -> bool:
    """Whether a list tells one measure of one group after another (`15%, 22% and 17%` of A, B and C)."""
    figures, groups = context.figures, context.figure_groups
    if None in groups[index - 1 : index + 1] or any(figures[index].span.contains(m.span) for m in context.measures):
        # `3 CR, 25 PR`
        return False
    first = last = index
    while first and last - first < _MOST_GROUPS and _in_list(context, first - 1):
        first -= 1
    while last + 1 < len(figures) and last - first < _MOST_GROUPS and _in_list(context, last):
        last += 1
    told = [group for group in groups[first : last + 1] if group is not None]
    return first < index and len(told) == last + 1 - first and len(distinct(told)) == len(told)


#: More groups than that stand in no list.
_MOST_GROUPS = 8


def _in_list(context: SentenceContext, index: int) -> bool:
    """Whether only a link parts a figure from the next, which is of its kind."""
    left, right = context.figures[index : index + 2]
    return left.kind == right.kind and linked(left, right, context.folded)


def _goes_on(context: SentenceContext, previous: Figure, figure: Figure) -> bool:
    """Whether brackets go on with another group's figure: `X (A 64%, B 60%)`."""
    between = Span(previous.span.end, figure.span.start)
    named = [g for g in context.groups if between.contains(g.span)]
    other = any(between.contains(m.span) and not any(g.span.overlaps(m.span) for g in named) for m in context.measures)
    marked = any(between.contains(s) and not any(g.span.overlaps(s) for g in named) for s in context.study.outcomes)
    return bool(named) and not other and not marked and together(context, previous, figure)


def _only_survival(context: SentenceContext) -> MeasureMention | None:
    """The one survival that a sentence names: what the ratios of all its factors are of."""
    named = [m for m in context.measures if m.code in SURVIVAL]
    return named[0] if len({m.code for m in named}) == 1 else None


def _opposed(context: SentenceContext, left: Figure, right: Figure, told_apart: bool) -> bool:
    """Whether two figures are the sides of one `x vs y`, and so of one measure.

    Those that lists tell apart are where nothing else stands between them (`X and Y: 20% and 10% in A vs 8% and 4%`).
    """
    if right.span.start < left.span.end:
        return False
    versus = _BARE_VERSUS if told_apart else _VERSUS
    return left.kind == right.kind and bool(versus.fullmatch(context.folded, left.span.end, right.span.start))


def _new_subject(context: SentenceContext, earlier: Figure, figure: Figure) -> bool:
    """Whether a clause of its own begins between two figures (`..., and the X was`)."""
    between = context.folded[earlier.span.end : figure.span.start]
    return bool(
        re.search(
            r"(?:;|,\s(?:and|while|whereas|but)\s|\band the\b)[^;]*\b(?:was|were|had|is|of|in|increased|decreased)\b",
            between,
        )
    )


def _carried(context: SentenceContext, figure: Figure) -> MeasureMention | None:
    """The measure of the sentence before, for a figure of the same kind in a sentence that names none."""
    before = context.before
    named = any(m.code not in STUDY for m in context.measures)
    if before is None or named or before.role != context.role or figure.kind not in ("percent", "ratio"):
        return None
    if not re.match(
        r"(?:the (?:corresponding|respective|difference)|this |these |in (?:patients|the|both)|at \d|for |among |after )",
        context.words.lower(),
    ):
        return None
    last = [m for m in before.measures if m.code not in STUDY]
    return last[-1] if last and len({m.code for m in last}) == 1 else None
