"""The rows of a document: each figure of each sentence with its measure, group, therapies and attribution."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings import contrasts, samples
from pipeline.extract.findings.arm_rows import arm_row, both_arms
from pipeline.extract.findings.carrying import carried_groups
from pipeline.extract.findings.choosing import Taken, measure_of
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.course import course, is_part, not_given
from pipeline.extract.findings.crediting import assign_groups
from pipeline.extract.findings.deaths import cause_of_death
from pipeline.extract.findings.figures import Figure, assemble
from pipeline.extract.findings.groups import Group, describes, find_groups
from pipeline.extract.findings.measures import STUDY, MeasureMention, find_measures, unabbreviated
from pipeline.extract.findings.reportable import is_patient_number, may_report
from pipeline.extract.findings.respectively import distribute, told_of_each
from pipeline.extract.findings.rules import Rules
from pipeline.extract.findings.statistics import is_difference
from pipeline.extract.findings.study import Study, read_study
from pipeline.extract.folding import fold
from pipeline.extract.sections import QUOTES_OTHERS, passage_at
from pipeline.extract.terms import Lexicon
from pipeline.schema import Attribution, Document, Finding, Mention, Quantity, Span

#: More figures than a sentence tells: a table whose cells were run together, of which nothing sure can be said.
MOST_FIGURES = 60

#: Sentences of these kinds define or plan; they report nothing.
_NO_RESULT = re.compile(
    r"\b(?:(?:was|were|is|are) defined as|defined (?:as|by)|definition of|inclusion criteria|exclusion criteria|eligib(?:le|ility) (?:if|criteria)|"
    r"power (?:of|to detect)|sample size (?:of|was|calculation)|would be|hypothesi[sz]ed|planned to|scheduled to|stratified (?:by|according)|"
    r"non-?inferiority margin|was considered (?:statistically )?significant|significance (?:level|was set))\b",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(r"\b(?:we|our|this study|the present study|in this trial|this trial|here)\b", re.IGNORECASE)


def find_findings(
    document: Document,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    measures: Lexicon,
    rules: Rules | None = None,
) -> list[Finding]:
    """All findings of a document, in the order of their places.

    Args:
        document: the document.
        sentences: its sentences.
        mentions: its mentions, regimens already taken apart into their drugs.
        quantities: its quantities.
        measures: the names of the outcome measures.
        rules: what the stage may do; the defaults when None.
    """
    rules = rules or Rules()
    folded = fold(document.text)
    study = read_study(document, folded, sentences, mentions, quantities)
    rows: list[Finding] = []
    before: SentenceContext | None = None
    for index, sentence in enumerate(sentences):
        role = study.roles[index]
        within = [q for q in quantities if sentence.contains(q.span)]
        # Cells of a table run together make false numbers: a row with tabs is left to the reader of tables.
        if not within or role in ("reference", "other") or "\t" in document.text[sentence.start : sentence.end]:
            before = None if role in ("reference", "other") else before
            continue
        if len(within) > 4 * MOST_FIGURES:
            before = None
            continue
        context = _context(document, folded, sentence, index, mentions, within, measures, study, before)
        if index and study.roles[index - 1] == role:
            context = _with_antecedent(context, sentences[index - 1], mentions, measures)
        told = len(context.figures) <= MOST_FIGURES and not _NO_RESULT.search(folded, sentence.start, sentence.end)
        if told:
            rows.extend(_rows(context, rules))
        before = context
    unique = {(_key(row)): row for row in rows}
    finished = [replace(row, id=_identify(row)) for row in unique.values()]
    return sorted(finished, key=lambda row: (row.span, row.kind))


def _key(row: Finding) -> tuple[object, ...]:
    return (
        row.kind,
        row.span,
        row.measure,
        row.measure_text,
        row.group,
        row.value,
        row.events,
        row.comparator,
        row.p_value,
    )


def _identify(row: Finding) -> str:
    """A row's id: a digest of its place and content, the same on every run and machine."""
    content = "\x1f".join(
        str(part)
        for part in (
            row.document, row.kind, row.span.start, row.span.end, row.measure, row.measure_text, row.statistic,
            row.value, row.events, row.total, row.low, row.ci_low, row.p_value, row.group, row.comparator,
        )
    )  # fmt: skip
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _context(
    document: Document,
    folded: str,
    sentence: Span,
    index: int,
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    lexicon: Lexicon,
    study: Study,
    before: SentenceContext | None,
) -> SentenceContext:
    passage = passage_at(document.passages, sentence.start)
    heading = passage.heading if passage else None
    if study.marks:
        quantities = [q for q in quantities if not _is_mark(folded, q)]
    figures = assemble(quantities, folded, sentence.start)
    named = find_measures(document.text, sentence, lexicon, mentions)
    groups = [
        group
        for group in find_groups(
            document.text, folded, sentence, study.arms, mentions, _denominators(folded, sentence, figures)
        )
        if not _is_whole_study(group, study)
    ]
    attribution = _attribution(folded, sentence, study, index)
    if attribution == "own":
        groups = [g for g in groups if not _counted_whole(g, figures, study)]
    # A short form in front of a figure may be a measure's as well as a group's.
    groups = [g for g in groups if g.arm is not None or not any(m.span.contains(g.span) for m in named)]
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
    )
    # What patients were given in the study's course is no group of the figures behind it.
    given = [got.span for figure in figures if (got := course(context, figure)) is not None]
    groups = [g for g in groups if g.arm is not None or not any(span.overlaps(g.span) for span in given)]
    listed = distribute(context)
    credited = assign_groups(folded, sentence, figures, groups, study.arms, frozenset(listed))
    credited = [_within(group, _leading(folded, sentence, groups)) for group in credited]
    context = replace(context, groups=tuple(groups), listed=listed, figure_groups=tuple(credited))
    return replace(context, figure_groups=tuple(carried_groups(context)))


