"""What a sentence holds before its rows are made: figures, measures, groups, and whose results it tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.absences import absences
from pipeline.extract.findings.arms import THERAPY_TYPES
from pipeline.extract.findings.assembly import assemble
from pipeline.extract.findings.carrying import carried_groups
from pipeline.extract.findings.cited import OWN_WORDS, goes_on, of_those_told
from pipeline.extract.findings.cohorts import Cohort, with_cohorts
from pipeline.extract.findings.comparisons import find_comparisons, set_apart
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.counted import counted, with_listed_events
from pipeline.extract.findings.course import course
from pipeline.extract.findings.crediting import assign_groups
from pipeline.extract.findings.dispersion import with_dispersions
from pipeline.extract.findings.event_lists import listed_event
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import STUDY, MeasureMention, find_measures, is_of_whom, unabbreviated
from pipeline.extract.findings.ranking.whose import ranked_groups
from pipeline.extract.findings.respectively import crossed, distribute
from pipeline.extract.findings.study import Study
from pipeline.extract.findings.subgroups import leading, subgroups, within
from pipeline.extract.sections import QUOTES_OTHERS, passage_at
from pipeline.extract.terms import Lexicon
from pipeline.schema import Attribution, Document, Mention, Quantity, Span


def read_sentence(
    document: Document,
    folded: str,
    sentence: Span,
    index: int,
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    lexicon: Lexicon,
    study: Study,
    before: SentenceContext | None,
    cohorts: tuple[Cohort, ...] = (),
) -> SentenceContext:
    """All that is known of a sentence when its figures are read.

    Args:
        document: the document.
        folded: its text, folded.
        sentence: the sentence.
        index: its place among the sentences.
        mentions: the document's mentions.
        quantities: the sentence's quantities.
        lexicon: the names of the outcome measures.
        study: what is known of the study.
        before: the last sentence before it that tells figures.
        cohorts: the parts of the study that the paper told the size of before it.
    """
    passage = passage_at(document.passages, sentence.start)
    heading = passage.heading if passage else None
    if study.marks:
        quantities = [q for q in quantities if not _is_mark(folded, q)]
    quantities = [q for q in quantities if not _CYCLES.match(folded, q.span.end, sentence.end)]
    quantities = [q for q in quantities if not _is_of_counted(folded, sentence, q)]
    named = [m for m in find_measures(document.text, sentence, lexicon, mentions) if not _is_arm(m, study)]
    denied = absences(document.text, folded, sentence, named, quantities)
    quantities = sorted((*quantities, *denied), key=lambda quantity: quantity.span)
    figures = with_dispersions(folded, sentence, assemble(quantities, folded, sentence.start))
    # A bracket that closes behind a passage's end is no part of its last sentence.
    figures = [f if f.span.end <= sentence.end else replace(f, span=Span(f.span.start, sentence.end)) for f in figures]
    given = [m.span for m in mentions if m.type in THERAPY_TYPES and sentence.contains(m.span)]
    figures = with_listed_events(folded, sentence, figures, study.roles[index], given)
    attribution = _attribution(folded, sentence, study, index, quantities)
    if attribution == "own" and goes_on(folded, sentence, study.roles[index], quantities, study, before):
        attribution = "cited"
    same_part = before is not None and before.role == study.roles[index]
    told = [group for group in before.figure_groups if group is not None] if before is not None and same_part else []
    groups = subgroups(document.text, folded, sentence, figures, mentions, study, attribution, told)
    # A short form in front of a figure may be a measure's as well as a group's.
    groups = [g for g in groups if g.arm is not None or not _is_only_measured(document.text, g, named)]
    found = unabbreviated(named, folded)
    context = SentenceContext(
        document=document,
        folded=folded,
        sentence=sentence,
        role=study.roles[index],
        section="title" if passage and passage.kind == "title" else heading,
        study=study,
        figures=tuple(figures),
        groups=tuple(groups),
        figure_groups=(),
        measures=tuple(found),
        quantities=tuple(quantities),
        mentions=tuple(m for m in mentions if sentence.contains(m.span)),
        before=before,
        attribution=attribution,
        index=index,
    )
    # What patients were given in the study's course is no group of the figures behind it.
    coursed = [got.span for figure in figures if (got := course(context, figure)) is not None]
    # Nor is an event of a list that of the counts around it.
    coursed += [event.span for figure in figures if (event := listed_event(context, figure)) is not None]
    groups = [g for g in groups if g.arm is not None or not any(span.overlaps(g.span) for span in coursed)]
    groups = [g for g in groups if _is_switch(g) or not _TURNED_TO.search(folded, sentence.start, g.span.start)]
    listed = distribute(context)
    measured = [*(m.span for m in named), *study.outcomes]
    compared = [
        each
        for each in find_comparisons(document.text, folded, sentence, groups, study.arms, mentions)
        if set_apart(each, folded) or not all(_is_measured(side, measured) for side in (each.first, each.second))
    ]
    credited = assign_groups(folded, sentence, figures, groups, study.arms, frozenset(listed), compared)
    opening = leading(folded, sentence, groups)
    context = replace(
        context,
        groups=tuple(groups),
        listed={**listed, **crossed(context)},
        figure_groups=tuple(within(credit.group, opening) for credit in credited),
        comparisons=tuple(compared),
    )
    context = replace(context, figures=counted(context))
    context = replace(context, figure_groups=tuple(carried_groups(context)))
    return ranked_groups(with_cohorts(of_those_told(context), cohorts), [credit.way for credit in credited])


def _is_switch(group: Group) -> bool:
    """Whether a group is of the arm that was to switch to what it is called by."""
    return group.arm is not None and any(alias.startswith("switch") for alias in group.arm.aliases)


def _is_arm(measure: MeasureMention, study: Study) -> bool:
    """Whether what a lexicon takes for a measure is the short form of an arm (`cognitive remediation (CR)`)."""
    return measure.text.isupper() and any(measure.text.lower() in arm.aliases for arm in study.arms)


def _is_only_measured(text: str, group: Group, named: Sequence[MeasureMention]) -> bool:
    """Whether the words that name a group, without a noun that it shares with another, are a measure's."""
    words = group.span.of(text)
    told = (measure.span for measure in named if not is_of_whom(measure))
    return words == group.name and any(span.contains(group.span) for span in told)


def _is_measured(side: Group | None, measured: Sequence[Span]) -> bool:
    """Whether a side of a comparison is what was measured (`both self-esteem and self-efficacy`), and no group."""
    return side is not None and side.arm is None and not side.therapies and any(m.contains(side.span) for m in measured)


#: `Conversion to open surgery`: what patients turned to, whatever they were given.
_TURNED_TO = re.compile(
    r"\b(?:conver(?:sions?|ted)|switch(?:es|ed|ing)?|cross(?:ed|ing)?[ -]?overs?)\s(?:from\s[\w-]{1,30}\s)?to\s(?:an?\s|the\s)?$",
    re.IGNORECASE,
)


#: `One report put it at 60%`, `It was seen in 60%`: what the sentence before was about.
_IT = re.compile(
    r"\bit\s+(?:(?:was|has been|had been)\s+(?:seen|observed|reported|found|noted)\s+(?:in|at)|was|occurred\s+in|at|rose|fell|reached|ranged|averaged)\b",
    re.IGNORECASE,
)


def with_antecedent(
    context: SentenceContext, before: Span, mentions: Sequence[Mention], lexicon: Lexicon
) -> SentenceContext:
    """The context with the measure that the sentence before was about, where a pronoun stands for it."""
    pronoun = _IT.search(context.words)
    after = context.sentence.start + pronoun.end() if pronoun else context.sentence.end
    told = next((i for i, figure in enumerate(context.figures) if figure.span.start >= after), None)
    if told is None or any(m.span.start < context.figures[told].span.start for m in context.measures):
        return context
    named = find_measures(context.document.text, before, lexicon, mentions)
    meant = next((m for m in named if m.code not in STUDY and not m.state), None)
    return replace(context, meant={told: meant}) if meant else context


#: `blinatumomab (28 days x 2 cycles)`: a schedule.
_CYCLES = re.compile(r"\s?[x×*]\s?\d{1,2}\s?(?:cycles?|courses?)\b", re.IGNORECASE)
#: `32 had no response`, `and 32 no response`: what is denied is told of counted people, and is no count of its own.
_COUNTED_BEFORE = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)|\d\s?%?\s?[)\]])(?:\s(?:patients?|children|adults|others))?"
    r"(?:\s(?:had|showed|experienced|achieved|obtained|with))?\s$",
    re.IGNORECASE,
)


def _is_of_counted(folded: str, sentence: Span, quantity: Quantity) -> bool:
    denied = quantity.kind == "count" and quantity.events == 0 and quantity.surface[:3].lower() == "no "
    start = max(sentence.start, quantity.span.start - 40)
    return denied and _COUNTED_BEFORE.search(folded, start, quantity.span.start) is not None


_SHARE_BEFORE_MARK = re.compile(r"%\s?[(\[](?:\d{1,3}\s*[-,]\s*)*$")
_REST_OF_MARK = re.compile(r"(?:\s*[-,]\s*\d{1,3})*[)\]]")
_ENDS_WITH_MARK = re.compile(r"[(\[]\d{1,3}(?:[,\s-]+\d{1,3}){0,6}[)\]]\s*[.,;]?\s*$")


def _is_mark(folded: str, quantity: Quantity) -> bool:
    """Whether a number is the mark of a reference behind a share (`60% (9)`), in a text that marks them so."""
    if quantity.kind == "fraction":
        return False
    before = folded[max(0, quantity.span.start - 30) : quantity.span.start]
    return bool(_SHARE_BEFORE_MARK.search(before) and _REST_OF_MARK.match(folded, quantity.span.end))


#: `were consistent with previous studies`: of others nothing is quoted.
_AS_OTHERS = re.compile(
    r"\b(?:consistent|in line|in accordance|comparable|similar|compatible)\s(?:with|to)\s(?:(?:those|that|findings|results|data)\s(?:of|in|from)\s)?"
    r"(?:the\s|our\s)?(?:previous|earlier|prior|other|published)\s\w+",
    re.IGNORECASE,
)


def _attribution(folded: str, sentence: Span, study: Study, index: int, quantities: Sequence[Quantity]) -> Attribution:
    role = study.roles[index]
    last = quantities[-1] if quantities and quantities[-1].kind == "count" else None
    # The last count of a list is no mark of a reference: `infection (4) and vomiting (1).`
    ends = sentence.end if last is None or folded[last.span.end : sentence.end].strip(" ).]") else last.span.start
    words = _AS_OTHERS.sub("", folded[sentence.start : ends].rstrip("([ "))
    if study.review:
        return "cited"
    if role == "background" and not OWN_WORDS.search(words):
        return "cited"
    marked = study.marks and role in ("background", "discussion") and _ENDS_WITH_MARK.search(words)
    if marked and not OWN_WORDS.search(words):
        return "cited"
    if role in ("background", "discussion") or (role == "results" and not OWN_WORDS.search(words)):
        return "cited" if QUOTES_OTHERS.search(words) and not OWN_WORDS.search(words) else "own"
    return "own"