#: `One report put it at 60%`, `It was seen in 60%`: what the sentence before was about.
_IT = re.compile(
    r"\bit\s+(?:(?:was|has been|had been)\s+(?:seen|observed|reported|found|noted)\s+(?:in|at)|was|occurred\s+in|at|rose|fell|reached|ranged|averaged)\b",
    re.IGNORECASE,
)


def _with_antecedent(
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


_SHARE_BEFORE_MARK = re.compile(r"%\s?\((?:\d{1,3}\s*[-,]\s*)*$")
_REST_OF_MARK = re.compile(r"(?:\s*[-,]\s*\d{1,3})*\)")
_ENDS_WITH_MARK = re.compile(r"\(\d{1,3}(?:[,\s-]+\d{1,3}){0,6}\)\s*[.,;]?\s*$")


def _is_mark(folded: str, quantity: Quantity) -> bool:
    """Whether a number is the mark of a reference behind a share (`60% (9)`), in a text that marks them so."""
    before = folded[max(0, quantity.span.start - 30) : quantity.span.start]
    return bool(_SHARE_BEFORE_MARK.search(before) and _REST_OF_MARK.match(folded, quantity.span.end))


_LEADS = re.compile(r"(?:[A-Z][A-Za-z ]{2,24}:\s*)?(?:However,?\s+)?(?:In|Among|For|Within)\s+(?:the\s+)?")


def _leading(folded: str, sentence: Span, groups: Sequence[Group]) -> Group | None:
    """The subgroup that a sentence opens with (`In patients with triple-negative disease, ...`): all in it is of these."""
    opening = _LEADS.match(folded, sentence.start, sentence.end)
    first = groups[0] if groups else None
    if opening is None or first is None or first.arm is not None or first.span.start != opening.end():
        return None
    return first if folded[first.span.end : first.span.end + 1] in (",", " ") else None


def _within(group: Group | None, leading: Group | None) -> Group | None:
    """A group of a sentence that opens with a subgroup is the part of it that belongs to that subgroup."""
    if group is None or leading is None or group.name == leading.name or leading.name in group.name:
        return group
    return replace(group, name=f"{group.name}, {leading.name}")


_OF_THESE = re.compile(r"\b(?:in|of|among|for|from)\s+(?:the\s+|these\s+|our\s+)?$|\band\s+$", re.IGNORECASE)


def _denominators(folded: str, sentence: Span, figures: Sequence[Figure]) -> list[Span]:
    """Where a sentence tells of how many patients something is: `16 of the 22`, `of the six`, `in 11 patients`."""
    places: list[Span] = []
    for figure in figures:
        before = folded[max(sentence.start, figure.span.start - 20) : figure.span.start]
        counted = figure.kind in ("count", "number") and figure.unit is None and _OF_THESE.search(before)
        if figure.main.kind == "fraction" or counted:
            places.append(figure.main.span)
    return places


def _is_whole_study(group: Group, study: Study) -> bool:
    """Whether a group named by its therapy alone is all patients of a study of one group."""
    if (
        study.arms
        or not group.therapies
        or re.search(r"\b(?:group|arm|patients|children|women|those|without)\b", group.name, re.I)
    ):
        return False
    return len(study.therapies) == len(group.therapies) and set(group.therapies) <= set(study.therapies)


def _counted_whole(group: Group, figures: Sequence[Figure], study: Study) -> bool:
    """Whether a group is told to be as many as the whole study (`among 33 children with relapsed leukemia`)."""
    if study.total is None or group.arm is not None:
        return False
    return any(
        figure.people == study.total and describes(group, figure) and figure.kind in ("count", "number")
        for figure in figures
    )


def _attribution(folded: str, sentence: Span, study: Study, index: int) -> Attribution:
    role = study.roles[index]
    words = folded[sentence.start : sentence.end]
    if study.review:
        return "cited"
    if role == "background" and not _OWN_WORDS.search(words):
        return "cited"
    marked = study.marks and role in ("background", "discussion") and _ENDS_WITH_MARK.search(words)
    if marked and not _OWN_WORDS.search(words):
        return "cited"
    if role in ("background", "discussion") or (role == "results" and not _OWN_WORDS.search(words)):
        return "cited" if QUOTES_OTHERS.search(words) and not _OWN_WORDS.search(words) else "own"
    return "own"


def _told_outright(
    context: SentenceContext, figure: Figure, taken: Sequence[Taken]
) -> tuple[MeasureMention | None, str, float]:
    """The measure of a figure whose own words say what it counts, whatever its sentence is for."""
    cause = cause_of_death(context, figure, taken)
    if cause is not None:
        return cause, "cause", 0.7
    given = course(context, figure) if is_part(context, figure) else None
    return given, "course", 0.7


def _rows(context: SentenceContext, rules: Rules) -> list[Finding]:
    """The rows of one sentence."""
    rows: list[Finding] = []
    taken: list[Taken] = []
    for index, figure in enumerate(context.figures):
        if is_patient_number(context, figure):
            continue
        given = taken[-1][1] if taken and taken[-1][1].code in ("HSCT", "COURSE") else None
        without = not_given(context, figure, given)
        if without is not None:
            rows.append(samples.left_out_row(context, figure, without))
            continue
        measure, rule, score = _told_outright(context, figure, taken)
        if measure is None:
            sample = samples.sample_row(context, index)
            if sample is not None:
                rows.extend(sample)
                continue
            if figure.kind == "sample_size" or not may_report(context, figure):
                continue
            measure, rule, score = measure_of(context, index, figure, taken, rules)
        if measure is None:
            continue
        group = context.figure_groups[index] if rule != "cause" else None
        both = both_arms(context, figure) if group is None else ()
        if both:
            made = [arm_row(context, figure, measure, arm, rule, score, rules) for arm in both]
        elif figure.kind == "ratio" or is_difference(figure, context.folded, context.sentence):
            made = contrasts.contrast_rows(context, figure, measure, group, rule, score)
        else:
            told = told_of_each(context, index, measure)
            made = [arm_row(context, figure, one, group, rule, score, rules) for one in told]
        rows.extend(made)
        taken.append((figure, measure, group, made))
    return contrasts.with_p_values(context, rows, taken)
